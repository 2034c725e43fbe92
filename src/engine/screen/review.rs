//! Pseudonyms in the review, its report and the Integrity view.

use crate::{
    engine::Engine,
    handover::redact::Redactor,
    integrity::{Commands, Finding as ChainFinding, IntegrityReport, ProofLine, Validation},
    protocol::{
        integrity::{IntegrityAnswer, IntegrityWish},
        review::Checked,
    },
    query::language::{parse, print},
    review::{
        checks::{Finding, FindingState, Found},
        jobs::{Job, Jobs, Step},
        neighbours::Neighbour,
        overview::Overview,
        report::FileFact,
    },
    store::{Cell, Column},
};
use std::rc::Rc;

impl Engine {
    /// The calls at a glance, as they are shown.
    pub(in crate::engine) fn shown_overview(&self, mut overview: Overview) -> Overview {
        if let Some(redactor) = &self.redactor {
            for by in &mut overview.by {
                for value in &mut by.values {
                    value.cell = redactor.cell(by.column, value.cell.clone());
                }
            }
        }
        overview
    }

    /// Jobs as they are shown.
    pub(in crate::engine) fn shown_jobs(&self, mut jobs: Jobs) -> Jobs {
        if let Some(redactor) = &self.redactor {
            for job in &mut jobs.jobs {
                *job = Rc::new(shown_job(redactor, job));
            }
        }
        jobs
    }

    /// What happened around a job, as it is shown; without what needs a search for the values themselves.
    pub(in crate::engine) fn shown_neighbours(&self, neighbours: Vec<Neighbour>) -> Vec<Neighbour> {
        if self.redactor.is_none() {
            return neighbours;
        }
        let shown = |neighbour: Neighbour| {
            let filter = self.shown_filter(&neighbour.filter)?;
            Some(Neighbour { filter, ..neighbour })
        };
        neighbours.into_iter().filter_map(shown).collect()
    }

    /// Findings as they are shown.
    pub(in crate::engine) fn shown_checked(&self, mut checked: Checked) -> Checked {
        if let Some(redactor) = &self.redactor {
            for finding in &mut checked.findings {
                *finding = self.shown_finding(redactor, finding);
            }
            for account in &mut checked.looked.accounts {
                *account = redactor.value(account).into();
            }
        }
        checked
    }

    fn shown_finding(&self, redactor: &Redactor, finding: &Finding) -> Finding {
        let state = match &finding.state {
            // A filter that would name too many values is not told: the numbers stand alone.
            FindingState::Done(found) => FindingState::Done(Found {
                filter: found.filter.as_ref().and_then(|filter| self.shown_filter(filter)),
                names: found
                    .names
                    .iter()
                    .map(|name| redactor.principal(name).into())
                    .collect(),
                ..found.clone()
            }),
            // Records are searched for the values themselves.
            FindingState::NeedsSearch(filter) => FindingState::NeedsSearch(redactor.free_text(filter).into()),
            state => state.clone(),
        };
        Finding {
            id: finding.id.clone(),
            title: redactor.free_text(&finding.title).into(),
            state,
        }
    }

    /// A filter's text in the words that are shown.
    fn shown_filter(&self, filter: &str) -> Option<Rc<str>> {
        let shown = self.in_shown_words(&parse(filter).ok()?, None)?;
        Some(print(&shown).into())
    }

    /// A file of a report, as it is shown.
    pub(in crate::engine) fn shown_file(&self, file: FileFact) -> FileFact {
        match &self.redactor {
            Some(redactor) => FileFact {
                path: redactor.path(&file.path),
                notes: redactor.free_text(&file.notes),
                ..file
            },
            None => file,
        }
    }

