//! A filter over a table: the rows that pass, as a mask.

use super::{Field, Filter, Op, Test, ids, scan, texts, times};
use crate::{
    base::Bitset,
    query::SEARCHED_COLUMNS,
    store::{Column, ColumnView, Table},
};

/// The rows of `table` that pass `filter`, hidden ones among them.
pub fn evaluate(table: &Table, filter: &Filter) -> Bitset {
    match filter {
        Filter::All(parts) => {
            let mut rows = Bitset::all(table.num_rows());
            parts.iter().for_each(|part| rows.and(&evaluate(table, part)));
            rows
        }
        Filter::Any(parts) => {
            let mut rows = Bitset::none(table.num_rows());
            parts.iter().for_each(|part| rows.or(&evaluate(table, part)));
            rows
        }
        Filter::Not(part) => {
            let mut rows = evaluate(table, part);
            rows.negate();
            rows
        }
        Filter::Test(Test { field, op }) => {
            let mut rows = Bitset::none(table.num_rows());
            match field {
                Field::Column(column) => add_column(&mut rows, table, *column, op),
                Field::AnyShown => {
                    SEARCHED_COLUMNS
                        .iter()
                        .for_each(|column| add_column(&mut rows, table, *column, op));
                }
            }
            rows
        }
    }
}

/// Puts in the rows whose cell of `column` passes.
fn add_column(rows: &mut Bitset, table: &Table, column: Column, op: &Op) {
    match table.column(column) {
        ColumnView::Time(column) => times::add_times(rows, column, op),
        ColumnView::Guid(column) => ids::add_ids(rows, column, op),
        ColumnView::Text(column) => scan::add_codes(rows, &column.codes, &texts::passing(&column.words, op)),
    }
}
