//! One row of the table. Sends `Open`.

use crate::{
    base::Shared,
    protocol::engine::RowView,
    state::{Action, Cell, Column, Columns, RowsAction},
    ui::{
        dispatch::use_dispatch,
        icon::{Icon, icon},
        value::{cell_title, cell_value},
        wording,
    },
};
use std::rc::Rc;
use yew::{AttrValue, Html, Properties, component, html};

/// The row and its place.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RowProps {
    /// Its cells.
    pub row: Rc<RowView>,
    /// What its cells are.
    pub of: Rc<[Column]>,
    /// The columns on screen.
    pub columns: Shared<Columns>,
    /// Its place in the order.
    pub index: u32,
    /// It is the open call.
    pub is_open: bool,
    /// The active cell, when it is in this row.
    pub active_column: Option<usize>,
}

/// One row.
#[component]
pub(super) fn Row(props: &RowProps) -> Html {
    let dispatch = use_dispatch();
    let open = RowsAction::Open {
        index: props.index,
        with_focus: false,
    };
    html! {
        <div class="call-table__row" role="row" aria-rowindex={row_index(props.index)}
            aria-selected={props.is_open.to_string()} data-error={props.row.is_error.then_some("true")}
            onclick={dispatch.on_click(Action::Rows(open))}>
            { for props.columns.iter().enumerate().map(|(index, shown)| cell(props, index, shown.column)) }
        </div>
    }
}

/// A row that has not come yet.
pub(super) fn waiting(index: u32, columns: &Columns) -> Html {
    html! {
        <div class="call-table__row" role="row" key={format!("waiting {index}")} aria-rowindex={row_index(index)}
            data-state="waiting">
            { for columns.iter().enumerate().map(|(column, of)| html! {
                <div class="call-table__cell" role="gridcell" key={of.column.key()} aria-colindex={(column + 1).to_string()}
                    data-pinned={pinned(columns, column)} id={cell_id(index, column)}><span class="call-table__bone"></span></div>
            }) }
        </div>
    }
}

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
    props.row.cells.get(at)
}

fn cell(props: &RowProps, index: usize, column: Column) -> Html {
    let pinned = pinned(&props.columns, index);
    let active = (props.active_column == Some(index)).then_some("true");
    let Some(value) = shown(props, column) else {
        return html! {
            <div class="call-table__cell" role="gridcell" key={column.key()} id={cell_id(props.index, index)}
                aria-colindex={(index + 1).to_string()} data-pinned={pinned} data-active={active}>
                <span class="call-table__bone"></span>
            </div>
        };
    };
    let kind = (column == Column::Caller)
        .then(|| shown(props, Column::CallerKind))
        .flatten();
    html! {
        <div class="call-table__cell" role="gridcell" key={column.key()} id={cell_id(props.index, index)}
            aria-colindex={(index + 1).to_string()} data-column={column.key()} title={title(value, kind)}
            data-pinned={pinned} data-active={active}>
            { marked(&props.row, column, value) }
            if let Some(kind) = kind { { badge(kind) } }
        </div>
    }
}

fn title(value: &Cell, kind: Option<&Cell>) -> AttrValue {
    match kind {
        Some(kind) => format!("{} ({})", cell_title(value), cell_title(kind)).into(),
        None => cell_title(value),
    }
}

fn marked(row: &RowView, column: Column, value: &Cell) -> Html {
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
