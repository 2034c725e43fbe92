//! Pseudonyms on screen.

use crate::{base::HashKey, handover::redact::Redaction, query::Token};
use serde::{Deserialize, Serialize};

/// How values shall be hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HideWish {
    /// A key that the person kept; else one of this session.
    pub key: Option<HashKey>,
    /// Addresses keep their network.
    pub keeps_networks: bool,
}

/// What is hidden from now on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hidden {
    /// How; `None` when nothing is.
    pub redaction: Option<Redaction>,
    /// The filters, in the words that are shown from now on.
    pub tokens: Vec<Token>,
    /// Filters that name more values than a filter can; they were taken away.
    pub num_refused: u32,
    /// Hidden values that are words which stand in every log.
    pub common: Vec<String>,
}
