//! The two ranges, typed; or the one in force and the time before it. Sends `Compare` and `CompareWithBefore`.

use crate::{
    base::{Shared, Zone},
    browser::dom,
    query::{
        Period,
        time_input::{Edge, NotATime, read_time_input, write_time_input},
    },
    state::{Action, PeriodsAction},
    ui::{dispatch::use_dispatch, wording},
};
use yew::{
    AttrValue, Callback, Html, InputEvent, Properties, SubmitEvent, UseStateHandle, component, html,
    use_effect_with, use_state_eq,
};

/// The ranges in force.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct RangesProps {
    /// The earlier and the later one.
    pub ranges: Option<(Period, Period)>,
    /// Whose clock is typed.
    pub zone: Shared<Zone>,
}

/// A form with two rows.
#[component]
pub(super) fn Ranges(props: &RangesProps) -> Html {
    let dispatch = use_dispatch();
    // Of the earlier and of the later range: first moment and last.
    let texts = use_state_eq(Texts::default);
    let error = use_state_eq(|| None::<&'static str>);
    use_effect_with((props.ranges, props.zone.clone()), {
        let (texts, error) = (texts.clone(), error.clone());
        move |(ranges, zone): &(Option<(Period, Period)>, Shared<Zone>)| {
            let of = |period: Period| {
                [
                    write_time_input(Some(period.from), Edge::From, zone),
                    write_time_input(Some(period.until), Edge::Until, zone),
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
        let zone = props.zone.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match (read(&texts[0], &zone), read(&texts[1], &zone)) {
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
            { range(wording::PERIOD_LATER, 1, &texts, &props.zone) }
            { range(wording::PERIOD_EARLIER, 0, &texts, &props.zone) }
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

fn range(legend: &'static str, which: usize, texts: &UseStateHandle<Texts>, zone: &Zone) -> Html {
    let input = |end: usize, edge: Edge, label: AttrValue| {
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
                <span class="changes__means">{ means(&texts[which][end], edge, zone) }</span>
            </label>
        }
    };
    html! {
        <fieldset class="changes__range">
            <legend>{ legend }</legend>
            { input(0, Edge::From, wording::time_from(zone)) }
            { input(1, Edge::Until, wording::time_until(zone)) }
        </fieldset>
    }
}

/// What a typed time means, where its text does not say so.
fn means(text: &str, edge: Edge, zone: &Zone) -> Option<String> {
    let typed = read_time_input(text, edge, &zone.offsets).ok()??;
    wording::typed_words(typed, edge, zone)
}

fn read([from, until]: &[String; 2], zone: &Zone) -> Result<Period, &'static str> {
    let limit = |text, edge| match read_time_input(text, edge, &zone.offsets) {
        Ok(typed) => Ok(typed.map(|typed| typed.limit)),
        Err(NotATime) => Err(wording::TIME_ERROR),
    };
    match (limit(from, Edge::From)?, limit(until, Edge::Until)?) {
        (Some(from), Some(until)) if from < until => Ok(Period { from, until }),
        (Some(_), Some(_)) => Err(wording::TIME_ORDER_ERROR),
        _ => Err(wording::PERIOD_OPEN_ERROR),
    }
}
