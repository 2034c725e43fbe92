//! Lengths of time as people type them: `36 h`, `7 days`.

/// Milliseconds of a length: a whole number and a unit from minutes to weeks. A day is 24 hours. `None` for anything
/// else, and for nothing.
pub fn parse_length(text: &str) -> Option<i64> {
    const MINUTE: i64 = 60_000;
    let text = text.trim();
    let text = text.strip_prefix("last ").unwrap_or(text);
    let end = text
        .find(|sign: char| !sign.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let millis = match unit.trim() {
        "m" | "min" | "minute" | "minutes" => MINUTE,
        "h" | "hour" | "hours" => 60 * MINUTE,
        "d" | "day" | "days" => 1440 * MINUTE,
        "w" | "week" | "weeks" => 7 * 1440 * MINUTE,
        _ => return None,
    };
    let length = number.parse::<i64>().ok()?.checked_mul(millis)?;
    (length > 0).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_a_unit_are_lengths() {
        for (text, hours) in [
            ("24 h", 24),
            ("36h", 36),
            ("7 days", 168),
            ("last 2 weeks", 336),
            (" 120 min ", 2),
        ] {
            assert_eq!(parse_length(text), Some(hours * 3_600_000), "{text}");
        }
        for text in [
            "",
            "7",
            "h",
            "0 h",
            "-1 h",
            "1.5 h",
            "7 months",
            "99999999999999999 d",
        ] {
            assert_eq!(parse_length(text), None, "{text}");
        }
    }
}
