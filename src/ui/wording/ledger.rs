//! The ledger in sentences.

use super::numbers::{count, counted};
use crate::protocol::{Scope, ledger::LedgerSummary};

/// The header's sentence, in parts: the number of calls, what they are, of how many records, in how many files, when.
pub fn summary(ledger: &LedgerSummary, scope: Scope) -> [String; 5] {
    let records = &ledger.records;
    let (calls, what) = match scope {
        Scope::ComprehendMedical if records.kept == 1 => (records.kept, "Comprehend Medical call"),
        Scope::ComprehendMedical => (records.kept, "Comprehend Medical calls"),
        Scope::AllServices if records.kept == 1 => (records.kept, "call of all services"),
        Scope::AllServices => (records.kept, "calls of all services"),
    };
    let period = match (ledger.first, ledger.last) {
        (Some(first), Some(last)) if first.to_day() == last.to_day() => format!("{} UTC", first.to_day()),
        (Some(first), Some(last)) => format!("{} – {} UTC", first.to_day(), last.to_day()),
        _ => String::new(),
    };
    [
        count(calls),
        what.to_owned(),
        format!("of {}", counted(records.seen, "record", "records")),
        counted(ledger.files.seen, "file", "files"),
        period,
    ]
}

/// `2,016 files = 1,990 read + 20 skipped + 6 failed`, and those still waiting.
pub fn files_balance(ledger: &LedgerSummary) -> String {
    let files = &ledger.files;
    let done = files.read + files.skipped + files.failed;
    let waiting = files.seen.saturating_sub(done);
    let tail = if waiting > 0 {
        format!(" + {} waiting", count(waiting))
    } else {
        String::new()
    };
    format!(
        "{} = {} read + {} skipped + {} failed{tail}",
        counted(files.seen, "file", "files"),
        count(files.read),
        count(files.skipped),
        count(files.failed),
    )
}

/// `6,226 records = 2,045 kept + 3,979 of other services + 202 duplicates + 0 malformed`.
pub fn records_balance(ledger: &LedgerSummary) -> String {
    let records = &ledger.records;
    format!(
        "{} = {} kept + {} of other services + {} + {} malformed",
        counted(records.seen, "record", "records"),
        count(records.kept),
        count(records.other_services),
        counted(records.duplicates, "duplicate", "duplicates"),
        count(records.malformed),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::ledger::{FileCounts, RecordCounts};

    #[test]
    fn the_ledger_is_said_as_a_sum() {
        let ledger = LedgerSummary {
            files: FileCounts {
                seen: 2016,
                read: 1990,
                skipped: 20,
                failed: 5,
            },
            records: RecordCounts {
                seen: 6226,
                kept: 2045,
                other_services: 3979,
                duplicates: 202,
                malformed: 0,
            },
            ..LedgerSummary::default()
        };
        assert_eq!(
            files_balance(&ledger),
            "2,016 files = 1,990 read + 20 skipped + 5 failed + 1 waiting"
        );
        assert_eq!(
            records_balance(&ledger),
            "6,226 records = 2,045 kept + 3,979 of other services + 202 duplicates + 0 malformed"
        );
    }
}
