//! One file's bytes to rows and a report: a pure loop over bytes and an [`Outbox`].
//!
//! Knows nothing of threads or the browser. Entry point: [`Reader::read_file`]. Invariant: whatever the bytes are,
//! every record met is counted once, as a row, as another service's, or as malformed, and every file gets a report.

mod again;
mod derived;
mod envelopes;
mod export;
mod feed;
mod fetch;
mod file;
mod layers;
mod row;
mod seal;
mod sealing;
mod search;
mod table;
mod verdict;

pub use again::{Again, records_again};
pub use export::RecordExport;
pub use feed::{Fed, Feeder};
pub use fetch::fetch_record;
pub use search::record_passes;

use crate::{
    base::{HashKey, ProblemKind},
    medical,
    protocol::{
        Scope,
        integrity::{Form, Sealed},
        reader::{Delivery, Found, Part, ReadFile},
    },
    query::Test,
    store::BatchBuilder,
    trail::value_hash::ValueHasher,
};
use memchr::memmem;
use search::Search;
use std::io::{BufRead, Seek};

/// Rows that are gathered before they are sent on.
const DELIVERY_ROWS: usize = 8192;

/// Bytes of content after which a delivery is sent on even with few rows, so that the counts move.
const DELIVERY_BYTES: u64 = 16 << 20;

/// Where a reader's findings go.
pub trait Outbox {
    /// Rows and counts for the engine; `rows` is a batch on the wire.
    fn deliver(&mut self, delivery: Delivery, rows: Vec<u8>);
    /// What a search found, for the engine, with the marks of the records. Only a reader that searches finds.
    fn found(&mut self, _found: Found, _marks: Vec<u8>) {}
    /// Bytes of the file as dropped, and records, since the last call.
    fn progress(&mut self, bytes: u64, records: u64);
    /// Hashes a content that is held whole somewhere faster, and hands `sealed` with the hash to the engine by itself,
    /// by and by. `false` when it does not: then the reader hashes.
    fn seal_whole(&mut self, _sealed: &Sealed, _form: Form, _content: &[u8]) -> bool {
        false
    }
}

/// Reads files one after another and gathers what they hold, or searches their records.
pub struct Reader {
    hasher: ValueHasher,
    /// Looks for the name of our service.
    our_name: memmem::Finder<'static>,
    builder: BatchBuilder,
    derived: derived::Derived,
    scope: Scope,
    parts: Vec<Part>,
    seals: Vec<Sealed>,
    /// Contents are hashed while they are read.
    is_sealing: bool,
    /// Bytes of content since the last delivery.
    gathered: u64,
    /// Memory for the next file's window.
    buffer: Vec<u8>,
    /// While it is there, records are judged and not kept.
    search: Option<Search>,
}

impl Reader {
    /// A reader with the session's key.
    pub fn new(key: HashKey) -> Self {
        Self {
            hasher: ValueHasher::new(key),
            our_name: memmem::Finder::new(medical::EVENT_SOURCE),
            builder: BatchBuilder::new(key),
            derived: derived::Derived::default(),
            scope: Scope::default(),
            parts: Vec::new(),
            seals: Vec::new(),
            is_sealing: false,
            gathered: 0,
            buffer: Vec::new(),
            search: None,
        }
    }

    /// Which records become rows from now on.
    pub fn set_scope(&mut self, scope: Scope) {
        self.scope = scope;
    }

    /// From now on, files are searched: what they hold is judged by these tests and not kept. What was gathered before
    /// must have been sent on.
    pub fn begin_search(&mut self, number: u32, tests: &[Test]) {
        self.search = Some(Search::new(number, tests));
    }

    /// From now on, files are read again. What was found must have been sent on.
    pub fn end_search(&mut self) {
        self.search = None;
        self.parts.clear();
        self.gathered = 0;
    }

    /// Whether contents are hashed while they are read, from now on.
    pub fn set_sealing(&mut self, is_sealing: bool) {
        self.is_sealing = is_sealing;
    }

    /// Reads one file to its end. `whole` is the file's bytes when they are in memory: a hint for buffer sizes.
    pub fn read_file<R: BufRead + Seek>(
        &mut self,
        file: &ReadFile,
        input: R,
        whole: Option<&[u8]>,
        outbox: &mut dyn Outbox,
    ) {
        let mut reading = file::FileReading::new(self, file, outbox);
        reading.run(input, whole);
        let part = reading.finish();
        self.report(part, outbox);
        self.deliver_if_much(outbox);
    }

    /// Takes the report of a file, also of one that could not even be begun.
    pub fn report(&mut self, part: Part, outbox: &mut dyn Outbox) {
        let Some(search) = &mut self.search else {
            return self.parts.push(part);
        };
        let is_unreadable = part.finished.is_none_or(|report| {
            let mut problems = report.problems.0.iter();
            problems.any(|problem| problem.kind == ProblemKind::Unreadable)
        });
        search.end_file(part.file, is_unreadable, outbox);
    }

    /// Sends on what is gathered; call when no file follows at once.
    pub fn flush(&mut self, outbox: &mut dyn Outbox) {
        if let Some(search) = &mut self.search {
            return search.tell(outbox);
        }
        if self.parts.is_empty() && self.seals.is_empty() {
            return;
        }
        self.gathered = 0;
        let rows = self.builder.finish().to_bytes();
        outbox.deliver(
            Delivery {
                parts: std::mem::take(&mut self.parts),
                seals: std::mem::take(&mut self.seals),
            },
            rows,
        );
    }

    fn deliver_if_much(&mut self, outbox: &mut dyn Outbox) {
        if self.search.is_some() {
            return;
        }
        if self.builder.num_rows() >= DELIVERY_ROWS || self.gathered >= DELIVERY_BYTES {
            self.flush(outbox);
        }
    }
}
