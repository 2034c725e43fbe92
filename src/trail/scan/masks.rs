//! What stands where in 64 bytes of JSON, one bit a byte, and the end of a string.
//!
//! In WebAssembly sixteen bytes are looked at in one step; elsewhere, and in the tests, byte after byte. A test in the
//! browser compares the two. This file names nothing of the project, so that the test can be built from it alone.

/// Which of 64 bytes are what; the first byte's bit is the lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Masks {
    /// `"`
    pub quotes: u64,
    /// `{`, `}`, `[`, `]`; and `Y`, `_`, `y` and the delete character, which one look more tells from them.
    pub braces: u64,
    /// The braces, `,` and `:`: all that a record without white space has between its texts, numbers and words.
    pub marks: u64,
    /// Some byte is a backslash.
    pub has_backslashes: bool,
}

/// The bits that all of these bytes have alike, and what they are.
const BRACE_BITS: u8 = 0xd9;
const BRACE_SHAPE: u8 = 0x59;

/// What may stand outside strings.
const ALLOWED: &[u8] = b"\"{}[],: \n\r\t0123456789+-.Eaeflnrstu";

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub use scalar::{backslashes, foreign, masks, plain_len};
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub use simd::{backslashes, foreign, masks, plain_len};

/// The slow twins, and the definition.
pub mod scalar {
    use super::{BRACE_BITS, BRACE_SHAPE, Masks};

    /// What each byte is: a quote, a brace or what looks like one, a mark, a backslash.
    const KINDS: [u8; 256] = kinds();

    const fn kinds() -> [u8; 256] {
        let mut kinds = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            kinds[byte] = match byte as u8 {
                b'"' => 1,
                b',' | b':' => 4,
                b'\\' => 8,
                byte if byte & BRACE_BITS == BRACE_SHAPE => 2 | 4,
                _ => 0,
            };
            byte += 1;
        }
        kinds
    }

    fn bits(block: &[u8; 64], is: impl Fn(u8) -> bool) -> u64 {
        let bit = |(index, &byte): (usize, &u8)| u64::from(is(byte)) << index;
        block.iter().enumerate().map(bit).sum()
    }

    /// What stands where in `block`.
    #[inline]
    pub fn masks(block: &[u8; 64]) -> Masks {
        let (mut masks, mut all) = (Masks::default(), 0);
        for (index, &byte) in block.iter().enumerate() {
            let kind = KINDS[usize::from(byte)];
            all |= kind;
            masks.quotes |= u64::from(kind & 1) << index;
            masks.braces |= u64::from(kind >> 1 & 1) << index;
            masks.marks |= u64::from(kind >> 2 & 1) << index;
        }
        masks.has_backslashes = all & 8 != 0;
        masks
    }

    /// Which bytes are backslashes.
    #[inline]
    pub fn backslashes(block: &[u8; 64]) -> u64 {
        bits(block, |byte| byte == b'\\')
    }

    /// Which bytes JSON never has outside strings.
    #[inline]
    pub fn foreign(block: &[u8; 64]) -> u64 {
        bits(block, |byte| !super::ALLOWED.contains(&byte))
    }

    /// How many bytes come before the first quote, backslash or control character; all when there is none.
    pub fn plain_len(bytes: &[u8]) -> usize {
        let is_end = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
        bytes.iter().position(is_end).unwrap_or(bytes.len())
    }
}

