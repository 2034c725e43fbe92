//! The reading of one file, from its first bytes to its report.

use super::{Outbox, Reader, row::push_row};
use crate::{
    base::{Problem, ProblemKind, Shape, problem::Problems},
    medical,
    protocol::{
        Scope,
        ledger::{FileReport, Outcome, Tally},
        reader::{Part, ReadFile},
    },
    source::{
        Content, Window, gunzip, limits,
        sniff::{Outer, sniff},
    },
    store::Place,
    trail::{
        field::Field,
        json::{JsonError, JsonErrorKind},
        recognise::{Recognised, recognise},
        record::{Record, read_record},
        split::{Found, Holder, Object, Splitter},
    },
};
use std::io::BufRead;

/// What stands in the ledger for a record without `eventSource`.
const NO_SOURCE: &str = "(none)";

/// One file being read.
pub(super) struct FileReading<'a> {
    reader: &'a mut Reader,
    outbox: &'a mut dyn Outbox,
    file: &'a ReadFile,
    problems: Problems,
    tally: Tally,
    /// Rows since the last delivery.
    num_rows: u32,
    num_records: u64,
    /// Objects that are no records: malformed if records come too, else they say what the file is.
    strangers: Strangers,
    holder: Option<Holder>,
    reported: Reported,
}

#[derive(Default)]
struct Strangers {
    count: u64,
    first: Option<(u64, Recognised)>,
}

/// What the outbox was told so far.
#[derive(Default)]
struct Reported {
    consumed: u64,
    inflated: u64,
    records: u64,
}

impl<'a> FileReading<'a> {
    pub(super) fn new(reader: &'a mut Reader, file: &'a ReadFile, outbox: &'a mut dyn Outbox) -> Self {
        Self {
            reader,
            outbox,
            file,
            problems: Problems::default(),
            tally: Tally::default(),
            num_rows: 0,
            num_records: 0,
            strangers: Strangers::default(),
            holder: None,
            reported: Reported::default(),
        }
    }

    /// Reads the file to its end and says what became of it.
    pub(super) fn run<R: BufRead>(&mut self, mut input: R, whole: Option<&[u8]>) -> FileReport {
        let head = match input.fill_buf() {
            Ok(head) => head,
            Err(error) => return unreadable(&error),
        };
        match sniff(head) {
            Outer::Empty => FileReport::skipped(Shape::Empty, Problem::new(ProblemKind::EmptyFile)),
            Outer::Gzip => {
                let first_room = whole
                    .and_then(gunzip::promised_len)
                    .map_or(limits::CHUNK_BYTES, |len| len + 64);
                self.content(Content::gzip(input), first_room)
            }
            Outer::Text => self.content(Content::plain(input), limits::CHUNK_BYTES),
            Outer::Zip => not_yet(Shape::Zip, "a zip archive"),
            Outer::Tar => not_yet(Shape::Tar, "a tar archive"),
            Outer::Binary(name) => binary(name),
        }
    }

    /// Hands over what is still to be delivered, with the report.
    pub(super) fn finish(mut self, report: FileReport) -> Part {
        let consumed = self.reported.consumed;
        self.tell_progress(self.file.size.max(consumed));
        self.part(Some(report))
    }

    fn part(&mut self, finished: Option<FileReport>) -> Part {
        Part {
            file: self.file.file,
            attempt: self.file.attempt,
            member: None,
            num_rows: std::mem::take(&mut self.num_rows),
            tally: std::mem::take(&mut self.tally),
            finished,
        }
    }

    fn content<R: BufRead>(&mut self, mut content: Content<R>, first_room: usize) -> FileReport {
        let mut window = Window::reusing(std::mem::take(&mut self.reader.buffer));
        let end = self.walk(&mut content, &mut window, first_room);
        self.grew_to(window.end());
        self.problems.extend(content.take_problems());
        let report = match end {
            Err(early) => early,
            Ok(walked) => self.judge(window.end(), &walked),
        };
        self.reader.buffer = window.into_buffer();
        // One huge record must not leave every later file with its memory.
        self.reader.buffer.truncate(2 * limits::FLAT_BYTES);
        self.reader.buffer.shrink_to(2 * limits::FLAT_BYTES);
        report
    }

