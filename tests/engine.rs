//! The engine between readers and page: whatever comes in whatever order, the sums hold and the answers fit.

use medtrail::{
    base::{FileId, Problem, ProblemKind, Shape},
    engine::Engine,
    protocol::{
        Scope, TRIES_PER_READING,
        engine::{Answer, FileEntry, FromEngine, RowAt, RowDetail, StopCause, ToEngine},
        ledger::{FileLine, FileReport, LedgerSummary, Outcome},
        reader::{Delivery, ReadFile},
    },
    query::Query,
    reader::{Outbox, Reader},
    store::Column,
};
use serde_json::{Value, json};

const KEY: (u64, u64) = (7, 11);

/// Gathers what a reader delivers.
#[derive(Default)]
struct Deliveries(Vec<(Delivery, Vec<u8>)>);

impl Outbox for Deliveries {
    fn deliver(&mut self, delivery: Delivery, rows: Vec<u8>) {
        self.0.push((delivery, rows));
    }
    fn progress(&mut self, _bytes: u64, _records: u64) {}
}

fn call(id: &str, name: &str, second: u32) -> Value {
    json!({ "eventVersion": "1.11", "userIdentity": { "type": "IAMUser", "userName": "ana", "accessKeyId": "AKIAIOSFODNN7EXAMPLE" },
            "eventTime": format!("2026-10-01T00:00:{second:02}Z"), "eventSource": "comprehendmedical.amazonaws.com",
            "eventName": name, "eventID": format!("00000000-0000-4000-8000-{id:0>12}") })
}

fn other_service() -> Value {
    json!({ "eventSource": "s3.amazonaws.com", "eventName": "GetObject", "eventTime": "2026-10-01T00:00:00Z" })
}

fn trail(records: &[Value]) -> Vec<u8> {
    json!({ "Records": records }).to_string().into_bytes()
}

/// An engine that expects files, and what it answers.
struct Bench {
    engine: Engine,
    files: Vec<Vec<u8>>,
    scope: Scope,
}

impl Bench {
    fn new(files: Vec<Vec<u8>>) -> Self {
        let mut bench = Self {
            engine: Engine::new(KEY),
            files,
            scope: Scope::default(),
        };
        let entry = |(index, bytes): (usize, &Vec<u8>)| FileEntry {
            file: FileId(index as u32),
            path: format!("folder/{index}.json").into(),
            size: bytes.len() as u64,
        };
        let files = bench.files.iter().enumerate().map(entry).collect();
        bench.tell(ToEngine::Expect { files });
        bench
    }

    fn tell(&mut self, message: ToEngine) -> Vec<(FromEngine, Option<Vec<u8>>)> {
        let mut said = Vec::new();
        self.engine
            .handle(message, &mut |message, bytes| said.push((message, bytes)));
        assert!(
            self.engine.record_counts().is_balanced(),
            "{:?}",
            self.engine.record_counts()
        );
        said
    }

    /// What a reader delivers for these files.
    fn read(&self, files: &[u32], attempt: u32) -> Vec<(Delivery, Vec<u8>)> {
        let (mut reader, mut deliveries) = (Reader::new(KEY), Deliveries::default());
        reader.set_scope(self.scope);
        for &file in files {
            let bytes = &self.files[file as usize];
            let file = ReadFile {
                file: FileId(file),
                attempt,
                size: bytes.len() as u64,
            };
            reader.read_file(&file, std::io::Cursor::new(bytes), Some(bytes), &mut deliveries);
        }
        reader.flush(&mut deliveries);
        deliveries.0
    }

    fn deliver(&mut self, deliveries: Vec<(Delivery, Vec<u8>)>) {
        for (delivery, rows) in deliveries {
            self.engine.deliver(delivery, &rows).expect("a batch");
            assert!(
                self.engine.record_counts().is_balanced(),
                "{:?}",
                self.engine.record_counts()
            );
        }
    }

