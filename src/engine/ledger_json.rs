//! The ledger as JSON, schema `medtrail-ledger/1`: an interface, described in `docs/ledger.md`.

use super::{
    Engine,
    ledger::{Entry, Ledger},
};
use crate::{
    base::{EpochMillis, RowId},
    integrity::{FileAt, Sha256},
    protocol::ledger::{FileCounts, Outcome, RecordCounts},
    store::{Column, RowFlags},
};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LedgerJson<'a> {
    schema: &'static str,
    app: &'static str,
    files: FileCounts,
    records: RecordCounts,
    bytes: Bytes,
    time: Time,
    by_source: BTreeMap<String, u64>,
    by_operation: BTreeMap<String, u64>,
    errors: u64,
    per_file: Vec<PerFile<'a>>,
}

#[derive(Serialize)]
struct Bytes {
    read: u64,
    inflated: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Time {
    first: Option<String>,
    last: Option<String>,
    /// Of all kept records: a check value for counts made elsewhere.
    sum_seconds: i128,
}

#[derive(Serialize)]
struct PerFile<'a> {
    path: &'a str,
    shape: &'static str,
    outcome: Outcome,
    reason: Option<String>,
    bytes: u64,
    inflated: u64,
    sha256: Option<Sha256>,
    records: RecordCounts,
}

/// What the table adds to the ledger: all of it speaks of kept records.
pub(super) struct KeptFacts {
    pub span: Option<(EpochMillis, EpochMillis)>,
    pub by_operation: BTreeMap<String, u64>,
    pub errors: u64,
    /// Sum of their times in milliseconds since 1970.
    pub sum_millis: i128,
}

/// Writes the ledger as it stands now. `sha256` gives the hashes of contents that were computed.
pub(super) fn ledger_json(
    ledger: &Ledger,
    kept: KeptFacts,
    sha256: impl Fn(FileAt) -> Option<Sha256>,
) -> Vec<u8> {
    let is_read = |entry: &&Entry| entry.outcome_now().0 == Outcome::Read;
    let by_source = ledger.sources().most_frequent(usize::MAX);
    let json = LedgerJson {
        schema: "medtrail-ledger/1",
        app: env!("CARGO_PKG_VERSION"),
        files: ledger.file_counts(|entry| entry.outcome_now().0),
        records: ledger.record_counts(),
        bytes: Bytes {
            read: ledger
                .files()
                .iter()
                .filter(is_read)
                .map(|entry| entry.size)
                .sum(),
            inflated: ledger.entries().map(|entry| entry.inflated).sum(),
        },
        time: Time {
            first: kept.span.map(|(first, _)| first.to_rfc3339()),
            last: kept.span.map(|(_, last)| last.to_rfc3339()),
            sum_seconds: kept.sum_millis / 1000,
        },
        by_source: by_source
            .into_iter()
            .map(|(name, count)| (name.to_string(), count))
            .collect(),
        by_operation: kept.by_operation,
        errors: kept.errors,
        per_file: ledger
            .numbered()
            .map(|(at, entry)| per_file(entry, sha256(at)))
            .collect(),
    };
    // Plain data of ours: writing it into memory cannot fail.
    serde_json::to_vec_pretty(&json).unwrap_or_default()
}

fn per_file(entry: &Entry, sha256: Option<Sha256>) -> PerFile<'_> {
    let (outcome, reason) = entry.outcome_now();
    PerFile {
        path: &entry.path,
        shape: entry.shape.name(),
        outcome,
        reason,
        bytes: entry.size,
        inflated: entry.inflated,
        sha256,
        records: entry.records,
    }
}

impl Engine {
    /// What the table adds to the ledger.
    pub(super) fn kept_facts(&self) -> KeptFacts {
        let mut facts = KeptFacts {
            span: self.span,
            by_operation: Default::default(),
            errors: 0,
            sum_millis: 0,
        };
        for row in self.table.live().iter().map(|row| RowId(row as u32)) {
            let operation = self.table.cell(row, Column::Operation);
            *facts
                .by_operation
                .entry(operation.as_text().unwrap_or("(none)").to_owned())
                .or_default() += 1;
            facts.sum_millis += self.table.time(row).map_or(0, |time| i128::from(time.0));
            facts.errors += u64::from(self.table.flags(row).contains(RowFlags::IS_ERROR));
        }
        facts
    }
}
