//! The line below the table: how many calls of how many, in what order, and the keys.

use super::wording;
use crate::{
    base::Shared,
    protocol::engine::MemoryUse,
    query::Query,
    state::{Counts, Tab},
};
use yew::{Html, Properties, component, html};

/// What the line says.
#[derive(Clone, PartialEq, Properties)]
pub struct StatusBarProps {
    /// The numbers, when there are any.
    pub counts: Option<Counts>,
    /// Lines of the Files view, when they are known.
    pub num_lines: Option<u32>,
    /// There may be more calls and more values.
    #[prop_or_default]
    pub is_partial: bool,
    /// Values of the group table, when they are known.
    pub num_groups: Option<u32>,
    /// For the order.
    pub query: Shared<Query>,
    /// What the table holds.
    pub memory: MemoryUse,
    /// The newest question has no answer yet.
    pub is_pending: bool,
    /// The tab on screen: the keys are those of the table.
    pub tab: Tab,
    /// What belongs to the tab on screen.
    #[prop_or_default]
    pub children: Html,
}

/// The line.
#[component]
pub fn StatusBar(props: &StatusBarProps) -> Html {
    html! {
        <footer class="status-bar">
            <p class="status-bar__counts" aria-busy={props.is_pending.to_string()}>
                { words(props) }
            </p>
            { props.children.clone() }
            if props.memory.num_rows > 0 {
                <p class="status-bar__memory" title={wording::memory_title(props.memory)}>{ wording::memory(props.memory) }</p>
            }
            if props.tab == Tab::Calls {
                <p class="status-bar__keys">
                    { for wording::STATUS_KEYS.iter().map(|(keys, what)| html! {
                        <span key={*what}>{ caps(keys) }{ *what }</span>
                    }) }
                </p>
            }
        </footer>
    }
}

fn words(props: &StatusBarProps) -> Option<String> {
    match props.tab {
        Tab::Calls => props
            .counts
            .map(|counts| wording::status(counts, &props.query.sort)),
        Tab::Changes => None,
        Tab::Files => props.num_lines.map(wording::files_status),
        Tab::Integrity => None,
        _ => props
            .num_groups
            .map(|num_groups| wording::groups_status(num_groups, props.is_partial)),
    }
}

/// Keys as drawn on a keyboard.
pub fn caps(keys: &[&'static str]) -> Html {
    html! { { for keys.iter().map(|key| html! { <kbd key={*key}>{ *key }</kbd> }) } }
}
