//! Writes records that are read again into one file, part by part.

use super::again::records_again;
use crate::{
    handover::{
        export::RecordWriter,
        redact::{Originals, Redactor, Written},
    },
    protocol::{
        export::{Preparation, RecordsPart, RecordsPlan, Wanted},
        reader::FetchProblem,
    },
    trail::value_hash::ValueHasher,
};
use std::io::{BufRead, Seek};

/// Bytes that are gathered before they are sent on.
const PART_BYTES: usize = 4 << 20;

/// A file of records that is being written.
pub struct RecordExport {
    writer: RecordWriter,
    redactor: Option<Redactor>,
    /// Words that cannot be searched for.
    common: Vec<String>,
    part: RecordsPart,
}

/// What is ready: the counts since the last part, and the bytes.
pub type OnPart<'a> = &'a mut dyn FnMut(RecordsPart, Vec<u8>);

impl RecordExport {
    /// Begins a file.
    pub fn new(plan: RecordsPlan, preparation: Preparation) -> Self {
        let mut originals = Originals::default();
        preparation.originals.iter().for_each(|text| originals.add(text));
        let texts = preparation.texts.into_iter();
        Self {
            writer: RecordWriter::new(
                plan.format,
                texts.map(|(name, text)| (name, text.into_bytes())).collect(),
            ),
            common: preparation.common,
            redactor: plan
                .redaction
                .map(|redaction| Redactor::new(redaction, originals)),
            part: RecordsPart::default(),
        }
    }

    /// Writes the wanted records of one file, which rise; with no input, of a file that is gone.
    pub fn read<R: BufRead + Seek>(
        &mut self,
        input: Option<R>,
        wanted: &[Wanted],
        hasher: &ValueHasher,
        on_part: OnPart<'_>,
    ) {
        let Some(input) = input else {
            self.part.num_missing += wanted.len() as u64;
            return;
        };
        records_again(input, wanted, hasher, &mut |record| match record {
            Ok(again) => {
                self.part.num_lossy += u64::from(again.lossy.is_some());
                let record = again.full.or(again.lossy);
                self.push(record.as_deref().unwrap_or(again.place));
                if self.writer.len() >= PART_BYTES {
                    on_part(std::mem::take(&mut self.part), self.writer.take());
                }
            }
            Err(FetchProblem::FileGone | FetchProblem::FileChanged | FetchProblem::ReaderEnded) => {
                self.part.num_missing += 1;
            }
        });
    }

    /// All that was asked for is written.
    pub fn batch_done(&mut self, on_part: OnPart<'_>) {
        let mut part = std::mem::take(&mut self.part);
        part.is_batch_done = true;
        on_part(part, self.writer.take());
    }

    /// Ends the file.
    pub fn end(mut self, on_part: OnPart<'_>) {
        let mut part = std::mem::take(&mut self.part);
        part.is_last = true;
        let bytes = self.writer.finish();
        part.is_too_large = bytes.is_none();
        on_part(part, bytes.unwrap_or_default());
    }

    fn push(&mut self, record: &[u8]) {
        let Some(redactor) = &self.redactor else {
            self.writer.push(record);
            self.part.num_records += 1;
            return;
        };
        // What was read as a record is JSON.
        let Ok((hidden, own)) = redactor.record(record) else {
            self.part.num_missing += 1;
            return;
        };
        let text = String::from_utf8_lossy(&hidden);
        let own = own.without(|value| self.common.iter().any(|word| word == value));
        self.part.num_found +=
            redactor.originals().num_in(&text, Written::Json) + own.num_in(&text, Written::Json);
        self.writer.push(&hidden);
        self.part.num_records += 1;
    }
}
