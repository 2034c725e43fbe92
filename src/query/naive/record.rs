//! Tests of a record, by walking it as `serde_json` reads it.

use super::value_passes;
use crate::{
    query::{Op, RecordPath, filter::place_in_list},
    store::Cell,
};
use serde_json::Value;
use std::rc::Rc;

/// Whether a record passes a test of what `path` leads to in it.
pub fn record_passes(record: &Value, path: &RecordPath, op: &Op) -> bool {
    let mut values = Vec::new();
    collect(record, path.keys(), &mut values);
    if values.is_empty() {
        return value_passes(&Cell::Absent, op);
    }
    values.into_iter().any(|value| any_passes(value, op))
}

fn collect<'a>(value: &'a Value, keys: &[Rc<str>], values: &mut Vec<&'a Value>) {
    let Some((key, rest)) = keys.split_first() else {
        return values.push(value);
    };
    match value {
        Value::Array(elements) => match place_in_list(key) {
            Some(place) => elements
                .get(place)
                .into_iter()
                .for_each(|element| collect(element, rest, values)),
            None => elements.iter().for_each(|element| collect(element, keys, values)),
        },
        Value::Object(members) => match members.get(&**key) {
            Some(member) => collect(member, rest, values),
            None => members
                .iter()
                .filter(|(other, _)| other.eq_ignore_ascii_case(key))
                .for_each(|(_, member)| collect(member, rest, values)),
        },
        _ => {}
    }
}

fn any_passes(value: &Value, op: &Op) -> bool {
    match value {
        Value::Array(elements) => *op == Op::Exists || elements.iter().any(|element| any_passes(element, op)),
        Value::Object(_) => {
            *op == Op::Exists || texts_within(value).iter().any(|text| within_passes(text, op))
        }
        Value::Null => value_passes(&Cell::Null, op),
        scalar => value_passes(&Cell::text(scalar_text(scalar)), op),
    }
}

fn within_passes(text: &str, op: &Op) -> bool {
    let is_of_values = match op {
        Op::OneOf(_) => !text.is_empty(),
        op => *op != Op::Exists,
    };
    is_of_values && value_passes(&Cell::text(text), op)
}

/// Every key and every value that is neither a container nor `null`.
fn texts_within(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(elements) => elements.iter().flat_map(texts_within).collect(),
        Value::Object(members) => members
            .iter()
            .flat_map(|(key, member)| std::iter::once(key.clone()).chain(texts_within(member)))
            .collect(),
        scalar => vec![scalar_text(scalar)],
    }
}

fn scalar_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