    fn load(&mut self, files: &[u32], attempt: u32) {
        let deliveries = self.read(files, attempt);
        self.deliver(deliveries);
    }

    /// Kept, other services, duplicates, malformed.
    fn counts(&self) -> [u64; 4] {
        let counts = self.engine.record_counts();
        [
            counts.kept,
            counts.other_services,
            counts.duplicates,
            counts.malformed,
        ]
    }

    fn ask(&mut self) -> Answer {
        let ask = ToEngine::Ask {
            generation: 1,
            query: Query::default(),
            rows: medtrail::query::RowsWish {
                first: 0,
                len: 100,
                columns: [].into(),
            },
            offsets: Default::default(),
            facets: medtrail::query::FacetsWish {
                columns: [Column::Operation].into(),
                limit: 10,
            },
        };
        match self.tell(ask).pop() {
            Some((FromEngine::Answer(answer), None)) => answer,
            other => panic!("{other:?}"),
        }
    }

    fn detail(&mut self, row: RowAt) -> Option<RowDetail> {
        match self.tell(ToEngine::Detail { generation: 1, row }).pop() {
            Some((FromEngine::Detail { detail, .. }, None)) => detail,
            other => panic!("{other:?}"),
        }
    }

    fn lines(&mut self) -> Vec<FileLine> {
        let ask = ToEngine::Files {
            generation: 1,
            first: 0,
            len: 100,
            only_with_notes: false,
            search: String::new(),
        };
        match self.tell(ask).pop() {
            Some((FromEngine::Files { lines, .. }, None)) => lines.to_vec(),
            other => panic!("{other:?}"),
        }
    }

    fn news(&mut self) -> Option<LedgerSummary> {
        let mut ledger = None;
        self.engine.tell_news(&mut |message, _| {
            if let FromEngine::Ledger(summary) = message {
                ledger = Some(summary);
            }
        });
        ledger
    }

    fn ledger(&mut self) -> Value {
        let (_, bytes) = self.tell(ToEngine::SaveLedger).pop().expect("a ledger");
        let ledger: Value = serde_json::from_slice(&bytes.expect("its bytes")).expect("JSON");
        let sum = |of: &Value, parts: [&str; 4]| {
            parts
                .iter()
                .map(|part| of[part].as_u64().unwrap_or(0))
                .sum::<u64>()
        };
        let is_balanced = |records: &Value| {
            records["seen"] == sum(records, ["kept", "otherServices", "duplicates", "malformed"])
        };
        assert_eq!(
            ledger["files"]["seen"],
            sum(&ledger["files"], ["read", "skipped", "failed", ""]),
            "{ledger:#}"
        );
        assert!(is_balanced(&ledger["records"]), "{ledger:#}");
        assert!(
            ledger["perFile"]
                .as_array()
                .expect("files")
                .iter()
                .all(|file| is_balanced(&file["records"]))
        );
        ledger
    }
}

#[test]
fn copies_are_counted_once_and_every_place_is_kept() {
    let one = call("1", "DetectPHI", 1);
    let mut same_values = format!("{{ \"eventID\": {}, ", one["eventID"]);
    for key in [
        "eventName",
        "eventSource",
        "eventTime",
        "userIdentity",
        "eventVersion",
    ] {
        same_values += &format!("\"{key}\" :{} ,\n", one[key]);
    }
    let same_values = format!(
        "{{\"Records\":[{}}}]}}",
        same_values.trim_end().trim_end_matches(',')
    );
    let mut bench = Bench::new(vec![
        trail(&[one.clone(), other_service()]),
        same_values.into_bytes(),
        trail(&[call("1", "DetectEntitiesV2", 1), one]),
    ]);
    bench.load(&[0, 1, 2], 0);
    assert_eq!(bench.counts(), [2, 1, 2, 0]);
    let answer = bench.ask();
    assert_eq!((answer.num_rows, answer.num_matching), (2, 2));
    assert!(
        answer.window.rows.iter().all(|row| row.is_conflict),
        "one eventID with two values is flagged on both"
    );
    let details: Vec<_> = answer
        .window
        .rows
        .iter()
        .filter_map(|row| bench.detail(RowAt::Id(row.id)))
        .collect();
    let mut num_places: Vec<_> = details.iter().map(|detail| detail.places.len()).collect();
    num_places.sort_unstable();
    assert_eq!(num_places, [1, 3]);
    assert_eq!(bench.news().expect("news").num_conflicts, 2);
}

