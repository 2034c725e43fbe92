//! The readers: who reads what, and what happens when one of them ends.

use super::{messages::open, shelf::Shelf, workers::RoleWorker};
use crate::{
    base::FileId,
    protocol::{
        Scope,
        reader::{FromReader, ReadFile, ToReader},
    },
};
use std::collections::VecDeque;
use wasm_bindgen::JsValue;
use web_sys::MessageEvent;

/// Small files are read as one composite of at most this many.
const JOB_FILES: usize = 128;

/// A composite holds at most this many bytes; a larger file is a job of its own and is read in slices.
pub const JOB_BYTES: u64 = 4 << 20;

/// While a reader works on one job, the browser reads the bytes of the next.
const JOBS_IN_FLIGHT: usize = 2;

/// A try of a file that is lost this often is the last.
const MAX_TRIES: u32 = 2;

/// Files that one reader has in hand.
pub struct Job {
    scope: Scope,
    files: Vec<ReadFile>,
}

/// A file that waits for a reader.
#[derive(Clone, Debug)]
struct Queued {
    file: ReadFile,
    scope: Scope,
    /// How often a reader ended with it in hand; such a file is read alone, to find the one that is to blame.
    num_lost: u32,
}

/// One reader.
pub struct Reader {
    pub worker: RoleWorker,
    jobs: VecDeque<(Job, u32)>,
}

impl Reader {
    pub fn new(worker: RoleWorker) -> Self {
        Self {
            worker,
            jobs: VecDeque::new(),
        }
    }
}

/// All readers and what waits for them.
#[derive(Default)]
pub struct Pool {
    pub readers: Vec<Option<Reader>>,
    queue: VecDeque<Queued>,
}

/// What became of a file that a reader had in hand when it ended.
pub enum Lost {
    /// It will be read again.
    Retried(ReadFile),
    /// It will not.
    GivenUp(ReadFile),
}

impl Pool {
    /// Queues files.
    pub fn queue(&mut self, files: &[FileId], scope: Scope, attempt: u32, shelf: &Shelf) {
        self.queue.extend(files.iter().map(|&file| Queued {
            file: ReadFile {
                file,
                attempt,
                size: shelf.size(file),
            },
            scope,
            num_lost: 0,
        }));
    }

    /// Forgets what waits.
    pub fn clear_queue(&mut self) {
        self.queue.clear();
    }

    /// Nothing waits and nothing is in hand.
    pub fn is_idle(&self) -> bool {
        self.queue.is_empty() && self.readers.iter().flatten().all(|reader| reader.jobs.is_empty())
    }

    /// Readers that are at work.
    pub fn is_busy(&self, index: usize) -> bool {
        self.readers[index]
            .as_ref()
            .is_some_and(|reader| !reader.jobs.is_empty())
    }

    /// Gives work to every reader that has room.
    pub fn dispatch(&mut self, shelf: &Shelf) {
        loop {
            let has_room = |reader: &&mut Reader| reader.jobs.len() < JOBS_IN_FLIGHT;
            let Some(reader) = self
                .readers
                .iter_mut()
                .flatten()
                .filter(has_room)
                .min_by_key(|reader| reader.jobs.len())
            else {
                return;
            };
            let Some((job, num_lost)) = next_job(&mut self.queue) else {
                return;
            };
            let handles = job
                .files
                .iter()
                .filter_map(|file| shelf.get(file.file))
                .map(JsValue::from)
                .collect();
            reader.worker.post(
                ToReader::Read {
                    scope: job.scope,
                    files: job.files.clone(),
                },
                handles,
            );
            reader.jobs.push_back((job, num_lost));
        }
    }

    /// A reader finished its oldest job.
    pub fn finish_job(&mut self, index: usize) {
        if let Some(reader) = &mut self.readers[index] {
            reader.jobs.pop_front();
        }
    }

    /// A reader ended: its files are queued again, each alone, or given up.
    pub fn lose_reader(&mut self, index: usize) -> Vec<Lost> {
        let Some(reader) = self.readers[index].take() else {
            return Vec::new();
        };
        let mut lost = Vec::new();
        for (job, num_lost) in reader.jobs {
            for file in job.files {
                if num_lost + 1 >= MAX_TRIES {
                    lost.push(Lost::GivenUp(file));
                    continue;
                }
                let again = ReadFile {
                    attempt: file.attempt + 1,
                    ..file.clone()
                };
                self.queue.push_front(Queued {
                    file: again,
                    scope: job.scope,
                    num_lost: num_lost + 1,
                });
                lost.push(Lost::Retried(file));
            }
        }
        lost
    }
}

/// The next files that fit into one job.
fn next_job(queue: &mut VecDeque<Queued>) -> Option<(Job, u32)> {
    let first = queue.pop_front()?;
    let (scope, num_lost, mut bytes) = (first.scope, first.num_lost, first.file.size);
    let mut files = vec![first.file];
    while let Some(next) = queue.front() {
        let fits =
            next.scope == scope && next.num_lost == 0 && num_lost == 0 && bytes + next.file.size <= JOB_BYTES;
        if !fits || files.len() >= JOB_FILES {
            break;
        }
        bytes += next.file.size;
        files.extend(queue.pop_front().map(|queued| queued.file));
    }
    Some((Job { scope, files }, num_lost))
}

/// A reader's message.
pub fn open_reader_message(event: &MessageEvent) -> (FromReader, Vec<JsValue>) {
    open(event)
}
