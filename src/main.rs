//! The one program of page, engine and readers: looks where it runs, and is that.

#[cfg(target_arch = "wasm32")]
fn main() {
    use wasm_bindgen::JsCast;
    if js_sys::global().is_instance_of::<web_sys::DedicatedWorkerGlobalScope>() {
        medtrail::browser::worker_scope::run();
    } else {
        medtrail::ui::run();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("MedTrail runs in a browser: `cargo xtask serve` builds and serves it.");
}
