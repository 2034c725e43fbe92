//! The batch jobs, a page of the list at a time, and the story of the open one. Sends review wishes.

use super::{
    dispatch::{Dispatch, use_dispatch},
    icon::{Icon, icon},
    job_around::JobAround,
    message::Message,
    value::{cell_value, text_value},
    wording::{self, MessageWords},
};
use crate::{
    base::{Shared, Zone},
    browser::dom,
    protocol::review::JobsWindow,
    query::{Filter, language::print},
    review::{
        jobs::{Job, Step, output_folder},
        neighbours::Neighbour,
    },
    state::{Action, Cell, Column, ReviewAction, ReviewView},
};
use std::rc::Rc;
use yew::{Html, InputEvent, Properties, component, html};

/// Jobs on one page of the list.
const PAGE_LEN: u32 = 40;

/// What the view shows.
#[derive(Clone, PartialEq, Properties)]
pub struct JobsProps {
    /// The jobs on screen.
    pub view: ReviewView,
    /// Whose clock times are shown by.
    pub zone: Shared<Zone>,
    /// What to say in place of jobs.
    pub message: Option<MessageWords>,
}

/// The search, the list and the pages.
#[component]
pub fn Jobs(props: &JobsProps) -> Html {
    let dispatch = use_dispatch();
    let oninput = {
        let dispatch = dispatch.clone();
        move |event: InputEvent| {
            let text = dom::input_value(&event).into();
            dispatch.send(Action::Review(ReviewAction::SearchJobs(text)));
        }
    };
    html! {
        <div class="jobs">
            <div class="jobs__head">
                <input class="jobs__search" type="search" autocomplete="off" spellcheck="false" aria-label={wording::JOBS_SEARCH}
                    placeholder={wording::JOBS_SEARCH} value={props.view.jobs_search.clone()} {oninput} />
                if let Some(jobs) = &props.view.jobs {
                    <p class="jobs__count" role="status">
                        { wording::jobs_words(jobs.num_jobs, jobs.num_all, jobs.num_failed_starts, jobs.num_lists) }
                    </p>
                }
            </div>
            if let Some(words) = props.message.clone() {
                <Message {words} />
            } else if let Some(jobs) = &props.view.jobs {
                <div class="jobs__list" tabindex="0" role="region" aria-label={wording::JOBS_TITLE}>
                    { table(jobs, props.view.open_job.as_deref(), &props.zone, &dispatch) }
                    { pages(jobs, &dispatch) }
                </div>
            }
        </div>
    }
}

fn table(jobs: &JobsWindow, open: Option<&str>, zone: &Zone, dispatch: &Dispatch) -> Html {
    html! {
        <table class="jobs__table">
            <thead>
                <tr>{ for wording::JOB_HEADINGS.iter().map(|heading| html! { <th scope="col" key={*heading}>{ *heading }</th> }) }</tr>
            </thead>
            { for jobs.jobs.iter().map(|job| {
                let is_open = open == Some(&job.id);
                html! {
                    <tbody key={job.id.to_string()}>
                        { line(job, is_open, zone, dispatch) }
                        if is_open { <tr class="jobs__story"><td colspan={wording::JOB_HEADINGS.len().to_string()}>{ story(job, &jobs.around, zone, dispatch) }</td></tr> }
                    </tbody>
                }
            }) }
        </table>
    }
}

