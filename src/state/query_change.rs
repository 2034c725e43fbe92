//! Changes of the question: tokens, order, facets.

use super::{
    AppState, Cell, Column, Effect, FocusTarget, Phase, QueryAction, Tab,
    asking::tokens,
    choice::{exclude_value, only_value, toggle_value},
    facets, grid, view, zoom,
};
use crate::{
    base::{EpochMillis, Shared},
    protocol::engine::ToEngine,
    query::{
        Field, Filter, Op, Query, SortKey, Test, Token,
        language::print,
        time_input::{Edge, parse_time_input},
    },
};

/// Changes that can be taken back.
const MAX_UNDO: usize = 100;
use std::rc::Rc;

pub(super) fn change(state: &mut AppState, wish: QueryAction, effects: &mut Vec<Effect>) {
    match wish {
        QueryAction::ToggleValue(column, cell) => {
            edit(state, effects, |query| toggle_value(query, column, cell));
        }
        QueryAction::OnlyValue(column, cell) => edit(state, effects, |query| only_value(query, column, cell)),
        QueryAction::ExcludeValue(column, cell) => {
            edit(state, effects, |query| exclude_value(query, column, cell));
        }
        QueryAction::FilterBy(column, cell, is_wanted) => {
            // The answer is in the table, which a comparison covers.
            state.comparing = None;
            let filter = filter_by(column, cell);
            let filter = if is_wanted { filter } else { negated(filter) };
            edit(state, effects, |query| {
                add_tokens(query, vec![Token { filter, is_on: true }]);
            });
        }
        QueryAction::Add(filter) => {
            state.comparing = None;
            edit(state, effects, |query| add_tokens(query, parts(filter)));
        }
        QueryAction::ShowOnly(filter) => {
            hand(state, Rc::default());
            state.asking.draft = Rc::default();
            edit(state, effects, |query| query.tokens = parts(filter));
            if state.view.tab != Tab::Calls {
                view::show_tab(state, Tab::Calls, effects);
                effects.push(Effect::Focus(FocusTarget::Table));
            }
        }
        QueryAction::NegateToken(index) => edit(state, effects, |query| {
            if let Some(token) = query.tokens.get_mut(index) {
                let everything = Filter::everything();
                token.filter = negated(std::mem::replace(&mut token.filter, everything));
            }
        }),
        QueryAction::EditToken(index) => edit_token(state, index, effects),
        QueryAction::Undo => undo(state, effects),
        QueryAction::SetTimeRange(from, until) => edit(state, effects, |query| set_range(query, from, until)),
        QueryAction::ZoomOut => {
            let (from, until) = zoom::zoomed_out(state);
            edit(state, effects, |query| set_range(query, from, until));
        }
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
        QueryAction::SortAlsoBy(column) => edit(state, effects, |query| sort_also_by(query, column)),
        QueryAction::ClearFilters => {
            let had_draft = !std::mem::take(&mut state.asking.draft).is_empty();
            hand(state, Rc::default());
            let had_tokens = !state.asking.query.tokens.is_empty();
            edit(state, effects, |query| query.tokens.clear());
            if had_draft && !had_tokens {
                ask_from_top(state, effects);
            }
            effects.push(Effect::Focus(FocusTarget::Filter));
        }
        QueryAction::Draft(text) => {
            state.asking.draft_error = None;
            if *text != *state.asking.draft {
                let before = state.asking.question();
                state.asking.draft = text;
                // Half a test asks for nothing yet.
                if state.asking.question() != before {
                    ask_from_top(state, effects);
                }
            }
        }
        QueryAction::Commit(text) => {
            commit(state, &text, effects);
        }
        QueryAction::FoldFacet(column, is_folded) => {
            facets::change_prefs(state, column, |prefs| prefs.is_folded = is_folded);
            relist_and_ask(state, effects);
        }
        QueryAction::ExpandFacet(column, is_expanded) => {
            facets::change_prefs(state, column, |prefs| prefs.is_expanded = is_expanded);
            relist_and_ask(state, effects);
        }
        QueryAction::SearchFacet(column, text) => {
            facets::change_prefs(state, column, |prefs| prefs.search = text);
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
    let facets = facets::wish(&state.facet_prefs);
    state.asked_facets = Some(facets.clone());
    effects.push(Effect::TellEngine(ToEngine::Ask {
        generation,
        query: state.asking.question(),
        rows: grid::wish(state),
        facets,
        offsets: state.zone.offsets.clone(),
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
    remember(state);
    state.asking.query = Shared::new(query);
    facets::relist(state);
    ask_from_top(state, effects);
}

fn relist_and_ask(state: &mut AppState, effects: &mut Vec<Effect>) {
    facets::relist(state);
    let wanted = facets::wish(&state.facet_prefs);
    if !state
        .asked_facets
        .as_ref()
        .is_some_and(|asked| facets::is_enough(asked, &wanted))
    {
        ask(state, effects);
    }
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

/// The tokens of a filter: those that it joins by "and".
fn parts(filter: Filter) -> Vec<Token> {
    let parts = match filter {
        Filter::All(parts) => parts,
        other => vec![other],
    };
    let token = |filter| Token { filter, is_on: true };
    parts.into_iter().map(token).collect()
}

/// The same filter twice is one token.
fn add_tokens(query: &mut Query, tokens: Vec<Token>) {
    for token in tokens {
        match query.tokens.iter_mut().find(|known| known.filter == token.filter) {
            Some(known) => known.is_on = true,
            None => query.tokens.push(token),
        }
    }
}

/// The text in the box becomes tokens, or stays there with what it lacks.
fn commit(state: &mut AppState, text: &Rc<str>, effects: &mut Vec<Effect>) {
    let tokens = match tokens(text) {
        Ok(tokens) => tokens,
        Err(error) => {
            state.asking.draft_error = Some(Rc::new((text.clone(), error)));
            return;
        }
    };
    let had_draft = !std::mem::take(&mut state.asking.draft).is_empty();
    let before = state.asking.asked;
    hand(state, Rc::default());
    edit(state, effects, |query| add_tokens(query, tokens));
    if had_draft && state.asking.asked == before {
        ask_from_top(state, effects);
    }
}

/// The filters and the order of a view take the place of those in force; none of an order is that of a fresh page.
pub(super) fn open_view(
    state: &mut AppState,
    tokens: Vec<Token>,
    sort: Vec<SortKey>,
    effects: &mut Vec<Effect>,
) {
    state.asking.draft = Rc::default();
    hand(state, Rc::default());
    let sort = if sort.is_empty() {
        Query::default().sort
    } else {
        sort
    };
    let query = Query { tokens, sort };
    if query != *state.asking.query {
        remember(state);
        state.asking.query = Shared::new(query);
    }
    facets::relist(state);
    if state.phase != Phase::Empty {
        ask_from_top(state, effects);
    }
}

/// Puts a text into the filter box.
fn hand(state: &mut AppState, text: Rc<str>) {
    state.asking.draft_error = None;
    state.asking.handed.text = text;
    state.asking.handed.number += 1;
}

fn edit_token(state: &mut AppState, index: usize, effects: &mut Vec<Effect>) {
    let Some(token) = state.asking.query.tokens.get(index) else {
        return;
    };
    let text: Rc<str> = print(&token.filter).into();
    hand(state, text.clone());
    // The draft asks what the token asked.
    state.asking.draft = text;
    edit(state, effects, |query| {
        query.tokens.remove(index);
    });
    effects.push(Effect::Focus(FocusTarget::Filter));
}

fn remember(state: &mut AppState) {
    let mut before = (*state.asking.undo).clone();
    before.push(state.asking.query.clone());
    let num_forgotten = before.len().saturating_sub(MAX_UNDO);
    before.drain(..num_forgotten);
    state.asking.undo = Shared::new(before);
}

fn undo(state: &mut AppState, effects: &mut Vec<Effect>) {
    let mut before = (*state.asking.undo).clone();
    let Some(query) = before.pop() else { return };
    state.asking.undo = Shared::new(before);
    state.asking.query = query;
    facets::relist(state);
    ask_from_top(state, effects);
}

/// Calls with the value: of the time, the whole second that is shown.
fn filter_by(column: Column, cell: Cell) -> Filter {
    let shown = cell.as_text().filter(|_| column == Column::Time);
    let moment = |edge| shown.and_then(|shown| parse_time_input(shown, edge).ok().flatten());
    match (moment(Edge::From), moment(Edge::Until)) {
        (Some(first), Some(after)) => Filter::during(Some(first), Some(after)),
        _ => Filter::one_of(column, vec![cell]),
    }
}

pub(super) fn negated(filter: Filter) -> Filter {
    match filter {
        Filter::Not(inner) => *inner,
        other => Filter::Not(Box::new(other)),
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

/// One more key behind those in force; then the other way; then none. The last key stays.
fn sort_also_by(query: &mut Query, column: Column) {
    let first_way = column == Column::Time;
    match query.sort.iter().position(|key| key.column == column) {
        None => query.sort.push(SortKey {
            column,
            is_descending: first_way,
        }),
        Some(place) if query.sort[place].is_descending == first_way || query.sort.len() == 1 => {
            query.sort[place].is_descending ^= true;
        }
        Some(place) => {
            query.sort.remove(place);
        }
    }
}
