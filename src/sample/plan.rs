//! What the generator is asked for.

use crate::base::EpochMillis;

/// What to generate. The same plan gives the same bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Another seed, other records.
    pub seed: u64,
    /// Number of trail files with records of their own.
    pub num_files: u32,
    /// Records in each of them, on average.
    pub records_per_file: u32,
    /// Share of Amazon Comprehend Medical among the records, from 0 to 1.
    pub medical_share: f64,
    /// The first midnight, UTC.
    pub start: EpochMillis,
    /// Number of days, at least 1.
    pub days: u32,
    /// Beside the trail files: copies, a digest, and one file unpacked.
    pub has_extras: bool,
}

/// 2026-10-22T00:00:00Z, a Thursday.
const START: EpochMillis = EpochMillis(1_792_627_200_000);

impl Plan {
    /// What stands behind "Try sample data": a week of a small hospital's pipelines.
    pub fn demo() -> Self {
        Self {
            seed: 20_261_022,
            num_files: 57,
            records_per_file: 43,
            medical_share: 0.4,
            start: START,
            days: 6,
            has_extras: true,
        }
    }

    /// `num_files` plain trail files, for tests and benchmarks.
    pub fn plain(seed: u64, num_files: u32, records_per_file: u32) -> Self {
        Self {
            seed,
            num_files,
            records_per_file,
            has_extras: false,
            ..Self::demo()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_begins_at_a_midnight() {
        assert_eq!(START.to_rfc3339(), "2026-10-22T00:00:00Z");
    }
}
