//! Scripts of actions around single calls: marking, comparing, what is near the open one.

mod pages;

use medtrail::{
    base::RowId,
    state::{Action, ChosenAction, FilesAction, Move, RowsAction},
};
use pages::Script;

fn chosen(script: &Script) -> Vec<u32> {
    script.state.chosen.iter().map(|row| row.0).collect()
}

#[test]
fn calls_are_marked_by_key_and_by_click_and_stay_marked_until_the_table_is_read_anew() {
    let mut script = Script::loaded(100);
    script.act(Action::Rows(RowsAction::Move(Move::Rows(3))));
    script.act(Action::Chosen(ChosenAction::ToggleActive));
    script.act(Action::Chosen(ChosenAction::Toggle(RowId(1))));
    assert_eq!(chosen(&script), [1, 3]);
    script.answer(100, 5);
    assert_eq!(chosen(&script), [1, 3], "a filter takes no mark away");
    script.act(Action::Chosen(ChosenAction::Toggle(RowId(1))));
    assert_eq!(chosen(&script), [3]);
    script.act(Action::Files(FilesAction::ReadAgain));
    assert!(chosen(&script).is_empty(), "the rows have other numbers now");
    script.act(Action::Chosen(ChosenAction::ToggleActive));
    assert!(chosen(&script).is_empty(), "no row is on screen");
}

#[test]
fn marks_can_all_be_taken_away() {
    let mut script = Script::loaded(10);
    for row in 0..4 {
        script.act(Action::Chosen(ChosenAction::Toggle(RowId(row))));
    }
    assert_eq!(script.state.chosen.num(), 4);
    assert!(script.state.chosen.contains(RowId(2)) && !script.state.chosen.contains(RowId(7)));
    script.act(Action::Chosen(ChosenAction::Clear));
    assert!(chosen(&script).is_empty());
}
