//! What a filter's text lacks, and where.

use std::ops::Range;

/// The text is no filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// The bytes of the text that are to blame; empty at the place where something is missing.
    pub at: Range<usize>,
    /// What is wrong with them.
    pub kind: ParseErrorKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParseErrorKind {
    /// Something else should stand here.
    Expected(Expected),
    /// No field has this name.
    UnknownField,
    /// A quote is not closed.
    OpenQuote,
    /// A pattern is not closed by `/`.
    OpenPattern,
    /// The pattern is none, in the words of its engine.
    BadPattern(String),
    /// Not a time as `2026-10-01 08:00` or RFC 3339.
    BadTime,
    /// Parentheses within parentheses beyond [`super::MAX_DEPTH`].
    TooDeep,
    /// Longer than [`super::MAX_LEN`] bytes.
    TooLong,
}

/// What should stand somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A test or a text.
    Test,
    /// A value.
    Value,
    /// `(` before a list of values.
    List,
    /// `,` or `)` in a list.
    CommaOrClose,
    /// `)`
    Close,
    /// `and`, `or` or the end: a `)` stands here without its `(`.
    NoClose,
}
