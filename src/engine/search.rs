//! Tests of the raw records: which files are to be searched for them, and what was found so far.
//!
//! The table does not hold the records, so the page is asked to have files searched. What was found is kept by test,
//! so that a test that comes back is answered at once; files that come later, or that were read anew, are searched
//! when reading is over.

use super::ledger::Ledger;
use crate::{
    base::{FileId, RowId},
    protocol::{
        ledger::Outcome,
        reader::{Found, FoundPart, RecordMark},
        search::{SearchOrder, SearchPhase, SearchStatus, SearchTrouble, SearchWish},
    },
    query::{Query, Records, Test, filter::RecordSet},
    store::Table,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    rc::Rc,
};

/// Tests whose answers are kept when they are not in force.
const MAX_IDLE_TESTS: usize = 16;

/// Files that could not be searched and are named.
const MAX_NAMED: usize = 20;

/// The page asks anew when so many more percent of the calls are searched.
const NEWS_PERCENT: u64 = 5;

/// What was found, and what is under way.
#[derive(Default)]
pub(super) struct Search {
    /// Those in force last.
    tested: Vec<Tested>,
    /// The tests of the question in force.
    in_force: Vec<Test>,
    version: u64,
    running: Option<Running>,
    /// Of the newest search.
    number: u32,
    is_stopped: bool,
    /// Records searched since the page was last told to ask anew.
    num_untold: u64,
}

/// One test and what is known of it.
struct Tested {
    test: Test,
    set: RecordSet,
    files: BTreeMap<FileId, Finding>,
}

/// What came of a file.
#[derive(Clone, Copy)]
struct Finding {
    /// Rows of another attempt are others.
    attempt: u32,
    trouble: Option<SearchTrouble>,
}

struct Running {
    number: u32,
    tests: Rc<[Test]>,
    left: BTreeSet<FileId>,
    /// Files that turned out to be others than those that were read.
    changed: BTreeSet<FileId>,
}

impl Records for Search {
    fn set(&self, test: &Test) -> Option<&RecordSet> {
        self.tested(test).map(|tested| &tested.set)
    }

    fn version(&self) -> u64 {
        self.version
    }
}

impl Search {
    /// A question is in force: its tests get their sets, and tests that were not asked for long lose theirs.
    pub fn demand(&mut self, query: &Query, num_rows: usize) {
        let mut in_force: Vec<Test> = Vec::new();
        for test in query.filters().flat_map(|filter| filter.record_tests()) {
            if !in_force.contains(test) {
                in_force.push(test.clone());
            }
        }
        // A new test is a new wish.
        if in_force.iter().any(|test| !self.in_force.contains(test)) {
            self.is_stopped = false;
        }
        for test in &in_force {
            let known = self.tested.iter().position(|tested| tested.test == *test);
            let mut tested = known.map_or_else(
                || Tested {
                    test: test.clone(),
                    set: RecordSet::default(),
                    files: BTreeMap::new(),
                },
                |at| self.tested.remove(at),
            );
            tested.set.grow(num_rows);
            self.tested.push(tested);
        }
        let num_kept = in_force.len() + MAX_IDLE_TESTS;
        let num_forgotten = self.tested.len().saturating_sub(num_kept);
        self.tested.drain(..num_forgotten);
        self.in_force = in_force;
    }

    /// Whether the question in force asks of the records.
    pub fn is_asked(&self) -> bool {
        !self.in_force.is_empty()
    }

