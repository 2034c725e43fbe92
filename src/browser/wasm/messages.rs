//! Messages between threads: `[header, extra…]`, the header a buffer of bytes.

use js_sys::{Array, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::prelude::*;

/// What a message is posted to.
pub trait Post {
    /// Posts `message` and hands over `transfer`.
    fn post(&self, message: &JsValue, transfer: &JsValue) -> Result<(), JsValue>;
}

macro_rules! post {
    ($($target:ty, $method:ident;)*) => {
        $(impl Post for $target {
            fn post(&self, message: &JsValue, transfer: &JsValue) -> Result<(), JsValue> {
                self.$method(message, transfer)
            }
        })*
    };
}

post! {
    web_sys::Worker, post_message_with_transfer;
    web_sys::MessagePort, post_message_with_transferable;
    web_sys::DedicatedWorkerGlobalScope, post_message_with_transfer;
}

/// Posts a message with extras beside it. Ports and buffers among the extras are handed over, files are not:
/// their handles are cheap to copy. A message that cannot be written or posted is a bug and ends the thread.
pub fn post(target: &impl Post, header: &impl Serialize, extras: &[JsValue]) {
    let header = postcard::to_allocvec(header).expect_throw("messages are plain data");
    let header = buffer(&header);
    let message = Array::of1(&header);
    let transfer = Array::of1(&header);
    for extra in extras {
        message.push(extra);
        if extra.is_instance_of::<js_sys::ArrayBuffer>() || extra.is_instance_of::<web_sys::MessagePort>() {
            transfer.push(extra);
        }
    }
    target
        .post(&message, &transfer)
        .expect_throw("the other thread takes messages");
}

/// Takes a message apart. A header of another form is a bug and ends the thread.
pub fn open<T: DeserializeOwned>(event: &web_sys::MessageEvent) -> (T, Vec<JsValue>) {
    let message: Array = event.data().unchecked_into();
    let header = postcard::from_bytes(&bytes(&message.get(0))).expect_throw("messages are of this version");
    (header, message.iter().skip(1).collect())
}

/// Bytes as a buffer that can be handed over.
pub fn buffer(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).buffer().into()
}

/// A buffer's bytes.
pub fn bytes(buffer: &JsValue) -> Vec<u8> {
    Uint8Array::new(buffer).to_vec()
}
