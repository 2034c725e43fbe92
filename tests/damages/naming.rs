//! What belongs to CloudTrail and is no trail file: named for what it is. A reader is never told a file's name,
//! so that none can mislead it.

use super::{Damage, damage, four, good};
use medtrail::{base::Shape, sample::gzip};

pub fn damages() -> Vec<Damage> {
    let [one, two, three, last] = four();
    let not_yet = |what: &str| format!("Recognised as {what}; MedTrail does not read this shape yet");
    let quoted = |record: &str| record.replace('\\', "\\\\").replace('"', "\\\"");
    let digest = r#"{"awsAccountId":"111122223333","digestStartTime":"2026-10-22T08:00:00Z","digestEndTime":"2026-10-22T09:00:00Z","previousDigestSignature":null,"logFiles":[]}"#;
    let shape = |name, bytes: String, what: &str| {
        damage(name, bytes)
            .skipped(Shape::OtherRecords)
            .says(not_yet(what))
    };
    vec![
        damage("a packed trail file", gzip(&good())),
        damage("an unpacked trail file", good()),
        damage("an array of records", format!("[{one},{two},{three},{last}]")).shape(Shape::RecordArray),
        damage("one record", one.clone()).shape(Shape::SingleRecord).counts([1, 0, 0]),
        damage("records one to a line", four().join("\n")).shape(Shape::RecordLines),
        damage("records one to a line, packed", gzip(four().join("\r\n").as_bytes())).shape(Shape::RecordLines),
        damage("records without a separator", four().concat()).shape(Shape::RecordLines),
        damage("a digest", digest).skipped(Shape::Digest).says("A CloudTrail digest file; digests are not checked yet"),
        damage("a packed digest", gzip(digest.as_bytes())).skipped(Shape::Digest).says("A CloudTrail digest file; digests are not checked yet"),
        damage("lookup-events", format!(r#"{{"Events":[{{"EventId":"e-1","CloudTrailEvent":"{}"}}]}}"#, quoted(&one))).shape(Shape::LookupEvents).counts([1, 0, 0]),
        damage("lookup-events, one to a line", format!(r#"{{"EventId":"e-1","CloudTrailEvent":"{}"}}"#, quoted(&one))).shape(Shape::LookupEvents).counts([1, 0, 0]),
        damage("lookup-events larger than a record may be", format!(r#"{{"Events":[{}"#, format!(r#"{{"CloudTrailEvent":"{}"}},"#, quoted(&one)).repeat(20_000) + "{}]}")).shape(Shape::LookupEvents).counts([20_000, 0, 1]).says("1 object left out: without any of CloudTrail's fields (byte 14820011)"),
        damage("EventBridge", format!(r#"{{"version":"0","detail-type":"AWS API Call via CloudTrail","detail":{one}}}"#)).shape(Shape::Eventbridge).counts([1, 0, 0]),
        damage("EventBridge, an array", format!(r#"[{{"detail-type":"AWS API Call via CloudTrail","detail":{one}}}]"#)).shape(Shape::Eventbridge).counts([1, 0, 0]),
        damage("a CloudWatch Logs subscription", format!(r#"{{"messageType":"DATA_MESSAGE","logEvents":[{{"message":"{}"}}]}}"#, quoted(&one))).shape(Shape::EventOriginal).counts([1, 0, 0]),
        damage("filter-log-events", format!(r#"{{"events":[{{"message":"{}"}}]}}"#, quoted(&one))).shape(Shape::EventOriginal).counts([1, 0, 0]),
        damage("a result of CloudTrail Lake", r#"{"QueryStatus":"FINISHED","QueryResultRows":[[{"eventID":"e-1"}]]}"#.to_owned()).shape(Shape::LakeResult).counts([0, 1, 0]),
        damage("Elasticsearch", format!(r#"{{"_index":"x","_source":{one}}}"#)).shape(Shape::Elasticsearch).counts([1, 0, 0]),
        damage("Splunk", format!(r#"{{"result":1,"_raw":"{}"}}"#, quoted(&one))).shape(Shape::Splunk).counts([1, 0, 0]),
        damage("OCSF without a call in it", r#"{"class_uid":6003,"api":{"operation":"DetectPHI"}}"#.to_owned()).skipped(Shape::Json).says("JSON without CloudTrail records"),
        damage(
            "Event history as CSV",
            "User name,AWS access key,Event time,Event source,Event name,AWS region,Source IP address,User agent,Error code,Resources,Request ID,Event ID,Read-only,Event type,Recipient Account Id,Event category\n".to_owned()).shape(Shape::EventHistoryCsv).counts([0, 0, 0]),
        damage(
            "Event history as CSV with a byte-order mark",
            "\u{feff}User name,Event time,Event source,Event name\r\n".to_owned()).shape(Shape::EventHistoryCsv).counts([0, 0, 0]),
        damage("CloudTrail Lake or Athena as CSV", "\"eventversion\",\"eventtime\",\"eventsource\",\"eventname\"\n".to_owned()).shape(Shape::AthenaCsv).counts([0, 0, 0]),
        damage("CloudWatch Logs Insights as CSV", "@timestamp,@message\n2026-10-22 08:00:00.000,\"{}\"\n".to_owned()).shape(Shape::LogsInsightsCsv).counts([0, 1, 0]),
        shape("gzip as base64", "H4sIAAAAAAAA/6tWSixILMpOrVSyUkpJTU4pTSxRqgUAFZ5sFhcAAAA=".to_owned(), "gzip written as base64"),
        damage("lines of an export with times before the records", format!("2026-10-22T08:00:00.000Z {one}\n2026-10-22T08:00:01.000Z {two}\n{three}\n{last}\n"))
            .shape(Shape::RecordLines),
    ]
}
