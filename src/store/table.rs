//! The table: all batches joined, which questions are put to.

use super::{
    Batch, Cell, Column, Kind, Place,
    batch::BatchColumn,
    chunked::Chunked,
    codes::Codes,
    dictionary::{Dictionary, StrId},
    duplicates::{Duplicates, RowFacts},
    flags::RowFlags,
    guid::GuidColumn,
    places::Places,
    texts::Texts,
    times::Times,
};
use crate::base::{Bitset, EpochMillis, HashKey, RowId};
use std::{
    ops::Range,
    sync::atomic::{AtomicU64, Ordering},
};

/// A column of texts: each row a [`StrId`] of the column's dictionary.
#[derive(Debug)]
pub struct TextColumn {
    /// One code a row.
    pub codes: Codes,
    /// What the codes stand for.
    pub words: Dictionary,
}

impl TextColumn {
    fn extend(&mut self, codes: &Codes, texts: &Texts) {
        let states = [StrId::ABSENT, StrId::NULL, StrId::NOT_IN_EXPORT].map(|id| id.0);
        let map: Vec<u32> = states
            .into_iter()
            .chain(texts.iter().map(|text| self.words.intern(text).0))
            .collect();
        self.codes.extend_mapped(codes, &map);
    }
}

#[derive(Debug)]
pub(super) enum TableColumn {
    /// Stands in [`Table::times`].
    Time,
    Text(TextColumn),
    Guid(GuidColumn),
}

/// A column as questions see it.
#[derive(Clone, Copy, Debug)]
pub enum ColumnView<'a> {
    /// Times.
    Time(&'a Times),
    /// Texts behind a dictionary.
    Text(&'a TextColumn),
    /// Ids.
    Guid(&'a GuidColumn),
}

/// What an append did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The new rows.
    pub rows: Range<u32>,
    /// Rows from before that were shown and are hidden from now on: one of the new rows is a fuller copy.
    pub hidden: Vec<RowId>,
}

/// Names one state of one table: answers that were worked out for a stamp are true as long as it stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The table; no two of a thread's life are the same.
    pub table: u64,
    /// Its rows.
    pub num_rows: u32,
    /// Grows when rows are taken back. While both numbers are the same, every column is.
    pub num_retractions: u32,
}

/// Bytes held on the heap by a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableBytes {
    /// Columns, dictionaries, times, marks and places.
    pub columns: usize,
    /// eventID and requestID, value hashes, and the index of duplicates.
    pub ids: usize,
}

/// All rows of all batches. Rows are only appended and their numbers never change meaning; copies and
/// rows of lost attempts are hidden by the mask [`Table::live`].
#[derive(Debug)]
pub struct Table {
    pub(super) key: HashKey,
    number: u64,
    pub(super) num_rows: u32,
    num_retractions: u32,
    /// The columns that other rows have a say in are up to date, see [`Table::settle`].
    pub(super) is_settled: bool,
    pub(super) columns: Vec<TableColumn>,
    times: Times,
    flags: Chunked<u8>,
    value_hashes: Chunked<u128>,
    places: Places,
    duplicates: Duplicates,
}

impl Table {
    /// An empty table. `key` is the session's secret, which keeps look-ups fast whatever texts come.
    pub fn new(key: HashKey) -> Self {
        static NUM_TABLES: AtomicU64 = AtomicU64::new(1);
        let columns = Column::ALL.iter().map(|column| match column.kind() {
            Kind::Time => TableColumn::Time,
            Kind::Text => TableColumn::Text(TextColumn {
                codes: Codes::default(),
                words: Dictionary::new(key),
            }),
            Kind::Guid => TableColumn::Guid(GuidColumn::new(key)),
        });
        Self {
            key,
            number: NUM_TABLES.fetch_add(1, Ordering::Relaxed),
            num_rows: 0,
            num_retractions: 0,
            is_settled: true,
            columns: columns.collect(),
            times: Times::default(),
            flags: Chunked::default(),
            value_hashes: Chunked::default(),
            places: Places::default(),
            duplicates: Duplicates::new(key),
        }
    }

