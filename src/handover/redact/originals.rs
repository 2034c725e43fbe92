//! Values that shall not be found any more, and the search for them.

use std::collections::{BTreeSet, HashMap};

/// How many bytes of a value decide where it is looked for.
const LEAD: usize = 3;

/// A set of values, to be found as whole words inside of texts.
#[derive(Clone, Debug, Default)]
pub struct Originals {
    all: BTreeSet<Box<str>>,
    /// By their first bytes, the longest first.
    by_lead: HashMap<[u8; LEAD], Vec<Box<str>>>,
}

impl Originals {
    /// Adds a value, unless it cannot be told from what stands in every text: see [`is_findable`].
    pub fn add(&mut self, text: &str) {
        if !is_findable(text) || !self.all.insert(text.into()) {
            return;
        }
        let values = self.by_lead.entry(lead(text.as_bytes())).or_default();
        let at = values.partition_point(|other| other.len() > text.len());
        values.insert(at, text.into());
    }

    /// All values, rising.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|text| &**text)
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether `text` is one of the values.
    pub fn contains(&self, text: &str) -> bool {
        self.all.contains(text)
    }

    /// Takes values out again: words that would be found in any export.
    pub fn without(&self, is_common: impl Fn(&str) -> bool) -> Self {
        let mut rest = Self::default();
        self.iter()
            .filter(|text| !is_common(text))
            .for_each(|text| rest.add(text));
        rest
    }

    /// The first value in `text` at or after byte `from`: where it begins, and the value. A value that begins or ends
    /// with a letter or digit is found only where the word does so too.
    pub fn find<'a>(&'a self, text: &str, from: usize) -> Option<(usize, &'a str)> {
        if self.all.is_empty() {
            return None;
        }
        let bytes = text.as_bytes();
        let mut is_in_word = text[..from]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric);
        for (at, character) in text[from..]
            .char_indices()
            .map(|(at, character)| (from + at, character))
        {
            let is_letter = character.is_alphanumeric();
            if !(is_in_word && is_letter)
                && let Some(found) = self.at(text, &bytes[at..], at)
            {
                return Some((at, found));
            }
            is_in_word = is_letter;
        }
        None
    }

    fn at(&self, text: &str, rest: &[u8], at: usize) -> Option<&str> {
        (1..=LEAD.min(rest.len())).rev().find_map(|len| {
            // Values shorter than the lead are filed under their own length.
            let values = self.by_lead.get(&lead(&rest[..len]))?;
            values
                .iter()
                .find(|value| {
                    (len == LEAD || value.len() == len)
                        && rest.starts_with(value.as_bytes())
                        && ends_word(text, at + value.len(), value)
                })
                .map(|value| &**value)
        })
    }
}

/// Whether a value, found in a text, is that value and not a part of something else: it names somebody, is no word of
/// every record, and is long enough.
pub fn is_findable(text: &str) -> bool {
    let num_letters = text.chars().filter(|character| character.is_alphabetic()).count();
    let num_digits = text.chars().filter(char::is_ascii_digit).count();
    let is_long = text.chars().count() >= 3 && num_letters >= 2 || num_digits >= 8;
    is_long && !super::pseudonym::is_kept(text) && !super::is_schema_word(text)
}

fn lead(bytes: &[u8]) -> [u8; LEAD] {
    let mut lead = [0; LEAD];
    let len = bytes.len().min(LEAD);
    lead[..len].copy_from_slice(&bytes[..len]);
    lead
}

fn ends_word(text: &str, end: usize, value: &str) -> bool {
    let is_letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    !(is_letter(value.chars().next_back()) && is_letter(text.get(end..).and_then(|rest| rest.chars().next())))
}
