//! When files are delivered: more by day than by night, fewer at the weekend.

use crate::base::{EpochMillis, time::DAY_MILLIS};

const HOUR_MILLIS: i64 = 3_600_000;

/// Files that CloudTrail delivers span some minutes.
const SPAN_MILLIS: i64 = 15 * 60_000;

/// The minutes whose records one file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: EpochMillis,
    pub(super) len_millis: i64,
}

impl Span {
    /// The hour of the day.
    pub(super) fn hour(self) -> u32 {
        (self.start.0.rem_euclid(DAY_MILLIS) / HOUR_MILLIS) as u32
    }
}

/// How busy an hour is; hour 0 is the first of the plan.
fn weight(first_day: EpochMillis, hour: u64) -> u64 {
    let by_day = match hour % 24 {
        0..4 => 5,
        4..7 | 21..24 => 1,
        7 | 18..21 => 4,
        12 => 6,
        _ => 9,
    };
    // 1970-01-01 was a Thursday.
    let weekday = (first_day.0.div_euclid(DAY_MILLIS) + 4 + (hour / 24) as i64).rem_euclid(7);
    if weekday == 0 || weekday == 6 {
        1 + by_day / 4
    } else {
        by_day
    }
}

/// `num` spans over `days` days from `first_day` on, in order of time.
pub(super) fn spans(first_day: EpochMillis, days: u32, num: u32) -> Vec<Span> {
    let hours = u64::from(days.max(1)) * 24;
    let total: u64 = (0..hours).map(|hour| weight(first_day, hour)).sum();
    let mut spans = Vec::with_capacity(num as usize);
    let (mut hour, mut before) = (0, 0);
    for index in 0..u64::from(num) {
        // The point in the busy time, in parts of 2 * num.
        let point = (2 * index + 1) * total;
        let parts = 2 * u64::from(num);
        while (before + weight(first_day, hour)) * parts <= point {
            before += weight(first_day, hour);
            hour += 1;
        }
        let within = (point - before * parts) as i64 * HOUR_MILLIS / (weight(first_day, hour) * parts) as i64;
        let start = first_day.0 + hour as i64 * HOUR_MILLIS + within / 1000 * 1000;
        spans.push(Span {
            start: EpochMillis(start),
            len_millis: SPAN_MILLIS,
        });
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_rise_through_all_days_and_are_dense_by_day() {
        let thursday = EpochMillis(20_748 * DAY_MILLIS);
        let spans = spans(thursday, 6, 200);
        assert!(spans.is_sorted_by_key(|span| span.start));
        assert!(
            spans
                .last()
                .is_some_and(|span| span.start.0 < thursday.0 + 6 * DAY_MILLIS)
        );
        let by_day = spans.iter().filter(|span| (8..18).contains(&span.hour())).count();
        assert!(by_day > 120, "{by_day}");
        let at_weekend = spans
            .iter()
            .filter(|span| (2..4).contains(&((span.start.0 - thursday.0) / DAY_MILLIS)))
            .count();
        assert!(at_weekend < 40, "{at_weekend}");
    }
}
