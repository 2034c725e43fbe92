//! One object of a file: a row, another service's record, or damage.

use super::FileReading;
use crate::{
    base::{Problem, ProblemKind},
    medical,
    protocol::Scope,
    reader::row::{Source, push_row},
    source::{Window, limits},
    store::Place,
    trail::{
        envelope::{self, Fidelity, Opened},
        field::Field,
        json::{JsonError, JsonErrorKind},
        record::{Raw, Record, read_scanned},
        split::{Holder, Object, Splitter},
        value_hash::ValueHasher,
    },
};

/// What stands in the ledger for a record without `eventSource`.
const NO_SOURCE: &str = "(none)";

impl FileReading<'_> {
    /// One object: a record of the scope, of another service, or no record at all.
    pub(super) fn object(&mut self, object: &Object, window: &Window, splitter: &mut Splitter) {
        let bytes = &window.bytes_from(object.at)[..object.len];
        if let Some(source) = self.other_service(object, bytes) {
            self.holder.get_or_insert(object.holder);
            return self.count(source);
        }
        let hasher = self.hasher();
        let taken = match read_scanned(bytes, object.scan.first_object(), &hasher) {
            Ok(record) if is_record(&record, object.holder) && !envelope::may_deceive(bytes) => {
                self.record(object, &record, Fidelity::Full);
                Ok(())
            }
            Ok(_) => self.envelope(object, bytes, splitter.list_key()),
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

    pub(in crate::reader) fn hasher(&self) -> ValueHasher {
        self.reader.hasher.clone()
    }

    /// An object larger than a record may be. At the top level it may be something else.
    pub(super) fn too_large(&mut self, at: u64, holder: Holder, window: &Window) {
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
    pub(super) fn other_service<'b>(&self, object: &Object, bytes: &'b [u8]) -> Option<&'b str> {
        if self.reader.scope != Scope::ComprehendMedical || object.scan.is_suspect() {
            return None;
        }
        let source = std::str::from_utf8(&bytes[object.scan.source()?]).ok()?;
        // No record has such a source; notices of S3 do.
        let is_notice = source.starts_with("aws:");
        let may_hold_more = object.holder != Holder::Records && envelope::may_deceive(bytes);
        let is_other = self.reader.our_name.find(bytes).is_none();
        (is_other && !is_notice && !may_hold_more).then_some(source)
    }

    pub(in crate::reader) fn record(&mut self, object: &Object, record: &Record<'_>, fidelity: Fidelity) {
        self.holder.get_or_insert(object.holder);
        let source = record.filled(Field::EventSource);
        self.count(source.as_deref().unwrap_or(NO_SOURCE));
        // An export without the source's column can only be judged by the operation.
        let is_untold = source.is_none() && !fidelity.holds(Field::EventSource);
        let is_ours = source.as_deref() == Some(medical::EVENT_SOURCE)
            || is_untold
                && record
                    .filled(Field::EventName)
                    .is_some_and(|name| medical::operations::operation(&name).is_some());
        if self.reader.scope == Scope::ComprehendMedical && !is_ours {
            return;
        }
        self.tally.other_services -= u64::from(self.reader.scope == Scope::ComprehendMedical);
        if let Some(search) = &mut self.reader.search {
            return search.judge(record, fidelity);
        }
        let len = u32::try_from(object.len).unwrap_or(u32::MAX);
        let place = Place {
            file: self.file.file,
            member: self.member.as_ref().map_or(0, |member| member.number),
            offset: object.at,
            len,
        };
        push_row(
            &mut self.reader.builder,
            &mut self.reader.derived,
            place,
            &Source {
                record,
                fidelity,
                is_ours,
            },
            &mut self.problems,
        );
        self.num_rows += 1;
    }

    /// One more record of `source`; it counts as another service's until it becomes a row.
    pub(super) fn count(&mut self, source: &str) {
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

    pub(in crate::reader) fn note(&mut self, problem: Problem) {
        self.problems.note(problem);
    }

    /// `problem.count` records are left out.
    pub(in crate::reader) fn malformed(&mut self, problem: Problem) {
        self.tally.seen += problem.count;
        self.tally.malformed += problem.count;
        self.problems.note(problem);
    }
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
