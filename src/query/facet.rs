//! Linked facet counts: each facet counts the rows that pass everything but what is chosen or excluded in it. Other
//! tests of its column bind it too: what they leave out cannot be chosen.

use super::{Facet, FacetValue, FacetsWish, Field, Filter, Op, Query, Test, filter::ValueTest};
use crate::{
    base::Bitset,
    store::{Cell, Column, ColumnView, StrId, Table, TextColumn, chunked::CHUNK_ROWS, codes::CodesView},
};
use std::{collections::BTreeMap, rc::Rc};

/// The column whose facet a filter belongs to: the one of which it chooses or excludes values, and nothing else.
pub fn facet_of(filter: &Filter) -> Option<Column> {
    match filter {
        Filter::Test(Test {
            field: Field::Column(column),
            op: Op::OneOf(_),
        }) => Some(*column),
        Filter::Not(inner) => facet_of(inner),
        _ => None,
    }
}

/// The facets wished for, in their order, over the rows of `live` that pass the filters in force, `sets`, which stand
/// in the order of [`Query::filters`].
pub fn facets(
    table: &Table,
    query: &Query,
    live: &Bitset,
    sets: &[Rc<Bitset>],
    wish: &FacetsWish,
) -> Rc<[Facet]> {
    let columns = &wish.columns;
    // What belongs to no facet binds all of them; each facet's own filters bind the others.
    let mut common = live.clone();
    let mut own: Vec<Option<Bitset>> = vec![None; columns.len()];
    for (filter, set) in query.filters().zip(sets) {
        let place = facet_of(filter).and_then(|of| columns.iter().position(|column| *column == of));
        match place.map(|place| &mut own[place]) {
            None => common.and(set),
            Some(Some(own)) => own.and(set),
            Some(none) => *none = Some(Bitset::clone(set)),
        }
    }
    // after[n]: the filters of facet n and of all facets behind it.
    let mut after = vec![None; columns.len() + 1];
    for place in (0..columns.len()).rev() {
        after[place] = both(own[place].as_ref(), after[place + 1].as_ref());
    }
    let mut before = common;
    let mut facets = Vec::with_capacity(columns.len());
    for (place, &column) in columns.iter().enumerate() {
        let rows = both(Some(&before), after[place + 1].as_ref());
        let rows = rows.as_ref().unwrap_or(&before);
        facets.push(facet(table, query, column, rows, wish.limit));
        if let Some(own) = &own[place] {
            before.and(own);
        }
    }
    facets.into()
}

/// What is in both sets; no set lets everything through.
fn both(one: Option<&Bitset>, two: Option<&Bitset>) -> Option<Bitset> {
    let mut rows = one.or(two)?.clone();
    if let (Some(_), Some(two)) = (one, two) {
        rows.and(two);
    }
    Some(rows)
}

fn facet(table: &Table, query: &Query, column: Column, rows: &Bitset, limit: u32) -> Facet {
    let ColumnView::Text(texts) = table.column(column) else {
        // Times and ids have too many values for a list.
        return Facet {
            column,
            values: Rc::new([]),
            num_values: 0,
        };
    };
    let counts = count(texts, rows);
    let cell = |id: u32| texts.words.get(StrId(id));
    let mut counted: Vec<(u32, u32)> = (0..).zip(counts).filter(|(_, count)| *count > 0).collect();
    let num_values = counted.len() as u32;
    let in_order =
        |one: &(u32, u32), two: &(u32, u32)| two.1.cmp(&one.1).then_with(|| cell(one.0).cmp(&cell(two.0)));
    let mut chosen: BTreeMap<Cell, u32> = query
        .facet_choice(column)
        .iter()
        .map(|value| (value.clone(), 0))
        .collect();
    let num_listed = counted.len().min(limit as usize);
    if num_listed < counted.len() {
        counted.select_nth_unstable_by(num_listed, in_order);
    }
    for (id, count) in &counted[num_listed..] {
        if !chosen.is_empty()
            && let Some(chosen) = chosen.get_mut(&Cell::from(cell(*id)))
        {
            *chosen = *count;
        }
    }
    counted.truncate(num_listed);
    let mut values: Vec<_> = counted
        .into_iter()
        .map(|(id, count)| FacetValue {
            cell: cell(id).into(),
            count,
        })
        .collect();
    for value in &values {
        chosen.remove(&value.cell);
    }
    values.extend(chosen.into_iter().map(|(cell, count)| FacetValue { cell, count }));
    values.sort_unstable_by(|one, two| two.count.cmp(&one.count).then_with(|| one.cell.cmp(&two.cell)));
    Facet {
        column,
        values: values.into(),
        num_values,
    }
}

