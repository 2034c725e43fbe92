//! CSV exports: rows to records.

use super::file::FileReading;
use crate::{
    base::{Problem, ProblemKind},
    protocol::ledger::{FileReport, Outcome},
    trail::{
        csv::{self, CsvReader, Found, Layout},
        envelope::{Fidelity, FieldSet},
        record::read_record,
        split::{Holder, Object},
    },
};
use std::io::Read;

impl FileReading<'_> {
    /// Reads an export row by row. `input` stands at its first byte.
    pub(super) fn rows(&mut self, layout: &Layout, input: impl Read) {
        let hasher = self.hasher();
        let shape = layout.kind().shape();
        let walked = (|| -> std::io::Result<()> {
            let Some(mut rows) = CsvReader::open(input)? else {
                return Ok(());
            };
            while let Some(found) = rows.next_row()? {
                match found {
                    Found::Row(row) => {
                        for problem in row.alterations.problems(row.at) {
                            self.note(problem);
                        }
                        match read_record(row.record, &hasher) {
                            Ok(record) => {
                                let object = Object {
                                    at: row.at,
                                    len: row.len,
                                    holder: Holder::Array,
                                    scan: Default::default(),
                                };
                                self.record(&object, &record, fidelity(&row.fidelity));
                            }
                            Err(_) => self.malformed(Problem::at(ProblemKind::RowNoRecord, row.at)),
                        }
                    }
                    Found::Malformed(problem) => self.malformed(problem),
                    Found::GaveUp(problem) => self.note(problem),
                }
                self.deliver_if_much();
            }
            Ok(())
        })();
        if let Err(error) = walked {
            let problem = self.pull_problem(&error);
            self.note(problem);
        }
        self.report = Some(FileReport {
            shape,
            outcome: Outcome::Read,
            problems: Default::default(),
        });
    }
}

/// The same in the words of the other shapes.
pub(super) fn fidelity(fidelity: &csv::Fidelity) -> Fidelity {
    match fidelity {
        csv::Fidelity::Full => Fidelity::Full,
        csv::Fidelity::Lossy(fields) => Fidelity::Lossy(FieldSet::of(fields)),
    }
}
