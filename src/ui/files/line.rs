//! One line of the ledger. Says that it was chosen.

use super::list::line_id;
use crate::{
    base::hidden::plain,
    protocol::ledger::FileLine,
    ui::{integrity::proof, value::text_value, wording},
};
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, Properties, component, html};

/// The line and its place.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct LineProps {
    /// The file.
    pub line: Rc<FileLine>,
    /// Its place in the list.
    pub index: u32,
    /// It is shown in full below.
    pub is_active: bool,
    /// It was clicked.
    pub on_choose: Callback<u32>,
}

/// One line.
#[component]
pub(super) fn Line(props: &LineProps) -> Html {
    let line = &props.line;
    let onclick = {
        let (on_choose, index) = (props.on_choose.clone(), props.index);
        move |_| on_choose.emit(index)
    };
    let records = [
        line.records.kept,
        line.records.other_services,
        line.records.duplicates,
        line.records.malformed,
    ];
    let outcome = wording::outcome_label(line.outcome);
    html! {
        <div class="files__row" role="row" id={line_id(props.index)} aria-rowindex={row_index(props.index)}
            aria-selected={props.is_active.to_string()} {onclick}>
            { cell(1, Some(plain(&line.path).into()), path(&line.path)) }
            { cell(2, None, html! { <span class="files__outcome" data-outcome={outcome}>{ outcome }</span> }) }
            { cell(3, None, html! { { line.shape.name() } }) }
            { number(4, wording::bytes(line.bytes)) }
            { number(5, wording::count(records[0]).into()) }
            { number(6, wording::count(records[1]).into()) }
            { number(7, wording::count(records[2]).into()) }
            { number(8, wording::count(records[3]).into()) }
            { cell(9, None, html! { if let Some(level) = line.level { { proof(level, level.verdict()) } } }) }
            { cell(10, line.reason.as_deref().map(|reason| plain(reason).into()), html! { { for line.reason.as_deref().map(text_value) } }) }
        </div>
    }
}

/// The folder gives way first: the name tells files apart.
fn path(path: &str) -> Html {
    let (folder, name) = path.split_at(path.rfind('/').map_or(0, |slash| slash + 1));
    html! {
        <span class="files__path">
            <span class="files__folder">{ text_value(folder) }</span>
            <span class="files__name">{ text_value(name) }</span>
        </span>
    }
}

/// A line that has not come yet.
pub(super) fn waiting(index: u32) -> Html {
    html! {
        <div class="files__row" role="row" key={format!("waiting {index}")} id={line_id(index)}
            aria-rowindex={row_index(index)} data-state="waiting">
            { cell(1, None, html! { <span class="files__bone"></span> }) }
        </div>
    }
}

fn row_index(index: u32) -> String {
    (u64::from(index) + 2).to_string()
}

fn cell(column: u32, title: Option<AttrValue>, content: Html) -> Html {
    html! { <div class="files__cell" role="gridcell" aria-colindex={column.to_string()} {title}>{ content }</div> }
}

fn number(column: u32, text: AttrValue) -> Html {
    html! {
        <div class="files__cell" role="gridcell" aria-colindex={column.to_string()} data-kind="number">{ text }</div>
    }
}
