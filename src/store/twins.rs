//! Two records of one call: the service's own, and the network activity event of the VPC endpoint it came through.
//!
//! They have different eventIDs, so neither is a copy of the other and both are rows. They are told by the same
//! requestID and eventSource and by their categories (CloudTrail User Guide, "Logging network activity events").

use super::{
    CellRef, Column,
    codes::Codes,
    dictionary::StrId,
    table::{Table, TableColumn},
};
use crate::base::{Bitset, hash::LookupHash};
use hashbrown::HashTable;

/// The service's record of a call that has a network activity event, too.
pub const FIRST: &str = "First of two records";
/// That network activity event; without such rows each call counts once.
pub const SECOND: &str = "Second of two records";
/// A network activity event without a record of the service.
pub const ALONE: &str = "Network activity only";

/// `eventCategory` of network activity events.
const NETWORK_ACTIVITY: &str = "NetworkActivity";

/// A call that a network activity event tells of: its request and service, and whether the service's record is here.
struct Call {
    request: u128,
    source: u32,
    is_found: bool,
}

impl Table {
    /// Brings the column of twins up to date with the rows that came and went. Call before questions; it costs
    /// nothing when nothing changed, and next to nothing when there are no network activity events.
    pub fn settle(&mut self) {
        if std::mem::replace(&mut self.is_settled, true) {
            return;
        }
        let marks = self.twins();
        let TableColumn::Text(column) = &mut self.columns[Column::Twin.index()] else {
            return;
        };
        let mut codes = Codes::default();
        for (row, label) in marks {
            let id = column.words.intern_cell(CellRef::Text(label));
            codes.push_repeated(StrId::ABSENT.0, row as usize - codes.len());
            codes.push(id.0);
        }
        codes.push_repeated(StrId::ABSENT.0, self.num_rows as usize - codes.len());
        column.codes = codes;
    }

    /// How many of `rows` are the second records of calls.
    pub fn num_second(&self, rows: &Bitset) -> u32 {
        let TableColumn::Text(column) = &self.columns[Column::Twin.index()] else {
            return 0;
        };
        let Some(second) = column.words.find(SECOND) else {
            return 0;
        };
        rows.iter()
            .filter(|row| column.codes.get(*row) == second.0)
            .count() as u32
    }

    /// The rows that are records of calls with a network activity event, rising.
    fn twins(&self) -> Vec<(u32, &'static str)> {
        let (TableColumn::Text(categories), TableColumn::Text(sources), TableColumn::Guid(requests)) = (
            &self.columns[Column::EventCategory.index()],
            &self.columns[Column::EventSource.index()],
            &self.columns[Column::RequestId.index()],
        ) else {
            return Vec::new();
        };
        let Some(activity) = categories.words.find(NETWORK_ACTIVITY) else {
            return Vec::new();
        };
        let hash = LookupHash::new(self.key);
        let call_of = |row: u32| {
            let request = requests.id(row as usize, self.key)?;
            Some((request, sources.codes.get(row as usize)))
        };
        let rows = || (0..self.num_rows).filter(|row| !self.retracted().contains(*row as usize));
        let is_activity = |row: &u32| categories.codes.get(*row as usize) == activity.0;
        let mut calls: HashTable<Call> = HashTable::new();
        for (request, source) in rows().filter(is_activity).filter_map(call_of) {
            let is_same = |call: &Call| (call.request, call.source) == (request, source);
            let entry = calls.entry(hash.of_u128(request), is_same, |call| hash.of_u128(call.request));
            entry.or_insert(Call {
                request,
                source,
                is_found: false,
            });
        }
        let mut marks = Vec::new();
        for row in rows().filter(|row| !is_activity(row)) {
            let found = call_of(row).and_then(|(request, source)| {
                calls.find_mut(hash.of_u128(request), |call| {
                    (call.request, call.source) == (request, source)
                })
            });
            if let Some(call) = found {
                call.is_found = true;
                marks.push((row, FIRST));
            }
        }
        for row in rows().filter(is_activity) {
            let call = call_of(row).and_then(|(request, source)| {
                calls.find(hash.of_u128(request), |call| {
                    (call.request, call.source) == (request, source)
                })
            });
            marks.push((
                row,
                if call.is_some_and(|call| call.is_found) {
                    SECOND
                } else {
                    ALONE
                },
            ));
        }
        marks.sort_unstable();
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::{FileId, RowId},
        store::{BatchBuilder, Cell, Place},
    };

    /// Category, source, requestID and eventID of a row.
    type Row = (&'static str, &'static str, Option<&'static str>, &'static str);

    fn append(table: &mut Table, rows: &[Row]) {
        let mut builder = BatchBuilder::new((1, 2));
        for (at, (category, source, request, event)) in rows.iter().enumerate() {
            let place = Place {
                file: FileId(0),
                member: 0,
                offset: at as u64,
                len: 1,
            };
            builder.begin_row(place, at as u128);
            builder.set(Column::EventCategory, CellRef::Text(category));
            builder.set(Column::EventSource, CellRef::Text(source));
            builder.set(Column::RequestId, (*request).into());
            builder.set(Column::EventId, CellRef::Text(event));
        }
        table.append(&builder.finish());
        table.settle();
    }

    fn twins_of(table: &Table) -> Vec<Option<String>> {
        (0..table.num_rows() as u32)
            .map(|row| match table.cell(RowId(row), Column::Twin) {
                Cell::Text(text) => Some(text.to_string()),
                _ => None,
            })
            .collect()
    }

    fn some(labels: &[&str]) -> Vec<Option<String>> {
        labels
            .iter()
            .map(|label| (!label.is_empty()).then(|| (*label).to_owned()))
            .collect()
    }

    const GUID: &str = "0d1e2f3a-4b5c-6d7e-8f90-a1b2c3d4e5f6";

    #[test]
    fn records_of_one_request_are_twins_whichever_comes_first() {
        let mut table = Table::new((1, 2));
        append(
            &mut table,
            &[
                ("Management", "a", Some(GUID), "1"),
                ("Management", "a", Some("other"), "2"),
            ],
        );
        assert_eq!(twins_of(&table), some(&["", ""]));
        append(
            &mut table,
            &[
                ("NetworkActivity", "a", Some(GUID), "3"),
                ("NetworkActivity", "a", Some("later"), "4"),
                ("NetworkActivity", "a", None, "5"),
                ("NetworkActivity", "b", Some("other"), "6"),
            ],
        );
        assert_eq!(twins_of(&table), some(&[FIRST, "", SECOND, ALONE, ALONE, ALONE]));
        append(&mut table, &[("Data", "a", Some("later"), "7")]);
        assert_eq!(
            twins_of(&table),
            some(&[FIRST, "", SECOND, SECOND, ALONE, ALONE, FIRST])
        );
        assert_eq!(table.num_second(table.live()), 2);
    }

    #[test]
    fn a_record_that_is_taken_back_leaves_its_twin_alone() {
        let mut table = Table::new((1, 2));
        append(
            &mut table,
            &[
                ("Management", "a", Some("r"), "1"),
                ("NetworkActivity", "a", Some("r"), "2"),
            ],
        );
        assert_eq!(twins_of(&table), some(&[FIRST, SECOND]));
        table.retract([RowId(0)]);
        table.settle();
        assert_eq!(twins_of(&table), some(&["", ALONE]));
    }
}
