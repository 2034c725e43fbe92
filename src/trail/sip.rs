//! SipHash-1-3 with 128 bits, in steps: a prefix that many texts share is taken in once.
//!
//! The same function as the crate's, which the tests compare it with; the crate keeps no state that is cheap to copy.

use crate::base::HashKey;

/// What has been taken in so far: a whole number of words of eight bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sip {
    v: [u64; 4],
    /// Modulo 256.
    len: u8,
}

impl Sip {
    /// Nothing yet.
    pub(super) fn new(key: HashKey) -> Self {
        Self {
            v: [
                key.0 ^ 0x736f_6d65_7073_6575,
                key.1 ^ 0x646f_7261_6e64_6f6d ^ 0xee,
                key.0 ^ 0x6c79_6765_6e65_7261,
                key.1 ^ 0x7465_6462_7974_6573,
            ],
            len: 0,
        }
    }

    /// The same with one word more.
    #[inline(always)]
    pub(super) fn word(mut self, word: u64) -> Self {
        self.absorb(word);
        self.len = self.len.wrapping_add(8);
        self
    }

    /// The hash of all that was taken in, then `bytes`, then `last`.
    #[inline]
    pub(super) fn finish(mut self, bytes: &[u8], last: u8) -> u128 {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.absorb(u64::from_le_bytes(*word));
        }
        let mut tail = u64::from(last) << (8 * rest.len());
        for (index, &byte) in rest.iter().enumerate() {
            tail |= u64::from(byte) << (8 * index);
        }
        let len = self.len.wrapping_add(bytes.len() as u8).wrapping_add(1);
        if rest.len() == 7 {
            self.absorb(tail);
            tail = 0;
        }
        self.absorb(tail | u64::from(len) << 56);
        self.v[2] ^= 0xee;
        let low = self.squeeze();
        self.v[1] ^= 0xdd;
        u128::from(low) | u128::from(self.squeeze()) << 64
    }

    #[inline(always)]
    fn absorb(&mut self, word: u64) {
        self.v[3] ^= word;
        self.round();
        self.v[0] ^= word;
    }

    #[inline(always)]
    fn squeeze(&mut self) -> u64 {
        for _ in 0..3 {
            self.round();
        }
        self.v[0] ^ self.v[1] ^ self.v[2] ^ self.v[3]
    }

    #[inline(always)]
    fn round(&mut self) {
        let [mut v0, mut v1, mut v2, mut v3] = self.v;
        v0 = v0.wrapping_add(v1);
        v2 = v2.wrapping_add(v3);
        v1 = v1.rotate_left(13) ^ v0;
        v3 = v3.rotate_left(16) ^ v2;
        v0 = v0.rotate_left(32).wrapping_add(v3);
        v2 = v2.wrapping_add(v1);
        v1 = v1.rotate_left(17) ^ v2;
        v3 = v3.rotate_left(21) ^ v0;
        v2 = v2.rotate_left(32);
        self.v = [v0, v1, v2, v3];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use siphasher::sip128::{Hasher128, SipHasher13};
    use std::hash::Hasher;

    proptest! {
        #[test]
        fn equals_the_crates(key: (u64, u64), words in prop::collection::vec(any::<u64>(), 0..4), bytes: Vec<u8>, last: u8) {
            let mut crates = SipHasher13::new_with_keys(key.0, key.1);
            let mut ours = Sip::new(key);
            for &word in &words {
                crates.write(&word.to_le_bytes());
                ours = ours.word(word);
            }
            crates.write(&bytes);
            crates.write(&[last]);
            prop_assert_eq!(ours.finish(&bytes, last), crates.finish128().as_u128());
        }
    }
}
