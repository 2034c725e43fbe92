//! What is saved is what was read: lossless forms open again as the same calls.

use super::{
    bench::{self, Bench, Saved},
    support::{Row, read, records},
};
use medtrail::{
    base::RowId,
    protocol::{
        Scope,
        engine::{FromEngine, ToEngine},
        export::{CsvStyle, ExportWish, RecordFormat, TableFormat, ToExport, WhichRows},
    },
    query::{GroupKey, GroupsWish},
    sample::{self, Plan, gzip},
    store::{Cell, Column},
};
use std::collections::BTreeMap;

fn sample_bench() -> Bench {
    let files = sample::sample_files(&Plan::plain(3, 7, 60));
    let files: Vec<(String, Vec<u8>)> = files.into_iter().map(|file| (file.path, file.bytes)).collect();
    Bench::new(
        files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.clone()))
            .collect(),
    )
}

fn matching(format: RecordFormat) -> ExportWish {
    bench::records(WhichRows::Matching, format)
}

/// The rows of a saved file by their eventIDs, without where they stand.
fn rows_of(bytes: &[u8]) -> BTreeMap<String, (Vec<Cell>, u128)> {
    let reading = read(bytes, Scope::AllServices);
    assert_eq!(reading.tally.malformed, 0, "malformed = 0");
    let row = |row: Row| (row.text(Column::EventId).to_owned(), (row.cells, row.value_hash));
    reading.rows.into_iter().map(row).collect()
}

fn member(archive: &[u8], name: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).expect("an archive");
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut archive.by_name(name).expect(name), &mut bytes).expect("whole");
    bytes
}

#[test]
fn lossless_exports_open_again_as_the_same_calls() {
    let mut bench = sample_bench();
    let num_matching = bench
        .ask("service = comprehendmedical.amazonaws.com")
        .num_matching;
    assert!(num_matching > 50);
    let mut originals = BTreeMap::new();
    for file in &bench.files {
        originals.extend(rows_of(file));
    }
    originals.retain(|_, (cells, _)| {
        cells[Column::EventSource.index()] == Cell::text("comprehendmedical.amazonaws.com")
    });
    for format in [RecordFormat::Lines, RecordFormat::Trail, RecordFormat::Bundle] {
        let saved = bench.save(matching(format));
        assert_eq!(
            (saved.num_all, saved.sums.num_records),
            (num_matching.into(), num_matching.into())
        );
        assert_eq!(
            (saved.sums.num_lossy, saved.sums.num_missing, saved.sums.is_last),
            (0, 0, true)
        );
        let bytes = match format {
            RecordFormat::Bundle => member(&saved.bytes, "records.json.gz"),
            _ => saved.bytes,
        };
        assert_eq!(rows_of(&bytes), originals, "{format:?}");
    }
}

