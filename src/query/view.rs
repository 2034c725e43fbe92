//! Rows as the table draws them.

use super::SHOWN_COLUMNS;
use crate::{
    base::RowId,
    store::{Cell, RowFlags, Table},
};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Consecutive rows of the current order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// Index of the first row in the current order.
    pub first: u32,
    /// The rows.
    pub rows: Vec<Rc<RowView>>,
}

/// One row as the table draws it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowView {
    /// The row.
    pub id: RowId,
    /// Its cells, in the order of [`SHOWN_COLUMNS`]; the time as `2026-10-01 00:00:00`.
    pub cells: Box<[Cell]>,
    /// The call failed.
    pub is_error: bool,
    /// Another record has the same eventID and other values.
    pub is_conflict: bool,
}

impl RowView {
    /// Draws a row of `table`. Panics past its end.
    pub fn new(table: &Table, row: RowId) -> Self {
        let flags = table.flags(row);
        Self {
            id: row,
            cells: SHOWN_COLUMNS
                .iter()
                .map(|column| table.cell(row, *column))
                .collect(),
            is_error: flags.contains(RowFlags::IS_ERROR),
            is_conflict: flags.contains(RowFlags::CONFLICT),
        }
    }
}
