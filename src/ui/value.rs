//! A value from a log: text only, set apart from its surroundings, hidden characters as marks.

use super::wording;
use crate::{
    base::hidden::{mark_hidden, plain},
    state::Cell,
};
use yew::{AttrValue, Html, html};

/// Text from a log.
pub fn text_value(text: &str) -> Html {
    html! { <bdi class="value">{ mark_hidden(text).into_owned() }</bdi> }
}

/// A cell: its text, or our words for its state.
pub fn cell_value(cell: &Cell) -> Html {
    match wording::cell_words(cell) {
        Some(words) => html! { <span class="value" data-state="none">{ words }</span> },
        None => text_value(cell.as_text().unwrap_or_default()),
    }
}

/// A cell as plain text, for titles and names.
pub fn cell_title(cell: &Cell) -> AttrValue {
    match wording::cell_words(cell) {
        Some(words) => AttrValue::Static(words),
        None => plain(cell.as_text().unwrap_or_default()).into(),
    }
}
