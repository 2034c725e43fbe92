//! The review report on screen, to be read, printed and saved. Sends review wishes.

use super::{dispatch::use_dispatch, hashing::Hashing, value::text_value, wording};
use crate::{
    browser::dom,
    protocol::{integrity::FileHashes, review::ReportFormat},
    review::report::{Block, Document, FILTER_HEADING, Sheet},
    state::{Action, ReviewAction},
};
use std::rc::Rc;
use yew::{Callback, Event, Html, Properties, component, html, use_effect_with, use_node_ref};

/// The report.
#[derive(Clone, PartialEq, Properties)]
pub struct ReportProps {
    /// Its blocks.
    pub document: Rc<Document>,
    /// Hashes of the files.
    pub hashes: FileHashes,
}

/// A modal dialog; printing prints nothing else.
#[component]
pub fn Report(props: &ReportProps) -> Html {
    let dispatch = use_dispatch();
    let node = use_node_ref();
    use_effect_with((), {
        let node = node.clone();
        move |()| dom::show_modal(&node)
    });
    let close = Action::Review(ReviewAction::CloseReport);
    let onclose: Callback<Event> = dispatch.on_change(close.clone());
    let save = |format| dispatch.on_click(Action::Review(ReviewAction::Report(format)));
    html! {
        <dialog class="report" ref={node} aria-labelledby="report-title" {onclose}>
            <div class="report__head">
                <button type="button" data-kind="primary" onclick={dispatch.on_click(Action::Review(ReviewAction::Print))}>{ wording::REPORT_PRINT }</button>
                <button type="button" onclick={save(ReportFormat::Html)}>{ wording::REPORT_HTML }</button>
                <button type="button" onclick={save(ReportFormat::Markdown)}>{ wording::REPORT_MARKDOWN }</button>
                <Hashing hashes={props.hashes} />
                <button type="button" class="report__close" onclick={dispatch.on_click(close)}>{ wording::CLOSE }</button>
            </div>
            <h2 class="report__title" id="report-title">{ props.document.title.clone() }</h2>
            { for props.document.blocks.iter().map(block) }
        </dialog>
    }
}

fn block(block: &Block) -> Html {
    match block {
        Block::Heading(words) => html! { <h3>{ words.clone() }</h3> },
        Block::Text(words) => html! { <p>{ text_value(words) }</p> },
        Block::List(items) => {
            html! { <ul>{ for items.iter().map(|item| html! { <li>{ text_value(item) }</li> }) }</ul> }
        }
        Block::Facts(facts) => html! {
            <dl class="report__facts">
                { for facts.iter().map(|(name, words)| html! { <div><dt>{ name.clone() }</dt><dd>{ text_value(words) }</dd></div> }) }
            </dl>
        },
        Block::Table(sheet) => table(sheet),
        Block::Bars { caption, bars } => {
            html! { <>{ drawing(bars) }<p class="report__note">{ caption.clone() }</p></> }
        }
    }
}

fn table(sheet: &Sheet) -> Html {
    let is_number = |text: &String| text.bytes().all(|byte| byte.is_ascii_digit());
    let kind = |column: usize| {
        let mut cells = sheet.rows.iter().filter_map(|row| row.get(column));
        cells.all(is_number).then_some("number")
    };
    let kinds: Vec<_> = (0..sheet.head.len()).map(kind).collect();
    let cell = |heading: &String, text: &String, kind: Option<&'static str>| {
        if heading == FILTER_HEADING {
            html! { <td><code>{ text_value(text) }</code></td> }
        } else {
            html! { <td data-kind={kind}>{ text_value(text) }</td> }
        }
    };
    html! {
        <>
            <div class="report__wide" tabindex="0" role="region" aria-label={sheet.head.join(", ")}>
                <table class="report__table">
                    <thead><tr>{ for sheet.head.iter().zip(&kinds).map(|(heading, kind)| html! { <th scope="col" data-kind={*kind}>{ heading.clone() }</th> }) }</tr></thead>
                    <tbody>
                        { for sheet.rows.iter().map(|row| html! {
                            <tr>{ for sheet.head.iter().zip(row).zip(&kinds).map(|((heading, text), kind)| cell(heading, text, *kind)) }</tr>
                        }) }
                    </tbody>
                </table>
            </div>
            if sheet.num_left_out > 0 { <p class="report__note">{ wording::rows_left_out(sheet.num_left_out) }</p> }
        </>
    }
}

/// Calls over time as bars: what failed at the top of what went well.
fn drawing(bars: &[(u32, u32)]) -> Html {
    let highest = bars
        .iter()
        .map(|(ok, failed)| ok + failed)
        .max()
        .unwrap_or(0)
        .max(1);
    let height = |calls: u32| f64::from(calls) * 100.0 / f64::from(highest);
    html! {
        <svg class="report__bars" viewBox={format!("0 0 {} 100", bars.len())} preserveAspectRatio="none" aria-hidden="true">
            { for bars.iter().enumerate().map(|(place, &(ok, failed))| {
                let (ok, failed) = (height(ok), height(failed));
                html! {
                    <g>
                        <rect x={format!("{place}.05")} y={format!("{:.2}", 100.0 - ok)} width="0.9" height={format!("{ok:.2}")} />
                        <rect data-kind="failed" x={format!("{place}.05")} y={format!("{:.2}", 100.0 - ok - failed)} width="0.9" height={format!("{failed:.2}")} />
                    </g>
                }
            }) }
        </svg>
    }
}
