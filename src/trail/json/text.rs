//! The text of a JSON string, with its escapes taken off.

use std::{borrow::Cow, fmt};

/// A string between its quotes, not yet decoded; checked to be well-formed.
#[derive(Clone, Copy)]
pub struct JsonStr<'a> {
    /// The bytes between the quotes.
    pub raw: &'a [u8],
    /// Whether a backslash is among them.
    pub has_escapes: bool,
    /// The bytes as text, where it is known that they are text without escapes.
    plain: Option<&'a str>,
}

/// Two are equal when their bytes are.
impl PartialEq for JsonStr<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl Eq for JsonStr<'_> {}

impl fmt::Debug for JsonStr<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "\"{}\"", String::from_utf8_lossy(self.raw))
    }
}

impl<'a> JsonStr<'a> {
    /// The bytes between two quotes.
    pub fn new(raw: &'a [u8], has_escapes: bool) -> Self {
        Self {
            raw,
            has_escapes,
            plain: None,
        }
    }

    /// A text without escapes.
    pub fn plain(text: &'a str) -> Self {
        Self {
            raw: text.as_bytes(),
            has_escapes: false,
            plain: Some(text),
        }
    }

    /// The text. The flag is true when bytes were not UTF-8 or a surrogate stood alone; replacement marks
    /// stand there.
    pub fn decode(self) -> (Cow<'a, str>, bool) {
        if let Some(text) = self.plain {
            return (Cow::Borrowed(text), false);
        }
        if !self.has_escapes {
            return match String::from_utf8_lossy(self.raw) {
                Cow::Borrowed(text) => (Cow::Borrowed(text), false),
                Cow::Owned(text) => (Cow::Owned(text), true),
            };
        }
        // `serde_json` unescapes into bytes, where a lone surrogate is allowed to stand.
        let mut quoted = Vec::with_capacity(self.raw.len() + 2);
        quoted.push(b'"');
        quoted.extend_from_slice(self.raw);
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
        if self.has_escapes {
            self.decode().0 == text
        } else {
            self.raw == text.as_bytes()
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
