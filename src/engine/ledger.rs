//! The ledger: what became of every file and every record.

use super::sources::Sources;
use crate::{
    base::{EpochMillis, FileId, Problem, ProblemKind, Shape, limits, problem::Problems},
    integrity::{FileAt, Level},
    protocol::{
        TRIES_PER_READING,
        engine::{FileEntry, StopCause},
        ledger::{FileCounts, FileLine, FileReport, LedgerSummary, Outcome, RecordCounts},
        reader::{Member, Part},
    },
};
use std::{collections::BTreeMap, ops::Range, rc::Rc};

/// Sources that the summary lists; the saved ledger lists all.
const SUMMARY_SOURCES: usize = 50;

/// What the ledger knows of one file.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub path: Rc<str>,
    pub size: u64,
    /// Deliveries of other attempts are dropped.
    pub attempt: u32,
    pub shape: Shape,
    pub outcome: Outcome,
    pub problems: Problems,
    pub inflated: u64,
    pub records: RecordCounts,
    /// Members, when the file is an archive, by their numbers; each counts as an entry of its own.
    pub members: BTreeMap<u32, Entry>,
    /// Records by source, as numbers of [`Sources`].
    pub by_source: Vec<(u32, u64)>,
    /// The table's rows of this file.
    pub rows: Vec<Range<u32>>,
}

impl Entry {
    fn new(entry: &FileEntry, attempt: u32) -> Self {
        Self {
            path: entry.path.clone(),
            size: entry.size,
            attempt,
            shape: Shape::Unread,
            outcome: Outcome::Pending,
            problems: Problems::default(),
            inflated: 0,
            records: RecordCounts::default(),
            members: BTreeMap::new(),
            by_source: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// A member of the archive at `self`.
    fn member(&mut self, member: &Member) -> &mut Self {
        let (archive, attempt) = (&self.path, self.attempt);
        self.members.entry(member.number).or_insert_with(|| {
            let path = format!("{archive}!/{}", member.path).into();
            Self::new(
                &FileEntry {
                    file: FileId(0),
                    path,
                    size: member.size,
                },
                attempt,
            )
        })
    }

    /// The entry itself and then its members.
    pub fn with_members(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(self.members.values())
    }

    /// Forgets what was read, for another attempt.
    fn restart(&mut self, attempt: u32) {
        let entry = FileEntry {
            file: FileId(0),
            path: self.path.clone(),
            size: self.size,
        };
        *self = Self::new(&entry, attempt);
    }

    fn has_begun(&self) -> bool {
        self.records.seen > 0 || self.inflated > 0 || !self.members.is_empty()
    }

    fn finish(&mut self, report: FileReport) {
        self.shape = report.shape;
        self.outcome = report.outcome;
        self.problems = report.problems;
    }

    /// What is pending will not come.
    fn stop(&mut self, cause: StopCause) {
        if self.outcome != Outcome::Pending {
            return;
        }
        if self.has_begun() {
            self.outcome = Outcome::Read;
            self.problems.note(match cause {
                StopCause::Person => Problem::new(ProblemKind::StoppedWithin),
                StopCause::Memory => memory_problem(ProblemKind::MemoryWithin),
            });
        } else {
            let problem = match cause {
                StopCause::Person => Problem::new(ProblemKind::StoppedBefore),
                StopCause::Memory => memory_problem(ProblemKind::MemoryBefore),
            };
            self.finish(FileReport::skipped(Shape::Unread, problem));
        }
    }

    /// The outcome as a ledger saved now must tell it: a file whose turn has not come is not read.
    pub fn outcome_now(&self) -> (Outcome, Option<String>) {
        match self.outcome {
            Outcome::Pending if self.has_begun() => (
                Outcome::Read,
                Some("Still being read when this was written".to_owned()),
            ),
            Outcome::Pending => (
                Outcome::Skipped,
                Some("Not read yet when this was written".to_owned()),
            ),
            outcome => (outcome, self.problems.sentence()),
        }
    }
}

fn memory_problem(kind: ProblemKind) -> Problem {
    Problem::new(kind).with_detail(limits::MAX_TABLE_WORDS)
}

/// Every file dropped, and the sums.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    entries: Vec<Entry>,
    sources: Sources,
    attempt: u32,
}

impl Ledger {
    /// The files as dropped, without members of archives.
    pub fn files(&self) -> &[Entry] {
        &self.entries
    }

