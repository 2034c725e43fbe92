//! The calls at a glance: numbers, who, what, where, jobs, checks that found something. Sends filters and tabs.

use super::{
    dispatch::{Dispatch, use_dispatch},
    value::{cell_title, cell_value, text_value},
    wording,
};
use crate::{
    base::{Shared, Zone},
    protocol::{
        integrity::IntegrityBrief,
        ledger::LedgerSummary,
        review::{Checked, JobsWindow},
    },
    query::Filter,
    review::{
        checks::{FindingState, all},
        overview::{ByColumn, Overview, ValueCount},
    },
    state::{Action, Cell, Column, FilesAction, QueryAction, ReviewAction, Tab, ViewAction},
};
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, MouseEvent, Properties, component, html};

/// What the summary shows.
#[derive(Clone, PartialEq, Properties)]
pub struct SummaryProps {
    /// The calls at a glance.
    pub overview: Rc<Overview>,
    /// The checks.
    pub checks: Option<Rc<Checked>>,
    /// The latest jobs.
    pub jobs: Option<Rc<JobsWindow>>,
    /// Files and records.
    pub ledger: Shared<LedgerSummary>,
    /// Whose clock times are shown by.
    pub zone: Shared<Zone>,
    /// How much of what was delivered is proved to be here.
    pub brief: IntegrityBrief,
    /// Some filter is in force.
    pub is_filtered: bool,
}

/// So many checks that found calls are named; the others stand in their tab.
const NUM_HITS: usize = 8;

/// The cards.
#[component]
pub fn Summary(props: &SummaryProps) -> Html {
    let dispatch = use_dispatch();
    html! {
        <div class="summary" tabindex="0" role="region" aria-label={wording::SUMMARY_TITLE}>
            { lead(props, &dispatch) }
            <div class="summary__cards">
                if let Some(checks) = &props.checks { { checks_card(checks, &props.brief, &dispatch) } }
                { for props.overview.by.iter().filter(|by| !by.values.is_empty() && by.column != Column::Principal).map(|by| values_card(by, &dispatch)) }
                if let Some(jobs) = &props.jobs { { jobs_card(jobs, &dispatch) } }
                { files_card(&props.ledger, &dispatch) }
                <section class="summary__card">
                    <h3>{ wording::LIMITS_TITLE }</h3>
                    <ul class="summary__limits">{ for wording::LIMITS.iter().map(|limit| html! { <li key={*limit}>{ *limit }</li> }) }</ul>
                </section>
            </div>
        </div>
    }
}

/// The numbers above the cards, each with a way to what it counts.
fn lead(props: &SummaryProps, dispatch: &Dispatch) -> Html {
    let overview = &props.overview;
    let [calls, failed] = wording::overview_calls(overview);
    let show = |tab| Action::View(ViewAction::ShowTab(tab));
    let show_failed = {
        let (dispatch, show) = (dispatch.clone(), show(Tab::Calls));
        let went_well = Filter::one_of(Column::Result, vec![Cell::text("Success")]);
        let filter = Filter::Not(Box::new(went_well));
        Callback::from(move |_: MouseEvent| {
            dispatch.send(Action::Query(QueryAction::Add(filter.clone())));
            dispatch.send(show.clone());
        })
    };
    let distinct = overview.by.iter().filter_map(|by| {
        Some((
            tab_of(by.column),
            wording::overview_distinct(by.column, by.num_values)?,
        ))
    });
    html! {
        <section class="summary__lead">
            <h2 class="summary__title">{ wording::SUMMARY_TITLE }</h2>
            <p class="summary__calls">
                <button type="button" class="summary__link" onclick={dispatch.on_click(show(Tab::Calls))}>{ calls }</button>{ ", " }
                <button type="button" class="summary__link" onclick={show_failed}>{ failed }</button>
            </p>
            <p>{ wording::span(overview.span, &props.zone) }</p>
            <p class="summary__distinct">
                { for distinct.map(|(tab, words)| match tab {
                    Some(tab) => html! { <button key={words.clone()} type="button" class="summary__link" onclick={dispatch.on_click(show(tab))}>{ words.clone() }</button> },
                    None => html! { <span key={words.clone()}>{ words.clone() }</span> },
                }) }
            </p>
            if props.is_filtered { <p class="summary__muted">{ wording::SUMMARY_FILTERED }</p> }
        </section>
    }
}

/// The tab that groups the calls by a column.
fn tab_of(column: Column) -> Option<Tab> {
    match column {
        Column::Caller => Some(Tab::Callers),
        Column::ErrorCode => Some(Tab::Errors),
        _ => Tab::ALL
            .into_iter()
            .find(|tab| tab.groups_by().is_some_and(|(by, _)| by == column)),
    }
}

fn values_card(by: &ByColumn, dispatch: &Dispatch) -> Html {
    let max = by
        .values
        .iter()
        .map(|value| value.calls)
        .max()
        .unwrap_or(1)
        .max(1);
    html! {
        <section class="summary__card" key={by.column.key()}>
            <h3>{ wording::column_label(by.column) }</h3>
            <ul class="summary__values">{ for by.values.iter().map(|value| value_line(by, value, max, dispatch)) }</ul>
            if let Some(more) = wording::more_values(by.num_values, by.values.len()) {
                if let Some(tab) = tab_of(by.column) {
                    { to_tab(tab, more, dispatch) }
                } else {
                    <p class="summary__muted">{ more }</p>
                }
            }
        </section>
    }
}

