//! Page ↔ reader, and reader → engine.

use super::{
    Scope,
    export::{RecordsPart, Redaction, ToRecords},
    integrity::{SealFile, Sealed},
    ledger::{FileReport, Tally},
};
use crate::{
    base::{FileId, HashKey, problem::Problems},
    query::Test,
    store::Place,
};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// A file that a reader shall read. Its handle travels beside the message, at the same index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadFile {
    /// The file.
    pub file: FileId,
    /// Which try this is: rows of an earlier try are dropped by the engine.
    pub attempt: u32,
    /// Size in bytes, as the browser says.
    pub size: u64,
}

/// What a new worker is told first; until then it is neither engine nor reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Role {
    /// The session's secret.
    pub key: HashKey,
    /// A reader, whose port to the engine travels beside the message; else the engine.
    pub is_reader: bool,
}

/// Reader → the reader that it feeds: a piece of the content, whose bytes travel beside the message. Instead of the first
/// one comes `None` when the file is not of the form that is fed. Each is answered by whether more is wanted, and
/// its buffer goes back with that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Bytes of it; the buffer beside it may be larger.
    pub len: u32,
    /// Bytes of the file taken so far.
    pub consumed: u64,
    /// More than one gzip member stood there so far.
    pub has_more_members: bool,
    /// What was wrong in this piece.
    pub problems: Problems,
    /// No piece follows.
    pub is_end: bool,
}

/// Page → reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToReader {
    /// Read these files, in this order; their handles travel beside the message.
    Read {
        /// Comes back when the reader begins and when it is done.
        job: u32,
        /// Which records become rows.
        scope: Scope,
        /// Hash the contents too: digests are around.
        is_sealing: bool,
        /// The only file is large, and another reader inflates it: the port to that one travels behind the handle.
        is_fed: bool,
        /// The files.
        files: Vec<ReadFile>,
    },
    /// Inflate this file for the reader at the other end of the port; both travel beside the message, the handle first.
    Feed {
        /// Comes back when it is done.
        job: u32,
    },
    /// Search the records of these files, which were read before; their handles travel beside the message.
    Search {
        /// Comes back when the reader begins and when it is done.
        job: u32,
        /// Which search it is for.
        search: u32,
        /// Which records are rows.
        scope: Scope,
        /// What is asked of each record: at most [`RecordMark::MAX_TESTS`].
        tests: Rc<[Test]>,
        /// The files.
        files: Vec<ReadFile>,
    },
    /// Searches up to this number are no longer wanted: jobs of theirs that are not begun are over at once.
    DropSearch {
        /// The newest of them.
        search: u32,
    },
    /// Read one record again; the file's handle travels beside the message.
    Fetch {
        /// Comes back with the answer.
        request: u32,
        /// Where the record stands.
        place: Place,
        /// The hash of its values, to notice a file that changed.
        value_hash: (u64, u64),
    },
    /// Read these files again for their hashes alone; their handles travel beside the message.
    Seal {
        /// Comes back when the reader begins and when it is done.
        job: u32,
        /// The files.
        files: Vec<ReadFile>,
        /// What is wanted of them, in the same order.
        wanted: Vec<SealFile>,
    },
    /// Make the sample files.
    MakeSample,
    /// Read synthetic logs and forget them, so that the browser has compiled the code well when the first files come;
    /// or do so no longer.
    WarmUp(bool),
    /// Records for an export.
    Export {
        /// Comes back.
        request: u32,
        /// What is asked.
        ask: ToRecords,
    },
    /// Hide values in single records from now on, or do not; the values travel beside the message as JSON.
    Hide(Option<Redaction>),
}

