use super::*;
use crate::source::crc::crc32;
use proptest::prelude::*;
use std::io::Read;

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        6 => prop::collection::vec(any::<char>(), 0..8).prop_map(|text| Cell::text(text.into_iter().collect::<String>())),
        3 => "[=+@\t\r\n'\"-][a-z,\"\r\n]{0,4}".prop_map(Cell::text),
        2 => "0?[0-9]{1,16}".prop_map(Cell::text),
        1 => proptest::sample::select(&csv::STATES[..]).prop_map(Cell::text),
        2 => proptest::sample::select(vec![Cell::Absent, Cell::Null, Cell::NotInExport]),
    ]
}

/// A cell from what stands in the file, by the rule in `csv.rs`.
fn read_back(text: &str) -> Cell {
    match text {
        "" => Cell::Absent,
        "(null)" => Cell::Null,
        "(empty)" => Cell::text(""),
        "(not in this export)" => Cell::NotInExport,
        text => Cell::text(text.strip_prefix('\'').unwrap_or(text)),
    }
}

proptest! {
    #[test]
    fn csv_is_read_back_as_the_cells_and_no_cell_is_a_formula(
        rows in prop::collection::vec(prop::collection::vec(any_cell(), 3), 0..6),
        is_safe: bool,
        has_bom: bool,
    ) {
        let format = TableFormat::Csv(CsvStyle { is_safe, has_bom });
        let names = ["a", "b", "c"].map(str::to_owned).to_vec();
        let mut writer = TableWriter::new(format, names.clone());
        let mut bytes = writer.take();
        prop_assert_eq!(bytes.starts_with(b"\xef\xbb\xbf"), has_bom);
        for row in &rows {
            // Each row as a part of its own.
            let mut writer = TableWriter::further(format, names.clone());
            writer.row(row);
            bytes.extend(writer.take());
        }
        prop_assert!(bytes.ends_with(b"\r\n"));
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let mut reader = ::csv::ReaderBuilder::new().from_reader(text);
        for (record, row) in reader.records().zip(&rows) {
            let record = record.expect("a row");
            if is_safe {
                prop_assert!(record.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])));
                prop_assert!(record.iter().all(|cell| cell.parse::<u64>().is_err() || cell.len() < 12 && (cell.len() == 1 || !cell.starts_with('0'))));
            }
            prop_assert_eq!(record.iter().map(read_back).collect::<Vec<_>>(), row.clone());
        }
    }

    #[test]
    fn json_rows_keep_the_four_states(rows in prop::collection::vec(prop::collection::vec(any_cell(), 3), 0..6)) {
        let names = ["a", "b", "c"].map(str::to_owned).to_vec();
        let mut writer = TableWriter::new(TableFormat::Json, names.clone());
        rows.iter().for_each(|row| writer.row(row));
        writer.end();
        let list: Vec<serde_json::Value> = serde_json::from_slice(&writer.take()).expect("JSON");
        prop_assert_eq!(list.len(), rows.len());
        for (object, row) in list.iter().zip(&rows) {
            let is_not_held = |name: &str| object["notInThisExport"].as_array().is_some_and(|list| list.iter().any(|other| other == name));
            let cell = |name: &String| match object.get(name) {
                Some(serde_json::Value::Null) => Cell::Null,
                Some(text) => Cell::text(text.as_str().expect("a text")),
                None if is_not_held(name) => Cell::NotInExport,
                None => Cell::Absent,
            };
            prop_assert_eq!(names.iter().map(cell).collect::<Vec<_>>(), row.clone());
        }
    }

    #[test]
    fn a_trail_file_written_in_parts_holds_the_records(texts in prop::collection::vec("[ -~]{0,2000}", 0..60)) {
        let records: Vec<String> = texts.iter().map(|text| serde_json::json!({ "text": text }).to_string()).collect();
        let mut writer = RecordWriter::new(RecordFormat::Trail, Texts::new());
        let mut bytes = Vec::new();
        for record in &records {
            writer.push(record.as_bytes());
            bytes.extend(writer.take());
        }
        bytes.extend(writer.finish().expect("small"));
        let mut content = String::new();
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut content).expect("one member");
        prop_assert_eq!(content, format!("{{\"Records\":[{}\n]}}\n", records.iter().map(|record| format!("\n{record}")).collect::<Vec<_>>().join(",")));
    }
}

#[test]
fn a_line_is_the_record_but_for_its_line_breaks() {
    let mut writer = RecordWriter::new(RecordFormat::Lines, Texts::new());
    for record in [
        "{\"a\": 1,\r\n \"b\\\\\": \"x\\\"\\n\"}",
        "{\"raw\":\"a\nb\"}",
        "{\"a\":\"\\u003d\"}",
    ] {
        writer.push(record.as_bytes());
    }
    let lines = String::from_utf8(writer.finish().expect("small")).expect("text");
    assert_eq!(
        lines,
        "{\"a\": 1,   \"b\\\\\": \"x\\\"\\n\"}\n{\"raw\":\"a\\nb\"}\n{\"a\":\"\\u003d\"}\n"
    );
}

#[test]
fn a_bundle_opens_elsewhere_and_its_sums_are_right() {
    let texts = vec![
        ("ledger.json".to_owned(), b"{}".to_vec()),
        ("Bericht für März.txt".to_owned(), vec![b'x'; 70_000]),
    ];
    let mut writer = RecordWriter::new(RecordFormat::Bundle, texts.clone());
    let mut bytes = Vec::new();
    for number in 0..3000 {
        writer.push(format!("{{\"number\":{number}}}").as_bytes());
        bytes.extend(writer.take());
    }
    bytes.extend(writer.finish().expect("small"));
    let mut archive = ::zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut content = |name: &str| {
        let mut content = Vec::new();
        let mut entry = archive.by_name(name).expect(name);
        entry
            .read_to_end(&mut content)
            .expect("whole, with the right checksum");
        assert_eq!(entry.crc32(), crc32(0, &content));
        content
    };
    let records = content("records.json.gz");
    let mut text = String::new();
    flate2::read::GzDecoder::new(&records[..])
        .read_to_string(&mut text)
        .expect("gzip");
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(document["Records"].as_array().map(Vec::len), Some(3000));
    for (name, expected) in texts {
        assert_eq!(content(&name), expected);
    }
    let manifest = String::from_utf8(content("SHA256SUMS")).expect("text");
    assert_eq!(manifest.lines().count(), 3);
    // As `printf '{}' | sha256sum` says.
    assert!(
        manifest.contains("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a  ledger.json\n")
    );
}
