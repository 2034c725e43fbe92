//! Exports, part by part: a snapshot of the rows is taken at the beginning, so that reading on changes nothing.

use super::{Engine, Send};
use crate::{
    base::RowId,
    handover::{
        export::{TableFormat, TableWriter},
        redact::{Originals, Written},
    },
    protocol::{
        engine::FromEngine,
        export::{ExportPart, ExportWish, Preparation, RecordsPlan, ToExport, Wanted, WhichRows},
    },
    query::Group,
    store::{Cell, Column},
};

/// Rows of a table in one part: short enough that questions do not wait, long enough that the messages do not count.
const PART_ROWS: usize = 4096;

/// An export that is under way.
pub(super) struct Export {
    request: u32,
    wish: ExportWish,
    rows: Vec<u32>,
    at: usize,
    /// What must not be found, when values are hidden.
    originals: Originals,
}

impl Engine {
    pub(super) fn export(&mut self, request: u32, ask: ToExport, send: Send<'_>) {
        match ask {
            ToExport::Begin(wish) => self.begin_export(request, wish, send),
            ToExport::Part => self.export_part(request, send),
            ToExport::End => self.export = None,
        }
    }

    fn begin_export(&mut self, request: u32, wish: ExportWish, send: Send<'_>) {
        self.refresh_redactor();
        let mut rows = match &wish {
            ExportWish::Calls { rows, .. } | ExportWish::Records { rows, .. } => self.wanted_rows(rows),
            ExportWish::Groups { .. } => Vec::new(),
        };
        let (mut records, mut bytes, mut num_found) = (None, None, 0);
        if let ExportWish::Records { format, report, .. } = &wish {
            rows.sort_by_cached_key(|&row| self.table.place(RowId(row)));
            records = Some(RecordsPlan {
                format: *format,
                redaction: self.redactor.as_ref().map(|redactor| redactor.redaction()),
            });
            let mut texts = Vec::new();
            if let Some(report) = report {
                (texts, num_found) = self.beside_records(rows.len(), report);
            }
            let preparation = Preparation {
                originals: self.known_originals().iter().map(str::to_owned).collect(),
                common: self.common_words(),
                texts,
            };
            // Plain data: writing it cannot fail.
            bytes = serde_json::to_vec(&preparation).ok();
        }
        let num_rows = match &wish {
            ExportWish::Groups { wish, .. } => u64::from(self.groups(wish).num_groups),
            _ => rows.len() as u64,
        };
        self.export = Some(Export {
            request,
            wish,
            rows,
            at: 0,
            originals: self.known_originals(),
        });
        let part = ExportPart::Begun {
            num_rows,
            num_found,
            records,
        };
        send(FromEngine::Export { request, part }, bytes);
    }

    fn export_part(&mut self, request: u32, send: Send<'_>) {
        let Some(mut export) = self.export.take().filter(|export| export.request == request) else {
            return;
        };
        let (part, bytes) = match &export.wish {
            ExportWish::Calls { columns, format, .. } => {
                let mut writer = table_writer(
                    *format,
                    columns.iter().map(|column| column.key().to_owned()),
                    export.at,
                );
                let end = export.rows.len().min(export.at + PART_ROWS);
                for &row in &export.rows[export.at..end] {
                    let cells: Vec<Cell> = columns
                        .iter()
                        .map(|column| self.shown_cell(RowId(row), *column))
                        .collect();
                    writer.row(&cells);
                }
                finish(&export, writer, end)
            }
            ExportWish::Groups { wish, format } => {
                let mut wish = wish.clone();
                (wish.first, wish.len) = (export.at as u32, PART_ROWS as u32);
                let groups = self.groups(&wish);
                let names = [
                    wish.column.key(),
                    "calls",
                    "errors",
                    "firstCall",
                    "lastCall",
                    "callers",
                    "addresses",
                ];
                let mut writer = table_writer(*format, names.into_iter().map(str::to_owned), export.at);
                groups
                    .groups
                    .iter()
                    .for_each(|group| writer.row(&cells_of(group)));
                let end = export.at + groups.groups.len();
                export.rows.resize(groups.num_groups as usize, 0);
                finish(&export, writer, end)
            }
            ExportWish::Records { .. } => self.places_part(&export),
        };
        export.at = match &part {
            ExportPart::Table { num_rows, .. } => export.at + *num_rows as usize,
            ExportPart::Records { files, .. } => {
                export.at + files.iter().map(|(_, num)| *num as usize).sum::<usize>()
            }
            ExportPart::Begun { .. } => export.at,
        };
        let is_last = matches!(
            part,
            ExportPart::Table { is_last: true, .. } | ExportPart::Records { is_last: true, .. }
        );
        if !is_last {
            self.export = Some(export);
        }
        send(FromEngine::Export { request, part }, Some(bytes));
    }

