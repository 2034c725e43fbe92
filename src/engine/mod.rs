//! Owns the table and the ledger, and answers questions: a pure loop over messages.
//!
//! Knows nothing of threads or the browser. Entry points: [`Engine::handle`] for the page's messages,
//! [`Engine::deliver`] for the readers'. Invariant: after every message the ledger's sums hold, and every row is
//! of an attempt that was not lost.

mod answer;
mod bundle;
mod coverage_map;
mod elsewhere;
mod export;
mod integrity;
mod integrity_answer;
mod ledger;
mod ledger_json;
mod news;
mod review;
mod screen;
mod search;
mod sources;

use crate::{
    base::{EpochMillis, FileId, HashKey, RowId},
    handover::redact::Redactor,
    protocol::{
        Scope,
        engine::{FromEngine, ToEngine},
        integrity::{Sha256, SignatureCheck, SignatureVerdict},
        ledger::RecordCounts,
        reader::{Delivery, Found, Part},
        review::{MAX_DRAWN_ROWS, ReportFormat},
    },
    query::{Query, Selection},
    review::{
        checks::{Finding, Told},
        report as review_report,
    },
    store::{Batch, Stamp, Table, WireError},
};
use integrity::Integrity;
use ledger::Ledger;
use news::News;
use search::Search;
use std::{ops::Range, rc::Rc};

/// Something for the page. `LedgerJson` comes with its bytes.
pub type Send<'a> = &'a mut dyn FnMut(FromEngine, Option<Vec<u8>>);

/// The table, the ledger and the question in force.
pub struct Engine {
    key: HashKey,
    table: Table,
    ledger: Ledger,
    integrity: Integrity,
    selection: Option<Selection>,
    query: Query,
    span: Option<(EpochMillis, EpochMillis)>,
    search: Search,
    /// Which records are rows.
    scope: Scope,
    /// The page has nothing to be read any more.
    is_all_read: bool,
    /// What asks for all that was read, while the last of it is on its way.
    waiting: Vec<ToEngine>,
    news: News,
    export: Option<export::Export>,
    /// Hides values, when they are hidden; knows those of the table in the state of the stamp.
    redactor: Option<Redactor>,
    stamp_of_redactor: Option<Stamp>,
    /// What the checks found, in which table, told what.
    findings: Option<((Stamp, Scope, Told), Vec<Finding>)>,
}

impl Engine {
    /// An empty engine with the session's key.
    pub fn new(key: HashKey) -> Self {
        Self {
            key,
            table: Table::new(key),
            ledger: Ledger::default(),
            integrity: Integrity::default(),
            selection: None,
            query: Query::default(),
            span: None,
            search: Search::default(),
            scope: Scope::default(),
            is_all_read: false,
            waiting: Vec::new(),
            news: News::default(),
            export: None,
            redactor: None,
            stamp_of_redactor: None,
            findings: None,
        }
    }

    /// The sums of all records; they balance after every message.
    pub fn record_counts(&self) -> RecordCounts {
        self.ledger.record_counts()
    }

