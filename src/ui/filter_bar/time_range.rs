//! The time range: two times, typed. Sends `SetTimeRange`.

use crate::{
    base::EpochMillis,
    browser::dom,
    query::time_input::{Edge, parse_time_input, write_time_input},
    state::{Action, QueryAction},
    ui::{
        dispatch::use_dispatch,
        icon::{Icon, icon},
        wording,
    },
};
use yew::{
    Callback, Html, InputEvent, KeyboardEvent, Properties, SubmitEvent, UseStateHandle, component, html,
    use_effect_with, use_node_ref, use_state_eq,
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
    let button = use_node_ref();
    let close = {
        let (is_open, button) = (is_open.clone(), button.clone());
        move || {
            is_open.set(false);
            dom::focus(&button);
        }
    };
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
        let (dispatch, close) = (dispatch.clone(), close.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            match read_range(&from, &until) {
                Ok((first, after)) => {
                    dispatch.send(Action::Query(QueryAction::SetTimeRange(first, after)));
                    close();
                }
                Err(words) => error.set(Some(words)),
            }
        }
    };
    let any_time = {
        let close = close.clone();
        move |_| {
            dispatch.send(Action::Query(QueryAction::SetTimeRange(None, None)));
            close();
        }
    };
    let toggle = {
        let is_open = is_open.clone();
        move |_| is_open.set(!*is_open)
    };
    let onkeydown = {
        let is_open = is_open.clone();
        move |event: KeyboardEvent| {
            if *is_open && event.key() == "Escape" {
                close();
            }
        }
    };
    html! {
        <div class="time-range" {onkeydown}>
            <button type="button" class="time-range__button" ref={button} aria-expanded={is_open.to_string()} onclick={toggle}
                data-set={(props.from.is_some() || props.until.is_some()).to_string()}>
                { icon(Icon::Clock) }{ wording::TIME_RANGE }
            </button>
            if *is_open {
                <form class="time-range__form" onsubmit={apply}>
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
            }
        </div>
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
