//! One facet: its title, its values, and the search among them. Sends query wishes about its column, and copies.

use crate::{
    browser::dom,
    state::{Action, Cell, Column, FacetList, FacetPrefs, ListedValue, QueryAction, ViewAction, copied_text},
    ui::{
        dispatch::{Dispatch, use_dispatch},
        icon::{Icon, icon},
        value::{cell_title, cell_value},
        wording,
    },
};
use yew::{Callback, Html, InputEvent, KeyboardEvent, MouseEvent, Properties, component, html};

/// Facets with more values than this have a search at once; others when all their values are listed.
const SEARCHABLE_VALUES: u32 = 30;

/// The facet.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FacetProps {
    /// Its values, ready to draw.
    pub facet: FacetList,
}

/// One facet.
#[component]
pub(super) fn Facet(props: &FacetProps) -> Html {
    let dispatch = use_dispatch();
    let FacetList {
        column,
        prefs,
        values,
        ..
    } = &props.facet;
    let label = wording::column_label(*column);
    let fold = dispatch.on_click(Action::Query(QueryAction::FoldFacet(*column, !prefs.is_folded)));
    html! {
        <section class="facets__facet" aria-label={label}>
            <h2 class="facets__title">
                <button type="button" class="facets__fold" aria-expanded={(!prefs.is_folded).to_string()} onclick={fold}>
                    { label }{ icon(Icon::Down) }
                </button>
            </h2>
            if !prefs.is_folded {
                if is_searchable(&props.facet) { { search(&props.facet, &dispatch) } }
                <ul class="facets__values">
                    { for values.iter().map(|value| line(&props.facet, value, &dispatch)) }
                </ul>
                if values.is_empty() { <p class="facets__none">{ wording::FACET_NONE }</p> }
                { more(&props.facet, &dispatch) }
            }
        </section>
    }
}

fn is_searchable(facet: &FacetList) -> bool {
    facet.num_values > SEARCHABLE_VALUES || facet.prefs.is_expanded || !facet.prefs.search.is_empty()
}

fn search(facet: &FacetList, dispatch: &Dispatch) -> Html {
    let (column, dispatch) = (facet.column, dispatch.clone());
    let oninput = move |event: InputEvent| {
        dispatch.send(Action::Query(QueryAction::SearchFacet(
            column,
            dom::input_value(&event).into(),
        )));
    };
    let label = wording::facet_search_label(column);
    html! {
        <input class="facets__search" type="search" autocomplete="off" spellcheck="false" aria-label={label}
            placeholder={wording::FACET_SEARCH} value={facet.prefs.search.clone()} {oninput} />
    }
}

fn line(facet: &FacetList, value: &ListedValue, dispatch: &Dispatch) -> Html {
    let title = cell_title(&value.cell);
    let add = QueryAction::ToggleValue(facet.column, value.cell.clone());
    let only = QueryAction::OnlyValue(facet.column, value.cell.clone());
    let exclude = QueryAction::ExcludeValue(facet.column, value.cell.clone());
    let onclick = {
        let (dispatch, exclude) = (dispatch.clone(), exclude.clone());
        Callback::from(move |event: MouseEvent| {
            let wish = if event.alt_key() {
                exclude.clone()
            } else {
                only.clone()
            };
            dispatch.send(Action::Query(wish));
        })
    };
    let onkeydown = {
        let (dispatch, column, value) = (dispatch.clone(), facet.column, value.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.alt_key() || event.ctrl_key() || event.meta_key() {
                return;
            }
            if let Some(action) = key_action(&event.key(), column, &value) {
                event.prevent_default();
                dispatch.send(action);
            }
        })
    };
    let not_title = wording::facet_exclude(&title, value.is_excluded);
    html! {
        <li class="facets__value" key={value_key(&value.cell)} data-chosen={value.is_chosen.to_string()}
            data-excluded={value.is_excluded.then_some("true")}>
            { bar(value.count, facet.max_count) }
            <label class="facets__box">
                <input type="checkbox" aria-label={wording::facet_add(&title)} checked={value.is_chosen}
                    onchange={dispatch.on_change(Action::Query(add))} />
            </label>
            <button type="button" class="facets__name" title={wording::facet_only(&title)}
                {onclick} {onkeydown}>{ cell_value(&value.cell) }</button>
            <button type="button" class="facets__not" title={not_title.clone()} aria-label={not_title}
                aria-pressed={value.is_excluded.to_string()}
                onclick={dispatch.on_click(Action::Query(exclude))}>{ icon(Icon::Minus) }</button>
            if let Some(text) = copied_text(facet.column, &value.cell) {
                // A value has three stops already: the keyboard copies by a key on its name.
                <button type="button" class="facets__copy" tabindex="-1" title={wording::copy_value(&title)} aria-label={wording::copy_value(&title)}
                    onclick={dispatch.on_click(Action::View(ViewAction::Copy(text)))}>{ icon(Icon::Copy) }</button>
            }
            <span class="facets__count">{ wording::count(u64::from(value.count)) }</span>
        </li>
    }
}

