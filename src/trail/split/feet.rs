//! Finds the next record behind damage.

use super::{Found, Splitter, State};
use crate::{
    source::Window,
    trail::{json::is_json, scan::Scan},
};

/// Bytes that may be spent on trying places after damage, in one file.
pub(super) const BUDGET: usize = 256 << 20;

/// A record tried after damage may be this long: twice what CloudTrail ever writes.
const MAX_TRIED_BYTES: usize = 2 << 20;

/// How far one looks back from a brace: room for a quote, a colon and some white space.
const LOOK_BACK: u64 = 16;

/// What tells that skipped text was a record.
const SOURCE_KEY: &[u8] = b"\"eventSource\"";

/// The next record is being looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lost {
    /// What lies before is not looked at.
    from: u64,
    next_try: u64,
    /// Look only before this offset; without success, go on there.
    until: Option<u64>,
    damage: Damage,
    /// How far the skipped text was searched for [`SOURCE_KEY`], of which each record has one.
    searched_to: u64,
    num_sources: u64,
}

/// What is to be said once it is known what was skipped.
#[derive(Clone, Copy, Debug)]
pub(super) enum Damage {
    /// It was said already.
    Said,
    /// Text that JSON does not have here. Whether a record was lost depends on what it says.
    Text(u64),
    /// A record that ends before its time begins here.
    Record(u64),
    /// An object that begins here has no end. Whether it is cut or damaged depends on whether a record follows.
    Unfinished(u64),
}

impl Lost {
    /// Looks from `from` on, to the end of the content.
    pub(super) fn new(from: u64, damage: Damage) -> Self {
        Self {
            from,
            next_try: from,
            until: None,
            damage,
            searched_to: from,
            num_sources: 0,
        }
    }

    /// Looks between `from` and `until` only.
    pub(super) fn within(from: u64, until: u64) -> Self {
        Self {
            until: Some(until),
            ..Self::new(from, Damage::Said)
        }
    }

    /// What lies before this offset is not needed any more.
    pub(super) fn keep_from(&self) -> u64 {
        self.next_try.saturating_sub(LOOK_BACK).max(self.from)
    }

    /// Takes note of the text that is skipped before `next_try`.
    fn search(&mut self, window: &Window) {
        let overlap = SOURCE_KEY.len() as u64 - 1;
        let start = self
            .searched_to
            .saturating_sub(overlap)
            .max(self.from)
            .max(window.base());
        let len = usize::try_from(self.next_try.saturating_sub(start)).unwrap_or(usize::MAX);
        let bytes = window.bytes_from(start);
        let skipped = &bytes[..len.min(bytes.len())];
        self.num_sources += memchr::memmem::find_iter(skipped, SOURCE_KEY).count() as u64;
        self.searched_to = self.next_try;
    }

    /// Whether the brace at `next_try` cannot begin a record: it is the value of a key, or stands in the midst of an
    /// object where no comma, bracket or space comes before.
    fn is_within_record(&self, window: &Window) -> bool {
        let start = self.keep_from().max(window.base());
        let before = &window.bytes_from(start)[..(self.next_try - start) as usize];
        let places: &[u8] = match (self.until, self.damage) {
            (Some(_), _) => b",[ \n\r\t",
            (None, Damage::Record(_)) => b",[ \n\r\t}",
            _ => &[],
        };
        let is_odd_place = !places.is_empty() && !before.last().is_none_or(|byte| places.contains(byte));
        // A line of its own is never the value of a key.
        let spaces = before
            .iter()
            .rev()
            .take_while(|&&byte| byte == b' ' || byte == b'\t')
            .count();
        is_odd_place || before[..before.len() - spaces].ends_with(b"\":")
    }
}

enum Attempt {
    Record,
    No,
    /// More of the content is needed to tell.
    Unknown,
    OverBudget,
}

