//! One row of the table. Sends `Open`, `Toggle` for its mark, and what the tools of its values send.

use crate::{
    base::{RowId, Shared, Zone},
    protocol::engine::RowView,
    state::{Action, Cell, ChosenAction, Column, Columns, RowsAction},
    store::twins,
    ui::{
        dispatch::{Dispatch, use_dispatch},
        icon::{Icon, icon},
        value::{cell_title, cell_value, text_value},
        value_tools::ValueTools,
        wording,
    },
};
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html};

/// The row and its place.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RowProps {
    /// Its cells; none while they have not come. Its elements are the same then, so that what comes is only filled in.
    pub row: Option<Rc<RowView>>,
    /// What its cells are.
    pub of: Rc<[Column]>,
    /// The columns on screen.
    pub columns: Shared<Columns>,
    /// Its place in the order.
    pub index: u32,
    /// It is the open call.
    pub is_open: bool,
    /// It is marked.
    pub is_chosen: bool,
    /// The pointer is over it.
    pub is_pointed: bool,
    /// The pointer came over this row.
    pub on_point: Callback<u32>,
    /// Whose clock times are shown by.
    pub zone: Shared<Zone>,
    /// The active cell, when it is in this row.
    pub active_column: Option<usize>,
}

/// One row.
#[component]
pub(super) fn Row(props: &RowProps) -> Html {
    let dispatch = use_dispatch();
    let id = props.row.as_ref().map(|row| row.id);
    let onclick = {
        let (dispatch, index) = (dispatch.clone(), props.index);
        Callback::from(move |event: MouseEvent| {
            let Some(row) = id else { return };
            let with_focus = false;
            dispatch.send(if event.ctrl_key() || event.meta_key() {
                Action::Chosen(ChosenAction::Toggle(row))
            } else {
                Action::Rows(RowsAction::Open { index, with_focus })
            });
        })
    };
    let onmouseover = {
        let (on_point, index) = (props.on_point.clone(), props.index);
        Callback::from(move |_: MouseEvent| on_point.emit(index))
    };
    let mark = check(props, id, &dispatch);
    let is_error = props.row.as_ref().is_some_and(|row| row.is_error);
    html! {
        <div class="call-table__row" role="row" aria-rowindex={row_index(props.index)}
            data-state={id.is_none().then_some("waiting")}
            aria-selected={props.is_open.to_string()} data-error={is_error.then_some("true")}
            data-chosen={props.is_chosen.then_some("true")} {onclick} {onmouseover}>
            { for props.columns.iter().enumerate().map(|(index, shown)| {
                cell(props, index, shown.column, (index == 0).then(|| mark.clone()))
            }) }
        </div>
    }
}

/// The mark. The grid is one tab stop: its key is `x`.
fn check(props: &RowProps, id: Option<RowId>, dispatch: &Dispatch) -> Html {
    let toggle = id.map(|id| dispatch.on_change(Action::Chosen(ChosenAction::Toggle(id))));
    html! {
        <input type="checkbox" class="call-table__check" tabindex="-1" aria-label={wording::CHOOSE_CALL} title={wording::CHOOSE_CALL}
            checked={props.is_chosen} onclick={|event: MouseEvent| event.stop_propagation()} onchange={toggle} />
    }
}

/// Only the active cell has an id: the grid names it.
pub(super) fn cell_id(row: u32, column: usize) -> String {
    format!("calls-{row}-{column}")
}

/// Counted from 1, after the row of headings.
fn row_index(index: u32) -> String {
    (u64::from(index) + 2).to_string()
}

/// Which of the pinned columns a place is.
pub(super) fn pinned(columns: &Columns, place: usize) -> Option<String> {
    (place < columns.num_pinned()).then(|| place.to_string())
}

fn shown(props: &RowProps, column: Column) -> Option<&Cell> {
    let at = props.of.iter().position(|of| *of == column)?;
    props.row.as_ref()?.cells.get(at)
}

/// One markup for a cell that has come and one that has not: what is drawn again into the same elements is compared
/// attribute by attribute.
fn cell(props: &RowProps, index: usize, column: Column, mark: Option<Html>) -> Html {
    let is_active = props.active_column == Some(index);
    let there = props.row.as_ref().zip(shown(props, column));
    let kind = (column == Column::Caller)
        .then(|| shown(props, Column::CallerKind))
        .flatten();
    let is_second = column == Column::Operation
        && shown(props, Column::Twin).and_then(Cell::as_text) == Some(twins::SECOND);
    let pointed = there.filter(|_| props.is_pointed);
    html! {
        <div class="call-table__cell" role="gridcell" key={column.key()} id={is_active.then(|| cell_id(props.index, index))}
            aria-colindex={(index + 1).to_string()} data-column={column.key()} title={pointed.map(|(_, value)| title(props, column, value, kind))}
            data-pinned={pinned(&props.columns, index)} data-active={is_active.then_some("true")}
            data-state={there.is_none().then_some("waiting")}>
            { for mark }
            { there.map_or_else(|| text_value(""), |(row, value)| marked(row, column, value, &props.zone)) }
            if let Some(kind) = kind { { badge(kind) } }
            if is_second { <span class="call-table__badge" title={wording::lens::twin_words(twins::SECOND)}>{ wording::lens::SECOND }</span> }
            if let Some((_, value)) = pointed {
                // Not a click on the row: the call stays closed.
                <span class="call-table__tools" onclick={|event: MouseEvent| event.stop_propagation()}>
                    <ValueTools {column} cell={value.clone()} is_in_grid=true />
                </span>
            }
        </div>
    }
}

/// Only the cells under the pointer have one: nobody else sees it.
fn title(props: &RowProps, column: Column, value: &Cell, kind: Option<&Cell>) -> AttrValue {
    if let Some(time) = wording::time_full(column, value, &props.zone) {
        return time.into();
    }
    match kind {
        Some(kind) => format!("{} ({})", cell_title(value), cell_title(kind)).into(),
        None => cell_title(value),
    }
}

fn marked(row: &RowView, column: Column, value: &Cell, zone: &Zone) -> Html {
    if let Some(time) = wording::time_cell(column, value, zone) {
        return text_value(&time);
    }
    match column {
        Column::Result if row.is_error => {
            html! { <span class="call-table__error">{ cell_value(value) }</span> }
        }
        Column::Operation if row.is_conflict => html! {
            <>
                <span class="call-table__conflict" title={wording::CONFLICT_SHORT}>{ icon(Icon::Warning) }</span>
                { cell_value(value) }
            </>
        },
        _ => cell_value(value),
    }
}

/// The kind of caller, as a small frame; that of root stands out.
pub fn badge(kind: &Cell) -> Html {
    let is_root = kind.as_text().is_some_and(|kind| kind.starts_with("Root"));
    html! { <span class="call-table__badge" data-kind={is_root.then_some("root")}>{ cell_value(kind) }</span> }
}
