//! Rows of a CSV text as a stream: cells, the bytes they stand in, and what to do when a row never ends.
//!
//! A quote that is never closed would make all that follows one row. Here a row ends at the limit of a record at
//! the latest. It is then given up and reading goes on behind its first line, so that it costs itself only; so is a
//! row of several lines in which text stands behind a closing quote: there one quote was lost and two rows met.

use super::{cells::Cells, quotes};
use crate::source::limits::{CHUNK_BYTES, MAX_RECORD_BYTES};
use csv_core::{ReadRecordResult, ReaderBuilder};
use std::io::{self, Read};

/// Bytes that may be read a second time, because rows were given up, before looking on is given up too.
const RESCAN_BUDGET: u64 = 256 << 20;

/// What comes next. Offsets count from the begin of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A row. Its cells are [`Rows::cells`].
    Row {
        /// Where its first byte stands.
        at: u64,
        /// Its length without the end of the line.
        len: usize,
        /// The content ends here and no end of line closes the row.
        is_cut: bool,
    },
    /// A quote that is opened here is not closed, or not in its place; the line is passed over.
    OpenQuote { at: u64 },
    /// A line larger than a record may be; it is passed over.
    TooLarge { at: u64 },
    /// Too much was read twice: nothing behind this place is read.
    GaveUp { at: u64 },
    /// There are no more rows.
    End,
}

/// The rows of one content.
pub(super) struct Rows<R> {
    source: R,
    core: csv_core::Reader,
    delimiter: u8,
    /// The content from offset `base` on.
    text: Vec<u8>,
    base: u64,
    /// Where in `text` the current row begins, and how far it is parsed.
    start: usize,
    fed: usize,
    is_all: bool,
    cells: Cells,
    max_row: usize,
    budget: u64,
}

impl<R: Read> Rows<R> {
    /// The rows of `source`, of which `head` was already read.
    pub(super) fn new(source: R, head: Vec<u8>, delimiter: u8, max_row: Option<usize>) -> Self {
        let start = if head.starts_with(super::header::BOM) {
            super::header::BOM.len()
        } else {
            0
        };
        let mut rows = Self {
            source,
            core: ReaderBuilder::new().delimiter(delimiter).build(),
            delimiter,
            text: head,
            base: 0,
            start,
            fed: start,
            is_all: false,
            cells: Cells::new(),
            max_row: max_row.unwrap_or(MAX_RECORD_BYTES),
            budget: RESCAN_BUDGET,
        };
        rows.reset();
        rows
    }

    /// The cells of the row that was read last.
    pub(super) fn cells(&self) -> &Cells {
        &self.cells
    }

    /// Reads on to the next row.
    pub(super) fn step(&mut self) -> io::Result<Step> {
        if !self.begin()? {
            return Ok(Step::End);
        }
        self.cells.clear();
        // At the end a line end is put behind the content: where it ends no row, a quote is open.
        let mut is_probing = false;
        loop {
            if !is_probing && self.fed == self.text.len() {
                if self.fed - self.start > self.max_row {
                    return self.give_up(false);
                }
                if !self.is_all {
                    self.pull()?;
                    continue;
                }
                is_probing = true;
            }
            let input: &[u8] = if is_probing { b"\n" } else { &self.text[self.fed..] };
            let (result, read) = self.cells.parse(&mut self.core, input);
            self.fed += if is_probing { 0 } else { read };
            match result {
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => self.cells.grow(),
                ReadRecordResult::InputEmpty if is_probing => return self.give_up(true),
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::End => return Ok(Step::End),
                ReadRecordResult::Record => {
                    let len = self.row_len(is_probing);
                    let row = &self.text[self.start..self.start + len];
                    let is_torn = memchr::memchr2(b'\r', b'\n', row).is_some()
                        && !quotes::is_strict(row, self.delimiter);
                    if len > self.max_row || is_torn {
                        return self.give_up(is_torn);
                    }
                    return Ok(self.finish(len, is_probing));
                }
            }
        }
    }

    /// The row that was read last, of `len` bytes, is damaged: when it spans lines, those behind the first
    /// are read again as rows of their own. `false` when too much was read again by now.
    pub(super) fn reread(&mut self, at: u64, len: usize) -> bool {
        let Ok(from) = usize::try_from(at - self.base) else {
            return true;
        };
        let row = &self.text[from..from + len];
        let Some(line) = memchr::memchr2(b'\r', b'\n', row) else {
            return true;
        };
        self.rewind(from + line)
    }

    /// Stands on the first byte of the next row that is not an empty line; `false` at the end.
    fn begin(&mut self) -> io::Result<bool> {
        self.cells.clear();
        loop {
            let is_end_of_line = |byte: &u8| matches!(byte, b'\r' | b'\n');
            let skipped = self.text[self.start..]
                .iter()
                .take_while(|&byte| is_end_of_line(byte));
            self.start += skipped.count();
            self.fed = self.start;
            if self.start < self.text.len() {
                return Ok(true);
            }
            if self.is_all {
                return Ok(false);
            }
            self.pull()?;
        }
    }

    fn pull(&mut self) -> io::Result<()> {
        self.text.drain(..self.start);
        self.base += self.start as u64;
        self.fed -= self.start;
        self.start = 0;
        let mut next = (&mut self.source).take(CHUNK_BYTES as u64);
        self.is_all = next.read_to_end(&mut self.text)? == 0;
        Ok(())
    }

    fn row_len(&self, is_cut: bool) -> usize {
        let len = self.fed - self.start;
        if is_cut {
            return len;
        }
        let row = &self.text[self.start..self.fed];
        len - if row.ends_with(b"\r\n") { 2 } else { 1 }
    }

    fn finish(&mut self, len: usize, is_cut: bool) -> Step {
        let at = self.base + self.start as u64;
        self.start = self.fed;
        self.reset();
        Step::Row { at, len, is_cut }
    }

    /// Passes over the line the row begins in.
    fn give_up(&mut self, is_at_end: bool) -> io::Result<Step> {
        let at = self.base + self.start as u64;
        self.cells.clear();
        let seen = &self.text[self.start..self.fed];
        if let Some(line) = memchr::memchr2(b'\r', b'\n', seen) {
            let step = if !is_at_end && line > self.max_row {
                Step::TooLarge { at }
            } else {
                Step::OpenQuote { at }
            };
            let is_on = self.rewind(self.start + line);
            return Ok(if is_on { step } else { Step::GaveUp { at } });
        }
        loop {
            self.start = self.text.len();
            self.fed = self.start;
            if self.is_all {
                break;
            }
            self.pull()?;
            if let Some(line) = memchr::memchr2(b'\r', b'\n', &self.text) {
                self.start = line;
                break;
            }
        }
        self.reset();
        Ok(if is_at_end {
            Step::OpenQuote { at }
        } else {
            Step::TooLarge { at }
        })
    }

    /// Goes back to `to`, behind which all was parsed up to `fed`.
    fn rewind(&mut self, to: usize) -> bool {
        let again = (self.fed - to) as u64;
        self.start = to;
        self.fed = to;
        self.reset();
        let is_on = self.budget >= again;
        self.budget = self.budget.saturating_sub(again);
        if !is_on {
            self.is_all = true;
            self.start = self.text.len();
            self.fed = self.start;
        }
        is_on
    }

    fn reset(&mut self) {
        self.core.reset();
        // The parser would drop a byte order mark in its first bytes: only ours, before the header, is none of
        // a cell. An end of line before a row is no row.
        self.core.read_record(b"\n", &mut [0], &mut [0]);
    }
}
