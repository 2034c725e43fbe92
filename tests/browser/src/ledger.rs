//! What must hold for every saved ledger, at any moment.

use std::{collections::BTreeSet, fs};

use serde_json::Value;

use crate::root;

const FIELDS: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "app",
            "byOperation",
            "bySource",
            "bytes",
            "errors",
            "files",
            "perFile",
            "records",
            "schema",
            "time",
        ],
    ),
    ("files", &["failed", "read", "seen", "skipped"]),
    ("records", RECORDS),
    ("bytes", &["inflated", "read"]),
    ("time", &["first", "last", "sumSeconds"]),
];

const RECORDS: &[&str] = &["duplicates", "kept", "malformed", "otherServices", "seen"];

const PER_FILE: &[&str] = &[
    "bytes", "inflated", "outcome", "path", "reason", "records", "sha256", "shape",
];

/// The names of the shapes, as the document lists them.
fn shapes() -> BTreeSet<String> {
    let document = fs::read_to_string(root().join("docs/ledger.md")).expect("the ledger is described");
    let (_, shapes) = document
        .split_once("## Shapes")
        .expect("the document lists shapes");
    let rows = shapes.lines().filter(|line| line.starts_with("| `"));
    rows.flat_map(|row| row.split('|').nth(1).unwrap_or_default().split(','))
        .map(|name| name.trim().trim_matches('`').to_owned())
        .collect()
}

/// Fails unless the ledger has exactly the fields of `docs/ledger.md` and its sums balance.
pub fn assert_ledger_holds(ledger: &Value) {
    for (name, fields) in FIELDS {
        let object = if name.is_empty() { ledger } else { &ledger[name] };
        assert_fields(object, fields);
    }
    assert_eq!(ledger["schema"], "medtrail-ledger/1");
    assert_records_balance(&ledger["records"], "all files");
    let count = |name: &str| number(&ledger["files"][name]);
    assert_eq!(
        count("seen"),
        count("read") + count("skipped") + count("failed"),
        "{ledger:#}"
    );
    let per_file = ledger["perFile"].as_array().expect("a list of files");
    assert_eq!(per_file.len() as u64, count("seen"));
    for outcome in ["read", "skipped", "failed"] {
        let num = per_file.iter().filter(|file| file["outcome"] == outcome).count();
        assert_eq!(num as u64, count(outcome), "{outcome}");
    }
    let shapes = shapes();
    for file in per_file {
        assert_fields(file, PER_FILE);
        assert_fields(&file["records"], RECORDS);
        assert_records_balance(&file["records"], &file["path"].to_string());
        assert!(
            shapes.contains(file["shape"].as_str().expect("a shape has a name")),
            "{file}"
        );
    }
    for field in RECORDS {
        let sum: u64 = per_file.iter().map(|file| number(&file["records"][field])).sum();
        assert_eq!(sum, number(&ledger["records"][field]), "{field}");
    }
    let sum_of = |name: &str| {
        let counts = ledger[name].as_object().expect("counts by name");
        counts.values().map(number).sum::<u64>()
    };
    let records = |name: &str| number(&ledger["records"][name]);
    assert_eq!(sum_of("bySource"), records("seen") - records("malformed"));
    assert!(sum_of("byOperation") <= records("kept"));
}

fn assert_records_balance(records: &Value, of: &str) {
    let count = |name: &str| number(&records[name]);
    assert_eq!(
        count("seen"),
        count("kept") + count("otherServices") + count("duplicates") + count("malformed"),
        "{of}: {records}"
    );
}

fn assert_fields(object: &Value, fields: &[&str]) {
    let object = object
        .as_object()
        .unwrap_or_else(|| panic!("not an object: {object}"));
    let seen: BTreeSet<&str> = object.keys().map(String::as_str).collect();
    assert_eq!(seen, fields.iter().copied().collect::<BTreeSet<_>>());
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("not a count: {value}"))
}
