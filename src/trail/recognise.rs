//! What a JSON object is when it is no plain record: told by its top-level keys.

use super::json::{Token, Tokens};
use std::collections::BTreeSet;

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// A CloudTrail digest file.
    Digest,
    /// A shape with records in it that is not read yet, by name.
    Shape(&'static str),
    /// Nothing of CloudTrail.
    Unknown,
}

/// Keys that an object of the shape has, all of them, and what it then is. Earlier rows win.
const SHAPES: [(&[&str], Recognised); 12] = [
    (&["digestStartTime", "logFiles"], Recognised::Digest),
    (&["CloudTrailEvent"], Recognised::Shape("lookup-events lines")),
    (&["Events"], Recognised::Shape("lookup-events output")),
    (
        &["detail", "detail-type"],
        Recognised::Shape("an EventBridge event"),
    ),
    (
        &["messageType", "logEvents"],
        Recognised::Shape("a CloudWatch Logs subscription message"),
    ),
    (&["events"], Recognised::Shape("filter-log-events output")),
    (
        &["QueryResultRows"],
        Recognised::Shape("a CloudTrail Lake query result"),
    ),
    (
        &["fileHashValue"],
        Recognised::Shape("a CloudTrail Lake sign file"),
    ),
    (
        &["files", "hashSignature"],
        Recognised::Shape("a CloudTrail Lake sign file"),
    ),
    (&["_source"], Recognised::Shape("Elasticsearch hits")),
    (&["_raw"], Recognised::Shape("Splunk events")),
    (&["class_uid", "api"], Recognised::Shape("OCSF API Activity")),
];

/// Judges an object by its top-level keys. What is no JSON is `Unknown`.
pub fn recognise(object: &[u8]) -> Recognised {
    let keys = top_level_keys(object);
    SHAPES
        .iter()
        .find(|(needed, _)| needed.iter().all(|key| keys.contains(*key)))
        .map_or(Recognised::Unknown, |(_, recognised)| *recognised)
}

/// Judges text that is not JSON by how it begins.
pub fn recognise_text(head: &[u8]) -> Option<&'static str> {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line).replace(['"', '\u{feff}'], "");
    let has = |columns: &[&str]| {
        columns
            .iter()
            .all(|column| line.split(',').any(|name| name.trim() == *column))
    };
    if has(&["Event time", "Event source", "Event name"]) {
        return Some("Event history as CSV");
    }
    if has(&["@timestamp", "@message"]) {
        return Some("a CSV of CloudWatch Logs Insights");
    }
    if has(&["eventjson"]) || has(&["eventtime", "eventsource"]) || has(&["eventTime", "eventSource"]) {
        return Some("a CSV of CloudTrail Lake or Athena");
    }
    // The first bytes of every gzip file, in base64.
    line.starts_with("H4sI").then_some("gzip written as base64")
}

fn top_level_keys(object: &[u8]) -> BTreeSet<String> {
    let mut tokens = Tokens::new(object);
    let (mut keys, mut depth) = (BTreeSet::new(), 0u32);
    while let Ok(Some(token)) = tokens.next_token() {
        match token {
            Token::ObjectStart | Token::ArrayStart => depth += 1,
            Token::ObjectEnd | Token::ArrayEnd => depth -= 1,
            Token::Key(key) if depth == 1 && keys.len() < 100 => {
                keys.insert(key.decode().0.into_owned());
            }
            _ => {}
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_told_by_their_keys() {
        assert_eq!(
            recognise(br#"{"awsAccountId":"1","digestStartTime":"x","logFiles":[]}"#),
            Recognised::Digest
        );
        assert_eq!(
            recognise(br#"{"version":"0","detail-type":"AWS API Call via CloudTrail","detail":{}}"#),
            Recognised::Shape("an EventBridge event")
        );
        assert_eq!(
            recognise(br#"{"a":{"digestStartTime":1,"logFiles":2}}"#),
            Recognised::Unknown
        );
    }
}
