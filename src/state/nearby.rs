//! What is near the open call: calls of the same session, key, request or minutes, each with its count. The filters
//! are made of the open call's own cells; the engine counts what passes them.

use super::{AppState, Cell, Column, Effect};
use crate::{
    base::{EpochMillis, RowId},
    protocol::engine::{RowDetail, ToEngine},
    query::Filter,
};
use std::rc::Rc;

/// How a call is near another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NearbyKind {
    /// Of the same session.
    Session,
    /// Signed with the same access key.
    AccessKey,
    /// Recorded under the same `requestID`.
    Request,
    /// Another account's record of the same event.
    SharedEvent,
    /// By the same caller, at most five minutes before or after.
    CallerAround,
    /// By anybody, at most five minutes before or after.
    Around,
}

/// Calls near the open one.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearby {
    /// How they are near.
    pub kind: NearbyKind,
    /// What they pass, and the open call too.
    pub filter: Filter,
    /// How many pass, the open call among them; none until it is counted.
    pub count: Option<u32>,
}

/// What is near the open call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NearbyCalls {
    /// Each way of being near that the call's fields allow.
    pub list: Rc<[Nearby]>,
    asked: u32,
    /// The call and the number of calls in all when it was asked.
    of: Option<(RowId, Option<u32>)>,
}

const MINUTES_AROUND: i64 = 5 * 60_000;
const SECOND: i64 = 1000;

/// The ways in which calls can be near this one.
pub fn nearby(detail: &RowDetail) -> Vec<(NearbyKind, Filter)> {
    let cell = |column: Column| {
        detail
            .cells
            .iter()
            .find(|(of, _)| *of == column)
            .map(|(_, cell)| cell)
    };
    let is = |column| Some(Filter::one_of(column, vec![cell(column)?.clone()]));
    let text = |column| {
        cell(column)
            .and_then(Cell::as_text)
            .filter(|text| !text.is_empty())
    };
    let is_text = |column| text(column).and_then(|_| is(column));
    // A session is who took it on and when it began: its access keys may change while it lasts. Without the time the
    // key of temporary credentials stands for it: these begin with ASIA (IAM User Guide, "Unique identifiers").
    let session = match is_text(Column::SessionCreated) {
        Some(began) => {
            let who = [Column::IssuerArn, Column::PrincipalId]
                .into_iter()
                .filter_map(is);
            Some(Filter::All(who.chain([began]).collect()))
        }
        None if text(Column::AccessKeyId).is_some_and(|key| key.starts_with("ASIA")) => {
            is(Column::AccessKeyId)
        }
        None => None,
    };
    // Whoever has the same name need not be the same principal.
    let caller = is_text(Column::PrincipalId)
        .or_else(|| is_text(Column::Arn))
        .or_else(|| is(Column::Caller));
    let around = around(detail);
    let found = [
        (NearbyKind::Session, session),
        (NearbyKind::AccessKey, is_text(Column::AccessKeyId)),
        (NearbyKind::Request, is_text(Column::RequestId)),
        (NearbyKind::SharedEvent, is_text(Column::SharedEventId)),
        (
            NearbyKind::CallerAround,
            caller
                .zip(around.clone())
                .map(|(caller, around)| Filter::All(vec![caller, around])),
        ),
        (NearbyKind::Around, around),
    ];
    found
        .into_iter()
        .filter_map(|(kind, filter)| Some((kind, filter?)))
        .collect()
}

/// Five minutes before to five minutes after, by whole seconds: that is how times are recorded.
fn around(detail: &RowDetail) -> Option<Filter> {
    let (_, time) = detail.cells.iter().find(|(of, _)| *of == Column::Time)?;
    let second = EpochMillis::parse(time.as_text()?)?.0.div_euclid(SECOND) * SECOND;
    Some(Filter::during(
        Some(EpochMillis(second - MINUTES_AROUND)),
        Some(EpochMillis(second + MINUTES_AROUND + SECOND)),
    ))
}

/// There is an answer about the open call: asks for what is near it, when it is another call or there are other calls.
pub(super) fn follow(state: &mut AppState, effects: &mut Vec<Effect>) {
    let Some(detail) = state.selected.as_ref().and_then(|call| call.detail.clone()) else {
        return;
    };
    let of = Some((detail.id, state.counts.map(|counts| counts.num_rows)));
    let is_known = |call: &super::OpenCall| call.nearby.of == of;
    if state.selected.as_ref().is_none_or(is_known) {
        return;
    }
    let generation = state.next_generation();
    let Some(call) = &mut state.selected else { return };
    let was_this_call = call.nearby.of.is_some_and(|(row, _)| row == detail.id);
    let found = nearby(&detail);
    effects.push(Effect::TellEngine(ToEngine::Count {
        generation,
        filters: found.iter().map(|(_, filter)| filter.clone()).collect(),
    }));
    call.nearby.asked = generation;
    call.nearby.of = of;
    if !was_this_call {
        let uncounted = |(kind, filter)| Nearby {
            kind,
            filter,
            count: None,
        };
        call.nearby.list = found.into_iter().map(uncounted).collect();
    }
}

/// The engine has counted.
pub(super) fn take_counts(state: &mut AppState, generation: u32, counts: &[u32]) {
    let Some(call) = state
        .selected
        .as_mut()
        .filter(|call| call.nearby.asked == generation)
    else {
        return;
    };
    let counted = call.nearby.list.iter().zip(counts).map(|(nearby, count)| Nearby {
        count: Some(*count),
        ..nearby.clone()
    });
    call.nearby.list = counted.collect();
}
