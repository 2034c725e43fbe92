//! One record taken apart: its fields as they stand, and the hash of its values.

mod swift;

#[cfg(doc)]
use super::scan::Scan;
use super::{
    field::{Field, NUM_FIELDS, Node, RECORD},
    json::{JsonError, JsonStr, Token, Tokens},
    value_hash::{Path, ValueHasher},
};
use std::{borrow::Cow, collections::HashMap, ops::Range};

/// What stands under a field's key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Raw<'a> {
    /// The key is not there.
    #[default]
    Absent,
    /// `null`.
    Null,
    /// A string.
    String(JsonStr<'a>),
    /// A number, boolean, object or array: its JSON.
    Other(&'a [u8]),
}

impl<'a> Raw<'a> {
    /// The text: a string decoded, anything else as its JSON; `None` for absent and `null`.
    pub fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Absent | Self::Null => None,
            Self::String(string) => Some(string.decode().0),
            Self::Other(json) => Some(String::from_utf8_lossy(json)),
        }
    }

    /// The text, when there is one and it is not empty.
    pub fn filled(self) -> Option<Cow<'a, str>> {
        self.text().filter(|text| !text.is_empty())
    }
}

/// A record of CloudTrail.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    /// The JSON it was read from.
    pub json: &'a [u8],
    fields: [Raw<'a>; NUM_FIELDS],
    /// Equal for records whose identities are the same, byte for byte, and of no meaning beyond one hasher.
    pub identity: Option<u32>,
    /// Equal for records of equal values, see [`super::value_hash`].
    pub value_hash: u128,
    /// Some object in it has a key twice.
    pub has_duplicate_keys: bool,
    /// Some text in it is not UTF-8.
    pub has_invalid_utf8: bool,
    /// Some text in it has half a surrogate pair.
    pub has_lone_surrogate: bool,
}

impl<'a> Record<'a> {
    /// Nothing is known yet.
    fn new(json: &'a [u8]) -> Self {
        Self {
            json,
            fields: [Raw::Absent; NUM_FIELDS],
            identity: None,
            value_hash: 0,
            has_duplicate_keys: false,
            has_invalid_utf8: false,
            has_lone_surrogate: false,
        }
    }

    /// What stands under the field's key.
    pub fn raw(&self, field: Field) -> Raw<'a> {
        self.fields[field as usize]
    }

    /// The field's text, see [`Raw::text`].
    pub fn text(&self, field: Field) -> Option<Cow<'a, str>> {
        self.raw(field).text()
    }

    /// The field's text when it is not empty.
    pub fn filled(&self, field: Field) -> Option<Cow<'a, str>> {
        self.raw(field).filled()
    }
}

/// Reads one record, `bytes` from its `{` to its `}`. Keys that stand twice: the last one counts, as
/// elsewhere in JSON. Fails when the bytes are not one well-formed JSON value.
pub fn read_record<'a>(bytes: &'a [u8], hasher: &ValueHasher) -> Result<Record<'a>, JsonError> {
    read_scanned(bytes, None, hasher)
}

/// The same, faster, for who knows where the record's first object stands: see [`Scan::first_object`].
pub fn read_scanned<'a>(
    bytes: &'a [u8],
    first_object: Option<Range<usize>>,
    hasher: &ValueHasher,
) -> Result<Record<'a>, JsonError> {
    let mut record = Record::new(bytes);
    match swift::read(&mut record, first_object, hasher) {
        Some(()) => Ok(record),
        None => read_slowly(bytes, hasher),
    }
}

/// The same, token by token, whatever is odd.
fn read_slowly<'a>(bytes: &'a [u8], hasher: &ValueHasher) -> Result<Record<'a>, JsonError> {
    let mut reading = Reading::new(bytes, hasher);
    while let Some(token) = reading.tokens.next_token()? {
        reading.take(token);
    }
    Ok(reading.record)
}

/// A container that is open.
struct Frame {
    is_object: bool,
    path: Path,
    /// The keys that matter in this object.
    node: Option<&'static Node>,
    /// What the current key leads to.
    field: Option<Field>,
    child: Option<&'static Node>,
    /// The place of the value that follows a key.
    next: Path,
    /// The field whose value this container is, and where it begins.
    own_field: Option<(Field, usize)>,
    /// Members or elements so far.
    count: u64,
}

