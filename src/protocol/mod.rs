//! What crosses threads: page ↔ engine, page ↔ reader, reader → engine.
//!
//! Plain data. Small messages cross as JavaScript values by serde; the columns of a batch cross as one
//! transferred buffer beside their message (`store::wire`). Handles of files travel beside messages too and are
//! never part of them. [`VERSION`] is compared when a worker says it is ready.

pub mod elsewhere;
pub mod engine;
pub mod export;
pub mod hiding;
pub mod integrity;
pub mod ledger;
pub mod reader;
pub mod review;
pub mod search;

/// Raised with every change of a message, so that a stale worker is noticed.
pub const VERSION: u32 = 16;

/// Every reading of all files begins with an attempt number so much higher than the last; the numbers between are
/// for files that are tried again because a reader ended.
pub const TRIES_PER_READING: u32 = 1024;

/// Which records become rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Scope {
    /// Only `eventSource` exactly `comprehendmedical.amazonaws.com`; others are counted.
    #[default]
    ComprehendMedical,
    /// Every record.
    AllServices,
}
