//! The whole state of the page. Cloning it is a handful of pointer copies; the table itself lives in the engine.

use super::{
    Asking, ChosenRows, Column, Columns, Comparing, ElsewhereView, Export, ExportPrefs, FacetList,
    FacetPrefs, FileLines, GroupsView, Hiding, IntegrityView, Notice, OpenCall, Periods, Reading, ReviewView,
    Rows, Shelf, ViewPrefs, notice,
};
use crate::{
    base::{EpochMillis, RowId, Shared, Zone, limits},
    protocol::{Scope, engine::MemoryUse, ledger::LedgerSummary, search::SearchStatus},
    query::{Facet, FacetsWish, Histogram},
};
use std::{collections::BTreeMap, rc::Rc};

/// Where the page is in the life of a drop.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Phase {
    /// Nothing was dropped.
    #[default]
    Empty,
    /// Files are being listed or read.
    Reading(Reading),
    /// Everything dropped is read, or reading was stopped.
    Ready,
    /// The table is lost.
    Failed(Failure),
}

/// Why the table is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The engine ended, most often for want of memory.
    EngineEnded,
    /// A worker is of another version than the page.
    OtherVersion,
}

/// The numbers of the newest answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// All rows that are shown without a filter.
    pub num_rows: u32,
    /// Rows that pass the filter.
    pub num_matching: u32,
    /// Of these, second records of calls that have a row of their own.
    pub num_second: u32,
    /// Time of the first and last matching row.
    pub time_span: Option<(EpochMillis, EpochMillis)>,
    /// Not all records are searched: more rows may pass.
    pub is_partial: bool,
}

/// What the Calls tab shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallsFace {
    /// Rows.
    Rows,
    /// The first answer has not come.
    Loading,
    /// No row yet, and reading goes on.
    NoneSoFar,
    /// No row at all.
    None,
    /// Rows, but none passes the filter.
    NoMatch,
    /// None passes so far, and not all records are searched.
    NoMatchSoFar,
    /// The table is lost.
    Failed(Failure),
}

/// The whole state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AppState {
    /// Where the page is.
    pub phase: Phase,
    /// The files dropped.
    pub shelf: Shelf,
    /// Which records become rows.
    pub scope: Scope,
    /// Which try at reading everything this is.
    pub attempt: u32,
    /// Files and records accounted for.
    pub ledger: Shared<LedgerSummary>,
    /// What the table holds.
    pub memory: MemoryUse,
    /// The question.
    pub asking: Asking,
    /// The numbers of the newest answer; none before the first.
    pub counts: Option<Counts>,
    /// How far the records are searched; none when the question asks nothing of them.
    pub search: Option<Shared<SearchStatus>>,
    /// Values to offer while a filter is typed.
    pub suggesting: super::Suggesting,
    /// The matching calls over time.
    pub histogram: Option<Shared<Histogram>>,
    /// The facets of the newest answer.
    pub(super) counted_facets: Rc<[Facet]>,
    pub(super) asked_facets: Option<FacetsWish>,
    /// How each facet is shown.
    pub facet_prefs: BTreeMap<Column, FacetPrefs>,
    /// The facets, ready to draw.
    pub facets: Rc<[FacetList]>,
    /// The columns of the calls table.
    pub columns: Shared<Columns>,
    /// The rows on screen.
    pub rows: Rows,
    /// The group tables.
    pub groups: GroupsView,
    /// The Integrity view.
    pub integrity: IntegrityView,
    /// The marked calls.
    pub chosen: ChosenRows,
    /// The comparison of the marked calls, while it is open.
    pub comparing: Option<Comparing>,
    /// Two ranges of time against each other.
    pub periods: Periods,
    /// The summary, jobs and checks.
    pub review: ReviewView,
    /// The open call.
    pub selected: Option<OpenCall>,
    /// The Files view.
    pub file_lines: FileLines,
    /// How the page looks.
    pub view: ViewPrefs,
    /// Whose clock times are shown by.
    pub zone: Shared<Zone>,
    /// The calls' span when the browser was last asked for offsets.
    pub(super) zone_asked_over: Option<(EpochMillis, EpochMillis)>,
    /// How the person saves.
    pub export_prefs: ExportPrefs,
    /// What is being saved, or was.
    pub export: Option<Export>,
    /// Pseudonyms.
    pub hiding: Hiding,
    /// The filter for another engine.
    pub elsewhere: ElsewhereView,
    /// What the person should know.
    pub notices: Rc<[Notice]>,
    /// How many records were put on the clipboard, so that each time can be said.
    pub num_copies: u32,
    /// What stands behind `#` in the page's address.
    pub(super) address: Rc<str>,
    /// Rows in the table that are synthetic.
    pub has_sample: bool,
    /// Reading was cancelled while the browser was listing what was dropped.
    pub(super) is_listing_stopped: bool,
    num_listed: usize,
    generation: u32,
    num_notices: u32,
}

