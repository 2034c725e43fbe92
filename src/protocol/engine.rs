//! Page ↔ engine.

use super::{
    Scope,
    elsewhere::{Elsewhere, ElsewhereWish},
    export::{ExportPart, ToExport},
    hiding::{Hidden, HideWish},
    integrity::{FromIntegrity, ToIntegrity},
    ledger::{FileLine, LedgerSummary},
    review::{ReportFormat, ReportWish, Review, ReviewWish},
    search::{SearchOrder, SearchStatus, SearchWish},
};
pub use crate::query::{RowView, RowsWish, Window};
use crate::{
    base::{EpochMillis, FileId, RowId, zone::Offsets},
    query::{
        Facet, FacetValue, FacetsWish, Filter, Groups, GroupsWish, Histogram, Novelty, NoveltyWish, Query,
        Token, ValuesWish,
    },
    review::report::Document,
    store::{Cell, Column, Place},
};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// A file as the page knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// The page's number for it.
    pub file: FileId,
    /// Path as dropped, `/` between folders.
    pub path: Rc<str>,
    /// Size in bytes.
    pub size: u64,
}

/// Which row a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowAt {
    /// The row itself.
    Id(RowId),
    /// The row at this place of the current order.
    Index(u32),
}

/// Page → engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToEngine {
    /// A reader's port travels beside the message.
    Reader,
    /// Files were dropped; they count as seen from here on.
    Expect {
        /// The files.
        files: Vec<FileEntry>,
    },
    /// Forget rows and records and count anew: all files will be read again.
    Restart {
        /// What the new reading keeps.
        scope: Scope,
        /// Deliveries of lower attempts are dropped from now on.
        attempt: u32,
    },
    /// The worker reading `file` ended: drop what it delivered of this attempt.
    AttemptLost {
        /// The file.
        file: FileId,
        /// The lost try.
        attempt: u32,
    },
    /// The file cannot be read and will not be tried again.
    GiveUp {
        /// The file.
        file: FileId,
        /// Its report.
        report: super::ledger::FileReport,
    },
    /// Reading was stopped: what is pending will not come.
    Stopped(StopCause),
    /// Nothing is listed or read any more: what is on its way from the readers is the last, and waits for no clock.
    AllRead,
    /// A new question. Older ones need no answer.
    Ask {
        /// Comes back with the answer; grows with every question.
        generation: u32,
        /// The question.
        query: Query,
        /// The rows on screen.
        rows: RowsWish,
        /// The facets to count.
        facets: FacetsWish,
        /// Whose days the calls over time are counted by.
        offsets: Offsets,
    },
    /// Other rows of the answer in force.
    Rows {
        /// Comes back; grows with every request.
        generation: u32,
        /// Which.
        rows: RowsWish,
    },
    /// The answer in force by the values of a column.
    Groups {
        /// Comes back; grows with every request.
        generation: u32,
        /// Which.
        wish: GroupsWish,
    },
    /// How many of all rows pass each of these.
    Count {
        /// Comes back.
        generation: u32,
        /// Which filters, whatever the question in force.
        filters: Vec<Filter>,
    },
    /// What is new in a range of time, under the filters in force but the time range.
    Novelty {
        /// Comes back; grows with every request.
        generation: u32,
        /// Which ranges.
        wish: NoveltyWish,
    },
    /// Checks, jobs, the calls at a glance.
    Review {
        /// Comes back; grows with every request.
        generation: u32,
        /// Which.
        wish: ReviewWish,
    },
    /// The review report.
    Report(ReportWish),
    /// One row, whole.
    Detail {
        /// Comes back.
        generation: u32,
        /// Which.
        row: RowAt,
    },
    /// The Files view's window.
    Files {
        /// Comes back.
        generation: u32,
        /// First line.
        first: u32,
        /// How many.
        len: u32,
        /// Only files with a note or a reason.
        only_with_notes: bool,
        /// Only paths that contain this, without regard to case.
        search: String,
    },
    /// Whether files are as delivered.
    Integrity(ToIntegrity),
    /// The ledger as JSON.
    SaveLedger,
    /// A wish about the search of the records.
    Search(SearchWish),
    /// Values to offer while a filter is typed.
    Suggest {
        /// Comes back.
        generation: u32,
        /// The filters under which they are counted, those on the column aside.
        query: Query,
        /// Which.
        wish: ValuesWish,
    },
    /// An export.
    Export {
        /// Comes back; grows with every export.
        request: u32,
        /// What is asked.
        ask: ToExport,
    },
    /// Show pseudonyms, or values with `None`.
    Hide {
        /// How.
        wish: Option<HideWish>,
        /// The filters, in the words shown until now.
        tokens: Vec<Token>,
    },
    /// The filter in force in the words of another engine.
    Elsewhere {
        /// Comes back; grows with every request.
        generation: u32,
        /// Which.
        wish: ElsewhereWish,
    },
}

