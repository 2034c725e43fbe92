//! The words of times and of the clock they are shown by.

use super::labels::column_label;
use crate::{
    base::{EpochMillis, Zone},
    query::time_input::{Clock, Edge, Typed},
    state::{Cell, Column},
};
use yew::AttrValue;

/// The button that says whose clock times are shown by.
pub fn zone_title(zone: &Zone) -> AttrValue {
    format!("{}: times are shown by this clock", zone.name).into()
}
/// Over the choices.
pub const ZONE_LEGEND: &str = "Show times in";
/// The first choice.
pub const ZONE_UTC: &str = "UTC, as the logs have them";
/// The second.
pub const ZONE_LOCAL: &str = "The zone of this browser";
/// Finds a zone by its name.
pub const ZONE_SEARCH: &str = "Search time zones, such as Berlin";
/// Where the browser does not list zones.
pub const ZONE_TYPE: &str = "Name of a time zone, such as Europe/Berlin";
/// Takes a typed name.
pub const ZONE_TAKE: &str = "Show";
/// No zone's name holds the text.
pub const ZONE_NONE: &str = "No time zone has this in its name.";
/// What a choice does not change.
pub const ZONE_NOTE: &str = "The log has UTC. Typed filters, copied values, links and exports stay in UTC.";

/// Zones that are not listed.
pub fn zones_more(number: usize) -> String {
    format!("{number} more; type a part of the name.")
}

/// The heading of a column: of times with the zone.
pub fn heading(column: Column, zone: &Zone) -> AttrValue {
    match column {
        Column::Time => zoned(column_label(column), zone),
        column => AttrValue::Static(column_label(column)),
    }
}

/// `First (UTC)`.
pub fn zoned(label: &str, zone: &Zone) -> AttrValue {
    format!("{label} ({})", zone.name).into()
}

fn moment(column: Column, cell: &Cell) -> Option<EpochMillis> {
    match column {
        Column::Time | Column::SessionCreated => EpochMillis::parse(cell.as_text()?),
        _ => None,
    }
}

/// A time of the table under a heading that names the zone; none for other cells.
pub fn time_cell(column: Column, cell: &Cell, zone: &Zone) -> Option<String> {
    let moment = moment(column, cell).filter(|_| column == Column::Time)?;
    Some(zone.cell(moment))
}

/// A time in full, with UTC beside any other zone; none for other cells. Of a field that the log has as text, only
/// what the text does not say itself.
pub fn time_full(column: Column, cell: &Cell, zone: &Zone) -> Option<String> {
    let moment = moment(column, cell)?;
    match (column, zone.is_utc()) {
        (Column::Time, true) => Some(zone.full(moment)),
        (Column::Time, false) => Some(format!("{} ({} UTC)", zone.full(moment), moment.to_cell())),
        (_, true) => None,
        (_, false) => Some(format!("{} ({})", cell.as_text()?, zone.full(moment))),
    }
}

/// What a typed time means, where its text does not say so.
pub fn typed_words(typed: Typed, edge: Edge, zone: &Zone) -> Option<String> {
    let limit = typed.limit;
    let means = match edge {
        Edge::From => format!("from {}", zone.full(limit)),
        Edge::Until => format!("until just before {}", zone.full(limit)),
    };
    Some(match typed.clock {
        Some(Clock::Once) | None if zone.is_utc() => return None,
        Some(Clock::Once) | None => format!("Means {means}, {} UTC.", limit.to_cell()),
        Some(Clock::Twice) => format!(
            "The clocks are put back, so this time comes twice. Means {means}, {}. Write the offset for the other one.",
            match edge {
                Edge::From => "the first of the two",
                Edge::Until => "the second of the two",
            }
        ),
        Some(Clock::Never) => {
            format!("The clocks are put forward over this time, so it never comes. Means {means}.")
        }
        Some(Clock::Unknown) => {
            format!("So far from the calls this zone’s clock is not known. Means {means}: taken as UTC.")
        }
    })
}

/// First moment of a range.
pub fn time_from(zone: &Zone) -> AttrValue {
    zoned("From", zone)
}

/// Last moment of a range.
pub fn time_until(zone: &Zone) -> AttrValue {
    zoned("To", zone)
}

/// Lengths of time that end with the newest call or now.
pub const RECENT_LEGEND: &str = "The last";
/// Takes a typed length.
pub const RECENT_LABEL: &str = "Length of time, such as 36 h or 2 weeks";
/// What is wrong with it.
pub const RECENT_ERROR: &str = "Not a length of time. Write 90 min, 36 h, 7 days or 2 weeks.";
/// Where they end.
pub const RECENT_ENDS: &str = "Up to";
/// The quick choices.
pub const RECENT: [(&str, &str); 4] = [
    ("1 h", "Hour"),
    ("24 h", "24 hours"),
    ("7 d", "7 days"),
    ("30 d", "30 days"),
];

/// Up to the newest call.
pub fn ends_newest(newest: EpochMillis, zone: &Zone) -> String {
    format!("the newest call, {}", zone.full(newest))
}
/// Up to the current moment.
pub const ENDS_NOW: &str = "now, by this computer’s clock";
/// Over the two typed ends of a range.
pub const RANGE_LEGEND: &str = "Or between two times";

/// A range over the bars, twice as long.
pub const ZOOM_OUT: &str = "Zoom out";
/// No range.
pub const ZOOM_ALL: &str = "All times";
/// The range before.
pub const ZOOM_BACK: &str = "Back";
