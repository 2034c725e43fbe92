//! The lines of the ledger: a grid that draws only those on screen. Sends `Show`.

use super::line::{Line, waiting};
use crate::{
    state::{Action, Density, FileLines, FilesAction},
    ui::{dispatch::use_dispatch, value::text_value, virtual_rows::use_virtual_rows, wording},
};
use std::{cell::RefCell, rc::Rc};
use yew::{
    Callback, Html, KeyboardEvent, Properties, component, html, use_mut_ref, use_node_ref, use_state_eq,
};

/// The lines.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FileListProps {
    /// The lines on screen.
    pub lines: FileLines,
}

/// The active line, and how often it was asked to come into sight.
type Active = (u32, u32);

/// The list and, below it, the active line in full.
#[component]
pub(super) fn FileList(props: &FileListProps) -> Html {
    let dispatch = use_dispatch();
    let grid = use_node_ref();
    let active = use_state_eq(|| (0, 0));
    let num_lines = props.lines.num_lines.unwrap_or(0);
    let on_range =
        Callback::from(move |(first, len)| dispatch.send(Action::Files(FilesAction::Show { first, len })));
    let drawn = use_virtual_rows(&grid, num_lines, Density::default().row_px(), *active, on_range);
    // As the newest key left it: keys may come faster than the list is drawn.
    let newest = use_mut_ref(|| (0, 0));
    let choose = {
        let (active, newest) = (active.clone(), newest.clone());
        Callback::from(move |chosen: Active| {
            *newest.borrow_mut() = chosen;
            active.set(chosen);
        })
    };
    let onkeydown = keys(&newest, choose.clone(), num_lines, drawn.num_visible);
    let is_drawn = drawn.indices().contains(&active.0);
    html! {
        <>
            <div class="files__grid" ref={grid} role="grid" tabindex="0" aria-label={wording::FILES_LABEL}
                aria-rowcount={(u64::from(num_lines) + 1).to_string()} aria-colcount={wording::FILES_COLUMNS.len().to_string()}
                aria-activedescendant={is_drawn.then(|| line_id(active.0))}
                onscroll={drawn.onscroll.clone()} {onkeydown}>
                { head() }
                <div class="files__canvas" ref={drawn.canvas.clone()} role="rowgroup">
                    <div class="files__rows" ref={drawn.rows.clone()} role="presentation">
                        { for drawn.indices().map(|index| draw_line(&props.lines, index, *active, &choose)) }
                    </div>
                </div>
            </div>
            { in_full(&props.lines, active.0) }
        </>
    }
}

fn head() -> Html {
    html! {
        <div class="files__headings" role="rowgroup">
            <div class="files__row" role="row" aria-rowindex="1">
                { for wording::FILES_COLUMNS.iter().enumerate().map(|(index, label)| html! {
                    <div class="files__heading" role="columnheader" key={*label}
                        aria-colindex={(index + 1).to_string()}>{ *label }</div>
                }) }
            </div>
        </div>
    }
}

fn draw_line(lines: &FileLines, index: u32, active: Active, choose: &Callback<Active>) -> Html {
    let at = index.checked_sub(lines.first).map(|at| at as usize);
    let Some(line) = at.and_then(|at| lines.lines.get(at)) else {
        return waiting(index);
    };
    let on_choose = {
        let choose = choose.clone();
        Callback::from(move |index| choose.emit((index, active.1)))
    };
    // Members of one archive share their file's number; the place in the list tells them apart.
    html! {
        <Line key={format!("{} {index}", line.file.0)} line={line.clone()} {index} is_active={index == active.0} {on_choose} />
    }
}

pub(super) fn line_id(index: u32) -> String {
    format!("file-{index}")
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

/// The active line's whole path and notes, which are cut in the list.
fn in_full(lines: &FileLines, active: u32) -> Html {
    let line = active
        .checked_sub(lines.first)
        .and_then(|at| lines.lines.get(at as usize));
    html! {
        <div class="files__full" role="status" tabindex="0">
            if let Some(line) = line {
                <p class="files__full-path">{ text_value(&line.path) }</p>
                <p class="files__full-reason">{ text_value(line.reason.as_deref().unwrap_or(wording::FILES_NO_NOTES)) }</p>
            } else {
                <p class="files__full-reason">{ wording::FILES_LINE_HINT }</p>
            }
        </div>
    }
}
