//! Writes rows into a batch.

use super::{
    CellInput, Column, Kind, Place,
    batch::{Batch, BatchColumn},
    codes::Codes,
    dictionary::{Dictionary, StrId},
    flags::RowFlags,
    guid::GuidColumn,
};
use crate::base::{EpochMillis, HashKey};

/// A batch in the making: takes rows and says nothing of them until they are sealed.
#[derive(Debug)]
pub struct BatchBuilder {
    key: HashKey,
    sealed: Batch,
    writers: Vec<Writer>,
    row: Option<PendingRow>,
}

/// What of a row is only known to be final when the next begins.
#[derive(Clone, Copy, Debug)]
struct PendingRow {
    place: Place,
    value_hash: u128,
    time: Option<EpochMillis>,
    flags: RowFlags,
}

// A cell that was not set is written when a later one is: most columns of most rows cost nothing. Codes are made as narrow
// as they can be when all of them are there.
#[derive(Debug)]
enum Writer {
    Time,
    Text { codes: Vec<u32>, words: Dictionary },
    Guid(GuidColumn),
}

impl BatchBuilder {
    /// An empty batch. `key` is the session's secret: texts chosen by an attacker cannot slow the look-up down.
    pub fn new(key: HashKey) -> Self {
        let writers = Column::ALL.iter().map(|column| match column.kind() {
            Kind::Time => Writer::Time,
            Kind::Text => Writer::Text {
                codes: Vec::new(),
                words: Dictionary::new(key),
            },
            Kind::Guid => Writer::Guid(GuidColumn::new(key)),
        });
        Self {
            key,
            sealed: Batch::empty(),
            writers: writers.collect(),
            row: None,
        }
    }

    /// Begins a row. Until they are set, its cells are absent, it has no time and no flags.
    /// `value_hash` is the keyed hash of all the record's JSON values: equal for equal values only.
    pub fn begin_row(&mut self, place: Place, value_hash: u128) {
        self.end_row();
        self.row = Some(PendingRow {
            place,
            value_hash,
            time: None,
            flags: RowFlags::NONE,
        });
    }

    /// Sets a cell of the row begun last; the last word on a cell counts. Panics when no row was begun, and for
    /// the time, which [`BatchBuilder::set_time`] sets.
    pub fn set(&mut self, column: Column, cell: CellInput<'_>) {
        let row = self.row_number();
        match &mut self.writers[column.index()] {
            Writer::Time => panic!("the time is set by set_time"),
            Writer::Text { codes, words } => put(codes, row, words.intern_cell(cell)),
            Writer::Guid(column) => {
                if column.guids().len() > row {
                    column.pop();
                }
                column.push_absent_up_to(row);
                column.push(cell);
            }
        }
    }

    /// The id that stands for a cell in a column of texts, for [`BatchBuilder::set_id`]; good until the batch is
    /// finished. Panics for other columns.
    pub fn intern(&mut self, column: Column, cell: CellInput<'_>) -> StrId {
        match &mut self.writers[column.index()] {
            Writer::Text { words, .. } => words.intern_cell(cell),
            Writer::Time | Writer::Guid(_) => panic!("only columns of texts have ids"),
        }
    }

    /// [`BatchBuilder::set`] for who has the cell's id already: no text is compared or hashed. Panics when no row was
    /// begun, and for columns without texts.
    pub fn set_id(&mut self, column: Column, id: StrId) {
        let row = self.row_number();
        match &mut self.writers[column.index()] {
            Writer::Text { codes, .. } => put(codes, row, id),
            Writer::Time | Writer::Guid(_) => panic!("only columns of texts have ids"),
        }
    }

    fn row_number(&self) -> usize {
        assert!(self.row.is_some(), "a row must be begun before its cells are set");
        self.sealed.num_rows
    }

    /// Sets the time of the row begun last. Panics when no row was begun.
    pub fn set_time(&mut self, time: Option<EpochMillis>) {
        self.pending().time = time;
    }

    /// Sets the marks of the row begun last. [`RowFlags::CONFLICT`] is the table's to set. Panics when no row was begun.
    pub fn set_flags(&mut self, flags: RowFlags) {
        self.pending().flags = flags.with(RowFlags::CONFLICT, false);
    }

    /// Sets the hash of the row's values, for who knows it only at the record's end. Panics when no row was begun.
    pub fn set_value_hash(&mut self, value_hash: u128) {
        self.pending().value_hash = value_hash;
    }

    /// Takes the row begun last back, as if it had never been begun: its record turned out to be malformed.
    /// Does nothing when no row was begun since the last one was taken back.
    pub fn abandon_row(&mut self) {
        self.row = None;
        let row = self.sealed.num_rows;
        for writer in &mut self.writers {
            match writer {
                Writer::Text { codes, .. } => codes.truncate(row),
                Writer::Guid(column) if column.guids().len() > row => column.pop(),
                Writer::Time | Writer::Guid(_) => {}
            }
        }
    }

