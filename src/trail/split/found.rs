//! What splitting a content finds.

use crate::trail::scan::Scan;

/// Where an object was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// In the list under `Records` of a top-level object.
    Records,
    /// In a list of another shape, under its key in a top-level object.
    List,
    /// In a top-level array.
    Array,
    /// At the top level itself.
    Top,
}

/// What [`super::Splitter::next`] found.
#[derive(Clone, Debug)]
pub enum Found {
    /// A whole object.
    Object(Object),
    /// An element of a list that is no object.
    NotObject {
        /// Its first byte.
        at: u64,
        /// Where it was found.
        holder: Holder,
    },
    /// An object larger than the limit; reading goes on at the next record.
    TooLarge {
        /// Its first byte.
        at: u64,
        /// Where it was found.
        holder: Holder,
    },
    /// In a list, a comma is missing or there are too many; nothing is lost by that.
    OddCommas {
        /// What stands behind.
        at: u64,
    },
    /// Text that cannot be read; reading goes on at the next record.
    Damaged {
        /// Its first byte.
        at: u64,
        /// How many records were lost by it, as far as one can tell.
        num_records: u64,
    },
    /// Behind the last value stands text that is no JSON and mentions no record: the prompt of a terminal.
    TextBehind {
        /// Its first byte.
        at: u64,
    },
    /// The content ends inside an object.
    Cut {
        /// The object's first byte.
        at: u64,
    },
    /// So much is damaged that looking for the next record was given up.
    GaveUp {
        /// Nothing from here on was read.
        at: u64,
    },
    /// The window must be filled further; nothing before [`super::Splitter::keep_from`] is needed.
    NeedMore,
    /// The content is at its end.
    End {
        /// A list was left open.
        is_open: bool,
    },
}

/// An object that may be a record.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its first byte, in the content.
    pub at: u64,
    /// Its length in bytes.
    pub len: usize,
    /// Where it was found.
    pub holder: Holder,
    /// What the scan saw.
    pub scan: Scan,
}
