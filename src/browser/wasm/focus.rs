//! The focus is never lost: when what holds it leaves the page or is switched off, it goes to what stands nearest
//! around it, else to the main part of the page.

use super::dom::{Listener, listen};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;
use web_sys::{Element, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit};
use yew::NodeRef;

/// What the Tab key stops at.
const STOPS: &str = "button:not(:disabled, [tabindex='-1']), input:not(:disabled, [tabindex='-1']), \
                     select:not(:disabled), textarea:not(:disabled), summary, a[href], [tabindex='0']";

/// The element that had the focus last, and all around it, innermost first.
type Trail = Rc<RefCell<Vec<Element>>>;

/// Watches over the focus as long as the listeners live.
pub fn keep() -> Option<[Listener; 2]> {
    let body = web_sys::window()?.document()?.body()?;
    let trail = Trail::default();
    let entered = {
        let trail = trail.clone();
        listen("focusin", move |event| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok());
            *trail.borrow_mut() = std::iter::successors(target, |element| element.parent_element()).collect();
        })
    };
    let on_change = Closure::<dyn FnMut()>::new(move || {
        // Taken out first: moving the focus fills it anew.
        let is_lost = trail.borrow().first().is_some_and(is_lost);
        if is_lost {
            let left = std::mem::take(&mut *trail.borrow_mut());
            move_near(&left);
        }
    });
    let observer = MutationObserver::new(on_change.as_ref().unchecked_ref()).ok()?;
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    options.set_attribute_filter(&js_sys::Array::of2(&"disabled".into(), &"hidden".into()));
    observer.observe_with_options(&body, &options).ok()?;
    let watching = Listener::new(move || {
        observer.disconnect();
        drop(on_change);
    });
    Some([entered, watching])
}

/// Nothing has the focus now, because this element cannot any more.
fn is_lost(last: &Element) -> bool {
    let is_able = last.is_connected() && !last.matches(":disabled").unwrap_or(false);
    let holder = last
        .owner_document()
        .and_then(|document| document.active_element());
    let is_elsewhere = holder.is_some_and(|holder| holder.tag_name() != "BODY" && holder != *last);
    !is_able && !is_elsewhere
}

/// Moves the focus to an element, or to the main part of the page when it is not there: another tab is on screen.
pub fn on_or_main(node: &NodeRef) {
    let there = node
        .get()
        .and_then(|node| node.dyn_into::<Element>().ok())
        .filter(|element| element.is_connected());
    focus_on(there.or_else(main));
}

fn main() -> Option<Element> {
    let document = web_sys::window()?.document()?;
    document.query_selector("main").ok().flatten()
}

fn move_near(trail: &[Element]) {
    let around = trail.iter().skip(1).filter(|element| element.is_connected());
    // Past the parts of the page the first stop would be the top of the page, far from where the person was.
    let parts = around.take_while(|element| element.id() != "app");
    let near = parts
        .filter(|element| !element.matches(".page, .page__body").unwrap_or(true))
        .find_map(stop_in)
        .or_else(main);
    focus_on(near);
}

fn focus_on(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // Fails only for elements that take no focus.
        let _focused = element.focus_with_options(&options);
    }
}

/// The element itself, or the first visible stop inside.
fn stop_in(element: &Element) -> Option<Element> {
    if element.matches(STOPS).unwrap_or(false) {
        return Some(element.clone());
    }
    let inside = element.query_selector_all(STOPS).ok()?;
    (0..inside.length())
        .filter_map(|place| inside.item(place)?.dyn_into::<Element>().ok())
        .find(|stop| stop.get_bounding_client_rect().width() > 0.0)
}
