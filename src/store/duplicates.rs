//! Which rows are copies of which: the index over eventIDs.
//!
//! Rows of one eventID are a group. Only its fullest rows are compared by their values: of each value the first
//! row is shown, the others are its copies; with several values, all shown rows are in conflict. Less full rows
//! cannot be compared and count as copies. What is shown depends on the rows alone, so a row that
//! leaves changes the group to what it would have been without it.

use super::{chunked::Chunked, codes::Codes, flags::RowFlags, guid::GuidColumn};
use crate::base::{Bitset, HashKey, hash::LookupHash};
use hashbrown::HashTable;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// How much of a record its row holds, least first. Shapes that lose more than others get variants between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fullness {
    /// The record's shape left something out.
    Lossy,
    /// Nothing is left out.
    Full,
}

/// What the index asks of a row, borrowed from the table beside it.
pub(super) struct RowFacts<'a> {
    pub(super) ids: &'a GuidColumn,
    pub(super) value_hashes: &'a Chunked<u128>,
    pub(super) flags: &'a Chunked<u8>,
    pub(super) key: HashKey,
}

impl RowFacts<'_> {
    /// What stands for the row's eventID; `None` when it has none, or an empty one.
    fn event_id(&self, row: u32) -> Option<u128> {
        self.ids.id(row as usize, self.key)
    }

    fn value_hash(&self, row: u32) -> u128 {
        self.value_hashes.get(row as usize)
    }

    fn fullness(&self, row: u32) -> Fullness {
        if RowFlags::from_bits(self.flags.get(row as usize)).contains(RowFlags::LOSSY) {
            Fullness::Lossy
        } else {
            Fullness::Full
        }
    }
}

/// The groups of rows, and the masks of what is shown and what is in conflict.
#[derive(Debug)]
pub(super) struct Duplicates {
    hash: LookupHash,
    /// Of each group one shown row.
    anchors: HashTable<u32>,
    /// From a row to another of its group, one more than its number; 0 ends the chain that begins at the anchor.
    next: Codes,
    /// Groups in conflict: from value hash to the row that shows it. Ordered maps cannot be slowed down by chosen keys.
    crowds: BTreeMap<u128, BTreeMap<u128, u32>>,
    live: Bitset,
    conflicts: Bitset,
    retracted: Bitset,
}

impl Duplicates {
    pub(super) fn new(key: HashKey) -> Self {
        Self {
            hash: LookupHash::new(key),
            anchors: HashTable::new(),
            next: Codes::default(),
            crowds: BTreeMap::new(),
            live: Bitset::default(),
            conflicts: Bitset::default(),
            retracted: Bitset::default(),
        }
    }

    /// The rows that are shown.
    pub(super) fn live(&self) -> &Bitset {
        &self.live
    }

    /// The shown rows whose eventID other shown rows have too.
    pub(super) fn conflicts(&self) -> &Bitset {
        &self.conflicts
    }

    /// The rows that were taken back.
    pub(super) fn retracted(&self) -> &Bitset {
        &self.retracted
    }

    /// Takes in the next rows; returns those of the rows before them that are hidden from now on, because a
    /// fuller copy came.
    pub(super) fn append(&mut self, rows: Range<u32>, facts: &RowFacts<'_>) -> Vec<u32> {
        let mut hidden = Vec::new();
        for mask in [&mut self.live, &mut self.conflicts, &mut self.retracted] {
            mask.grow(rows.end as usize, false);
        }
        self.next.push_repeated(0, rows.len());
        for row in rows.clone() {
            self.insert(row, facts, &mut hidden);
        }
        hidden.retain(|&row| row < rows.start);
        hidden
    }

    /// Takes rows back, as if they had never come; returns the rows that are shown in their stead.
    /// Rows taken back before are passed over.
    pub(super) fn retract(&mut self, rows: impl IntoIterator<Item = u32>, facts: &RowFacts<'_>) -> Vec<u32> {
        // All rows first, then each group once: a large group is not walked for each of its rows.
        let mut ids = BTreeSet::new();
        for row in rows {
            self.retracted.set(row as usize, true);
            match facts.event_id(row) {
                Some(id) => {
                    ids.insert(id);
                }
                None => self.live.set(row as usize, false),
            }
        }
        let mut shown = Vec::new();
        for id in ids {
            self.rebuild(id, facts, &mut shown);
        }
        shown.sort_unstable();
        shown
    }

