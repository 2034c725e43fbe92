//! Integrity: reader → engine, page ↔ engine, page → reader.

pub use crate::integrity::{
    Basis, ChainId, Commands, CoverageCell, Evidence, FileAt, Finding, FindingKind, Form, Level, LineKind,
    Message, NOT_COMPLETE, Proof, ProofCounts, ProofLine, RowId, Seal, Sha256, SignatureCheck,
    SignatureVerdict, Summary, Verdict, coverage_sentence,
};

use super::reader::Member;
use crate::base::{EpochMillis, FileId};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Reader → engine: a hash, and what the file proves others with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// The file.
    pub file: FileId,
    /// The try.
    pub attempt: u32,
    /// The member's number; 0 is the file itself.
    pub member: u32,
    /// The hash; none when the file could not be read to its end.
    pub seal: Option<Seal>,
    /// What stands in it, when it is a file that proves others.
    pub evidence: Vec<Evidence>,
}

impl Sealed {
    /// Which member of a file, or the file itself.
    pub fn number_of(member: Option<&Member>) -> u32 {
        member.map_or(0, |member| member.number)
    }
}

/// Engine → page → reader: a file of which hashes are needed. Read again for that alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealFile {
    /// The file.
    pub file: FileId,
    /// The try in which it was read.
    pub attempt: u32,
    /// Which of its members, by number, and which of their bytes; 0 is the file itself.
    pub wanted: Vec<(u32, Basis)>,
}

/// The hours, or days, of the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Zoom {
    /// The hours of a day.
    #[default]
    Hours,
    /// The days of a month.
    Days,
}

/// What the Integrity view shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntegrityWish {
    /// First line on screen.
    pub first: u32,
    /// How many.
    pub len: u32,
    /// Only lines of this level.
    pub level: Option<Level>,
    /// The account whose rows the map shows; without a wish the one of which something is missing first, or known last.
    pub account: Option<Rc<str>>,
    /// Hours or days; what fits the span without a wish.
    pub zoom: Option<Zoom>,
    /// A time in the day or month that the map shows; without a wish the first hour in which something is missing, or
    /// the newest that is known.
    pub at: Option<EpochMillis>,
    /// Only lines of this cell of the map; also what the commands are for.
    pub cell: Option<MapCell>,
}

/// A cell of the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapCell {
    /// Its row.
    pub row: RowId,
    /// Its first millisecond …
    pub from: EpochMillis,
    /// … and the one behind its last.
    pub to: EpochMillis,
}

/// The map of one account and one day, or month.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CoverageMap {
    /// All accounts.
    pub accounts: Vec<Rc<str>>,
    /// The account shown.
    pub account: Rc<str>,
    /// Hours or days.
    pub zoom: Zoom,
    /// The begin of each column, and the end of the last.
    pub columns: Vec<EpochMillis>,
    /// Regions with their cells.
    pub rows: Vec<(Rc<str>, Vec<CoverageCell>)>,
    /// Everything that is known, over all accounts.
    pub span: Option<(EpochMillis, EpochMillis)>,
    /// In sum.
    pub total: CoverageCell,
}

/// Hashes of all files as they lie on the disk, which are computed only when a person asks for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileHashes {
    /// They are asked for.
    pub is_wanted: bool,
    /// Files whose hash is known.
    pub num_done: u32,
    /// Files that could not be read to their end again.
    pub num_lost: u32,
    /// All files.
    pub num_all: u32,
}

impl FileHashes {
    /// They are asked for, and not all are there.
    pub fn is_under_way(&self) -> bool {
        self.is_wanted && self.num_done + self.num_lost < self.num_all
    }
}

/// How much there is to prove with; small, and told with every change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntegrityBrief {
    /// Files that prove others.
    pub num_proofs: u32,
    /// Files read again for their hash.
    pub num_hashed: u32,
    /// Files to be read again for their hash, those done among them.
    pub num_to_hash: u32,
    /// Hashes of whole files, on request.
    pub hashes: FileHashes,
    /// Files that are not as delivered.
    pub num_invalid: u32,
    /// Files that are named and not there.
    pub num_missing: u32,
    /// Hours by how far they are proved, over all accounts and Regions: what stands beside every "none found".
    pub hours: ProofCounts,
    /// The hours that this speaks of.
    pub span: Option<(EpochMillis, EpochMillis)>,
    /// The numbers speak of everything that is loaded.
    pub is_settled: bool,
    /// How often all files were judged; an answer of before is outdated.
    pub num_judgements: u32,
}

/// What the Integrity view shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IntegrityAnswer {
    /// The numbers.
    pub summary: Summary,
    /// What is odd about the chains, at most [`MAX_FINDINGS`].
    pub findings: Vec<Finding>,
    /// All of them.
    pub num_findings: u32,
    /// The number of lines under the wish.
    pub num_lines: u32,
    /// Index of the first line.
    pub first: u32,
    /// The lines on screen.
    pub lines: Vec<ProofLine>,
    /// The map.
    pub map: CoverageMap,
    /// How to get what is not there.
    pub commands: Commands,
}

/// Findings that cross to the page.
pub const MAX_FINDINGS: usize = 100;

/// Page → engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToIntegrity {
    /// What the view shows.
    Ask {
        /// Comes back; grows with every request.
        generation: u32,
        /// What.
        wish: IntegrityWish,
    },
    /// These files will not be read again now: their reader ended, or reading was stopped.
    SealsLost(Vec<FileId>),
    /// All files shall be hashed as they lie on the disk; or no more of them, and what waited is forgotten.
    HashFiles(bool),
}

/// Engine → page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromIntegrity {
    /// How much there is to prove with.
    Brief(IntegrityBrief),
    /// Read these again for their hashes.
    Seal(Vec<SealFile>),
    /// What the view shows.
    Answer {
        /// From the request.
        generation: u32,
        /// The answer.
        answer: Box<IntegrityAnswer>,
    },
}
