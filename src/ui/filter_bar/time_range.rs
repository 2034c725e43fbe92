//! The time range: the last hours or days, or two typed times. Sends `SetTimeRange`.

use crate::{
    base::{EpochMillis, Shared, Zone},
    browser::{dom, zones},
    query::{
        length::parse_length,
        time_input::{Edge, NotATime, Typed, read_time_input, write_time_input},
    },
    state::{Action, QueryAction},
    ui::{
        dispatch::{Dispatch, use_dispatch},
        icon::Icon,
        popover::Popover,
        wording,
    },
};
use yew::{
    AttrValue, Callback, Html, InputEvent, MouseEvent, Properties, SubmitEvent, UseStateHandle, component,
    html, use_effect_with, use_state_eq,
};

/// The range in force.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct TimeRangeProps {
    /// Its first moment.
    pub from: Option<EpochMillis>,
    /// The moment after it.
    pub until: Option<EpochMillis>,
    /// The newest call.
    pub newest: Option<EpochMillis>,
    /// Whose clock is typed.
    pub zone: Shared<Zone>,
}

/// A button and, once pressed, two small forms.
#[component]
pub(super) fn TimeRange(props: &TimeRangeProps) -> Html {
    let is_open = use_state_eq(|| false);
    let close = {
        let is_open = is_open.clone();
        Callback::from(move |()| is_open.set(false))
    };
    html! {
        <Popover label={wording::TIME_RANGE} drawing={Icon::Clock} kind="time-range"
            is_set={props.from.is_some() || props.until.is_some()} is_open={is_open.clone()}>
            if *is_open {
                <Recent newest={props.newest} zone={props.zone.clone()} close={close.clone()} />
                <Between range={props.clone()} {close} />
            }
        </Popover>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct RecentProps {
    newest: Option<EpochMillis>,
    zone: Shared<Zone>,
    close: Callback<()>,
}

/// The last hours or days: up to the newest call, or up to now.
#[component]
fn Recent(props: &RecentProps) -> Html {
    let dispatch = use_dispatch();
    let is_to_now = use_state_eq(|| props.newest.is_none());
    let text = use_state_eq(String::new);
    let has_error = use_state_eq(|| false);
    let newest = props.newest.filter(|_| !*is_to_now);
    let show = {
        let (dispatch, close) = (dispatch.clone(), props.close.clone());
        Callback::from(move |length: i64| {
            dispatch.send(recent(newest.unwrap_or_else(zones::now), length));
            close.emit(());
        })
    };
    let onsubmit = {
        let (show, text, has_error) = (show.clone(), text.clone(), has_error.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            match parse_length(&text) {
                Some(length) => show.emit(length),
                None => has_error.set(true),
            }
        }
    };
    html! {
        <form class="time-range" data-part="recent" {onsubmit}>
            <fieldset class="time-range__recent">
                <legend>{ wording::RECENT_LEGEND }</legend>
                { for wording::RECENT.iter().map(|(length, label)| html! {
                    <button type="button" key={*length} onclick={quick(&show, length)}>{ *label }</button>
                }) }
            </fieldset>
            <div class="time-range__typed">
                <input type="text" autocomplete="off" spellcheck="false" aria-label={wording::RECENT_LABEL} placeholder="36 h"
                    value={(*text).clone()} oninput={typing(&text)} aria-invalid={has_error.to_string()} />
                <button type="submit">{ wording::ZONE_TAKE }</button>
            </div>
            if *has_error { <p class="time-range__hint" role="alert" data-error="true">{ wording::RECENT_ERROR }</p> }
            <fieldset class="time-range__ends">
                <legend>{ wording::RECENT_ENDS }</legend>
                if let Some(newest) = props.newest {
                    { end(&is_to_now, false, wording::ends_newest(newest, &props.zone).into()) }
                }
                { end(&is_to_now, true, wording::ENDS_NOW.into()) }
            </fieldset>
        </form>
    }
}

fn quick(show: &Callback<i64>, length: &'static str) -> Callback<MouseEvent> {
    show.reform(move |_| parse_length(length).unwrap_or_default())
}

fn end(is_to_now: &UseStateHandle<bool>, this: bool, label: AttrValue) -> Html {
    let choose = {
        let is_to_now = is_to_now.clone();
        Callback::from(move |_| is_to_now.set(this))
    };
    html! {
        <label>
            <input type="radio" name="range-ends" checked={**is_to_now == this} onchange={choose} />{ label }
        </label>
    }
}

/// The range of a length up to a moment, which is in it.
fn recent(newest: EpochMillis, length: i64) -> Action {
    let until = (newest.0.div_euclid(1000) + 1).saturating_mul(1000);
    let from = EpochMillis(until.saturating_sub(length));
    Action::Query(QueryAction::SetTimeRange(Some(from), Some(EpochMillis(until))))
}

#[derive(Clone, PartialEq, Properties)]
struct BetweenProps {
    range: TimeRangeProps,
    close: Callback<()>,
}

/// Two typed times and what they mean by the zone's clock.
#[component]
fn Between(props: &BetweenProps) -> Html {
    let dispatch = use_dispatch();
    let from = use_state_eq(String::new);
    let until = use_state_eq(String::new);
    let error = use_state_eq(|| None::<&'static str>);
    let (range, zone) = (&props.range, &props.range.zone);
    use_effect_with((range.from, range.until, zone.clone()), {
        let (from, until, error) = (from.clone(), until.clone(), error.clone());
        move |(first, after, zone)| {
            from.set(write_time_input(*first, Edge::From, zone));
            until.set(write_time_input(*after, Edge::Until, zone));
            error.set(None);
        }
    });
    let apply = {
        let (from, until, error) = (from.clone(), until.clone(), error.clone());
        let (dispatch, close, zone) = (dispatch.clone(), props.close.clone(), zone.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            match read_range(&from, &until, &zone) {
                Ok((first, after)) => {
                    dispatch.send(Action::Query(QueryAction::SetTimeRange(first, after)));
                    close.emit(());
                }
                Err(words) => error.set(Some(words)),
            }
        }
    };
    html! {
        <form class="time-range" data-part="between" onsubmit={apply}>
            <fieldset class="time-range__between">
                <legend>{ wording::RANGE_LEGEND }</legend>
                { input(wording::time_from(zone), &from, Edge::From, zone) }
                { input(wording::time_until(zone), &until, Edge::Until, zone) }
            </fieldset>
            <p class="time-range__hint" role="status" data-error={error.is_some().to_string()}>
                { error.unwrap_or(wording::TIME_HINT) }
            </p>
            <div class="time-range__buttons">
                <button type="button" onclick={any_time(&dispatch, &props.close)}>{ wording::TIME_CLEAR }</button>
                <button type="submit" data-kind="primary">{ wording::TIME_APPLY }</button>
            </div>
        </form>
    }
}

fn any_time(dispatch: &Dispatch, close: &Callback<()>) -> Callback<MouseEvent> {
    let (dispatch, close) = (dispatch.clone(), close.clone());
    Callback::from(move |_| {
        dispatch.send(Action::Query(QueryAction::SetTimeRange(None, None)));
        close.emit(());
    })
}

fn input(label: AttrValue, text: &UseStateHandle<String>, edge: Edge, zone: &Zone) -> Html {
    let typed = read(text, edge, zone).ok().flatten();
    let means = typed.and_then(|typed| wording::typed_words(typed, edge, zone));
    html! {
        <label class="time-range__field">
            { label }
            <input type="text" autocomplete="off" spellcheck="false" value={(**text).clone()} oninput={typing(text)} />
            <span class="time-range__means">{ means }</span>
        </label>
    }
}

fn typing(text: &UseStateHandle<String>) -> Callback<InputEvent> {
    let text = text.clone();
    Callback::from(move |event: InputEvent| text.set(dom::input_value(&event)))
}

fn read(text: &str, edge: Edge, zone: &Zone) -> Result<Option<Typed>, NotATime> {
    read_time_input(text, edge, &zone.offsets)
}

type Range = (Option<EpochMillis>, Option<EpochMillis>);

fn read_range(from: &str, until: &str, zone: &Zone) -> Result<Range, &'static str> {
    let limit = |text, edge| match read(text, edge, zone) {
        Ok(typed) => Ok(typed.map(|typed| typed.limit)),
        Err(NotATime) => Err(wording::TIME_ERROR),
    };
    match (limit(from, Edge::From)?, limit(until, Edge::Until)?) {
        (Some(first), Some(after)) if after <= first => Err(wording::TIME_ORDER_ERROR),
        range => Ok(range),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_hour_holds_the_newest_call_and_is_an_hour() {
        let newest = EpochMillis(1_790_000_000_250);
        let Action::Query(QueryAction::SetTimeRange(Some(from), Some(until))) = recent(newest, 3_600_000)
        else {
            panic!("no range");
        };
        assert!(from <= newest && newest < until);
        assert_eq!((until.0 % 1000, until.0 - from.0), (0, 3_600_000));
    }
}
