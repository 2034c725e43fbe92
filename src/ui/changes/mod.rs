//! Two ranges of time and what the later one has that the earlier one has not. Sends period wishes and filters.

mod new_values;
mod ranges;

use self::{new_values::NewValues, ranges::Ranges};
use super::{
    message::Message,
    wording::{self, MessageWords},
};
use crate::{
    base::{Shared, Zone},
    state::Periods,
};
use yew::{Html, Properties, component, html};

/// What the view shows.
#[derive(Clone, PartialEq, Properties)]
pub struct ChangesProps {
    /// The ranges and what was found.
    pub periods: Periods,
    /// The records are still being searched: what is new may turn out not to be.
    pub is_partial: bool,
    /// Whose clock times are shown and typed by.
    pub zone: Shared<Zone>,
    /// What to say in place of it.
    pub message: Option<MessageWords>,
}

/// The ranges and, below, what is new in each column.
#[component]
pub fn Changes(props: &ChangesProps) -> Html {
    let periods = &props.periods;
    if let Some(words) = props.message.clone() {
        return html! { <Message {words} /> };
    }
    html! {
        <div class="changes" tabindex="0" role="region" aria-label={wording::CHANGES_LABEL} aria-busy={periods.is_pending().to_string()}>
            <Ranges ranges={periods.ranges} zone={props.zone.clone()} />
            <p class="changes__words" role="status">
                { match &periods.found {
                    Some(found) => wording::novelty_words(found, &props.zone),
                    None => wording::NOVELTY_LOADING.to_owned(),
                } }
                if props.is_partial { { " " }{ wording::NOVELTY_SO_FAR } }
            </p>
            if let Some(found) = &periods.found {
                <div class="changes__columns">
                    { for found.columns.iter().map(|new| html! {
                        <NewValues key={new.column.key()} found={found.clone()} column={new.column} zone={props.zone.clone()} />
                    }) }
                </div>
            }
        </div>
    }
}
