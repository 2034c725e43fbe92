//! The ledger: every file and every record accounted for.

use super::integrity::Level;
use crate::base::{EpochMillis, FileId, Problem, Shape, problem::Problems};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, rc::Rc};

/// Records by what became of them. Always `seen = kept + other_services + duplicates + malformed`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordCounts {
    /// All records met.
    pub seen: u64,
    /// Shown as rows.
    pub kept: u64,
    /// Of other services, counted only.
    pub other_services: u64,
    /// Copies of a kept record.
    pub duplicates: u64,
    /// Left out because they could not be read.
    pub malformed: u64,
}

impl RecordCounts {
    /// Whether the identity holds.
    pub fn is_balanced(&self) -> bool {
        self.seen == self.kept + self.other_services + self.duplicates + self.malformed
    }

    /// Adds `other`, field by field.
    pub fn add(&mut self, other: &Self) {
        self.seen += other.seen;
        self.kept += other.kept;
        self.other_services += other.other_services;
        self.duplicates += other.duplicates;
        self.malformed += other.malformed;
    }
}

/// Files by what became of them. Once reading is done, `seen = read + skipped + failed`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileCounts {
    /// All entries: dropped files, and members of archives.
    pub seen: u64,
    /// Parsed, also with no record in them.
    pub read: u64,
    /// Recognised as no log, or not yet readable, or not reached.
    pub skipped: u64,
    /// Unreadable.
    pub failed: u64,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Its turn has not come, or it is being read.
    Pending,
    /// Parsed.
    Read,
    /// Recognised as no log, or not yet readable, or not reached.
    Skipped,
    /// Unreadable.
    Failed,
}

/// What a reader counted in one file since it last reported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Records met.
    pub seen: u64,
    /// Records of other services, not made into rows.
    pub other_services: u64,
    /// Records that could not be read.
    pub malformed: u64,
    /// Records by `eventSource`; none stands as `(none)`. Malformed ones are not in it.
    pub by_source: BTreeMap<String, u64>,
    /// Bytes of content after inflating.
    pub inflated: u64,
}

impl Tally {
    /// True when there is nothing to report.
    pub fn is_empty(&self) -> bool {
        self.seen == 0 && self.inflated == 0
    }
}

/// A reader's last word on a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// What it turned out to be.
    pub shape: Shape,
    /// What became of it; never `Pending`.
    pub outcome: Outcome,
    /// What was wrong, with places.
    pub problems: Problems,
}

impl FileReport {
    /// A file that cannot be read, for one reason.
    pub fn failed(shape: Shape, problem: Problem) -> Self {
        Self {
            shape,
            outcome: Outcome::Failed,
            problems: Problems(vec![problem]),
        }
    }

    /// A file that is no log or cannot be read yet, for one reason.
    pub fn skipped(shape: Shape, problem: Problem) -> Self {
        Self {
            shape,
            outcome: Outcome::Skipped,
            problems: Problems(vec![problem]),
        }
    }
}

/// The ledger's summary, small enough to cross to the page with every change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerSummary {
    /// Files by what became of them; `seen` counts pending ones too.
    pub files: FileCounts,
    /// Records by what became of them.
    pub records: RecordCounts,
    /// Bytes of the files read so far, as dropped.
    pub bytes_read: u64,
    /// Bytes of all files dropped.
    pub bytes_dropped: u64,
    /// Bytes after inflating.
    pub bytes_inflated: u64,
    /// First and last `eventTime` of kept records.
    pub first: Option<EpochMillis>,
    /// See `first`.
    pub last: Option<EpochMillis>,
    /// Files read, skipped or failed with something to say: a note or a reason.
    pub num_files_with_notes: u64,
    /// Kept records that share their eventID with another of other values.
    pub num_conflicts: u64,
    /// Records of other services, by `eventSource`, most first, at most 50.
    pub by_source: Vec<(Rc<str>, u64)>,
}

/// One line of the Files view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLine {
    /// The dropped file.
    pub file: FileId,
    /// Path as dropped.
    pub path: Rc<str>,
    /// Its shape's stable name.
    pub shape: Shape,
    /// What became of it.
    pub outcome: Outcome,
    /// The sentences on what was wrong.
    pub reason: Option<Rc<str>>,
    /// Size as dropped, in bytes.
    pub bytes: u64,
    /// Size after inflating, in bytes.
    pub inflated: u64,
    /// Its records.
    pub records: RecordCounts,
    /// How far it is proved to be as delivered, when that was judged.
    pub level: Option<Level>,
}
