//! The filter box, with what may stand next in a list below it. Filters while typing, after a short rest; Enter or
//! leaving makes tokens. Sends `Draft`, `Commit`, `Suggest`.

use super::suggestions::{LIST_ID, Suggestion, list, offer_id, suggestions, taken};
use crate::{
    browser::dom,
    query::{
        Field,
        language::{Completion, ParseError, Part, completion, parse},
    },
    state::{Action, Handed, QueryAction, SuggestAction, Suggesting},
    ui::{
        dispatch::{Dispatch, use_dispatch},
        value::text_value,
        wording,
    },
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use yew::{
    Callback, Html, InputEvent, KeyboardEvent, MouseEvent, NodeRef, Properties, UseStateHandle, component,
    html, use_effect_with, use_memo, use_mut_ref, use_state_eq,
};

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
    /// Values to offer.
    pub suggesting: Suggesting,
    /// Their counts may still grow.
    pub is_partial: bool,
}

/// What is typed, and what of the list is chosen.
#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    text: Rc<str>,
    /// The caret's place, in bytes.
    caret: usize,
    is_open: bool,
    /// The chosen offer.
    active: Option<usize>,
}

impl Typed {
    fn completion(&self) -> Option<Completion> {
        self.is_open.then(|| completion(&self.text, self.caret)).flatten()
    }
}

/// What every handler needs; cheap to copy.
#[derive(Clone)]
struct Entry {
    dispatch: Dispatch,
    drawn: UseStateHandle<Typed>,
    /// As the newest event left it: keys may come faster than the box is drawn.
    newest: Rc<RefCell<Typed>>,
    timer: Rc<RefCell<Option<dom::Timer>>>,
    /// Handings up to this one follow texts taken from the box: it is empty since then, and may hold new letters.
    expected: Rc<Cell<u32>>,
    node: NodeRef,
}

impl Entry {
    fn set(&self, typed: Typed) {
        *self.newest.borrow_mut() = typed.clone();
        self.drawn.set(typed);
    }

    /// Something was typed or the caret moved: the list follows.
    fn look(&self, text: Rc<str>, caret: usize) {
        let typed = Typed {
            text,
            caret,
            is_open: true,
            active: None,
        };
        let wish = match typed.completion() {
            Some(Completion {
                typed,
                part:
                    Part::Value {
                        field: Field::Column(column),
                        ..
                    },
                ..
            }) => SuggestAction::Values(column, typed.into()),
            _ => SuggestAction::Close,
        };
        self.dispatch.send(Action::Suggest(wish));
        self.set(typed);
    }

    fn close(&self) {
        let typed = self.newest.borrow().clone();
        self.set(Typed {
            is_open: false,
            active: None,
            ..typed
        });
        self.dispatch.send(Action::Suggest(SuggestAction::Close));
    }

    /// The table follows after a rest.
    fn draft(&self, text: Rc<str>) {
        let dispatch = self.dispatch.clone();
        let send = Callback::from(move |()| dispatch.send(Action::Query(QueryAction::Draft(text.clone()))));
        *self.timer.borrow_mut() = Some(dom::after_millis(REST_MILLIS, send));
    }

    /// The text leaves the box at once when it is a filter: what is typed right behind Enter, before anything is drawn
    /// anew, begins a text of its own.
    fn commit(&self, handed: u32) {
        self.timer.borrow_mut().take();
        self.close();
        let text = self.newest.borrow().text.clone();
        if parse(&text).is_ok() {
            dom::set_input(&self.node, "", 0);
            self.set(Typed::default());
            self.expected.set(self.expected.get().max(handed) + 1);
        }
        self.dispatch.send(Action::Query(QueryAction::Commit(text)));
    }

    fn take(&self, offer: &Suggestion) {
        let typed = self.newest.borrow().clone();
        if let Some(completion) = typed.completion() {
            let (text, caret) = taken(&typed.text, &completion, offer);
            dom::set_input(&self.node, &text, caret);
            let text = Rc::<str>::from(text);
            self.look(text.clone(), caret);
            self.draft(text);
        }
    }

