//! What runs in a worker: waits for its role, then is engine or reader.

mod engine;
mod export;
mod feed;
mod outbox;
mod reader;
mod warm_up;

use super::messages::open;
use crate::protocol::reader::Role;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Runs the worker's side. The page is told that the program runs by a `null` message; before that it would
/// talk to nobody.
pub fn run() {
    let scope = scope();
    let on_role = Closure::once_into_js(|event: MessageEvent| {
        let (role, mut extras) = open::<Role>(&event);
        if role.is_reader {
            let port = extras.pop().expect_throw("a reader's port comes with its role");
            reader::run(role.key, port.unchecked_into());
        } else {
            engine::run(role.key);
        }
    });
    scope.set_onmessage(Some(on_role.unchecked_ref()));
    scope
        .post_message(&JsValue::NULL)
        .expect_throw("the page takes messages");
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Hears all further messages of the page.
fn hear(on_message: impl FnMut(MessageEvent) + 'static) {
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(on_message);
    scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
}
