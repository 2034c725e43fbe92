//! The words of the coverage map.

use super::numbers::{count, counted};
use crate::{
    base::EpochMillis,
    protocol::integrity::{CoverageCell, IntegrityBrief, MapCell, Proof, Zoom, coverage_sentence},
};

/// What a cell of the map shows: never colour alone.
pub fn cell_mark(cell: &CoverageCell) -> String {
    match cell.hours.proof() {
        Proof::Present => count(cell.num_present.into()),
        Proof::Empty => "0".to_owned(),
        Proof::Missing if cell.num_missing + cell.num_altered > 0 => {
            format!("!{}", count((cell.num_missing + cell.num_altered).into()))
        }
        Proof::Missing => "!".to_owned(),
        Proof::Unknown => "?".to_owned(),
    }
}

/// The proof as a name for the style sheet.
pub fn proof_name(proof: Proof) -> &'static str {
    match proof {
        Proof::Present => "present",
        Proof::Empty => "empty",
        Proof::Missing => "missing",
        Proof::Unknown => "unknown",
    }
}

/// The legend: what the marks mean.
pub const INTEGRITY_LEGEND: [(Proof, &str, &str); 4] = [
    (
        Proof::Present,
        "3",
        "proved present: every file that was delivered is here, unchanged",
    ),
    (Proof::Empty, "0", "proved empty: nothing was delivered"),
    (Proof::Missing, "!1", "missing or altered"),
    (Proof::Unknown, "?", "unknown: no digest proves it"),
];

/// A cell in words.
pub fn coverage_words(cell: &CoverageCell) -> String {
    let hours = &cell.hours;
    let proof = match hours.proof() {
        Proof::Present => "proved present",
        Proof::Empty => "proved empty: nothing was delivered",
        Proof::Missing => "missing or altered",
        Proof::Unknown => "unknown",
    };
    let mut parts = vec![proof.to_owned()];
    if hours.total() > 1 {
        for (number, words) in [
            (hours.present, "proved present"),
            (hours.empty, "proved empty"),
            (hours.missing, "missing"),
            (hours.unknown, "unknown"),
        ] {
            if number > 0 && number < hours.total() {
                parts.push(format!("{} {words}", counted(number.into(), "hour", "hours")));
            }
        }
    }
    for (number, one, many) in [
        (
            cell.num_present,
            "log file as delivered",
            "log files as delivered",
        ),
        (cell.num_missing, "named and not loaded", "named and not loaded"),
        (cell.num_altered, "altered", "altered"),
        (cell.num_unproved, "loaded without proof", "loaded without proof"),
        (cell.num_late, "delivered late", "delivered late"),
    ] {
        if number > 0 {
            parts.push(counted(number.into(), one, many));
        }
    }
    if hours.proof() == Proof::Missing && cell.num_missing + cell.num_altered == 0 {
        parts.push("a digest is missing or invalid".to_owned());
    }
    parts.join(", ")
}

/// Coverage in sum: what stands beside every "none found".
pub fn coverage_total(cell: &CoverageCell) -> String {
    let hours = &cell.hours;
    format!(
        "{} with digests or log files: {} proved present, {} proved empty, {} missing, {} unknown",
        counted(hours.total().into(), "Region-hour", "Region-hours"),
        count(hours.present.into()),
        count(hours.empty.into()),
        count(hours.missing.into()),
        count(hours.unknown.into())
    )
}

/// Beside every "none found": how much of what was delivered is proved to be among the files.
pub fn coverage_beside(brief: &IntegrityBrief) -> String {
    let span = brief.span.filter(|_| brief.num_proofs > 0);
    coverage_sentence(&brief.hours, span)
}

/// The same in a few words.
pub fn coverage_short(brief: &IntegrityBrief) -> String {
    let hours = &brief.hours;
    if brief.num_proofs == 0 || hours.total() == 0 {
        return "completeness not known: no digest files".to_owned();
    }
    format!(
        "{} of {} proved",
        count((hours.present + hours.empty).into()),
        counted(hours.total().into(), "Region-hour", "Region-hours")
    )
}

/// The time of a cell.
pub fn map_time(from: EpochMillis, to: EpochMillis) -> String {
    const DAY_MILLIS: i64 = crate::base::time::DAY_MILLIS;
    if to.0 - from.0 >= DAY_MILLIS {
        from.to_day()
    } else {
        let clock = |time: EpochMillis| time.to_cell().get(11..16).map(str::to_owned).unwrap_or_default();
        format!("{} {}–{} UTC", from.to_day(), clock(from), clock(to))
    }
}

/// The chosen cell.
pub fn map_cell(cell: &MapCell) -> String {
    format!(
        "{} {}, {}",
        cell.row.account,
        cell.row.region,
        map_time(cell.from, cell.to)
    )
}

/// The heading of a column of the map.
pub fn map_column(zoom: Zoom, from: EpochMillis) -> String {
    let text = from.to_cell();
    let range = match zoom {
        Zoom::Hours => 11..13,
        Zoom::Days => 8..10,
    };
    text.get(range).map(str::to_owned).unwrap_or_default()
}

/// The day or month that the map shows.
pub fn map_period(zoom: Zoom, from: EpochMillis) -> String {
    let day = from.to_day();
    match zoom {
        Zoom::Hours => day,
        Zoom::Days => day.get(..7).map(str::to_owned).unwrap_or_default(),
    }
}
