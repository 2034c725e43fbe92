//! The ledger: its sums, and every file with what became of it. Sends file wishes.

mod line;
mod list;

use self::list::FileList;
use super::{
    dispatch::{Dispatch, use_dispatch},
    icon::{Icon, icon},
    message::Message,
    wording::{self, MessageWords},
};
use crate::{
    base::Shared,
    browser::dom,
    protocol::ledger::LedgerSummary,
    state::{Action, FileLines, FilesAction},
};
use yew::{Event, Html, InputEvent, Properties, component, html};

/// What the view shows.
#[derive(Clone, PartialEq, Properties)]
pub struct FilesProps {
    /// The sums.
    pub ledger: Shared<LedgerSummary>,
    /// The lines on screen.
    pub lines: FileLines,
    /// What to say in place of lines.
    pub message: Option<MessageWords>,
}

/// The Files view.
#[component]
pub fn Files(props: &FilesProps) -> Html {
    let dispatch = use_dispatch();
    html! {
        <div class="files">
            <div class="files__head">
                <p class="files__sums">
                    <span class="files__sum">{ wording::files_balance(&props.ledger) }</span>
                    <span class="files__sum">{ wording::records_balance(&props.ledger) }</span>
                </p>
                { tools(&props.lines, &dispatch) }
            </div>
            if let Some(words) = props.message.clone() {
                <Message {words} />
            } else {
                <FileList lines={props.lines.clone()} />
            }
        </div>
    }
}

fn tools(lines: &FileLines, dispatch: &Dispatch) -> Html {
    let oninput = {
        let dispatch = dispatch.clone();
        move |event: InputEvent| {
            dispatch.send(Action::Files(FilesAction::Search(
                dom::input_value(&event).into(),
            )));
        }
    };
    let onchange = {
        let dispatch = dispatch.clone();
        move |event: Event| dispatch.send(Action::Files(FilesAction::OnlyWithNotes(dom::is_checked(&event))))
    };
    html! {
        <div class="files__tools">
            <input class="files__search" type="search" autocomplete="off" spellcheck="false"
                aria-label={wording::FILES_SEARCH} placeholder={wording::FILES_SEARCH}
                value={lines.search.clone()} {oninput} />
            <label class="files__only">
                <input type="checkbox" checked={lines.only_with_notes} {onchange} />{ wording::FILES_ONLY_NOTES }
            </label>
            <button type="button" class="files__save" title={wording::SAVE_LEDGER_TITLE}
                onclick={dispatch.on_click(Action::Files(FilesAction::SaveLedger))}>
                { icon(Icon::Save) }{ wording::SAVE_LEDGER }
            </button>
        </div>
    }
}
