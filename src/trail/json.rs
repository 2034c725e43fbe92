//! JSON (RFC 8259) as tokens over bytes, tolerant where logs need it.
//!
//! A plain JSON parser loses a whole file to one odd byte. This one is strict about structure and forgiving about
//! text: bytes that are not UTF-8 and lone surrogates become replacement marks, numbers of any size are kept as
//! they stand, depth is bounded by a limit and not by the stack. `serde_json` is the oracle in the tests.

mod text;

pub use text::JsonStr;

use crate::source::limits::MAX_DEPTH;

/// Why a text is not JSON, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// The cause.
    pub kind: JsonErrorKind,
    /// Byte offset in the text.
    pub at: usize,
}

/// The causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonErrorKind {
    /// A byte that cannot stand there.
    Unexpected,
    /// The text ends too early.
    Ended,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
}

/// One token. `ObjectStart` and `ArrayStart` are followed by their content and the matching end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// `{`
    ObjectStart,
    /// `}`
    ObjectEnd,
    /// `[`
    ArrayStart,
    /// `]`
    ArrayEnd,
    /// The key of the value that follows.
    Key(JsonStr<'a>),
    /// A string value.
    String(JsonStr<'a>),
    /// A number as it stands.
    Number(&'a [u8]),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
}

/// Whether `text` is one well-formed JSON value.
pub fn is_json(text: &[u8]) -> bool {
    let mut tokens = Tokens::new(text);
    loop {
        match tokens.next_token() {
            Ok(Some(_)) => {}
            end => return end == Ok(None),
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Expect {
    Value,
    /// A value or the end of an array that just began.
    FirstElement,
    /// A key or the end of an object that just began.
    FirstKey,
    Key,
    /// A comma or an end.
    Next,
    /// Nothing but white space.
    Nothing,
}

/// Reads the tokens of one JSON value.
pub struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Containers around `at`, innermost last; true for an object.
    open: Vec<bool>,
    expect: Expect,
}

impl<'a> Tokens<'a> {
    /// The tokens of the value that `bytes` hold.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            open: Vec::new(),
            expect: Expect::Value,
        }
    }

    /// Byte offset just past the last token.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The next token, or `None` after the value's end. An error is final.
    pub fn next_token(&mut self) -> Result<Option<Token<'a>>, JsonError> {
        self.skip_space();
        let Some(&byte) = self.bytes.get(self.at) else {
            return match self.expect {
                Expect::Nothing => Ok(None),
                _ => Err(self.error(JsonErrorKind::Ended)),
            };
        };
        match (self.expect, byte) {
            (Expect::Next, b',') => {
                self.at += 1;
                self.expect = if self.open.last() == Some(&true) {
                    Expect::Key
                } else {
                    Expect::Value
                };
                self.next_token()
            }
            (Expect::Next | Expect::FirstKey, b'}') if self.open.last() == Some(&true) => {
                self.close(Token::ObjectEnd)
            }
            (Expect::Next | Expect::FirstElement, b']') if self.open.last() == Some(&false) => {
                self.close(Token::ArrayEnd)
            }
            (Expect::FirstKey | Expect::Key, b'"') => {
                let key = self.string()?;
                self.skip_space();
                match self.bytes.get(self.at) {
                    Some(b':') => self.at += 1,
                    Some(_) => return Err(self.error(JsonErrorKind::Unexpected)),
                    None => return Err(self.error(JsonErrorKind::Ended)),
                }
                self.expect = Expect::Value;
                Ok(Some(Token::Key(key)))
            }
            (Expect::Value | Expect::FirstElement, _) => self.value(byte).map(Some),
            _ => Err(self.error(JsonErrorKind::Unexpected)),
        }
    }

    fn value(&mut self, byte: u8) -> Result<Token<'a>, JsonError> {
        match byte {
            b'{' => self.open(true, Expect::FirstKey, Token::ObjectStart),
            b'[' => self.open(false, Expect::FirstElement, Token::ArrayStart),
            b'"' => {
                let string = self.string()?;
                self.after_value();
                Ok(Token::String(string))
            }
            b't' => self.word(b"true", Token::Bool(true)),
            b'f' => self.word(b"false", Token::Bool(false)),
            b'n' => self.word(b"null", Token::Null),
            b'-' | b'0'..=b'9' => self.number(),
            _ => Err(self.error(JsonErrorKind::Unexpected)),
        }
    }

    fn open(&mut self, is_object: bool, expect: Expect, token: Token<'a>) -> Result<Token<'a>, JsonError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(self.error(JsonErrorKind::TooDeep));
        }
        self.open.push(is_object);
        self.at += 1;
        self.expect = expect;
        Ok(token)
    }

    fn close(&mut self, token: Token<'a>) -> Result<Option<Token<'a>>, JsonError> {
        self.open.pop();
        self.at += 1;
        self.after_value();
        Ok(Some(token))
    }

    fn after_value(&mut self) {
        self.expect = if self.open.is_empty() {
            Expect::Nothing
        } else {
            Expect::Next
        };
    }

    fn word(&mut self, word: &'static [u8], token: Token<'a>) -> Result<Token<'a>, JsonError> {
        if !self.bytes[self.at..].starts_with(word) {
            return Err(self.error(JsonErrorKind::Unexpected));
        }
        self.at += word.len();
        self.after_value();
        Ok(token)
    }

    fn number(&mut self) -> Result<Token<'a>, JsonError> {
        let start = self.at;
        self.at += usize::from(self.bytes[self.at] == b'-');
        match self.bytes.get(self.at) {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.bytes.get(self.at), Some(b'+' | b'-')));
            self.digits()?;
        }
        self.after_value();
        Ok(Token::Number(&self.bytes[start..self.at]))
    }

    fn digits(&mut self) -> Result<(), JsonError> {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        if self.at > start {
            return Ok(());
        }
        let is_end = self.at == self.bytes.len();
        Err(self.error(if is_end {
            JsonErrorKind::Ended
        } else {
            JsonErrorKind::Unexpected
        }))
    }

    fn string(&mut self) -> Result<JsonStr<'a>, JsonError> {
        let start = self.at + 1;
        let mut has_escapes = false;
        let mut at = start;
        loop {
            match self.bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    has_escapes = true;
                    at = self.escape(at)?;
                }
                Some(0..0x20) => {
                    return Err(JsonError {
                        kind: JsonErrorKind::Unexpected,
                        at,
                    });
                }
                Some(_) => at += 1,
                None => {
                    return Err(JsonError {
                        kind: JsonErrorKind::Ended,
                        at,
                    });
                }
            }
        }
        self.at = at + 1;
        Ok(JsonStr::new(&self.bytes[start..at], has_escapes))
    }

    /// Checks the escape at `at` and gives the place behind it.
    fn escape(&self, at: usize) -> Result<usize, JsonError> {
        match self.bytes.get(at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
            Some(b'u') => match self.bytes.get(at + 2..at + 6) {
                Some(hex) if hex.iter().all(u8::is_ascii_hexdigit) => Ok(at + 6),
                Some(_) => Err(JsonError {
                    kind: JsonErrorKind::Unexpected,
                    at,
                }),
                None => Err(JsonError {
                    kind: JsonErrorKind::Ended,
                    at,
                }),
            },
            Some(_) => Err(JsonError {
                kind: JsonErrorKind::Unexpected,
                at,
            }),
            None => Err(JsonError {
                kind: JsonErrorKind::Ended,
                at,
            }),
        }
    }

    fn skip_space(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\n' | b'\t' | b'\r')) {
            self.at += 1;
        }
    }

    fn error(&self, kind: JsonErrorKind) -> JsonError {
        JsonError { kind, at: self.at }
    }
}

#[cfg(test)]
mod tests;
