//! Sending a view to someone else, and opening one that was sent.

use super::{
    AppState, Columns, Effect, NoticeKind, Phase,
    link::{LinkError, MAX_LINK_BYTES, ViewLink},
    query_change,
    view::show_tab,
    zone::{self, ZoneAction},
};
use crate::base::Shared;
use std::rc::Rc;

/// Wishes about views.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShareAction {
    /// Put a link to the view on the clipboard, filters and all.
    CopyLink,
    /// Save the view as a file.
    SaveView,
    /// Open the browser's dialog for a saved view.
    ChooseView,
    /// The address holds this fragment, without `#`.
    OpenFragment(Rc<str>),
    /// A saved view was read.
    OpenFile(Rc<str>),
}

/// What a saved view begins with; the fragment follows on the next line.
const FILE_HEAD: &str = "MedTrail view";

/// Does what is wished.
pub(super) fn change(state: &mut AppState, wish: ShareAction, effects: &mut Vec<Effect>) {
    match wish {
        ShareAction::CopyLink => {
            let fragment = ViewLink::of(state).to_fragment();
            if fragment.len() > MAX_LINK_BYTES {
                state.notify(NoticeKind::BadView(LinkError::TooLong));
            } else {
                effects.push(Effect::CopyLink(fragment.into()));
                state.num_copies += 1;
            }
        }
        ShareAction::SaveView => {
            let text = format!("{FILE_HEAD}\n{}\n", ViewLink::of(state).to_fragment());
            effects.push(Effect::SaveView(text.into()));
        }
        ShareAction::ChooseView => effects.push(Effect::OpenViewDialog),
        ShareAction::OpenFragment(fragment) => {
            let view = ViewLink::parse(&fragment);
            state.address = fragment;
            open(state, view, effects);
        }
        ShareAction::OpenFile(text) => {
            let view = match text.trim().split_once('\n') {
                Some((FILE_HEAD, fragment)) => ViewLink::parse(fragment.trim()),
                None if text.trim() == FILE_HEAD => Ok(ViewLink::default()),
                _ => Err(LinkError::OtherVersion),
            };
            open(state, view, effects);
        }
    }
}

/// Makes a view the one on screen, or says why not. Loads nothing.
fn open(state: &mut AppState, view: Result<ViewLink, LinkError>, effects: &mut Vec<Effect>) {
    let view = match view {
        Ok(view) => view,
        Err(error) => {
            state.notify(NoticeKind::BadView(error));
            return;
        }
    };
    state.view.is_tab_chosen = view != ViewLink::default();
    state.columns = Shared::new(Columns::of(&view.columns));
    if let Some(tab) = view.tab {
        show_tab(state, tab, effects);
    }
    let zone = view.zone.unwrap_or_default();
    zone::change(state, ZoneAction::Choose(zone), effects);
    query_change::open_view(state, view.tokens, view.sort, effects);
}

/// Keeps the address in step with the shape of the view, which holds nothing of the data. A view that waits for its
/// logs keeps its whole address, so that it survives a reload; with the logs, its filters leave the address.
pub(super) fn follow(before: &AppState, state: &mut AppState, effects: &mut Vec<Effect>) {
    let is_same = before.address == state.address
        && before.columns == state.columns
        && before.view.tab == state.view.tab
        && before.zone == state.zone
        && before.asking.query.sort == state.asking.query.sort
        && before.phase == state.phase;
    let is_waiting = before.phase == Phase::Empty && state.phase == Phase::Empty;
    if is_same || is_waiting {
        return;
    }
    let fragment = ViewLink::shape_of(state).to_fragment();
    if *fragment != *state.address {
        state.address = fragment.into();
        effects.push(Effect::SetFragment(state.address.clone()));
    }
}