    /// Takes a message of the page and answers it.
    pub fn handle(&mut self, message: ToEngine, send: Send<'_>) {
        // The page hears of the end of reading from the readers; their last rows go another way and may come behind.
        let is_of_all = matches!(message, ToEngine::SaveLedger | ToEngine::Export { .. });
        if is_of_all && self.is_all_read && self.ledger.has_pending() {
            return self.waiting.push(message);
        }
        self.table.settle();
        match message {
            ToEngine::Reader => {}
            ToEngine::AllRead => self.is_all_read = true,
            ToEngine::Expect { files } => {
                self.is_all_read = false;
                self.ledger.expect(&files);
                self.files_changed();
            }
            ToEngine::Restart { attempt, scope } => {
                self.is_all_read = false;
                self.scope = scope;
                self.restart(attempt);
            }
            ToEngine::AttemptLost { file, attempt } => self.lose_attempt(file, attempt),
            ToEngine::GiveUp { file, report } => {
                self.ledger.give_up(file, report);
                self.files_changed();
            }
            ToEngine::Stopped(cause) => {
                self.ledger.stop(cause);
                self.files_changed();
            }
            ToEngine::Ask {
                generation,
                query,
                rows,
                facets,
                offsets,
            } => {
                self.search.demand(&query, self.table.num_rows());
                // What shall be searched is known first, so that the answer says that it is.
                self.order_search(send);
                let answer = self.answer(generation, query, &rows, &facets, &offsets);
                send(FromEngine::Answer(answer), None);
            }
            ToEngine::Suggest {
                generation,
                query,
                wish,
            } => {
                let values = self.suggest(&query, &wish).into();
                send(FromEngine::Suggested { generation, values }, None);
            }
            ToEngine::Search(wish) => {
                if self.search.wish(wish, &self.ledger) {
                    self.news.search = true;
                    self.news.rows = true;
                }
            }
            ToEngine::Rows { generation, rows } => {
                send(
                    FromEngine::Rows {
                        generation,
                        window: self.window(&rows),
                    },
                    None,
                );
            }
            ToEngine::Groups { generation, wish } => {
                let groups = self.groups(&wish);
                send(FromEngine::Groups { generation, groups }, None);
            }
            ToEngine::Count { generation, filters } => {
                let counts = self.count(&filters);
                send(FromEngine::Counted { generation, counts }, None);
            }
            ToEngine::Novelty { generation, wish } => {
                let found = self.novelty(&wish);
                send(FromEngine::Novelty { generation, found }, None);
            }
            ToEngine::Review { generation, wish } => self.review(generation, &wish, send),
            ToEngine::Report(wish) => {
                let document = self.report(&wish);
                match wish.format {
                    ReportFormat::Drawn => {
                        let document = Rc::new(document.shortened(MAX_DRAWN_ROWS));
                        send(FromEngine::Report(document), None);
                    }
                    format @ ReportFormat::Html => {
                        let text = review_report::to_html(&document).into_bytes();
                        send(FromEngine::ReportFile(format), Some(text));
                    }
                    format @ ReportFormat::Markdown => {
                        let text = review_report::to_markdown(&document).into_bytes();
                        send(FromEngine::ReportFile(format), Some(text));
                    }
                }
            }
            ToEngine::Detail { generation, row } => {
                send(
                    FromEngine::Detail {
                        generation,
                        detail: self.detail(row),
                    },
                    None,
                );
            }
            ToEngine::Files {
                generation,
                first,
                len,
                only_with_notes,
                search,
            } => {
                if self.integrity.has_evidence() {
                    self.integrity.validation(&self.ledger);
                }
                let shown = |path: &Rc<str>| self.shown_path(path);
                let level = |at| self.integrity.level(at);
                let (num_files, lines) =
                    self.ledger
                        .lines(first, len, only_with_notes, &search, level, &shown);
                send(
                    FromEngine::Files {
                        generation,
                        num_files,
                        first,
                        lines: lines.into(),
                    },
                    None,
                );
            }
            ToEngine::Integrity(wish) => self.integrity_wish(wish, send),
            ToEngine::SaveLedger => {
                send(FromEngine::LedgerJson, Some(self.shown_ledger_json()));
            }
            ToEngine::Export { request, ask } => self.export(request, ask, send),
            ToEngine::Hide { wish, tokens } => self.hide(wish, tokens, send),
            ToEngine::Elsewhere { generation, wish } => self.tell_elsewhere(generation, wish, send),
        }
    }

