//! The files as the page knows them: number, path and size.

use crate::{
    base::{FileId, Shared},
    protocol::engine::FileEntry,
};
use std::rc::Rc;

/// All files dropped so far, in chunks as they came, so that adding some costs nothing for those before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf {
    chunks: Shared<Vec<Rc<[FileEntry]>>>,
    num_files: usize,
    num_bytes: u64,
}

impl Shelf {
    /// Number of files.
    pub fn num_files(&self) -> usize {
        self.num_files
    }

    /// Bytes of all files.
    pub fn num_bytes(&self) -> u64 {
        self.num_bytes
    }

    /// Adds files.
    pub fn add(&mut self, files: &[FileEntry]) {
        self.num_files += files.len();
        self.num_bytes += files.iter().map(|file| file.size).sum::<u64>();
        let mut chunks = (*self.chunks).clone();
        chunks.push(files.into());
        self.chunks = Shared::new(chunks);
    }

    /// All files, in the order of dropping.
    pub fn iter(&self) -> impl Iterator<Item = &FileEntry> {
        self.chunks.iter().flat_map(|chunk| chunk.iter())
    }

    /// The path of a file.
    pub fn path(&self, file: FileId) -> Option<Rc<str>> {
        self.iter()
            .find(|entry| entry.file == file)
            .map(|entry| entry.path.clone())
    }
}
