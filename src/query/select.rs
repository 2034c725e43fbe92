//! The answer to a query, and what of it the next query can use again.

use super::{
    Facet, FacetValue, FacetsWish, Field, Filter, Groups, GroupsWish, Histogram, NoRecords, Novelty,
    NoveltyWish, Op, Query, Records, RowView, RowsWish, Test, Token, ValuesWish, Window, facet, filter,
    group, histogram, novelty,
    sort::{Sorted, Sorter},
};
use crate::{
    base::{Bitset, EpochMillis, RowId, zone::Offsets},
    store::{Column, Stamp, Table},
};
use std::rc::Rc;

/// The rows that pass a query, in order, with the facets' counts. Given to the next question, it saves work:
/// filters that stay are not put to the table again, nor is any while only the order changes.
#[derive(Debug, Default)]
pub struct Selection {
    sorted: Sorted,
    facets: Rc<[Facet]>,
    histogram: Option<(Offsets, Histogram)>,
    matching: Bitset,
    num_rows: u32,
    /// The rows that pass each filter in force.
    sets: Vec<(Filter, Rc<Bitset>)>,
    sorter: Sorter,
    /// What all of this answers; `None` before the first question.
    answered: Option<Answered>,
}

#[derive(Debug, PartialEq)]
struct Answered {
    stamp: Stamp,
    /// What was known of the records.
    records: u64,
    query: Query,
    facets: FacetsWish,
}

impl Selection {
    /// Answers a query, using what is still true of the answer `before`, be it of this table or another.
    pub fn run(table: &Table, query: &Query, facets: &FacetsWish, before: Option<Self>) -> Self {
        Self::run_with(table, &NoRecords, query, facets, before)
    }

    /// The same with what is known of the records. A row whose record was not searched passes only when the answer
    /// does not depend on it.
    pub fn run_with(
        table: &Table,
        records: &dyn Records,
        query: &Query,
        facets: &FacetsWish,
        before: Option<Self>,
    ) -> Self {
        let mut selection = before.unwrap_or_default();
        selection.update(table, records, query, facets);
        selection
    }

    fn update(&mut self, table: &Table, records: &dyn Records, query: &Query, facets: &FacetsWish) {
        let stamp = table.stamp();
        let last = self.answered.take();
        let knows_same = last
            .as_ref()
            .is_some_and(|last| last.records == records.version());
        let is_same_table = last.as_ref().is_some_and(|last| last.stamp == stamp)
            && (knows_same || query.filters().all(|filter| filter.record_tests().is_empty()));
        let has_same_filters = is_same_table
            && last
                .as_ref()
                .is_some_and(|last| filters_in_force(&last.query.tokens).eq(query.filters()));
        // Values that are chosen are listed, also by a token that is off.
        let has_same_facets = has_same_filters
            && last
                .as_ref()
                .is_some_and(|last| last.query.tokens == query.tokens && last.facets == *facets);
        let has_same_sort = last.as_ref().is_some_and(|last| last.query.sort == query.sort);
        if !has_same_filters {
            if !knows_same {
                self.sets.retain(|(filter, _)| filter.record_tests().is_empty());
            }
            let is_same_rows = last.as_ref().is_some_and(|last| last.stamp == stamp);
            self.update_sets(table, records, query, is_same_rows);
            self.matching = table.live().clone();
            self.sets.iter().for_each(|(_, set)| self.matching.and(set));
            self.num_rows = table.live().count() as u32;
        }
        if !has_same_facets {
            let sets: Vec<_> = self.sets.iter().map(|(_, set)| Rc::clone(set)).collect();
            self.facets = facet::facets(table, query, table.live(), &sets, facets);
        }
        if !(has_same_filters && has_same_sort) {
            self.sorted = self.sorter.sort(table, &self.matching, &query.sort);
        }
        if !has_same_filters {
            self.histogram = None;
        }
        self.answered = Some(Answered {
            stamp,
            records: records.version(),
            query: query.clone(),
            facets: facets.clone(),
        });
    }

    /// The rows that pass, in order.
    pub fn order(&self) -> &[u32] {
        &self.sorted.rows
    }

    /// How many rows pass.
    pub fn num_matching(&self) -> u32 {
        self.sorted.rows.len() as u32
    }

    /// The rows that pass.
    pub fn matching(&self) -> &Bitset {
        &self.matching
    }

    /// How many rows are shown without a filter.
    pub fn num_rows(&self) -> u32 {
        self.num_rows
    }

