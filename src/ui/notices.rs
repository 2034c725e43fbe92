//! What happened and should be known, until dismissed. Sends `Dismiss` and each notice's own action.

use super::{
    dispatch::{Dispatch, use_dispatch},
    icon::{Icon, icon},
    wording,
};
use crate::state::{Action, Notice, ViewAction};
use std::rc::Rc;
use yew::{Html, Properties, component, html};

/// The notices.
#[derive(Clone, PartialEq, Properties)]
pub struct NoticesProps {
    /// Oldest first.
    pub notices: Rc<[Notice]>,
}

/// The notices, one line each; a new one is said by a screen reader.
#[component]
pub fn Notices(props: &NoticesProps) -> Html {
    let dispatch = use_dispatch();
    html! {
        <div class="notices" role="status" aria-label={wording::NOTICES_LABEL}>
            { for props.notices.iter().map(|notice| line(notice, &dispatch)) }
        </div>
    }
}

fn line(notice: &Notice, dispatch: &Dispatch) -> Html {
    let words = wording::notice_words(&notice.kind);
    let dismiss = dispatch.on_click(Action::View(ViewAction::Dismiss(notice.id)));
    html! {
        <div class="notices__line" key={notice.id}>
            { icon(Icon::Warning) }
            <p class="notices__text"><b>{ words.title }</b>{ ". " }{ words.text }</p>
            <span class="notices__actions">
                { for words.actions.iter().map(|(label, action)| html! {
                    <button type="button" key={*label} onclick={dispatch.on_click(action.clone())}>{ *label }</button>
                }) }
            </span>
            <button type="button" data-kind="icon" title={wording::DISMISS} aria-label={wording::DISMISS} onclick={dismiss}>
                { icon(Icon::Close) }
            </button>
        </div>
    }
}
