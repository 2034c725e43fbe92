//! The search box. Filters while typing, after a short rest; Enter or leaving makes a token. Sends `Draft`, `Commit`.

use crate::{
    browser::dom,
    state::{Action, QueryAction},
    ui::{dispatch::use_dispatch, wording},
};
use std::rc::Rc;
use yew::{Callback, FocusEvent, Html, InputEvent, KeyboardEvent, NodeRef, Properties, component, html};
use yew::{use_mut_ref, use_state_eq};

/// A rest in typing after which the table follows.
const REST_MILLIS: u32 = 250;

/// The box itself, so that `/` reaches it.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct TextInputProps {
    /// The element.
    pub node: NodeRef,
}

/// The search box.
#[component]
pub(super) fn TextInput(props: &TextInputProps) -> Html {
    let dispatch = use_dispatch();
    let text = use_state_eq(|| Rc::<str>::from(""));
    let timer = use_mut_ref(|| None::<dom::Timer>);
    let commit = {
        let (dispatch, text, timer) = (dispatch.clone(), text.clone(), timer.clone());
        move |committed: Rc<str>| {
            timer.borrow_mut().take();
            text.set(Rc::from(""));
            dispatch.send(Action::Query(QueryAction::Commit(committed)));
        }
    };
    let oninput = {
        let (dispatch, text) = (dispatch.clone(), text.clone());
        move |event: InputEvent| {
            let typed: Rc<str> = dom::input_value(&event).into();
            text.set(typed.clone());
            let dispatch = dispatch.clone();
            let send =
                Callback::from(move |()| dispatch.send(Action::Query(QueryAction::Draft(typed.clone()))));
            *timer.borrow_mut() = Some(dom::after_millis(REST_MILLIS, send));
        }
    };
    let onkeydown = {
        let (text, commit, dispatch) = (text.clone(), commit.clone(), dispatch);
        move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => commit((*text).clone()),
            "Escape" if !text.is_empty() => {
                text.set(Rc::from(""));
                dispatch.send(Action::Query(QueryAction::Draft(Rc::from(""))));
            }
            _ => {}
        }
    };
    let onblur = {
        let text = text.clone();
        move |_: FocusEvent| {
            if !text.is_empty() {
                commit((*text).clone());
            }
        }
    };
    html! {
        <input class="filter-bar__input" type="text" ref={props.node.clone()} autocomplete="off" spellcheck="false"
            aria-label={wording::FILTER_LABEL} placeholder={wording::FILTER_HINT}
            value={(*text).clone()} {oninput} {onkeydown} {onblur} />
    }
}
