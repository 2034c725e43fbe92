//! The keys of the grid.

use crate::state::{CellWish, Move};
use yew::KeyboardEvent;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Another active cell.
    Move(Move),
    /// Something with the active cell.
    Active(CellWish),
    /// Mark the active row.
    Choose,
    /// Close the open call.
    Close,
}

/// What the key asks for; `None` leaves it to the browser. `num_visible` rows are a page.
pub(super) fn step(event: &KeyboardEvent, num_visible: u32) -> Option<Step> {
    if event.alt_key() || event.meta_key() {
        return None;
    }
    step_of(&event.key(), event.ctrl_key(), event.shift_key(), num_visible)
}

fn step_of(key: &str, with_ctrl: bool, with_shift: bool, num_visible: u32) -> Option<Step> {
    let page = num_visible.saturating_sub(1).clamp(1, 1000) as i32;
    Some(match (key, with_ctrl) {
        ("ArrowDown" | "j", false) => Step::Move(Move::Rows(1)),
        ("ArrowUp" | "k", false) => Step::Move(Move::Rows(-1)),
        ("PageDown", false) => Step::Move(Move::Rows(page)),
        ("PageUp", false) => Step::Move(Move::Rows(-page)),
        ("ArrowLeft", false) => Step::Move(Move::Columns(-1)),
        ("ArrowRight", false) => Step::Move(Move::Columns(1)),
        ("Home", false) => Step::Move(Move::FirstRow),
        ("End", false) => Step::Move(Move::LastRow),
        ("Home", true) => Step::Move(Move::FirstCell),
        ("End", true) => Step::Move(Move::LastCell),
        ("Enter", false) if with_shift => Step::Active(CellWish::OpenMore),
        ("Enter" | " ", false) => Step::Active(CellWish::Open),
        ("+", false) => Step::Active(CellWish::FilterFor),
        ("-", false) => Step::Active(CellWish::FilterOut),
        ("c", false) => Step::Active(CellWish::Copy),
        ("x", false) => Step::Choose,
        ("Escape", false) => Step::Close,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_keeps_one_row_in_sight() {
        let page = |key| step_of(key, false, false, 20);
        assert_eq!(page("PageDown"), Some(Step::Move(Move::Rows(19))));
        assert_eq!(page("PageUp"), Some(Step::Move(Move::Rows(-19))));
        assert_eq!(
            step_of("PageDown", false, false, 0),
            Some(Step::Move(Move::Rows(1)))
        );
    }

    #[test]
    fn other_keys_belong_to_the_browser() {
        assert_eq!(step_of("Tab", false, false, 5), None);
        assert_eq!(step_of("a", true, false, 5), None);
        assert_eq!(step_of("c", true, false, 5), None);
    }
}
