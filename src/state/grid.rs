//! The rows on screen and the active cell.

use super::{
    AppState, Cell, CellWish, Column, Columns, ColumnsAction, Effect, FocusTarget, Move, QueryAction,
    RowsAction, ViewAction, copied_text, query_change, selection::open, view,
};
use crate::{
    base::Shared,
    protocol::engine::{RowAt, RowView, RowsWish, ToEngine},
};
use std::rc::Rc;

/// The rows on screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// First row and number of rows on screen.
    pub wanted: (u32, u32),
    /// Index of the first row of `window`.
    pub first: u32,
    /// The columns of the rows of `window`.
    pub columns: Rc<[Column]>,
    /// Rows, as far as they came.
    pub window: Rc<[Rc<RowView>]>,
    /// Index of the active row.
    pub cursor: u32,
    /// Index of the active column.
    pub column: usize,
    /// The active cell is a heading.
    pub is_in_head: bool,
    /// Grows whenever the active row shall come into sight.
    pub num_reveals: u32,
    pub(super) asked: u32,
    /// What was asked when `window` came.
    pub(super) taken: u32,
}

/// Enough rows for a tall screen, until the table says how many it shows.
const FIRST_LEN: u32 = 64;

/// So many rows before and behind those on screen are there too, so that scrolling shows them at once.
const MARGIN: u32 = 32;

/// With fewer of them left, more are asked for.
const LEAST_MARGIN: u32 = 16;

impl Default for Rows {
    fn default() -> Self {
        Self {
            wanted: (0, FIRST_LEN),
            first: 0,
            columns: Rc::new([]),
            window: Rc::new([]),
            cursor: 0,
            column: 0,
            is_in_head: false,
            num_reveals: 0,
            asked: 0,
            taken: 0,
        }
    }
}

impl Rows {
    /// The row at an index of the order, when it has come.
    pub fn row(&self, index: u32) -> Option<&Rc<RowView>> {
        self.window.get(index.checked_sub(self.first)? as usize)
    }

    /// The rows on screen are there, and enough before and behind them, of `num_rows` in all.
    fn has_enough(&self, num_rows: u32) -> bool {
        let (first, len) = self.wanted;
        let end = self.first + self.window.len() as u32;
        self.first <= first.saturating_sub(LEAST_MARGIN)
            && end
                >= first
                    .saturating_add(len)
                    .saturating_add(LEAST_MARGIN)
                    .min(num_rows)
    }
}

pub(super) fn rows(state: &mut AppState, wish: RowsAction, effects: &mut Vec<Effect>) {
    match wish {
        RowsAction::Show { first, len } => {
            if state.rows.wanted != (first, len) {
                state.rows.wanted = (first, len);
                let num_rows = state.counts.map_or(0, |counts| counts.num_matching);
                // What is on its way is of the rows that were wanted before.
                let is_on_its_way = state.rows.taken != state.rows.asked;
                if is_on_its_way || !state.rows.has_enough(num_rows) {
                    ask(state, effects);
                }
            }
        }
        RowsAction::Move(step) => follow(state, step, effects),
        RowsAction::Active(wish) => act(state, wish, effects),
        RowsAction::Open { index, with_focus } => {
            move_to(state, index);
            open(state, RowAt::Index(state.rows.cursor), effects);
            effects.push(Effect::Focus(if with_focus {
                FocusTarget::Detail
            } else {
                FocusTarget::DetailWhenCovering
            }));
        }
    }
}

/// What a question wants to see of the rows.
pub(super) fn wish(state: &AppState) -> RowsWish {
    let (first, len) = state.rows.wanted;
    let first_there = first.saturating_sub(MARGIN);
    RowsWish {
        first: first_there,
        len: first - first_there + len + MARGIN,
        columns: state.columns.wanted(),
    }
}

/// Asks for the rows on screen.
fn ask(state: &mut AppState, effects: &mut Vec<Effect>) {
    if state.counts.is_none() {
        return;
    }
    let generation = state.next_generation();
    state.rows.asked = generation;
    let rows = wish(state);
    effects.push(Effect::TellEngine(ToEngine::Rows { generation, rows }));
}

