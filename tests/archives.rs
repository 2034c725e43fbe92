//! Layers: whatever files are packed in, and however deep, the same records come out and are found again.

use medtrail::{
    base::FileId,
    engine::Engine,
    protocol::{
        engine::{FileEntry, FromEngine, RowAt, ToEngine},
        reader::{Delivery, ReadFile},
    },
    query::Query,
    reader::{Outbox, Reader, fetch_record},
    sample::{self, Plan, gzip},
    trail::value_hash::ValueHasher,
};
use serde_json::Value;
use std::io::{Cursor, Write};
use zip::{ZipWriter, write::SimpleFileOptions};

const KEY: (u64, u64) = (3, 5);

#[derive(Default)]
struct Deliveries(Vec<(Delivery, Vec<u8>)>);

impl Outbox for Deliveries {
    fn deliver(&mut self, delivery: Delivery, rows: Vec<u8>) {
        self.0.push((delivery, rows));
    }
    fn progress(&mut self, _bytes: u64, _records: u64) {}
}

/// An engine that has read one dropped file.
struct Opened {
    engine: Engine,
    bytes: Vec<u8>,
}

impl Opened {
    fn new(bytes: Vec<u8>) -> Self {
        let mut engine = Engine::new(KEY);
        let (file, size) = (FileId(0), bytes.len() as u64);
        let files = vec![FileEntry {
            file,
            path: "dropped".into(),
            size,
        }];
        engine.handle(ToEngine::Expect { files }, &mut |_, _| {});
        let (mut reader, mut deliveries) = (Reader::new(KEY), Deliveries::default());
        reader.read_file(
            &ReadFile {
                file,
                attempt: 0,
                size,
            },
            Cursor::new(&bytes),
            Some(&bytes),
            &mut deliveries,
        );
        reader.flush(&mut deliveries);
        for (delivery, rows) in deliveries.0 {
            engine.deliver(delivery, &rows).expect("a batch");
        }
        assert!(engine.record_counts().is_balanced());
        Self { engine, bytes }
    }

    fn ask(&mut self, message: ToEngine) -> (FromEngine, Option<Vec<u8>>) {
        let mut said = None;
        self.engine
            .handle(message, &mut |message, bytes| said = Some((message, bytes)));
        said.expect("an answer")
    }

    fn ledger(&mut self) -> Value {
        serde_json::from_slice(&self.ask(ToEngine::SaveLedger).1.expect("a ledger")).expect("JSON")
    }

    /// Path, shape, outcome and reason of every entry.
    fn entries(&mut self) -> Vec<String> {
        let ledger = self.ledger();
        let files = ledger["perFile"].as_array().expect("files");
        let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        files
            .iter()
            .map(|file| {
                format!(
                    "{} {} {} {}",
                    word(&file["path"]),
                    word(&file["shape"]),
                    word(&file["outcome"]),
                    word(&file["reason"])
                )
            })
            .collect()
    }

    /// Every record in the table's order, read again from the file.
    fn records(&mut self) -> Vec<String> {
        let ask = ToEngine::Ask {
            generation: 1,
            query: Query::default(),
            rows: medtrail::query::RowsWish {
                first: 0,
                len: 0,
                columns: [].into(),
            },
            offsets: Default::default(),
            facets: medtrail::query::FacetsWish {
                columns: [medtrail::store::Column::Operation].into(),
                limit: 1,
            },
        };
        let (FromEngine::Answer(answer), _) = self.ask(ask) else {
            panic!("no answer")
        };
        (0..answer.num_matching).map(|index| self.record(index)).collect()
    }

    fn record(&mut self, index: u32) -> String {
        let (FromEngine::Detail { detail, .. }, _) = self.ask(ToEngine::Detail {
            generation: 1,
            row: RowAt::Index(index),
        }) else {
            panic!("no detail")
        };
        let detail = detail.expect("a row");
        let hash = u128::from(detail.value_hash.0) << 64 | u128::from(detail.value_hash.1);
        let place = detail.places[0].1;
        let record = fetch_record(Cursor::new(&self.bytes), &place, hash, &ValueHasher::new(KEY));
        String::from_utf8(record.expect("the record")).expect("text")
    }
}

/// Three trail files, and all their Comprehend Medical records in order.
fn trails() -> (Vec<(String, Vec<u8>)>, Vec<String>) {
    let mut plan = Plan::plain(9, 3, 25);
    plan.medical_share = 0.5;
    let files: Vec<_> = sample::sample_files(&plan)
        .into_iter()
        .map(|file| (file.path, file.bytes))
        .collect();
    let mut records = Vec::new();
    for (_, bytes) in &files {
        records.extend(Opened::new(bytes.clone()).records());
    }
    (files, sorted(records))
}

fn sorted(mut records: Vec<String>) -> Vec<String> {
    records.sort();
    records
}

fn zip_of(files: &[(String, Vec<u8>)], options: SimpleFileOptions) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(path.as_str(), options).expect("a member");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

fn stored() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)
}

