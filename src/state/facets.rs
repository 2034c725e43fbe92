//! The facets as listed in the side bar.

use super::{AppState, Cell, Column};
use crate::query::{FACET_COLUMNS, Facet, FacetValue};
use std::{collections::BTreeMap, rc::Rc};

/// Values that a facet lists at first.
pub const FACET_ROWS_FOLDED: usize = 8;
/// Values that a facet lists after "more", and in a search.
pub const FACET_ROWS_OPEN: usize = 200;
/// Values that the engine is asked for while a facet is searched.
const SEARCHED_VALUES: u32 = 5000;

/// How one facet is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

/// How many values the engine shall list of each facet.
pub(super) fn facet_limit(prefs: &BTreeMap<Column, FacetPrefs>) -> u32 {
    let wanted = prefs.values().map(|prefs| {
        if !prefs.search.is_empty() {
            SEARCHED_VALUES
        } else if prefs.is_expanded {
            FACET_ROWS_OPEN as u32
        } else {
            0
        }
    });
    wanted.max().unwrap_or(0).max(FACET_ROWS_FOLDED as u32)
}

/// Lists the facets anew after an answer or a change of how they are shown.
pub(super) fn relist(state: &mut AppState) {
    let lists = FACET_COLUMNS.iter().map(|&column| {
        let prefs = state.facet_prefs.get(&column).cloned().unwrap_or_default();
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
