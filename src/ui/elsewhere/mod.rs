//! The filter as a query for another engine: where the trail is, the texts to copy, what they leave out. Sends elsewhere
//! wishes.

mod form;

use super::{
    dispatch::{Dispatch, use_dispatch},
    icon::{Icon, icon},
    value::text_value,
    wording,
};
use crate::{
    browser::dom,
    protocol::elsewhere::{Elsewhere, Target},
    state::{Action, ElsewhereAction, ElsewhereView, ViewAction},
};
use form::Form;
use yew::{Callback, Event, Html, Properties, component, html, use_effect_with, use_node_ref};

/// The panel's state.
#[derive(Clone, PartialEq, Properties)]
pub struct ElsewherePanelProps {
    /// What to draw.
    pub view: ElsewhereView,
    /// Pseudonyms are shown.
    pub is_hidden: bool,
}

/// A modal dialog; the browser keeps the focus in it and gives it back.
#[component]
pub fn ElsewherePanel(props: &ElsewherePanelProps) -> Html {
    let dispatch = use_dispatch();
    let node = use_node_ref();
    use_effect_with(props.view.is_open, {
        let node = node.clone();
        move |is_open| {
            if *is_open {
                dom::show_modal(&node);
            } else {
                dom::close_dialog(&node);
            }
        }
    });
    let close = Action::Elsewhere(ElsewhereAction::Open(false));
    let onclose: Callback<Event> = dispatch.on_change(close.clone());
    html! {
        <dialog class="elsewhere" ref={node} aria-labelledby="elsewhere-title" {onclose}>
            <div class="elsewhere__head">
                <h2 class="elsewhere__title" id="elsewhere-title">{ wording::ELSEWHERE_TITLE }</h2>
                <button type="button" onclick={dispatch.on_click(close)}>{ wording::CLOSE }</button>
            </div>
            <p class="elsewhere__lead">{ wording::ELSEWHERE_LEAD }</p>
            if props.view.is_open {
                { targets(props.view.target, &dispatch) }
                if props.is_hidden {
                    <p class="elsewhere__hidden">{ icon(Icon::Warning) }{ wording::ELSEWHERE_HIDDEN }</p>
                } else {
                    <Form target={props.view.target} place={props.view.place.clone()} />
                    { for props.view.shown.as_ref().filter(|shown| shown.target == props.view.target).map(|shown| texts(shown, &dispatch)) }
                }
            }
        </dialog>
    }
}

fn targets(current: Target, dispatch: &Dispatch) -> Html {
    let button = |target: Target| {
        html! {
            <button type="button" key={wording::target_label(target)} aria-pressed={(target == current).to_string()}
                onclick={dispatch.on_click(Action::Elsewhere(ElsewhereAction::Choose(target)))}>{ wording::target_label(target) }</button>
        }
    };
    html! {
        <div class="elsewhere__targets" role="group" aria-label={wording::ELSEWHERE_TARGETS}>{ for Target::ALL.into_iter().map(button) }</div>
    }
}

fn texts(shown: &Elsewhere, dispatch: &Dispatch) -> Html {
    let statement = |(purpose, text): &(_, std::rc::Rc<str>)| {
        let label = wording::purpose_label(*purpose, shown.target);
        let copy = dispatch.on_click(Action::View(ViewAction::Copy(text.clone())));
        html! {
            <section class="elsewhere__text" key={label} aria-label={label}>
                <div class="elsewhere__text-head"><h3>{ label }</h3>
                    <button type="button" aria-label={format!("{}: {label}", wording::ELSEWHERE_COPY)} onclick={copy}>
                        { icon(Icon::Copy) }{ wording::ELSEWHERE_COPY }
                    </button>
                </div>
                <pre tabindex="0"><code>{ text.to_string() }</code></pre>
            </section>
        }
    };
    html! {
        <>
            if !shown.left_out.is_empty() {
                <section class="elsewhere__left-out" aria-label={wording::ELSEWHERE_LEFT_OUT}>
                    <h3>{ wording::ELSEWHERE_LEFT_OUT }</h3>
                    <ul>{ for shown.left_out.iter().map(|(test, why)| html! {
                        <li><code>{ text_value(test) }</code>{ ": " }{ why.to_string() }{ "." }</li>
                    }) }</ul>
                </section>
            }
            <div class="elsewhere__texts">{ for shown.statements.iter().map(statement) }</div>
        </>
    }
}
