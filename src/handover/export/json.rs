//! A row as an object: an absent key is left out, `null` is `null`, and what the shape cannot hold is listed.

use crate::store::Cell;

/// The key of the list of fields that the row's shape cannot hold.
const NOT_HELD: &str = "notInThisExport";

pub(super) fn write_row(bytes: &mut Vec<u8>, names: &[String], cells: &[Cell]) {
    let mut not_held = Vec::new();
    let mut is_first = true;
    let mut member = |bytes: &mut Vec<u8>, name: &str| {
        if !std::mem::replace(&mut is_first, false) {
            bytes.extend(b", ");
        }
        write_text(bytes, name);
        bytes.extend(b": ");
    };
    bytes.push(b'{');
    for (name, cell) in names.iter().zip(cells) {
        match cell {
            Cell::Absent => {}
            Cell::Null => {
                member(bytes, name);
                bytes.extend(b"null");
            }
            Cell::Text(text) => {
                member(bytes, name);
                write_text(bytes, text);
            }
            Cell::NotInExport => not_held.push(name),
        }
    }
    if !not_held.is_empty() {
        member(bytes, NOT_HELD);
        for (index, name) in not_held.into_iter().enumerate() {
            bytes.extend(if index == 0 { "[" } else { ", " }.as_bytes());
            write_text(bytes, name);
        }
        bytes.push(b']');
    }
    bytes.push(b'}');
}

/// A string literal.
pub(in crate::handover) fn write_text(bytes: &mut Vec<u8>, text: &str) {
    // Writing a text into a vector cannot fail.
    let _written = serde_json::to_writer(bytes, text);
}
