//! What can happen: facts from outside in past tense, wishes of the person in the imperative.

use super::{
    Cell, ChosenAction, Column, ColumnsAction, CompareAction, Dock, ElsewhereAction, ExportAction,
    GroupsAction, HidingAction, IntegrityAction, PeriodsAction, RecordForm, ReviewAction, SearchAction,
    ShareAction, SuggestAction, Tab, Theme, ZoneAction,
};
use crate::{
    base::{EpochMillis, FileId},
    protocol::{
        Scope,
        engine::{FileEntry, FromEngine},
        export::RecordsPart,
        reader::FetchProblem,
    },
    query::Filter,
};
use std::rc::Rc;

/// A fact or a wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Files were dropped or picked and are shelved.
    FilesFound(Vec<FileEntry>),
    /// A drop or pick is listed to its end.
    ListingDone {
        /// Entries that would not open.
        num_unreadable: u32,
    },
    /// The engine said something.
    EngineSaid(FromEngine),
    /// Bytes read since the last such fact.
    Progressed {
        /// Bytes of files as dropped.
        bytes: u64,
        /// The page's clock.
        now_millis: f64,
    },
    /// Every file handed over so far is read.
    ReadingDone,
    /// A reader ended with a file in hand.
    ReaderEnded {
        /// The file in hand, when known.
        file: Option<FileId>,
        /// Whether it is tried again.
        is_retried: bool,
    },
    /// The engine ended: the table is gone, the shelf is not.
    EngineEnded,
    /// A record came back from its file.
    RecordRead {
        /// From the request.
        request: u32,
        /// Its bytes, or why they could not be had.
        bytes: Result<Rc<[u8]>, FetchProblem>,
    },
    /// A wish about files and reading.
    Files(FilesAction),
    /// A wish about filters and order.
    Query(QueryAction),
    /// A wish about the search of the records.
    Search(SearchAction),
    /// A wish about values to offer while a filter is typed.
    Suggest(SuggestAction),
    /// A wish about the rows on screen.
    Rows(RowsAction),
    /// A wish about the open call.
    Detail(DetailAction),
    /// A wish about the page itself.
    View(ViewAction),
    /// Records were written for an export.
    Exported {
        /// From the request.
        request: u32,
        /// What was written.
        part: RecordsPart,
    },
    /// The reader that writes records ended.
    ExportLost,
    /// Saving.
    Export(ExportAction),
    /// Pseudonyms.
    Hiding(HidingAction),
    /// The filter for another engine.
    Elsewhere(ElsewhereAction),
    /// The columns of the calls table.
    Columns(ColumnsAction),
    /// The group table on screen.
    Groups(GroupsAction),
    /// The Integrity view.
    Integrity(IntegrityAction),
    /// A wish about the marked calls.
    Chosen(ChosenAction),
    /// The summary, jobs and checks.
    Review(ReviewAction),
    /// Views that are sent or opened.
    Share(ShareAction),
    /// A wish about the comparison of the marked calls.
    Compare(CompareAction),
    /// A wish about two ranges of time.
    Periods(PeriodsAction),
    /// Whose clock times are shown by.
    Zone(ZoneAction),
}

/// Wishes about files and reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilesAction {
    /// Open the browser's dialog for files.
    ChooseFiles,
    /// Open the browser's dialog for a folder.
    ChooseFolder,
    /// Make synthetic logs and read them.
    TrySample,
    /// Stop reading, keep what was read.
    Cancel,
    /// Read every file once more.
    ReadAgain,
    /// Forget everything.
    Clear,
    /// Keep the records of one service or of all.
    SetScope(Scope),
    /// Save the ledger as a file.
    SaveLedger,
    /// Show only paths with this text.
    Search(Rc<str>),
    /// Show only files with something to say.
    OnlyWithNotes(bool),
    /// Show every file again.
    ShowAll,
    /// Other lines of the Files view are on screen.
    Show {
        /// First line.
        first: u32,
        /// How many.
        len: u32,
    },
}

