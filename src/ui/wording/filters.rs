//! Filters and order in words.

use super::{
    labels::column_label,
    numbers::{bytes, count, counted},
    search::at_least,
};
use crate::{
    base::{EpochMillis, Zone, hidden::plain},
    protocol::engine::MemoryUse,
    query::{
        Field, Filter, Histogram, Op, Side, SortKey, Test,
        language::{Expected, ParseErrorKind, name_of, print},
    },
    state::{Cell, Column, Counts},
};
use yew::AttrValue;

/// A filter as a token shows it: the field, how it is tested, and the values, which come from a log.
#[derive(Clone, Debug, PartialEq)]
pub struct FilterWords {
    /// The field, in our words; a place of the record as it is written.
    pub field: AttrValue,
    /// The test, in our words.
    pub test: &'static str,
    /// The values, joined by "or".
    pub values: Vec<Cell>,
}

/// The words of a filter.
pub fn filter_words(filter: &Filter, zone: &Zone) -> FilterWords {
    match filter {
        Filter::Test(test) => test_words(test, zone),
        Filter::Not(inner) => {
            let words = filter_words(inner, zone);
            FilterWords {
                test: negated(words.test),
                ..words
            }
        }
        // Said as it is typed: sentences of several tests are longer and no clearer.
        Filter::All(_) | Filter::Any(_) => FilterWords {
            field: AttrValue::Static(""),
            test: "",
            values: vec![Cell::text(print(filter))],
        },
    }
}

fn test_words(test: &Test, zone: &Zone) -> FilterWords {
    let field = match &test.field {
        Field::Column(column) => AttrValue::Static(column_label(*column)),
        Field::AnyShown => AttrValue::Static("Any field"),
        Field::Record(path) if path.keys().is_empty() => AttrValue::Static("Record"),
        // Its keys are written by whoever typed the filter or made the link.
        Field::Record(_) => plain(&name_of(&test.field)).into(),
    };
    let (test, values) = match &test.op {
        Op::OneOf(values) => ("is", values.clone()),
        Op::Contains(text) => ("contains", vec![Cell::text(text.as_str())]),
        Op::StartsWith(text) => ("starts with", vec![Cell::text(text.as_str())]),
        Op::Matches(pattern) => (
            if pattern.ignores_case {
                "matches, in any case,"
            } else {
                "matches"
            },
            vec![Cell::text(pattern.source())],
        ),
        Op::Compare(side, value) => (
            match side {
                Side::Below => "is below",
                Side::UpTo => "is at most",
                Side::Above => "is above",
                Side::From => "is at least",
            },
            vec![Cell::text(value.as_str())],
        ),
        Op::InNetwork(network) => ("is in the network", vec![Cell::text(network.to_string())]),
        Op::During(from, until) => range_words(*from, *until, zone),
        Op::Exists => ("is recorded", Vec::new()),
    };
    FilterWords { field, test, values }
}

fn range_words(
    from: Option<EpochMillis>,
    until: Option<EpochMillis>,
    zone: &Zone,
) -> (&'static str, Vec<Cell>) {
    match (from, until) {
        (Some(from), Some(until)) => (
            "in",
            vec![Cell::text(format!(
                "{} – before {}",
                zone.cell(from),
                zone.full(until)
            ))],
        ),
        (Some(from), None) => ("from", vec![Cell::text(zone.full(from))]),
        (None, Some(until)) => ("before", vec![Cell::text(zone.full(until))]),
        (None, None) => ("is recorded", Vec::new()),
    }
}

