//! The files that are loaded, as validation sees them.

use super::{FileName, NameKind, Sha256, stem};
use crate::base::FileId;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, rc::Rc};

/// A loaded file, or a member of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileAt {
    /// The dropped file.
    pub file: FileId,
    /// The member's number; 0 is the file itself.
    pub member: u32,
}

/// Which bytes a hash is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Basis {
    /// The uncompressed content, as digests have it.
    Content,
    /// The file as it was saved, as the sign files of query results have it.
    Raw,
}

/// Whether a file is whole, to the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// One gzip member and nothing else, or no gzip at all.
    Whole,
    /// Bytes stand behind the first gzip member. MedTrail reads on, validation does not.
    Trailing,
    /// The gzip data are damaged.
    Damaged,
}

/// The hash of a file's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// Of which bytes.
    pub basis: Basis,
    /// The hash.
    pub sha256: Sha256,
    /// Whether the file is whole.
    pub form: Form,
}

/// What validation needs to know of a loaded file.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedFile {
    /// Which.
    pub at: FileAt,
    /// Path as dropped, members joined by `!/`.
    pub path: Rc<str>,
    /// CloudTrail's own log format: a file that a digest should name.
    pub is_log: bool,
    /// It could not be read to its end, for another cause than its content.
    pub is_unread: bool,
    /// The hash of its content.
    pub content: Option<Seal>,
    /// The hash of it as saved.
    pub raw: Option<Sha256>,
}

/// Loaded files by the stems of their names.
pub(super) struct Stock<'a> {
    pub files: &'a [LoadedFile],
    by_stem: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Stock<'a> {
    pub fn new(files: &'a [LoadedFile]) -> Self {
        let mut by_stem = BTreeMap::<_, Vec<usize>>::new();
        for (index, file) in files.iter().enumerate() {
            by_stem.entry(stem(&file.path)).or_default().push(index);
        }
        Self { files, by_stem }
    }

    /// The files of this name, in whatever folder.
    pub fn of_name(&self, key: &str) -> &[usize] {
        self.by_stem.get(stem(key)).map_or(&[], Vec::as_slice)
    }
}

impl LoadedFile {
    /// The name says that it is a digest.
    pub(super) fn is_named_digest(&self) -> bool {
        FileName::parse(&self.path).is_some_and(|name| matches!(name.kind, NameKind::Digest { .. }))
    }
}
