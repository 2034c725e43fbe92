//! Tables of codes: the next bits of the input are the index, and the entry says all there is to know.

use super::Refused;

/// Bits that index the table of literals and lengths.
pub(super) const LITERALS_BITS: u32 = 11;
/// Bits that index the table of offsets.
pub(super) const OFFSETS_BITS: u32 = 8;
/// Bits that index the table of the lengths of codes: no code is longer.
pub(super) const LENGTHS_BITS: u32 = 7;

/// Powers of two, so that an index is in range by its mask. With all second tables the literals take 2,342 entries at
/// most and the offsets 402 (as zlib's `enough` counts for 288 and 32 symbols of 15 bits).
pub(super) const LITERALS_LEN: usize = 4096;
pub(super) const OFFSETS_LEN: usize = 512;
pub(super) const LENGTHS_LEN: usize = 128;

const MAX_CODE_BITS: usize = 15;

/// What a code stands for.
///
/// Bits 0 to 7: the length of the code and of its extra bits; 8 to 11: of the code alone; 12 to 15: what it is; from 16
/// on: the literal, the base of the length or offset, or the start of a second table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry(u32);

const IS_LITERAL: u32 = 1 << 12;
/// No literal, length or offset.
const IS_SPECIAL: u32 = 1 << 13;
const IS_END: u32 = 1 << 14;
const IS_POINTER: u32 = 1 << 15;

impl Entry {
    const fn new(value: u32, num_extra: u32, marks: u32) -> Self {
        Self(value << 16 | marks | num_extra)
    }

    /// The same with the length of its code.
    fn with_code_len(self, len: u32) -> Self {
        Self(self.0 + (len << 8 | len))
    }

    /// A second table that begins at `start` and takes `bits`.
    fn pointer(start: usize, bits: u32) -> Self {
        Self((start as u32) << 16 | IS_SPECIAL | IS_POINTER | bits << 8)
    }

    #[inline(always)]
    pub(super) fn len(self) -> u32 {
        self.0 & 0xff
    }

    #[inline(always)]
    pub(super) fn code_len(self) -> u32 {
        self.0 >> 8 & 0xf
    }

    #[inline(always)]
    pub(super) fn is_literal(self) -> bool {
        self.0 & IS_LITERAL != 0
    }

    #[inline(always)]
    pub(super) fn is_special(self) -> bool {
        self.0 & IS_SPECIAL != 0
    }

    #[inline(always)]
    pub(super) fn is_pointer(self) -> bool {
        self.0 & IS_POINTER != 0
    }

    #[inline(always)]
    pub(super) fn is_end(self) -> bool {
        self.0 & IS_END != 0
    }

    #[inline(always)]
    pub(super) fn literal(self) -> u8 {
        (self.0 >> 16) as u8
    }

    #[inline(always)]
    pub(super) fn base(self) -> u32 {
        self.0 >> 16
    }

    /// The length or offset: the base and the extra bits that follow the code in `bits`.
    #[inline(always)]
    pub(super) fn value(self, bits: u64) -> usize {
        let extra = (bits & ((1u64 << self.len()) - 1)) >> self.code_len();
        self.base() as usize + extra as usize
    }
}

/// A table, and second tables behind it for codes that are longer than its index.
#[derive(Debug)]
pub(super) struct Codes<const N: usize>(Box<[Entry; N]>);

impl<const N: usize> Codes<N> {
    pub(super) fn new() -> Self {
        Self(Box::new([Entry::default(); N]))
    }

    #[inline(always)]
    pub(super) fn first(&self, bits: u64, table_bits: u32) -> Entry {
        self.0[bits as usize & ((1 << table_bits) - 1) & (N - 1)]
    }

    /// The entry behind a pointer, whose own bits were dropped.
    #[inline(always)]
    pub(super) fn second(&self, pointer: Entry, bits: u64) -> Entry {
        let index = bits as usize & ((1 << pointer.code_len()) - 1);
        self.0[(pointer.base() as usize + index) & (N - 1)]
    }
}