    /// The wish with the accounts as the files name them.
    pub(in crate::engine) fn integrity_wish_in_table_words(
        &self,
        validation: &Validation,
        mut wish: IntegrityWish,
    ) -> IntegrityWish {
        if let Some(redactor) = &self.redactor {
            let named = |shown: &Rc<str>| {
                let mut accounts = validation.coverage.rows().map(|row| &row.account);
                accounts
                    .find(|account| *redactor.value(account) == **shown)
                    .cloned()
            };
            wish.account = wish.account.as_ref().and_then(named);
            if let Some(cell) = &mut wish.cell
                && let Some(account) = named(&cell.row.account)
            {
                cell.row.account = account;
            }
        }
        wish
    }

    /// What the Integrity view shows.
    pub(in crate::engine) fn shown_integrity(&self, mut answer: IntegrityAnswer) -> IntegrityAnswer {
        if let Some(redactor) = &self.redactor {
            let value = |text: &mut Rc<str>| *text = redactor.value(text).into();
            answer
                .findings
                .iter_mut()
                .for_each(|finding| hide_chain(redactor, finding));
            answer.lines.iter_mut().for_each(|line| hide_line(redactor, line));
            answer.map.accounts.iter_mut().for_each(value);
            value(&mut answer.map.account);
            // Commands need the values themselves; these have words in capitals in their places.
            answer.commands = Commands::new(std::iter::empty(), None);
        }
        answer
    }

    /// What a report says of integrity.
    pub(in crate::engine) fn shown_proofs(&self, mut report: IntegrityReport) -> IntegrityReport {
        if let Some(redactor) = &self.redactor {
            for line in &mut report.lines {
                let mut parts: Vec<String> = line.splitn(3, '\t').map(str::to_owned).collect();
                if let Some(place) = parts.get_mut(1) {
                    *place = shown_place(redactor, place);
                }
                *line = parts.join("\t").into();
            }
            report
                .findings
                .iter_mut()
                .for_each(|finding| hide_chain(redactor, finding));
            for (row, _) in &mut report.rows {
                row.account = redactor.value(&row.account).into();
            }
        }
        report
    }
}

fn shown_job(redactor: &Redactor, job: &Job) -> Job {
    let cell = |column, cell: &Cell| redactor.cell(column, cell.clone());
    let step = |step: &Step| Step {
        caller: redactor.caller(&step.caller).into(),
        principal: redactor.principal(&step.principal).into(),
        ..step.clone()
    };
    Job {
        id: redactor.value(&job.id).into(),
        name: cell(Column::JobName, &job.name),
        start: job.start.as_ref().map(step),
        account: job.account.as_ref().map(|account| redactor.value(account).into()),
        input: (
            cell(Column::InputBucket, &job.input.0),
            cell(Column::InputKey, &job.input.1),
        ),
        output: (
            cell(Column::OutputBucket, &job.output.0),
            cell(Column::OutputKey, &job.output.1),
        ),
        role: cell(Column::DataAccessRole, &job.role),
        kms_key: cell(Column::KmsKey, &job.kms_key),
        described: job
            .described
            .iter()
            .map(|(principal, calls)| (redactor.principal(principal).into(), *calls))
            .collect(),
        stops: job.stops.iter().map(step).collect(),
        ..job.clone()
    }
}

fn hide_chain(redactor: &Redactor, finding: &mut ChainFinding) {
    let chain = &mut finding.chain;
    for name in [&mut chain.organization, &mut chain.account, &mut chain.trail] {
        *name = redactor.value(name).into();
    }
    finding.key = redactor.path(&finding.key).into();
}

fn hide_line(redactor: &Redactor, line: &mut ProofLine) {
    if let Some((bucket, key)) = &mut line.address {
        *bucket = redactor.value(bucket).into();
        *key = redactor.path(key).into();
    }
    line.path = line.path.as_ref().map(|path| redactor.path(path).into());
    line.account = redactor.value(&line.account).into();
}

/// An address in S3, or the path of a loaded file.
fn shown_place(redactor: &Redactor, place: &str) -> String {
    match place
        .strip_prefix("s3://")
        .and_then(|place| place.split_once('/'))
    {
        Some((bucket, key)) => format!("s3://{}/{}", redactor.value(bucket), redactor.path(key)),
        None => redactor.path(place),
    }
}
