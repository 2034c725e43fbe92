//! The column of places: of its 20 bytes mostly 6 to 8 are held.

use super::{Place, codes::Codes};
use crate::base::FileId;

/// An append-only column of [`Place`]s, each part as narrow as it may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    pub(super) files: Codes,
    pub(super) members: Codes,
    pub(super) offsets_low: Codes,
    // Zero, and so without cost, but for content beyond 4 GiB.
    pub(super) offsets_high: Codes,
    pub(super) lens: Codes,
}

impl Places {
    /// Appends one row.
    pub fn push(&mut self, place: Place) {
        self.files.push(place.file.0);
        self.members.push(place.member);
        self.offsets_low.push((place.offset & 0xffff_ffff) as u32);
        self.offsets_high.push((place.offset >> 32) as u32);
        self.lens.push(place.len);
    }

    /// Appends all rows of `other`.
    pub fn extend(&mut self, other: &Self) {
        self.files.extend_codes(&other.files);
        self.members.extend_codes(&other.members);
        self.offsets_low.extend_codes(&other.offsets_low);
        self.offsets_high.extend_codes(&other.offsets_high);
        self.lens.extend_codes(&other.lens);
    }

    /// The place of a row. Panics past the end.
    pub fn get(&self, row: usize) -> Place {
        Place {
            file: FileId(self.files.get(row)),
            member: self.members.get(row),
            offset: u64::from(self.offsets_high.get(row)) << 32 | u64::from(self.offsets_low.get(row)),
            len: self.lens.get(row),
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// True when there are no rows.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    pub(super) fn parts(&self) -> [&Codes; 5] {
        [
            &self.files,
            &self.members,
            &self.offsets_low,
            &self.offsets_high,
            &self.lens,
        ]
    }

    /// Bytes held on the heap.
    pub fn heap_bytes(&self) -> usize {
        self.parts().into_iter().map(Codes::heap_bytes).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_beyond_four_gigabytes_come_back() {
        let mut places = Places::default();
        let all: Vec<_> = [
            (0, 0, 0, 2),
            (70_000, 3, u64::MAX, u32::MAX),
            (1, 0, 1 << 32, 900),
        ]
        .map(|(file, member, offset, len)| Place {
            file: FileId(file),
            member,
            offset,
            len,
        })
        .into();
        all.iter().for_each(|place| places.push(*place));
        assert_eq!((0..3).map(|row| places.get(row)).collect::<Vec<_>>(), all);
        let mut twice = places.clone();
        twice.extend(&places);
        assert_eq!((3..6).map(|row| twice.get(row)).collect::<Vec<_>>(), all);
    }
}
