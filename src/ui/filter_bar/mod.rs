//! The filters in force as tokens, the search box, the time range and the scope switch. Sends query wishes.

mod text_input;
mod time_range;
mod token;

use self::{text_input::TextInput, time_range::TimeRange, token::TokenItem};
use super::{
    dispatch::{Dispatch, use_dispatch},
    icon::{Icon, icon},
    wording,
};
use crate::{
    base::Shared,
    protocol::Scope,
    query::{Field, Filter, Op, Query, Test, Token},
    state::{Action, Column, FilesAction, QueryAction, ViewAction},
};
use yew::{Html, NodeRef, Properties, component, html};

/// What the bar shows.
#[derive(Clone, PartialEq, Properties)]
pub struct FilterBarProps {
    /// The tokens.
    pub query: Shared<Query>,
    /// There is something to clear.
    pub has_filters: bool,
    /// Which records are rows.
    pub scope: Scope,
    /// The search box, so that `/` reaches it.
    pub input: NodeRef,
}

/// The bar.
#[component]
pub fn FilterBar(props: &FilterBarProps) -> Html {
    let dispatch = use_dispatch();
    let range = props.query.tokens.iter().find_map(|token| match &token.filter {
        Filter::Test(Test {
            field: Field::Column(Column::Time),
            op: Op::During(from, until),
        }) => Some((*from, *until)),
        _ => None,
    });
    let (from, until) = range.unwrap_or_default();
    html! {
        <section class="filter-bar" role="search">
            <div class="filter-bar__box">
                { icon(Icon::Search) }
                <ul class="filter-bar__tokens" aria-label={wording::TOKENS_LABEL}>
                    { for props.query.tokens.iter().enumerate().map(|(index, token)| html! {
                        <TokenItem key={token_key(token)} token={token.clone()} {index} />
                    }) }
                </ul>
                <TextInput node={props.input.clone()} />
                if props.has_filters {
                    <button type="button" class="filter-bar__clear" data-kind="quiet"
                        onclick={dispatch.on_click(Action::Query(QueryAction::ClearFilters))}>{ wording::CLEAR_FILTERS }</button>
                }
            </div>
            <div class="filter-bar__side">
                <button type="button" class="filter-bar__facets"
                    onclick={dispatch.on_click(Action::View(ViewAction::OpenFacets(true)))}>
                    { icon(Icon::Filter) }{ wording::FACETS_OPEN }
                </button>
                <TimeRange {from} {until} />
                { scope_switch(&dispatch, props.scope) }
            </div>
        </section>
    }
}

/// A token's identity: there is one choice for a column, one time range, and each text once.
fn token_key(token: &Token) -> String {
    match &token.filter {
        Filter::Test(Test {
            field: Field::Column(column),
            op: Op::OneOf(_),
        }) => format!("one of {}", column.key()),
        Filter::Test(Test {
            field: Field::Column(column),
            op: Op::During(..),
        }) => format!("during {}", column.key()),
        other => format!("{other:?}"),
    }
}

fn scope_switch(dispatch: &Dispatch, scope: Scope) -> Html {
    let button = |this: Scope, label: &'static str| {
        let onclick = dispatch.on_click(Action::Files(FilesAction::SetScope(this)));
        html! {
            <button type="button" class="filter-bar__scope" title={wording::SCOPE_TITLE}
                aria-pressed={(scope == this).to_string()} {onclick}>{ label }</button>
        }
    };
    html! {
        <div class="filter-bar__scopes" role="group" aria-label={wording::SCOPE_LABEL}>
            { button(Scope::ComprehendMedical, wording::SCOPE_MEDICAL) }
            { button(Scope::AllServices, wording::SCOPE_ALL) }
        </div>
    }
}
