//! The Integrity view: what is on screen of it, and what was asked for.

use super::{AppState, Effect, Tab, file_lines, review};
use crate::{
    base::EpochMillis,
    protocol::{
        engine::{FileEntry, ToEngine},
        integrity::{
            FromIntegrity, IntegrityAnswer, IntegrityBrief, IntegrityWish, Level, MapCell, ToIntegrity, Zoom,
        },
    },
};
use std::rc::Rc;

/// How the Integrity view is shown, and the newest answer.
#[derive(Clone, Debug, PartialEq)]
pub struct IntegrityView {
    /// How much there is to prove with.
    pub brief: IntegrityBrief,
    /// What the view shows.
    pub wish: IntegrityWish,
    /// The newest answer.
    pub answer: Option<Rc<IntegrityAnswer>>,
    /// Contents are hashed while they are read: digests are around.
    is_sealing: bool,
    asked: u32,
    answered: u32,
    is_outdated: bool,
}

/// Enough lines for a tall screen, until the view says how many it shows.
const FIRST_LEN: u32 = 64;

impl Default for IntegrityView {
    fn default() -> Self {
        Self {
            brief: IntegrityBrief::default(),
            wish: IntegrityWish {
                len: FIRST_LEN,
                ..IntegrityWish::default()
            },
            answer: None,
            is_sealing: false,
            asked: 0,
            answered: 0,
            is_outdated: false,
        }
    }
}

impl IntegrityView {
    /// What was shown is shown otherwise from now on.
    pub(super) fn forget_words(&mut self) {
        self.answer = None;
        (self.wish.account, self.wish.cell) = (None, None);
    }
}

/// Wishes about the Integrity view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntegrityAction {
    /// Other lines are on screen.
    Show {
        /// First line.
        first: u32,
        /// How many.
        len: u32,
    },
    /// Only files of this level, or all.
    OnlyLevel(Option<Level>),
    /// The map of this account.
    Account(Rc<str>),
    /// Hours of a day, or days of a month.
    Zoom(Zoom, Option<EpochMillis>),
    /// The day or month of this time.
    GoTo(EpochMillis),
    /// Only files of this cell of the map, and how to fetch them; none for all.
    Choose(Option<MapCell>),
    /// Hash every file as it lies on the disk, or stop that.
    HashFiles(bool),
}

/// Does what is wished.
pub(super) fn change(state: &mut AppState, action: IntegrityAction, effects: &mut Vec<Effect>) {
    let wish = &mut state.integrity.wish;
    match action {
        IntegrityAction::HashFiles(is_wanted) => {
            if !is_wanted {
                effects.push(Effect::StopSealing);
            }
            let wish = ToIntegrity::HashFiles(is_wanted);
            effects.push(Effect::TellEngine(ToEngine::Integrity(wish)));
            return;
        }
        IntegrityAction::Show { first, len } if (wish.first, wish.len) == (first, len) => return,
        IntegrityAction::Show { first, len } => (wish.first, wish.len) = (first, len),
        IntegrityAction::OnlyLevel(level) => {
            wish.level = level;
            wish.first = 0;
        }
        IntegrityAction::Account(account) => wish.account = Some(account),
        IntegrityAction::Zoom(zoom, at) => {
            wish.zoom = Some(zoom);
            wish.at = at.or(wish.at);
        }
        IntegrityAction::GoTo(at) => wish.at = Some(at),
        IntegrityAction::Choose(cell) => {
            if let (Some(cell), Some(answer)) = (&cell, &state.integrity.answer) {
                // The map stays where the cell is, whatever is found missing later.
                wish.account = Some(cell.row.account.clone());
                (wish.zoom, wish.at) = (Some(answer.map.zoom), Some(cell.from));
            }
            wish.cell = cell;
            wish.first = 0;
        }
    }
    ask(state, effects);
}

/// Asks for what is on screen, when the Integrity view is.
pub(super) fn ask(state: &mut AppState, effects: &mut Vec<Effect>) {
    if state.view.tab != Tab::Integrity {
        return;
    }
    let generation = state.next_generation();
    let view = &mut state.integrity;
    view.asked = generation;
    view.is_outdated = false;
    let wish = view.wish.clone();
    effects.push(Effect::TellEngine(ToEngine::Integrity(ToIntegrity::Ask {
        generation,
        wish,
    })));
}

/// Files were found: names alone say whether hashes will be asked for. A wrong guess costs time and nothing else.
pub(super) fn files_found(state: &mut AppState, entries: &[FileEntry], effects: &mut Vec<Effect>) {
    if entries
        .iter()
        .any(|entry| entry.path.contains("CloudTrail-Digest"))
    {
        seal_from_now_on(state, effects);
    }
}

fn seal_from_now_on(state: &mut AppState, effects: &mut Vec<Effect>) {
    if !std::mem::replace(&mut state.integrity.is_sealing, true) {
        effects.push(Effect::SealContents);
    }
}

/// What the engine said is true no more: all files are read again, or none is left.
pub(super) fn forget_answers(state: &mut AppState) {
    state.integrity.brief = IntegrityBrief::default();
    state.integrity.answer = None;
    state.integrity.asked = state.integrity.answered;
}

/// What the engine said.
pub(super) fn take(state: &mut AppState, said: FromIntegrity, effects: &mut Vec<Effect>) {
    match said {
        FromIntegrity::Brief(brief) => {
            let had = std::mem::replace(&mut state.integrity.brief, brief).hashes;
            if had.is_under_way() && !brief.hashes.is_under_way() {
                review::hashes_known(state, effects);
            }
            if brief.num_proofs > 0 {
                seal_from_now_on(state, effects);
            }
            if state.integrity.asked == state.integrity.answered {
                ask(state, effects);
            } else {
                state.integrity.is_outdated = true;
            }
            file_lines::ledger_changed(state, effects);
        }
        FromIntegrity::Seal(files) => effects.push(Effect::Seal(files)),
        FromIntegrity::Answer { generation, answer } => {
            if state.integrity.asked != generation {
                return;
            }
            state.integrity.answered = generation;
            state.integrity.answer = Some(Rc::new(*answer));
            if state.integrity.is_outdated {
                ask(state, effects);
            }
        }
    }
}
