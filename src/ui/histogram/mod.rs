//! Calls over time, failures on top: drag over bars, click one, or move along them by keys. Sends time ranges and
//! `CompareWithBefore`.

mod axis;

use super::{
    dispatch::{Dispatch, use_dispatch},
    wording,
};
use crate::{
    base::{Shared, Zone},
    browser::dom,
    query::Histogram as Bars,
    state::{Action, PeriodsAction, QueryAction},
};
use yew::{
    Callback, Html, KeyboardEvent, MouseEvent, NodeRef, Properties, component, html, use_node_ref,
    use_state_eq,
};

/// What the picture shows.
#[derive(Clone, PartialEq, Properties)]
pub struct HistogramProps {
    /// The bars.
    pub bars: Shared<Bars>,
    /// The bars may still grow.
    #[prop_or_default]
    pub is_partial: bool,
    /// A time range is in force.
    pub is_zoomed: bool,
    /// The last change was one of the time range.
    pub can_go_back: bool,
    /// Whose clock times are said by.
    pub zone: Shared<Zone>,
}

/// Bars from the first to the last, both among them.
type Chosen = (usize, usize);

/// The picture and its sentence.
#[component]
pub fn Histogram(props: &HistogramProps) -> Html {
    let dispatch = use_dispatch();
    let plot = use_node_ref();
    // Where the drag or the keys began, and where they are.
    let chosen = use_state_eq(|| None::<Chosen>);
    let is_dragging = use_state_eq(|| false);
    let under_pointer = use_state_eq(|| None::<usize>);
    let bars = &props.bars;
    let num_bars = bars.bars.len();
    if num_bars == 0 {
        return html! {};
    }
    let at_pointer = {
        let plot = plot.clone();
        move |event: &MouseEvent| bar_at(&plot, event, num_bars)
    };
    let onmousedown = {
        let (chosen, is_dragging, at_pointer) = (chosen.clone(), is_dragging.clone(), at_pointer.clone());
        Callback::from(move |event: MouseEvent| {
            is_dragging.set(true);
            let bar = at_pointer(&event);
            chosen.set(Some((bar, bar)));
        })
    };
    let onmousemove = {
        let (chosen, is_dragging, under_pointer) =
            (chosen.clone(), is_dragging.clone(), under_pointer.clone());
        Callback::from(move |event: MouseEvent| {
            let bar = at_pointer(&event);
            under_pointer.set(Some(bar));
            if let (true, Some((from, _))) = (*is_dragging, *chosen) {
                chosen.set(Some((from, bar)));
            }
        })
    };
    let release = {
        let (chosen, is_dragging, dispatch, bars) = (
            chosen.clone(),
            is_dragging.clone(),
            dispatch.clone(),
            bars.clone(),
        );
        Callback::from(move |_: MouseEvent| {
            if let (true, Some(range)) = (*is_dragging, *chosen) {
                zoom(&dispatch, &bars, range);
                chosen.set(None);
            }
            is_dragging.set(false);
        })
    };
    let onkeydown = {
        let (chosen, dispatch, bars) = (chosen.clone(), dispatch.clone(), bars.clone());
        Callback::from(move |event: KeyboardEvent| {
            let Some(step) = step(&event.key(), event.shift_key(), *chosen, bars.bars.len()) else {
                return;
            };
            event.prevent_default();
            match step {
                Step::To(range) => chosen.set(Some(range)),
                Step::Leave => chosen.set(None),
                Step::Zoom(range) => {
                    zoom(&dispatch, &bars, range);
                    chosen.set(None);
                }
            }
        })
    };
    let onmouseleave = {
        let (release, under_pointer) = (release.clone(), under_pointer.clone());
        Callback::from(move |event: MouseEvent| {
            under_pointer.set(None);
            release.emit(event);
        })
    };
    let said = wording::bars_words(bars, *chosen, &props.zone);
    let pointed = under_pointer.filter(|bar| chosen.is_none() && *bar < num_bars);
    let read = wording::bars_words(bars, pointed.map(|bar| (bar, bar)).or(*chosen), &props.zone);
    html! {
        <section class="histogram" aria-label={wording::HISTOGRAM_LABEL}>
            <div class="histogram__plot" ref={plot} role="slider" tabindex="0" aria-label={wording::HISTOGRAM_LABEL}
                aria-valuemin="1" aria-valuemax={num_bars.to_string()}
                aria-valuenow={(chosen.map_or(0, |(_, to)| to) + 1).to_string()} aria-valuetext={said}
                {onmouseleave} onmouseup={release} {onmousedown} {onmousemove} {onkeydown}>
                { drawing(bars, chosen.or(pointed.map(|bar| (bar, bar)))) }
            </div>
            { axis::axis(bars, &props.zone) }
            <div class="histogram__words">
                <p>{ read }</p>
                if props.is_partial { <span class="histogram__so-far">{ wording::SO_FAR }</span> }
                { buttons(props, &dispatch) }
            </div>
        </section>
    }
}

