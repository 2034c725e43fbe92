//! The words of the search of the records.

use super::{
    messages::MessageWords,
    numbers::{count, counted},
};
use crate::{
    base::hidden::plain,
    protocol::search::{SearchPhase, SearchStatus, SearchTrouble},
    state::{Action, AppState, QueryAction},
};

/// Files that could not be searched and are named in the sentence.
const NUM_NAMED: usize = 3;

/// The line above the table.
pub const SEARCH_LABEL: &str = "Search of the records";
/// Ends the search.
pub const SEARCH_CANCEL: &str = "Cancel search";
/// What that does.
pub const SEARCH_CANCEL_TITLE: &str = "Stop searching the records; what was found until now stays";
/// Goes on after that.
pub const SEARCH_GO_ON: &str = "Search the rest";
/// Tries files again that could not be searched.
pub const SEARCH_AGAIN: &str = "Try again";
/// Below the filter's box, while a test of the records is typed.
pub const SEARCH_DRAFT: &str = "Enter searches the records in the files.";
/// Beside counts that may still grow.
pub const SO_FAR: &str = "So far: the records are not all searched.";

/// A number of calls that may still grow.
pub fn at_least(number: u32, is_partial: bool) -> String {
    let number = count(u64::from(number));
    if is_partial {
        format!("At least {number}")
    } else {
        number
    }
}

/// What is being done, and what the numbers on screen mean meanwhile.
pub fn search_phase(status: &SearchStatus) -> &'static str {
    match status.phase {
        SearchPhase::Waiting => {
            "The records are searched as soon as all files are read. Until then, calls whose records are not searched are \
             not shown and not counted."
        }
        SearchPhase::Running => {
            "Searching the records in the files. Until it is done, calls, counts, bars and facets show only what is \
             certain by now."
        }
        SearchPhase::Stopped => {
            "The search was stopped. Calls whose records were not searched are not shown and not counted."
        }
        SearchPhase::Done if status.is_partial() => {
            "Not every record could be searched. Calls whose records were not searched are not shown and not counted."
        }
        SearchPhase::Done => "The records are searched.",
    }
}

/// `1,200 of 4,000 calls searched`.
pub fn search_progress(status: &SearchStatus) -> String {
    format!(
        "{} of {} searched",
        count(u64::from(status.num_searched)),
        counted(u64::from(status.num_calls), "call", "calls")
    )
}

/// Which files could not be searched, and why. Paths come from the person's disk.
pub fn search_troubles(status: &SearchStatus) -> Option<String> {
    let named: Vec<String> = status
        .troubles
        .iter()
        .take(NUM_NAMED)
        .map(|(path, trouble)| {
            let why = match trouble {
                SearchTrouble::Gone => "is gone, or may no longer be read",
                SearchTrouble::Changed => "has changed since it was read",
                SearchTrouble::ReaderEnded => "ended its reader twice",
            };
            format!("“{}” {why}", plain(path))
        })
        .collect();
    if named.is_empty() {
        return None;
    }
    let num_more = u64::from(status.num_troubles).saturating_sub(named.len() as u64);
    let more = match num_more {
        0 => String::new(),
        _ => format!("; and {} more", count(num_more)),
    };
    Some(format!("{}{more}.", named.join("; ")))
}

/// In place of rows, as long as none is found.
pub(in crate::ui) fn searching_message(state: &AppState) -> MessageWords {
    let text = state.search.as_deref().map_or("", search_phase);
    MessageWords::new("No call found so far", text)
        .action(super::CLEAR_FILTERS, Action::Query(QueryAction::ClearFilters))
}

/// What a screen reader says: not every step, only what is going on.
pub(in crate::ui) fn search_announcement(state: &AppState) -> &'static str {
    match state.search.as_deref().map(|status| status.phase) {
        Some(SearchPhase::Waiting | SearchPhase::Running) => "Searching the records",
        Some(SearchPhase::Stopped) => "The search of the records was stopped",
        Some(SearchPhase::Done) => "Not every record could be searched",
        None => "",
    }
}
