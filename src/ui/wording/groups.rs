//! The words of the group tables.

use super::{
    labels::{column_label, tab_label},
    messages::{MessageWords, calls_message},
    numbers::counted,
    search::SO_FAR,
    zone::zoned,
};
use crate::base::Zone;
use crate::state::{Action, AppState, CallsFace, Column, GroupKey, GroupsAction, Tab};
use yew::AttrValue;

/// The heading of a column of a group table; none for the trend.
pub fn group_heading(key: Option<GroupKey>, column: Column, zone: &Zone) -> AttrValue {
    let words = match key {
        Some(GroupKey::Value) => column_label(column),
        Some(GroupKey::Calls) => "Calls",
        Some(GroupKey::Errors) => "Failed",
        Some(GroupKey::First) => return zoned("First", zone),
        Some(GroupKey::Last) => return zoned("Last", zone),
        Some(GroupKey::Callers) => "Callers",
        Some(GroupKey::Addresses) => "Addresses",
        None => "Over time",
    };
    AttrValue::Static(words)
}

/// The search above a group table.
pub fn groups_search(tab: Tab) -> String {
    format!("Search {}", tab_label(tab).to_lowercase())
}

/// What a click on a value does.
pub fn group_open(value: &str) -> String {
    format!("Show the calls of {value}")
}

/// The line below a group table.
pub fn groups_status(num_groups: u32, is_partial: bool) -> String {
    let values = counted(u64::from(num_groups), "value", "values");
    if is_partial {
        format!("{values} · {SO_FAR}")
    } else {
        values
    }
}

/// What to say in place of groups.
pub fn groups_message(state: &AppState) -> Option<MessageWords> {
    if state.calls_face() != CallsFace::Rows {
        return calls_message(state);
    }
    let shown = state.groups.shown.as_ref()?;
    if shown.num_groups > 0 {
        return None;
    }
    if state.groups.search.trim().is_empty() {
        return Some(MessageWords::new(
            "No call failed",
            "None of the calls that match has an error.",
        ));
    }
    let all = Action::Groups(GroupsAction::Search("".into()));
    Some(
        MessageWords::new("No value matches", "None of the values has this text.")
            .action("Show all values", all),
    )
}
