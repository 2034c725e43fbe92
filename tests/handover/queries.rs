//! The filter as a query: the same calls as here, in engines that are there, and texts that parse, in those that are not.

use super::{
    cases::{self, HOSTILE},
    support::{KEY, records},
};
use medtrail::{
    base::{FileId, RowId},
    handover::target::{HandedOver, LeftOut, Target, TrailPlace, Wish, hand_over},
    protocol::{
        Scope,
        reader::{Delivery, ReadFile},
    },
    query::{Filter, Query, Token, language, naive},
    reader::{Outbox, Reader},
    sample::gzip,
    store::{Batch, Cell, Column, Table},
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};
use serde_json::{Value, json};
use std::{env, fs, io::Cursor, path::Path, process::Command};

const NUM_RECORDS: usize = 300;
const NUM_FILTERS: usize = 200;

struct IntoTable(Table);

impl Outbox for IntoTable {
    fn deliver(&mut self, _delivery: Delivery, rows: Vec<u8>) {
        self.0.append(&Batch::from_bytes(&rows).expect("a batch"));
    }

    fn progress(&mut self, _bytes: u64, _records: u64) {}
}

/// The table of a trail file.
pub fn table_of(file: &[u8]) -> Table {
    let mut reader = Reader::new(KEY);
    reader.set_scope(Scope::ComprehendMedical);
    let mut outbox = IntoTable(Table::new(KEY));
    let read = ReadFile {
        file: FileId(0),
        attempt: 1,
        size: file.len() as u64,
    };
    reader.read_file(&read, Cursor::new(file), Some(file), &mut outbox);
    reader.flush(&mut outbox);
    outbox.0
}

fn sample_of<S: Strategy>(strategy: S, runner: &mut TestRunner) -> S::Value {
    strategy.new_tree(runner).expect("a value").current()
}

fn wish(filter: Filter) -> Wish {
    Wish {
        filter,
        source: Some("comprehendmedical.amazonaws.com".to_owned()),
        place: TrailPlace {
            bucket: "example-trail".to_owned(),
            accounts: "111122223333".to_owned(),
            store: "EXAMPLE-f852-4e8f-8bd1-bcf6cEXAMPLE".to_owned(),
            ..TrailPlace::default()
        },
    }
}

fn expected(table: &Table, filter: &Filter) -> Vec<String> {
    let query = Query {
        tokens: vec![Token {
            filter: filter.clone(),
            is_on: true,
        }],
        ..Query::default()
    };
    let id = |row| match table.cell(RowId(row), Column::EventId) {
        Cell::Text(id) => id.to_string(),
        other => panic!("every record has an id: {other:?}"),
    };
    let mut ids: Vec<_> = naive::order(table, &query).into_iter().map(id).collect();
    ids.sort();
    ids
}

/// How the result of a query must stand to the page's.
fn relation(left_out: &[LeftOut]) -> &'static str {
    if left_out.iter().any(|left| left.why.is_asked_otherwise()) {
        "runs"
    } else if left_out.is_empty() {
        "equal"
    } else {
        "superset"
    }
}

fn case(table: &Table, filter: &Filter) -> Value {
    let wish = wish(filter.clone());
    let texts = |target: Target| -> Value {
        let HandedOver {
            statements, left_out, ..
        } = hand_over(target, &wish);
        json!({
            "relation": relation(&left_out),
            "texts": statements.iter().map(|statement| &statement.text).collect::<Vec<_>>(),
        })
    };
    json!({
        "filter": language::print(filter),
        "expected": expected(table, filter),
        "athena": texts(Target::Athena),
        "lake": texts(Target::Lake),
        "duckdb": texts(Target::DuckDb),
        "jq": texts(Target::Jq),
        "aws": texts(Target::AwsCli),
        "insights": texts(Target::Insights),
    })
}

/// Each hostile value as a whole, a part, a start and a pattern's literal.
fn hostile_filters() -> Vec<Filter> {
    let mut filters = Vec::new();
    for value in HOSTILE {
        let escaped = regex_lite_escape(value);
        for text in [
            format!("errorMessage = {}", quoted(value)),
            format!("not userAgent : {}", quoted(value)),
            format!("userName ^ {}", quoted(value)),
            format!("errorMessage ~ /{escaped}/"),
            format!("errorMessage in ({}, x)", quoted(value)),
        ] {
            // The language has no word for a pattern or a text of nothing.
            filters.extend(language::parse(&text).ok());
        }
    }
    filters
}

fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        "\"{}\"",
        text.replace('\n', "\\n")
            .replace('\r', "\\r")
            .replace('\t', "\\t")
    )
}

fn regex_lite_escape(text: &str) -> String {
    let escape = |c: char| {
        if c.is_alphanumeric() || " <>%;'".contains(c) {
            c.to_string()
        } else if c == '\n' {
            "\\n".into()
        } else if c == '\r' {
            "\\r".into()
        } else if c == '\t' {
            "\\t".into()
        } else {
            format!("\\{c}")
        }
    };
    text.chars().map(escape).collect()
}

#[test]
#[ignore = "needs Python with DuckDB and sqlglot, and jq: run `cargo xtask test handover`"]
#[expect(clippy::disallowed_methods, reason = "hands files to other programs")]
fn other_engines_find_the_same_calls() {
    let python = env::var("MEDTRAIL_PYTHON").expect("`cargo xtask test handover` sets MEDTRAIL_PYTHON");
    let mut runner = TestRunner::deterministic();
    let all = sample_of(cases::records(NUM_RECORDS), &mut runner);
    let texts: Vec<String> = all.iter().map(Value::to_string).collect();
    let table = table_of(&records::trail(&texts));
    assert_eq!(table.live().count(), NUM_RECORDS, "every record is a call");
    let mut cases: Vec<Value> = (0..NUM_FILTERS)
        .map(|_| case(&table, &sample_of(cases::filter(), &mut runner)))
        .collect();
    let hostile = hostile_filters();
    assert!(hostile.len() > 90, "{}", hostile.len());
    cases.extend(hostile.iter().map(|filter| case(&table, filter)));
    let num_exact = |target: &str| {
        cases
            .iter()
            .filter(|case| case[target]["relation"] == "equal")
            .count()
    };
    for target in ["duckdb", "jq"] {
        assert!(
            num_exact(target) * 10 > cases.len() * 8,
            "{target}: {}",
            num_exact(target)
        );
    }
    let num_some = cases.iter().filter(|case| {
        let num = case["expected"].as_array().map_or(0, Vec::len);
        num > 0 && num < NUM_RECORDS
    });
    assert!(
        num_some.count() > 100,
        "filters that let something through and something not"
    );

    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("handover");
    let _gone = fs::remove_dir_all(&folder);
    let day = folder.join("trail/111122223333/CloudTrail/us-east-1/2026/10/01");
    fs::create_dir_all(&day).expect("a folder");
    for (number, half) in texts.chunks(NUM_RECORDS / 2).enumerate() {
        let name = format!("111122223333_CloudTrail_us-east-1_20261001T00{number:02}Z_Ab12.json.gz");
        fs::write(day.join(name), gzip(&records::trail(half))).expect("a file");
    }
    fs::write(folder.join("cases.json"), json!(cases).to_string()).expect("a file");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handover/run_queries.py");
    let output = Command::new(python)
        .arg(script)
        .current_dir(&folder)
        .output()
        .expect("Python starts");
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
