//! Puts a report together: what it is about, the calls by time and by what they have in common.

use super::{Block, Document, FILTER_HEADING, Sheet, proofs, sections};
use crate::{
    base::EpochMillis,
    integrity::IntegrityReport,
    query::{Filter, Histogram, language::print},
    review::{
        checks::{Finding, Looked},
        jobs::Jobs,
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
    /// SHA-256 in hexadecimal digits, where it was computed: of the file as it lies on the disk, and of what it holds
    /// uncompressed.
    pub sha256: [Option<String>; 2],
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
    /// What they looked through.
    pub looked: &'a Looked,
    /// What digests prove; none without them.
    pub integrity: Option<&'a IntegrityReport>,
    /// Files and their fate; and how many were read, skipped, failed.
    pub files: &'a [FileFact],
    /// Everything was read, and what had to be hashed was.
    pub is_final: bool,
    /// Pseudonyms stand in the place of names and addresses.
    pub is_hidden: bool,
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

const HOW_TO_LOOK: &str = "Every number of calls stands beside its filter. Open the same files, paste the filter into the box above the calls, and the page shows these calls. For the failed ones among them, add: and not result = Success.";

/// The same where filters name pseudonyms.
const HOW_TO_LOOK_HIDDEN: &str = "Every number of calls stands beside its filter. Open the same files, show pseudonyms with the key of these, paste the filter into the box above the calls, and the page shows these calls. For the failed ones among them, add: and not result = Success.";

/// The report.
pub fn document(input: &Input<'_>) -> Document {
    let how_to_look = if input.is_hidden {
        HOW_TO_LOOK_HIDDEN
    } else {
        HOW_TO_LOOK
    };
    let mut blocks = vec![
        Block::Facts(facts(input)),
        Block::Text(how_to_look.to_owned()),
        heading("Limits"),
        Block::List(LIMITS.map(str::to_owned).to_vec()),
    ];
    blocks.extend(trend(input));
    for by in &input.overview.by {
        blocks.extend(by_column(input, by));
    }
    blocks.extend(sections::jobs(input));
    blocks.extend(sections::checks(input));
    blocks.extend(proofs::section(input));
    blocks.extend(sections::files(input));
    Document {
        title: "Review of Amazon Comprehend Medical calls".to_owned(),
        blocks,
    }
}

pub(super) fn heading(words: &str) -> Block {
    Block::Heading(words.to_owned())
}

pub(super) fn moment(time: EpochMillis) -> String {
    format!("{} UTC", time.to_cell())
}

pub(super) fn span(span: Option<(EpochMillis, EpochMillis)>) -> String {
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
        fact("Validation", proofs::headline(input)),
        fact(
            "Names and addresses",
            if input.is_hidden {
                "Pseudonyms stand in their place: the same one for the same value.".to_owned()
            } else {
                "As they stand in the logs.".to_owned()
            },
        ),
        fact(
            "State",
            if input.is_final {
                "Everything was read when this was made.".to_owned()
            } else {
                "Files were still being read when this was made: its numbers are not final.".to_owned()
            },
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
    vec![
        heading("Calls over time"),
        Block::Bars { caption, bars },
        Block::Table(by_time(input, histogram)),
    ]
}

/// The picture has up to 120 bars; the table below it gathers them into this many rows or fewer.
const MAX_TIMES: usize = 31;

/// The bars in numbers, several together where there are many; those without a call are left out.
fn by_time(input: &Input<'_>, histogram: &Histogram) -> Sheet {
    let num_together = histogram.bars.len().div_ceil(MAX_TIMES);
    let mut rows = Vec::new();
    for (at, bars) in histogram.bars.chunks(num_together).enumerate() {
        let [first, end] =
            [at * num_together, at * num_together + bars.len()].map(|bar| histogram.start_of(bar));
        let failed: u32 = bars.iter().map(|bar| bar.failed).sum();
        let calls: u32 = bars.iter().map(|bar| bar.total()).sum();
        if calls > 0 {
            let filter = Filter::during(Some(first), Some(end));
            rows.push(vec![
                moment(first),
                calls.to_string(),
                failed.to_string(),
                with(input, &print(&filter)),
            ]);
        }
    }
    Sheet {
        head: ["From", "Calls", "Failed", FILTER_HEADING]
            .map(str::to_owned)
            .to_vec(),
        rows,
        num_left_out: 0,
    }
}

/// The filters in force and one more, as one text.
pub(super) fn with(input: &Input<'_>, filter: &str) -> String {
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
pub(super) fn words_of(cell: &Cell) -> String {
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
