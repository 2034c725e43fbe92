//! Tests of the raw record: a reader walks the files as in reading and judges the records instead of keeping them.
//!
//! What it finds is told by place in the file's order: the first record that reading made a row of is 0. With each
//! goes a part of the hash of its values, so that a file that changed since is noticed.

mod record_test;
mod tape;

use super::Outbox;
use crate::{
    base::FileId,
    protocol::reader::{Found, FoundPart, RecordMark},
    query::Test,
    trail::{envelope::Fidelity, record::Record},
};
use record_test::RecordTest;
use tape::Tape;

/// Records after which the findings are sent on, so that rows appear while a long file is searched.
const PART_RECORDS: u32 = 8192;

/// A search under way.
pub(super) struct Search {
    number: u32,
    tests: Vec<Option<RecordTest>>,
    parts: Vec<FoundPart>,
    marks: Vec<u8>,
    num_marks: u32,
    /// The file in hand: its records that are told, and those that are not.
    first: u32,
    count: u32,
}

impl Search {
    pub fn new(number: u32, tests: &[Test]) -> Self {
        Self {
            number,
            tests: tests.iter().map(RecordTest::new).collect(),
            parts: Vec::new(),
            marks: Vec::new(),
            num_marks: 0,
            first: 0,
            count: 0,
        }
    }

    /// Judges a record that reading would make a row of.
    pub fn judge(&mut self, record: &Record<'_>, fidelity: Fidelity) {
        let mut hits = 0;
        // It was read a moment ago, so it is JSON.
        if let Ok(tape) = Tape::of(record.json) {
            for (at, test) in self.tests.iter_mut().enumerate() {
                let passes = test.as_mut().is_some_and(|test| test.passes(&tape, fidelity));
                hits |= u32::from(passes) << at;
            }
        }
        let mark = RecordMark {
            check: RecordMark::check_of(record.value_hash),
            hits,
        };
        mark.write(&mut self.marks);
        self.count += 1;
        self.num_marks += 1;
    }

    /// A long file tells what was found before it ends.
    pub fn tell_if_much(&mut self, file: FileId, outbox: &mut dyn Outbox) {
        if self.count >= PART_RECORDS {
            self.part(file, false, false);
            self.tell(outbox);
        }
    }

    /// The file is done. `is_unreadable`: the browser would not give its bytes, or not all.
    pub fn end_file(&mut self, file: FileId, is_unreadable: bool, outbox: &mut dyn Outbox) {
        self.part(file, true, is_unreadable);
        self.first = 0;
        if self.num_marks >= PART_RECORDS {
            self.tell(outbox);
        }
    }

    /// Sends on what is gathered.
    pub fn tell(&mut self, outbox: &mut dyn Outbox) {
        if self.parts.is_empty() {
            return;
        }
        self.num_marks = 0;
        let found = Found {
            search: self.number,
            parts: std::mem::take(&mut self.parts),
        };
        outbox.found(found, std::mem::take(&mut self.marks));
    }

    fn part(&mut self, file: FileId, is_done: bool, is_unreadable: bool) {
        self.parts.push(FoundPart {
            file,
            first: self.first,
            num_records: std::mem::take(&mut self.count),
            is_done,
            is_unreadable,
        });
        self.first += self.parts.last().map_or(0, |part| part.num_records);
    }
}

/// Whether a record, `json` as reading takes it, passes a test of the raw record. For tests, and for what asks of
/// single records; fails for what is no JSON.
pub fn record_passes(json: &[u8], fidelity: Fidelity, test: &Test) -> bool {
    match (RecordTest::new(test), Tape::of(json)) {
        (Some(mut test), Ok(tape)) => test.passes(&tape, fidelity),
        _ => false,
    }
}
