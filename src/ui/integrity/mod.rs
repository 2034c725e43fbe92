//! The Integrity view: whether files are as delivered, what is missing, and how to fetch what proves. Sends nothing
//! itself.

mod commands;
mod proof_list;
mod proof_map;
mod result;

pub(super) use self::proof_list::proof;
use self::{commands::CommandList, proof_list::ProofList, proof_map::ProofMap, result::result};
use super::{message::Message, wording};
use crate::state::IntegrityView;
use yew::{Html, Properties, component, html};

/// What the view shows.
#[derive(Clone, PartialEq, Properties)]
pub struct IntegrityProps {
    /// The view.
    pub view: IntegrityView,
}

/// The view.
#[component]
pub fn Integrity(props: &IntegrityProps) -> Html {
    let view = &props.view;
    let Some(answer) = &view.answer else {
        return html! { <Message words={wording::integrity_message()} /> };
    };
    html! {
        <div class="integrity">
            <div class="integrity__side">
                { result(&view.brief, answer) }
                <CommandList commands={answer.commands.clone()} cell={view.wish.cell.clone()} />
            </div>
            <div class="integrity__main">
                <ProofMap map={answer.map.clone()} chosen={view.wish.cell.clone()} />
                <ProofList answer={answer.clone()} level={view.wish.level} />
            </div>
        </div>
    }
}
