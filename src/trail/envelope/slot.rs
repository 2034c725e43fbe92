//! One JSON value and where it stands: the walker's tokens, one level at a time.

use crate::trail::json::{JsonStr, Token, Tokens};
use std::{borrow::Cow, ops::Range};

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    Object,
    Array,
    String(JsonStr<'a>),
    /// A number or a boolean.
    Word,
    Null,
}

/// A value and its place in the value that was handed in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot<'a> {
    /// Its JSON, without white space around it.
    pub bytes: &'a [u8],
    at: usize,
    pub kind: Kind<'a>,
}

impl<'a> Slot<'a> {
    /// The value that `bytes` hold. Containers are checked when they are taken apart.
    pub fn root(bytes: &'a [u8]) -> Option<Self> {
        let at = bytes.len() - bytes.trim_ascii_start().len();
        let mut tokens = Tokens::new(bytes);
        let kind = match tokens.next_token().ok()?? {
            Token::ObjectStart => Kind::Object,
            Token::ArrayStart => Kind::Array,
            Token::String(text) => Kind::String(text),
            Token::Null => Kind::Null,
            _ => Kind::Word,
        };
        let is_container = matches!(kind, Kind::Object | Kind::Array);
        if !is_container && tokens.next_token() != Ok(None) {
            return None;
        }
        Some(Self {
            bytes: bytes.trim_ascii(),
            at,
            kind,
        })
    }

    /// Where it stands.
    pub fn range(&self) -> Range<usize> {
        self.at..self.at + self.bytes.len()
    }

    /// The members of an object; `None` for anything else and for what is no JSON.
    pub fn members(&self) -> Option<Members<'a>> {
        if self.kind != Kind::Object {
            return None;
        }
        let mut members = Vec::new();
        self.children(|key, value| members.extend(key.map(|key| (key, value))))?;
        Some(Members(members))
    }

    /// The elements of an array; `None` for anything else and for what is no JSON.
    pub fn elements(&self) -> Option<Vec<Slot<'a>>> {
        if self.kind != Kind::Array {
            return None;
        }
        let mut elements = Vec::new();
        self.children(|_, value| elements.push(value))?;
        Some(elements)
    }

    /// The text of a string.
    pub fn text(&self) -> Option<Cow<'a, str>> {
        match self.kind {
            Kind::String(text) => Some(text.decode().0),
            _ => None,
        }
    }

    /// A string's text, or the JSON of a number or boolean.
    pub fn scalar(&self) -> Option<Cow<'a, str>> {
        match self.kind {
            Kind::Word => Some(String::from_utf8_lossy(self.bytes)),
            _ => self.text(),
        }
    }

    /// Neither `null` nor an empty string.
    pub fn is_filled(&self) -> bool {
        match self.kind {
            Kind::Null => false,
            Kind::String(text) => !text.raw().is_empty(),
            _ => true,
        }
    }

    fn children(&self, mut each: impl FnMut(Option<JsonStr<'a>>, Slot<'a>)) -> Option<()> {
        let mut tokens = Tokens::new(self.bytes);
        let (mut depth, mut start, mut key) = (0u32, 0, None);
        while let Some(token) = tokens.next_token().ok()? {
            let end = tokens.at();
            let (len, kind) = match token {
                Token::Key(text) => {
                    if depth == 1 {
                        key = Some(text);
                    }
                    continue;
                }
                Token::ObjectStart | Token::ArrayStart => {
                    depth += 1;
                    if depth == 2 {
                        start = end - 1;
                    }
                    continue;
                }
                Token::ObjectEnd | Token::ArrayEnd => {
                    depth -= 1;
                    let is_object = token == Token::ObjectEnd;
                    (end - start, if is_object { Kind::Object } else { Kind::Array })
                }
                Token::String(text) => (text.raw().len() + 2, Kind::String(text)),
                Token::Number(text) => (text.len(), Kind::Word),
                Token::Bool(is_true) => (if is_true { 4 } else { 5 }, Kind::Word),
                Token::Null => (4, Kind::Null),
            };
            if depth == 1 {
                let slot = Slot {
                    bytes: &self.bytes[end - len..end],
                    at: self.at + end - len,
                    kind,
                };
                each(key.take(), slot);
            }
        }
        Some(())
    }
}

/// The members of one object, in their order.
#[derive(Debug)]
pub(super) struct Members<'a>(pub Vec<(JsonStr<'a>, Slot<'a>)>);

impl<'a> Members<'a> {
    /// The value under `key`; of a key that stands twice, the last one.
    pub fn get(&self, key: &str) -> Option<Slot<'a>> {
        let found = self.0.iter().rev().find(|(name, _)| name.is(key));
        found.map(|(_, value)| *value)
    }

    /// `key` is there, whatever its value.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// `key` has a value that is neither `null` nor empty.
    pub fn is_filled(&self, key: &str) -> bool {
        self.get(key).is_some_and(|value| value.is_filled())
    }

    /// The text under `key`.
    pub fn text(&self, key: &str) -> Option<Cow<'a, str>> {
        self.get(key)?.text()
    }

    /// The value that a chain of keys leads to.
    pub fn path(&self, path: &[&str]) -> Option<Slot<'a>> {
        let (first, rest) = path.split_first()?;
        let value = self.get(first)?;
        if rest.is_empty() {
            Some(value)
        } else {
            value.members()?.path(rest)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_know_where_they_stand() {
        let text = " {\"a\" : [1, \"x\\\"\", {\"b\":null}],\n \"c\":true , \"a\\u0062\":{}} ";
        let members = Slot::root(text.as_bytes())
            .and_then(|root| root.members())
            .expect("members");
        let standing: Vec<_> = members.0.iter().map(|(_, value)| &text[value.range()]).collect();
        assert_eq!(standing, ["[1, \"x\\\"\", {\"b\":null}]", "true", "{}"]);
        assert!(members.has("ab"));
        let elements = members
            .get("a")
            .and_then(|list| list.elements())
            .expect("elements");
        let standing: Vec<_> = elements.iter().map(|value| &text[value.range()]).collect();
        assert_eq!(standing, ["1", "\"x\\\"\"", "{\"b\":null}"]);
    }

    #[test]
    fn what_is_no_json_has_no_members() {
        for text in ["", "{", "{\"a\":1} x", "{\"a\":1", "[1,]", "{\"a\":{]}"] {
            let members = Slot::root(text.as_bytes()).and_then(|root| root.members());
            assert!(members.is_none(), "{text}");
        }
    }
}
