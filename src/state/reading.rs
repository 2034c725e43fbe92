//! How far reading is, and how long it will still take.

use super::{AppState, Effect, NoticeKind, Phase};
use crate::protocol::engine::{StopCause, ToEngine};

/// Progress of the files handed over since the page last had nothing to read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reading {
    /// Bytes to read, of files as dropped.
    pub bytes_total: u64,
    /// Bytes read.
    pub bytes_done: u64,
    /// The browser is still listing what was dropped.
    pub is_listing: bool,
    /// The readers are through with what they have.
    pub is_drained: bool,
    pace: Pace,
}

/// Bytes a millisecond, smoothed over samples of at least [`SAMPLE_MILLIS`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Pace {
    sample_began: Option<f64>,
    sample_bytes: u64,
    bytes_per_milli: Option<f64>,
}

/// Readers report on their own, up to ten times a second each: shorter samples would jump about.
const SAMPLE_MILLIS: f64 = 400.0;
/// The share of the newest sample: about five samples, two seconds, until an old pace is forgotten.
const NEWEST_SHARE: f64 = 0.3;

impl Reading {
    /// Nothing of `bytes_total` is read yet.
    pub fn of(bytes_total: u64) -> Self {
        Self {
            bytes_total,
            ..Self::default()
        }
    }

    /// Takes in a report of the readers.
    pub fn advance(&mut self, bytes: u64, now_millis: f64) {
        self.bytes_done += bytes;
        self.pace.note(bytes, now_millis);
    }

    /// The part done, from 0 to 1. A file that is read twice never makes it more than 1.
    pub fn fraction(&self) -> f64 {
        if self.bytes_total == 0 {
            return 0.0;
        }
        (self.bytes_done as f64 / self.bytes_total as f64).min(1.0)
    }

    /// Milliseconds left at the present pace; unknown at first, and while files are still being listed.
    pub fn millis_left(&self) -> Option<f64> {
        let pace = self.pace.bytes_per_milli.filter(|pace| *pace > 0.0)?;
        let bytes_left = self.bytes_total.saturating_sub(self.bytes_done);
        (!self.is_listing).then_some(bytes_left as f64 / pace)
    }

    /// Everything is listed and read.
    pub fn is_over(&self) -> bool {
        self.is_drained && !self.is_listing
    }
}

impl Pace {
    fn note(&mut self, bytes: u64, now_millis: f64) {
        // The first report has no known beginning: its bytes say nothing about the pace.
        let Some(began) = self.sample_began else {
            self.sample_began = Some(now_millis);
            return;
        };
        self.sample_bytes += bytes;
        let millis = now_millis - began;
        if millis < SAMPLE_MILLIS {
            return;
        }
        let newest = self.sample_bytes as f64 / millis;
        let smoothed = self
            .bytes_per_milli
            .map_or(newest, |old| old + NEWEST_SHARE * (newest - old));
        *self = Self {
            sample_began: Some(now_millis),
            sample_bytes: 0,
            bytes_per_milli: Some(smoothed),
        };
    }
}

/// Ends reading; what was read is kept.
pub(super) fn stop(state: &mut AppState, cause: StopCause, effects: &mut Vec<Effect>) {
    let Phase::Reading(reading) = state.phase else {
        return;
    };
    state.phase = Phase::Ready;
    state.is_listing_stopped = reading.is_listing;
    notify_stop(state, cause);
    effects.push(Effect::StopReading);
    effects.push(Effect::TellEngine(ToEngine::Stopped(cause)));
}

/// Says why reading ended early.
pub(super) fn notify_stop(state: &mut AppState, cause: StopCause) {
    let num_files = state.ledger.files.seen.max(state.shelf.num_files() as u64);
    let num_done = state.num_files_done();
    state.notify(match cause {
        StopCause::Person => NoticeKind::Stopped { num_done, num_files },
        StopCause::Memory => NoticeKind::MemoryFull { num_done, num_files },
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_follows_the_pace() {
        let mut reading = Reading::of(10_000);
        reading.advance(1000, 100.0);
        assert_eq!(reading.millis_left(), None, "one report has no pace");
        reading.advance(1000, 600.0);
        assert_eq!(reading.millis_left(), Some(4000.0));
        reading.advance(1000, 700.0);
        assert_eq!(
            reading.millis_left(),
            Some(3500.0),
            "a short sample waits for more"
        );
    }

    #[test]
    fn a_file_read_twice_is_not_more_than_everything() {
        let mut reading = Reading::of(10);
        reading.advance(25, 0.0);
        assert_eq!(reading.fraction(), 1.0);
    }
}
