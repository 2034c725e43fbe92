//! The help: filters, keys, what the logs cannot show, privacy. Sends `OpenHelp`.

use super::{dispatch::use_dispatch, operations_list::operations_list, status_bar::caps, wording};
use crate::{
    browser::dom,
    state::{Action, ViewAction},
};
use yew::{Callback, Event, Html, Properties, component, html, use_effect_with, use_node_ref};

/// Whether the help is open.
#[derive(Clone, PartialEq, Properties)]
pub struct HelpProps {
    /// It is.
    pub is_open: bool,
}

/// A modal dialog; the browser keeps the focus in it and gives it back.
#[component]
pub fn Help(props: &HelpProps) -> Html {
    let dispatch = use_dispatch();
    let node = use_node_ref();
    use_effect_with(props.is_open, {
        let node = node.clone();
        move |is_open| {
            if *is_open {
                dom::show_modal(&node);
            } else {
                dom::close_dialog(&node);
            }
        }
    });
    let close = Action::View(ViewAction::OpenHelp(false));
    let onclick = dispatch.on_click(close.clone());
    let onclose: Callback<Event> = dispatch.on_change(close);
    html! {
        <dialog class="help" ref={node} aria-labelledby="help-title" {onclose}>
            <div class="help__head">
                <h2 class="help__title" id="help-title">{ wording::HELP_TITLE }</h2>
                <button type="button" {onclick}>{ wording::CLOSE }</button>
            </div>
            { section(&wording::HELP_PRIVACY) }
            { section(&wording::HELP_LIMITS) }
            { operations_list() }
            <h3 class="help__heading">{ wording::HELP_FILTERS }</h3>
            <p class="help__lead">{ wording::HELP_FILTERS_LEAD }</p>
            <dl class="help__examples">
                { for wording::FILTER_EXAMPLES.iter().map(|(example, what)| html! {
                    <div class="help__example" key={*example}><dt><code>{ *example }</code></dt><dd>{ *what }</dd></div>
                }) }
            </dl>
            <h3 class="help__heading">{ wording::HELP_KEYS }</h3>
            <dl class="help__keys">
                { for wording::KEYS.iter().map(|(keys, what)| html! {
                    <div class="help__key" key={*what}><dt>{ caps(keys) }</dt><dd>{ *what }</dd></div>
                }) }
            </dl>
        </dialog>
    }
}

fn section((title, sentences): &(&'static str, [&'static str; 3])) -> Html {
    html! {
        <>
            <h3 class="help__heading">{ *title }</h3>
            <ul class="help__list">{ for sentences.iter().map(|text| html! { <li key={*text}>{ *text }</li> }) }</ul>
        </>
    }
}