/// Makes another cell the active one; the open call follows its row.
fn follow(state: &mut AppState, step: Move, effects: &mut Vec<Effect>) {
    let last_column = state.columns.num() - 1;
    let rows = &mut state.rows;
    let was_in_head = std::mem::replace(&mut rows.is_in_head, false);
    let row = match step {
        Move::Columns(by) => {
            rows.is_in_head = was_in_head;
            rows.column = rows.column.saturating_add_signed(by as isize).min(last_column);
            return;
        }
        Move::Rows(-1) if was_in_head || rows.cursor == 0 => {
            rows.is_in_head = true;
            return;
        }
        Move::Rows(_) if was_in_head => 0,
        Move::Rows(by) => rows.cursor.saturating_add_signed(by),
        Move::FirstRow => 0,
        Move::LastRow => u32::MAX,
        Move::FirstCell => {
            rows.column = 0;
            0
        }
        Move::LastCell => {
            rows.column = last_column;
            u32::MAX
        }
    };
    move_to(state, row);
    if state.selected.is_some() {
        open(state, RowAt::Index(state.rows.cursor), effects);
    }
}

/// Makes a row the active one.
pub(super) fn move_to(state: &mut AppState, index: u32) {
    let last = state
        .counts
        .map_or(0, |counts| counts.num_matching.saturating_sub(1));
    state.rows.cursor = index.min(last);
    state.rows.num_reveals += 1;
}

fn act(state: &mut AppState, wish: CellWish, effects: &mut Vec<Effect>) {
    let Some(column) = state.columns.at(state.rows.column) else {
        return;
    };
    if state.rows.is_in_head {
        if wish == CellWish::Open {
            query_change::change(state, QueryAction::SortBy(column), effects);
        } else if wish == CellWish::OpenMore {
            query_change::change(state, QueryAction::SortAlsoBy(column), effects);
        }
        return;
    }
    let cell = active_cell(state, column);
    match (wish, cell) {
        (CellWish::Open | CellWish::OpenMore, _) => {
            let index = state.rows.cursor;
            rows(
                state,
                RowsAction::Open {
                    index,
                    with_focus: true,
                },
                effects,
            );
        }
        (CellWish::FilterFor, Some(cell)) => {
            query_change::change(state, QueryAction::FilterBy(column, cell, true), effects);
        }
        (CellWish::FilterOut, Some(cell)) => {
            query_change::change(state, QueryAction::FilterBy(column, cell, false), effects);
        }
        (CellWish::Copy, Some(cell)) => {
            if let Some(text) = copied_text(column, &cell) {
                view::change(state, ViewAction::Copy(text), effects);
            }
        }
        _ => {}
    }
}

fn active_cell(state: &AppState, column: Column) -> Option<Cell> {
    let place = state.rows.columns.iter().position(|shown| *shown == column)?;
    state.rows.row(state.rows.cursor)?.cells.get(place).cloned()
}

/// Changes the columns; rows that hold other columns are asked for.
pub(super) fn columns(state: &mut AppState, wish: ColumnsAction, effects: &mut Vec<Effect>) {
    let mut columns = (*state.columns).clone();
    match wish {
        ColumnsAction::Show(column, is_shown) => columns.show(column, is_shown),
        ColumnsAction::Shift(column, by) => columns.shift(column, by),
        ColumnsAction::SetWidth(column, width) => columns.set_width(column, width),
        ColumnsAction::Pin(column) => columns.pin(column),
        ColumnsAction::SetDensity(density) => state.view.density = density,
        ColumnsAction::Reset => columns = Columns::default(),
    }
    if columns == *state.columns {
        return;
    }
    let missing = columns
        .iter()
        .any(|shown| !state.rows.columns.contains(&shown.column));
    state.columns = Shared::new(columns);
    state.rows.column = state.rows.column.min(state.columns.num() - 1);
    if missing {
        ask(state, effects);
    }
}