    /// Appends all rows of a batch. Panics beyond 4,294,967,295 rows, for which no memory would do.
    pub fn append(&mut self, batch: &Batch) -> Appended {
        self.is_settled = false;
        let first = self.num_rows;
        let num_new = u32::try_from(batch.num_rows()).ok();
        self.num_rows = num_new
            .and_then(|num_new| first.checked_add(num_new))
            .expect("rows are numbered by u32");
        for (column, new) in self.columns.iter_mut().zip(&batch.columns) {
            match (column, new) {
                (TableColumn::Text(column), BatchColumn::Text { codes, texts }) => {
                    column.extend(codes, texts);
                }
                (TableColumn::Guid(column), BatchColumn::Guid { guids, texts }) => {
                    column.extend(guids, texts);
                }
                // The time's column stands apart; other pairs do not occur: the schema decides both sides.
                _ => {}
            }
        }
        self.times.extend(&batch.times);
        self.flags.extend(&batch.flags);
        self.value_hashes.extend(&batch.value_hashes);
        self.places.extend(&batch.places);
        let rows = first..self.num_rows;
        let (duplicates, facts) = self.duplicates_and_facts();
        let hidden = duplicates.append(rows.clone(), &facts);
        Appended {
            rows,
            hidden: hidden.into_iter().map(RowId).collect(),
        }
    }

    /// Takes rows back: the attempt to read them was lost. Returns, rising, the hidden rows that are shown in their
    /// stead. Rows taken back before are passed over; panics for a row that never was.
    pub fn retract(&mut self, rows: impl IntoIterator<Item = RowId>) -> Vec<RowId> {
        self.is_settled = false;
        self.num_retractions += 1;
        let (duplicates, facts) = self.duplicates_and_facts();
        duplicates
            .retract(rows.into_iter().map(|row| row.0), &facts)
            .into_iter()
            .map(RowId)
            .collect()
    }

    /// Number of rows, hidden ones among them.
    pub fn num_rows(&self) -> usize {
        self.num_rows as usize
    }

    /// The rows that are shown without a filter.
    pub fn live(&self) -> &Bitset {
        self.duplicates.live()
    }

    /// The rows that were taken back; a row that is neither live nor retracted is a copy of a live one.
    pub fn retracted(&self) -> &Bitset {
        self.duplicates.retracted()
    }

    /// How many shown rows share their eventID with another of other values.
    pub fn num_conflicts(&self) -> u32 {
        self.duplicates.conflicts().count() as u32
    }

    /// The hidden copies of a shown row, rising.
    pub fn copies(&self, row: RowId) -> Vec<RowId> {
        self.duplicates
            .copies(row.0, &self.facts())
            .into_iter()
            .map(RowId)
            .collect()
    }

    /// The content of a cell; a time as it is shown. Panics past the end.
    pub fn cell(&self, row: RowId, column: Column) -> Cell {
        let row = row.index();
        match self.column(column) {
            ColumnView::Time(times) => times
                .get(row)
                .map_or(Cell::Absent, |time| Cell::text(time.to_cell())),
            ColumnView::Text(column) => column.words.get(StrId(column.codes.get(row))).into(),
            ColumnView::Guid(column) => column.with_cell(row, |cell| cell.into()),
        }
    }

