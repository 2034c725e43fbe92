//! The readers and their jobs.

use super::{shelf::Shelf, workers::RoleWorker};
use crate::{
    base::FileId,
    browser::jobs::Jobs,
    protocol::{
        Scope,
        reader::{ReadFile, ToReader},
    },
};
use wasm_bindgen::JsValue;

/// All readers and what they read.
#[derive(Default)]
pub struct Pool {
    /// A place is empty while its reader is being replaced, or when the browser refuses workers.
    pub readers: Vec<Option<RoleWorker>>,
    pub jobs: Jobs,
}

impl Pool {
    /// Places for so many readers.
    pub fn new(num_readers: usize) -> Self {
        let mut readers = Vec::new();
        readers.resize_with(num_readers, || None);
        Self {
            readers,
            jobs: Jobs::new(num_readers),
        }
    }

    /// Queues shelved files.
    pub fn queue(&mut self, files: &[FileId], scope: Scope, attempt: u32, shelf: &Shelf) {
        let files = files.iter().map(|&file| ReadFile {
            file,
            attempt,
            size: shelf.size(file),
        });
        self.jobs.queue(files, scope);
    }

    /// Gives work to every reader that has room.
    pub fn dispatch(&mut self, shelf: &Shelf) {
        let readers = &self.readers;
        while let Some((index, job)) = self.jobs.next(|index| readers[index].is_some()) {
            let (number, scope, files) = (job.number, job.scope, job.files());
            let handles = files
                .iter()
                .filter_map(|file| shelf.get(file.file))
                .map(JsValue::from)
                .collect();
            if let Some(reader) = &readers[index] {
                reader.post(
                    ToReader::Read {
                        job: number,
                        scope,
                        files,
                    },
                    handles,
                );
            }
        }
    }
}