    /// The places of the next records: whole files, so that each is gone through once.
    fn places_part(&self, export: &Export) -> (ExportPart, Vec<u8>) {
        let (mut files, mut bytes, mut num) = (Vec::new(), Vec::new(), 0);
        let mut rest = export.rows[export.at..].iter().map(|row| RowId(*row)).peekable();
        while let Some(first) = rest.peek().map(|row| self.table.place(*row).file) {
            if num >= PART_ROWS {
                break;
            }
            let mut of_file = 0;
            while let Some(row) = rest.next_if(|row| self.table.place(*row).file == first) {
                let place = self.table.place(row);
                let wanted = Wanted {
                    member: place.member,
                    offset: place.offset,
                    len: place.len,
                    value_hash: self.table.value_hash(row),
                };
                wanted.write(&mut bytes);
                of_file += 1;
            }
            files.push((first, of_file));
            num += of_file as usize;
        }
        let is_last = rest.peek().is_none();
        (ExportPart::Records { files, is_last }, bytes)
    }

    fn wanted_rows(&self, rows: &WhichRows) -> Vec<u32> {
        match (rows, &self.selection) {
            (WhichRows::Matching, Some(selection)) => selection.order().to_vec(),
            (WhichRows::Matching, None) => Vec::new(),
            (WhichRows::These(rows), _) => {
                let is_there = |row: &RowId| row.index() < self.table.num_rows();
                rows.iter().copied().filter(is_there).map(|row| row.0).collect()
            }
        }
    }
}

fn table_writer(format: TableFormat, names: impl Iterator<Item = String>, at: usize) -> TableWriter {
    if at == 0 {
        TableWriter::new(format, names.collect())
    } else {
        TableWriter::further(format, names.collect())
    }
}

fn finish(export: &Export, mut writer: TableWriter, end: usize) -> (ExportPart, Vec<u8>) {
    let is_last = end >= export.rows.len();
    if is_last {
        writer.end();
    }
    let bytes = writer.take();
    let written = match &export.wish {
        ExportWish::Calls {
            format: TableFormat::Csv(_),
            ..
        }
        | ExportWish::Groups {
            format: TableFormat::Csv(_),
            ..
        } => Written::Csv,
        _ => Written::Json,
    };
    let part = ExportPart::Table {
        num_rows: (end - export.at) as u64,
        num_found: export.originals.num_in(&String::from_utf8_lossy(&bytes), written),
        is_last,
    };
    (part, bytes)
}

fn cells_of(group: &Group) -> Vec<Cell> {
    let number = |number: u32| Cell::text(number.to_string());
    let time = |time: Option<crate::base::EpochMillis>| {
        time.map_or(Cell::Absent, |time| Cell::text(time.to_rfc3339()))
    };
    vec![
        group.cell.clone(),
        number(group.calls),
        number(group.errors),
        time(group.span.map(|span| span.0)),
        time(group.span.map(|span| span.1)),
        number(group.callers),
        number(group.addresses),
    ]
}

impl Engine {
    /// A cell as it is shown, and exported.
    pub(super) fn shown_cell(&self, row: RowId, column: Column) -> Cell {
        let cell = self.table.cell(row, column);
        match &self.redactor {
            Some(redactor) => redactor.cell(column, cell),
            None => cell,
        }
    }
}
