//! Pseudonyms on screen: with them on, no hidden value leaves the engine, and filters are asked of what is shown.

mod filters;
mod review;

use super::{Engine, Send};
use crate::{
    base::{HashKey, hash::text_id},
    handover::redact::{Originals, Redaction, Redactor, is_findable, is_hidden, is_kept, originals_of},
    protocol::{
        engine::FromEngine,
        hiding::{Hidden, HideWish},
        review::{ReportFormat, ReportWish},
    },
    query::{
        Facet, FacetValue, Group, Groups, GroupsWish, NewOfColumn, NewValue, Novelty, RowView, Selection,
        Token, ValuesWish, Window,
    },
    store::{CellRef, Column, ColumnView},
};
use filters::is_shown_otherwise;
use std::rc::Rc;

impl Engine {
    /// Switches pseudonyms on or off. The filters come back in the words that are shown from now on.
    pub(super) fn hide(&mut self, wish: Option<HideWish>, tokens: Vec<Token>, send: Send<'_>) {
        let before = self.redactor.take();
        self.stamp_of_redactor = None;
        if let Some(wish) = &wish {
            let redaction = Redaction {
                key: wish.key.unwrap_or_else(|| own_key(self.key)),
                keeps_networks: wish.keeps_networks,
            };
            self.redactor = Some(Redactor::new(redaction, Originals::default()));
        }
        self.refresh_redactor();
        let (mut kept, mut refused) = (Vec::new(), 0);
        for token in tokens {
            match self.in_shown_words(&token.filter, before.as_ref()) {
                Some(filter) => kept.push(Token { filter, ..token }),
                None => refused += 1,
            }
        }
        self.selection = None;
        let hidden = Hidden {
            redaction: self.redactor.as_ref().map(Redactor::redaction),
            tokens: kept,
            num_refused: refused,
            common: self.common_values(),
        };
        let originals: Vec<&str> = self
            .redactor
            .iter()
            .flat_map(|redactor| redactor.originals().iter())
            .collect();
        send(FromEngine::Hidden(hidden), serde_json::to_vec(&originals).ok());
    }

    /// Knows the values of rows that came since.
    pub(super) fn refresh_redactor(&mut self) {
        let stamp = self.table.stamp();
        let Some(redactor) = &self.redactor else { return };
        if self.stamp_of_redactor == Some(stamp) {
            return;
        }
        let redaction = redactor.redaction();
        let mut originals = Originals::default();
        for &column in Column::ALL.iter().filter(|column| is_hidden(**column)) {
            if let ColumnView::Text(texts) = self.table.column(column) {
                texts
                    .words
                    .iter()
                    .filter_map(CellRef::as_text)
                    .for_each(|text| originals_of(column, text, &mut originals));
            }
        }
        self.redactor = Some(Redactor::new(redaction, originals));
        self.stamp_of_redactor = Some(stamp);
    }

    /// What must not be found in an export; empty when nothing is hidden.
    pub(super) fn known_originals(&self) -> Originals {
        let Some(redactor) = &self.redactor else {
            return Originals::default();
        };
        let common = self.common_words();
        redactor
            .originals()
            .without(|text| common.iter().any(|word| word == text))
    }

    /// Operations, services and Regions of the table: words that are not hidden.
    pub(super) fn common_words(&self) -> Vec<String> {
        let mut words = Vec::new();
        for column in [
            Column::Operation,
            Column::Region,
            Column::EventSource,
            Column::ErrorCode,
        ] {
            if let ColumnView::Text(texts) = self.table.column(column) {
                words.extend(texts.words.iter().filter_map(CellRef::as_text).map(str::to_owned));
            }
        }
        words
    }

    /// Values of hidden columns that cannot be told from words which stand in logs anyway: that they are gone cannot
    /// be shown.
    fn common_values(&self) -> Vec<String> {
        if self.redactor.is_none() {
            return Vec::new();
        }
        let common = self.common_words();
        let mut values: Vec<String> = Vec::new();
        for &column in Column::ALL.iter().filter(|column| is_hidden(**column)) {
            if let ColumnView::Text(texts) = self.table.column(column) {
                for text in texts.words.iter().filter_map(CellRef::as_text) {
                    // What AWS itself writes in the place of a name is no value.
                    let is_value = !is_kept(text);
                    if is_value && (!is_findable(text) || common.iter().any(|word| word == text)) {
                        values.push(text.to_owned());
                    }
                }
            }
        }
        let known = self.known_originals();
        let in_bundles = self.findable_in_bundles(&ReportWish {
            format: ReportFormat::Html,
            checks: Default::default(),
            filters: Vec::new(),
            made_at: String::new(),
            labels: Vec::new(),
        });
        values.extend(
            known
                .iter()
                .filter(|value| !in_bundles.contains(value))
                .map(str::to_owned),
        );
        values.sort();
        values.dedup();
        values
    }

