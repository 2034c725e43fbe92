//! What was wrong with a file or with records in it: plain data that crosses threads, and its sentence.
//!
//! The sentences stand here and not with the page's other wording, because the ledger, which the engine
//! writes off the page thread, carries them too.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The causes, each with one sentence of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    // The whole file.
    /// The file has no bytes.
    EmptyFile,
    /// A gzip file whose content has no bytes.
    EmptyContent,
    /// White space and nothing else.
    Blank,
    /// Neither compressed nor text.
    NotText,
    /// Text, but it does not begin as JSON does.
    NotJson,
    /// JSON without CloudTrail records.
    NoRecords,
    /// CloudTrail records in a shape not read yet; the detail names it.
    ShapeNotReadYet,
    /// A file that belongs to CloudTrail and holds no records; the detail names it.
    Belongs,
    /// A file that proves others; the detail names it.
    Proves,
    /// A file that should prove others and lacks what that needs; the detail names it.
    ProvesNothing,
    /// The browser could not read the file.
    Unreadable,
    /// The worker that was reading the file ended.
    WorkerEnded,
    /// The person stopped reading before the file's turn.
    StoppedBefore,
    /// The person stopped reading while the file was being read.
    StoppedWithin,
    /// The memory limit was reached before the file's turn.
    MemoryBefore,
    /// The memory limit was reached while the file was being read.
    MemoryWithin,
    // Compression.
    /// The gzip header is damaged.
    GzipHeader,
    /// The compressed data end early.
    GzipTruncated,
    /// The compressed data are damaged in the middle.
    GzipDamaged,
    /// The checksum at the end of a gzip member does not match.
    GzipChecksum,
    /// Bytes after the last gzip member that are not gzip.
    GzipTrailing,
    /// Zero bytes after the last gzip member.
    GzipPadding,
    /// Inflates beyond the stated limit.
    InflateLimit,
    /// Inflates far more than logs do, without a record in it.
    InflateRatio,
    // Archives.
    /// The archive's directory cannot be read.
    ArchiveDamaged,
    /// Members of the archive lie over each other, as in archives made to explode.
    ArchiveOverlaps,
    /// More members than the stated limit.
    TooManyMembers,
    /// More layers within layers than the stated limit.
    TooManyLayers,
    /// An archive within an archive that is too large to be held.
    InnerArchiveTooLarge,
    /// A member that needs a password.
    MemberEncrypted,
    /// A member compressed in a way that is not read; the detail names it.
    MemberMethod,
    /// A member's data are damaged.
    MemberDamaged,
    /// What an operating system puts beside files in archives and folders.
    SystemFile,
    // Records.
    /// The text ends inside a record.
    RecordCut,
    /// A record that is not well-formed JSON.
    RecordSyntax,
    /// An object without any of CloudTrail's fields, among records.
    NotARecord,
    /// A record that is not a JSON object.
    RecordNotObject,
    /// A record larger than the stated limit.
    RecordTooLarge,
    /// A record nested deeper than the stated limit.
    RecordTooDeep,
    /// The text between records is not what JSON has there.
    BetweenRecords,
    /// Text behind the last record.
    TextBehind,
    /// A comma between records is missing, or there are too many.
    OddCommas,
    /// So much is damaged that looking for the next record was given up.
    GaveUp,
    /// The file ends without closing its list of records.
    ListNotClosed,
    /// A CSV row with other than the header's number of cells.
    RowCells,
    /// A CSV row with a quote that is not closed, or far behind its row.
    RowQuote,
    /// A CSV row without a record in the column that holds them.
    RowNoRecord,
    // Notes on records that are kept.
    /// The file's text has two bytes a character.
    Utf16,
    /// The file is gzip written as text.
    Base64,
    /// A key stands twice in one object; the last value is shown.
    DuplicateKeys,
    /// Bytes that are not UTF-8, shown as replacement marks.
    InvalidUtf8,
    /// Half a surrogate pair, shown as a replacement mark.
    LoneSurrogate,
    /// `eventTime` is missing or is no time.
    NoTime,
    /// CSV rows that a spreadsheet altered; the detail says what.
    AlteredBySpreadsheet,
    /// Two records with one eventID and different values: both kept.
    SameIdOtherValues,
}

