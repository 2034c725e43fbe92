//! Tests of the raw record: what readers find is what walking the JSON finds, in every shape a record comes in; the
//! engine has files searched once, says what it does not know, and never shows a row that would go again.

#[path = "support/shapes.rs"]
mod shapes;
#[expect(dead_code, reason = "each test uses a part of it")]
mod support;

use medtrail::{
    base::FileId,
    engine::Engine,
    protocol::{
        Scope,
        engine::{Answer, FileEntry, FromEngine, RowsWish, StopCause, ToEngine},
        reader::{Delivery, Found, ReadFile},
        search::{SearchOrder, SearchPhase, SearchStatus, SearchTrouble, SearchWish},
    },
    query::{
        FacetsWish, Field, Filter, IpNet, Op, Pattern, Query, RecordPath, Side, Test, Token, language::parse,
        naive,
    },
    reader::{Outbox, Reader, record_passes},
    sample::{Plan, gzip, sample_files},
    store::{Cell, Column},
    trail::{
        envelope::{Fidelity, FieldSet},
        field::Field as RecordField,
    },
};
use proptest::{prelude::*, sample::select};
use serde_json::{Map, Value, json};
use shapes::{containers, lossless, lossy};
use support::KEY;

const TEXTS: [&str; 14] = [
    "",
    "phi-in",
    "PHI",
    "a=b",
    "10.0.0.1",
    "2001:db8::1",
    "9",
    "10",
    "Zoë",
    "\u{202e}x\u{1f600}",
    "line\nbreak",
    "arn:aws:s3:::phi-in",
    "true",
    "null",
];
const KEYS: [&str; 9] = ["a", "A", "b", "jobId", "JobId", "kMSKey", "ARN", "0", "1"];

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => select(&TEXTS[..]).prop_map(Value::from),
        2 => (-20..20i64).prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(4, 24, 5, |part| {
        prop_oneof![
            2 => prop::collection::vec((select(&KEYS[..]), part.clone()), 0..5).prop_map(|members| {
                Value::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
            }),
            1 => prop::collection::vec(part, 0..4).prop_map(Value::Array),
        ]
    })
}

fn any_record() -> impl Strategy<Value = Value> {
    prop::collection::vec((select(&KEYS[..]), any_json()), 0..6).prop_map(|members| {
        Value::Object(
            members
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect::<Map<_, _>>(),
        )
    })
}

fn any_path() -> impl Strategy<Value = RecordPath> {
    let key = prop_oneof![select(&KEYS[..]), select(vec!["B", "JOBID", "arn", "2", "zz"])];
    prop::collection::vec(key, 0..4).prop_map(RecordPath::new)
}

fn any_op() -> impl Strategy<Value = Op> {
    let text = || select(&TEXTS[..]).prop_map(str::to_owned);
    let cell = prop_oneof![
        4 => text().prop_map(Cell::text),
        1 => select(vec![Cell::Absent, Cell::Null, Cell::NotInExport]),
        1 => select(&KEYS[..]).prop_map(Cell::text),
    ];
    let network = |text: &str| Op::InNetwork(text.parse::<IpNet>().expect("a network"));
    prop_oneof![
        prop::collection::vec(cell, 0..3).prop_map(Op::OneOf),
        prop_oneof![
            text(),
            select(vec!["i", "key", "=", "\n"]).prop_map(str::to_owned)
        ]
        .prop_map(Op::Contains),
        text().prop_map(Op::StartsWith),
        select(vec!["^p", "\\d", "^$", "K"])
            .prop_map(|source| Op::Matches(Pattern::new(source, true).expect("a pattern"))),
        (
            select(vec![Side::Below, Side::UpTo, Side::Above, Side::From]),
            text()
        )
            .prop_map(|(side, than)| Op::Compare(side, than)),
        select(vec!["10.0.0.0/8", "::/0"]).prop_map(network),
        Just(Op::Exists),
    ]
}

