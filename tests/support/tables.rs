//! Generated tables and queries: few different values, so that they meet often, and all that is odd among them.

use medtrail::{
    base::{EpochMillis, FileId, RowId},
    query::{Field, Filter, Op, Pattern, Query, RecordPath, Side, SortKey, Test, Token},
    store::{Batch, BatchBuilder, Cell, CellRef, Column, HashKey, Place, RowFlags, Table, guid::GuidText},
};
use proptest::{prelude::*, sample::select};

pub(crate) const KEY: HashKey = (11, 13);
const GUIDS: [&str; 5] = [
    "0d1e2f3a-4b5c-6d7e-8f90-a1b2c3d4e5f6",
    "0d1e2f3a-4b5c-6d7e-8f90-a1b2c3d4e5f7",
    "0D1E2F3A-4b5c-6d7e-8f90-a1b2c3d4e5f6",
    "ffffffff-4b5c-0000-8f90-000000000000",
    "00000000-0000-0000-0000-000000000000",
];
pub(crate) const WORDS: [&str; 14] = [
    "",
    "DetectPHI",
    "DetectEntitiesV2",
    "detectphi",
    "Success",
    "AccessDenied",
    "10.0.0.1",
    "10.0.0.12",
    "2026-10",
    "Zoë",
    "ZOË ΑΣ",
    "out of range",
    "4b5c",
    "e5f6-",
];
/// Parts of the above, and what is in none of them.
const NEEDLES: [&str; 20] = [
    "",
    "PHI",
    "phi",
    "e",
    "10.",
    "1",
    "2026-10-01",
    "00:00",
    ":5",
    ".25",
    "zoË",
    "ΑΣ",
    "σ",
    "4B5C-6",
    "-",
    "range",
    "f7",
    "nowhere",
    "0",
    "00000",
];
/// All kinds of columns, few enough to be hit often.
pub(crate) const COLUMNS: [Column; 10] = [
    Column::Time,
    Column::Operation,
    Column::Result,
    Column::Caller,
    Column::Credential,
    Column::SourceIp,
    Column::Region,
    Column::ErrorMessage,
    Column::EventId,
    Column::RequestId,
];

#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) cells: Vec<Cell>,
    pub(crate) time: Option<i64>,
    pub(crate) value: u128,
    pub(crate) is_lossy: bool,
    pub(crate) offset: u64,
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        6 => select(&WORDS[..]).prop_map(Cell::text),
        2 => select(&GUIDS[..]).prop_map(Cell::text),
        1 => select(vec![Cell::Absent, Cell::Null, Cell::NotInExport]),
        1 => select(vec!["a", "ab", "cc"]).prop_map(Cell::text),
    ]
}

/// Around one day, often the same, sometimes with a fraction, far away or missing.
fn any_time() -> impl Strategy<Value = Option<i64>> {
    const DAY: i64 = 1_790_812_800_000;
    prop_oneof![
        8 => (0..40i64).prop_map(|second| Some(DAY + second * 5000)),
        1 => (0..2000i64).prop_map(|millis| Some(DAY + millis * 250)),
        1 => Just(None),
        // The ends are those of the years that can be read, 0 to 9999.
        1 => select(vec![Some(0), Some(-62_167_219_200_000), Some(253_402_300_799_999)]),
    ]
}

/// One cell of ten kinds from a number: cheaper by far than a choice of strategies for each cell.
fn cell_of(number: u16) -> Cell {
    let (kind, choice) = (number % 10, usize::from(number / 10));
    match kind {
        0..6 => Cell::text(WORDS[choice % WORDS.len()]),
        6 | 7 => Cell::text(GUIDS[choice % GUIDS.len()]),
        8 => [Cell::Absent, Cell::Null, Cell::NotInExport][choice % 3].clone(),
        _ => Cell::text(["a", "b", "ab", "ba", "ca"][choice % 5]),
    }
}

/// Mostly GUIDs, each its own.
fn id_of(number: u64) -> Cell {
    match number % 5 {
        0 => cell_of((number >> 32) as u16),
        _ => Cell::text(
            GuidText::new(u128::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))
                .as_str(),
        ),
    }
}

pub(crate) fn any_record() -> impl Strategy<Value = Record> {
    let cells = prop::array::uniform7(any::<u16>());
    let whole = (
        cells,
        any::<[u64; 2]>(),
        any_time(),
        0..3u128,
        prop::bool::weighted(0.2),
        0..5u64,
    );
    whole.prop_map(|(cells, ids, time, value, is_lossy, offset)| {
        let cells: Vec<Cell> = cells.into_iter().map(cell_of).chain(ids.map(id_of)).collect();
        assert_eq!(cells.len(), COLUMNS.len() - 1);
        Record {
            cells,
            time,
            value,
            is_lossy,
            offset,
        }
    })
}

pub(crate) fn batch(file: u32, records: &[Record]) -> Batch {
    let mut builder = BatchBuilder::new(KEY);
    for record in records {
        builder.begin_row(
            Place {
                file: FileId(file),
                member: 0,
                offset: record.offset,
                len: 2,
            },
            record.value,
        );
        builder.set_time(record.time.map(EpochMillis));
        let flags = RowFlags::NONE.with(RowFlags::LOSSY, record.is_lossy);
        builder.set_flags(flags.with(RowFlags::IS_ERROR, record.offset == 1));
        for (column, cell) in COLUMNS[1..].iter().zip(&record.cells) {
            builder.set(*column, CellRef::from(cell));
        }
    }
    builder.finish()
}

