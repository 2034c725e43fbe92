//! Changes of the question: tokens, order, facets.

use super::{
    AppState, Cell, Column, Effect, FocusTarget, QueryAction,
    asking::{choice_at, chosen},
    facets,
};
use crate::{
    base::{EpochMillis, Shared},
    protocol::engine::ToEngine,
    query::{Field, Filter, Op, Query, SortKey, Test, Token},
};
use std::rc::Rc;

pub(super) fn change(state: &mut AppState, wish: QueryAction, effects: &mut Vec<Effect>) {
    match wish {
        QueryAction::ToggleValue(column, cell) => {
            edit(state, effects, |query| toggle_value(query, column, cell));
        }
        QueryAction::OnlyValue(column, cell) => edit(state, effects, |query| only_value(query, column, cell)),
        QueryAction::SetTimeRange(from, until) => edit(state, effects, |query| set_range(query, from, until)),
        QueryAction::SwitchToken(index) => edit(state, effects, |query| {
            if let Some(token) = query.tokens.get_mut(index) {
                token.is_on = !token.is_on;
            }
        }),
        QueryAction::RemoveToken(index) => {
            edit(state, effects, |query| {
                if index < query.tokens.len() {
                    query.tokens.remove(index);
                }
            });
            effects.push(Effect::Focus(FocusTarget::Filter));
        }
        QueryAction::SortBy(column) => edit(state, effects, |query| sort_by(query, column)),
        QueryAction::ClearFilters => {
            let had_draft = !std::mem::take(&mut state.asking.draft).is_empty();
            let had_tokens = !state.asking.query.tokens.is_empty();
            edit(state, effects, |query| query.tokens.clear());
            if had_draft && !had_tokens {
                ask_from_top(state, effects);
            }
            effects.push(Effect::Focus(FocusTarget::Filter));
        }
        QueryAction::Draft(text) => {
            if *text != *state.asking.draft {
                state.asking.draft = text;
                ask_from_top(state, effects);
            }
        }
        QueryAction::Commit(text) => {
            let had_draft = !std::mem::take(&mut state.asking.draft).is_empty();
            let before = state.asking.asked;
            edit(state, effects, |query| add_text(query, &text));
            if had_draft && state.asking.asked == before {
                ask_from_top(state, effects);
            }
        }
        QueryAction::FoldFacet(column, is_folded) => {
            state.facet_prefs.entry(column).or_default().is_folded = is_folded;
            facets::relist(state);
        }
        QueryAction::ExpandFacet(column, is_expanded) => {
            state.facet_prefs.entry(column).or_default().is_expanded = is_expanded;
            relist_and_ask(state, effects);
        }
        QueryAction::SearchFacet(column, text) => {
            state.facet_prefs.entry(column).or_default().search = text;
            relist_and_ask(state, effects);
        }
    }
}

/// Puts the question to the engine; the rows on screen stay where they are.
pub(super) fn ask(state: &mut AppState, effects: &mut Vec<Effect>) {
    let generation = state.next_generation();
    state.asking.asked = generation;
    state.asking.is_outdated = false;
    // Rows that were asked of the answer before are of no use any more.
    state.rows.asked = generation;
    let facet_limit = facets::facet_limit(&state.facet_prefs);
    state.asked_facet_limit = facet_limit;
    effects.push(Effect::TellEngine(ToEngine::Ask {
        generation,
        query: state.asking.question(),
        window: state.rows.wanted,
        facet_limit,
    }));
}

fn ask_from_top(state: &mut AppState, effects: &mut Vec<Effect>) {
    state.rows.wanted.0 = 0;
    state.rows.cursor = 0;
    state.rows.num_reveals += 1;
    ask(state, effects);
}

fn edit(state: &mut AppState, effects: &mut Vec<Effect>, change: impl FnOnce(&mut Query)) {
    let mut query = (*state.asking.query).clone();
    change(&mut query);
    if query == *state.asking.query {
        return;
    }
    state.asking.query = Shared::new(query);
    facets::relist(state);
    ask_from_top(state, effects);
}

fn relist_and_ask(state: &mut AppState, effects: &mut Vec<Effect>) {
    facets::relist(state);
    if facets::facet_limit(&state.facet_prefs) > state.asked_facet_limit {
        ask(state, effects);
    }
}

fn set_choice(query: &mut Query, column: Column, values: Vec<Cell>) {
    let token = Token {
        filter: Filter::one_of(column, values.clone()),
        is_on: true,
    };
    match choice_at(query, column) {
        Some(index) if values.is_empty() => {
            query.tokens.remove(index);
        }
        Some(index) => query.tokens[index] = token,
        None if values.is_empty() => {}
        None => query.tokens.push(token),
    }
}

fn toggle_value(query: &mut Query, column: Column, cell: Cell) {
    let mut values = chosen(query, column);
    match values.iter().position(|value| *value == cell) {
        Some(index) => {
            values.remove(index);
        }
        None => values.push(cell),
    }
    set_choice(query, column, values);
}

fn only_value(query: &mut Query, column: Column, cell: Cell) {
    let is_only = chosen(query, column) == [cell.clone()];
    set_choice(query, column, if is_only { Vec::new() } else { vec![cell] });
}

fn set_range(query: &mut Query, from: Option<EpochMillis>, until: Option<EpochMillis>) {
    let known = query.tokens.iter().position(|token| {
        matches!(
            &token.filter,
            Filter::Test(Test {
                op: Op::During(..),
                field: Field::Column(Column::Time)
            })
        )
    });
    let token = Token {
        filter: Filter::during(from, until),
        is_on: true,
    };
    let is_open = from.is_none() && until.is_none();
    match known {
        Some(index) if is_open => {
            query.tokens.remove(index);
        }
        Some(index) => query.tokens[index] = token,
        None if is_open => {}
        None => query.tokens.push(token),
    }
}

/// The same text twice is one token.
fn add_text(query: &mut Query, text: &Rc<str>) {
    let text = text.trim();
    let token = Token {
        filter: Filter::free_text(text),
        is_on: true,
    };
    if text.is_empty() {
        return;
    }
    match query.tokens.iter_mut().find(|known| known.filter == token.filter) {
        Some(known) => known.is_on = true,
        None => query.tokens.push(token),
    }
}

/// Times begin with the newest, everything else with the first of the alphabet.
fn sort_by(query: &mut Query, column: Column) {
    let is_descending = match query.sort.first() {
        Some(key) if key.column == column => !key.is_descending,
        _ => column == Column::Time,
    };
    query.sort = vec![SortKey {
        column,
        is_descending,
    }];
}
