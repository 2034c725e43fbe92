//! The filters in force as tokens, the search box, the time range and the scope switch. Sends query wishes.

mod suggestions;
mod text_input;
mod time_range;
mod token;

use self::{
    text_input::{TextInput, error_line},
    time_range::TimeRange,
    token::TokenItem,
};
use super::{
    dispatch::{Dispatch, use_dispatch},
    icon::{Icon, icon},
    wording,
};
use crate::{
    base::{EpochMillis, Shared, Zone},
    protocol::Scope,
    query::{Field, Filter, Op, Query, Test, language::ParseError},
    state::{Action, Column, FilesAction, Handed, QueryAction, Suggesting, ViewAction},
};
use std::rc::Rc;
use yew::{Html, NodeRef, Properties, component, html};

/// What the bar shows.
#[derive(Clone, PartialEq, Properties)]
pub struct FilterBarProps {
    /// The tokens.
    pub query: Shared<Query>,
    /// What the box shall hold.
    pub handed: Handed,
    /// A text in the box and why it is no filter.
    pub error: Option<Rc<(Rc<str>, ParseError)>>,
    /// The text in the box is looked up in the records once it is a token.
    #[prop_or_default]
    pub is_draft_waiting: bool,
    /// Values to offer while a filter is typed.
    #[prop_or_default]
    pub suggesting: Suggesting,
    /// Counts may still grow.
    #[prop_or_default]
    pub is_partial: bool,
    /// There is a change to take back.
    pub can_undo: bool,
    /// There is something to clear.
    pub has_filters: bool,
    /// Which records are rows.
    pub scope: Scope,
    /// The newest call.
    pub newest: Option<EpochMillis>,
    /// Whose clock times are typed and said by.
    pub zone: Shared<Zone>,
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
                        // The place is what a person acts on: a token that is turned round keeps the focus. Items have no state.
                        <TokenItem key={index} token={token.clone()} {index} zone={props.zone.clone()} />
                    }) }
                </ul>
                <TextInput node={props.input.clone()} handed={props.handed.clone()} has_error={props.error.is_some()}
                    suggesting={props.suggesting.clone()} is_partial={props.is_partial} />
                if props.can_undo {
                    <button type="button" class="filter-bar__undo" data-kind="quiet"
                        onclick={dispatch.on_click(Action::Query(QueryAction::Undo))}>{ icon(Icon::Undo) }{ wording::UNDO }</button>
                }
                if props.has_filters {
                    <button type="button" class="filter-bar__clear" data-kind="quiet"
                        onclick={dispatch.on_click(Action::Query(QueryAction::ClearFilters))}>{ wording::CLEAR_FILTERS }</button>
                }
            </div>
            if let Some(error) = &props.error { { error_line(&error.0, &error.1) } }
            if props.is_draft_waiting && props.error.is_none() {
                <p class="filter-bar__waits" role="status">{ wording::SEARCH_DRAFT }</p>
            }
            <div class="filter-bar__side">
                <button type="button" class="filter-bar__facets"
                    onclick={dispatch.on_click(Action::View(ViewAction::OpenFacets(true)))}>
                    { icon(Icon::Filter) }{ wording::FACETS_OPEN }
                </button>
                <TimeRange {from} {until} newest={props.newest} zone={props.zone.clone()} />
                { scope_switch(&dispatch, props.scope) }
            </div>
        </section>
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