#[test]
fn a_lost_attempt_leaves_no_trace_and_its_copies_step_in() {
    let (shared, own) = (call("1", "DetectPHI", 1), call("2", "InferRxNorm", 2));
    let mut bench = Bench::new(vec![
        trail(&[shared.clone(), own, other_service()]),
        trail(&[shared]),
    ]);
    bench.load(&[0], 0);
    bench.load(&[1], 0);
    assert_eq!(bench.counts(), [2, 1, 1, 0]);
    bench.tell(ToEngine::AttemptLost {
        file: FileId(0),
        attempt: 0,
    });
    assert_eq!(
        bench.counts(),
        [1, 0, 0, 0],
        "the copy in the other file is what is left"
    );
    assert_eq!(bench.ask().num_rows, 1);
    bench.load(&[0], 0);
    assert_eq!(
        bench.counts(),
        [1, 0, 0, 0],
        "a late delivery of the lost attempt changes nothing"
    );
    bench.load(&[0], 1);
    assert_eq!(
        bench.counts(),
        [2, 1, 1, 0],
        "read again, everything is there once"
    );
    assert_eq!(
        bench.ledger()["byOperation"],
        json!({ "DetectPHI": 1, "InferRxNorm": 1 })
    );
}

#[test]
fn a_later_attempt_that_comes_before_the_word_of_the_loss_loses_and_doubles_nothing() {
    let mut bench = Bench::new(vec![trail(&[call("1", "DetectPHI", 1), other_service()])]);
    for first in [Some(0), None] {
        if let Some(attempt) = first {
            bench.load(&[0], attempt);
        }
        bench.load(&[0], 1);
        assert_eq!(bench.counts(), [1, 1, 0, 0]);
        bench.tell(ToEngine::AttemptLost {
            file: FileId(0),
            attempt: 0,
        });
        assert_eq!(bench.counts(), [1, 1, 0, 0], "the word comes behind");
        assert_eq!(bench.ask().num_rows, 1);
        bench = Bench::new(vec![trail(&[call("1", "DetectPHI", 1), other_service()])]);
    }
}

#[test]
fn a_ledger_that_is_asked_for_while_the_last_rows_are_on_their_way_waits_for_them() {
    let mut bench = Bench::new(vec![
        trail(&[call("1", "DetectPHI", 1)]),
        trail(&[call("2", "DetectPHI", 2)]),
    ]);
    bench.load(&[0], 0);
    assert_eq!(
        bench.ledger()["files"]["read"],
        1,
        "while files are read it is of now"
    );
    bench.tell(ToEngine::AllRead);
    assert_eq!(bench.tell(ToEngine::SaveLedger), []);
    bench.load(&[1], 0);
    let mut saved = Vec::new();
    bench.engine.tell_news(&mut |message, bytes| {
        if message == FromEngine::LedgerJson {
            saved.push(bytes.expect("its bytes"));
        }
    });
    assert_eq!(saved.len(), 1, "once");
    let ledger: Value = serde_json::from_slice(&saved[0]).expect("JSON");
    assert_eq!(ledger["files"]["read"], 2);
}

