//! Columns: what is kept of each record, held for fast questions.
//!
//! Knows nothing of JSON, CloudTrail or the browser. A [`BatchBuilder`] is mutable and mute, a
//! [`Batch`] is sealed and crosses threads, a [`Table`] joins batches and is what questions are
//! put to. Invariant: rows are only appended; what is no longer shown leaves by a mask, never by moving rows.

pub mod batch;
pub mod builder;
pub mod cell;
pub mod chunked;
pub mod codes;
pub mod dictionary;
mod duplicates;
pub mod flags;
pub mod guid;
pub mod nibbles;
pub mod place;
pub mod places;
pub mod schema;
pub mod table;
pub mod texts;
pub mod times;
pub mod twins;
pub mod wire;

pub use crate::base::HashKey;
pub use batch::Batch;
pub use builder::BatchBuilder;
pub use cell::{Cell, CellInput, CellRef};
pub use dictionary::{Dictionary, StrId};
pub use flags::RowFlags;
pub use place::Place;
pub use schema::{Column, Kind};
pub use table::{Appended, ColumnView, Stamp, Table, TableBytes, TextColumn};
pub use wire::WireError;
