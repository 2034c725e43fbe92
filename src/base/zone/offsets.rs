//! By how much a zone's clocks are ahead of UTC, and when that changes: a table over a span of time.

use crate::base::EpochMillis;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Rules change with laws, but no zone has put its clocks forward and back again within less than two weeks since
/// 1970; looking once a week misses no change (Time Zone Database).
const LOOK_EVERY_MILLIS: i64 = 7 * 86_400_000;

/// A time on a zone's own clock: milliseconds since 1970-01-01T00:00:00 as that clock counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LocalMillis(pub i64);

/// By how many seconds a zone's clocks are ahead of UTC over a span of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offsets {
    pub(super) from: EpochMillis,
    pub(super) until: EpochMillis,
    pub(super) first: i32,
    /// When the clocks are changed, in order, and their offset from then on.
    pub(super) changes: Rc<[(EpochMillis, i32)]>,
}

/// When a clock shows a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Once, as nearly always.
    Once(EpochMillis),
    /// Twice: the clocks are put back over it.
    Twice(EpochMillis, EpochMillis),
    /// Never: the clocks are put forward over it at this moment.
    Never(EpochMillis),
}

impl Shown {
    /// The first moment at which the clock shows this time or a later one.
    pub fn earliest(self) -> EpochMillis {
        match self {
            Self::Once(moment) | Self::Twice(moment, _) | Self::Never(moment) => moment,
        }
    }

    /// The first moment from which on the clock shows this time or a later one for good.
    pub fn latest(self) -> EpochMillis {
        match self {
            Self::Once(moment) | Self::Twice(_, moment) | Self::Never(moment) => moment,
        }
    }
}

impl Default for Offsets {
    fn default() -> Self {
        Self::fixed(0)
    }
}

impl Offsets {
    /// The same offset at all times.
    pub fn fixed(seconds: i32) -> Self {
        Self {
            from: EpochMillis(i64::MIN),
            until: EpochMillis(i64::MAX),
            first: seconds,
            changes: Rc::new([]),
        }
    }

    /// A table that holds from `from` until before `until`: the offset at its beginning and each later change, in
    /// order.
    pub fn new(from: EpochMillis, until: EpochMillis, first: i32, changes: &[(EpochMillis, i32)]) -> Self {
        Self {
            from,
            until,
            first,
            changes: changes.into(),
        }
    }

    /// Finds the changes between two moments by asking for single offsets, in seconds: once a week, and by halving
    /// where two weeks differ, to the second.
    pub fn find(
        from: EpochMillis,
        until: EpochMillis,
        mut offset_at: impl FnMut(EpochMillis) -> i32,
    ) -> Self {
        let whole = |moment: EpochMillis| moment.0.div_euclid(1000) * 1000;
        let (from, until) = (whole(from), whole(until));
        let first = offset_at(EpochMillis(from));
        let (mut before, mut offset) = (from, first);
        let mut changes = Vec::new();
        while before < until {
            let after = before.saturating_add(LOOK_EVERY_MILLIS).min(until);
            let next = offset_at(EpochMillis(after));
            if next != offset {
                let (mut low, mut high) = (before / 1000, after / 1000);
                while high - low > 1 {
                    let middle = low + (high - low) / 2;
                    if offset_at(EpochMillis(middle * 1000)) == offset {
                        low = middle;
                    } else {
                        high = middle;
                    }
                }
                let at = EpochMillis(high * 1000);
                offset = offset_at(at);
                changes.push((at, offset));
                before = at.0;
            } else {
                before = after;
            }
        }
        Self::new(EpochMillis(from), EpochMillis(until), first, &changes)
    }

    /// The offsets that the clocks have from `first` to `last`, in seconds, each with when it begins; the first begins
    /// no later than `first`.
    pub fn periods(&self, first: EpochMillis, last: EpochMillis) -> Vec<(EpochMillis, i32)> {
        let before = self.changes.iter().rfind(|(at, _)| *at <= first);
        let mut periods = vec![before.copied().unwrap_or((self.from, self.first))];
        periods.extend(self.changes.iter().filter(|(at, _)| first < *at && *at <= last));
        periods
    }

    /// Whether the table holds from `first` to `last`.
    pub fn holds_over(&self, first: EpochMillis, last: EpochMillis) -> bool {
        self.from <= first && last < self.until
    }

    /// The offset at a moment, in seconds; none where the table does not reach.
    pub fn at(&self, moment: EpochMillis) -> Option<i32> {
        if !self.holds_over(moment, moment) {
            return None;
        }
        let place = self.changes.partition_point(|(change, _)| *change <= moment);
        Some(
            place
                .checked_sub(1)
                .map_or(self.first, |place| self.changes[place].1),
        )
    }

    /// What the clock shows at a moment; none where the table does not reach.
    pub fn local(&self, moment: EpochMillis) -> Option<LocalMillis> {
        let offset = self.at(moment)?;
        Some(LocalMillis(moment.0.saturating_add(i64::from(offset) * 1000)))
    }

    /// When the clock shows a time; none where the table does not reach.
    pub fn shown(&self, local: LocalMillis) -> Option<Shown> {
        let minus = |offset: i32| EpochMillis(local.0.saturating_sub(i64::from(offset) * 1000));
        let mut moments = self.spans().filter_map(|(begin, end, offset)| {
            let moment = minus(offset);
            (begin <= moment && moment < end).then_some(moment)
        });
        match (moments.next(), moments.last()) {
            (Some(first), Some(last)) => Some(Shown::Twice(first, last)),
            (Some(only), None) => Some(Shown::Once(only)),
            (None, _) => {
                let mut ends = self.spans().zip(self.spans().skip(1));
                let skips =
                    |((_, end, old), (_, _, new)): &(Span, Span)| minus(*old) >= *end && minus(*new) < *end;
                ends.find(skips).map(|((_, end, _), _)| Shown::Never(end))
            }
        }
    }

    /// The stretches with one offset each.
    fn spans(&self) -> impl Iterator<Item = Span> {
        let begins = [(self.from, self.first)]
            .into_iter()
            .chain(self.changes.iter().copied());
        let ends = self.changes.iter().map(|(end, _)| *end).chain([self.until]);
        begins
            .zip(ends)
            .map(|((begin, offset), end)| (begin, end, offset))
    }
}

/// Its first moment, the moment after it, and its offset in seconds.
type Span = (EpochMillis, EpochMillis, i32);
