//! The calls that a person marked, to compare them or to save them: rows of the table, whatever the filter shows.

use super::{AppState, Effect, FocusTarget};
use crate::base::{RowId, Shared};
use std::collections::BTreeSet;

/// The marked rows. They stay marked while filters and order change, and are forgotten with the table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChosenRows {
    rows: Shared<BTreeSet<RowId>>,
}

/// Wishes about the marked calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChosenAction {
    /// Mark the row, or take the mark away.
    Toggle(RowId),
    /// The same with the active row of the table.
    ToggleActive,
    /// Take every mark away.
    Clear,
}

impl ChosenRows {
    /// How many rows are marked.
    pub fn num(&self) -> usize {
        self.rows.len()
    }

    /// Whether a row is marked.
    pub fn contains(&self, row: RowId) -> bool {
        self.rows.contains(&row)
    }

    /// The marked rows, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = RowId> + '_ {
        self.rows.iter().copied()
    }

    fn toggle(&mut self, row: RowId) {
        let mut rows = (*self.rows).clone();
        if !rows.remove(&row) {
            rows.insert(row);
        }
        self.rows = Shared::new(rows);
    }
}

/// Does what is wished.
pub(super) fn change(state: &mut AppState, wish: ChosenAction, effects: &mut Vec<Effect>) {
    match wish {
        ChosenAction::Toggle(row) => state.chosen.toggle(row),
        ChosenAction::ToggleActive => {
            if let Some(row) = state.rows.row(state.rows.cursor) {
                let row = row.id;
                state.chosen.toggle(row);
            }
        }
        ChosenAction::Clear => {
            state.chosen = ChosenRows::default();
            // The button goes with the marks.
            effects.push(Effect::Focus(FocusTarget::Table));
        }
    }
}