/// One cause, how often it struck and where first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The cause.
    pub kind: ProblemKind,
    /// Number of records (or, for causes of the whole file, 1) it struck.
    pub count: u64,
    /// First place, in bytes: of the file as dropped for compression, of its inflated content otherwise.
    pub offset: Option<u64>,
    /// A word that belongs to the cause, chosen by us, never copied from a log.
    pub detail: Option<String>,
}

impl Problem {
    /// `kind`, once, at no particular place.
    pub fn new(kind: ProblemKind) -> Self {
        Self {
            kind,
            count: 1,
            offset: None,
            detail: None,
        }
    }

    /// `kind`, once, at byte `offset`.
    pub fn at(kind: ProblemKind, offset: u64) -> Self {
        Self {
            offset: Some(offset),
            ..Self::new(kind)
        }
    }

    /// The same with a word of detail.
    pub fn with_detail(self, detail: impl Into<String>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..self
        }
    }
}

/// The sentence a person reads: what happened, what was kept.
impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        use ProblemKind::*;
        let count = self.count;
        let detail = self.detail.as_deref().unwrap_or("unknown");
        let records = if count == 1 { "record" } else { "records" };
        let rows = if count == 1 { "row" } else { "rows" };
        match self.kind {
            EmptyFile => write!(out, "The file is empty"),
            EmptyContent => write!(out, "The compressed file holds no bytes"),
            Blank => write!(out, "The file holds nothing but white space"),
            NotText => write!(out, "Not a CloudTrail log: neither text nor gzip ({detail})"),
            NotJson => write!(out, "Not a CloudTrail log: text that is not JSON"),
            NoRecords => write!(out, "JSON without CloudTrail records"),
            ShapeNotReadYet => write!(
                out,
                "Recognised as {detail}; MedTrail does not read this shape yet"
            ),
            Belongs => write!(out, "Belongs to CloudTrail and holds no records: {detail}"),
            Proves => write!(out, "Not a log: {detail}; see the Integrity tab"),
            ProvesNothing => write!(
                out,
                "Looks like {detail}, but cannot be read as that; it proves nothing"
            ),
            Unreadable => write!(out, "The browser could not read the file ({detail})"),
            WorkerEnded => write!(
                out,
                "The reader ended while this file was open, twice; the other files are not affected"
            ),
            StoppedBefore => write!(out, "Not read: you stopped reading before its turn"),
            StoppedWithin => write!(
                out,
                "You stopped reading inside this file; what was read until then is kept"
            ),
            MemoryBefore => write!(out, "Not read: the table had reached its limit of {detail}"),
            MemoryWithin => write!(
                out,
                "The table reached its limit of {detail} inside this file; what was read until then is kept"
            ),
            GzipHeader => write!(out, "The gzip header is damaged; nothing could be read after it"),
            GzipTruncated => write!(
                out,
                "The compressed data end early; the whole records before the cut are kept"
            ),
            GzipDamaged => write!(
                out,
                "The compressed data are damaged; the whole records before the damage are kept"
            ),
            GzipChecksum => write!(
                out,
                "The gzip checksum does not match: the content may have been altered; its records are kept"
            ),
            GzipTrailing => write!(
                out,
                "Bytes that are not gzip follow the compressed data; they were left out"
            ),
            GzipPadding => write!(out, "Zero bytes follow the compressed data; they were left out"),
            InflateLimit => write!(
                out,
                "Inflates to more than {detail}; the records up to there are kept"
            ),
            InflateRatio => write!(
                out,
                "Inflates more than {detail} times its size without a single record: reading was given up"
            ),
            ArchiveDamaged => write!(
                out,
                "The archive's directory cannot be read ({detail}); no member after the damage was read"
            ),
            ArchiveOverlaps => write!(
                out,
                "Members of this archive lie over each other, as in archives made to explode; it was not read"
            ),
            TooManyMembers => write!(out, "More than {detail} members; those beyond were not read"),
            TooManyLayers => write!(
                out,
                "Packed more than {detail} layers deep; what lies deeper was not read"
            ),
            InnerArchiveTooLarge => write!(
                out,
                "A zip inside another archive of more than {detail}; unpack it once and open it again"
            ),
            MemberEncrypted => write!(out, "Needs a password; unpack the archive and open the files"),
            MemberMethod => write!(
                out,
                "Compressed in a way that is not read ({detail}); unpack the archive and open the files"
            ),
            MemberDamaged => write!(
                out,
                "The member's data are damaged in the archive; the whole records before the damage are kept"
            ),
            SystemFile => write!(out, "Not a log: {detail}"),
            RecordCut => write!(out, "The text ends inside a record; that record is left out"),
            RecordSyntax => write!(out, "{count} {records} left out: not well-formed JSON"),
            NotARecord => write!(
                out,
                "{count} {} left out: without any of CloudTrail's fields",
                if count == 1 { "object" } else { "objects" }
            ),
            RecordNotObject => write!(out, "{count} {records} left out: not a JSON object"),
            RecordTooLarge => write!(out, "{count} {records} left out: larger than {detail}"),
            RecordTooDeep => write!(
                out,
                "{count} {records} left out: nested deeper than {detail} levels"
            ),
            BetweenRecords => write!(
                out,
                "Damaged text between records; reading went on at the next record"
            ),
            TextBehind => write!(out, "Text that is not JSON follows the records; it was left out"),
            OddCommas => write!(
                out,
                "Commas between records are missing or doubled; all records are kept"
            ),
            GaveUp => write!(
                out,
                "Too much is damaged to look on; nothing behind this place was read"
            ),
            ListNotClosed => write!(
                out,
                "The list of records is not closed; all whole records are kept"
            ),
            RowCells => write!(
                out,
                "{count} {rows} left out: not as many cells as the header names"
            ),
            RowQuote => write!(
                out,
                "{count} {rows} left out: a quote is not closed where it should be"
            ),
            RowNoRecord => write!(out, "{count} {rows} left out: without a CloudTrail record"),
            Utf16 => write!(out, "UTF-16 text, read as UTF-8; places are counted in that"),
            Base64 => write!(out, "Gzip written as base64 text, unpacked"),
            DuplicateKeys => write!(
                out,
                "{count} {records} with a key given twice; the last value is shown"
            ),
            InvalidUtf8 => write!(
                out,
                "{count} {records} with bytes that are not UTF-8, shown as \u{fffd}"
            ),
            LoneSurrogate => write!(
                out,
                "{count} {records} with half a surrogate pair, shown as \u{fffd}"
            ),
            NoTime => write!(out, "{count} {records} without a readable eventTime"),
            AlteredBySpreadsheet => write!(
                out,
                "Altered by a spreadsheet: {detail}; {count} {rows} shown as they stand"
            ),
            SameIdOtherValues => write!(
                out,
                "{count} {records} with an eventID seen before but other values; both are kept and marked"
            ),
        }?;
        match self.offset {
            Some(offset) => write!(out, " (byte {offset})"),
            None => Ok(()),
        }
    }
}

