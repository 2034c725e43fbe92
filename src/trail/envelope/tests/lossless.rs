//! Shapes that hold the whole record.

use super::*;
use crate::base::Shape;
use proptest::prelude::*;

type Wrap = fn(&Value, &Value) -> Value;

/// Documents that hold two records each, and their shapes.
const DOCUMENTS: [(&str, Shape, Wrap); 19] = [
    ("lookup-events", Shape::LookupEvents, |a, b| {
        json!({"Events": [{"EventId": "x", "EventName": "y", "EventTime": 1785574800.0, "Resources": [], "CloudTrailEvent": text(a)},
            {"CloudTrailEvent": text(b)}], "NextToken": "n"})
    }),
    (
        "lookup-events, parsed",
        Shape::LookupEvents,
        |a, b| json!({"Events": [{"CloudTrailEvent": a}, {"CloudTrailEvent": b}]}),
    ),
    ("EventBridge archive", Shape::Eventbridge, |a, b| {
        json!([{"version": "0", "detail-type": "AWS API Call via CloudTrail", "source": "aws.x", "detail": a},
            {"source": "aws.x", "detail": b}])
    }),
    ("subscription", Shape::CloudwatchSubscription, |a, b| {
        json!({"messageType": "DATA_MESSAGE", "owner": "1", "logEvents": [
            {"id": "1", "timestamp": 1, "message": text(a)}, {"id": "2", "timestamp": 1, "message": text(b)}]})
    }),
    ("filter-log-events", Shape::CloudwatchEvents, |a, b| {
        json!({"events": [{"logStreamName": "s", "timestamp": 1, "message": text(a), "ingestionTime": 2, "eventId": "1"},
            {"timestamp": 1, "message": text(b), "ingestionTime": 2}], "searchedLogStreams": []})
    }),
    ("Logs Insights by its API", Shape::LogsInsights, |a, b| {
        json!({"results": [[{"field": "@timestamp", "value": "t"}, {"field": "@message", "value": text(a)}],
            [{"field": "@message", "value": text(b)}, {"field": "@ptr", "value": "p"}]], "status": "Complete"})
    }),
    (
        "Logs Insights by its console",
        Shape::LogsInsights,
        |a, b| json!([{"@timestamp": "t", "@message": a}, {"@message": text(b)}]),
    ),
    ("Lake with the record in a column", Shape::LakeResult, |a, b| {
        json!({"QueryStatus": "FINISHED", "QueryResultRows": [
            [{"eventID": "x"}, {"eventJson": text(a)}], [{"eventjson": text(b)}]]})
    }),
    (
        "Elasticsearch response",
        Shape::Elasticsearch,
        |a, b| json!({"took": 1, "hits": {"total": {"value": 2}, "hits": [{"_index": "i", "_source": a}, {"_source": b}]}}),
    ),
    (
        "Elasticsearch with original events",
        Shape::Elasticsearch,
        |a, b| json!({"hits": {"hits": [{"_source": {"event": {"original": text(a)}}}, {"_source": {"message": text(b)}}]}}),
    ),
    (
        "event.original",
        Shape::EventOriginal,
        |a, b| json!([{"@timestamp": "t", "event": {"original": text(a), "kind": "event"}}, {"event.original": text(b)}]),
    ),
    (
        "log shipper's message",
        Shape::EventOriginal,
        |a, b| json!([{"message": text(a), "tags": []}, {"message": text(b)}]),
    ),
    ("Splunk results", Shape::Splunk, |a, b| {
        json!({"preview": false, "results": [{"_raw": text(a), "eventName": "x", "eventSource": "y", "eventID": "z"},
            {"_raw": text(b), "sourcetype": "aws:cloudtrail"}]})
    }),
    (
        "Splunk lines",
        Shape::Splunk,
        |a, b| json!([{"preview": false, "result": {"_raw": text(a)}}, {"result": {"_raw": text(b)}}]),
    ),
    (
        "Splunk input",
        Shape::Splunk,
        |a, b| json!([{"time": 1, "sourcetype": "aws:cloudtrail", "event": a}, {"event": text(b)}]),
    ),
    ("Splunk of EventBridge", Shape::Splunk, |a, b| {
        json!([{"_raw": text(&json!({"detail-type": "x", "detail": a}))},
            {"_raw": text(&json!({"source": "x", "detail": text(b)}))}])
    }),
    (
        "subscription in a log shipper's text",
        Shape::EventOriginal,
        |a, b| {
            json!({"message": text(&json!({"messageType": "DATA_MESSAGE",
            "logEvents": [{"message": text(a)}, {"message": text(b)}]}))})
        },
    ),
    ("trail file in a text in a text", Shape::EventOriginal, |a, b| {
        text(&json!({"message": text(&json!({"Records": [a, b]}))}))
    }),
    ("list of texts", Shape::EventOriginal, |a, b| {
        json!([text(a), text(b)])
    }),
];

