//! Marked calls side by side: what the engine knows of each, and their records, read again from their files.

use super::{AppState, Column, Effect, RecordText, selection::first_place};
use crate::{
    base::{RowId, Shared},
    protocol::{
        engine::{RowAt, RowDetail, ToEngine},
        reader::FetchProblem,
    },
};
use std::rc::Rc;

/// Fewer have nothing to differ from, and more cannot be read side by side.
pub const COMPARED: std::ops::RangeInclusive<usize> = 2..=5;

/// One of the calls.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedCall {
    /// Its row.
    pub row: RowId,
    /// What the engine knows of it.
    pub detail: Option<Shared<RowDetail>>,
    /// Its record.
    pub record: RecordText,
    asked: u32,
    request: u32,
}

/// The open comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparing {
    /// The calls, the oldest first once all are known.
    pub calls: Rc<[ComparedCall]>,
    /// Show what is the same too.
    pub shows_all: bool,
}

/// Wishes about the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompareAction {
    /// Compare the marked calls.
    Open,
    /// Close the comparison.
    Close,
    /// Show what is the same too, or only what differs.
    ShowAll(bool),
}

/// Does what is wished.
pub(super) fn change(state: &mut AppState, wish: &CompareAction, effects: &mut Vec<Effect>) {
    match wish {
        CompareAction::Open if COMPARED.contains(&state.chosen.num()) => open(state, effects),
        CompareAction::Open => {}
        CompareAction::Close => state.comparing = None,
        CompareAction::ShowAll(shows_all) => {
            if let Some(comparing) = &mut state.comparing {
                comparing.shows_all = *shows_all;
            }
        }
    }
}

fn open(state: &mut AppState, effects: &mut Vec<Effect>) {
    let rows: Vec<RowId> = state.chosen.iter().collect();
    let calls = rows.into_iter().map(|row| {
        let generation = state.next_generation();
        let row_at = RowAt::Id(row);
        effects.push(Effect::TellEngine(ToEngine::Detail {
            generation,
            row: row_at,
        }));
        ComparedCall {
            row,
            detail: None,
            record: RecordText::Loading,
            asked: generation,
            request: 0,
        }
    });
    let calls = calls.collect();
    state.comparing = Some(Comparing {
        calls,
        shows_all: false,
    });
}

/// Changes the call that `is_it`; says whether there is one.
fn change_call(
    state: &mut AppState,
    is_it: impl Fn(&ComparedCall) -> bool,
    change: impl FnOnce(&mut ComparedCall),
) -> bool {
    let Some(comparing) = &mut state.comparing else {
        return false;
    };
    let mut calls = comparing.calls.to_vec();
    let Some(call) = calls.iter_mut().find(|call| is_it(call)) else {
        return false;
    };
    change(call);
    comparing.calls = calls.into();
    true
}

/// The engine's answer about one of the calls; false when it is about none of them.
pub(super) fn take_detail(
    state: &mut AppState,
    generation: u32,
    detail: Option<&RowDetail>,
    effects: &mut Vec<Effect>,
) -> bool {
    let request = state.next_generation();
    let place = detail.and_then(first_place);
    let is_one = change_call(
        state,
        |call| call.asked == generation,
        |call| {
            call.detail = detail.cloned().map(Shared::new);
            call.request = request;
            if place.is_none() {
                call.record = RecordText::Failed(FetchProblem::FileGone);
            }
        },
    );
    sort_by_time(state);
    if let (true, Some(place), Some(detail)) = (is_one, place, detail) {
        effects.push(Effect::FetchRecord {
            request,
            place,
            value_hash: detail.value_hash,
        });
    }
    is_one
}

/// Once all are known, the oldest first.
fn sort_by_time(state: &mut AppState) {
    let Some(comparing) = &mut state.comparing else {
        return;
    };
    if comparing.calls.iter().any(|call| call.detail.is_none()) {
        return;
    }
    let time = |call: &ComparedCall| {
        let detail = call.detail.as_ref()?;
        let (_, cell) = detail.cells.iter().find(|(of, _)| *of == Column::Time)?;
        Some(cell.clone())
    };
    let mut calls = comparing.calls.to_vec();
    calls.sort_by_key(time);
    comparing.calls = calls.into();
}

/// The record of one of the calls; false when it is of none of them.
pub(super) fn take_record(state: &mut AppState, request: u32, record: &RecordText) -> bool {
    change_call(
        state,
        |call| call.request == request,
        |call| call.record = record.clone(),
    )
}
