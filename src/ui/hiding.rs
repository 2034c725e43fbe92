//! Pseudonyms on and off, their key, and what cannot be hidden. Sends hiding wishes.

use super::{dispatch::use_dispatch, icon::Icon, popover::Popover, value::text_value, wording};
use crate::{
    browser::dom,
    state::{Action, Hiding, HidingAction, ViewAction},
};
use yew::{Callback, Event, Html, InputEvent, Properties, component, html, use_state_eq};

/// What is hidden.
#[derive(Clone, PartialEq, Properties)]
pub struct HidingMenuProps {
    /// As the engine said last.
    pub hiding: Hiding,
}

/// The button and its panel.
#[component]
pub fn HidingMenu(props: &HidingMenuProps) -> Html {
    let dispatch = use_dispatch();
    let is_open = use_state_eq(|| false);
    let key = use_state_eq(String::new);
    let keeps_networks = use_state_eq(|| false);
    let hiding = &props.hiding;
    let oninput = {
        let key = key.clone();
        Callback::from(move |event: InputEvent| key.set(dom::input_value(&event)))
    };
    let onchange = {
        let keeps_networks = keeps_networks.clone();
        Callback::from(move |event: Event| keeps_networks.set(dom::is_checked(&event)))
    };
    let on = HidingAction::On {
        key: key.as_str().into(),
        keeps_networks: *keeps_networks,
    };
    html! {
        <Popover label={if hiding.is_on() { wording::HIDING_PILL } else { wording::HIDING }} drawing={Icon::Mask} kind="hiding"
            is_set={hiding.is_on()} {is_open}>
            <p class="hiding__lead">{ wording::HIDING_LEAD }</p>
            if hiding.is_on() {
                { common(hiding.common()) }
                if let Some(key) = hiding.key() {
                    <p class="hiding__lead">{ wording::HIDING_KEY_NOW }</p>
                    <button type="button" onclick={dispatch.on_click(Action::View(ViewAction::Copy(key.into())))}>{ wording::HIDING_KEY_COPY }</button>
                }
                <button type="button" data-kind="primary" disabled={hiding.is_pending}
                    onclick={dispatch.on_click(Action::Hiding(HidingAction::Off))}>{ wording::HIDING_OFF }</button>
            } else {
                <label class="export__choice">
                    <input type="checkbox" checked={*keeps_networks} {onchange} /><span>{ wording::HIDING_NETWORKS }</span>
                </label>
                <label class="hiding__key">{ wording::HIDING_KEY }
                    <input type="text" autocomplete="off" spellcheck="false" value={(*key).clone()} {oninput}
                        aria-invalid={hiding.is_key_wrong.to_string()} />
                </label>
                if hiding.is_key_wrong { <p class="hiding__wrong" role="alert">{ wording::HIDING_KEY_WRONG }</p> }
                <button type="button" data-kind="primary" disabled={hiding.is_pending}
                    onclick={dispatch.on_click(Action::Hiding(on))}>{ wording::HIDING_ON }</button>
            }
        </Popover>
    }
}

fn common(values: &[String]) -> Html {
    if values.is_empty() {
        return html! {};
    }
    html! {
        <div class="hiding__common">
            <p class="hiding__lead">{ wording::HIDING_COMMON }</p>
            <ul>{ for values.iter().map(|value| html! { <li key={value.clone()}><code>{ text_value(value) }</code></li> }) }</ul>
        </div>
    }
}
