//! The review: checks, jobs and the calls at a glance, worked out when they are on screen.

use super::{Engine, ledger::Entry};
use crate::{
    base::{Bitset, zone::Offsets},
    protocol::{
        Scope,
        ledger::{Outcome, RecordCounts},
        review::{Checked, JobsWindow, JobsWish, ReportWish, Review, ReviewWish},
    },
    review::{
        checks, jobs,
        jobs::Job,
        overview,
        report::{Document, FileFact, Input, document},
    },
    store::{Cell, Column, ColumnView},
};
use std::{collections::BTreeSet, rc::Rc};

/// So many Regions and accounts are named.
const NUM_NAMES: usize = 32;

impl Engine {
    pub(super) fn review(&self, wish: &ReviewWish) -> Review {
        Review {
            checks: wish
                .checks
                .as_ref()
                .map(|settings| Rc::new(self.checked(settings))),
            jobs: wish.jobs.as_ref().map(|wish| Rc::new(self.jobs(wish))),
            overview: wish
                .has_overview
                .then(|| Rc::new(overview::overview(&self.table, self.matching()))),
        }
    }

    /// The rows that pass the filters in force.
    fn matching(&self) -> &Bitset {
        match &self.selection {
            Some(selection) => selection.matching(),
            None => self.table.live(),
        }
    }

    fn checked(&self, settings: &checks::Settings) -> Checked {
        Checked {
            findings: checks::run(
                &self.table,
                &self.search,
                settings,
                self.scope == Scope::AllServices,
            ),
            span: self.span,
            regions: self.texts(Column::Region),
            accounts: self.texts(Column::RecipientAccountId),
        }
    }

    pub(super) fn report(&mut self, wish: &ReportWish) -> Document {
        let matching = self.matching();
        let jobs = self.jobs_met();
        let overview = overview::overview(&self.table, matching);
        let findings = checks::run(
            &self.table,
            &self.search,
            &wish.settings,
            self.scope == Scope::AllServices,
        );
        let files: Vec<FileFact> = self.ledger.entries().map(file_fact).collect();
        let RecordCounts {
            seen,
            kept,
            other_services,
            duplicates,
            malformed,
        } = self.ledger.record_counts();
        let table = &self.table;
        let histogram = self
            .selection
            .as_mut()
            .map(|selection| selection.histogram(table, &Offsets::default()));
        document(&Input {
            version: env!("CARGO_PKG_VERSION"),
            made_at: &wish.made_at,
            filters: &wish.filters,
            overview: &overview,
            histogram: histogram.as_ref(),
            jobs: &jobs,
            findings: &findings,
            files: &files,
            records: [seen, kept, other_services, duplicates, malformed],
            labels: &wish.labels,
        })
    }

    /// The texts of a column among the rows shown, by the alphabet.
    fn texts(&self, column: Column) -> Vec<Rc<str>> {
        let ColumnView::Text(column) = self.table.column(column) else {
            return Vec::new();
        };
        let codes: BTreeSet<u32> = self
            .table
            .live()
            .iter()
            .map(|row| column.codes.get(row))
            .collect();
        let mut texts: Vec<Rc<str>> = codes
            .into_iter()
            .filter_map(|code| column.words.get(crate::store::StrId(code)).as_text())
            .map(Rc::from)
            .collect();
        texts.sort();
        texts.truncate(NUM_NAMES);
        texts
    }

    /// The jobs of the calls that match. A story is told from all calls; a filter only chooses which stories.
    fn jobs_met(&self) -> jobs::Jobs {
        let mut all = jobs::jobs(&self.table, self.table.live());
        let met: BTreeSet<Rc<str>> = jobs::ids(&self.table, self.matching());
        all.jobs.retain(|job| met.contains(&job.id));
        all
    }

    fn jobs(&self, wish: &JobsWish) -> JobsWindow {
        let mut all = self.jobs_met();
        let num_all = all.jobs.len() as u32;
        let searched = wish.search.trim().to_lowercase();
        if !searched.is_empty() {
            all.jobs.retain(|job| has(job, &searched));
        }
        let num_jobs = all.jobs.len() as u32;
        let first = wish.first.min(num_jobs);
        let shown = all.jobs.into_iter().skip(first as usize).take(wish.len as usize);
        JobsWindow {
            num_jobs,
            num_all,
            first,
            jobs: shown.collect(),
            num_failed_starts: all.num_failed_starts,
            num_lists: all.num_lists,
        }
    }
}

fn file_fact(entry: &Entry) -> FileFact {
    let (outcome, notes) = entry.outcome_now();
    let outcome = match outcome {
        Outcome::Pending => "waiting",
        Outcome::Read => "read",
        Outcome::Skipped => "skipped",
        Outcome::Failed => "failed",
    };
    FileFact {
        path: entry.path.to_string(),
        shape: entry.shape.name().to_owned(),
        outcome: outcome.to_owned(),
        records: (entry.records.seen, entry.records.kept),
        sha256: None,
        notes: notes.unwrap_or_default(),
    }
}

/// Whether a job has the text, which is in lower case.
fn has(job: &Job, lowercase: &str) -> bool {
    let cells = [
        &job.name,
        &job.input.0,
        &job.input.1,
        &job.output.0,
        &job.output.1,
        &job.role,
        &job.kms_key,
    ];
    let texts = cells.into_iter().filter_map(Cell::as_text);
    let steps = job.start.iter().chain(&job.stops);
    let callers = steps.flat_map(|step| [&*step.caller, &*step.principal]);
    let others = [Some(&*job.id), job.kind.as_deref(), job.region.as_deref()];
    texts
        .chain(callers)
        .chain(others.into_iter().flatten())
        .chain(job.status.iter().map(|(status, _)| &**status))
        .any(|text| text.to_lowercase().contains(lowercase))
}
