//! The headings: each a button that sorts. Sends `SortBy`.

use super::GRID_COLUMNS;
use crate::{
    query::SortKey,
    state::{Action, Column, QueryAction},
    ui::{
        dispatch::use_dispatch,
        icon::{Icon, icon},
        wording,
    },
};
use yew::{Html, Properties, component, html};

#[derive(Clone, PartialEq, Properties)]
struct HeadingProps {
    column: Column,
    index: usize,
    /// Sorted by it: falling or rising.
    order: Option<bool>,
    is_active: bool,
}

/// The row of headings.
pub(super) fn head(sort: &[SortKey], active: Option<usize>) -> Html {
    html! {
        <div class="call-table__head" role="rowgroup">
            <div class="call-table__row" role="row" aria-rowindex="1">
                { for GRID_COLUMNS.iter().enumerate().map(|(index, &column)| {
                    let order = sort.first().filter(|key| key.column == column).map(|key| key.is_descending);
                    html! { <Heading key={column.key()} {column} {index} {order} is_active={active == Some(index)} /> }
                }) }
            </div>
        </div>
    }
}

pub(super) fn heading_id(index: usize) -> String {
    format!("calls-head-{index}")
}

#[component]
fn Heading(props: &HeadingProps) -> Html {
    let dispatch = use_dispatch();
    let sort = match props.order {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "none",
    };
    let onclick = dispatch.on_click(Action::Query(QueryAction::SortBy(props.column)));
    html! {
        <div class="call-table__heading" role="columnheader" id={heading_id(props.index)} aria-sort={sort}
            aria-colindex={(props.index + 1).to_string()} data-active={props.is_active.then_some("true")}>
            <button type="button" class="call-table__sort" tabindex="-1" {onclick}>
                { wording::column_label(props.column) }
                { icon(if props.order == Some(false) { Icon::Up } else { Icon::Down }) }
            </button>
        </div>
    }
}
