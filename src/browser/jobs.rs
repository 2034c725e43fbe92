//! Who reads what: the files that wait, the jobs in hand, and what becomes of them when a reader ends.
//! Pure bookkeeping, so that it is tested without a browser.

use crate::protocol::{Scope, reader::ReadFile};
use std::collections::VecDeque;

/// Small files are read as one composite of at most this many.
const JOB_FILES: usize = 128;

/// A composite holds at most this many bytes; a larger file is a job of its own and is read in slices.
pub const JOB_BYTES: u64 = 4 << 20;

/// While a reader works on one job, the browser reads the bytes of the next.
const JOBS_IN_FLIGHT: usize = 2;

/// A file that ends its reader this often, while nothing else is in hand, is given up.
const MAX_LOSSES_ALONE: u32 = 2;

/// A file that waits for a reader, or is in its hands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Waiting {
    file: ReadFile,
    scope: Scope,
    /// A reader ended with it in hand: from then on it is read alone, to find the one that is to blame.
    is_suspect: bool,
    /// How often a reader ended with only this file in hand.
    num_lost_alone: u32,
}

/// Files that a reader was given in one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Names the job between page and reader; never used twice.
    pub number: u32,
    /// Which records become rows.
    pub scope: Scope,
    files: Vec<Waiting>,
    is_begun: bool,
}

impl Job {
    /// The files, in the order of their handles.
    pub fn files(&self) -> Vec<ReadFile> {
        self.files.iter().map(|waiting| waiting.file.clone()).collect()
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
}

/// The files that wait and the jobs in hand, by reader.
#[derive(Debug, Default)]
pub struct Jobs {
    queue: VecDeque<Waiting>,
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
    pub fn queue(&mut self, files: impl IntoIterator<Item = ReadFile>, scope: Scope) {
        self.queue.extend(files.into_iter().map(|file| Waiting {
            file,
            scope,
            is_suspect: false,
            num_lost_alone: 0,
        }));
    }

    /// Forgets what waits.
    pub fn clear_queue(&mut self) {
        self.queue.clear();
    }

    /// Forgets what a reader has in hand: it was ended on purpose.
    pub fn forget(&mut self, reader: usize) {
        self.in_hand[reader].clear();
    }

    /// Nothing waits and nothing is in hand.
    pub fn is_idle(&self) -> bool {
        self.queue.is_empty() && self.in_hand.iter().all(VecDeque::is_empty)
    }

    /// The reader has work.
    pub fn is_busy(&self, reader: usize) -> bool {
        !self.in_hand[reader].is_empty()
    }

