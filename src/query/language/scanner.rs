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
    pub fn word(&mut self, belongs: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let len = rest.find(|other| !belongs(other)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    /// Takes what may be the name of a field: a word, and within a path also texts in quotes and places in brackets.
    pub fn name(&mut self) -> &'t str {
        let rest = self.rest();
        let start = self.at;
        self.word(is_name_character);
        loop {
            let mut ahead = self.clone();
            let is_longer = if ahead.rest().starts_with('[') {
                ahead.place_in_brackets().is_some()
            } else {
                let is_key = self.text[start..self.at].ends_with('.') && ahead.rest().starts_with('"');
                is_key && ahead.quoted().is_some_and(|key| key.is_ok())
            };
            if !is_longer || self.at == start {
                return &rest[..self.at - start];
            }
            ahead.word(is_name_character);
            *self = ahead;
        }
    }

    /// Takes `[3]` and gives its digits.
    pub fn place_in_brackets(&mut self) -> Option<&'t str> {
        let inner = self.rest().strip_prefix('[')?;
        let digits = &inner[..inner.find(']')?];
        let is_place = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        self.at += if is_place { digits.len() + 2 } else { 0 };
        is_place.then_some(digits)
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
                    Some((_, 'u')) => match character_by_number(characters.as_str()) {
                        Some((character, len)) => {
                            text.push(character);
                            // The number is of ASCII.
                            characters.by_ref().take(len).for_each(drop);
                        }
                        None => text.push('u'),
                    },
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

/// The character of `{202e}`, and how long its number is with the braces.
fn character_by_number(text: &str) -> Option<(char, usize)> {
    let inner = text.strip_prefix('{')?;
    let digits = &inner[..inner.find('}')?];
    let number = u32::from_str_radix(digits, 16)
        .ok()
        .filter(|_| !digits.starts_with('+'))?;
    Some((char::from_u32(number)?, digits.len() + 2))
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
