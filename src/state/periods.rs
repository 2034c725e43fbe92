//! Two ranges of time against each other: what the later one has that the earlier one has not.

use super::{AppState, Column, Effect, Tab, view};
use crate::{
    base::EpochMillis,
    protocol::engine::ToEngine,
    query::{Field, Filter, Novelty, NoveltyWish, Op, Period, Test},
};
use std::rc::Rc;

/// Values listed of each column.
const LISTED: u32 = 100;

/// The ranges and what was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Periods {
    /// The earlier range and the later one; none before any was chosen.
    pub ranges: Option<(Period, Period)>,
    /// What is new.
    pub found: Option<Rc<Novelty>>,
    asked: u32,
    answered: u32,
    is_outdated: bool,
}

/// Wishes about the two ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodsAction {
    /// Compare these: the earlier one and the later one.
    Compare(Period, Period),
    /// Compare the range in force, or else the later half of all calls, with the time of the same length before it.
    CompareWithBefore,
}

impl Periods {
    /// What was found is true no more, and what is under way will not come.
    pub(super) fn forget(&mut self) {
        let ranges = self.ranges;
        *self = Self {
            ranges,
            ..Self::default()
        };
    }

    /// A newer answer is on its way.
    pub fn is_pending(&self) -> bool {
        self.asked != self.answered
    }
}

/// Does what is wished.
pub(super) fn change(state: &mut AppState, wish: PeriodsAction, effects: &mut Vec<Effect>) {
    state.periods.ranges = match wish {
        PeriodsAction::Compare(earlier, later) => Some((earlier, later)),
        PeriodsAction::CompareWithBefore => suggested(state),
    };
    state.periods.found = None;
    if state.view.tab == Tab::Changes {
        ask(state, effects);
    } else {
        view::show_tab(state, Tab::Changes, effects);
    }
}

/// The range in force, or the later half of all calls, after the time before it.
fn suggested(state: &AppState) -> Option<(Period, Period)> {
    let later = match time_range(state) {
        Some((Some(from), Some(until))) => Period { from, until },
        open => {
            let (first, last) = state.counts?.time_span?;
            let end = EpochMillis(last.0.saturating_add(1000));
            match open {
                Some((Some(from), None)) => Period { from, until: end },
                Some((None, Some(until))) => Period { from: first, until },
                _ => Period {
                    from: middle(first, end),
                    until: end,
                },
            }
        }
    };
    (later.from < later.until).then(|| (later.before(), later))
}

/// The time range in force.
fn time_range(state: &AppState) -> Option<(Option<EpochMillis>, Option<EpochMillis>)> {
    state.asking.query.filters().find_map(|filter| match filter {
        Filter::Test(Test {
            field: Field::Column(Column::Time),
            op: Op::During(from, until),
        }) => Some((*from, *until)),
        _ => None,
    })
}

/// A whole second: that is how times are written.
fn middle(first: EpochMillis, end: EpochMillis) -> EpochMillis {
    let middle = i64::midpoint(first.0, end.0);
    EpochMillis(middle.div_euclid(1000) * 1000)
}

/// The tab came on screen, or there is a new answer to the question in force.
pub(super) fn answer_changed(state: &mut AppState, effects: &mut Vec<Effect>) {
    if state.view.tab != Tab::Changes {
        return;
    }
    if state.periods.is_pending() {
        state.periods.is_outdated = true;
    } else {
        ask(state, effects);
    }
}

fn ask(state: &mut AppState, effects: &mut Vec<Effect>) {
    if state.counts.is_none() {
        return;
    }
    if state.periods.ranges.is_none() {
        state.periods.ranges = suggested(state);
    }
    let Some((earlier, later)) = state.periods.ranges else {
        return;
    };
    let generation = state.next_generation();
    state.periods.asked = generation;
    state.periods.is_outdated = false;
    let wish = NoveltyWish {
        earlier,
        later,
        limit: LISTED,
    };
    effects.push(Effect::TellEngine(ToEngine::Novelty { generation, wish }));
}

/// What the engine found.
pub(super) fn take(state: &mut AppState, generation: u32, found: Novelty, effects: &mut Vec<Effect>) {
    if state.periods.asked != generation {
        return;
    }
    state.periods.answered = generation;
    state.periods.found = Some(Rc::new(found));
    if state.periods.is_outdated {
        ask(state, effects);
    }
}
