//! Group tables: the rows of an answer by the values of one column, with what each value stands for.

use crate::{
    base::{Bitset, EpochMillis, RowId},
    store::{Cell, CellRef, Column, ColumnView, RowFlags, StrId, Table, TextColumn},
};
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, collections::HashSet, rc::Rc};

/// Spans of a trend line.
pub const TREND_LEN: usize = 24;

/// A number of a group to sort by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GroupKey {
    /// The value, by the alphabet.
    Value,
    /// Calls.
    Calls,
    /// Failed calls.
    Errors,
    /// The first call.
    First,
    /// The last call.
    Last,
    /// Different callers.
    Callers,
    /// Different source addresses.
    Addresses,
}

/// The groups that shall be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupsWish {
    /// By the values of this column.
    pub column: Column,
    /// Only failed calls.
    pub only_errors: bool,
    /// Only values with this text, in any case.
    pub search: Rc<str>,
    /// What to sort by; ties stand by their values.
    pub sort: GroupKey,
    /// Falling instead of rising.
    pub is_descending: bool,
    /// The first group that is wanted.
    pub first: u32,
    /// How many.
    pub len: u32,
}

/// The calls with one value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The value.
    pub cell: Cell,
    /// Calls with it.
    pub calls: u32,
    /// Of these, the failed ones.
    pub errors: u32,
    /// Time of the first and of the last one; none when no time of theirs could be read.
    pub span: Option<(EpochMillis, EpochMillis)>,
    /// Different callers, told by their unique IDs.
    pub callers: u32,
    /// Different source addresses.
    pub addresses: u32,
    /// Calls in each of [`TREND_LEN`] equal spans of the whole answer's time.
    pub trend: Rc<[u32]>,
}

/// Some of the groups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Groups {
    /// By the values of this column.
    pub column: Column,
    /// How many there are under the same search.
    pub num_groups: u32,
    /// Index of the first of `groups`.
    pub first: u32,
    /// The groups.
    pub groups: Rc<[Rc<Group>]>,
}

impl Groups {
    /// The answer when there is none in force.
    pub fn none(wish: &GroupsWish) -> Self {
        Self {
            column: wish.column,
            num_groups: 0,
            first: 0,
            groups: Rc::new([]),
        }
    }
}

/// The span of the trend line that a time falls into.
pub fn trend_place(time: EpochMillis, (first, last): (EpochMillis, EpochMillis)) -> usize {
    let whole = (last.0 - first.0 + 1).max(1) as i128;
    ((time.0 - first.0) as i128 * TREND_LEN as i128 / whole) as usize
}

/// Counts which pairs of a group and a value were seen, each once.
struct Distinct<'t> {
    of: &'t TextColumn,
    counts: Vec<u32>,
    /// The newest value of each group: calls of one caller stand together.
    newest: Vec<u32>,
    seen: HashSet<(u32, u32)>,
}

impl<'t> Distinct<'t> {
    fn new(of: &'t TextColumn, num_groups: usize) -> Self {
        Self {
            of,
            counts: vec![0; num_groups],
            newest: vec![u32::MAX; num_groups],
            seen: HashSet::new(),
        }
    }

    fn add(&mut self, group: u32, row: usize) {
        let value = self.of.codes.get(row);
        let newest = &mut self.newest[group as usize];
        if *newest != value {
            *newest = value;
            // A call without a value has no caller to count.
            if self.of.words.get(StrId(value)).as_text().is_some() && self.seen.insert((group, value)) {
                self.counts[group as usize] += 1;
            }
        }
    }
}

/// The groups wished for, of `rows`, whose times reach over `time_span`. A column without a dictionary has none.
pub fn groups(
    table: &Table,
    rows: &Bitset,
    time_span: Option<(EpochMillis, EpochMillis)>,
    wish: &GroupsWish,
) -> Groups {
    let (ColumnView::Text(values), ColumnView::Text(callers), ColumnView::Text(addresses)) = (
        table.column(wish.column),
        table.column(Column::Principal),
        table.column(Column::SourceIp),
    ) else {
        return Groups::none(wish);
    };
    let num_ids = values.words.num_ids();
    let mut found: Vec<Found> = vec![Found::default(); num_ids];
    let mut callers = Distinct::new(callers, num_ids);
    let mut addresses = Distinct::new(addresses, num_ids);
    for row in rows.iter() {
        let is_error = table.flags(RowId(row as u32)).contains(RowFlags::IS_ERROR);
        if wish.only_errors && !is_error {
            continue;
        }
        let id = values.codes.get(row);
        let group = &mut found[id as usize];
        group.calls += 1;
        group.errors += u32::from(is_error);
        if let (Some(time), Some(whole)) = (table.times().get(row), time_span) {
            let (first, last) = group.span.unwrap_or((time, time));
            group.span = Some((first.min(time), last.max(time)));
            let trend = group.trend.get_or_insert_with(|| Box::new([0; TREND_LEN]));
            trend[trend_place(time, whole)] += 1;
        }
        callers.add(id, row);
        addresses.add(id, row);
    }
    let searched = wish.search.to_lowercase();
    let cell = |id: u32| values.words.get(StrId(id));
    let mut ids: Vec<u32> = (0..num_ids as u32)
        .filter(|id| found[*id as usize].calls > 0 && has(cell(*id), &searched))
        .collect();
    let by_value = |one: &u32, two: &u32| cell(*one).cmp(&cell(*two));
    ids.sort_unstable_by(|one, two| {
        let (a, b) = (*one as usize, *two as usize);
        let order = match wish.sort {
            GroupKey::Value => by_value(one, two),
            GroupKey::Calls => found[a].calls.cmp(&found[b].calls),
            GroupKey::Errors => found[a].errors.cmp(&found[b].errors),
            GroupKey::First => found[a]
                .span
                .map(|span| span.0)
                .cmp(&found[b].span.map(|span| span.0)),
            GroupKey::Last => found[a]
                .span
                .map(|span| span.1)
                .cmp(&found[b].span.map(|span| span.1)),
            GroupKey::Callers => callers.counts[a].cmp(&callers.counts[b]),
            GroupKey::Addresses => addresses.counts[a].cmp(&addresses.counts[b]),
        };
        turned(order, wish.is_descending).then_with(|| by_value(one, two))
    });
    let first = wish.first.min(ids.len() as u32);
    let shown = ids.iter().skip(first as usize).take(wish.len as usize);
    Groups {
        column: wish.column,
        num_groups: ids.len() as u32,
        first,
        groups: shown
            .map(|&id| {
                let at = id as usize;
                let Found {
                    calls,
                    errors,
                    span,
                    ref trend,
                } = found[at];
                Rc::new(Group {
                    cell: cell(id).into(),
                    calls,
                    errors,
                    span,
                    callers: callers.counts[at],
                    addresses: addresses.counts[at],
                    trend: trend.as_deref().copied().unwrap_or_default().into(),
                })
            })
            .collect(),
    }
}

fn turned(order: Ordering, is_descending: bool) -> Ordering {
    if is_descending { order.reverse() } else { order }
}

/// Whether a value has the text, which is in lower case.
fn has(cell: CellRef<'_>, lowercase: &str) -> bool {
    lowercase.is_empty()
        || cell
            .as_text()
            .is_some_and(|text| text.to_lowercase().contains(lowercase))
}

#[derive(Clone, Default)]
struct Found {
    calls: u32,
    errors: u32,
    span: Option<(EpochMillis, EpochMillis)>,
    trend: Option<Box<[u32; TREND_LEN]>>,
}
