//! The tabs, with their counts. Sends `ShowTab`.

use super::{
    dispatch::use_dispatch,
    icon::{Icon, icon},
    wording,
};
use crate::state::{Action, Tab, ViewAction};
use yew::{Html, KeyboardEvent, NodeRef, Properties, component, html, use_node_ref};

/// What the tabs show.
#[derive(Clone, PartialEq, Properties)]
pub struct TabsProps {
    /// The tab on screen.
    pub tab: Tab,
    /// Calls that match.
    pub num_calls: Option<u32>,
    /// Files in the ledger.
    pub num_files: u64,
    /// Files with something to say.
    pub num_files_with_notes: u64,
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
    let refs = [use_node_ref(), use_node_ref()];
    let tab = |this: Tab, node: &NodeRef, label: &'static str, count: Option<u64>, num_notes: u64| {
        let is_selected = props.tab == this;
        let onclick = dispatch.on_click(Action::View(ViewAction::ShowTab(this)));
        html! {
            <button type="button" role="tab" class="tabs__tab" ref={node} id={tab_id(this)} aria-controls={panel_id(this)}
                aria-selected={is_selected.to_string()} tabindex={if is_selected { "0" } else { "-1" }} {onclick}>
                { label }
                if let Some(count) = count {
                    <span class="tabs__count">{ wording::count(count) }</span>
                }
                if num_notes > 0 {
                    <span class="tabs__notes" title={wording::notes_title(num_notes)}>
                        { icon(Icon::Warning) }{ wording::count(num_notes) }
                    </span>
                }
            </button>
        }
    };
    let onkeydown = {
        let (dispatch, refs, current) = (dispatch.clone(), refs.clone(), props.tab);
        move |event: KeyboardEvent| {
            if let Some((other, node)) = neighbour(&event.key(), current, &refs) {
                event.prevent_default();
                dispatch.send(Action::View(ViewAction::ShowTab(other)));
                crate::browser::dom::focus(node);
            }
        }
    };
    html! {
        <div class="tabs">
            <div class="tabs__list" role="tablist" aria-label={wording::TABS_LABEL} {onkeydown}>
                { tab(Tab::Calls, &refs[0], wording::TAB_CALLS, props.num_calls.map(u64::from), 0) }
                { tab(Tab::Files, &refs[1], wording::TAB_FILES, Some(props.num_files), props.num_files_with_notes) }
            </div>
            { props.children.clone() }
            if props.has_sample {
                <p class="tabs__sample" title={wording::SAMPLE_TITLE}>{ icon(Icon::Warning) }{ wording::SAMPLE }</p>
            }
        </div>
    }
}

/// With two tabs, the one to the left and the one to the right are the same.
fn neighbour<'a>(key: &str, current: Tab, refs: &'a [NodeRef; 2]) -> Option<(Tab, &'a NodeRef)> {
    match (key, current) {
        ("ArrowLeft" | "ArrowRight", Tab::Calls) | ("End", _) => Some((Tab::Files, &refs[1])),
        ("ArrowLeft" | "ArrowRight", Tab::Files) | ("Home", _) => Some((Tab::Calls, &refs[0])),
        _ => None,
    }
}

/// The element that names a tab's panel.
pub fn tab_id(tab: Tab) -> &'static str {
    match tab {
        Tab::Calls => "tab-calls",
        Tab::Files => "tab-files",
    }
}

/// The panel that a tab controls.
pub fn panel_id(tab: Tab) -> &'static str {
    match tab {
        Tab::Calls => "panel-calls",
        Tab::Files => "panel-files",
    }
}
