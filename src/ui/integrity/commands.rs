//! The commands with which a person fetches digests, signatures, keys and missing logs. Sends `Copy`.

use crate::{
    protocol::integrity::{Commands, MapCell},
    state::{Action, ViewAction},
    ui::{
        dispatch::{Dispatch, use_dispatch},
        icon::{Icon, icon},
        value::text_value,
        wording,
    },
};
use std::rc::Rc;
use yew::{Html, Properties, component, html};

/// The commands.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct CommandListProps {
    /// By what they bring.
    pub commands: Commands,
    /// The cell of the map that they are for; none for everything.
    pub cell: Option<MapCell>,
}

/// All commands, by what they bring.
#[component]
pub(super) fn CommandList(props: &CommandListProps) -> Html {
    let dispatch = use_dispatch();
    let Commands {
        digests,
        signatures,
        keys,
        logs,
    } = &props.commands;
    html! {
        <section class="integrity__part" aria-label={wording::INTEGRITY_COMMANDS}>
            <h3 class="integrity__title">{ wording::INTEGRITY_COMMANDS }</h3>
            if let Some(cell) = &props.cell { <p class="integrity__note">{ text_value(&wording::map_cell(cell)) }</p> }
            <p class="integrity__note">{ wording::INTEGRITY_COMMANDS_WHY }</p>
            { for [digests, signatures, keys, logs].into_iter().zip(wording::INTEGRITY_COMMAND_KINDS)
                .filter(|(commands, _)| !commands.is_empty())
                .map(|(commands, title)| kind(title, commands, &dispatch)) }
        </section>
    }
}

fn kind(title: &'static str, commands: &[Rc<str>], dispatch: &Dispatch) -> Html {
    let all: Rc<str> = commands.join("\n").into();
    html! {
        <div class="integrity__commands">
            <h4 class="integrity__kind">
                { title }
                <button type="button" data-kind="quiet" aria-label={format!("{}: {title}", wording::INTEGRITY_COPY)}
                    onclick={dispatch.on_click(Action::View(ViewAction::Copy(all)))}>
                    { icon(Icon::Copy) }{ wording::INTEGRITY_COPY }
                </button>
            </h4>
            <pre class="integrity__cli" tabindex="0">{ for commands.iter().map(|command| html! { <>{ text_value(command) }{ "\n" }</> }) }</pre>
        </div>
    }
}
