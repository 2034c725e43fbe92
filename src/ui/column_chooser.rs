//! Which columns the calls table has, their order, widths and pins, and how tall its rows are. Sends column wishes.

use super::{
    dispatch::{Dispatch, use_dispatch},
    icon::{Icon, icon},
    popover::Popover,
    wording,
};
use crate::{
    base::Shared,
    browser::dom,
    state::{Action, Column, Columns, ColumnsAction, Density},
};
use yew::{Html, InputEvent, Properties, component, html, use_effect_with, use_state_eq};

/// A press on "wider" or "narrower" changes the width by so many CSS pixels.
const WIDTH_STEP: i32 = 24;
/// The width that "wider" and "narrower" begin with, in CSS pixels.
const FIRST_WIDTH: i32 = 160;

/// What is chosen now.
#[derive(Clone, PartialEq, Properties)]
pub struct ColumnChooserProps {
    /// The columns on screen.
    pub columns: Shared<Columns>,
    /// How tall the rows are.
    pub density: Density,
}

/// The button and its panel.
#[component]
pub fn ColumnChooser(props: &ColumnChooserProps) -> Html {
    let dispatch = use_dispatch();
    let is_open = use_state_eq(|| false);
    let search = use_state_eq(String::new);
    let oninput = {
        let search = search.clone();
        move |event: InputEvent| search.set(dom::input_value(&event).to_lowercase())
    };
    use_effect_with(*is_open, {
        let search = search.clone();
        move |is_open: &bool| {
            if !is_open {
                search.set(String::new());
            }
        }
    });
    let is_found = |column: &Column| {
        wording::column_label(*column).to_lowercase().contains(&*search)
            || column.key().to_lowercase().contains(&*search)
    };
    let shown = props.columns.iter().map(|shown| shown.column).filter(is_found);
    let hidden = Column::ALL
        .iter()
        .copied()
        .filter(|column| props.columns.place(*column).is_none());
    html! {
        <Popover label={wording::COLUMNS} drawing={Icon::Columns} kind="columns" {is_open}>
            <input class="columns__search" type="search" autocomplete="off" spellcheck="false" placeholder={wording::COLUMNS_SEARCH}
                aria-label={wording::COLUMNS_SEARCH} value={(*search).clone()} {oninput} />
            <ul class="columns__list">
                { for shown.map(|column| item(props, column, &dispatch)) }
                { for hidden.filter(is_found).map(|column| item(props, column, &dispatch)) }
            </ul>
            { densities(props.density, &dispatch) }
            <button type="button" onclick={dispatch.on_click(Action::Columns(ColumnsAction::Reset))}>{ wording::COLUMNS_RESET }</button>
        </Popover>
    }
}

fn item(props: &ColumnChooserProps, column: Column, dispatch: &Dispatch) -> Html {
    let place = props.columns.place(column);
    let label = wording::column_label(column);
    let send = |wish| Action::Columns(wish);
    let button = |wish, drawing, title: String, pressed: Option<bool>| {
        html! {
            <button type="button" data-kind="quiet" title={title.clone()} aria-label={title}
                aria-pressed={pressed.map(|pressed| pressed.to_string())} onclick={dispatch.on_click(send(wish))}>
                { icon(drawing) }
            </button>
        }
    };
    html! {
        <li class="columns__item" key={column.key()}>
            <label title={column.key()}>
                <input type="checkbox" checked={place.is_some()}
                    onchange={dispatch.on_change(send(ColumnsAction::Show(column, place.is_none())))} />
                { label }
            </label>
            if let Some(place) = place {
                { button(ColumnsAction::Shift(column, -1), Icon::Up, wording::column_earlier(label), None) }
                { button(ColumnsAction::Shift(column, 1), Icon::Down, wording::column_later(label), None) }
                { button(width(props, place, -WIDTH_STEP), Icon::Minus, wording::column_narrower(label), None) }
                { button(width(props, place, WIDTH_STEP), Icon::Plus, wording::column_wider(label), None) }
                { button(ColumnsAction::Pin(column), Icon::Pin, wording::column_pin(label), Some(place < props.columns.num_pinned())) }
            }
        </li>
    }
}

fn width(props: &ColumnChooserProps, place: usize, by: i32) -> ColumnsAction {
    let shown = props.columns.iter().nth(place);
    let (column, now) = shown.map_or((Column::Time, None), |shown| (shown.column, shown.width));
    let width = now.map_or(FIRST_WIDTH, i32::from) + by;
    ColumnsAction::SetWidth(column, u16::try_from(width).ok())
}

fn densities(density: Density, dispatch: &Dispatch) -> Html {
    let choice = |this: Density, label: &'static str| {
        html! {
            <label>
                <input type="radio" name="density" checked={density == this}
                    onchange={dispatch.on_change(Action::Columns(ColumnsAction::SetDensity(this)))} />
                { label }
            </label>
        }
    };
    html! {
        <fieldset class="columns__density">
            <legend>{ wording::DENSITY }</legend>
            { choice(Density::Compact, wording::DENSITY_COMPACT) }
            { choice(Density::Regular, wording::DENSITY_REGULAR) }
            { choice(Density::Comfortable, wording::DENSITY_COMFORTABLE) }
        </fieldset>
    }
}
