//! Hashing every file on request: the button, how far it is, and what came of it. Sends `HashFiles`.

use super::{dispatch::use_dispatch, wording};
use crate::{
    protocol::integrity::FileHashes,
    state::{Action, IntegrityAction},
};
use yew::{Html, Properties, component, html};

/// How far it is.
#[derive(Clone, PartialEq, Properties)]
pub struct HashingProps {
    /// The numbers.
    pub hashes: FileHashes,
}

/// One line.
#[component]
pub fn Hashing(props: &HashingProps) -> Html {
    let dispatch = use_dispatch();
    let hashes = props.hashes;
    let hash = |is_wanted| dispatch.on_click(Action::Integrity(IntegrityAction::HashFiles(is_wanted)));
    let has_all = hashes.num_done + hashes.num_lost >= hashes.num_all;
    html! {
        <div class="hashing" data-state={if hashes.is_under_way() { "busy" } else { "still" }}>
            if hashes.is_under_way() {
                <progress class="hashing__bar" max={hashes.num_all.to_string()} value={(hashes.num_done + hashes.num_lost).to_string()}
                    aria-label={wording::HASHING_LABEL}></progress>
            }
            <p class="hashing__words" role="status">{ wording::hashing_words(hashes) }</p>
            if hashes.is_under_way() {
                <button type="button" onclick={hash(false)}>{ wording::CANCEL }</button>
            } else if !has_all {
                <button type="button" title={wording::HASHING_TITLE} onclick={hash(true)}>{ wording::HASHING_START }</button>
            }
        </div>
    }
}