    /// What is new, as it is shown.
    pub(super) fn shown_novelty(&self, found: Novelty) -> Novelty {
        let Some(redactor) = &self.redactor else {
            return found;
        };
        let value = |column: Column, value: &NewValue| NewValue {
            cell: redactor.cell(column, value.cell.clone()),
            principal: redactor.cell(Column::PrincipalId, value.principal.clone()),
            ..value.clone()
        };
        let columns = found.columns.iter().map(|of| NewOfColumn {
            values: of.values.iter().map(|new| value(of.column, new)).collect(),
            ..of.clone()
        });
        Novelty {
            columns: columns.collect(),
            ..found
        }
    }

    /// Facets as they are shown.
    pub(super) fn shown_facets(&self, facets: Rc<[Facet]>) -> Rc<[Facet]> {
        let Some(redactor) = &self.redactor else {
            return facets;
        };
        let value = |column: Column, value: &FacetValue| FacetValue {
            cell: redactor.cell(column, value.cell.clone()),
            count: value.count,
        };
        let facet = |facet: &Facet| Facet {
            column: facet.column,
            values: facet.values.iter().map(|one| value(facet.column, one)).collect(),
            num_values: facet.num_values,
        };
        facets.iter().map(facet).collect()
    }
}

/// A key of this session, from which the session's own cannot be found.
fn own_key(session: HashKey) -> HashKey {
    let key = text_id(session, "pseudonyms");
    ((key >> 64) as u64, key as u64)
}

impl Engine {
    /// Rows as they are shown.
    pub(super) fn shown_window(&self, window: Window) -> Window {
        let Some(redactor) = &self.redactor else {
            return window;
        };
        let columns = window.columns.clone();
        let row = |row: &Rc<RowView>| {
            let cells = columns.iter().zip(row.cells.iter());
            Rc::new(RowView {
                cells: cells
                    .map(|(column, cell)| redactor.cell(*column, cell.clone()))
                    .collect(),
                ..(**row).clone()
            })
        };
        Window {
            rows: window.rows.iter().map(row).collect(),
            ..window
        }
    }

    /// Groups as they are shown; what is searched for is searched for in what is shown.
    pub(super) fn shown_groups(&self, selection: &Selection, wish: &GroupsWish) -> Groups {
        let Some(redactor) = self.redactor.as_ref().filter(|_| is_shown_otherwise(wish.column)) else {
            return selection.groups(&self.table, wish);
        };
        let whole = GroupsWish {
            search: "".into(),
            first: 0,
            len: u32::MAX,
            ..wish.clone()
        };
        let mut groups = selection.groups(&self.table, &whole);
        let search = wish.search.to_lowercase();
        let shown: Vec<Rc<Group>> = groups
            .groups
            .iter()
            .map(|group| {
                Rc::new(Group {
                    cell: redactor.cell(wish.column, group.cell.clone()),
                    ..(**group).clone()
                })
            })
            .filter(|group| {
                search.is_empty()
                    || group
                        .cell
                        .as_text()
                        .is_some_and(|text| text.to_lowercase().contains(&search))
            })
            .collect();
        groups.num_groups = shown.len() as u32;
        groups.first = wish.first.min(groups.num_groups);
        groups.groups = shown
            .into_iter()
            .skip(wish.first as usize)
            .take(wish.len as usize)
            .collect();
        groups
    }

    /// Values to offer, as they are shown; what is searched for is searched for in what is shown.
    pub(super) fn shown_values(
        &self,
        wish: &ValuesWish,
        suggest: &dyn Fn(&ValuesWish) -> Vec<FacetValue>,
    ) -> Vec<FacetValue> {
        let Some(redactor) = self.redactor.as_ref().filter(|_| is_shown_otherwise(wish.column)) else {
            return suggest(wish);
        };
        let all = ValuesWish {
            text: "".into(),
            limit: u32::MAX,
            ..wish.clone()
        };
        let search = wish.text.to_lowercase();
        let is_found = |value: &FacetValue| {
            value
                .cell
                .as_text()
                .is_none_or(|text| text.to_lowercase().contains(&search))
        };
        let shown = suggest(&all).into_iter().map(|value| FacetValue {
            cell: redactor.cell(wish.column, value.cell),
            ..value
        });
        shown.filter(is_found).take(wish.limit as usize).collect()
    }

    /// A path as it is shown.
    pub(super) fn shown_path(&self, path: &Rc<str>) -> Rc<str> {
        match &self.redactor {
            Some(redactor) => redactor.path(path).into(),
            None => Rc::clone(path),
        }
    }

    /// The ledger as it is saved.
    pub(super) fn shown_ledger_json(&self) -> Vec<u8> {
        let json =
            super::ledger_json::ledger_json(&self.ledger, self.kept_facts(), |at| self.integrity.sha256(at));
        match &self.redactor {
            // JSON of ours is JSON.
            Some(redactor) => redactor.ledger(&json).unwrap_or_default(),
            None => json,
        }
    }
}
