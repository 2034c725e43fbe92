//! What the root component shall do with the browser: plain data.

use super::{Place, Theme};
use crate::{
    base::{EpochMillis, FileId, ZoneChoice},
    protocol::{
        Scope,
        engine::ToEngine,
        export::{ToRecords, WhichRows},
        integrity::SealFile,
        review::ReportFormat,
        search::SearchOrder,
    },
    review::checks::Told,
};
use std::rc::Rc;

/// One thing to do outside the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send the message to the engine.
    TellEngine(ToEngine),
    /// Queue these shelved files for the readers.
    Read {
        /// The files.
        files: Vec<FileId>,
        /// Which records become rows.
        scope: Scope,
        /// Which try this is.
        attempt: u32,
    },
    /// Have the records of files searched, instead of those of the order before.
    Search {
        /// Which, and for what.
        order: SearchOrder,
        /// Which records are rows.
        scope: Scope,
    },
    /// End the search.
    StopSearch,
    /// Hash contents while they are read, from now on.
    SealContents,
    /// Read these again for their hashes alone.
    Seal(Vec<SealFile>),
    /// Forget the files that wait for that.
    StopSealing,
    /// End the readers.
    StopReading,
    /// Start a fresh engine.
    RestartEngine,
    /// Forget every file and free all memory.
    ClearSession,
    /// Make the sample files.
    MakeSample,
    /// Read one record again.
    FetchRecord {
        /// Comes back with the bytes.
        request: u32,
        /// Where it stands.
        place: Place,
        /// The hash of its values, to notice a file that changed.
        value_hash: (u64, u64),
    },
    /// Keep the parts of this export.
    BeginExport(u32),
    /// Let the engine begin an evidence bundle, with a report.
    BeginBundle {
        /// The export's number.
        request: u32,
        /// The calls whose records it holds.
        rows: WhichRows,
        /// What the checks are told.
        checks: Told,
        /// The filters in force, as text.
        filters: Vec<String>,
    },
    /// Ask the reader of an export.
    TellRecords(u32, ToRecords),
    /// Let the person save the parts that came.
    SaveExport {
        /// The file's name.
        name: &'static str,
        /// Its media type.
        mime: &'static str,
    },
    /// Forget the parts that came.
    DropExport,
    /// Open the browser's dialog for files.
    OpenFileDialog,
    /// Open the browser's dialog for a folder.
    OpenFolderDialog,
    /// Ask before the page is left, or do not.
    AskBeforeLeaving(bool),
    /// Put the text on the clipboard.
    CopyText(Rc<str>),
    /// Put the page's address with this fragment on the clipboard.
    CopyLink(Rc<str>),
    /// Let the address show this fragment; the page stays.
    SetFragment(Rc<str>),
    /// Save this text as a view.
    SaveView(Rc<str>),
    /// Open the browser's dialog for a saved view.
    OpenViewDialog,
    /// Let the engine make the report.
    MakeReport {
        /// As what.
        format: ReportFormat,
        /// What the checks are told.
        checks: Told,
        /// The filters in force, as text.
        filters: Vec<String>,
    },
    /// Open the browser's dialog for printing.
    Print,
    /// Save this text as what the checks are told.
    SaveChecks(Rc<str>),
    /// Open the browser's dialog for what the checks are told.
    OpenChecksDialog,
    /// Draw the page in this theme.
    SetTheme(Theme),
    /// Find what a zone's clocks do around the span of the calls and around today.
    FindZone {
        /// The zone.
        choice: ZoneChoice,
        /// Time of the first and last call.
        span: Option<(EpochMillis, EpochMillis)>,
    },
    /// The same for the zone of the working hours.
    FindHoursZone {
        /// The zone.
        choice: ZoneChoice,
        /// Time of the first and last call.
        span: Option<(EpochMillis, EpochMillis)>,
    },
    /// Move the focus.
    Focus(FocusTarget),
}

/// Where the focus shall go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusTarget {
    /// The calls table.
    Table,
    /// The filter's text box.
    Filter,
    /// The panel of the open call.
    Detail,
    /// The panel of the open call where it covers the table, else nothing.
    DetailWhenCovering,
}
