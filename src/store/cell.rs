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

/// A cell that borrows its text: what builders take and columns give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CellRef<'a> {
    /// The record does not have the field.
    Absent,
    /// The field is there and is `null`.
    Null,
    /// The shape the record came in cannot hold the field.
    NotInExport,
    /// Text, possibly empty.
    Text(&'a str),
}

/// A cell on its way into a [`super::BatchBuilder`].
pub type CellInput<'a> = CellRef<'a>;

impl<'a> CellRef<'a> {
    /// The text, when there is one.
    pub fn as_text(self) -> Option<&'a str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<CellRef<'_>> for Cell {
    fn from(cell: CellRef<'_>) -> Self {
        match cell {
            CellRef::Absent => Self::Absent,
            CellRef::Null => Self::Null,
            CellRef::NotInExport => Self::NotInExport,
            CellRef::Text(text) => Self::text(text),
        }
    }
}

impl<'a> From<&'a Cell> for CellRef<'a> {
    fn from(cell: &'a Cell) -> Self {
        match cell {
            Cell::Absent => Self::Absent,
            Cell::Null => Self::Null,
            Cell::NotInExport => Self::NotInExport,
            Cell::Text(text) => Self::Text(text),
        }
    }
}

impl<'a> From<Option<&'a str>> for CellRef<'a> {
    /// No text is an absent field.
    fn from(text: Option<&'a str>) -> Self {
        text.map_or(Self::Absent, Self::Text)
    }
}
