//! What belongs to CloudTrail and is no trail file: named for what it is. A reader is never told a file's name,
//! so that none can mislead it.

use super::{Damage, damage, four, good, support::records::*};
use medtrail::{base::Shape, sample::gzip};

pub fn damages() -> Vec<Damage> {
    let [one, two, three, last] = four();
    let quoted = |record: &str| record.replace('\\', "\\\\").replace('"', "\\\"");
    let digest = r#"{"awsAccountId":"111122223333","digestStartTime":"2026-10-22T08:00:00Z","digestEndTime":"2026-10-22T09:00:00Z","previousDigestSignature":null,"logFiles":[]}"#;
    let subscription = |records: &[&String]| {
        let events: Vec<_> = records
            .iter()
            .map(|record| format!(r#"{{"id":"1","timestamp":1,"message":"{}"}}"#, quoted(record)))
            .collect();
        let message = format!(
            r#"{{"messageType":"DATA_MESSAGE","logEvents":[{}]}}"#,
            events.join(",")
        );
        base64(&gzip(message.as_bytes()))
    };
    vec![
        damage("a packed trail file", gzip(&good())),
        damage("an unpacked trail file", good()),
        damage("an array of records", format!("[{one},{two},{three},{last}]")).shape(Shape::RecordArray),
        damage("one record", one.clone()).shape(Shape::SingleRecord).counts([1, 0, 0]),
        damage("records one to a line", four().join("\n")).shape(Shape::RecordLines),
        damage("records one to a line, packed", gzip(four().join("\r\n").as_bytes())).shape(Shape::RecordLines),
        damage("records without a separator", four().concat()).shape(Shape::RecordLines),
        damage("a digest", digest).skipped(Shape::Digest).says("Looks like a digest file of CloudTrail, but cannot be read as that; it proves nothing"),
        damage("a packed digest", gzip(digest.as_bytes())).skipped(Shape::Digest).says("Looks like a digest file of CloudTrail, but cannot be read as that; it proves nothing"),
        damage("lookup-events", format!(r#"{{"Events":[{{"EventId":"e-1","CloudTrailEvent":"{}"}}]}}"#, quoted(&one))).shape(Shape::LookupEvents).counts([1, 0, 0]),
        damage("lookup-events, one to a line", format!(r#"{{"EventId":"e-1","CloudTrailEvent":"{}"}}"#, quoted(&one))).shape(Shape::LookupEvents).counts([1, 0, 0]),
        damage("lookup-events larger than a record may be", format!(r#"{{"Events":[{}"#, format!(r#"{{"CloudTrailEvent":"{}"}},"#, quoted(&one)).repeat(20_000) + "{}]}")).shape(Shape::LookupEvents).counts([20_000, 0, 1]).says("1 object left out: without any of CloudTrail's fields (byte 14820011)"),
        damage("EventBridge", format!(r#"{{"version":"0","detail-type":"AWS API Call via CloudTrail","detail":{one}}}"#)).shape(Shape::Eventbridge).counts([1, 0, 0]),
        damage("EventBridge, an array", format!(r#"[{{"detail-type":"AWS API Call via CloudTrail","detail":{one}}}]"#)).shape(Shape::Eventbridge).counts([1, 0, 0]),
        damage("a CloudWatch Logs subscription", format!(r#"{{"messageType":"DATA_MESSAGE","logEvents":[{{"message":"{}"}}]}}"#, quoted(&one))).shape(Shape::CloudwatchSubscription).counts([1, 0, 0]),
        damage("filter-log-events", format!(r#"{{"events":[{{"message":"{}"}}]}}"#, quoted(&one))).shape(Shape::CloudwatchEvents).counts([1, 0, 0]),
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
        damage("gzip as base64", base64(&gzip(&good()))).says("Gzip written as base64 text, unpacked"),
        damage("gzip as base64 in lines, in quotes", format!("\"{}\"", lines(&base64(&gzip(&good()))))).says("Gzip written as base64 text, unpacked"),
        damage("gzip as base64, cut", cut_base64())
            .counts([99, 98, 1])
            .says("Gzip written as base64 text, unpacked. The text ends inside a record; that record is left out (byte 124996). The compressed data end early; the whole records before the cut are kept (byte 2250)"),
        damage("a subscription as Lambda gets it", format!(r#"{{"awslogs":{{"data":"{}"}}}}"#, subscription(&[&one, &two]))).shape(Shape::CloudwatchSubscription).counts([1, 1, 0]),
        damage("subscriptions as a stream hands them on", format!(r#"{{"Records":[{{"kinesis":{{"data":"{}"}},"eventSource":"aws:kinesis"}},{{"kinesis":{{"data":"{}"}}}}]}}"#, subscription(&[&one, &two]), subscription(&[&three, &last]))).shape(Shape::CloudwatchSubscription),
        damage("subscriptions as Firehose hands them on", format!(r#"{{"records":[{{"recordId":"1","data":"{}"}}]}}"#, subscription(&[&one, &two, &three, &last]))).shape(Shape::CloudwatchSubscription),
        damage("hits of a search engine", format!(r#"{{"took":1,"hits":{{"total":{{"value":4}},"hits":[{{"_source":{one}}},{{"_source":{two}}},{{"_source":{three}}},{{"_source":{last}}}]}}}}"#)).shape(Shape::Elasticsearch),
        damage("hits of a search engine, larger than a record may be", format!(r#"{{"hits":{{"max_score":1,"hits":[{}]}},"took":1}}"#, vec![format!(r#"{{"_source":{one}}}"#); 40_000].join(","))).shape(Shape::Elasticsearch).counts([40_000, 0, 0]),
        damage("a prompt before and behind", format!("$ aws cloudtrail lookup-events\n{}\nbash-5.2$ ", String::from_utf8(good()).expect("text"))).says("Text that is not JSON follows the records; it was left out (byte 2579)"),
        damage("what macOS keeps beside a file", *b"\0\x05\x16\x07\0\x02\0\0Mac OS X        ").skipped(Shape::System).says("Not a log: what macOS keeps beside a file (AppleDouble)"),
        damage("what macOS keeps of a folder", *b"\0\0\0\x01Bud1\0\0\x10\0").skipped(Shape::System).says("Not a log: what macOS keeps of a folder's view (.DS_Store)"),
        damage("a probe of CloudWatch Logs", "Permission Check Successful").skipped(Shape::Text).says("Not a CloudTrail log: text that is not JSON"),
        damage("lines of an export with times before the records", format!("2026-10-22T08:00:00.000Z {one}\n2026-10-22T08:00:01.000Z {two}\n{three}\n{last}\n"))
            .shape(Shape::RecordLines),
    ]
}

fn base64(bytes: &[u8]) -> String {
    base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes)
}

/// As mail and terminals break it.
fn lines(text: &str) -> String {
    let lines: Vec<_> = text.as_bytes().chunks(76).map(String::from_utf8_lossy).collect();
    lines.join("\r\n")
}

/// A trail of many records, cut in the middle of its text.
fn cut_base64() -> String {
    let records: Vec<_> = (0..200)
        .flat_map(|number| [medical(number), other(number)])
        .collect();
    base64(&gzip(&trail(&records)))[..3000].to_owned()
}
