//! Exports: the page asks for part after part, so that nothing waits long and nothing is ever held whole.
//!
//! Tables come from the engine. Records come from their files: the engine says where they stand, a reader reads them
//! again, file by file. The page passes the places on and keeps the parts.

use super::review::ReportWish;
pub use crate::handover::{
    export::{CsvStyle, RecordFormat, TableFormat},
    redact::Redaction,
};
use crate::{
    base::{FileId, RowId},
    query::GroupsWish,
    store::Column,
};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Which calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhichRows {
    /// Those that pass the filter, in its order.
    Matching,
    /// These, whatever the filter shows.
    These(Rc<[RowId]>),
}

/// What shall be exported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ExportWish {
    /// Calls as a table.
    Calls {
        /// Which.
        rows: WhichRows,
        /// The columns, in this order.
        columns: Rc<[Column]>,
        /// How.
        format: TableFormat,
    },
    /// A group table, whole.
    Groups {
        /// Which; its window is of no matter.
        wish: GroupsWish,
        /// How.
        format: TableFormat,
    },
    /// The records of calls, as they stand in their files, in the order of the files.
    Records {
        /// Which.
        rows: WhichRows,
        /// How.
        format: RecordFormat,
        /// The report of a bundle; its own format is of no matter.
        report: Option<Box<ReportWish>>,
    },
}

/// Page → engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToExport {
    /// Begin; an export before it is forgotten.
    Begin(ExportWish),
    /// The next part.
    Part,
    /// Forget it.
    End,
}

/// Engine → page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ExportPart {
    /// It begins.
    Begun {
        /// How many rows there will be.
        num_rows: u64,
        /// How many values that should be hidden were found in what a bundle holds beside the records.
        num_found: u64,
        /// Present when a reader reads the records; a [`Preparation`] for it travels beside the message.
        records: Option<RecordsPlan>,
    },
    /// Rows; their bytes travel beside the message.
    Table {
        /// How many.
        num_rows: u64,
        /// How many values that should be hidden were found in the bytes.
        num_found: u64,
        /// There is no more.
        is_last: bool,
    },
    /// Where the next records stand: how many in each file; the [`Wanted`] travel beside the message.
    Records {
        /// The files, rising.
        files: Vec<(FileId, u32)>,
        /// There are no more.
        is_last: bool,
    },
}

/// How records shall be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordsPlan {
    /// The form.
    pub format: RecordFormat,
    /// Present when values are hidden.
    pub redaction: Option<Redaction>,
}

/// What a reader needs besides, as JSON.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Preparation {
    /// Values that shall not be found.
    pub originals: Vec<String>,
    /// Words of every log: where one of them is a value too, it cannot be searched for.
    pub common: Vec<String>,
    /// What a bundle holds beside the records: name and text.
    pub texts: Vec<(String, String)>,
}

/// Page → reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToRecords {
    /// Begin a file; the [`Preparation`] travels beside the message.
    Begin(RecordsPlan),
    /// Read these records; the [`Wanted`] and the files' handles travel beside the message.
    Read(Vec<(FileId, u32)>),
    /// End the file.
    End,
    /// Forget it.
    Drop,
}

/// Reader → page: what was written since the last such message; its bytes travel beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordsPart {
    /// Records written, those below among them.
    pub num_records: u64,
    /// Records put together from what their export holds of them: there is no raw record.
    pub num_lossy: u64,
    /// Records that could not be read again; they are missing.
    pub num_missing: u64,
    /// Values that should be hidden and were found.
    pub num_found: u64,
    /// All that was asked for is written.
    pub is_batch_done: bool,
    /// The file is ended.
    pub is_last: bool,
    /// The file has outgrown its form and is of no use.
    pub is_too_large: bool,
}

/// Where a record stands, and how to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// The archive's member.
    pub member: u32,
    /// Byte offset in the member's content.
    pub offset: u64,
    /// Length in bytes.
    pub len: u32,
    /// The hash of its values.
    pub value_hash: u128,
}

impl Wanted {
    /// Bytes of one on its way between threads.
    const BYTES: usize = 32;

    /// Appends its bytes.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(self.member.to_le_bytes());
        bytes.extend(self.offset.to_le_bytes());
        bytes.extend(self.len.to_le_bytes());
        bytes.extend(self.value_hash.to_le_bytes());
    }

    /// Reads all; bytes that are no whole one are left over.
    pub fn read_all(bytes: &[u8]) -> Vec<Self> {
        let number = |part: &[u8]| {
            part.iter()
                .rev()
                .fold(0u128, |number, byte| number << 8 | u128::from(*byte))
        };
        let one = |bytes: &[u8]| Self {
            member: number(&bytes[..4]) as u32,
            offset: number(&bytes[4..12]) as u64,
            len: number(&bytes[12..16]) as u32,
            value_hash: number(&bytes[16..]),
        };
        bytes.chunks_exact(Self::BYTES).map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_back_as_they_went() {
        let wanted = [
            Wanted {
                member: 0,
                offset: 0,
                len: 1,
                value_hash: 0,
            },
            Wanted {
                member: u32::MAX,
                offset: u64::MAX - 1,
                len: 77,
                value_hash: u128::MAX - 5,
            },
        ];
        let mut bytes = Vec::new();
        wanted.iter().for_each(|one| one.write(&mut bytes));
        assert_eq!(Wanted::read_all(&bytes), wanted);
    }
}
