//! Text of two bytes a character, given out as UTF-8: what Windows PowerShell writes behind `>`.

use std::io::{self, BufRead, Read};

/// Decodes UTF-16 as it is read. A byte-order mark is left out. Half a surrogate pair and half a character at the end
/// come out as bytes that are no UTF-8, so that they are noted like any other bytes that are no text.
pub struct Utf16Input<R> {
    input: R,
    is_big_endian: bool,
    out: Vec<u8>,
    at: usize,
    /// The first byte of a unit whose second has not come.
    half_unit: Option<u8>,
    /// The first unit of a pair whose second has not come.
    high: Option<u16>,
    has_begun: bool,
    is_end: bool,
}

impl<R: BufRead> Utf16Input<R> {
    /// Decodes `input`, which stands at its first byte.
    pub fn new(input: R, is_big_endian: bool) -> Self {
        Self {
            input,
            is_big_endian,
            out: Vec::new(),
            at: 0,
            half_unit: None,
            high: None,
            has_begun: false,
            is_end: false,
        }
    }

    fn decode_more(&mut self) -> io::Result<()> {
        self.out.clear();
        self.at = 0;
        let bytes = self.input.fill_buf()?;
        let len = bytes.len();
        if len == 0 {
            self.is_end = true;
            if let Some(high) = self.high.take() {
                push_half_pair(&mut self.out, high);
            }
            if let Some(byte) = self.half_unit.take() {
                // 0xff stands in no UTF-8 text.
                self.out.extend([0xff, byte & 0x7f]);
            }
            return Ok(());
        }
        let mut units = Vec::with_capacity(len / 2 + 1);
        for &byte in bytes {
            match self.half_unit.take() {
                None => self.half_unit = Some(byte),
                Some(first) if self.is_big_endian => units.push(u16::from_be_bytes([first, byte])),
                Some(first) => units.push(u16::from_le_bytes([first, byte])),
            }
        }
        self.input.consume(len);
        for unit in units {
            self.push(unit);
        }
        Ok(())
    }

    fn push(&mut self, unit: u16) {
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        if is_first && unit == 0xfeff {
            return;
        }
        if let Some(high) = self.high.take() {
            if let Some(Ok(pair)) = char::decode_utf16([high, unit]).next() {
                return push_char(&mut self.out, pair);
            }
            push_half_pair(&mut self.out, high);
        }
        match unit {
            0xd800..=0xdbff => self.high = Some(unit),
            0xdc00..=0xdfff => push_half_pair(&mut self.out, unit),
            _ => push_char(&mut self.out, char::from_u32(unit.into()).unwrap_or('\u{fffd}')),
        }
    }
}

fn push_char(out: &mut Vec<u8>, character: char) {
    out.extend(character.encode_utf8(&mut [0; 4]).as_bytes());
}

/// As UTF-8 would write the unit if it were a character, which it forbids.
fn push_half_pair(out: &mut Vec<u8>, unit: u16) {
    let [high, low] = unit.to_be_bytes();
    out.extend([
        0xe0 | (high >> 4),
        0x80 | ((high & 0xf) << 2) | (low >> 6),
        0x80 | (low & 0x3f),
    ]);
}

impl<R: BufRead> BufRead for Utf16Input<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at == self.out.len() && !self.is_end {
            self.decode_more()?;
        }
        Ok(&self.out[self.at..])
    }

    fn consume(&mut self, len: usize) {
        self.at += len;
    }
}

impl<R: BufRead> Read for Utf16Input<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        super::read_buffered(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decoded(bytes: &[u8], is_big_endian: bool, piece: usize) -> Vec<u8> {
        let input = io::BufReader::with_capacity(piece, bytes);
        let mut out = Vec::new();
        Utf16Input::new(input, is_big_endian)
            .read_to_end(&mut out)
            .expect("memory");
        out
    }

    fn encoded(units: &[u16], is_big_endian: bool) -> Vec<u8> {
        let bytes = |unit: &u16| {
            if is_big_endian {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        units.iter().flat_map(bytes).collect()
    }

    proptest! {
        #[test]
        fn any_text_comes_out_whole_in_pieces_of_any_size(text: String, is_big: bool, piece in 1usize..9) {
            let units: Vec<u16> = std::iter::once(0xfeff).chain(text.encode_utf16()).collect();
            prop_assert_eq!(decoded(&encoded(&units, is_big), is_big, piece), text.into_bytes());
        }

        #[test]
        fn any_units_read_as_their_replacement_would(units: Vec<u16>, piece in 1usize..9) {
            prop_assume!(units.first() != Some(&0xfeff));
            let out = decoded(&encoded(&units, false), false, piece);
            // Each half pair is three bytes that are no text, each of which is marked.
            let expected: String = char::decode_utf16(units)
                .map(|character| character.map_or("\u{fffd}".repeat(3), String::from))
                .collect();
            prop_assert_eq!(String::from_utf8_lossy(&out), expected);
        }
    }

    #[test]
    fn half_a_character_at_the_end_is_no_text() {
        let out = decoded(b"a\0b", false, 8);
        assert!(out.starts_with(b"a") && std::str::from_utf8(&out).is_err());
    }
}
