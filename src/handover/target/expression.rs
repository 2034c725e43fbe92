//! What a column is in terms of the record: texts and conditions that every target writes in its own way.

use crate::query::{IpNet, Pattern, Side};

/// Keys from the top of a record down.
pub(super) type Path = &'static [&'static str];

/// A text worked out from a record; none when the record has no such text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Text {
    /// What stands under the keys: a string's text, anything else as its JSON; none when it is absent or `null`.
    At(Path),
    /// What stands under keys that a person typed.
    AtKeys(Vec<String>),
    /// A word.
    Word(&'static str),
    /// The first that there is.
    First(Vec<Text>),
    /// None where the text is empty.
    Filled(Box<Text>),
    /// One after another; none where one is.
    Joined(Vec<Text>),
    /// What the first group of the pattern found; the patterns are ours and mean the same everywhere.
    Found(Box<Text>, &'static str),
    /// The text of the first condition that holds, else the last.
    Case(Vec<(Cond, Text)>, Option<Box<Text>>),
    /// The time as the table shows it: `2026-10-01 00:00:00`.
    ShownTime,
}

/// A condition on a record. Where a text is none, a comparison does not hold.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cond {
    /// All hold.
    All(Vec<Cond>),
    /// One holds.
    Any(Vec<Cond>),
    /// It does not hold.
    Not(Box<Cond>),
    /// The text is one of these.
    Is(Text, Vec<String>),
    /// Two texts are there and differ.
    Differ(Text, Text),
    /// The text is there.
    HasText(Text),
    /// The text contains this one, without regard to case.
    Contains(Text, String),
    /// The text starts so.
    StartsWith(Text, String),
    /// The text matches somewhere.
    Matches(Text, Pattern),
    /// The text stands on this side of the value.
    Compare(Text, Side, String),
    /// The text is an address in the network.
    InNetwork(Text, IpNet),
    /// The time is at or after the first, before the second, both in milliseconds since 1970.
    During(Option<i64>, Option<i64>),
    /// There is a time.
    HasTime,
    /// The key is not there.
    IsAbsent(Path),
    /// `null` stands under the key.
    IsNull(Path),
    /// The key is there, whatever stands under it.
    IsThere(Path),
    /// More stands under the key than empty brackets.
    HoldsAnything(Path),
    /// The response says `Failure` under the operation's own name.
    FailedByName,
}

impl Text {
    pub(super) fn filled(self) -> Self {
        Self::Filled(Box::new(self))
    }

    pub(super) fn found(self, pattern: &'static str) -> Self {
        Self::Found(Box::new(self), pattern)
    }

    pub(super) fn is(self, word: &str) -> Cond {
        Cond::Is(self, vec![word.to_owned()])
    }
}

impl Cond {
    pub(super) fn not(self) -> Self {
        Self::Not(Box::new(self))
    }

    /// The text is there and not empty.
    pub(super) fn is_set(text: Text) -> Self {
        Self::HasText(text.filled())
    }
}