struct Reading<'a, 'h> {
    bytes: &'a [u8],
    tokens: Tokens<'a>,
    hasher: &'h ValueHasher,
    open: Vec<Frame>,
    /// How often each key stood in its object, by the key's place.
    keys: HashMap<u128, u64>,
    record: Record<'a>,
}

impl<'a, 'h> Reading<'a, 'h> {
    fn new(bytes: &'a [u8], hasher: &'h ValueHasher) -> Self {
        Self {
            bytes,
            tokens: Tokens::new(bytes),
            hasher,
            open: Vec::with_capacity(8),
            keys: HashMap::new(),
            record: Record::new(bytes),
        }
    }

    fn take(&mut self, token: Token<'a>) {
        match token {
            Token::Key(key) => self.key(key),
            Token::ObjectStart | Token::ArrayStart => self.begin(token == Token::ObjectStart),
            Token::ObjectEnd | Token::ArrayEnd => self.end(),
            Token::String(string) => {
                let (hash, is_odd) = self.next_place().string(string);
                self.note_odd_text(string, is_odd);
                self.leaf(Raw::String(string), hash);
            }
            Token::Number(text) => self.leaf(Raw::Other(text), self.next_place().number(text)),
            Token::Bool(is_true) => {
                let word = if is_true { "true" } else { "false" };
                self.leaf(Raw::Other(word.as_bytes()), self.next_place().word(word));
            }
            Token::Null => self.leaf(Raw::Null, self.next_place().word("null")),
        }
    }

    fn note_odd_text(&mut self, string: JsonStr<'_>, is_odd: bool) {
        if is_odd {
            let is_utf8 = std::str::from_utf8(string.raw()).is_ok();
            self.record.has_invalid_utf8 |= !is_utf8;
            self.record.has_lone_surrogate |= is_utf8;
        }
    }

    /// The place of the value that begins.
    fn next_place(&self) -> Path {
        match self.open.last() {
            None => self.hasher.root(),
            Some(frame) if frame.is_object => frame.next,
            Some(frame) => self.hasher.at(&frame.path, frame.count),
        }
    }

    fn key(&mut self, key: JsonStr<'a>) {
        let Some(frame) = self.open.last_mut() else { return };
        let (mut path, is_odd) = self.hasher.under(&frame.path, key);
        let before = self.keys.entry(path.id()).or_default();
        if *before > 0 {
            path = self.hasher.again(&path, *before);
            self.record.has_duplicate_keys = true;
        }
        *before += 1;
        frame.next = path;
        let branch = frame.node.and_then(|node| node.branch(&key.decode().0));
        frame.field = branch.and_then(|branch| branch.field);
        frame.child = branch.and_then(|branch| branch.node);
        // A key that stands twice: nothing of the first value may shine through.
        if let Some(child) = frame.child {
            self.record.fields[child.fields.clone()].fill(Raw::Absent);
        }
        self.note_odd_text(key, is_odd);
    }

    fn begin(&mut self, is_object: bool) {
        let path = self.next_place();
        let (field, node) = match self.open.last() {
            None => (None, is_object.then_some(&RECORD)),
            Some(parent) => (parent.field, parent.child.filter(|_| is_object)),
        };
        self.open.push(Frame {
            is_object,
            path,
            node,
            field: None,
            child: None,
            next: path,
            own_field: field.map(|field| (field, self.tokens.at() - 1)),
            count: 0,
        });
    }

    fn end(&mut self) {
        let Some(frame) = self.open.pop() else { return };
        let hash = if frame.is_object {
            frame.path.object(frame.count)
        } else {
            frame.path.array(frame.count)
        };
        if let Some((field, start)) = frame.own_field {
            self.record.fields[field as usize] = Raw::Other(&self.bytes[start..self.tokens.at()]);
        }
        self.value(hash);
    }

    fn leaf(&mut self, raw: Raw<'a>, hash: u128) {
        if let Some(field) = self.open.last().and_then(|frame| frame.field) {
            self.record.fields[field as usize] = raw;
        }
        self.value(hash);
    }

