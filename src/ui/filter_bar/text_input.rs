//! The filter box. Filters while typing, after a short rest; Enter or leaving makes tokens. Sends `Draft`, `Commit`.

use crate::{
    browser::dom,
    query::language::ParseError,
    state::{Action, Handed, QueryAction},
    ui::{dispatch::use_dispatch, value::text_value, wording},
};
use std::rc::Rc;
use yew::{Callback, FocusEvent, Html, InputEvent, KeyboardEvent, NodeRef, Properties, component, html};
use yew::{use_effect_with, use_mut_ref, use_state_eq};

/// A rest in typing after which the table follows.
const REST_MILLIS: u32 = 250;

/// Names the sentence below the box.
pub(super) const ERROR_ID: &str = "filter-error";

/// The box itself, so that `/` reaches it.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct TextInputProps {
    /// The element.
    pub node: NodeRef,
    /// What the box shall hold.
    pub handed: Handed,
    /// The text in it is no filter.
    pub has_error: bool,
}

/// The search box.
#[component]
pub(super) fn TextInput(props: &TextInputProps) -> Html {
    let dispatch = use_dispatch();
    let text = use_state_eq(|| Rc::<str>::from(""));
    let timer = use_mut_ref(|| None::<dom::Timer>);
    use_effect_with(props.handed.clone(), {
        let text = text.clone();
        move |handed| text.set(handed.text.clone())
    });
    let commit = {
        let (dispatch, timer) = (dispatch.clone(), timer.clone());
        move |committed: Rc<str>| {
            timer.borrow_mut().take();
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
            aria-invalid={props.has_error.then_some("true")} aria-describedby={props.has_error.then_some(ERROR_ID)}
            value={(*text).clone()} {oninput} {onkeydown} {onblur} />
    }
}

/// What the text lacks, and where.
pub(super) fn error_line(text: &str, error: &ParseError) -> Html {
    let (before, rest) = text.split_at_checked(error.at.start).unwrap_or((text, ""));
    let (place, after) = rest.split_at_checked(error.at.len()).unwrap_or((rest, ""));
    let place = if place.is_empty() { "\u{25b2}" } else { place };
    html! {
        <p class="filter-bar__error" id={ERROR_ID} role="alert">
            <code class="filter-bar__error-text">
                { text_value(before) }<mark>{ text_value(place) }</mark>{ text_value(after) }
            </code>
            { " " }{ wording::parse_error(&error.kind) }
        </p>
    }
}
