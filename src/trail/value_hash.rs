//! A keyed hash of a JSON value that white space, key order and escapes do not change.
//!
//! Two records with one eventID are copies when their values are equal. The hash stands for the values, so it must
//! not be possible to write a record that collides with another: SipHash with a key drawn anew for each session.

use super::json::JsonStr;
use crate::base::HashKey;
use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::Hasher;

/// Hashes leaves, keys and the values of containers.
#[derive(Clone, Copy, Debug)]
pub struct ValueHasher {
    key: HashKey,
}

impl ValueHasher {
    /// With the session's key.
    pub fn new(key: HashKey) -> Self {
        Self { key }
    }

    /// `null`, `true` and `false`.
    pub fn word(&self, word: &str) -> u128 {
        self.hash(b'w', word.as_bytes())
    }

    /// A string by its decoded text. The flag says that it is not all text.
    pub fn string(&self, string: JsonStr<'_>) -> (u128, bool) {
        let (text, is_lossy) = string.decode();
        // Two different odd byte sequences show the same marks but are not the same value.
        let hash = if is_lossy {
            self.hash(b'o', string.raw)
        } else {
            self.hash(b's', text.as_bytes())
        };
        (hash, is_lossy)
    }

    /// A number by its value: `1`, `1.0` and `1e0` are one.
    pub fn number(&self, text: &[u8]) -> u128 {
        let text = std::str::from_utf8(text).unwrap_or_default();
        if let Ok(whole) = text.parse::<i128>() {
            return self.hash(b'i', &whole.to_le_bytes());
        }
        const EXACT: f64 = 9_007_199_254_740_992.0;
        match text.parse::<f64>() {
            Ok(number) if number.fract() == 0.0 && number.abs() < EXACT => {
                self.hash(b'i', &(number as i128).to_le_bytes())
            }
            Ok(number) if number.is_finite() && number != 0.0 && text.len() <= 17 => {
                self.hash(b'f', &number.to_bits().to_le_bytes())
            }
            // Digits that a double cannot hold are compared as they stand.
            _ => self.hash(b'd', text.as_bytes()),
        }
    }

    /// One member of an object. Members are summed, so that their order does not matter.
    pub fn member(&self, key: u128, value: u128) -> u128 {
        self.pair(b'm', key, value)
    }

    /// An object, by the sum of its members.
    pub fn object(&self, sum: u128, count: u64) -> u128 {
        self.pair(b'{', sum, count.into())
    }

    /// An array so far, and its next element.
    pub fn element(&self, before: u128, value: u128) -> u128 {
        self.pair(b'e', before, value)
    }

    /// An array, by its last [`Self::element`].
    pub fn array(&self, last: u128, count: u64) -> u128 {
        self.pair(b'[', last, count.into())
    }

    fn pair(&self, tag: u8, one: u128, two: u128) -> u128 {
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(&one.to_le_bytes());
        bytes[16..].copy_from_slice(&two.to_le_bytes());
        self.hash(tag, &bytes)
    }

    fn hash(&self, tag: u8, bytes: &[u8]) -> u128 {
        let mut hasher = SipHasher13::new_with_keys(self.key.0, self.key.1);
        hasher.write_u8(tag);
        hasher.write(bytes);
        hasher.finish128().as_u128()
    }
}