    /// The facets that were wished for.
    pub fn facets(&self) -> Rc<[Facet]> {
        Rc::clone(&self.facets)
    }

    /// The rows that pass, over time, by the clock of a zone. `table` is the one that was asked.
    pub fn histogram(&mut self, table: &Table, offsets: &Offsets) -> Histogram {
        match &self.histogram {
            Some((of, histogram)) if of == offsets => histogram.clone(),
            _ => {
                let histogram = histogram::histogram(table, &self.matching, self.time_span(), offsets);
                self.histogram = Some((offsets.clone(), histogram.clone()));
                histogram
            }
        }
    }

    /// The time of the first and last row that pass.
    pub fn time_span(&self) -> Option<(EpochMillis, EpochMillis)> {
        self.sorted.time_span
    }

    /// The rows wished for, fewer at the end. `table` is the one that was asked.
    pub fn window(&self, table: &Table, wish: &RowsWish) -> Window {
        let first = wish.first.min(self.num_matching());
        let rows = self
            .sorted
            .rows
            .iter()
            .skip(first as usize)
            .take(wish.len as usize);
        Window {
            first,
            columns: Rc::clone(&wish.columns),
            rows: rows
                .map(|&row| Rc::new(RowView::new(table, RowId(row), &wish.columns)))
                .collect(),
        }
    }

    /// The rows that pass, by the values of a column. `table` is the one that was asked.
    pub fn groups(&self, table: &Table, wish: &GroupsWish) -> Groups {
        group::groups(table, &self.matching, self.sorted.time_span, wish)
    }

    /// What is new in a range of time, of the rows that pass all filters but the time range. `table` is the one that
    /// was asked.
    pub fn novelty(&self, table: &Table, wish: &NoveltyWish) -> Novelty {
        let mut rows = table.live().clone();
        self.sets
            .iter()
            .filter(|(filter, _)| !is_time_range(filter))
            .for_each(|(_, set)| rows.and(set));
        novelty::novelty(table, &rows, wish)
    }

    /// Values of a column that hold a text, counted among the rows that pass the filters of `query` on everything but
    /// that column. `table` and `records` are those that were asked.
    pub fn suggest(
        &self,
        table: &Table,
        records: &dyn Records,
        query: &Query,
        wish: &ValuesWish,
    ) -> Vec<FacetValue> {
        let mut rows = table.live().clone();
        for filter in query
            .filters()
            .filter(|filter| facet::facet_of(filter) != Some(wish.column))
        {
            let known = self.sets.iter().find(|(other, _)| other == filter);
            match known {
                Some((_, set)) if set.len() == rows.len() && filter.record_tests().is_empty() => {
                    rows.and(set);
                }
                _ => rows.and(&filter::evaluate(table, records, filter).passes),
            }
        }
        facet::values_with(table, &rows, wish.column, &wish.text, wish.limit)
    }

    /// The row at an index of the order.
    pub fn row_at(&self, index: u32) -> Option<RowId> {
        self.sorted.rows.get(index as usize).copied().map(RowId)
    }

    /// Where a row stands in the order; `None` when it does not pass.
    pub fn index_of(&self, row: RowId) -> Option<u32> {
        if !self.matching.contains(row.index()) {
            return None;
        }
        (0..)
            .zip(&self.sorted.rows)
            .find(|(_, other)| **other == row.0)
            .map(|(index, _)| index)
    }

    /// Evaluates the filters in force, but for those whose rows are known.
    fn update_sets(&mut self, table: &Table, records: &dyn Records, query: &Query, are_known_true: bool) {
        let mut known = std::mem::take(&mut self.sets);
        if !are_known_true {
            known.clear();
        }
        self.sets = query
            .filters()
            .map(|filter| {
                let set = known
                    .iter()
                    .find(|(other, _)| other == filter)
                    .map(|(_, set)| Rc::clone(set));
                (
                    filter.clone(),
                    set.unwrap_or_else(|| Rc::new(filter::evaluate(table, records, filter).passes)),
                )
            })
            .collect();
    }
}

fn is_time_range(filter: &Filter) -> bool {
    matches!(
        filter,
        Filter::Test(Test {
            field: Field::Column(Column::Time),
            op: Op::During(..)
        })
    )
}

fn filters_in_force(tokens: &[Token]) -> impl Iterator<Item = &Filter> {
    tokens
        .iter()
        .filter(|token| token.is_on)
        .map(|token| &token.filter)
}
