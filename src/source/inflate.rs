//! DEFLATE (RFC 1951) of a stream, or of whole blocks of one, that is in memory, into one flat buffer: the fast twin of
//! `miniz_oxide`.
//!
//! Takes only what is beyond doubt. Whatever is damaged, cut, larger than its buffer or coded in an unusual way is
//! refused, and the caller takes the reference decoder, whose word counts. The method is the usual one: a table of
//! codes with their extra bits, 64 bits of input at hand, and copies of sixteen bytes.

mod bits;
mod blocks;
mod tables;

use bits::Bits;
pub use blocks::{Between, Blocks};
use tables::{Codes, Entry, LITERALS_BITS, OFFSETS_BITS, build};

/// The order in which the lengths of the code for lengths are given.
const LENGTHS_ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Room that a step may write into: three literals and the longest match, rounded up to copies of sixteen.
const STEP_BYTES: usize = 3 + 258 + 16;

/// Why a stream was refused: for the reference decoder to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

/// The tables, kept from stream to stream.
#[derive(Debug)]
pub struct Inflater {
    literals: Codes<{ tables::LITERALS_LEN }>,
    offsets: Codes<{ tables::OFFSETS_LEN }>,
    lengths: Codes<{ tables::LENGTHS_LEN }>,
    /// The tables hold the fixed codes.
    is_fixed: bool,
}

impl Default for Inflater {
    fn default() -> Self {
        Self {
            literals: Codes::new(),
            offsets: Codes::new(),
            lengths: Codes::new(),
            is_fixed: false,
        }
    }
}

impl Inflater {
    /// Inflates the stream at the start of `input` into `out`, and gives the lengths of both. `out` must have
    /// room for the whole content.
    pub fn inflate(&mut self, input: &[u8], out: &mut [u8]) -> Result<(usize, usize), Refused> {
        let blocks = self.blocks(input, Between::default(), out, 0);
        if blocks.is_ended {
            Ok((blocks.num_in, blocks.filled))
        } else {
            Err(Refused)
        }
    }

    /// Inflates the block that begins at `bits` behind the `filled` bytes of `out`, and says whether it is the last.
    fn next_block(
        &mut self,
        bits: &mut Bits<'_>,
        out: &mut [u8],
        filled: &mut usize,
    ) -> Result<bool, Refused> {
        let is_last = bits.take(1)? == 1;
        *filled = match bits.take(2)? {
            0 => stored(bits, out, *filled)?,
            1 => {
                self.fixed_codes()?;
                self.block(bits, out, *filled)?
            }
            2 => {
                self.read_codes(bits)?;
                self.block(bits, out, *filled)?
            }
            _ => return Err(Refused),
        };
        Ok(is_last)
    }

    fn fixed_codes(&mut self) -> Result<(), Refused> {
        if !std::mem::replace(&mut self.is_fixed, true) {
            let mut lengths = [8; 288];
            lengths[144..256].fill(9);
            lengths[256..280].fill(7);
            build(
                &mut self.literals,
                &lengths,
                LITERALS_BITS,
                false,
                tables::literal_entry,
            )?;
            build(
                &mut self.offsets,
                &[5; 32],
                OFFSETS_BITS,
                false,
                tables::offset_entry,
            )?;
        }
        Ok(())
    }

    /// Reads the codes of a block that brings its own.
    fn read_codes(&mut self, bits: &mut Bits<'_>) -> Result<(), Refused> {
        self.is_fixed = false;
        let num_literals = bits.take(5)? as usize + 257;
        let num_offsets = bits.take(5)? as usize + 1;
        let num_lengths = bits.take(4)? as usize + 4;
        if num_literals > 286 || num_offsets > 30 {
            return Err(Refused);
        }
        let mut lengths = [0; 19];
        for &symbol in &LENGTHS_ORDER[..num_lengths] {
            lengths[symbol] = bits.take(3)? as u8;
        }
        build(
            &mut self.lengths,
            &lengths,
            tables::LENGTHS_BITS,
            false,
            tables::length_entry,
        )?;
        let mut lengths = [0u8; 286 + 30];
        let num = num_literals + num_offsets;
        let mut at = 0;
        while at < num {
            bits.refill();
            let entry = self.lengths.first(bits.bits, tables::LENGTHS_BITS);
            if entry.code_len() > bits.num {
                return Err(Refused);
            }
            bits.drop(entry.code_len());
            let (value, count) = match entry.base() {
                symbol @ 0..16 => (symbol as u8, 1),
                16 => {
                    let before = at.checked_sub(1).ok_or(Refused)?;
                    (lengths[before], 3 + bits.take(2)? as usize)
                }
                17 => (0, 3 + bits.take(3)? as usize),
                _ => (0, 11 + bits.take(7)? as usize),
            };
            if at + count > num {
                return Err(Refused);
            }
            lengths[at..at + count].fill(value);
            at += count;
        }
        let (literals, offsets) = lengths[..num].split_at(num_literals);
        if literals[256] == 0 {
            return Err(Refused);
        }
        build(
            &mut self.literals,
            literals,
            LITERALS_BITS,
            false,
            tables::literal_entry,
        )?;
        build(
            &mut self.offsets,
            offsets,
            OFFSETS_BITS,
            true,
            tables::offset_entry,
        )
    }

