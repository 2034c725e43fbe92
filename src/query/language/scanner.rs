//! The pieces of a filter's text. What a piece is depends on where it stands: an address is a word after an
//! operator and three words and two colons elsewhere, so the parser asks for what it needs.

use super::error::{ParseError, ParseErrorKind};
use std::ops::Range;

/// Stands at a place of the text, always before a character or at the end.
#[derive(Clone, Debug)]
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

/// A pattern as written between slashes.
#[derive(Debug)]
pub(super) struct PatternText {
    pub source: String,
    pub ignores_case: bool,
    pub at: Range<usize>,
}

/// Operators, longer ones first.
const OPERATORS: [&str; 13] = [
    "!=", "!:", "!^", "!~", ">=", "<=", "=", ":", "^", "~", ">", "<", "!",
];

impl<'t> Scanner<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Passes over white space and tells where it stands.
    pub fn place(&mut self) -> usize {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.at
    }

    /// What is left.
    pub fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub fn is_at_end(&mut self) -> bool {
        self.place() == self.text.len()
    }

    /// Takes a text if it stands here.
    pub fn take(&mut self, text: &str) -> bool {
        self.place();
        let is_here = self.rest().starts_with(text);
        self.at += if is_here { text.len() } else { 0 };
        is_here
    }

    /// Takes a word of the language, in upper or lower case, if it stands here alone.
    pub fn take_keyword(&mut self, keyword: &str) -> bool {
        self.place();
        let mut ahead = self.clone();
        let is_here = ahead.word(is_name_character).eq_ignore_ascii_case(keyword);
        if is_here {
            *self = ahead;
        }
        is_here
    }

    /// Takes the characters that belong.
    pub fn word(&mut self, belongs: fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let len = rest.find(|other| !belongs(other)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    /// Takes an operator.
    pub fn operator(&mut self) -> Option<&'static str> {
        self.place();
        let found = OPERATORS
            .into_iter()
            .find(|operator| self.rest().starts_with(operator));
        self.at += found.map_or(0, str::len);
        found
    }

    /// Takes a text in quotes, if one stands here.
    pub fn quoted(&mut self) -> Option<Result<String, ParseError>> {
        let start = self.place();
        if !self.take("\"") {
            return None;
        }
        let mut text = String::new();
        let mut characters = self.rest().char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    self.at += at + 1;
                    return Some(Ok(text));
                }
                '\\' => match characters.next() {
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, 'r')) => text.push('\r'),
                    Some((_, 't')) => text.push('\t'),
                    Some((_, other)) => text.push(other),
                    None => break,
                },
                other => text.push(other),
            }
        }
        Some(Err(self.error(start..self.text.len(), ParseErrorKind::OpenQuote)))
    }

    /// Takes a pattern between slashes and whether an `i` follows it. Within it, `\/` is a slash.
    pub fn pattern(&mut self) -> Option<Result<PatternText, ParseError>> {
        let start = self.place();
        if !self.take("/") {
            return None;
        }
        let mut source = String::new();
        let mut characters = self.rest().char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '/' => {
                    self.at += at + 1;
                    let ignores_case = self.rest().starts_with('i');
                    self.at += usize::from(ignores_case);
                    return Some(Ok(PatternText {
                        source,
                        ignores_case,
                        at: start..self.at,
                    }));
                }
                '\\' => match characters.next() {
                    Some((_, '/')) => source.push('/'),
                    Some((_, other)) => source.extend(['\\', other]),
                    None => break,
                },
                other => source.push(other),
            }
        }
        Some(Err(
            self.error(start..self.text.len(), ParseErrorKind::OpenPattern)
        ))
    }

    pub fn error(&self, at: Range<usize>, kind: ParseErrorKind) -> ParseError {
        ParseError { at, kind }
    }
}

/// Characters of field names.
pub(super) fn is_name_character(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '.' | '-' | '@' | '$')
}

/// Characters of values and texts that need no quotes.
pub(super) fn is_value_character(character: char) -> bool {
    !character.is_whitespace()
        && !character.is_control()
        && !matches!(character, '(' | ')' | ',' | '"' | '=' | '<' | '>' | '~')
}
