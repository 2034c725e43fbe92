//! The story of each batch job: who started it, what it reads and writes, who looked, who stopped it.
//!
//! Joined by the job's id. Listing names no job, because CloudTrail records no answer of it, so lists are counted by
//! kind of job and belong to no story.

use super::tables::{Texts, widen};
use crate::{
    base::{Bitset, EpochMillis, RowId},
    store::{Cell, Column, RowFlags, Table},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// A job, from its calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Its id.
    pub id: Rc<str>,
    /// The kind of job, as far as an operation told it.
    pub kind: Option<Rc<str>>,
    /// Its name.
    pub name: Cell,
    /// The call that started it; `None` when it was started before these logs begin, or is not in them.
    pub start: Option<Step>,
    /// Account and Region.
    pub account: Option<Rc<str>>,
    /// See `account`.
    pub region: Option<Rc<str>>,
    /// What it reads: bucket and key.
    pub input: (Cell, Cell),
    /// What it writes: bucket and key.
    pub output: (Cell, Cell),
    /// The role by which the service reaches them.
    pub role: Cell,
    /// The key that encrypts the results: whatever a start or a description told, and how it told it.
    pub kms_key: Cell,
    /// The last state that a response told, and when.
    pub status: Option<(Rc<str>, Option<EpochMillis>)>,
    /// Who described it and how often, most often first.
    pub described: Vec<(Rc<str>, u32)>,
    /// Calls that stopped it.
    pub stops: Vec<Step>,
    /// All its calls.
    pub num_calls: u32,
    /// Of those, failed ones.
    pub num_errors: u32,
    /// Time of the first and last.
    pub span: Option<(EpochMillis, EpochMillis)>,
}

/// One call of a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The row.
    pub row: RowId,
    /// When.
    pub time: Option<EpochMillis>,
    /// Who, as the table says it.
    pub caller: Rc<str>,
    /// Who, unique.
    pub principal: Rc<str>,
    /// With what result.
    pub result: Rc<str>,
}

/// All jobs and what belongs to none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jobs {
    /// The jobs, the latest start first; those without a start behind them, the latest call first.
    pub jobs: Vec<Rc<Job>>,
    /// Starts that failed, so that no job came of them.
    pub num_failed_starts: u32,
    /// Calls that list jobs.
    pub num_lists: u32,
}

/// Starts that failed, as a filter.
pub const FAILED_STARTS: &str =
    "operationGroup = \"Start job\" and jobId in (absent, null, empty, unexported) and not result = Success";
/// Calls that list jobs, as a filter.
pub const LISTS: &str = "operationGroup = \"List jobs\"";

/// What stands for a caller without a name.
const NOBODY: &str = "(not recorded)";

/// The jobs of `rows`, and those among them that name none.
pub fn jobs(table: &Table, rows: &Bitset) -> Jobs {
    let columns = Columns::of(table);
    let is = |group: &'static str| {
        columns
            .groups
            .codes_that(move |cell| cell.as_text() == Some(group))
    };
    let (starts, describes, lists, stops) = (
        is("Start job"),
        is("Describe job"),
        is("List jobs"),
        is("Stop job"),
    );
    let mut found = Jobs::default();
    let mut stories: BTreeMap<u32, Story> = BTreeMap::new();
    for row in rows.iter() {
        let group = columns.groups.code(row) as usize;
        let is_error = table.flags(RowId(row as u32)).contains(RowFlags::IS_ERROR);
        found.num_lists += u32::from(lists[group]);
        let Some(id) = columns.ids.text(row).filter(|id| !id.is_empty()) else {
            found.num_failed_starts += u32::from(starts[group] && is_error);
            continue;
        };
        let story = stories
            .entry(columns.ids.code(row))
            .or_insert_with(|| Story::new(id));
        story.add(&columns, row, is_error);
        if starts[group] && !is_error {
            story.start(columns.step(row));
        } else if describes[group] {
            *story.described.entry(columns.principals.code(row)).or_default() += 1;
        } else if stops[group] {
            story.job.stops.push(columns.step(row));
        }
    }
    found.jobs = stories
        .into_values()
        .map(|story| Rc::new(story.told(&columns)))
        .collect();
    found.jobs.sort_by_key(|job| {
        let start = job.start.as_ref().and_then(|start| start.time);
        let last = job.span.map(|span| span.1);
        std::cmp::Reverse((
            job.start.is_some(),
            start,
            last,
            std::cmp::Reverse(job.id.clone()),
        ))
    });
    found
}

/// The jobs that the `matching` ones of these rows are about. Each is told from all its calls; those that name no job
/// are counted among the matching.
pub fn jobs_met(table: &Table, rows: &Bitset, matching: &Bitset) -> Jobs {
    let met = ids(table, matching);
    let Jobs {
        num_failed_starts,
        num_lists,
        ..
    } = jobs(table, matching);
    let mut all = jobs(table, rows).jobs;
    all.retain(|job| met.contains(&job.id));
    Jobs {
        jobs: all,
        num_failed_starts,
        num_lists,
    }
}

/// The ids of the jobs that these rows are about.
fn ids(table: &Table, rows: &Bitset) -> BTreeSet<Rc<str>> {
    let ids = Texts::of(table, Column::JobId);
    let codes: BTreeSet<u32> = rows.iter().map(|row| ids.code(row)).collect();
    let texts = codes.into_iter().filter_map(|code| ids.cell_of(code).as_text());
    texts.map(Rc::from).collect()
}

