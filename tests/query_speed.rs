//! How long questions take on a million rows, for who works on them:
//! `cargo test --release --test query_speed -- --ignored --nocapture`. It asserts nothing about time.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "measures natively and prints what it measured"
)]

use medtrail::{
    base::{EpochMillis, FileId},
    query::{FacetsWish, Filter, Query, Selection, SortKey, Token, filter::NoRecords},
    review::{
        checks::{Told, run},
        jobs::jobs,
        overview::overview,
    },
    store::{Batch, BatchBuilder, Cell, CellRef, Column, HashKey, Place, RowFlags, Table, guid::GuidText},
};
use std::time::Instant;

const KEY: HashKey = (0x9e37_79b9_7f4a_7c15, 0xbf58_476d_1ce4_e5b9);

/// Numbers that look random and are the same in every run.
fn facets() -> FacetsWish {
    FacetsWish {
        columns: medtrail::state::FIRST_FACETS.into(),
        limit: 50,
    }
}

struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn guid(&mut self) -> GuidText {
        let half = |numbers: &mut Self| {
            u128::from(numbers.below(1 << 31)) << 31 | u128::from(numbers.below(1 << 31))
        };
        GuidText::new(half(self) << 62 | half(self))
    }
}

/// Rows as a month of a busy account has them, 20 columns filled.
fn write_rows(builder: &mut BatchBuilder, numbers: &mut Numbers, first: u64, count: u64) {
    for row in first..first + count {
        let place = Place {
            file: FileId((row / 80) as u32),
            member: 0,
            offset: row % 80 * 1800,
            len: 1700 + numbers.below(200) as u32,
        };
        builder.begin_row(place, u128::from(row));
        let second = row * 2_592_000 / 1_000_000 + numbers.below(600);
        builder.set_time(Some(EpochMillis(1_790_812_800_000 + second as i64 * 1000)));
        let is_error = numbers.below(20) == 0;
        builder.set_flags(RowFlags::NONE.with(RowFlags::IS_ERROR, is_error));
        let role = numbers.below(40);
        let mut set = |column, text: &str| builder.set(column, CellRef::Text(text));
        set(Column::EventVersion, "1.11");
        set(Column::EventSource, "comprehendmedical.amazonaws.com");
        set(Column::EventType, "AwsApiCall");
        set(Column::EventCategory, "Management");
        set(Column::ManagementEvent, "true");
        set(Column::ReadOnly, "true");
        set(Column::RecipientAccountId, "111122223333");
        set(Column::AccountId, "111122223333");
        set(Column::TlsVersion, "TLSv1.3");
        set(Column::CipherSuite, "TLS_AES_128_GCM_SHA256");
        set(Column::Credential, "Temporary session");
        set(Column::CallerKind, "Role session");
        set(Column::Operation, &format!("Operation{}", numbers.below(26)));
        set(
            Column::Result,
            if is_error {
                "ThrottlingException"
            } else {
                "Success"
            },
        );
        if is_error {
            set(
                Column::ErrorMessage,
                &format!("Rate exceeded for request {}", numbers.below(5000)),
            );
        }
        set(
            Column::Caller,
            &format!("role-{role}/session-{}", numbers.below(50)),
        );
        set(
            Column::Arn,
            &format!(
                "arn:aws:sts::111122223333:assumed-role/role-{role}/s{}",
                numbers.below(50)
            ),
        );
        set(Column::AccessKeyId, &format!("ASIA{:016}", numbers.below(20_000)));
        set(
            Column::SourceIp,
            &format!("10.{}.{}.{}", role, numbers.below(40), numbers.below(32)),
        );
        set(
            Column::Region,
            ["us-east-1", "eu-west-1", "us-west-2"][numbers.below(3) as usize],
        );
        set(
            Column::Client,
            &format!("AWS SDK for Java 1.11.{}", numbers.below(60)),
        );
        set(
            Column::UserAgent,
            &format!("aws-sdk-java/1.11.{} Linux/5.10", numbers.below(60)),
        );
        set(Column::EventId, numbers.guid().as_str());
        set(Column::RequestId, numbers.guid().as_str());
    }
}

/// Runs `work` five times and prints the median of the last four.
fn measure<T>(what: &str, mut work: impl FnMut() -> T) -> T {
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..5 {
        let start = Instant::now();
        last = Some(work());
        times.push(start.elapsed());
    }
    times.remove(0);
    times.sort_unstable();
    println!("{:>10.2} ms  {what}", times[1].as_secs_f64() * 1000.0);
    last.expect("the work was done")
}

