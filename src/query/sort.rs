//! The order of rows.
//!
//! Under every order lies the base order: by time, then eventID, then place. It is newest first, all three
//! falling, unless the first key is the rising time: then all three rise. So the order never depends on
//! which batch came first. Keys are stable sorts on top of it. Rows that have no value for a key, be it absent,
//! null or not in their export (in this order), come after all that have one, whichever way the key goes; so do
//! rows without a time. Texts are compared by their characters' numbers, capitals before small letters.

use super::SortKey;
use crate::{
    base::{Bitset, EpochMillis, RowId},
    store::{
        Column, ColumnView, Stamp, StrId, Table, TextColumn,
        guid::{GuidCell, GuidColumn},
        times::Times,
    },
};
use std::cmp::Ordering;

/// Less than this part of all rows sorts faster by itself than it is picked out of all rows in order.
const PICK_SHARE: usize = 16;

/// Keeps what several orders of one table need.
#[derive(Debug, Default)]
pub struct Sorter {
    stamp: Stamp,
    newest_first: Vec<u32>,
    /// For each column the rank of each text, by its number.
    ranks: Vec<Vec<u32>>,
}

/// Rows in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    /// Row numbers.
    pub rows: Vec<u32>,
    /// The time of the first and the last of them, by time.
    pub time_span: Option<(EpochMillis, EpochMillis)>,
}

impl Sorter {
    /// The rows of the mask, in the order of `keys`.
    pub fn sort(&mut self, table: &Table, mask: &Bitset, keys: &[SortKey]) -> Sorted {
        let mut rows = self.pick_newest_first(table, mask);
        let num_timed = rows.partition_point(|&row| table.time(RowId(row)).is_some());
        let time_at = |at: usize| rows.get(at).and_then(|&row| table.time(RowId(row)));
        let time_span = num_timed
            .checked_sub(1)
            .and_then(|last| Some((time_at(last)?, time_at(0)?)));
        let is_oldest_first = keys
            .first()
            .is_some_and(|key| key.column == Column::Time && !key.is_descending);
        if is_oldest_first {
            rows[..num_timed].reverse();
            rows[num_timed..].reverse();
        }
        let by_time_alone = matches!(keys, [key] if key.column == Column::Time);
        if !by_time_alone {
            for key in keys.iter().rev() {
                match table.column(key.column) {
                    ColumnView::Time(times) => {
                        sort_by_time(times, &mut rows, key.is_descending, &mut |_| {});
                    }
                    ColumnView::Text(column) => {
                        let ranks = self.ranks(key.column, column);
                        sort_by_rank(column, ranks, &mut rows, key.is_descending);
                    }
                    ColumnView::Guid(column) => sort_by_id(column, &mut rows, key.is_descending),
                }
            }
        }
        Sorted { rows, time_span }
    }

    /// The rows of the mask, newest first.
    fn pick_newest_first(&mut self, table: &Table, mask: &Bitset) -> Vec<u32> {
        // Rows that are taken back are hidden by the mask: the order of all rows stays.
        let stamp = Stamp {
            num_retractions: 0,
            ..table.stamp()
        };
        if self.stamp.table != stamp.table {
            *self = Self::default();
            self.stamp.table = stamp.table;
        }
        let num_rows = mask.count();
        if num_rows < table.num_rows() / PICK_SHARE {
            return newest_first(table, mask.iter().map(|row| row as u32).collect());
        }
        if self.stamp != stamp {
            self.stamp = stamp;
            self.newest_first = newest_first(table, (0..stamp.num_rows).collect());
        }
        // Each row is written and most are written over: a branch that nobody can foresee would cost more.
        let mut rows = vec![0; num_rows + 1];
        let mut num_picked = 0;
        for &row in &self.newest_first {
            rows[num_picked] = row;
            num_picked += usize::from(mask.contains(row as usize));
        }
        rows.truncate(num_picked);
        rows
    }

