//! The question in force: filters, order and what was asked of the engine so far.

use super::{Cell, Column};
use crate::{
    base::Shared,
    query::{Field, Filter, Op, Query, Test, Token},
};
use std::rc::Rc;

/// The question and how far it is answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asking {
    /// Tokens and order.
    pub query: Shared<Query>,
    /// The text in the search box that is not a token yet; filters all the same.
    pub draft: Rc<str>,
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

    /// The question as it is put: the text in the search box counts as one more token.
    pub fn question(&self) -> Query {
        let mut query = (*self.query).clone();
        if let Some(text) = trimmed(&self.draft) {
            query.tokens.push(Token {
                filter: Filter::free_text(text),
                is_on: true,
            });
        }
        query
    }

    /// The values of `column` that are chosen and in force: a choice that is switched off begins anew.
    pub fn chosen(&self, column: Column) -> Vec<Cell> {
        chosen(&self.query, column)
    }

    /// Some filter is in force.
    pub fn is_filtered(&self) -> bool {
        self.query.is_filtered() || trimmed(&self.draft).is_some()
    }

    /// There is something that "Clear filters" would take away.
    pub fn has_filters(&self) -> bool {
        !self.query.tokens.is_empty() || trimmed(&self.draft).is_some()
    }
}

/// The place of the column's choice among the tokens.
pub(super) fn choice_at(query: &Query, column: Column) -> Option<usize> {
    query.tokens.iter().position(|token| {
        matches!(&token.filter, Filter::Test(Test { field: Field::Column(tested), op: Op::OneOf(_) }) if *tested == column)
    })
}

/// The values of `column` that are chosen and in force.
pub(super) fn chosen(query: &Query, column: Column) -> Vec<Cell> {
    match choice_at(query, column) {
        Some(index) if query.tokens[index].is_on => query.facet_choice(column).to_vec(),
        _ => Vec::new(),
    }
}

fn trimmed(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}