/// Who started each job, by the numbers of job and principal in their dictionaries; the first start counts.
pub(super) fn starters(table: &Table, rows: &Bitset) -> BTreeMap<u32, u32> {
    let columns = Columns::of(table);
    let starts = columns
        .groups
        .codes_that(|cell| cell.as_text() == Some("Start job"));
    let mut starters: BTreeMap<u32, (Option<EpochMillis>, u32)> = BTreeMap::new();
    for row in rows
        .iter()
        .filter(|row| starts[columns.groups.code(*row) as usize])
    {
        let is_error = table.flags(RowId(row as u32)).contains(RowFlags::IS_ERROR);
        if !is_error && columns.ids.text(row).is_some() {
            let start = (table.time(RowId(row as u32)), columns.principals.code(row));
            let first = starters.entry(columns.ids.code(row)).or_insert(start);
            *first = start.min(*first);
        }
    }
    starters
        .into_iter()
        .map(|(job, (_, principal))| (job, principal))
        .collect()
}

struct Columns<'t> {
    table: &'t Table,
    groups: Texts<'t>,
    ids: Texts<'t>,
    principals: Texts<'t>,
    callers: Texts<'t>,
    results: Texts<'t>,
    statuses: Texts<'t>,
}

impl<'t> Columns<'t> {
    fn of(table: &'t Table) -> Self {
        let of = |column| Texts::of(table, column);
        Self {
            table,
            groups: of(Column::OperationGroup),
            ids: of(Column::JobId),
            principals: of(Column::Principal),
            callers: of(Column::Caller),
            results: of(Column::Result),
            statuses: of(Column::JobStatus),
        }
    }

    fn step(&self, row: usize) -> Step {
        let name = |texts: Texts<'t>| Rc::from(texts.text(row).unwrap_or(NOBODY));
        let id = RowId(row as u32);
        Step {
            row: id,
            time: self.table.time(id),
            caller: name(self.callers),
            principal: name(self.principals),
            result: name(self.results),
        }
    }
}

/// A job while its calls are gathered.
struct Story {
    job: Job,
    described: BTreeMap<u32, u32>,
}

impl Story {
    fn new(id: &str) -> Self {
        Self {
            job: Job {
                id: id.into(),
                kind: None,
                name: Cell::Absent,
                start: None,
                account: None,
                region: None,
                input: (Cell::Absent, Cell::Absent),
                output: (Cell::Absent, Cell::Absent),
                role: Cell::Absent,
                kms_key: Cell::Absent,
                status: None,
                described: Vec::new(),
                stops: Vec::new(),
                num_calls: 0,
                num_errors: 0,
                span: None,
            },
            described: BTreeMap::new(),
        }
    }

    /// What one call tells of the job.
    fn add(&mut self, columns: &Columns<'_>, row: usize, is_error: bool) {
        let (table, id) = (columns.table, RowId(row as u32));
        let job = &mut self.job;
        job.num_calls += 1;
        job.num_errors += u32::from(is_error);
        let time = table.time(id);
        if let Some(time) = time {
            widen(&mut job.span, time);
        }
        let text = |column| table.cell(id, column).as_text().map(Rc::from);
        job.kind = job.kind.take().or_else(|| text(Column::JobType));
        job.region = job.region.take().or_else(|| text(Column::Region));
        job.account = job
            .account
            .take()
            .or_else(|| text(Column::RecipientAccountId))
            .or_else(|| text(Column::AccountId));
        for (held, column) in [
            (&mut job.name, Column::JobName),
            (&mut job.input.0, Column::InputBucket),
            (&mut job.input.1, Column::InputKey),
            (&mut job.output.0, Column::OutputBucket),
            (&mut job.output.1, Column::OutputKey),
            (&mut job.role, Column::DataAccessRole),
            (&mut job.kms_key, Column::KmsKey),
        ] {
            let told = table.cell(id, column);
            if held.as_text().is_none() && told != Cell::Absent {
                *held = told;
            }
        }
        if let Some(status) = columns.statuses.text(row) {
            let is_newer = job.status.as_ref().is_none_or(|(_, told)| *told <= time);
            if is_newer {
                job.status = Some((status.into(), time));
            }
        }
    }

    /// The first start counts; a job has but one.
    fn start(&mut self, step: Step) {
        let is_first = self.job.start.as_ref().is_none_or(|start| step.time < start.time);
        if is_first {
            self.job.start = Some(step);
        }
    }

    fn told(mut self, columns: &Columns<'_>) -> Job {
        let mut described: Vec<(Rc<str>, u32)> = self
            .described
            .into_iter()
            .map(|(code, calls)| {
                let principal = columns.principals.cell_of(code);
                (Rc::from(principal.as_text().unwrap_or(NOBODY)), calls)
            })
            .collect();
        described.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
        self.job.described = described;
        self.job.stops.sort_by_key(|step| (step.time, step.row));
        self.job
    }
}

/// The folder in the output bucket that the results go to: `AccountId-JobType-JobId` (Comprehend Medical Developer
/// Guide, "Batch APIs"). `JobType` is the kind's short name there.
pub fn output_folder(job: &Job) -> Option<String> {
    let short = match job.kind.as_deref()? {
        "Entities detection" => "EntitiesDetection",
        "PHI detection" => "PHIDetection",
        "ICD-10-CM inference" => "ICD10CMInference",
        "RxNorm inference" => "RxNormInference",
        "SNOMED CT inference" => "SNOMEDCTInference",
        _ => return None,
    };
    Some(format!("{}-{short}-{}", job.account.as_deref()?, job.id))
}
