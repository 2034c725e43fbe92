//! Who reads what: the files that wait, the jobs in hand, and what becomes of them when a reader ends. Files that are
//! only searched, or read again for their hashes, come after all that are read.
//! Pure bookkeeping, so that it is tested without a browser.

use crate::protocol::{Scope, reader::ReadFile};
use std::collections::VecDeque;

/// Small files are read as one composite of at most this many.
const JOB_FILES: usize = 128;

/// And of this many at least, while so many wait: begun soon at the start of reading, and at its end spread over all readers.
const MIN_JOB_FILES: usize = 16;

/// A reader is given this part of its share of the files that wait.
const PARTS_OF_SHARE: usize = 4;

/// A composite holds at most this many bytes; a larger file is a job of its own and is read in slices.
pub const JOB_BYTES: u64 = 4 << 20;

/// While a reader works on one job, the browser reads the bytes of the next.
const JOBS_IN_FLIGHT: usize = 2;

/// A file that ends its reader this often, while nothing else is in hand, is given up.
const MAX_LOSSES_ALONE: u32 = 2;

/// What is done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Its records become rows.
    Read(Scope),
    /// Its records are searched, for the search of this number.
    Search(u32),
    /// It is read again for its hashes alone.
    Seal,
    /// It is inflated for the reader that reads it.
    Feed,
}

/// A file that waits for a reader, or is in its hands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Waiting {
    file: ReadFile,
    task: Task,
    /// A reader ended with it in hand: from then on it is read alone, with nothing else in that reader's hand, to find
    /// the one that is to blame.
    is_suspect: bool,
    /// How often a reader ended with only this file in hand.
    num_lost_alone: u32,
}

/// Files that a reader was given in one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Names the job between page and reader; never used twice.
    pub number: u32,
    /// What is done with the files.
    pub task: Task,
    files: Vec<Waiting>,
    is_begun: bool,
    /// The reader that feeds this one, or is fed by it.
    partner: Option<usize>,
}

impl Job {
    /// The files, in the order of their handles.
    pub fn files(&self) -> Vec<ReadFile> {
        self.files.iter().map(|waiting| waiting.file.clone()).collect()
    }

    /// One of its files is to be read with nothing else in hand.
    fn is_suspect(&self) -> bool {
        self.files.iter().any(|waiting| waiting.is_suspect)
    }

    fn is_search(&self) -> bool {
        matches!(self.task, Task::Search(_))
    }

    /// It waits for all that is to be read.
    fn is_aside(&self) -> bool {
        !matches!(self.task, Task::Read(_) | Task::Feed)
    }

    /// Its reader has room for nothing else.
    fn is_exclusive(&self) -> bool {
        self.is_suspect() || self.partner.is_some()
    }
}

/// What became of a file that an ended reader had been given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// It was not begun, and waits again.
    Unread(ReadFile),
    /// It was in hand, and will be read again.
    Retried(ReadFile),
    /// It was in hand, and will not.
    GivenUp(ReadFile),
    /// It was being searched, and will not be again for the search of this number.
    NotSearched(ReadFile, u32),
    /// It was being read again for its hashes, and will not be.
    NotSealed(ReadFile),
}

/// The files that wait and the jobs in hand, by reader.
#[derive(Debug, Default)]
pub struct Jobs {
    queue: VecDeque<Waiting>,
    aside: VecDeque<Waiting>,
    in_hand: Vec<VecDeque<Job>>,
    num_jobs: u32,
}

impl Jobs {
    /// For so many readers.
    pub fn new(num_readers: usize) -> Self {
        Self {
            in_hand: vec![VecDeque::new(); num_readers],
            ..Self::default()
        }
    }

    /// Queues files.
    pub fn queue(&mut self, files: impl IntoIterator<Item = ReadFile>, task: Task) {
        let queue = match task {
            Task::Read(_) => &mut self.queue,
            Task::Search(_) | Task::Seal | Task::Feed => &mut self.aside,
        };
        queue.extend(files.into_iter().map(|file| Waiting {
            file,
            task,
            is_suspect: false,
            num_lost_alone: 0,
        }));
    }

