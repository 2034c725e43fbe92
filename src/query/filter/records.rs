//! What is known of tests of the raw record. The table does not hold the records: readers put such a test to the
//! files, and what they found stands here as a mask.

use super::{Field, Filter, Test};
use crate::base::Bitset;

/// The rows whose record passes a test, as far as the records were searched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordSet {
    hits: Bitset,
    known: Bitset,
}

impl RecordSet {
    /// Makes room for new rows, of which nothing is known.
    pub fn grow(&mut self, num_rows: usize) {
        if num_rows > self.known.len() {
            self.hits.grow(num_rows, false);
            self.known.grow(num_rows, false);
        }
    }

    /// The row's record was searched. Panics past the end.
    pub fn note(&mut self, row: usize, is_hit: bool) {
        self.known.set(row, true);
        self.hits.set(row, is_hit);
    }

    /// The rows whose record was searched.
    pub fn known(&self) -> &Bitset {
        &self.known
    }

    /// The rows whose record passes.
    pub fn hits(&self) -> &Bitset {
        &self.hits
    }
}

/// Where the answers to tests of records come from.
pub trait Records {
    /// What is known of a test; the set speaks of every row of the table.
    fn set(&self, test: &Test) -> Option<&RecordSet>;
    /// Grows with every change of what is known.
    fn version(&self) -> u64;
}

/// Nothing is known of any record.
#[derive(Clone, Copy, Debug)]
pub struct NoRecords;

impl Records for NoRecords {
    fn set(&self, _test: &Test) -> Option<&RecordSet> {
        None
    }

    fn version(&self) -> u64 {
        0
    }
}

impl Filter {
    /// The tests of the raw record in it, as often as they stand there.
    pub fn record_tests(&self) -> Vec<&Test> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::record_tests).collect(),
            Self::Not(part) => part.record_tests(),
            Self::Test(test) if matches!(test.field, Field::Record(_)) => vec![test],
            Self::Test(_) => Vec::new(),
        }
    }
}
