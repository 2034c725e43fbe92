//! The words of the summary, the jobs and the checks.

use super::{
    labels::column_label,
    messages::{MessageWords, calls_message},
    numbers::{count, counted},
};
use crate::{
    base::{EpochMillis, Zone},
    review::{
        checks::{FindingState, Found, Setting, SettingsError, Severity},
        jobs::Job,
        overview::Overview,
    },
    state::{Action, AppState, CallsFace, Cell, Column, ReviewAction},
};

/// Names the summary.
pub const SUMMARY_TITLE: &str = "What is here";
/// Below the summary's numbers when a filter is in force.
pub const SUMMARY_FILTERED: &str =
    "Of the calls that match the filters. Checks look at everything that is loaded.";
/// What the logs cannot show.
pub const LIMITS_TITLE: &str = "What these logs cannot show";
/// The limits.
pub const LIMITS: [&str; 4] = [
    "The text of a call and what was found in it: CloudTrail records neither. No number here says that content was reviewed.",
    "Calls of hours, Regions or accounts whose logs were not opened. “None found” speaks of what was opened only.",
    "Whether a role’s session belongs to a certain person, unless a source identity or an Identity Center user stands in the record.",
    "How much text was sent: sizes are not recorded.",
];
/// Card of the checks.
pub const CHECKS_TITLE: &str = "Checks that found calls";
/// No check found anything.
pub const CHECKS_NONE: &str = "No check that could be run found a call.";
/// To the checks.
pub const CHECKS_ALL: &str = "All checks";
/// Card of the jobs.
pub const JOBS_TITLE: &str = "Latest batch jobs";
/// No jobs.
pub const JOBS_NONE: &str = "No call is about a batch job.";
/// To the jobs.
pub const JOBS_ALL: &str = "All jobs";
/// Card of the files.
pub const FILES_TITLE: &str = "Files";
/// To the files.
pub const FILES_ALL: &str = "All files";
/// The search above the jobs.
pub const JOBS_SEARCH: &str = "Search jobs: id, name, bucket, role, caller";
/// Pages of jobs.
pub const JOBS_PREVIOUS: &str = "Earlier in the list";
/// See above.
pub const JOBS_NEXT: &str = "Further in the list";
/// Shows the calls of a job.
pub const JOB_CALLS: &str = "Show its calls";
/// Headings of the table of jobs.
pub const JOB_HEADINGS: [&str; 6] = [
    "Job",
    "Kind",
    "Started",
    "By",
    "Reads → writes",
    "Last known state",
];
/// A job without a start.
pub const JOB_NO_START: &str = "before this data";
/// The story of a job.
pub const JOB_STORY: [&str; 10] = [
    "Name",
    "Started",
    "Reads from",
    "Writes to",
    "Folder to look at",
    "Role of the service",
    "KMS key",
    "Last known state",
    "Described by",
    "Stopped",
];
/// Nobody did.
pub const JOB_NOBODY: &str = "nobody in these logs";
/// No key was named.
pub const JOB_NO_KEY: &str = "none named: encrypted as the bucket does by default";
/// No state was told.
pub const JOB_NO_STATE: &str = "not told in these logs";
/// Above the checks.
pub const REVIEW_LEAD: &str = "Checks look at everything that is loaded, whatever the filters. They find calls worth a look; none of them says that something is forbidden or that an organization complies.";
/// Makes the report.
pub const REPORT: &str = "Review report";
/// What the report is.
pub const REPORT_LEAD: &str = "Period, files, totals, jobs and checks, each number with the filter that shows its calls. It holds names and addresses from the logs.";
/// Prints the report.
pub const REPORT_PRINT: &str = "Print";
/// Saves it.
pub const REPORT_HTML: &str = "Save as HTML";
/// Saves it.
pub const REPORT_MARKDOWN: &str = "Save as Markdown";
/// The settings.
pub const SETTINGS_TITLE: &str = "What the checks are told";
/// The settings' lead.
pub const SETTINGS_LEAD: &str = "Kept in this page until it is closed. Save it as a file to use it again.";
/// Lists.
pub const SETTINGS_REGIONS: &str = "Regions that may be used, one a line";
/// Lists.
pub const SETTINGS_BUCKETS: &str = "Buckets that jobs may write to, one a line";
/// Lists.
pub const SETTINGS_NETWORKS: &str = "Own networks, one a line (10.0.0.0/8)";
/// Hours.
pub const SETTINGS_HOURS: &str = "Working hours: from, until, and hours ahead of UTC (8-18+2)";
/// Own checks.
pub const SETTINGS_OWN: &str = "Own checks, one a line: title = filter";
/// Saves the settings.
pub const SETTINGS_SAVE: &str = "Save settings";
/// Opens settings.
pub const SETTINGS_OPEN: &str = "Open saved settings";
/// Takes what was typed.
pub const SETTINGS_USE: &str = "Use these";
/// The name of the settings' file.
pub const SETTINGS_FILE_NAME: &str = "checks.medtrail.json";
/// Switches.
pub const CHECK_ON: &str = "On";
/// Shows what a check found.
pub const CHECK_CALLS: &str = "Show the calls";
/// Before the paragraphs.
pub const CHECK_SUPPORTS: &str = "Supports review of 45 CFR ";
/// Before the filter.
pub const CHECK_FILTER: &str = "As a filter";
/// The checks' groups.
pub const CHECK_GROUPS: [&str; 2] = ["Amazon Comprehend Medical", "All services"];
/// A person's own.
pub const CHECK_OWN: &str = "Own checks";

