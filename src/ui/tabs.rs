//! The tabs, with their counts. Sends `ShowTab`.

use super::{
    dispatch::use_dispatch,
    icon::{Icon, icon},
    wording,
};
use crate::{
    browser::dom,
    state::{Action, Tab, ViewAction},
};
use yew::{Html, KeyboardEvent, Properties, component, html, use_effect_with, use_node_ref};

/// What the tabs show.
#[derive(Clone, PartialEq, Properties)]
pub struct TabsProps {
    /// The tab on screen.
    pub tab: Tab,
    /// Calls that match.
    pub num_calls: Option<u32>,
    /// There may be more of them.
    #[prop_or_default]
    pub is_partial: bool,
    /// Files in the ledger.
    pub num_files: u64,
    /// Files with something to say.
    pub num_files_with_notes: u64,
    /// Files that are not as delivered, or that digests name and that are not there.
    #[prop_or_default]
    pub num_unproved: u64,
    /// Some rows are made up.
    pub has_sample: bool,
    /// What belongs to the tab on screen.
    #[prop_or_default]
    pub children: Html,
}

/// The tab list; the arrow keys move between tabs.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let dispatch = use_dispatch();
    let list = use_node_ref();
    // When it is chosen, and when a narrower window would push it out of sight.
    use_effect_with(props.tab, {
        let list = list.clone();
        move |tab| {
            let tab = *tab;
            let listener = dom::observe_size(&list, move || dom::reveal_across(&tab_id(tab)));
            // Kept until another is.
            move || {
                let _listener = listener;
            }
        }
    });
    let tab = |this: Tab| {
        let is_selected = props.tab == this;
        let onclick = dispatch.on_click(Action::View(ViewAction::ShowTab(this)));
        let (count, num_notes) = match this {
            Tab::Calls => (props.num_calls.map(u64::from), 0),
            Tab::Files => (Some(props.num_files), props.num_files_with_notes),
            Tab::Integrity => (None, props.num_unproved),
            _ => (None, 0),
        };
        let notes_title = match this {
            Tab::Integrity => wording::integrity_tab_title(num_notes).into(),
            _ => wording::notes_title(num_notes),
        };
        html! {
            <button type="button" role="tab" class="tabs__tab" key={tab_id(this)} id={tab_id(this)} aria-controls={panel_id(this)}
                aria-selected={is_selected.to_string()} tabindex={if is_selected { "0" } else { "-1" }} {onclick}>
                { wording::tab_label(this) }
                // Its place is kept before there is a number.
                if this == Tab::Calls || count.is_some() {
                    <span class="tabs__count">
                        if props.is_partial && this == Tab::Calls && count.is_some() { { "≥ " } }{ for count.map(wording::count) }
                    </span>
                }
                if num_notes > 0 {
                    <span class="tabs__notes" title={notes_title}>
                        { icon(Icon::Warning) }{ wording::count(num_notes) }
                    </span>
                }
            </button>
        }
    };
    let onkeydown = {
        let (dispatch, list, current) = (dispatch.clone(), list.clone(), props.tab);
        move |event: KeyboardEvent| {
            if let Some(place) = neighbour(&event.key(), current) {
                event.prevent_default();
                dispatch.send(Action::View(ViewAction::ShowTab(Tab::ALL[place])));
                dom::focus_child(&list, place);
            }
        }
    };
    html! {
        <div class="tabs">
            <div class="tabs__list" ref={list} role="tablist" aria-label={wording::TABS_LABEL} {onkeydown}>
                { for Tab::ALL.into_iter().map(tab) }
            </div>
            { props.children.clone() }
            if props.has_sample {
                <p class="tabs__sample" title={wording::SAMPLE_TITLE}>{ icon(Icon::Warning) }{ wording::SAMPLE }</p>
            }
        </div>
    }
}

/// The place of the tab that a key leads to; past the last comes the first.
fn neighbour(key: &str, current: Tab) -> Option<usize> {
    let num = Tab::ALL.len();
    let place = Tab::ALL.iter().position(|tab| *tab == current)?;
    match key {
        "ArrowLeft" => Some((place + num - 1) % num),
        "ArrowRight" => Some((place + 1) % num),
        "Home" => Some(0),
        "End" => Some(num - 1),
        _ => None,
    }
}

/// The element that names a tab's panel.
pub fn tab_id(tab: Tab) -> String {
    format!("tab-{}", tab.key())
}

/// The panel that a tab controls.
pub fn panel_id(tab: Tab) -> String {
    format!("panel-{}", tab.key())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round_and_home_and_end_to_the_ends() {
        let to = |key, from| neighbour(key, from).map(|place| Tab::ALL[place]);
        assert_eq!(to("ArrowRight", Tab::Files), Some(Tab::Summary));
        assert_eq!(to("ArrowLeft", Tab::Summary), Some(Tab::Files));
        assert_eq!(to("End", Tab::Callers), Some(Tab::Files));
        assert_eq!(to("Home", Tab::Callers), Some(Tab::Summary));
        assert_eq!(to("Enter", Tab::Callers), None);
    }
}
