//! What CloudTrail is: from bytes to records, from a record to its fields, and who called.
//!
//! Knows nothing of columns, threads or the page. [`split::Splitter`] finds records in a content,
//! [`record::read_record`] takes one apart, [`identity::identify`] says who called. Invariant: a record that
//! cannot be read costs that record only.

pub mod csv;
pub mod envelope;
pub mod field;
pub mod identity;
pub mod json;
pub mod mfa;
pub mod outcome;
pub mod recognise;
pub mod record;
pub mod scan;
mod sip;
pub mod split;
pub mod value_hash;
