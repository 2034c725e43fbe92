//! The decoded cells of one row.

use csv_core::ReadRecordResult;

/// Cells one after another in one buffer, which is kept from row to row.
pub(super) struct Cells {
    bytes: Vec<u8>,
    /// Where each cell ends.
    ends: Vec<usize>,
    len: usize,
    count: usize,
}

impl Cells {
    pub(super) fn new() -> Self {
        Self {
            bytes: vec![0; 1 << 12],
            ends: vec![0; 64],
            len: 0,
            count: 0,
        }
    }

    pub(super) fn clear(&mut self) {
        self.len = 0;
        self.count = 0;
    }

    /// Number of cells.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// A cell; nothing when there are not so many.
    pub(super) fn get(&self, index: usize) -> &[u8] {
        if index >= self.count {
            return &[];
        }
        let from = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[from..self.ends[index]]
    }

    /// Nothing but white space in all of them.
    pub(super) fn is_blank(&self) -> bool {
        (0..self.count).all(|index| self.get(index).trim_ascii().is_empty())
    }

    /// Appends what `parser` makes of `input`; says how much of it was taken.
    pub(super) fn parse(&mut self, parser: &mut csv_core::Reader, input: &[u8]) -> (ReadRecordResult, usize) {
        let (bytes, ends) = (&mut self.bytes[self.len..], &mut self.ends[self.count..]);
        let (result, taken, len, count) = parser.read_record(input, bytes, ends);
        self.len += len;
        self.count += count;
        (result, taken)
    }

    /// Makes room for more.
    pub(super) fn grow(&mut self) {
        if self.len == self.bytes.len() {
            self.bytes.resize(self.len * 2, 0);
        }
        if self.count == self.ends.len() {
            self.ends.resize(self.count * 2, 0);
        }
    }
}