    /// What shall be searched next, when that is not under way. `Err`: what is under way is no longer wanted.
    pub fn next_order(&mut self, ledger: &Ledger) -> Result<Option<SearchOrder>, ()> {
        let is_wanted = |running: &Running| running.tests.iter().any(|test| self.in_force.contains(test));
        let was_running = self.running.is_some();
        if self.running.as_ref().is_some_and(|running| !is_wanted(running)) {
            self.running = None;
        }
        // A new test waits for no old one: all that is not searched is begun anew, together.
        let misses = |running: &Running| self.in_force.iter().any(|test| !running.tests.contains(test));
        let misses_some = self.running.as_ref().is_some_and(misses);
        if (self.running.is_none() || misses_some) && !self.is_stopped && !is_reading(ledger) {
            let tests = self.tests_left(ledger);
            let files = self.files_left(ledger, &tests);
            if !files.is_empty()
                && self
                    .running
                    .as_ref()
                    .is_none_or(|running| *running.tests != *tests)
            {
                self.number += 1;
                let order = SearchOrder {
                    search: self.number,
                    tests: tests.into(),
                    files: files.iter().copied().collect(),
                };
                self.running = Some(Running {
                    number: order.search,
                    tests: order.tests.clone(),
                    left: files,
                    changed: BTreeSet::new(),
                });
                return Ok(Some(order));
            }
        }
        if was_running && self.running.is_none() {
            return Err(());
        }
        Ok(None)
    }

    /// Takes a wish of the page; true when something changed.
    pub fn wish(&mut self, wish: SearchWish, ledger: &Ledger) -> bool {
        match wish {
            SearchWish::Stop => {
                self.running = None;
                self.is_stopped = true;
            }
            SearchWish::GoOn => {
                self.is_stopped = false;
                for tested in &mut self.tested {
                    tested.files.retain(|_, finding| finding.trouble.is_none());
                }
            }
            SearchWish::GiveUp { search, file } => {
                let is_current = self
                    .running
                    .as_ref()
                    .is_some_and(|running| running.number == search);
                if !is_current {
                    return false;
                }
                self.version += 1;
                self.end_file(file, Some(SearchTrouble::ReaderEnded), ledger);
            }
        }
        true
    }

    /// All rows are forgotten.
    pub fn restart(&mut self) {
        *self = Self {
            number: self.number,
            version: self.version + 1,
            ..Self::default()
        };
    }

    /// Takes what a reader found. True when so much is new that the page shall ask anew.
    pub fn take(&mut self, found: &Found, marks: &[u8], ledger: &Ledger, table: &Table) -> bool {
        let is_current = self
            .running
            .as_ref()
            .is_some_and(|running| running.number == found.search);
        if !is_current {
            return false;
        }
        self.version += 1;
        let mut marks = RecordMark::read_all(marks);
        for part in &found.parts {
            let marks: Vec<_> = marks.by_ref().take(part.num_records as usize).collect();
            self.take_part(part, &marks, ledger, table);
        }
        let is_over = self.running.is_none();
        let is_much = self.num_untold * 100 >= table.num_rows() as u64 * NEWS_PERCENT;
        if is_over || is_much {
            self.num_untold = 0;
        }
        is_over || is_much
    }

    fn take_part(&mut self, part: &FoundPart, marks: &[RecordMark], ledger: &Ledger, table: &Table) {
        let Some(running) = &mut self.running else { return };
        if !running.left.contains(&part.file) {
            return;
        }
        let rows = rows_of(ledger, part.file);
        let num_rows: u32 = rows.iter().map(|range| range.end - range.start).sum();
        for (row, mark) in rows.into_iter().flatten().skip(part.first as usize).zip(marks) {
            if RecordMark::check_of(table.value_hash(RowId(row))) != mark.check {
                running.changed.insert(part.file);
            }
            if running.changed.contains(&part.file) {
                break;
            }
            self.num_untold += 1;
            for (at, test) in running.tests.iter().enumerate() {
                if let Some(tested) = self.tested.iter_mut().find(|tested| tested.test == *test) {
                    tested.set.grow(table.num_rows());
                    tested.set.note(row as usize, mark.hits >> at & 1 == 1);
                }
            }
        }
        if part.is_done {
            let is_short = part.first + part.num_records < num_rows;
            let trouble = match (running.changed.contains(&part.file), is_short) {
                (false, false) => None,
                (false, true) if part.is_unreadable => Some(SearchTrouble::Gone),
                _ => Some(SearchTrouble::Changed),
            };
            self.end_file(part.file, trouble, ledger);
        }
    }

