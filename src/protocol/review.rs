//! The review's questions and answers, page ↔ engine.

use crate::{
    review::{
        checks::{Finding, Looked, Told},
        jobs::Job,
        neighbours::Neighbour,
        overview::Overview,
    },
    store::Column,
};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What the review shall work out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewWish {
    /// What the checks are told; `None` when no check is on screen.
    pub checks: Option<Told>,
    /// The jobs on screen; `None` when none are.
    pub jobs: Option<JobsWish>,
    /// The calls at a glance.
    pub has_overview: bool,
}

/// The jobs that shall be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobsWish {
    /// Only jobs with this text in id, name, bucket, role, key, state or a caller, in any case.
    pub search: Rc<str>,
    /// The first that is wanted.
    pub first: u32,
    /// How many.
    pub len: u32,
    /// The job whose story is open: what happened around it is wanted.
    pub open: Option<Rc<str>>,
}

/// The report that shall be made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportWish {
    /// As what.
    pub format: ReportFormat,
    /// What the checks are told.
    pub checks: Told,
    /// The filters in force, as text.
    pub filters: Vec<String>,
    /// When it is made, in words.
    pub made_at: String,
    /// The words for columns.
    pub labels: Vec<(Column, String)>,
}

/// What a report is made as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportFormat {
    /// Blocks to draw, with at most [`MAX_DRAWN_ROWS`] rows to a table.
    Drawn,
    /// A file of HTML.
    Html,
    /// A file of Markdown.
    Markdown,
}

impl ReportFormat {
    /// The name and the media type of the file.
    pub fn file(self) -> (&'static str, &'static str) {
        match self {
            Self::Markdown => ("medtrail-report.md", "text/markdown"),
            Self::Html | Self::Drawn => ("medtrail-report.html", "text/html"),
        }
    }
}

/// A table on screen has so many rows; a file has all.
pub const MAX_DRAWN_ROWS: usize = 200;

/// What the review worked out: a part for every part of the wish.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// The checks over everything that is loaded, whatever the filters.
    pub checks: Option<Rc<Checked>>,
    /// The jobs of the calls that match, each told from all its calls.
    pub jobs: Option<Rc<JobsWindow>>,
    /// The calls that match.
    pub overview: Option<Rc<Overview>>,
}

/// All findings, and what was looked through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// The findings, in the order of the checks.
    pub findings: Vec<Finding>,
    /// What they looked through.
    pub looked: Looked,
}

/// Some of the jobs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobsWindow {
    /// How many there are under the same search.
    pub num_jobs: u32,
    /// How many there are without it.
    pub num_all: u32,
    /// Index of the first.
    pub first: u32,
    /// The jobs.
    pub jobs: Vec<Rc<Job>>,
    /// What happened around the open job; none while the records of other services are only counted.
    pub around: Option<Vec<Neighbour>>,
    /// Starts that failed.
    pub num_failed_starts: u32,
    /// Calls that list jobs, and so name none.
    pub num_lists: u32,
}
