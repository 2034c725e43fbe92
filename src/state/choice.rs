//! Choices and exclusions in a facet: one token each holds the values of a column.

use super::{
    Cell, Column,
    asking::{choice_at, chosen},
    query_change::negated,
};
use crate::query::{Field, Filter, Op, Query, Test, Token, facet::facet_of};

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

/// Adds a value to the column's choice, or takes it out.
pub(super) fn toggle_value(query: &mut Query, column: Column, cell: Cell) {
    let mut values = chosen(query, column);
    match values.iter().position(|value| *value == cell) {
        Some(index) => {
            values.remove(index);
        }
        None => values.push(cell),
    }
    set_choice(query, column, values);
}

/// Chooses this value only; a second time none.
pub(super) fn only_value(query: &mut Query, column: Column, cell: Cell) {
    let is_only = chosen(query, column) == [cell.clone()];
    // Whatever else is chosen or excluded in the column gives way: the count beside a value is that of all calls with it.
    let kept = choice_at(query, column);
    let mut place = 0;
    query.tokens.retain(|token| {
        let is_kept = Some(place) == kept || !token.is_on || facet_of(&token.filter) != Some(column);
        place += 1;
        is_kept
    });
    set_choice(query, column, if is_only { Vec::new() } else { vec![cell] });
}

/// One token holds all the values of a column that are hidden.
pub(super) fn exclude_value(query: &mut Query, column: Column, cell: Cell) {
    for token in &mut query.tokens {
        if let Filter::Not(inner) = &mut token.filter
            && let Filter::Test(Test {
                field: Field::Column(of),
                op: Op::OneOf(values),
            }) = &mut **inner
            && *of == column
        {
            token.is_on = true;
            match values.iter().position(|value| *value == cell) {
                Some(index) => {
                    values.remove(index);
                }
                None => values.push(cell),
            }
            query.tokens.retain(|token| !is_empty_exclusion(&token.filter));
            return;
        }
    }
    let filter = negated(Filter::one_of(column, vec![cell]));
    query.tokens.push(Token { filter, is_on: true });
}

fn is_empty_exclusion(filter: &Filter) -> bool {
    matches!(filter, Filter::Not(inner) if matches!(&**inner, Filter::Test(Test { op: Op::OneOf(values), .. }) if values.is_empty()))
}