/// Builds the table for the code in which symbol `n` has the length `lengths[n]`. A code that leaves places free is
/// refused, unless it `may_be_sparse` and has one symbol at most; so is one that has too many.
pub(super) fn build<const N: usize>(
    codes: &mut Codes<N>,
    lengths: &[u8],
    table_bits: u32,
    may_be_sparse: bool,
    entry_of: impl Fn(usize) -> Entry,
) -> Result<(), Refused> {
    let table = &mut *codes.0;
    let mut counts = [0u16; MAX_CODE_BITS + 1];
    for &len in lengths {
        counts[usize::from(len & 15)] += 1;
    }
    counts[0] = 0;
    let mut starts = [0u16; MAX_CODE_BITS + 2];
    let mut space = 0u32;
    for len in 1..=MAX_CODE_BITS {
        starts[len + 1] = starts[len] + counts[len];
        space += u32::from(counts[len]) << (MAX_CODE_BITS - len);
    }
    if space != 1 << MAX_CODE_BITS {
        // Where all matches lie equally far back, and where there are none, writers leave half or all of the code free.
        let is_half = space == 1 << (MAX_CODE_BITS - 1) && counts[1] == 1;
        if !may_be_sparse || !(is_half || space == 0) {
            return Err(Refused);
        }
        table.fill(Entry::new(0, 0, IS_SPECIAL));
        if let Some(symbol) = lengths.iter().position(|&len| len == 1) {
            let entry = entry_of(symbol).with_code_len(1);
            table.iter_mut().step_by(2).for_each(|place| *place = entry);
        }
        return Ok(());
    }
    let mut sorted = [0u16; 288];
    for (symbol, &len) in lengths.iter().enumerate().filter(|(_, len)| **len != 0) {
        let place = &mut starts[usize::from(len & 15)];
        sorted[usize::from(*place)] = symbol as u16;
        *place += 1;
    }
    let mut symbols = sorted.iter().map(|&symbol| entry_of(usize::from(symbol)));
    // The code, its first bit lowest, as it comes in the input.
    let mut code = 0u32;
    let mut filled = 1usize;
    for len in 1..=table_bits.min(MAX_CODE_BITS as u32) {
        // What stands for shorter codes is the same whatever the next bit.
        table.copy_within(..filled, filled);
        filled *= 2;
        for entry in symbols.by_ref().take(usize::from(counts[len as usize])) {
            table[code as usize] = entry.with_code_len(len);
            code = next_code(code, len);
        }
    }
    let (mut prefix, mut start, mut end, mut bits) = (u32::MAX, 0, filled, 0);
    for len in table_bits + 1..=MAX_CODE_BITS as u32 {
        let mut left = u32::from(counts[len as usize]);
        for entry in symbols.by_ref().take(left as usize) {
            let own = code & ((1 << table_bits) - 1);
            if own != prefix {
                // As many bits as the codes that begin alike need.
                (prefix, start, bits) = (own, end, len - table_bits);
                let mut used = left;
                while used < 1 << bits {
                    bits += 1;
                    used = (used << 1) + u32::from(counts[(table_bits + bits) as usize]);
                }
                end = start + (1 << bits);
                table[prefix as usize] = Entry::pointer(start, bits);
            }
            let own_bits = len - table_bits;
            for index in (code >> table_bits..1 << bits).step_by(1 << own_bits) {
                table[start + index as usize] = entry.with_code_len(own_bits);
            }
            code = next_code(code, len);
            left -= 1;
        }
    }
    Ok(())
}

/// The code of `len` bits behind `code`, both with their first bit lowest: counting from the other end.
fn next_code(code: u32, len: u32) -> u32 {
    let zeros = !code & ((1 << len) - 1);
    match zeros.checked_ilog2() {
        Some(highest) => code & ((1 << highest) - 1) | 1 << highest,
        None => 0,
    }
}

/// A literal, the end of the block, or the length of a match.
pub(super) fn literal_entry(symbol: usize) -> Entry {
    const BASES: [u16; 29] = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163,
        195, 227, 258,
    ];
    const EXTRAS: [u8; 29] = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ];
    match symbol {
        0..256 => Entry::new(symbol as u32, 0, IS_LITERAL),
        256 => Entry::new(0, 0, IS_SPECIAL | IS_END),
        257..286 => Entry::new(BASES[symbol - 257].into(), EXTRAS[symbol - 257].into(), 0),
        // Part of the fixed code, and never to be met.
        _ => Entry::new(0, 0, IS_SPECIAL),
    }
}

/// How far back a match lies.
pub(super) fn offset_entry(symbol: usize) -> Entry {
    match symbol {
        0..4 => Entry::new(symbol as u32 + 1, 0, 0),
        4..30 => {
            let num_extra = symbol as u32 / 2 - 1;
            Entry::new(((2 + (symbol as u32 & 1)) << num_extra) + 1, num_extra, 0)
        }
        _ => Entry::new(0, 0, IS_SPECIAL),
    }
}

/// The length of a code, or a way to write several.
pub(super) fn length_entry(symbol: usize) -> Entry {
    Entry::new(symbol as u32, 0, 0)
}
