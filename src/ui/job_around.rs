//! What happened around a job in other services. Sends filters, and the wish to load all services.

use super::{dispatch::use_dispatch, wording};
use crate::{
    protocol::Scope,
    review::neighbours::Neighbour,
    state::{Action, FilesAction, ReviewAction},
};
use yew::{Html, Properties, component, html};

/// What the part shows.
#[derive(Clone, PartialEq, Properties)]
pub struct JobAroundProps {
    /// The calls around the job; none while other services are only counted.
    pub around: Option<Vec<Neighbour>>,
    /// The job's role is known.
    pub has_role: bool,
}

/// The list, or what is needed for it.
#[component]
pub fn JobAround(props: &JobAroundProps) -> Html {
    let dispatch = use_dispatch();
    let load_all = dispatch.on_click(Action::Files(FilesAction::SetScope(Scope::AllServices)));
    let line = |neighbour: &Neighbour| {
        let show = Action::Review(ReviewAction::ShowCalls(neighbour.filter.clone()));
        html! {
            <li key={wording::neighbour_label(neighbour.kind)}>
                <span class="job-around__what">{ wording::neighbour_label(neighbour.kind) }</span>
                <span class="job-around__count">{ wording::neighbour_count(neighbour) }</span>
                if neighbour.calls + neighbour.num_open > 0 {
                    <button type="button" data-kind="quiet" onclick={dispatch.on_click(show)}>{ wording::JOB_AROUND_SHOW }</button>
                }
            </li>
        }
    };
    html! {
        <section class="job-around" aria-label={wording::JOB_AROUND}>
            <h2 class="job-around__title">{ wording::JOB_AROUND }</h2>
            if let Some(around) = &props.around {
                if around.is_empty() {
                    <p class="job-around__note">{ wording::JOB_AROUND_NO_ROLE }</p>
                } else {
                    <ul class="job-around__list">{ for around.iter().map(line) }</ul>
                    <p class="job-around__note">{ wording::JOB_AROUND_NOTE }</p>
                }
            } else if props.has_role {
                <p class="job-around__note">{ wording::JOB_AROUND_NEEDS }</p>
                <button type="button" onclick={load_all}>{ wording::JOB_AROUND_LOAD }</button>
            } else {
                <p class="job-around__note">{ wording::JOB_AROUND_NO_ROLE }</p>
            }
        </section>
    }
}
