//! Every fast question against the slow evaluator, on generated tables and queries.

use medtrail::{
    base::{EpochMillis, FileId, RowId, zone::Offsets},
    query::{
        FacetsWish, Filter, GroupKey, GroupsWish, Query, Records, RowsWish, Selection, SortKey, Test, Token,
        facet::facet_of,
        filter::RecordSet,
        naive::{self, World},
    },
    reader::record_passes,
    store::{Batch, BatchBuilder, Cell, CellRef, Column, Kind, Place, Table, guid::GuidText},
    trail::envelope::Fidelity,
};
use proptest::{prelude::*, sample::select};
use serde_json::Value;
use tables::{KEY, WORDS, any_batches, any_query, any_record, any_table, batch, record_of};

#[path = "support/tables.rs"]
mod tables;

/// What readers found in the records of a table, for the tests of a query.
#[derive(Default)]
struct Searched {
    sets: Vec<(Test, RecordSet)>,
    version: u64,
}

impl Searched {
    /// As a reader finds it; `is_searched` says in which rows' records it looked.
    fn of(table: &Table, query: &Query, version: u64, is_searched: impl Fn(u32) -> bool) -> Self {
        let mut sets: Vec<(Test, RecordSet)> = Vec::new();
        for test in query.filters().flat_map(Filter::record_tests) {
            let mut set = RecordSet::default();
            set.grow(table.num_rows());
            for row in (0..table.num_rows() as u32).filter(|row| is_searched(*row)) {
                let record = record_of(table, RowId(row)).as_bytes();
                set.note(row as usize, record_passes(record, Fidelity::Full, test));
            }
            sets.push((test.clone(), set));
        }
        Self { sets, version }
    }

    fn whole(table: &Table, query: &Query, version: u64) -> Self {
        Self::of(table, query, version, |_| true)
    }
}

impl Records for Searched {
    fn set(&self, test: &Test) -> Option<&RecordSet> {
        self.sets
            .iter()
            .find(|(other, _)| other == test)
            .map(|(_, set)| set)
    }

    fn version(&self) -> u64 {
        self.version
    }
}

/// The answer with every record searched.
fn run(table: &Table, query: &Query, facets: &FacetsWish) -> Selection {
    Selection::run_with(table, &Searched::whole(table, query, 1), query, facets, None)
}

/// The records of a table for the slow evaluator.
fn records(table: &Table) -> Vec<Value> {
    (0..table.num_rows() as u32)
        .map(|row| serde_json::from_str(record_of(table, RowId(row))).expect("JSON"))
        .collect()
}

fn assert_answers(
    table: &Table,
    selection: &mut Selection,
    query: &Query,
    facets: &FacetsWish,
) -> Result<(), TestCaseError> {
    let records = &records(table);
    let world = World { table, records };
    prop_assert_eq!(selection.order(), naive::order(world, query));
    prop_assert_eq!(selection.facets().to_vec(), naive::facets(world, query, facets));
    prop_assert_eq!(selection.num_rows() as usize, table.live().count());
    // A zone with clocks that change, and one whose table ends among the times.
    let moment = |text| EpochMillis::parse(text).expect("a time");
    let until = moment("2026-10-25T12:00:00Z");
    let changes = [(moment("2026-10-25T01:00:00Z"), 3600)];
    let berlin = Offsets::new(EpochMillis(0), until, 7200, &changes);
    for offsets in [Offsets::default(), Offsets::fixed(345 * 60), berlin] {
        let histogram = selection.histogram(table, &offsets);
        let (bars, num_untimed) = naive::over_time(world, query, &histogram.edges);
        let found: Vec<_> = histogram
            .bars
            .iter()
            .map(|bar| (bar.succeeded, bar.failed))
            .collect();
        prop_assert_eq!((found, histogram.num_untimed), (bars, num_untimed));
    }
    let times = || selection.order().iter().filter_map(|&row| table.time(RowId(row)));
    prop_assert_eq!(selection.time_span(), times().min().zip(times().max()));
    Ok(())
}

