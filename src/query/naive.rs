//! The slow evaluator: row by row from cells, without dictionaries, masks or clever sorts.
//! It says what the fast paths must say, and nothing but tests asks it.

mod record;

pub use record::record_passes;

use super::{
    Facet, FacetValue, FacetsWish, Field, Filter, Group, NewOfColumn, NewValue, NoveltyWish, Op, Period,
    Query, SEARCHED_COLUMNS, SortKey, Test, filter, group,
    novelty::{NOVELTY_COLUMNS, unique_id},
};
use crate::{
    base::{EpochMillis, RowId},
    store::{Cell, Column, RowFlags, Table},
};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

/// A table and, where tests ask for them, the records of its rows.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    /// The table.
    pub table: &'a Table,
    /// One for each row, hidden ones among them; no record passes any test when there are none.
    pub records: &'a [serde_json::Value],
}

impl<'a> From<&'a Table> for World<'a> {
    fn from(table: &'a Table) -> Self {
        Self { table, records: &[] }
    }
}

/// Whether a row passes a filter.
pub fn passes<'a>(world: impl Into<World<'a>>, row: RowId, filter: &Filter) -> bool {
    let world @ World { table, records } = world.into();
    match filter {
        Filter::All(parts) => parts.iter().all(|part| passes(world, row, part)),
        Filter::Any(parts) => parts.iter().any(|part| passes(world, row, part)),
        Filter::Not(part) => !passes(world, row, part),
        Filter::Test(Test {
            field: Field::Record(path),
            op,
        }) => records
            .get(row.index())
            .is_some_and(|record| record_passes(record, path, op)),
        Filter::Test(Test {
            field: Field::Column(column),
            op,
        }) => cell_passes(table, row, *column, op),
        Filter::Test(Test {
            field: Field::AnyShown,
            op,
        }) => SEARCHED_COLUMNS
            .iter()
            .any(|column| cell_passes(table, row, *column, op)),
    }
}

fn cell_passes(table: &Table, row: RowId, column: Column, op: &Op) -> bool {
    if let Op::During(from, until) = op {
        let time = table.time(row).filter(|_| column == Column::Time);
        return time.is_some_and(|time| {
            from.is_none_or(|from| from <= time) && until.is_none_or(|until| time < until)
        });
    }
    value_passes(&table.cell(row, column), op)
}

/// The same for a value that is no time.
fn value_passes(cell: &Cell, op: &Op) -> bool {
    match op {
        Op::OneOf(values) => values.contains(cell),
        Op::Contains(text) => cell
            .as_text()
            .is_some_and(|whole| lower(whole).contains(&lower(text))),
        Op::StartsWith(start) => cell.as_text().is_some_and(|whole| whole.starts_with(start)),
        Op::Matches(pattern) => cell.as_text().is_some_and(pattern.test()),
        Op::Compare(side, value) => cell.as_text().is_some_and(|text| side.has(text, value)),
        Op::InNetwork(network) => cell
            .as_text()
            .is_some_and(|text| filter::compare::is_in_network(text, network)),
        Op::During(..) => false,
        Op::Exists => matches!(cell, Cell::Null | Cell::Text(_)),
    }
}

fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// The rows that pass a query, in its order.
pub fn order<'a>(world: impl Into<World<'a>>, query: &Query) -> Vec<u32> {
    let world @ World { table, .. } = world.into();
    let mut rows = live_rows(table);
    rows.retain(|row| query.filters().all(|filter| passes(world, *row, filter)));
    rows.sort_by(|one, two| compare(table, &query.sort, *one, *two));
    rows.into_iter().map(|row| row.0).collect()
}

fn live_rows(table: &Table) -> Vec<RowId> {
    (0..table.num_rows())
        .filter(|&row| table.live().contains(row))
        .map(|row| RowId(row as u32))
        .collect()
}

