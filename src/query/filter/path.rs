//! Places in the raw record: keys from its top.

use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Keys that lead to a value of the record; with none of them, the record itself.
///
/// A list on the way stands for each of its elements; a key that is a number picks the element of that place,
/// counted from 0. Where an object does not have a key exactly as written, the case of ASCII letters makes no
/// difference: services write `jobId` and `JobId`, `kMSKey` and `KmsKeyId`, and Athena writes all in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RecordPath(Rc<[Rc<str>]>);

impl RecordPath {
    /// The record itself.
    pub fn whole() -> Self {
        Self::new([])
    }

    /// What these keys lead to.
    pub fn new<'k>(keys: impl IntoIterator<Item = &'k str>) -> Self {
        Self(keys.into_iter().map(Rc::from).collect())
    }

    /// The keys, outermost first.
    pub fn keys(&self) -> &[Rc<str>] {
        &self.0
    }
}

/// The place in a list that a key names.
pub fn place_in_list(key: &str) -> Option<usize> {
    let is_number = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| key.parse().ok()).flatten()
}
