//! The words of what is offered while a filter is typed.

use super::numbers::count;
use yew::AttrValue;

/// Words that join tests.
pub const JOINS: [(&str, &str); 3] = [
    ("and", "both"),
    ("or", "at least one"),
    ("not", "the opposite of what follows"),
];

/// Operators, in the order in which they are offered.
pub const OPERATORS: [(&str, &str); 17] = [
    ("=", "is"),
    ("!=", "is not"),
    (":", "contains"),
    ("!:", "does not contain"),
    ("in (", "is one of"),
    ("^", "starts with"),
    ("!^", "does not start with"),
    ("~", "matches a /pattern/"),
    ("!~", "does not match"),
    (">", "is above"),
    (">=", "is at least"),
    ("<", "is below"),
    ("<=", "is at most"),
    ("exists", "is recorded"),
    ("absent", "is not recorded"),
    ("null", "is null"),
    ("empty", "is the empty text"),
];

/// The field of free text.
pub const FIELD_ANY: &str = "Any field of the table";
/// The whole raw record.
pub const FIELD_RECORD: &str = "Anywhere in the record, looked up in the files";
/// A place of the raw record.
pub const FIELD_PATH: &str = "Looked up in the files";

/// The name of the list of fields.
pub const SUGGESTED_FIELDS: &str = "Fields";
/// How the list is used.
pub const SUGGESTED_KEYS: &str = "↑ ↓ choose, Enter takes, Esc closes";

/// The name of the list of operators.
pub fn suggested_operators(field: &str) -> AttrValue {
    format!("{field}: tests").into()
}

/// The name of the list of values.
pub fn suggested_values(field: &str) -> AttrValue {
    format!("{field}: values and their calls").into()
}

/// The calls of a value.
pub fn suggested_count(number: u32, is_partial: bool) -> String {
    let mark = if is_partial { "≥ " } else { "" };
    format!("{mark}{}", count(u64::from(number)))
}
