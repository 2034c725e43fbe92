//! The CSV that the console's Event history page offers.
//!
//! Its header, as the console writes it:
//! `User name,AWS access key,Event time,Event source,Event name,AWS region,Source IP address,User agent,Error code,`
//! `Resources,Request ID,Event ID,Read-only,Event type,Recipient Account Id,Event category`.
//! "User name" is the name that the page shows: of a role's session it is the session's.

use super::{
    columns::Place,
    header::{Cell, Risk},
};
use crate::trail::field::Field;

/// Name, place, kind, risk, fields, and whether many records do without.
type Known = (
    &'static str,
    &'static [&'static str],
    Cell,
    Risk,
    &'static [Field],
    bool,
);

#[rustfmt::skip]
const COLUMNS: [Known; 16] = [
    ("User name", &["userIdentity", "userName"], Cell::Text, Risk::None, &[Field::UserName], true),
    ("AWS access key", &["userIdentity", "accessKeyId"], Cell::Text, Risk::None, &[Field::AccessKeyId], true),
    ("Event time", &["eventTime"], Cell::Text, Risk::Time, &[Field::EventTime], false),
    ("Event source", &["eventSource"], Cell::Text, Risk::None, &[Field::EventSource], false),
    ("Event name", &["eventName"], Cell::Text, Risk::None, &[Field::EventName], false),
    ("AWS region", &["awsRegion"], Cell::Text, Risk::None, &[Field::AwsRegion], false),
    ("Source IP address", &["sourceIPAddress"], Cell::Text, Risk::None, &[Field::SourceIpAddress], false),
    ("User agent", &["userAgent"], Cell::Text, Risk::None, &[Field::UserAgent], true),
    ("Error code", &["errorCode"], Cell::Text, Risk::None, &[Field::ErrorCode], true),
    ("Resources", &["resources"], Cell::Json, Risk::None, &[], true),
    ("Request ID", &["requestID"], Cell::Text, Risk::Identifier, &[Field::RequestId], true),
    ("Event ID", &["eventID"], Cell::Text, Risk::Identifier, &[Field::EventId], false),
    ("Read-only", &["readOnly"], Cell::Flag, Risk::Flag, &[Field::ReadOnly], true),
    ("Event type", &["eventType"], Cell::Text, Risk::None, &[Field::EventType], false),
    ("Recipient Account Id", &["recipientAccountId"], Cell::Text, Risk::Account, &[Field::RecipientAccountId], false),
    ("Event category", &["eventCategory"], Cell::Text, Risk::None, &[Field::EventCategory], true),
];

fn known(name: &str) -> Option<&'static Known> {
    COLUMNS.iter().find(|column| column.0.eq_ignore_ascii_case(name))
}

/// True for a header with the event's name, its source or ID, and at least four of the columns.
pub(super) fn is_header<'a>(names: impl Iterator<Item = &'a str> + Clone) -> bool {
    let has = |wanted: &str| names.clone().any(|name| name.eq_ignore_ascii_case(wanted));
    let count = COLUMNS.iter().filter(|column| has(column.0)).count();
    count >= 4 && has("Event name") && (has("Event source") || has("Event ID"))
}

/// A name that is ours in other letters.
pub(super) fn is_respelt(name: &str) -> bool {
    known(name).is_some_and(|column| column.0 != name)
}

/// Where the column's values stand in a record.
pub(super) fn place(name: &str) -> Option<Place> {
    let &(_, path, cell, risk, fields, is_optional) = known(name)?;
    Some(Place {
        path: path.iter().map(|&key| key.to_owned()).collect(),
        cell,
        risk,
        fields,
        is_nullable: false,
        is_optional,
    })
}
