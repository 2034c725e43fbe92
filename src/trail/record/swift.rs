//! The fast walk over a record, straight from its bytes: of records that are beyond doubt.
//!
//! Without an allocation, and with every key of CloudTrail's own already hashed. Escapes in keys, bytes that are not UTF-8,
//! keys that stand twice, numbers that are no plain ones, deep nesting: for all of them the slow walk decides.

use super::{Raw, Record};
use crate::trail::{
    field::Field,
    json::{JsonStr, Token, Tokens},
    scan::plain_len,
    value_hash::{Form, KnownBranch, KnownNode, Path, Seen, SeenField, ValueHasher, WORDS},
};
use std::ops::Range;

/// CloudTrail's records stay below 20.
const MAX_DEPTH: u32 = 32;

/// Keys that are not CloudTrail's own, in all objects that are open.
const MAX_KEYS: usize = 48;

/// Reads a record into one in which nothing stands yet. `None` when anything is odd.
#[inline]
pub(super) fn read<'a>(
    record: &mut Record<'a>,
    first_object: Option<Range<usize>>,
    hasher: &ValueHasher,
) -> Option<()> {
    let bytes = record.json;
    let text = std::str::from_utf8(bytes).ok()?;
    if bytes.first() != Some(&b'{') {
        return None;
    }
    let mut walk = Walk {
        text,
        bytes,
        hasher,
        seen: &mut hasher.seen.borrow_mut(),
        first_object: first_object.unwrap_or_default(),
        record,
        sum: 0,
        keys: [""; MAX_KEYS],
        num_keys: 0,
    };
    let end = walk.object(1, Some(hasher.record()), &hasher.root(), 0)?;
    walk.record.value_hash = walk.sum;
    (end == bytes.len()).then_some(())
}

struct Walk<'a, 'h> {
    text: &'a str,
    bytes: &'a [u8],
    hasher: &'h ValueHasher,
    seen: &'h mut Seen,
    /// Where the record's first object stands, mostly the identity; empty when that is not known.
    first_object: Range<usize>,
    record: &'h mut Record<'a>,
    sum: u128,
    /// Of the objects that are open, the keys that are not known.
    keys: [&'a str; MAX_KEYS],
    num_keys: usize,
}

/// What a key leads to.
enum Under<'h> {
    Known(&'h KnownBranch),
    /// A key of no meaning, or another spelling of one that has a field.
    Unknown(Path, Option<Field>),
}

impl<'h> Under<'h> {
    fn path(&self) -> &Path {
        match self {
            Self::Known(branch) => &branch.path,
            Self::Unknown(path, _) => path,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            Self::Known(branch) => branch.field,
            Self::Unknown(_, field) => *field,
        }
    }

    fn node(&self) -> Option<&'h KnownNode> {
        match self {
            Self::Known(branch) => branch.node.as_ref(),
            Self::Unknown(..) => None,
        }
    }

    /// The hash of the word of this number in [`WORDS`].
    fn word(&self, number: usize) -> u128 {
        match self {
            Self::Known(branch) => branch.words[number],
            Self::Unknown(path, _) => path.word(WORDS[number]),
        }
    }
}

