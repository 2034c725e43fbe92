//! What is in the generated files, counted while they are written and never by reading them.

use super::record::Written;
use std::collections::{BTreeMap, BTreeSet};

/// Counts over all generated files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    /// In the order of the files.
    pub files: Vec<FileTruth>,
    /// Calls of Amazon Comprehend Medical, each once.
    pub medical: Counts,
    /// Calls of all services, each once.
    pub all: Counts,
    /// All records, copies too, by `eventSource`.
    pub by_source: BTreeMap<String, u64>,
}

/// Counts over calls, copies apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Distinct calls.
    pub kept: u64,
    /// Records that are copies of one of them.
    pub duplicates: u64,
    /// Distinct calls that failed.
    pub errors: u64,
    /// Distinct calls by operation.
    pub by_operation: BTreeMap<String, u64>,
    /// Distinct calls by outcome: `Success`, the error code, or the words for an error without one.
    pub by_result: BTreeMap<String, u64>,
    /// Times of the first and the last call, as written.
    pub first: Option<String>,
    /// See `first`.
    pub last: Option<String>,
}

/// Counts over one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileTruth {
    /// The file is a digest and holds no records.
    pub is_digest: bool,
    /// Records in it.
    pub seen: u64,
    /// Those of Amazon Comprehend Medical.
    pub medical: u64,
    /// All, by `eventSource`.
    pub by_source: BTreeMap<String, u64>,
}

/// Counts while files are written.
#[derive(Debug, Default)]
pub(super) struct Counting {
    truth: Truth,
    seen_ids: BTreeSet<String>,
}

impl Counting {
    pub(super) fn digest(&mut self) {
        self.truth.files.push(FileTruth {
            is_digest: true,
            ..FileTruth::default()
        });
    }

    pub(super) fn file<'a>(&mut self, records: impl IntoIterator<Item = &'a Written>) {
        let mut file = FileTruth::default();
        for record in records {
            file.seen += 1;
            file.medical += u64::from(record.is_medical);
            *file.by_source.entry(record.source.to_owned()).or_default() += 1;
            *self.truth.by_source.entry(record.source.to_owned()).or_default() += 1;
            let is_first = self.seen_ids.insert(record.event_id.clone());
            self.truth.all.count(record, is_first);
            if record.is_medical {
                self.truth.medical.count(record, is_first);
            }
        }
        self.truth.files.push(file);
    }

    pub(super) fn finish(self) -> Truth {
        self.truth
    }
}

impl Counts {
    fn count(&mut self, record: &Written, is_first: bool) {
        if !is_first {
            self.duplicates += 1;
            return;
        }
        self.kept += 1;
        self.errors += u64::from(record.result != "Success");
        *self.by_operation.entry(record.operation.clone()).or_default() += 1;
        *self.by_result.entry(record.result.to_owned()).or_default() += 1;
        // Times of one form compare as texts.
        let time = || Some(record.time.clone());
        self.first = self.first.take().min(time()).or_else(time);
        self.last = self.last.take().max(time());
    }
}
