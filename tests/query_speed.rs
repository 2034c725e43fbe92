//! How long questions take on a million rows, for who works on them:
//! `cargo test --release --test query_speed -- --ignored --nocapture`. It asserts nothing about time.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "measures natively and prints what it measured"
)]

use medtrail::{
    base::EpochMillis,
    query::{FacetsWish, Filter, Query, Selection, SortKey, Token, filter::NoRecords},
    review::{
        checks::{Told, run},
        jobs::jobs,
        overview::overview,
    },
    store::{Batch, BatchBuilder, Cell, Column, Table},
};
use rows::{KEY, Numbers, START_MILLIS, write_rows};
use std::time::Instant;

#[path = "support/rows.rs"]
#[expect(dead_code, reason = "the table is made here step by step")]
mod rows;

fn facets() -> FacetsWish {
    FacetsWish {
        columns: medtrail::state::FIRST_FACETS.into(),
        limit: 50,
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
    let mut numbers = Numbers::new(7);
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
        let moment = |week: i64| Some(EpochMillis(START_MILLIS + week * 604_800_000));
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
