//! One cell and its states.

use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What a cell holds. Absent, null, empty and "not in this export" are four different things,
/// on screen, in filters and in exports.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Cell {
    /// The record does not have the field.
    Absent,
    /// The field is there and is `null`.
    Null,
    /// The shape the record came in cannot hold the field.
    NotInExport,
    /// Text, possibly empty; what was no text in the record stands as its JSON.
    Text(Rc<str>),
}

impl Cell {
    /// A text cell.
    pub fn text(text: impl Into<Rc<str>>) -> Self {
        Self::Text(text.into())
    }

    /// The text, when there is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}
