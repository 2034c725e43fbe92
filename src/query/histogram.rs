//! Calls over time: how many went well and how many failed in each of some equal spans.

use crate::{
    base::{
        Bitset, EpochMillis,
        zone::{LocalMillis, Offsets},
    },
    store::{
        RowFlags, Table,
        chunked::CHUNK_ROWS,
        times::{NO_MILLIS, NO_OFFSET, TimesView},
    },
};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Spans that a clock or a calendar knows, in milliseconds.
const SPANS: [i64; 17] = [
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
    7 * DAY,
    28 * DAY,
    182 * DAY,
    364 * DAY,
];

/// At most so many bars, unless centuries are shown: narrower ones cannot be hit.
pub const MAX_BARS: i64 = 120;

/// Calls of one span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// Calls that went well.
    pub succeeded: u32,
    /// Calls that failed.
    pub failed: u32,
}

impl Bar {
    /// All calls of the span.
    pub fn total(self) -> u32 {
        self.succeeded + self.failed
    }
}

/// Calls over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Histogram {
    /// Where each bar begins, and last where the last one ends: when the zone's clock shows a multiple of the span.
    pub edges: Rc<[EpochMillis]>,
    /// The length of each span, in milliseconds; of spans over an hour by the zone's clock, so that a day in which
    /// the clocks are changed is one bar like any other.
    pub span: i64,
    /// The bars, without a gap.
    pub bars: Rc<[Bar]>,
    /// Calls without a readable time; they are in no bar.
    pub num_untimed: u32,
}

impl Histogram {
    /// Where a bar begins, or with one more than the last, where the last one ends.
    pub fn start_of(&self, bar: usize) -> EpochMillis {
        let last = self.edges.last().copied().unwrap_or(EpochMillis(0));
        self.edges.get(bar).copied().unwrap_or(last)
    }
}

/// The span of the bars for times from `first` to `last`, and where they begin and end.
fn frame(first: EpochMillis, last: EpochMillis, offsets: &Offsets) -> (i64, Vec<EpochMillis>) {
    let local = |moment: EpochMillis| offsets.local(moment).map_or(moment.0, |local| local.0);
    let (begin, end) = (local(first), local(last));
    // Clocks that are put back may show less at the end; they never go back by a day of bars.
    let bars = |span: i64| {
        (end.div_euclid(span).saturating_sub(begin.div_euclid(span)))
            .max(0)
            .saturating_add(1)
    };
    let mut span = SPANS
        .into_iter()
        .find(|span| bars(*span) <= MAX_BARS)
        .unwrap_or(364 * DAY);
    while bars(span) > MAX_BARS {
        span = span.saturating_mul(2);
    }
    let offset = begin.saturating_sub(first.0);
    let edge = |bar: i64| {
        let shown = bar.saturating_mul(span);
        // Bars up to an hour are alike also while an hour is repeated; longer ones follow the clock.
        match offsets.shown(LocalMillis(shown)).filter(|_| span > HOUR) {
            Some(shown) => shown.earliest(),
            None => EpochMillis(shown.saturating_sub(offset)),
        }
    };
    let first_bar = begin.div_euclid(span);
    let mut edges = vec![edge(first_bar).min(first)];
    for bar in 1..=bars(span) + 1 {
        let newest = edges[edges.len() - 1];
        if newest > last {
            break;
        }
        // A day that the zone left out has no bar.
        edges.extend(Some(edge(first_bar.saturating_add(bar))).filter(|next| *next > newest));
    }
    if edges[edges.len() - 1] <= last || edges.len() == 1 {
        edges.push(EpochMillis(last.0.saturating_add(1)));
    }
    (span, edges)
}

/// Counts calls by bar.
struct Counted<'e> {
    edges: &'e [EpochMillis],
    bars_per_milli: f64,
    bars: Vec<Bar>,
    /// The bar of the call before, and the calls that came to it in a row.
    bar: usize,
    run: Bar,
}

impl<'e> Counted<'e> {
    fn new(edges: &'e [EpochMillis], span: i64) -> Self {
        Self {
            edges,
            bars_per_milli: 1.0 / span as f64,
            bars: vec![Bar::default(); edges.len() - 1],
            bar: 0,
            run: Bar::default(),
        }
    }

    #[inline]
    fn add(&mut self, time: EpochMillis, is_error: bool) {
        // Records of one file are of a few minutes.
        if !(self.edges[self.bar] <= time && time < self.edges[self.bar + 1]) {
            self.end_run();
            self.bar = self.bar_of(time);
        }
        self.run.failed += u32::from(is_error);
        self.run.succeeded += u32::from(!is_error);
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        self.bars[self.bar].succeeded += run.succeeded;
        self.bars[self.bar].failed += run.failed;
    }

    /// The bar that a time between the first and the last edge falls into. Bars have nearly the same length, so that
    /// it stands where a division says, or beside.
    fn bar_of(&self, time: EpochMillis) -> usize {
        let last = self.bars.len() - 1;
        let guess = time.0.saturating_sub(self.edges[0].0) as f64 * self.bars_per_milli;
        let mut bar = (guess as usize).min(last);
        while bar > 0 && time < self.edges[bar] {
            bar -= 1;
        }
        while bar < last && time >= self.edges[bar + 1] {
            bar += 1;
        }
        bar
    }

    fn finish(mut self) -> Rc<[Bar]> {
        self.end_run();
        self.bars.into()
    }
}

