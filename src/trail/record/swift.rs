//! The fast walk over a record, straight from its bytes: of records that are beyond doubt.
//!
//! Without an allocation, and with every key of CloudTrail's own already hashed. Escapes in keys, bytes that are not UTF-8,
//! keys that stand twice, numbers that are no plain ones, deep nesting: for all of them the slow walk decides.

use super::{Raw, Record};
use crate::trail::{
    field::{Field, NUM_FIELDS},
    json::{JsonStr, Token, Tokens},
    scan::plain_len,
    value_hash::{KnownNode, Path, ValueHasher},
};

/// CloudTrail's records stay below 20.
const MAX_DEPTH: u32 = 32;

/// Keys that are not CloudTrail's own, in all objects that are open.
const MAX_KEYS: usize = 48;

/// Reads a record. `None` when anything is odd.
pub(super) fn read<'a>(bytes: &'a [u8], hasher: &ValueHasher) -> Option<Record<'a>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut walk = Walk {
        text,
        bytes,
        hasher,
        fields: [Raw::Absent; NUM_FIELDS],
        sum: 0,
        keys: [""; MAX_KEYS],
        num_keys: 0,
    };
    if bytes.first() != Some(&b'{') {
        return None;
    }
    let end = walk.object(1, Some(hasher.record()), &hasher.root(), 0)?;
    (end == bytes.len()).then_some(Record {
        json: bytes,
        fields: walk.fields,
        value_hash: walk.sum,
        has_duplicate_keys: false,
        has_invalid_utf8: false,
        has_lone_surrogate: false,
    })
}

struct Walk<'a, 'h> {
    text: &'a str,
    bytes: &'a [u8],
    hasher: &'h ValueHasher,
    fields: [Raw<'a>; NUM_FIELDS],
    sum: u128,
    /// Of the objects that are open, the keys that are not known.
    keys: [&'a str; MAX_KEYS],
    num_keys: usize,
}

/// What a key leads to.
#[derive(Clone, Copy)]
struct Under<'h> {
    path: Path,
    field: Option<Field>,
    node: Option<&'h KnownNode>,
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
                let (key, after) = self.string(at + 1)?;
                at = self.space(after);
                if self.byte(at)? != b':' {
                    return None;
                }
                at = self.space(at + 1);
                let under = match node.and_then(|node| node.find(key, expected).map(|index| (node, index))) {
                    Some((node, index)) => {
                        if seen >> index & 1 == 1 {
                            return None;
                        }
                        seen |= 1 << index;
                        expected = index + 1;
                        let branch = &node.branches[index];
                        Under {
                            path: branch.path,
                            field: branch.field,
                            node: branch.node.as_ref(),
                        }
                    }
                    None => self.unknown_key(key, node, path, first_key)?,
                };
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
        self.sum = self.sum.wrapping_add(path.object(count));
        Some(at)
    }