#[test]
fn one_delivery_with_lost_and_wanted_files_counts_only_the_wanted() {
    let shared = call("1", "DetectPHI", 1);
    let mut bench = Bench::new(vec![trail(std::slice::from_ref(&shared)), trail(&[shared])]);
    let together = bench.read(&[0, 1], 0);
    bench.tell(ToEngine::AttemptLost {
        file: FileId(0),
        attempt: 0,
    });
    bench.deliver(together);
    assert_eq!(bench.counts(), [1, 0, 0, 0]);
    bench.load(&[0], 1);
    assert_eq!(bench.counts(), [1, 0, 1, 0]);
}

#[test]
fn reading_again_with_all_services_never_counts_twice() {
    let mut bench = Bench::new(vec![trail(&[
        call("1", "DetectPHI", 1),
        other_service(),
        json!(5),
    ])]);
    bench.load(&[0], 0);
    assert_eq!(bench.counts(), [1, 1, 0, 1]);
    let late = bench.read(&[0], 0);
    bench.tell(ToEngine::Restart {
        scope: Scope::AllServices,
        attempt: TRIES_PER_READING,
    });
    assert_eq!(bench.counts(), [0; 4]);
    bench.scope = Scope::AllServices;
    bench.load(&[0], TRIES_PER_READING);
    bench.deliver(late);
    assert_eq!(bench.counts(), [2, 0, 0, 1]);
    assert_eq!(bench.ask().num_rows, 2);
    let ledger = bench.ledger();
    assert_eq!(
        ledger["bySource"],
        json!({ "comprehendmedical.amazonaws.com": 1, "s3.amazonaws.com": 1 })
    );
}

#[test]
fn files_that_the_full_table_left_out_are_named_for_it() {
    let mut bench = Bench::new(vec![trail(&[call("1", "DetectPHI", 1)]), trail(&[])]);
    bench.load(&[0], 0);
    bench.tell(ToEngine::Stopped(StopCause::Memory));
    let reason = bench.lines()[1].reason.clone().expect("a reason");
    assert_eq!(&*reason, "Not read: the table had reached its limit of 3 GiB");
    let mut memory = None;
    bench.engine.tell_news(&mut |message, _| {
        if let FromEngine::Memory(used) = message {
            memory = Some(used);
        }
    });
    let memory = memory.expect("told with the rows");
    assert_eq!(memory.num_rows, 1);
    assert!(memory.columns > 0 && memory.ids > 0 && memory.held >= memory.columns + memory.ids);
}

#[test]
fn stopping_names_the_files_that_were_not_read() {
    let mut bench = Bench::new(vec![
        trail(&[call("1", "DetectPHI", 1)]),
        trail(&[call("2", "DetectPHI", 2)]),
    ]);
    bench.load(&[0], 0);
    let pending = bench.ledger();
    assert_eq!(pending["perFile"][1]["outcome"], "skipped");
    assert_eq!(
        pending["perFile"][1]["reason"],
        "Not read yet when this was written"
    );
    bench.tell(ToEngine::Stopped(StopCause::Person));
    let lines = bench.lines();
    assert_eq!(
        (lines[0].outcome, lines[1].outcome),
        (Outcome::Read, Outcome::Skipped)
    );
    let reason = lines[1].reason.as_deref().expect("a reason");
    assert!(reason.starts_with("Not read: you stopped"), "{reason}");
    let files = bench.news().expect("news").files;
    assert_eq!(
        (files.seen, files.read, files.skipped, files.failed),
        (2, 1, 1, 0)
    );
}

#[test]
fn a_file_given_up_is_failed_and_says_why() {
    let mut bench = Bench::new(vec![trail(&[call("1", "DetectPHI", 1)])]);
    let report = FileReport::failed(Shape::Unread, Problem::new(ProblemKind::WorkerEnded));
    bench.tell(ToEngine::AttemptLost {
        file: FileId(0),
        attempt: 1,
    });
    bench.tell(ToEngine::GiveUp {
        file: FileId(0),
        report,
    });
    assert_eq!(
        bench.ledger()["files"],
        json!({ "seen": 1, "read": 0, "skipped": 0, "failed": 1 })
    );
    assert!(
        bench.lines()[0]
            .reason
            .as_deref()
            .is_some_and(|reason| reason.contains("twice"))
    );
}

