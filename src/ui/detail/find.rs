//! The search in a record: how many places, which one, the next and the one before. Sends nothing.

use crate::{
    browser::dom,
    ui::{
        icon::{Icon, icon},
        wording,
    },
};
use yew::{AttrValue, Callback, Html, InputEvent, KeyboardEvent, MouseEvent, Properties, component, html};

/// What the search shows.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FindProps {
    /// What is looked for.
    pub wanted: AttrValue,
    /// How many places there are.
    pub num_hits: usize,
    /// There are more than are counted.
    pub is_cut: bool,
    /// Which one is looked at.
    pub current: usize,
    /// Something else is looked for.
    pub on_want: Callback<AttrValue>,
    /// The next place is looked at, or the one before.
    pub on_go: Callback<bool>,
}

/// The box and its buttons; Enter goes on, Shift+Enter back, Escape empties the box.
#[component]
pub(super) fn Find(props: &FindProps) -> Html {
    let oninput = {
        let want = props.on_want.clone();
        Callback::from(move |event: InputEvent| want.emit(dom::input_value(&event).into()))
    };
    let go = {
        let go = props.on_go.clone();
        move |is_forward: bool| go.emit(is_forward)
    };
    let onkeydown = {
        let (go, want, is_empty) = (go.clone(), props.on_want.clone(), props.wanted.is_empty());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                go(!event.shift_key());
            }
            "Escape" if !is_empty => {
                event.prevent_default();
                event.stop_propagation();
                want.emit(AttrValue::default());
            }
            _ => {}
        })
    };
    let button = |is_forward, drawing, label: &'static str| {
        let go = go.clone();
        let onclick = Callback::from(move |_: MouseEvent| go(is_forward));
        html! {
            <button type="button" class="detail__find-step" title={label} aria-label={label} disabled={props.num_hits == 0} {onclick}>
                { icon(drawing) }
            </button>
        }
    };
    html! {
        <div class="detail__find" role="search" aria-label={wording::RECORD_FIND}>
            <input type="search" autocomplete="off" spellcheck="false" aria-label={wording::RECORD_FIND}
                placeholder={wording::RECORD_FIND} value={props.wanted.clone()} {oninput} {onkeydown} />
            <span class="detail__find-count" role="status">
                if !props.wanted.is_empty() { { wording::hits(props.current, props.num_hits, props.is_cut) } }
            </span>
            { button(false, Icon::Up, wording::FIND_PREVIOUS) }
            { button(true, Icon::Down, wording::FIND_NEXT) }
        </div>
    }
}
