//! What stands where in 64 bytes of JSON, one bit a byte, and the end of a string.
//!
//! In WebAssembly sixteen bytes are looked at in one step; elsewhere, and in the tests, byte after byte. A test in the
//! browser compares the two. This file names nothing of the project, so that the test can be built from it alone.

/// Which of 64 bytes are what; the first byte's bit is the lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Masks {
    /// `"`
    pub quotes: u64,
    /// `\`
    pub backslashes: u64,
    /// `{` and `[`
    pub opens: u64,
    /// `}` and `]`
    pub closes: u64,
    /// What JSON never has outside strings.
    pub foreign: u64,
    /// `S`, of which a key that is looked for has one.
    pub letters: u64,
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub use scalar::{masks, plain_len};
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub use simd::{masks, plain_len};

/// The slow twins, and the definition.
pub mod scalar {
    use super::Masks;

    /// What stands where in `block`.
    #[inline]
    pub fn masks(block: &[u8; 64]) -> Masks {
        let mut masks = Masks::default();
        for (index, &byte) in block.iter().enumerate() {
            let bit = 1 << index;
            match byte {
                b'"' => masks.quotes |= bit,
                b'{' | b'[' => masks.opens |= bit,
                b'}' | b']' => masks.closes |= bit,
                b',' | b':' | b' ' | b'\n' | b'\r' | b'\t' => {}
                b'0'..=b'9' | b'+' | b'-' | b'.' | b'E' => {}
                b'a' | b'e' | b'f' | b'l' | b'n' | b'r' | b's' | b't' | b'u' => {}
                b'\\' => {
                    masks.backslashes |= bit;
                    masks.foreign |= bit;
                }
                b'S' => {
                    masks.letters |= bit;
                    masks.foreign |= bit;
                }
                _ => masks.foreign |= bit,
            }
        }
        masks
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
    use super::Masks;
    use std::arch::wasm32::{
        u8x16_bitmask, u8x16_eq, u8x16_lt, u8x16_shr, u8x16_splat, u8x16_swizzle, v128, v128_and, v128_load,
        v128_or,
    };

    /// What may stand outside strings, by the lower half of the byte; a bit for every upper half from 0 to 7 but 1.
    const BY_LOW: [u8; 16] = by_low();
    const UPPER_BITS: [u8; 16] = [1, 0, 2, 4, 8, 16, 32, 64, 0, 0, 0, 0, 0, 0, 0, 0];
    const ALLOWED: &[u8] = b"\"{}[],: \n\r\t0123456789+-.Eaeflnrstu";

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

    fn load(bytes: &[u8; 16]) -> v128 {
        // SAFETY: the reference is to sixteen bytes that are there, and the load has no wish for alignment.
        unsafe { v128_load(bytes.as_ptr().cast()) }
    }

    fn mask(bytes: v128, byte: u8) -> u64 {
        u64::from(u8x16_bitmask(u8x16_eq(bytes, u8x16_splat(byte))))
    }

    /// What stands where in `block`.
    #[inline]
    pub fn masks(block: &[u8; 64]) -> Masks {
        let mut masks = Masks::default();
        let (by_low, by_high) = (load(&BY_LOW), load(&UPPER_BITS));
        for (part, bytes) in block.as_chunks::<16>().0.iter().enumerate() {
            let bytes = load(bytes);
            let at = 16 * part;
            masks.quotes |= mask(bytes, b'"') << at;
            masks.backslashes |= mask(bytes, b'\\') << at;
            masks.letters |= mask(bytes, b'S') << at;
            // Square brackets differ from curly ones in this bit.
            let braces = v128_or(bytes, u8x16_splat(0x20));
            masks.opens |= mask(braces, b'{') << at;
            masks.closes |= mask(braces, b'}') << at;
            let low = u8x16_swizzle(by_low, v128_and(bytes, u8x16_splat(15)));
            let high = u8x16_swizzle(by_high, u8x16_shr(bytes, 4));
            masks.foreign |= mask(v128_and(low, high), 0) << at;
        }
        masks
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