    /// Every entry, an archive before its members.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().flat_map(Entry::with_members)
    }

    /// The entry of a file, or of a member of it.
    pub fn entry(&self, file: FileId, member: u32) -> Option<&Entry> {
        let entry = self.entries.get(file.index())?;
        if member == 0 {
            Some(entry)
        } else {
            entry.members.get(&member)
        }
    }

    fn entry_mut(&mut self, file: FileId, member: u32) -> Option<&mut Entry> {
        let entry = self.entries.get_mut(file.index())?;
        if member == 0 {
            Some(entry)
        } else {
            entry.members.get_mut(&member)
        }
    }

    /// Every entry with its place.
    pub fn numbered(&self) -> impl Iterator<Item = (FileAt, &Entry)> {
        self.entries.iter().enumerate().flat_map(|(index, entry)| {
            let at = move |member| FileAt {
                file: FileId(index as u32),
                member,
            };
            let members = entry
                .members
                .iter()
                .map(move |(member, entry)| (at(*member), entry));
            std::iter::once((at(0), entry)).chain(members)
        })
    }

    /// Some file is not done. Those that wait stand mostly at the end.
    pub fn has_pending(&self) -> bool {
        self.entries
            .iter()
            .rev()
            .any(|entry| entry.outcome == Outcome::Pending)
    }

    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// New files, which the page numbers from 0 without gaps. A number that is known already is left alone.
    pub fn expect(&mut self, files: &[FileEntry]) {
        for file in files {
            if file.file.index() == self.entries.len() {
                self.entries.push(Entry::new(file, self.attempt));
            }
        }
    }

    /// All files are to be read again.
    pub fn restart(&mut self, attempt: u32) {
        self.attempt = attempt;
        self.sources = Sources::default();
        for entry in &mut self.entries {
            entry.restart(attempt);
        }
    }

    /// Whether a delivery of this attempt is still wanted.
    pub fn is_current(&self, file: FileId, attempt: u32) -> bool {
        self.entries
            .get(file.index())
            .is_some_and(|entry| entry.attempt == attempt)
    }

    /// The attempt is lost: forgets what it counted and gives its rows, to be taken back.
    pub fn lose_attempt(&mut self, file: FileId, attempt: u32) -> Vec<Range<u32>> {
        if !self.is_current(file, attempt) {
            return Vec::new();
        }
        self.begin_again(file, attempt + 1)
    }

    /// A later attempt of the same reading is delivered already: the page's word that the one before is lost goes
    /// another way and may come behind. Gives the rows of that one, to be taken back.
    pub fn overtake(&mut self, file: FileId, attempt: u32) -> Vec<Range<u32>> {
        let reading = |attempt| attempt / TRIES_PER_READING;
        match self.entries.get(file.index()).map(|entry| entry.attempt) {
            Some(now) if now < attempt && reading(now) == reading(attempt) => self.begin_again(file, attempt),
            _ => Vec::new(),
        }
    }

    /// Forgets what was counted of a file, and gives its rows.
    fn begin_again(&mut self, file: FileId, attempt: u32) -> Vec<Range<u32>> {
        let entry = &mut self.entries[file.index()];
        for (source, count) in entry.with_members().flat_map(|entry| &entry.by_source) {
            self.sources.subtract(*source, *count);
        }
        let rows = entry
            .with_members()
            .flat_map(|entry| entry.rows.clone())
            .collect();
        entry.restart(attempt);
        rows
    }

    /// Adds what a reader counted in a file or a member, and its report when it is done. The kept and copied rows
    /// are counted apart, by [`Self::count_rows`].
    pub fn add(&mut self, part: Part, rows: Range<u32>) {
        let Some(mut entry) = self.entries.get_mut(part.file.index()) else {
            return;
        };
        if let Some(member) = &part.member {
            entry = entry.member(member);
        }
        let tally = part.tally;
        entry.records.seen += tally.seen;
        entry.records.other_services += tally.other_services;
        entry.records.malformed += tally.malformed;
        entry.inflated += tally.inflated;
        for (name, count) in &tally.by_source {
            let source = self.sources.add(name, *count);
            match entry.by_source.iter_mut().find(|(known, _)| *known == source) {
                Some((_, known)) => *known += count,
                None => entry.by_source.push((source, *count)),
            }
        }
        if !rows.is_empty() {
            entry.rows.push(rows);
        }
        if let Some(report) = part.finished {
            entry.finish(report);
        }
    }

