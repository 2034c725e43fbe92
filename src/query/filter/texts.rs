//! Which texts of a dictionary pass a test: asked once for each text, however many rows have it.

use super::{Op, ValueTest};
use crate::store::{Cell, Dictionary};

/// A text to be found without regard to case.
pub(super) struct Needle {
    folded: String,
}

impl Needle {
    pub(super) fn new(text: &str) -> Self {
        let mut folded = String::new();
        fold_into(text, &mut folded);
        Self { folded }
    }

    /// The text in lower case.
    pub(super) fn folded(&self) -> &str {
        &self.folded
    }

    /// Whether `text` contains it; `scratch` saves an allocation for each text.
    pub(super) fn is_in(&self, text: &str, scratch: &mut String) -> bool {
        if text.is_ascii() {
            if text.len() < self.folded.len() {
                return false;
            }
            scratch.clear();
            scratch.push_str(text);
            scratch.make_ascii_lowercase();
        } else {
            fold_into(text, scratch);
        }
        scratch.contains(&self.folded)
    }
}

/// Character by character: the lower case of a whole text depends on neighbours (the final sigma), and a part of a
/// text would not be found in it.
fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    folded.extend(text.chars().flat_map(char::to_lowercase));
}

/// One flag for each id of `words`: whether its cell passes.
pub fn passing(words: &Dictionary, op: &Op) -> Vec<bool> {
    match op {
        Op::OneOf(values) => one_of(words, values),
        op => {
            let mut test = ValueTest::new(op);
            words.iter().map(|cell| test.passes(cell)).collect()
        }
    }
}

fn one_of(words: &Dictionary, values: &[Cell]) -> Vec<bool> {
    let mut passes = vec![false; words.num_ids()];
    for id in values.iter().filter_map(|value| words.find_cell(value.into())) {
        passes[id.0 as usize] = true;
    }
    passes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_makes_no_difference_in_any_script() {
        let mut scratch = String::new();
        for (needle, text) in [
            ("PHI", "DetectPhi"),
            ("ÄRZTIN", "Die Ärztin"),
            ("ΑΣ", "ΑΣΑ"),
            ("\u{212a}", "k"),
            ("", ""),
        ] {
            assert!(
                Needle::new(needle).is_in(text, &mut scratch),
                "{needle} in {text}"
            );
        }
        for (needle, text) in [("é", "e"), ("ab", "a"), ("x", "")] {
            assert!(
                !Needle::new(needle).is_in(text, &mut scratch),
                "{needle} in {text}"
            );
        }
    }
}
