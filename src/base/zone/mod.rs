//! Whose clock the page shows, and times as that clock shows them.
//!
//! What is kept, filtered, linked and saved is UTC; a zone only decides how a person sees and types it.

mod offsets;
#[cfg(test)]
mod tests;

pub use offsets::{LocalMillis, Offsets, Shown};

use super::EpochMillis;
use std::{fmt, rc::Rc};

/// A longer name is no zone's; the longest so far has 32 characters.
const MAX_NAME_LEN: usize = 64;

/// Whose clock the page shows. Its text form is stable: `UTC`, `local`, or a name of the Time Zone Database such as
/// `Europe/Berlin`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ZoneChoice {
    /// UTC.
    #[default]
    Utc,
    /// The zone that the browser is set to, whichever that is.
    Browser,
    /// A zone by its name.
    Named(Rc<str>),
}

impl ZoneChoice {
    /// Reads the text form; `None` for what can be no zone's name.
    pub fn parse(text: &str) -> Option<Self> {
        let is_of_a_name =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'-' | b'+');
        match text {
            "UTC" => Some(Self::Utc),
            "local" => Some(Self::Browser),
            "" => None,
            _ => (text.len() <= MAX_NAME_LEN && text.bytes().all(is_of_a_name))
                .then(|| Self::Named(text.into())),
        }
    }
}

impl fmt::Display for ZoneChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Utc => "UTC",
            Self::Browser => "local",
            Self::Named(name) => name,
        })
    }
}

/// A zone with its table of offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// The choice it stands for.
    pub choice: ZoneChoice,
    /// Its name: of the browser's own zone, that zone's.
    pub name: Rc<str>,
    /// What its clocks do.
    pub offsets: Offsets,
}

impl Default for Zone {
    /// UTC.
    fn default() -> Self {
        Self {
            choice: ZoneChoice::Utc,
            name: "UTC".into(),
            offsets: Offsets::default(),
        }
    }
}

impl Zone {
    /// It is UTC by choice, and needs no offset behind a time.
    pub fn is_utc(&self) -> bool {
        self.choice == ZoneChoice::Utc
    }

    /// For a cell under a heading that names the zone: `2026-10-01 00:00:00` in UTC, and in any other zone with the
    /// offset, `2026-10-01 02:00:00 +02:00`. Where the table does not reach, in UTC, and says so.
    pub fn cell(&self, moment: EpochMillis) -> String {
        if self.is_utc() {
            moment.to_cell()
        } else {
            self.full(moment)
        }
    }

    /// For a sentence: the time with its offset, or with `UTC`.
    pub fn full(&self, moment: EpochMillis) -> String {
        match self.offsets.at(moment) {
            Some(offset) if !self.is_utc() => {
                format!("{} {}", self.local(moment).to_cell(), offset_text(offset))
            }
            _ => format!("{} UTC", moment.to_cell()),
        }
    }

    /// `2026-10-01`: the day on the zone's calendar.
    pub fn day(&self, moment: EpochMillis) -> String {
        self.local(moment).to_day()
    }

    /// The zone's clock at a moment, as if it were UTC's, for formatting.
    pub fn local(&self, moment: EpochMillis) -> EpochMillis {
        self.offsets
            .local(moment)
            .map_or(moment, |local| EpochMillis(local.0))
    }
}

/// `+05:45`, as in RFC 3339; seconds only of offsets that have any, which are older than 1973.
pub fn offset_text(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let (minutes, rest) = (seconds.unsigned_abs() / 60, seconds.unsigned_abs() % 60);
    let text = format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60);
    if rest == 0 {
        text
    } else {
        format!("{text}:{rest:02}")
    }
}
