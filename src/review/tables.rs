//! Short ways into a table's columns.

use crate::{
    base::{Bitset, EpochMillis, RowId},
    store::{Cell, CellRef, Column, ColumnView, StrId, Table, TextColumn},
};

/// A column of texts, row by row.
#[derive(Clone, Copy)]
pub(super) struct Texts<'t> {
    column: &'t TextColumn,
}

impl<'t> Texts<'t> {
    /// Panics for a column of times or ids: which columns are asked for is written in this room.
    pub(super) fn of(table: &'t Table, column: Column) -> Self {
        let ColumnView::Text(column) = table.column(column) else {
            unreachable!("{column:?} has no dictionary")
        };
        Self { column }
    }

    /// The number of the row's cell in the dictionary: equal for equal cells.
    pub(super) fn code(&self, row: usize) -> u32 {
        self.column.codes.get(row)
    }

    pub(super) fn cell(&self, row: usize) -> CellRef<'t> {
        self.cell_of(self.code(row))
    }

    pub(super) fn cell_of(&self, code: u32) -> CellRef<'t> {
        self.column.words.get(StrId(code))
    }

    pub(super) fn text(&self, row: usize) -> Option<&'t str> {
        self.cell(row).as_text()
    }

    /// How many numbers the dictionary has.
    pub(super) fn num_ids(&self) -> usize {
        self.column.words.num_ids()
    }

    /// For each number of the dictionary, whether its cell passes.
    pub(super) fn codes_that(&self, passes: impl Fn(CellRef<'t>) -> bool) -> Vec<bool> {
        (0..self.num_ids() as u32)
            .map(|code| passes(self.cell_of(code)))
            .collect()
    }
}

/// The first and last time of these rows.
pub(super) fn span_of(table: &Table, rows: &Bitset) -> Option<(EpochMillis, EpochMillis)> {
    let mut span = None;
    for row in rows.iter() {
        if let Some(time) = table.time(RowId(row as u32)) {
            widen(&mut span, time);
        }
    }
    span
}

/// Makes a span reach to a time.
pub(super) fn widen(span: &mut Option<(EpochMillis, EpochMillis)>, time: EpochMillis) {
    let (first, last) = span.unwrap_or((time, time));
    *span = Some((first.min(time), last.max(time)));
}

/// Cells by their numbers in the dictionary of a column, without repeats, in the order of their texts.
pub(super) fn cells(texts: Texts<'_>, codes: impl IntoIterator<Item = u32>) -> Vec<Cell> {
    let mut cells: Vec<Cell> = codes.into_iter().map(|code| texts.cell_of(code).into()).collect();
    cells.sort();
    cells.dedup();
    cells
}
