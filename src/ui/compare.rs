//! Marked calls side by side, field by field: what differs, or everything. Sends `ShowAll`, `Close`,
//! filters and copies.

use super::{
    compare_text::{Shown, shown, text_of},
    dispatch::{Dispatch, use_dispatch},
    part_tools::part_tools,
    value::{cell_value, text_value},
    value_tools::ValueTools,
    wording,
};
use crate::{
    base::{Shared, hidden::mark_hidden},
    browser::dom,
    protocol::engine::RowDetail,
    record::{Line, Side},
    state::{Action, Column, CompareAction, ComparedCall, Comparing, RecordText, ViewAction},
};
use yew::{
    Callback, Event, Html, MouseEvent, Properties, component, html, use_effect_with, use_memo, use_node_ref,
};

/// Lines drawn at most; the copy has all.
const MAX_LINES: usize = 300;

/// What is compared.
#[derive(Clone, PartialEq, Properties)]
pub struct CompareProps {
    /// The calls; none while nothing is compared.
    pub comparing: Option<Comparing>,
}

/// A modal dialog; the browser keeps the focus in it and gives it back.
#[component]
pub fn Compare(props: &CompareProps) -> Html {
    let dispatch = use_dispatch();
    let node = use_node_ref();
    use_effect_with(props.comparing.is_some(), {
        let node = node.clone();
        move |is_open| {
            if *is_open {
                dom::show_modal(&node);
            } else {
                dom::close_dialog(&node);
            }
        }
    });
    let calls = props.comparing.as_ref().map(|comparing| comparing.calls.clone());
    let found = use_memo(calls, |calls| calls.as_deref().map(shown).unwrap_or_default());
    let close = Action::Compare(CompareAction::Close);
    let onclick = dispatch.on_click(close.clone());
    let onclose: Callback<Event> = dispatch.on_change(close);
    html! {
        <dialog class="compare" ref={node} aria-labelledby="compare-title" {onclose}>
            if let Some(comparing) = &props.comparing {
                <div class="compare__head">
                    <h2 class="compare__title" id="compare-title">{ wording::compare_title(comparing.calls.len()) }</h2>
                    { tools(comparing, &found, &dispatch) }
                    <button type="button" {onclick}>{ wording::CLOSE }</button>
                </div>
                <p class="compare__words" role="status">{ words(comparing, &found) }</p>
                { table(comparing, &found, &dispatch) }
            }
        </dialog>
    }
}

fn is_loading(comparing: &Comparing) -> bool {
    comparing
        .calls
        .iter()
        .any(|call| matches!(call.record, RecordText::Loading))
}

fn words(comparing: &Comparing, found: &Shown) -> String {
    if is_loading(comparing) {
        return wording::RECORD_LOADING.to_owned();
    }
    let num_differing = found.lines.iter().filter(|line| line.differs).count();
    wording::compare_words(num_differing, found.lines.len(), found.num_missing)
}

fn tools(comparing: &Comparing, found: &std::rc::Rc<Shown>, dispatch: &Dispatch) -> Html {
    let shows_all = comparing.shows_all;
    let switch = dispatch.on_change(Action::Compare(CompareAction::ShowAll(!shows_all)));
    let copy = {
        let (dispatch, comparing, found) = (dispatch.clone(), comparing.clone(), found.clone());
        Callback::from(move |_: MouseEvent| {
            let text = text_of(&comparing, &found);
            dispatch.send(Action::View(ViewAction::Copy(text.into())));
        })
    };
    html! {
        <>
            <label class="compare__switch">
                <input type="checkbox" checked={shows_all} onchange={switch} />{ wording::COMPARE_ALL }
            </label>
            <button type="button" onclick={copy} disabled={found.lines.is_empty()}>{ wording::COMPARE_COPY }</button>
        </>
    }
}

fn table(comparing: &Comparing, found: &Shown, dispatch: &Dispatch) -> Html {
    let lines = || {
        found
            .lines
            .iter()
            .filter(|line| comparing.shows_all || line.differs)
    };
    let num_left = lines().count().saturating_sub(MAX_LINES);
    html! {
        <div class="compare__scroll" role="region" tabindex="0" aria-labelledby="compare-title">
            <table class="compare__table">
                <thead>
                    <tr>
                        <th scope="col">{ wording::COMPARE_FIELD }</th>
                        { for comparing.calls.iter().enumerate().map(|(nth, call)| heading(nth, call, found)) }
                    </tr>
                </thead>
                <tbody>
                    { for lines().take(MAX_LINES).map(|line| draw_line(line, comparing, found, dispatch)) }
                </tbody>
            </table>
            if num_left > 0 { <p class="compare__words">{ wording::compare_cut(num_left) }</p> }
        </div>
    }
}

fn heading(nth: usize, call: &ComparedCall, found: &Shown) -> Html {
    let of =
        |detail: &Shared<RowDetail>, column| {
            detail.cells.iter().find(|(of, _)| *of == column).map(
                |(_, cell)| html! { <>{ cell_value(cell) }<ValueTools {column} cell={cell.clone()} /></> },
            )
        };
    let problem = match &call.record {
        RecordText::Failed(problem) => Some(wording::fetch_problem(*problem)),
        RecordText::Text(_) if found.is_missing.get(nth) == Some(&true) => Some(wording::COMPARE_NO_FIELDS),
        _ => None,
    };
    html! {
        <th scope="col" key={call.row.0}>
            if let Some(detail) = &call.detail {
                <span class="compare__time">{ of(detail, Column::Time) }</span>
                <span class="compare__call">{ of(detail, Column::Operation) }</span>
                <span class="compare__call">{ of(detail, Column::Result) }</span>
                <span class="compare__call">{ of(detail, Column::Caller) }</span>
            } else {
                { wording::DETAIL_LOADING }
            }
            if let Some(problem) = problem { <span class="compare__problem">{ problem }</span> }
        </th>
    }
}

fn draw_line(line: &Line, comparing: &Comparing, found: &Shown, dispatch: &Dispatch) -> Html {
    // Of what holds other parts, each part has tools of its own.
    let tools = |nth: usize, side: &Side| {
        let place = (*line.places.get(nth)?).filter(|_| *side != Side::Nested)?;
        let tree = found.trees.get(nth)?.as_ref()?;
        let detail = comparing.calls.get(nth)?.detail.as_ref()?;
        Some(part_tools(detail, tree, place, false, dispatch))
    };
    html! {
        <tr key={line.path.clone()} data-differs={line.differs.then_some("true")}>
            <th scope="row">{ path(&line.path) }</th>
            { for line.sides.iter().enumerate().map(|(nth, side)| html! {
                <td key={nth}>{ side_value(side) }{ for tools(nth, side) }</td>
            }) }
        </tr>
    }
}

/// A path that may break after its dots.
fn path(path: &str) -> Html {
    if path.is_empty() {
        return html! { { wording::RECORD } };
    }
    html! {
        <bdi class="value">
            { for path.split_inclusive('.').map(|part| html! { <>{ mark_hidden(part).into_owned() }<wbr /></> }) }
        </bdi>
    }
}

fn side_value(side: &Side) -> Html {
    match (wording::side_words(side), side) {
        (Some(words), _) => html! { <span class="value" data-state="none">{ words }</span> },
        (None, Side::Text(text)) => text_value(text),
        (None, Side::Literal(text)) => html! { <span class="compare__literal">{ text_value(text) }</span> },
        (None, _) => html! {},
    }
}