/// The fast twins.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub mod simd {
    use super::{ALLOWED, BRACE_BITS, BRACE_SHAPE, Masks};
    use std::arch::wasm32::{
        u8x16_bitmask, u8x16_eq, u8x16_lt, u8x16_shr, u8x16_splat, u8x16_swizzle, v128, v128_and,
        v128_any_true, v128_load, v128_or,
    };

    /// What may stand outside strings, by the lower half of the byte; a bit for every upper half from 0 to 7 but 1.
    const BY_LOW: [u8; 16] = by_low();
    const UPPER_BITS: [u8; 16] = [1, 0, 2, 4, 8, 16, 32, 64, 0, 0, 0, 0, 0, 0, 0, 0];

    const fn by_low() -> [u8; 16] {
        let mut table = [0; 16];
        let mut index = 0;
        while index < ALLOWED.len() {
            let byte = ALLOWED[index];
            table[(byte & 15) as usize] |= UPPER_BITS[(byte >> 4) as usize];
            index += 1;
        }
        table
    }

    #[inline(always)]
    fn load(bytes: &[u8; 16]) -> v128 {
        // SAFETY: the reference is to sixteen bytes that are there, and the load has no wish for alignment.
        unsafe { v128_load(bytes.as_ptr().cast()) }
    }

    #[inline(always)]
    fn parts(block: &[u8; 64]) -> [v128; 4] {
        let parts = block.as_chunks::<16>().0;
        [load(&parts[0]), load(&parts[1]), load(&parts[2]), load(&parts[3])]
    }

    #[inline(always)]
    fn is(bytes: v128, byte: u8) -> v128 {
        u8x16_eq(bytes, u8x16_splat(byte))
    }

    /// The highest bits of 64 bytes.
    #[inline(always)]
    fn bits(parts: [v128; 4]) -> u64 {
        let [first, second, third, fourth] = parts.map(|part| u32::from(u8x16_bitmask(part)));
        u64::from(first | second << 16) | u64::from(third | fourth << 16) << 32
    }

    /// What stands where in `block`.
    #[inline(always)]
    pub fn masks(block: &[u8; 64]) -> Masks {
        let parts = parts(block);
        let braces = parts.map(|part| is(v128_and(part, u8x16_splat(BRACE_BITS)), BRACE_SHAPE));
        let backslashes = parts.map(|part| is(part, b'\\'));
        let marks = |index: usize| {
            let between = v128_or(is(parts[index], b','), is(parts[index], b':'));
            v128_or(braces[index], between)
        };
        Masks {
            quotes: bits(parts.map(|part| is(part, b'"'))),
            braces: bits(braces),
            marks: bits([marks(0), marks(1), marks(2), marks(3)]),
            has_backslashes: v128_any_true(v128_or(
                v128_or(backslashes[0], backslashes[1]),
                v128_or(backslashes[2], backslashes[3]),
            )),
        }
    }

    /// Which bytes are backslashes.
    #[inline]
    pub fn backslashes(block: &[u8; 64]) -> u64 {
        bits(parts(block).map(|part| is(part, b'\\')))
    }

    /// Which bytes JSON never has outside strings.
    #[inline]
    pub fn foreign(block: &[u8; 64]) -> u64 {
        let (by_low, by_high) = (load(&BY_LOW), load(&UPPER_BITS));
        bits(parts(block).map(|part| {
            let low = u8x16_swizzle(by_low, v128_and(part, u8x16_splat(15)));
            let high = u8x16_swizzle(by_high, u8x16_shr(part, 4));
            is(v128_and(low, high), 0)
        }))
    }

    /// How many bytes come before the first quote, backslash or control character; all when there is none.
    #[inline]
    pub fn plain_len(bytes: &[u8]) -> usize {
        let (blocks, rest) = bytes.as_chunks::<16>();
        for (index, block) in blocks.iter().enumerate() {
            let block = load(block);
            let ends = v128_or(
                v128_or(
                    u8x16_eq(block, u8x16_splat(b'"')),
                    u8x16_eq(block, u8x16_splat(b'\\')),
                ),
                u8x16_lt(block, u8x16_splat(0x20)),
            );
            let ends = u8x16_bitmask(ends);
            if ends != 0 {
                return 16 * index + ends.trailing_zeros() as usize;
            }
        }
        bytes.len() - rest.len() + super::scalar::plain_len(rest)
    }
}
