//! How far reading is. Sends `Cancel`.

use super::{dispatch::use_dispatch, wording};
use crate::state::{Action, FilesAction, Reading};
use yew::{Html, Properties, component, html};

/// How far it is.
#[derive(Clone, PartialEq, Properties)]
pub struct ProgressProps {
    /// Bytes and pace.
    pub reading: Reading,
    /// Files that are done.
    pub num_done: u64,
    /// All files.
    pub num_files: u64,
    /// Records met.
    pub num_records: u64,
}

/// The bar, its numbers and Cancel.
#[component]
pub fn Progress(props: &ProgressProps) -> Html {
    let dispatch = use_dispatch();
    let percent = (props.reading.fraction() * 100.0).floor();
    let [files, bytes, records, left] =
        wording::progress_words(&props.reading, props.num_done, props.num_files, props.num_records);
    html! {
        <section class="progress" aria-label={wording::PROGRESS_LABEL}>
            <progress class="progress__bar" role="progressbar" max="100" value={percent.to_string()}
                aria-label={wording::PROGRESS_LABEL}>{ percent }{ " %" }</progress>
            <p class="progress__words">
                <b class="progress__percent">{ percent }{ " %" }</b>
                <span>{ files }</span>
                <span>{ bytes }</span>
                <span>{ records }</span>
                <span>{ left }</span>
            </p>
            <button type="button" class="progress__cancel" title={wording::CANCEL_TITLE}
                onclick={dispatch.on_click(Action::Files(FilesAction::Cancel))}>{ wording::CANCEL }</button>
        </section>
    }
}