fn value_line(by: &ByColumn, value: &ValueCount, max: u32, dispatch: &Dispatch) -> Html {
    let title = wording::value_open(by.column, &cell_title(&value.cell));
    let only = dispatch.clone();
    let (column, cell) = (by.column, value.cell.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        only.send(Action::Query(QueryAction::OnlyValue(column, cell.clone())));
        only.send(Action::View(ViewAction::ShowTab(Tab::Calls)));
    });
    let percent = f64::from(value.calls) * 100.0 / f64::from(max);
    let failed = f64::from(value.errors) * 100.0 / f64::from(max);
    html! {
        <li>
            <button type="button" class="summary__value" {title} {onclick}>
                <svg class="summary__bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                    <rect width={format!("{percent:.1}")} height="1" />
                    <rect data-kind="failed" width={format!("{failed:.1}")} height="1" />
                </svg>
                <span class="summary__text">{ cell_value(&value.cell) }</span>
                <span class="summary__count">{ wording::count(u64::from(value.calls)) }</span>
            </button>
        </li>
    }
}

fn checks_card(checks: &Checked, brief: &IntegrityBrief, dispatch: &Dispatch) -> Html {
    let mut hits: Vec<_> = checks
        .findings
        .iter()
        .filter_map(|finding| match &finding.state {
            FindingState::Done(found) if found.calls > 0 => Some((finding, found)),
            _ => None,
        })
        .collect();
    let severity = |id: &str| all().find(|check| check.id == id).map(|check| check.severity);
    hits.sort_by_key(|(finding, _)| std::cmp::Reverse(severity(&finding.id)));
    let more = wording::more_values(hits.len() as u32, NUM_HITS.min(hits.len()));
    hits.truncate(NUM_HITS);
    html! {
        <section class="summary__card" key="checks">
            <h3>{ wording::CHECKS_TITLE }</h3>
            if hits.is_empty() { <p class="summary__muted">{ wording::CHECKS_NONE }</p> }
            <ul class="summary__values">
                { for hits.into_iter().map(|(finding, found)| {
                    let calls = found.filter.clone().map(|filter| dispatch.on_click(Action::Review(ReviewAction::ShowCalls(filter))));
                    html! {
                        <li key={finding.id.to_string()}>
                            <button type="button" class="summary__value" onclick={calls}>
                                if let Some(severity) = severity(&finding.id) {
                                    <span class="severity" data-severity={wording::severity(severity)} title={wording::severity_title(severity)}>
                                        { wording::severity(severity) }
                                    </span>
                                }
                                <span class="summary__text">{ text_value(&finding.title) }</span>
                                <span class="summary__count">{ wording::count(u64::from(found.calls)) }</span>
                            </button>
                        </li>
                    }
                }) }
            </ul>
            if let Some(more) = more { { to_tab(Tab::Review, more, dispatch) } }
            <p class="summary__muted">{ wording::checks_beside(checks, brief) }</p>
            { to_tab(Tab::Review, wording::CHECKS_ALL, dispatch) }
        </section>
    }
}

fn jobs_card(jobs: &JobsWindow, dispatch: &Dispatch) -> Html {
    html! {
        <section class="summary__card" key="jobs">
            <h3>{ wording::JOBS_TITLE }</h3>
            if jobs.num_all == 0 {
                <p class="summary__muted">{ wording::JOBS_NONE }</p>
            } else {
                <ul class="summary__values">
                    { for jobs.jobs.iter().map(|job| {
                        let onclick = {
                            let (dispatch, id) = (dispatch.clone(), job.id.clone());
                            Callback::from(move |_: MouseEvent| {
                                dispatch.send(Action::View(ViewAction::ShowTab(Tab::Jobs)));
                                dispatch.send(Action::Review(ReviewAction::ToggleJob(id.clone())));
                            })
                        };
                        let start = job.start.as_ref();
                        html! {
                            <li key={job.id.to_string()}>
                                <button type="button" class="summary__value" {onclick}>
                                    <span class="summary__text">
                                        { job.kind.as_deref().map(text_value) }{ " · " }
                                        { text_value(start.map_or(wording::JOB_NO_START, |start| &start.caller)) }
                                    </span>
                                    <span class="summary__count">{ job.status.as_ref().map(|(status, _)| text_value(status)) }</span>
                                </button>
                            </li>
                        }
                    }) }
                </ul>
                { to_tab(Tab::Jobs, wording::JOBS_ALL, dispatch) }
            }
        </section>
    }
}

fn files_card(ledger: &LedgerSummary, dispatch: &Dispatch) -> Html {
    let with_notes = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| {
            dispatch.send(Action::Files(FilesAction::OnlyWithNotes(true)));
            dispatch.send(Action::View(ViewAction::ShowTab(Tab::Files)));
        })
    };
    html! {
        <section class="summary__card" key="files">
            <h3>{ wording::FILES_TITLE }</h3>
            <p>{ wording::files_balance(ledger) }</p>
            <p>{ wording::records_balance(ledger) }</p>
            if ledger.num_files_with_notes > 0 {
                <button type="button" class="summary__more" data-kind="quiet" onclick={with_notes}>
                    { wording::notes_title(ledger.num_files_with_notes) }
                </button>
            }
            { to_tab(Tab::Files, wording::FILES_ALL, dispatch) }
        </section>
    }
}

fn to_tab(tab: Tab, words: impl Into<AttrValue>, dispatch: &Dispatch) -> Html {
    html! {
        <button type="button" class="summary__more" data-kind="quiet" onclick={dispatch.on_click(Action::View(ViewAction::ShowTab(tab)))}>
            { words.into() }
        </button>
    }
}