fn token(filter: Filter) -> Token {
    Token { filter, is_on: true }
}

#[test]
#[ignore = "measures; run it in a release build"]
fn questions_on_a_million_rows() {
    let num_rows: u64 = std::env::var("ROWS")
        .ok()
        .and_then(|rows| rows.parse().ok())
        .unwrap_or(1_000_000);
    let mut numbers = Numbers(7);
    let (mut builder, mut table) = (BatchBuilder::new(KEY), Table::new(KEY));
    let (mut write, mut send, mut append) = (0.0, 0.0, 0.0);
    for first in (0..num_rows).step_by(4096) {
        let start = Instant::now();
        write_rows(&mut builder, &mut numbers, first, 4096.min(num_rows - first));
        let batch = builder.finish();
        write += start.elapsed().as_secs_f64();
        let start = Instant::now();
        let batch = Batch::from_bytes(&batch.to_bytes()).expect("a batch comes back");
        send += start.elapsed().as_secs_f64();
        let start = Instant::now();
        table.append(&batch);
        append += start.elapsed().as_secs_f64();
    }
    let per_row = |seconds: f64| seconds / num_rows as f64 * 1e9;
    println!(
        "a row: {:.0} ns made and written, {:.0} ns to bytes and back, {:.0} ns appended",
        per_row(write),
        per_row(send),
        per_row(append)
    );
    let told = Told::default();
    measure("the calls at a glance", || overview(&table, table.live()));
    measure("all checks", || run(&table, &NoRecords, &told, true));
    measure("all jobs", || jobs(&table, table.live()));
    let bytes = table.heap_bytes();
    println!(
        "a row: {} bytes, ids and index of duplicates {}",
        bytes.columns as u64 / num_rows,
        bytes.ids as u64 / num_rows
    );

    let newest = Query::default();
    measure("all rows, newest first, from nothing", || {
        Selection::run(&table, &newest, &facets(), None)
    });
    let mut kept = Some(Selection::run(&table, &newest, &facets(), None));
    let mut ask = |what: &str, query: &Query| {
        // Between two equal questions another one, so that there is something to do.
        let mut queries = [query, &newest].into_iter().cycle();
        let mut run = || {
            let before = kept.take();
            let query = queries.next().expect("they never end");
            kept.insert(Selection::run(&table, query, &facets(), before))
                .num_matching()
        };
        let mut times = Vec::new();
        let mut num_matching = 0;
        for _ in 0..5 {
            let start = Instant::now();
            num_matching = run();
            times.push(start.elapsed());
            run();
        }
        times.sort_unstable();
        println!(
            "{:>10.2} ms  {what} ({num_matching} rows)",
            times[2].as_secs_f64() * 1000.0
        );
    };
    let with = |filters: Vec<Filter>| Query {
        tokens: filters.into_iter().map(token).collect(),
        ..Query::default()
    };
    let one = |column, text: &str| Filter::one_of(column, vec![Cell::text(text)]);
    let week = |first: i64| {
        let moment = |week: i64| Some(EpochMillis(1_790_812_800_000 + week * 604_800_000));
        Filter::during(moment(first), moment(first + 2))
    };
    ask("one Region", &with(vec![one(Column::Region, "eu-west-1")]));
    ask(
        "3 facets and a time range",
        &with(vec![
            one(Column::Region, "eu-west-1"),
            one(Column::Result, "Success"),
            one(Column::Operation, "Operation3"),
            week(1),
        ]),
    );
    ask("two weeks", &with(vec![week(1)]));
    for text in ["role-3/", "zzz", "eu-w", "10.3", "12", "dead", "2026-10-07"] {
        ask(
            &format!("free text {text:?}"),
            &with(vec![Filter::free_text(text)]),
        );
    }
    for column in [Column::Operation, Column::SourceIp, Column::EventId] {
        let sort = vec![SortKey {
            column,
            is_descending: false,
        }];
        ask(
            &format!("by {}", column.key()),
            &Query {
                sort,
                ..Query::default()
            },
        );
    }
    ask(
        "oldest first",
        &Query {
            sort: vec![SortKey {
                column: Column::Time,
                is_descending: false,
            }],
            ..Query::default()
        },
    );
}
