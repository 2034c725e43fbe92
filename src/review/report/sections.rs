//! Jobs, checks and files in a report.

use super::{
    Block, FILTER_HEADING, Sheet,
    build::{Input, heading, moment, span, with, words_of},
    proofs::coverage,
};
use crate::{
    query::{Filter, language::print},
    review::{
        checks::{FindingState, Found, all},
        jobs::{FAILED_STARTS, Job, LISTS, output_folder},
    },
    store::{Cell, Column},
};

/// Batch jobs, and the calls that name none.
pub(super) fn jobs(input: &Input<'_>) -> Vec<Block> {
    let unnamed = [
        (
            "Starts that failed, so that no job came of them",
            input.jobs.num_failed_starts,
            FAILED_STARTS,
        ),
        ("Calls that list jobs", input.jobs.num_lists, LISTS),
    ];
    let unnamed =
        unnamed.map(|(what, calls, filter)| vec![what.to_owned(), calls.to_string(), with(input, filter)]);
    let mut blocks = vec![
        heading("Batch jobs"),
        Block::Text(format!(
            "{} jobs. Each is told from all its calls, whatever the filters; a job’s calls are those that name its id.",
            input.jobs.jobs.len(),
        )),
        table(
            ["Calls that name no job", "Calls", FILTER_HEADING],
            unnamed.to_vec(),
        ),
    ];
    if !input.jobs.jobs.is_empty() {
        let jobs = || input.jobs.jobs.iter();
        let head = [
            "Job",
            "Kind",
            "Started",
            "By",
            "State",
            "Calls",
            "Failed",
            FILTER_HEADING,
        ];
        blocks.push(table(head, jobs().map(|job| line(job)).collect()));
        let head = [
            "Job",
            "Reads",
            "Writes",
            "Folder",
            "Role",
            "KMS key",
            "Described by",
            "Stopped by",
        ];
        blocks.push(table(head, jobs().map(|job| places(job)).collect()));
    }
    blocks
}

fn line(job: &Job) -> Vec<String> {
    let start = job.start.as_ref();
    vec![
        job.id.to_string(),
        job.kind.as_deref().unwrap_or("unknown").to_owned(),
        start.map_or("before this data".to_owned(), |start| {
            start.time.map_or("no time".to_owned(), moment)
        }),
        start.map_or(String::new(), |start| start.caller.to_string()),
        job.status
            .as_ref()
            .map_or("not told".to_owned(), |(status, _)| status.to_string()),
        job.num_calls.to_string(),
        job.num_errors.to_string(),
        print(&Filter::one_of(Column::JobId, vec![Cell::Text(job.id.clone())])),
    ]
}

/// What a job reads and writes, and who looked at it.
fn places(job: &Job) -> Vec<String> {
    let place = |(bucket, key): &(Cell, Cell)| match bucket.as_text() {
        Some(bucket) => format!("s3://{bucket}/{}", key.as_text().unwrap_or_default()),
        None => words_of(bucket),
    };
    let described = job
        .described
        .iter()
        .map(|(who, calls)| format!("{who} ({calls})"));
    let stopped = job.stops.iter().map(|step| step.caller.to_string());
    vec![
        job.id.to_string(),
        place(&job.input),
        place(&job.output),
        output_folder(job).unwrap_or_default(),
        words_of(&job.role),
        words_of(&job.kms_key),
        described.collect::<Vec<_>>().join(", "),
        stopped.collect::<Vec<_>>().join(", "),
    ]
}

/// What was looked for, in what, and what was found.
pub(super) fn checks(input: &Input<'_>) -> Vec<Block> {
    let head = [
        "Check",
        "Result",
        "Calls",
        "Looked at",
        "Lack a field",
        "Supports review of 45 CFR",
        FILTER_HEADING,
    ];
    let rows = input.findings.iter().map(|finding| {
        let supports = all()
            .find(|check| check.id == &*finding.id)
            .map_or(String::new(), |check| check.supports.join(", "));
        let [result, calls, looked_at, lacking, filter] = match &finding.state {
            FindingState::Done(found) => done(found),
            state => {
                let [calls, looked_at, lacking, filter] = Default::default();
                [not_run(state).to_owned(), calls, looked_at, lacking, filter]
            }
        };
        vec![
            finding.title.to_string(),
            result,
            calls,
            looked_at,
            lacking,
            supports,
            filter,
        ]
    });
    let looked = input.looked;
    vec![
        heading("Checks"),
        Block::Text(
            "Over everything that is loaded, whatever the filters. “None found” speaks of this alone:"
                .to_owned(),
        ),
        Block::Facts(vec![
            ("Looked through".to_owned(), span(looked.span)),
            ("Regions".to_owned(), looked.regions_words()),
            ("Accounts".to_owned(), looked.accounts_words()),
            ("Coverage".to_owned(), coverage(input)),
        ]),
        table(head, rows.collect()),
    ]
}

fn done(found: &Found) -> [String; 5] {
    let mut result = if found.calls > 0 {
        span(found.span)
    } else {
        "none found".to_owned()
    };
    if !found.names.is_empty() {
        result.push_str(&format!(": {}", found.names.join(", ")));
    }
    [
        result,
        found.calls.to_string(),
        found.num_evaluated.to_string(),
        found.num_lacking.to_string(),
        found.filter.as_deref().unwrap_or_default().to_owned(),
    ]
}

fn not_run(state: &FindingState) -> &'static str {
    match state {
        FindingState::Off => "not run: switched off",
        FindingState::NeedsSetting(_) => "not run: waits for a list in the settings",
        FindingState::NeedsAllServices => "not run: records of other services were only counted",
        FindingState::BadFilter => "not run: its filter cannot be read",
        FindingState::NeedsSearch(_) => "not run: the records were not searched for it",
        FindingState::Done(_) => "",
    }
}

/// The files and what became of them.
pub(super) fn files(input: &Input<'_>) -> Vec<Block> {
    let head = [
        "File",
        "What it is",
        "What became of it",
        "Records",
        "Calls",
        "SHA-256 of the file",
        "SHA-256 uncompressed",
        "Notes",
    ];
    let rows = input.files.iter().map(|file| {
        let [whole, content] = file
            .sha256
            .clone()
            .map(|hash| hash.unwrap_or_else(|| "not computed".to_owned()));
        vec![
            file.path.clone(),
            file.shape.clone(),
            file.outcome.clone(),
            file.records.0.to_string(),
            file.records.1.to_string(),
            whole,
            content,
            file.notes.clone(),
        ]
    });
    vec![heading("Files"), table(head, rows.collect())]
}

fn table<const N: usize>(head: [&str; N], rows: Vec<Vec<String>>) -> Block {
    Block::Table(Sheet {
        head: head.map(str::to_owned).to_vec(),
        rows,
        num_left_out: 0,
    })
}
