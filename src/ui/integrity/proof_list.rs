//! The files by how far they are proved: a grid that draws only the rows on screen. Sends `Show` and `OnlyLevel`.

use crate::{
    base::hidden::mark_hidden,
    browser::dom,
    protocol::integrity::{IntegrityAnswer, Level, ProofLine},
    state::{Action, Density, IntegrityAction},
    ui::{
        dispatch::{Dispatch, use_dispatch},
        value::text_value,
        virtual_rows::use_virtual_rows,
        wording,
    },
};
use std::{cell::RefCell, rc::Rc};
use yew::{
    Callback, Event, Html, KeyboardEvent, Properties, component, html, use_mut_ref, use_node_ref,
    use_state_eq,
};

/// The files.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ProofListProps {
    /// The rows on screen, and the numbers of all.
    pub answer: Rc<IntegrityAnswer>,
    /// Only this level is listed.
    pub level: Option<Level>,
}

/// The active row, and how often it was asked to come into sight.
type Active = (u32, u32);

/// The list with its choice of levels.
#[component]
pub(super) fn ProofList(props: &ProofListProps) -> Html {
    let dispatch = use_dispatch();
    let grid = use_node_ref();
    let active = use_state_eq(|| (0, 0));
    let newest = use_mut_ref(|| (0, 0));
    let answer = &props.answer;
    let num_lines = answer.num_lines;
    let on_range = {
        let dispatch = dispatch.clone();
        Callback::from(move |(first, len)| {
            dispatch.send(Action::Integrity(IntegrityAction::Show { first, len }));
        })
    };
    let drawn = use_virtual_rows(&grid, num_lines, Density::default().row_px(), *active, on_range);
    let choose = {
        let (active, newest) = (active.clone(), newest.clone());
        Callback::from(move |chosen: Active| {
            *newest.borrow_mut() = chosen;
            active.set(chosen);
        })
    };
    let is_drawn = drawn.indices().contains(&active.0);
    html! {
        <section class="proof-list" aria-label={wording::INTEGRITY_FILES}>
            <div class="integrity__tools">
                <h3 class="integrity__title">{ wording::INTEGRITY_FILES }</h3>
                { levels(props, &dispatch) }
                if num_lines == 0 { <p class="integrity__note" role="status">{ wording::INTEGRITY_NO_LINES }</p> }
            </div>
            <div class="proof-list__list" ref={grid} role="grid" tabindex="0" aria-label={wording::INTEGRITY_FILES}
                aria-rowcount={(u64::from(num_lines) + 1).to_string()} aria-colcount={wording::INTEGRITY_COLUMNS.len().to_string()}
                aria-activedescendant={is_drawn.then(|| line_id(active.0))}
                onscroll={drawn.onscroll.clone()} onkeydown={keys(&newest, choose.clone(), num_lines, drawn.num_visible)}>
                <div class="proof-list__headings" role="rowgroup">
                    <div class="proof-list__line" role="row" aria-rowindex="1">
                        { for wording::INTEGRITY_COLUMNS.iter().map(|label| html! {
                            <div class="proof-list__heading" role="columnheader" key={*label}>{ *label }</div>
                        }) }
                    </div>
                </div>
                <div class="proof-list__canvas" ref={drawn.canvas.clone()} role="rowgroup">
                    <div class="proof-list__lines" ref={drawn.rows.clone()} role="presentation">
                        { for drawn.indices().map(|index| line(answer, index, *active, &choose)) }
                    </div>
                </div>
            </div>
            { in_full(answer, active.0) }
        </section>
    }
}

fn levels(props: &ProofListProps, dispatch: &Dispatch) -> Html {
    let summary = &props.answer.summary;
    let number = |level: Level| {
        let index = level.index();
        u64::from(summary.digests[index] + summary.logs[index] + summary.lake[index])
    };
    let levels: Vec<Level> = Level::ALL
        .into_iter()
        .filter(|level| number(*level) > 0 || props.level == Some(*level))
        .collect();
    let onchange = {
        let (dispatch, levels) = (dispatch.clone(), levels.clone());
        move |event: Event| {
            let level = dom::selected_index(&event)
                .checked_sub(1)
                .and_then(|index| levels.get(index).copied());
            dispatch.send(Action::Integrity(IntegrityAction::OnlyLevel(level)));
        }
    };
    html! {
        <label class="integrity__choice">
            { wording::INTEGRITY_LEVEL }
            <select {onchange}>
                <option key="all" selected={props.level.is_none()}>{ wording::INTEGRITY_ALL_LEVELS }</option>
                { for levels.iter().map(|level| html! {
                    <option key={wording::level_label(*level)} selected={props.level == Some(*level)}>
                        { format!("{} ({})", wording::level_label(*level), wording::count(number(*level))) }
                    </option>
                }) }
            </select>
        </label>
    }
}

