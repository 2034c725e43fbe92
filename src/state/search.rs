//! The search of the raw records: what the page has files searched for, and how far it is.

use super::{AppState, Effect};
use crate::{
    base::Shared,
    protocol::{
        engine::ToEngine,
        search::{SearchOrder, SearchStatus, SearchWish},
    },
};

/// Wishes about the search of the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchAction {
    /// Stop it; what was found is kept.
    Stop,
    /// Go on where it was stopped, and try files again that could not be searched.
    GoOn,
}

/// Does what is wished.
pub(super) fn change(wish: SearchAction, effects: &mut Vec<Effect>) {
    let wish = match wish {
        SearchAction::Stop => {
            effects.push(Effect::StopSearch);
            SearchWish::Stop
        }
        SearchAction::GoOn => SearchWish::GoOn,
    };
    effects.push(Effect::TellEngine(ToEngine::Search(wish)));
}

/// The engine has files searched.
pub(super) fn begin(state: &AppState, order: SearchOrder, effects: &mut Vec<Effect>) {
    effects.push(Effect::Search {
        order,
        scope: state.scope,
    });
}

/// How far it is.
pub(super) fn take_status(state: &mut AppState, status: Option<SearchStatus>) {
    if state.search.as_deref() != status.as_ref() {
        state.search = status.map(Shared::new);
    }
}
