//! Time ranges over the picture of calls over time: twice as long, and the one before.

use super::{AppState, Asking};
use crate::{
    base::EpochMillis,
    query::{Field, Filter, Op, Query, Test},
    store::Column,
};

/// A range: its first moment and the moment after it; open where there is none.
pub(super) type Range = (Option<EpochMillis>, Option<EpochMillis>);

/// The time range among the tokens in force.
pub(super) fn range_of(query: &Query) -> Option<Range> {
    query.filters().find_map(|filter| match filter {
        Filter::Test(Test {
            field: Field::Column(Column::Time),
            op: Op::During(from, until),
        }) => Some((*from, *until)),
        _ => None,
    })
}

/// The range in force, twice as long around its middle; open where it would hold every call.
pub(super) fn zoomed_out(state: &AppState) -> Range {
    let (Some((from, until)), Some(first), Some(last)) = (
        range_of(&state.asking.query),
        state.ledger.first,
        state.ledger.last,
    ) else {
        return (None, None);
    };
    let (from, until) = (
        from.unwrap_or(first).0,
        until.map_or(last.0.saturating_add(1), |until| until.0),
    );
    let half = (until.saturating_sub(from) / 2).max(500);
    let from = EpochMillis(from.saturating_sub(half));
    let until = EpochMillis(until.saturating_add(half));
    if from <= first && last < until {
        (None, None)
    } else {
        (Some(from), Some(until))
    }
}

impl Asking {
    /// The last change was one of the time range, so that "Undo" leads back to the range before.
    pub fn can_zoom_back(&self) -> bool {
        let others = |query: &Query| {
            let is_range = |filter: &Filter| {
                matches!(
                    filter,
                    Filter::Test(Test {
                        op: Op::During(..),
                        ..
                    })
                )
            };
            query
                .tokens
                .iter()
                .filter(|token| !is_range(&token.filter))
                .cloned()
                .collect::<Vec<_>>()
        };
        self.undo.last().is_some_and(|before| {
            range_of(before) != range_of(&self.query) && others(before) == others(&self.query)
        })
    }
}
