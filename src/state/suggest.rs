//! Values that are offered while a filter is typed.

use super::{AppState, Cell, Column, Effect};
use crate::{
    base::Shared,
    protocol::engine::ToEngine,
    query::{FacetValue, ValuesWish},
    store::Kind,
};
use std::rc::Rc;

/// So many values are offered at once.
const MAX_VALUES: u32 = 24;

/// Wishes about values to offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuggestAction {
    /// Values of the column that hold the text.
    Values(Column, Rc<str>),
    /// None is wanted any more.
    Close,
}

/// Values and how they were asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Suggesting {
    /// What is wanted, while a value is typed.
    pub wanted: Option<(Column, Rc<str>)>,
    /// The newest values, and whose they are; those of the text before as long as its own have not come.
    pub values: Option<(Column, Shared<Rc<[FacetValue]>>)>,
    asked: u32,
}

impl Suggesting {
    /// The values of a column with their counts, most frequent first. States of a cell are words of the language.
    pub fn texts(&self, column: Column) -> impl Iterator<Item = (&str, u32)> {
        let own = self.values.iter().filter(move |(of, _)| *of == column);
        own.flat_map(|(_, values)| values.iter())
            .filter_map(|value| match &value.cell {
                Cell::Text(text) => Some((&**text, value.count)),
                _ => None,
            })
    }
}

/// Does what is wished.
pub(super) fn change(state: &mut AppState, wish: SuggestAction, effects: &mut Vec<Effect>) {
    match wish {
        SuggestAction::Values(column, text) if column.kind() == Kind::Text => {
            state.suggesting.wanted = Some((column, text));
            ask(state, effects);
        }
        SuggestAction::Values(..) | SuggestAction::Close => state.suggesting = Suggesting::default(),
    }
}

/// Asks for the values that are wanted, if any are; also when there is a new answer.
pub(super) fn ask(state: &mut AppState, effects: &mut Vec<Effect>) {
    let Some((column, text)) = state.suggesting.wanted.clone() else {
        return;
    };
    let generation = state.next_generation();
    state.suggesting.asked = generation;
    effects.push(Effect::TellEngine(ToEngine::Suggest {
        generation,
        // What is being typed is half a test, and none of the filters under which is counted.
        query: (*state.asking.query).clone(),
        wish: ValuesWish {
            column,
            text,
            limit: MAX_VALUES,
        },
    }));
}

/// The engine's values.
pub(super) fn take(state: &mut AppState, generation: u32, values: Rc<[FacetValue]>) {
    let suggesting = &mut state.suggesting;
    if let Some((column, _)) = suggesting
        .wanted
        .as_ref()
        .filter(|_| suggesting.asked == generation)
    {
        suggesting.values = Some((*column, Shared::new(values)));
    }
}
