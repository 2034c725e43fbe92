//! Points in time: milliseconds since 1970-01-01T00:00:00Z.

use serde::{Deserialize, Serialize};
use time::{Date, Month, OffsetDateTime, format_description::well_known::Rfc3339};

/// A point in time in UTC, in milliseconds since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EpochMillis(pub i64);

/// Milliseconds in one day.
pub const DAY_MILLIS: i64 = 86_400_000;

impl EpochMillis {
    /// Reads a time in the forms in which CloudTrail's events travel: `2026-10-01T00:00:00Z` as CloudTrail writes
    /// it, any RFC 3339 time, `2026-10-01 00:00:00[.000][ UTC]` of query results, which is UTC, and seconds or
    /// milliseconds since 1970 as a number. Returns `None` for anything else; a leap second counts as the second
    /// before it.
    pub fn parse(text: &str) -> Option<Self> {
        parse_delivered_form(text.as_bytes())
            .or_else(|| parse_rfc3339(text))
            .or_else(|| parse_without_zone(text))
            .or_else(|| parse_number(text))
    }

    /// RFC 3339 in UTC; milliseconds only when there are any.
    pub fn to_rfc3339(self) -> String {
        let (date, clock) = self.date_and_clock();
        format!("{date}T{clock}Z")
    }

    /// `2026-10-01 00:00:00`, UTC, for a table cell under a header that names the zone.
    pub fn to_cell(self) -> String {
        let (date, clock) = self.date_and_clock();
        format!("{date} {clock}")
    }

    /// `2026-10-01`, the UTC day.
    pub fn to_day(self) -> String {
        self.date_and_clock().0
    }

    fn date_and_clock(self) -> (String, String) {
        let Ok(moment) = OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000)) else {
            return ("out of range".to_owned(), self.0.to_string());
        };
        let millis = self.0.rem_euclid(1000);
        let fraction = if millis == 0 {
            String::new()
        } else {
            format!(".{millis:03}")
        };
        let (year, month, day) = moment.to_calendar_date();
        let (hour, minute, second) = moment.to_hms();
        (
            format!("{year:04}-{:02}-{day:02}", u8::from(month)),
            format!("{hour:02}:{minute:02}:{second:02}{fraction}"),
        )
    }
}

/// Exactly `YYYY-MM-DDTHH:MM:SSZ`: every `eventTime` that CloudTrail itself delivers.
fn parse_delivered_form(text: &[u8]) -> Option<EpochMillis> {
    let &[
        a,
        b,
        c,
        d,
        b'-',
        e,
        f,
        b'-',
        g,
        h,
        b'T',
        i,
        j,
        b':',
        k,
        l,
        b':',
        m,
        n,
        b'Z',
    ] = text
    else {
        return None;
    };
    let two = |high: u8, low: u8| -> Option<u8> {
        (high.is_ascii_digit() && low.is_ascii_digit()).then(|| (high - b'0') * 10 + low - b'0')
    };
    let year = i32::from(two(a, b)?) * 100 + i32::from(two(c, d)?);
    let date = Date::from_calendar_date(year, Month::try_from(two(e, f)?).ok()?, two(g, h)?).ok()?;
    let (hour, minute, second) = (two(i, j)?, two(k, l)?, two(m, n)?);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    const EPOCH_JULIAN_DAY: i64 = 2_440_588;
    let days = i64::from(date.to_julian_day()) - EPOCH_JULIAN_DAY;
    let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second.min(59));
    Some(EpochMillis(days * DAY_MILLIS + seconds * 1000))
}

fn parse_rfc3339(text: &str) -> Option<EpochMillis> {
    let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    i64::try_from(moment.unix_timestamp_nanos().div_euclid(1_000_000))
        .ok()
        .map(EpochMillis)
}

/// `YYYY-MM-DD HH:MM:SS` with or without a fraction and ` UTC`.
fn parse_without_zone(text: &str) -> Option<EpochMillis> {
    let text = text.strip_suffix(" UTC").unwrap_or(text);
    let (day, clock) = text.split_at_checked(10)?;
    let clock = clock.strip_prefix(' ')?;
    parse_rfc3339(&format!("{day}T{clock}Z"))
}

/// Seconds of 9 or 10 digits, also with a fraction, or milliseconds of 12 or 13: 1973 to 2286. A shorter number is
/// more likely a year.
fn parse_number(text: &str) -> Option<EpochMillis> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        9 | 10 => {
            let digit =
                |index: usize| i64::from(fraction.as_bytes().get(index).map_or(0, |byte| byte - b'0'));
            Some(EpochMillis(
                number * 1000 + digit(0) * 100 + digit(1) * 10 + digit(2),
            ))
        }
        12 | 13 => Some(EpochMillis(number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_delivered_form_and_writes_it_back() {
        for text in [
            "1970-01-01T00:00:00Z",
            "2026-02-28T23:59:59Z",
            "2024-02-29T12:00:01Z",
            "9999-12-31T23:59:59Z",
        ] {
            assert_eq!(EpochMillis::parse(text).expect(text).to_rfc3339(), text);
        }
        assert_eq!(
            EpochMillis::parse("1970-01-02T00:00:00Z"),
            Some(EpochMillis(DAY_MILLIS))
        );
    }

    #[test]
    fn reads_offsets_fractions_and_leap_seconds() {
        assert_eq!(
            EpochMillis::parse("2026-10-01T02:00:00+02:00"),
            EpochMillis::parse("2026-10-01T00:00:00Z")
        );
        assert_eq!(
            EpochMillis::parse("1970-01-01T00:00:00.250Z"),
            Some(EpochMillis(250))
        );
        assert_eq!(
            EpochMillis::parse("2016-12-31T23:59:60Z"),
            EpochMillis::parse("2016-12-31T23:59:59Z")
        );
    }

    #[test]
    fn reads_the_forms_of_query_results_and_numbers() {
        let moment = EpochMillis::parse("2026-08-01T09:00:00Z");
        assert_eq!(moment, Some(EpochMillis(1_785_574_800_000)));
        for text in [
            "2026-08-01 09:00:00",
            "2026-08-01 09:00:00.000",
            "2026-08-01 09:00:00.000 UTC",
            "2026-08-01 09:00:00Z",
            "2026-08-01 11:00:00+02:00",
            "1785574800",
            "1785574800.0",
            "1785574800000",
        ] {
            assert_eq!(EpochMillis::parse(text), moment, "{text}");
        }
        let with_fraction = Some(EpochMillis(1_785_574_800_125));
        for text in ["2026-08-01 09:00:00.125", "1785574800.125", "1785574800.1259"] {
            assert_eq!(EpochMillis::parse(text), with_fraction, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_time() {
        for text in [
            "2026",
            "20260801",
            "111122223333444",
            "1785574800.",
            "-1785574800",
            "1.7855748E9",
            "2026-08-01",
            "2026-08-01 09:00",
            "2026-08-01  09:00:00",
            "01/08/2026 09:00:00",
            "2026-08-01 09:00:00 CET",
            "",
            "yesterday",
            "2026-13-01T00:00:00Z",
            "2026-02-30T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T0\u{e9}:00:0Z",
        ] {
            assert_eq!(EpochMillis::parse(text), None, "{text}");
        }
    }

    #[test]
    fn times_before_the_epoch_keep_their_milliseconds() {
        assert_eq!(EpochMillis(-1).to_rfc3339(), "1969-12-31T23:59:59.999Z");
    }
}
