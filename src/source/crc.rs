//! CRC-32 as gzip uses it (RFC 1952, section 8), nearly all of it by exclusive or alone.
//!
//! Written here because the usual crate has no fast path without hardware support and costs a quarter to a half
//! of inflating in WebAssembly (DESIGN.md).
//!
//! A CRC is the rest of a division of polynomials over GF(2), so adding a multiple of the divisor changes nothing.
//! One such multiple has five terms only: x^300 + x^155 + x^117 + x^89 + 1, and with it the same at 64 times these
//! exponents. Added where it cancels a word of eight bytes, it touches four words further on. So word after word is
//! cancelled, without tables or multiplications; only the last 300 words are divided in the usual way. The idea is that
//! of Kadatch and others, "Chorba: a novel CRC32 implementation" (arXiv 2412.16398).

const TABLES: [[u32; 256]; 16] = tables();

const fn tables() -> [[u32; 256]; 16] {
    let mut tables = [[0u32; 256]; 16];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            };
            bit += 1;
        }
        tables[0][byte] = crc;
        byte += 1;
    }
    let mut table = 1;
    while table < 16 {
        let mut byte = 0;
        while byte < 256 {
            let before = tables[table - 1][byte];
            tables[table][byte] = before >> 8 ^ tables[0][(before & 0xff) as usize];
            byte += 1;
        }
        table += 1;
    }
    tables
}

/// How far from a cancelled word those stand that take it up, in words.
const FOLDS: [usize; 4] = [145, 183, 211, 300];

/// No word is taken up further on than this.
const SPAN: usize = FOLDS[3];

/// Words that are cancelled in one stroke; fewer than the nearest fold, so that they do not depend on each other.
const BLOCK: usize = 64;

/// Words between two moves of the history to the front.
const RUN: usize = 32 * BLOCK;

/// Shorter texts gain nothing.
const MIN_FOLDED_BYTES: usize = 2 * 8 * SPAN;

/// The CRC-32 of what came before (`crc`, 0 at the start) and then `bytes`.
pub fn crc32(crc: u32, bytes: &[u8]) -> u32 {
    if bytes.len() < MIN_FOLDED_BYTES {
        return !divide(!crc, bytes);
    }
    let (blocks, _) = bytes.as_chunks::<{ 8 * BLOCK }>();
    let num_folded = (bytes.len() - 8 * SPAN) / (8 * BLOCK);
    let rest = &bytes[num_folded * 8 * BLOCK..];
    // The last words that were cancelled, and behind them room for more.
    let mut words = [0u64; SPAN + RUN];
    let mut at = SPAN;
    // What came before is added to the first bytes.
    let mut before = u64::from(!crc);
    for block in &blocks[..num_folded] {
        if at == words.len() {
            words.copy_within(RUN.., 0);
            at = SPAN;
        }
        let (history, ahead) = words.split_at_mut(at);
        let block = block.as_chunks::<8>().0;
        let [one, two, three, four] = FOLDS.map(|fold| &history[at - fold..at - fold + BLOCK]);
        for index in 0..BLOCK {
            let taken = one[index] ^ two[index] ^ three[index] ^ four[index];
            ahead[index] = u64::from_le_bytes(block[index]) ^ taken;
        }
        ahead[0] ^= std::mem::take(&mut before);
        at += BLOCK;
    }
    let (last, rest) = rest.split_at(8 * SPAN);
    let mut tail = [0u8; 8 * SPAN];
    let words_of = last.as_chunks::<8>().0;
    for (index, (out, bytes)) in tail.as_chunks_mut::<8>().0.iter_mut().zip(words_of).enumerate() {
        // Nothing from here on is cancelled: only the folds that reach back behind the tail's start bring something.
        let taken = FOLDS
            .iter()
            .filter(|&&fold| fold > index)
            .map(|&fold| words[at + index - fold]);
        let word = taken.fold(u64::from_le_bytes(*bytes), |word, taken| word ^ taken);
        *out = word.to_le_bytes();
    }
    !divide(divide(0, &tail), rest)
}

/// The rest of the division of `bytes`, sixteen at a time.
fn divide(mut crc: u32, bytes: &[u8]) -> u32 {
    let (blocks, rest) = bytes.as_chunks::<16>();
    for block in blocks {
        let head = crc.to_le_bytes();
        let mut next = 0;
        for (index, &byte) in block.iter().enumerate() {
            let byte = if index < 4 { byte ^ head[index] } else { byte };
            next ^= TABLES[15 - index][byte as usize];
        }
        crc = next;
    }
    for &byte in rest {
        crc = crc >> 8 ^ TABLES[0][(crc as u8 ^ byte) as usize];
    }
    crc
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// One bit at a time, straight from the definition.
    fn slow(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |crc, &byte| {
            (0..8).fold(crc ^ u32::from(byte), |crc, _| {
                if crc & 1 == 1 {
                    crc >> 1 ^ 0xedb8_8320
                } else {
                    crc >> 1
                }
            })
        })
    }

    #[test]
    fn the_check_value_of_the_standard() {
        assert_eq!(crc32(0, b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(0, b""), 0);
    }

    #[test]
    fn equals_the_definition_at_every_length_and_cut() {
        let bytes: Vec<u8> = (0..200u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        for len in 0..bytes.len() {
            assert_eq!(crc32(0, &bytes[..len]), slow(&bytes[..len]), "{len}");
            assert_eq!(
                crc32(crc32(0, &bytes[..len]), &bytes[len..]),
                slow(&bytes),
                "cut at {len}"
            );
        }
    }

    proptest! {
        #[test]
        fn folding_equals_the_definition(len in 0usize..40_000, cut in 0usize..40_000, seed: u64) {
            let mut state = seed | 1;
            let bytes: Vec<u8> = (0..len)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    (state >> 56) as u8
                })
                .collect();
            let cut = cut.min(len);
            prop_assert_eq!(crc32(0, &bytes), slow(&bytes));
            prop_assert_eq!(crc32(crc32(0, &bytes[..cut]), &bytes[cut..]), slow(&bytes));
        }
    }
}
