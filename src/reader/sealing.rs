//! Hashes a content while it is read: all of it in one stroke when it is small, piece by piece when it is not.

use crate::{
    base::{ProblemKind, limits, problem::Problems},
    protocol::integrity::{Form, Sha256},
    source::Window,
};
use sha2::Digest as _;

/// A content is held whole up to this size: it may prove others, and is then read once more from its first byte.
const HOLD_BYTES: u64 = limits::FLAT_BYTES as u64;

/// The hash of one content.
#[derive(Default)]
pub(super) struct Sealing {
    /// The hash is wished for, whatever stands in the content.
    pub is_on: bool,
    hasher: sha2::Sha256,
    hashed: u64,
}

impl Sealing {
    /// Nothing is hashed yet. `is_on` when the hash is wished for, whatever stands in the content.
    pub fn new(is_on: bool) -> Self {
        Self {
            is_on,
            ..Self::default()
        }
    }

    /// From where on the window must keep what it has. Call before every pull; `keep_from` is what others need.
    pub fn keep_from(&mut self, window: &Window, keep_from: u64, has_records: bool) -> u64 {
        let is_small = self.hashed == 0 && window.end() <= HOLD_BYTES;
        if is_small && (self.is_on || !has_records) {
            return 0;
        }
        if self.is_on {
            self.take(window);
        }
        keep_from
    }

    /// Takes what the window holds and was not taken yet.
    pub fn take(&mut self, window: &Window) {
        self.hasher.update(window.bytes_from(self.hashed));
        self.hashed = window.end();
    }

    /// The content when all of it is at hand.
    pub fn whole<'w>(&self, window: &'w Window) -> Option<&'w [u8]> {
        (self.hashed == 0 && window.base() == 0).then(|| window.bytes_from(0))
    }

    /// The hash, now that the content is at its end.
    pub fn finish(mut self, window: &Window) -> Sha256 {
        self.take(window);
        Sha256(self.hasher.finalize().into())
    }
}

/// Whether a content is whole to the letter, by what was wrong with its packing; `None` when it did not come to its end.
pub(super) fn form_of(problems: &Problems, has_more_members: bool) -> Option<Form> {
    let has = |kinds: &[ProblemKind]| problems.0.iter().any(|problem| kinds.contains(&problem.kind));
    if has(&[
        ProblemKind::Unreadable,
        ProblemKind::MemberDamaged,
        ProblemKind::InflateLimit,
        ProblemKind::InflateRatio,
    ]) {
        None
    } else if has(&[
        ProblemKind::GzipHeader,
        ProblemKind::GzipDamaged,
        ProblemKind::GzipTruncated,
        ProblemKind::GzipChecksum,
        // CloudTrail writes neither: the bytes are others, though they say the same.
        ProblemKind::Utf16,
        ProblemKind::Base64,
    ]) {
        Some(Form::Damaged)
    } else if has_more_members || has(&[ProblemKind::GzipTrailing, ProblemKind::GzipPadding]) {
        Some(Form::Trailing)
    } else {
        Some(Form::Whole)
    }
}