fn deflated() -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated)
}

fn tar_of(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (path, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, path, bytes.as_slice())
            .expect("a member");
    }
    tar.into_inner().expect("a tar")
}

#[test]
fn every_packing_gives_the_same_records_and_finds_each_again() {
    let (files, expected) = trails();
    assert!(expected.len() > 20);
    let nested = |bytes: Vec<u8>, name: &str| {
        vec![
            ("readme.txt".to_owned(), b"notes".to_vec()),
            (name.to_owned(), bytes),
        ]
    };
    let zip = zip_of(&files, deflated());
    let tar = tar_of(&files);
    for (name, packed) in [
        ("zip, stored", zip_of(&files, stored())),
        ("zip, deflated", zip.clone()),
        ("zip64", zip_of(&files, deflated().large_file(true))),
        ("tar", tar.clone()),
        ("tar.gz", gzip(&tar)),
        ("zip in gz", gzip(&zip)),
        (
            "zip in zip",
            zip_of(&nested(zip.clone(), "inner.zip"), deflated()),
        ),
        (
            "tar.gz in zip",
            zip_of(&nested(gzip(&tar), "inner.tgz"), stored()),
        ),
        ("zip in tar", tar_of(&nested(zip.clone(), "inner.zip"))),
        ("tar in gz in gz", gzip(&gzip(&tar))),
    ] {
        let mut opened = Opened::new(packed);
        assert_eq!(sorted(opened.records()), expected, "{name}");
        let counts = opened.ledger()["files"].clone();
        assert_eq!(counts["failed"], 0, "{name}");
    }
}

#[test]
fn members_are_entries_of_their_own_under_their_archives_path() {
    let (files, _) = trails();
    let inner = zip_of(&files[..1], deflated());
    let outer = zip_of(
        &[
            ("notes.txt".to_owned(), b"notes".to_vec()),
            ("inner.zip".to_owned(), inner),
        ],
        stored(),
    );
    let entries = Opened::new(outer).entries();
    assert_eq!(entries[0], "dropped zip read -");
    assert_eq!(
        entries[1],
        "dropped!/notes.txt text skipped Not a CloudTrail log: text that is not JSON"
    );
    assert_eq!(entries[2], "dropped!/inner.zip zip read -");
    assert_eq!(
        entries[3],
        format!("dropped!/inner.zip!/{} trail read -", files[0].0)
    );
    assert_eq!(entries.len(), 4);
}

#[test]
fn gz_within_gz_is_opened() {
    let (files, _) = trails();
    let mut plain = Opened::new(files[0].1.clone());
    let mut twice = Opened::new(gzip(&files[0].1));
    assert_eq!(plain.records(), twice.records());
    assert_eq!(twice.entries(), ["dropped trail read -"]);
}

#[test]
fn a_damaged_archive_keeps_what_can_be_read_and_says_why() {
    let (files, _) = trails();
    let tar = tar_of(&files);
    let entries = Opened::new(tar[..tar.len() / 2].to_vec()).entries();
    assert!(
        entries[0].contains("tar read") && entries[0].contains("cannot be read"),
        "{entries:#?}"
    );
    assert!(entries.len() > 1);
    let zip = zip_of(&files, deflated());
    let entries = Opened::new(zip[..zip.len() - 30].to_vec()).entries();
    assert_eq!(entries.len(), 1);
    assert!(
        entries[0].starts_with("dropped zip failed The archive's directory cannot be read"),
        "{entries:#?}"
    );
}

#[test]
fn a_damaged_member_costs_only_itself() {
    let (files, _) = trails();
    let mut zip = zip_of(&files, stored());
    let at = zip
        .windows(2)
        .position(|pair| pair == [0x1f, 0x8b])
        .expect("a gz member")
        + 40;
    zip[at] ^= 0xff;
    let entries = Opened::new(zip).entries();
    assert_eq!(entries.len(), 4);
    assert!(
        entries[1].contains("failed") || entries[1].contains("damaged") || entries[1].contains("altered"),
        "{entries:#?}"
    );
    assert!(
        entries[2].ends_with("trail read -") && entries[3].ends_with("trail read -"),
        "{entries:#?}"
    );
}

#[test]
fn layers_without_end_are_given_up_with_a_sentence() {
    let (files, _) = trails();
    let mut packed = files[0].1.clone();
    for _ in 0..8 {
        packed = gzip(&packed);
    }
    let entries = Opened::new(packed).entries();
    assert!(
        entries[0].contains("skipped Packed more than 5 layers deep"),
        "{entries:#?}"
    );
}

#[test]
fn a_bomb_of_blanks_ends_with_a_sentence() {
    let mut blanks = vec![b' '; 80 << 20];
    blanks[0] = b'[';
    let packed = gzip(&blanks);
    drop(blanks);
    assert!(packed.len() < 1 << 20);
    let entries = Opened::new(packed).entries();
    assert!(
        entries[0].contains("failed Inflates more than 400 times its size"),
        "{entries:#?}"
    );
}
