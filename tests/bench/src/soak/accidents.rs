//! Readers that end and reading that is cancelled, at random points. Whatever happens, each call is there once.

use crate::lot::{Lot, saved_ids};
use browser_tests::{Dice, Visit, ends_after, visit};
use medtrail::sample::Plan;
use serde_json::Value;
use std::{
    thread,
    time::{Duration, Instant},
};

/// Reading takes about so long: accidents come within it.
const READING_MILLIS: usize = 300;

/// A reader looks at the clock about so often until it is through with its share.
const LOOKS: usize = 150;

/// Of readers that all end after a while, each reads a file at least.
const FEWEST_LOOKS: usize = 20;

/// A reader that is replaced at any time is blamed for the file it has alone, and of a file that is blamed twice no
/// third reader is ended (`src/browser/jobs.rs`).
const LOSSES_PER_GIVEN_UP: usize = 2;

/// Not more of them are counted on, however many end in a round, so that there are enough different ones.
const KILLS_PER_ROUND: usize = 4;

/// As `src/browser/wasm/crew.rs` has it.
const MAX_READERS: u64 = 8;

/// Ends so many readers and cancels so often.
pub(crate) fn run(num_kills: usize, num_cancels: usize, seed: u64, dice: &mut Dice) {
    visit(|at| {
        let lot = Lot::write(at, "logs", &Plan::plain(seed, 300, 20));
        let begin = Instant::now();
        let mut tally = Tally::default();
        while tally.num_kills < num_kills || tally.num_rounds * KILLS_PER_ROUND < num_kills {
            kill_round(at, &lot, dice, &mut tally);
            clear(at);
        }
        println!(
            "{} readers ended in {} rounds, in {} of which the table ended too; {} files were given up",
            tally.num_kills, tally.num_rounds, tally.num_engines, tally.num_given_up
        );
        for _ in 0..num_cancels {
            cancel_round(at, &lot, dice, &mut tally);
            clear(at);
        }
        println!(
            "reading cancelled {} times of {num_cancels}, with {} files not read yet; {:.0} s in all",
            tally.num_cancels,
            tally.num_stopped,
            begin.elapsed().as_secs_f64()
        );
    });
}

#[derive(Default)]
struct Tally {
    num_rounds: usize,
    num_kills: usize,
    num_engines: usize,
    num_given_up: usize,
    num_cancels: usize,
    num_stopped: usize,
}

fn kill_round(at: &Visit<'_>, lot: &Lot, dice: &mut Dice, tally: &mut Tally) {
    let workers = fresh_workers(at);
    let num_before = at.num_workers_started();
    let [engine, readers @ .., aside] = &workers[..] else {
        panic!("no workers: {workers:?}");
    };
    let mut has_table_ended = false;
    match dice.below(7) {
        // In the middle of a file, each reader once.
        0..3 => {
            for reader in readers {
                at.eval_in_worker(reader, &ends_after(dice.below(LOOKS)));
            }
            drop_lot(at, lot);
        }
        // In the middle of a file, and all that come after them.
        3 => {
            at.set_worker_prelude(&ends_after(FEWEST_LOOKS + dice.below(LOOKS)));
            for reader in readers {
                at.eval_in_worker(reader, &ends_after(dice.below(LOOKS)));
            }
            drop_lot(at, lot);
        }
        // Between two jobs, whichever reader there is.
        4..6 => {
            drop_lot(at, lot);
            for _ in 0..1 + dice.below(6) {
                wait(dice.below(READING_MILLIS / 3));
                let mut readers = at.workers();
                readers.retain(|worker| worker != engine && worker != aside);
                let reader: &String = dice.pick(&readers);
                at.end_worker(reader);
            }
        }
        // A reader in the middle of a file, and the table with all that was read until then.
        _ => {
            at.eval_in_worker(&readers[0], &ends_after(dice.below(LOOKS)));
            drop_lot(at, lot);
            wait(dice.below(READING_MILLIS));
            at.end_worker(engine);
            at.wait_for(
                "the sentence",
                "document.querySelector('.page[data-phase=failed]')",
            );
            has_table_ended = true;
            at.click_button(".message", "Read the files again");
        }
    }
    at.wait_until_read();
    at.set_worker_prelude("");
    // Every reader that ended was replaced, and with the table all are.
    let num_replaced = at.num_workers_started() - num_before;
    let num_kills = num_replaced - usize::from(has_table_ended) * workers.len();
    let num_failed = assert_all_there(at, lot, |outcome| {
        assert_eq!(outcome.num_stopped, 0, "nobody stopped reading");
        outcome.num_failed
    });
    assert!(
        num_failed * LOSSES_PER_GIVEN_UP <= num_kills,
        "{num_failed} files given up, and only {num_kills} readers ended"
    );
    tally.num_rounds += 1;
    tally.num_kills += num_kills;
    tally.num_engines += usize::from(has_table_ended);
    tally.num_given_up += num_failed;
}