/// Which of two rows comes first under `keys`; equal only for the same row.
pub fn compare(table: &Table, keys: &[SortKey], one: RowId, two: RowId) -> Ordering {
    for key in keys {
        let order = if key.column == Column::Time {
            by_time(table, one, two, key.is_descending)
        } else {
            by_cell(
                &table.cell(one, key.column),
                &table.cell(two, key.column),
                key.is_descending,
            )
        };
        if order.is_ne() {
            return order;
        }
    }
    let is_oldest_first = keys
        .first()
        .is_some_and(|key| key.column == Column::Time && !key.is_descending);
    let rest = |row: RowId| (table.cell(row, Column::EventId), table.place(row), row);
    let by_rest = rest(one).cmp(&rest(two));
    by_time(table, one, two, !is_oldest_first).then(if is_oldest_first {
        by_rest
    } else {
        by_rest.reverse()
    })
}

fn by_time(table: &Table, one: RowId, two: RowId, is_descending: bool) -> Ordering {
    match (table.time(one), table.time(two)) {
        (Some(one), Some(two)) if is_descending => two.cmp(&one),
        (Some(one), Some(two)) => one.cmp(&two),
        (one, two) => one.is_none().cmp(&two.is_none()),
    }
}

fn by_cell(one: &Cell, two: &Cell, is_descending: bool) -> Ordering {
    match (one.as_text(), two.as_text()) {
        (Some(one), Some(two)) if is_descending => two.cmp(one),
        (Some(one), Some(two)) => one.cmp(two),
        (None, None) => one.cmp(two),
        (one, two) => one.is_none().cmp(&two.is_none()),
    }
}

/// The rows of a query over time: between each edge and the next, those that went well and those that failed; and
/// those without a time.
pub fn over_time<'a>(
    world: impl Into<World<'a>>,
    query: &Query,
    edges: &[EpochMillis],
) -> (Vec<(u32, u32)>, u32) {
    let world @ World { table, .. } = world.into();
    let (mut bars, mut num_untimed) = (vec![(0, 0); edges.len().saturating_sub(1)], 0);
    for row in order(world, query).into_iter().map(RowId) {
        match table.time(row) {
            None => num_untimed += 1,
            Some(time) => {
                let bar = edges
                    .windows(2)
                    .position(|pair| pair[0] <= time && time < pair[1]);
                let bar = &mut bars[bar.expect("every time is in a bar")];
                if table.flags(row).contains(RowFlags::IS_ERROR) {
                    bar.1 += 1;
                } else {
                    bar.0 += 1;
                }
            }
        }
    }
    (bars, num_untimed)
}

/// The groups of a query, all of them, by their values.
pub fn groups<'a>(
    world: impl Into<World<'a>>,
    query: &Query,
    column: Column,
    only_errors: bool,
) -> Vec<Group> {
    let world @ World { table, .. } = world.into();
    let rows: Vec<RowId> = order(world, query).into_iter().map(RowId).collect();
    let times = || rows.iter().filter_map(|row| table.time(*row));
    let whole = times().min().zip(times().max());
    let is_error = |row: &RowId| table.flags(*row).contains(RowFlags::IS_ERROR);
    let mut by_value: BTreeMap<Cell, Vec<RowId>> = BTreeMap::new();
    for row in rows.iter().filter(|row| !only_errors || is_error(row)) {
        by_value.entry(table.cell(*row, column)).or_default().push(*row);
    }
    let distinct = |rows: &[RowId], column| {
        let texts: BTreeSet<Cell> = rows.iter().map(|row| table.cell(*row, column)).collect();
        texts.iter().filter(|cell| cell.as_text().is_some()).count() as u32
    };
    let group = |(cell, rows): (Cell, Vec<RowId>)| {
        let times = || rows.iter().filter_map(|row| table.time(*row));
        let mut trend = [0; group::TREND_LEN];
        for time in times() {
            trend[group::trend_place(time, whole.expect("a time"))] += 1;
        }
        Group {
            calls: rows.len() as u32,
            errors: rows.iter().filter(|row| is_error(row)).count() as u32,
            span: times().min().zip(times().max()),
            callers: distinct(&rows, Column::Principal),
            addresses: distinct(&rows, Column::SourceIp),
            trend: trend.into(),
            cell,
        }
    };
    by_value.into_iter().map(group).collect()
}