/// The keys of the tables, on a value's name. A key pressed twice does what it did once.
fn key_action(key: &str, column: Column, value: &ListedValue) -> Option<Action> {
    let cell = || value.cell.clone();
    match key {
        // Nothing passes a filter that both wants a value and not.
        "+" if value.is_excluded => Some(Action::Query(QueryAction::ExcludeValue(column, cell()))),
        "+" if !value.is_chosen => Some(Action::Query(QueryAction::ToggleValue(column, cell()))),
        "-" if !value.is_excluded => Some(Action::Query(QueryAction::ExcludeValue(column, cell()))),
        "c" => copied_text(column, &value.cell).map(|text| Action::View(ViewAction::Copy(text))),
        _ => None,
    }
}

/// A bar behind the value, as long as its share of the highest count.
fn bar(count: u32, max_count: u32) -> Html {
    let percent = f64::from(count) * 100.0 / f64::from(max_count.max(1));
    html! {
        <svg class="facets__bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
            <rect width={format!("{percent:.1}")} height="1" />
        </svg>
    }
}

fn more(facet: &FacetList, dispatch: &Dispatch) -> Html {
    let FacetPrefs {
        is_expanded, search, ..
    } = &facet.prefs;
    let is_longest = *is_expanded || !search.is_empty();
    let set =
        |is_expanded| dispatch.on_click(Action::Query(QueryAction::ExpandFacet(facet.column, is_expanded)));
    html! {
        <p class="facets__more">
            if facet.num_hidden > 0 && is_longest { <span>{ wording::facet_hidden(facet.num_hidden) }</span> }
            if facet.num_hidden > 0 && !is_longest {
                <button type="button" data-kind="quiet" onclick={set(true)}>{ wording::facet_more(facet.num_hidden) }</button>
            }
            if *is_expanded {
                <button type="button" data-kind="quiet" onclick={set(false)}>{ wording::FACET_FEWER }</button>
            }
        </p>
    }
}

/// A text and a state of a cell never share a key.
fn value_key(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => format!("text {text}"),
        other => format!("{other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_the_tables_work_on_a_value_and_twice_is_once() {
        let value = |is_chosen, is_excluded| ListedValue {
            cell: Cell::text("DetectPHI"),
            count: 3,
            is_chosen,
            is_excluded,
        };
        let on = |key, value: &ListedValue| key_action(key, Column::Operation, value);
        let add = Action::Query(QueryAction::ToggleValue(
            Column::Operation,
            Cell::text("DetectPHI"),
        ));
        let exclude = Action::Query(QueryAction::ExcludeValue(
            Column::Operation,
            Cell::text("DetectPHI"),
        ));
        let plain = value(false, false);
        assert_eq!(on("+", &plain), Some(add));
        assert_eq!(on("-", &plain), Some(exclude.clone()));
        assert_eq!(on("+", &value(true, false)), None, "it is chosen");
        assert_eq!(on("-", &value(false, true)), None, "it is excluded");
        assert_eq!(on("+", &value(false, true)), Some(exclude), "no more");
        assert_eq!(
            on("c", &plain),
            Some(Action::View(ViewAction::Copy("DetectPHI".into())))
        );
        assert_eq!(on("x", &plain), None);
    }

    #[test]
    fn what_is_no_text_is_not_copied() {
        let absent = ListedValue {
            cell: Cell::Absent,
            count: 1,
            is_chosen: false,
            is_excluded: false,
        };
        assert_eq!(key_action("c", Column::Operation, &absent), None);
    }
}