fn cancel_round(at: &Visit<'_>, lot: &Lot, dice: &mut Dice, tally: &mut Tally) {
    drop_lot(at, lot);
    wait(dice.below(READING_MILLIS));
    let is_cancelled = at.eval(
        "(() => { const button = document.querySelector('.progress__cancel'); button?.click(); return !!button; })()",
    );
    at.wait_until_read();
    let num_stopped = assert_all_there(at, lot, |outcome| {
        assert_eq!(outcome.num_failed, 0, "no reader ended");
        outcome.num_stopped
    });
    assert!(is_cancelled == true || num_stopped == 0, "nobody stopped reading");
    tally.num_cancels += usize::from(num_stopped > 0);
    tally.num_stopped += num_stopped;
    if num_stopped > 0 {
        at.click_button(".notices", "Read the files again");
        at.wait_until_read();
        assert_all_there(at, lot, |outcome| {
            assert_eq!(outcome.num_failed + outcome.num_stopped, 0, "all files are read");
        });
    }
}

/// The workers of a page that holds nothing, as soon as all of them run: the table's, the readers, the reader aside.
fn fresh_workers(at: &Visit<'_>) -> Vec<String> {
    let num_cores = at.eval("navigator.hardwareConcurrency").as_u64().unwrap_or(2);
    let num_workers = num_cores.clamp(1, MAX_READERS) as usize + 2;
    let end = Instant::now() + Duration::from_secs(30);
    loop {
        let workers = at.workers();
        if workers.len() == num_workers {
            return workers;
        }
        assert!(
            Instant::now() < end,
            "{} workers and not {num_workers}",
            workers.len()
        );
        wait(20);
    }
}

fn wait(millis: usize) {
    thread::sleep(Duration::from_millis(millis as u64));
}

fn drop_lot(at: &Visit<'_>, lot: &Lot) {
    at.drop_all(&[&lot.folder]);
}

fn clear(at: &Visit<'_>) {
    at.click_button(".header", "Clear");
    at.wait_for("the landing page", "!!document.querySelector('.landing')");
}

/// The page hears from the readers that all is read, and the table hears it from them another way: a ledger saved in
/// between says of a file that its turn has not come yet.
fn settled_ledger(at: &Visit<'_>) -> Value {
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        let ledger = at.save_ledger();
        let is_under_way = ledger["perFile"].as_array().into_iter().flatten().any(|entry| {
            let reason = entry["reason"].as_str().unwrap_or_default();
            reason.ends_with("when this was written")
        });
        if !is_under_way {
            return ledger;
        }
        assert!(Instant::now() < end, "some file is never done: {ledger:#}");
        println!("a ledger was saved before the table had heard of all files");
        wait(20);
    }
}

/// Fails unless ledger, table and what is saved agree with the files.
fn assert_all_there<T>(at: &Visit<'_>, lot: &Lot, judge: impl FnOnce(&crate::lot::Outcome) -> T) -> T {
    let outcome = lot.outcome(&settled_ledger(at));
    let judged = judge(&outcome);
    at.show_calls();
    if outcome.num_calls() > 0 {
        at.wait_for_calls(outcome.num_calls(), outcome.num_calls());
        lot.assert_saved(&outcome, &saved_ids(&at.export("Records, one a line")));
    }
    judged
}
