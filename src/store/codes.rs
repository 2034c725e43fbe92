//! A column of small numbers, as narrow as its values allow.

use super::{
    chunked::CHUNK_ROWS,
    nibbles::{self, Nibbles},
};

/// One chunk's values, for loops that look at the width once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodesView<'a> {
    /// All rows have this code.
    Const(u32),
    /// Half a byte a row.
    U4(&'a Nibbles),
    /// One byte a row.
    U8(&'a [u8]),
    /// Two bytes a row.
    U16(&'a [u16]),
    /// Four bytes a row.
    U32(&'a [u32]),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Chunk {
    Const(u32),
    U4(Nibbles),
    U8(Vec<u8>),
    U16(Vec<u16>),
    U32(Vec<u32>),
}

/// An append-only column of codes in chunks of [`CHUNK_ROWS`]; each chunk has the narrowest width that holds
/// its values and none at all while they are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    pub(super) chunks: Vec<Chunk>,
    pub(super) len: usize,
}

impl Codes {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.len
    }

    /// True when there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Appends one row.
    pub fn push(&mut self, code: u32) {
        self.push_repeated(code, 1);
    }

    /// Appends `count` rows of the same code.
    pub fn push_repeated(&mut self, code: u32, count: usize) {
        let mut left = count;
        while left > 0 {
            let filled = self.len % CHUNK_ROWS;
            if filled == 0 {
                self.chunks.push(Chunk::Const(code));
            }
            let now = left.min(CHUNK_ROWS - filled);
            if let Some(chunk) = self.chunks.last_mut() {
                chunk.make_room(filled, code);
                match chunk {
                    Chunk::Const(_) => {}
                    Chunk::U4(codes) => codes.push_repeated(code as u8, now),
                    Chunk::U8(codes) => codes.resize(filled + now, code as u8),
                    Chunk::U16(codes) => codes.resize(filled + now, code as u16),
                    Chunk::U32(codes) => codes.resize(filled + now, code),
                }
            }
            self.len += now;
            left -= now;
        }
    }

    /// Appends rows with these codes.
    pub fn extend(&mut self, codes: &[u32]) {
        let mut left = codes;
        while let Some(&first) = left.first() {
            let filled = self.len % CHUNK_ROWS;
            if filled == 0 {
                self.chunks.push(Chunk::Const(first));
            }
            let (now, later) = left.split_at(left.len().min(CHUNK_ROWS - filled));
            let max = now.iter().copied().max().unwrap_or(first);
            if let Some(chunk) = self.chunks.last_mut() {
                let are_equal = now.iter().all(|&code| code == first);
                chunk.make_room(filled, if are_equal { first } else { max });
                if !are_equal && let Chunk::Const(code) = *chunk {
                    *chunk = Chunk::widened(code, filled, max);
                }
                // The width was chosen for `max`: no cast cuts.
                match chunk {
                    Chunk::Const(_) => {}
                    Chunk::U4(codes) => now.iter().for_each(|&code| codes.push(code as u8)),
                    Chunk::U8(codes) => codes.extend(now.iter().map(|&code| code as u8)),
                    Chunk::U16(codes) => codes.extend(now.iter().map(|&code| code as u16)),
                    Chunk::U32(codes) => codes.extend_from_slice(now),
                }
            }
            self.len += now.len();
            left = later;
        }
    }

    /// Appends all rows of `other`, each code `c` as `map[c]`. Panics when `map` is too short.
    pub fn extend_mapped(&mut self, other: &Self, map: &[u32]) {
        self.extend_with(other, |code| map[code as usize]);
    }

    /// Appends all rows of `other`.
    pub fn extend_codes(&mut self, other: &Self) {
        self.extend_with(other, |code| code);
    }

    fn extend_with(&mut self, other: &Self, map: impl Fn(u32) -> u32) {
        let mut mapped = Vec::new();
        for (len, chunk) in other.views() {
            mapped.clear();
            match chunk {
                CodesView::Const(code) => {
                    self.push_repeated(map(code), len);
                    continue;
                }
                CodesView::U4(codes) => mapped.extend(codes.iter().map(|code| map(u32::from(code)))),
                CodesView::U8(codes) => mapped.extend(codes.iter().map(|&code| map(u32::from(code)))),
                CodesView::U16(codes) => mapped.extend(codes.iter().map(|&code| map(u32::from(code)))),
                CodesView::U32(codes) => mapped.extend(codes.iter().map(|&code| map(code))),
            }
            self.extend(&mapped);
        }
    }

    /// The code of a row. Panics past the end.
    pub fn get(&self, row: usize) -> u32 {
        assert!(row < self.len, "row {row} of {}", self.len);
        let at = row % CHUNK_ROWS;
        match &self.chunks[row / CHUNK_ROWS] {
            Chunk::Const(code) => *code,
            Chunk::U4(codes) => u32::from(codes.get(at)),
            Chunk::U8(codes) => u32::from(codes[at]),
            Chunk::U16(codes) => u32::from(codes[at]),
            Chunk::U32(codes) => codes[at],
        }
    }

    /// Changes the code of a row. Panics past the end.
    pub fn set(&mut self, row: usize, code: u32) {
        assert!(row < self.len, "row {row} of {}", self.len);
        let (number, at) = (row / CHUNK_ROWS, row % CHUNK_ROWS);
        let len = (self.len - number * CHUNK_ROWS).min(CHUNK_ROWS);
        let chunk = &mut self.chunks[number];
        chunk.make_room(len, code);
        match chunk {
            Chunk::Const(_) => {}
            Chunk::U4(codes) => codes.set(at, code as u8),
            Chunk::U8(codes) => codes[at] = code as u8,
            Chunk::U16(codes) => codes[at] = code as u16,
            Chunk::U32(codes) => codes[at] = code,
        }
    }

    /// The greatest code, 0 without rows.
    pub(super) fn max(&self) -> u64 {
        let of_chunk = |chunk: &Chunk| match chunk {
            Chunk::Const(code) => *code,
            Chunk::U4(codes) => codes.iter().max().map_or(0, u32::from),
            Chunk::U8(codes) => codes.iter().copied().max().map_or(0, u32::from),
            Chunk::U16(codes) => codes.iter().copied().max().map_or(0, u32::from),
            Chunk::U32(codes) => codes.iter().copied().max().unwrap_or_default(),
        };
        self.chunks.iter().map(of_chunk).max().map_or(0, u64::from)
    }

    /// Takes the last row away. Panics when there is none.
    pub fn pop(&mut self) {
        assert!(self.len > 0, "no row to take away");
        self.len -= 1;
        if self.len.is_multiple_of(CHUNK_ROWS) {
            self.chunks.pop();
            return;
        }
        match self.chunks.last_mut() {
            Some(Chunk::U4(codes)) => codes.pop(),
            Some(Chunk::U8(codes)) => codes.truncate(codes.len() - 1),
            Some(Chunk::U16(codes)) => codes.truncate(codes.len() - 1),
            Some(Chunk::U32(codes)) => codes.truncate(codes.len() - 1),
            Some(Chunk::Const(_)) | None => {}
        }
    }

    /// Every chunk with its number of rows: [`CHUNK_ROWS`] for all but the last.
    pub fn views(&self) -> impl Iterator<Item = (usize, CodesView<'_>)> {
        self.chunks.iter().enumerate().map(|(number, chunk)| {
            let view = match chunk {
                Chunk::Const(code) => CodesView::Const(*code),
                Chunk::U4(codes) => CodesView::U4(codes),
                Chunk::U8(codes) => CodesView::U8(codes),
                Chunk::U16(codes) => CodesView::U16(codes),
                Chunk::U32(codes) => CodesView::U32(codes),
            };
            ((self.len - number * CHUNK_ROWS).min(CHUNK_ROWS), view)
        })
    }

    /// Bytes held on the heap.
    pub fn heap_bytes(&self) -> usize {
        let codes: usize = self.chunks.iter().map(Chunk::heap_bytes).sum();
        codes + self.chunks.capacity() * size_of::<Chunk>()
    }
}

impl Chunk {
    /// Widens a chunk of `len` rows as far as `code` needs beside them.
    fn make_room(&mut self, len: usize, code: u32) {
        match self {
            Self::Const(all) if *all == code => {}
            Self::Const(all) => *self = Self::widened(*all, len, (*all).max(code)),
            Self::U4(codes) if code >= nibbles::END => {
                *self = Self::collected(codes.iter().map(u32::from), len, code);
            }
            Self::U8(codes) if code > u32::from(u8::MAX) => {
                *self = Self::collected(codes.iter().map(|&code| u32::from(code)), len, code);
            }
            Self::U16(codes) if code > u32::from(u16::MAX) => {
                *self = Self::U32(collect(codes.iter().map(|&code| u32::from(code)), len));
            }
            Self::U4(_) | Self::U8(_) | Self::U16(_) | Self::U32(_) => {}
        }
    }

    /// `len` rows of `code`, in a width that also holds `max`.
    fn widened(code: u32, len: usize, max: u32) -> Self {
        if max.max(code) < nibbles::END {
            return Self::U4(Nibbles::repeated(code as u8, len));
        }
        Self::collected(std::iter::repeat_n(code, len), len, max.max(code))
    }

    /// `len` rows of these codes in a width of whole bytes that also holds `widest`.
    fn collected(old: impl Iterator<Item = u32>, len: usize, widest: u32) -> Self {
        if widest <= u32::from(u8::MAX) {
            Self::U8(collect(old.map(|code| code as u8), len))
        } else if widest <= u32::from(u16::MAX) {
            Self::U16(collect(old.map(|code| code as u16), len))
        } else {
            Self::U32(collect(old, len))
        }
    }

    fn heap_bytes(&self) -> usize {
        match self {
            Self::Const(_) => 0,
            Self::U4(codes) => codes.heap_bytes(),
            Self::U8(codes) => codes.capacity(),
            Self::U16(codes) => codes.capacity() * 2,
            Self::U32(codes) => codes.capacity() * 4,
        }
    }
}

/// A list whose capacity is a power of two, so that doubling ends at exactly one full chunk.
fn collect<T>(values: impl Iterator<Item = T>, len: usize) -> Vec<T> {
    let mut list = Vec::with_capacity((len + 1).next_power_of_two().min(CHUNK_ROWS));
    list.extend(values);
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_rows_cost_nothing_and_widths_grow_with_need() {
        let mut codes = Codes::default();
        codes.push_repeated(7, 3 * CHUNK_ROWS);
        assert!(
            codes
                .views()
                .all(|(len, view)| len == CHUNK_ROWS && view == CodesView::Const(7))
        );
        codes.set(CHUNK_ROWS + 1, 200);
        codes.set(2 * CHUNK_ROWS, 70_000);
        let widths: Vec<_> = codes
            .views()
            .map(|(_, view)| std::mem::discriminant(&view))
            .collect();
        assert_eq!(widths[0], std::mem::discriminant(&CodesView::Const(0)));
        assert_eq!(widths[1], std::mem::discriminant(&CodesView::U8(&[])));
        assert_eq!(widths[2], std::mem::discriminant(&CodesView::U32(&[])));
        assert_eq!(
            (codes.get(0), codes.get(CHUNK_ROWS + 1), codes.get(2 * CHUNK_ROWS)),
            (7, 200, 70_000)
        );
    }

    #[test]
    fn a_full_chunk_holds_no_spare_room() {
        let mut codes = Codes::default();
        for row in 0..CHUNK_ROWS {
            codes.push(row as u32 % 300);
        }
        let mut small = Codes::default();
        for row in 0..CHUNK_ROWS {
            small.push(row as u32 % 16);
        }
        for (codes, bytes) in [(codes, 2 * CHUNK_ROWS), (small, CHUNK_ROWS / 2)] {
            assert_eq!(
                codes.heap_bytes() - codes.chunks.capacity() * size_of::<Chunk>(),
                bytes
            );
        }
    }

    fn any_code() -> impl Strategy<Value = u32> {
        prop_oneof![
            Just(0),
            0..4u32,
            0..17u32,
            0..300u32,
            65_000..66_000u32,
            any::<u32>()
        ]
    }

    proptest! {
        #[test]
        fn codes_are_a_list(steps in prop::collection::vec((any_code(), 1..40_000usize, 0..4u8), 1..30)) {
            let (mut codes, mut model) = (Codes::default(), Vec::new());
            for (code, count, way) in steps {
                match way {
                    0 => { codes.push(code); model.push(code); }
                    1 => { codes.push_repeated(code, count); model.resize(model.len() + count, code); }
                    2 => {
                        let more: Vec<u32> = (0..count as u32).map(|at| if at % 7 == 0 { code } else { at % 5 }).collect();
                        codes.extend(&more);
                        model.extend(more);
                    }
                    _ if !model.is_empty() => { let row = count % model.len(); codes.set(row, code); model[row] = code; }
                    _ => {}
                }
            }
            prop_assert_eq!(codes.len(), model.len());
            let step = (model.len() / 5000).max(1);
            for row in (0..model.len()).step_by(step) {
                prop_assert_eq!(codes.get(row), model[row]);
            }
            prop_assert_eq!(codes.views().map(|(len, _)| len).sum::<usize>(), model.len());
        }
    }
}
