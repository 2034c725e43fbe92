//! The generator of synthetic logs: what "Try sample data" opens, and what tests and benchmarks read.
//!
//! Pure and deterministic: a [`Plan`] gives the same bytes on every machine. Nothing in it is copied from a real
//! log; accounts, keys and addresses are those set aside for documentation. Knows nothing of the reading rooms:
//! [`Truth`] is counted while writing, so that tests can hold what was read against it.

mod calls;
mod days;
mod delivery;
mod draft;
mod gzip;
mod identity;
mod jobs;
mod json;
mod neighbours;
mod people;
mod plan;
mod random;
mod record;
mod truth;

pub use gzip::gzip;
pub use plan::Plan;
pub use truth::{Counts, FileTruth, Truth};

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleFile {
    /// As below a bucket, from `AWSLogs/` on.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Generated files, and what is in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The files.
    pub files: Vec<SampleFile>,
    /// What is in them.
    pub truth: Truth,
}

/// Generates files with their truth.
pub fn sample(plan: &Plan) -> Sample {
    let (files, truth) = delivery::deliver(plan);
    Sample { files, truth }
}

/// Generates files.
pub fn sample_files(plan: &Plan) -> Vec<SampleFile> {
    sample(plan).files
}

#[cfg(test)]
mod tests;
