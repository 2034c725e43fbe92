//! A keyed hash of a JSON value that white space, key order and escapes do not change.
//!
//! Two records with one eventID are copies when their values are equal. The hash stands for the values, so it must
//! not be possible to write a record that collides with another: SipHash with a key drawn anew for each session.
//!
//! A record is the set of its leaves: every text, number or word with the path that leads to it, and every object and
//! array with the number of its members. The hash is the sum of the hashes of all of them. A path is itself a hash, of
//! the path of the container and the key or the number of the element; those of CloudTrail's own keys are worked out once.

mod known;
mod seen;

pub(super) use known::{KnownBranch, KnownNode, WORDS};
pub(super) use seen::{Form, Seen, SeenField};

use super::{json::JsonStr, sip::Sip};
use crate::base::HashKey;
use std::{cell::RefCell, rc::Rc};

/// Hashes what a record consists of.
#[derive(Clone, Debug)]
pub struct ValueHasher {
    start: Sip,
    record: Rc<KnownNode>,
    /// What came in earlier records, and what was worked out for it. No answer depends on it.
    pub(super) seen: Rc<RefCell<Seen>>,
}

/// The place of a value: of the record itself, or under a key or number in a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Path {
    id: u128,
    /// Has taken the id in.
    sip: Sip,
}

impl Path {
    fn new(start: Sip, id: u128) -> Self {
        Self {
            id,
            sip: start.word(id as u64).word((id >> 64) as u64),
        }
    }

    /// Tells the path from all others.
    pub(super) fn id(&self) -> u128 {
        self.id
    }

    /// `null`, `true` or `false` at this place.
    pub(super) fn word(&self, word: &str) -> u128 {
        self.sip.finish(word.as_bytes(), b'w')
    }

    /// A text at this place.
    #[inline]
    pub(super) fn text(&self, text: &str) -> u128 {
        self.sip.finish(text.as_bytes(), b's')
    }

    /// A string at this place, by its decoded text. The flag says that it is not all text.
    pub(super) fn string(&self, string: JsonStr<'_>) -> (u128, bool) {
        let (text, is_lossy) = string.decode();
        // Two different odd byte sequences show the same marks but are not the same value.
        let hash = if is_lossy {
            self.sip.finish(string.raw(), b'o')
        } else {
            self.text(&text)
        };
        (hash, is_lossy)
    }

    /// A number at this place, by its value: `1`, `1.0` and `1e0` are one.
    pub(super) fn number(&self, text: &[u8]) -> u128 {
        let text = std::str::from_utf8(text).unwrap_or_default();
        if let Ok(whole) = text.parse::<i128>() {
            return self.whole(whole);
        }
        const EXACT: f64 = 9_007_199_254_740_992.0;
        match text.parse::<f64>() {
            Ok(number) if number.fract() == 0.0 && number.abs() < EXACT => self.whole(number as i128),
            Ok(number) if number.is_finite() && number != 0.0 && text.len() <= 17 => {
                self.sip.finish(&number.to_bits().to_le_bytes(), b'f')
            }
            // Digits that a double cannot hold are compared as they stand.
            _ => self.sip.finish(text.as_bytes(), b'd'),
        }
    }

    /// A whole number at this place.
    pub(super) fn whole(&self, number: i128) -> u128 {
        self.sip.finish(&number.to_le_bytes(), b'i')
    }

    /// An object with so many members.
    pub(super) fn object(&self, count: u64) -> u128 {
        self.sip.finish(&count.to_le_bytes(), b'{')
    }

    /// An array with so many elements.
    pub(super) fn array(&self, count: u64) -> u128 {
        self.sip.finish(&count.to_le_bytes(), b'[')
    }
}

impl ValueHasher {
    /// With the session's key.
    pub fn new(key: HashKey) -> Self {
        let start = Sip::new(key);
        let root = Path::new(start, 0);
        Self {
            start,
            record: Rc::new(KnownNode::of_record(&root, start)),
            seen: Rc::new(RefCell::new(Seen::new(key))),
        }
    }

    /// The place of the record itself.
    pub(super) fn root(&self) -> Path {
        Path::new(self.start, 0)
    }

    /// The keys of a record.
    pub(super) fn record(&self) -> &KnownNode {
        &self.record
    }

    /// The place under a text key.
    pub(super) fn under_key(&self, path: &Path, key: &str) -> Path {
        Path::new(self.start, path.sip.finish(key.as_bytes(), b'k'))
    }

    /// The place under a key. The flag says that the key is not all text.
    pub(super) fn under(&self, path: &Path, key: JsonStr<'_>) -> (Path, bool) {
        let (text, is_lossy) = key.decode();
        if is_lossy {
            (Path::new(self.start, path.sip.finish(key.raw(), b'l')), true)
        } else {
            (self.under_key(path, &text), false)
        }
    }

    /// The place of an element of an array.
    pub(super) fn at(&self, path: &Path, index: u64) -> Path {
        Path::new(self.start, path.sip.finish(&index.to_le_bytes(), b'e'))
    }

    /// The place under a key that stood `before` times in the same object: its value must not be mixed up with theirs.
    pub(super) fn again(&self, path: &Path, before: u64) -> Path {
        Path::new(self.start, path.sip.finish(&before.to_le_bytes(), b'a'))
    }
}
