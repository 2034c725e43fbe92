//! The JSON shapes in which CloudTrail records are wrapped: opened, told apart and, where a shape holds only a part
//! of the record, put together from that part.
//!
//! [`open`] looks at one JSON value: a whole document, or one element of a list that the splitter takes apart. It
//! works either way, because a document may be too large to be held at once. It never fails: what it cannot open
//! is [`Opened::Unknown`].

mod belonging;
mod cloudwatch;
mod draft;
mod eventbridge;
mod fidelity;
mod lake;
mod list;
mod lookup_events;
mod ocsf;
mod search;
mod slot;
#[cfg(test)]
mod tests;

pub use belonging::Belonging;
pub use fidelity::{Fidelity, FieldSet};
pub use lake::{Cell, record_of_columns};
pub use list::{LIST_KEYS, shape_in_list};

use super::json::JsonStr;
use crate::{base::Shape, source::base64};
use slot::{Kind, Members, Slot};
use std::{borrow::Cow, ops::Range};

/// Envelopes within envelopes are opened this deep; a list and a text that holds JSON are one each.
const MAX_LAYERS: u8 = 6;

/// What a JSON value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened<'a> {
    /// A record of CloudTrail as it is.
    Record,
    /// Records stand in it; or none, when it is an envelope that is empty.
    Holds(Holding<'a>),
    /// It belongs to CloudTrail and holds no records.
    Belongs(Belonging),
    /// Nothing of CloudTrail.
    Unknown,
}

/// What stands in an envelope.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding<'a> {
    /// The outermost envelope.
    pub shape: Shape,
    /// The records, in their order.
    pub held: Vec<Held<'a>>,
    /// Elements in which no record was found.
    pub others: u64,
}

/// A record in an envelope.
#[derive(Clone, Debug, PartialEq)]
pub struct Held<'a> {
    /// Where it stands in the value: an object, a text that holds it, or the element from which it was put
    /// together. [`again`] finds it there.
    pub range: Range<usize>,
    /// Which of the records at that place; above 0 only when one text holds several.
    pub nth: u32,
    /// The record's JSON.
    pub text: Cow<'a, [u8]>,
    /// How much of the record the shape holds.
    pub fidelity: Fidelity,
    /// The text that held it has bytes or half surrogates that are no text; replacement marks stand there.
    pub has_odd_text: bool,
}

/// Looks into a JSON value: an object, an array that is a row of a query result, or a text that holds either.
pub fn open(value: &[u8]) -> Opened<'_> {
    Slot::root(value).map_or(Opened::Unknown, |slot| judge(slot, 0))
}

/// The record that stood at [`Held::range`], from the bytes there. What is no envelope is the record itself.
pub fn again(place: &[u8], nth: u32) -> Option<Held<'_>> {
    let slot = Slot::root(place)?;
    records(slot, 0).into_iter().find(|held| held.nth == nth)
}

/// An object that has a record's fields and may yet be no record, so that it is to be opened: a search result with
/// fields of the record beside its text, a notice of S3. A quick look; `true` may be wrong, then [`open`] says
/// [`Opened::Record`].
pub fn may_deceive(object: &[u8]) -> bool {
    [search::RAW_KEY, belonging::NOTICE_SOURCES]
        .iter()
        .any(|mark| memchr::memmem::find(object, mark.as_bytes()).is_some())
}