/// How much a hit matters.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "First",
        Severity::Medium => "Ask",
        Severity::Notice => "Know",
    }
}

/// The title of a severity.
pub fn severity_title(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "Worth asking about first",
        Severity::Medium => "Worth asking about",
        Severity::Notice => "Worth knowing",
    }
}

/// A time by the clock on screen.
pub fn moment(time: Option<EpochMillis>, zone: &Zone) -> String {
    time.map_or_else(|| "without a time".to_owned(), |time| zone.full(time))
}

/// From one time to another.
pub fn span(span: Option<(EpochMillis, EpochMillis)>, zone: &Zone) -> String {
    match span {
        Some((first, last)) => format!("{} to {}", zone.full(first), zone.full(last)),
        None => "no readable time".to_owned(),
    }
}

/// What became of a check.
pub fn check_words(state: &FindingState, zone: &Zone) -> String {
    match state {
        FindingState::Off => "Switched off".to_owned(),
        FindingState::NeedsSetting(setting) => format!("Not run: {}", needed(*setting)),
        FindingState::NeedsAllServices => {
            "Not run: records of other services are only counted. Switch to “All services” to run it."
                .to_owned()
        }
        FindingState::BadFilter => "Not run: its filter cannot be read".to_owned(),
        FindingState::NeedsSearch(_) => {
            "Not run: it looks into the records. Show its calls once; the page then searches them.".to_owned()
        }
        FindingState::Done(found) if found.calls == 0 => format!("None found{}", looked_at(found)),
        FindingState::Done(found) => format!(
            "{}, {}{}",
            counted(u64::from(found.calls), "call", "calls"),
            span(found.span, zone),
            looked_at(found)
        ),
    }
}

fn needed(setting: Setting) -> &'static str {
    match setting {
        Setting::Regions => "name the Regions that may be used",
        Setting::OutputBuckets => "name the buckets that jobs may write to",
        Setting::Networks => "name your own networks",
        Setting::Hours => "name the working hours",
    }
}

/// What a result speaks of.
fn looked_at(found: &Found) -> String {
    let mut words = format!(
        ", among {}",
        counted(u64::from(found.num_evaluated), "record", "records")
    );
    if found.num_lacking > 0 {
        let (number, verb) = (
            count(u64::from(found.num_lacking)),
            if found.num_lacking == 1 { "lacks" } else { "lack" },
        );
        words.push_str(&format!(
            "; {number} {verb} a field this needs and cannot be judged"
        ));
    }
    words
}

/// The line of numbers of the summary.
pub fn overview_words(overview: &Overview, zone: &Zone) -> [String; 3] {
    let distinct = |column: Column| {
        let by = overview.by.iter().find(|by| by.column == column);
        u64::from(by.map_or(0, |by| by.num_values))
    };
    [
        format!(
            "{}, {} failed",
            counted(u64::from(overview.num_calls), "call", "calls"),
            count(u64::from(overview.num_errors))
        ),
        span(overview.span, zone),
        format!(
            "{} · {} · {} · {}",
            counted(distinct(Column::Caller), "caller", "callers"),
            counted(distinct(Column::SourceIp), "source address", "source addresses"),
            counted(distinct(Column::Region), "Region", "Regions"),
            counted(distinct(Column::RecipientAccountId), "account", "accounts"),
        ),
    ]
}

