//! The reading of one file, from its first bytes to its report.

mod proof;
mod records;
mod visit;
mod walk;

pub(super) use walk::{Walk, Walked};

use super::{
    Outbox, Reader,
    layers::{self, Visitor},
    sealing::{Sealing, form_of},
    verdict,
};
use crate::{
    base::{Problem, ProblemKind, Shape, problem::Problems},
    protocol::{
        ledger::{FileReport, Outcome, Tally},
        reader::{Member, Part, ReadFile},
    },
    source::{Content, Window, gunzip, limits},
    trail::{envelope::Belonging, split::Holder},
};
use std::{
    cell::Cell,
    io::{BufRead, Seek},
    rc::Rc,
};

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
    sealing: Sealing,
    /// What was found, as soon as it is known.
    pub(super) report: Option<FileReport>,
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
        let sealing = Sealing::new(reader.is_sealing && reader.search.is_none());
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
            sealing,
            report: None,
        }
    }

    /// Reads the file to its end. `whole` is its bytes when they are in memory.
    pub(super) fn run<R: BufRead + Seek>(&mut self, input: R, whole: Option<&[u8]>) {
        let promised = whole.and_then(gunzip::promised_len);
        layers::open_file(self, input, promised.map_or(limits::CHUNK_BYTES, |len| len + 64));
    }

    /// Hands over what is still to be delivered, with the report.
    pub(super) fn finish(&mut self) -> Part {
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

    /// Reports a file whose content is judged.
    pub(super) fn end(&mut self, window: Window) {
        let len = window.end();
        self.layer_done(Problems::default(), len, window.into_buffer());
        let part = self.finish();
        self.reader.report(part, self.outbox);
        self.reader.deliver_if_much(self.outbox);
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

    /// From where on the window must keep what it has, when others are done with what lies before `done_with`.
    pub(super) fn keep_from(&mut self, window: &Window, done_with: u64) -> u64 {
        self.sealing.keep_from(window, done_with, self.num_records > 0)
    }

    /// The content is hashed.
    pub(super) fn is_sealing(&self) -> bool {
        self.sealing.is_on
    }

    /// Gets more of the content; true when there is no more.
    pub(super) fn pull(
        &mut self,
        content: &mut Content<&mut dyn BufRead>,
        window: &mut Window,
        keep_from: u64,
        room: usize,
    ) -> bool {
        let keep_from = self.keep_from(window, keep_from);
        match content.pull(window, keep_from, room) {
            Ok(pulled) => pulled == gunzip::Pulled::End,
            Err(error) => {
                self.problems.note(self.pull_problem(&error));
                true
            }
        }
    }

    pub(super) fn pull_problem(&self, error: &std::io::Error) -> Problem {
        match &self.member {
            None => layers::read_problem(error),
            Some(_) => Problem::at(ProblemKind::MemberDamaged, self.reported.inflated),
        }
    }

    /// A few bytes that inflate to very many, with no record among them.
    fn is_explosive(&self, window: &Window, consumed: u64) -> bool {
        self.num_records == 0
            && window.end() > limits::MAX_SUSPICIOUS_BYTES
            && window.end() / consumed.max(1) > limits::SUSPICIOUS_RATIO
    }

    /// Judges a content that is walked, of which the window holds the end.
    pub(super) fn end_content(
        &mut self,
        walked: &Walked,
        window: &Window,
        problems: Problems,
        has_more_members: bool,
    ) {
        self.problems.extend(problems);
        let form = form_of(&self.problems, has_more_members);
        let report = self.judge(window.end(), walked);
        self.report = Some(if self.reader.search.is_none() {
            self.seal(report, form, window)
        } else {
            report
        });
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
    pub(super) fn deliver_if_much(&mut self) {
        if let Some(search) = &mut self.reader.search {
            return search.tell_if_much(self.file.file, self.outbox);
        }
        let is_much =
            self.reader.gathered >= super::DELIVERY_BYTES || self.num_rows as usize >= super::DELIVERY_ROWS;
        if is_much && !(self.tally.is_empty() && self.reader.parts.is_empty()) {
            let part = self.part(None);
            self.reader.parts.push(part);
            self.reader.flush(self.outbox);
        }
    }
}
