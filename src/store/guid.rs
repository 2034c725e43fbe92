//! Columns of ids that are nearly always GUIDs: 16 bytes a row, and any other text exactly as it stood.

use super::{
    CellRef,
    chunked::CHUNK_ROWS,
    codes::{Codes, CodesView},
    dictionary::{Dictionary, StrId},
    texts::Texts,
};
use crate::base::{HashKey, hash::text_id};

/// Reads the one form that [`GuidText`] writes: 8-4-4-4-12 hexadecimal digits in lower case.
/// Returns `None` for any other text, also for the same GUID in capitals: what is shown must be what stood there.
pub fn parse_guid(text: &str) -> Option<u128> {
    let bytes: &[u8; 36] = text.as_bytes().try_into().ok()?;
    let mut guid = 0u128;
    for (at, &byte) in bytes.iter().enumerate() {
        if matches!(at, 8 | 13 | 18 | 23) {
            if byte != b'-' {
                return None;
            }
            continue;
        }
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            _ => return None,
        };
        guid = guid << 4 | u128::from(digit);
    }
    Some(guid)
}

/// A GUID as text, without an allocation.
#[derive(Clone, Copy, Debug)]
pub struct GuidText([u8; 36]);

impl GuidText {
    /// Writes `guid` as 8-4-4-4-12 hexadecimal digits in lower case.
    pub fn new(guid: u128) -> Self {
        let mut text = [b'-'; 36];
        let mut left = guid;
        for at in (0..36).rev() {
            if !matches!(at, 8 | 13 | 18 | 23) {
                text[at] = b"0123456789abcdef"[(left & 15) as usize];
                left >>= 4;
            }
        }
        Self(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// One row of a column of ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuidCell {
    /// A GUID in the usual form.
    Guid(u128),
    /// Anything else: a state, or another text.
    Other(StrId),
}

/// The rows of a column of ids; other texts stand in a list beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guids {
    // Empty when no row of the chunk is a GUID; otherwise a row that is none holds 0.
    pub(super) chunks: Vec<Vec<u128>>,
    // 0: the row is a GUID; otherwise one more than the `StrId`.
    pub(super) others: Codes,
}

impl Guids {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.others.len()
    }

    /// True when there are no rows.
    pub fn is_empty(&self) -> bool {
        self.others.is_empty()
    }

    /// Appends one row.
    pub fn push(&mut self, cell: GuidCell) {
        let filled = self.others.len() % CHUNK_ROWS;
        if filled == 0 {
            self.chunks.push(Vec::new());
        }
        if let Some(chunk) = self.chunks.last_mut() {
            match cell {
                GuidCell::Guid(guid) => {
                    chunk.resize(filled, 0);
                    chunk.push(guid);
                }
                GuidCell::Other(_) if chunk.is_empty() => {}
                GuidCell::Other(_) => chunk.push(0),
            }
        }
        self.others.push(match cell {
            GuidCell::Guid(_) => 0,
            GuidCell::Other(id) => id.0 + 1,
        });
    }

    /// Appends rows that are all GUIDs.
    fn extend(&mut self, guids: &[u128]) {
        let mut left = guids;
        while !left.is_empty() {
            let filled = self.others.len() % CHUNK_ROWS;
            if filled == 0 {
                self.chunks.push(Vec::new());
            }
            let (now, later) = left.split_at(left.len().min(CHUNK_ROWS - filled));
            if let Some(chunk) = self.chunks.last_mut() {
                chunk.resize(filled, 0);
                chunk.extend_from_slice(now);
            }
            self.others.push_repeated(0, now.len());
            left = later;
        }
    }

    /// Takes the last row away. Panics when there is none.
    fn pop(&mut self) {
        self.others.pop();
        if self.others.len().is_multiple_of(CHUNK_ROWS) {
            self.chunks.pop();
        } else if let Some(chunk) = self.chunks.last_mut() {
            chunk.truncate(self.others.len() % CHUNK_ROWS);
        }
    }

    /// The content of a row. Panics past the end.
    pub fn get(&self, row: usize) -> GuidCell {
        match self.others.get(row) {
            0 => GuidCell::Guid(self.chunks[row / CHUNK_ROWS][row % CHUNK_ROWS]),
            other => GuidCell::Other(StrId(other - 1)),
        }
    }

    /// Which rows are no GUID: 0 for a GUID, otherwise one more than the [`StrId`] of what stands there.
    pub fn others(&self) -> &Codes {
        &self.others
    }

    /// The GUIDs, chunk by chunk as in [`Codes::views`]; a row that is none holds 0, and a chunk without any is empty.
    pub fn chunks(&self) -> impl Iterator<Item = &[u128]> {
        self.chunks.iter().map(Vec::as_slice)
    }

