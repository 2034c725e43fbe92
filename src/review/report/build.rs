//! Puts a report together.

use super::{Block, Document, FILTER_HEADING, Sheet};
use crate::{
    base::EpochMillis,
    query::{Filter, Histogram, language::print},
    review::{
        checks::{Finding, FindingState, all},
        jobs::{Jobs, output_folder},
        overview::{ByColumn, Overview},
    },
    store::{Cell, Column},
};

/// A file in the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFact {
    /// Its path.
    pub path: String,
    /// What it is.
    pub shape: String,
    /// What became of it.
    pub outcome: String,
    /// Records seen, and calls kept.
    pub records: (u64, u64),
    /// SHA-256 in hexadecimal digits, where it was computed.
    pub sha256: Option<String>,
    /// What was wrong.
    pub notes: String,
}

/// All that a report is made of.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The page's version.
    pub version: &'a str,
    /// When the report was made, in words.
    pub made_at: &'a str,
    /// The filters in force, each as text.
    pub filters: &'a [String],
    /// The calls that match.
    pub overview: &'a Overview,
    /// Those calls over time.
    pub histogram: Option<&'a Histogram>,
    /// Jobs of those calls.
    pub jobs: &'a Jobs,
    /// The checks over everything loaded.
    pub findings: &'a [Finding],
    /// Files and their fate; and how many were read, skipped, failed.
    pub files: &'a [FileFact],
    /// Records seen, kept, of other services, duplicates, malformed.
    pub records: [u64; 5],
    /// The words for columns; others go by their stable names.
    pub labels: &'a [(Column, String)],
}

/// What logs of this kind cannot show.
const LIMITS: [&str; 5] = [
    "CloudTrail records neither the text of a call nor what was found in it. No number here says that content was reviewed.",
    "The numbers speak of the files named below. Hours, Regions and accounts whose logs were not opened are not in them; “none found” says nothing about those.",
    "A role’s session does not tell which person used it, unless a source identity or an Identity Center user stands in the record.",
    "That no VPC endpoint is recorded does not prove that a call crossed the internet.",
    "The checks support a review. They do not say that something is forbidden or that an organization complies.",
];

/// The report.
pub fn document(input: &Input<'_>) -> Document {
    let mut blocks = vec![
        Block::Facts(facts(input)),
        heading("Limits"),
        Block::List(LIMITS.map(str::to_owned).to_vec()),
    ];
    blocks.extend(trend(input));
    for by in &input.overview.by {
        blocks.extend(by_column(input, by));
    }
    blocks.extend(jobs(input));
    blocks.extend(checks(input));
    blocks.extend(files(input));
    Document {
        title: "Review of Amazon Comprehend Medical calls".to_owned(),
        blocks,
    }
}

fn heading(words: &str) -> Block {
    Block::Heading(words.to_owned())
}

fn moment(time: EpochMillis) -> String {
    format!("{} UTC", time.to_cell())
}

fn span(span: Option<(EpochMillis, EpochMillis)>) -> String {
    span.map_or_else(
        || "no readable time".to_owned(),
        |(first, last)| format!("{} to {}", moment(first), moment(last)),
    )
}

fn facts(input: &Input<'_>) -> Vec<(String, String)> {
    let [seen, kept, other, duplicates, malformed] = input.records;
    let filters = if input.filters.is_empty() {
        "none: all calls that are loaded".to_owned()
    } else {
        input.filters.join(" and ")
    };
    let fact = |name: &str, words: String| (name.to_owned(), words);
    vec![
        fact(
            "Made",
            format!("{} with MedTrail {}", input.made_at, input.version),
        ),
        fact("Filters in force", filters),
        fact(
            "Calls that match",
            format!(
                "{}, of which {} failed",
                input.overview.num_calls, input.overview.num_errors
            ),
        ),
        fact("Their period", span(input.overview.span)),
        fact(
            "Records",
            format!(
                "{seen} seen = {kept} kept + {other} of other services + {duplicates} duplicates + {malformed} malformed"
            ),
        ),
        fact("Files", input.files.len().to_string()),
        fact(
            "Validation",
            "Digest validation is not part of this report.".to_owned(),
        ),
    ]
}

fn trend(input: &Input<'_>) -> Vec<Block> {
    let Some(histogram) = input.histogram.filter(|histogram| !histogram.bars.is_empty()) else {
        return Vec::new();
    };
    let bars: Vec<(u32, u32)> = histogram
        .bars
        .iter()
        .map(|bar| (bar.succeeded, bar.failed))
        .collect();
    let caption = format!(
        "{} bars of {} minutes from {} to {}; {} calls without a readable time",
        bars.len(),
        histogram.span / 60_000,
        moment(histogram.start_of(0)),
        moment(histogram.start_of(bars.len())),
        histogram.num_untimed,
    );
    vec![heading("Calls over time"), Block::Bars { caption, bars }]
}

/// The filters in force and one more, as one text.
fn with(input: &Input<'_>, filter: &str) -> String {
    let mut parts: Vec<String> = input.filters.iter().map(|filter| format!("({filter})")).collect();
    parts.push(format!("({filter})"));
    if parts.len() == 1 {
        return filter.to_owned();
    }
    parts.join(" and ")
}

