//! The output of `aws cloudtrail lookup-events`: the record stands as a text beside some of its fields.

use super::{
    FieldSet, Holding,
    draft::{Draft, record_time},
    slot::{Members, Slot},
};
use crate::{base::Shape, trail::field::Field};

/// The outer keys and where their values stand in a record.
const OUTER: [(&str, &[&str]); 7] = [
    ("EventId", &["eventID"]),
    ("EventName", &["eventName"]),
    ("EventSource", &["eventSource"]),
    ("ReadOnly", &["readOnly"]),
    ("AccessKeyId", &["userIdentity", "accessKeyId"]),
    ("Username", &["userIdentity", "userName"]),
    ("Resources", &["resources"]),
];

const HELD: FieldSet = FieldSet::of(&[
    Field::EventId,
    Field::EventName,
    Field::EventSource,
    Field::EventTime,
    Field::ReadOnly,
    Field::AccessKeyId,
    Field::UserName,
]);

/// Opens one event. Without a readable `CloudTrailEvent` the fields beside it are all there is.
pub(super) fn open<'a>(slot: Slot<'a>, members: &Members<'a>, layers: u8) -> Option<Holding<'a>> {
    let full = members
        .get("CloudTrailEvent")
        .and_then(|event| Holding::of(Shape::LookupEvents, event, layers));
    full.or_else(|| outer_fields(slot, members))
}

fn outer_fields<'a>(slot: Slot<'a>, members: &Members<'a>) -> Option<Holding<'a>> {
    let has = |key| members.is_filled(key);
    if !(has("EventName") && (has("EventId") || has("EventTime") && has("EventSource"))) {
        return None;
    }
    let mut draft = Draft::default();
    for (key, path) in OUTER {
        if let Some(value) = members.get(key) {
            draft.json(path, value.bytes);
        }
    }
    if let Some(time) = members.get("EventTime") {
        match time.scalar() {
            Some(text) => draft.text(&["eventTime"], &record_time(&text)),
            None => draft.json(&["eventTime"], time.bytes),
        }
    }
    let (json, fields) = draft.finish();
    // `--query` leaves out keys as it pleases, so that a missing one says nothing.
    let fields = if has("EventId") && has("EventTime") && members.has("Resources") {
        HELD
    } else {
        fields
    };
    Some(Holding::built(Shape::LookupEvents, slot, (json, fields)))
}
