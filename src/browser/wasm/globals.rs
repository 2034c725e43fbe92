//! What the boot script left for us, and what every scope has.

use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::MessageChannel;

#[wasm_bindgen]
extern "C" {
    /// `globalThis.medtrailBoot`, made by `src/boot.js`.
    pub type Boot;

    #[wasm_bindgen(thread_local_v2, js_name = medtrailBoot)]
    static BOOT: Boot;

    /// The blob URL of the script that every worker runs.
    #[wasm_bindgen(method, getter, js_name = workerUrl)]
    pub fn worker_url(this: &Boot) -> String;

    /// Drops that were not taken yet: arrays of `File`, directory entries and promises of directory handles.
    #[wasm_bindgen(method, getter)]
    pub fn drops(this: &Boot) -> js_sys::Array;

    /// Called after each further drop.
    #[wasm_bindgen(method, setter)]
    pub fn set_notify(this: &Boot, notify: &js_sys::Function);

    /// Requests since the start that the browser told the page of.
    #[wasm_bindgen(method, getter, js_name = numRequests)]
    pub fn num_requests(this: &Boot) -> u32;

    /// Attempts that the policy refused.
    #[wasm_bindgen(method, getter, js_name = numRefusals)]
    pub fn num_refusals(this: &Boot) -> u32;

    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &js_sys::Function, millis: i32) -> JsValue;

    #[wasm_bindgen(thread_local_v2, js_name = performance)]
    static PERFORMANCE: web_sys::Performance;

    #[wasm_bindgen(thread_local_v2, js_name = crypto)]
    static CRYPTO: web_sys::Crypto;
}

/// The boot script's object.
pub fn with_boot<T>(take: impl FnOnce(&Boot) -> T) -> T {
    BOOT.with(take)
}

/// Milliseconds since this page or worker began.
pub fn now_millis() -> f64 {
    PERFORMANCE.with(web_sys::Performance::now)
}

/// Runs `task` once, `millis` from now, in a page or a worker.
pub fn after(millis: i32, task: impl FnOnce() + 'static) {
    set_timeout(Closure::once_into_js(task).unchecked_ref(), millis);
}

/// Ends when what waits for this thread was done. A timer would wait for some milliseconds besides.
pub async fn next_task() {
    let Ok(channel) = MessageChannel::new() else {
        return;
    };
    let (heard, spoken) = (channel.port1(), channel.port2());
    let promise = js_sys::Promise::new(&mut |ok, _err| heard.set_onmessage(Some(&ok)));
    if spoken.post_message(&JsValue::NULL).is_ok() {
        // It cannot be refused.
        let _heard = wasm_bindgen_futures::JsFuture::from(promise).await;
    }
    heard.close();
}

/// 128 random bits from the browser.
pub fn random_key() -> (u64, u64) {
    let mut bytes = [0; 16];
    // It fails for requests above 64 KiB only.
    let _filled = CRYPTO.with(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    let [one, two] = [0, 8].map(|at| u64::from_le_bytes(std::array::from_fn(|index| bytes[at + index])));
    (one, two)
}

/// Runs `task` after the event that led here: a worker must not be dropped inside its own handler.
pub fn later<T: 'static>(of: &Rc<T>, task: impl FnOnce(&Rc<T>) + 'static) {
    let of = of.clone();
    after(0, move || task(&of));
}