    /// The hidden copies of a shown row, rising. A less full copy is listed with the first shown row of its group.
    pub(super) fn copies(&self, row: u32, facts: &RowFacts<'_>) -> Vec<u32> {
        let Some(anchor) = facts.event_id(row).and_then(|id| self.anchor(id, facts)) else {
            return Vec::new();
        };
        let group = self.group(anchor);
        let first_shown = group
            .iter()
            .copied()
            .find(|&other| self.live.contains(other as usize));
        let is_copy = |&other: &u32| {
            if self.live.contains(other as usize) {
                false
            } else if facts.fullness(other) < facts.fullness(anchor) {
                first_shown == Some(row)
            } else {
                facts.value_hash(other) == facts.value_hash(row)
            }
        };
        group.into_iter().filter(is_copy).collect()
    }

    /// Bytes held on the heap.
    pub(super) fn heap_bytes(&self) -> usize {
        let masks = [&self.live, &self.conflicts, &self.retracted];
        let masks: usize = masks.into_iter().map(|mask| size_of_val(mask.words())).sum();
        let crowds: usize = self.crowds.values().map(|crowd| 64 + crowd.len() * 24).sum();
        masks + crowds + self.next.heap_bytes() + self.anchors.capacity() * 8 / 7 * (size_of::<u32>() + 1)
    }

    fn insert(&mut self, row: u32, facts: &RowFacts<'_>, hidden: &mut Vec<u32>) {
        let Some(id) = facts.event_id(row) else {
            return self.live.set(row as usize, true);
        };
        let hash = self.hash.of_u128(id);
        let Some(slot) = self
            .anchors
            .find_mut(hash, |&anchor| facts.event_id(anchor) == Some(id))
        else {
            let hash_of = |&row: &u32| self.hash.of_u128(facts.event_id(row).unwrap_or_default());
            self.anchors.insert_unique(hash, row, hash_of);
            return self.live.set(row as usize, true);
        };
        let anchor = *slot;
        let fullness = facts.fullness(row);
        if fullness > facts.fullness(anchor) {
            *slot = row;
            self.next.set(row as usize, anchor + 1);
            let were_shown = self
                .crowds
                .remove(&id)
                .map_or(vec![anchor], |crowd| crowd.into_values().collect());
            for other in were_shown {
                self.live.set(other as usize, false);
                self.conflicts.set(other as usize, false);
                hidden.push(other);
            }
            return self.live.set(row as usize, true);
        }
        self.next.set(row as usize, self.next.get(anchor as usize));
        self.next.set(anchor as usize, row + 1);
        if fullness < facts.fullness(anchor) {
            return;
        }
        let (value, anchor_value) = (facts.value_hash(row), facts.value_hash(anchor));
        let is_new = match self.crowds.get_mut(&id) {
            Some(crowd) if crowd.contains_key(&value) => false,
            Some(crowd) => crowd.insert(value, row).is_none(),
            None if value == anchor_value => false,
            None => self
                .crowds
                .insert(id, BTreeMap::from([(anchor_value, anchor), (value, row)]))
                .is_none(),
        };
        if is_new {
            self.live.set(row as usize, true);
            self.conflicts.set(row as usize, true);
            self.conflicts.set(anchor as usize, true);
        }
    }

    /// Forms a group anew of its rows that were not taken back.
    fn rebuild(&mut self, id: u128, facts: &RowFacts<'_>, shown: &mut Vec<u32>) {
        let found = self
            .anchors
            .find_entry(self.hash.of_u128(id), |&row| facts.event_id(row) == Some(id));
        let Ok(entry) = found else { return };
        let (anchor, _) = entry.remove();
        let group = self.group(anchor);
        let were_hidden: Vec<u32> = group
            .iter()
            .copied()
            .filter(|&row| !self.live.contains(row as usize))
            .collect();
        self.crowds.remove(&id);
        for &row in &group {
            self.live.set(row as usize, false);
            self.conflicts.set(row as usize, false);
            self.next.set(row as usize, 0);
        }
        for &row in group
            .iter()
            .filter(|&&row| !self.retracted.contains(row as usize))
            .collect::<Vec<_>>()
        {
            self.insert(row, facts, &mut Vec::new());
        }
        shown.extend(
            were_hidden
                .into_iter()
                .filter(|&row| self.live.contains(row as usize)),
        );
    }

    fn anchor(&self, id: u128, facts: &RowFacts<'_>) -> Option<u32> {
        self.anchors
            .find(self.hash.of_u128(id), |&row| facts.event_id(row) == Some(id))
            .copied()
    }

    /// All rows of the chain that begins at `anchor`, rising.
    fn group(&self, anchor: u32) -> Vec<u32> {
        let mut rows = vec![anchor];
        let mut last = anchor;
        while let Some(row) = self.next.get(last as usize).checked_sub(1) {
            rows.push(row);
            last = row;
        }
        rows.sort_unstable();
        rows
    }
}

#[cfg(test)]
#[path = "duplicates_tests.rs"]
mod tests;