    /// Hands the text, or the state, of a row to `use_cell`, without an allocation. Panics past the end.
    pub fn with_cell<T>(&self, texts: &Texts, row: usize, use_cell: impl FnOnce(CellRef<'_>) -> T) -> T {
        match self.get(row) {
            GuidCell::Guid(guid) => use_cell(CellRef::Text(GuidText::new(guid).as_str())),
            GuidCell::Other(id) => use_cell(id.cell(texts)),
        }
    }

    /// Bytes held on the heap.
    pub fn heap_bytes(&self) -> usize {
        let guids: usize = self
            .chunks
            .iter()
            .map(|chunk| chunk.capacity() * size_of::<u128>())
            .sum();
        guids + self.chunks.capacity() * size_of::<Vec<u128>>() + self.others.heap_bytes()
    }
}

/// A growing column of ids.
#[derive(Clone, Debug)]
pub struct GuidColumn {
    guids: Guids,
    texts: Dictionary,
}

impl GuidColumn {
    /// An empty column; `key` as in [`Dictionary::new`].
    pub fn new(key: HashKey) -> Self {
        Self {
            guids: Guids::default(),
            texts: Dictionary::new(key),
        }
    }

    /// Appends one row.
    pub fn push(&mut self, cell: CellRef<'_>) {
        let guid = cell.as_text().and_then(parse_guid);
        self.guids.push(match guid {
            Some(guid) => GuidCell::Guid(guid),
            None => GuidCell::Other(self.texts.intern_cell(cell)),
        });
    }

    /// Takes the last row away. Panics when there is none.
    pub fn pop(&mut self) {
        self.guids.pop();
    }

    /// Appends rows without the field until there are `len`.
    pub fn push_absent_up_to(&mut self, len: usize) {
        while self.guids.len() < len {
            self.guids.push(GuidCell::Other(StrId::ABSENT));
        }
    }

    /// Appends all rows of a sealed column.
    pub fn extend(&mut self, guids: &Guids, texts: &Texts) {
        let mut first = 0;
        for ((len, others), chunk) in guids.others.views().zip(guids.chunks()) {
            if others == CodesView::Const(0) {
                self.guids.extend(chunk);
            } else {
                for row in first..first + len {
                    match guids.get(row) {
                        guid @ GuidCell::Guid(_) => self.guids.push(guid),
                        GuidCell::Other(id) => self.push(id.cell(texts)),
                    }
                }
            }
            first += len;
        }
    }

    /// The rows.
    pub fn guids(&self) -> &Guids {
        &self.guids
    }

    /// The texts that are no GUIDs.
    pub fn others(&self) -> &Dictionary {
        &self.texts
    }

    /// What stands for the row's id; `None` when it has none, or an empty one. Panics past the end.
    pub(super) fn id(&self, row: usize, key: HashKey) -> Option<u128> {
        match self.guids.get(row) {
            GuidCell::Guid(guid) => Some(guid),
            GuidCell::Other(id) => self
                .texts
                .get(id)
                .as_text()
                .filter(|text| !text.is_empty())
                .map(|text| text_id(key, text)),
        }
    }

    /// Hands the text, or the state, of a row to `use_cell`, without an allocation. Panics past the end.
    pub fn with_cell<T>(&self, row: usize, use_cell: impl FnOnce(CellRef<'_>) -> T) -> T {
        self.guids.with_cell(self.texts.texts(), row, use_cell)
    }

    /// The rows and the odd texts apart; the look-up is dropped.
    pub fn into_parts(self) -> (Guids, Texts) {
        (self.guids, self.texts.into_texts())
    }

    /// Bytes held on the heap.
    pub fn heap_bytes(&self) -> usize {
        self.guids.heap_bytes() + self.texts.heap_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_usual_form_is_a_guid() {
        let usual = "0d1e2f3a-4b5c-6d7e-8f90-a1b2c3d4e5f6";
        assert_eq!(
            parse_guid(usual)
                .map(|guid| GuidText::new(guid).as_str().to_owned())
                .as_deref(),
            Some(usual)
        );
        for odd in [
            &usual.to_uppercase(),
            &usual.replace('-', "a"),
            &usual[1..],
            "",
            &usual.replace('0', "-"),
        ] {
            assert_eq!(parse_guid(odd), None, "{odd}");
        }
    }

    fn any_id() -> impl Strategy<Value = Option<String>> {
        prop_oneof![
            4 => any::<u128>().prop_map(|guid| Some(GuidText::new(guid).as_str().to_owned())),
            1 => any::<u128>().prop_map(|guid| Some(GuidText::new(guid).as_str().to_uppercase())),
            1 => ".{0,40}".prop_map(Some),
            1 => Just(None),
        ]
    }

    proptest! {
        #[test]
        fn any_id_comes_back_as_it_stood(ids in prop::collection::vec(any_id(), 1..50)) {
            let mut column = GuidColumn::new((1, 2));
            for id in &ids {
                column.push(id.as_deref().into());
            }
            let mut twice = GuidColumn::new((3, 4));
            twice.extend(column.guids(), column.others().texts());
            for (row, id) in ids.iter().enumerate() {
                for column in [&column, &twice] {
                    column.with_cell(row, |cell| prop_assert_eq_unit(cell, id.as_deref().into()))?;
                }
            }
        }
    }

    fn prop_assert_eq_unit(one: CellRef<'_>, two: CellRef<'_>) -> Result<(), TestCaseError> {
        prop_assert_eq!(one, two);
        Ok(())
    }
}
