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

/// Posts `body` with a header about it, in one buffer that is handed over. Of what comes often and holds much, such as the
/// counts of a hundred files, plain JavaScript values would be made and taken apart one by one for longer than the
/// files are read.
pub fn post_packed(target: &impl Post, header: &impl Serialize, mut body: Vec<u8>) {
    let body_len = body.len();
    serde_json::to_writer(&mut body, header).expect_throw("messages are plain data");
    body.extend((body_len as u32).to_le_bytes());
    let message = buffer(&body);
    target
        .post(&message, &Array::of1(&message))
        .expect_throw("the other thread takes messages");
}

/// Takes a packed message: the header and its body.
pub fn open_packed<T: DeserializeOwned>(event: &web_sys::MessageEvent) -> (T, Vec<u8>) {
    let mut body = bytes(&event.data());
    let (_, len) = body
        .split_last_chunk::<4>()
        .expect_throw("messages are of this version");
    let body_len = u32::from_le_bytes(*len) as usize;
    body.truncate(body.len() - 4);
    let header = serde_json::from_slice(&body[body_len..]).expect_throw("messages are of this version");
    body.truncate(body_len);
    (header, body)
}

/// Bytes as a buffer that can be handed over.
pub fn buffer(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).buffer().into()
}

/// A buffer's bytes.
pub fn bytes(buffer: &JsValue) -> Vec<u8> {
    Uint8Array::new(buffer).to_vec()
}
