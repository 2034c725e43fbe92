//! The filter as a query for another engine.

pub use crate::handover::target::{LeftOut, PlaceField, Purpose, Target, TrailPlace};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What shall be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElsewhereWish {
    /// For what.
    pub target: Target,
    /// Where the trail is; `None` to guess it from the paths of the files.
    pub place: Option<TrailPlace>,
    /// Only records of Amazon Comprehend Medical.
    pub only_medical: bool,
}

/// A filter in other words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// For what.
    pub target: Target,
    /// Where the trail is, as wished or as guessed.
    pub place: TrailPlace,
    /// What to copy, in this order; nothing while values are hidden.
    pub statements: Rc<[(Purpose, Rc<str>)]>,
    /// What they do not ask, or ask otherwise: the test and the reason.
    pub left_out: Rc<[(Rc<str>, Rc<str>)]>,
}
