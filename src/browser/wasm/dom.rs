//! Small reaches into the document.

use js_sys::{Array, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::prelude::*;
use web_sys::{
    Blob, BlobPropertyBag, Element, Event, HtmlAnchorElement, HtmlDialogElement, HtmlElement,
    HtmlInputElement, ResizeObserver, Url, Window,
};
use yew::{Callback, KeyboardEvent, NodeRef};

/// Keeps a listener alive; dropping it takes the listener off.
pub struct Listener {
    take_off: Option<Box<dyn FnOnce()>>,
}

impl Listener {
    pub(super) fn new(take_off: impl FnOnce() + 'static) -> Self {
        Self {
            take_off: Some(Box::new(take_off)),
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(take_off) = self.take_off.take() {
            take_off();
        }
    }
}

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<web_sys::Document> {
    window()?.document()
}

fn element(node: &NodeRef) -> Option<HtmlElement> {
    node.cast::<HtmlElement>()
}

/// Sets a custom property (`--name`) on the element, by CSSOM: `style` attributes are forbidden by the policy.
pub fn set_property(node: &NodeRef, name: &str, value: &str) {
    if let Some(element) = element(node) {
        // Fails only for a name that is no property.
        let _set = element.style().set_property(name, value);
    }
}

/// Scrolls the element to `top` pixels.
pub fn scroll_to(node: &NodeRef, top: f64) {
    if let Some(element) = element(node) {
        element.set_scroll_top(top as i32);
    }
}

/// The element's scroll position in pixels.
pub fn scroll_top(node: &NodeRef) -> f64 {
    element(node).map_or(0.0, |element| f64::from(element.scroll_top()))
}

/// The element's inner height in pixels.
pub fn client_height(node: &NodeRef) -> f64 {
    element(node).map_or(0.0, |element| f64::from(element.client_height()))
}

/// The element's inner width in pixels.
pub fn client_width(node: &NodeRef) -> f64 {
    element(node).map_or(0.0, |element| f64::from(element.client_width()))
}

/// Lets the element under the pointer hear of it until it is let go.
pub fn hold_pointer(event: &web_sys::PointerEvent) {
    if let Some(element) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    {
        // Fails when the pointer is gone already; then there is nothing to hold.
        let _held = element.set_pointer_capture(event.pointer_id());
    }
}

/// Whether the focus is inside `node`; also when the whole window lost it.
pub fn holds_focus(node: &NodeRef) -> bool {
    document().is_none_or(|document| {
        let holder = document.active_element();
        let is_inside = node.get().is_some_and(|node| node.contains(holder.as_deref()));
        is_inside || !document.has_focus().unwrap_or(false)
    })
}

/// Whether the key was pressed on a grid itself, not on something inside it. Yew listens at the page's root, so the
/// event's own word for who listens says nothing.
pub fn is_target_itself(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| element.matches("[role=grid], [role=treegrid]").unwrap_or(false))
}

/// Calls back with the element's inner height whenever it changes, and once at the start.
pub fn observe_height(node: &NodeRef, on_height: Callback<f64>) -> Listener {
    let observed = node.clone();
    observe_size(node, move || on_height.emit(client_height(&observed)))
}

/// Calls back whenever the element's size changes, and once at the start.
pub fn observe_size(node: &NodeRef, on_size: impl Fn() + 'static) -> Listener {
    let Some(element) = element(node) else {
        return Listener { take_off: None };
    };
    let on_resize = Closure::<dyn FnMut()>::new(on_size);
    let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else {
        return Listener { take_off: None };
    };
    observer.observe(&element);
    Listener::new(move || {
        observer.disconnect();
        drop(on_resize);
    })
}

/// Scrolls the element with this id sideways into sight of the element that scrolls it, below sticky parts too.
pub fn reveal_across(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// True while the window is so narrow that panels cover the table: `max-width: 60rem`, as in the style sheet.
pub fn is_narrow() -> bool {
    let query = window().and_then(|window| window.match_media("(max-width: 60rem)").ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// The element that the page is drawn into.
pub fn mount_point() -> Option<Element> {
    document()?.get_element_by_id("app")
}

/// Keeps a call to come; dropping it takes the call back.
pub struct Timer {
    is_wanted: Rc<Cell<bool>>,
}

/// Calls back once after so many milliseconds; dropping the timer takes the call back.
pub fn after_millis(millis: u32, on_time: Callback<()>) -> Timer {
    let is_wanted = Rc::new(Cell::new(true));
    let is_still_wanted = is_wanted.clone();
    super::globals::after(millis as i32, move || {
        if is_still_wanted.get() {
            on_time.emit(());
        }
    });
    Timer { is_wanted }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.is_wanted.set(false);
    }
}

/// Focuses the element without scrolling.
pub fn focus(node: &NodeRef) {
    if let Some(element) = element(node) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        // Fails only for elements that take no focus.
        let _focused = element.focus_with_options(&options);
    }
}

/// Moves the focus to the child at a place.
pub fn focus_child(node: &NodeRef, place: usize) {
    let child = element(node).and_then(|element| element.children().item(place as u32));
    if let Some(child) = child.and_then(|child| child.dyn_into::<HtmlElement>().ok()) {
        // Fails never for an element of this page.
        let _focused = child.focus();
    }
}

/// Moves the focus to the element at `place` among those below that match `selector`.
pub fn focus_nth(node: &NodeRef, selector: &str, place: usize) {
    let found = element(node).and_then(|element| element.query_selector_all(selector).ok());
    let found = found.and_then(|found| found.item(place as u32));
    if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        // Fails never for an element of this page.
        let _focused = element.focus();
    }
}

/// Clicks the element: opens the dialog of a hidden file input.
pub fn click(node: &NodeRef) {
    if let Some(element) = element(node) {
        element.click();
    }
}

/// Opens a `<dialog>` as a modal.
pub fn show_modal(node: &NodeRef) {
    if let Some(dialog) = node.cast::<HtmlDialogElement>()
        && !dialog.open()
    {
        // Fails only for a dialog that is not in the document.
        let _shown = dialog.show_modal();
    }
}

/// Closes a `<dialog>`.
pub fn close_dialog(node: &NodeRef) {
    if let Some(dialog) = node.cast::<HtmlDialogElement>() {
        dialog.close();
    }
}

/// Every key pressed anywhere on the page.
pub fn listen_keys(on_key: Callback<KeyboardEvent>) -> Listener {
    listen("keydown", move |event| on_key.emit(event.unchecked_into()))
}

pub(super) fn listen(name: &'static str, on_event: impl FnMut(Event) + 'static) -> Listener {
    let Some(window) = window() else {
        return Listener { take_off: None };
    };
    let on_event = Closure::<dyn FnMut(Event)>::new(on_event);
    // Neither fails for a function and a name.
    let _added = window.add_event_listener_with_callback(name, on_event.as_ref().unchecked_ref());
    Listener::new(move || {
        let _removed = window.remove_event_listener_with_callback(name, on_event.as_ref().unchecked_ref());
    })
}

/// True when the key went to an input, a select, a text area or an editable element.
pub fn is_typing(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| {
            element
                .matches("input:not([type=checkbox]), select, textarea, [contenteditable]")
                .unwrap_or(false)
        })
}

