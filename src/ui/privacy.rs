//! The privacy panel: what is held, what was sent, how to check it, the page as one file. Sends `OpenPrivacy`, `Clear`.

use super::{dispatch::use_dispatch, wording};
use crate::{
    browser::{About, dom},
    protocol::engine::MemoryUse,
    state::{Action, FilesAction, ViewAction},
};
use yew::{Callback, Event, Html, Properties, component, html, use_effect_with, use_node_ref};

/// What the panel shows beside what the page knows of itself.
#[derive(Clone, PartialEq, Properties)]
pub struct PrivacyProps {
    /// Whether it is open.
    pub is_open: bool,
    /// Files that are open for reading.
    pub num_files: usize,
    /// What the table holds.
    pub memory: MemoryUse,
}

/// A modal dialog; the browser keeps the focus in it and gives it back.
#[component]
pub fn Privacy(props: &PrivacyProps) -> Html {
    let dispatch = use_dispatch();
    let node = use_node_ref();
    use_effect_with(props.is_open, {
        let node = node.clone();
        move |is_open| {
            if *is_open {
                dom::show_modal(&node);
            } else {
                dom::close_dialog(&node);
            }
        }
    });
    let close = Action::View(ViewAction::OpenPrivacy(false));
    let onclick = dispatch.on_click(close.clone());
    let onclose: Callback<Event> = dispatch.on_change(close);
    let on_clear = dispatch.on_click(Action::Files(FilesAction::Clear));
    html! {
        <dialog class="privacy" ref={node} aria-labelledby="privacy-title" {onclose}>
            <div class="privacy__head">
                <h2 class="privacy__title" id="privacy-title">{ wording::PRIVACY_TITLE }</h2>
                <button type="button" {onclick}>{ wording::CLOSE }</button>
            </div>
            if props.is_open {
                { held(props, on_clear) }
                { told(&dom::about()) }
            }
        </dialog>
    }
}

fn held(props: &PrivacyProps, on_clear: Callback<yew::MouseEvent>) -> Html {
    html! {
        <>
            <h3 class="privacy__heading">{ wording::PRIVACY_HELD }</h3>
            <ul class="privacy__list">
                <li>{ wording::privacy_files(props.num_files) }</li>
                <li>{ wording::privacy_table(props.memory) }</li>
                <li>{ wording::PRIVACY_STORED }</li>
            </ul>
            <p class="privacy__act">
                <button type="button" disabled={props.num_files == 0} onclick={on_clear}>{ wording::PRIVACY_CLEAR }</button>
                <span class="privacy__note">{ wording::PRIVACY_CLEAR_NOTE }</span>
            </p>
        </>
    }
}

/// What the page knows of itself.
fn told(about: &About) -> Html {
    let [requests, refusals] = wording::privacy_sent(about.num_requests, about.num_refusals);
    html! {
        <>
            <h3 class="privacy__heading">{ wording::PRIVACY_SENT }</h3>
            <ul class="privacy__list"><li class="privacy__requests">{ requests }</li><li>{ refusals }</li></ul>
            <p class="privacy__note">{ wording::PRIVACY_SENT_NOTE }</p>
            <h3 class="privacy__heading">{ wording::PRIVACY_CHECK }</h3>
            <ol class="privacy__steps">
                { for wording::PRIVACY_STEPS.iter().map(|step| html! { <li key={*step}>{ *step }</li> }) }
            </ol>
            <p><code class="privacy__code">{ wording::PRIVACY_TRY }</code></p>
            <h3 class="privacy__heading">{ wording::PRIVACY_BUILD }</h3>
            { one_file(about) }
            <p class="privacy__fact">{ wording::PRIVACY_BUILD_NAME }<code class="privacy__code">{ about.build.clone() }</code></p>
            <details class="privacy__notices">
                <summary>{ wording::PRIVACY_NOTICES }</summary>
                <pre class="privacy__licences" tabindex="0">{ about.notices.clone() }</pre>
            </details>
        </>
    }
}

fn one_file(about: &About) -> Html {
    let Some(file) = &about.one_file else {
        return html! { <p>{ wording::PRIVACY_IS_ONE_FILE }</p> };
    };
    html! {
        <>
            <p class="privacy__act">
                <a class="privacy__save" href={file.address.clone()} download="medtrail.html">{ wording::PRIVACY_SAVE }</a>
                <span class="privacy__note">{ wording::PRIVACY_SAVE_NOTE }</span>
            </p>
            <p class="privacy__fact">{ wording::PRIVACY_SHA256 }<code class="privacy__code">{ file.sha256.clone() }</code></p>
        </>
    }
}
