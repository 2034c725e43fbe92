//! The record of a call and its places, in words.

use super::numbers::{count, counted};
use crate::{protocol::reader::FetchProblem, state::Place};

/// Where in its file a record stands.
pub fn place_words(place: &Place) -> String {
    let part = if place.member == 0 {
        String::new()
    } else {
        format!("part {}, ", place.member)
    };
    format!(
        "{part}byte {} of the unpacked text, {} long",
        count(place.offset),
        counted(u64::from(place.len), "byte", "bytes")
    )
}

/// Over the list of copies.
pub fn copies_words(num_copies: usize) -> String {
    match num_copies {
        1 => "The same record stands in one more place; it is counted once.".to_owned(),
        _ => format!(
            "The same record stands in {} more places; it is counted once.",
            count(num_copies as u64)
        ),
    }
}

/// Why a record cannot be shown, and what to do.
pub fn fetch_problem(problem: FetchProblem) -> &'static str {
    match problem {
        FetchProblem::FileGone => {
            "The record could not be read again: its file is gone or may no longer be read. \
             The fields above are from the first reading. Open the file again to see the record."
        }
        FetchProblem::ReaderEnded => {
            "The record could not be read again: the reader ended while it looked. \
             The fields above are from the first reading. Close this call and open it once more."
        }
        FetchProblem::FileChanged => {
            "The record could not be read again: its file has changed since it was opened. \
             The fields above are from the first reading. Clear and open the file again to read its new content."
        }
    }
}
