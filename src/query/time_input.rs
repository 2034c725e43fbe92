//! Times as people type them: a day, a minute, a second, or RFC 3339; on a zone's clock unless they say otherwise.

use crate::base::{
    EpochMillis, Zone,
    time::DAY_MILLIS,
    zone::{LocalMillis, Offsets, Shown, offset_text},
};

/// Which end of a range is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The beginning: `2026-10-01` means its first moment.
    From,
    /// The end: `2026-10-01` means that whole day, so the range ends with the next day's first moment.
    Until,
}

/// What was typed, as a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The limit of the range: half-open, so that of its end the moment after it.
    pub limit: EpochMillis,
    /// How the zone's clock shows what was typed; none when it names its offset.
    pub clock: Option<Clock>,
}

/// How a zone's clock shows a typed time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Once.
    Once,
    /// Twice: a range that begins there begins with the first, one that ends there ends with the second.
    Twice,
    /// Never: the range begins or ends where the clocks are put forward.
    Never,
    /// The zone's offsets are not known so far from the data: taken as UTC.
    Unknown,
}

/// Reads what was typed as a time in UTC. Empty text is no limit (`Ok(None)`); text that is no time is an error.
pub fn parse_time_input(text: &str, edge: Edge) -> Result<Option<EpochMillis>, NotATime> {
    read_time_input(text, edge, &Offsets::default()).map(|typed| typed.map(|typed| typed.limit))
}

/// The same on the clock of a zone with these offsets, unless the text names its own: `Z`, `UTC` or `+05:45`.
pub fn read_time_input(text: &str, edge: Edge, offsets: &Offsets) -> Result<Option<Typed>, NotATime> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (bare, offset) = split_offset(text);
    let (moment, grain) = parse_with_grain(bare).ok_or(NotATime)?;
    let last = LocalMillis(moment.0.saturating_add(grain - 1));
    if let Some(seconds) = offset {
        let utc = |local: i64| EpochMillis(local.saturating_sub(seconds * 1000));
        let limit = match edge {
            Edge::From => utc(moment.0),
            Edge::Until => utc(last.0.saturating_add(1)),
        };
        return Ok(Some(Typed { limit, clock: None }));
    }
    let shown = offsets.shown(match edge {
        Edge::From => LocalMillis(moment.0),
        Edge::Until => last,
    });
    let after = |moment: EpochMillis| EpochMillis(moment.0.saturating_add(1));
    let limit = match (shown, edge) {
        (Some(shown), Edge::From) => shown.earliest(),
        (Some(Shown::Never(moment)), Edge::Until) => moment,
        (Some(shown), Edge::Until) => after(shown.latest()),
        (None, Edge::From) => moment,
        (None, Edge::Until) => after(EpochMillis(last.0)),
    };
    let clock = match shown {
        Some(Shown::Once(_)) => Clock::Once,
        Some(Shown::Twice(..)) => Clock::Twice,
        Some(Shown::Never(_)) => Clock::Never,
        None => Clock::Unknown,
    };
    Ok(Some(Typed {
        limit,
        clock: Some(clock),
    }))
}

/// Writes a limit on a zone's clock so that reading it again gives the same: the end of a range as its last second,
/// and with the offset where the clock alone does not say which.
pub fn write_time_input(limit: Option<EpochMillis>, edge: Edge, zone: &Zone) -> String {
    let Some(moment) = limit else {
        return String::new();
    };
    match edge {
        Edge::From => write(moment, false, zone),
        Edge::Until if moment.0 % 1000 == 0 => write(EpochMillis(moment.0 - 1000), false, zone),
        // Without its zeros a whole second would be read as lasting until the next one.
        Edge::Until => write(EpochMillis(moment.0 - 1), moment.0 % 1000 == 1, zone),
    }
}

fn write(moment: EpochMillis, with_zeros: bool, zone: &Zone) -> String {
    let local = zone.offsets.local(moment);
    let shown = local.and_then(|local| zone.offsets.shown(local));
    let text = zone.local(moment).to_cell() + if with_zeros { ".000" } else { "" };
    match (shown, zone.offsets.at(moment)) {
        (Some(Shown::Once(_)), _) => text,
        (_, Some(offset)) => format!("{text} {}", offset_text(offset)),
        (_, None) => text + "Z",
    }
}

/// What was typed is no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATime;

