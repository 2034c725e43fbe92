//! The open call: what the engine knows of it, and its record, read again from its file.

use super::{AppState, DetailAction, Effect, FocusTarget, NearbyCalls, comparing, grid::move_to, nearby};
use crate::{
    base::Shared,
    protocol::{
        engine::{RowAt, RowDetail, ToEngine},
        reader::FetchProblem,
    },
};
use std::rc::Rc;

/// The record of the open call.
#[derive(Clone, Debug, PartialEq)]
pub enum RecordText {
    /// On its way.
    Loading,
    /// Its text; bytes that are not UTF-8 stand as U+FFFD.
    Text(Shared<Rc<str>>),
    /// Could not be had.
    Failed(FetchProblem),
}

/// The open call.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenCall {
    /// What the engine knows; the call before stays on screen until it comes.
    pub detail: Option<Shared<RowDetail>>,
    /// Its record.
    pub record: RecordText,
    /// The newest question about a row.
    pub asked: u32,
    /// The newest request for a record.
    pub request: u32,
    /// The record was put on the clipboard.
    pub is_copied: bool,
    /// Calls near it.
    pub nearby: NearbyCalls,
}

pub(super) fn detail(state: &mut AppState, wish: DetailAction, effects: &mut Vec<Effect>) {
    match wish {
        DetailAction::Next if state.selected.is_some() => step(state, 1, effects),
        DetailAction::Previous if state.selected.is_some() => step(state, -1, effects),
        DetailAction::Next | DetailAction::Previous => {}
        DetailAction::Close => {
            if state.selected.take().is_some() {
                effects.push(Effect::Focus(FocusTarget::Table));
            }
        }
        DetailAction::CopyRecord => copy_record(state, effects),
        DetailAction::ShowRecordAs(form) => state.view.record_form = form,
        DetailAction::Resize(px) => state.view.panel = state.view.panel.with(state.view.dock, px),
        DetailAction::Dock(dock) => state.view.dock = dock,
    }
}

fn copy_record(state: &mut AppState, effects: &mut Vec<Effect>) {
    let Some(call) = &mut state.selected else {
        return;
    };
    if let RecordText::Text(text) = &call.record {
        effects.push(Effect::CopyText(Rc::clone(text)));
        call.is_copied = true;
        state.num_copies += 1;
    }
}

fn step(state: &mut AppState, by: i64, effects: &mut Vec<Effect>) {
    let num_matching = state.counts.map_or(0, |counts| counts.num_matching);
    let index = i64::from(state.rows.cursor) + by;
    let Some(index) = u32::try_from(index).ok().filter(|index| *index < num_matching) else {
        return;
    };
    move_to(state, index);
    open(state, RowAt::Index(index), effects);
}

/// Asks the engine for a row.
pub(super) fn open(state: &mut AppState, row: RowAt, effects: &mut Vec<Effect>) {
    let generation = state.next_generation();
    match &mut state.selected {
        Some(call) => call.asked = generation,
        None => {
            let record = RecordText::Loading;
            state.selected = Some(OpenCall {
                detail: None,
                record,
                asked: generation,
                request: 0,
                is_copied: false,
                nearby: NearbyCalls::default(),
            });
        }
    }
    effects.push(Effect::TellEngine(ToEngine::Detail { generation, row }));
}

/// After the rows changed: where does the open call stand now?
pub(super) fn ask_again(state: &mut AppState, effects: &mut Vec<Effect>) {
    let detail = state.selected.as_ref().and_then(|call| call.detail.clone());
    if let Some(detail) = detail {
        open(state, RowAt::Id(detail.id), effects);
    }
}

/// The engine's answer to a question about a row.
pub(super) fn take_detail(
    state: &mut AppState,
    generation: u32,
    detail: Option<RowDetail>,
    effects: &mut Vec<Effect>,
) {
    if comparing::take_detail(state, generation, detail.as_ref(), effects) {
        return;
    }
    if state
        .selected
        .as_ref()
        .is_some_and(|call| call.asked == generation)
    {
        take_open(state, detail, effects);
        nearby::follow(state, effects);
    }
}

fn take_open(state: &mut AppState, detail: Option<RowDetail>, effects: &mut Vec<Effect>) {
    let Some(call) = &mut state.selected else {
        return;
    };
    let Some(detail) = detail else {
        if call.detail.is_none() {
            state.selected = None;
        }
        return;
    };
    if let Some(index) = detail.index {
        state.rows.cursor = index;
    }
    let place = first_place(&detail);
    let value_hash = detail.value_hash;
    let known = call.detail.as_deref();
    if known == Some(&detail) {
        return;
    }
    let is_same_record = known.is_some_and(|known| known.id == detail.id && first_place(known) == place);
    call.detail = Some(Shared::new(detail));
    if is_same_record && !matches!(call.record, RecordText::Loading) {
        return;
    }
    call.record = RecordText::Loading;
    let Some(place) = place else {
        call.record = RecordText::Failed(FetchProblem::FileGone);
        return;
    };
    let request = state.next_generation();
    if let Some(call) = &mut state.selected {
        call.request = request;
    }
    effects.push(Effect::FetchRecord {
        request,
        place,
        value_hash,
    });
}

pub(super) fn first_place(detail: &RowDetail) -> Option<super::Place> {
    detail.places.first().map(|(_, place)| *place)
}

/// The record's bytes came, or could not be had.
pub(super) fn take_record(state: &mut AppState, request: u32, bytes: Result<Rc<[u8]>, FetchProblem>) {
    let record = match bytes {
        Ok(bytes) => RecordText::Text(Shared::new(String::from_utf8_lossy(&bytes).into())),
        Err(problem) => RecordText::Failed(problem),
    };
    if comparing::take_record(state, request, &record) {
        return;
    }
    if let Some(call) = state.selected.as_mut().filter(|call| call.request == request) {
        call.is_copied = false;
        call.record = record;
    }
}