/// Wishes about filters and order.
#[derive(Clone, Debug, PartialEq)]
pub enum QueryAction {
    /// Add the value to the column's choice, or take it out.
    ToggleValue(Column, Cell),
    /// Show only this value of the column; a second time: all values again.
    OnlyValue(Column, Cell),
    /// Hide this value of the column; a second time: show it again.
    ExcludeValue(Column, Cell),
    /// Show only calls with this value, or with `false` only calls without it: one more token.
    FilterBy(Column, Cell, bool),
    /// One more token, or several joined by "and".
    Add(Filter),
    /// Show the calls that pass this, in place of the tokens in force.
    ShowOnly(Filter),
    /// The text in the search box, while it is being typed.
    Draft(Rc<str>),
    /// The text in the search box becomes a token.
    Commit(Rc<str>),
    /// Only calls of this half-open range; both ends open removes the token.
    SetTimeRange(Option<EpochMillis>, Option<EpochMillis>),
    /// Make the time range twice as long; take it away where it would hold every call.
    ZoomOut,
    /// Turn a token into its opposite.
    NegateToken(usize),
    /// Take a token back into the filter box as text.
    EditToken(usize),
    /// Take the last change of tokens or order back.
    Undo,
    /// Switch a token on or off.
    SwitchToken(usize),
    /// Remove a token.
    RemoveToken(usize),
    /// Remove all tokens and the text in the search box.
    ClearFilters,
    /// Sort by this column; the other way when it is sorted by already.
    SortBy(Column),
    /// Sort by this column within the order in force: one more key, the other way when it is one, and a third time
    /// no key any more.
    SortAlsoBy(Column),
    /// Fold a facet away or open it.
    FoldFacet(Column, bool),
    /// List many values of a facet, or few.
    ExpandFacet(Column, bool),
    /// List only values of a facet with this text.
    SearchFacet(Column, Rc<str>),
}

/// Wishes about the rows on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowsAction {
    /// Other rows are on screen.
    Show {
        /// First row.
        first: u32,
        /// How many.
        len: u32,
    },
    /// Make another cell the active one; when a call is open and the row changes, open that one.
    Move(Move),
    /// Do something with the active cell.
    Active(CellWish),
    /// Open the row at this index; the focus follows when `with_focus`.
    Open {
        /// The row's index in the order in force.
        index: u32,
        /// Move the focus into the panel.
        with_focus: bool,
    },
}

/// A move of the active cell: from where it is by now, not from where it was drawn, for keys may come faster
/// than the table is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// So many rows down, or up. One step up from the first row leads to the headings, every step down from the
    /// headings to the first row.
    Rows(i32),
    /// So many columns to the right, or to the left.
    Columns(i32),
    /// The first row, same column.
    FirstRow,
    /// The last row, same column.
    LastRow,
    /// The first cell of the first row.
    FirstCell,
    /// The last cell of the last row.
    LastCell,
}

/// What to do with the active cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellWish {
    /// Open its call; of a heading: sort by it.
    Open,
    /// The same; of a heading: sort by it within the order in force.
    OpenMore,
    /// Filter for its value.
    FilterFor,
    /// Filter its value out.
    FilterOut,
    /// Put its value on the clipboard.
    Copy,
}

/// Wishes about the open call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetailAction {
    /// Open the row below.
    Next,
    /// Open the row above.
    Previous,
    /// Close the panel.
    Close,
    /// Put the record on the clipboard, exactly as it stands in the file.
    CopyRecord,
    /// Show the record as it stands in the file, or indented.
    ShowRecordAs(RecordForm),
    /// Make the panel so large where it stands, in CSS pixels.
    Resize(u16),
    /// Put the panel elsewhere.
    Dock(Dock),
}

/// Wishes about the page itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewAction {
    /// Put a value on the clipboard.
    Copy(Rc<str>),
    /// Light, dark, or what the system says.
    SetTheme(Theme),
    /// Show this tab.
    ShowTab(Tab),
    /// Open or close the help.
    OpenHelp(bool),
    /// Open or close the privacy panel.
    OpenPrivacy(bool),
    /// Open or close the drawer of facets on narrow screens.
    OpenFacets(bool),
    /// Go to the filter's text box.
    GoToFilter,
    /// Take a notice away.
    Dismiss(u32),
}
