//! Saving what the page shows: what is exported, how far it is, and what became of it.

use super::{AppState, Effect, ViewLink, hours};
use crate::{
    base::RowId,
    protocol::{
        engine::ToEngine,
        export::{
            CsvStyle, ExportPart, ExportWish, RecordFormat, RecordsPart, TableFormat, ToExport, ToRecords,
            WhichRows,
        },
    },
    store::Column,
};
use std::rc::Rc;

/// What a person can save.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportForm {
    /// A table for spreadsheets.
    #[default]
    Csv,
    /// A table for programs.
    Json,
    /// Records, one a line.
    Lines,
    /// Records, as a trail file.
    Trail,
    /// Records with what proves them.
    Bundle,
}

/// How it shall be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportPrefs {
    /// The form.
    pub form: ExportForm,
    /// Only the marked calls.
    pub only_chosen: bool,
    /// Every column, not only those on screen.
    pub all_columns: bool,
    /// CSV for spreadsheets, not raw.
    pub is_safe: bool,
    /// CSV with a byte-order mark.
    pub has_bom: bool,
}

impl Default for ExportPrefs {
    fn default() -> Self {
        Self {
            form: ExportForm::Csv,
            only_chosen: false,
            all_columns: false,
            is_safe: true,
            has_bom: true,
        }
    }
}

/// What the person wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportAction {
    /// Another way of saving.
    Prefer(ExportPrefs),
    /// Save.
    Start,
    /// Stop and forget it.
    Cancel,
    /// What became of it is read.
    Dismiss,
}

/// An export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Its number.
    pub request: u32,
    /// The name of the file.
    pub name: &'static str,
    /// Rows or records in all; none before the engine said so.
    pub num_all: Option<u64>,
    /// Rows or records written.
    pub num_done: u64,
    /// Records without a raw record.
    pub num_lossy: u64,
    /// Records that could not be read again.
    pub num_missing: u64,
    /// Hidden values that were found in it.
    pub num_found: u64,
    /// Values are hidden in it.
    pub is_hidden: bool,
    /// Where it stands.
    pub stage: ExportStage,
    mime: &'static str,
    is_last_batch: bool,
}

/// Where an export stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportStage {
    /// Being written.
    Writing,
    /// Handed to the browser.
    Saved,
    /// Not saved: a value that should be hidden was found in it.
    NotHidden,
    /// Not saved: it has outgrown its form.
    TooLarge,
    /// Not saved: a worker ended.
    Ended,
}

/// Does what is wished.
pub(super) fn change(state: &mut AppState, wish: ExportAction, effects: &mut Vec<Effect>) {
    match wish {
        ExportAction::Prefer(prefs) => state.export_prefs = prefs,
        ExportAction::Start => start(state, effects),
        ExportAction::Cancel => {
            if let Some(export) = state
                .export
                .take()
                .filter(|export| export.stage == ExportStage::Writing)
            {
                forget(export.request, effects);
            }
        }
        ExportAction::Dismiss => {
            if state
                .export
                .as_ref()
                .is_some_and(|export| export.stage != ExportStage::Writing)
            {
                state.export = None;
            }
        }
    }
}

fn start(state: &mut AppState, effects: &mut Vec<Effect>) {
    if let Some(export) = state
        .export
        .take()
        .filter(|export| export.stage == ExportStage::Writing)
    {
        forget(export.request, effects);
    }
    let request = state.next_generation();
    let (wish, name, mime) = wish(state);
    state.export = Some(Export {
        request,
        name,
        num_all: None,
        num_done: 0,
        num_lossy: 0,
        num_missing: 0,
        num_found: 0,
        is_hidden: state.hiding.is_on(),
        stage: ExportStage::Writing,
        mime,
        is_last_batch: false,
    });
    effects.push(Effect::BeginExport(request));
    effects.push(match wish {
        ExportWish::Records {
            format: RecordFormat::Bundle,
            rows,
            ..
        } => Effect::BeginBundle {
            request,
            rows,
            checks: hours::told(state),
            filters: ViewLink::of(state).filters_in_force(),
        },
        wish => ask(request, ToExport::Begin(wish)),
    });
}