#[test]
fn the_saved_ledger_has_every_field_of_its_schema() {
    let mut failing = call("2", "DetectPHI", 9);
    failing["errorCode"] = json!("AccessDenied");
    let mut bench = Bench::new(vec![
        trail(&[call("1", "DetectEntitiesV2", 3), failing, other_service()]),
        b"hello".to_vec(),
    ]);
    bench.load(&[0, 1], 0);
    let size = bench.files[0].len();
    let expected = json!({
        "schema": "medtrail-ledger/1",
        "app": env!("CARGO_PKG_VERSION"),
        "files": { "seen": 2, "read": 1, "skipped": 1, "failed": 0 },
        "records": { "seen": 3, "kept": 2, "otherServices": 1, "duplicates": 0, "malformed": 0 },
        "bytes": { "read": size, "inflated": size + 5 },
        "time": { "first": "2026-10-01T00:00:03Z", "last": "2026-10-01T00:00:09Z", "sumSeconds": 3_581_625_612u64 },
        "bySource": { "comprehendmedical.amazonaws.com": 2, "s3.amazonaws.com": 1 },
        "byOperation": { "DetectEntitiesV2": 1, "DetectPHI": 1 },
        "errors": 1,
        "perFile": [
            { "path": "folder/0.json", "shape": "trail", "outcome": "read", "reason": null, "bytes": size, "inflated": size,
              "sha256": null, "records": { "seen": 3, "kept": 2, "otherServices": 1, "duplicates": 0, "malformed": 0 } },
            { "path": "folder/1.json", "shape": "text", "outcome": "skipped",
              "reason": "Not a CloudTrail log: text that is not JSON", "bytes": 5, "inflated": 5, "sha256": null,
              "records": { "seen": 0, "kept": 0, "otherServices": 0, "duplicates": 0, "malformed": 0 } },
        ],
    });
    assert_eq!(bench.ledger(), expected);
}

#[test]
fn a_detail_has_every_column_and_a_row_by_index_is_the_row_of_the_table() {
    let mut bench = Bench::new(vec![trail(&[
        call("1", "DetectPHI", 1),
        call("2", "InferRxNorm", 2),
    ])]);
    bench.load(&[0], 0);
    assert_eq!(
        bench.detail(RowAt::Index(0)).map(|detail| detail.id),
        None,
        "before the first question there is no order"
    );
    let answer = bench.ask();
    let detail = bench.detail(RowAt::Index(0)).expect("the first row");
    assert_eq!(detail.id, answer.window.rows[0].id);
    assert_eq!(detail.cells.len(), Column::ALL.len());
    assert_eq!(&*detail.places[0].0, "folder/0.json");
    assert_eq!(bench.detail(RowAt::Index(2)).map(|detail| detail.id), None);
}

#[test]
fn counts_are_of_all_shown_rows_whatever_the_question_in_force() {
    use medtrail::{query::Filter, store::Cell};
    let (one, two) = (call("1", "DetectPHI", 1), call("2", "DetectEntitiesV2", 2));
    let mut bench = Bench::new(vec![trail(&[one.clone(), two, one])]);
    bench.load(&[0], 0);
    bench.ask();
    let is = |name: &str| Filter::one_of(Column::Operation, vec![Cell::text(name)]);
    let filters = vec![is("DetectPHI"), Filter::everything(), is("InferRxNorm")];
    let said = bench.tell(ToEngine::Count {
        generation: 9,
        filters,
    });
    let [
        (
            FromEngine::Counted {
                generation: 9,
                counts,
            },
            None,
        ),
    ] = said.as_slice()
    else {
        panic!("{said:?}")
    };
    assert_eq!(counts[..], [1, 2, 0], "a copy counts once");
}
