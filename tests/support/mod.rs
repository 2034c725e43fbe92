//! What the native tests of reading share: files run through the reader, and records to put into files.

pub mod gzip;
pub mod records;

use medtrail::{
    base::{EpochMillis, FileId, HashKey, Shape},
    protocol::{
        Scope,
        ledger::{FileReport, Outcome, Tally},
        reader::{Delivery, ReadFile},
    },
    reader::{Outbox, Reader},
    store::{Batch, Cell, Column, Place, RowFlags},
};
use std::io::{self, BufRead, Cursor, Read, Seek, SeekFrom};

/// The session's key in tests.
pub const KEY: HashKey = (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908);

/// What reading one file brought.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub rows: Vec<Row>,
    pub tally: Tally,
    pub report: FileReport,
    pub num_deliveries: usize,
}

/// One row with all its cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub place: Place,
    pub value_hash: u128,
    pub time: Option<EpochMillis>,
    pub flags: RowFlags,
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell's text; empty when it has none.
    pub fn text(&self, column: Column) -> &str {
        self.cells[column.index()].as_text().unwrap_or_default()
    }
}

impl Reading {
    /// Rows, records of other services, malformed ones.
    pub fn counts(&self) -> [u64; 3] {
        [
            self.rows.len() as u64,
            self.tally.other_services,
            self.tally.malformed,
        ]
    }

    /// What is said of the file.
    pub fn sentence(&self) -> String {
        self.report.problems.sentence().unwrap_or_default()
    }

    /// The outcome and the shape.
    pub fn verdict(&self) -> (Outcome, Shape) {
        (self.report.outcome, self.report.shape)
    }

    /// The column's texts, row by row.
    pub fn texts(&self, column: Column) -> Vec<&str> {
        self.rows.iter().map(|row| row.text(column)).collect()
    }
}

/// Reads a file that is whole in memory.
pub fn read(bytes: &[u8], scope: Scope) -> Reading {
    read_from(Cursor::new(bytes), bytes.len() as u64, Some(bytes), scope)
}

/// Reads a file that arrives in pieces of `piece` bytes.
pub fn read_in_pieces(bytes: &[u8], piece: usize, scope: Scope) -> Reading {
    read_from(Pieces::new(bytes, piece), bytes.len() as u64, None, scope)
}

/// Reads a file from any source.
pub fn read_from(input: impl BufRead + Seek, size: u64, whole: Option<&[u8]>, scope: Scope) -> Reading {
    read_by(size, scope, |reader, file, tray| {
        reader.read_file(file, input, whole, tray);
    })
}

/// Has a file read, and holds the reader to its promise: every record is counted once.
pub fn read_by(
    size: u64,
    scope: Scope,
    read: impl FnOnce(&mut Reader, &ReadFile, &mut dyn Outbox),
) -> Reading {
    let mut reader = Reader::new(KEY);
    reader.set_scope(scope);
    let mut tray = Tray::default();
    read(&mut reader, &file(0, size), &mut tray);
    reader.flush(&mut tray);
    tray.into_readings(scope).remove(0)
}

/// Reads files with one reader, one after another.
pub fn read_all(files: &[&[u8]], scope: Scope) -> Vec<Reading> {
    let mut reader = Reader::new(KEY);
    reader.set_scope(scope);
    let mut tray = Tray::default();
    for (index, bytes) in files.iter().enumerate() {
        let file = file(index as u32, bytes.len() as u64);
        reader.read_file(&file, Cursor::new(bytes), Some(bytes), &mut tray);
    }
    reader.flush(&mut tray);
    tray.into_readings(scope)
}

fn file(index: u32, size: u64) -> ReadFile {
    ReadFile {
        file: FileId(index),
        attempt: 1,
        size,
    }
}

