//! What can be done with a value: filter for it, filter it out, copy it. Sends `FilterBy` and `Copy`.

use super::{
    dispatch::use_dispatch,
    icon::{Icon, icon},
    value::cell_title,
    wording,
};
use crate::{
    base::Zone,
    state::{Action, Cell, Column, QueryAction, ViewAction, copied_text},
};
use yew::{AttrValue, Html, Properties, component, html};

/// A value of a column.
#[derive(Clone, PartialEq, Properties)]
pub struct ValueToolsProps {
    /// The column.
    pub column: Column,
    /// The value.
    pub cell: Cell,
    /// It stands in a grid, which is one tab stop and has keys for the same.
    #[prop_or_default]
    pub is_in_grid: bool,
}

/// Three small buttons behind a value.
#[component]
pub fn ValueTools(props: &ValueToolsProps) -> Html {
    let dispatch = use_dispatch();
    let value = wording::time_full(props.column, &props.cell, &Zone::default())
        .map_or_else(|| cell_title(&props.cell), AttrValue::from);
    let button = |action: Action, title: AttrValue, drawing| {
        html! {
            <button type="button" class="value-tools__button" title={title.clone()} aria-label={title}
                tabindex={props.is_in_grid.then_some("-1")} onclick={dispatch.on_click(action)}>{ icon(drawing) }</button>
        }
    };
    let filter = |is_wanted| {
        let wish = QueryAction::FilterBy(props.column, props.cell.clone(), is_wanted);
        let drawing = if is_wanted { Icon::Plus } else { Icon::Minus };
        button(
            Action::Query(wish),
            wording::filter_by(&value, is_wanted),
            drawing,
        )
    };
    html! {
        <span class="value-tools">
            { filter(true) }
            { filter(false) }
            if let Some(text) = copied_text(props.column, &props.cell) {
                { button(Action::View(ViewAction::Copy(text)), wording::copy_value(&value), Icon::Copy) }
            }
        </span>
    }
}
