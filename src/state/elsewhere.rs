//! The panel that takes the filter to another engine.

use super::{AppState, Effect};
use crate::{
    base::Shared,
    protocol::{
        Scope,
        elsewhere::{Elsewhere, ElsewhereWish, Target, TrailPlace},
        engine::ToEngine,
    },
};

/// The panel.
#[derive(Clone, Debug, PartialEq)]
pub struct ElsewhereView {
    /// It is open.
    pub is_open: bool,
    /// The engine chosen.
    pub target: Target,
    /// Where the trail is; none before it was guessed.
    pub place: Option<Shared<TrailPlace>>,
    /// What came last.
    pub shown: Option<Shared<Elsewhere>>,
    asked: u32,
}

impl Default for ElsewhereView {
    fn default() -> Self {
        Self {
            is_open: false,
            target: Target::Athena,
            place: None,
            shown: None,
            asked: 0,
        }
    }
}

/// What the person wishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElsewhereAction {
    /// Open or close the panel.
    Open(bool),
    /// For this engine.
    Choose(Target),
    /// The trail is here.
    Place(TrailPlace),
}

/// Does what is wished.
pub(super) fn change(state: &mut AppState, wish: ElsewhereAction, effects: &mut Vec<Effect>) {
    match wish {
        ElsewhereAction::Open(is_open) => state.elsewhere.is_open = is_open,
        ElsewhereAction::Choose(target) => state.elsewhere.target = target,
        ElsewhereAction::Place(place) => state.elsewhere.place = Some(Shared::new(place)),
    }
    ask(state, effects);
}

/// Asks again, when the panel is open.
pub(super) fn ask(state: &mut AppState, effects: &mut Vec<Effect>) {
    if !state.elsewhere.is_open {
        return;
    }
    state.elsewhere.asked = state.next_generation();
    effects.push(Effect::TellEngine(ToEngine::Elsewhere {
        generation: state.elsewhere.asked,
        wish: ElsewhereWish {
            target: state.elsewhere.target,
            place: state.elsewhere.place.as_deref().cloned(),
            only_medical: state.scope == Scope::ComprehendMedical,
        },
    }));
}

/// The engine's answer.
pub(super) fn take(state: &mut AppState, generation: u32, elsewhere: Elsewhere) {
    if generation != state.elsewhere.asked {
        return;
    }
    if state.elsewhere.place.is_none() && !elsewhere.statements.is_empty() {
        state.elsewhere.place = Some(Shared::new(elsewhere.place.clone()));
    }
    state.elsewhere.shown = Some(Shared::new(elsewhere));
}