/// The proof of a file: a word, with its meaning.
pub(in crate::ui) fn proof(level: Level, verdict: crate::protocol::integrity::Verdict) -> Html {
    html! {
        <span class="proof-list__level" data-verdict={wording::verdict_name(verdict)} title={wording::level_title(level)}>
            { wording::level_label(level) }
        </span>
    }
}

fn line(answer: &IntegrityAnswer, index: u32, active: Active, choose: &Callback<Active>) -> Html {
    let known = index
        .checked_sub(answer.first)
        .and_then(|at| answer.lines.get(at as usize));
    let onclick = {
        let choose = choose.clone();
        move |_| choose.emit((index, active.1))
    };
    let row_index = (u64::from(index) + 2).to_string();
    let Some(line) = known else {
        return html! {
            <div class="proof-list__line" role="row" key={index} id={line_id(index)} aria-rowindex={row_index} data-state="waiting">
                <div class="proof-list__text" role="gridcell"><span class="files__bone"></span></div>
            </div>
        };
    };
    let message = line.message.to_string();
    html! {
        <div class="proof-list__line" role="row" key={index} id={line_id(index)} aria-rowindex={row_index}
            aria-selected={(index == active.0).to_string()} {onclick}>
            <div class="proof-list__text" role="gridcell">{ proof(line.level, line.verdict()) }</div>
            <div class="proof-list__text" role="gridcell">{ wording::line_kind(line.kind) }</div>
            <div class="proof-list__text" role="gridcell" title={mark_hidden(&place(line)).into_owned()}>{ file_name(name(&place(line))) }</div>
            <div class="proof-list__text" role="gridcell" title={message.clone()}>{ message }</div>
        </div>
    }
}

fn place(line: &ProofLine) -> String {
    match (&line.path, &line.address) {
        (Some(path), _) => path.to_string(),
        (None, Some((_, key))) => key.to_string(),
        (None, None) => String::new(),
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// How many characters at the end tell a log from the next: time, random part and ending.
const NAME_END: usize = 40;

/// A name of which the style sheet may cut the middle.
fn file_name(name: &str) -> Html {
    let mut from_end = name.char_indices().rev().skip(NAME_END - 1);
    let end = from_end.next().map_or(0, |(at, _)| at);
    html! {
        <>
            if end > 0 { <span class="proof-list__name-start">{ text_value(&name[..end]) }</span> }
            { text_value(&name[end..]) }
        </>
    }
}

fn line_id(index: u32) -> String {
    format!("proof-{index}")
}

fn keys(
    newest: &Rc<RefCell<Active>>,
    choose: Callback<Active>,
    num_lines: u32,
    num_visible: u32,
) -> Callback<KeyboardEvent> {
    let newest = newest.clone();
    Callback::from(move |event: KeyboardEvent| {
        let last = num_lines.saturating_sub(1);
        let (row, num_reveals) = *newest.borrow();
        let page = num_visible.saturating_sub(1).max(1);
        let next = match event.key().as_str() {
            "ArrowDown" | "j" => row.saturating_add(1),
            "ArrowUp" | "k" => row.saturating_sub(1),
            "PageDown" => row.saturating_add(page),
            "PageUp" => row.saturating_sub(page),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        choose.emit((next.min(last), num_reveals + 1));
    })
}

/// The active row in the words of the AWS CLI, with what its level means.
fn in_full(answer: &IntegrityAnswer, active: u32) -> Html {
    let line = active
        .checked_sub(answer.first)
        .and_then(|at| answer.lines.get(at as usize));
    html! {
        <div class="proof-list__full" role="status" tabindex="0">
            if let Some(line) = line {
                <p class="proof-list__full-line">{ text_value(&line.text().replace('\t', "  ")) }</p>
                <p class="integrity__note">{ wording::level_title(line.level) }</p>
            }
        </div>
    }
}
