//! The inner loops, each alone: `cargo bench --package bench`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use medtrail::{
    base::{FileId, zone::Offsets},
    protocol::reader::{Delivery, ReadFile},
    query::{
        FacetsWish, Filter, NoRecords, Query, SortKey, facet, filter, histogram::histogram, sort::Sorter,
    },
    reader::{Outbox, Reader},
    sample::{Plan, sample_files},
    source::{crc::crc32, inflate::Inflater},
    state::FIRST_FACETS,
    store::{Cell, Column},
    trail::{record::read_scanned, scan::Scan, value_hash::ValueHasher},
};
use std::{hint::black_box, io::Cursor, ops::Range, rc::Rc};

#[path = "../../support/rows.rs"]
mod rows;

/// The records of one file as text.
fn text(share: f64) -> Vec<u8> {
    let plan = Plan {
        medical_share: share,
        ..Plan::plain(3, 8, 80)
    };
    let files = sample_files(&plan);
    let gz = &files[0].bytes;
    miniz_oxide::inflate::decompress_to_vec(&gz[10..gz.len() - 8]).expect("the generator writes gzip")
}

fn inflate(criterion: &mut Criterion) {
    let text = text(0.1);
    let stream = miniz_oxide::deflate::compress_to_vec(&text, 6);
    let mut group = criterion.benchmark_group("inflate");
    group.throughput(Throughput::Bytes(text.len() as u64));
    let (mut inflater, mut out) = (Inflater::default(), vec![0; text.len() + 320]);
    group.bench_function("flat", |bench| {
        bench.iter(|| {
            inflater
                .inflate(black_box(&stream), &mut out)
                .expect("a whole stream")
        });
    });
    group.bench_function("miniz_oxide", |bench| {
        bench.iter(|| {
            miniz_oxide::inflate::decompress_slice_iter_to_slice(
                &mut out,
                std::iter::once(black_box(&*stream)),
                false,
                true,
            )
        });
    });
    group.bench_function("crc", |bench| bench.iter(|| crc32(0, black_box(&text))));
    group.finish();
}

/// Ends of records, and their sources.
fn scan(criterion: &mut Criterion) {
    let text = text(0.1);
    let mut group = criterion.benchmark_group("scan");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("all records of a file", |bench| {
        bench.iter(|| {
            let (mut at, mut num_sources) = (HEAD_LEN, 0);
            while text[at] == b'{' {
                let mut scan = Scan::default();
                at += scan.step(&text[at..]).expect("a whole record") + 1;
                num_sources += u32::from(scan.source().is_some());
            }
            num_sources
        });
    });
    group.finish();
}

/// Fields and value hashes of records.
fn walk(criterion: &mut Criterion) {
    let text = text(1.0);
    let mut records = Vec::new();
    let mut at = HEAD_LEN;
    while text[at] == b'{' {
        let mut scan = Scan::default();
        let len = scan.step(&text[at..]).expect("a whole record");
        records.push((&text[at..at + len], scan.first_object()));
        at += len + 1;
    }
    let hasher = ValueHasher::new((1, 2));
    let mut group = criterion.benchmark_group("walk");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("all records of a file", |bench| {
        bench.iter(|| {
            let hash_of = |(record, first): &(&[u8], Option<Range<usize>>)| {
                let read = read_scanned(black_box(record), first.clone(), &hasher);
                read.as_ref().expect("a record").value_hash
            };
            records.iter().map(hash_of).fold(0, u128::wrapping_add)
        });
    });
    group.bench_function("serde_json::Value, for comparison", |bench| {
        bench.iter(|| {
            let is_object =
                |(record, _): &&(&[u8], _)| serde_json::from_slice::<serde_json::Value>(record).is_ok();
            records.iter().filter(is_object).count()
        });
    });
    group.finish();
}

/// Takes all and keeps nothing.
struct Nowhere;

impl Outbox for Nowhere {
    fn deliver(&mut self, _delivery: Delivery, rows: Vec<u8>) {
        black_box(rows);
    }

    fn progress(&mut self, _bytes: u64, _records: u64) {}
}

/// Files in memory to batches.
fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    for (name, share) in [("10 %", 0.1), ("100 %", 1.0)] {
        let plan = Plan {
            medical_share: share,
            ..Plan::plain(3, 64, 80)
        };
        let files = sample_files(&plan);
        let num_bytes: u64 = files
            .iter()
            .filter_map(|file| file.bytes.last_chunk::<4>())
            .map(|len| u64::from(u32::from_le_bytes(*len)))
            .sum();
        group.throughput(Throughput::Bytes(num_bytes));
        let mut reader = Reader::new((1, 2));
        group.bench_function(name, |bench| {
            bench.iter(|| {
                for (file, number) in files.iter().zip(0..) {
                    let read = ReadFile {
                        file: FileId(number),
                        attempt: 0,
                        size: file.bytes.len() as u64,
                    };
                    reader.read_file(
                        &read,
                        Cursor::new(&file.bytes[..]),
                        Some(&file.bytes),
                        &mut Nowhere,
                    );
                }
                reader.flush(&mut Nowhere);
            });
        });
    }
    group.finish();
}

/// The parts of an answer, each on so many rows.
const NUM_ROWS: u64 = 200_000;

fn question(criterion: &mut Criterion) {
    let table = rows::table(NUM_ROWS);
    let region = Filter::one_of(Column::Region, vec![Cell::text("eu-west-1")]);
    let evaluate = |filter: &Filter| Rc::new(filter::evaluate(&table, &NoRecords, filter).passes);
    let mut group = criterion.benchmark_group("question");
    group.throughput(Throughput::Elements(NUM_ROWS));
    for (name, filter) in [
        ("filter by a value", region.clone()),
        ("filter by free text", Filter::free_text("role-3/")),
        ("filter by text in ids", Filter::free_text("dead")),
    ] {
        group.bench_function(name, |bench| bench.iter(|| evaluate(black_box(&filter))));
    }
    let sets = [evaluate(&region)];
    let query = Query {
        tokens: vec![medtrail::query::Token {
            filter: region,
            is_on: true,
        }],
        ..Query::default()
    };
    let wish = FacetsWish {
        columns: FIRST_FACETS.into(),
        limit: 50,
    };
    group.bench_function("facets", |bench| {
        bench.iter(|| facet::facets(&table, black_box(&query), table.live(), &sets, &wish));
    });
    let span = Sorter::default().sort(&table, &sets[0], &query.sort).time_span;
    group.bench_function("histogram", |bench| {
        bench.iter(|| histogram(&table, black_box(&sets[0]), span, &Offsets::default()));
    });
    for (name, column) in [
        ("sort by time", Column::Time),
        ("sort by a text", Column::Caller),
        ("sort by an id", Column::EventId),
    ] {
        let keys = [SortKey {
            column,
            is_descending: false,
        }];
        // With nothing known from before, as after each batch.
        group.bench_function(name, |bench| {
            bench.iter(|| Sorter::default().sort(&table, table.live(), black_box(&keys)));
        });
    }
    group.finish();
}

/// `{"Records":[`
const HEAD_LEN: usize = 12;

criterion_group!(loops, inflate, scan, walk, read, question);
criterion_main!(loops);