    /// Walks the content record by record. `Err` when the first bytes already say that it holds none.
    fn walk<R: BufRead>(
        &mut self,
        content: &mut Content<R>,
        window: &mut Window,
        first_room: usize,
    ) -> Result<Walked, FileReport> {
        let mut splitter = Splitter::default();
        let (mut is_end, mut room) = (false, first_room);
        let mut walked = Walked::default();
        loop {
            match splitter.next(window, is_end) {
                Found::NeedMore => {
                    is_end = match content.pull(window, splitter.keep_from(), room) {
                        Ok(pulled) => pulled == gunzip::Pulled::End,
                        Err(error) => {
                            self.problems.note(read_problem(&error));
                            true
                        }
                    };
                    if self.reported.inflated == 0 && window.end() > 0 {
                        inner_shape(window, content)?;
                    }
                    room = limits::CHUNK_BYTES;
                    self.grew_to(window.end());
                    self.tell_progress(content.consumed());
                    self.deliver_if_much();
                }
                Found::Object(object) => self.object(&object, window, &mut splitter),
                Found::NotObject { at } => self.malformed(Problem::at(ProblemKind::RecordNotObject, at)),
                Found::TooLarge { at } => {
                    self.malformed(
                        Problem::at(ProblemKind::RecordTooLarge, at).with_detail(limits::MAX_RECORD_WORDS),
                    );
                }
                Found::Damaged { at, is_record: true } => {
                    self.malformed(Problem::at(ProblemKind::RecordSyntax, at));
                }
                Found::Damaged { at, is_record: false } => {
                    walked.first_damage = walked.first_damage.or(Some(at));
                    self.problems.note(Problem::at(ProblemKind::BetweenRecords, at));
                }
                Found::Cut { at } => {
                    walked.is_cut = true;
                    self.malformed(Problem::at(ProblemKind::RecordCut, at));
                }
                Found::GaveUp { at } => self.problems.note(Problem::at(ProblemKind::GaveUp, at)),
                Found::End { is_open } => {
                    walked.is_open = is_open;
                    walked.has_list = splitter.has_met_list();
                    return Ok(walked);
                }
            }
        }
    }

    /// One object: a record of the scope, of another service, or no record at all.
    fn object(&mut self, object: &Object, window: &Window, splitter: &mut Splitter) {
        let bytes = &window.bytes_from(object.at)[..object.len];
        if let Some(source) = self.other_service(object, bytes) {
            self.holder.get_or_insert(object.holder);
            return self.count(source);
        }
        let hasher = self.reader.hasher;
        match read_record(bytes, &hasher) {
            Ok(record) if object.holder == Holder::Records || is_record(&record) => {
                self.record(object, &record);
            }
            Ok(_) => {
                self.strangers.count += 1;
                self.strangers
                    .first
                    .get_or_insert_with(|| (object.at, recognise(bytes)));
            }
            Err(error) => {
                self.holder.get_or_insert(object.holder);
                self.malformed(syntax_problem(error, object.at));
                splitter.reject(object);
            }
        }
    }

    /// The source of a record that is certainly another service's, so that its values need not be read.
    /// A record is passed over only when its source was read without escapes, nothing in it looks damaged, and the
    /// name of the service we keep stands nowhere in it.
    fn other_service<'b>(&self, object: &Object, bytes: &'b [u8]) -> Option<&'b str> {
        if self.reader.scope != Scope::ComprehendMedical || object.scan.is_suspect() {
            return None;
        }
        let source = std::str::from_utf8(&bytes[object.scan.source()?]).ok()?;
        let is_other = memchr::memmem::find(bytes, medical::EVENT_SOURCE.as_bytes()).is_none();
        is_other.then_some(source)
    }

    fn record(&mut self, object: &Object, record: &Record<'_>) {
        self.holder.get_or_insert(object.holder);
        let source = record.filled(Field::EventSource);
        self.count(source.as_deref().unwrap_or(NO_SOURCE));
        if self.reader.scope == Scope::ComprehendMedical && source.as_deref() != Some(medical::EVENT_SOURCE) {
            return;
        }
        self.tally.other_services -= u64::from(self.reader.scope == Scope::ComprehendMedical);
        let len = u32::try_from(object.len).unwrap_or(u32::MAX);
        let place = Place {
            file: self.file.file,
            member: 0,
            offset: object.at,
            len,
        };
        push_row(&mut self.reader.builder, place, record, &mut self.problems);
        self.num_rows += 1;
    }

    /// One more record of `source`; it counts as another service's until it becomes a row.
    fn count(&mut self, source: &str) {
        self.num_records += 1;
        self.tally.seen += 1;
        self.tally.other_services += u64::from(self.reader.scope == Scope::ComprehendMedical);
        match self.tally.by_source.get_mut(source) {
            Some(count) => *count += 1,
            None => {
                self.tally.by_source.insert(source.to_owned(), 1);
            }
        }
    }

    fn malformed(&mut self, problem: Problem) {
        self.tally.seen += 1;
        self.tally.malformed += 1;
        self.problems.note(problem);
    }

    /// What became of the file, now that its content is walked.
    fn judge(&mut self, content_len: u64, walked: &Walked) -> FileReport {
        let problems = |this: &mut Self| std::mem::take(&mut this.problems);
        if self.num_records > 0 || walked.has_list {
            if let Some((at, _)) = self.strangers.first.take() {
                self.tally.seen += self.strangers.count;
                self.tally.malformed += self.strangers.count;
                self.problems.note(Problem {
                    count: self.strangers.count,
                    ..Problem::at(ProblemKind::NotARecord, at)
                });
            }
            if walked.is_open && self.problems.is_empty() {
                self.problems
                    .note(Problem::at(ProblemKind::ListNotClosed, content_len));
            }
            return FileReport {
                shape: self.shape(),
                outcome: Outcome::Read,
                problems: problems(self),
            };
        }
        if let Some((_, recognised)) = self.strangers.first.take() {
            return match recognised {
                Recognised::Digest => {
                    FileReport::skipped(Shape::Digest, Problem::new(ProblemKind::DigestNotReadYet))
                }
                Recognised::Shape(name) => not_yet(Shape::OtherRecords, name),
                Recognised::Unknown => FileReport::skipped(Shape::Json, Problem::new(ProblemKind::NoRecords)),
            };
        }
        let is_broken = self.problems.0.iter().any(|problem| is_fatal(problem.kind));
        if is_broken || self.tally.malformed > 0 {
            let shape = if content_len == 0 {
                Shape::Binary
            } else {
                Shape::Json
            };
            return FileReport {
                shape,
                outcome: Outcome::Failed,
                problems: problems(self),
            };
        }
        if content_len == 0 {
            return FileReport::skipped(Shape::Empty, Problem::new(ProblemKind::EmptyContent));
        }
        if walked.first_damage.is_some() {
            return FileReport::skipped(Shape::Text, Problem::new(ProblemKind::NotJson));
        }
        FileReport::skipped(Shape::Json, Problem::new(ProblemKind::NoRecords))
    }

    fn shape(&self) -> Shape {
        match self.holder {
            None | Some(Holder::Records) => Shape::Trail,
            Some(Holder::Array) => Shape::RecordArray,
            Some(Holder::Top) if self.num_records == 1 => Shape::SingleRecord,
            Some(Holder::Top) => Shape::RecordLines,
        }
    }

    fn grew_to(&mut self, content_len: u64) {
        let fresh = content_len - self.reported.inflated;
        self.reported.inflated = content_len;
        self.tally.inflated += fresh;
        self.reader.gathered += fresh;
    }

    fn tell_progress(&mut self, consumed: u64) {
        let bytes = consumed.saturating_sub(self.reported.consumed);
        let records = self.num_records - self.reported.records;
        self.reported.consumed += bytes;
        self.reported.records = self.num_records;
        self.outbox.progress(bytes, records);
    }

    /// A long file sends its rows on before it ends.
    fn deliver_if_much(&mut self) {
        let is_much =
            self.reader.gathered >= super::DELIVERY_BYTES || self.num_rows as usize >= super::DELIVERY_ROWS;
        if is_much && !(self.tally.is_empty() && self.reader.parts.is_empty()) {
            let part = self.part(None);
            self.reader.parts.push(part);
            self.reader.flush(self.outbox);
        }
    }
}