prop_compose! {
    pub(crate) fn any_batches()(batches in prop::collection::vec(prop::collection::vec(any_record(), 0..40), 1..4)) -> Vec<Batch> {
        (0..).zip(&batches).map(|(file, records)| batch(file, records)).collect()
    }
}

prop_compose! {
    pub(crate) fn any_table()(batches in any_batches(), lost in prop::collection::vec(any::<prop::sample::Index>(), 0..4)) -> Table {
        let mut table = Table::new(KEY);
        batches.iter().for_each(|batch| { table.append(batch); });
        if table.num_rows() > 0 {
            let rows: Vec<_> = lost.iter().map(|row| RowId(row.index(table.num_rows()) as u32)).collect();
            table.retract(rows);
        }
        table
    }
}

fn any_op() -> impl Strategy<Value = Op> {
    let moment = || prop::option::of(any_time().prop_map(|time| EpochMillis(time.unwrap_or_default())));
    let value = prop_oneof![4 => any_cell(), 1 => any_time().prop_map(|time| Cell::text(EpochMillis(time.unwrap_or(1)).to_cell()))];
    let part = || prop_oneof![4 => select(&NEEDLES[..]).prop_map(str::to_owned), 1 => select(&GUIDS[..]).prop_map(str::to_owned)];
    prop_oneof![
        3 => prop::collection::vec(value, 0..5).prop_map(Op::OneOf),
        2 => part().prop_map(Op::Contains),
        1 => part().prop_map(Op::StartsWith),
        1 => (moment(), moment()).prop_map(|(from, until)| Op::During(from, until)),
        1 => select(&["", "^1", "PHI$", "[Dd]etect", "\\d{4}", "-4b5c-", ":0[05]"][..])
            .prop_map(|source| Op::Matches(Pattern::new(source, source.len() % 2 == 0).expect("a pattern"))),
        1 => (select(&[Side::Below, Side::UpTo, Side::Above, Side::From][..]), prop_oneof![part(), Just("1e1".to_owned())])
            .prop_map(|(side, than)| Op::Compare(side, than)),
        1 => select(&["10.0.0.0/8", "10.0.0.1/32", "10.0.0.8/29", "::/0"][..])
            .prop_map(|network| Op::InNetwork(network.parse().expect("a network"))),
        1 => Just(Op::Exists),
    ]
}

/// The raw records that rows have by turns, and paths that lead somewhere in some of them.
pub(crate) const RECORDS: [&str; 5] = [
    r#"{"requestParameters":{"inputDataConfig":{"s3Bucket":"phi-in"},"n":10},"resources":[{"ARN":"arn:aws:s3:::phi-in"},{"ARN":"10.0.0.1"}]}"#,
    r#"{"requestParameters":null,"resources":[],"eventName":"DetectPHI"}"#,
    r#"{"requestParameters":{"InputDataConfig":{"S3Bucket":""},"n":9},"resources":[{"arn":null}]}"#,
    r#"{"eventName":"detectphi","list":[1,[2,"10.0.0.12"],{"n":"1"}]}"#,
    r#"{}"#,
];
const PATHS: [&[&str]; 9] = [
    &[],
    &["requestParameters"],
    &["requestParameters", "inputDataConfig", "s3Bucket"],
    &["requestParameters", "n"],
    &["resources", "ARN"],
    &["resources", "1", "ARN"],
    &["list"],
    &["list", "n"],
    &["eventname"],
];

/// The record of a row.
pub(crate) fn record_of(table: &Table, row: RowId) -> &'static str {
    RECORDS[(table.value_hash(row) as usize + table.place(row).offset as usize) % RECORDS.len()]
}

fn any_filter() -> impl Strategy<Value = Filter> {
    let field = prop_oneof![
        8 => select(&COLUMNS[..]).prop_map(Field::Column),
        2 => Just(Field::AnyShown),
        3 => select(&PATHS[..]).prop_map(|keys| Field::Record(RecordPath::new(keys.iter().copied()))),
    ];
    let test = (field, any_op()).prop_map(|(field, op)| Filter::Test(Test { field, op }));
    test.prop_recursive(3, 8, 3, |part| {
        prop_oneof![
            prop::collection::vec(part.clone(), 0..3).prop_map(Filter::All),
            prop::collection::vec(part.clone(), 0..3).prop_map(Filter::Any),
            part.prop_map(|part| Filter::Not(Box::new(part))),
        ]
    })
}

/// A facet's choice, as a click makes it.
fn any_choice() -> impl Strategy<Value = Filter> {
    (
        select(vec![
            Column::Operation,
            Column::Result,
            Column::Caller,
            Column::SourceIp,
            Column::Region,
        ]),
        prop::collection::vec(any_cell(), 1..8),
    )
        .prop_map(|(column, values)| Filter::one_of(column, values))
}

prop_compose! {
    pub(crate) fn any_query()(
        tokens in prop::collection::vec((prop_oneof![any_filter(), any_choice()], prop::bool::weighted(0.8)), 0..4),
        sort in prop::collection::vec((select(&COLUMNS[..]), any::<bool>()), 0..3),
    ) -> Query {
        Query {
            tokens: tokens.into_iter().map(|(filter, is_on)| Token { filter, is_on }).collect(),
            sort: sort.into_iter().map(|(column, is_descending)| SortKey { column, is_descending }).collect(),
        }
    }
}
