//! Exports as other programs read them.

use super::cases::HOSTILE;
use medtrail::{
    handover::export::{CsvStyle, TableFormat, TableWriter},
    store::Cell,
};
use serde_json::{Value, json};
use std::{env, fs, path::Path, process::Command};

/// How a cell stands in the file; `docs/exports.md`.
fn written(cell: &Cell, is_safe: bool) -> String {
    const LEADS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
    match cell {
        Cell::Absent => String::new(),
        Cell::Null => "(null)".to_owned(),
        Cell::NotInExport => "(not in this export)".to_owned(),
        Cell::Text(text) if text.is_empty() => "(empty)".to_owned(),
        Cell::Text(text) if text.starts_with('\'') => format!("'{text}"),
        Cell::Text(text) if is_safe && (text.starts_with(LEADS) || is_long_number(text)) => {
            format!("'{text}")
        }
        Cell::Text(text) => text.to_string(),
    }
}

fn is_long_number(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[test]
#[ignore = "needs Python: run `cargo xtask test handover`"]
#[expect(clippy::disallowed_methods, reason = "hands files to other programs")]
fn python_reads_the_rows_out_of_the_csv() {
    let python = env::var("MEDTRAIL_PYTHON").expect("`cargo xtask test handover` sets MEDTRAIL_PYTHON");
    let mut cells: Vec<Cell> = HOSTILE.iter().map(|text| Cell::text(*text)).collect();
    cells.extend([Cell::Absent, Cell::Null, Cell::NotInExport]);
    for lead in ["=", "+", "-", "@", "\t", "\r", "'"] {
        cells.push(Cell::text(format!("{lead}cmd|' /C calc'!A0")));
    }
    cells.extend(["012345678901", "111122223333", "a\r\nb"].map(Cell::text));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("handover-csv");
    fs::create_dir_all(&folder).expect("a folder");
    let mut files: Vec<Value> = Vec::new();
    for (is_safe, has_bom) in [(true, true), (true, false), (false, false)] {
        let names = ["one".to_owned(), "two \"2\"".to_owned()];
        let format = TableFormat::Csv(CsvStyle { is_safe, has_bom });
        let mut writer = TableWriter::new(format, names.to_vec());
        let mut rows = vec![names.to_vec()];
        for pair in cells.chunks_exact(2) {
            writer.row(pair);
            rows.push(pair.iter().map(|cell| written(cell, is_safe)).collect());
        }
        writer.end();
        let name = format!("{is_safe}-{has_bom}.csv");
        fs::write(folder.join(&name), writer.take()).expect("a file");
        files.push(json!({ "name": name, "rows": rows, "safe": is_safe }));
    }
    fs::write(folder.join("files.json"), json!(files).to_string()).expect("a file");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handover/read_csv.py");
    let output = Command::new(python)
        .arg(script)
        .current_dir(&folder)
        .output()
        .expect("Python starts");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
