//! The words around single calls: what is near one, its record as a tree, the search in it, a few side by side; and
//! of two ranges of time against each other.

use super::{
    labels::column_label,
    messages::{MessageWords, calls_message},
    numbers::{count, counted},
};
use crate::{
    base::{EpochMillis, Zone},
    query::{NewOfColumn, Novelty, Period},
    record::{Kind, Side},
    state::{AppState, CallsFace, Column, NearbyKind},
};

/// Over the calls near the open one.
pub const NEARBY: &str = "Around this call";
/// Below them.
pub const NEARBY_HINT: &str =
    "Counted over all calls, this one among them. A click makes it the filter; “Undo” takes that back.";
/// Over one of them.
pub const NEARBY_TITLE: &str = "Show only these calls";
/// How the open call was made.
pub const HOW: &str = "How";

/// A way of being near.
pub fn nearby_label(kind: NearbyKind) -> &'static str {
    match kind {
        NearbyKind::Session => "Same session",
        NearbyKind::AccessKey => "Same access key",
        NearbyKind::Request => "Same request ID",
        NearbyKind::SharedEvent => "Same shared event ID",
        NearbyKind::CallerAround => "Same caller, 5 minutes around",
        NearbyKind::Around => "Everyone, 5 minutes around",
    }
}

/// How many are near.
pub fn nearby_count(found: Option<u32>) -> String {
    match found {
        None => "…".to_owned(),
        Some(0 | 1) => "only this call".to_owned(),
        Some(number) => counted(u64::from(number), "call", "calls"),
    }
}

/// The record as a tree.
pub const RECORD_TREE: &str = "Tree";
/// The search in a record.
pub const RECORD_FIND: &str = "Find in this record";
/// The next hit.
pub const FIND_NEXT: &str = "Next (Enter)";
/// The hit before.
pub const FIND_PREVIOUS: &str = "Previous (Shift+Enter)";
/// The buttons of a part of a record.
pub const COPY_PART: &str = "Copy value (c)";
/// Its path.
pub const COPY_PATH: &str = "Copy path (p)";

/// Which hit of how many.
pub fn hits(current: usize, num_hits: usize, is_cut: bool) -> String {
    match num_hits {
        0 => "not found".to_owned(),
        _ => format!(
            "{} of {}{}",
            count(current as u64 + 1),
            if is_cut { "more than " } else { "" },
            count(num_hits as u64)
        ),
    }
}

/// Folds a part, or unfolds it.
pub fn fold_title(is_folded: bool) -> &'static str {
    if is_folded { "Unfold" } else { "Fold" }
}

/// What a part with parts of its own holds.
pub fn holds(kind: Kind) -> String {
    match kind {
        Kind::Object(number) => counted(u64::from(number), "field", "fields"),
        Kind::Array(number) => counted(u64::from(number), "element", "elements"),
        _ => String::new(),
    }
}

/// Draws more parts of a large record.
pub fn more_parts(num_left: usize) -> String {
    format!(
        "Show more ({} not drawn yet)",
        counted(num_left as u64, "line is", "lines are")
    )
}

/// The edge of the panel.
pub const DETAIL_EDGE: &str = "Size of the panel: drag, or use the arrow keys";
/// Puts the panel below the table.
pub const DOCK_BOTTOM: &str = "Put the panel below the table";
/// Puts it beside it.
pub const DOCK_SIDE: &str = "Put the panel beside the table";

/// A size.
pub fn pixels(px: u16) -> String {
    format!("{px} pixels")
}

/// Opens the comparison.
pub const COMPARE: &str = "Compare";
/// What it needs.
pub const COMPARE_TITLE: &str = "Show what differs between the selected calls: two to five of them";
/// The first column.
pub const COMPARE_FIELD: &str = "Field";
/// The switch.
pub const COMPARE_ALL: &str = "Also what is the same";
/// Puts the lines on the clipboard.
pub const COMPARE_COPY: &str = "Copy these lines";
/// A record that cannot be compared.
pub const COMPARE_NO_FIELDS: &str = "This record has no fields to compare: it is a row of a table, or larger than 1 MiB. Open the call to read it.";

/// The title of the comparison.
pub fn compare_title(num_calls: usize) -> String {
    format!("{} side by side", counted(num_calls as u64, "call", "calls"))
}