    /// The next job, and the reader it is for: the one with the least in hand; `None` when nothing waits or no reader has
    /// room. `is_there` says which readers run.
    pub fn next(&mut self, is_there: impl Fn(usize) -> bool) -> Option<(usize, Job)> {
        let has_room = |reader: &usize| is_there(*reader) && self.in_hand[*reader].len() < JOBS_IN_FLIGHT;
        let reader = (0..self.in_hand.len())
            .filter(has_room)
            .min_by_key(|reader| self.in_hand[*reader].len())?;
        let files = next_files(&mut self.queue);
        let scope = files.first()?.scope;
        self.num_jobs += 1;
        let job = Job {
            number: self.num_jobs,
            scope,
            files,
            is_begun: false,
        };
        self.in_hand[reader].push_back(job.clone());
        Some((reader, job))
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

/// The next files that fit into one job.
fn next_files(queue: &mut VecDeque<Waiting>) -> Vec<Waiting> {
    let mut files: Vec<Waiting> = Vec::new();
    let mut bytes = 0;
    while let Some(next) = queue.front() {
        let fits = files.first().is_none_or(|first| {
            next.scope == first.scope
                && !first.is_suspect
                && !next.is_suspect
                && bytes + next.file.size <= JOB_BYTES
                && files.len() < JOB_FILES
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
mod tests {
    use super::*;
    use crate::base::FileId;

    fn file(number: u32, size: u64) -> ReadFile {
        ReadFile {
            file: FileId(number),
            attempt: 0,
            size,
        }
    }

    fn jobs(num_readers: usize, sizes: &[u64]) -> Jobs {
        let mut jobs = Jobs::new(num_readers);
        let files = (0..).zip(sizes).map(|(number, size)| file(number, *size));
        jobs.queue(files, Scope::ComprehendMedical);
        jobs
    }

    fn next(jobs: &mut Jobs) -> (usize, u32, Vec<u32>) {
        let (reader, job) = jobs.next(|_| true).expect("a job");
        (
            reader,
            job.number,
            job.files().iter().map(|file| file.file.0).collect(),
        )
    }

    #[test]
    fn small_files_go_together_and_a_large_one_alone() {
        let mut jobs = jobs(2, &[10, 20, 5 << 20, 30, 3 << 20, 2 << 20]);
        let given: Vec<_> = (0..4).map(|_| next(&mut jobs).2).collect();
        assert_eq!(given, [vec![0, 1], vec![2], vec![3, 4], vec![5]]);
        assert!(jobs.next(|_| true).is_none());
    }

    #[test]
    fn a_composite_has_a_largest_number_of_files() {
        let mut jobs = jobs(1, &[1; 300]);
        assert_eq!(next(&mut jobs).2.len(), 128);
    }

    #[test]
    fn a_reader_gets_two_jobs_and_no_more_and_one_that_is_not_there_gets_none() {
        let mut jobs = jobs(2, &[5 << 20; 9]);
        let only_first = |reader: usize| reader == 0;
        assert_eq!(jobs.next(only_first).map(|(reader, _)| reader), Some(0));
        assert_eq!(jobs.next(only_first).map(|(reader, _)| reader), Some(0));
        assert!(jobs.next(only_first).is_none());
        jobs.finish(0, 2);
        assert!(jobs.is_busy(0) && !jobs.is_busy(1));
        assert_eq!(next(&mut jobs).0, 1);
    }

    #[test]
    fn jobs_that_end_in_another_order_are_told_apart() {
        let mut jobs = jobs(1, &[1, 5 << 20]);
        let (_, composite, _) = next(&mut jobs);
        let (_, large, _) = next(&mut jobs);
        jobs.begin(0, large);
        jobs.finish(0, large);
        jobs.begin(0, composite);
        assert_eq!(jobs.lose(0), [Lost::Retried(file(0, 1))]);
    }

    #[test]
    fn what_was_not_begun_is_not_blamed() {
        let mut jobs = jobs(1, &[5 << 20, 5 << 20]);
        for _ in 0..9 {
            let (_, one, _) = next(&mut jobs);
            let _two = next(&mut jobs);
            jobs.begin(0, one);
            let lost = jobs.lose(0);
            let blamed = |lost: &&Lost| !matches!(lost, Lost::Unread(_));
            assert_eq!(lost.iter().filter(blamed).count(), 1);
            if lost.iter().any(|lost| matches!(lost, Lost::GivenUp(_))) {
                break;
            }
        }
        let (_, _, left) = next(&mut jobs);
        assert_eq!(left.len(), 1, "the innocent one waits");
    }

    #[test]
    fn the_file_that_ends_readers_is_found_among_many_and_given_up() {
        const BAD: u32 = 77;
        let mut jobs = jobs(2, &[9; 200]);
        let (mut num_read, mut num_given_up, mut num_ended) = (0, 0, 0);
        while let Some((reader, job)) = jobs.next(|_| true) {
            jobs.begin(reader, job.number);
            if job.files().iter().any(|file| file.file == FileId(BAD)) {
                num_ended += 1;
                for lost in jobs.lose(reader) {
                    if let Lost::GivenUp(file) = lost {
                        assert_eq!(file.file, FileId(BAD));
                        num_given_up += 1;
                    }
                }
            } else {
                num_read += job.files().len();
                jobs.finish(reader, job.number);
            }
        }
        assert_eq!((num_read, num_given_up, num_ended), (199, 1, 3));
        assert!(jobs.is_idle());
    }

    #[test]
    fn stopping_forgets_what_waits_and_what_is_in_hand() {
        let mut jobs = jobs(1, &[5 << 20; 4]);
        let _in_hand = next(&mut jobs);
        jobs.clear_queue();
        assert!(!jobs.is_idle());
        jobs.forget(0);
        assert!(jobs.is_idle() && jobs.lose(0).is_empty());
    }

    #[test]
    fn every_loss_is_a_new_attempt() {
        let mut jobs = jobs(1, &[1]);
        let (_, number, _) = next(&mut jobs);
        jobs.lose(0);
        let (_, job) = jobs.next(|_| true).expect("it waits again");
        assert_ne!(job.number, number);
        assert_eq!(job.files()[0].attempt, 1);
    }
}
