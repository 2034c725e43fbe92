//! One filter as a token: switch it off or on, turn it round, edit it as text, remove it. Sends token wishes.

use crate::{
    base::{Shared, Zone},
    query::Token,
    state::{Action, Cell, QueryAction},
    ui::{
        dispatch::use_dispatch,
        icon::{Icon, icon},
        value::{cell_title, cell_value},
        wording::{self, FilterWords},
    },
};
use yew::{AttrValue, Html, Properties, component, html};

/// Values that a token spells out; the others are counted.
const NUM_SPELLED: usize = 3;

/// The token and its place among the others.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct TokenItemProps {
    /// The token.
    pub token: Token,
    /// Its place.
    pub index: usize,
    /// Whose clock times are said by.
    pub zone: Shared<Zone>,
}

/// One token.
#[component]
pub(super) fn TokenItem(props: &TokenItemProps) -> Html {
    let dispatch = use_dispatch();
    let words = wording::filter_words(&props.token.filter, &props.zone);
    let title = title(&words);
    let switch = dispatch.on_click(Action::Query(QueryAction::SwitchToken(props.index)));
    let edit = dispatch.on_click(Action::Query(QueryAction::EditToken(props.index)));
    let negate = dispatch.on_click(Action::Query(QueryAction::NegateToken(props.index)));
    let remove = dispatch.on_click(Action::Query(QueryAction::RemoveToken(props.index)));
    html! {
        <li class="filter-bar__token" data-state={if props.token.is_on { "on" } else { "off" }}>
            <button type="button" class="filter-bar__switch" aria-pressed={props.token.is_on.to_string()}
                title={wording::switch_title(&title, props.token.is_on)} onclick={switch}>
                <span class="filter-bar__field">{ words.field.clone() }{ " " }{ words.test }</span>{ " " }
                { values(&words.values) }
            </button>
            <button type="button" class="filter-bar__part" title={wording::negate_title(&title)}
                aria-label={wording::negate_title(&title)} onclick={negate}>{ icon(Icon::Not) }</button>
            <button type="button" class="filter-bar__part" title={wording::edit_title(&title)}
                aria-label={wording::edit_title(&title)} onclick={edit}>{ icon(Icon::Edit) }</button>
            <button type="button" class="filter-bar__part filter-bar__remove" title={wording::remove_title(&title)}
                aria-label={wording::remove_title(&title)} onclick={remove}>{ icon(Icon::Close) }</button>
        </li>
    }
}

fn values(values: &[Cell]) -> Html {
    let num_more = values.len().saturating_sub(NUM_SPELLED);
    html! {
        <span class="filter-bar__values">
            { for values.iter().take(NUM_SPELLED).enumerate().map(|(index, cell)| html! {
                <span key={cell_title(cell).to_string()} class="filter-bar__value">
                    if index > 0 { <span class="filter-bar__or">{ wording::OR }</span> }
                    { cell_value(cell) }
                </span>
            }) }
            if num_more > 0 { <span key="more" class="filter-bar__or">{ wording::and_more(num_more) }</span> }
        </span>
    }
}

fn title(words: &FilterWords) -> AttrValue {
    let values: Vec<String> = words
        .values
        .iter()
        .map(|cell| cell_title(cell).to_string())
        .collect();
    format!("{} {} {}", words.field, words.test, values.join(wording::OR)).into()
}
