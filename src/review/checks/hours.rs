//! Working hours by the clock of a place, as a filter: the clock's changes within the data are written out.

use crate::{
    base::{EpochMillis, zone::Offsets},
    query::{Field, Filter, Op, Test, filter::Pattern},
    store::Column,
};
use serde::{Deserialize, Serialize};

const HOUR: i32 = 60;
const DAY: i32 = 24 * HOUR;

/// Hours in which people work, by the clock of a zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkingHours {
    /// The first hour, 0 to 23.
    pub from: u8,
    /// The hour at which work ends, 1 to 24; after midnight when it is not later than `from`.
    pub until: u8,
    /// Whose clock: `UTC`, `local` for the browser's, or a name of the Time Zone Database.
    #[serde(default = "utc")]
    pub zone: String,
}

fn utc() -> String {
    "UTC".to_owned()
}

impl WorkingHours {
    /// The calls at other hours. The table shows times in UTC, so each offset that the clock has within the span gives
    /// other hours of UTC. `None` when every hour is a working hour.
    pub(super) fn filter(&self, clock: &Offsets, span: Option<(EpochMillis, EpochMillis)>) -> Option<Filter> {
        let (first, last) = span.unwrap_or((EpochMillis(0), EpochMillis(0)));
        let mut periods = clock.periods(first, last).into_iter().peekable();
        let mut parts = Vec::new();
        let mut begin = None;
        while let Some((_, offset)) = periods.next() {
            let end = periods.peek().map(|(next, _)| *next);
            let outside = Filter::Test(Test {
                field: Field::Column(Column::Time),
                op: Op::Matches(Pattern::new(self.others(offset)?, false).ok()?),
            });
            let during = (begin.is_some() || end.is_some()).then(|| Filter::during(begin, end));
            parts.push(match during {
                Some(during) => Filter::All(vec![during, outside]),
                None => outside,
            });
            begin = end;
        }
        match parts.len() {
            0 | 1 => parts.pop(),
            _ => Some(Filter::Any(parts)),
        }
    }

    /// A pattern of the times of UTC that are outside, for a clock that is so many seconds ahead.
    fn others(&self, offset: i32) -> Option<String> {
        let (from, until) = (i32::from(self.from) * HOUR, i32::from(self.until) * HOUR);
        let len = if until > from {
            until - from
        } else {
            until + DAY - from
        };
        let first = from - offset.div_euclid(60);
        let is_outside = |minute: i32| (minute - first).rem_euclid(DAY) >= len;
        let mut whole = Vec::new();
        let mut parts = Vec::new();
        for hour in 0..24 {
            let outside: Vec<i32> = (0..HOUR)
                .filter(|minute| is_outside(hour * HOUR + minute))
                .collect();
            match outside.len() as i32 {
                0 => {}
                HOUR => whole.push(format!("{hour:02}")),
                _ => parts.push(format!("{hour:02}:({})", minutes(&outside))),
            }
        }
        if !whole.is_empty() {
            parts.insert(0, format!("({}):", whole.join("|")));
        }
        match &parts[..] {
            [] => None,
            [one] => Some(format!(" {one}")),
            parts => Some(format!(" ({})", parts.join("|"))),
        }
    }
}

/// Minutes as a pattern, ten by ten.
fn minutes(outside: &[i32]) -> String {
    let tens = (0..6).filter_map(|ten| {
        let of_ten: Vec<i32> = outside
            .iter()
            .filter(|minute| **minute / 10 == ten)
            .map(|minute| minute % 10)
            .collect();
        match (of_ten.first(), of_ten.last()) {
            (Some(0), Some(9)) => Some(ten.to_string()),
            (Some(first), Some(last)) => Some(format!("{ten}[{first}-{last}]")),
            _ => None,
        }
    });
    tens.collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::language::print;

    fn at(text: &str) -> EpochMillis {
        EpochMillis::parse(text).expect("a time")
    }

    fn hours(from: u8, until: u8) -> WorkingHours {
        WorkingHours {
            from,
            until,
            zone: "UTC".to_owned(),
        }
    }

    #[test]
    fn hours_of_utc_are_one_pattern() {
        let filter = hours(8, 18)
            .filter(&Offsets::default(), None)
            .map(|filter| print(&filter));
        assert_eq!(
            filter.as_deref(),
            Some("eventTime ~ / (00|01|02|03|04|05|06|07|18|19|20|21|22|23):/")
        );
        assert_eq!(
            hours(0, 24).filter(&Offsets::default(), None),
            None,
            "always at work"
        );
    }

    #[test]
    fn a_clock_that_is_changed_within_the_data_gives_other_hours_from_then_on() {
        // As in Berlin.
        let change = at("2026-10-25T01:00:00Z");
        let clock = Offsets::new(
            at("2026-01-01T00:00:00Z"),
            at("2027-01-01T00:00:00Z"),
            7200,
            &[(change, 3600)],
        );
        let span = |last: &str| Some((at("2026-10-01T00:00:00Z"), at(last)));
        let before = hours(8, 18)
            .filter(&clock, span("2026-10-20T00:00:00Z"))
            .map(|filter| print(&filter));
        assert_eq!(
            before.as_deref(),
            Some("eventTime ~ / (00|01|02|03|04|05|16|17|18|19|20|21|22|23):/")
        );
        let both = hours(8, 18)
            .filter(&clock, span("2026-11-20T00:00:00Z"))
            .map(|filter| print(&filter))
            .expect("a filter");
        let (summer, winter) = both.split_once(" or ").expect("two periods");
        assert!(summer.contains("05|16") && winter.contains("06|17"), "{both}");
        assert!(both.contains("2026-10-25T01:00"), "{both}");
    }

    #[test]
    fn a_clock_of_half_hours_splits_hours_of_utc() {
        // As in Kolkata: work is from 02:30 to 12:30 UTC.
        let filter = hours(8, 18)
            .filter(&Offsets::fixed(19_800), None)
            .map(|filter| print(&filter))
            .expect("a filter");
        assert!(
            filter.contains("02:(0|1|2)") && filter.contains("12:(3|4|5)"),
            "{filter}"
        );
        assert_eq!(minutes(&(0..15).collect::<Vec<_>>()), "0|1[0-4]");
        assert_eq!(minutes(&(45..60).collect::<Vec<_>>()), "4[5-9]|5");
    }
}
