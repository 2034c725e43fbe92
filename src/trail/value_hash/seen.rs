//! What came in earlier records: texts with their hashes, and whole identities.
//!
//! A trail repeats itself: a caller makes thousands of calls in one session, from one address, with one client. What
//! came before is compared byte by byte, which costs less than hashing it or walking through it again. Nothing depends
//! on what is remembered but the time it takes.

use super::known::KnownBranch;
use crate::{
    base::{HashKey, hash::LookupHash},
    trail::field::Field,
};
use hashbrown::HashTable;
use std::{fmt, ops::Range};

const NUM_TEXTS: usize = 256;
/// User agents are rarely longer.
const MAX_TEXT_LEN: usize = 192;
const MAX_IDENTITIES: usize = 512;
const MAX_IDENTITY_LEN: usize = 4096;

/// What came in earlier records.
pub(in crate::trail) struct Seen {
    /// Each text has one place, where the newest one stands.
    texts: Vec<SeenText>,
    lookup: HashTable<usize>,
    identities: Vec<SeenIdentity>,
    num_forgotten: u32,
    hash: LookupHash,
}

#[derive(Clone)]
struct SeenText {
    branch: u16,
    len: u8,
    text: [u8; MAX_TEXT_LEN],
    hash: u128,
}

/// An identity that was walked through.
struct SeenIdentity {
    text: Box<[u8]>,
    sum: u128,
    fields: Vec<SeenField>,
}

/// What kind of value a field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::trail) enum Form {
    Null,
    Plain,
    Escaped,
    Other,
}

/// A field of an identity, and where in its text the value stands.
#[derive(Clone, Debug)]
pub(in crate::trail) struct SeenField {
    pub(in crate::trail) field: Field,
    pub(in crate::trail) form: Form,
    pub(in crate::trail) place: Range<usize>,
}

/// An identity that came again: its number, the sum of its hashes, its fields.
pub(in crate::trail) struct Again<'s> {
    pub(in crate::trail) number: u32,
    pub(in crate::trail) sum: u128,
    pub(in crate::trail) fields: &'s [SeenField],
}

impl Seen {
    /// Nothing yet. Who does not know the key cannot slow the look-ups down.
    pub(super) fn new(key: HashKey) -> Self {
        Self {
            texts: Vec::new(),
            lookup: HashTable::new(),
            identities: Vec::new(),
            num_forgotten: 0,
            hash: LookupHash::new(key),
        }
    }

    /// The hash of a text at its place.
    #[inline]
    pub(in crate::trail) fn text(&mut self, branch: &KnownBranch, text: &str) -> u128 {
        let bytes = text.as_bytes();
        let (Some(&last), true) = (bytes.last(), bytes.len() <= MAX_TEXT_LEN && branch.repeats) else {
            return branch.path.text(text);
        };
        let len = bytes.len() as u8;
        let middle = (bytes[bytes.len() / 2], bytes[bytes.len() - 1 - bytes.len() / 4]);
        let parts = [len, last, middle.0, middle.1].map(usize::from);
        let mixed = parts.iter().fold(usize::from(branch.number), |mixed, part| {
            mixed.wrapping_mul(31).wrapping_add(*part)
        });
        if let Some(seen) = self.texts.get(mixed % NUM_TEXTS)
            && seen.branch == branch.number
            && seen.len == len
            && is_same(&seen.text[..bytes.len()], bytes)
        {
            return seen.hash;
        }
        self.keep(mixed % NUM_TEXTS, branch, text)
    }

    #[inline(never)]
    fn keep(&mut self, at: usize, branch: &KnownBranch, text: &str) -> u128 {
        if self.texts.is_empty() {
            let nothing = SeenText {
                branch: 0,
                len: 0,
                text: [0; MAX_TEXT_LEN],
                hash: 0,
            };
            self.texts.resize(NUM_TEXTS, nothing);
        }
        let hash = branch.path.text(text);
        let seen = &mut self.texts[at];
        (seen.branch, seen.len, seen.hash) = (branch.number, text.len() as u8, hash);
        seen.text[..text.len()].copy_from_slice(text.as_bytes());
        hash
    }

    /// The identity of exactly this text, if it came before.
    pub(in crate::trail) fn identity(&self, text: &[u8]) -> Option<Again<'_>> {
        let is_it = |&index: &usize| is_same(&self.identities[index].text, text);
        let index = *self.lookup.find(self.hash.of_bytes(text), is_it)?;
        let SeenIdentity { sum, fields, .. } = &self.identities[index];
        Some(Again {
            number: self.num_forgotten.wrapping_add(index as u32),
            sum: *sum,
            fields,
        })
    }

    /// Remembers an identity. The number is its own as long as this lives.
    pub(in crate::trail) fn keep_identity(
        &mut self,
        text: &[u8],
        sum: u128,
        fields: Vec<SeenField>,
    ) -> Option<u32> {
        if text.len() > MAX_IDENTITY_LEN {
            return None;
        }
        if self.identities.len() == MAX_IDENTITIES {
            self.num_forgotten = self.num_forgotten.wrapping_add(MAX_IDENTITIES as u32);
            self.identities.clear();
            self.lookup.clear();
        }
        let index = self.identities.len();
        self.identities.push(SeenIdentity {
            text: text.into(),
            sum,
            fields,
        });
        self.lookup
            .insert_unique(self.hash.of_bytes(text), index, |&other| {
                self.hash.of_bytes(&self.identities[other].text)
            });
        Some(self.num_forgotten.wrapping_add(index as u32))
    }
}

/// Whether two texts are the same. In WebAssembly there is no comparing of memory, only a loop over bytes.
#[inline(always)]
fn is_same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let ((words, rest), (other_words, other_rest)) = (one.as_chunks::<8>(), other.as_chunks::<8>());
    let word = |word: &[u8; 8]| u64::from_le_bytes(*word);
    words
        .iter()
        .zip(other_words)
        .all(|(one, other)| word(one) == word(other))
        && rest.iter().zip(other_rest).all(|(one, other)| one == other)
}

/// Says nothing of what came.
impl fmt::Debug for Seen {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Seen")
    }
}
