//! Drop, filter, save, clear.

use crate::{
    lot::{Lot, ids, saved_ids},
    memory::Memory,
};
use browser_tests::{Call, Dice, Visit, visit};
use medtrail::sample::Plan;
use std::time::Instant;

/// So many different lots, in turn.
const NUM_LOTS: u64 = 4;

/// Goes through so many cycles, and says whether memory grew.
pub(crate) fn run(num_cycles: usize, seed: u64, dice: &mut Dice) -> bool {
    let mut memory = Memory::default();
    let begin = Instant::now();
    visit(|at| {
        let lots: Vec<Lot> = (0..NUM_LOTS)
            .map(|number| {
                let plan = Plan {
                    seed: seed * NUM_LOTS + number,
                    num_files: 24 + 12 * number as u32,
                    records_per_file: 60,
                    ..Plan::demo()
                };
                Lot::write(at, &format!("lot-{number}"), &plan)
            })
            .collect();
        for number in 1..=num_cycles {
            cycle(at, dice.pick(&lots), dice);
            memory.note(at);
            if number % 20 == 0 || number == num_cycles {
                let seconds = begin.elapsed().as_secs_f64();
                println!("cycle {number} after {seconds:.0} s: {}", memory.last());
            }
        }
    });
    memory.has_grown()
}

fn cycle(at: &Visit<'_>, lot: &Lot, dice: &mut Dice) {
    let num_calls = lot.calls.len();
    if dice.below(2) == 0 {
        at.drop_all(&[&lot.folder]);
    } else {
        let paths: Vec<_> = lot.paths.iter().map(AsRef::as_ref).collect();
        at.drop_all(&paths);
    }
    at.wait_until_read();
    at.show_calls();
    at.wait_for_calls(num_calls, num_calls);
    let matching = filter(at, lot, dice);
    at.wait_for_calls(matching.len(), num_calls);
    save(at, &matching, dice);
    lot.assert_totals(&at.save_ledger());
    at.click_button(".header", "Clear");
    at.wait_for("the landing page", "!!document.querySelector('.landing')");
}

/// Filters, and gives the calls that are to be shown.
fn filter<'l>(at: &Visit<'_>, lot: &'l Lot, dice: &mut Dice) -> Vec<&'l Call> {
    let [_, operation, _, caller, _, region, _] = &dice.pick(&lot.calls).cells;
    let passes: Box<dyn Fn(&Call) -> bool> = match dice.below(5) {
        0 => {
            at.filter_by(&format!("operation = {operation}"));
            Box::new(|call| call.cells[1] == *operation)
        }
        1 => {
            at.filter_by("result != Success");
            Box::new(|call| call.cells[2] != "Success")
        }
        2 => {
            at.filter_by(&format!("region = {region}"));
            Box::new(|call| call.cells[5] == *region)
        }
        3 => {
            at.search(caller);
            Box::new(|call| call.contains(caller))
        }
        _ => Box::new(|_| true),
    };
    lot.calls.iter().filter(|call| passes(call)).collect()
}

/// Saves what is shown, and fails unless it is just these calls.
fn save(at: &Visit<'_>, matching: &[&Call], dice: &mut Dice) {
    let form = *dice.pick(&["CSV", "Records, one a line", "Trail file"]);
    let saved = at.export(form);
    if form == "CSV" {
        let num_lines = saved.bytes.iter().filter(|byte| **byte == b'\n').count();
        assert_eq!(num_lines, matching.len() + 1, "lines of the table");
    } else {
        assert_eq!(saved_ids(&saved), ids(matching.iter().copied()), "calls saved");
    }
}
