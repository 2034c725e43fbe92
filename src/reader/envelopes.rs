//! Objects that are no plain records: what stands in them is read, or they say what the file is.

use super::file::FileReading;
use crate::{
    base::{Problem, ProblemKind},
    trail::{
        envelope::{self, Holding, Opened},
        json::JsonError,
        record::read_record,
        split::{Holder, Object},
    },
};

impl FileReading<'_> {
    /// Opens an object in which records may stand. `Err` when it is no JSON at all.
    /// `list` is the key of the list in which it stands, if it stands in one.
    pub(super) fn envelope(&mut self, object: &Object, bytes: &[u8], list: &str) -> Result<(), JsonError> {
        let hasher = self.hasher();
        match envelope::open(bytes) {
            Opened::Record => {
                let record = read_record(bytes, &hasher)?;
                self.record(object, &record, envelope::Fidelity::Full);
            }
            Opened::Holds(mut holding) => {
                if object.holder == Holder::List {
                    holding.shape = envelope::shape_in_list(list, holding.shape);
                }
                self.holding(object, &holding);
            }
            Opened::Belongs(belonging) => self.strangers.meet(object.at, || Some(belonging)),
            Opened::Unknown => {
                // What is no JSON is damage, whatever it was to be.
                read_record(bytes, &hasher)?;
                self.strangers.meet(object.at, || None);
            }
        }
        Ok(())
    }

    fn holding(&mut self, object: &Object, holding: &Holding<'_>) {
        self.enveloped.get_or_insert(holding.shape);
        let hasher = self.hasher();
        for held in &holding.held {
            let at = object.at + held.range.start as u64;
            match read_record(&held.text, &hasher) {
                Ok(mut record) => {
                    record.has_invalid_utf8 |= held.has_odd_text;
                    let place = Object {
                        at,
                        len: held.range.len(),
                        ..object.clone()
                    };
                    self.record(&place, &record, held.fidelity);
                }
                Err(_) => self.malformed(Problem::at(ProblemKind::RecordSyntax, at)),
            }
        }
        if holding.others > 0 {
            let count = holding.others;
            self.malformed(Problem {
                count,
                ..Problem::at(ProblemKind::NotARecord, object.at)
            });
        }
    }
}
