//! Times as people type them: a day, a minute, a second, or RFC 3339; UTC unless they say otherwise.

use crate::base::{EpochMillis, time::DAY_MILLIS};

/// Which end of a range is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// The beginning: `2026-10-01` means its first moment.
    From,
    /// The end: `2026-10-01` means that whole day, so the range ends with the next day's first moment.
    Until,
}

/// Reads what was typed. Empty text is no limit (`Ok(None)`); text that is no time is an error.
pub fn parse_time_input(text: &str, edge: Edge) -> Result<Option<EpochMillis>, NotATime> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (moment, grain) = parse_with_grain(text).ok_or(NotATime)?;
    Ok(Some(match edge {
        Edge::From => moment,
        Edge::Until => EpochMillis(moment.0.saturating_add(grain)),
    }))
}

/// Writes a limit so that reading it again gives the same: the end of a range as its last second.
pub fn write_time_input(limit: Option<EpochMillis>, edge: Edge) -> String {
    let Some(moment) = limit else {
        return String::new();
    };
    match edge {
        Edge::From => moment.to_cell(),
        Edge::Until if moment.0 % 1000 == 0 => EpochMillis(moment.0 - 1000).to_cell(),
        // Without its zeros a whole second would be read as lasting until the next one.
        Edge::Until if moment.0 % 1000 == 1 => format!("{}.000", EpochMillis(moment.0 - 1).to_cell()),
        Edge::Until => EpochMillis(moment.0 - 1).to_cell(),
    }
}

/// What was typed is no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATime;

/// The moment and the length of what was named: a day, a minute, a second or a millisecond.
fn parse_with_grain(text: &str) -> Option<(EpochMillis, i64)> {
    let text = text.replacen(' ', "T", 1);
    let bare = text.trim_end_matches(['Z', 'z']);
    let (completed, grain) = match bare.len() {
        10 => (format!("{bare}T00:00:00Z"), DAY_MILLIS),
        16 => (format!("{bare}:00Z"), 60_000),
        19 => (format!("{bare}Z"), 1000),
        _ if bare.contains('.') && !has_offset(bare) => (format!("{bare}Z"), 1),
        _ => (text.clone(), if text.contains('.') { 1 } else { 1000 }),
    };
    EpochMillis::parse(&completed).map(|moment| (moment, grain))
}

fn has_offset(text: &str) -> bool {
    text.get(19..).is_some_and(|tail| tail.contains(['+', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;

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
                    parse_time_input(&write_time_input(limit, edge), edge),
                    Ok(limit),
                    "{millis} {edge:?}"
                );
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
