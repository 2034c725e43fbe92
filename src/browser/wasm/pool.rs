//! The readers and their jobs.

use super::{shelf::Shelf, workers::RoleWorker};
use crate::{
    base::FileId,
    browser::jobs::{Jobs, Task},
    protocol::{
        Scope,
        reader::{ReadFile, ToReader},
        search::SearchOrder,
    },
    query::Test,
};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// All readers and what they read.
#[derive(Default)]
pub struct Pool {
    /// A place is empty while its reader is being replaced, or when the browser refuses workers.
    pub readers: Vec<Option<RoleWorker>>,
    pub jobs: Jobs,
    /// What the search under way asks of each record, and which records are rows.
    tests: Rc<[Test]>,
    search_scope: Scope,
}

impl Pool {
    /// Places for so many readers.
    pub fn new(num_readers: usize) -> Self {
        let mut readers = Vec::new();
        readers.resize_with(num_readers, || None);
        Self {
            readers,
            jobs: Jobs::new(num_readers),
            ..Self::default()
        }
    }

    /// Queues shelved files.
    pub fn queue(&mut self, files: &[FileId], scope: Scope, attempt: u32, shelf: &Shelf) {
        let files = files.iter().map(|&file| ReadFile {
            file,
            attempt,
            size: shelf.size(file),
        });
        self.jobs.queue(files, Task::Read(scope));
    }

    /// Queues shelved files to be searched.
    pub fn queue_search(&mut self, order: &SearchOrder, scope: Scope, shelf: &Shelf) {
        self.tests = order.tests.clone();
        self.search_scope = scope;
        let files = order.files.iter().map(|&file| ReadFile {
            file,
            attempt: 0,
            size: shelf.size(file),
        });
        self.jobs.queue(files, Task::Search(order.search));
    }

    /// Gives work to every reader that has room.
    pub fn dispatch(&mut self, shelf: &Shelf) {
        let readers = &self.readers;
        while let Some((index, job)) = self.jobs.next(|index| readers[index].is_some()) {
            let (number, files) = (job.number, job.files());
            let handles = files
                .iter()
                .filter_map(|file| shelf.get(file.file))
                .map(JsValue::from)
                .collect();
            if let Some(reader) = &readers[index] {
                let message = match job.task {
                    Task::Read(scope) => ToReader::Read {
                        job: number,
                        scope,
                        files,
                    },
                    Task::Search(search) => ToReader::Search {
                        job: number,
                        search,
                        scope: self.search_scope,
                        tests: self.tests.clone(),
                        files,
                    },
                };
                reader.post(message, handles);
            }
        }
    }
}