/// Reader → page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromReader {
    /// Started; work may come.
    Ready {
        /// The reader's [`super::VERSION`].
        version: u32,
    },
    /// The files of a job are being read from here on. Not always in the order of the messages: a large file waits
    /// for no composite.
    Begun {
        /// From the message.
        job: u32,
    },
    /// The files of a job are done; more may come.
    WantsWork {
        /// From the message.
        job: u32,
    },
    /// How far it is, at most ten times a second.
    Progress {
        /// Bytes read since the last message, of files as dropped.
        bytes: u64,
        /// Records met since the last message.
        records: u64,
    },
    /// One record, read again.
    Record {
        /// From the question.
        request: u32,
        /// The record's bytes, exactly; or why they could not be had. They travel beside the message.
        problem: Option<FetchProblem>,
    },
    /// Records were written for an export; the bytes travel beside the message.
    Export {
        /// From the request.
        request: u32,
        /// What was written.
        part: RecordsPart,
    },
    /// The sample files: paths; their bytes travel beside the message, in the same order.
    Sample {
        /// Paths below the sample's folder.
        paths: Vec<Rc<str>>,
    },
}

/// Why a record could not be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FetchProblem {
    /// The file is gone, or may no longer be read.
    FileGone,
    /// The reader ended while it looked.
    ReaderEnded,
    /// The file's bytes are no longer those that were read: nothing stands at the place.
    FileChanged,
}

/// Reader → engine, over a channel of their own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToTable {
    /// Rows and counts.
    Delivery(Delivery),
    /// What a search found.
    Found(Found),
}

/// What a search found since the last such message; the marks of the records travel beside it, in the same order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Which search.
    pub search: u32,
    /// The files.
    pub parts: Vec<FoundPart>,
}

/// The share of one file in what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPart {
    /// The file.
    pub file: FileId,
    /// The place of the first of these records among those of the file that are rows.
    pub first: u32,
    /// How many marks are of it.
    pub num_records: u32,
    /// The file is searched to its end.
    pub is_done: bool,
    /// The browser would not give its bytes, or not all of them.
    pub is_unreadable: bool,
}

/// What a search says of one record: 8 bytes on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordMark {
    /// A part of the hash of its values.
    pub check: u32,
    /// One bit for each test, the first lowest: whether it passes.
    pub hits: u32,
}

impl RecordMark {
    /// So many tests fit into one search.
    pub const MAX_TESTS: usize = 32;

    /// The part of a value hash that marks carry.
    pub fn check_of(value_hash: u128) -> u32 {
        value_hash as u32
    }

    /// Appends the mark.
    pub fn write(self, bytes: &mut Vec<u8>) {
        bytes.extend(self.check.to_le_bytes());
        bytes.extend(self.hits.to_le_bytes());
    }

    /// The marks in `bytes`; what is left over at the end is none.
    pub fn read_all(bytes: &[u8]) -> impl Iterator<Item = Self> + '_ {
        let (marks, _rest) = bytes.as_chunks::<8>();
        marks.iter().map(|&[a, b, c, d, e, f, g, h]| Self {
            check: u32::from_le_bytes([a, b, c, d]),
            hits: u32::from_le_bytes([e, f, g, h]),
        })
    }
}

/// Reader → engine: what was read since the last such message. The columns of the rows travel beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// Which files the rows are of, in the order of the rows.
    pub parts: Vec<Part>,
    /// Hashes and evidence.
    pub seals: Vec<Sealed>,
}

/// A member of an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its number in the order of walking; from 1, because 0 is the file itself.
    pub number: u32,
    /// Its path inside the file; members of archives within archives are joined by `!/`.
    pub path: Rc<str>,
    /// Its size in bytes as it lies in the archive, unpacked from it.
    pub size: u64,
}

/// The share of one file in a delivery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The file.
    pub file: FileId,
    /// The try.
    pub attempt: u32,
    /// A member of the file, when the file is an archive: an entry of its own in the ledger.
    pub member: Option<Member>,
    /// How many of the batch's rows are of it.
    pub num_rows: u32,
    /// What was counted since the last delivery.
    pub tally: Tally,
    /// Present when the file is done: its rows are final from here on.
    pub finished: Option<FileReport>,
}
