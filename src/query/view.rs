//! Rows as the table draws them.

use crate::{
    base::RowId,
    store::{Cell, Column, RowFlags, Table},
};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// The rows that shall be drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsWish {
    /// Index of the first row in the current order.
    pub first: u32,
    /// How many.
    pub len: u32,
    /// What they are made of.
    pub columns: Rc<[Column]>,
}

/// Consecutive rows of the current order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// Index of the first row in the current order.
    pub first: u32,
    /// What the rows are made of.
    pub columns: Rc<[Column]>,
    /// The rows.
    pub rows: Vec<Rc<RowView>>,
}

/// One row as the table draws it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowView {
    /// The row.
    pub id: RowId,
    /// Its cells, in the order of [`Window::columns`]; the time as `2026-10-01 00:00:00`.
    pub cells: Box<[Cell]>,
    /// The call failed.
    pub is_error: bool,
    /// Another record has the same eventID and other values.
    pub is_conflict: bool,
}

impl RowView {
    /// Draws a row of `table`. Panics past its end.
    pub fn new(table: &Table, row: RowId, columns: &[Column]) -> Self {
        let flags = table.flags(row);
        Self {
            id: row,
            cells: columns.iter().map(|column| table.cell(row, *column)).collect(),
            is_error: flags.contains(RowFlags::IS_ERROR),
            is_conflict: flags.contains(RowFlags::CONFLICT),
        }
    }
}