fn assert_balanced(reading: &Reading, scope: Scope) {
    let Reading {
        rows, tally, report, ..
    } = reading;
    assert_eq!(
        tally.seen,
        reading.counts().iter().sum::<u64>(),
        "every record once: {tally:?}"
    );
    assert_eq!(
        tally.by_source.values().sum::<u64>(),
        tally.seen - tally.malformed,
        "every source: {tally:?}"
    );
    assert!(
        scope == Scope::ComprehendMedical || tally.other_services == 0,
        "all services are rows: {tally:?}"
    );
    assert_ne!(report.outcome, Outcome::Pending);
    // A file that is not read has no records, and the other way round it has a reason.
    if report.outcome != Outcome::Read {
        assert!(rows.is_empty() && !report.problems.is_empty(), "{report:?}");
    }
    let places: Vec<_> = rows
        .iter()
        .map(|row| (row.place.offset, u64::from(row.place.len)))
        .collect();
    assert!(
        places
            .windows(2)
            // Records in one packed text share its place.
            .all(|pair| pair[0] == pair[1] || pair[0].0 + pair[0].1 <= pair[1].0),
        "records do not overlap: {places:?}"
    );
    assert!(
        places
            .last()
            .is_none_or(|(offset, len)| offset + len <= tally.inflated),
        "{places:?}"
    );
}

/// Collects what a reader hands over.
#[derive(Default)]
struct Tray {
    /// One for each file, in the order of their ids.
    files: Vec<FileTray>,
    num_deliveries: usize,
}

#[derive(Default)]
struct FileTray {
    rows: Vec<Row>,
    tally: Tally,
    report: Option<FileReport>,
}

impl Outbox for Tray {
    fn deliver(&mut self, delivery: Delivery, rows: Vec<u8>) {
        let batch = Batch::from_bytes(&rows).expect("a batch");
        let mut rows = 0..batch.num_rows();
        for part in delivery.parts {
            assert_eq!(part.attempt, 1);
            let index = part.file.index();
            self.files
                .resize_with(self.files.len().max(index + 1), FileTray::default);
            let file = &mut self.files[index];
            assert!(file.report.is_none(), "nothing follows the report");
            for row in rows.by_ref().take(part.num_rows as usize) {
                assert_eq!(batch.place(row).file, part.file);
                file.rows.push(Row::of(&batch, row));
            }
            add(&mut file.tally, &part.tally);
            file.report = part.finished;
        }
        assert!(rows.is_empty(), "every row is of a part");
        self.num_deliveries += 1;
    }

    fn progress(&mut self, _bytes: u64, _records: u64) {}
}

impl Row {
    fn of(batch: &Batch, row: usize) -> Self {
        Self {
            place: batch.place(row),
            value_hash: batch.value_hash(row),
            time: batch.time(row),
            flags: batch.flags(row),
            cells: Column::ALL
                .iter()
                .map(|&column| batch.cell(row, column))
                .collect(),
        }
    }
}

impl Tray {
    fn into_readings(self, scope: Scope) -> Vec<Reading> {
        let num_deliveries = self.num_deliveries;
        let reading = |file: FileTray| {
            let report = file.report.expect("every file gets a report");
            let reading = Reading {
                rows: file.rows,
                tally: file.tally,
                report,
                num_deliveries,
            };
            assert_balanced(&reading, scope);
            reading
        };
        self.files.into_iter().map(reading).collect()
    }
}

fn add(sum: &mut Tally, tally: &Tally) {
    sum.seen += tally.seen;
    sum.other_services += tally.other_services;
    sum.malformed += tally.malformed;
    sum.inflated += tally.inflated;
    for (source, count) in &tally.by_source {
        *sum.by_source.entry(source.clone()).or_default() += count;
    }
}

/// Bytes that come in small pieces, as from a slow disk.
pub struct Pieces<'a> {
    bytes: &'a [u8],
    piece: usize,
    at: usize,
}

impl<'a> Pieces<'a> {
    pub fn new(bytes: &'a [u8], piece: usize) -> Self {
        Self { bytes, piece, at: 0 }
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let piece = self.fill_buf()?;
        let len = piece.len().min(out.len());
        out[..len].copy_from_slice(&piece[..len]);
        self.consume(len);
        Ok(len)
    }
}

impl BufRead for Pieces<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let rest = &self.bytes[self.at..];
        Ok(&rest[..self.piece.min(rest.len())])
    }

    fn consume(&mut self, len: usize) {
        self.at += len;
    }
}

impl Seek for Pieces<'_> {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        let mut cursor = Cursor::new(self.bytes);
        cursor.set_position(self.at as u64);
        let at = cursor.seek(place)?;
        self.at = self.bytes.len().min(at as usize);
        Ok(at)
    }
}
