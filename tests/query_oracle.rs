//! Every fast question against the slow evaluator, on generated tables and queries.

use medtrail::{
    base::{EpochMillis, FileId, RowId},
    query::{
        FacetsWish, Filter, GroupKey, GroupsWish, Query, RowsWish, Selection, SortKey, Token,
        facet::facet_of, naive,
    },
    store::{Batch, BatchBuilder, Cell, CellRef, Column, Kind, Place, Table, guid::GuidText},
};
use proptest::{prelude::*, sample::select};
use tables::{KEY, WORDS, any_batches, any_query, any_record, any_table, batch};

#[path = "support/tables.rs"]
mod tables;

fn assert_answers(
    table: &Table,
    selection: &Selection,
    query: &Query,
    facets: &FacetsWish,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(selection.order(), naive::order(table, query));
    prop_assert_eq!(selection.facets().to_vec(), naive::facets(table, query, facets));
    prop_assert_eq!(selection.num_rows() as usize, table.live().count());
    if let Some(histogram) = selection.histogram() {
        let (bars, num_untimed) = naive::over_time(
            table,
            query,
            histogram.first,
            histogram.span,
            histogram.bars.len(),
        );
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
    #![proptest_config(ProptestConfig { max_shrink_iters: 2000, ..ProptestConfig::default() })]

    #[test]
    fn answers_are_those_of_the_slow_evaluator(table in any_table(), query in any_query(), facets in any_facets()) {
        let selection = Selection::run(&table, &query, &facets, None);
        assert_answers(&table, &selection, &query, &facets)?;
    }

    #[test]
    fn answers_that_build_on_the_last_are_those_asked_anew(
        mut table in any_table(),
        steps in prop::collection::vec((any_query(), 0..6u8, any_facets(), any_batches()), 1..8),
    ) {
        let mut selection = None;
        let mut query = Query::default();
        for (next, step, facets, batches) in steps {
            match step {
                0 => query = next,
                1 => query.sort = next.sort,
                2 => query.tokens.extend(next.tokens),
                3 => query.tokens.iter_mut().for_each(|token| token.is_on = !token.is_on),
                4 if table.num_rows() > 0 => { table.retract([RowId(facets.limit % table.num_rows() as u32)]); }
                4 => {}
                _ => { table.append(&batches[0]); }
            }
            let answer = Selection::run(&table, &query, &facets, selection.take());
            assert_answers(&table, &answer, &query, &facets)?;
            selection = Some(answer);
        }
    }

    #[test]
    fn a_facets_count_is_the_number_of_rows_after_its_click(table in any_table(), query in any_query()) {
        let selection = Selection::run(&table, &query, &first_facets(6), None);
        for facet in selection.facets().iter() {
            for value in facet.values.iter() {
                let mut clicked = query.clone();
                clicked.tokens.retain(|token| !token.is_on || facet_of(&token.filter) != Some(facet.column));
                clicked.tokens.push(Token { filter: Filter::one_of(facet.column, vec![value.cell.clone()]), is_on: true });
                prop_assert_eq!(Selection::run(&table, &clicked, &first_facets(0), None).num_matching(), value.count);
            }
        }
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
            let selection = Selection::run(&table, &query, &first_facets(3), None);
            let rows: Vec<_> = selection.order().iter().map(|&row| table.place(RowId(row))).collect();
            (rows, selection.facets())
        };
        let expected = places(&mut batches.iter());
        prop_assert_eq!(&places(&mut batches.iter().rev()), &expected);
        prop_assert_eq!(&places(&mut batches.iter().cycle().skip(shift).take(batches.len())), &expected);
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
        let selection = Selection::run(&table, &query, &first_facets(0), None);
        let wish = |first| GroupsWish {
            column, only_errors, search: "".into(), sort: key, is_descending, first, len: page,
        };
        let mut expected = naive::groups(&table, &query, column, only_errors);
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

    #[test]
    fn windows_tile_the_order(table in any_table(), query in any_query(), len in 1..20u32) {
        let selection = Selection::run(&table, &query, &first_facets(0), None);
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
        let selection = Selection::run(&table, &query, &first_facets(5), None);
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
