//! How far an export is, and what became of it. Sends `Cancel` and `Dismiss`.

use super::{
    dispatch::use_dispatch,
    icon::{Icon, icon},
    wording,
};
use crate::state::{Action, Export, ExportAction, ExportStage};
use yew::{Html, Properties, component, html};

/// The export.
#[derive(Clone, PartialEq, Properties)]
pub struct ExportBarProps {
    /// Under way or done.
    pub export: Export,
}

/// One line with its bar while it is written.
#[component]
pub fn ExportBar(props: &ExportBarProps) -> Html {
    let dispatch = use_dispatch();
    let export = &props.export;
    let (title, words) = wording::export_words(export);
    let is_writing = export.stage == ExportStage::Writing;
    let percent = export.num_all.map_or(0, |all| {
        (export.num_done * 100).checked_div(all).unwrap_or(0).min(100)
    });
    html! {
        <section class="export-bar" aria-label={wording::EXPORT_LABEL} data-stage={stage_name(export.stage)}>
            <p class="export-bar__words" role={(!is_writing).then_some("status")}><b>{ title }</b>{ " " }{ words }</p>
            if is_writing {
                <progress class="export-bar__bar progress__bar" max="100" value={percent.to_string()} aria-label={wording::EXPORT_LABEL}>
                    { percent }{ " %" }
                </progress>
                <button type="button" onclick={dispatch.on_click(Action::Export(ExportAction::Cancel))}>{ wording::EXPORT_CANCEL }</button>
            } else {
                <button type="button" data-kind="icon" title={wording::EXPORT_DISMISS} aria-label={wording::EXPORT_DISMISS}
                    onclick={dispatch.on_click(Action::Export(ExportAction::Dismiss))}>{ icon(Icon::Close) }</button>
            }
        </section>
    }
}

fn stage_name(stage: ExportStage) -> &'static str {
    match stage {
        ExportStage::Writing => "writing",
        ExportStage::Saved => "saved",
        ExportStage::NotHidden | ExportStage::TooLarge | ExportStage::Ended => "failed",
    }
}
