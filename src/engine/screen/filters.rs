//! Filters with pseudonyms: what is typed is compared with what is shown.

use crate::{
    engine::Engine,
    handover::redact::{Redactor, changes},
    query::{Field, Filter, Op, Query, SEARCHED_COLUMNS, Test, filter},
    store::{Cell, CellRef, Column, ColumnView, Dictionary, Kind},
};

/// A test by more values than these would be no filter that a person can read.
const MAX_VALUES: usize = 200;

impl Engine {
    /// The query as the table understands it.
    pub(in crate::engine) fn in_table_words(&self, query: &Query) -> Query {
        let mut query = query.clone();
        for token in &mut query.tokens {
            token.filter = self.filter_in_table_words(&token.filter);
        }
        query
    }

    /// The filter as the table understands it.
    pub(in crate::engine) fn filter_in_table_words(&self, filter: &Filter) -> Filter {
        match &self.redactor {
            Some(redactor) => self.map_tests(filter, &|column, op| match asks_states(op) {
                true => op.clone(),
                false => Op::OneOf(self.values_shown_as(redactor, column, op)),
            }),
            None => filter.clone(),
        }
    }

    /// A filter in the words shown until now, in those shown from now on; `None` when it would name too many values.
    pub(in crate::engine) fn in_shown_words(
        &self,
        filter: &Filter,
        before: Option<&Redactor>,
    ) -> Option<Filter> {
        // A record is searched for the values themselves.
        if self.redactor.is_some() && names_record(filter) {
            return None;
        }
        let is_too_long = std::cell::Cell::new(false);
        let mapped = self.map_tests(filter, &|column, op| {
            if asks_states(op) {
                return op.clone();
            }
            let passing = match before {
                Some(redactor) => self.values_shown_as(redactor, column, op),
                None => self.values_that_pass(column, op, |cell| cell),
            };
            let shown = |cell: &Cell| match &self.redactor {
                Some(redactor) => redactor.cell(column, cell.clone()),
                None => cell.clone(),
            };
            let mut cells: Vec<Cell> = passing.iter().map(shown).collect();
            if cells.is_empty() {
                return self.op_of_nothing(op);
            }
            // Of a column that shows the same as before, the test may stay as it was written.
            let redactors = before.into_iter().chain(&self.redactor);
            if redactors
                .clone()
                .all(|redactor| self.shows_itself(redactor, column))
            {
                return op.clone();
            }
            cells.sort();
            cells.dedup();
            is_too_long.set(is_too_long.get() || cells.len() > MAX_VALUES);
            Op::OneOf(cells)
        });
        (!is_too_long.get()).then_some(mapped)
    }

    /// A test that nothing passes, as one that nothing passed before, without what was asked for when that may be a value.
    fn op_of_nothing(&self, op: &Op) -> Op {
        let Some(redactor) = &self.redactor else {
            return op.clone();
        };
        let asked = match op {
            Op::OneOf(cells) => cells.clone(),
            Op::Contains(text) | Op::StartsWith(text) | Op::Compare(_, text) => {
                vec![Cell::text(text.as_str())]
            }
            Op::Matches(pattern) => vec![Cell::text(pattern.source())],
            Op::InNetwork(network) => vec![Cell::text(network.to_string())],
            Op::During(..) | Op::Exists => return op.clone(),
        };
        let hidden = asked.iter().map(|cell| match cell {
            Cell::Text(text) => Cell::text(redactor.value(text)),
            state => state.clone(),
        });
        Op::OneOf(hidden.collect())
    }

    /// Whether the column's values are all shown as they are.
    fn shows_itself(&self, redactor: &Redactor, column: Column) -> bool {
        let ColumnView::Text(texts) = self.table.column(column) else {
            return true;
        };
        let is_same = |cell: CellRef<'_>| {
            let cell = Cell::from(cell);
            redactor.cell(column, cell.clone()) == cell
        };
        texts.words.iter().all(is_same)
    }

    /// The filter with every test of a column that is shown otherwise put in other words.
    fn map_tests(&self, filter: &Filter, words: &dyn Fn(Column, &Op) -> Op) -> Filter {
        let all = |parts: &[Filter]| parts.iter().map(|part| self.map_tests(part, words)).collect();
        let test = |column, op| {
            Filter::Test(Test {
                field: Field::Column(column),
                op: match is_shown_otherwise(column) {
                    true => words(column, op),
                    false => op.clone(),
                },
            })
        };
        match filter {
            Filter::All(parts) => Filter::All(all(parts)),
            Filter::Any(parts) => Filter::Any(all(parts)),
            Filter::Not(part) => Filter::Not(Box::new(self.map_tests(part, words))),
            Filter::Test(Test {
                field: Field::Column(column),
                op,
            }) => test(*column, op),
            Filter::Test(Test {
                field: Field::AnyShown,
                op,
            }) => Filter::Any(SEARCHED_COLUMNS.iter().map(|column| test(*column, op)).collect()),
            Filter::Test(test) => Filter::Test(test.clone()),
        }
    }

    fn values_shown_as(&self, redactor: &Redactor, column: Column, op: &Op) -> Vec<Cell> {
        self.values_that_pass(column, op, |cell| redactor.cell(column, cell))
    }

    /// The column's values whose shown form passes, as they stand in the table.
    fn values_that_pass(&self, column: Column, op: &Op, shown: impl Fn(Cell) -> Cell) -> Vec<Cell> {
        let ColumnView::Text(texts) = self.table.column(column) else {
            return Vec::new();
        };
        let mut words = Dictionary::new(self.key);
        let mut passing = Vec::new();
        let cells: Vec<Cell> = texts.words.iter().map(Cell::from).collect();
        let ids: Vec<usize> = cells
            .iter()
            .map(|cell| match shown(cell.clone()) {
                Cell::Text(text) => words.intern(&text).0 as usize,
                // States have the same ids in every dictionary.
                other => words.find_cell((&other).into()).map_or(0, |id| id.0 as usize),
            })
            .collect();
        let passes = filter::passing(&words, op);
        for (cell, id) in cells.into_iter().zip(ids) {
            if passes.get(id).copied().unwrap_or(false) {
                passing.push(cell);
            }
        }
        passing
    }
}

/// Whether pseudonyms change what the column shows.
pub(in crate::engine) fn is_shown_otherwise(column: Column) -> bool {
    column.kind() == Kind::Text && changes(column)
}

/// Whether the test asks for states of a cell alone, which are shown as they are.
fn asks_states(op: &Op) -> bool {
    match op {
        Op::OneOf(cells) => cells
            .iter()
            .all(|cell| cell.as_text().is_none_or(|text| text.is_empty())),
        op => matches!(op, Op::During(..) | Op::Exists),
    }
}

/// Whether a test of raw records is in the filter.
fn names_record(filter: &Filter) -> bool {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().any(names_record),
        Filter::Not(part) => names_record(part),
        Filter::Test(test) => matches!(test.field, Field::Record(_)),
    }
}