/// Judges a value that `layers` envelopes are around.
fn judge(slot: Slot<'_>, layers: u8) -> Opened<'_> {
    match slot.kind {
        Kind::Object => slot
            .members()
            .map_or(Opened::Unknown, |members| judge_object(slot, &members, layers)),
        Kind::Array if layers < MAX_LAYERS => list::open_array(slot, layers),
        Kind::String(text) if layers < MAX_LAYERS => {
            let held = records_in_text(slot, text, layers);
            if held.is_empty() {
                return Opened::Unknown;
            }
            Opened::Holds(Holding {
                shape: Shape::EventOriginal,
                held,
                others: 0,
            })
        }
        _ => Opened::Unknown,
    }
}

fn judge_object<'a>(slot: Slot<'a>, members: &Members<'a>, layers: u8) -> Opened<'a> {
    if let Some(belonging) = belonging::of(members) {
        return Opened::Belongs(belonging);
    }
    // A search result may carry the record's fields beside its text: the text is the fuller.
    let can_open = layers < MAX_LAYERS;
    if can_open && let Some(holding) = search::open_raw(members, layers) {
        return Opened::Holds(holding);
    }
    if is_record(members) {
        return Opened::Record;
    }
    if !can_open {
        return Opened::Unknown;
    }
    list::open_lists(members, layers)
        .or_else(|| lookup_events::open(slot, members, layers).map(Opened::Holds))
        .or_else(|| eventbridge::open(members, layers).map(Opened::Holds))
        .or_else(|| cloudwatch::open(members, layers).map(Opened::Holds))
        .or_else(|| search::open(members, layers).map(Opened::Holds))
        .or_else(|| ocsf::open(slot, members).map(Opened::Holds))
        .unwrap_or(Opened::Unknown)
}

/// The fields that every record has.
fn is_record(members: &Members<'_>) -> bool {
    let has = |key| members.is_filled(key);
    has("eventSource") && (has("eventName") || has("eventTime")) || has("eventVersion") && has("eventID")
}

/// All records in the value of an envelope's key: the record itself, a text that holds it, or envelopes again.
fn records(slot: Slot<'_>, layers: u8) -> Vec<Held<'_>> {
    match judge(slot, layers) {
        Opened::Record => vec![Held {
            range: slot.range(),
            nth: 0,
            text: Cow::Borrowed(slot.bytes),
            fidelity: Fidelity::Full,
            has_odd_text: false,
        }],
        Opened::Holds(holding) => holding.held,
        Opened::Belongs(_) | Opened::Unknown => Vec::new(),
    }
}

/// All records in a text that holds JSON, or gzip in base64 that does.
fn records_in_text<'a>(slot: Slot<'a>, text: JsonStr<'a>, layers: u8) -> Vec<Held<'a>> {
    let (text, has_odd_text) = if let Some(unpacked) = base64::unpack(text.raw()) {
        (Cow::Owned(unpacked), false)
    } else if text.has_escapes() {
        let (text, is_odd) = text.decode();
        (Cow::Owned(text.into_owned().into_bytes()), is_odd)
    } else {
        (Cow::Borrowed(text.raw()), false)
    };
    let Some(root) = Slot::root(&text) else {
        return Vec::new();
    };
    let inner = match judge(root, layers + 1) {
        Opened::Record => None,
        Opened::Holds(holding) => Some(holding.held.into_iter().map(Held::into_owned).collect()),
        Opened::Belongs(_) | Opened::Unknown => Some(Vec::new()),
    };
    let Some(mut inner): Option<Vec<Held<'a>>> = inner else {
        return vec![Held {
            range: slot.range(),
            nth: 0,
            text,
            fidelity: Fidelity::Full,
            has_odd_text,
        }];
    };
    for (held, nth) in inner.iter_mut().zip(0..) {
        held.range = slot.range();
        held.nth = nth;
        held.has_odd_text |= has_odd_text;
    }
    inner
}

impl Held<'_> {
    fn into_owned(self) -> Held<'static> {
        Held {
            range: self.range,
            nth: self.nth,
            text: Cow::Owned(self.text.into_owned()),
            fidelity: self.fidelity,
            has_odd_text: self.has_odd_text,
        }
    }
}

impl<'a> Holding<'a> {
    /// What stands under the key of an envelope, when there is anything.
    fn of(shape: Shape, slot: Slot<'a>, layers: u8) -> Option<Self> {
        let held = records(slot, layers + 1);
        (!held.is_empty()).then_some(Self {
            shape,
            held,
            others: 0,
        })
    }

    /// One record that was put together from `slot`.
    fn built(shape: Shape, slot: Slot<'a>, (json, fields): (Vec<u8>, FieldSet)) -> Self {
        Self {
            shape,
            held: vec![Held {
                range: slot.range(),
                nth: 0,
                text: Cow::Owned(json),
                fidelity: Fidelity::Lossy(fields),
                has_odd_text: false,
            }],
            others: 0,
        }
    }

    /// An envelope without records.
    fn empty(shape: Shape) -> Self {
        Self {
            shape,
            held: Vec::new(),
            others: 0,
        }
    }
}
