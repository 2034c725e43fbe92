//! How many calls are marked, and what can be done with them. Sends `Clear` of the marks, and
//! `Open` of the comparison.

use super::{dispatch::use_dispatch, wording};
use crate::state::{Action, COMPARED, ChosenAction, CompareAction};
use yew::{Html, Properties, component, html};

/// What the line says.
#[derive(Clone, PartialEq, Properties)]
pub struct ChosenBarProps {
    /// Marked calls; at least one.
    pub num_chosen: usize,
}

/// The line.
#[component]
pub fn ChosenBar(props: &ChosenBarProps) -> Html {
    let dispatch = use_dispatch();
    html! {
        <div class="chosen-bar" role="group" aria-label={wording::CHOSEN_LABEL}>
            <span class="chosen-bar__count" role="status">{ wording::chosen_words(props.num_chosen) }</span>
            <button type="button" title={wording::COMPARE_TITLE} disabled={!COMPARED.contains(&props.num_chosen)}
                onclick={dispatch.on_click(Action::Compare(CompareAction::Open))}>{ wording::COMPARE }</button>
            <button type="button" data-kind="quiet"
                onclick={dispatch.on_click(Action::Chosen(ChosenAction::Clear))}>{ wording::CHOSEN_CLEAR }</button>
        </div>
    }
}
