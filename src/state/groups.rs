//! The group tables: the calls that match, by the values of one column.

use super::{AppState, Cell, Column, Effect, QueryAction, Tab, ViewAction, query_change, view};
use crate::{
    protocol::engine::ToEngine,
    query::{GroupKey, Groups, GroupsWish},
};
use std::rc::Rc;

/// How the group tables are shown, and the groups on screen.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupsView {
    /// What they are sorted by.
    pub sort: GroupKey,
    /// Falling instead of rising.
    pub is_descending: bool,
    /// Only values with this text.
    pub search: Rc<str>,
    /// The groups, as far as they came; none before the first answer for the tab on screen.
    pub shown: Option<Rc<Groups>>,
    wanted: (u32, u32),
    asked: u32,
    answered: u32,
    is_outdated: bool,
}

/// Enough groups for a tall screen, until the view says how many it shows.
const FIRST_LEN: u32 = 64;

impl Default for GroupsView {
    fn default() -> Self {
        Self {
            sort: GroupKey::Calls,
            is_descending: true,
            search: Rc::default(),
            shown: None,
            wanted: (0, FIRST_LEN),
            asked: 0,
            answered: 0,
            is_outdated: false,
        }
    }
}

/// Wishes about the group table on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupsAction {
    /// Other groups are on screen.
    Show {
        /// First group.
        first: u32,
        /// How many.
        len: u32,
    },
    /// Sort by this; the other way when it is sorted by already.
    SortBy(GroupKey),
    /// Only values with this text.
    Search(Rc<str>),
    /// Show the calls behind a value.
    Open(Cell),
}

/// Does what is wished.
pub(super) fn change(state: &mut AppState, wish: GroupsAction, effects: &mut Vec<Effect>) {
    let view = &mut state.groups;
    match wish {
        GroupsAction::Show { first, len } if view.wanted == (first, len) => return,
        GroupsAction::Show { first, len } => view.wanted = (first, len),
        GroupsAction::SortBy(key) => {
            // Numbers begin with the highest, values and first times with the first.
            view.is_descending = if view.sort == key {
                !view.is_descending
            } else {
                !matches!(key, GroupKey::Value | GroupKey::First)
            };
            view.sort = key;
        }
        GroupsAction::Search(text) => view.search = text,
        GroupsAction::Open(cell) => {
            if let Some((column, _)) = state.view.tab.groups_by() {
                let is_only = super::asking::chosen(&state.asking.query, column) == [cell.clone()];
                if !is_only {
                    query_change::change(state, QueryAction::OnlyValue(column, cell), effects);
                }
                view::change(state, ViewAction::ShowTab(Tab::Calls), effects);
            }
            return;
        }
    }
    ask(state, effects);
}

/// Another tab is on screen.
pub(super) fn tab_changed(state: &mut AppState, effects: &mut Vec<Effect>) {
    state.groups.search = Rc::default();
    state.groups.shown = None;
    state.groups.wanted.0 = 0;
    ask(state, effects);
}

/// Asks for the groups on screen, when a group table is.
impl GroupsView {
    /// What is asked for the table of a tab; none for a tab without one.
    pub(super) fn wish_of(&self, tab: Tab) -> Option<GroupsWish> {
        tab.groups_by()
            .map(|(column, only_errors)| self.wish(column, only_errors))
    }

    fn wish(&self, column: Column, only_errors: bool) -> GroupsWish {
        GroupsWish {
            column,
            only_errors,
            search: self.search.trim().into(),
            sort: self.sort,
            is_descending: self.is_descending,
            first: self.wanted.0,
            len: self.wanted.1,
        }
    }
}

fn ask(state: &mut AppState, effects: &mut Vec<Effect>) {
    let Some((column, only_errors)) = state.view.tab.groups_by() else {
        return;
    };
    if state.counts.is_none() {
        return;
    }
    let generation = state.next_generation();
    let view = &mut state.groups;
    view.asked = generation;
    view.is_outdated = false;
    let wish = view.wish(column, only_errors);
    effects.push(Effect::TellEngine(ToEngine::Groups { generation, wish }));
}

/// There is a new answer: asks again, or notes that the groups under way will be old.
pub(super) fn answer_changed(state: &mut AppState, effects: &mut Vec<Effect>) {
    if state.groups.asked == state.groups.answered || state.groups.shown.is_none() {
        ask(state, effects);
    } else {
        state.groups.is_outdated = true;
    }
}

/// The engine's groups.
pub(super) fn take(state: &mut AppState, generation: u32, groups: Groups, effects: &mut Vec<Effect>) {
    if state.groups.asked != generation {
        return;
    }
    state.groups.answered = generation;
    state.groups.shown = Some(Rc::new(groups));
    if state.groups.is_outdated {
        ask(state, effects);
    }
}

impl Tab {
    /// The column whose values a group table lists, and whether it counts failed calls only.
    pub fn groups_by(self) -> Option<(Column, bool)> {
        match self {
            Self::Operations => Some((Column::Operation, false)),
            Self::Callers => Some((Column::Principal, false)),
            Self::Sources => Some((Column::SourceIp, false)),
            Self::Clients => Some((Column::Client, false)),
            Self::Regions => Some((Column::Region, false)),
            Self::Errors => Some((Column::Result, true)),
            Self::Summary
            | Self::Calls
            | Self::Changes
            | Self::Jobs
            | Self::Review
            | Self::Integrity
            | Self::Files => None,
        }
    }
}
