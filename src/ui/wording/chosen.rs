//! The words of marked calls and of their comparison.

use super::numbers::counted;

/// The mark of a row.
pub const CHOOSE_CALL: &str = "Select this call (x)";
/// The group of what can be done with the marked calls.
pub const CHOSEN_LABEL: &str = "Selected calls";
/// Takes every mark away.
pub const CHOSEN_CLEAR: &str = "Clear selection";

/// How many are marked.
pub fn chosen_words(num_chosen: usize) -> String {
    format!("{} selected", counted(num_chosen as u64, "call", "calls"))
}