    /// Forgets what waits to be read.
    pub fn clear_queue(&mut self) {
        self.queue.clear();
    }

    /// Forgets what a reader has to read: it was ended on purpose. What it had besides waits again.
    pub fn forget(&mut self, reader: usize) {
        for job in std::mem::take(&mut self.in_hand[reader]).into_iter().rev() {
            if job.is_aside() {
                job.files
                    .into_iter()
                    .rev()
                    .for_each(|waiting| self.aside.push_front(waiting));
            }
        }
    }

    /// Nothing waits to be read and nothing is being read.
    pub fn is_idle(&self) -> bool {
        self.queue.is_empty() && self.in_hand.iter().flatten().all(Job::is_aside)
    }

    /// The reader has files to read.
    pub fn is_reading(&self, reader: usize) -> bool {
        !self.in_hand[reader].iter().all(Job::is_aside)
    }

    /// Forgets the files that wait to be searched.
    pub fn clear_searches(&mut self) {
        self.aside
            .retain(|waiting| !matches!(waiting.task, Task::Search(_)));
    }

    /// Forgets the files that wait to be read again for their hashes.
    pub fn clear_seals(&mut self) {
        self.aside.retain(|waiting| waiting.task != Task::Seal);
    }

    /// Forgets what a reader has to search. When it is in the middle of that it must be ended: then gives the files
    /// that it had to read besides, which wait again as a new attempt.
    pub fn drop_searches(&mut self, reader: usize) -> Option<Vec<ReadFile>> {
        let is_searching = self.in_hand[reader]
            .iter()
            .any(|job| job.is_search() && job.is_begun);
        self.in_hand[reader].retain(|job| !job.is_search());
        if !is_searching {
            return None;
        }
        let mut lost = Vec::new();
        for mut waiting in std::mem::take(&mut self.in_hand[reader])
            .into_iter()
            .flat_map(|job| job.files)
        {
            if waiting.task == Task::Seal {
                self.aside.push_front(waiting);
                continue;
            }
            lost.push(waiting.file.clone());
            waiting.file.attempt += 1;
            self.queue.push_front(waiting);
        }
        Some(lost)
    }

    /// The next job, and the reader it is for: the one with the least in hand; `None` when nothing waits or no reader has
    /// room. A suspect has room only beside nothing else. `is_there` says which readers run.
    pub fn next(&mut self, is_there: impl Fn(usize) -> bool) -> Option<(usize, Job)> {
        let has_room = |reader: &usize| {
            let in_hand = &self.in_hand[*reader];
            is_there(*reader) && in_hand.len() < JOBS_IN_FLIGHT && !in_hand.iter().any(Job::is_exclusive)
        };
        let reader = (0..self.in_hand.len())
            .filter(has_room)
            .min_by_key(|reader| self.in_hand[*reader].len())?;
        let next = self.queue.front().or(self.aside.front())?;
        if next.is_suspect && !self.in_hand[reader].is_empty() {
            // Beside another job, the one would be blamed for the other's end.
            return None;
        }
        let share = self.queue.len() / (PARTS_OF_SHARE * self.in_hand.len());
        let mut files = next_files(&mut self.queue, share.clamp(MIN_JOB_FILES, JOB_FILES));
        if files.is_empty() {
            files = next_files(&mut self.aside, JOB_FILES);
        }
        let task = files.first()?.task;
        Some((reader, self.give(reader, task, files, None)))
    }

    fn give(&mut self, reader: usize, task: Task, files: Vec<Waiting>, partner: Option<usize>) -> Job {
        self.num_jobs += 1;
        let job = Job {
            number: self.num_jobs,
            task,
            files,
            is_begun: false,
            partner,
        };
        self.in_hand[reader].push_back(job.clone());
        job
    }

