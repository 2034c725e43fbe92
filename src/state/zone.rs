//! Whose clock the page shows: chosen by the person, its table of offsets found by the browser.

use super::{AppState, Cell, Column, Effect, NoticeKind, query_change};
use crate::base::{EpochMillis, Shared, Zone, ZoneChoice};
use std::rc::Rc;

/// Wishes and facts about the zone.
#[derive(Clone, Debug, PartialEq)]
pub enum ZoneAction {
    /// Show times by this clock.
    Choose(ZoneChoice),
    /// The browser found the zone's offsets.
    Found(Zone),
    /// The browser knows no zone of this name.
    Unknown(Rc<str>),
}

/// What "Copy" puts on the clipboard: of a time, whatever clock shows it, RFC 3339 in UTC. Only texts can be copied.
pub fn copied_text(column: Column, cell: &Cell) -> Option<Rc<str>> {
    let Cell::Text(text) = cell else { return None };
    let time = EpochMillis::parse(text).filter(|_| column == Column::Time);
    Some(time.map_or_else(|| text.clone(), |time| time.to_rfc3339().into()))
}

pub(super) fn change(state: &mut AppState, action: ZoneAction, effects: &mut Vec<Effect>) {
    match action {
        ZoneAction::Choose(ZoneChoice::Utc) => take(state, Zone::default(), effects),
        ZoneAction::Choose(choice) => find(state, choice, effects),
        ZoneAction::Found(zone) => take(state, zone, effects),
        ZoneAction::Unknown(name) => state.notify(NoticeKind::UnknownZone(name)),
    }
}

/// The data reach further than before: perhaps further than the offsets that are known.
pub(super) fn span_changed(state: &mut AppState, effects: &mut Vec<Effect>) {
    let span = span(state);
    let is_known = |(first, last)| state.zone.offsets.holds_over(first, last);
    // Times further away than any offset is known for are asked about once.
    if state.zone_asked_over != span && !span.is_none_or(is_known) {
        find(state, state.zone.choice.clone(), effects);
    }
}

/// From the first call to the last.
fn span(state: &AppState) -> Option<(EpochMillis, EpochMillis)> {
    state.ledger.first.zip(state.ledger.last)
}

fn find(state: &mut AppState, choice: ZoneChoice, effects: &mut Vec<Effect>) {
    let span = span(state);
    state.zone_asked_over = span;
    effects.push(Effect::FindZone { choice, span });
}

fn take(state: &mut AppState, zone: Zone, effects: &mut Vec<Effect>) {
    if *state.zone == zone {
        return;
    }
    let has_same_days = state.zone.offsets == zone.offsets;
    state.zone = Shared::new(zone);
    if state.asking.asked > 0 && !has_same_days {
        query_change::ask(state, effects);
    }
}
