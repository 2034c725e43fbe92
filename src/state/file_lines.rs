//! The Files view: which lines are on screen and what was asked for.

use super::{AppState, Effect, Tab};
use crate::protocol::{engine::ToEngine, ledger::FileLine};
use std::rc::Rc;

/// The lines on screen, their search and the newest question about them.
#[derive(Clone, Debug, PartialEq)]
pub struct FileLines {
    /// Only paths with this text.
    pub search: Rc<str>,
    /// Only files with something to say.
    pub only_with_notes: bool,
    /// First line and number of lines on screen.
    pub wanted: (u32, u32),
    /// Index of the first line of `lines`.
    pub first: u32,
    /// Lines, as far as they came.
    pub lines: Rc<[Rc<FileLine>]>,
    /// Number of lines in all; unknown before the first answer.
    pub num_lines: Option<u32>,
    asked: u32,
    answered: u32,
    is_outdated: bool,
}

/// Enough lines for a tall screen, until the view says how many it shows.
const FIRST_LEN: u32 = 64;

impl Default for FileLines {
    fn default() -> Self {
        Self {
            search: Rc::default(),
            only_with_notes: false,
            wanted: (0, FIRST_LEN),
            first: 0,
            lines: Rc::new([]),
            num_lines: None,
            asked: 0,
            answered: 0,
            is_outdated: false,
        }
    }
}

/// Asks for the lines on screen, when the Files view is on screen.
pub(super) fn ask(state: &mut AppState, effects: &mut Vec<Effect>) {
    if state.view.tab != Tab::Files {
        return;
    }
    let generation = state.next_generation();
    let view = &mut state.file_lines;
    view.asked = generation;
    view.is_outdated = false;
    effects.push(Effect::TellEngine(ToEngine::Files {
        generation,
        first: view.wanted.0,
        len: view.wanted.1,
        only_with_notes: view.only_with_notes,
        search: view.search.trim().to_owned(),
    }));
}

/// The ledger changed: asks again, or notes that the answer under way will be old.
pub(super) fn ledger_changed(state: &mut AppState, effects: &mut Vec<Effect>) {
    if state.file_lines.asked == state.file_lines.answered {
        ask(state, effects);
    } else {
        state.file_lines.is_outdated = true;
    }
}

/// The engine's answer.
pub(super) fn take_lines(
    state: &mut AppState,
    generation: u32,
    num_files: u32,
    first: u32,
    lines: &[FileLine],
    effects: &mut Vec<Effect>,
) {
    let view = &mut state.file_lines;
    if view.asked != generation {
        return;
    }
    view.answered = generation;
    view.num_lines = Some(num_files);
    view.first = first;
    view.lines = lines.iter().cloned().map(Rc::new).collect();
    if view.is_outdated {
        ask(state, effects);
    }
}
