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
use std::io::{self, BufRead, Read, Seek, SeekFrom};

/// The session's key in tests.
pub const KEY: HashKey = (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908);

/// The file that is read in tests.
pub const FILE: FileId = FileId(3);

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
    cells: Vec<Cell>,
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
    read_from(bytes, bytes.len() as u64, Some(bytes), scope)
}

/// Reads a file that arrives in pieces of `piece` bytes.
pub fn read_in_pieces(bytes: &[u8], piece: usize, scope: Scope) -> Reading {
    read_from(Pieces { bytes, piece }, bytes.len() as u64, None, scope)
}

/// Reads a file from any source, and holds the reader to its promise: every record is counted once.
pub fn read_from(input: impl BufRead, size: u64, whole: Option<&[u8]>, scope: Scope) -> Reading {
    let mut reader = Reader::new(KEY);
    reader.set_scope(scope);
    let mut tray = Tray::default();
    reader.read_file(
        &ReadFile {
            file: FILE,
            attempt: 1,
            size,
        },
        NoSeek(input),
        whole,
        &mut tray,
    );
    reader.flush(&mut tray);
    let reading = tray.into_reading();
    assert_balanced(&reading, scope);
    reading
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
        places.windows(2).all(|pair| pair[0].0 + pair[0].1 <= pair[1].0),
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
    rows: Vec<Row>,
    tally: Tally,
    report: Option<FileReport>,
    num_deliveries: usize,
    progress: (u64, u64),
}

impl Outbox for Tray {
    fn deliver(&mut self, delivery: Delivery, rows: Vec<u8>) {
        let batch = Batch::from_bytes(&rows).expect("a batch");
        let num_rows: u32 = delivery.parts.iter().map(|part| part.num_rows).sum();
        assert_eq!(num_rows as usize, batch.num_rows(), "every row is of a part");
        for row in 0..batch.num_rows() {
            let cells = Column::ALL
                .iter()
                .map(|&column| batch.cell(row, column))
                .collect();
            let (place, value_hash) = (batch.place(row), batch.value_hash(row));
            self.rows.push(Row {
                place,
                value_hash,
                time: batch.time(row),
                flags: batch.flags(row),
                cells,
            });
        }
        for part in delivery.parts {
            assert!(self.report.is_none(), "nothing follows the report");
            assert_eq!((part.file, part.attempt), (FILE, 1));
            add(&mut self.tally, &part.tally);
            self.report = part.finished;
        }
        self.num_deliveries += 1;
    }

    fn progress(&mut self, bytes: u64, records: u64) {
        self.progress.0 += bytes;
        self.progress.1 += records;
    }
}

impl Tray {
    fn into_reading(self) -> Reading {
        let report = self.report.expect("every file gets a report");
        let Self {
            rows,
            tally,
            num_deliveries,
            ..
        } = self;
        Reading {
            rows,
            tally,
            report,
            num_deliveries,
        }
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

/// An input that cannot seek: only the members of a zip need that.
pub struct NoSeek<R>(pub R);

impl<R: Read> Read for NoSeek<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.0.read(out)
    }
}

impl<R: BufRead> BufRead for NoSeek<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.fill_buf()
    }

    fn consume(&mut self, len: usize) {
        self.0.consume(len);
    }
}

impl<R> Seek for NoSeek<R> {
    fn seek(&mut self, _to: SeekFrom) -> io::Result<u64> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// Bytes that come in small pieces, as from a slow disk.
pub struct Pieces<'a> {
    pub bytes: &'a [u8],
    pub piece: usize,
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
        Ok(&self.bytes[..self.piece.min(self.bytes.len())])
    }

    fn consume(&mut self, len: usize) {
        self.bytes = &self.bytes[len..];
    }
}