/// The same JSON otherwise written: white space, and any character as an escape.
fn written(value: &Value, style: u64, out: &mut String) {
    let space = |out: &mut String| out.push_str(["", " ", "\n\t", ""][(style % 4) as usize]);
    let text = |text: &str, out: &mut String| {
        if style & 4 == 0 {
            return out.push_str(&Value::from(text).to_string());
        }
        out.push('"');
        for unit in text.encode_utf16() {
            out.push_str(&format!("\\u{unit:04x}"));
        }
        out.push('"');
    };
    match value {
        Value::Array(elements) => {
            out.push('[');
            for (at, element) in elements.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                space(out);
                written(element, style.rotate_right(3), out);
            }
            space(out);
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (at, (key, member)) in members.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                space(out);
                // Of a key that stands twice the last one counts.
                if style & 24 == 24 {
                    text(key, out);
                    out.push_str(":null,");
                }
                text(key, out);
                space(out);
                out.push(':');
                written(member, style.rotate_right(5), out);
            }
            out.push('}');
        }
        Value::String(string) => text(string, out),
        other => out.push_str(&other.to_string()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_reader_finds_what_walking_the_json_finds(
        record in any_record(),
        path in any_path(),
        op in any_op(),
        style: u64,
    ) {
        let mut text = String::new();
        // Twice the same key: a text within an object is looked for in all that stands there.
        let style = if path.keys().is_empty() || !record_is_flat(&record, &path) { style & !24 } else { style };
        written(&record, style, &mut text);
        prop_assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), record.clone());
        let test = Test { field: Field::Record(path.clone()), op: op.clone() };
        let found = record_passes(text.as_bytes(), Fidelity::Full, &test);
        prop_assert_eq!(found, naive::record_passes(&record, &path, &op), "{} in {}", medtrail::query::language::print(&Filter::Test(test)), text);
    }
}

/// The path leads to no object, in which what a second key hides would be looked at too.
fn record_is_flat(record: &Value, path: &RecordPath) -> bool {
    // `{}` is an object's own text nowhere: exists passes for containers only through this.
    let has_container = |value: &Value| value.is_object() || value.is_array();
    let mut values = vec![record];
    for key in path.keys() {
        values = values
            .into_iter()
            .flat_map(|value| match value {
                Value::Object(members) => members
                    .iter()
                    .filter(|(other, _)| other.eq_ignore_ascii_case(key))
                    .map(|(_, member)| member)
                    .collect::<Vec<_>>(),
                Value::Array(elements) => elements.iter().collect(),
                _ => Vec::new(),
            })
            .collect();
    }
    !values.into_iter().any(has_container)
}

