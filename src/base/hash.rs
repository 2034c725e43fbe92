//! Keyed hashes. Texts in logs are written by whoever calls, so no hash here can be foreseen from outside.

use foldhash::{SharedSeed, quality::FoldHasher};
use siphasher::sip128::{Hasher128, SipHasher13};
use std::{fmt, hash::Hasher};

use super::HashKey;

/// The hash behind look-up tables: fast; where two texts meet, they are compared.
#[derive(Clone)]
pub struct LookupHash {
    start: u64,
    shared: SharedSeed,
}

impl LookupHash {
    /// A hash that only who knows `key` can foresee.
    pub fn new(key: HashKey) -> Self {
        // Drawn from the key and not the key itself: a seed with few bits set hardly hashes at all.
        let seed = text_id(key, "look-up");
        Self {
            start: (seed >> 64) as u64,
            shared: SharedSeed::from_u64((seed & u128::from(u64::MAX)) as u64),
        }
    }

    /// The hash of a text.
    pub fn of_text(&self, text: &str) -> u64 {
        self.of_bytes(text.as_bytes())
    }

    /// The hash of the bytes of a text.
    pub fn of_bytes(&self, bytes: &[u8]) -> u64 {
        let mut hasher = FoldHasher::with_seed(self.start, &self.shared);
        hasher.write(bytes);
        hasher.finish()
    }

    /// The hash of a number.
    pub fn of_u128(&self, number: u128) -> u64 {
        let mut hasher = FoldHasher::with_seed(self.start, &self.shared);
        hasher.write_u128(number);
        hasher.finish()
    }
}

/// Says nothing of the key.
impl fmt::Debug for LookupHash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("LookupHash")
    }
}

/// 128 bits that stand for a text: two texts never meet by chance, nor by design of one who does not know `key`.
pub fn text_id(key: HashKey, text: &str) -> u128 {
    let mut hasher = SipHasher13::new_with_keys(key.0, key.1);
    hasher.write(text.as_bytes());
    hasher.finish128().as_u128()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_differ_in_their_highest_bits_only_are_spread_under_any_key() {
        for key in [(0, 0), (11, 13), (u64::MAX, 1)] {
            let hash = LookupHash::new(key);
            let low_bits: std::collections::BTreeSet<_> = (0..1000u128)
                .map(|number| hash.of_u128(number << 100) % 1024)
                .collect();
            assert!(low_bits.len() > 500, "{} of 1024 under {key:?}", low_bits.len());
        }
    }

    #[test]
    fn another_key_gives_another_hash() {
        let (one, two) = (LookupHash::new((1, 2)), LookupHash::new((1, 3)));
        assert_eq!(one.of_text("a"), one.clone().of_text("a"));
        assert_ne!(one.of_text("DetectPHI"), two.of_text("DetectPHI"));
        assert_ne!(text_id((1, 2), "x"), text_id((2, 2), "x"));
    }
}
