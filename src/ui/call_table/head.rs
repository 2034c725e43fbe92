//! The headings: each a button that sorts, with an edge that can be dragged. Sends `SortBy`, `SortAlsoBy`, `SetWidth`.

use super::row::pinned;
use crate::{
    base::{Shared, Zone},
    browser::dom,
    query::SortKey,
    state::{Action, Column, Columns, ColumnsAction, QueryAction},
    ui::{
        dispatch::use_dispatch,
        icon::{Icon, icon},
        wording,
    },
};
use yew::{
    AttrValue, Callback, Html, MouseEvent, PointerEvent, Properties, component, html, use_mut_ref,
    use_node_ref,
};

#[derive(Clone, PartialEq, Properties)]
struct HeadingProps {
    column: Column,
    label: AttrValue,
    index: usize,
    pinned: Option<String>,
    /// Sorted by it: falling or rising.
    order: Option<bool>,
    /// Which of several keys it is, counted from 1.
    rank: Option<usize>,
    is_active: bool,
}

/// The row of headings.
pub(super) fn head(columns: &Shared<Columns>, zone: &Zone, sort: &[SortKey], active: Option<usize>) -> Html {
    html! {
        <div class="call-table__head" role="rowgroup">
            <div class="call-table__row" role="row" aria-rowindex="1">
                { for columns.iter().enumerate().map(|(index, shown)| {
                    let column = shown.column;
                    let place = sort.iter().position(|key| key.column == column);
                    let order = place.map(|place| sort[place].is_descending);
                    let rank = place.filter(|_| sort.len() > 1).map(|place| place + 1);
                    html! {
                        <Heading key={column.key()} {column} label={wording::heading(column, zone)} {index} pinned={pinned(columns, index)} {order} {rank}
                            is_active={active == Some(index)} />
                    }
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
    let cell = use_node_ref();
    // Where the edge was taken and how wide the column was.
    let taken = use_mut_ref(|| None::<(i32, f64)>);
    let column = props.column;
    let sort = match props.order {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "none",
    };
    let onclick = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: MouseEvent| {
            dispatch.send(Action::Query(if event.shift_key() {
                QueryAction::SortAlsoBy(column)
            } else {
                QueryAction::SortBy(column)
            }));
        })
    };
    let take = {
        let (cell, taken) = (cell.clone(), taken.clone());
        Callback::from(move |event: PointerEvent| {
            event.prevent_default();
            dom::hold_pointer(&event);
            *taken.borrow_mut() = Some((event.client_x(), dom::client_width(&cell)));
        })
    };
    let pull = {
        let (dispatch, taken) = (dispatch.clone(), taken.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some((x, width)) = *taken.borrow() {
                let width = (width + f64::from(event.client_x() - x)).max(0.0) as u16;
                dispatch.send(Action::Columns(ColumnsAction::SetWidth(column, Some(width))));
            }
        })
    };
    let release = Callback::from(move |_: PointerEvent| *taken.borrow_mut() = None);
    let fair = dispatch.on_click(Action::Columns(ColumnsAction::SetWidth(column, None)));
    html! {
        <div class="call-table__heading" role="columnheader" ref={cell} id={heading_id(props.index)} aria-sort={sort}
            aria-colindex={(props.index + 1).to_string()} data-pinned={props.pinned.clone()}
            data-active={props.is_active.then_some("true")}>
            <button type="button" class="call-table__sort" tabindex="-1" title={wording::SORT_TITLE} {onclick}>
                { props.label.clone() }
                { icon(if props.order == Some(false) { Icon::Up } else { Icon::Down }) }
                if let Some(rank) = props.rank { <span class="call-table__rank">{ rank.to_string() }</span> }
            </button>
            <span class="call-table__edge" aria-hidden="true" title={wording::EDGE_TITLE} onpointerdown={take} onpointermove={pull}
                onpointerup={release.clone()} onpointercancel={release} ondblclick={fair}></span>
        </div>
    }
}
