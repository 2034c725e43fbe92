//! The question in force: filters, order and what was asked of the engine so far.

use super::{Cell, Column};
use crate::{
    base::Shared,
    query::{
        Field, Filter, Op, Query, Test, Token,
        language::{ParseError, parse},
    },
};
use std::rc::Rc;

/// Text for the filter box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handed {
    /// The text.
    pub text: Rc<str>,
    /// Grows whenever the box shall take it.
    pub number: u32,
}

/// The question and how far it is answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asking {
    /// Tokens and order.
    pub query: Shared<Query>,
    /// The text in the filter box that is not a token yet; filters all the same, once it is a filter.
    pub draft: Rc<str>,
    /// A text in the box and why it is no filter; known when it was to become a token.
    pub draft_error: Option<Rc<(Rc<str>, ParseError)>>,
    /// What the box shall hold.
    pub handed: Handed,
    /// What the tokens and the order were before each change, the newest last.
    pub undo: Shared<Vec<Shared<Query>>>,
    /// Of the newest question; 0 before the first.
    pub asked: u32,
    /// Of the newest answer.
    pub answered: u32,
    /// The table changed after the newest question was put.
    pub is_outdated: bool,
}

impl Asking {
    /// The newest question has no answer yet.
    pub fn is_pending(&self) -> bool {
        self.asked != self.answered
    }

    /// The question as it is put: the text in the search box counts as one more token. What is to be looked up in the
    /// records waits until it is one: the files would be searched anew with every letter.
    pub fn question(&self) -> Query {
        let mut query = (*self.query).clone();
        let drafted = tokens(&self.draft).unwrap_or_default();
        query
            .tokens
            .extend(drafted.into_iter().filter(|token| !asks_records(token)));
        query
    }

    /// The text in the search box asks of the records, and waits.
    pub fn is_draft_waiting(&self) -> bool {
        tokens(&self.draft).is_ok_and(|tokens| tokens.iter().any(asks_records))
    }

    /// The values of `column` that are chosen and in force: a choice that is switched off begins anew.
    pub fn chosen(&self, column: Column) -> Vec<Cell> {
        chosen(&self.query, column)
    }

    /// The values of `column` that are excluded, by a token in force.
    pub fn excluded(&self, column: Column) -> &[Cell] {
        let excluded = |filter: &'_ Filter| matches!(filter, Filter::Not(inner) if is_choice(inner, column));
        let token = self
            .query
            .tokens
            .iter()
            .find(|token| token.is_on && excluded(&token.filter));
        match token.map(|token| &token.filter) {
            Some(Filter::Not(inner)) => match &**inner {
                Filter::Test(Test {
                    op: Op::OneOf(values),
                    ..
                }) => values,
                _ => &[],
            },
            _ => &[],
        }
    }

    /// A time range is among the tokens.
    pub fn has_time_range(&self) -> bool {
        self.query.tokens.iter().any(|token| {
            matches!(
                &token.filter,
                Filter::Test(Test {
                    op: Op::During(..),
                    ..
                })
            ) && token.is_on
        })
    }

    /// Some filter is in force.
    pub fn is_filtered(&self) -> bool {
        self.question().is_filtered()
    }

    /// There is something that "Clear filters" would take away.
    pub fn has_filters(&self) -> bool {
        !self.query.tokens.is_empty() || !self.draft.trim().is_empty()
    }
}

/// The place of the column's choice among the tokens.
pub(super) fn choice_at(query: &Query, column: Column) -> Option<usize> {
    query
        .tokens
        .iter()
        .position(|token| is_choice(&token.filter, column))
}

fn is_choice(filter: &Filter, column: Column) -> bool {
    matches!(filter, Filter::Test(Test { field: Field::Column(tested), op: Op::OneOf(_) }) if *tested == column)
}

/// The values of `column` that are chosen and in force.
pub(super) fn chosen(query: &Query, column: Column) -> Vec<Cell> {
    match choice_at(query, column) {
        Some(index) if query.tokens[index].is_on => query.facet_choice(column).to_vec(),
        _ => Vec::new(),
    }
}

fn asks_records(token: &Token) -> bool {
    !token.filter.record_tests().is_empty()
}

/// The tokens of a text: the parts that `and` joins.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, ParseError> {
    let parts = match parse(text)? {
        Filter::All(parts) => parts,
        other => vec![other],
    };
    let token = |filter| Token { filter, is_on: true };
    Ok(parts.into_iter().map(token).collect())
}
