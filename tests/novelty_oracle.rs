//! What is new in a range of time, against a recount row by row.

use medtrail::{
    base::{EpochMillis, FileId},
    query::{FacetsWish, Filter, NewOfColumn, NoveltyWish, Period, Query, Selection, Token, naive},
    store::{BatchBuilder, Cell, CellRef, Column, Place, RowFlags, Table, guid::GuidText},
};
use proptest::{prelude::*, sample::select};
use tables::{KEY, any_query, any_table};

#[path = "support/tables.rs"]
#[expect(dead_code, reason = "each test binary uses its share")]
mod tables;

const DAY: i64 = 1_790_812_800_000;

/// Around the day of the generated rows, mostly short, also empty or endless.
fn any_period() -> impl Strategy<Value = Period> {
    let around = (-4..44i64, 0..30i64).prop_map(|(from, len)| (DAY + from * 5000, DAY + (from + len) * 5000));
    prop_oneof![
        9 => around,
        1 => Just((i64::MIN, i64::MAX)),
    ]
    .prop_map(|(from, until)| Period {
        from: EpochMillis(from),
        until: EpochMillis(until),
    })
}

const PRINCIPALS: [CellRef<'static>; 7] = [
    CellRef::Absent,
    CellRef::Null,
    CellRef::Text(""),
    CellRef::Text("AIDACKCEVSQ6C2EXAMPLE"),
    CellRef::Text("AROACKCEVSQ6C2EXAMPLE:one"),
    CellRef::Text("AROACKCEVSQ6C2EXAMPLE:two"),
    CellRef::Text("AROACKCEVSQ6C2EXAMPLE"),
];

/// Callers of few names and principals, a few seconds apart.
fn any_callers() -> impl Strategy<Value = Vec<(&'static str, CellRef<'static>, i64, bool)>> {
    let caller = (
        select(vec!["ana", "mateo", "nightly"]),
        select(&PRINCIPALS[..]),
        (0..40i64).prop_map(|step| DAY + step * 5000),
        any::<bool>(),
    );
    prop::collection::vec(caller, 0..40)
}

fn table_of(callers: &[(&str, CellRef<'_>, i64, bool)]) -> Table {
    let mut builder = BatchBuilder::new(KEY);
    for (row, (name, principal, time, is_error)) in (0u32..).zip(callers) {
        let place = Place {
            file: FileId(0),
            member: 0,
            offset: u64::from(row),
            len: 1,
        };
        builder.begin_row(place, u128::from(row));
        builder.set_time(Some(EpochMillis(*time)));
        builder.set(Column::Caller, CellRef::Text(name));
        builder.set(Column::PrincipalId, *principal);
        builder.set(
            Column::EventId,
            CellRef::Text(GuidText::new(u128::from(row)).as_str()),
        );
        builder.set_flags(RowFlags::default().with(RowFlags::IS_ERROR, *is_error));
    }
    let mut table = Table::new(KEY);
    table.append(&builder.finish());
    table
}

fn assert_new(table: &Table, query: &Query, wish: &NoveltyWish) -> Result<(), TestCaseError> {
    let facets = FacetsWish {
        columns: [].into(),
        limit: 0,
    };
    let selection = Selection::run(table, query, &facets, None);
    let found = selection.novelty(table, wish);
    let cut = |new: NewOfColumn| NewOfColumn {
        values: new.values.iter().take(wish.limit as usize).cloned().collect(),
        ..new
    };
    let expected: Vec<_> = naive::novelty(table, query, wish).into_iter().map(cut).collect();
    prop_assert_eq!(found.columns.to_vec(), expected);
    let calls = |period: Period| {
        let mut query = query.clone();
        let is_other = |token: &Token| !matches!(&token.filter, Filter::Test(test) if is_range(test));
        query.tokens.retain(is_other);
        query.tokens.push(Token {
            filter: Filter::during(Some(period.from), Some(period.until)),
            is_on: true,
        });
        naive::order(table, &query).len() as u32
    };
    prop_assert_eq!(
        (found.num_earlier, found.num_later),
        (calls(wish.earlier), calls(wish.later))
    );
    Ok(())
}

/// The same without tests of the records, which no reader searched here.
fn of_columns(mut query: Query) -> Query {
    query
        .tokens
        .retain(|token| token.filter.record_tests().is_empty());
    query
}

fn is_range(test: &medtrail::query::Test) -> bool {
    use medtrail::query::{Field, Op};
    matches!(
        test,
        medtrail::query::Test {
            field: Field::Column(Column::Time),
            op: Op::During(..)
        }
    )
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn what_is_new_is_what_a_recount_finds(
        table in any_table(),
        query in any_query().prop_map(of_columns),
        earlier in any_period(),
        later in any_period(),
        is_before: bool,
        limit in prop_oneof![0..4u32, Just(u32::MAX)],
    ) {
        let earlier = if is_before { later.before() } else { earlier };
        assert_new(&table, &query, &NoveltyWish { earlier, later, limit })?;
    }

    #[test]
    fn two_principals_of_one_name_are_two_callers(
        callers in any_callers(),
        later in any_period(),
        limit in prop_oneof![0..4u32, Just(u32::MAX)],
    ) {
        let table = table_of(&callers);
        assert_new(&table, &Query::default(), &NoveltyWish { earlier: later.before(), later, limit })?;
    }
}

#[test]
fn a_user_made_anew_under_the_old_name_is_new_and_a_new_session_of_a_role_is_not() {
    let at = |second: i64| DAY + second * 1000;
    let table = table_of(&[
        ("ana", CellRef::Text("AIDAOLD"), at(0), false),
        ("nightly", CellRef::Text("AROA1:monday"), at(1), false),
        ("nightly", CellRef::Text("AROA1:tuesday"), at(11), false),
        ("ana", CellRef::Text("AIDANEW"), at(12), true),
        ("ana", CellRef::Text("AIDANEW"), at(13), false),
    ]);
    let later = Period {
        from: EpochMillis(at(10)),
        until: EpochMillis(at(20)),
    };
    let wish = NoveltyWish {
        earlier: later.before(),
        later,
        limit: 10,
    };
    let facets = FacetsWish {
        columns: [].into(),
        limit: 0,
    };
    let found = Selection::run(&table, &Query::default(), &facets, None).novelty(&table, &wish);
    assert_eq!((found.num_earlier, found.num_later), (2, 3));
    let callers = &found.columns[0];
    assert_eq!(
        (callers.column, callers.num_new, callers.num_later),
        (Column::Caller, 1, 2)
    );
    let ana = &callers.values[0];
    assert_eq!(ana.cell, Cell::text("ana"));
    assert_eq!(ana.principal, Cell::text("AIDANEW"));
    assert_eq!((ana.calls, ana.errors, ana.first), (2, 1, EpochMillis(at(12))));
}