    /// The rank of each text of `column`; a dictionary only grows, so its length tells whether they are still true.
    fn ranks(&mut self, name: Column, column: &TextColumn) -> &[u32] {
        self.ranks.resize(Column::ALL.len(), Vec::new());
        let ranks = &mut self.ranks[name.index()];
        let texts = column.words.texts();
        if ranks.len() != texts.len() {
            let mut sorted: Vec<u32> = (0..texts.len() as u32).collect();
            sorted.sort_unstable_by(|&one, &two| texts.get(one).cmp(texts.get(two)));
            *ranks = vec![0; texts.len()];
            for (rank, number) in (0..).zip(sorted) {
                ranks[number as usize] = rank;
            }
        }
        ranks
    }
}

/// `rows`, newest first: by time, eventID and place, all falling.
fn newest_first(table: &Table, mut rows: Vec<u32>) -> Vec<u32> {
    let ColumnView::Guid(ids) = table.column(Column::EventId) else {
        return rows;
    };
    // Few calls share a second: their order is settled by comparing.
    let compare = |one: u32, two: u32| {
        let by_id = compare_ids(ids, two, one);
        by_id.then_with(|| (table.place(RowId(two)), two).cmp(&(table.place(RowId(one)), one)))
    };
    sort_by_time(table.times(), &mut rows, true, &mut |equals| match equals {
        [one, two] if compare(*one, *two).is_gt() => std::mem::swap(one, two),
        [_, _] => {}
        more => more.sort_unstable_by(|&one, &two| compare(one, two)),
    });
    rows
}

fn compare_ids(ids: &GuidColumn, one: u32, two: u32) -> Ordering {
    let (one, two) = (one as usize, two as usize);
    match (ids.guids().get(one), ids.guids().get(two)) {
        // The digits of a GUID stand in the order of its bits.
        (GuidCell::Guid(one), GuidCell::Guid(two)) => one.cmp(&two),
        _ => ids.with_cell(one, |one| ids.with_cell(two, |two| one.cmp(&two))),
    }
}

/// What is done with several rows that are equal.
type Settle<'s> = &'s mut dyn FnMut(&mut [u32]);

/// A stable sort by time, rows without one last. Several rows of one time are given to `settle`.
fn sort_by_time(times: &Times, rows: &mut [u32], is_descending: bool, settle: Settle<'_>) {
    // Whole seconds, as CloudTrail delivers them, need fewer bits.
    if times.are_seconds() {
        sort_by_number(|row| times.second(row as usize), rows, is_descending, settle);
    } else {
        let millis = |row| times.get(row as usize).map(|time| time.0);
        sort_by_number(millis, rows, is_descending, settle);
    }
}

/// A stable sort by a number, rows without one last. Several rows of one number are given to `settle`.
fn sort_by_number(
    number: impl Fn(u32) -> Option<i64>,
    rows: &mut [u32],
    is_descending: bool,
    settle: Settle<'_>,
) {
    let (mut min, mut max) = (i64::MAX, i64::MIN);
    for number in rows.iter().filter_map(|&row| number(row)) {
        (min, max) = (min.min(number), max.max(number));
    }
    if min > max {
        return settle(rows);
    }
    let span = max.abs_diff(min);
    let key = |row| match number(row) {
        None => span + 1,
        Some(number) if is_descending => max.abs_diff(number),
        Some(number) => number.abs_diff(min),
    };
    radix_sort(rows, key, span + 1, settle);
}

/// Bits that rows are told apart by at once.
const DIGIT_BITS: u32 = 11;
const NUM_DIGITS: usize = 1 << DIGIT_BITS;

/// So few are sorted by putting each in its place.
const FEW: usize = 32;

