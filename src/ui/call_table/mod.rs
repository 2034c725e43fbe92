//! The table of calls: a grid that draws only the rows on screen. Sends row and sort wishes.
//!
//! The grid is one tab stop and keeps the focus itself; the active cell is named by `aria-activedescendant`, so
//! that the focus is never lost when a row leaves the screen.

mod head;
mod keys;
mod row;

pub use self::row::badge;
use self::{head::head, keys::Step, row::Row};
use super::{
    dispatch::use_dispatch,
    virtual_rows::{VirtualRows, use_virtual_rows},
    wording,
};
use crate::{
    base::{RowId, Shared},
    browser::dom,
    query::Query,
    state::{Action, Cell, Column, Counts, DetailAction, QueryAction, Rows, RowsAction, ViewAction},
};
use yew::{
    Callback, Html, KeyboardEvent, NodeRef, Properties, component, html, use_effect_with, use_mut_ref,
    use_state_eq,
};

/// The columns of the grid, in order; the kind of caller stands beside the caller.
const GRID_COLUMNS: [Column; 7] = [
    Column::Time,
    Column::Operation,
    Column::Result,
    Column::Caller,
    Column::SourceIp,
    Column::Region,
    Column::Client,
];

/// What the table shows.
#[derive(Clone, PartialEq, Properties)]
pub struct CallTableProps {
    /// The rows on screen, and the active one.
    pub rows: Rows,
    /// How many there are.
    pub counts: Counts,
    /// For the order.
    pub query: Shared<Query>,
    /// The open call.
    pub selected: Option<RowId>,
    /// A newer answer is on its way.
    pub is_busy: bool,
    /// The grid, so that the focus can come back to it.
    pub grid: NodeRef,
}

/// The table.
#[component]
pub fn CallTable(props: &CallTableProps) -> Html {
    let dispatch = use_dispatch();
    let column = use_state_eq(|| 0usize);
    let is_in_head = use_state_eq(|| false);
    // Column and headings as the newest key left them: keys may come faster than the table is drawn.
    let newest = use_mut_ref(|| (0usize, false));
    let on_range = {
        let dispatch = dispatch.clone();
        Callback::from(move |(first, len)| dispatch.send(Action::Rows(RowsAction::Show { first, len })))
    };
    let num_rows = props.counts.num_matching;
    let reveal = (props.rows.cursor, props.rows.num_reveals);
    let drawn = use_virtual_rows(&props.grid, num_rows, reveal, on_range);
    let active = active_id(props.rows.cursor, *column, *is_in_head, &drawn);
    use_effect_with((active.clone(), *column), |(active, _)| {
        if let Some(id) = active {
            dom::reveal_across(id);
        }
    });

    let onkeydown = {
        let (column, is_in_head, cursor) = (column.clone(), is_in_head.clone(), props.rows.cursor);
        let (num_visible, rows) = (drawn.num_visible, props.rows.clone());
        Callback::from(move |event: KeyboardEvent| {
            let (column_now, is_in_head_now) = *newest.borrow();
            let at = keys::Position {
                row: (!is_in_head_now).then_some(cursor),
                column: column_now,
            };
            let Some(step) = keys::step(&event, at, num_rows, num_visible) else {
                return;
            };
            event.prevent_default();
            match step {
                Step::To(position) => {
                    *newest.borrow_mut() = (position.column, position.row.is_none());
                    column.set(position.column);
                    is_in_head.set(position.row.is_none());
                    if let Some(row) = position.row {
                        dispatch.send(Action::Rows(RowsAction::MoveTo(row)));
                    }
                }
                Step::Across(to) => {
                    newest.borrow_mut().0 = to;
                    column.set(to);
                }
                Step::By(rows) => dispatch.send(Action::Rows(RowsAction::MoveBy(rows))),
                Step::Open(index) => {
                    dispatch.send(Action::Rows(RowsAction::Open {
                        index,
                        with_focus: true,
                    }));
                }
                Step::Sort(column) => dispatch.send(Action::Query(QueryAction::SortBy(GRID_COLUMNS[column]))),
                Step::Close => dispatch.send(Action::Detail(DetailAction::Close)),
                Step::FilterFor | Step::FilterOut | Step::Copy => {
                    let value = shown_cell(&rows, cursor, GRID_COLUMNS[column_now]);
                    if let Some(action) =
                        value.and_then(|value| value_action(step, GRID_COLUMNS[column_now], value))
                    {
                        dispatch.send(action);
                    }
                }
            }
        })
    };
    let active_column = (!*is_in_head).then_some(*column);
    html! {
        <div class="call-table" ref={props.grid.clone()} role="grid" tabindex="0"
            aria-label={wording::grid_label(props.query.is_filtered())}
            aria-rowcount={(u64::from(num_rows) + 1).to_string()} aria-colcount={GRID_COLUMNS.len().to_string()}
            aria-busy={props.is_busy.to_string()} aria-activedescendant={active}
            onscroll={drawn.onscroll.clone()} {onkeydown}>
            { head(&props.query.sort, is_in_head.then_some(*column)) }
            <div class="call-table__canvas" role="rowgroup">
                <div class="call-table__rows" role="presentation">
                    { for (drawn.first..drawn.first + drawn.len).map(|index| draw_row(props, index, active_column)) }
                </div>
            </div>
        </div>
    }
}

/// The cell of a row on screen.
fn shown_cell(rows: &Rows, index: u32, column: Column) -> Option<Cell> {
    let row = rows.window.get(index.checked_sub(rows.first)? as usize)?;
    row::shown(row, column).cloned()
}

/// What a key does with a value.
fn value_action(step: Step, column: Column, value: Cell) -> Option<Action> {
    match (step, value) {
        (Step::Copy, Cell::Text(text)) => Some(Action::View(ViewAction::Copy(text))),
        (Step::FilterFor, value) => Some(Action::Query(QueryAction::FilterBy(column, value, true))),
        (Step::FilterOut, value) => Some(Action::Query(QueryAction::FilterBy(column, value, false))),
        _ => None,
    }
}

fn draw_row(props: &CallTableProps, index: u32, active_column: Option<usize>) -> Html {
    let at = index.checked_sub(props.rows.first).map(|at| at as usize);
    let active_column = active_column.filter(|_| index == props.rows.cursor);
    match at.and_then(|at| props.rows.window.get(at)) {
        Some(row) => {
            let is_selected = props.selected == Some(row.id);
            html! { <Row key={format!("row {}", row.id.0)} row={row.clone()} {index} {is_selected} {active_column} /> }
        }
        None => row::waiting(index),
    }
}

/// The id of the active cell, when it is drawn. Ids are places in the grid, never data.
fn active_id(row: u32, column: usize, is_in_head: bool, drawn: &VirtualRows) -> Option<String> {
    if is_in_head {
        return Some(head::heading_id(column));
    }
    (drawn.first..drawn.first + drawn.len)
        .contains(&row)
        .then(|| row::cell_id(row, column))
}