fn line(job: &Job, is_open: bool, zone: &Zone, dispatch: &Dispatch) -> Html {
    let toggle = dispatch.on_click(Action::Review(ReviewAction::ToggleJob(job.id.clone())));
    let start = job.start.as_ref();
    let places = [&job.input, &job.output].map(wording::s3_place);
    html! {
        <tr>
            <th scope="row">
                <button type="button" class="jobs__open" aria-expanded={is_open.to_string()} onclick={toggle}>
                    { icon(if is_open { Icon::Down } else { Icon::Right }) }{ text_value(&job.id) }
                </button>
            </th>
            <td>{ job.kind.as_deref().map(text_value) }</td>
            <td>{ start.map_or_else(|| wording::JOB_NO_START.to_owned(), |start| wording::moment(start.time, zone)) }</td>
            <td>{ start.map(|start| text_value(&start.caller)) }</td>
            <td>
                { for places.iter().enumerate().map(|(at, place)| html! {
                    <span class="jobs__place" key={at}>
                        if at > 0 { { "→ " } }
                        { place.as_deref().map_or_else(|| cell_value(&Cell::Absent), text_value) }
                    </span>
                }) }
            </td>
            <td>
                { job.status.as_ref().map_or_else(
                    || html! { <span class="jobs__untold">{ wording::JOB_NO_STATE }</span> },
                    |(status, _)| text_value(status),
                ) }
            </td>
        </tr>
    }
}

fn story(job: &Rc<Job>, around: &Option<Vec<Neighbour>>, zone: &Zone, dispatch: &Dispatch) -> Html {
    let step = |step: &Step| {
        html! {
            <>{ wording::moment(step.time, zone) }{ " · " }{ text_value(&step.caller) }{ " · " }{ text_value(&step.result) }</>
        }
    };
    let place = |place: &(Cell, Cell)| match wording::s3_place(place) {
        Some(place) => text_value(&place),
        None => cell_value(&place.0),
    };
    let told = [
        cell_value(&job.name),
        job.start
            .as_ref()
            .map_or_else(|| html! { { wording::JOB_NO_START } }, step),
        place(&job.input),
        place(&job.output),
        output_folder(job).map_or_else(|| cell_value(&Cell::Absent), |folder| text_value(&folder)),
        cell_value(&job.role),
        match &job.kms_key {
            Cell::Absent | Cell::Null if job.start.is_some() => html! { { wording::JOB_NO_KEY } },
            key => cell_value(key),
        },
        match &job.status {
            Some((status, time)) => {
                html! { <>{ text_value(status) }{ " · " }{ wording::moment(*time, zone) }</> }
            }
            None => html! { { wording::JOB_NO_STATE } },
        },
        text_value(&wording::described(job)),
        if job.stops.is_empty() {
            html! { { wording::JOB_NOBODY } }
        } else {
            html! { { for job.stops.iter().map(|stop| html! { <div>{ step(stop) }</div> }) } }
        },
    ];
    let filter = print(&Filter::one_of(Column::JobId, vec![Cell::Text(job.id.clone())]));
    html! {
        <div class="jobs__told">
            <dl class="jobs__facts">
                { for wording::JOB_STORY.iter().zip(told).map(|(label, told)| html! {
                    <div key={*label}><dt>{ *label }</dt><dd>{ told }</dd></div>
                }) }
            </dl>
            <button type="button" onclick={dispatch.on_click(Action::Review(ReviewAction::ShowCalls(filter.into())))}>
                { wording::JOB_CALLS }
            </button>
            <JobAround around={around.clone()} has_role={job.role.as_text().is_some()} />
        </div>
    }
}

fn pages(jobs: &JobsWindow, dispatch: &Dispatch) -> Html {
    let to = |first: u32| dispatch.on_click(Action::Review(ReviewAction::ShowJobs { first, len: PAGE_LEN }));
    let next = jobs.first + jobs.jobs.len() as u32;
    html! {
        <nav class="jobs__pages" aria-label={wording::JOBS_TITLE}>
            <button type="button" disabled={jobs.first == 0} onclick={to(jobs.first.saturating_sub(PAGE_LEN))}>{ wording::JOBS_PREVIOUS }</button>
            <span>{ wording::jobs_page(jobs.first, jobs.jobs.len(), jobs.num_jobs) }</span>
            <button type="button" disabled={next >= jobs.num_jobs} onclick={to(next)}>{ wording::JOBS_NEXT }</button>
        </nav>
    }
}