impl Splitter {
    /// Tries each place where a record could begin, until one is whole and names its source.
    pub(super) fn find_feet(&mut self, window: &Window, is_end: bool) -> Option<Found> {
        let mut lost = self.lost?;
        loop {
            let bytes = window.bytes_from(lost.next_try);
            let end = lost.until.unwrap_or(u64::MAX);
            let Some(step) = memchr::memchr(b'{', bytes).filter(|&step| lost.next_try + (step as u64) < end)
            else {
                return self.no_feet(lost, window, is_end);
            };
            lost.next_try += step as u64;
            let attempt = if lost.is_within_record(window) {
                Attempt::No
            } else {
                self.attempt(&bytes[step..], is_end)
            };
            match attempt {
                Attempt::Record => return self.stand_at(lost, window),
                Attempt::No => lost.next_try += 1,
                Attempt::Unknown => {
                    lost.search(window);
                    self.lost = Some(lost);
                    return Some(Found::NeedMore);
                }
                Attempt::OverBudget => {
                    self.has_given_up = true;
                    let at = match lost.damage {
                        Damage::Said => lost.next_try,
                        Damage::Text(at) | Damage::Record(at) | Damage::Unfinished(at) => at,
                    };
                    return Some(Found::GaveUp { at });
                }
            }
        }
    }

    /// Whether `bytes` begin with a whole record: well-formed, and with its source.
    fn attempt(&mut self, bytes: &[u8], is_end: bool) -> Attempt {
        match bytes[1..].iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'"') => {}
            None if !is_end && bytes.len() < 64 => return Attempt::Unknown,
            _ => return Attempt::No,
        }
        let mut scan = Scan::default();
        let mut end = None;
        let limit = bytes.len().min(MAX_TRIED_BYTES);
        while end.is_none() && !scan.is_suspect() && scan.scanned() < limit {
            end = scan.step(&bytes[..limit.min(scan.scanned() + 4096)]);
        }
        self.budget = self.budget.saturating_sub(scan.scanned());
        match end {
            _ if self.budget == 0 => Attempt::OverBudget,
            _ if scan.is_suspect() => Attempt::No,
            Some(len) if scan.has_source() && is_json(&bytes[..len]) => Attempt::Record,
            None if !is_end && limit < MAX_TRIED_BYTES => Attempt::Unknown,
            _ => Attempt::No,
        }
    }

    /// Reading goes on at a record, in the list that was being read if one was.
    fn stand_at(&mut self, mut lost: Lost, window: &Window) -> Option<Found> {
        lost.search(window);
        self.lost = None;
        self.at = lost.next_try;
        self.object = self.object.filter(|object| object.has_list);
        if !matches!(self.state, State::List(_)) {
            self.state = State::Top;
            self.object = None;
        }
        self.begin_elements();
        match lost.damage {
            Damage::Said => None,
            Damage::Text(at) => Some(Found::Damaged {
                at,
                num_records: lost.num_sources,
            }),
            Damage::Record(at) | Damage::Unfinished(at) => Some(Found::Damaged {
                at,
                num_records: lost.num_sources.max(1),
            }),
        }
    }

    /// No record begins in what the window holds.
    fn no_feet(&mut self, mut lost: Lost, window: &Window, is_end: bool) -> Option<Found> {
        if let Some(until) = lost.until.filter(|&until| is_end || until <= window.end()) {
            self.lost = None;
            self.at = until;
            self.is_doubtful = true;
            return None;
        }
        lost.next_try = window.end();
        lost.search(window);
        if !is_end {
            self.lost = Some(lost);
            return Some(Found::NeedMore);
        }
        self.lost = None;
        self.object = None;
        self.at = window.end();
        let was_between_values = self.has_met_value && self.state == State::Top;
        self.state = State::Top;
        Some(match lost.damage {
            Damage::Said => Found::End { is_open: false },
            Damage::Text(at) if was_between_values && lost.num_sources == 0 => Found::TextBehind { at },
            // Text that never comes to a record is no record, whatever it mentions.
            Damage::Text(at) => {
                let num_records = if self.has_met_value { lost.num_sources } else { 0 };
                Found::Damaged { at, num_records }
            }
            Damage::Record(at) => Found::Damaged {
                at,
                num_records: lost.num_sources.max(1),
            },
            Damage::Unfinished(at) => Found::Cut { at },
        })
    }
}
