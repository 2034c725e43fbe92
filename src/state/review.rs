//! The review's views: the summary, jobs and checks, and what the person told the checks.

use super::{AppState, Effect, NoticeKind, Phase, Tab, ViewAction, ViewLink, hours, query_change, view};
use crate::{
    base::{EpochMillis, Shared, Zone, ZoneChoice},
    protocol::{
        engine::ToEngine,
        review::{Checked, JobsWindow, JobsWish, ReportFormat, Review, ReviewWish},
    },
    query::{Token, language::parse},
    review::{checks::Settings, overview::Overview, report::Document},
};
use std::rc::Rc;

/// Enough jobs for a tall screen, until the view says how many it shows.
const FIRST_LEN: u32 = 40;
/// The summary shows the latest jobs.
const NUM_SUMMARY_JOBS: u32 = 5;

/// What the review's views show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReviewView {
    /// What the checks are told.
    pub settings: Shared<Settings>,
    /// The findings, as far as they came.
    pub checks: Option<Rc<Checked>>,
    /// The jobs on screen.
    pub jobs: Option<Rc<JobsWindow>>,
    /// The calls at a glance.
    pub overview: Option<Rc<Overview>>,
    /// Only jobs with this text.
    pub jobs_search: Rc<str>,
    /// The report on screen.
    pub report: Option<Rc<Document>>,
    /// The id of the job whose story is open.
    pub open_job: Option<Rc<str>>,
    /// The zone of the working hours, as the browser knows it.
    pub(super) hours_zone: Option<Zone>,
    pub(super) hours_asked: Option<(ZoneChoice, Option<(EpochMillis, EpochMillis)>)>,
    jobs_wanted: (u32, u32),
    asked: u32,
    answered: u32,
    is_outdated: bool,
    /// So many calls were there when it was asked.
    rows_asked: u32,
}

impl ReviewView {
    /// As for an empty page; what the checks are told stays.
    pub(super) fn cleared(&self) -> Self {
        Self {
            settings: self.settings.clone(),
            ..Self::default()
        }
    }

    /// What was shown is shown otherwise from now on.
    pub(super) fn forget_words(&mut self) {
        let is_asked = (self.asked, self.answered);
        *self = self.cleared();
        (self.asked, self.answered) = is_asked;
    }

    /// The newest question has no answer yet.
    pub fn is_pending(&self) -> bool {
        self.asked != self.answered
    }
}

/// Wishes about the review's views.
#[derive(Clone, Debug, PartialEq)]
pub enum ReviewAction {
    /// Other jobs are on screen.
    ShowJobs {
        /// First job.
        first: u32,
        /// How many.
        len: u32,
    },
    /// Only jobs with this text.
    SearchJobs(Rc<str>),
    /// Open the story of a job, or close it when it is open.
    ToggleJob(Rc<str>),
    /// Make this filter the only one, and show its calls.
    ShowCalls(Rc<str>),
    /// Make the report.
    Report(ReportFormat),
    /// Take the report off the screen.
    CloseReport,
    /// Print what is on screen.
    Print,
    /// Switch a check on or off, by its name.
    ToggleCheck(Rc<str>),
    /// Tell the checks this.
    SetSettings(Rc<Settings>),
    /// Save what the checks are told as a file.
    SaveSettings,
    /// Open the browser's dialog for such a file.
    ChooseSettings,
    /// Such a file was read.
    OpenSettings(Rc<str>),
    /// What the browser knows of the zone of the working hours.
    HoursZone(Option<Zone>),
}

