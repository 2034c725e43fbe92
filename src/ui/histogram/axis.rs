//! The times below the bars, on the zone's clock: where a round time begins.

use crate::{
    base::{EpochMillis, Zone},
    query::Histogram,
};
use yew::{Html, html};

/// More would not stand side by side.
const MAX_TICKS: usize = 8;
const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Spans between two ticks.
const SPANS: [i64; 20] = [
    SECOND,
    5 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    91 * DAY,
    364 * DAY,
    3640 * DAY,
];

/// The axis: hidden from assistive technology, which hears the bars themselves.
pub(super) fn axis(bars: &Histogram, zone: &Zone) -> Html {
    let num_bars = bars.bars.len().max(1) as f64;
    html! {
        <svg class="histogram__axis" aria-hidden="true">
            { for ticks(bars, zone).into_iter().map(|(bar, label)| {
                let percent = bar as f64 * 100.0 / num_bars;
                html! {
                    <text key={bar} x={format!("{percent:.2}%")} y="0.75rem" text-anchor={anchor(percent)}>{ label }</text>
                }
            }) }
        </svg>
    }
}

/// Texts at the ends stay inside.
fn anchor(percent: f64) -> &'static str {
    match percent {
        ..4.0 => "start",
        96.0.. => "end",
        _ => "middle",
    }
}

/// The bars that begin with a round time, and that time.
fn ticks(bars: &Histogram, zone: &Zone) -> Vec<(usize, String)> {
    let starts: Vec<i64> = bars.edges.iter().map(|edge| zone.local(*edge).0).collect();
    let starts = &starts[..bars.bars.len().min(starts.len())];
    let of = |span: i64| -> Vec<usize> {
        let begins = |bar: usize| match bar.checked_sub(1) {
            Some(before) => starts[before].div_euclid(span) != starts[bar].div_euclid(span),
            None => starts[bar].rem_euclid(span) == 0,
        };
        (0..starts.len()).filter(|bar| begins(*bar)).collect()
    };
    let spans = SPANS.into_iter().filter(|span| *span >= bars.span);
    let mut found = spans.map(|span| (span, of(span)));
    let (span, mut places) = found
        .find(|(_, places)| places.len() <= MAX_TICKS)
        .unwrap_or((DAY, Vec::new()));
    if places.is_empty() && !starts.is_empty() {
        places.push(0);
    }
    let label = |bar: usize| (bar, label(starts[bar], span));
    places.into_iter().map(label).collect()
}

/// `08:00`, `08:00:15` between seconds, and `10-27` where a day begins.
fn label(local: i64, span: i64) -> String {
    let text = EpochMillis(local).to_cell();
    let is_day = span >= DAY || local.rem_euclid(DAY) == 0;
    let part = match span {
        _ if span >= 364 * DAY => text.get(..10),
        _ if is_day => text.get(5..10),
        _ if span < MINUTE => text.get(11..19),
        _ => text.get(11..16),
    };
    part.unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{base::ZoneChoice, base::zone::Offsets, query::Bar};

    fn labels(first: &str, span: i64, num_bars: i64, zone: &Zone) -> Vec<(usize, String)> {
        let first = EpochMillis::parse(first).expect(first).0;
        let bars = Histogram {
            edges: (0..=num_bars)
                .map(|bar| EpochMillis(first + bar * span))
                .collect(),
            span,
            bars: vec![Bar::default(); num_bars as usize].into(),
            num_untimed: 0,
        };
        ticks(&bars, zone)
    }

    #[test]
    fn ticks_are_round_times_of_the_zone() {
        let said = |ticks: Vec<(usize, String)>| -> Vec<String> {
            ticks.into_iter().map(|(_, label)| label).collect()
        };
        let utc = labels("2026-10-26T22:00:00Z", HOUR, 30, &Zone::default());
        assert_eq!(said(utc.clone()), ["10-27", "06:00", "12:00", "18:00", "10-28"]);
        assert_eq!(utc[0].0, 2);
        let kathmandu = Zone {
            choice: ZoneChoice::Named("Asia/Kathmandu".into()),
            name: "Asia/Kathmandu".into(),
            offsets: Offsets::fixed(345 * 60),
        };
        let there = labels("2026-10-26T22:15:00Z", HOUR, 30, &kathmandu);
        assert_eq!(said(there), ["06:00", "12:00", "18:00", "10-28", "06:00"]);
        assert_eq!(
            said(labels("2026-10-26T22:00:07Z", SECOND, 1, &Zone::default())),
            ["22:00:07"]
        );
    }
}