/// Below a card's list: how many values are not in it.
pub fn more_values(num_values: u32, num_shown: usize) -> Option<String> {
    let rest = u64::from(num_values).saturating_sub(num_shown as u64);
    (rest > 0).then(|| format!("and {} more", count(rest)))
}

/// What a click on a value does.
pub fn value_open(column: Column, value: &str) -> String {
    format!("Show the calls with {} {value}", column_label(column))
}

/// Above the jobs.
pub fn jobs_words(num_jobs: u32, num_all: u32, num_failed_starts: u32, num_lists: u32) -> String {
    let jobs = if num_jobs == num_all {
        counted(u64::from(num_all), "job", "jobs")
    } else {
        format!(
            "{} of {}",
            count(u64::from(num_jobs)),
            counted(u64::from(num_all), "job", "jobs")
        )
    };
    format!(
        "{jobs} · {} · {} that name no job",
        counted(u64::from(num_failed_starts), "failed start", "failed starts"),
        counted(u64::from(num_lists), "list call", "list calls"),
    )
}

/// Which of the jobs are on screen.
pub fn jobs_page(first: u32, shown: usize, num_jobs: u32) -> String {
    format!(
        "{} to {} of {}",
        first + 1,
        first as usize + shown,
        count(u64::from(num_jobs))
    )
}

/// Bucket and key as an address of S3, with our words where there is none.
pub fn s3_place((bucket, key): &(Cell, Cell)) -> Option<String> {
    let bucket = bucket.as_text()?;
    Some(format!("s3://{bucket}/{}", key.as_text().unwrap_or_default()))
}

/// Who described a job.
pub fn described(job: &Job) -> String {
    let times = |calls: u32| counted(u64::from(calls), "time", "times");
    let all: Vec<String> = job
        .described
        .iter()
        .map(|(who, calls)| format!("{who} ({})", times(*calls)))
        .collect();
    if all.is_empty() {
        JOB_NOBODY.to_owned()
    } else {
        all.join(", ")
    }
}

/// What to say in place of jobs.
pub fn jobs_message(state: &AppState) -> Option<MessageWords> {
    if state.calls_face() != CallsFace::Rows {
        return calls_message(state);
    }
    let jobs = state.review.jobs.as_ref()?;
    if jobs.num_jobs > 0 {
        return None;
    }
    if jobs.num_all > 0 {
        let all = Action::Review(ReviewAction::SearchJobs("".into()));
        return Some(
            MessageWords::new("No job matches", "None of the jobs has this text.")
                .action("Show all jobs", all),
        );
    }
    let words = if jobs.num_failed_starts > 0 {
        format!(
            "{}, and no job came of it.",
            counted(u64::from(jobs.num_failed_starts), "start failed", "starts failed")
        )
    } else {
        "None of the calls that match names a batch job.".to_owned()
    };
    Some(MessageWords::new("No job", words))
}

/// Why a file tells the checks nothing.
pub fn bad_checks(error: &SettingsError) -> String {
    match error {
        SettingsError::TooLarge => "It has more than 256 KiB. The settings in force stay.".to_owned(),
        SettingsError::OtherFile => {
            "It was not saved by “Save settings”, or by a newer version of this page. The settings in force stay.".to_owned()
        }
        SettingsError::BadFilter(title) => {
            let title = crate::base::hidden::mark_hidden(title);
            format!("The filter of “{title}” cannot be read. The settings in force stay.")
        }
    }
}

/// What was typed into the settings and cannot be read.
pub fn unreadable_lines(lines: &[String]) -> String {
    let marked: Vec<_> = lines
        .iter()
        .map(|line| format!("“{}”", crate::base::hidden::mark_hidden(line)))
        .collect();
    format!("Cannot be read and was left out: {}", marked.join(", "))
}

/// Below a table that was shortened.
pub fn rows_left_out(num_rows: usize) -> String {
    format!(
        "{} are not shown here; a saved report has every row.",
        counted(num_rows as u64, "more row", "more rows")
    )
}
