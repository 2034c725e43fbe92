//! The reading of one file, from its first bytes to its report.

use super::{
    Outbox, Reader,
    layers::{self, Archive, Visitor},
    row::push_row,
    verdict,
};
use crate::{
    base::{Problem, ProblemKind, Shape, problem::Problems},
    medical,
    protocol::{
        Scope,
        ledger::{FileReport, Outcome, Tally},
        reader::{Member, Part, ReadFile},
    },
    source::{
        Content, Window, archive, gunzip, limits,
        sniff::{HEAD_BYTES, Outer},
    },
    store::Place,
    trail::{
        envelope::{self, Belonging, Fidelity, Opened},
        field::Field,
        json::{JsonError, JsonErrorKind},
        record::{Raw, Record, read_record},
        split::{Found, Holder, Object, Splitter},
        value_hash::ValueHasher,
    },
};
use std::{
    cell::Cell,
    io::{BufRead, Seek},
    ops::ControlFlow,
    rc::Rc,
};

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
    pub(super) strangers: Strangers<Option<Belonging>>,
    /// The shape of the first envelope in which records stood.
    pub(super) enveloped: Option<Shape>,
    /// Elements of arrays that are no objects, likewise.
    no_objects: Strangers<()>,
    holder: Option<Holder>,
    reported: Reported,
    /// The member of an archive that this is; none for the file itself.
    member: Option<Member>,
    /// The number of the file's last member, whichever archive in it that was of.
    last_number: Rc<Cell<u32>>,
    /// Members of this archive.
    num_members: u32,
    /// What was found, as soon as it is known.
    report: Option<FileReport>,
}

/// How many were met, and the first of them.
pub(super) struct Strangers<T> {
    count: u64,
    first: Option<(u64, T)>,
}

impl<T> Default for Strangers<T> {
    fn default() -> Self {
        Self {
            count: 0,
            first: None,
        }
    }
}

impl Strangers<()> {
    fn meet_at(&mut self, at: u64) {
        self.meet(at, || ());
    }
}

