//! The trials of `tests/support/questions.rs` for a worker of a browser, and the walk over a log to be compared with
//! `JSON.parse`. `cargo xtask bench --only e` runs them; the worker holds the clock.

#[path = "../../support/questions.rs"]
#[expect(dead_code, reason = "names are printed by the program that runs this one")]
mod questions;
#[path = "../../support/rows.rs"]
mod rows;
mod walking;

use questions::Asking;
use std::cell::RefCell;

thread_local! {
    static ASKING: RefCell<Option<Asking>> = const { RefCell::new(None) };
}

fn with<T: Default>(work: impl FnOnce(&mut Asking) -> T) -> T {
    ASKING.with_borrow_mut(|asking| asking.as_mut().map(work).unwrap_or_default())
}

/// Makes a table of so many rows.
#[unsafe(no_mangle)]
pub extern "C" fn make(num_rows: u32) {
    ASKING.replace(Some(Asking::new(num_rows.into())));
}

/// Asks what comes before a trial.
#[unsafe(no_mangle)]
pub extern "C" fn prepare() {
    with(Asking::prepare);
}

/// Runs a trial, and says how many rows there are.
#[unsafe(no_mangle)]
pub extern "C" fn run(trial: u32) -> u32 {
    with(|asking| asking.run(trial as usize))
}

/// Bytes of the table: columns, dictionaries and places.
#[unsafe(no_mangle)]
pub extern "C" fn column_bytes() -> u32 {
    with(|asking| asking.table.heap_bytes().columns as u32)
}

/// Bytes of the table: ids and the index of duplicates.
#[unsafe(no_mangle)]
pub extern "C" fn id_bytes() -> u32 {
    with(|asking| asking.table.heap_bytes().ids as u32)
}