/// A stable sort by keys up to `max`. Several rows of one key are given to `settle`, in their order.
///
/// The highest bits put the rows into buckets, once through the memory; the others are looked at bucket by bucket, where all
/// is near.
fn radix_sort(rows: &mut [u32], key: impl Fn(u32) -> u64, max: u64, settle: Settle<'_>) {
    let num_bits = u64::BITS - max.leading_zeros();
    let low_bits = num_bits.saturating_sub(DIGIT_BITS);
    if low_bits > u32::BITS {
        // Times of many centuries.
        rows.sort_by_key(|&row| key(row));
        return rows
            .chunk_by_mut(|&one, &two| key(one) == key(two))
            .filter(|equals| equals.len() > 1)
            .for_each(settle);
    }
    let mut starts = [0; NUM_DIGITS + 1];
    for &row in rows.iter() {
        starts[(key(row) >> low_bits) as usize + 1] += 1;
    }
    let mut sum = 0;
    let (mut spare_len, mut ends) = (0, starts);
    for (count, end) in starts[1..].iter().zip(&mut ends[1..]) {
        spare_len = spare_len.max(*count);
        sum += count;
        *end = sum;
    }
    let mut next = ends;
    let mut packed = vec![Packed(0); rows.len()];
    for &row in rows.iter() {
        let key = key(row);
        let at = &mut next[(key >> low_bits) as usize];
        packed[*at] = Packed::new(key & ((1 << low_bits) - 1), row);
        *at += 1;
    }
    let mut spare = vec![Packed(0); spare_len];
    for bucket in ends.windows(2) {
        let (packed, rows) = (&mut packed[bucket[0]..bucket[1]], &mut rows[bucket[0]..bucket[1]]);
        sort_bucket(packed, &mut spare[..rows.len()], low_bits);
        for (row, packed) in rows.iter_mut().zip(&*packed) {
            *row = packed.row();
        }
        let mut rest = rows;
        for equals in packed.chunk_by(|one, two| one.key() == two.key()) {
            let (rows, later) = rest.split_at_mut(equals.len());
            if rows.len() > 1 {
                settle(rows);
            }
            rest = later;
        }
    }
}

/// A row behind the lower bits of its key.
#[derive(Clone, Copy)]
struct Packed(u64);

impl Packed {
    fn new(key: u64, row: u32) -> Self {
        Self(key << 32 | u64::from(row))
    }

    fn key(self) -> u32 {
        (self.0 >> 32) as u32
    }

    fn row(self) -> u32 {
        self.0 as u32
    }
}

/// A stable sort by keys of so many bits. The spare room is as long.
fn sort_bucket(bucket: &mut [Packed], spare: &mut [Packed], num_bits: u32) {
    if bucket.len() <= FEW {
        return sort_few(bucket);
    }
    let num_passes = num_bits.div_ceil(DIGIT_BITS);
    let digit_bits = num_bits.div_ceil(num_passes.max(1));
    let mut is_in_spare = false;
    for pass in 0..num_passes {
        let digit = |packed: Packed| (packed.key() >> (pass * digit_bits)) as usize & ((1 << digit_bits) - 1);
        let (from, to) = if is_in_spare {
            (&*spare, &mut *bucket)
        } else {
            (&*bucket, &mut *spare)
        };
        let mut starts = [0u32; NUM_DIGITS];
        from.iter().for_each(|&packed| starts[digit(packed)] += 1);
        let mut sum = 0;
        for start in &mut starts[..1 << digit_bits] {
            sum += std::mem::replace(start, sum);
        }
        for &packed in from {
            let start = &mut starts[digit(packed)];
            to[*start as usize] = packed;
            *start += 1;
        }
        is_in_spare = !is_in_spare;
    }
    if is_in_spare {
        bucket.copy_from_slice(spare);
    }
}

fn sort_few(few: &mut [Packed]) {
    for end in 1..few.len() {
        let new = few[end];
        let mut at = end;
        while at > 0 && few[at - 1].key() > new.key() {
            few[at] = few[at - 1];
            at -= 1;
        }
        few[at] = new;
    }
}