/// Puts text on the clipboard.
pub fn copy_text(text: &str) {
    if let Some(window) = window() {
        // A refusal (no permission, insecure origin) leaves the clipboard as it was.
        let _written = window.navigator().clipboard().write_text(text);
    }
}

/// Lets the person save bytes as a file.
pub fn save_file(name: &str, mime: &str, content: &[u8]) {
    save_blobs(name, mime, &Array::of1(&Uint8Array::from(content)));
}

/// Lets the person save a file made of parts: Blobs or arrays of bytes.
pub(super) fn save_blobs(name: &str, mime: &str, parts: &Array) {
    let save = || -> Result<(), JsValue> {
        let options = BlobPropertyBag::new();
        options.set_type(mime);
        let url =
            Url::create_object_url_with_blob(&Blob::new_with_blob_sequence_and_options(parts, &options)?)?;
        let document = document().ok_or(JsValue::NULL)?;
        let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
        link.set_href(&url);
        link.set_download(name);
        link.click();
        // The browser has taken the content by the next turn at the latest.
        super::globals::after(10_000, move || {
            let _revoked = Url::revoke_object_url(&url);
        });
        Ok(())
    };
    // What can fail here is memory; then nothing is saved and the browser says so.
    let _saved = save();
}

/// "light", "dark" or, with `None`, what the system says: sets `data-theme` on the root element.
pub fn set_theme(theme: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else {
        return;
    };
    // Neither fails for a plain attribute.
    let _set = match theme {
        Some(theme) => root.set_attribute("data-theme", theme),
        None => root.remove_attribute("data-theme"),
    };
}