    /// Takes what a reader found. `rows` is a batch on the wire. Fails only when those bytes are no batch,
    /// which is a bug.
    pub fn deliver(&mut self, delivery: Delivery, rows: &[u8]) -> Result<(), WireError> {
        for part in &delivery.parts {
            for rows in self.ledger.overtake(part.file, part.attempt) {
                self.take_back(rows, u32::MAX);
            }
        }
        for sealed in delivery.seals {
            if self.ledger.is_current(sealed.file, sealed.attempt) {
                self.integrity.take(sealed);
                self.news.integrity = true;
            }
        }
        if !delivery
            .parts
            .iter()
            .any(|part| self.ledger.is_current(part.file, part.attempt))
        {
            return Ok(());
        }
        let appended = self.table.append(&Batch::from_bytes(rows)?);
        for row in &appended.hidden {
            let place = self.table.place(*row);
            self.ledger.count_rows(place.file, place.member, -1, 1);
        }
        let parts = with_rows(delivery.parts, appended.rows.start);
        // Rows of lost attempts leave before any are counted, so that copies of them count as what they become.
        for (part, rows) in &parts {
            if !self.ledger.is_current(part.file, part.attempt) {
                self.take_back(rows.clone(), appended.rows.start);
            }
        }
        for (part, rows) in parts {
            if self.ledger.is_current(part.file, part.attempt) {
                self.take_part(part, rows);
            }
        }
        self.files_changed();
        self.news.rows = true;
        Ok(())
    }

    /// Takes what a search found; `marks` are those of the records.
    pub fn take_found(&mut self, found: &Found, marks: &[u8]) {
        let is_much = self.search.take(found, marks, &self.ledger, &self.table);
        self.news.search = true;
        self.news.rows |= is_much;
    }

    /// Signatures that the browser shall check, each given once; [`Self::signature_checked`] takes what it found.
    pub fn take_checks(&mut self) -> Vec<SignatureCheck> {
        self.integrity.take_checks(&self.ledger)
    }

    /// What the browser found.
    pub fn signature_checked(&mut self, id: Sha256, verdict: SignatureVerdict) {
        self.integrity.signature_checked(id, verdict);
        self.news.integrity = true;
    }

    /// Every file is done, and no more are coming.
    pub fn is_settled(&self) -> bool {
        self.is_all_read && !self.ledger.has_pending()
    }

    fn take_part(&mut self, part: Part, rows: Range<u32>) {
        let kept = rows
            .clone()
            .filter(|&row| self.table.live().contains(row as usize))
            .count() as i64;
        let duplicates = i64::from(part.num_rows) - kept;
        for row in rows.clone() {
            self.widen_span(RowId(row));
        }
        let (file, member) = (part.file, part.member.as_ref().map_or(0, |member| member.number));
        self.ledger.add(part, rows);
        self.ledger.count_rows(file, member, kept, duplicates);
    }

    fn widen_span(&mut self, row: RowId) {
        if let Some(time) = self.table.time(row) {
            let (first, last) = self.span.unwrap_or((time, time));
            self.span = Some((first.min(time), last.max(time)));
        }
    }

    fn restart(&mut self, attempt: u32) {
        self.table = Table::new(self.key);
        self.ledger.restart(attempt);
        self.search.restart();
        self.integrity.restart();
        self.selection = None;
        self.export = None;
        self.span = None;
        self.files_changed();
        self.news.rows = true;
    }

    fn lose_attempt(&mut self, file: FileId, attempt: u32) {
        for rows in self.ledger.lose_attempt(file, attempt) {
            self.take_back(rows, u32::MAX);
        }
        self.integrity.forget(file);
        self.files_changed();
        self.news.rows = true;
    }

    /// Takes rows out of the table; copies of them step in. Those from `uncounted` on are not in the ledger yet.
    fn take_back(&mut self, rows: Range<u32>, uncounted: u32) {
        let stepped_in = self.table.retract(rows.map(RowId));
        for row in stepped_in.into_iter().filter(|row| row.0 < uncounted) {
            let place = self.table.place(row);
            self.ledger.count_rows(place.file, place.member, 1, -1);
        }
        self.span = None;
        for row in 0..self.table.num_rows() {
            if self.table.live().contains(row) {
                self.widen_span(RowId(row as u32));
            }
        }
    }
}

/// Each part with its rows, which stand one part after another from `first` on.
fn with_rows(parts: Vec<Part>, mut first: u32) -> Vec<(Part, Range<u32>)> {
    let take = |part: Part| {
        let rows = first..first + part.num_rows;
        first = rows.end;
        (part, rows)
    };
    parts.into_iter().map(take).collect()
}
