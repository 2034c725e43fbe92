//! Turns columns into row masks, a word of 64 rows at a time.

use crate::{
    base::Bitset,
    store::{
        chunked::CHUNK_ROWS,
        codes::{Codes, CodesView},
        nibbles::Nibbles,
    },
};

/// Words of a mask to a chunk of a column: chunks end where words do.
const CHUNK_WORDS: usize = CHUNK_ROWS / 64;

/// Puts in the rows of a chunk whose value passes. `words` are those of the chunk.
pub(super) fn add_values<T: Copy>(words: &mut [u64], values: &[T], is_in: impl Fn(T) -> bool) {
    for (word, values) in words.iter_mut().zip(values.chunks(64)) {
        let mut bits = 0;
        for (at, &value) in values.iter().enumerate() {
            bits |= u64::from(is_in(value)) << at;
        }
        *word |= bits;
    }
}

/// The same for codes of half a byte.
fn add_nibbles(words: &mut [u64], codes: &Nibbles, is_in: impl Fn(u8) -> bool) {
    // Both codes of a byte at once.
    let pairs: [u8; 256] =
        std::array::from_fn(|byte| u8::from(is_in(byte as u8 & 15)) | u8::from(is_in(byte as u8 >> 4)) << 1);
    let mut left = codes.len();
    for (word, bytes) in words.iter_mut().zip(codes.bytes().chunks(32)) {
        let mut bits = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            bits |= u64::from(pairs[usize::from(byte)]) << (2 * at);
        }
        // The last byte may hold one code only.
        *word |= if left < 64 { bits & ((1 << left) - 1) } else { bits };
        left = left.saturating_sub(64);
    }
}

/// Puts in the rows whose code passes, by one flag for each code.
pub(super) fn add_codes(rows: &mut Bitset, codes: &Codes, passes: &[bool]) {
    let mut passing = (0u32..)
        .zip(passes)
        .filter(|(_, passes)| **passes)
        .map(|(code, _)| code);
    let Some(first) = passing.next() else { return };
    if passing.next().is_none() {
        add_one_code(rows, codes, first);
        return;
    }
    let mut narrow = [false; 256];
    for (narrow, passes) in narrow.iter_mut().zip(passes) {
        *narrow = *passes;
    }
    let is_in = |code: usize| passes.get(code).copied().unwrap_or_default();
    for ((len, view), words) in codes.views().zip(chunks_of(rows)) {
        match view {
            CodesView::Const(code) => add_whole(words, len, is_in(code as usize)),
            CodesView::U4(codes) => add_nibbles(words, codes, |code| narrow[usize::from(code)]),
            CodesView::U8(codes) => add_values(words, codes, |code| narrow[usize::from(code)]),
            CodesView::U16(codes) => add_values(words, codes, |code| is_in(usize::from(code))),
            CodesView::U32(codes) => add_values(words, codes, |code| is_in(code as usize)),
        }
    }
}

/// Puts in the rows that have this code: comparing is faster than looking up.
pub(super) fn add_one_code(rows: &mut Bitset, codes: &Codes, wanted: u32) {
    for ((len, view), words) in codes.views().zip(chunks_of(rows)) {
        match view {
            CodesView::Const(code) => add_whole(words, len, code == wanted),
            CodesView::U4(codes) => add_nibbles(words, codes, |code| u32::from(code) == wanted),
            CodesView::U8(codes) => {
                if let Ok(wanted) = u8::try_from(wanted) {
                    add_values(words, codes, |code| code == wanted);
                }
            }
            CodesView::U16(codes) => {
                if let Ok(wanted) = u16::try_from(wanted) {
                    add_values(words, codes, |code| code == wanted);
                }
            }
            CodesView::U32(codes) => add_values(words, codes, |code| code == wanted),
        }
    }
}

/// The words of a mask, chunk by chunk.
pub(super) fn chunks_of(rows: &mut Bitset) -> impl Iterator<Item = &mut [u64]> {
    rows.words_mut().chunks_mut(CHUNK_WORDS)
}

/// Puts in all rows of a chunk, or none; never a bit past its end.
fn add_whole(words: &mut [u64], len: usize, is_in: bool) {
    if !is_in {
        return;
    }
    let (whole, rest) = (len / 64, len % 64);
    words[..whole].fill(u64::MAX);
    if rest != 0 {
        words[whole] |= u64::MAX >> (64 - rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_of_every_width_give_the_rows_one_by_one_gives() {
        let mut codes = Codes::default();
        codes.push_repeated(4, CHUNK_ROWS);
        (0..CHUNK_ROWS as u32).for_each(|row| codes.push(row % 250));
        (0..CHUNK_ROWS as u32).for_each(|row| codes.push(row % 999));
        (0..CHUNK_ROWS as u32).for_each(|row| codes.push(row * 3));
        (0..CHUNK_ROWS as u32).for_each(|row| codes.push(row % 15));
        (0..69).for_each(|row| codes.push(row % 5));
        let mut passes = vec![false; 3 * CHUNK_ROWS];
        for wanted in [4, 700, 70_002] {
            passes[wanted] = true;
            let mut rows = Bitset::none(codes.len());
            add_codes(&mut rows, &codes, &passes);
            let slow: Vec<_> = (0..codes.len())
                .filter(|&row| passes[codes.get(row) as usize])
                .collect();
            assert_eq!(rows.iter().collect::<Vec<_>>(), slow);
            assert!(slow.len() > 100);
        }
    }
}
