//! Whether the page gives back what it took.

use browser_tests::{Held, Visit};
use std::{thread, time::Duration};

/// Memory may be larger than at this cycle by [`MAX_GROWTH`]; until then the browser itself still grows.
const BASE: usize = 20;

const MAX_GROWTH: f64 = 1.05;

/// Single looks at a process differ by what the browser has just not given back yet: the middle one of so many counts.
const NUM_LOOKS: usize = 9;

/// Ended workers are taken apart besides.
const A_MOMENT: Duration = Duration::from_millis(300);

/// What was held after each cycle.
#[derive(Default)]
pub(crate) struct Memory(Vec<Look>);

#[derive(Clone, Copy)]
struct Look {
    held: Held,
    /// Of the page's process, and of all.
    resident: Option<(u64, u64)>,
}

/// Its name, whether it is judged, and its size.
type Kind = (&'static str, bool, fn(&Look) -> u64);

/// Processes are told and not judged: they also hold what the browser records for this program of every request, worker
/// and saved file.
const KINDS: [Kind; 4] = [
    ("WebAssembly memory of page and workers", true, |look| {
        look.held.wasm
    }),
    ("objects of page and workers", true, |look| look.held.heap),
    ("the page's process", false, |look| {
        look.resident.unwrap_or_default().0
    }),
    ("all processes of the browser", false, |look| {
        look.resident.unwrap_or_default().1
    }),
];

impl Memory {
    pub(crate) fn note(&mut self, at: &Visit<'_>) {
        thread::sleep(A_MOMENT);
        self.0.push(Look {
            held: at.held(),
            resident: at.resident(),
        });
    }

    /// The newest look, in words.
    pub(crate) fn last(&self) -> String {
        let Some(Look { held, resident }) = self.0.last() else {
            return "nothing seen".to_owned();
        };
        let (page, all) = resident.unwrap_or_default();
        format!(
            "{:.2} MB of WebAssembly memory, {:.2} MB of heap; the page's process holds {:.1} MB, all processes {:.1} MB",
            megabytes(held.wasm),
            megabytes(held.heap),
            megabytes(page),
            megabytes(all),
        )
    }

    /// Prints what was held around cycle 20 and at the end, and says whether it is more than may be.
    pub(crate) fn has_grown(&self) -> bool {
        if self.0.len() < BASE + NUM_LOOKS {
            println!("memory is not judged: too few cycles");
            return false;
        }
        let end = self.0.len() - NUM_LOOKS / 2;
        let mut has_grown = false;
        println!(
            "| held after clearing | cycle {BASE} | cycle {} | grew by |",
            self.0.len()
        );
        println!("| --- | ---: | ---: | ---: |");
        for (kind, is_judged, size) in KINDS {
            let (base, last) = (self.around(BASE, size), self.around(end, size));
            let growth = last as f64 / base.max(1) as f64;
            println!(
                "| {kind} | {:.2} MB | {:.2} MB | {:.1} % |",
                megabytes(base),
                megabytes(last),
                (growth - 1.0) * 100.0
            );
            has_grown |= is_judged && growth > MAX_GROWTH;
        }
        has_grown
    }

    /// The middle of the looks around a cycle.
    fn around(&self, cycle: usize, size: impl Fn(&Look) -> u64) -> u64 {
        let first = cycle - 1 - NUM_LOOKS / 2;
        let mut sizes: Vec<u64> = self.0[first..first + NUM_LOOKS].iter().map(size).collect();
        sizes.sort_unstable();
        sizes[NUM_LOOKS / 2]
    }
}

fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
