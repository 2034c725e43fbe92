//! The words around the report; its own stand in the room `review`.

use super::numbers::{count, counted};
use crate::protocol::integrity::FileHashes;

/// Makes the report.
pub const REPORT: &str = "Review report";
/// What the report is.
pub const REPORT_LEAD: &str =
    "Period, files, totals, jobs and checks, each number with the filter that shows its calls.";

/// Whether it tells whom the logs name.
pub fn report_names(is_hidden: bool) -> &'static str {
    if is_hidden {
        "Pseudonyms stand in it where the logs have names and addresses, as now on this page."
    } else {
        "It holds names and addresses from the logs; with pseudonyms shown, it holds those."
    }
}
/// Prints the report.
pub const REPORT_PRINT: &str = "Print";
/// Saves it.
pub const REPORT_HTML: &str = "Save as HTML";
/// Saves it.
pub const REPORT_MARKDOWN: &str = "Save as Markdown";
/// Names the bar of hashing.
pub const HASHING_LABEL: &str = "Hashing the files";
/// Hashes all files.
pub const HASHING_START: &str = "Compute SHA-256 of all files";
/// What that takes.
pub const HASHING_TITLE: &str = "Reads every file once more, in the background; nothing leaves the page";

/// How far hashing is.
pub fn hashing_words(hashes: FileHashes) -> String {
    let files = counted(u64::from(hashes.num_all), "file", "files");
    let lost = match hashes.num_lost {
        0 => String::new(),
        number => format!("; {} could not be read again", count(u64::from(number))),
    };
    if hashes.num_done == 0 && !hashes.is_wanted {
        "The files were not hashed.".to_owned()
    } else {
        format!(
            "SHA-256 computed of {} of {files}{lost}",
            count(u64::from(hashes.num_done))
        )
    }
}

/// Below a table that was shortened.
pub fn rows_left_out(num_rows: usize) -> String {
    format!(
        "{} are not shown here; a saved report has every row.",
        counted(num_rows as u64, "more row", "more rows")
    )
}
