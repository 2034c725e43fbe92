//! One test of a record, put to one record after another.

use super::tape::{Tape, Value};
use crate::{
    query::{
        Field, RecordPath, Test,
        filter::{ValueTest, place_in_list},
    },
    store::CellRef,
    trail::{envelope::Fidelity, json::JsonStr},
};
use std::{borrow::Cow, rc::Rc};

/// A test made ready.
pub(super) struct RecordTest {
    path: RecordPath,
    test: ValueTest,
}

impl RecordTest {
    /// Of a test of a column, which is not asked of records, nothing is looked for.
    pub fn new(test: &Test) -> Option<Self> {
        let Field::Record(path) = &test.field else {
            return None;
        };
        Some(Self {
            path: path.clone(),
            test: ValueTest::new(&test.op),
        })
    }

    /// Whether the record passes. `fidelity` tells what is absent from what the export cannot hold.
    pub fn passes(&mut self, record: &Tape<'_>, fidelity: Fidelity) -> bool {
        let (path, test) = (&self.path, &mut self.test);
        let (mut is_there, mut passes) = (false, false);
        walk(record, 0, path.keys(), &mut |at| {
            is_there = true;
            passes |= value_passes(record, at, test);
        });
        if is_there {
            return passes;
        }
        test.passes(if fidelity.holds_path(path.keys()) {
            CellRef::Absent
        } else {
            CellRef::NotInExport
        })
    }
}

/// Calls `found` with each value that the keys lead to from `at`.
fn walk(record: &Tape<'_>, at: usize, keys: &[Rc<str>], found: &mut dyn FnMut(usize)) {
    let Some((key, rest)) = keys.split_first() else {
        return found(at);
    };
    match record.node(at).value {
        Value::Array => match place_in_list(key) {
            Some(place) => record
                .children(at)
                .nth(place)
                .into_iter()
                .for_each(|element| walk(record, element, rest, found)),
            None => record
                .children(at)
                .for_each(|element| walk(record, element, keys, found)),
        },
        Value::Object => members(record, at, key)
            .into_iter()
            .for_each(|member| walk(record, member, rest, found)),
        Value::String(_) | Value::Word(_) | Value::Null => {}
    }
}

/// The members of an object under a key: the one whose key is exactly this, else those whose key differs in case
/// only. Of a key that stands twice the last one counts.
fn members(record: &Tape<'_>, object: usize, key: &str) -> Vec<usize> {
    let mut exact = None;
    let mut others: Vec<usize> = Vec::new();
    for member in record.children(object) {
        let Some(name) = record.node(member).key else {
            continue;
        };
        let name = decoded(name);
        if name == key {
            exact = Some(member);
        } else if name.eq_ignore_ascii_case(key) {
            others.retain(|other| record.node(*other).key.is_none_or(|other| decoded(other) != name));
            others.push(member);
        }
    }
    exact.map_or(others, |exact| vec![exact])
}

/// A key or a text; one without escapes is not copied.
fn decoded<'a>(text: JsonStr<'a>) -> Cow<'a, str> {
    text.decode().0
}

fn value_passes(record: &Tape<'_>, at: usize, test: &mut ValueTest) -> bool {
    match record.node(at).value {
        Value::Null => test.passes(CellRef::Null),
        Value::String(text) => test.passes(CellRef::Text(&decoded(text))),
        Value::Word(text) => test.passes(CellRef::Text(&String::from_utf8_lossy(text))),
        Value::Array if test.passes_container() => true,
        Value::Array => record
            .children(at)
            .any(|element| value_passes(record, element, test)),
        Value::Object if test.passes_container() => true,
        Value::Object => record.within(at).iter().any(|node| {
            node.key.is_some_and(|key| test.passes_within(&decoded(key)))
                || match node.value {
                    Value::String(text) => test.passes_within(&decoded(text)),
                    Value::Word(text) => test.passes_within(&String::from_utf8_lossy(text)),
                    Value::Object | Value::Array | Value::Null => false,
                }
        }),
    }
}
