//! The two ranges, typed; or the one in force and the time before it. Sends `Compare` and `CompareWithBefore`.

use crate::{
    browser::dom,
    query::{
        Period,
        time_input::{Edge, parse_time_input, write_time_input},
    },
    state::{Action, PeriodsAction},
    ui::{dispatch::use_dispatch, wording},
};
use yew::{
    Callback, Html, InputEvent, Properties, SubmitEvent, UseStateHandle, component, html, use_effect_with,
    use_state_eq,
};

/// The ranges in force.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RangesProps {
    /// The earlier and the later one.
    pub ranges: Option<(Period, Period)>,
}

/// A form with two rows.
#[component]
pub(super) fn Ranges(props: &RangesProps) -> Html {
    let dispatch = use_dispatch();
    // Of the earlier and of the later range: first moment and last.
    let texts = use_state_eq(Texts::default);
    let error = use_state_eq(|| None::<&'static str>);
    use_effect_with(props.ranges, {
        let (texts, error) = (texts.clone(), error.clone());
        move |ranges: &Option<(Period, Period)>| {
            let of = |period: Period| {
                [
                    write_time_input(Some(period.from), Edge::From),
                    write_time_input(Some(period.until), Edge::Until),
                ]
            };
            texts.set(
                ranges
                    .map(|(earlier, later)| [of(earlier), of(later)])
                    .unwrap_or_default(),
            );
            error.set(None);
        }
    });
    let onsubmit = {
        let (texts, error, dispatch) = (texts.clone(), error.clone(), dispatch.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match (read(&texts[0]), read(&texts[1])) {
                (Ok(earlier), Ok(later)) => {
                    error.set(None);
                    dispatch.send(Action::Periods(PeriodsAction::Compare(earlier, later)));
                }
                (Err(words), _) | (_, Err(words)) => error.set(Some(words)),
            }
        })
    };
    let before = dispatch.on_click(Action::Periods(PeriodsAction::CompareWithBefore));
    html! {
        <form class="changes__ranges" {onsubmit}>
            { range(wording::PERIOD_LATER, 1, &texts) }
            { range(wording::PERIOD_EARLIER, 0, &texts) }
            <div class="changes__buttons">
                <button type="submit" data-kind="primary">{ wording::PERIODS_COMPARE }</button>
                <button type="button" title={wording::PERIODS_BEFORE_TITLE} onclick={before}>{ wording::PERIODS_BEFORE }</button>
            </div>
            <p class="changes__hint" role="status" data-error={error.is_some().to_string()}>
                { error.unwrap_or(wording::PERIODS_HINT) }
            </p>
        </form>
    }
}

type Texts = [[String; 2]; 2];

fn range(legend: &'static str, which: usize, texts: &UseStateHandle<Texts>) -> Html {
    let input = |end: usize, label: &'static str| {
        let oninput = {
            let texts = texts.clone();
            Callback::from(move |event: InputEvent| {
                let mut next = (*texts).clone();
                next[which][end] = dom::input_value(&event);
                texts.set(next);
            })
        };
        html! {
            <label class="changes__field">
                { label }
                <input type="text" autocomplete="off" spellcheck="false" value={texts[which][end].clone()} {oninput} />
            </label>
        }
    };
    html! {
        <fieldset class="changes__range">
            <legend>{ legend }</legend>
            { input(0, wording::TIME_FROM) }
            { input(1, wording::TIME_UNTIL) }
        </fieldset>
    }
}

fn read([from, until]: &[String; 2]) -> Result<Period, &'static str> {
    let first = parse_time_input(from, Edge::From).map_err(|_| wording::TIME_ERROR)?;
    let after = parse_time_input(until, Edge::Until).map_err(|_| wording::TIME_ERROR)?;
    match (first, after) {
        (Some(from), Some(until)) if from < until => Ok(Period { from, until }),
        (Some(_), Some(_)) => Err(wording::TIME_ORDER_ERROR),
        _ => Err(wording::PERIOD_OPEN_ERROR),
    }
}