const FACETS: [Column; 5] = [
    Column::Operation,
    Column::Result,
    Column::Caller,
    Column::SourceIp,
    Column::Region,
];

fn first_facets(limit: u32) -> FacetsWish {
    FacetsWish {
        columns: FACETS.into(),
        limit,
    }
}

/// Any facets in any order; ids and times have none.
fn any_facets() -> impl Strategy<Value = FacetsWish> {
    let texts: Vec<Column> = Column::ALL
        .iter()
        .copied()
        .filter(|column| column.kind() == Kind::Text)
        .collect();
    let columns = prop::sample::subsequence(texts, 0..8).prop_shuffle();
    (columns, 0..12u32).prop_map(|(columns, limit)| FacetsWish {
        columns: columns.into(),
        limit,
    })
}

/// A column of texts; of the others there are no groups.
fn any_grouped() -> impl Strategy<Value = Column> {
    select(&FACETS[..])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn answers_are_those_of_the_slow_evaluator(table in any_table(), query in any_query(), facets in any_facets()) {
        let mut selection = run(&table, &query, &facets);
        assert_answers(&table, &mut selection, &query, &facets)?;
    }

    #[test]
    fn groups_are_those_of_the_slow_evaluator(
        table in any_table(),
        query in any_query(),
        column in any_grouped(),
        only_errors: bool,
        is_descending: bool,
        key in select(vec![GroupKey::Value, GroupKey::Calls, GroupKey::Errors, GroupKey::First, GroupKey::Last,
            GroupKey::Callers, GroupKey::Addresses]),
        page in 1..5u32,
    ) {
        let selection = run(&table, &query, &first_facets(0));
        let wish = |first| GroupsWish {
            column, only_errors, search: "".into(), sort: key, is_descending, first, len: page,
        };
        let records = &records(&table);
        let mut expected = naive::groups(World { table: &table, records }, &query, column, only_errors);
        expected.sort_by(|one, two| {
            let order = match key {
                GroupKey::Value => one.cell.cmp(&two.cell),
                GroupKey::Calls => one.calls.cmp(&two.calls),
                GroupKey::Errors => one.errors.cmp(&two.errors),
                GroupKey::First => one.span.map(|span| span.0).cmp(&two.span.map(|span| span.0)),
                GroupKey::Last => one.span.map(|span| span.1).cmp(&two.span.map(|span| span.1)),
                GroupKey::Callers => one.callers.cmp(&two.callers),
                GroupKey::Addresses => one.addresses.cmp(&two.addresses),
            };
            // The slow evaluator gives them by their values, and this sort keeps what is equal in place.
            if is_descending { order.reverse() } else { order }
        });
        let mut found = Vec::new();
        while found.len() < expected.len() {
            let groups = selection.groups(&table, &wish(found.len() as u32));
            prop_assert_eq!(groups.num_groups as usize, expected.len());
            prop_assert!(!groups.groups.is_empty());
            found.extend(groups.groups.iter().map(|group| (**group).clone()));
        }
        prop_assert_eq!(found, expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn answers_that_build_on_the_last_are_those_asked_anew(
        mut table in any_table(),
        steps in prop::collection::vec((any_query(), 0..6u8, any_facets(), any_batches()), 1..8),
    ) {
        let mut selection = None;
        let mut query = Query::default();
        for (version, (next, step, facets, batches)) in (1..).zip(steps) {
            match step {
                0 => query = next,
                1 => query.sort = next.sort,
                2 => query.tokens.extend(next.tokens),
                3 => query.tokens.iter_mut().for_each(|token| token.is_on = !token.is_on),
                4 if table.num_rows() > 0 => { table.retract([RowId(facets.limit % table.num_rows() as u32)]); }
                4 => {}
                _ => { table.append(&batches[0]); }
            }
            let searched = Searched::whole(&table, &query, version);
            let mut answer = Selection::run_with(&table, &searched, &query, &facets, selection.take());
            assert_answers(&table, &mut answer, &query, &facets)?;
            selection = Some(answer);
        }
    }

    #[test]
    fn a_facets_count_is_the_number_of_rows_after_its_click(table in any_table(), query in any_query()) {
        let selection = run(&table, &query, &first_facets(6));
        for facet in selection.facets().iter() {
            for value in facet.values.iter() {
                let mut clicked = query.clone();
                clicked.tokens.retain(|token| !token.is_on || facet_of(&token.filter) != Some(facet.column));
                clicked.tokens.push(Token { filter: Filter::one_of(facet.column, vec![value.cell.clone()]), is_on: true });
                prop_assert_eq!(run(&table, &clicked, &first_facets(0)).num_matching(), value.count);
            }
        }
    }

    #[test]
    fn while_records_are_searched_only_rows_are_shown_that_will_stay(
        table in any_table(),
        query in any_query(),
        searched in any::<u64>(),
    ) {
        let is_searched = |row: u32| searched >> (row % 64) & 1 == 1;
        let half = Searched::of(&table, &query, 1, is_searched);
        let selection = Selection::run_with(&table, &half, &query, &first_facets(0), None);
        let whole = run(&table, &query, &first_facets(0));
        for row in selection.order() {
            prop_assert!(whole.index_of(RowId(*row)).is_some());
        }
        // Of rows that were searched everything is known.
        for row in whole.order().iter().filter(|row| is_searched(**row)) {
            prop_assert!(selection.index_of(RowId(*row)).is_some());
        }
        let over = Selection::run_with(&table, &Searched::whole(&table, &query, 2), &query, &first_facets(0), Some(selection));
        prop_assert_eq!(over.order(), whole.order());
    }

    #[test]
    fn the_order_does_not_depend_on_which_batch_came_first(
        // Copies would be hidden by whichever came first: here every record has values of its own.
        batches in prop::collection::vec(prop::collection::vec(any_record(), 0..30), 1..4),
        shift in 0..4usize,
        query in any_query(),
    ) {
        let mut value = 0;
        let batches: Vec<_> = (0..).zip(batches).map(|(file, mut records)| {
            for record in &mut records {
                value += 1;
                (record.value, record.is_lossy, record.offset) = (value, false, value as u64);
            }
            batch(file, &records)
        }).collect();
        let places = |order: &mut dyn Iterator<Item = &Batch>| {
            let mut table = Table::new(KEY);
            order.for_each(|batch| { table.append(batch); });
            let selection = run(&table, &query, &first_facets(3));
            let rows: Vec<_> = selection.order().iter().map(|&row| table.place(RowId(row))).collect();
            (rows, selection.facets())
        };
        let expected = places(&mut batches.iter());
        prop_assert_eq!(&places(&mut batches.iter().rev()), &expected);
        prop_assert_eq!(&places(&mut batches.iter().cycle().skip(shift).take(batches.len())), &expected);
    }

    #[test]
    fn windows_tile_the_order(table in any_table(), query in any_query(), len in 1..20u32) {
        let selection = run(&table, &query, &first_facets(0));
        let mut seen = Vec::new();
        let wish = |first| RowsWish { first, len, columns: [Column::Region].into() };
        while (seen.len() as u32) < selection.num_matching() {
            let window = selection.window(&table, &wish(seen.len() as u32));
            prop_assert_eq!(window.first as usize, seen.len());
            seen.extend(window.rows.iter().map(|row| row.id.0));
        }
        prop_assert_eq!(&seen, selection.order());
        prop_assert!(selection.window(&table, &wish(selection.num_matching() + 5)).rows.is_empty());
        for row in 0..table.num_rows() as u32 {
            let index = seen.iter().position(|&other| other == row).map(|index| index as u32);
            prop_assert_eq!(selection.index_of(RowId(row)), index);
        }
    }
}

#[test]
fn generated_queries_let_some_rows_through_and_stop_others() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let (mut num_empty, mut num_some, mut num_all, mut num_copies, mut num_conflicts) = (0, 0, 0, 0, 0);
    for _ in 0..300 {
        let table = any_table()
            .new_tree(&mut runner)
            .expect("a table can be made")
            .current();
        let query = any_query()
            .new_tree(&mut runner)
            .expect("a query can be made")
            .current();
        let selection = run(&table, &query, &first_facets(5));
        match selection.num_matching() {
            0 => num_empty += 1,
            number if number == selection.num_rows() => num_all += 1,
            _ => num_some += 1,
        }
        num_copies += table.num_rows() - table.live().count() - table.retracted().count();
        num_conflicts += table.num_conflicts();
    }
    assert!(
        num_empty < 200 && num_all < 200 && num_some > 60,
        "{num_empty} none, {num_all} all, {num_some} some"
    );
    assert!(
        num_copies > 100 && num_conflicts > 100,
        "{num_copies} copies, {num_conflicts} conflicts"
    );
}

/// More rows than two chunks hold, with a column that begins late, and every thousandth row without a time.
fn large_table(num_rows: u32) -> Table {
    let mut table = Table::new(KEY);
    let mut builder = BatchBuilder::new(KEY);
    for row in 0..num_rows {
        let id = GuidText::new(u128::from(row.wrapping_mul(2_654_435_761)) << 90);
        let place = Place {
            file: FileId(row % 7),
            member: 0,
            offset: u64::from(row),
            len: 1,
        };
        builder.begin_row(place, 1);
        let time = EpochMillis(i64::from(row.wrapping_mul(40_503) % 100_000) * 1000);
        builder.set_time(Some(time).filter(|_| row % 1000 != 0));
        builder.set(Column::EventId, CellRef::Text(id.as_str()));
        builder.set(Column::Operation, CellRef::Text(WORDS[row as usize % 5]));
        if row > 70_000 {
            builder.set(
                Column::SourceIp,
                CellRef::Text(&format!("10.{}.{}.1", row % 3, row % 400)),
            );
        }
        if row % 33_333 == 0 {
            table.append(&builder.finish());
        }
    }
    table.append(&builder.finish());
    table
}

#[test]
fn chunk_borders_make_no_difference() {
    let table = large_table(140_000);
    // The slow evaluator looks at the rows around the borders, and at some between.
    let is_near_border = |row: &u32| (row + 70) % 65_536 < 140 || row.is_multiple_of(997);
    let rows: Vec<_> = (0..140_000).filter(is_near_border).collect();
    for filter in [
        Filter::everything(),
        Filter::free_text("phi"),
        Filter::free_text("10.1.3"),
        Filter::free_text("16:"),
        Filter::during(Some(EpochMillis(40_000_000)), None),
        Filter::one_of(Column::SourceIp, vec![Cell::Absent, Cell::text("10.1.4.1")]),
    ] {
        let mut before = None;
        for (column, is_descending) in [(Column::Time, true), (Column::SourceIp, false)] {
            let query = Query {
                tokens: vec![Token {
                    filter: filter.clone(),
                    is_on: true,
                }],
                sort: vec![SortKey {
                    column,
                    is_descending,
                }],
            };
            let selection = Selection::run(&table, &query, &first_facets(9), before.take());
            let order = selection.order();
            assert!(order.len() > 100, "{filter:?}");
            let mut passing = order.to_vec();
            passing.sort_unstable();
            for &row in &rows {
                let is_in = naive::passes(&table, RowId(row), &filter);
                assert_eq!(
                    passing.binary_search(&row).is_ok(),
                    is_in,
                    "row {row}, {filter:?}"
                );
            }
            let at_border = |at: usize| order.len() < 2000 || is_near_border(&(at as u32));
            let pairs = (0..order.len() - 1)
                .filter(|&at| at_border(at))
                .map(|at| (order[at], order[at + 1]));
            for (one, two) in pairs {
                assert!(
                    naive::compare(&table, &query.sort, RowId(one), RowId(two)).is_lt(),
                    "{one}, {two}, {filter:?}"
                );
            }
            let counts: u32 = selection.facets()[0].values.iter().map(|value| value.count).sum();
            assert_eq!(counts, selection.num_matching());
            before = Some(selection);
        }
    }
}
