//! CSV exports of CloudTrail events: which export it is, and its rows as records.
//!
//! [`CsvReader`] walks a content; each row gives a record in CloudTrail's own JSON, which the rest of the program
//! reads like any other, and says how much of a record it can hold. Empty lines and rows of empty cells are no rows.
//! A row with other than the header's number of cells is malformed, except that empty cells at its end may be left
//! out (columns that many records do without) or added, as spreadsheets do. A malformed row that spans lines
//! costs its first line only. NUL and bytes that are not UTF-8 are kept as they stand.

mod build;
mod cells;
mod columns;
mod event_history;
mod header;
mod quotes;
mod rows;
mod spreadsheet;
#[cfg(test)]
mod tests;

pub use header::{CsvKind, HEAD_BYTES, Layout, recognise_header};
pub use spreadsheet::{Alteration, Alterations};

use crate::{
    base::{Problem, ProblemKind},
    source::limits,
    trail::field::Field,
};
use build::{Builder, Held};
use cells::Cells;
use rows::{Rows, Step};
use std::{
    io::{self, Read},
    rc::Rc,
};

/// How much of a record a row can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fidelity {
    /// All of it.
    Full,
    /// These fields, in order; all others are not in this export.
    Lossy(Rc<[Field]>),
}

impl Fidelity {
    /// Whether the row can hold the field.
    pub fn holds(&self, field: Field) -> bool {
        match self {
            Self::Full => true,
            Self::Lossy(fields) => fields.binary_search(&field).is_ok(),
        }
    }
}

/// One row as a record.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// Where the row begins in the content, in bytes.
    pub at: u64,
    /// Its length without the end of the line.
    pub len: usize,
    /// The record's JSON; of a row that holds a whole record not yet checked.
    pub record: &'a [u8],
    /// What the row can hold.
    pub fidelity: Fidelity,
    /// What a spreadsheet did to it.
    pub alterations: Alterations,
}

/// What comes next in a content.
#[derive(Clone, Debug)]
pub enum Found<'a> {
    /// A row.
    Row(Row<'a>),
    /// A row that is left out, and why.
    Malformed(Problem),
    /// Nothing behind this place is read.
    GaveUp(Problem),
}

/// Reads the rows of one content.
pub struct CsvReader<R> {
    layout: Layout,
    rows: Rows<R>,
    builder: Builder,
}

impl<R: Read> CsvReader<R> {
    /// Reads the header of `source`, the content from its first byte. `None`: no CSV of CloudTrail events.
    pub fn open(mut source: R) -> io::Result<Option<Self>> {
        let mut head = Vec::new();
        (&mut source).take(HEAD_BYTES as u64).read_to_end(&mut head)?;
        let Some(layout) = Layout::recognise(&head) else {
            return Ok(None);
        };
        let mut rows = Rows::new(source, head, layout.delimiter, None);
        rows.step()?;
        let builder = Builder::default();
        Ok(Some(Self {
            layout,
            rows,
            builder,
        }))
    }

    /// What the header says.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The next row, or `None` at the end.
    pub fn next_row(&mut self) -> io::Result<Option<Found<'_>>> {
        loop {
            let (at, len, is_cut) = match self.rows.step()? {
                Step::End => return Ok(None),
                Step::Row { at, len, is_cut } => (at, len, is_cut),
                Step::OpenQuote { at } => return malformed(ProblemKind::RowQuote, at),
                Step::TooLarge { at } => {
                    let problem = Problem::at(ProblemKind::RecordTooLarge, at);
                    let problem = problem.with_detail(limits::MAX_RECORD_WORDS);
                    return Ok(Some(Found::Malformed(problem)));
                }
                Step::GaveUp { at } => {
                    let problem = Problem::at(ProblemKind::GaveUp, at);
                    return Ok(Some(Found::GaveUp(problem)));
                }
            };
            if self.rows.cells().is_blank() {
                continue;
            }
            let Some(mut alterations) = fit(&self.layout, self.rows.cells(), is_cut) else {
                if !self.rows.reread(at, len) {
                    return Ok(Some(Found::GaveUp(Problem::at(ProblemKind::GaveUp, at))));
                }
                return malformed(ProblemKind::RowCells, at);
            };
            let cells = self.rows.cells();
            let Some(fidelity) = self.builder.build(&self.layout, cells) else {
                return malformed(ProblemKind::RowNoRecord, at);
            };
            for (index, column) in self.layout.columns.iter().enumerate() {
                alterations.look_at(cells.get(index), column.risk);
            }
            return Ok(Some(Found::Row(Row {
                at,
                len,
                record: self.builder.json(),
                fidelity,
                alterations,
            })));
        }
    }
}

impl Layout {
    /// The record of one row, given its bytes as [`Row`] placed them: to show it again later.
    pub fn record_of(&self, row: &[u8]) -> Option<(Vec<u8>, Fidelity)> {
        let mut rows = Rows::new(row, Vec::new(), self.delimiter, Some(row.len()));
        let Ok(Step::Row { .. }) = rows.step() else {
            return None;
        };
        let mut builder = Builder::default();
        let fidelity = builder.build(self, rows.cells())?;
        Some((builder.json().to_vec(), fidelity))
    }
}

fn malformed<'a>(kind: ProblemKind, at: u64) -> io::Result<Option<Found<'a>>> {
    Ok(Some(Found::Malformed(Problem::at(kind, at))))
}

/// Whether the row has the header's cells; what a spreadsheet did to it as a whole.
fn fit(layout: &Layout, cells: &Cells, is_cut: bool) -> Option<Alterations> {
    let mut alterations = layout.alterations;
    let (count, wanted) = (cells.count(), layout.columns.len());
    let is_fit = if count < wanted {
        !is_cut && layout.columns[count..].iter().all(|column| column.is_optional)
    } else {
        (wanted..count).all(|index| cells.get(index).is_empty())
    };
    alterations.set(Alteration::Cells, count != wanted);
    is_fit.then_some(alterations)
}

/// What a row holds in which the columns of `less` hold less than their kind.
fn fidelity(layout: &Layout, less: &[(usize, Held)]) -> Fidelity {
    let mut held = Vec::new();
    for (index, column) in layout.columns.iter().enumerate() {
        let count = match less.iter().find(|(other, _)| *other == index) {
            None => column.fields.len(),
            Some((_, Held::First)) => column.fields.len().min(1),
            Some((_, Held::Nothing)) => 0,
        };
        held.extend_from_slice(&column.fields[..count]);
    }
    held.sort_unstable();
    held.dedup();
    Fidelity::Lossy(held.into())
}