impl AppState {
    /// A number larger than any before.
    pub(super) fn next_generation(&mut self) -> u32 {
        self.generation += 1;
        self.generation
    }

    /// Shows a notice; one of the same kind gives way.
    pub(super) fn notify(&mut self, kind: super::NoticeKind) {
        self.num_notices += 1;
        self.notices = notice::with_notice(&self.notices, self.num_notices, kind);
    }

    /// How many files came since a listing last ended; counts on from zero afterwards.
    pub(super) fn take_num_listed(&mut self) -> usize {
        std::mem::take(&mut self.num_listed)
    }

    pub(super) fn add_listed(&mut self, num_files: usize) {
        self.num_listed += num_files;
    }

    /// The page as new. Numbers go on, so that a late answer finds nothing; the look stays as chosen.
    pub(super) fn cleared(&self) -> Self {
        let look = ViewPrefs {
            theme: self.view.theme,
            is_tab_chosen: self.view.is_tab_chosen,
            record_form: self.view.record_form,
            density: self.view.density,
            dock: self.view.dock,
            panel: self.view.panel,
            ..ViewPrefs::default()
        };
        Self {
            generation: self.generation,
            num_notices: self.num_notices,
            view: look,
            columns: self.columns.clone(),
            address: self.address.clone(),
            zone: self.zone.clone(),
            // What the checks are told is the person's, not the logs'.
            review: self.review.cleared(),
            ..Self::default()
        }
    }

    /// The table takes no more files.
    pub fn is_memory_full(&self) -> bool {
        self.memory.held >= limits::MAX_TABLE_BYTES
    }

    /// The row of the open call.
    pub fn selected_row(&self) -> Option<RowId> {
        self.selected
            .as_ref()
            .and_then(|call| call.detail.as_ref())
            .map(|detail| detail.id)
    }

    /// The numbers on screen may still grow: not all records are searched.
    pub fn is_partial(&self) -> bool {
        self.counts.is_some_and(|counts| counts.is_partial)
    }

    /// Files that are not pending any more.
    pub fn num_files_done(&self) -> u64 {
        let files = &self.ledger.files;
        files.read + files.skipped + files.failed
    }

    /// What the Calls tab shows.
    pub fn calls_face(&self) -> CallsFace {
        match (self.phase, self.counts) {
            (Phase::Failed(failure), _) => CallsFace::Failed(failure),
            (_, None) => CallsFace::Loading,
            (_, Some(counts)) if counts.num_matching > 0 => CallsFace::Rows,
            (_, Some(counts)) if counts.is_partial => CallsFace::NoMatchSoFar,
            (_, Some(counts)) if counts.num_rows > 0 => CallsFace::NoMatch,
            (Phase::Reading(_), _) => CallsFace::NoneSoFar,
            // The last files are read, and what they held is on its way to the table.
            _ if self.asking.is_pending()
                || self.asking.is_outdated
                || self.num_files_done() < self.ledger.files.seen =>
            {
                CallsFace::Loading
            }
            _ => CallsFace::None,
        }
    }
}
