//! Numbers that name things. Newtypes, so that a row is never taken for a file.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl $name {
            /// The id as an index into a slice.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id! {
    /// A dropped file, numbered by the page in the order of dropping.
    FileId
}
id! {
    /// A row of the engine's table. Rows are only ever appended, so a `RowId` stays true until the table is reset.
    RowId
}

/// The session's secret, drawn by the page from the browser's randomness and the same in all its workers: with it,
/// no hash of a log's text can be foreseen by whoever wrote the text.
pub type HashKey = (u64, u64);
