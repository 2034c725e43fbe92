//! The handles of all dropped files. A handle is small; the bytes stay on the disk until a reader asks.

use super::listing::Listed;
use crate::{base::FileId, protocol::engine::FileEntry};
use std::rc::Rc;
use web_sys::File;

/// The shelf: files by [`FileId`], in the order of dropping.
#[derive(Default)]
pub struct Shelf {
    files: Vec<File>,
}

impl Shelf {
    /// Puts files on the shelf and says what the page may know of them.
    pub fn put(&mut self, files: Vec<Listed>) -> Vec<FileEntry> {
        let entry = |listed: Listed| {
            let id = FileId(self.files.len() as u32);
            self.files.push(listed.file);
            FileEntry {
                file: id,
                path: Rc::from(listed.path),
                size: listed.size,
            }
        };
        files.into_iter().map(entry).collect()
    }

    /// Nothing was dropped yet.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The handle of a file.
    pub fn get(&self, file: FileId) -> Option<&File> {
        self.files.get(file.index())
    }

    /// The size of a file in bytes.
    pub fn size(&self, file: FileId) -> u64 {
        self.get(file).map_or(0, |file| file.size() as u64)
    }
}
