//! Taking it elsewhere: exports, pseudonyms, and the filter as a query for engines that hold the whole trail.
//!
//! Pure: from cells, records and filters to text and bytes, a part at a time, so that nothing here is ever as large as
//! what is exported. Knows nothing of files, threads or the page. Invariants: every target writes its own quoting and
//! lets no value of a log out of it; what a target cannot ask is named, never dropped; a redacted text holds none of
//! the values it hides.

pub mod export;
pub mod redact;
pub mod target;
