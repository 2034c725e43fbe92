//! What is new in one range of time against another: values that calls of the later range have and those of the
//! earlier have not.

use crate::{
    base::{Bitset, EpochMillis, RowId},
    store::{Cell, CellRef, Column, ColumnView, RowFlags, StrId, Table, TextColumn},
};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, rc::Rc};

/// The columns that are looked through.
pub const NOVELTY_COLUMNS: [Column; 5] = [
    Column::Caller,
    Column::SourceIp,
    Column::Client,
    Column::Region,
    Column::Operation,
];

/// A range of time: from the first moment up to, not including, the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// Its first moment.
    pub from: EpochMillis,
    /// The moment after it.
    pub until: EpochMillis,
}

impl Period {
    /// Whether a moment lies in it.
    pub fn contains(self, time: EpochMillis) -> bool {
        self.from <= time && time < self.until
    }

    /// The range of the same length right before it.
    pub fn before(self) -> Self {
        let len = self.until.0.saturating_sub(self.from.0);
        Self {
            from: EpochMillis(self.from.0.saturating_sub(len)),
            until: self.from,
        }
    }
}

/// The ranges that shall be compared. They may overlap: a call of both is of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoveltyWish {
    /// What was known.
    pub earlier: Period,
    /// What is looked through.
    pub later: Period,
    /// How many values of each column are listed at most.
    pub limit: u32,
}

/// A value that is new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewValue {
    /// The value.
    pub cell: Cell,
    /// Of a caller, what tells two of one name apart: the principal's unique ID, `userIdentity.principalId` up to its
    /// colon. Absent for other columns and where the record has none.
    pub principal: Cell,
    /// Calls of the later range with it.
    pub calls: u32,
    /// Of these, the failed ones.
    pub errors: u32,
    /// Time of the first of them.
    pub first: EpochMillis,
}

/// What is new in a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOfColumn {
    /// The column.
    pub column: Column,
    /// How many values are new; more than are listed when the list was cut.
    pub num_new: u32,
    /// How many values the later range has in all.
    pub num_later: u32,
    /// Most calls first, then by value.
    pub values: Rc<[NewValue]>,
}

/// What is new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Novelty {
    /// What was asked.
    pub wish: NoveltyWish,
    /// Calls of the earlier range.
    pub num_earlier: u32,
    /// Calls of the later range.
    pub num_later: u32,
    /// In the order of [`NOVELTY_COLUMNS`].
    pub columns: Rc<[NewOfColumn]>,
}

/// The part of a principal's ID that stays when it begins another session.
pub fn unique_id(principal: &str) -> &str {
    principal.split(':').next().unwrap_or(principal)
}

/// What is new among `rows`.
pub fn novelty(table: &Table, rows: &Bitset, wish: &NoveltyWish) -> Novelty {
    let (mut num_earlier, mut num_later) = (0, 0);
    let mut counters: Vec<Counter<'_>> = NOVELTY_COLUMNS
        .iter()
        .filter_map(|column| Counter::new(table, *column))
        .collect();
    for row in rows.iter() {
        let Some(time) = table.times().get(row) else {
            continue;
        };
        if wish.earlier.contains(time) {
            num_earlier += 1;
            counters
                .iter_mut()
                .for_each(|counter| counter.of(row).is_known = true);
        }
        if wish.later.contains(time) {
            num_later += 1;
            let is_error = table.flags(RowId(row as u32)).contains(RowFlags::IS_ERROR);
            for counter in &mut counters {
                let found = counter.of(row);
                found.calls += 1;
                found.errors += u32::from(is_error);
                found.first = Some(found.first.map_or(time, |first| first.min(time)));
            }
        }
    }
    Novelty {
        wish: *wish,
        num_earlier,
        num_later,
        columns: counters
            .into_iter()
            .map(|counter| counter.finish(wish.limit))
            .collect(),
    }
}

#[derive(Clone, Copy, Default)]
struct Found {
    is_known: bool,
    calls: u32,
    errors: u32,
    first: Option<EpochMillis>,
}

/// Counts the values of one column.
struct Counter<'t> {
    column: Column,
    values: &'t TextColumn,
    /// Of callers: whose name it is.
    principals: Option<Principals<'t>>,
    found: Vec<Found>,
    /// Of callers: the pair behind each place of `found`, and the way back.
    pairs: Vec<(u32, u32)>,
    places: HashMap<(u32, u32), usize>,
    newest: Option<((u32, u32), usize)>,
}

