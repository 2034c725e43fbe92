//! A sealed batch of rows: what a reader hands over.

use super::{
    Cell, Column, Kind, Place, chunked::Chunked, codes::Codes, dictionary::StrId, flags::RowFlags,
    guid::Guids, places::Places, texts::Texts, times::Times,
};
use crate::base::EpochMillis;

/// Some rows with all their columns; never changed once it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub(super) num_rows: usize,
    /// In the order of [`Column::ALL`].
    pub(super) columns: Vec<BatchColumn>,
    pub(super) times: Times,
    pub(super) flags: Chunked<u8>,
    pub(super) value_hashes: Chunked<u128>,
    pub(super) places: Places,
}

/// One sealed column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BatchColumn {
    /// Stands in [`Batch::times`].
    Time,
    /// Codes are [`StrId`]s of these texts.
    Text { codes: Codes, texts: Texts },
    /// Ids; texts that are no GUIDs stand beside them.
    Guid { guids: Guids, texts: Texts },
}

impl Batch {
    /// A batch of no rows.
    pub fn empty() -> Self {
        let columns = Column::ALL.iter().map(|column| match column.kind() {
            Kind::Time => BatchColumn::Time,
            Kind::Text => BatchColumn::Text {
                codes: Codes::default(),
                texts: Texts::default(),
            },
            Kind::Guid => BatchColumn::Guid {
                guids: Guids::default(),
                texts: Texts::default(),
            },
        });
        Self {
            num_rows: 0,
            columns: columns.collect(),
            times: Times::default(),
            flags: Chunked::default(),
            value_hashes: Chunked::default(),
            places: Places::default(),
        }
    }

    /// Number of rows.
    pub fn num_rows(&self) -> usize {
        self.num_rows
    }

    /// The content of a cell; a time as a table shows it. Panics past the end.
    pub fn cell(&self, row: usize, column: Column) -> Cell {
        match &self.columns[column.index()] {
            BatchColumn::Time => self
                .times
                .get(row)
                .map_or(Cell::Absent, |time| Cell::text(time.to_cell())),
            BatchColumn::Text { codes, texts } => StrId(codes.get(row)).cell(texts).into(),
            BatchColumn::Guid { guids, texts } => guids.with_cell(texts, row, |cell| cell.into()),
        }
    }

    /// The time of a row. Panics past the end.
    pub fn time(&self, row: usize) -> Option<EpochMillis> {
        self.times.get(row)
    }

    /// The place of a row. Panics past the end.
    pub fn place(&self, row: usize) -> Place {
        self.places.get(row)
    }

    /// The marks of a row. Panics past the end.
    pub fn flags(&self, row: usize) -> RowFlags {
        RowFlags::from_bits(self.flags.get(row))
    }

    /// The keyed hash of a row's JSON values. Panics past the end.
    pub fn value_hash(&self, row: usize) -> u128 {
        self.value_hashes.get(row)
    }
}