fn assert_holds(name: &str, shape: Shape, document: &str, expected: &[&Value]) {
    let holding = holding(document);
    let values: Vec<_> = holding.held.iter().map(value).collect();
    assert_eq!(values.iter().collect::<Vec<_>>(), expected, "{name}");
    assert_eq!((holding.shape, holding.others), (shape, 0), "{name}");
    assert!(
        holding.held.iter().all(|held| held.fidelity == Fidelity::Full),
        "{name}"
    );
}

#[test]
fn every_whole_record_comes_out_of_every_shape() {
    let (a, b) = (record("e-1"), record("e-2"));
    for (name, shape, wrap) in DOCUMENTS {
        let document = wrap(&a, &b);
        let pretty = serde_json::to_string_pretty(&document).expect("JSON");
        for form in [document.to_string(), pretty, reversed(&document, true)] {
            assert_holds(name, shape, &form, &[&a, &b]);
        }
    }
}

#[test]
fn an_element_opens_like_its_document() {
    let (a, b) = (record("e-1"), record("e-2"));
    let mut count = 0;
    for (name, shape, wrap) in DOCUMENTS {
        let document = wrap(&a, &b);
        let list = document.as_array().or_else(|| {
            let keys = crate::trail::envelope::LIST_KEYS.iter();
            keys.filter_map(|key| document.get(key)?.as_array()).next()
        });
        for (element, expected) in list.into_iter().flatten().zip([&a, &b]) {
            // Without the document around it, an event of a subscription may lack what tells it apart.
            assert_holds(name, shape, &element.to_string(), &[expected]);
            count += 1;
        }
    }
    assert_eq!(count, 2 * 15);
}

#[test]
fn a_plain_record_is_a_record_even_with_the_keys_of_envelopes_in_it() {
    assert_eq!(open(record("e").to_string().as_bytes()), Opened::Record);
    let insight = json!({"eventVersion": "1.08", "eventID": "e", "eventType": "AwsCloudTrailInsight",
        "eventTime": "2026-08-01T09:00:00Z", "insightDetails": {"state": "Start"}});
    assert_eq!(open(insight.to_string().as_bytes()), Opened::Record);
}

#[test]
fn a_text_keeps_bytes_that_are_no_utf8_and_marks_half_surrogates() {
    let document = b"{\"message\":\"{\\\"eventID\\\":\\\"\xff\\\",\\\"eventVersion\\\":\\\"1\\ud800\\\"}\"}";
    let Opened::Holds(holding) = open(document) else {
        panic!("a holding");
    };
    let [held] = &holding.held[..] else {
        panic!("one record");
    };
    assert!(held.has_odd_text);
    let same = again(&document[held.range.clone()], held.nth).expect("the record at its place");
    assert_eq!((same.text, same.has_odd_text), (held.text.clone(), true));

    let document = b"{\"message\":{\"eventID\":\"\xff\",\"eventVersion\":\"1\"}}";
    let Opened::Holds(holding) = open(document) else {
        panic!("a holding");
    };
    assert_eq!(holding.held[0].text.as_ref(), &document[11..document.len() - 1]);
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            prop::collection::btree_map(any::<String>(), inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn any_record_comes_out_of_every_shape(a in values(), b in values()) {
        let with = |id: &str, value| {
            let mut record = record(id);
            record["requestParameters"] = value;
            record
        };
        let (a, b) = (with("e-1", a), with("e-2", b));
        for (name, shape, wrap) in DOCUMENTS {
            assert_holds(name, shape, &wrap(&a, &b).to_string(), &[&a, &b]);
        }
    }
}
