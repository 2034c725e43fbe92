//! Columns: what is kept of each record, held for fast questions.
//!
//! Knows nothing of JSON, CloudTrail or the browser. A [`builder::BatchBuilder`] is mutable and mute, a
//! [`batch::Batch`] is sealed and crosses threads, a [`table::Table`] joins batches and is what questions are
//! put to. Invariant: rows are only appended; what is no longer shown leaves by a mask, never by moving rows.

pub mod cell;
pub mod place;
pub mod schema;

pub use cell::Cell;
pub use place::Place;
pub use schema::{Column, Kind};