/// The text without its offset, and the offset in seconds.
fn split_offset(text: &str) -> (&str, Option<i64>) {
    for suffix in ["UTC", "Z", "z"] {
        if let Some(bare) = text.strip_suffix(suffix) {
            return (bare.trim_end(), Some(0));
        }
    }
    let tail = text.len().checked_sub(6).and_then(|at| text.get(at..));
    let Some(&[sign @ (b'+' | b'-'), a, b, b':', c, d]) = tail.map(str::as_bytes) else {
        return (text, None);
    };
    let digits = [a, b, c, d].map(|digit| i64::from(digit.wrapping_sub(b'0')));
    if digits.iter().any(|digit| *digit > 9) || digits[2] > 5 {
        return (text, None);
    }
    let seconds = (digits[0] * 10 + digits[1]) * 3600 + (digits[2] * 10 + digits[3]) * 60;
    let seconds = if sign == b'-' { -seconds } else { seconds };
    (text[..text.len() - 6].trim_end(), Some(seconds))
}

/// The moment and the length of what was named: a day, a minute, a second or a millisecond.
fn parse_with_grain(bare: &str) -> Option<(EpochMillis, i64)> {
    let bare = bare.replacen(' ', "T", 1);
    let (completed, grain) = match bare.len() {
        10 => (format!("{bare}T00:00:00Z"), DAY_MILLIS),
        16 => (format!("{bare}:00Z"), 60_000),
        19 => (format!("{bare}Z"), 1000),
        _ if bare.contains('.') => (format!("{bare}Z"), 1),
        _ => return None,
    };
    EpochMillis::parse(&completed).map(|moment| (moment, grain))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ZoneChoice;
    use proptest::prelude::*;

    fn parsed(text: &str, edge: Edge) -> Option<String> {
        parse_time_input(text, edge)
            .expect(text)
            .map(EpochMillis::to_rfc3339)
    }

    #[test]
    fn a_day_means_the_whole_day() {
        assert_eq!(
            parsed("2026-10-01", Edge::From).as_deref(),
            Some("2026-10-01T00:00:00Z")
        );
        assert_eq!(
            parsed("2026-10-01", Edge::Until).as_deref(),
            Some("2026-10-02T00:00:00Z")
        );
    }

    #[test]
    fn minutes_seconds_and_offsets_are_read() {
        assert_eq!(
            parsed(" 2026-10-01 08:30 ", Edge::From).as_deref(),
            Some("2026-10-01T08:30:00Z")
        );
        assert_eq!(
            parsed("2026-10-01T08:30", Edge::Until).as_deref(),
            Some("2026-10-01T08:31:00Z")
        );
        assert_eq!(
            parsed("2026-10-01 08:30:05Z", Edge::Until).as_deref(),
            Some("2026-10-01T08:30:06Z")
        );
        assert_eq!(
            parsed("2026-10-01T02:00:00+02:00", Edge::From).as_deref(),
            Some("2026-10-01T00:00:00Z")
        );
    }

    #[test]
    fn a_written_limit_is_read_as_the_same() {
        for millis in [0, 1000, 1_790_000_000_000, 1_790_000_000_250, 1_790_000_000_001] {
            for edge in [Edge::From, Edge::Until] {
                let limit = Some(EpochMillis(millis));
                assert_eq!(
                    parse_time_input(&write_time_input(limit, edge, &Zone::default()), edge),
                    Ok(limit),
                    "{millis} {edge:?}"
                );
            }
        }
    }

    fn zone(first: i32, changes: &[(&str, i32)]) -> Zone {
        let at = |text: &str| EpochMillis::parse(text).expect(text);
        let changes: Vec<_> = changes
            .iter()
            .map(|(moment, offset)| (at(moment), offset * 3600))
            .collect();
        let (from, until) = (at("2011-01-01T00:00:00Z"), at("2028-01-01T00:00:00Z"));
        Zone {
            choice: ZoneChoice::Browser,
            name: "".into(),
            offsets: Offsets::new(from, until, first * 3600, &changes),
        }
    }

    fn new_york() -> Zone {
        zone(-5, &[("2026-03-08T07:00:00Z", -4), ("2026-11-01T06:00:00Z", -5)])
    }

    fn apia() -> Zone {
        zone(-10, &[("2011-12-30T10:00:00Z", 14)])
    }

    #[test]
    fn a_time_is_read_on_the_clock_of_the_zone_unless_it_names_its_offset() {
        use Clock::{Never, Once, Twice, Unknown};
        for (text, from, until, clock) in [
            (
                "2026-07-01",
                "2026-07-01T04:00:00Z",
                "2026-07-02T04:00:00Z",
                Some(Once),
            ),
            // Days of 23 and of 25 hours.
            (
                "2026-03-08",
                "2026-03-08T05:00:00Z",
                "2026-03-09T04:00:00Z",
                Some(Once),
            ),
            (
                "2026-11-01",
                "2026-11-01T04:00:00Z",
                "2026-11-02T05:00:00Z",
                Some(Once),
            ),
            (
                "2026-03-08 02:30",
                "2026-03-08T07:00:00Z",
                "2026-03-08T07:00:00Z",
                Some(Never),
            ),
            (
                "2026-03-08 03:00",
                "2026-03-08T07:00:00Z",
                "2026-03-08T07:01:00Z",
                Some(Once),
            ),
            (
                "2026-11-01 01:30",
                "2026-11-01T05:30:00Z",
                "2026-11-01T06:31:00Z",
                Some(Twice),
            ),
            (
                "2026-11-01 00:59",
                "2026-11-01T04:59:00Z",
                "2026-11-01T05:00:00Z",
                Some(Once),
            ),
            (
                "2026-11-01 01:30 -05:00",
                "2026-11-01T06:30:00Z",
                "2026-11-01T06:31:00Z",
                None,
            ),
            (
                "2026-11-01T01:30:00+05:45",
                "2026-10-31T19:45:00Z",
                "2026-10-31T19:45:01Z",
                None,
            ),
            (
                "2026-07-01 12:00Z",
                "2026-07-01T12:00:00Z",
                "2026-07-01T12:01:00Z",
                None,
            ),
            (
                "2026-07-01 12:00 UTC",
                "2026-07-01T12:00:00Z",
                "2026-07-01T12:01:00Z",
                None,
            ),
            (
                "2030-07-01 12:00",
                "2030-07-01T12:00:00Z",
                "2030-07-01T12:01:00Z",
                Some(Unknown),
            ),
        ] {
            let read = |edge| {
                let typed = read_time_input(text, edge, &new_york().offsets)
                    .expect(text)
                    .expect(text);
                assert_eq!(typed.clock, clock, "{text}");
                typed.limit.to_rfc3339()
            };
            assert_eq!((&*read(Edge::From), &*read(Edge::Until)), (from, until), "{text}");
        }
    }

    #[test]
    fn a_day_that_a_zone_left_out_is_empty() {
        let read = |edge| read_time_input("2011-12-30", edge, &apia().offsets);
        let limit = EpochMillis::parse("2011-12-30T10:00:00Z").expect("a time");
        let left_out = Ok(Some(Typed {
            limit,
            clock: Some(Clock::Never),
        }));
        assert_eq!((read(Edge::From), read(Edge::Until)), (left_out, left_out));
    }

    proptest! {
        #[test]
        fn a_limit_written_in_a_zone_is_read_as_the_same(near in -10_000i64..10_000, millis in prop_oneof![Just(0), Just(1), 0..1000i64]) {
            for zone in [new_york(), apia(), zone(2, &[]), Zone::default()] {
                let instants = ["2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z", "2011-12-30T10:00:00Z", "2040-01-01T00:00:00Z"];
                for instant in instants {
                    let limit = EpochMillis(EpochMillis::parse(instant).expect(instant).0 + near * 1000 + millis);
                    for edge in [Edge::From, Edge::Until] {
                        let text = write_time_input(Some(limit), edge, &zone);
                        let read = read_time_input(&text, edge, &zone.offsets).map(|typed| typed.map(|typed| typed.limit));
                        prop_assert_eq!(read, Ok(Some(limit)), "{}", text);
                    }
                }
            }
        }
    }

    #[test]
    fn empty_is_no_limit_and_nonsense_is_an_error() {
        assert_eq!(parse_time_input("  ", Edge::From), Ok(None));
        for text in [
            "yesterday",
            "2026-13-01",
            "2026-10-01T25:00",
            "10/01/2026",
            "2026\u{e9}10-01",
        ] {
            assert_eq!(parse_time_input(text, Edge::From), Err(NotATime), "{text}");
        }
    }
}
