//! Every kind of damage: what is kept, what is counted, and the sentence a person reads.

mod compression;
mod encoding;
mod feeding;
mod independent;
mod json;
mod mutations;
mod naming;
mod records;
#[path = "../support/mod.rs"]
mod support;

use feeding::assert_fed_alike;
use medtrail::{
    base::Shape,
    protocol::{Scope, ledger::Outcome},
    sample::gzip,
};
use std::{collections::BTreeSet, fmt::Write};
use support::{Reading, read, read_all, read_in_pieces, records::*};

/// A named input and what shall become of it.
pub struct Damage {
    name: &'static str,
    bytes: Vec<u8>,
    verdict: (Outcome, Shape),
    /// Rows, records of other services, malformed ones.
    counts: [u64; 3],
    sentence: String,
}

/// An input that is read as a trail with two calls of Amazon Comprehend Medical and two others, unless said otherwise.
pub fn damage(name: &'static str, bytes: impl Into<Vec<u8>>) -> Damage {
    let verdict = (Outcome::Read, Shape::Trail);
    Damage {
        name,
        bytes: bytes.into(),
        verdict,
        counts: [2, 2, 0],
        sentence: String::new(),
    }
}

impl Damage {
    pub fn says(self, sentence: impl Into<String>) -> Self {
        Self {
            sentence: sentence.into(),
            ..self
        }
    }

    pub fn counts(self, counts: [u64; 3]) -> Self {
        Self { counts, ..self }
    }

    pub fn shape(self, shape: Shape) -> Self {
        Self {
            verdict: (self.verdict.0, shape),
            ..self
        }
    }

    pub fn skipped(self, shape: Shape) -> Self {
        Self {
            verdict: (Outcome::Skipped, shape),
            counts: [0; 3],
            ..self
        }
    }

    pub fn failed(self, shape: Shape) -> Self {
        Self {
            verdict: (Outcome::Failed, shape),
            counts: [0; 3],
            ..self
        }
    }

    fn is_met_by(&self, reading: &Reading) -> bool {
        let found = (reading.verdict(), reading.counts(), reading.sentence());
        found == (self.verdict, self.counts, self.sentence.clone())
    }
}

/// Two records of Amazon Comprehend Medical and two of another service.
pub fn four() -> [String; 4] {
    [medical(1), other(2), medical(3), other(4)]
}

/// A whole trail file.
pub fn good() -> Vec<u8> {
    trail(&four())
}

fn all() -> Vec<Damage> {
    let lists = [
        compression::damages(),
        encoding::damages(),
        json::damages(),
        records::damages(),
        naming::damages(),
    ];
    lists.into_iter().flatten().collect()
}

#[test]
fn each_damage_keeps_what_it_can_and_says_what_it_did() {
    let mut wrong = String::new();
    for damage in all() {
        let reading = read(&damage.bytes, Scope::ComprehendMedical);
        if !damage.is_met_by(&reading) {
            let Damage {
                name,
                verdict,
                counts,
                sentence,
                ..
            } = &damage;
            write!(wrong, "\n{name}\n  expected {verdict:?} {counts:?} {sentence}").expect("text");
            let found = (reading.verdict(), reading.counts(), reading.sentence());
            write!(wrong, "\n  found    {:?} {:?} {}", found.0, found.1, found.2).expect("text");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn there_are_many_damages_and_each_has_a_name_of_its_own() {
    let damages = all();
    let names: BTreeSet<_> = damages.iter().map(|damage| damage.name).collect();
    assert_eq!(names.len(), damages.len());
    assert!(damages.len() >= 60, "{}", damages.len());
}

#[test]
fn pieces_make_no_difference() {
    for damage in all().iter().filter(|damage| damage.bytes.len() < 100_000) {
        let mut whole = read(&damage.bytes, Scope::ComprehendMedical);
        for piece in [1, 7, 4096] {
            let reading = read_in_pieces(&damage.bytes, piece, Scope::ComprehendMedical);
            // Of content that is not read to its end, more or less may have been inflated.
            if reading.report.outcome != Outcome::Read {
                whole.tally.inflated = reading.tally.inflated;
            }
            assert_eq!(reading, whole, "{} in pieces of {piece}", damage.name);
        }
    }
}

#[test]
fn a_second_reader_that_inflates_makes_no_difference() {
    let mut num_fed = 0;
    for damage in all() {
        for scope in [Scope::ComprehendMedical, Scope::AllServices] {
            num_fed += u32::from(assert_fed_alike(damage.name, &damage.bytes, scope));
            // The same as a member.
            assert_fed_alike(damage.name, &gzip(&damage.bytes), scope);
        }
    }
    assert!(num_fed >= 20, "{num_fed}");
}

#[test]
fn with_all_services_every_whole_record_is_a_row() {
    for damage in all() {
        let reading = read(&damage.bytes, Scope::AllServices);
        let [kept, other, malformed] = damage.counts;
        // What was passed over unread may turn out to be malformed, and the other way round nothing changes.
        assert_eq!(reading.tally.seen, kept + other + malformed, "{}", damage.name);
        assert_eq!(reading.verdict(), damage.verdict, "{}", damage.name);
    }
}

#[test]
fn all_at_once_each_file_is_read_as_if_alone() {
    let damages = all();
    let files: Vec<_> = damages.iter().map(|damage| &damage.bytes[..]).collect();
    for (damage, reading) in damages.iter().zip(read_all(&files, Scope::ComprehendMedical)) {
        assert!(damage.is_met_by(&reading), "{}: {reading:?}", damage.name);
    }
}
