//! The search of the raw records: what the engine wants read again, and how far it is.

use crate::{base::FileId, query::Test};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Files whose records shall be searched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchOrder {
    /// Names the search; grows. A new one takes the place of the one before.
    pub search: u32,
    /// What is asked of each record.
    pub tests: Rc<[Test]>,
    /// The files that hold rows of the table.
    pub files: Rc<[FileId]>,
}

/// Page → engine: wishes about the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SearchWish {
    /// Stop; what was found is kept.
    Stop,
    /// Go on where it was stopped, and try files again that could not be searched.
    GoOn,
    /// A file ended its readers and is given up.
    GiveUp {
        /// From the order.
        search: u32,
        /// The file.
        file: FileId,
    },
}

/// How far the records are searched for the tests in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchStatus {
    /// What is being done about it.
    pub phase: SearchPhase,
    /// Calls whose records are searched.
    pub num_searched: u32,
    /// All calls.
    pub num_calls: u32,
    /// Files that could not be searched, by path, the first few of them.
    pub troubles: Rc<[(Rc<str>, SearchTrouble)]>,
    /// How many there are in all.
    pub num_troubles: u32,
}

impl SearchStatus {
    /// The number of calls that pass may still grow.
    pub fn is_partial(&self) -> bool {
        self.num_searched < self.num_calls
    }
}

/// What is being done about records that are not searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SearchPhase {
    /// Files are still being read; the search follows.
    Waiting,
    /// Files are searched.
    Running,
    /// The person stopped it.
    Stopped,
    /// Every file was searched or could not be.
    Done,
}

/// Why a file could not be searched, or only in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SearchTrouble {
    /// It is gone, or may no longer be read.
    Gone,
    /// Its records are no longer those that were read.
    Changed,
    /// It ended the reader twice.
    ReaderEnded,
}
