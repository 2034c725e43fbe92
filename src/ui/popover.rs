//! A button and, once pressed, a panel below it. Escape, the button, or going elsewhere closes it. Sends nothing.

use super::icon::{Icon, icon};
use crate::browser::dom;
use yew::{
    AttrValue, Callback, Children, FocusEvent, Html, KeyboardEvent, MouseEvent, Properties, UseStateHandle,
    component, html, use_mut_ref, use_node_ref,
};

/// The button and what the panel holds.
#[derive(Clone, PartialEq, Properties)]
pub struct PopoverProps {
    /// The button's words.
    pub label: AttrValue,
    /// What the button says to who hears it, when its words are too few.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// The button's drawing.
    pub drawing: Icon,
    /// What the panel is about; names it in the style sheet.
    pub kind: &'static str,
    /// The button stands out: something other than the default is in force.
    #[prop_or_default]
    pub is_set: bool,
    /// The panel is open.
    pub is_open: UseStateHandle<bool>,
    /// What the panel holds.
    pub children: Children,
}

/// The button and the panel.
#[component]
pub fn Popover(props: &PopoverProps) -> Html {
    let whole = use_node_ref();
    let button = use_node_ref();
    let timer = use_mut_ref(|| None);
    let is_open = &props.is_open;
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    let onkeydown = {
        let (is_open, button) = (is_open.clone(), button.clone());
        Callback::from(move |event: KeyboardEvent| {
            if *is_open && event.key() == "Escape" {
                event.stop_propagation();
                is_open.set(false);
                dom::focus(&button);
            }
        })
    };
    let onfocusout = {
        let (is_open, whole, timer) = (is_open.clone(), whole.clone(), timer.clone());
        Callback::from(move |_: FocusEvent| {
            let (is_open, whole) = (is_open.clone(), whole.clone());
            // A button that takes itself away hands the focus on, within the panel: only then it is known who has it.
            let look = Callback::from(move |()| {
                if !dom::holds_focus(&whole) {
                    is_open.set(false);
                }
            });
            *timer.borrow_mut() = Some(dom::after_millis(0, look));
        })
    };
    html! {
        <div class="popover" ref={whole} {onkeydown} {onfocusout}>
            <button type="button" class="popover__button" ref={button} data-kind={props.kind} aria-expanded={is_open.to_string()}
                title={props.title.clone()} aria-label={props.title.clone()}
                data-set={props.is_set.to_string()} onclick={toggle}>
                { icon(props.drawing) }<span class="popover__label">{ props.label.clone() }</span>
            </button>
            if **is_open {
                // A click on its words keeps the focus inside.
                <div class="popover__panel" tabindex="-1" data-kind={props.kind}>{ props.children.clone() }</div>
            }
        </div>
    }
}
