//! What a reviewer asks of the table: checks with their rules, the story of each job, the report.
//!
//! Pure: from a table to plain data. Every number found comes with the filter that shows the calls behind it, in the
//! project's own filter language, so that whoever doubts it can look. Knows nothing of threads, the page or files.

pub mod checks;
pub mod jobs;
pub mod neighbours;
pub mod overview;
pub mod report;
mod tables;
