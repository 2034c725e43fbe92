//! Exports, written in parts.

mod csv;
mod gzip;
mod json;
mod lines;
mod records;
mod zip;

#[cfg(test)]
mod tests;

pub use csv::CsvStyle;
pub(super) use json::write_text;
pub use records::{RecordFormat, RecordWriter, Texts};

use crate::store::Cell;
use serde::{Deserialize, Serialize};

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableFormat {
    /// Comma-separated values.
    Csv(CsvStyle),
    /// A list of objects, one a row.
    Json,
}

/// Writes a table in parts: the first with the heading, the last with the end.
#[derive(Clone, Debug)]
pub struct TableWriter {
    format: TableFormat,
    names: Vec<String>,
    is_first_row: bool,
    bytes: Vec<u8>,
}

impl TableWriter {
    /// A writer of columns with these names.
    pub fn new(format: TableFormat, names: Vec<String>) -> Self {
        let mut writer = Self {
            format,
            names,
            is_first_row: true,
            bytes: Vec::new(),
        };
        match format {
            TableFormat::Csv(style) => csv::write_head(&mut writer.bytes, style, &writer.names),
            TableFormat::Json => writer.bytes.extend(b"["),
        }
        writer
    }

    /// The same table, from a row that is not its first on.
    pub fn further(format: TableFormat, names: Vec<String>) -> Self {
        Self {
            format,
            names,
            is_first_row: false,
            bytes: Vec::new(),
        }
    }

    /// Appends a row, as many cells as there are names.
    pub fn row(&mut self, cells: &[Cell]) {
        match self.format {
            TableFormat::Csv(style) => csv::write_row(&mut self.bytes, style, cells),
            TableFormat::Json => {
                let between: &[u8] = if self.is_first_row { b"\n" } else { b",\n" };
                self.bytes.extend(between);
                json::write_row(&mut self.bytes, &self.names, cells);
            }
        }
        self.is_first_row = false;
    }

    /// Appends the end of the table.
    pub fn end(&mut self) {
        if self.format == TableFormat::Json {
            self.bytes.extend(b"\n]\n");
        }
    }

    /// What was written since the last call.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }
}
