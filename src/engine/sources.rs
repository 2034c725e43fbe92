//! Records by `eventSource`, over all files.

use std::{collections::BTreeMap, rc::Rc};

/// Event sources by number, with their counts.
#[derive(Debug, Default)]
pub(super) struct Sources {
    numbers: BTreeMap<Rc<str>, u32>,
    counts: Vec<(Rc<str>, u64)>,
}

impl Sources {
    /// Counts `count` more of `name` and gives its number.
    pub fn add(&mut self, name: &str, count: u64) -> u32 {
        let number = match self.numbers.get(name) {
            Some(number) => *number,
            None => {
                let (name, number) = (Rc::<str>::from(name), self.counts.len() as u32);
                self.numbers.insert(name.clone(), number);
                self.counts.push((name, 0));
                number
            }
        };
        self.counts[number as usize].1 += count;
        number
    }

    /// Takes back a count.
    pub fn subtract(&mut self, number: u32, count: u64) {
        self.counts[number as usize].1 -= count;
    }

    /// All with a count, most frequent first, then by name.
    pub fn most_frequent(&self, limit: usize) -> Vec<(Rc<str>, u64)> {
        let mut counts: Vec<_> = self
            .counts
            .iter()
            .filter(|(_, count)| *count > 0)
            .cloned()
            .collect();
        counts.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
        counts.truncate(limit);
        counts
    }
}