fn wish(state: &AppState) -> (ExportWish, &'static str, &'static str) {
    let prefs = state.export_prefs;
    let style = CsvStyle {
        is_safe: prefs.is_safe,
        has_bom: prefs.has_bom,
    };
    let chosen: Rc<[RowId]> = state.chosen.iter().collect();
    let rows = if prefs.only_chosen && !chosen.is_empty() {
        WhichRows::These(chosen)
    } else {
        WhichRows::Matching
    };
    let table = match prefs.form {
        ExportForm::Csv => Some((
            TableFormat::Csv(style),
            "text/csv",
            [("medtrail-calls.csv", "medtrail-groups.csv")],
        )),
        ExportForm::Json => Some((
            TableFormat::Json,
            "application/json",
            [("medtrail-calls.json", "medtrail-groups.json")],
        )),
        ExportForm::Lines | ExportForm::Trail | ExportForm::Bundle => None,
    };
    let Some((format, mime, [(of_calls, of_groups)])) = table else {
        let (format, name, mime) = match prefs.form {
            ExportForm::Trail => (
                RecordFormat::Trail,
                "medtrail-records.json.gz",
                "application/gzip",
            ),
            ExportForm::Bundle => (RecordFormat::Bundle, "medtrail-evidence.zip", "application/zip"),
            _ => (
                RecordFormat::Lines,
                "medtrail-records.ndjson",
                "application/x-ndjson",
            ),
        };
        let wish = ExportWish::Records {
            rows,
            format,
            report: None,
        };
        return (wish, name, mime);
    };
    match state.groups.wish_of(state.view.tab) {
        Some(wish) => (ExportWish::Groups { wish, format }, of_groups, mime),
        None => {
            let columns: Rc<[Column]> = if prefs.all_columns {
                Column::ALL.into()
            } else {
                state.columns.iter().map(|shown| shown.column).collect()
            };
            (
                ExportWish::Calls {
                    rows,
                    columns,
                    format,
                },
                of_calls,
                mime,
            )
        }
    }
}

fn ask(request: u32, ask: ToExport) -> Effect {
    Effect::TellEngine(ToEngine::Export { request, ask })
}

fn forget(request: u32, effects: &mut Vec<Effect>) {
    effects.push(ask(request, ToExport::End));
    effects.push(Effect::DropExport);
}

/// The engine sent a part.
pub(super) fn take_part(state: &mut AppState, request: u32, part: &ExportPart, effects: &mut Vec<Effect>) {
    let Some(export) = current(state, request) else {
        return;
    };
    match part {
        ExportPart::Begun {
            num_rows, num_found, ..
        } => {
            export.num_all = Some(*num_rows);
            export.num_found += num_found;
            effects.push(ask(request, ToExport::Part));
        }
        ExportPart::Table {
            num_rows,
            num_found,
            is_last,
        } => {
            export.num_done += num_rows;
            export.num_found += num_found;
            if *is_last {
                finish(export, effects);
            } else {
                effects.push(ask(request, ToExport::Part));
            }
        }
        // The places went on to the reader, which will say what it wrote.
        ExportPart::Records { is_last, .. } => export.is_last_batch = *is_last,
    }
}

/// The reader wrote records.
pub(super) fn take_records(state: &mut AppState, request: u32, part: RecordsPart, effects: &mut Vec<Effect>) {
    let Some(export) = current(state, request) else {
        return;
    };
    export.num_done += part.num_records;
    export.num_lossy += part.num_lossy;
    export.num_missing += part.num_missing;
    export.num_found += part.num_found;
    if part.is_too_large {
        export.stage = ExportStage::TooLarge;
        forget(request, effects);
    } else if part.is_last {
        finish(export, effects);
    } else if part.is_batch_done && export.is_last_batch {
        effects.push(Effect::TellRecords(request, ToRecords::End));
    } else if part.is_batch_done {
        effects.push(ask(request, ToExport::Part));
    }
}

/// The workers are gone, and the export with them.
pub(super) fn lose(state: &mut AppState, effects: &mut Vec<Effect>) {
    if let Some(export) = &mut state.export
        && export.stage == ExportStage::Writing
    {
        export.stage = ExportStage::Ended;
        forget(export.request, effects);
    }
}

fn current(state: &mut AppState, request: u32) -> Option<&mut Export> {
    state
        .export
        .as_mut()
        .filter(|export| export.request == request && export.stage == ExportStage::Writing)
}

fn finish(export: &mut Export, effects: &mut Vec<Effect>) {
    if export.num_found > 0 {
        export.stage = ExportStage::NotHidden;
        forget(export.request, effects);
        return;
    }
    export.stage = ExportStage::Saved;
    effects.push(Effect::SaveExport {
        name: export.name,
        mime: export.mime,
    });
}