    fn end_file(&mut self, file: FileId, trouble: Option<SearchTrouble>, ledger: &Ledger) {
        let Some(running) = &mut self.running else { return };
        let attempt = attempt_of(ledger, file);
        for tested in &mut self.tested {
            if running.tests.contains(&tested.test) {
                tested.files.insert(file, Finding { attempt, trouble });
            }
        }
        running.left.remove(&file);
        if running.left.is_empty() {
            self.running = None;
        }
    }

    /// How far the tests in force are answered; `None` when none asks of records.
    pub fn status(&self, ledger: &Ledger, table: &Table) -> Option<SearchStatus> {
        if !self.is_asked() {
            return None;
        }
        let mut searched = table.live().clone();
        let mut troubles: BTreeMap<FileId, SearchTrouble> = BTreeMap::new();
        for tested in self
            .tested
            .iter()
            .filter(|tested| self.in_force.contains(&tested.test))
        {
            let mut known = tested.set.known().clone();
            known.grow(table.num_rows(), false);
            searched.and(&known);
            for (file, finding) in &tested.files {
                if let Some(trouble) = finding
                    .trouble
                    .filter(|_| finding.attempt == attempt_of(ledger, *file))
                {
                    troubles.insert(*file, trouble);
                }
            }
        }
        let named = troubles.iter().take(MAX_NAMED);
        let named = named.filter_map(|(file, trouble)| {
            let entry = ledger.entry(*file, 0)?;
            Some((entry.path.clone(), *trouble))
        });
        let phase = if self.is_stopped {
            SearchPhase::Stopped
        } else if self.running.is_some() {
            SearchPhase::Running
        } else if is_reading(ledger) {
            SearchPhase::Waiting
        } else {
            SearchPhase::Done
        };
        Some(SearchStatus {
            phase,
            num_searched: searched.count() as u32,
            num_calls: table.live().count() as u32,
            troubles: named.collect(),
            num_troubles: troubles.len() as u32,
        })
    }

    /// The tests in force that some file was not searched for, as many as fit into one search.
    fn tests_left(&self, ledger: &Ledger) -> Vec<Test> {
        let is_left = |test: &&Test| !self.files_left(ledger, std::slice::from_ref(*test)).is_empty();
        let left = self.in_force.iter().filter(is_left);
        left.take(RecordMark::MAX_TESTS).cloned().collect()
    }

    /// Files with rows that were not searched for some of `tests`.
    fn files_left(&self, ledger: &Ledger, tests: &[Test]) -> BTreeSet<FileId> {
        let tested: Vec<_> = tests.iter().map(|test| self.tested(test)).collect();
        let is_left = |file: FileId, attempt: u32| {
            let is_done = |tested: &Option<&Tested>| {
                let finding = tested.and_then(|tested| tested.files.get(&file));
                finding.is_some_and(|finding| finding.attempt == attempt)
            };
            !tested.iter().all(is_done)
        };
        let files = (0..).map(FileId).zip(ledger.files());
        files
            .filter(|(_, entry)| entry.with_members().any(|entry| !entry.rows.is_empty()))
            .filter(|(file, entry)| is_left(*file, entry.attempt))
            .map(|(file, _)| file)
            .collect()
    }

    fn tested(&self, test: &Test) -> Option<&Tested> {
        self.tested.iter().find(|tested| tested.test == *test)
    }
}

fn is_reading(ledger: &Ledger) -> bool {
    let mut entries = ledger.entries();
    entries.any(|entry| entry.outcome == Outcome::Pending)
}

fn attempt_of(ledger: &Ledger, file: FileId) -> u32 {
    ledger.entry(file, 0).map_or(0, |entry| entry.attempt)
}

/// The rows of a file in the order of its text: a reader delivers them so, and rows are only appended.
fn rows_of(ledger: &Ledger, file: FileId) -> Vec<Range<u32>> {
    let entry = ledger.entry(file, 0);
    let mut rows: Vec<_> = entry
        .into_iter()
        .flat_map(|entry| entry.with_members().flat_map(|entry| entry.rows.clone()))
        .collect();
    rows.sort_unstable_by_key(|range| range.start);
    rows
}