fn one_of(input: &Input<'_>, column: Column, cell: &Cell) -> String {
    with(input, &print(&Filter::one_of(column, vec![cell.clone()])))
}

/// A cell in words.
fn words_of(cell: &Cell) -> String {
    match cell {
        Cell::Absent => "(not recorded)".to_owned(),
        Cell::Null => "(null)".to_owned(),
        Cell::NotInExport => "(not in this export)".to_owned(),
        Cell::Text(text) if text.is_empty() => "(empty)".to_owned(),
        Cell::Text(text) => text.to_string(),
    }
}

fn by_column(input: &Input<'_>, by: &ByColumn) -> Vec<Block> {
    if by.values.is_empty() {
        return Vec::new();
    }
    let told = input.labels.iter().find(|(column, _)| *column == by.column);
    let label = told.map_or_else(|| by.column.key().to_owned(), |(_, label)| label.clone());
    let head = [label.as_str(), "Calls", "Failed", FILTER_HEADING]
        .map(str::to_owned)
        .to_vec();
    let rows = by.values.iter().map(|value| {
        vec![
            words_of(&value.cell),
            value.calls.to_string(),
            value.errors.to_string(),
            one_of(input, by.column, &value.cell),
        ]
    });
    let num_texts = by
        .values
        .iter()
        .filter(|value| value.cell.as_text().is_some())
        .count();
    let sheet = Sheet {
        head,
        rows: rows.collect(),
        num_left_out: (by.num_values as usize).saturating_sub(num_texts),
    };
    vec![heading(&format!("By {label}")), Block::Table(sheet)]
}

fn jobs(input: &Input<'_>) -> Vec<Block> {
    let mut blocks = vec![
        heading("Batch jobs"),
        Block::Text(format!(
            "{} jobs; {} starts failed, so that no job came of them; {} calls list jobs and name none.",
            input.jobs.jobs.len(),
            input.jobs.num_failed_starts,
            input.jobs.num_lists
        )),
    ];
    if input.jobs.jobs.is_empty() {
        return blocks;
    }
    let head = [
        "Job",
        "Kind",
        "Started",
        "By",
        "Reads",
        "Writes",
        "Folder",
        "KMS key",
        "State",
        FILTER_HEADING,
    ];
    let place = |(bucket, key): &(Cell, Cell)| match bucket.as_text() {
        Some(bucket) => format!("s3://{bucket}/{}", key.as_text().unwrap_or_default()),
        None => words_of(bucket),
    };
    let rows = input.jobs.jobs.iter().map(|job| {
        let start = job.start.as_ref();
        vec![
            job.id.to_string(),
            job.kind.as_deref().unwrap_or("unknown").to_owned(),
            start.map_or("before this data".to_owned(), |start| {
                start.time.map_or("no time".to_owned(), moment)
            }),
            start.map_or(String::new(), |start| start.caller.to_string()),
            place(&job.input),
            place(&job.output),
            output_folder(job).unwrap_or_default(),
            words_of(&job.kms_key),
            job.status
                .as_ref()
                .map_or("not told".to_owned(), |(status, _)| status.to_string()),
            print(&Filter::one_of(Column::JobId, vec![Cell::Text(job.id.clone())])),
        ]
    });
    blocks.push(Block::Table(Sheet {
        head: head.map(str::to_owned).to_vec(),
        rows: rows.collect(),
        num_left_out: 0,
    }));
    blocks
}

fn checks(input: &Input<'_>) -> Vec<Block> {
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
        let (result, calls, looked_at, lacking, filter) = match &finding.state {
            FindingState::Done(found) => (
                if found.calls > 0 {
                    span(found.span)
                } else {
                    "none found".to_owned()
                },
                found.calls.to_string(),
                found.num_evaluated.to_string(),
                found.num_lacking.to_string(),
                found.filter.as_deref().unwrap_or_default().to_owned(),
            ),
            state => (
                not_run(state).to_owned(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
            ),
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
    vec![
        heading("Checks"),
        Block::Text("Over everything that is loaded, whatever the filters.".to_owned()),
        Block::Table(Sheet {
            head: head.map(str::to_owned).to_vec(),
            rows: rows.collect(),
            num_left_out: 0,
        }),
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

fn files(input: &Input<'_>) -> Vec<Block> {
    let head = [
        "File",
        "What it is",
        "What became of it",
        "Records",
        "Calls",
        "SHA-256",
        "Notes",
    ];
    let rows = input.files.iter().map(|file| {
        vec![
            file.path.clone(),
            file.shape.clone(),
            file.outcome.clone(),
            file.records.0.to_string(),
            file.records.1.to_string(),
            file.sha256.clone().unwrap_or_else(|| "not computed".to_owned()),
            file.notes.clone(),
        ]
    });
    vec![
        heading("Files"),
        Block::Table(Sheet {
            head: head.map(str::to_owned).to_vec(),
            rows: rows.collect(),
            num_left_out: 0,
        }),
    ]
}
