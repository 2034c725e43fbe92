//! Comma-separated values (RFC 4180): every cell quoted, lines end in CR LF.
//!
//! States of a cell that is no text stand as words in parentheses. So that every text can be told from them, and a
//! spreadsheet takes none for a formula or a number, some texts get a `'` in front; who reads the file takes one `'`
//! off from a cell that begins with it. Lead characters: OWASP, "CSV Injection".

use crate::store::Cell;
use serde::{Deserialize, Serialize};

/// How the file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CsvStyle {
    /// For spreadsheets: texts that one would take for a formula, or for a number to be written otherwise, get a `'`.
    pub is_safe: bool,
    /// A byte-order mark, by which some spreadsheets know UTF-8.
    pub has_bom: bool,
}

/// The words for a key that is `null`, an empty text, and a field that the shape cannot hold. An absent key is an
/// empty cell.
pub(super) const STATES: [&str; 3] = ["(null)", "(empty)", "(not in this export)"];

/// What makes a formula of a cell.
const LEADS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

pub(super) fn write_head(bytes: &mut Vec<u8>, style: CsvStyle, names: &[String]) {
    if style.has_bom {
        bytes.extend("\u{feff}".as_bytes());
    }
    let cells: Vec<Cell> = names.iter().map(|name| Cell::text(name.as_str())).collect();
    write_row(bytes, style, &cells);
}

pub(super) fn write_row(bytes: &mut Vec<u8>, style: CsvStyle, cells: &[Cell]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            bytes.push(b',');
        }
        bytes.push(b'"');
        match cell {
            Cell::Absent => {}
            Cell::Null => bytes.extend(STATES[0].as_bytes()),
            Cell::NotInExport => bytes.extend(STATES[2].as_bytes()),
            Cell::Text(text) if text.is_empty() => bytes.extend(STATES[1].as_bytes()),
            Cell::Text(text) => write_text(bytes, style, text),
        }
        bytes.push(b'"');
    }
    bytes.extend(b"\r\n");
}

fn write_text(bytes: &mut Vec<u8>, style: CsvStyle, text: &str) {
    if STATES.contains(&text) || text.starts_with('\'') || (style.is_safe && is_taken_otherwise(text)) {
        bytes.push(b'\'');
    }
    for (index, part) in text.split('"').enumerate() {
        if index > 0 {
            bytes.extend(b"\"\"");
        }
        bytes.extend(part.as_bytes());
    }
}

/// Whether a spreadsheet would make a formula of the text, or another number of it: it drops zeros in front, keeps
/// fifteen digits and shows twelve as a power of ten; or a truth value.
fn is_taken_otherwise(text: &str) -> bool {
    text.starts_with(LEADS) || text.starts_with('\n') || is_number_to_a_spreadsheet(text)
}

fn is_number_to_a_spreadsheet(text: &str) -> bool {
    let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_digits {
        return text.len() > 11 || (text.len() > 1 && text.starts_with('0'));
    }
    // 12E34: a hexadecimal id can look like it.

    text.split_once(['e', 'E']).is_some_and(|(number, power)| {
        [number, power]
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'))
    })
}
