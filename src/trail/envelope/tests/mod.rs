//! Records are wrapped in every shape by `serde_json` and must come out again.

mod lossless;
mod lossy;
mod robust;

use super::{Fidelity, Held, Holding, Opened, again, open};
use serde_json::{Value, json};

/// A record with what is hard to carry: quotes, escapes, non-ASCII text, nesting, keys of envelopes.
fn record(id: &str) -> Value {
    json!({
        "eventVersion": "1.11",
        "userIdentity": {"type": "AssumedRole", "principalId": "AROAEXAMPLE:ana", "accountId": "012345678901",
            "sessionContext": {"attributes": {"mfaAuthenticated": "false"}, "webIdFederationData": {}}},
        "eventTime": "2026-08-01T09:00:00Z",
        "eventSource": "comprehendmedical.amazonaws.com",
        "eventName": "DetectPHI",
        "awsRegion": "us-east-1",
        "sourceIPAddress": "203.0.113.7",
        "userAgent": "a \"quoted\\\" agent\n\u{1f600}\u{0}<>&='",
        "requestParameters": {"detail": {"message": "{\"_raw\":1}"}, "Events": [], "n": 1.5e3, "JobId": null},
        "responseElements": null,
        "requestID": "r-1",
        "eventID": id,
        "readOnly": true,
        "eventType": "AwsApiCall",
        "message": "no envelope",
        "detail": {},
    })
}

fn text(value: &Value) -> Value {
    Value::from(value.to_string())
}

/// Everything that a document holds.
fn holding(document: &str) -> Holding<'_> {
    match open(document.as_bytes()) {
        Opened::Holds(holding) => {
            check_places(document, &holding);
            holding
        }
        other => panic!("{other:?}: {document}"),
    }
}

fn value(held: &Held<'_>) -> Value {
    serde_json::from_slice(&held.text).expect("a record's JSON")
}

/// Each record is found again at its place, and a full one stands there as it is, or as a text.
fn check_places(document: &str, holding: &Holding<'_>) {
    for held in &holding.held {
        let place = &document[held.range.clone()];
        let same = again(place.as_bytes(), held.nth).expect("the record at its place");
        assert_eq!(
            (&same.text, same.fidelity),
            (&held.text, held.fidelity),
            "{document}"
        );
        let stands: Value = serde_json::from_str(place).expect("JSON at the place");
        let stands = stands.as_str().unwrap_or(place);
        // A text may hold an envelope again.
        if held.fidelity == Fidelity::Full && open(stands.as_bytes()) == Opened::Record {
            assert_eq!(stands.as_bytes(), held.text.as_ref(), "{document}");
        }
    }
}

/// The same JSON with all keys in reverse order, spaces between, and one key more in the outermost object.
fn reversed(value: &Value, is_outermost: bool) -> String {
    match value {
        Value::Object(members) => {
            let mut parts: Vec<_> = members
                .iter()
                .rev()
                .map(|(key, value)| format!(" {} :\t{}", Value::from(key.as_str()), reversed(value, false)))
                .collect();
            if is_outermost {
                parts.insert(0, "\"kinesisPartitionKey\":\"0.5\"".to_owned());
            }
            format!("{{{}\r\n}}", parts.join(" ,\n"))
        }
        Value::Array(elements) => {
            let parts: Vec<_> = elements.iter().map(|element| reversed(element, false)).collect();
            format!("[ {} ]", parts.join(", "))
        }
        other => other.to_string(),
    }
}
