//! How far the search of the records is, what the numbers mean meanwhile, and which files could not be searched.
//! Sends search wishes.

use super::{dispatch::use_dispatch, wording};
use crate::{
    base::Shared,
    protocol::search::{SearchPhase, SearchStatus},
    state::{Action, SearchAction},
};
use yew::{Html, Properties, component, html};

/// How far it is.
#[derive(Clone, PartialEq, Properties)]
pub struct RecordSearchProps {
    /// The search.
    pub status: Shared<SearchStatus>,
}

/// A line with bar, numbers and buttons; nothing once every record is searched.
#[component]
pub fn RecordSearch(props: &RecordSearchProps) -> Html {
    let dispatch = use_dispatch();
    let status = &props.status;
    let troubles = wording::search_troubles(status);
    if !status.is_partial() && troubles.is_none() {
        return html! {};
    }
    let is_going = matches!(status.phase, SearchPhase::Running | SearchPhase::Waiting);
    let percent = u64::from(status.num_searched) * 100 / u64::from(status.num_calls.max(1));
    let stop = dispatch.on_click(Action::Search(SearchAction::Stop));
    let go_on = dispatch.on_click(Action::Search(SearchAction::GoOn));
    html! {
        <section class="record-search" aria-label={wording::SEARCH_LABEL} data-phase={phase_name(status.phase)}>
            if is_going {
                <progress class="record-search__bar" max="100" value={percent.to_string()}
                    aria-label={wording::SEARCH_LABEL}>{ percent }{ " %" }</progress>
            }
            <p class="record-search__words">
                <b class="record-search__progress">{ wording::search_progress(status) }</b>{ " " }
                { wording::search_phase(status) }
            </p>
            if let Some(troubles) = troubles {
                <p class="record-search__troubles" role="status">{ troubles }</p>
            }
            if is_going {
                <button type="button" title={wording::SEARCH_CANCEL_TITLE} onclick={stop}>{ wording::SEARCH_CANCEL }</button>
            } else if status.phase == SearchPhase::Stopped {
                <button type="button" onclick={go_on}>{ wording::SEARCH_GO_ON }</button>
            } else {
                <button type="button" onclick={go_on}>{ wording::SEARCH_AGAIN }</button>
            }
        </section>
    }
}

fn phase_name(phase: SearchPhase) -> &'static str {
    match phase {
        SearchPhase::Waiting => "waiting",
        SearchPhase::Running => "running",
        SearchPhase::Stopped => "stopped",
        SearchPhase::Done => "done",
    }
}
