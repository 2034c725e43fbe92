//! The text of a JSON string, with its escapes taken off.

use std::{borrow::Cow, fmt};

/// A string between its quotes, not yet decoded; checked to be well-formed.
#[derive(Clone, Copy)]
pub enum JsonStr<'a> {
    /// Known to be text without escapes.
    Plain(&'a str),
    /// Without escapes; whether it is UTF-8 is not known.
    Unchecked(&'a [u8]),
    /// With escapes.
    Escaped(&'a [u8]),
}

/// Two are equal when their bytes are.
impl PartialEq for JsonStr<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.raw() == other.raw()
    }
}

impl Eq for JsonStr<'_> {}

impl fmt::Debug for JsonStr<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "\"{}\"", String::from_utf8_lossy(self.raw()))
    }
}

impl<'a> JsonStr<'a> {
    /// The bytes between two quotes.
    pub fn new(raw: &'a [u8], has_escapes: bool) -> Self {
        if has_escapes {
            Self::Escaped(raw)
        } else {
            Self::Unchecked(raw)
        }
    }

    /// The bytes between the quotes.
    pub fn raw(self) -> &'a [u8] {
        match self {
            Self::Plain(text) => text.as_bytes(),
            Self::Unchecked(raw) | Self::Escaped(raw) => raw,
        }
    }

    /// Whether a backslash is among them.
    pub fn has_escapes(self) -> bool {
        matches!(self, Self::Escaped(_))
    }

    /// The text. The flag is true when bytes were not UTF-8 or a surrogate stood alone; replacement marks
    /// stand there.
    pub fn decode(self) -> (Cow<'a, str>, bool) {
        let raw = match self {
            Self::Plain(text) => return (Cow::Borrowed(text), false),
            Self::Unchecked(raw) => {
                let text = String::from_utf8_lossy(raw);
                let is_lossy = matches!(text, Cow::Owned(_));
                return (text, is_lossy);
            }
            Self::Escaped(raw) => raw,
        };
        // `serde_json` unescapes into bytes, where a lone surrogate is allowed to stand.
        let mut quoted = Vec::with_capacity(raw.len() + 2);
        quoted.push(b'"');
        quoted.extend_from_slice(raw);
        quoted.push(b'"');
        let bytes = serde_json::from_slice::<Unescaped>(&quoted)
            .map(|unescaped| unescaped.0)
            .unwrap_or_default();
        match String::from_utf8(bytes) {
            Ok(text) => (Cow::Owned(text), false),
            Err(odd) => (Cow::Owned(replace_surrogates(odd.as_bytes())), true),
        }
    }

    /// True when the decoded text is `text`.
    pub fn is(self, text: &str) -> bool {
        if self.has_escapes() {
            self.decode().0 == text
        } else {
            self.raw() == text.as_bytes()
        }
    }
}

/// One replacement mark for each lone surrogate (three bytes here), and the usual ones for other bytes.
fn replace_surrogates(bytes: &[u8]) -> String {
    let mut marked = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, tail)) = rest.split_first() {
        if first == 0xed && matches!(tail, [0xa0..=0xbf, 0x80..=0xbf, ..]) {
            marked.extend_from_slice("\u{fffd}".as_bytes());
            rest = &tail[2..];
        } else {
            marked.push(first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&marked).into_owned()
}

struct Unescaped(Vec<u8>);

impl<'de> serde::Deserialize<'de> for Unescaped {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Unescaped;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a string")
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Unescaped, E> {
                Ok(Unescaped(bytes.to_vec()))
            }
            fn visit_str<E>(self, text: &str) -> Result<Unescaped, E> {
                Ok(Unescaped(text.as_bytes().to_vec()))
            }
        }
        deserializer.deserialize_bytes(Visitor)
    }
}
