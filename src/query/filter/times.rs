//! Tests of the time: as a number, and as the text that the table shows.

use super::{Op, scan, texts::Needle};
use crate::{
    base::{Bitset, EpochMillis, time::DAY_MILLIS},
    store::{
        Cell,
        times::{NO_MILLIS, NO_OFFSET, Times, TimesView},
    },
};

/// What the text of a time can be made of.
const TIME_CHARACTERS: &str = "0123456789-:. ";
/// The moments that are shown as a date; others are shown in words.
const DATED: std::ops::RangeInclusive<i64> = -377_705_116_800_000..=253_402_300_799_999;

/// Puts in the rows whose time passes.
pub(super) fn add_times(rows: &mut Bitset, times: &Times, op: &Op) {
    match op {
        Op::During(from, until) => add_during(rows, times, *from, *until),
        Op::Exists => add_during(rows, times, None, None),
        Op::OneOf(values) => {
            let has_text = values.iter().any(|value| value.as_text().is_some());
            let has_absent = values.contains(&Cell::Absent);
            if has_text {
                add_shown(rows, times, |shown| {
                    values.iter().any(|value| value.as_text() == Some(shown))
                });
            }
            if has_absent {
                add_missing(rows, times);
            }
        }
        Op::Contains(text) => {
            let needle = Needle::new(text);
            add_shown_of(rows, times, needle.folded(), |shown| {
                shown.contains(needle.folded())
            });
        }
        Op::Matches(pattern) => add_shown(rows, times, pattern.test()),
        Op::Compare(side, value) => add_shown(rows, times, |shown| side.has(shown, value)),
        // No time is an address.
        Op::InNetwork(_) => {}
        Op::StartsWith(start) => add_shown_of(rows, times, start, |shown| shown.starts_with(start)),
    }
}

fn add_during(rows: &mut Bitset, times: &Times, from: Option<EpochMillis>, until: Option<EpochMillis>) {
    for (view, words) in times.views().zip(scan::chunks_of(rows)) {
        match view {
            TimesView::Seconds { base, offsets } => {
                let offset = |time: EpochMillis| {
                    // Rounded up: a whole second is at or after a moment, or before it, as it is of the next second.
                    let seconds = time.0.div_euclid(1000) + i64::from(time.0.rem_euclid(1000) != 0);
                    seconds.saturating_sub(base).clamp(0, i64::from(NO_OFFSET)) as u32
                };
                let (first, end) = (from.map_or(0, offset), until.map_or(NO_OFFSET, offset));
                scan::add_values(words, offsets, |offset| offset >= first && offset < end);
            }
            TimesView::Millis(millis) => scan::add_values(words, millis, |millis| {
                millis != NO_MILLIS
                    && from.is_none_or(|from| from.0 <= millis)
                    && until.is_none_or(|until| millis < until.0)
            }),
        }
    }
}

fn add_missing(rows: &mut Bitset, times: &Times) {
    for (view, words) in times.views().zip(scan::chunks_of(rows)) {
        match view {
            TimesView::Seconds { offsets, .. } => {
                scan::add_values(words, offsets, |offset| offset == NO_OFFSET);
            }
            TimesView::Millis(millis) => scan::add_values(words, millis, |millis| millis == NO_MILLIS),
        }
    }
}

/// Like [`add_shown`], for a test that only texts with `part` in them pass: most parts are in no date.
fn add_shown_of(rows: &mut Bitset, times: &Times, part: &str, is_in: impl Fn(&str) -> bool) {
    if part.chars().all(|character| TIME_CHARACTERS.contains(character)) {
        add_shown(rows, times, is_in);
        return;
    }
    for (row, time) in (0..times.len()).filter_map(|row| times.get(row).map(|time| (row, time))) {
        if !DATED.contains(&time.0) && is_in(&time.to_cell()) {
            rows.set(row, true);
        }
    }
}

/// Puts in the rows whose time, as it is shown, passes.
fn add_shown(rows: &mut Bitset, times: &Times, is_in: impl Fn(&str) -> bool) {
    let mut shown = ShownTime::default();
    for (row, time) in (0..times.len()).filter_map(|row| times.get(row).map(|time| (row, time))) {
        if is_in(shown.write(time)) {
            rows.set(row, true);
        }
    }
}

/// Writes times as [`EpochMillis::to_cell`] does, the day only when it changes: rows that follow each other
/// are mostly of one day.
#[derive(Default)]
struct ShownTime {
    day: Option<i64>,
    text: String,
    date_len: usize,
}

impl ShownTime {
    fn write(&mut self, time: EpochMillis) -> &str {
        let day = time.0.div_euclid(DAY_MILLIS);
        if !DATED.contains(&time.0) {
            self.day = None;
            self.text = time.to_cell();
            return &self.text;
        }
        if self.day != Some(day) {
            self.day = Some(day);
            self.text = EpochMillis(day * DAY_MILLIS).to_day();
            self.date_len = self.text.len();
        }
        let millis = time.0.rem_euclid(DAY_MILLIS);
        let seconds = millis / 1000;
        self.text.truncate(self.date_len);
        for (before, number) in [
            (' ', seconds / 3600),
            (':', seconds / 60 % 60),
            (':', seconds % 60),
        ] {
            self.text.push(before);
            self.push_digit(number / 10);
            self.push_digit(number % 10);
        }
        if millis % 1000 != 0 {
            self.text.push('.');
            self.push_digit(millis / 100 % 10);
            self.push_digit(millis / 10 % 10);
            self.push_digit(millis % 10);
        }
        &self.text
    }

    fn push_digit(&mut self, digit: i64) {
        self.text.push(char::from(b'0' + digit as u8));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn times_are_written_as_the_table_shows_them(times in prop::collection::vec(prop_oneof![
            any::<i64>(), DATED, 0..2 * DAY_MILLIS, (0..4_000_000_000i64).prop_map(|seconds| seconds * 1000),
        ], 1..20)) {
            let mut shown = ShownTime::default();
            for time in times.into_iter().map(EpochMillis) {
                let text = time.to_cell();
                prop_assert_eq!(shown.write(time), &text);
                let is_plain = text.chars().all(|character| TIME_CHARACTERS.contains(character));
                prop_assert_eq!(is_plain, DATED.contains(&time.0));
            }
        }
    }
}