    /// A value is whole: adds its hash, and tells its container.
    fn value(&mut self, hash: u128) {
        self.record.value_hash = self.record.value_hash.wrapping_add(hash);
        if let Some(frame) = self.open.last_mut() {
            frame.count += 1;
            if frame.is_object {
                frame.field = None;
                frame.child = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Record<'_> {
        read_record(text.as_bytes(), &ValueHasher::new((1, 2))).expect("a record")
    }

    #[test]
    fn fields_are_found_at_their_places_only() {
        let record = read(
            r#"{"eventName":"DetectPHI","x":{"eventName":"no","userIdentity":{"type":"no"}},
               "userIdentity":{"type":"AssumedRole","sessionContext":{"attributes":{"mfaAuthenticated":true},"webIdFederationData":{ }}},
               "requestParameters":null,"errorCode":"","readOnly":"true","responseElements":{"JobId":"j\u002d1"}}"#,
        );
        assert_eq!(record.text(Field::EventName).as_deref(), Some("DetectPHI"));
        assert_eq!(record.text(Field::IdentityType).as_deref(), Some("AssumedRole"));
        assert_eq!(record.text(Field::MfaAuthenticated).as_deref(), Some("true"));
        assert_eq!(record.text(Field::WebIdFederationData).as_deref(), Some("{ }"));
        assert_eq!(record.raw(Field::RequestParameters), Raw::Null);
        assert_eq!(record.raw(Field::ErrorMessage), Raw::Absent);
        assert_eq!(record.text(Field::ErrorCode).as_deref(), Some(""));
        assert_eq!(record.text(Field::ResponseJobId).as_deref(), Some("j-1"));
        assert!(!record.has_duplicate_keys && !record.has_invalid_utf8 && !record.has_lone_surrogate);
    }

    #[test]
    fn of_a_key_that_stands_twice_only_the_last_value_counts() {
        let record =
            read(r#"{"userIdentity":{"type":"Root","userName":"a"},"userIdentity":{"type":"IAMUser"}}"#);
        assert_eq!(record.text(Field::IdentityType).as_deref(), Some("IAMUser"));
        assert_eq!(record.raw(Field::UserName), Raw::Absent);
        assert!(record.has_duplicate_keys);
    }

    #[test]
    fn fields_of_an_unexpected_type_stand_as_their_json() {
        let record = read(r#"{"eventName":{"a":[1, 2]},"userIdentity":"me","errorCode":5}"#);
        assert_eq!(record.text(Field::EventName).as_deref(), Some(r#"{"a":[1, 2]}"#));
        assert_eq!(record.text(Field::UserIdentity).as_deref(), Some("me"));
        assert_eq!(record.text(Field::ErrorCode).as_deref(), Some("5"));
    }

    #[test]
    fn copies_hash_alike_and_other_values_do_not() {
        let hash = |text: &str| read(text).value_hash;
        let one = hash(r#"{"a":"x=y","b":[1,{"c":null}],"n":10}"#);
        assert_eq!(
            one,
            hash("{ \"n\" : 1e1,\n\"b\": [1.0, {\"c\":null}], \"\\u0061\":\"x\\u003dy\"}")
        );
        for other in [
            r#"{"a":"x=y","b":[1,{"c":null}],"n":11}"#,
            r#"{"a":"x=y","b":[{"c":null},1],"n":10}"#,
            r#"{"a":"x=y","b":[1,{"c":null}],"n":"10"}"#,
            r#"{"a":"x=y","b":[1,{}],"n":10}"#,
            r#"{"a":"x=y","b":[1,{"c":null}]}"#,
            r#"{"a":"x=y","b":[1,{"c":null}],"n":10,"n":10}"#,
        ] {
            assert_ne!(one, hash(other), "{other}");
        }
        assert_ne!(hash("{\"a\":[]}"), hash("{\"a\":{}}"));
        assert_ne!(
            hash("{\"a\":123456789012345678901234567890.5}"),
            hash("{\"a\":123456789012345678901234567890.25}")
        );
    }

    #[test]
    fn halves_of_surrogate_pairs_are_marked_and_kept_apart() {
        let record = read(r#"{"userAgent":"a\ud800b"}"#);
        assert!(record.has_lone_surrogate && !record.has_invalid_utf8);
        assert_eq!(record.text(Field::UserAgent).as_deref(), Some("a\u{fffd}b"));
        assert_ne!(record.value_hash, read(r#"{"userAgent":"a\udc00b"}"#).value_hash);
    }
}