    fn unknown_key(
        &mut self,
        key: &'a str,
        node: Option<&'h KnownNode>,
        path: &Path,
        first_key: usize,
    ) -> Option<Under<'h>> {
        if self.keys[first_key..self.num_keys].contains(&key) || node.is_some_and(|node| node.may_know(key)) {
            return None;
        }
        *self.keys.get_mut(self.num_keys)? = key;
        self.num_keys += 1;
        Some(Under {
            path: self.hasher.under_key(path, key),
            field: None,
            node: None,
        })
    }

    #[inline(always)]
    fn value(&mut self, at: usize, under: &Under<'h>, depth: u32) -> Option<usize> {
        let path = &under.path;
        let (raw, hash, end) = match self.byte(at)? {
            b'"' => match self.string(at + 1) {
                Some((text, end)) => (Raw::String(JsonStr::plain(text)), path.text(text), end),
                None => self.escaped(at, path)?,
            },
            b'{' | b'[' if depth >= MAX_DEPTH => return None,
            b'{' => {
                let end = self.object(at + 1, under.node, path, depth + 1)?;
                return self.container(at, end, under);
            }
            b'[' => {
                let end = self.array(at + 1, path, depth + 1)?;
                return self.container(at, end, under);
            }
            b't' => (Raw::Other(b"true"), path.word("true"), self.word(at, b"true")?),
            b'f' => (Raw::Other(b"false"), path.word("false"), self.word(at, b"false")?),
            b'n' => (Raw::Null, path.word("null"), self.word(at, b"null")?),
            b'0'..=b'9' => {
                let (number, end) = self.number(at)?;
                (Raw::Other(&self.bytes[at..end]), path.whole(number), end)
            }
            _ => return None,
        };
        if let Some(field) = under.field {
            self.fields[field as usize] = raw;
        }
        self.sum = self.sum.wrapping_add(hash);
        Some(end)
    }

    fn container(&mut self, start: usize, end: usize, under: &Under<'h>) -> Option<usize> {
        if let Some(field) = under.field {
            self.fields[field as usize] = Raw::Other(&self.bytes[start..end]);
        }
        Some(end)
    }

    fn array(&mut self, at: usize, path: &Path, depth: u32) -> Option<usize> {
        let mut at = self.space(at);
        let mut count = 0;
        if self.byte(at)? != b']' {
            loop {
                let under = Under {
                    path: self.hasher.at(path, count),
                    field: None,
                    node: None,
                };
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

    fn word(&self, at: usize, word: &[u8]) -> Option<usize> {
        self.bytes.get(at..)?.starts_with(word).then_some(at + word.len())
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
mod tests {
    use super::{super::read_slowly, *};
    use proptest::prelude::*;

    fn assert_twins(text: &[u8]) -> bool {
        let hasher = ValueHasher::new((3, 4));
        let Some(swift) = read(text, &hasher) else {
            return false;
        };
        let slow = read_slowly(text, &hasher).expect("what the fast walk takes is a record");
        assert_eq!(format!("{swift:?}"), format!("{slow:?}"));
        true
    }

    #[test]
    fn records_of_a_trail_are_taken_as_the_slow_walk_takes_them() {
        let plan = crate::sample::Plan {
            medical_share: 0.5,
            ..crate::sample::Plan::plain(5, 3, 40)
        };
        let (mut num_taken, mut num_all) = (0, 0);
        for file in crate::sample::sample_files(&plan) {
            let end = file.bytes.len() - 8;
            let text = miniz_oxide::inflate::decompress_to_vec(&file.bytes[10..end]).expect("gzip");
            let json: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
            for record in json["Records"].as_array().expect("a list") {
                num_all += 1;
                num_taken += u32::from(assert_twins(record.to_string().as_bytes()));
                let pretty = serde_json::to_vec_pretty(record).expect("JSON");
                assert_twins(&pretty);
            }
        }
        assert!(
            num_taken > 50 && num_taken * 2 > num_all,
            "{num_taken} of {num_all}"
        );
    }

    fn any_json() -> impl Strategy<Value = String> {
        let key = prop_oneof![
            Just("eventName"),
            Just("userIdentity"),
            Just("type"),
            Just("sessionContext"),
            Just("attributes"),
            Just("requestParameters"),
            Just("jobId"),
            Just("JobId"),
            Just("responseElements"),
            Just("a"),
            Just("b"),
            Just("é"),
            Just("\\u0061"),
            Just("tlsDetails"),
            Just("tlsVersion"),
        ];
        let leaf = prop_oneof![
            Just("null".to_owned()),
            Just("true".to_owned()),
            Just("false".to_owned()),
            Just("\"\"".to_owned()),
            Just("0".to_owned()),
            Just("01".to_owned()),
            Just("1.0".to_owned()),
            Just("12".to_owned()),
            Just("-3".to_owned()),
            Just("\"x\\ny\"".to_owned()),
            Just("\"text of some length, é\"".to_owned()),
            Just("nul".to_owned()),
            Just("123456789012345678901".to_owned()),
        ];
        leaf.prop_recursive(5, 60, 6, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4)
                    .prop_map(|items| format!("[{}]", items.join(" ,"))),
                prop::collection::vec((key.clone(), inner), 0..6).prop_map(|members| {
                    let members: Vec<_> = members
                        .iter()
                        .map(|(key, value)| format!("\"{key}\": {value}"))
                        .collect();
                    format!("{{{}}}", members.join(","))
                }),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

        #[test]
        fn any_json_that_is_taken_is_taken_as_the_slow_walk_takes_it(text in any_json()) {
            assert_twins(text.as_bytes());
        }
    }
}
