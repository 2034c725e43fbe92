//! Answers to the page's questions, from the table and the selection in force.

use super::Engine;
use crate::{
    base::{RowId, zone::Offsets},
    protocol::engine::{Answer, RowAt, RowDetail, RowsWish, Window},
    query::{
        FacetValue, FacetsWish, Filter, Groups, GroupsWish, Novelty, NoveltyWish, Query, Selection,
        ValuesWish, filter,
    },
    store::{Column, RowFlags},
};
use std::rc::Rc;

impl Engine {
    pub(super) fn answer(
        &mut self,
        generation: u32,
        query: Query,
        rows: &RowsWish,
        facets: &FacetsWish,
        offsets: &Offsets,
    ) -> Answer {
        self.query = query;
        let before = self.selection.take();
        self.refresh_redactor();
        let query = self.in_table_words(&self.query);
        let mut selection = Selection::run_with(&self.table, &self.search, &query, facets, before);
        let answer = Answer {
            generation,
            num_rows: selection.num_rows(),
            num_matching: selection.num_matching(),
            num_second: self.table.num_second(selection.matching()),
            facets: self.shown_facets(selection.facets()),
            histogram: Some(selection.histogram(&self.table, offsets)),
            time_span: selection.time_span(),
            window: self.shown_window(selection.window(&self.table, rows)),
            search: self.search.status(&self.ledger, &self.table),
        };
        self.selection = Some(selection);
        answer
    }

    /// Values to offer; none before the first question.
    pub(super) fn suggest(&self, query: &Query, wish: &ValuesWish) -> Vec<FacetValue> {
        let query = self.in_table_words(query);
        let suggest = |wish: &ValuesWish| match &self.selection {
            Some(selection) => selection.suggest(&self.table, &self.search, &query, wish),
            None => Vec::new(),
        };
        self.shown_values(wish, &suggest)
    }

    pub(super) fn window(&self, rows: &RowsWish) -> Window {
        match &self.selection {
            Some(selection) => self.shown_window(selection.window(&self.table, rows)),
            None => Window {
                first: rows.first,
                columns: rows.columns.clone(),
                rows: Vec::new(),
            },
        }
    }

    pub(super) fn groups(&self, wish: &GroupsWish) -> Groups {
        match &self.selection {
            Some(selection) => self.shown_groups(selection, wish),
            None => Groups::none(wish),
        }
    }

    /// How many of all rows pass each filter.
    pub(super) fn count(&self, filters: &[Filter]) -> Rc<[u32]> {
        let passing = |filter: &Filter| {
            let filter = self.filter_in_table_words(filter);
            let mut rows = filter::evaluate(&self.table, &self.search, &filter).passes;
            rows.and(self.table.live());
            rows.count() as u32
        };
        filters.iter().map(passing).collect()
    }

    pub(super) fn novelty(&self, wish: &NoveltyWish) -> Novelty {
        let found = match &self.selection {
            Some(selection) => selection.novelty(&self.table, wish),
            None => Selection::default().novelty(&self.table, wish),
        };
        self.shown_novelty(found)
    }

    pub(super) fn detail(&self, at: RowAt) -> Option<RowDetail> {
        let selection = self.selection.as_ref();
        let id = match at {
            RowAt::Id(id) => id,
            RowAt::Index(index) => selection?.row_at(index)?,
        };
        if id.index() >= self.table.num_rows() {
            return None;
        }
        let flags = self.table.flags(id);
        let hash = self.table.value_hash(id);
        Some(RowDetail {
            id,
            index: selection.and_then(|selection| selection.index_of(id)),
            cells: Column::ALL
                .iter()
                .map(|&column| (column, self.shown_cell(id, column)))
                .collect(),
            places: self.places(id),
            value_hash: ((hash >> 64) as u64, hash as u64),
            is_error: flags.contains(RowFlags::IS_ERROR),
            is_conflict: flags.contains(RowFlags::CONFLICT),
            has_duplicate_keys: flags.contains(RowFlags::DUPLICATE_KEYS),
        })
    }

    /// The row's own place first, then those of its copies.
    fn places(&self, id: RowId) -> Vec<(Rc<str>, crate::store::Place)> {
        let rows = std::iter::once(id).chain(self.table.copies(id));
        rows.filter_map(|row| {
            let place = self.table.place(row);
            let entry = self.ledger.entry(place.file, place.member)?;
            Some((self.shown_path(&entry.path), place))
        })
        .collect()
    }
}
