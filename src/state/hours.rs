//! The clock of the checks' working hours: found by the browser, for the period of the calls.

use super::{AppState, Effect, NoticeKind};
use crate::{
    base::{Zone, ZoneChoice},
    review::checks::Told,
};
use std::rc::Rc;

/// What the checks are told, with the clock as far as it is known.
pub(super) fn told(state: &AppState) -> Told {
    let settings = Rc::new((*state.review.settings).clone());
    let clock = match wanted(state) {
        None => None,
        Some(ZoneChoice::Utc) => Some(Zone::default().offsets),
        Some(choice) => {
            let known = state.review.hours_zone.as_ref();
            known
                .filter(|zone| zone.choice == choice)
                .map(|zone| zone.offsets.clone())
        }
    };
    Told { settings, clock }
}

/// The zone that the settings name.
fn wanted(state: &AppState) -> Option<ZoneChoice> {
    let hours = state.review.settings.hours.as_ref()?;
    ZoneChoice::parse(&hours.zone)
}

/// Asks the browser for the clock when it is not known over the period of the calls; once for each zone and period.
pub(super) fn find(state: &mut AppState, effects: &mut Vec<Effect>) {
    let span = state.ledger.first.zip(state.ledger.last);
    let Some(choice) = wanted(state).filter(|choice| *choice != ZoneChoice::Utc) else {
        return;
    };
    let is_known = state.review.hours_zone.as_ref().is_some_and(|zone| {
        zone.choice == choice && span.is_none_or(|(first, last)| zone.offsets.holds_over(first, last))
    });
    let wish = Some((choice.clone(), span));
    if !is_known && state.review.hours_asked != wish {
        state.review.hours_asked = wish;
        effects.push(Effect::FindHoursZone { choice, span });
    }
}

/// What the browser knows of the zone.
pub(super) fn take(state: &mut AppState, zone: Option<Zone>) {
    if zone.is_none()
        && let Some(hours) = &state.review.settings.hours
    {
        let name = hours.zone.as_str().into();
        state.notify(NoticeKind::UnknownZone(name));
    }
    state.review.hours_zone = zone;
}