/// What is new in the later range, all of it: of every column the values that only the later range has.
pub fn novelty(table: &Table, query: &Query, wish: &NoveltyWish) -> Vec<NewOfColumn> {
    let is_time_range = |filter: &Filter| {
        matches!(
            filter,
            Filter::Test(Test {
                field: Field::Column(Column::Time),
                op: Op::During(..)
            })
        )
    };
    let mut rows = live_rows(table);
    rows.retain(|row| {
        query
            .filters()
            .all(|filter| is_time_range(filter) || passes(table, *row, filter))
    });
    let within = |period: Period| -> Vec<RowId> {
        let is_in = |row: &&RowId| table.time(**row).is_some_and(|time| period.contains(time));
        rows.iter().filter(is_in).copied().collect()
    };
    let (earlier, later) = (within(wish.earlier), within(wish.later));
    let columns = NOVELTY_COLUMNS.iter().map(|column| {
        let value = |row: RowId| {
            let principal = match table.cell(row, Column::PrincipalId) {
                _ if *column != Column::Caller => Cell::Absent,
                Cell::Text(text) => Cell::text(unique_id(&text)),
                other => other,
            };
            (table.cell(row, *column), principal)
        };
        let known: BTreeSet<_> = earlier.iter().map(|row| value(*row)).collect();
        let mut found: BTreeMap<_, Vec<RowId>> = BTreeMap::new();
        for row in &later {
            found.entry(value(*row)).or_default().push(*row);
        }
        let num_later = found.len() as u32;
        found.retain(|value, _| !known.contains(value));
        let mut values: Vec<_> = found
            .into_iter()
            .map(|((cell, principal), rows)| NewValue {
                cell,
                principal,
                calls: rows.len() as u32,
                errors: rows
                    .iter()
                    .filter(|row| table.flags(**row).contains(RowFlags::IS_ERROR))
                    .count() as u32,
                first: rows
                    .iter()
                    .filter_map(|row| table.time(*row))
                    .min()
                    .expect("a time in the range"),
            })
            .collect();
        // A sort that keeps what is equal in place: by value.
        values.sort_by_key(|value| std::cmp::Reverse(value.calls));
        NewOfColumn {
            column: *column,
            num_new: values.len() as u32,
            num_later,
            values: values.into(),
        }
    });
    columns.collect()
}

/// The facets of a query.
pub fn facets<'a>(world: impl Into<World<'a>>, query: &Query, wish: &FacetsWish) -> Vec<Facet> {
    let world = world.into();
    let columns = wish.columns.iter();
    columns
        .map(|column| facet(world, query, *column, wish.limit))
        .collect()
}

fn facet(world: World<'_>, query: &Query, column: Column, limit: u32) -> Facet {
    let World { table, .. } = world;
    let is_own = |mut filter: &Filter| {
        while let Filter::Not(inner) = filter {
            filter = inner;
        }
        matches!(filter, Filter::Test(Test { field: Field::Column(of), op: Op::OneOf(_) }) if *of == column)
    };
    let mut counts: BTreeMap<Cell, u32> = BTreeMap::new();
    for row in live_rows(table) {
        if query
            .filters()
            .all(|filter| is_own(filter) || passes(world, row, filter))
        {
            *counts.entry(table.cell(row, column)).or_default() += 1;
        }
    }
    let num_values = counts.len() as u32;
    let chosen = query.facet_choice(column);
    for value in chosen {
        counts.entry(value.clone()).or_default();
    }
    let mut values: Vec<_> = counts
        .into_iter()
        .map(|(cell, count)| FacetValue { cell, count })
        .collect();
    values.sort_by(|one, two| two.count.cmp(&one.count).then_with(|| one.cell.cmp(&two.cell)));
    let is_listed = |(at, value): &(usize, FacetValue)| {
        (*at < limit as usize && value.count > 0) || chosen.contains(&value.cell)
    };
    let values = values
        .into_iter()
        .enumerate()
        .filter(is_listed)
        .map(|(_, value)| value)
        .collect();
    Facet {
        column,
        values,
        num_values,
    }
}
