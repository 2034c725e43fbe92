//! The readers and their jobs.

use super::{shelf::Shelf, workers::RoleWorker};
use crate::{
    base::FileId,
    browser::jobs::{Jobs, Task},
    protocol::{
        Scope,
        integrity::SealFile,
        reader::{ReadFile, ToReader},
        search::SearchOrder,
    },
    query::Test,
};
use std::{collections::BTreeMap, rc::Rc};
use wasm_bindgen::JsValue;
use web_sys::{MessageChannel, MessagePort};

/// All readers and what they read.
#[derive(Default)]
pub struct Pool {
    /// A place is empty while its reader is being replaced, or when the browser refuses workers.
    pub readers: Vec<Option<RoleWorker>>,
    pub jobs: Jobs,
    /// What the search under way asks of each record, and which records are rows.
    tests: Rc<[Test]>,
    search_scope: Scope,
    /// What is wanted of the files that are read again for their hashes.
    seals: BTreeMap<FileId, SealFile>,
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

    /// Queues files to be read again for their hashes alone.
    pub fn queue_seals(&mut self, files: &[SealFile], shelf: &Shelf) {
        for file in files {
            let known = self.seals.entry(file.file).or_insert_with(|| file.clone());
            if known.attempt == file.attempt {
                // What waits already is not forgotten.
                known.wanted.extend(&file.wanted);
                known.wanted.sort_unstable();
                known.wanted.dedup();
            } else {
                known.clone_from(file);
            }
        }
        let files = files.iter().map(|file| ReadFile {
            file: file.file,
            attempt: file.attempt,
            size: shelf.size(file.file),
        });
        self.jobs.queue(files, Task::Seal);
    }

    /// Forgets the files that wait to be read again for their hashes.
    pub fn clear_seals(&mut self) {
        self.jobs.clear_seals();
        self.seals.clear();
    }

    /// Gives work to every reader that has room. With `is_sealing`, what is read is hashed too.
    pub fn dispatch(&mut self, shelf: &Shelf, is_sealing: bool) {
        let readers = &self.readers;
        let is_there = |index: usize| readers[index].is_some();
        while let Some((index, job)) = self.jobs.next(is_there) {
            let (number, files) = (job.number, job.files());
            let mut handles: Vec<JsValue> = files
                .iter()
                .filter_map(|file| shelf.get(file.file))
                .map(JsValue::from)
                .collect();
            let message = match job.task {
                Task::Read(scope) => {
                    let fed = feed(&mut self.jobs, readers, index, &handles);
                    let is_fed = fed.is_some();
                    handles.extend(fed.map(JsValue::from));
                    ToReader::Read {
                        job: number,
                        scope,
                        is_sealing,
                        is_fed,
                        files,
                    }
                }
                Task::Seal => ToReader::Seal {
                    job: number,
                    wanted: files
                        .iter()
                        .filter_map(|file| self.seals.get(&file.file).cloned())
                        .collect(),
                    files,
                },
                Task::Search(search) => ToReader::Search {
                    job: number,
                    search,
                    scope: self.search_scope,
                    tests: self.tests.clone(),
                    files,
                },
                Task::Feed => continue,
            };
            if let Some(reader) = &readers[index] {
                reader.post(message, handles);
            }
        }
    }
}

/// Has another reader inflate the large file that one was given, when one is free; gives the fed reader's end of the
/// channel between them.
fn feed(
    jobs: &mut Jobs,
    readers: &[Option<RoleWorker>],
    fed: usize,
    handles: &[JsValue],
) -> Option<MessagePort> {
    let [handle] = handles else { return None };
    let channel = MessageChannel::new().ok()?;
    let (feeder, job) = jobs.feeder(fed, |index| readers[index].is_some())?;
    let message = ToReader::Feed { job: job.number };
    let extras = vec![handle.clone(), channel.port2().into()];
    readers[feeder].as_ref()?.post(message, extras);
    Some(channel.port1())
}