/// Does what is wished.
pub(super) fn change(state: &mut AppState, wish: ReviewAction, effects: &mut Vec<Effect>) {
    match wish {
        ReviewAction::ShowJobs { first, len } if state.review.jobs_wanted == (first, len) => return,
        ReviewAction::ShowJobs { first, len } => state.review.jobs_wanted = (first, len),
        ReviewAction::SearchJobs(text) => {
            state.review.jobs_search = text;
            state.review.jobs_wanted.0 = 0;
        }
        ReviewAction::ToggleJob(id) => {
            let is_open = state.review.open_job.as_ref() == Some(&id);
            state.review.open_job = (!is_open).then_some(id);
            if is_open {
                return;
            }
        }
        ReviewAction::ShowCalls(filter) => {
            // The engine printed it, so it is a filter.
            if let Ok(filter) = parse(&filter) {
                let sort = state.asking.query.sort.clone();
                let token = Token { filter, is_on: true };
                query_change::open_view(state, vec![token], sort, effects);
                view::change(state, ViewAction::ShowTab(Tab::Calls), effects);
            }
            return;
        }
        ReviewAction::ToggleCheck(id) => {
            let mut settings = (*state.review.settings).clone();
            if !settings.off.remove(&*id) {
                settings.off.insert(id.to_string());
            }
            state.review.settings = Shared::new(settings);
        }
        ReviewAction::SetSettings(settings) => state.review.settings = Shared::new((*settings).clone()),
        ReviewAction::Report(format) => {
            make_report(state, format, effects);
            return;
        }
        ReviewAction::CloseReport => {
            state.review.report = None;
            return;
        }
        ReviewAction::Print => {
            effects.push(Effect::Print);
            return;
        }
        ReviewAction::SaveSettings => {
            effects.push(Effect::SaveChecks(state.review.settings.to_json().into()));
            return;
        }
        ReviewAction::ChooseSettings => {
            effects.push(Effect::OpenChecksDialog);
            return;
        }
        ReviewAction::HoursZone(zone) => hours::take(state, zone),
        ReviewAction::OpenSettings(text) => match Settings::from_json(&text) {
            Ok(settings) => state.review.settings = Shared::new(settings),
            Err(error) => {
                state.notify(NoticeKind::BadChecks(error));
                return;
            }
        },
    }
    ask(state, effects);
}

fn make_report(state: &AppState, format: ReportFormat, effects: &mut Vec<Effect>) {
    effects.push(Effect::MakeReport {
        format,
        checks: hours::told(state),
        filters: ViewLink::of(state).filters_in_force(),
    });
}

/// The files' hashes are there, or no more of them come: the report on screen is drawn with them.
pub(super) fn hashes_known(state: &AppState, effects: &mut Vec<Effect>) {
    if state.review.report.is_some() {
        make_report(state, ReportFormat::Drawn, effects);
    }
}

/// Another tab is on screen.
pub(super) fn tab_changed(state: &mut AppState, effects: &mut Vec<Effect>) {
    state.review.jobs_wanted = (0, FIRST_LEN);
    ask(state, effects);
}

/// Asks for what is on screen, when a view of the review is.
fn ask(state: &mut AppState, effects: &mut Vec<Effect>) {
    let Some(counts) = state.counts else {
        return;
    };
    if matches!(state.view.tab, Tab::Summary | Tab::Review) {
        hours::find(state, effects);
    }
    let view = &state.review;
    let checks = || Some(hours::told(state));
    let jobs = |first, len, search: &Rc<str>| {
        Some(JobsWish {
            search: search.clone(),
            first,
            len,
            open: view.open_job.clone(),
        })
    };
    let (checks, jobs, has_overview) = match state.view.tab {
        Tab::Summary => (checks(), jobs(0, NUM_SUMMARY_JOBS, &Rc::default()), true),
        Tab::Jobs => {
            let (first, len) = view.jobs_wanted;
            (None, jobs(first, len, &view.jobs_search), false)
        }
        Tab::Review => (checks(), None, false),
        _ => {
            state.review.is_outdated = false;
            return;
        }
    };
    let wish = ReviewWish {
        checks,
        jobs,
        has_overview,
    };
    let generation = state.next_generation();
    state.review.asked = generation;
    state.review.is_outdated = false;
    state.review.rows_asked = counts.num_rows;
    effects.push(Effect::TellEngine(ToEngine::Review { generation, wish }));
}

/// There is a new answer: what is on screen is old.
pub(super) fn answer_changed(state: &mut AppState) {
    state.review.is_outdated = true;
}

/// Asks again for what is old on screen. While files are being read only when there are twice as many calls as the
/// last time: all looks together then cost no more than two at the end.
pub(super) fn catch_up(state: &mut AppState, effects: &mut Vec<Effect>) {
    let view = &state.review;
    if !view.is_outdated || view.is_pending() {
        return;
    }
    let num_rows = state.counts.map_or(0, |counts| counts.num_rows);
    let is_reading = matches!(state.phase, Phase::Reading(_));
    if !is_reading || view.overview.is_none() || num_rows / 2 >= view.rows_asked {
        ask(state, effects);
    }
}

/// What the engine worked out.
pub(super) fn take(state: &mut AppState, generation: u32, review: Review) {
    if state.review.asked != generation {
        return;
    }
    let view = &mut state.review;
    view.answered = generation;
    let Review {
        checks,
        jobs,
        overview,
    } = review;
    view.checks = checks.or(view.checks.take());
    view.jobs = jobs.or(view.jobs.take());
    view.overview = overview.or(view.overview.take());
}