/// The histogram of `rows`, whose times reach from the first to the last of `time_span`, by the clock of a zone.
pub fn histogram(
    table: &Table,
    rows: &Bitset,
    time_span: Option<(EpochMillis, EpochMillis)>,
    offsets: &Offsets,
) -> Histogram {
    let (first, last) = time_span.unwrap_or((EpochMillis(0), EpochMillis(0)));
    let (span, edges) = frame(first, last, offsets);
    let mut counted = Counted::new(&edges, span);
    let mut num_untimed = 0;
    let chunks = table.times().views().zip(table.flag_chunks());
    for ((times, flags), words) in chunks.zip(rows.words().chunks(CHUNK_ROWS / 64)) {
        let mut add = |at: usize, millis: Option<i64>| match millis {
            Some(millis) => {
                let is_error = RowFlags::from_bits(flags[at]).contains(RowFlags::IS_ERROR);
                counted.add(EpochMillis(millis), is_error);
            }
            None => num_untimed += 1,
        };
        match times {
            TimesView::Seconds { base, offsets } => each_row(words, |at| {
                let offset = offsets[at];
                add(
                    at,
                    (offset != NO_OFFSET).then(|| (base + i64::from(offset)) * SECOND),
                );
            }),
            TimesView::Millis(millis) => {
                each_row(words, |at| {
                    add(at, (millis[at] != NO_MILLIS).then_some(millis[at]));
                });
            }
        }
    }
    let bars = counted.finish();
    let (bars, edges): (Rc<[Bar]>, Rc<[EpochMillis]>) = match time_span {
        Some(_) => (bars, edges.into()),
        None => (Rc::new([]), Rc::new([])),
    };
    Histogram {
        edges,
        span,
        bars,
        num_untimed,
    }
}

fn each_row(words: &[u64], mut row: impl FnMut(usize)) {
    for (index, word) in words.iter().enumerate() {
        let mut left = *word;
        while left != 0 {
            row(index * 64 + left.trailing_zeros() as usize);
            left &= left - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_those_of_a_clock_and_begin_where_it_does() {
        let at = |text| EpochMillis::parse(text).expect(text);
        for (first, last, span, begin, num_bars) in [
            (
                "2026-10-01T08:00:01Z",
                "2026-10-01T08:00:01Z",
                SECOND,
                "2026-10-01T08:00:01Z",
                1,
            ),
            (
                "2026-10-01T08:07:01Z",
                "2026-10-01T09:30:00Z",
                MINUTE,
                "2026-10-01T08:07:00Z",
                84,
            ),
            (
                "2026-10-01T08:07:00Z",
                "2026-10-03T09:30:00Z",
                30 * MINUTE,
                "2026-10-01T08:00:00Z",
                100,
            ),
            (
                "2026-07-01T08:07:00Z",
                "2026-10-03T09:30:00Z",
                DAY,
                "2026-07-01T00:00:00Z",
                95,
            ),
        ] {
            let (found, edges) = frame(at(first), at(last), &Offsets::default());
            assert_eq!((found, edges[0], edges.len() - 1), (span, at(begin), num_bars));
            assert!(edges.windows(2).all(|pair| pair[1].0 - pair[0].0 == span));
        }
        let (first, last) = (EpochMillis(i64::MIN + 1), EpochMillis(i64::MAX - 1));
        let (span, edges) = frame(first, last, &Offsets::default());
        assert!(edges.len() <= MAX_BARS as usize + 2 && span > 0 && edges[0] <= first);
    }

    #[test]
    fn bars_of_a_day_are_the_days_of_the_zone_also_when_its_clocks_change() {
        let at = |text| EpochMillis::parse(text).expect(text);
        let hours = |offset: i32| offset * 3600;
        let new_york = Offsets::new(
            at("2026-01-01T00:00:00Z"),
            at("2027-01-01T00:00:00Z"),
            hours(-5),
            &[
                (at("2026-03-08T07:00:00Z"), hours(-4)),
                (at("2026-11-01T06:00:00Z"), hours(-5)),
            ],
        );
        let (span, edges) = frame(at("2026-08-01T12:00:00Z"), at("2026-11-03T12:00:00Z"), &new_york);
        assert_eq!((span, edges.len() - 1), (DAY, 95));
        let lengths: Vec<_> = edges
            .windows(2)
            .map(|pair| (pair[1].0 - pair[0].0) / HOUR)
            .collect();
        assert_eq!(edges[0], at("2026-08-01T04:00:00Z"));
        assert_eq!(
            lengths.iter().position(|length| *length == 25),
            Some(92),
            "the first of November"
        );
        assert!(
            lengths
                .iter()
                .enumerate()
                .all(|(place, length)| *length == 24 || place == 92)
        );

        let apia = Offsets::new(
            at("2011-01-01T00:00:00Z"),
            at("2012-03-01T00:00:00Z"),
            hours(-10),
            &[(at("2011-12-30T10:00:00Z"), hours(14))],
        );
        let (_, edges) = frame(at("2011-12-01T12:00:00Z"), at("2012-02-01T12:00:00Z"), &apia);
        assert!(edges.windows(2).all(|pair| pair[1].0 - pair[0].0 > 0));

        let kathmandu = Offsets::fixed(5 * 3600 + 45 * 60);
        let (span, edges) = frame(at("2026-10-01T00:10:00Z"), at("2026-10-04T00:10:00Z"), &kathmandu);
        assert_eq!((span, edges[0]), (HOUR, at("2026-09-30T23:15:00Z")));
    }

    #[test]
    fn every_time_falls_into_the_bar_that_holds_it() {
        let edges: Vec<_> = [0, 10, 19, 30, 64].map(EpochMillis).into();
        let counted = Counted::new(&edges, 10);
        for time in 0..64 {
            let bar = counted.bar_of(EpochMillis(time));
            assert!(edges[bar].0 <= time && time < edges[bar + 1].0, "{time} in {bar}");
        }
    }
}
