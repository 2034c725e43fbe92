//! The page's address and its fragment, which holds the shape of the view and never reaches a server.

use super::dom::{Listener, listen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlInputElement, window};
use yew::Callback;

/// What stands behind `#`.
pub fn fragment() -> String {
    let hash = window().and_then(|window| window.location().hash().ok());
    hash.unwrap_or_default().trim_start_matches('#').to_owned()
}

/// Calls back with the fragment whenever someone else than [`set_fragment`] changes it.
pub fn listen_fragment(on_change: Callback<String>) -> Listener {
    listen("hashchange", move |_| on_change.emit(fragment()))
}

/// Puts a fragment into the address without a step of history; an empty one takes the `#` away.
pub fn set_fragment(text: &str) {
    if let (Some(window), Some(address)) = (window(), address_with(text)) {
        // Refused for a page that may not have one; the address then stays as it is.
        let _set = window
            .history()
            .and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
    }
}

/// The page's address with another fragment.
pub fn address_with(fragment: &str) -> Option<String> {
    let address = window()?.location().href().ok()?;
    let page = address.split('#').next().unwrap_or_default();
    Some(if fragment.is_empty() {
        page.to_owned()
    } else {
        format!("{page}#{fragment}")
    })
}

/// Calls back with the text of the file that was chosen, at most its first `max_bytes`.
pub fn read_picked(event: &yew::Event, max_bytes: u32, on_text: Callback<String>) {
    let input: Option<HtmlInputElement> = event.target().and_then(|target| target.dyn_into().ok());
    let Some(input) = input else { return };
    let file = input.files().and_then(|files| files.get(0));
    // The same file can be chosen again.
    input.set_value("");
    let Some(blob) = file.and_then(|file| file.slice_with_i32_and_i32(0, max_bytes as i32).ok()) else {
        return;
    };
    spawn_local(async move {
        let text = JsFuture::from(blob.text()).await;
        // What cannot be read is no view, and the page says so.
        on_text.emit(text.ok().and_then(|text| text.as_string()).unwrap_or_default());
    });
}
