//! The facets as listed in the side bar.

use super::{AppState, Cell, Column};
use crate::{
    query::{Facet, FacetValue, FacetsWish},
    store::Kind,
};
use std::{collections::BTreeMap, rc::Rc};

/// Values that a facet lists at first.
pub const FACET_ROWS_FOLDED: usize = 8;
/// Values that a facet lists after "more", and in a search.
pub const FACET_ROWS_OPEN: usize = 200;
/// Values that the engine is asked for while a facet is searched.
const SEARCHED_VALUES: u32 = 5000;

/// The facets that are open on a fresh page, in their order; all other columns of texts follow, folded.
pub const FIRST_FACETS: [Column; 6] = [
    Column::Operation,
    Column::Result,
    Column::Caller,
    Column::Credential,
    Column::SourceIp,
    Column::Region,
];

/// The columns with a facet, in order. Times and ids have too many values for a list.
fn facet_columns() -> impl Iterator<Item = Column> {
    let more = Column::ALL
        .iter()
        .copied()
        .filter(|column| column.kind() == Kind::Text && !FIRST_FACETS.contains(column));
    FIRST_FACETS.into_iter().chain(more)
}

/// How a facet is shown that nobody has touched.
fn first_prefs(column: Column) -> FacetPrefs {
    FacetPrefs {
        is_folded: !FIRST_FACETS.contains(&column),
        is_expanded: false,
        search: Rc::default(),
    }
}

/// Changes how a facet is shown.
pub(super) fn change_prefs(state: &mut AppState, column: Column, change: impl FnOnce(&mut FacetPrefs)) {
    change(
        state
            .facet_prefs
            .entry(column)
            .or_insert_with(|| first_prefs(column)),
    );
}

/// How one facet is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetPrefs {
    /// Only its title is shown.
    pub is_folded: bool,
    /// Many values are listed.
    pub is_expanded: bool,
    /// Only values with this text are listed.
    pub search: Rc<str>,
}

/// One value of a facet, ready to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedValue {
    /// The value.
    pub cell: Cell,
    /// Calls with it that pass the other filters.
    pub count: u32,
    /// It is chosen, and the choice is in force.
    pub is_chosen: bool,
    /// It is excluded, and that is in force.
    pub is_excluded: bool,
}

/// One facet, ready to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetList {
    /// The column.
    pub column: Column,
    /// The values to list.
    pub values: Rc<[ListedValue]>,
    /// The highest count: the full width of a bar.
    pub max_count: u32,
    /// How many values there are in all.
    pub num_values: u32,
    /// Values that are not listed, under the same search.
    pub num_hidden: u32,
    /// How it is shown.
    pub prefs: FacetPrefs,
}

/// What the engine shall count: the facets that are open.
pub(super) fn wish(prefs: &BTreeMap<Column, FacetPrefs>) -> FacetsWish {
    let wanted = prefs.values().map(|prefs| {
        if !prefs.search.is_empty() {
            SEARCHED_VALUES
        } else if prefs.is_expanded {
            FACET_ROWS_OPEN as u32
        } else {
            0
        }
    });
    let is_open = |column: &Column| {
        !prefs
            .get(column)
            .map_or_else(|| first_prefs(*column), Clone::clone)
            .is_folded
    };
    FacetsWish {
        limit: wanted.max().unwrap_or(0).max(FACET_ROWS_FOLDED as u32),
        columns: facet_columns().filter(is_open).collect(),
    }
}

/// Whether the answer to `asked` holds all that is wanted now.
pub(super) fn is_enough(asked: &FacetsWish, wanted: &FacetsWish) -> bool {
    wanted.limit <= asked.limit && wanted.columns.iter().all(|column| asked.columns.contains(column))
}

/// Lists the facets anew after an answer or a change of how they are shown.
pub(super) fn relist(state: &mut AppState) {
    let lists = facet_columns().map(|column| {
        let prefs = state
            .facet_prefs
            .get(&column)
            .cloned()
            .unwrap_or_else(|| first_prefs(column));
        let facet = state.counted_facets.iter().find(|facet| facet.column == column);
        match facet {
            Some(facet) => list(
                facet,
                prefs,
                &state.asking.chosen(column),
                state.asking.excluded(column),
            ),
            None => FacetList {
                column,
                values: Rc::new([]),
                max_count: 0,
                num_values: 0,
                num_hidden: 0,
                prefs,
            },
        }
    });
    let lists: Rc<[FacetList]> = lists.collect();
    if *lists != *state.facets {
        state.facets = lists;
    }
}

fn list(facet: &Facet, prefs: FacetPrefs, chosen: &[Cell], excluded: &[Cell]) -> FacetList {
    let max_rows = if prefs.is_expanded || !prefs.search.is_empty() {
        FACET_ROWS_OPEN
    } else {
        FACET_ROWS_FOLDED
    };
    let searched = prefs.search.to_lowercase();
    let matching: Vec<&FacetValue> = facet
        .values
        .iter()
        .filter(|value| searched.is_empty() || contains(value, &searched))
        .collect();
    let num_matching = if searched.is_empty() {
        facet.num_values as usize
    } else {
        matching.len()
    };
    let listed = matching.into_iter().enumerate().filter_map(|(at, value)| {
        let is_chosen = chosen.contains(&value.cell);
        // A choice stays in sight, however rare: here it is taken back.
        let is_excluded = excluded.contains(&value.cell);
        (at < max_rows || is_chosen || is_excluded).then(|| ListedValue {
            cell: value.cell.clone(),
            count: value.count,
            is_chosen,
            is_excluded,
        })
    });
    let values: Rc<[ListedValue]> = listed.collect();
    FacetList {
        column: facet.column,
        max_count: facet.values.iter().map(|value| value.count).max().unwrap_or(0),
        num_values: facet.num_values,
        num_hidden: num_matching.saturating_sub(values.len()) as u32,
        values,
        prefs,
    }
}

fn contains(value: &FacetValue, lowercase: &str) -> bool {
    value
        .cell
        .as_text()
        .is_some_and(|text| text.to_lowercase().contains(lowercase))
}