#[test]
fn a_record_is_saved_byte_for_byte() {
    let texts = [
        records::medical(1),
        records::other(2).replacen(',', ",\n  ", 2),
        records::medical(3),
    ];
    let mut bench = Bench::new(vec![("a.json.gz", gzip(&records::trail(&texts)))]);
    let saved = bench.save(matching(RecordFormat::Lines));
    let lines = String::from_utf8(saved.bytes).expect("text");
    let expected: Vec<String> = texts.iter().map(|text| text.replace('\n', " ")).collect();
    assert_eq!(lines.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn marked_calls_are_saved_whatever_the_filter_shows() {
    let texts = [records::medical(1), records::other(2), records::medical(3)];
    let mut bench = Bench::new(vec![("a.json", records::trail(&texts))]);
    bench.ask("operation = nothing");
    let rows = WhichRows::These([RowId(2), RowId(0), RowId(77)].into());
    let saved = bench.save(bench::records(rows.clone(), RecordFormat::Lines));
    let lines = String::from_utf8(saved.bytes).expect("text");
    assert_eq!(lines.lines().collect::<Vec<_>>(), [&texts[0], &texts[2]]);
    let table = bench.save(csv(rows, &[Column::EventId]));
    assert_eq!(String::from_utf8(table.bytes).expect("text").lines().count(), 3);
}

fn csv(rows: WhichRows, columns: &[Column]) -> ExportWish {
    ExportWish::Calls {
        rows,
        columns: columns.into(),
        format: TableFormat::Csv(CsvStyle {
            is_safe: true,
            has_bom: false,
        }),
    }
}

#[test]
fn a_row_without_a_raw_record_is_saved_as_what_its_shape_held_and_counted() {
    let table = "User name,AWS access key,Event time,Event source,Event name,AWS region,Source IP address,Error code,Resources,Request ID,Event ID,Read-only,Event type,Recipient Account Id,Event category\r\n";
    let lookup = format!(
        r#"{{"Events":[{{"EventId":"00000009-1111-4111-8111-111111111111","EventName":"DetectPHI","EventTime":"2026-10-22T08:00:09Z","EventSource":"comprehendmedical.amazonaws.com","Username":"ana"}},{{"EventId":"x","EventName":"DetectPHI","EventTime":"2026-10-22T08:00:01Z","EventSource":"comprehendmedical.amazonaws.com","CloudTrailEvent":{}}}]}}"#,
        serde_json::Value::String(records::medical(1))
    );
    let mut bench = Bench::new(vec![
        ("lookup.json", lookup.into_bytes()),
        ("empty.csv", table.as_bytes().to_vec()),
    ]);
    let saved = bench.save(matching(RecordFormat::Lines));
    assert_eq!((saved.sums.num_records, saved.sums.num_lossy), (2, 1));
    let text = String::from_utf8(saved.bytes.clone()).expect("text");
    assert!(
        text.lines().any(|line| line == records::medical(1)),
        "the raw record as it was: {text}"
    );
    assert_eq!(rows_of(&saved.bytes).len(), 2);
}

#[test]
fn records_of_a_file_that_changed_are_missing_and_counted() {
    let texts = [records::medical(1), records::medical(2)];
    let mut bench = Bench::new(vec![("a.json", records::trail(&texts))]);
    bench.files[0] = records::trail(&[records::medical(1), records::medical(7)]);
    let saved = bench.save(matching(RecordFormat::Lines));
    assert_eq!((saved.sums.num_records, saved.sums.num_missing), (1, 1));
    bench.files[0].truncate(40);
    let saved = bench.save(matching(RecordFormat::Trail));
    assert_eq!((saved.sums.num_records, saved.sums.num_missing), (0, 2));
    assert!(rows_of(&saved.bytes).is_empty(), "still a trail file");
}

#[test]
fn a_table_comes_in_parts_and_in_the_order_shown() {
    let num = 9000;
    let texts: Vec<String> = (0..num).map(records::medical).collect();
    let mut bench = Bench::new(vec![("a.json", records::trail(&texts))]);
    let saved = bench.save(csv(
        WhichRows::Matching,
        &[Column::EventId, Column::AccountId, Column::ErrorCode],
    ));
    assert_eq!(saved.num_parts, 3);
    let text = String::from_utf8(saved.bytes).expect("text");
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(
        lines.len(),
        num as usize + 2,
        "heading, rows, and nothing after the last end of a line"
    );
    assert_eq!(lines[0], r#""eventID","userIdentity.accountId","errorCode""#);
    assert!(lines[1].ends_with(r#","'111122223333","""#), "{}", lines[1]);
    let json = bench.save(ExportWish::Calls {
        rows: WhichRows::Matching,
        columns: [Column::EventId].into(),
        format: TableFormat::Json,
    });
    let list: Vec<serde_json::Value> = serde_json::from_slice(&json.bytes).expect("JSON");
    assert_eq!(list.len(), num as usize);
    assert!(lines[1].contains(list[0]["eventID"].as_str().expect("an id")));
}

#[test]
fn a_group_table_is_saved_whole() {
    let mut bench = sample_bench();
    let wish = GroupsWish {
        column: Column::Operation,
        only_errors: false,
        search: "".into(),
        sort: GroupKey::Calls,
        is_descending: true,
        first: 5,
        len: 1,
    };
    let Saved { bytes, num_all, .. } = bench.save(ExportWish::Groups {
        wish,
        format: TableFormat::Json,
    });
    let list: Vec<serde_json::Value> = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(list.len() as u64, num_all);
    assert!(num_all > 5);
    let calls: u64 = list
        .iter()
        .map(|group| {
            group["calls"]
                .as_str()
                .expect("a number")
                .parse::<u64>()
                .expect("digits")
        })
        .sum();
    assert_eq!(calls, u64::from(bench.ask("").num_matching));
}

#[test]
fn an_export_that_was_forgotten_says_nothing_more() {
    let mut bench = sample_bench();
    let begin = ToExport::Begin(csv(WhichRows::Matching, &[Column::EventId]));
    let said = bench.tell(ToEngine::Export {
        request: 5,
        ask: begin,
    });
    assert!(matches!(said[0].0, FromEngine::Export { request: 5, .. }));
    bench.tell(ToEngine::Export {
        request: 5,
        ask: ToExport::End,
    });
    assert!(
        bench
            .tell(ToEngine::Export {
                request: 5,
                ask: ToExport::Part
            })
            .is_empty()
    );
    assert!(
        bench
            .tell(ToEngine::Export {
                request: 4,
                ask: ToExport::Part
            })
            .is_empty()
    );
}
