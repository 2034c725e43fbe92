//! The counts of the table of damages against an independent reader: a few lines of Python, with Python's own gzip,
//! zip, CSV and JSON.

#![expect(clippy::disallowed_methods, reason = "hands the damages to another program")]

use super::all;
use std::{collections::BTreeMap, fs, path::Path, process::Command};

/// Where the two differ on purpose, how many calls Python finds, and why.
const DIFFERENT: [(&str, u64, &str); 5] = [
    (
        "a record of 17 MiB",
        2,
        "MedTrail leaves out records larger than 16 MiB, and says so",
    ),
    (
        "an array as a record",
        2,
        "Python looks into the array; a list of records holds no arrays",
    ),
    (
        "a missing brace behind userIdentity",
        2,
        "Python takes what is left of a damaged record for a whole one",
    ),
    (
        "a wrong checksum in the first of two members",
        1,
        "Python gives up at the first wrong checksum; MedTrail says so and goes on",
    ),
    (
        "records in two lists",
        1,
        "of two lists under one key, Python knows the second only",
    ),
];

/// Nested so deep that Python gives up at every level: minutes of work for a count that is known.
fn is_too_much_for_python(name: &str) -> bool {
    name.contains("100,000 objects")
}

#[test]
fn an_independent_reader_finds_the_same_calls() {
    let folder = std::env::temp_dir().join(format!("medtrail-damages-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the damages");
    let damages = all();
    for (number, damage) in damages.iter().enumerate() {
        if !is_too_much_for_python(damage.name) {
            fs::write(folder.join(number.to_string()), &damage.bytes).expect("a file");
        }
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/damages/independent.py");
    let output = Command::new("python3").arg(script).arg(&folder).output();
    fs::remove_dir_all(&folder).expect("the folder was ours");
    let output = output.expect("python3 is installed: the test command sees to it");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let counts: BTreeMap<String, u64> = serde_json::from_slice(&output.stdout).expect("counts by file");
    assert!(counts.len() > 150, "{}", counts.len());

    let mut wrong = Vec::new();
    for (number, count) in counts {
        let damage = &damages[number.parse::<usize>().expect("the name it was given")];
        let different = DIFFERENT.iter().find(|(name, ..)| *name == damage.name);
        let expected = different.map_or(damage.counts[0], |(_, expected, _)| *expected);
        if count != expected {
            wrong.push(format!(
                "{}: Python {count}, MedTrail {}",
                damage.name, damage.counts[0]
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
