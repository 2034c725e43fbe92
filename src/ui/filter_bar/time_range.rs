//! The time range: two times, typed. Sends `SetTimeRange`.

use crate::{
    base::EpochMillis,
    browser::dom,
    query::time_input::{Edge, parse_time_input, write_time_input},
    state::{Action, QueryAction},
    ui::{dispatch::use_dispatch, icon::Icon, popover::Popover, wording},
};
use yew::{
    Callback, Html, InputEvent, Properties, SubmitEvent, UseStateHandle, component, html, use_effect_with,
    use_state_eq,
};

/// The range in force.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct TimeRangeProps {
    /// Its first moment.
    pub from: Option<EpochMillis>,
    /// The moment after it.
    pub until: Option<EpochMillis>,
}

/// A button and, once pressed, a small form.
#[component]
pub(super) fn TimeRange(props: &TimeRangeProps) -> Html {
    let dispatch = use_dispatch();
    let is_open = use_state_eq(|| false);
    let from = use_state_eq(String::new);
    let until = use_state_eq(String::new);
    let error = use_state_eq(|| None::<&'static str>);
    use_effect_with((props.from, props.until, *is_open), {
        let (from, until, error) = (from.clone(), until.clone(), error.clone());
        move |(first, after, _)| {
            from.set(write_time_input(*first, Edge::From));
            until.set(write_time_input(*after, Edge::Until));
            error.set(None);
        }
    });
    let apply = {
        let (from, until, error) = (from.clone(), until.clone(), error.clone());
        let (dispatch, is_open) = (dispatch.clone(), is_open.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            match read_range(&from, &until) {
                Ok((first, after)) => {
                    dispatch.send(Action::Query(QueryAction::SetTimeRange(first, after)));
                    is_open.set(false);
                }
                Err(words) => error.set(Some(words)),
            }
        }
    };
    let any_time = {
        let is_open = is_open.clone();
        move |_| {
            dispatch.send(Action::Query(QueryAction::SetTimeRange(None, None)));
            is_open.set(false);
        }
    };
    html! {
        <Popover label={wording::TIME_RANGE} drawing={Icon::Clock} kind="time-range"
            is_set={props.from.is_some() || props.until.is_some()} {is_open}>
            <form class="time-range" onsubmit={apply}>
                { input(wording::TIME_FROM, &from) }
                { input(wording::TIME_UNTIL, &until) }
                <p class="time-range__hint" role="status" data-error={error.is_some().to_string()}>
                    { error.unwrap_or(wording::TIME_HINT) }
                </p>
                <div class="time-range__buttons">
                    <button type="button" onclick={any_time}>{ wording::TIME_CLEAR }</button>
                    <button type="submit" data-kind="primary">{ wording::TIME_APPLY }</button>
                </div>
            </form>
        </Popover>
    }
}

fn input(label: &'static str, text: &UseStateHandle<String>) -> Html {
    let oninput = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| text.set(dom::input_value(&event)))
    };
    html! {
        <label class="time-range__field">
            { label }
            <input type="text" autocomplete="off" spellcheck="false" value={(**text).clone()} {oninput} />
        </label>
    }
}

type Range = (Option<EpochMillis>, Option<EpochMillis>);

fn read_range(from: &str, until: &str) -> Result<Range, &'static str> {
    let first = parse_time_input(from, Edge::From).map_err(|_| wording::TIME_ERROR)?;
    let after = parse_time_input(until, Edge::Until).map_err(|_| wording::TIME_ERROR)?;
    match (first, after) {
        (Some(first), Some(after)) if after <= first => Err(wording::TIME_ORDER_ERROR),
        range => Ok(range),
    }
}