impl<'t> Counter<'t> {
    fn new(table: &'t Table, column: Column) -> Option<Self> {
        let ColumnView::Text(values) = table.column(column) else {
            return None;
        };
        let principals = (column == Column::Caller)
            .then(|| Principals::new(table))
            .flatten();
        let num_ids = if principals.is_some() {
            0
        } else {
            values.words.num_ids()
        };
        Some(Self {
            column,
            values,
            principals,
            found: vec![Found::default(); num_ids],
            pairs: Vec::new(),
            places: HashMap::new(),
            newest: None,
        })
    }

    fn of(&mut self, row: usize) -> &mut Found {
        let code = self.values.codes.get(row);
        let place = match &self.principals {
            None => code as usize,
            Some(principals) => {
                let pair = (code, principals.of(row));
                // Calls of one caller stand together.
                match self.newest.filter(|(newest, _)| *newest == pair) {
                    Some((_, place)) => place,
                    None => self.place(pair),
                }
            }
        };
        &mut self.found[place]
    }

    fn place(&mut self, pair: (u32, u32)) -> usize {
        let place = *self.places.entry(pair).or_insert_with(|| {
            self.pairs.push(pair);
            self.found.push(Found::default());
            self.found.len() - 1
        });
        self.newest = Some((pair, place));
        place
    }

    fn cells(&self, place: usize) -> (CellRef<'t>, CellRef<'t>) {
        match (&self.principals, self.pairs.get(place)) {
            (Some(principals), Some((code, principal))) => {
                (self.values.words.get(StrId(*code)), principals.cell(*principal))
            }
            _ => (self.values.words.get(StrId(place as u32)), CellRef::Absent),
        }
    }

    fn finish(self, limit: u32) -> NewOfColumn {
        let places = || (0..self.found.len()).filter(|place| self.found[*place].calls > 0);
        let mut new: Vec<usize> = places().filter(|place| !self.found[*place].is_known).collect();
        new.sort_unstable_by(|one, two| {
            let calls = |place: &usize| self.found[*place].calls;
            calls(two)
                .cmp(&calls(one))
                .then_with(|| self.cells(*one).cmp(&self.cells(*two)))
        });
        let value = |place: &usize| {
            let found = self.found[*place];
            let (cell, principal) = self.cells(*place);
            Some(NewValue {
                cell: cell.into(),
                principal: principal.into(),
                calls: found.calls,
                errors: found.errors,
                first: found.first?,
            })
        };
        NewOfColumn {
            column: self.column,
            num_new: new.len() as u32,
            num_later: places().count() as u32,
            values: new.iter().take(limit as usize).filter_map(value).collect(),
        }
    }
}

/// The unique ID of each principal: many sessions of one role have one.
struct Principals<'t> {
    column: &'t TextColumn,
    /// For each word the first word with the same unique ID.
    first: Vec<u32>,
}

impl<'t> Principals<'t> {
    fn new(table: &'t Table) -> Option<Self> {
        let ColumnView::Text(column) = table.column(Column::PrincipalId) else {
            return None;
        };
        let mut known = HashMap::new();
        let first = (0..column.words.num_ids() as u32)
            .map(|id| match column.words.get(StrId(id)) {
                CellRef::Text(text) => *known.entry(CellRef::Text(unique_id(text))).or_insert(id),
                other => *known.entry(other).or_insert(id),
            })
            .collect();
        Some(Self { column, first })
    }

    fn of(&self, row: usize) -> u32 {
        self.first[self.column.codes.get(row) as usize]
    }

    fn cell(&self, id: u32) -> CellRef<'t> {
        match self.column.words.get(StrId(id)) {
            CellRef::Text(text) => CellRef::Text(unique_id(text)),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_before_is_as_long_and_ends_where_the_other_begins() {
        let day = Period {
            from: EpochMillis(86_400_000),
            until: EpochMillis(172_800_000),
        };
        let before = day.before();
        assert_eq!(before.from, EpochMillis(0));
        assert!(before.contains(EpochMillis(86_399_999)) && !before.contains(day.from));
        assert!(day.contains(day.from) && !day.contains(day.until));
    }

    #[test]
    fn sessions_of_one_role_are_one_principal() {
        assert_eq!(
            unique_id("AROACKCEVSQ6C2EXAMPLE:nightly"),
            "AROACKCEVSQ6C2EXAMPLE"
        );
        assert_eq!(unique_id("AIDACKCEVSQ6C2EXAMPLE"), "AIDACKCEVSQ6C2EXAMPLE");
    }
}
