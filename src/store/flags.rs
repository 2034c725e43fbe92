//! Marks on a row.

use std::ops::BitOr;

/// A set of marks on a row, in one byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RowFlags(u8);

impl RowFlags {
    /// No mark.
    pub const NONE: Self = Self(0);
    /// A key stands twice in an object of the record.
    pub const DUPLICATE_KEYS: Self = Self(1);
    /// The record holds bytes that are not UTF-8.
    pub const INVALID_UTF8: Self = Self(1 << 1);
    /// The record's time is missing or no time.
    pub const BAD_TIME: Self = Self(1 << 2);
    /// The call failed.
    pub const IS_ERROR: Self = Self(1 << 3);
    /// The shape the record came in cannot hold all of it.
    pub const LOSSY: Self = Self(1 << 4);
    /// Another shown record has the same eventID and other values. Set by the table alone.
    pub const CONFLICT: Self = Self(1 << 5);

    /// The set as one byte, for the wire.
    pub fn bits(self) -> u8 {
        self.0
    }

    /// The set of a byte; bits without a meaning are dropped.
    pub fn from_bits(bits: u8) -> Self {
        Self(bits & 0b11_1111)
    }

    /// True when all marks of `other` are in.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The set with or without the marks of `other`.
    #[must_use]
    pub fn with(self, other: Self, is_in: bool) -> Self {
        if is_in {
            Self(self.0 | other.0)
        } else {
            Self(self.0 & !other.0)
        }
    }
}

impl BitOr for RowFlags {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
