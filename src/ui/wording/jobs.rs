//! The words of the batch jobs.

use super::{
    messages::{MessageWords, calls_message},
    numbers::{count, counted},
};
use crate::{
    review::{
        jobs::Job,
        neighbours::{Neighbour, NeighbourKind},
    },
    state::{Action, AppState, CallsFace, Cell, ReviewAction},
};

/// Card of the jobs.
pub const JOBS_TITLE: &str = "Latest batch jobs";
/// No jobs.
pub const JOBS_NONE: &str = "No call is about a batch job.";
/// To the jobs.
pub const JOBS_ALL: &str = "All jobs";
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
/// Names what happened around a job.
pub const JOB_AROUND: &str = "Around this job";
/// While other services are only counted.
pub const JOB_AROUND_NEEDS: &str = "Load all services to see whether the service took the job’s role, what the role’s sessions did with keys and objects, and who changed the role.";
/// Loads them.
pub const JOB_AROUND_LOAD: &str = "Load all services";
/// Without a role.
pub const JOB_AROUND_NO_ROLE: &str =
    "No call in these logs names the job’s role, so what happened around it cannot be found.";
/// What the list speaks of.
pub const JOB_AROUND_NOTE: &str = "From one hour before the job’s first call to a day after its last; changes to the role at any time. Other jobs with the same role are among them. Calls for S3 objects are in a trail only when data events are logged.";
/// Shows the calls.
pub const JOB_AROUND_SHOW: &str = "Show";

/// What happened around a job.
pub fn neighbour_label(kind: NeighbourKind) -> &'static str {
    match kind {
        NeighbourKind::Assumed => "The service took the role (AssumeRole)",
        NeighbourKind::Keys => "KMS, by the role’s sessions",
        NeighbourKind::Objects => "S3, by the role’s sessions",
        NeighbourKind::RoleChanges => "Changes to the role",
    }
}

/// How often.
pub fn neighbour_count(neighbour: &Neighbour) -> String {
    let calls = u64::from(neighbour.calls);
    let open = u64::from(neighbour.num_open);
    match (calls, open) {
        (0, 0) => "none in these logs".to_owned(),
        (_, 0) => counted(calls, "call", "calls"),
        (0, _) => format!(
            "up to {}; to know, their records are searched",
            counted(open, "call", "calls")
        ),
        _ => format!(
            "{}, and up to {} more whose records are to be searched",
            counted(calls, "call", "calls"),
            count(open)
        ),
    }
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
