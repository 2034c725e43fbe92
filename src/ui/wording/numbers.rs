//! Numbers as people read them.

pub use crate::base::number::{count, counted};

use yew::AttrValue;

/// `812 B`, `1.4 KB`, `23 MB`.
pub fn bytes(number: u64) -> AttrValue {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    if number < 1000 {
        return format!("{number} B").into();
    }
    let mut scaled = number as f64 / 1000.0;
    let mut unit = 0;
    // 999.5 would be written as 1000 of the smaller unit.
    while scaled >= 999.5 && unit + 1 < UNITS.len() {
        scaled /= 1000.0;
        unit += 1;
    }
    let decimals = usize::from(scaled < 9.95);
    format!("{scaled:.decimals$} {}", UNITS[unit]).into()
}

/// `8 s`, `3 min`, `2 h`; never less than a second.
pub fn duration(millis: f64) -> String {
    let seconds = (millis / 1000.0).ceil().max(1.0);
    if seconds < 60.0 {
        format!("{seconds:.0} s")
    } else if seconds < 5400.0 {
        format!("{:.0} min", (seconds / 60.0).ceil())
    } else {
        format!("{:.0} h", (seconds / 3600.0).ceil())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_keep_two_digits() {
        let words = [0, 999, 1000, 1450, 9940, 23_400_000, 999_900].map(|size| bytes(size).to_string());
        assert_eq!(
            words,
            ["0 B", "999 B", "1.0 KB", "1.4 KB", "9.9 KB", "23 MB", "1.0 MB"]
        );
    }

    #[test]
    fn durations_are_rounded_up() {
        assert_eq!(
            [0.0, 900.0, 59_000.0, 61_000.0, 7_200_000.0].map(duration),
            ["1 s", "1 s", "59 s", "2 min", "2 h"]
        );
    }
}
