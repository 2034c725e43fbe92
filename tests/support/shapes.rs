//! One set of records in every shape and container in which people hold CloudTrail records.

use super::support::gzip::members;
use base64::{Engine, engine::general_purpose::STANDARD};
use medtrail::{base::Shape, sample::gzip};
use serde_json::{Value, json};
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A shape's name, its bytes, and what the ledger calls it.
pub type Shaped = (&'static str, Vec<u8>, Shape);

fn lines(values: impl IntoIterator<Item = Value>, end: &str) -> Vec<u8> {
    let lines: Vec<_> = values.into_iter().map(|value| value.to_string() + end).collect();
    lines.concat().into_bytes()
}

fn text(value: &Value) -> Value {
    Value::String(value.to_string())
}

fn subscription(records: &[Value]) -> Value {
    let event = |(number, record): (usize, &Value)| json!({"id": number.to_string(), "timestamp": 1, "message": text(record)});
    json!({"messageType": "DATA_MESSAGE", "owner": "111122223333", "logGroup": "g", "logStream": "s",
        "logEvents": records.iter().enumerate().map(event).collect::<Vec<_>>()})
}

fn utf16(bytes: &[u8], is_big_endian: bool) -> Vec<u8> {
    let text = format!("\u{feff}{}", String::from_utf8_lossy(bytes));
    let bytes = |unit: u16| {
        if is_big_endian {
            unit.to_be_bytes()
        } else {
            unit.to_le_bytes()
        }
    };
    text.encode_utf16().flat_map(bytes).collect()
}

fn csv(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    csv_with(csv::QuoteStyle::Necessary, header, rows)
}

fn csv_with(
    quotes: csv::QuoteStyle,
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(quotes)
        .from_writer(Vec::new());
    writer.write_record(header).expect("memory");
    for row in rows {
        writer.write_record(row).expect("memory");
    }
    writer.into_inner().expect("memory")
}

/// Shapes that hold the whole record.
pub fn lossless(records: &[Value]) -> Vec<Shaped> {
    let trail = json!({ "Records": records });
    let each = |wrap: &dyn Fn(&Value) -> Value| records.iter().map(wrap).collect::<Vec<_>>();
    let plain = trail.to_string().into_bytes();
    let half = records.len() / 2;
    let two = [
        json!({ "Records": records[..half] }),
        json!({ "Records": records[half..] }),
    ];
    vec![
        ("trail file", plain.clone(), Shape::Trail),
        ("trail file, pretty", serde_json::to_vec_pretty(&trail).expect("JSON"), Shape::Trail),
        ("trail file, gzipped", gzip(&plain), Shape::Trail),
        ("trail file with a byte-order mark", [b"\xef\xbb\xbf", &plain[..]].concat(), Shape::Trail),
        ("trail file in UTF-16", utf16(&plain, false), Shape::Trail),
        ("trail file in UTF-16, gzipped", gzip(&utf16(&plain, true)), Shape::Trail),
        ("trail file as gzip in base64", STANDARD.encode(gzip(&plain)).into_bytes(), Shape::Trail),
        ("trail files one after another", lines(two.clone(), "\n"), Shape::Trail),
        ("trail files in gzip members", members(&[two[0].to_string().as_bytes(), two[1].to_string().as_bytes()]), Shape::Trail),
        ("array", Value::from(records).to_string().into_bytes(), Shape::RecordArray),
        ("lines", lines(records.iter().cloned(), "\n"), Shape::RecordLines),
        ("lines of Windows", lines(records.iter().cloned(), "\r\n"), Shape::RecordLines),
        ("no separator", lines(records.iter().cloned(), ""), Shape::RecordLines),
        ("pretty, one after another", records.iter().flat_map(|record| serde_json::to_vec_pretty(record).expect("JSON")).collect(), Shape::RecordLines),
        ("lookup-events", json!({"Events": each(&|record| json!({"EventId": record["eventID"], "EventTime": "2026-08-01T09:00:00+00:00", "CloudTrailEvent": text(record)}))}).to_string().into_bytes(), Shape::LookupEvents),
        ("EventBridge, lines", lines(each(&|record| json!({"version": "0", "detail-type": "AWS API Call via CloudTrail", "detail": record})), "\n"), Shape::Eventbridge),
        ("EventBridge, array", Value::from(each(&|record| json!({"detail-type": "AWS API Call via CloudTrail", "detail": record}))).to_string().into_bytes(), Shape::Eventbridge),
        ("subscription", subscription(records).to_string().into_bytes(), Shape::CloudwatchSubscription),
        ("subscription for Lambda", json!({"awslogs": {"data": STANDARD.encode(gzip(subscription(records).to_string().as_bytes()))}}).to_string().into_bytes(), Shape::CloudwatchSubscription),
        ("filter-log-events", json!({"events": each(&|record| json!({"timestamp": 1, "message": text(record), "ingestionTime": 2}))}).to_string().into_bytes(), Shape::CloudwatchEvents),
        ("CloudWatch Logs export", gzip(&lines(records.iter().cloned(), "\n").split_inclusive(|byte| *byte == b'\n').flat_map(|line| [b"2026-08-01T09:00:00.000Z ", line].concat()).collect::<Vec<_>>()), Shape::RecordLines),
        ("Logs Insights", json!({"results": each(&|record| json!([{"field": "@message", "value": text(record)}])), "status": "Complete"}).to_string().into_bytes(), Shape::LogsInsights),
        ("Logs Insights as CSV", csv(&["@timestamp", "@message"], records.iter().map(|record| vec!["2026-08-01 09:00:00.000".into(), record.to_string()])), Shape::LogsInsightsCsv),
        ("CloudTrail Lake", json!({"QueryResultRows": each(&|record| json!([{"eventJson": text(record)}]))}).to_string().into_bytes(), Shape::LakeResult),
        ("CloudTrail Lake as CSV", csv(&["eventID", "eventJson"], records.iter().map(|record| vec!["x".into(), record.to_string()])), Shape::LakeCsv),
        ("Elasticsearch", json!({"hits": {"hits": each(&|record| json!({"_source": record}))}}).to_string().into_bytes(), Shape::Elasticsearch),
        ("Elasticsearch, lines", lines(each(&|record| json!({"_index": "i", "_source": {"event": {"original": text(record)}}})), "\n"), Shape::Elasticsearch),
        ("Splunk", lines(each(&|record| json!({"result": {"_raw": text(record), "eventName": "other"}})), "\n"), Shape::Splunk),
        ("event.original", lines(each(&|record| json!({"@timestamp": "t", "event": {"original": text(record)}})), "\n"), Shape::EventOriginal),
        ("pasted with its prompt", [b"$ aws cloudtrail lookup-events\n", serde_json::to_vec_pretty(&trail).expect("JSON").as_slice(), b"\n$ "].concat(), Shape::Trail),
    ]
}

/// Containers around a file: the member's shape is the file's own.
pub fn containers(inner: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let zipped = |method, inner: &[u8]| {
        zip_of(
            method,
            &[
                ("a/inner", inner),
                ("__MACOSX/a/._inner", b"\0\x05\x16\x07\0\x02\0\0"),
            ],
        )
    };
    let stored = zipped(CompressionMethod::Stored, inner);
    vec![
        ("gzip", gzip(inner)),
        ("gzip within gzip", gzip(&gzip(inner))),
        ("zip, deflated", zipped(CompressionMethod::Deflated, inner)),
        ("zip, stored", stored.clone()),
        ("zip of gzip", zipped(CompressionMethod::Stored, &gzip(inner))),
        ("zip within a zip", zipped(CompressionMethod::Deflated, &stored)),
        ("tar", tar_of(inner)),
        ("tar.gz", gzip(&tar_of(inner))),
        (
            "zip of tar.gz",
            zipped(CompressionMethod::Stored, &gzip(&tar_of(inner))),
        ),
    ]
}

fn zip_of(method: CompressionMethod, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).expect("memory");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

fn tar_of(inner: &[u8]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(inner.len() as u64);
    header.set_mode(0o600);
    builder
        .append_data(&mut header, "a/inner", inner)
        .expect("memory");
    builder.into_inner().expect("memory")
}

/// Event history's columns and where the record has them.
const HISTORY: [(&str, &str); 16] = [
    ("User name", "/userIdentity/userName"),
    ("AWS access key", "/userIdentity/accessKeyId"),
    ("Event time", "/eventTime"),
    ("Event source", "/eventSource"),
    ("Event name", "/eventName"),
    ("AWS region", "/awsRegion"),
    ("Source IP address", "/sourceIPAddress"),
    ("User agent", "/userAgent"),
    ("Error code", "/errorCode"),
    ("Resources", "/resources"),
    ("Request ID", "/requestID"),
    ("Event ID", "/eventID"),
    ("Read-only", "/readOnly"),
    ("Event type", "/eventType"),
    ("Recipient Account Id", "/recipientAccountId"),
    ("Event category", "/eventCategory"),
];

/// Athena quotes every cell. What a query selects in these tests, and where the record has it.
const ATHENA: [(&str, &str); 9] = [
    ("eventtime", "/eventTime"),
    ("eventsource", "/eventSource"),
    ("eventname", "/eventName"),
    ("awsregion", "/awsRegion"),
    ("sourceipaddress", "/sourceIPAddress"),
    ("useragent", "/userAgent"),
    ("errorcode", "/errorCode"),
    ("errormessage", "/errorMessage"),
    ("eventid", "/eventID"),
];

fn table(quotes: csv::QuoteStyle, columns: &[(&str, &str)], records: &[Value]) -> Vec<u8> {
    let header: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
    let cell = |record: &Value, path: &str| match record.pointer(path) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let row = |record: &Value| columns.iter().map(|(_, path)| cell(record, path)).collect();
    csv_with(quotes, &header, records.iter().map(row))
}

/// API Activity, as Security Lake maps CloudTrail.
fn ocsf(record: &Value) -> Value {
    json!({"class_uid": 6003, "metadata": {"uid": record["eventID"], "product": {"name": "CloudTrail", "version": record["eventVersion"]}},
        "time_dt": record["eventTime"], "cloud": {"region": record["awsRegion"], "provider": "AWS"},
        "api": {"operation": record["eventName"], "service": {"name": record["eventSource"]}, "request": {"uid": record["requestID"]},
            "response": {"error": record["errorCode"], "message": record["errorMessage"]}},
        "src_endpoint": {"ip": record["sourceIPAddress"]}, "http_request": {"user_agent": record["userAgent"]}})
}

/// Shapes that hold a part of the record.
pub fn lossy(records: &[Value]) -> Vec<Shaped> {
    vec![
        ("Event history", table(csv::QuoteStyle::Necessary, &HISTORY, records), Shape::EventHistoryCsv),
        ("Athena", table(csv::QuoteStyle::Always, &ATHENA, records), Shape::AthenaCsv),
        ("OCSF", lines(records.iter().map(ocsf), "\n"), Shape::Ocsf),
        ("lookup-events without records", json!({"Events": records.iter().map(|record| json!({"EventId": record["eventID"], "EventName": record["eventName"], "EventSource": record["eventSource"],
            "EventTime": record["eventTime"]})).collect::<Vec<_>>()}).to_string().into_bytes(), Shape::LookupEvents),
    ]
}