#[test]
fn an_export_that_cannot_hold_a_field_says_so_and_not_that_it_is_absent() {
    let parameters = FieldSet::at_path(&["requestParameters"], true);
    let lossy = Fidelity::Lossy(parameters.union(FieldSet::of(&[RecordField::EventName])));
    let passes = |text: &str| {
        let Filter::Test(test) = parse(text).expect(text) else {
            panic!("{text} is one test")
        };
        record_passes(br#"{"eventName":"DetectPHI"}"#, lossy, &test)
    };
    assert!(passes("requestParameters.jobName absent") && !passes("requestParameters.jobName unexported"));
    assert!(passes("resources.ARN unexported") && !passes("resources.ARN absent"));
    assert!(passes("record : phi") && !passes("resources exists"));
}

/// Gathers what a reader hands over.
#[derive(Default)]
struct Tray {
    deliveries: Vec<(Delivery, Vec<u8>)>,
    found: Vec<(Found, Vec<u8>)>,
}

impl Outbox for Tray {
    fn deliver(&mut self, delivery: Delivery, rows: Vec<u8>) {
        self.deliveries.push((delivery, rows));
    }
    fn found(&mut self, found: Found, marks: Vec<u8>) {
        self.found.push((found, marks));
    }
    fn progress(&mut self, _bytes: u64, _records: u64) {}
}

/// An engine and its files.
struct Bench {
    engine: Engine,
    files: Vec<Vec<u8>>,
    orders: Vec<SearchOrder>,
    scope: Scope,
}

impl Bench {
    fn new(files: Vec<Vec<u8>>) -> Self {
        let mut bench = Self {
            engine: Engine::new(KEY),
            files: Vec::new(),
            orders: Vec::new(),
            scope: Scope::default(),
        };
        bench.add(files);
        bench
    }

    /// More files are dropped and read.
    fn add(&mut self, files: Vec<Vec<u8>>) {
        let first = self.files.len();
        let entry = |(at, bytes): (usize, &Vec<u8>)| FileEntry {
            file: FileId((first + at) as u32),
            path: format!("logs/{}.json", first + at).into(),
            size: bytes.len() as u64,
        };
        let entries = files.iter().enumerate().map(entry).collect();
        self.tell(ToEngine::Expect { files: entries });
        self.files.extend(files);
        self.read(first as u32..self.files.len() as u32, 0);
    }

    fn read(&mut self, files: impl IntoIterator<Item = u32>, attempt: u32) {
        let (mut reader, mut tray) = (Reader::new(KEY), Tray::default());
        reader.set_scope(self.scope);
        for file in files {
            let bytes = self.files[file as usize].clone();
            let file = self.file(file, attempt);
            reader.read_file(&file, std::io::Cursor::new(&bytes), Some(&bytes), &mut tray);
        }
        reader.flush(&mut tray);
        for (delivery, rows) in tray.deliveries {
            self.engine.deliver(delivery, &rows).expect("a batch");
        }
        self.hear_news();
    }

    fn file(&self, file: u32, attempt: u32) -> ReadFile {
        ReadFile {
            file: FileId(file),
            attempt,
            size: self.files[file as usize].len() as u64,
        }
    }

    fn tell(&mut self, message: ToEngine) -> Vec<FromEngine> {
        let mut said = Vec::new();
        self.engine.handle(message, &mut |message, _| said.push(message));
        self.note_orders(&said);
        said
    }

    fn hear_news(&mut self) -> Vec<FromEngine> {
        let mut said = Vec::new();
        self.engine.tell_news(&mut |message, _| said.push(message));
        self.note_orders(&said);
        said
    }

    fn note_orders(&mut self, said: &[FromEngine]) {
        self.orders.extend(said.iter().filter_map(|said| match said {
            FromEngine::Search(order) => Some(order.clone()),
            _ => None,
        }));
    }

    fn ask(&mut self, filter: &str) -> Answer {
        let query = Query {
            tokens: vec![Token {
                filter: parse(filter).expect(filter),
                is_on: true,
            }],
            ..Query::default()
        };
        let said = self.tell(ToEngine::Ask {
            offsets: Default::default(),
            generation: 1,
            query,
            rows: RowsWish {
                first: 0,
                len: 200,
                columns: [Column::Operation, Column::EventId].into(),
            },
            facets: FacetsWish {
                columns: [Column::Operation].into(),
                limit: 50,
            },
        });
        said.into_iter()
            .find_map(|said| match said {
                FromEngine::Answer(answer) => Some(answer),
                _ => None,
            })
            .expect("an answer")
    }

    /// Searches these files as ordered last.
    fn search(&mut self, files: impl IntoIterator<Item = u32>) {
        let order = self.orders.last().expect("an order").clone();
        let (mut reader, mut tray) = (Reader::new(KEY), Tray::default());
        reader.set_scope(self.scope);
        reader.begin_search(order.search, &order.tests);
        for file in files {
            assert!(order.files.contains(&FileId(file)), "{file} is not ordered");
            let bytes = self.files[file as usize].clone();
            let file = self.file(file, 0);
            reader.read_file(&file, std::io::Cursor::new(&bytes), Some(&bytes), &mut tray);
        }
        reader.flush(&mut tray);
        reader.end_search();
        assert!(tray.deliveries.is_empty(), "what is searched is not read again");
        for (found, marks) in tray.found {
            self.engine.take_found(&found, &marks);
        }
        self.hear_news();
    }

    /// Asks, has searched what is ordered, and asks again.
    fn find(&mut self, filter: &str) -> Vec<String> {
        let before = self.ask(filter);
        if status(&before).phase == SearchPhase::Running {
            let order = self.orders.last().expect("an order");
            let files: Vec<_> = order.files.iter().map(|file| file.0).collect();
            self.search(files);
        }
        let answer = self.ask(filter);
        let status = answer.search.as_ref().expect("it asks of the records");
        assert!(!status.is_partial(), "{filter}: {status:?}");
        ids(&answer)
    }
}

/// The eventIDs of an answer's rows, by their last figure, in order.
fn ids(answer: &Answer) -> Vec<String> {
    let mut ids: Vec<_> = answer
        .window
        .rows
        .iter()
        .map(|row| {
            let id = row.cells[1].as_text().and_then(|id| id.get(30..));
            id.unwrap_or_default().to_owned()
        })
        .collect();
    ids.sort();
    ids
}

fn status(answer: &Answer) -> &SearchStatus {
    answer.search.as_ref().expect("it asks of the records")
}

fn call(id: u32, request: Value) -> Value {
    json!({ "eventVersion": "1.11", "userIdentity": { "type": "IAMUser", "userName": "ana" },
            "eventTime": format!("2026-10-01T00:00:{:02}Z", id % 60), "eventSource": "comprehendmedical.amazonaws.com",
            "eventName": if id.is_multiple_of(2) { "DetectPHI" } else { "StartPHIDetectionJob" },
            "eventID": format!("00000000-0000-4000-8000-{id:012}"), "requestParameters": request })
}

fn bucket(id: u32, name: &str) -> Value {
    call(id, json!({ "inputDataConfig": { "s3Bucket": name } }))
}

fn trail(records: &[Value]) -> Vec<u8> {
    json!({ "Records": records }).to_string().into_bytes()
}

fn three_files() -> Vec<Vec<u8>> {
    vec![
        trail(&[bucket(1, "notes-in"), bucket(2, "other")]),
        trail(&[
            json!({ "eventSource": "s3.amazonaws.com", "eventName": "GetObject", "eventTime": "2026-10-01T00:00:00Z" }),
        ]),
        gzip(&trail(&[call(3, Value::Null), bucket(4, "NOTES-in")])),
    ]
}

const IN_NOTES: &str = "requestParameters.inputDataConfig.s3Bucket : notes";

#[test]
fn files_with_calls_are_searched_once_and_the_answer_is_kept() {
    let mut bench = Bench::new(three_files());
    let before = bench.ask(IN_NOTES);
    assert_eq!((before.num_matching, before.num_rows), (0, 4));
    assert_eq!(
        (status(&before).phase, status(&before).is_partial()),
        (SearchPhase::Running, true)
    );
    assert_eq!(
        *bench.orders[0].files,
        [FileId(0), FileId(2)],
        "no call stands in the second"
    );
    assert_eq!(bench.find(IN_NOTES), ["000001", "000004"]);
    assert_eq!(bench.orders.len(), 1);
    // It is a filter like any other.
    assert_eq!(bench.find(&format!("not {IN_NOTES}")), ["000002", "000003"]);
    assert_eq!(
        bench.find(&format!("operation = DetectPHI and {IN_NOTES}")),
        ["000004"]
    );
    assert_eq!(
        bench.find(&format!("{IN_NOTES} or operation = DetectPHI")),
        ["000001", "000002", "000004"]
    );
    assert_eq!(bench.orders.len(), 1, "nothing is searched twice for one test");
    let answer = bench.ask(IN_NOTES);
    let counts: Vec<u32> = answer.facets[0].values.iter().map(|value| value.count).collect();
    assert_eq!(counts, [1, 1]);
    assert_eq!(
        bench.find("record : notes-in and not record = other"),
        ["000001", "000004"]
    );
}

#[test]
fn rows_show_as_they_are_found_and_none_that_would_go_again() {
    let mut bench = Bench::new(three_files());
    let both = format!("not {IN_NOTES}");
    bench.ask(&both);
    bench.search([0]);
    let answer = bench.ask(&both);
    assert_eq!(ids(&answer), ["000002"]);
    let SearchStatus {
        num_searched,
        num_calls,
        ..
    } = *status(&answer);
    assert_eq!((num_searched, num_calls), (2, 4));
    bench.search([2]);
    let answer = bench.ask(&both);
    assert_eq!(
        (ids(&answer), status(&answer).phase),
        (vec!["000002".to_owned(), "000003".to_owned()], SearchPhase::Done)
    );
}

#[test]
fn files_that_come_later_are_searched_and_only_they() {
    let mut bench = Bench::new(three_files());
    bench.find(IN_NOTES);
    bench.add(vec![trail(&[bucket(5, "notes-in")])]);
    // Without another question: the table grew while the filter is in force.
    assert_eq!(*bench.orders.last().expect("an order").files, [FileId(3)]);
    assert!(status(&bench.ask(IN_NOTES)).is_partial());
    bench.search([3]);
    assert_eq!(ids(&bench.ask(IN_NOTES)), ["000001", "000004", "000005"]);
}

#[test]
fn files_are_searched_when_all_are_read() {
    let mut bench = Bench::new(three_files());
    let entry = FileEntry {
        file: FileId(3),
        path: "logs/3.json".into(),
        size: 9,
    };
    bench.tell(ToEngine::Expect { files: vec![entry] });
    assert_eq!(status(&bench.ask(IN_NOTES)).phase, SearchPhase::Waiting);
    assert!(bench.orders.is_empty());
    bench.tell(ToEngine::Stopped(StopCause::Person));
    bench.hear_news();
    assert_eq!(bench.orders.len(), 1);
}

#[test]
fn a_search_is_stopped_and_goes_on_where_it_was() {
    let mut bench = Bench::new(three_files());
    bench.ask(IN_NOTES);
    bench.search([0]);
    bench.tell(ToEngine::Search(SearchWish::Stop));
    bench.hear_news();
    let answer = bench.ask(IN_NOTES);
    assert_eq!(
        (status(&answer).phase, ids(&answer)),
        (SearchPhase::Stopped, vec!["000001".to_owned()])
    );
    assert_eq!(bench.orders.len(), 1);
    // What was under way says nothing any more.
    bench.search([2]);
    assert_eq!(ids(&bench.ask(IN_NOTES)), ["000001"]);
    bench.tell(ToEngine::Search(SearchWish::GoOn));
    bench.hear_news();
    assert_eq!(*bench.orders.last().expect("an order").files, [FileId(2)]);
    bench.search([2]);
    assert_eq!(ids(&bench.ask(IN_NOTES)), ["000001", "000004"]);
}

#[test]
fn another_test_takes_the_place_of_the_one_under_way_and_none_ends_it() {
    let mut bench = Bench::new(three_files());
    bench.ask(IN_NOTES);
    bench.ask(&format!("{IN_NOTES} and record : other"));
    assert_eq!(bench.orders.len(), 2);
    assert_eq!((bench.orders[1].tests.len(), bench.orders[1].files.len()), (2, 2));
    let query = Query::default();
    let said = bench.tell(ToEngine::Ask {
        offsets: Default::default(),
        generation: 2,
        query,
        rows: RowsWish {
            first: 0,
            len: 9,
            columns: [].into(),
        },
        facets: FacetsWish {
            columns: [].into(),
            limit: 0,
        },
    });
    assert!(said.contains(&FromEngine::StopSearch));
    assert!(
        said.iter()
            .any(|said| matches!(said, FromEngine::Answer(answer) if answer.search.is_none()))
    );
}

#[test]
fn a_file_that_is_gone_or_changed_is_named_and_its_calls_are_not_judged() {
    let mut bench = Bench::new(three_files());
    bench.files[0] = trail(&[bucket(1, "notes-in"), bucket(2, "notes-in")]);
    bench.files[2] = Vec::new();
    bench.ask(IN_NOTES);
    bench.search([0, 2]);
    let answer = bench.ask(IN_NOTES);
    let found = status(&answer).clone();
    assert_eq!(
        (found.phase, found.is_partial(), found.num_troubles),
        (SearchPhase::Done, true, 2)
    );
    assert_eq!(found.troubles[0], ("logs/0.json".into(), SearchTrouble::Changed));
    assert_eq!(
        ids(&answer),
        ["000001"],
        "what stands in front of the change is as it was"
    );
    // Once they are back they can be searched.
    bench.files = three_files();
    bench.tell(ToEngine::Search(SearchWish::GoOn));
    bench.hear_news();
    assert_eq!(bench.find(IN_NOTES), ["000001", "000004"]);
    assert_eq!(status(&bench.ask(IN_NOTES)).num_troubles, 0);
}

#[test]
fn a_file_that_ends_its_readers_is_named() {
    let mut bench = Bench::new(three_files());
    bench.ask(IN_NOTES);
    bench.search([0]);
    let search = bench.orders[0].search;
    bench.tell(ToEngine::Search(SearchWish::GiveUp {
        search,
        file: FileId(2),
    }));
    let answer = bench.ask(IN_NOTES);
    assert_eq!(
        *status(&answer).troubles,
        [("logs/2.json".into(), SearchTrouble::ReaderEnded)]
    );
    assert_eq!(
        (status(&answer).phase, status(&answer).is_partial()),
        (SearchPhase::Done, true)
    );
}

#[test]
fn what_was_found_is_forgotten_with_the_table() {
    let mut bench = Bench::new(three_files());
    bench.find(IN_NOTES);
    bench.scope = Scope::AllServices;
    bench.tell(ToEngine::Restart {
        scope: bench.scope,
        attempt: 1024,
    });
    bench.read(0..3, 1024);
    assert!(status(&bench.ask(IN_NOTES)).is_partial());
    assert_eq!(
        bench
            .find("record.eventSource = s3.amazonaws.com or requestParameters : NOTES")
            .len(),
        3
    );
}

/// The records of one file of the generator, of all services.
fn sample_records() -> Vec<Value> {
    let plan = Plan {
        medical_share: 0.7,
        ..Plan::plain(62, 1, 40)
    };
    let files = sample_files(&plan);
    let text = miniz_oxide::inflate::decompress_to_vec(&files[0].bytes[10..files[0].bytes.len() - 8]);
    let mut trail: Value = serde_json::from_slice(&text.expect("one member")).expect("JSON");
    serde_json::from_value(trail["Records"].take()).expect("a list")
}

/// Columns that hold a field as it stands in the record, by its path.
const SAME_AS_PATH: [Column; 9] = [
    Column::Operation,
    Column::SourceIp,
    Column::ErrorCode,
    Column::IdentityType,
    Column::UserName,
    Column::Mfa,
    Column::IssuerArn,
    Column::VpcEndpointId,
    Column::TlsVersion,
];

/// Whatever a column says of a record, the same test of the raw record says too, in every shape and container: lines,
/// envelopes, exports as CSV, archives; also where a shape cannot hold a field.
#[test]
fn in_every_shape_a_path_finds_what_its_column_finds() {
    let records = sample_records();
    let plain = json!({ "Records": records }).to_string().into_bytes();
    let whole: Vec<_> = lossless(&records)
        .into_iter()
        .map(|(name, bytes, _)| (name, bytes))
        .collect();
    let partly = lossy(&records).into_iter().map(|(name, bytes, _)| (name, bytes));
    let packed = containers(&plain);
    let (mut num_shapes, mut num_hits, mut num_unexported) = (0, 0, 0);
    for (name, bytes) in whole
        .into_iter()
        .chain(partly)
        .chain(packed.into_iter().map(|shaped| (shaped.0, shaped.1)))
    {
        num_shapes += 1;
        let mut bench = Bench::new(Vec::new());
        bench.scope = Scope::AllServices;
        bench.add(vec![bytes]);
        let num_rows = bench.ask("any ^ never").num_rows;
        assert!(num_rows > 0, "{name}");
        let mut tests = Vec::new();
        for column in SAME_AS_PATH {
            for test in [
                "absent",
                "unexported",
                "null",
                "exists",
                ": e",
                "~ /[aeiou]$/",
                "> 5",
            ] {
                tests.push(format!("{} {test}", column.key()));
            }
        }
        // Some at once, so that the file is searched once for many.
        for part in tests.chunks(12) {
            let all: Vec<_> = part.iter().map(|test| format!("record.{test}")).collect();
            bench.find(&all.join(" or "));
            for test in part {
                let by_column = ids(&bench.ask(test));
                let by_path = ids(&bench.ask(&format!("record.{test}")));
                assert_eq!(by_path, by_column, "{name}: {test}");
                num_hits += by_column.len();
                num_unexported += by_column.len() * usize::from(test.ends_with("unexported"));
            }
        }
        assert_eq!(bench.orders.len(), tests.len().div_ceil(12), "{name}");
    }
    assert!(
        num_shapes > 20 && num_hits > 5000 && num_unexported > 200,
        "{num_shapes} {num_hits} {num_unexported}"
    );
}

#[test]
fn a_long_file_tells_what_it_holds_before_it_ends_and_copies_count_as_the_call_they_are_of() {
    let calls: Vec<Value> = (0..20_000)
        .map(|id| bucket(id, if id.is_multiple_of(1000) { "notes" } else { "other" }))
        .collect();
    let mut bench = Bench::new(vec![trail(&calls), trail(&calls[..3000])]);
    let answer = bench.ask(IN_NOTES);
    assert_eq!(answer.num_rows, 20_000);
    let order = bench.orders[0].clone();
    let (mut reader, mut tray) = (Reader::new(KEY), Tray::default());
    reader.begin_search(order.search, &order.tests);
    let bytes = bench.files[0].clone();
    reader.read_file(
        &bench.file(0, 0),
        std::io::Cursor::new(&bytes),
        Some(&bytes),
        &mut tray,
    );
    assert!(tray.found.len() > 1, "it tells as it goes");
    let (found, marks) = tray.found.remove(0);
    bench.engine.take_found(&found, &marks);
    let half = bench.ask(IN_NOTES);
    assert!(
        half.num_matching > 4 && half.num_matching < 20,
        "{}",
        half.num_matching
    );
    for (found, marks) in tray.found {
        bench.engine.take_found(&found, &marks);
    }
    let mut tray = Tray::default();
    reader.flush(&mut tray);
    for (found, marks) in tray.found {
        bench.engine.take_found(&found, &marks);
    }
    bench.search([1]);
    let answer = bench.ask(IN_NOTES);
    assert_eq!(
        (answer.num_matching, status(&answer).phase),
        (20, SearchPhase::Done)
    );
}
