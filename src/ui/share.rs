//! Sending the view: what a link to it reveals, copying it, saving and opening views. Sends share wishes.

use super::{dispatch::use_dispatch, icon::Icon, popover::Popover, value::text_value, wording};
use crate::state::{Action, ShareAction};
use std::rc::Rc;
use yew::{Html, Properties, component, html, use_state_eq};

/// What a link would reveal.
#[derive(Clone, PartialEq, Properties)]
pub struct ShareProps {
    /// The filters in force, as text.
    pub filters: Rc<[String]>,
}

/// The button and its panel.
#[component]
pub fn Share(props: &ShareProps) -> Html {
    let dispatch = use_dispatch();
    let is_open = use_state_eq(|| false);
    let on = |wish| dispatch.on_click(Action::Share(wish));
    html! {
        <Popover label={wording::SHARE} drawing={Icon::Link} kind="share" {is_open}>
            <p class="share__lead">{ wording::SHARE_LEAD }</p>
            if props.filters.is_empty() {
                <p class="share__reveals">{ wording::SHARE_REVEALS_NOTHING }</p>
            } else {
                <p class="share__reveals">{ wording::SHARE_REVEALS }</p>
                { filter_list(&props.filters) }
            }
            <div class="share__buttons">
                <button type="button" data-kind="primary" onclick={on(ShareAction::CopyLink)}>{ wording::COPY_LINK }</button>
                <button type="button" onclick={on(ShareAction::SaveView)}>{ wording::SAVE_VIEW }</button>
                <button type="button" onclick={on(ShareAction::ChooseView)}>{ wording::OPEN_VIEW }</button>
            </div>
        </Popover>
    }
}

/// Filters as text, one a line.
pub fn filter_list(filters: &[String]) -> Html {
    html! {
        <ul class="share__filters">
            { for filters.iter().map(|filter| html! { <li><code>{ text_value(filter) }</code></li> }) }
        </ul>
    }
}