thread_local! {
    static LEAVING: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// Asks before the page is left, while `is_on`.
pub fn ask_before_leaving(is_on: bool) {
    LEAVING.with(|leaving| {
        let mut leaving = leaving.borrow_mut();
        if !is_on {
            *leaving = None;
        } else if leaving.is_none() {
            *leaving = Some(listen("beforeunload", |event| event.prevent_default()));
        }
    });
}

/// The text of the input that an event came from.
pub fn input_value(event: &yew::InputEvent) -> String {
    input_of(event).map(|input| input.value()).unwrap_or_default()
}

/// Where the caret stands in the input's text, in bytes.
pub fn caret(node: &NodeRef) -> usize {
    let input = node.cast::<HtmlInputElement>();
    let units = input
        .as_ref()
        .and_then(|input| input.selection_start().ok().flatten());
    let text = input.map(|input| input.value()).unwrap_or_default();
    let mut left = units.unwrap_or(u32::MAX) as usize;
    let before = text.chars().take_while(|character| {
        let is_before = left > 0;
        left = left.saturating_sub(character.len_utf16());
        is_before
    });
    before.map(char::len_utf8).sum()
}

/// Puts a text into the input and the caret behind so many of its bytes.
pub fn set_input(node: &NodeRef, text: &str, caret: usize) {
    if let Some(input) = node.cast::<HtmlInputElement>() {
        input.set_value(text);
        let before = text.get(..caret).unwrap_or(text);
        let units = before.encode_utf16().count() as u32;
        // Fails only for inputs without a caret.
        let _set = input.set_selection_range(units, units);
    }
}

/// The text of the field, of one line or more, that an event came from.
pub fn changed_value(event: &Event) -> String {
    let value = event
        .target()
        .and_then(|target| js_sys::Reflect::get(&target, &JsValue::from_str("value")).ok());
    value.and_then(|value| value.as_string()).unwrap_or_default()
}

/// Whether the checkbox that an event came from is checked.
pub fn is_checked(event: &Event) -> bool {
    input_of(event).is_some_and(|input| input.checked())
}

/// The place of the chosen option of a select; 0 without one.
pub fn selected_index(event: &Event) -> usize {
    let select = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
    select.map_or(0, |select| select.selected_index().max(0) as usize)
}

fn input_of(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

pub use super::about::about;
/// The time of this computer's clock, as `2026-10-01 00:00:00 UTC`.
pub fn now_words() -> String {
    let iso = String::from(js_sys::Date::new_0().to_iso_string());
    match iso.split_once('T') {
        Some((day, time)) => format!("{day} {} UTC", time.get(..8).unwrap_or(time)),
        None => iso,
    }
}

/// Opens the browser's dialog for printing.
pub fn print() {
    if let Some(window) = window() {
        // Refused where a page may not print.
        let _asked = window.print();
    }
}

/// Milliseconds since the page began, for the time left; never for dates.
pub fn now_millis() -> f64 {
    super::globals::now_millis()
}
