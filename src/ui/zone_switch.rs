//! Whose clock times are shown by: UTC, the browser's zone, or any by its name. Sends `Choose`.

use super::{
    dispatch::{Dispatch, use_dispatch},
    icon::Icon,
    popover::Popover,
    wording,
};
use crate::{
    base::{Shared, Zone, ZoneChoice},
    browser::{dom, zones},
    state::{Action, ZoneAction},
};
use std::rc::Rc;
use yew::{Html, InputEvent, Properties, SubmitEvent, component, html, use_memo, use_state_eq};

/// So many names are listed at once; typing finds the others.
const MAX_LISTED: usize = 40;

/// The zone in force.
#[derive(Clone, PartialEq, Properties)]
pub struct ZoneSwitchProps {
    /// Its name and clock.
    pub zone: Shared<Zone>,
}

/// The button and its panel.
#[component]
pub fn ZoneSwitch(props: &ZoneSwitchProps) -> Html {
    let is_open = use_state_eq(|| false);
    html! {
        <Popover label={props.zone.name.to_string()} title={wording::zone_title(&props.zone)} drawing={Icon::Globe} kind="zone"
            is_set={!props.zone.is_utc()} is_open={is_open.clone()}>
            if *is_open { <Choices zone={props.zone.clone()} /> }
        </Popover>
    }
}

#[component]
fn Choices(props: &ZoneSwitchProps) -> Html {
    let dispatch = use_dispatch();
    let search = use_state_eq(String::new);
    let names = use_memo((), |()| zones::names());
    let oninput = {
        let search = search.clone();
        move |event: InputEvent| search.set(dom::input_value(&event))
    };
    let onsubmit = {
        let (dispatch, search) = (dispatch.clone(), search.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(choice) = ZoneChoice::parse(search.trim()) {
                dispatch.send(Action::Zone(ZoneAction::Choose(choice)));
            }
        }
    };
    let label = if names.is_empty() {
        wording::ZONE_TYPE
    } else {
        wording::ZONE_SEARCH
    };
    html! {
        <form class="zone-switch" {onsubmit}>
            <fieldset class="zone-switch__choices">
                <legend>{ wording::ZONE_LEGEND }</legend>
                { choice(props, ZoneChoice::Utc, wording::ZONE_UTC, &dispatch) }
                { choice(props, ZoneChoice::Browser, wording::ZONE_LOCAL, &dispatch) }
            </fieldset>
            <div class="zone-switch__search">
                <input type="search" autocomplete="off" spellcheck="false" aria-label={label} placeholder={label}
                    value={(*search).clone()} {oninput} />
                if names.is_empty() { <button type="submit">{ wording::ZONE_TAKE }</button> }
            </div>
            if !names.is_empty() { { listed(props, &names, &search, &dispatch) } }
            <p class="zone-switch__note">{ wording::ZONE_NOTE }</p>
        </form>
    }
}

fn choice(props: &ZoneSwitchProps, this: ZoneChoice, label: &'static str, dispatch: &Dispatch) -> Html {
    let is_chosen = props.zone.choice == this;
    html! {
        <label>
            <input type="radio" name="zone" checked={is_chosen} onchange={dispatch.on_change(choose(this))} />
            { label }
        </label>
    }
}

fn choose(choice: ZoneChoice) -> Action {
    Action::Zone(ZoneAction::Choose(choice))
}

fn listed(props: &ZoneSwitchProps, names: &[Rc<str>], search: &str, dispatch: &Dispatch) -> Html {
    let search = search.trim().to_lowercase().replace(' ', "_");
    let found: Vec<&Rc<str>> = names
        .iter()
        .filter(|name| name.to_lowercase().contains(&search))
        .collect();
    let num_more = found.len().saturating_sub(MAX_LISTED);
    html! {
        <>
            <ul class="zone-switch__list">
                { for found.iter().take(MAX_LISTED).map(|name| {
                    let this = ZoneChoice::Named((*name).clone());
                    let is_chosen = (props.zone.choice == this).to_string();
                    html! {
                        <li key={name.to_string()}>
                            <button type="button" data-kind="quiet" aria-pressed={is_chosen}
                                onclick={dispatch.on_click(choose(this))}>{ name.to_string() }</button>
                        </li>
                    }
                }) }
            </ul>
            <p class="zone-switch__more" role="status">
                if found.is_empty() { { wording::ZONE_NONE } }
                if num_more > 0 { { wording::zones_more(num_more) } }
            </p>
        </>
    }
}