/// The values of a column that hold `text`, in any case, with their counts among `rows`: most frequent first, then by
/// value. States of a cell are none.
pub fn values_with(table: &Table, rows: &Bitset, column: Column, text: &str, limit: u32) -> Vec<FacetValue> {
    let ColumnView::Text(texts) = table.column(column) else {
        return Vec::new();
    };
    let mut test = ValueTest::new(&Op::Contains(text.to_owned()));
    let counts = count(texts, rows);
    let mut found: Vec<(u32, u32)> = (0..)
        .zip(counts)
        .filter(|(id, count)| *count > 0 && test.passes(texts.words.get(StrId(*id))))
        .collect();
    let cell = |id: u32| texts.words.get(StrId(id));
    let in_order =
        |one: &(u32, u32), two: &(u32, u32)| two.1.cmp(&one.1).then_with(|| cell(one.0).cmp(&cell(two.0)));
    if found.len() > limit as usize {
        found.select_nth_unstable_by(limit as usize, in_order);
        found.truncate(limit as usize);
    }
    found.sort_unstable_by(in_order);
    let value = |(id, count)| FacetValue {
        cell: cell(id).into(),
        count,
    };
    found.into_iter().map(value).collect()
}

/// How many of `rows` have each code.
fn count(column: &TextColumn, rows: &Bitset) -> Vec<u32> {
    let mut counts = vec![0; column.words.num_ids()];
    for ((_, view), words) in column.codes.views().zip(rows.words().chunks(CHUNK_ROWS / 64)) {
        match view {
            CodesView::Const(code) => {
                counts[code as usize] += words.iter().map(|word| word.count_ones()).sum::<u32>();
            }
            CodesView::U4(codes) => count_halves(codes.bytes(), words, &mut counts),
            CodesView::U8(codes) => {
                let mut turns = Turns::default();
                count_chunk(codes, words, |at, code| turns.add(at, code));
                turns.add_to(&mut counts);
            }
            CodesView::U16(codes) => count_chunk(codes, words, |_, code| counts[usize::from(code)] += 1),
            CodesView::U32(codes) => count_chunk(codes, words, |_, code| counts[code as usize] += 1),
        }
    }
    counts
}

fn count_chunk<T: Copy>(codes: &[T], words: &[u64], mut add: impl FnMut(usize, T)) {
    for (word, codes) in words.iter().zip(codes.chunks(64)) {
        if *word == u64::MAX {
            codes.iter().enumerate().for_each(|(at, &code)| add(at, code));
            continue;
        }
        let mut left = *word;
        while left != 0 {
            let at = left.trailing_zeros() as usize;
            add(at, codes[at]);
            left &= left - 1;
        }
    }
}

/// Codes of half a byte: where all rows count, two at a time.
fn count_halves(bytes: &[u8], words: &[u64], counts: &mut [u32]) {
    let (mut pairs, mut single) = (Turns::default(), Turns::default());
    for (word, bytes) in words.iter().zip(bytes.chunks(32)) {
        if *word == u64::MAX {
            bytes
                .iter()
                .enumerate()
                .for_each(|(at, &pair)| pairs.add(at, pair));
            continue;
        }
        let mut left = *word;
        while left != 0 {
            let at = left.trailing_zeros() as usize;
            single.add(at, bytes[at / 2] >> (at % 2 * 4) & 15);
            left &= left - 1;
        }
    }
    for (pair, num) in pairs.sums() {
        for half in [pair & 15, pair >> 4].into_iter().filter(|_| num > 0) {
            counts[half] += num;
        }
    }
    single.add_to(counts);
}

/// Counts of bytes in four lists by turns: adding to a count that was just added to would wait for it.
struct Turns([[u32; 256]; 4]);

impl Default for Turns {
    fn default() -> Self {
        Self([[0; 256]; 4])
    }
}

impl Turns {
    #[inline]
    fn add(&mut self, at: usize, byte: u8) {
        self.0[at % 4][usize::from(byte)] += 1;
    }

    fn sums(&self) -> impl Iterator<Item = (usize, u32)> {
        (0..256).map(|byte| (byte, self.0.iter().map(|turn| turn[byte]).sum()))
    }

    fn add_to(&self, counts: &mut [u32]) {
        for (count, (_, more)) in counts.iter_mut().zip(self.sums()) {
            *count += more;
        }
    }
}
