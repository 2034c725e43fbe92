//! Where a record stands, so that it can be read again.

use crate::base::FileId;
use serde::{Deserialize, Serialize};

/// The place of a record: which dropped file, which member inside it, which bytes.
///
/// Members are numbered in the order in which reading walks them, which depends on the bytes alone; 0 is the
/// file itself, after its outer compression is taken off. The range is in the member's uncompressed content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The dropped file.
    pub file: FileId,
    /// The member inside it.
    pub member: u32,
    /// First byte of the record.
    pub offset: u64,
    /// Length of the record in bytes.
    pub len: u32,
}
