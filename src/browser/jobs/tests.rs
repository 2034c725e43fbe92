//! Who reads what, whatever readers do.

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
    jobs.queue(files, READ);
    jobs
}

const READ: Task = Task::Read(Scope::ComprehendMedical);

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
fn composites_are_large_while_many_files_wait_and_small_when_few_do() {
    let mut jobs = jobs(1, &[1; 1000]);
    assert_eq!(next(&mut jobs).2.len(), 128);
    let mut lens = Vec::new();
    while let Some((reader, job)) = jobs.next(|_| true) {
        lens.push(job.files().len());
        jobs.finish(reader, job.number);
    }
    assert!(
        lens.is_sorted_by(|one, two| one >= two) && lens[lens.len() - 2] == 16,
        "{lens:?}"
    );
}

#[test]
fn a_reader_gets_two_jobs_and_no_more_and_one_that_is_not_there_gets_none() {
    let mut jobs = jobs(2, &[5 << 20; 9]);
    let only_first = |reader: usize| reader == 0;
    assert_eq!(jobs.next(only_first).map(|(reader, _)| reader), Some(0));
    assert_eq!(jobs.next(only_first).map(|(reader, _)| reader), Some(0));
    assert!(jobs.next(only_first).is_none());
    jobs.finish(0, 2);
    assert!(jobs.is_reading(0) && !jobs.is_reading(1));
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
        let _two = jobs.next(|_| true);
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
fn a_file_that_ends_its_reader_before_its_turn_has_only_itself_to_be_blamed() {
    const BAD: u32 = 5;
    let mut jobs = jobs(1, &[5 << 20; 9]);
    let (mut num_read, mut given_up) = (0, Vec::new());
    let has_bad = |job: &Job| job.files().iter().any(|file| file.file == FileId(BAD));
    while let Some((reader, job)) = jobs.next(|_| true) {
        let beside = jobs.next(|_| true).map(|(_, beside)| beside);
        jobs.begin(reader, job.number);
        if has_bad(&job) || beside.as_ref().is_some_and(has_bad) {
            for lost in jobs.lose(reader) {
                if let Lost::GivenUp(file) = lost {
                    given_up.push(file.file);
                }
            }
            continue;
        }
        for job in [Some(job), beside].into_iter().flatten() {
            num_read += job.files().len();
            jobs.finish(reader, job.number);
        }
    }
    assert_eq!((num_read, given_up), (8, vec![FileId(BAD)]));
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

#[test]
fn files_are_searched_when_none_waits_to_be_read() {
    let mut jobs = jobs(1, &[]);
    jobs.queue([file(7, 5 << 20), file(8, 5 << 20)], Task::Search(1));
    jobs.queue([file(0, 5 << 20)], READ);
    assert_eq!(next(&mut jobs).2, [0]);
    assert_eq!(next(&mut jobs).2, [7]);
    assert!(!jobs.is_idle() && jobs.is_reading(0));
    jobs.finish(0, 1);
    assert!(
        jobs.is_idle() && !jobs.is_reading(0),
        "what is searched is no reading"
    );
    jobs.queue([file(1, 5 << 20)], READ);
    assert_eq!(next(&mut jobs).2, [1]);
}

#[test]
fn a_dropped_search_ends_the_reader_in_the_middle_of_it_and_loses_no_file_to_read() {
    let mut jobs = jobs(1, &[]);
    jobs.queue([file(7, 5 << 20)], Task::Search(1));
    let (_, search, _) = next(&mut jobs);
    jobs.queue([file(0, 1)], READ);
    let _read = next(&mut jobs);
    jobs.begin(0, search);
    jobs.clear_searches();
    assert_eq!(jobs.drop_searches(0), Some(vec![file(0, 1)]));
    let (_, job) = jobs.next(|_| true).expect("it waits again");
    assert_eq!((job.task, job.files()[0].attempt), (READ, 1));
    jobs.queue([file(7, 5 << 20)], Task::Search(2));
    let _search = next(&mut jobs);
    jobs.begin(0, job.number);
    assert_eq!(jobs.drop_searches(0), None, "it is reading, and goes on");
    assert!(jobs.is_reading(0));
}

#[test]
fn a_stopped_reading_takes_no_search_with_it() {
    let mut jobs = jobs(1, &[1]);
    jobs.queue([file(7, 1)], Task::Search(1));
    let (_read, _search) = (next(&mut jobs), next(&mut jobs));
    jobs.forget(0);
    assert!(jobs.is_idle());
    assert_eq!(next(&mut jobs).2, [7]);
}

#[test]
fn a_file_that_ends_readers_while_it_is_searched_is_given_up_for_that_search() {
    let mut jobs = jobs(1, &[]);
    jobs.queue([file(7, 1), file(8, 1)], Task::Search(3));
    let (mut num_searched, mut num_ended, mut given_up) = (0, 0, Vec::new());
    while let Some((reader, job)) = jobs.next(|_| true) {
        jobs.begin(reader, job.number);
        if job.files().contains(&file(7, 1)) {
            num_ended += 1;
            given_up.extend(jobs.lose(reader));
        } else {
            num_searched += job.files().len();
            jobs.finish(reader, job.number);
        }
    }
    assert_eq!((num_searched, num_ended), (1, 3));
    assert_eq!(given_up, [Lost::NotSearched(file(7, 1), 3)]);
}

#[test]
fn files_are_read_again_for_their_hashes_after_all_else_and_no_search_takes_them_away() {
    let mut jobs = jobs(1, &[1]);
    jobs.queue([file(7, 1), file(8, 1)], Task::Seal);
    jobs.queue([file(9, 1)], Task::Search(1));
    assert_eq!(next(&mut jobs).2, [0]);
    let (_, sealing, files) = next(&mut jobs);
    assert_eq!(files, [7, 8]);
    jobs.finish(0, 1);
    assert!(jobs.is_idle(), "reading is over");
    jobs.begin(0, sealing);
    assert_eq!(next(&mut jobs).2, [9]);
    jobs.clear_searches();
    assert_eq!(jobs.drop_searches(0), None, "the search was not begun");
    assert!(!jobs.is_reading(0));
    jobs.forget(0);
    assert_eq!(next(&mut jobs).2, [7, 8], "they wait again");
    jobs.forget(0);
    jobs.clear_seals();
    assert!(jobs.next(|_| true).is_none());
}

#[test]
fn a_search_that_ends_its_reader_gives_back_what_was_to_be_hashed() {
    let mut jobs = jobs(1, &[]);
    jobs.queue([file(9, 1)], Task::Search(1));
    jobs.queue([file(7, 1)], Task::Seal);
    let (_, search, _) = next(&mut jobs);
    assert_eq!(next(&mut jobs).2, [7]);
    jobs.begin(0, search);
    assert_eq!(
        jobs.drop_searches(0),
        Some(Vec::new()),
        "nothing that was to be read"
    );
    assert_eq!(next(&mut jobs).2, [7]);
}

#[test]
fn a_file_that_ends_readers_while_it_is_hashed_is_given_up_for_that() {
    let mut jobs = jobs(1, &[]);
    jobs.queue([file(7, 1), file(8, 1)], Task::Seal);
    let mut given_up = Vec::new();
    while let Some((reader, job)) = jobs.next(|_| true) {
        jobs.begin(reader, job.number);
        if job.files().iter().any(|file| file.file == FileId(8)) {
            given_up.extend(jobs.lose(reader));
        } else {
            jobs.finish(reader, job.number);
        }
    }
    assert_eq!(given_up, [Lost::NotSealed(file(8, 1))]);
}

#[test]
fn a_large_file_is_fed_by_a_reader_that_has_nothing_to_do() {
    let mut jobs = jobs(3, &[5 << 20]);
    let (fed, _, _) = next(&mut jobs);
    let (feeder, job) = jobs.feeder(fed, |_| true).expect("two are free");
    assert_ne!(feeder, fed);
    assert_eq!((job.task, job.files()), (Task::Feed, Vec::new()));
    assert_eq!(
        (jobs.partner(fed), jobs.partner(feeder)),
        (Some(feeder), Some(fed))
    );
    // Both have room for nothing else, and the third takes what comes.
    jobs.queue([file(1, 10), file(2, 5 << 20), file(3, 10)], READ);
    let third = 3 - fed - feeder;
    assert_eq!([next(&mut jobs).0, next(&mut jobs).0], [third, third]);
    assert!(jobs.next(|_| true).is_none());
    jobs.finish(feeder, job.number);
    assert_eq!(next(&mut jobs).0, feeder);
    assert!(!jobs.is_idle());
}

#[test]
fn nobody_feeds_while_other_files_wait_or_for_a_small_file_or_a_search() {
    let is_fed = |jobs: &mut Jobs| {
        let (reader, ..) = next(jobs);
        jobs.feeder(reader, |_| true).is_some()
    };
    assert!(!is_fed(&mut jobs(3, &[5 << 20, 5 << 20])));
    assert!(!is_fed(&mut jobs(3, &[1 << 20])));
    assert!(!is_fed(&mut jobs(1, &[5 << 20])));
    let mut beside = jobs(2, &[10, 5 << 20]);
    assert!(!is_fed(&mut beside), "it is the small one");
    assert!(is_fed(&mut beside), "the other reader has little to do");
    let mut searching = jobs(2, &[]);
    searching.queue([file(0, 10)], Task::Search(1));
    next(&mut searching);
    searching.queue([file(1, 5 << 20)], READ);
    assert!(
        !is_fed(&mut searching),
        "the other's search may be dropped, and it with it"
    );
    let mut searching = jobs(3, &[]);
    searching.queue([file(0, 5 << 20)], Task::Search(1));
    assert!(!is_fed(&mut searching));
}

#[test]
fn of_two_that_read_one_file_both_end_and_the_file_is_read_again_by_one() {
    for ends_first in [true, false] {
        let mut jobs = jobs(2, &[5 << 20]);
        let (fed, number, _) = next(&mut jobs);
        let (feeder, _) = jobs.feeder(fed, |_| true).expect("another is free");
        jobs.begin(fed, number);
        let ended = if ends_first { fed } else { feeder };
        let partner = jobs.partner(ended).expect("the other");
        let mut lost = jobs.lose(ended);
        lost.extend(jobs.lose(partner));
        assert_eq!(lost, [Lost::Retried(file(0, 5 << 20))]);
        let (reader, _, files) = next(&mut jobs);
        assert_eq!(files, [0]);
        assert!(
            jobs.feeder(reader, |_| true).is_none(),
            "to find which is to blame"
        );
    }
}
