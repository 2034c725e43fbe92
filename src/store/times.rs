//! The column of times: four bytes a row while all are whole seconds within some decades, else eight.

use super::chunked::CHUNK_ROWS;
use crate::base::EpochMillis;

/// No time, among the offsets of a chunk of seconds.
pub const NO_OFFSET: u32 = u32::MAX;
/// No time, among milliseconds; the moment it would be lies 292 million years ago.
pub const NO_MILLIS: i64 = i64::MIN;

/// One chunk's times, for loops that look at the form once.
#[derive(Clone, Copy, Debug)]
pub enum TimesView<'a> {
    /// Seconds after `base`, itself in seconds since the epoch; [`NO_OFFSET`] is no time.
    Seconds {
        /// What the offsets count from.
        base: i64,
        /// One a row.
        offsets: &'a [u32],
    },
    /// Milliseconds since the epoch; [`NO_MILLIS`] is no time.
    Millis(&'a [i64]),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TimesChunk {
    Seconds { base: Option<i64>, offsets: Vec<u32> },
    Millis(Vec<i64>),
}

/// An append-only column of times that may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times {
    pub(super) chunks: Vec<TimesChunk>,
}

impl Times {
    /// Appends one row. The moment [`NO_MILLIS`] counts as no time.
    pub fn push(&mut self, time: Option<EpochMillis>) {
        let time = time.filter(|time| time.0 != NO_MILLIS);
        if self.chunks.last().is_none_or(|chunk| chunk.len() == CHUNK_ROWS) {
            self.chunks.push(TimesChunk::Seconds {
                base: None,
                offsets: Vec::new(),
            });
        }
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.push(time);
        }
    }

    /// Appends all rows of `other`.
    pub fn extend(&mut self, other: &Self) {
        for row in 0..other.len() {
            self.push(other.get(row));
        }
    }

    /// The time of a row. Panics past the end.
    pub fn get(&self, row: usize) -> Option<EpochMillis> {
        self.chunks[row / CHUNK_ROWS].get(row % CHUNK_ROWS)
    }

    /// Every time is a whole second.
    pub fn are_seconds(&self) -> bool {
        self.chunks
            .iter()
            .all(|chunk| matches!(chunk, TimesChunk::Seconds { .. }))
    }

    /// The time of a row in seconds since the epoch, without fractions. Panics past the end.
    #[inline]
    pub fn second(&self, row: usize) -> Option<i64> {
        match &self.chunks[row / CHUNK_ROWS] {
            TimesChunk::Seconds { base, offsets } => {
                let offset = Some(offsets[row % CHUNK_ROWS]).filter(|&offset| offset != NO_OFFSET)?;
                Some(base.unwrap_or_default() + i64::from(offset))
            }
            chunk @ TimesChunk::Millis(_) => chunk.get(row % CHUNK_ROWS).map(|time| time.0.div_euclid(1000)),
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.chunks
            .last()
            .map_or(0, |last| (self.chunks.len() - 1) * CHUNK_ROWS + last.len())
    }

    /// True when there are no rows.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// The chunks, each of [`CHUNK_ROWS`] but the last.
    pub fn views(&self) -> impl Iterator<Item = TimesView<'_>> {
        self.chunks.iter().map(|chunk| match chunk {
            TimesChunk::Seconds { base, offsets } => TimesView::Seconds {
                base: base.unwrap_or_default(),
                offsets,
            },
            TimesChunk::Millis(millis) => TimesView::Millis(millis),
        })
    }

    /// Bytes held on the heap.
    pub fn heap_bytes(&self) -> usize {
        let rows: usize = self.chunks.iter().map(TimesChunk::heap_bytes).sum();
        rows + self.chunks.capacity() * size_of::<TimesChunk>()
    }
}

impl TimesChunk {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Seconds { offsets, .. } => offsets.len(),
            Self::Millis(millis) => millis.len(),
        }
    }

    fn get(&self, at: usize) -> Option<EpochMillis> {
        match self {
            Self::Seconds { base, offsets } => {
                let offset = Some(offsets[at]).filter(|&offset| offset != NO_OFFSET)?;
                Some(EpochMillis((base.unwrap_or_default() + i64::from(offset)) * 1000))
            }
            Self::Millis(millis) => Some(millis[at])
                .filter(|&millis| millis != NO_MILLIS)
                .map(EpochMillis),
        }
    }

    fn push(&mut self, time: Option<EpochMillis>) {
        if let Self::Seconds { base, offsets } = self {
            match time.map(|time| offset_of(time, base)) {
                None => return offsets.push(NO_OFFSET),
                Some(Some(offset)) => return offsets.push(offset),
                Some(None) => {
                    // Room to double into exactly one full chunk.
                    let mut millis = Vec::with_capacity((offsets.len() + 1).next_power_of_two());
                    millis.extend((0..self.len()).map(|at| self.get(at).map_or(NO_MILLIS, |time| time.0)));
                    *self = Self::Millis(millis);
                }
            }
        }
        if let Self::Millis(millis) = self {
            millis.push(time.map_or(NO_MILLIS, |time| time.0));
        }
    }

    fn heap_bytes(&self) -> usize {
        match self {
            Self::Seconds { offsets, .. } => offsets.capacity() * size_of::<u32>(),
            Self::Millis(millis) => millis.capacity() * size_of::<i64>(),
        }
    }
}

/// `time` in seconds after `base`; the first time of a chunk sets the base, 68 years before itself.
/// `None` when the time has a fraction of a second or is too far from the base.
fn offset_of(time: EpochMillis, base: &mut Option<i64>) -> Option<u32> {
    if time.0 % 1000 != 0 {
        return None;
    }
    let seconds = time.0 / 1000;
    let base = *base.get_or_insert(seconds - (1 << 31));
    u32::try_from(seconds - base)
        .ok()
        .filter(|&offset| offset != NO_OFFSET)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_time() -> impl Strategy<Value = Option<EpochMillis>> {
        prop_oneof![
            8 => (0..3_000_000_000i64).prop_map(|seconds| Some(EpochMillis(seconds * 1000))),
            1 => any::<i64>().prop_map(|millis| Some(EpochMillis(millis.max(i64::MIN + 1)))),
            1 => Just(None),
        ]
    }

    proptest! {
        #[test]
        fn times_come_back(times in prop::collection::vec(any_time(), 1..60)) {
            let mut column = Times::default();
            times.iter().for_each(|time| column.push(*time));
            let mut twice = Times::default();
            twice.extend(&column);
            for (row, time) in times.iter().enumerate() {
                prop_assert_eq!(column.get(row), *time);
                prop_assert_eq!(column.second(row), time.map(|time| time.0.div_euclid(1000)));
                prop_assert!(!column.are_seconds() || time.is_none_or(|time| time.0 % 1000 == 0));
                prop_assert_eq!(twice.get(row), *time);
            }
        }
    }

    #[test]
    fn whole_seconds_take_four_bytes() {
        let mut column = Times::default();
        (0..CHUNK_ROWS as i64)
            .for_each(|second| column.push(Some(EpochMillis(1_790_000_000_000 - second * 1000))));
        assert_eq!(
            column.heap_bytes() - column.chunks.capacity() * size_of::<TimesChunk>(),
            4 * CHUNK_ROWS
        );
    }
}
