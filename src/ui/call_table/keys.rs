//! The keys of the grid: plain arithmetic on the active cell.

use super::GRID_COLUMNS;
use yew::KeyboardEvent;

/// The active cell; no row means the headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    pub row: Option<u32>,
    pub column: usize,
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Another cell.
    To(Position),
    /// Another column of the same row.
    Across(usize),
    /// So many rows down, or up; keys may come faster than the table is drawn.
    By(i32),
    /// Open the row.
    Open(u32),
    /// Sort by the column.
    Sort(usize),
    /// Close the open call.
    Close,
    /// Filter for the active cell's value.
    FilterFor,
    /// Filter it out.
    FilterOut,
    /// Copy it.
    Copy,
}

/// What the key asks for; `None` leaves it to the browser.
pub(super) fn step(event: &KeyboardEvent, at: Position, num_rows: u32, num_visible: u32) -> Option<Step> {
    if event.alt_key() || event.meta_key() {
        return None;
    }
    step_of(&event.key(), event.ctrl_key(), at, num_rows, num_visible)
}

fn step_of(key: &str, with_ctrl: bool, at: Position, num_rows: u32, num_visible: u32) -> Option<Step> {
    let last_row = num_rows.checked_sub(1);
    let last_column = GRID_COLUMNS.len() - 1;
    let page = num_visible.saturating_sub(1).clamp(1, 1000) as i32;
    let to_row = |row: u32| Position {
        row: last_row.map(|last| row.min(last)),
        ..at
    };
    let position = match (key, with_ctrl) {
        ("ArrowUp", false) if at.row.is_none_or(|row| row == 0) => Position { row: None, ..at },
        // From the headings every way down leads to the first row.
        ("ArrowDown" | "j" | "k" | "PageDown" | "PageUp", false) if at.row.is_none() => to_row(0),
        ("ArrowDown" | "j", false) => return Some(Step::By(1)),
        ("ArrowUp" | "k", false) => return Some(Step::By(-1)),
        ("PageDown", false) => return Some(Step::By(page)),
        ("PageUp", false) => return Some(Step::By(-page)),
        ("ArrowLeft", false) => return Some(Step::Across(at.column.saturating_sub(1))),
        ("ArrowRight", false) => return Some(Step::Across((at.column + 1).min(last_column))),
        ("Home", false) => to_row(0),
        ("End", false) => to_row(u32::MAX),
        ("Home", true) => Position {
            column: 0,
            ..to_row(0)
        },
        ("End", true) => Position {
            column: last_column,
            ..to_row(u32::MAX)
        },
        ("Enter" | " ", false) => {
            return Some(match at.row {
                Some(row) => Step::Open(row),
                None => Step::Sort(at.column),
            });
        }
        ("Escape", false) => return Some(Step::Close),
        ("+", false) if at.row.is_some() => return Some(Step::FilterFor),
        ("-", false) if at.row.is_some() => return Some(Step::FilterOut),
        ("c", false) if at.row.is_some() => return Some(Step::Copy),
        _ => return None,
    };
    Some(Step::To(position))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(row: u32, column: usize) -> Position {
        Position {
            row: Some(row),
            column,
        }
    }

    fn to(row: u32, column: usize) -> Option<Step> {
        Some(Step::To(at(row, column)))
    }

    #[test]
    fn end_reaches_the_last_of_two_million_rows() {
        assert_eq!(step_of("End", false, at(3, 2), 2_000_000, 20), to(1_999_999, 2));
        assert_eq!(step_of("End", true, at(3, 2), 2_000_000, 20), to(1_999_999, 6));
        assert_eq!(step_of("Home", true, at(77, 2), 2_000_000, 20), to(0, 0));
    }

    #[test]
    fn arrows_stop_at_the_edges_and_reach_the_headings() {
        assert_eq!(step_of("ArrowDown", false, at(9, 0), 10, 5), Some(Step::By(1)));
        assert_eq!(
            step_of("ArrowRight", false, at(0, 6), 10, 5),
            Some(Step::Across(6))
        );
        let head = Position { row: None, column: 4 };
        assert_eq!(step_of("ArrowUp", false, at(0, 4), 10, 5), Some(Step::To(head)));
        assert_eq!(step_of("ArrowDown", false, head, 10, 5), to(0, 4));
        assert_eq!(step_of("Enter", false, head, 10, 5), Some(Step::Sort(4)));
    }

    #[test]
    fn a_page_keeps_one_row_in_sight() {
        assert_eq!(step_of("PageDown", false, at(0, 0), 100, 20), Some(Step::By(19)));
        assert_eq!(step_of("PageUp", false, at(5, 0), 100, 20), Some(Step::By(-19)));
    }

    #[test]
    fn other_keys_belong_to_the_browser() {
        assert_eq!(step_of("Tab", false, at(0, 0), 10, 5), None);
        assert_eq!(step_of("a", true, at(0, 0), 10, 5), None);
    }
}
