//! What fuzzing found worth keeping, and the seeds it began with: each must pass its target's check.

#![expect(clippy::disallowed_methods, reason = "a test may read the corpora")]

#[path = "fuzz/checks.rs"]
mod checks;

use std::{fs, path::Path};

#[test]
fn every_input_of_every_corpus_passes() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    for (name, check) in checks::TARGETS {
        let mut num_inputs = 0;
        for entry in fs::read_dir(corpora.join(name)).expect("every target has a corpus") {
            let path = entry.expect("an entry").path();
            eprintln!("{}", path.display());
            check(&fs::read(path).expect("a file"));
            num_inputs += 1;
        }
        assert!(num_inputs >= 10, "{name}: {num_inputs}");
    }
}