fn negated(test: &'static str) -> &'static str {
    match test {
        "is" => "is not",
        "contains" => "does not contain",
        "starts with" => "does not start with",
        "is recorded" => "is not recorded",
        "matches" => "does not match",
        "matches, in any case," => "does not match, in any case,",
        "is in the network" => "is not in the network",
        "in" => "not in",
        _ => "not",
    }
}

/// The order in force: `newest first`, `by Caller, Z to A`.
pub fn order_words(sort: &[SortKey]) -> String {
    match sort.first() {
        None => "newest first".to_owned(),
        Some(SortKey {
            column: Column::Time,
            is_descending: true,
        }) => "newest first".to_owned(),
        Some(SortKey {
            column: Column::Time,
            is_descending: false,
        }) => "oldest first".to_owned(),
        Some(SortKey {
            column,
            is_descending: false,
        }) => format!("by {}, A to Z", column_label(*column)),
        Some(SortKey {
            column,
            is_descending: true,
        }) => format!("by {}, Z to A", column_label(*column)),
    }
}

/// `1,284 of 40,820 calls · newest first`.
pub fn status(counts: Counts, sort: &[SortKey]) -> String {
    let calls = counted(u64::from(counts.num_rows), "call", "calls");
    let second = match counts.num_second {
        0 => String::new(),
        num_second => format!(" · {}", super::lens::second_records(num_second)),
    };
    format!(
        "{} of {calls}{second} · {}",
        at_least(counts.num_matching, counts.is_partial),
        order_words(sort)
    )
}

/// Calls over time in a sentence: of the chosen bars, or of all.
pub fn bars_words(bars: &Histogram, chosen: Option<(usize, usize)>, zone: &Zone) -> String {
    let (from, to) = chosen.unwrap_or((0, bars.bars.len().saturating_sub(1)));
    let (first, last) = (from.min(to), from.max(to));
    let shown = bars.bars.get(first..=last).unwrap_or_default();
    let total: u64 = shown.iter().map(|bar| u64::from(bar.total())).sum();
    let failed: u64 = shown.iter().map(|bar| u64::from(bar.failed)).sum();
    let mut words = format!(
        "{} – {}: {}, {} failed; each bar {}",
        zone.cell(bars.start_of(first)),
        zone.full(bars.start_of(last + 1)),
        counted(total, "call", "calls"),
        count(failed),
        span_words(bars.span)
    );
    if chosen.is_none() && bars.num_untimed > 0 {
        words.push_str(&format!(
            "; {} without a time",
            counted(u64::from(bars.num_untimed), "call", "calls")
        ));
    }
    words
}

/// A length of time in the largest unit that divides it.
fn span_words(millis: i64) -> String {
    let (length, one, many) = [
        (86_400_000, "day", "days"),
        (3_600_000, "hour", "hours"),
        (60_000, "minute", "minutes"),
    ]
    .into_iter()
    .find(|(length, ..)| millis % length == 0)
    .unwrap_or((1000, "second", "seconds"));
    counted((millis / length).unsigned_abs(), one, many)
}

/// Hides a value of a facet, or shows it again.
pub fn facet_exclude(value: &str, is_excluded: bool) -> AttrValue {
    if is_excluded {
        format!("Show {value} again").into()
    } else {
        format!("Hide {value}").into()
    }
}

/// Shows only calls with a value, or only calls without it.
pub fn filter_by(value: &str, is_wanted: bool) -> AttrValue {
    if is_wanted {
        format!("Filter for {value}").into()
    } else {
        format!("Filter out {value}").into()
    }
}

/// Puts a value on the clipboard.
pub fn copy_value(value: &str) -> AttrValue {
    format!("Copy {value}").into()
}

/// Takes a token back into the box.
pub fn edit_title(token: &str) -> AttrValue {
    format!("Edit {token}").into()
}

/// Turns a token into its opposite.
pub fn negate_title(token: &str) -> AttrValue {
    format!("Turn round {token}").into()
}

/// Why a text is no filter.
pub fn parse_error(error: &ParseErrorKind) -> String {
    let expected = |what: &str| format!("{what} is expected here.");
    match error {
        ParseErrorKind::Expected(Expected::Test) => {
            expected("A test, such as operation = DetectPHI, or a text")
        }
        ParseErrorKind::Expected(Expected::Value) => expected("A value"),
        ParseErrorKind::Expected(Expected::List) => {
            expected("A list, such as (us-east-1, eu-west-1), or a network, such as 10.0.0.0/8,")
        }
        ParseErrorKind::Expected(Expected::CommaOrClose) => expected("A comma or )"),
        ParseErrorKind::Expected(Expected::Close) => expected("A closing )"),
        ParseErrorKind::Expected(Expected::NoClose) => {
            "This ) closes nothing. Put texts with parentheses in quotes.".to_owned()
        }
        ParseErrorKind::UnknownField => {
            "No field has this name. Put it in quotes to search for the text.".to_owned()
        }
        ParseErrorKind::OpenQuote => "This quote is not closed.".to_owned(),
        ParseErrorKind::OpenPattern => "This pattern is not closed by /.".to_owned(),
        ParseErrorKind::BadPattern(words) => format!("This pattern cannot be used: {words}."),
        ParseErrorKind::BadTime => {
            "Not a time. Write 2026-10-01, 2026-10-01T08:00 or RFC 3339; UTC.".to_owned()
        }
        ParseErrorKind::TooDeep => "Too many parentheses within each other.".to_owned(),
        ParseErrorKind::TooLong => "The filter is too long.".to_owned(),
    }
}

/// What the table holds, in short.
pub fn memory(memory: MemoryUse) -> String {
    let held = format!("memory: {}", bytes(memory.held));
    if memory.num_rows < ROWS_THAT_TELL {
        return held;
    }
    format!(
        "{held}, {} bytes per call",
        count(memory.columns / memory.num_rows)
    )
}

/// With fewer rows, bytes per call would tell of what the table needs anyway.
const ROWS_THAT_TELL: u64 = 10_000;

/// The same at length.
pub fn memory_title(memory: MemoryUse) -> String {
    format!(
        "The worker that holds the table has {} of memory: columns and places of the records {}, ids and what finds \
         duplicates {}",
        bytes(memory.held),
        bytes(memory.columns),
        bytes(memory.ids)
    )
}

/// Between two values of a token.
pub const OR: &str = " or ";

/// Values of a token that are not spelled out.
pub fn and_more(number: usize) -> String {
    format!(" or {} more", count(number as u64))
}

/// On a token.
pub fn switch_title(token: &str, is_on: bool) -> AttrValue {
    if is_on {
        format!("{token}. Click to switch it off").into()
    } else {
        format!("{token}. Off; click to switch it on").into()
    }
}

/// On a token's cross.
pub fn remove_title(token: &str) -> AttrValue {
    format!("Remove filter: {token}").into()
}

/// On a facet's check box.
pub fn facet_add(value: &str) -> AttrValue {
    format!("Include {value}").into()
}

/// On a facet's value.
pub fn facet_only(value: &str) -> AttrValue {
    format!("Only {value}").into()
}

/// On a facet's search.
pub fn facet_search_label(column: Column) -> AttrValue {
    format!("Search values of {}", column_label(column)).into()
}

/// Opens the list of a facet's values.
pub fn facet_more(num_hidden: u32) -> String {
    format!("{} more", count(u64::from(num_hidden)))
}

/// Values that are not listed even so.
pub fn facet_hidden(num_hidden: u32) -> String {
    format!("{} more; search to find them.", count(u64::from(num_hidden)))
}