fn buttons(props: &HistogramProps, dispatch: &Dispatch) -> Html {
    let button = |wish: QueryAction, label: &'static str| {
        html! { <button type="button" data-kind="quiet" onclick={dispatch.on_click(Action::Query(wish))}>{ label }</button> }
    };
    html! {
        <div class="histogram__buttons">
            if props.is_zoomed {
                <button type="button" data-kind="quiet" title={wording::CHANGES_HERE_TITLE}
                    onclick={dispatch.on_click(Action::Periods(PeriodsAction::CompareWithBefore))}>{ wording::CHANGES_HERE }</button>
                { button(QueryAction::ZoomOut, wording::ZOOM_OUT) }
                { button(QueryAction::SetTimeRange(None, None), wording::ZOOM_ALL) }
            }
            if props.can_go_back { { button(QueryAction::Undo, wording::ZOOM_BACK) } }
        </div>
    }
}

fn zoom(dispatch: &Dispatch, bars: &Bars, (from, to): Chosen) {
    let (first, last) = (from.min(to), from.max(to));
    let range = QueryAction::SetTimeRange(Some(bars.start_of(first)), Some(bars.start_of(last + 1)));
    dispatch.send(Action::Query(range));
}

fn bar_at(plot: &NodeRef, event: &MouseEvent, num_bars: usize) -> usize {
    let width = dom::client_width(plot).max(1.0);
    let share = f64::from(event.offset_x()) / width;
    ((share * num_bars as f64) as usize).min(num_bars - 1)
}

/// The bars as one picture: a hundred elements would be drawn anew with every answer.
fn drawing(bars: &Bars, chosen: Option<Chosen>) -> Html {
    let highest = bars.bars.iter().map(|bar| bar.total()).max().unwrap_or(0).max(1);
    let height = |calls: u32| f64::from(calls) * 100.0 / f64::from(highest);
    let (mut succeeded, mut failed) = (String::new(), String::new());
    for (at, bar) in bars.bars.iter().enumerate() {
        let (good, bad) = (height(bar.succeeded), height(bar.failed));
        let left = at as f64 + 0.08;
        succeeded.push_str(&format!("M{left:.2} 100v-{good:.2}h.84v{good:.2}z"));
        failed.push_str(&format!("M{left:.2} {:.2}v-{bad:.2}h.84v{bad:.2}z", 100.0 - good));
    }
    let num_bars = bars.bars.len();
    let shade = chosen.map(|(from, to)| (from.min(to), from.abs_diff(to) + 1));
    html! {
        <svg class="histogram__bars" viewBox={format!("0 0 {num_bars} 100")} preserveAspectRatio="none" aria-hidden="true">
            <path class="histogram__succeeded" d={succeeded} />
            <path class="histogram__failed" d={failed} />
            if let Some((first, len)) = shade {
                <rect class="histogram__chosen" x={first.to_string()} y="0" width={len.to_string()} height="100" />
            }
        </svg>
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// These bars are chosen.
    To(Chosen),
    /// They become the time range.
    Zoom(Chosen),
    /// None is.
    Leave,
}

/// What a key asks for: arrows move, with Shift they widen, Enter takes the range, Escape leaves it.
fn step(key: &str, with_shift: bool, chosen: Option<Chosen>, num_bars: usize) -> Option<Step> {
    let last = num_bars - 1;
    let to = match (key, chosen) {
        ("ArrowLeft" | "ArrowDown", Some((_, to))) => to.saturating_sub(1),
        ("ArrowRight" | "ArrowUp", Some((_, to))) => (to + 1).min(last),
        ("ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home", None) => 0,
        ("Home", _) => 0,
        ("End", _) => last,
        ("Enter" | " ", Some(range)) => return Some(Step::Zoom(range)),
        ("Escape", Some(_)) => return Some(Step::Leave),
        _ => return None,
    };
    let from = match chosen {
        Some((from, _)) if with_shift => from,
        _ => to,
    };
    Some(Step::To((from, to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_widen_take_and_leave() {
        assert_eq!(step("ArrowRight", false, None, 9), Some(Step::To((0, 0))));
        assert_eq!(step("ArrowRight", false, Some((3, 3)), 9), Some(Step::To((4, 4))));
        assert_eq!(step("ArrowRight", true, Some((3, 8)), 9), Some(Step::To((3, 8))));
        assert_eq!(step("ArrowLeft", true, Some((3, 3)), 9), Some(Step::To((3, 2))));
        assert_eq!(step("End", true, Some((3, 3)), 9), Some(Step::To((3, 8))));
        assert_eq!(step("Enter", false, Some((3, 2)), 9), Some(Step::Zoom((3, 2))));
        assert_eq!(step("Enter", false, None, 9), None);
        assert_eq!(step("Escape", false, Some((3, 2)), 9), Some(Step::Leave));
    }
}