    /// Inflates one block that is coded, and gives how much of `out` is filled then.
    fn block(&self, bits: &mut Bits<'_>, out: &mut [u8], mut filled: usize) -> Result<usize, Refused> {
        // Fast as long as there is room for all that one step may take and write.
        while out.len() - filled >= STEP_BYTES && bits.refill_fast() {
            let mut entry = self.literals.first(bits.bits, LITERALS_BITS);
            // 56 bits hold three codes of eleven bits and a match.
            let mut num_literals = 0;
            while entry.is_literal() && num_literals < 3 {
                bits.drop(entry.len());
                out[filled] = entry.literal();
                filled += 1;
                num_literals += 1;
                entry = self.literals.first(bits.bits, LITERALS_BITS);
            }
            if entry.is_literal() {
                continue;
            }
            if entry.is_special() {
                if entry.is_pointer() {
                    bits.drop(LITERALS_BITS);
                    entry = self.literals.second(entry, bits.bits);
                    if entry.is_literal() {
                        bits.drop(entry.len());
                        out[filled] = entry.literal();
                        filled += 1;
                        continue;
                    }
                }
                if entry.is_end() {
                    bits.drop(entry.len());
                    return Ok(filled);
                }
                if entry.is_special() {
                    return Err(Refused);
                }
            }
            let len = entry.value(bits.bits);
            bits.drop(entry.len());
            // Three literals and a length may have taken 33 + 20 bits.
            if bits.num < 15 + 13 && !bits.refill_fast() {
                bits.refill();
                if bits.num < 15 + 13 {
                    // So near to the end the careful loop would do the same, but the length is taken already.
                    let offset = self.careful_offset(bits)?;
                    filled = copy(out, filled, offset, len)?;
                    continue;
                }
            }
            let mut entry = self.offsets.first(bits.bits, OFFSETS_BITS);
            if entry.is_pointer() {
                bits.drop(OFFSETS_BITS);
                entry = self.offsets.second(entry, bits.bits);
            }
            if entry.is_special() {
                return Err(Refused);
            }
            let offset = entry.value(bits.bits);
            bits.drop(entry.len());
            filled = copy_with_room(out, filled, offset, len)?;
        }
        self.careful(bits, out, filled)
    }

    /// The same, one step at a time, to the last byte of input and output.
    fn careful(&self, bits: &mut Bits<'_>, out: &mut [u8], mut filled: usize) -> Result<usize, Refused> {
        loop {
            let entry = careful_entry(&self.literals, LITERALS_BITS, bits)?;
            if entry.is_literal() {
                *out.get_mut(filled).ok_or(Refused)? = entry.literal();
                filled += 1;
                bits.drop(entry.len());
            } else if entry.is_end() {
                bits.drop(entry.len());
                return Ok(filled);
            } else {
                let len = entry.value(bits.bits);
                bits.drop(entry.len());
                let offset = self.careful_offset(bits)?;
                filled = copy(out, filled, offset, len)?;
            }
        }
    }

    fn careful_offset(&self, bits: &mut Bits<'_>) -> Result<usize, Refused> {
        let entry = careful_entry(&self.offsets, OFFSETS_BITS, bits)?;
        let offset = entry.value(bits.bits);
        bits.drop(entry.len());
        Ok(offset)
    }
}

/// The entry of the next code, which is there with its extra bits; a main table's code is taken already where the entry
/// stands in a second table.
fn careful_entry<const N: usize>(
    codes: &Codes<N>,
    table_bits: u32,
    bits: &mut Bits<'_>,
) -> Result<Entry, Refused> {
    bits.refill();
    let mut entry = codes.first(bits.bits, table_bits);
    if entry.is_pointer() {
        if bits.num < table_bits {
            return Err(Refused);
        }
        bits.drop(table_bits);
        entry = codes.second(entry, bits.bits);
    }
    let is_refused = entry.is_special() && !entry.is_end();
    if is_refused || bits.num < entry.len() {
        return Err(Refused);
    }
    Ok(entry)
}

/// A block that is not compressed.
fn stored(bits: &mut Bits<'_>, out: &mut [u8], filled: usize) -> Result<usize, Refused> {
    let at = bits.skip_to_byte();
    let rest = bits.input.get(at..).ok_or(Refused)?;
    let [l0, l1, n0, n1] = *rest.first_chunk::<4>().ok_or(Refused)?;
    let len = u16::from_le_bytes([l0, l1]);
    if len != !u16::from_le_bytes([n0, n1]) {
        return Err(Refused);
    }
    let len = usize::from(len);
    let bytes = rest.get(4..4 + len).ok_or(Refused)?;
    out.get_mut(filled..filled + len)
        .ok_or(Refused)?
        .copy_from_slice(bytes);
    bits.at = at + 4 + len;
    Ok(filled + len)
}

/// Repeats what stands `offset` bytes back, where `out` has room for [`STEP_BYTES`].
#[inline(always)]
fn copy_with_room(out: &mut [u8], filled: usize, offset: usize, len: usize) -> Result<usize, Refused> {
    let start = filled.checked_sub(offset).ok_or(Refused)?;
    let end = filled + len;
    if offset >= 16 {
        let (mut from, mut to) = (start, filled);
        loop {
            let Some(piece) = out.get(from..).and_then(|rest| rest.first_chunk::<16>()).copied() else {
                return Err(Refused);
            };
            let Some(place) = out.get_mut(to..).and_then(|rest| rest.first_chunk_mut::<16>()) else {
                return Err(Refused);
            };
            *place = piece;
            (from, to) = (from + 16, to + 16);
            if to >= end {
                return Ok(end);
            }
        }
    }
    copy(out, filled, offset, len)
}

/// Repeats what stands `offset` bytes back.
fn copy(out: &mut [u8], filled: usize, offset: usize, len: usize) -> Result<usize, Refused> {
    let start = filled.checked_sub(offset).ok_or(Refused)?;
    let end = filled + len;
    if end > out.len() {
        return Err(Refused);
    }
    if offset == 1 {
        let byte = out[start];
        out[filled..end].fill(byte);
    } else {
        for (from, to) in (start..).zip(filled..end) {
            out[to] = out[from];
        }
    }
    Ok(end)
}

#[cfg(test)]
mod tests;
