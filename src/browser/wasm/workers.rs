//! Starts workers: all of one script, from the module that the page compiled.

use super::{globals::with_boot, messages};
use crate::{base::HashKey, protocol::reader::Role};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, MessageEvent, MessagePort, Worker};

/// A worker with a role. Dropping it ends the worker.
pub struct RoleWorker {
    worker: Worker,
    waiting: Rc<RefCell<Waiting>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

/// Posts a message to the worker it is given.
type PostTo = Box<dyn FnOnce(&Worker)>;

/// A worker hears nothing until its program runs; what was said before waits here.
#[derive(Default)]
struct Waiting {
    is_running: bool,
    messages: Vec<PostTo>,
}

impl RoleWorker {
    /// Starts a worker. `port` is a reader's way to the engine; without one the worker is the engine.
    /// Gives `None` when the browser refuses workers.
    pub fn start(
        key: HashKey,
        port: Option<MessagePort>,
        on_message: impl Fn(MessageEvent) + 'static,
        on_end: impl Fn() + 'static,
    ) -> Option<Self> {
        let worker = Worker::new(&with_boot(|boot| boot.worker_url())).ok()?;
        let waiting = Rc::<RefCell<Waiting>>::default();
        let on_message = {
            let (worker, waiting) = (worker.clone(), waiting.clone());
            Closure::new(move |event: MessageEvent| {
                if event.data().is_null() {
                    run_waiting(&worker, &waiting);
                } else {
                    on_message(event);
                }
            })
        };
        let on_error = Closure::new(move |event: ErrorEvent| {
            // The page reports it in its own words.
            event.prevent_default();
            on_end();
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker.post_message(&wasm_bindgen::module()).ok()?;
        let started = Self {
            worker,
            waiting,
            _on_message: on_message,
            _on_error: on_error,
        };
        let role = Role {
            key,
            is_reader: port.is_some(),
        };
        started.post(role, port.map(JsValue::from).into_iter().collect());
        Some(started)
    }

    /// Posts a message, as soon as the worker can hear it.
    pub fn post(&self, header: impl serde::Serialize + 'static, extras: Vec<JsValue>) {
        if self.waiting.borrow().is_running {
            messages::post(&self.worker, &header, &extras);
        } else {
            let later = Box::new(move |worker: &Worker| messages::post(worker, &header, &extras));
            self.waiting.borrow_mut().messages.push(later);
        }
    }
}

fn run_waiting(worker: &Worker, waiting: &RefCell<Waiting>) {
    waiting.borrow_mut().is_running = true;
    let messages = std::mem::take(&mut waiting.borrow_mut().messages);
    for message in messages {
        message(worker);
    }
}

impl Drop for RoleWorker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