/// A stable sort by text, by the rank of each; states last.
fn sort_by_rank(column: &TextColumn, ranks: &[u32], rows: &mut [u32], is_descending: bool) {
    let num_texts = ranks.len();
    // By code: the three states, then the texts.
    let states = (num_texts..).take(StrId::FIRST_TEXT as usize);
    let texts = ranks.iter().map(|&rank| {
        if is_descending {
            num_texts - 1 - rank as usize
        } else {
            rank as usize
        }
    });
    let places: Vec<u32> = states.chain(texts).map(|place| place as u32).collect();
    let place = |row: u32| places[column.codes.get(row as usize) as usize];
    let mut starts = vec![0; places.len()];
    let of_rows: Vec<u32> = rows.iter().map(|&row| place(row)).collect();
    of_rows.iter().for_each(|&place| starts[place as usize] += 1);
    let mut sum = 0;
    for start in &mut starts {
        sum += std::mem::replace(start, sum);
    }
    let from = rows.to_vec();
    for (row, place) in from.into_iter().zip(of_rows) {
        let start = &mut starts[place as usize];
        rows[*start] = row;
        *start += 1;
    }
}

/// A stable sort by id; states last.
fn sort_by_id(ids: &GuidColumn, rows: &mut Vec<u32>, is_descending: bool) {
    let directed = |order: Ordering| if is_descending { order.reverse() } else { order };
    let (mut guids, mut texts, mut states) = (Vec::new(), Vec::new(), Vec::new());
    for (at, &row) in (0u32..).zip(rows.iter()) {
        match ids.guids().get(row as usize) {
            GuidCell::Guid(guid) => guids.push((guid, at, row)),
            GuidCell::Other(id) => match ids.others().get(id).as_text() {
                Some(text) => texts.push((text, at, row)),
                None => states.push((id, row)),
            },
        }
    }
    guids.sort_unstable_by(|one, two| directed(one.0.cmp(&two.0)).then(one.1.cmp(&two.1)));
    texts.sort_unstable_by(|one, two| directed(one.0.cmp(two.0)).then(one.1.cmp(&two.1)));
    states.sort_by_key(|(id, _)| *id);
    rows.clear();
    // A text that is no GUID never equals one, so the two lists merge without ties.
    let mut guids = guids.into_iter().map(|(_, _, row)| row).peekable();
    for (text, _, text_row) in texts {
        let comes_first = |row: &u32| {
            ids.with_cell(*row as usize, |guid| {
                directed(guid.as_text().cmp(&Some(text))).is_lt()
            })
        };
        while let Some(row) = guids.next_if(comes_first) {
            rows.push(row);
        }
        rows.push(text_row);
    }
    rows.extend(guids);
    rows.extend(states.into_iter().map(|(_, row)| row));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn radix_sort_is_a_stable_sort(
            keys in prop::collection::vec(prop_oneof![any::<u64>(), (0..9u64).prop_map(|key| key << 61)], 0..400),
            shift in 0..64u32,
        ) {
            let keys: Vec<u64> = keys.into_iter().map(|key| key >> shift).collect();
            let mut rows: Vec<u32> = (0..keys.len() as u32).rev().collect();
            let mut slow = rows.clone();
            slow.sort_by_key(|&row| keys[row as usize]);
            let max = keys.iter().copied().max().unwrap_or_default();
            let mut groups = Vec::new();
            radix_sort(&mut rows, |row| keys[row as usize], max, &mut |equals| groups.push(equals.to_vec()));
            prop_assert_eq!(&rows, &slow);
            let slow_groups = slow.chunk_by(|&one, &two| keys[one as usize] == keys[two as usize]);
            let slow_groups: Vec<_> = slow_groups.filter(|equals| equals.len() > 1).map(<[u32]>::to_vec).collect();
            prop_assert_eq!(groups, slow_groups);
        }
    }
}