    /// Counts rows of a file or a member (0 is the file itself) as kept and as copies; negative when they change sides.
    pub fn count_rows(&mut self, file: FileId, member: u32, kept: i64, duplicates: i64) {
        if let Some(entry) = self.entry_mut(file, member) {
            entry.records.kept = entry.records.kept.saturating_add_signed(kept);
            entry.records.duplicates = entry.records.duplicates.saturating_add_signed(duplicates);
        }
    }

    /// A file that will not be read.
    pub fn give_up(&mut self, file: FileId, report: FileReport) {
        if let Some(entry) = self.entries.get_mut(file.index()) {
            entry.finish(report);
        }
    }

    /// The person stopped reading: what is pending will not come.
    pub fn stop(&mut self, cause: StopCause) {
        for entry in &mut self.entries {
            entry.members.values_mut().for_each(|member| member.stop(cause));
            entry.stop(cause);
        }
    }

    /// The sums. `pending` says whether files whose turn has not come are told as such or as a saved ledger does.
    pub fn file_counts(&self, outcome: impl Fn(&Entry) -> Outcome) -> FileCounts {
        let mut counts = FileCounts {
            seen: self.entries().count() as u64,
            ..FileCounts::default()
        };
        for entry in self.entries() {
            match outcome(entry) {
                Outcome::Pending => {}
                Outcome::Read => counts.read += 1,
                Outcome::Skipped => counts.skipped += 1,
                Outcome::Failed => counts.failed += 1,
            }
        }
        counts
    }

    pub fn record_counts(&self) -> RecordCounts {
        let mut counts = RecordCounts::default();
        for entry in self.entries() {
            counts.add(&entry.records);
        }
        counts
    }

    /// The sums for the page.
    pub fn summary(&self, span: Option<(EpochMillis, EpochMillis)>, num_conflicts: u32) -> LedgerSummary {
        let is_done = |entry: &&Entry| entry.outcome != Outcome::Pending;
        LedgerSummary {
            files: self.file_counts(|entry| entry.outcome),
            records: self.record_counts(),
            bytes_read: self.entries.iter().filter(is_done).map(|entry| entry.size).sum(),
            bytes_dropped: self.entries.iter().map(|entry| entry.size).sum(),
            bytes_inflated: self.entries().map(|entry| entry.inflated).sum(),
            first: span.map(|(first, _)| first),
            last: span.map(|(_, last)| last),
            num_files_with_notes: self.entries().filter(|entry| !entry.problems.is_empty()).count() as u64,
            num_conflicts: num_conflicts.into(),
            by_source: self.sources.most_frequent(SUMMARY_SOURCES),
        }
    }

    /// The paths of all files.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| &*entry.path)
    }

    /// Lines of the Files view: how many there are in all, and those asked for.
    /// `level` says how far a file is proved, `shown` gives its path as it is shown, and searched.
    pub fn lines(
        &self,
        first: u32,
        len: u32,
        only_with_notes: bool,
        search: &str,
        level: impl Fn(FileAt) -> Option<Level>,
        shown: &dyn Fn(&Rc<str>) -> Rc<str>,
    ) -> (u32, Vec<FileLine>) {
        let search = search.to_lowercase();
        let is_wanted = |(_, entry): &(FileAt, &Entry)| {
            (!only_with_notes || !entry.problems.is_empty())
                && (search.is_empty() || shown(&entry.path).to_lowercase().contains(&search))
        };
        let wanted: Vec<_> = self.numbered().filter(is_wanted).collect();
        let on_screen = wanted.iter().skip(first as usize).take(len as usize);
        (
            wanted.len() as u32,
            on_screen
                .map(|(at, entry)| FileLine {
                    path: shown(&entry.path),
                    ..line(at.file, entry, level(*at))
                })
                .collect(),
        )
    }
}

fn line(file: FileId, entry: &Entry, level: Option<Level>) -> FileLine {
    FileLine {
        file,
        path: entry.path.clone(),
        shape: entry.shape,
        outcome: entry.outcome,
        reason: entry.problems.sentence().map(Rc::from),
        bytes: entry.size,
        inflated: entry.inflated,
        records: entry.records,
        level,
    }
}