    /// A whole column.
    pub fn column(&self, column: Column) -> ColumnView<'_> {
        match &self.columns[column.index()] {
            TableColumn::Time => ColumnView::Time(&self.times),
            TableColumn::Text(column) => ColumnView::Text(column),
            TableColumn::Guid(column) => ColumnView::Guid(column),
        }
    }

    /// The column of times.
    pub fn times(&self) -> &Times {
        &self.times
    }

    /// The time of a row. Panics past the end.
    pub fn time(&self, row: RowId) -> Option<EpochMillis> {
        self.times.get(row.index())
    }

    /// Where the row's record stands. Panics past the end.
    pub fn place(&self, row: RowId) -> Place {
        self.places.get(row.index())
    }

    /// The marks of a row, [`RowFlags::CONFLICT`] among them. Panics past the end.
    pub fn flags(&self, row: RowId) -> RowFlags {
        let is_conflict = self.duplicates.conflicts().contains(row.index());
        RowFlags::from_bits(self.flags.get(row.index())).with(RowFlags::CONFLICT, is_conflict)
    }

    /// The keyed hash of a row's JSON values. Panics past the end.
    pub fn value_hash(&self, row: RowId) -> u128 {
        self.value_hashes.get(row.index())
    }

    /// The state the table is in.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            table: self.number,
            num_rows: self.num_rows,
            num_retractions: self.num_retractions,
        }
    }

    /// The bits of the flags, in chunks as those of the columns; conflicts are not among them.
    pub fn flag_chunks(&self) -> impl Iterator<Item = &[u8]> {
        self.flags.chunks()
    }

    /// Bytes held on the heap.
    pub fn heap_bytes(&self) -> TableBytes {
        let shared = self.times.heap_bytes() + self.flags.heap_bytes() + self.places.heap_bytes();
        let mut bytes = TableBytes {
            columns: shared,
            ids: self.value_hashes.heap_bytes() + self.duplicates.heap_bytes(),
        };
        for column in &self.columns {
            match column {
                TableColumn::Time => {}
                TableColumn::Text(column) => {
                    bytes.columns += column.codes.heap_bytes() + column.words.heap_bytes();
                }
                TableColumn::Guid(column) => bytes.ids += column.heap_bytes(),
            }
        }
        bytes
    }

    fn facts(&self) -> RowFacts<'_> {
        facts(self.key, &self.columns, &self.value_hashes, &self.flags)
    }

    fn duplicates_and_facts(&mut self) -> (&mut Duplicates, RowFacts<'_>) {
        (
            &mut self.duplicates,
            facts(self.key, &self.columns, &self.value_hashes, &self.flags),
        )
    }
}

fn facts<'a>(
    key: HashKey,
    columns: &'a [TableColumn],
    value_hashes: &'a Chunked<u128>,
    flags: &'a Chunked<u8>,
) -> RowFacts<'a> {
    let TableColumn::Guid(ids) = &columns[Column::EventId.index()] else {
        unreachable!("by the schema, eventID is a column of ids")
    };
    RowFacts {
        ids,
        value_hashes,
        flags,
        key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::FileId,
        store::{BatchBuilder, CellRef},
    };

    #[test]
    fn batches_with_other_dictionaries_meet_in_one() {
        let mut table = Table::new((1, 2));
        let mut builder = BatchBuilder::new((1, 2));
        for regions in [["eu-west-1", "us-east-1"], ["us-east-1", "ap-south-1"]] {
            for (at, region) in regions.iter().enumerate() {
                builder.begin_row(
                    Place {
                        file: FileId(0),
                        member: 0,
                        offset: at as u64,
                        len: 1,
                    },
                    0,
                );
                builder.set(Column::Region, CellRef::Text(region));
                builder.set_time(Some(EpochMillis(at as i64)));
            }
            table.append(&builder.finish());
        }
        let regions: Vec<_> = (0..4).map(|row| table.cell(RowId(row), Column::Region)).collect();
        assert_eq!(
            regions,
            ["eu-west-1", "us-east-1", "us-east-1", "ap-south-1"].map(Cell::text)
        );
        let ColumnView::Text(column) = table.column(Column::Region) else {
            panic!("Region holds texts")
        };
        assert_eq!(column.words.texts().len(), 3);
        assert_eq!(
            table.cell(RowId(3), Column::Time),
            Cell::text("1970-01-01 00:00:00.001")
        );
        assert!(table.heap_bytes().columns > 0 && table.heap_bytes().ids >= 4 * 16);
    }
}
