//! The review: checks, jobs and the calls at a glance, worked out when they are on screen.

use super::{Engine, Send, integrity::is_settled, ledger::Entry};
use crate::{
    base::{Bitset, zone::Offsets},
    integrity::{self, FileAt, Sha256},
    protocol::{
        Scope,
        engine::FromEngine,
        ledger::{Outcome, RecordCounts},
        review::{Checked, JobsWindow, JobsWish, ReportWish, Review, ReviewWish},
    },
    review::{
        checks,
        checks::Looked,
        jobs,
        jobs::Job,
        neighbours::neighbours,
        overview,
        report::{Document, FileFact, Input, document},
    },
    store::Cell,
};
use std::rc::Rc;

impl Engine {
    /// Answers in two parts: the checks take longest and come last.
    pub(super) fn review(&mut self, generation: u32, wish: &ReviewWish, send: Send<'_>) {
        let first = Review {
            checks: None,
            jobs: wish.jobs.as_ref().map(|wish| Rc::new(self.jobs(wish))),
            overview: wish.has_overview.then(|| Rc::new(self.overview())),
        };
        let checks = wish.checks.as_ref();
        if checks.is_none() || first != Review::default() {
            let review = first;
            send(FromEngine::Review { generation, review }, None);
        }
        if let Some(told) = checks {
            let review = Review {
                checks: Some(Rc::new(self.checked(told))),
                ..Review::default()
            };
            send(FromEngine::Review { generation, review }, None);
        }
    }

    fn overview(&self) -> overview::Overview {
        self.shown_overview(overview::overview(&self.table, self.matching()))
    }

    /// The rows that pass the filters in force.
    fn matching(&self) -> &Bitset {
        match &self.selection {
            Some(selection) => selection.matching(),
            None => self.table.live(),
        }
    }

    fn checked(&mut self, told: &checks::Told) -> Checked {
        let mut findings = self.known_findings(told);
        findings.extend(checks::run_own(&self.table, &self.search, told));
        self.shown_checked(Checked {
            findings,
            looked: Looked::of(&self.table, self.span),
        })
    }

    /// What the checks found, worked out anew when the table or what they are told is another: filters change neither.
    fn known_findings(&mut self, told: &checks::Told) -> Vec<checks::Finding> {
        let key = (self.table.stamp(), self.scope, told.clone());
        match &self.findings {
            Some((known, findings)) if *known == key => findings.clone(),
            _ => {
                let findings = checks::run_known(&self.table, told, self.scope == Scope::AllServices);
                self.findings = Some((key, findings.clone()));
                findings
            }
        }
    }

    pub(super) fn report(&mut self, wish: &ReportWish) -> Document {
        let proofs = self
            .integrity
            .has_evidence()
            .then(|| integrity::report(&self.integrity.validation(&self.ledger)))
            .map(|proofs| self.shown_proofs(proofs));
        let jobs = self.shown_jobs(self.jobs_met());
        let overview = self.overview();
        let Checked { findings, looked } = self.checked(&wish.checks);
        let files: Vec<FileFact> = self
            .ledger
            .numbered()
            .map(|(at, entry)| FileFact {
                sha256: [self.whole_sha256(at), self.integrity.sha256(at)]
                    .map(|hash| hash.map(|hash| hash.to_string())),
                ..self.shown_file(file_fact(entry))
            })
            .collect();
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
            looked: &looked,
            files: &files,
            integrity: proofs.as_ref(),
            records: [seen, kept, other_services, duplicates, malformed],
            is_final: is_settled(&self.ledger),
            is_hidden: self.redactor.is_some(),
            labels: &wish.labels,
        })
    }

    /// The hash of a file as it lies on the disk; members of archives lie nowhere.
    fn whole_sha256(&self, at: FileAt) -> Option<Sha256> {
        (at.member == 0).then(|| self.integrity.file_sha256(at.file))?
    }

    /// The jobs of the calls that match. A story is told from all calls; a filter only chooses which stories.
    fn jobs_met(&self) -> jobs::Jobs {
        jobs::jobs_met(&self.table, self.table.live(), self.matching())
    }

    fn jobs(&self, wish: &JobsWish) -> JobsWindow {
        let met = self.jobs_met();
        let mut all = self.shown_jobs(met.clone());
        let num_all = all.jobs.len() as u32;
        let mut both = met.jobs.iter().zip(&all.jobs);
        let open = both.find(|(_, shown)| Some(&shown.id) == wish.open.as_ref());
        let around = open
            .filter(|_| self.scope == Scope::AllServices)
            .map(|(job, _)| self.shown_neighbours(neighbours(&self.table, &self.search, job)));
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
            around,
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
        sha256: [None, None],
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
