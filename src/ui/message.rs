//! A state in words with something to do: empty, no match, lost. Sends the actions it is given.

use super::{dispatch::use_dispatch, wording::MessageWords};
use yew::{Html, Properties, component, html};

/// What to say.
#[derive(Clone, PartialEq, Properties)]
pub struct MessageProps {
    /// The words and the buttons.
    pub words: MessageWords,
}

/// Title, text and buttons in the middle of the free room.
#[component]
pub fn Message(props: &MessageProps) -> Html {
    let dispatch = use_dispatch();
    let words = &props.words;
    html! {
        <div class="message">
            <h2 class="message__title">{ words.title.clone() }</h2>
            <p class="message__text">{ words.text.clone() }</p>
            <div class="message__actions">
                { for words.actions.iter().enumerate().map(|(index, (label, action))| html! {
                    <button type="button" key={*label} data-kind={(index == 0).then_some("primary")}
                        onclick={dispatch.on_click(action.clone())}>{ *label }</button>
                }) }
            </div>
        </div>
    }
}
