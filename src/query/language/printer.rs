//! Filter to text, in one way only.

use super::{
    names::{field_named, name_of},
    scanner::{is_name_character, is_value_character},
};
use crate::{
    base::hidden::is_hidden,
    query::{Field, Filter, Op, Side, Test},
    store::{Cell, Column},
};
use std::fmt::Write;

/// Words of the language: a value that is one of them stands in quotes.
const KEYWORDS: [&str; 9] = [
    "and",
    "or",
    "not",
    "in",
    "exists",
    "absent",
    "null",
    "empty",
    "unexported",
];

/// Writes a filter so that it is read as the same.
pub fn print(filter: &Filter) -> String {
    let mut text = String::new();
    match filter {
        Filter::All(parts) => join(parts, " and ", &mut text),
        Filter::Any(parts) if !parts.is_empty() => join(parts, " or ", &mut text),
        other => print_part(other, &mut text),
    }
    text
}

fn join(parts: &[Filter], between: &str, text: &mut String) {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            text.push_str(between);
        }
        print_part(part, text);
    }
}

/// A filter as a part of another.
fn print_part(filter: &Filter, text: &mut String) {
    match filter {
        Filter::Test(test) => print_test(test, false, text),
        Filter::Not(inner) => match &**inner {
            Filter::Test(test) if can_negate(test) => print_test(test, true, text),
            inner => {
                text.push_str("not ");
                print_part(inner, text);
            }
        },
        // Nothing is what "not everything" lets through.
        Filter::Any(parts) if parts.is_empty() => text.push_str("not ()"),
        Filter::All(parts) => in_parentheses(parts, " and ", text),
        Filter::Any(parts) => in_parentheses(parts, " or ", text),
    }
}

fn in_parentheses(parts: &[Filter], between: &str, text: &mut String) {
    text.push('(');
    join(parts, between, text);
    text.push(')');
}

/// Tests that have an operator of their own for "not".
fn can_negate(test: &Test) -> bool {
    match &test.op {
        Op::OneOf(values) => {
            matches!(&values[..], [Cell::Text(_)]) && test.field != Field::Column(Column::Time)
        }
        Op::Contains(_) | Op::StartsWith(_) | Op::Matches(_) => true,
        _ => false,
    }
}

fn print_test(test: &Test, is_negated: bool, text: &mut String) {
    let name = name_of(&test.field);
    let not = if is_negated { "!" } else { "" };
    // Writing into a String cannot fail.
    let _written = match &test.op {
        Op::Contains(part) if test.field == Field::AnyShown && !is_negated => {
            text.push_str(&free_text(part));
            Ok(())
        }
        Op::Contains(part) => write!(text, "{name} {not}: {}", value(part)),
        Op::StartsWith(start) => write!(text, "{name} {not}^ {}", value(start)),
        Op::Matches(pattern) => {
            let case = if pattern.ignores_case { "i" } else { "" };
            write!(text, "{name} {not}~ /{}/{case}", slashed(pattern.source()))
        }
        Op::Compare(side, than) => {
            let operator = match side {
                Side::Below => "<",
                Side::UpTo => "<=",
                Side::Above => ">",
                Side::From => ">=",
            };
            write!(text, "{name} {operator} {}", value(than))
        }
        Op::InNetwork(network) => write!(text, "{name} in {network}"),
        Op::Exists => write!(text, "{name} exists"),
        Op::During(first, after) => {
            let limit = |limit: &Option<crate::base::EpochMillis>| {
                limit.map_or_else(String::new, crate::base::EpochMillis::to_rfc3339)
            };
            write!(text, "{name} in {}..{}", limit(first), limit(after))
        }
        Op::OneOf(values) => match &values[..] {
            [Cell::Text(only)] => write!(text, "{name} {not}= {}", value(only)),
            [only] => write!(text, "{name} {}", cell(only)),
            values => {
                let cells: Vec<_> = values.iter().map(cell).collect();
                write!(text, "{name} in ({})", cells.join(", "))
            }
        },
    };
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Absent => "absent".to_owned(),
        Cell::Null => "null".to_owned(),
        Cell::NotInExport => "unexported".to_owned(),
        Cell::Text(text) => value(text),
    }
}

fn is_keyword(text: &str) -> bool {
    KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(text))
}

/// A value as it is written behind an operator.
pub fn print_value(text: &str) -> String {
    value(text)
}

/// A value, in quotes unless it can be nothing else without them.
fn value(text: &str) -> String {
    let is_plain = !text.is_empty()
        && text
            .chars()
            .all(|character| is_value_character(character) && !is_hidden(character));
    // A slash may make a pattern or a network of it.
    if is_plain && !text.contains(['/', '\\']) && !is_keyword(text) && !text.starts_with('!') {
        text.to_owned()
    } else {
        quoted(text)
    }
}

fn free_text(text: &str) -> String {
    let is_plain = !text.is_empty()
        && text
            .chars()
            .all(|character| is_name_character(character) && !is_hidden(character));
    if is_plain && !is_keyword(text) && field_named(text).is_none() {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// A text in quotes, with what cannot be seen in it written out.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other if is_hidden(other) => {
                // Writing into a String cannot fail.
                let _written = write!(quoted, "\\u{{{:x}}}", u32::from(other));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// A pattern's text with its slashes marked; those that are marked already stay.
fn slashed(source: &str) -> String {
    let mut slashed = String::new();
    let mut characters = source.chars();
    while let Some(character) = characters.next() {
        match character {
            '/' => slashed.push_str("\\/"),
            '\\' => {
                slashed.push('\\');
                slashed.extend(characters.next());
            }
            other => slashed.push(other),
        }
    }
    slashed
}