    /// Another reader to inflate the large file that `reader` was just given, and its job for that: when nothing else
    /// waits and that reader has only a little to read. The two then have room for nothing else, and if one ends, so
    /// must the other.
    pub fn feeder(&mut self, reader: usize, is_there: impl Fn(usize) -> bool) -> Option<(usize, Job)> {
        let waits = !self.queue.is_empty() || !self.aside.is_empty();
        let ([job], false) = (self.in_hand[reader].make_contiguous(), waits) else {
            return None;
        };
        let is_large = job.files.iter().all(|waiting| waiting.file.size > JOB_BYTES);
        if !matches!(job.task, Task::Read(_)) || !is_large || job.is_suspect() {
            return None;
        }
        let feeder = (0..self.in_hand.len())
            .filter(|index| *index != reader && is_there(*index) && has_little(&self.in_hand[*index]))
            .min_by_key(|index| self.in_hand[*index].len())?;
        self.in_hand[reader][0].partner = Some(feeder);
        Some((feeder, self.give(feeder, Task::Feed, Vec::new(), Some(reader))))
    }

    /// The reader that feeds this one, or is fed by it.
    pub fn partner(&self, reader: usize) -> Option<usize> {
        self.in_hand[reader].iter().find_map(|job| job.partner)
    }

    /// The reader begins with a job. Not always the oldest: a job of one large file waits for no composite.
    pub fn begin(&mut self, reader: usize, number: u32) {
        for job in &mut self.in_hand[reader] {
            job.is_begun |= job.number == number;
        }
    }

    /// The reader is done with a job.
    pub fn finish(&mut self, reader: usize, number: u32) {
        self.in_hand[reader].retain(|job| job.number != number);
    }

    /// The reader ended: what it had begun is read again, each file alone, or given up; the rest waits again.
    /// Whatever was given to it counts as a lost attempt, so that nothing it may still have sent is taken twice.
    pub fn lose(&mut self, reader: usize) -> Vec<Lost> {
        let mut lost = Vec::new();
        for job in std::mem::take(&mut self.in_hand[reader]) {
            let is_alone = job.files.len() == 1;
            for mut waiting in job.files {
                let file = waiting.file.clone();
                if !matches!(waiting.task, Task::Read(_)) {
                    waiting.is_suspect |= job.is_begun;
                    waiting.num_lost_alone += u32::from(is_alone && job.is_begun);
                    match waiting.task {
                        _ if waiting.num_lost_alone < MAX_LOSSES_ALONE => self.aside.push_front(waiting),
                        Task::Search(number) => lost.push(Lost::NotSearched(file, number)),
                        Task::Read(_) | Task::Seal | Task::Feed => lost.push(Lost::NotSealed(file)),
                    }
                    continue;
                }
                waiting.file.attempt += 1;
                if !job.is_begun {
                    lost.push(Lost::Unread(file));
                    self.queue.push_front(waiting);
                    continue;
                }
                waiting.is_suspect = true;
                waiting.num_lost_alone += u32::from(is_alone);
                if waiting.num_lost_alone >= MAX_LOSSES_ALONE {
                    lost.push(Lost::GivenUp(file));
                } else {
                    lost.push(Lost::Retried(file));
                    self.queue.push_front(waiting);
                }
            }
        }
        lost
    }
}

/// What is in hand is soon done, and no search that may be dropped, and the reader with it.
fn has_little(in_hand: &VecDeque<Job>) -> bool {
    let is_plain = |job: &Job| matches!(job.task, Task::Read(_)) && !job.is_exclusive();
    let files = in_hand.iter().flat_map(|job| &job.files);
    in_hand.iter().all(is_plain) && files.map(|waiting| waiting.file.size).sum::<u64>() <= JOB_BYTES
}

/// The next files that fit into one job, `max_files` at most.
fn next_files(queue: &mut VecDeque<Waiting>, max_files: usize) -> Vec<Waiting> {
    let mut files: Vec<Waiting> = Vec::new();
    let mut bytes = 0;
    while let Some(next) = queue.front() {
        let fits = files.first().is_none_or(|first| {
            next.task == first.task
                && !first.is_suspect
                && !next.is_suspect
                && bytes + next.file.size <= JOB_BYTES
                && files.len() < max_files
        });
        if !fits {
            break;
        }
        bytes += next.file.size;
        files.extend(queue.pop_front());
    }
    files
}

#[cfg(test)]
mod tests;
