//! Damaged JSON: the frame around the records, and its depth and size.

use super::{Damage, damage, four, good, support::records::*};
use medtrail::{base::Shape, sample::gzip};

const BETWEEN: &str = "Damaged text between records; reading went on at the next record";
const BEHIND: &str = "Text that is not JSON follows the records; it was left out";
const SYNTAX: &str = "left out: not well-formed JSON";
const CUT: &str = "The text ends inside a record; that record is left out";
const COMMAS: &str = "Commas between records are missing or doubled; all records are kept";
const OPEN: &str = "The list of records is not closed; all whole records are kept";
const NO_RECORDS: &str = "JSON without CloudTrail records";
const NOT_JSON: &str = "Not a CloudTrail log: text that is not JSON";

pub fn damages() -> Vec<Damage> {
    let [one, two, three, last] = four();
    let text = |text: String| text.into_bytes();
    let third = at(&good(), &three);
    let end = good().len();
    let replaced = |from: &str, to: &str| String::from_utf8(good()).expect("text").replacen(from, to, 1);
    vec![
        damage("an object without records", *br#"{"a":[1,{"b":2}]}"#)
            .skipped(Shape::Json)
            .says(NO_RECORDS),
        damage("an empty object", *b"{}")
            .skipped(Shape::Json)
            .says(NO_RECORDS),
        damage("an empty array", *b"[]")
            .skipped(Shape::Json)
            .says(NO_RECORDS),
        damage("an array of numbers", *b"[1,2,[3]]")
            .skipped(Shape::Json)
            .says(NO_RECORDS),
        damage("a JSON text", *br#""hello""#)
            .skipped(Shape::Json)
            .says(NO_RECORDS),
        damage("a JSON null", *b"null")
            .skipped(Shape::Json)
            .says(NO_RECORDS),
        damage("a JSON number", *b"-12.5e3\n")
            .skipped(Shape::Json)
            .says(NO_RECORDS),
        damage("Records is null", *br#"{"Records":null}"#)
            .skipped(Shape::Json)
            .says(NO_RECORDS),
        damage("Records is an object", *br#"{"Records":{}}"#)
            .skipped(Shape::Json)
            .says(NO_RECORDS),
        damage("Records is a text", *br#"{"Records":"[]"}"#)
            .skipped(Shape::Json)
            .says(NO_RECORDS),
        damage("an empty list of records", *br#"{"Records":[]}"#).counts([0; 3]),
        damage(
            "records in two lists",
            text(format!(
                r#"{{"Records":[{one},{two}],"Records":[{three},{last}]}}"#
            )),
        ),
        damage(
            "two documents without a separator",
            text(format!(
                r#"{{"Records":[{one},{two}]}}{{"Records":[{three},{last}]}}"#
            )),
        ),
        damage(
            "other keys before and behind",
            text(format!(
                r#"{{"a":{{"Records":[1]}},"Records":[{one},{two},{three},{last}],"b":["]}}"],"c":1e400}}"#
            )),
        ),
        damage(
            "the key of the list with an escape",
            replaced("Records", "R\\u0065cords"),
        ),
        damage(
            "text",
            *b"2026-10-22 08:00:01 started\n2026-10-22 08:00:02 ended\n",
        )
        .skipped(Shape::Text)
        .says(NOT_JSON),
        damage("text in braces", *b"{not json at all}")
            .skipped(Shape::Text)
            .says(NOT_JSON),
        damage("text in brackets", *b"[INFO] started")
            .skipped(Shape::Text)
            .says(NOT_JSON),
        damage(
            "HTML",
            *b"<!DOCTYPE html><html><body onload=\"f({'a':1})\"></body></html>",
        )
        .skipped(Shape::Text)
        .says(NOT_JSON),
        damage(
            "XML of an error from S3",
            *b"<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>",
        )
        .skipped(Shape::Text)
        .says(NOT_JSON),
        damage("the list not closed", &good()[..end - 2]).says(format!("{OPEN} (byte {})", end - 2)),
        damage("the object around the list not closed", &good()[..end - 1])
            .says(format!("{OPEN} (byte {})", end - 1)),
        damage(
            "the list not closed, and a note on a record",
            text(format!(
                r#"{{"Records":[{one},{}"#,
                one.replacen('{', r#"{"eventVersion":"1.11","#, 1)
            )),
        )
        .counts([2, 0, 0])
        .says(format!(
            "1 record with a key given twice; the last value is shown (byte {}). {OPEN} (byte {})",
            13 + one.len(),
            13 + 2 * one.len() + 22
        )),
        damage("cut behind a comma", &good()[..third as usize])
            .counts([1, 1, 0])
            .says(format!("{OPEN} (byte {third})")),
        damage("cut within a record", &good()[..third as usize + 100])
            .counts([1, 1, 1])
            .says(format!("{CUT} (byte {third})")),
        damage("cut within a text of a record", &good()[..third as usize + 20])
            .counts([1, 1, 1])
            .says(format!("{CUT} (byte {third})")),
        damage("cut within the frame", *br#"{"Reco"#)
            .failed(Shape::Json)
            .counts([0, 0, 1])
            .says(format!("{CUT} (byte 0)")),
        damage("an opening brace and no more", *b"{")
            .failed(Shape::Json)
            .counts([0, 0, 1])
            .says(format!("{CUT} (byte 0)")),
        damage("an opening bracket and no more", *b"[")
            .counts([0; 3])
            .shape(Shape::RecordArray)
            .failed(Shape::Json)
            .says(format!("{OPEN} (byte 1)")),
        damage(
            "a missing comma between records",
            text(format!(r#"{{"Records":[{one},{two}{three},{last}]}}"#)),
        )
        .says(format!("{COMMAS} (byte {})", third - 1)),
        damage(
            "a doubled comma between records",
            text(format!(r#"{{"Records":[{one},{two},,{three},{last}]}}"#)),
        )
        .says(format!("{COMMAS} (byte {})", third + 1)),
        damage(
            "a comma before the first record",
            text(format!(r#"{{"Records":[,{one},{two},{three},{last}]}}"#)),
        )
        .says(format!("{COMMAS} (byte 13)")),
        damage(
            "a comma behind the last record",
            text(format!(r#"{{"Records":[{one},{two},{three},{last},]}}"#)),
        )
        .says(format!("{COMMAS} (byte {})", end - 1)),
        damage(
            "an extra brace between records",
            text(format!(r#"{{"Records":[{one},{two}}},{three},{last}]}}"#)),
        )
        .says(format!("{BETWEEN} (byte {})", third - 1)),
        damage(
            "an extra bracket between records",
            text(format!(r#"{{"Records":[{one},{two}],{three},{last}]}}"#)),
        )
        .says(format!("{BETWEEN} (byte {})", third + 1)),
        damage(
            "words between records",
            text(format!(
                r#"{{"Records":[{one},{two} <<<<<<< HEAD {three},{last}]}}"#
            )),
        )
        .says(format!("{BETWEEN} (byte {third})")),
        damage(
            "an extra brace at the end",
            text(format!(r#"{{"Records":[{one},{two},{three},{last}]}}}}"#)),
        )
        .says(format!("{BEHIND} (byte {end})")),
        damage(
            "text behind the end",
            [&good()[..], b"\n-- end of file --"].concat(),
        )
        .says(format!("{BEHIND} (byte {})", end + 1)),
        damage("text before the start", [b"downloaded: ", &good()[..]].concat())
            .shape(Shape::RecordLines)
            .says(format!("{BETWEEN} (byte 0)")),
        damage(
            "the first quote of the frame missing",
            replaced("{\"Records", "{Records"),
        )
        .shape(Shape::RecordLines)
        .says(format!("{BETWEEN} (byte 1)")),
        damage("the colon of the frame missing", replaced(":[", "["))
            .shape(Shape::RecordLines)
            .says(format!("{BETWEEN} (byte 0)")),
        damage(
            "100,000 arrays within each other",
            [vec![b'['; 100_000], vec![b']'; 100_000]].concat(),
        )
        .skipped(Shape::Json)
        .says(NO_RECORDS),
        damage("100,000 arrays that do not end", vec![b'['; 100_000])
            .failed(Shape::Json)
            .counts([0, 0, 1])
            .says(format!("{CUT} (byte 1)")),
        damage(
            "100,000 objects within each other",
            [br#"{"a":"#.repeat(100_000), b"1".to_vec(), vec![b'}'; 100_000]].concat(),
        )
        .failed(Shape::Json)
        .counts([0, 0, 1])
        .says("1 record left out: nested deeper than 512 levels (byte 0)"),
        damage("100,000 objects that do not end", br#"{"a":"#.repeat(100_000))
            .failed(Shape::Json)
            .counts([0, 0, 1])
            .says(format!("{CUT} (byte 0)")),
        damage(
            "a line that is damaged among lines",
            text(format!(
                "{one}\n{}\n{three}\n{last}\n",
                two.replacen("\"Management\"", "\"Management", 1)
            )),
        )
        .shape(Shape::RecordLines)
        .counts([2, 1, 1])
        .says(format!("1 record {SYNTAX} (byte {})", one.len() + 1)),
        damage(
            "a line without its value among lines",
            text(format!(
                "{one}\n{}\n{three}\n{last}\n",
                two.replacen(":true", ":", 1)
            )),
        )
        .shape(Shape::RecordLines)
        .counts([2, 1, 1])
        .says(format!("1 record {SYNTAX} (byte {})", one.len() + 1)),
        damage(
            "a line without its first brace among lines",
            text(format!("{one}\n{}\n{three}\n{last}\n", &two[1..])),
        )
        .shape(Shape::RecordLines)
        .counts([2, 1, 1])
        .says(format!("1 record {SYNTAX} (byte {})", one.len() + 1)),
        damage(
            "a line of another kind among lines",
            text(format!("{one}\n{two}\n{{\"level\":\"info\"}}\n{three}\n{last}\n")),
        )
        .shape(Shape::RecordLines)
        .counts([2, 2, 1])
        .says(format!(
            "1 object left out: without any of CloudTrail's fields (byte {})",
            one.len() + two.len() + 2
        )),
        damage(
            "a number among records of an array",
            text(format!("[{one},7,{two},{three},{last}]")),
        )
        .shape(Shape::RecordArray)
        .counts([2, 2, 1])
        .says(format!(
            "1 record left out: not a JSON object (byte {})",
            one.len() + 2
        )),
        damage(
            "JSON written by a program that is not JSON",
            *b"{'a': None, 'Records': []}",
        )
        .skipped(Shape::Text)
        .says(NOT_JSON),
        damage(
            "an unpacked file with another line behind it",
            gzip(&[&good()[..], b"\n{}"].concat()),
        )
        .counts([2, 2, 1])
        .says(format!(
            "1 object left out: without any of CloudTrail's fields (byte {})",
            end + 1
        )),
    ]
}