    /// Number of rows begun.
    pub fn num_rows(&self) -> usize {
        self.sealed.num_rows + usize::from(self.row.is_some())
    }

    /// Seals what was written; the builder is empty afterwards and takes further rows.
    pub fn finish(&mut self) -> Batch {
        self.end_row();
        let Self {
            sealed: mut batch,
            writers,
            ..
        } = std::mem::replace(self, Self::new(self.key));
        let num_rows = batch.num_rows;
        let columns = writers.into_iter().map(|writer| match writer {
            Writer::Time => BatchColumn::Time,
            Writer::Text {
                codes: written,
                words,
            } => {
                let mut codes = Codes::default();
                codes.extend(&written);
                codes.push_repeated(StrId::ABSENT.0, num_rows - written.len());
                BatchColumn::Text {
                    codes,
                    texts: words.into_texts(),
                }
            }
            Writer::Guid(mut column) => {
                column.push_absent_up_to(num_rows);
                let (guids, texts) = column.into_parts();
                BatchColumn::Guid { guids, texts }
            }
        });
        batch.columns = columns.collect();
        batch
    }

    fn pending(&mut self) -> &mut PendingRow {
        self.row
            .as_mut()
            .expect("a row must be begun before it is described")
    }

    fn end_row(&mut self) {
        if let Some(row) = self.row.take() {
            self.sealed.times.push(row.time);
            self.sealed.flags.push(row.flags.bits());
            self.sealed.value_hashes.push(row.value_hash);
            self.sealed.places.push(row.place);
            self.sealed.num_rows += 1;
        }
    }
}

/// Sets the code of the row numbered `row`, the last one.
#[inline]
fn put(codes: &mut Vec<u32>, row: usize, id: StrId) {
    codes.resize(row, StrId::ABSENT.0);
    codes.push(id.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::FileId,
        store::{Cell, CellRef},
    };

    fn place(offset: u64) -> Place {
        Place {
            file: FileId(1),
            member: 0,
            offset,
            len: 10,
        }
    }

    #[test]
    fn an_abandoned_row_leaves_nothing() {
        let mut builder = BatchBuilder::new((1, 2));
        builder.begin_row(place(0), 1);
        builder.set(Column::Region, CellRef::Text("eu-west-1"));
        builder.begin_row(place(10), 2);
        let id = builder.intern(Column::Region, CellRef::Text("us-east-1"));
        builder.set_id(Column::Region, id);
        builder.set(Column::RequestId, CellRef::Text("x"));
        builder.abandon_row();
        builder.abandon_row();
        builder.begin_row(place(20), 3);
        let batch = builder.finish();
        assert_eq!(batch.num_rows(), 2);
        assert_eq!((batch.place(1), batch.value_hash(1)), (place(20), 3));
        assert_eq!(batch.cell(0, Column::Region), Cell::text("eu-west-1"));
        assert_eq!(
            (batch.cell(1, Column::Region), batch.cell(1, Column::RequestId)),
            (Cell::Absent, Cell::Absent)
        );
    }

    #[test]
    fn cells_that_are_not_set_are_absent_and_the_last_word_counts() {
        let mut builder = BatchBuilder::new((1, 2));
        builder.begin_row(place(0), 11);
        builder.begin_row(place(10), 0);
        builder.set(Column::Region, CellRef::Text("eu-west-1"));
        builder.set(Column::Region, CellRef::Text(""));
        builder.set(Column::EventId, CellRef::Text("x"));
        builder.set(Column::EventId, CellRef::Null);
        builder.set_time(Some(EpochMillis(0)));
        builder.set_flags(RowFlags::IS_ERROR | RowFlags::CONFLICT);
        builder.set_value_hash(12);
        builder.begin_row(place(20), 13);
        assert_eq!(builder.num_rows(), 3);
        let batch = builder.finish();
        let regions: Vec<_> = (0..3).map(|row| batch.cell(row, Column::Region)).collect();
        assert_eq!(regions, [Cell::Absent, Cell::text(""), Cell::Absent]);
        let ids: Vec<_> = (0..3).map(|row| batch.cell(row, Column::EventId)).collect();
        assert_eq!(ids, [Cell::Absent, Cell::Null, Cell::Absent]);
        assert_eq!(
            (0..3).map(|row| batch.value_hash(row)).collect::<Vec<_>>(),
            [11, 12, 13]
        );
        assert_eq!(
            (batch.flags(1), batch.flags(2)),
            (RowFlags::IS_ERROR, RowFlags::NONE)
        );
        assert_eq!(batch.cell(1, Column::Time), Cell::text("1970-01-01 00:00:00"));
        assert_eq!(batch.place(2), place(20));
        assert_eq!(builder.finish(), Batch::empty());
    }
}
