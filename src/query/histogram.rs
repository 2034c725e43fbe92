//! Calls over time: how many went well and how many failed in each of some equal spans.

use crate::{
    base::{Bitset, EpochMillis},
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
    /// Where the first bar begins: a multiple of the span since 1970, UTC.
    pub first: EpochMillis,
    /// The length of each span, in milliseconds.
    pub span: i64,
    /// The bars, without a gap.
    pub bars: Rc<[Bar]>,
    /// Calls without a readable time; they are in no bar.
    pub num_untimed: u32,
}

impl Histogram {
    /// Where a bar begins, or with one more than the last, where the last one ends.
    pub fn start_of(&self, bar: usize) -> EpochMillis {
        EpochMillis(self.first.0.saturating_add(self.span.saturating_mul(bar as i64)))
    }
}

/// The span and the first bar for times from `first` to `last`, and the number of bars.
fn frame(first: EpochMillis, last: EpochMillis) -> (i64, i64, usize) {
    let bars = |span: i64| (last.0.div_euclid(span) - first.0.div_euclid(span)).saturating_add(1);
    let mut span = SPANS
        .into_iter()
        .find(|span| bars(*span) <= MAX_BARS)
        .unwrap_or(364 * DAY);
    while bars(span) > MAX_BARS {
        span = span.saturating_mul(2);
    }
    (span, first.0.div_euclid(span), bars(span) as usize)
}

/// The histogram of `rows`, whose times reach from the first to the last of `time_span`.
pub fn histogram(table: &Table, rows: &Bitset, time_span: Option<(EpochMillis, EpochMillis)>) -> Histogram {
    let (first, last) = time_span.unwrap_or((EpochMillis(0), EpochMillis(0)));
    let (span, first_bar, num_bars) = frame(first, last);
    let mut bars = vec![[0u32; 2]; num_bars];
    let mut num_untimed = 0;
    let chunks = table.times().views().zip(table.flag_chunks());
    for ((times, flags), words) in chunks.zip(rows.words().chunks(CHUNK_ROWS / 64)) {
        let mut add = |at: usize, millis: Option<i64>| match millis {
            Some(millis) => {
                let bar = (millis.div_euclid(span) - first_bar) as usize;
                bars[bar][usize::from(RowFlags::from_bits(flags[at]).contains(RowFlags::IS_ERROR))] += 1;
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
    let bars: Rc<[Bar]> = match time_span {
        Some(_) => bars
            .into_iter()
            .map(|[succeeded, failed]| Bar { succeeded, failed })
            .collect(),
        None => Rc::new([]),
    };
    Histogram {
        first: EpochMillis(first_bar.saturating_mul(span)),
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
            let (found, first_bar, bars) = frame(at(first), at(last));
            assert_eq!((found, first_bar * found, bars), (span, at(begin).0, num_bars));
        }
        let (span, first, num_bars) = frame(EpochMillis(i64::MIN + 1), EpochMillis(i64::MAX));
        assert!(num_bars <= MAX_BARS as usize + 1 && span > 0 && first < 0);
    }
}