/// The problems of one file, each cause once with a count and its first place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Notes one more of the same cause, or a new cause.
    pub fn note(&mut self, problem: Problem) {
        match self
            .0
            .iter_mut()
            .find(|known| known.kind == problem.kind && known.detail == problem.detail)
        {
            Some(known) => {
                known.count += problem.count;
                known.offset = match (known.offset, problem.offset) {
                    (Some(one), Some(two)) => Some(one.min(two)),
                    (one, two) => one.or(two),
                };
            }
            None => self.0.push(problem),
        }
    }

    /// Notes all of `others`.
    pub fn extend(&mut self, others: Problems) {
        for problem in others.0 {
            self.note(problem);
        }
    }

    /// Nothing was wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All sentences in one line, or `None` when nothing was wrong.
    pub fn sentence(&self) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let sentences: Vec<_> = self.0.iter().map(Problem::to_string).collect();
        Some(sentences.join(". "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_cause_is_counted_and_keeps_its_first_place() {
        let mut problems = Problems::default();
        problems.note(Problem::at(ProblemKind::RecordSyntax, 90));
        problems.note(Problem::at(ProblemKind::RecordSyntax, 12));
        assert_eq!(
            problems.sentence().as_deref(),
            Some("2 records left out: not well-formed JSON (byte 12)")
        );
    }
}
