//! Interned texts: each text once, known by a number that columns hold in its place.

use super::{CellRef, texts::Texts};
use crate::base::{HashKey, hash::LookupHash};
use hashbrown::HashTable;

/// The number that stands for a cell's content in one dictionary: a state or an interned text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StrId(pub u32);

impl StrId {
    /// The record does not have the field.
    pub const ABSENT: Self = Self(0);
    /// The field is `null`.
    pub const NULL: Self = Self(1);
    /// The record's shape cannot hold the field.
    pub const NOT_IN_EXPORT: Self = Self(2);
    /// Texts are numbered from here; the empty text is a text.
    pub const FIRST_TEXT: u32 = 3;

    /// The id of the text numbered `number` in its [`Texts`].
    pub fn from_text_number(number: u32) -> Self {
        Self(number + Self::FIRST_TEXT)
    }

    /// What the id says without a dictionary: the state, or which number the text has.
    pub fn content(self) -> Result<u32, CellRef<'static>> {
        match self {
            Self::ABSENT => Err(CellRef::Absent),
            Self::NULL => Err(CellRef::Null),
            Self::NOT_IN_EXPORT => Err(CellRef::NotInExport),
            Self(id) => Ok(id - Self::FIRST_TEXT),
        }
    }

    /// The cell behind the id, whose text stands in `texts`. Panics when it does not.
    pub fn cell(self, texts: &Texts) -> CellRef<'_> {
        match self.content() {
            Ok(number) => CellRef::Text(texts.get(number)),
            Err(state) => state,
        }
    }
}

/// Texts and the way from a text to its number.
#[derive(Clone, Debug)]
pub struct Dictionary {
    texts: Texts,
    numbers: HashTable<u32>,
    hash: LookupHash,
    // Rows that follow each other mostly agree: comparing with the last text is cheaper than hashing.
    last: Option<u32>,
}

impl Dictionary {
    /// An empty dictionary, whose look-ups nobody without `key` can slow down.
    pub fn new(key: HashKey) -> Self {
        Self {
            texts: Texts::default(),
            numbers: HashTable::new(),
            hash: LookupHash::new(key),
            last: None,
        }
    }

    /// The id of `text`, which is taken in when it is new.
    pub fn intern(&mut self, text: &str) -> StrId {
        if let Some(last) = self.last
            && self.texts.get(last) == text
        {
            return StrId::from_text_number(last);
        }
        let hash = self.hash.of_text(text);
        let known = self
            .numbers
            .find(hash, |&number| self.texts.get(number) == text)
            .copied();
        let number = known.unwrap_or_else(|| {
            let number = self.texts.push(text);
            self.numbers
                .insert_unique(hash, number, |&other| self.hash.of_text(self.texts.get(other)));
            number
        });
        self.last = Some(number);
        StrId::from_text_number(number)
    }

    /// The id of a cell, whose text is taken in when it is new.
    pub fn intern_cell(&mut self, cell: CellRef<'_>) -> StrId {
        match cell {
            CellRef::Absent => StrId::ABSENT,
            CellRef::Null => StrId::NULL,
            CellRef::NotInExport => StrId::NOT_IN_EXPORT,
            CellRef::Text(text) => self.intern(text),
        }
    }

    /// The id of `text`, when it was taken in.
    pub fn find(&self, text: &str) -> Option<StrId> {
        let hash = self.hash.of_text(text);
        self.numbers
            .find(hash, |&number| self.texts.get(number) == text)
            .map(|&number| StrId::from_text_number(number))
    }

    /// The id of a cell; `None` for a text that was never taken in.
    pub fn find_cell(&self, cell: CellRef<'_>) -> Option<StrId> {
        match cell {
            CellRef::Absent => Some(StrId::ABSENT),
            CellRef::Null => Some(StrId::NULL),
            CellRef::NotInExport => Some(StrId::NOT_IN_EXPORT),
            CellRef::Text(text) => self.find(text),
        }
    }

    /// The cell behind an id of this dictionary. Panics for an id of another.
    pub fn get(&self, id: StrId) -> CellRef<'_> {
        id.cell(&self.texts)
    }

    /// The texts, in the order of their ids.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// How many ids there are, the three states among them: every id is below.
    pub fn num_ids(&self) -> usize {
        self.texts.len() + StrId::FIRST_TEXT as usize
    }

    /// Every cell the dictionary can stand for, in the order of ids.
    pub fn iter(&self) -> impl Iterator<Item = CellRef<'_>> {
        let states = [CellRef::Absent, CellRef::Null, CellRef::NotInExport];
        states.into_iter().chain(self.texts.iter().map(CellRef::Text))
    }

    /// The texts alone; the look-up is dropped.
    pub fn into_texts(self) -> Texts {
        self.texts
    }

    /// Bytes held on the heap.
    pub fn heap_bytes(&self) -> usize {
        // One control byte a bucket; buckets are 8/7 of the capacity.
        self.texts.heap_bytes() + self.numbers.capacity() * 8 / 7 * (size_of::<u32>() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_come_first_and_the_empty_text_is_a_text() {
        let mut words = Dictionary::new((1, 2));
        assert_eq!(words.intern(""), StrId(3));
        assert_eq!(words.intern("DetectPHI"), StrId(4));
        assert_eq!(words.intern(""), StrId(3));
        assert_eq!(words.intern_cell(CellRef::Null), StrId::NULL);
        assert_eq!(words.get(StrId(3)), CellRef::Text(""));
        assert_eq!(words.find("DetectEntities"), None);
        assert_eq!(words.iter().collect::<Vec<_>>().len(), words.num_ids());
    }

    #[test]
    fn every_interned_text_is_found_again() {
        let mut words = Dictionary::new((7, 9));
        let ids: Vec<_> = (0..5000)
            .map(|number| words.intern(&format!("text {}", number % 2500)))
            .collect();
        assert_eq!(words.texts().len(), 2500);
        for (number, id) in ids.iter().enumerate() {
            let text = format!("text {}", number % 2500);
            assert_eq!(words.get(*id), CellRef::Text(&text));
            assert_eq!(words.find(&text), Some(*id));
        }
        assert!(words.heap_bytes() > 2500 * 12);
    }
}
