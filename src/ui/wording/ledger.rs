//! The ledger in sentences.

use super::numbers::{count, counted};
use crate::{
    base::{EpochMillis, Zone},
    protocol::{Scope, ledger::LedgerSummary},
};
use yew::AttrValue;

/// The header's sentence, in parts: the number of calls, what they are, of how many records, in how many files, when.
pub fn summary(ledger: &LedgerSummary, scope: Scope, zone: &Zone) -> [String; 5] {
    let records = &ledger.records;
    let (calls, what) = match scope {
        Scope::ComprehendMedical if records.kept == 1 => (records.kept, "Comprehend Medical call"),
        Scope::ComprehendMedical => (records.kept, "Comprehend Medical calls"),
        Scope::AllServices if records.kept == 1 => (records.kept, "call of all services"),
        Scope::AllServices => (records.kept, "calls of all services"),
    };
    let period = match (ledger.first, ledger.last) {
        (Some(first), Some(last)) => period(first, last, zone),
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

/// `27 Oct 2026 UTC`, `1–31 Oct 2026 UTC`, `28 Sep – 3 Oct 2026 UTC`, `30 Dec 2025 – 2 Jan 2026 UTC`.
fn period(first: EpochMillis, last: EpochMillis, zone: &Zone) -> String {
    let (first, last, zone) = (zone.day(first), zone.day(last), &zone.name);
    let (Some((from_year, from_month, from_day)), Some((year, month, day))) =
        (day_parts(&first), day_parts(&last))
    else {
        return format!("{first} – {last} {zone}");
    };
    if first == last {
        format!("{day} {month} {year} {zone}")
    } else if (from_year, from_month) == (year, month) {
        format!("{from_day}–{day} {month} {year} {zone}")
    } else if from_year == year {
        format!("{from_day} {from_month} – {day} {month} {year} {zone}")
    } else {
        format!("{from_day} {from_month} {from_year} – {day} {month} {year} {zone}")
    }
}

/// Year, short month and day of `2026-10-01`.
fn day_parts(day: &str) -> Option<(&str, &'static str, &str)> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut parts = day.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month = month.parse::<usize>().ok()?.checked_sub(1)?;
    Some((year, MONTHS.get(month)?, day.trim_start_matches('0')))
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

/// On the Files tab's count of files with notes.
pub fn notes_title(num_files: u64) -> AttrValue {
    counted(num_files, "file with notes", "files with notes").into()
}

/// Below the Files view.
pub fn files_status(num_lines: u32) -> String {
    counted(u64::from(num_lines), "file listed", "files listed")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::ledger::{FileCounts, RecordCounts};

    #[test]
    fn a_period_says_no_more_than_it_must() {
        let said = |first: &str, last: &str| {
            let day = |text: &str| EpochMillis::parse(&format!("{text}T12:00:00Z")).expect("a day");
            period(day(first), day(last), &Zone::default())
        };
        assert_eq!(said("2026-10-27", "2026-10-27"), "27 Oct 2026 UTC");
        assert_eq!(said("2026-10-01", "2026-10-31"), "1–31 Oct 2026 UTC");
        assert_eq!(said("2026-09-28", "2026-10-03"), "28 Sep – 3 Oct 2026 UTC");
        assert_eq!(said("2025-12-30", "2026-01-02"), "30 Dec 2025 – 2 Jan 2026 UTC");
    }

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