impl<T> Strangers<T> {
    pub(super) fn meet(&mut self, at: u64, what: impl FnOnce() -> T) {
        self.count += 1;
        self.first.get_or_insert_with(|| (at, what()));
    }
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
            enveloped: None,
            no_objects: Strangers::default(),
            holder: None,
            reported: Reported::default(),
            member: None,
            last_number: Rc::default(),
            num_members: 0,
            report: None,
        }
    }

    /// Reads the file to its end. `whole` is its bytes when they are in memory.
    pub(super) fn run<R: BufRead + Seek>(&mut self, input: R, whole: Option<&[u8]>) {
        let promised = whole.and_then(gunzip::promised_len);
        layers::open_file(self, input, promised.map_or(limits::CHUNK_BYTES, |len| len + 64));
    }

    /// Hands over what is still to be delivered, with the report.
    pub(super) fn finish(mut self) -> Part {
        let consumed = self.reported.consumed;
        self.tell_progress(self.file.size.max(consumed));
        let mut problems = std::mem::take(&mut self.problems);
        let mut report = self.report.take().unwrap_or_else(|| verdict::unopened(&problems));
        if self.num_members == 0 && verdict::is_closed_archive(&problems) {
            report.outcome = Outcome::Failed;
        }
        problems.extend(std::mem::take(&mut report.problems));
        self.part(Some(FileReport { problems, ..report }))
    }

    fn part(&mut self, finished: Option<FileReport>) -> Part {
        Part {
            file: self.file.file,
            attempt: self.file.attempt,
            member: self.member.clone(),
            num_rows: std::mem::take(&mut self.num_rows),
            tally: std::mem::take(&mut self.tally),
            finished,
        }
    }

    /// Walks the content record by record. `Err` when the first bytes already say that it holds none.
    fn walk(
        &mut self,
        content: &mut Content<&mut dyn BufRead>,
        window: &mut Window,
        first_room: usize,
        mut is_end: bool,
    ) -> Walked {
        let mut splitter = Splitter::default();
        let mut room = first_room;
        let head = window.bytes_from(0).iter().copied().take(HEAD_BYTES).collect();
        let mut walked = Walked {
            head,
            ..Walked::default()
        };
        loop {
            match splitter.next(window, is_end) {
                Found::NeedMore => {
                    is_end = self.pull(content, window, splitter.keep_from(), room);
                    room = limits::CHUNK_BYTES;
                    self.grew_to(window.end());
                    self.tell_progress(content.consumed());
                    self.deliver_if_much();
                    if self.is_explosive(content, window) {
                        let problem = Problem::at(ProblemKind::InflateRatio, content.consumed());
                        self.problems
                            .note(problem.with_detail(limits::SUSPICIOUS_RATIO.to_string()));
                        return walked;
                    }
                }
                Found::Object(object) => self.object(&object, window, &mut splitter),
                // In an array that may be anything; with records beside it, it was to be one too.
                Found::NotObject {
                    at,
                    holder: Holder::Array,
                } => self.no_objects.meet_at(at),
                Found::NotObject { at, .. } => self.malformed(Problem::at(ProblemKind::RecordNotObject, at)),
                Found::TooLarge { at, holder } => self.too_large(at, holder, window),
                Found::OddCommas { at } => self.problems.note(Problem::at(ProblemKind::OddCommas, at)),
                Found::Damaged { at, num_records: 0 } => {
                    walked.first_damage = walked.first_damage.or(Some(at));
                    self.problems.note(Problem::at(ProblemKind::BetweenRecords, at));
                }
                Found::Damaged {
                    at,
                    num_records: count,
                } => {
                    self.malformed(Problem {
                        count,
                        ..Problem::at(ProblemKind::RecordSyntax, at)
                    });
                }
                Found::Cut { at } => self.malformed(Problem::at(ProblemKind::RecordCut, at)),
                Found::GaveUp { at } => self.problems.note(Problem::at(ProblemKind::GaveUp, at)),
                Found::End { is_open } => {
                    walked.is_open = is_open;
                    walked.has_list = splitter.has_met_list();
                    walked.is_blank = walked.first_damage.is_none() && !splitter.has_met_value();
                    return walked;
                }
            }
        }
    }

    /// Gets more of the content; true when there is no more.
    fn pull(
        &mut self,
        content: &mut Content<&mut dyn BufRead>,
        window: &mut Window,
        keep_from: u64,
        room: usize,
    ) -> bool {
        match content.pull(window, keep_from, room) {
            Ok(pulled) => pulled == gunzip::Pulled::End,
            Err(error) => {
                self.problems.note(self.pull_problem(&error));
                true
            }
        }
    }

    fn pull_problem(&self, error: &std::io::Error) -> Problem {
        match &self.member {
            None => layers::read_problem(error),
            Some(_) => Problem::at(ProblemKind::MemberDamaged, self.reported.inflated),
        }
    }

    /// A few bytes that inflate to very many, with no record among them.
    fn is_explosive(&self, content: &Content<&mut dyn BufRead>, window: &Window) -> bool {
        self.num_records == 0
            && window.end() > limits::MAX_SUSPICIOUS_BYTES
            && window.end() / content.consumed().max(1) > limits::SUSPICIOUS_RATIO
    }

    /// One object: a record of the scope, of another service, or no record at all.
    fn object(&mut self, object: &Object, window: &Window, splitter: &mut Splitter) {
        let bytes = &window.bytes_from(object.at)[..object.len];
        if let Some(source) = self.other_service(object, bytes) {
            self.holder.get_or_insert(object.holder);
            return self.count(source);
        }
        let hasher = self.hasher();
        let taken = match read_record(bytes, &hasher) {
            Ok(record) if is_record(&record, object.holder) && !envelope::may_deceive(bytes) => {
                self.record(object, &record, Fidelity::Full);
                Ok(())
            }
            Ok(_) => self.envelope(object, bytes),
            Err(error) => Err(error),
        };
        if let Err(error) = taken {
            self.holder.get_or_insert(object.holder);
            self.malformed(syntax_problem(error, object.at));
            // What is only too deep is whole, and ends where it seems to.
            if error.kind != JsonErrorKind::TooDeep {
                splitter.reject(object);
            }
        }
    }

    pub(super) fn hasher(&self) -> ValueHasher {
        self.reader.hasher
    }

    /// An object larger than a record may be. At the top level it may be something else.
    fn too_large(&mut self, at: u64, holder: Holder, window: &Window) {
        if holder == Holder::Top
            && let Opened::Belongs(belonging) = envelope::open(window.bytes_from(at))
        {
            return self.strangers.meet(at, || Some(belonging));
        }
        self.malformed(Problem::at(ProblemKind::RecordTooLarge, at).with_detail(limits::MAX_RECORD_WORDS));
    }

    /// The source of a record that is certainly another service's, so that its values need not be read.
    /// A record is passed over only when its source was read without escapes, nothing in it looks damaged, and the
    /// name of the service we keep stands nowhere in it.
    fn other_service<'b>(&self, object: &Object, bytes: &'b [u8]) -> Option<&'b str> {
        if self.reader.scope != Scope::ComprehendMedical || object.scan.is_suspect() {
            return None;
        }
        let source = std::str::from_utf8(&bytes[object.scan.source()?]).ok()?;
        // No record has such a source; notices of S3 do.
        let is_notice = source.starts_with("aws:");
        let may_hold_more = object.holder != Holder::Records && envelope::may_deceive(bytes);
        let is_other = memchr::memmem::find(bytes, medical::EVENT_SOURCE.as_bytes()).is_none();
        (is_other && !is_notice && !may_hold_more).then_some(source)
    }

    pub(super) fn record(&mut self, object: &Object, record: &Record<'_>, fidelity: Fidelity) {
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
            member: self.member.as_ref().map_or(0, |member| member.number),
            offset: object.at,
            len,
        };
        push_row(
            &mut self.reader.builder,
            place,
            record,
            fidelity,
            &mut self.problems,
        );
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

    /// `problem.count` records are left out.
    pub(super) fn malformed(&mut self, problem: Problem) {
        self.tally.seen += problem.count;
        self.tally.malformed += problem.count;
        self.problems.note(problem);
    }

    /// What became of the file, now that its content is walked.
    fn judge(&mut self, content_len: u64, walked: &Walked) -> FileReport {
        if self.num_records == 0 && !walked.has_list && self.enveloped.is_none() {
            let stranger = self
                .strangers
                .first
                .as_ref()
                .and_then(|(_, belonging)| *belonging);
            let problems = std::mem::take(&mut self.problems);
            return verdict::without_records(content_len, walked, stranger, self.tally.malformed, problems);
        }
        if let Some((at, ())) = self.no_objects.first {
            self.malformed(Problem {
                count: self.no_objects.count,
                ..Problem::at(ProblemKind::RecordNotObject, at)
            });
        }
        if let Some((at, _)) = self.strangers.first {
            self.malformed(Problem {
                count: self.strangers.count,
                ..Problem::at(ProblemKind::NotARecord, at)
            });
        }
        if walked.is_open
            && !self
                .problems
                .0
                .iter()
                .any(|problem| verdict::ends_early(problem.kind))
        {
            self.problems
                .note(Problem::at(ProblemKind::ListNotClosed, content_len));
        }
        let problems = std::mem::take(&mut self.problems);
        FileReport {
            shape: self.shape(),
            outcome: Outcome::Read,
            problems,
        }
    }

    fn shape(&self) -> Shape {
        if let Some(shape) = self.enveloped {
            return shape;
        }
        match self.holder {
            None | Some(Holder::Records) => Shape::Trail,
            Some(Holder::Array | Holder::List) => Shape::RecordArray,
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

    /// Bytes are those of the file as dropped: a member's are its archive's, and told by it.
    fn tell_progress(&mut self, consumed: u64) {
        let consumed = if self.member.is_some() { 0 } else { consumed };
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

impl Visitor for FileReading<'_> {
    fn content(
        &mut self,
        content: &mut Content<&mut dyn BufRead>,
        window: &mut Window,
        first_room: usize,
        is_end: bool,
    ) {
        let walked = self.walk(content, window, first_room, is_end);
        self.problems.extend(content.take_problems());
        self.report = Some(self.judge(window.end(), &walked));
    }

    fn foreign(&mut self, outer: Outer) {
        self.report = Some(verdict::foreign(outer));
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.note(problem);
    }

    fn archive(&mut self, archive: Archive) {
        let shape = match archive {
            Archive::Zip => Shape::Zip,
            Archive::Tar => Shape::Tar,
        };
        self.report = Some(FileReport {
            shape,
            outcome: Outcome::Read,
            problems: Problems::default(),
        });
    }

    fn member(&mut self, member: archive::Member<'_>, num_layers: u32) -> ControlFlow<()> {
        let number = self.last_number.get() + 1;
        self.last_number.set(number);
        self.num_members += 1;
        let path = match &self.member {
            Some(outer) => format!("{}!/{}", outer.path, member.path).into(),
            None => member.path.into(),
        };
        let mut reading = FileReading::new(self.reader, self.file, self.outbox);
        reading.member = Some(Member {
            number,
            path,
            size: member.size,
        });
        reading.last_number = self.last_number.clone();
        match member.input {
            Ok(input) => layers::open_layer(&mut reading, input, limits::CHUNK_BYTES, num_layers),
            Err(problem) => reading.report = Some(verdict::refused(problem)),
        }
        let part = reading.finish();
        self.reader.parts.push(part);
        self.deliver_if_much();
        ControlFlow::Continue(())
    }

    fn take_buffer(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.reader.buffer)
    }

    fn layer_done(&mut self, problems: Problems, len: u64, buffer: Vec<u8>) {
        self.grew_to(len.max(self.reported.inflated));
        self.problems.extend(problems);
        self.reader.buffer = buffer;
        // One huge record must not leave every later file with its memory.
        self.reader.buffer.truncate(2 * limits::FLAT_BYTES);
        self.reader.buffer.shrink_to(2 * limits::FLAT_BYTES);
    }
}

/// What the walk over the content met.
#[derive(Default)]
pub(super) struct Walked {
    /// The first bytes of the content.
    pub(super) head: Vec<u8>,
    has_list: bool,
    /// Neither JSON nor anything else but white space.
    pub(super) is_blank: bool,
    pub(super) is_open: bool,
    pub(super) first_damage: Option<u64>,
}

/// In a `Records` list, one field that every record has makes an object a record. Elsewhere it takes two.
fn is_record(record: &Record<'_>, holder: Holder) -> bool {
    let has = |field| record.raw(field) != Raw::Absent;
    let num_fields = [
        Field::EventVersion,
        Field::UserIdentity,
        Field::EventTime,
        Field::EventSource,
        Field::EventName,
        Field::EventId,
        Field::EventType,
    ]
    .into_iter()
    .filter(|&field| has(field))
    .count();
    match holder {
        Holder::Records => num_fields > 0,
        Holder::Array | Holder::List | Holder::Top => {
            let is_filled = |field| record.filled(field).is_some();
            is_filled(Field::EventSource) && (is_filled(Field::EventName) || is_filled(Field::EventTime))
                || is_filled(Field::EventVersion) && is_filled(Field::EventId)
        }
    }
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
