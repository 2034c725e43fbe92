//! OCSF API Activity, as Security Lake keeps CloudTrail's records, in its JSON form.
//!
//! Names: OCSF 1.x (class 6003) and its release candidate 2 (class 3005).

use super::{
    FieldSet, Holding,
    draft::{Draft, record_time},
    lake,
    slot::{Kind, Members, Slot},
};
use crate::{base::Shape, trail::field::Field};

/// Where a field stands in OCSF, the first place that has it, and where in a record.
const PLACES: [(&[&[&str]], &[&str]); 22] = [
    (&[&["metadata", "product", "version"]], &["eventVersion"]),
    (&[&["metadata", "uid"]], &["eventID"]),
    (&[&["metadata", "event_code"]], &["eventType"]),
    (&[&["api", "service", "name"]], &["eventSource"]),
    (&[&["api", "operation"]], &["eventName"]),
    (&[&["api", "version"]], &["apiVersion"]),
    (&[&["api", "request", "uid"]], &["requestID"]),
    (&[&["api", "response", "error"]], &["errorCode"]),
    (
        &[
            &["api", "response", "error_message"],
            &["api", "response", "message"],
        ],
        &["errorMessage"],
    ),
    (&[&["cloud", "region"]], &["awsRegion"]),
    (
        &[&["src_endpoint", "ip"], &["src_endpoint", "domain"]],
        &["sourceIPAddress"],
    ),
    (&[&["src_endpoint", "uid"]], &["vpcEndpointId"]),
    (&[&["http_request", "user_agent"]], &["userAgent"]),
    (&[&["tls", "version"]], &["tlsDetails", "tlsVersion"]),
    (&[&["tls", "cipher"]], &["tlsDetails", "cipherSuite"]),
    (&[&["tls", "sni"]], &["tlsDetails", "clientProvidedHostHeader"]),
    (&[&["actor", "user", "type"]], &["userIdentity", "type"]),
    (&[&["actor", "user", "name"]], &["userIdentity", "userName"]),
    (
        &[
            &["actor", "user", "account", "uid"],
            &["actor", "user", "account_uid"],
        ],
        &["userIdentity", "accountId"],
    ),
    (
        &[&["actor", "user", "credential_uid"]],
        &["userIdentity", "accessKeyId"],
    ),
    (&[&["actor", "invoked_by"]], &["userIdentity", "invokedBy"]),
    (
        &[&["actor", "session", "mfa"], &["actor", "session", "is_mfa"]],
        &["userIdentity", "sessionContext", "attributes", "mfaAuthenticated"],
    ),
];

/// User ids: an ARN or a principal, whichever it is.
const USER_IDS: [&str; 3] = ["uid", "uid_alt", "uuid"];

/// What the class can always say; a field that OCSF keeps under `unmapped` only is held when it is there.
const HELD: FieldSet = FieldSet::of(&[
    Field::EventVersion,
    Field::EventTime,
    Field::EventSource,
    Field::EventName,
    Field::AwsRegion,
    Field::SourceIpAddress,
    Field::UserAgent,
    Field::ErrorCode,
    Field::ErrorMessage,
    Field::RequestId,
    Field::EventId,
    Field::VpcEndpointId,
    Field::IdentityType,
    Field::UserName,
    Field::InvokedBy,
]);

pub(super) fn open<'a>(slot: Slot<'a>, members: &Members<'a>) -> Option<Holding<'a>> {
    if !is_cloudtrail(members) {
        return None;
    }
    let mut draft = Draft::default();
    // First, so that a field with a place of its own in the class wins.
    put_unmapped(&mut draft, members);
    for (places, path) in PLACES {
        let filled = places
            .iter()
            .filter_map(|place| members.path(place))
            .find(Slot::is_filled);
        if let Some(value) = filled {
            put(&mut draft, path, value);
        }
    }
    for time in ["time_dt", "time"] {
        if let Some(text) = members.get(time).and_then(|time| time.scalar()) {
            draft.text(&["eventTime"], &record_time(&text));
        }
    }
    for key in USER_IDS {
        if let Some(id) = members.path(&["actor", "user", key]).filter(Slot::is_filled) {
            let is_arn = id.text().is_some_and(|text| text.starts_with("arn:"));
            draft.json(
                &["userIdentity", if is_arn { "arn" } else { "principalId" }],
                id.bytes,
            );
        }
    }
    put_session(&mut draft, members);
    for (key, path) in [("request", "requestParameters"), ("response", "responseElements")] {
        if let Some(data) = members.path(&["api", key, "data"]).filter(Slot::is_filled) {
            put_data(&mut draft, path, data);
        }
    }
    let (json, fields) = draft.finish();
    Some(Holding::built(Shape::Ocsf, slot, (json, fields.union(HELD))))
}

/// Other services' logs have the same classes.
fn is_cloudtrail(members: &Members<'_>) -> bool {
    if !members.has("class_uid") || members.path(&["api", "operation"]).is_none() {
        return false;
    }
    let product = members.path(&["metadata", "product", "name"]);
    if let Some(product) = product.and_then(|name| name.text()) {
        return product.to_ascii_lowercase().contains("cloudtrail");
    }
    let class = members.get("class_uid").and_then(|class| class.scalar());
    let service = members
        .path(&["api", "service", "name"])
        .and_then(|name| name.text());
    matches!(class.as_deref(), Some("6003" | "3005"))
        && service.is_some_and(|service| service.ends_with(".amazonaws.com"))
}

fn put(draft: &mut Draft, path: &[&str], value: Slot<'_>) {
    match (path, value.scalar()) {
        // Flags stand as booleans there and as texts in records.
        ([.., "mfaAuthenticated"], Some(text)) => draft.text(path, &text),
        _ => draft.json(path, value.bytes),
    }
}

fn put_session(draft: &mut Draft, members: &Members<'_>) {
    let session = |key| members.path(&["actor", "session", key]).filter(Slot::is_filled);
    for key in ["created_time_dt", "created_time"] {
        if let Some(text) = session(key).and_then(|time| time.scalar()) {
            let path = ["userIdentity", "sessionContext", "attributes", "creationDate"];
            draft.text(&path, &record_time(&text));
        }
    }
    if let Some(issuer) = session("issuer")
        && issuer.text().is_some_and(|text| text.starts_with("arn:"))
    {
        let path = ["userIdentity", "sessionContext", "sessionIssuer", "arn"];
        draft.json(&path, issuer.bytes);
    }
}

/// What the class has no place for: keys with dots, values as texts.
fn put_unmapped(draft: &mut Draft, members: &Members<'_>) {
    let Some(unmapped) = members.get("unmapped").and_then(|unmapped| unmapped.members()) else {
        return;
    };
    for (key, value) in unmapped.0 {
        let key = key.decode().0;
        let path = lake::record_path(&key);
        let path: Vec<_> = path.iter().map(AsRef::as_ref).collect();
        match (path.as_slice(), value.text().as_deref()) {
            (["readOnly" | "managementEvent"], Some(word @ ("true" | "false"))) => {
                draft.json(&path, word.as_bytes());
            }
            _ => draft.json(&path, value.bytes),
        }
    }
}

/// Parameters of the request or elements of the response: an object, or a text that holds one.
fn put_data(draft: &mut Draft, key: &str, data: Slot<'_>) {
    let text = data.text();
    let inner = text.as_ref().and_then(|text| Slot::root(text.as_bytes()));
    match inner {
        Some(inner) if inner.kind == Kind::Null || inner.members().is_some() => {
            draft.json(&[key], inner.bytes);
        }
        _ => draft.json(&[key], data.bytes),
    }
}
