//! MedTrail: opens AWS CloudTrail logs in the browser and shows who used Amazon Comprehend Medical.
//!
//! The rooms, lowest first; a room may use only rooms that `tests/architecture.rs` lists for it.
//!
//! | room | what it is |
//! | --- | --- |
//! | [`base`] | words without a subject: ids, time, problems |
//! | [`source`] | what was dropped: sniffing, gzip members, limits |
//! | [`trail`] | what CloudTrail is: bytes to records to fields, and who called |
//! | [`medical`] | what Amazon Comprehend Medical is: its operations and outcomes |
//! | [`store`] | columns: dictionaries, batches, the table |
//! | [`query`] | questions to the store: filter, sort, facets |
//! | [`record`] | the text of one record: its parts, a search, what differs between a few |
//! | [`integrity`] | digests, chains, signatures, coverage: what was delivered and what is missing |
//! | [`review`] | what a reviewer asks: checks, jobs, the report |
//! | [`handover`] | taking it elsewhere: exports, pseudonyms, the filter as a query for other engines |
//! | [`protocol`] | what crosses threads |
//! | [`reader`] | one file's bytes to batches and a report |
//! | [`engine`] | owns table and ledger, answers questions |
//! | [`sample`] | the generator of synthetic logs |
//! | [`state`] | the page's state and its only way to change |
//! | [`browser`] | the only room that may name the browser |
//! | [`ui`] | components; draw state, send actions |

pub mod browser;
pub mod engine;
pub mod handover;
pub mod integrity;
pub mod protocol;
pub mod reader;
pub mod record;
pub mod review;
pub mod state;
pub mod ui;

// These rooms are a crate of their own, so that what goes through every byte is compiled for speed and the rest for size.
pub use medtrail_data::{base, medical, query, sample, source, store, trail};