impl<'a, 'h> Walk<'a, 'h> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// The first place from `at` on that is no white space.
    #[inline(always)]
    fn space(&self, mut at: usize) -> usize {
        while matches!(self.bytes.get(at), Some(b' ' | b'\n' | b'\t' | b'\r')) {
            at += 1;
        }
        at
    }

    /// The text whose first byte stands at `at`, and the place behind its quote.
    #[inline(always)]
    fn string(&self, at: usize) -> Option<(&'a str, usize)> {
        let end = at + plain_len(self.bytes.get(at..)?);
        (self.byte(end)? == b'"').then_some(())?;
        Some((self.text.get(at..end)?, end + 1))
    }

    /// The string at `at`, escapes and all, with its hash and the place behind it.
    #[cold]
    fn escaped(&self, at: usize, path: &Path) -> Option<(Raw<'a>, u128, usize)> {
        let mut tokens = Tokens::new(&self.bytes[at..]);
        let Ok(Some(Token::String(string))) = tokens.next_token() else {
            return None;
        };
        let (hash, is_odd) = path.string(string);
        (!is_odd).then(|| (Raw::String(string), hash, at + tokens.at()))
    }

    /// The object whose first key or end stands at `at` or behind; gives the place behind it.
    fn object(&mut self, at: usize, node: Option<&'h KnownNode>, path: &Path, depth: u32) -> Option<usize> {
        let mut at = self.space(at);
        let (mut count, mut seen, mut expected) = (0, 0u64, 0);
        let first_key = self.num_keys;
        if self.byte(at)? == b'}' {
            at += 1;
        } else {
            loop {
                if self.byte(at)? != b'"' {
                    return None;
                }
                let (under, after) = match self.known_key(at + 1, node, expected) {
                    Some((branch, index, after)) => {
                        if seen >> index & 1 == 1 {
                            return None;
                        }
                        seen |= 1 << index;
                        expected = index + 1;
                        (Under::Known(branch), after)
                    }
                    None => self.unknown_key(at + 1, node, path, first_key)?,
                };
                at = self.space(after);
                if self.byte(at)? != b':' {
                    return None;
                }
                at = self.space(at + 1);
                at = self.value(at, &under, depth)?;
                count += 1;
                at = self.space(at);
                match self.byte(at)? {
                    b',' => at = self.space(at + 1),
                    b'}' => break,
                    _ => return None,
                }
            }
            at += 1;
        }
        self.num_keys = first_key;
        let hash = node.and_then(|node| node.object(count));
        self.sum = self.sum.wrapping_add(hash.unwrap_or_else(|| path.object(count)));
        Some(at)
    }

    /// The branch of the key that begins at `at`, its number, and the place behind its quote.
    #[inline(always)]
    fn known_key(
        &self,
        at: usize,
        node: Option<&'h KnownNode>,
        expected: usize,
    ) -> Option<(&'h KnownBranch, usize, usize)> {
        let node = node?;
        let index = match self.bytes.get(at..)?.first_chunk() {
            Some(window) => node.find_in(window, expected)?,
            // Near the record's end.
            None => node.find(self.string(at)?.0)?,
        };
        let branch = &node.branches[index];
        Some((branch, index, at + branch.key.len() + 1))
    }

    #[inline(never)]
    fn unknown_key(
        &mut self,
        at: usize,
        node: Option<&'h KnownNode>,
        path: &Path,
        first_key: usize,
    ) -> Option<(Under<'h>, usize)> {
        let (key, after) = self.string(at)?;
        let other = node.and_then(|node| node.of_other_case(key));
        // Below another spelling, paths are others.
        if self.keys[first_key..self.num_keys].contains(&key)
            || other.is_some_and(|other| other.node.is_some())
        {
            return None;
        }
        *self.keys.get_mut(self.num_keys)? = key;
        self.num_keys += 1;
        let field = other.and_then(|other| other.field);
        Some((Under::Unknown(self.hasher.under_key(path, key), field), after))
    }

    #[inline(always)]
    fn value(&mut self, at: usize, under: &Under<'h>, depth: u32) -> Option<usize> {
        let (raw, hash, end) = match self.byte(at)? {
            b'"' => match self.string(at + 1) {
                Some((text, end)) => {
                    let hash = match under {
                        Under::Known(branch) => self.seen.text(branch, text),
                        Under::Unknown(path, _) => path.text(text),
                    };
                    (Raw::String(JsonStr::Plain(text)), hash, end)
                }
                None => self.escaped(at, under.path())?,
            },
            b'{' | b'[' if depth >= MAX_DEPTH => return None,
            b'{' => {
                let end = if self.first_object.start == at && under.field() == Some(Field::UserIdentity) {
                    self.identity(under, depth)?
                } else {
                    self.object(at + 1, under.node(), under.path(), depth + 1)?
                };
                return self.container(at, end, under);
            }
            b'[' => {
                let end = self.array(at + 1, under.path(), depth + 1)?;
                return self.container(at, end, under);
            }
            b'n' => (Raw::Null, under.word(0), self.word(at, WORDS[0])?),
            b'f' => self.truth(at, under, 1)?,
            b't' => self.truth(at, under, 2)?,
            b'0'..=b'9' => {
                let (number, end) = self.number(at)?;
                (Raw::Other(&self.bytes[at..end]), under.path().whole(number), end)
            }
            _ => return None,
        };
        if let Some(field) = under.field() {
            self.record.fields[field as usize] = raw;
        }
        self.sum = self.sum.wrapping_add(hash);
        Some(end)
    }

    fn container(&mut self, start: usize, end: usize, under: &Under<'h>) -> Option<usize> {
        if let Some(field) = under.field() {
            self.record.fields[field as usize] = Raw::Other(&self.bytes[start..end]);
        }
        Some(end)
    }

    /// The identity, which is the record's first object: one that came before is not walked through again.
    #[inline(never)]
    fn identity(&mut self, under: &Under<'h>, depth: u32) -> Option<usize> {
        let Range { start, end } = self.first_object;
        let text = self.bytes.get(start..end)?;
        if let Some(again) = self.seen.identity(text) {
            for SeenField { field, form, place } in again.fields {
                let place = start + place.start..start + place.end;
                self.record.fields[*field as usize] = match form {
                    Form::Null => Raw::Null,
                    Form::Plain => Raw::String(JsonStr::Plain(&self.text[place])),
                    Form::Escaped => Raw::String(JsonStr::new(&self.bytes[place], true)),
                    Form::Other => Raw::Other(&self.bytes[place]),
                };
            }
            self.sum = self.sum.wrapping_add(again.sum);
            self.record.identity = Some(again.number);
            return Some(end);
        }
        let sum_before = self.sum;
        if self.object(start + 1, under.node(), under.path(), depth + 1)? != end {
            return None;
        }
        let place = |raw: &[u8]| {
            let offset = raw.as_ptr().addr() - text.as_ptr().addr();
            offset..offset + raw.len()
        };
        let seen = |field: Field| {
            let (form, place) = match self.record.fields[field as usize] {
                Raw::Absent => return None,
                Raw::Null => (Form::Null, 0..0),
                Raw::String(string) if string.has_escapes() => (Form::Escaped, place(string.raw())),
                Raw::String(string) => (Form::Plain, place(string.raw())),
                Raw::Other(json) => (Form::Other, place(json)),
            };
            Some(SeenField { field, form, place })
        };
        let fields = under.node()?.fields().into_iter().filter_map(seen).collect();
        self.record.identity = self
            .seen
            .keep_identity(text, self.sum.wrapping_sub(sum_before), fields);
        Some(end)
    }

    /// `false` or `true`, by their numbers.
    fn truth(&self, at: usize, under: &Under<'h>, number: usize) -> Option<(Raw<'a>, u128, usize)> {
        let end = self.word(at, WORDS[number])?;
        Some((Raw::Other(&self.bytes[at..end]), under.word(number), end))
    }

    fn array(&mut self, at: usize, path: &Path, depth: u32) -> Option<usize> {
        let mut at = self.space(at);
        let mut count = 0;
        if self.byte(at)? != b']' {
            loop {
                let under = Under::Unknown(self.hasher.at(path, count), None);
                at = self.value(at, &under, depth)?;
                count += 1;
                at = self.space(at);
                match self.byte(at)? {
                    b',' => at = self.space(at + 1),
                    b']' => break,
                    _ => return None,
                }
            }
        }
        self.sum = self.sum.wrapping_add(path.array(count));
        Some(at + 1)
    }

    fn word(&self, at: usize, word: &str) -> Option<usize> {
        self.bytes
            .get(at..)?
            .starts_with(word.as_bytes())
            .then_some(at + word.len())
    }

    /// A whole number without a sign.
    fn number(&self, at: usize) -> Option<(i128, usize)> {
        const MAX_DIGITS: usize = 18;
        let digits = self.bytes[at..].iter().take(MAX_DIGITS + 1);
        let len = digits.take_while(|byte| byte.is_ascii_digit()).count();
        let end = at + len;
        let is_plain =
            !matches!(self.byte(end), Some(b'.' | b'e' | b'E')) && (self.bytes[at] != b'0' || len == 1);
        if len > MAX_DIGITS || !is_plain {
            return None;
        }
        let number = self.bytes[at..end]
            .iter()
            .fold(0i64, |number, digit| number * 10 + i64::from(digit - b'0'));
        Some((number.into(), end))
    }
}

#[cfg(test)]
mod tests;