/// Why reading was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StopCause {
    /// The person wished it.
    Person,
    /// The table reached [`crate::base::limits::MAX_TABLE_BYTES`].
    Memory,
}

/// What the engine holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemoryUse {
    /// Bytes its worker holds; it never gives any back while it runs.
    pub held: u64,
    /// Bytes of the columns and the places of the records.
    pub columns: u64,
    /// Bytes of ids, hashes and what finds duplicates.
    pub ids: u64,
    /// Rows, hidden ones among them.
    pub num_rows: u64,
}

/// Engine → page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromEngine {
    /// Started.
    Ready {
        /// The engine's [`super::VERSION`].
        version: u32,
    },
    /// The ledger changed; at most ten times a second.
    Ledger(LedgerSummary),
    /// The table changed since the last answer; at most five times a second. The page asks again.
    Grown {
        /// Rows now.
        num_rows: u32,
    },
    /// What the table holds; follows [`FromEngine::Grown`].
    Memory(MemoryUse),
    /// The answer to a question.
    Answer(Answer),
    /// Values to offer.
    Suggested {
        /// From the request.
        generation: u32,
        /// Most frequent first.
        values: Rc<[FacetValue]>,
    },
    /// These files shall be searched, instead of those of the order before.
    Search(SearchOrder),
    /// Nothing needs to be searched any more.
    StopSearch,
    /// How far the search is, since the last answer.
    Searched(SearchStatus),
    /// Rows of the answer in force.
    Rows {
        /// From the request.
        generation: u32,
        /// The window.
        window: Window,
    },
    /// The answer in force by the values of a column.
    Groups {
        /// From the request.
        generation: u32,
        /// The groups.
        groups: Groups,
    },
    /// How many of all rows pass each filter.
    Counted {
        /// From the request.
        generation: u32,
        /// In the order of the filters.
        counts: Rc<[u32]>,
    },
    /// What is new in a range of time.
    Novelty {
        /// From the request.
        generation: u32,
        /// What was found.
        found: Novelty,
    },
    /// Checks, jobs, the calls at a glance.
    Review {
        /// From the request.
        generation: u32,
        /// What was worked out.
        review: Review,
    },
    /// The review report, to be drawn.
    Report(Rc<Document>),
    /// The review report as a file; its text travels beside the message as bytes.
    ReportFile(ReportFormat),
    /// One row, whole; `None` when there is no such row.
    Detail {
        /// From the request.
        generation: u32,
        /// The row.
        detail: Option<RowDetail>,
    },
    /// Lines of the Files view.
    Files {
        /// From the request.
        generation: u32,
        /// The number of lines in all, under the same search.
        num_files: u32,
        /// Index of the first line.
        first: u32,
        /// The lines.
        lines: Rc<[FileLine]>,
    },
    /// Whether files are as delivered.
    Integrity(FromIntegrity),
    /// The ledger as JSON; its text travels beside the message as bytes.
    LedgerJson,
    /// A part of an export; what it holds travels beside the message.
    Export {
        /// From the request.
        request: u32,
        /// The part.
        part: ExportPart,
    },
    /// Other words are shown from now on. The hidden values travel beside the message as JSON, for the reader of single
    /// records.
    Hidden(Hidden),
    /// The filter in the words of another engine.
    Elsewhere {
        /// From the request.
        generation: u32,
        /// The words.
        elsewhere: Elsewhere,
    },
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// From the question.
    pub generation: u32,
    /// All rows that are shown without a filter.
    pub num_rows: u32,
    /// Rows that pass the filter.
    pub num_matching: u32,
    /// Of these, second records of calls that have a row of their own, see [`crate::store::twins`].
    pub num_second: u32,
    /// The rows on screen.
    pub window: Window,
    /// The facets that were wished for.
    pub facets: Rc<[Facet]>,
    /// The matching rows over time.
    pub histogram: Option<Histogram>,
    /// Time of the first and last matching row.
    pub time_span: Option<(EpochMillis, EpochMillis)>,
    /// How far the records were searched for it; `None` when it asks nothing of them. As long as that is not all, the
    /// rows are those that pass whatever will be found.
    pub search: Option<SearchStatus>,
}

/// One row with everything the table knows of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowDetail {
    /// The row.
    pub id: RowId,
    /// Its index in the current order, when it passes the filter.
    pub index: Option<u32>,
    /// Every column.
    pub cells: Vec<(Column, Cell)>,
    /// Where the record stands: the copy that is shown first, then its duplicates.
    pub places: Vec<(Rc<str>, Place)>,
    /// The hash of its values: the halves of 128 bits, high first.
    pub value_hash: (u64, u64),
    /// The call failed.
    pub is_error: bool,
    /// Another record has the same eventID and other values.
    pub is_conflict: bool,
    /// A key stands twice in an object of this record.
    pub has_duplicate_keys: bool,
}
