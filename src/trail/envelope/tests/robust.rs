//! What holds no records, and what is damaged.

use super::*;
use crate::{
    base::Shape,
    trail::{
        envelope::{Belonging, may_deceive},
        record::read_record,
        value_hash::ValueHasher,
    },
};
use proptest::prelude::*;

#[test]
fn what_belongs_to_cloudtrail_is_told_by_its_keys() {
    let notice = json!({"eventVersion": "2.1", "eventSource": "aws:s3", "eventTime": "2026-08-01T09:00:00.000Z",
        "eventName": "ObjectCreated:Put", "s3": {"object": {"key": "AWSLogs/x.json.gz"}}});
    for (object, belonging) in [
        (
            json!({"awsAccountId": "1", "digestStartTime": "x", "logFiles": []}),
            Belonging::Digest,
        ),
        (
            json!({"version": "1.0", "files": [{"fileHashValue": "x"}], "hashSignature": "y"}),
            Belonging::LakeSign,
        ),
        (
            json!({"fileHashValue": "x", "fileName": "result_1.csv.gz"}),
            Belonging::LakeSign,
        ),
        (
            json!({"s3Bucket": "b", "s3ObjectKey": ["AWSLogs/x.json.gz"]}),
            Belonging::DeliveryNotice,
        ),
        (json!({"Records": [notice]}), Belonging::DeliveryNotice),
        (notice.clone(), Belonging::DeliveryNotice),
    ] {
        let text = object.to_string();
        assert_eq!(open(text.as_bytes()), Opened::Belongs(belonging), "{text}");
    }
    let nested = json!({"a": {"digestStartTime": 1, "logFiles": 2}});
    assert_eq!(open(nested.to_string().as_bytes()), Opened::Unknown);
}

#[test]
fn empty_envelopes_are_told_by_their_keys_too() {
    for (document, shape) in [
        (json!({"Records": []}), Shape::Trail),
        (json!({"Events": []}), Shape::LookupEvents),
        (
            json!({"events": [], "searchedLogStreams": []}),
            Shape::CloudwatchEvents,
        ),
        (
            json!({"QueryStatus": "FINISHED", "QueryResultRows": []}),
            Shape::LakeResult,
        ),
        (json!({"results": [], "statistics": {}}), Shape::LogsInsights),
        (
            json!({"took": 1, "hits": {"total": 0, "hits": []}}),
            Shape::Elasticsearch,
        ),
        (
            json!({"messageType": "CONTROL_MESSAGE", "logEvents": [{"id": "", "timestamp": 1,
                "message": "CWL CONTROL MESSAGE: Checking health of destination Kinesis stream."}]}),
            Shape::CloudwatchSubscription,
        ),
    ] {
        let text = document.to_string();
        let empty = holding(&text);
        assert_eq!(
            (empty.shape, empty.held.len(), empty.others),
            (shape, 0, 0),
            "{text}"
        );
    }
}

#[test]
fn what_is_not_cloudtrails_stays_unknown() {
    for document in [
        json!({}),
        json!([]),
        json!(7),
        json!("text"),
        json!([[]]),
        json!({"events": []}),
        json!({"Events": [{"SourceIdentifier": "db"}]}),
        json!({"detail-type": "EC2 Instance State-change Notification", "detail": {"state": "running"}}),
        json!({"message": "started"}),
        json!({"CloudTrailEvent": "x", "EventName": 1}),
        json!({"_source": {"title": "x"}}),
        json!({"hits": {"hits": 1}}),
        json!([{"field": 1, "value": 2}]),
    ] {
        let text = document.to_string();
        assert_eq!(open(text.as_bytes()), Opened::Unknown, "{text}");
    }
}

#[test]
fn elements_without_a_record_are_counted() {
    let document =
        json!({"logEvents": [{"message": record("e").to_string()}, {"message": "no"}, 5]}).to_string();
    let holding = holding(&document);
    assert_eq!((holding.held.len(), holding.others), (1, 2));
}

#[test]
fn what_may_deceive_is_noticed() {
    let raw = json!({"eventSource": "a", "eventName": "b", "_raw": record("e").to_string()}).to_string();
    assert!(may_deceive(raw.as_bytes()) && open(raw.as_bytes()) != Opened::Record);
    assert!(!may_deceive(br#"{"eventSource":"a","eventName":"b"}"#));
}

#[test]
fn envelopes_are_opened_to_a_depth_and_no_further() {
    let mut document = record("e");
    for layer in 1..10 {
        document = json!({"message": document.to_string()});
        let is_open = matches!(open(document.to_string().as_bytes()), Opened::Holds(_));
        assert_eq!(is_open, layer <= 3, "{layer}");
    }
}

#[test]
fn deep_and_doubled_nesting_ends() {
    for (open_part, close_part) in [
        ("{\"hits\":", "}"),
        ("{\"event\":", "}"),
        ("[", "]"),
        ("{\"Events\":[", "]}"),
    ] {
        let deep = format!("{}1{}", open_part.repeat(400), close_part.repeat(400));
        assert_eq!(open(deep.as_bytes()), Opened::Unknown);
    }
}

proptest! {
    #[test]
    fn damage_never_panics_and_places_stay_inside(cut in 0usize..4000, at in 0usize..4000, byte: u8, which in 0usize..4) {
        let record = record("e");
        let document = match which {
            0 => json!({"Events": [{"EventId": "e", "EventName": "n", "EventTime": 1.5, "CloudTrailEvent": text(&record)}]}),
            1 => json!({"QueryResultRows": [[{"eventID": "e"}, {"userIdentity": text(&record)}, {"eventTime": "x"}]]}),
            2 => json!({"hits": {"hits": [{"_source": {"event": {"original": text(&record)}}}]}}),
            _ => json!({"class_uid": 6003, "api": {"operation": "o", "request": {"data": text(&record)}},
                "metadata": {"product": {"name": "CloudTrail"}}, "unmapped": record}),
        };
        let mut bytes = document.to_string().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.truncate(bytes.len().min(cut.max(20)));
        if let Opened::Holds(holding) = open(&bytes) {
            for held in holding.held {
                let same = again(&bytes[held.range.clone()], held.nth).expect("the record at its place");
                prop_assert_eq!(&same.text, &held.text);
                prop_assert!(read_record(&held.text, &ValueHasher::new((1, 2))).is_ok());
            }
        }
    }
}