/// What the comparison found.
pub fn compare_words(num_differing: usize, num_fields: usize, num_missing: usize) -> String {
    if num_fields == 0 {
        return "There are fewer than two records to compare.".to_owned();
    }
    let missing = match num_missing {
        0 => String::new(),
        _ => format!(
            " {} could not be compared.",
            counted(num_missing as u64, "record", "records")
        ),
    };
    match num_differing {
        0 => format!(
            "All {} have the same values.{missing}",
            counted(num_fields as u64, "field", "fields")
        ),
        _ => format!(
            "{} of {} differ.{missing}",
            count(num_differing as u64),
            counted(num_fields as u64, "field", "fields")
        ),
    }
}

/// Lines that are not drawn.
pub fn compare_cut(num_left: usize) -> String {
    format!(
        "{} not drawn. “Copy these lines” copies them all.",
        counted(num_left as u64, "more line is", "more lines are")
    )
}

/// What stands where a record has no text or number; none where it has.
pub fn side_words(side: &Side) -> Option<&'static str> {
    match side {
        Side::Absent => Some("not in this record"),
        Side::Null => Some("null"),
        Side::Nested => Some("holds fields, see below"),
        Side::Unknown => Some("not known"),
        Side::Text(text) if text.is_empty() => Some("empty text"),
        Side::Text(_) | Side::Literal(_) => None,
    }
}

/// The view of two ranges.
pub const CHANGES_LABEL: &str = "What is new in a range of time";
/// The button beside the picture of calls over time.
pub const CHANGES_HERE: &str = "What is new here?";
/// What it does.
pub const CHANGES_HERE_TITLE: &str = "Compare this range with the time of the same length before it";
/// The range that is looked through.
pub const PERIOD_LATER: &str = "New in";
/// The range it is compared with.
pub const PERIOD_EARLIER: &str = "Against";
/// Compares the typed ranges.
pub const PERIODS_COMPARE: &str = "Compare";
/// Takes the range in force.
pub const PERIODS_BEFORE: &str = "The selected range against the one before";
/// What that is.
pub const PERIODS_BEFORE_TITLE: &str =
    "Without a selected range: the later half of the calls against the earlier half";
/// Below the ranges.
pub const PERIODS_HINT: &str =
    "Of the calls that pass the filters, the time range aside. A range includes its last second.";
/// A range without an end.
pub const PERIOD_OPEN_ERROR: &str = "Both ranges need a beginning and an end.";
/// Before the answer.
pub const NOVELTY_LOADING: &str = "Looking through both ranges…";
/// Beside the numbers while records are searched.
pub const NOVELTY_SO_FAR: &str =
    "The records are still being searched: a value may be listed as new that was there before.";
/// The columns of a table of new values.
pub const NEW_CALLS: &str = "Calls";
/// Failed ones.
pub const NEW_ERRORS: &str = "Failed";
/// When it was first seen in the later range.
pub const NEW_FIRST: &str = "First seen";

/// What the view of two ranges says in place of them; `None` when there are calls.
pub fn changes_message(state: &AppState) -> Option<MessageWords> {
    match state.calls_face() {
        CallsFace::Rows | CallsFace::NoMatch | CallsFace::NoMatchSoFar => None,
        _ => calls_message(state),
    }
}

/// How many calls the ranges have.
pub fn novelty_words(found: &Novelty, zone: &Zone) -> String {
    let calls = |number: u32| counted(u64::from(number), "call", "calls");
    let range = |period: Period| {
        let last = EpochMillis(period.until.0.saturating_sub(1000));
        format!("{} to {}", zone.cell(period.from), zone.full(last))
    };
    format!(
        "{} from {}, against {} from {}.",
        calls(found.num_later),
        range(found.wish.later),
        calls(found.num_earlier),
        range(found.wish.earlier)
    )
}

fn plural(column: Column) -> &'static str {
    match column {
        Column::Caller => "Callers",
        Column::SourceIp => "Source addresses",
        Column::Client => "Clients",
        Column::Region => "Regions",
        Column::Operation => "Operations",
        other => column_label(other),
    }
}

/// Over a table of new values.
pub fn new_heading(column: Column) -> &'static str {
    plural(column)
}

/// Beside it.
pub fn new_count(num_new: u32, num_later: u32) -> String {
    format!(
        "{} new of {}",
        count(u64::from(num_new)),
        count(u64::from(num_later))
    )
}

/// In place of a table.
pub fn new_none(new: &NewOfColumn) -> &'static str {
    if new.num_later == 0 {
        "No call in the range."
    } else {
        "Nothing new: every value was there before."
    }
}

/// Values that are not listed.
pub fn new_more(num_more: usize) -> String {
    format!(
        "{} not listed: those with the fewest calls.",
        counted(num_more as u64, "more is", "more are")
    )
}