/// What the walk over the content met.
#[derive(Default)]
struct Walked {
    has_list: bool,
    is_open: bool,
    is_cut: bool,
    first_damage: Option<u64>,
}

/// Content that is itself compressed or binary is told by its first bytes.
fn inner_shape<R: BufRead>(window: &Window, content: &Content<R>) -> Result<(), FileReport> {
    if matches!(content, Content::Plain(..)) {
        return Ok(());
    }
    match sniff(window.bytes_from(0)) {
        Outer::Text | Outer::Empty => Ok(()),
        Outer::Gzip => Err(not_yet(Shape::OtherRecords, "gzip within gzip")),
        Outer::Zip => Err(not_yet(Shape::Zip, "a zip archive within gzip")),
        Outer::Tar => Err(not_yet(Shape::Tar, "a compressed tar archive")),
        Outer::Binary(name) => Err(binary(name)),
    }
}

/// An object outside a `Records` list is taken for a record when it has one of the fields that every record has.
fn is_record(record: &Record<'_>) -> bool {
    let has = |field| record.filled(field).is_some();
    has(Field::EventSource) && (has(Field::EventName) || has(Field::EventTime))
        || has(Field::EventVersion) && has(Field::EventId)
}

fn syntax_problem(error: JsonError, at: u64) -> Problem {
    match error.kind {
        JsonErrorKind::TooDeep => {
            Problem::at(ProblemKind::RecordTooDeep, at).with_detail(limits::MAX_DEPTH.to_string())
        }
        JsonErrorKind::Unexpected | JsonErrorKind::Ended => {
            Problem::at(ProblemKind::RecordSyntax, at + error.at as u64)
        }
    }
}

/// Damage after which a file without records counts as failed.
fn is_fatal(kind: ProblemKind) -> bool {
    matches!(
        kind,
        ProblemKind::GzipHeader
            | ProblemKind::GzipTruncated
            | ProblemKind::GzipDamaged
            | ProblemKind::InflateLimit
            | ProblemKind::Unreadable
            | ProblemKind::GaveUp
    )
}

fn read_problem(error: &std::io::Error) -> Problem {
    Problem::new(ProblemKind::Unreadable).with_detail(error.to_string())
}

fn unreadable(error: &std::io::Error) -> FileReport {
    FileReport::failed(Shape::Unread, read_problem(error))
}

fn not_yet(shape: Shape, name: &str) -> FileReport {
    FileReport::skipped(
        shape,
        Problem::new(ProblemKind::ShapeNotReadYet).with_detail(name),
    )
}

fn binary(name: &str) -> FileReport {
    FileReport::skipped(
        Shape::Binary,
        Problem::new(ProblemKind::NotText).with_detail(name),
    )
}