    fn key(&self, event: &KeyboardEvent, offers: &[Suggestion], handed: u32) {
        let typed = self.newest.borrow().clone();
        let active = typed.active.filter(|at| *at < offers.len());
        let num_offers = if typed.is_open { offers.len() } else { 0 };
        match (event.key().as_str(), active) {
            ("ArrowDown" | "ArrowUp", _) if num_offers == 0 => {
                event.prevent_default();
                self.look(typed.text, dom::caret(&self.node));
            }
            (key @ ("ArrowDown" | "ArrowUp"), active) => {
                event.prevent_default();
                let next = match (key, active) {
                    ("ArrowDown", Some(at)) => (at + 1) % num_offers,
                    ("ArrowDown", None) => 0,
                    (_, Some(at)) => (at + num_offers - 1) % num_offers,
                    (_, None) => num_offers - 1,
                };
                self.set(Typed {
                    active: Some(next),
                    ..typed
                });
            }
            ("Enter", Some(at)) if num_offers > 0 => {
                event.prevent_default();
                self.take(&offers[at]);
            }
            ("Enter", _) => self.commit(handed),
            ("Escape", _) if num_offers > 0 => self.close(),
            ("Escape", _) if !typed.text.is_empty() => {
                self.set(Typed::default());
                self.dispatch
                    .send(Action::Query(QueryAction::Draft(Rc::from(""))));
            }
            _ => {}
        }
    }
}

/// The search box: a combobox with a list, as the ARIA Authoring Practices describe it.
#[component]
pub(super) fn TextInput(props: &TextInputProps) -> Html {
    let entry = Entry {
        dispatch: use_dispatch(),
        drawn: use_state_eq(Typed::default),
        newest: use_mut_ref(Typed::default),
        timer: use_mut_ref(|| None::<dom::Timer>),
        expected: use_memo((), |()| Cell::new(0)),
        node: props.node.clone(),
    };
    use_effect_with(props.handed.clone(), {
        let entry = entry.clone();
        move |handed| {
            if handed.number <= entry.expected.get() {
                return;
            }
            entry.set(Typed {
                text: handed.text.clone(),
                caret: handed.text.len(),
                ..Typed::default()
            });
        }
    });
    let drawn = (*entry.drawn).clone();
    let completion = drawn.completion();
    let offers: Rc<[Suggestion]> = completion
        .as_ref()
        .map(|completion| suggestions(completion, &props.suggesting).into())
        .unwrap_or_default();
    let active = drawn.active.filter(|at| *at < offers.len());
    use_effect_with(active, |active: &Option<usize>| {
        if let Some(at) = active {
            dom::reveal_across(&offer_id(*at));
        }
    });
    let oninput = {
        let entry = entry.clone();
        move |event: InputEvent| {
            let text: Rc<str> = dom::input_value(&event).into();
            entry.look(text.clone(), dom::caret(&entry.node));
            entry.draft(text);
        }
    };
    let onkeydown = {
        let (entry, offers, handed) = (entry.clone(), offers.clone(), props.handed.number);
        move |event: KeyboardEvent| entry.key(&event, &offers, handed)
    };
    // Keys that move the caret: what may stand there is another thing.
    let onkeyup = {
        let entry = entry.clone();
        move |_: KeyboardEvent| {
            let typed = entry.newest.borrow().clone();
            let caret = dom::caret(&entry.node);
            if typed.is_open && caret != typed.caret {
                entry.look(typed.text, caret);
            }
        }
    };
    let onclick = {
        let entry = entry.clone();
        move |_: MouseEvent| {
            let text = entry.newest.borrow().text.clone();
            entry.look(text, dom::caret(&entry.node));
        }
    };
    let onblur = {
        let (entry, handed) = (entry.clone(), props.handed.number);
        move |_: yew::FocusEvent| {
            if entry.newest.borrow().text.is_empty() {
                entry.close();
            } else {
                entry.commit(handed);
            }
        }
    };
    let on_take = {
        let (entry, offers) = (entry.clone(), offers.clone());
        Callback::from(move |at: usize| {
            if let Some(offer) = offers.get(at) {
                entry.take(offer);
            }
        })
    };
    let is_open = !offers.is_empty();
    html! {
        <>
            <input class="filter-bar__input" type="text" ref={props.node.clone()} autocomplete="off" spellcheck="false"
                role="combobox" aria-autocomplete="list" aria-expanded={is_open.to_string()}
                aria-controls={is_open.then_some(LIST_ID)} aria-activedescendant={active.map(offer_id)}
                aria-label={wording::FILTER_LABEL} placeholder={wording::FILTER_HINT}
                aria-invalid={props.has_error.then_some("true")} aria-describedby={props.has_error.then_some(ERROR_ID)}
                value={drawn.text} {oninput} {onkeydown} {onkeyup} {onclick} {onblur} />
            if let Some(completion) = completion.filter(|_| is_open) {
                { list(&completion, &offers, active, props.is_partial, &on_take) }
            }
        </>
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
