//! The table of operations against the checked-in list of the service model's.

use medtrail::medical::operations::{OPERATIONS, operation};
use std::collections::BTreeSet;

const MODEL: &str = include_str!("../support/service-model.txt");

/// Name, mark of deprecation and errors of every operation of the model.
fn model() -> Vec<(&'static str, bool, BTreeSet<&'static str>)> {
    let lines = MODEL.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut words = line.split(' ').peekable();
            let name = words.next().expect("a name");
            let is_deprecated = words.next_if_eq(&"deprecated").is_some();
            (name, is_deprecated, words.collect())
        })
        .collect()
}

#[test]
fn the_operations_are_those_of_the_service_model() {
    let names: Vec<_> = model().iter().map(|(name, ..)| *name).collect();
    let known: Vec<_> = OPERATIONS.iter().map(|operation| operation.name).collect();
    assert_eq!(names, known);
    assert_eq!(names.len(), 26);
}

#[test]
fn errors_and_deprecation_are_those_of_the_service_model() {
    for (name, is_deprecated, errors) in model() {
        let known = operation(name).expect("a known operation");
        assert_eq!(known.is_deprecated(), is_deprecated, "{name}");
        assert_eq!(
            known.errors().iter().copied().collect::<BTreeSet<_>>(),
            errors,
            "{name}"
        );
    }
}
