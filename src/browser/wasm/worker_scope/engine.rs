//! The engine's thread.

use super::{hear, scope};
use crate::{
    base::HashKey,
    browser::wasm::{
        crypto,
        globals::{after, now_millis},
        messages::{self, buffer, open, open_packed},
    },
    engine::{Engine, Send},
    protocol::{
        VERSION,
        engine::{FromEngine, ToEngine},
        integrity::SignatureVerdict,
        reader::ToTable,
    },
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{MessageEvent, MessagePort};

/// Pauses between news to the page: each has it ask and draw anew.
const NEWS_MILLIS: f64 = 500.0;

/// As long as there is no row to see, the next news come sooner: the first row may be among them.
const EARLY_NEWS_MILLIS: f64 = 100.0;

/// What follows a pause waits for a little more to tell.
const FIRST_NEWS_MILLIS: f64 = 40.0;

struct Thread {
    engine: Engine,
    /// The newest question that was not answered yet: an older one needs no answer.
    question: Option<ToEngine>,
    is_telling: bool,
    /// It was told at once that all files are done.
    was_settled: bool,
    /// When the page was told last, in the thread's milliseconds, and the pause after that.
    told_at: f64,
    pause: f64,
}

impl Thread {
    fn tell_news(&mut self) {
        self.told_at = now_millis();
        self.pause = if self.engine.has_rows() {
            NEWS_MILLIS
        } else {
            EARLY_NEWS_MILLIS
        };
        post_all(|send| self.engine.tell_news(send));
    }

    fn millis_since_told(&self) -> f64 {
        now_millis() - self.told_at
    }
}

pub(super) fn run(key: HashKey) {
    let thread = Rc::new(RefCell::new(Thread {
        engine: Engine::new(key),
        question: None,
        is_telling: false,
        was_settled: false,
        told_at: f64::NEG_INFINITY,
        pause: EARLY_NEWS_MILLIS,
    }));
    hear(move |event| {
        let (message, extras) = open::<ToEngine>(&event);
        match message {
            ToEngine::Reader => listen_to_reader(&thread, extras),
            question @ ToEngine::Ask { .. } => ask_later(&thread, question),
            message => {
                post_all(|send| thread.borrow_mut().engine.handle(message, send));
                tell_news_soon(&thread);
            }
        }
    });
    post_all(|send| send(FromEngine::Ready { version: VERSION }, None));
}

/// Posts all that is said at one time as one message, so that the page draws once: each part, whether bytes come with
/// it, and these beside the message.
fn post_all(say: impl FnOnce(Send<'_>)) {
    let (mut parts, mut extras) = (Vec::new(), Vec::new());
    say(&mut |message: FromEngine, bytes: Option<Vec<u8>>| {
        parts.push((message, bytes.is_some()));
        extras.extend(bytes.as_deref().map(buffer));
    });
    if !parts.is_empty() {
        messages::post(&scope(), &parts, &extras);
    }
}

fn listen_to_reader(thread: &Rc<RefCell<Thread>>, mut extras: Vec<JsValue>) {
    let port: MessagePort = extras
        .pop()
        .expect_throw("a reader's port comes with the message")
        .unchecked_into();
    let thread = thread.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let (message, bytes) = open_packed::<ToTable>(&event);
        let mut now = thread.borrow_mut();
        match message {
            ToTable::Delivery(delivery) => {
                let delivered = now.engine.deliver(delivery, &bytes);
                delivered.expect_throw("a reader of this version sends batches of this version");
            }
            ToTable::Found(found) => now.engine.take_found(&found, &bytes),
        }
        drop(now);
        tell_news_soon(&thread);
    });
    port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
}

/// Answers after what else is waiting in the queue was heard, if no newer question is among it.
fn ask_later(thread: &Rc<RefCell<Thread>>, question: ToEngine) {
    let is_first = thread.borrow_mut().question.replace(question).is_none();
    if is_first {
        let thread = thread.clone();
        after(0, move || {
            let mut thread = thread.borrow_mut();
            if let Some(question) = thread.question.take() {
                post_all(|send| thread.engine.handle(question, send));
            }
        });
    }
}

fn tell_news_soon(thread: &Rc<RefCell<Thread>>) {
    let mut now = thread.borrow_mut();
    if now.engine.has_news() && now.engine.is_settled() && !now.was_settled {
        // The last file: who waits for it shall not wait for the clock too.
        now.was_settled = true;
        now.tell_news();
        drop(now);
        // Nothing may follow that would have them checked later.
        return check_signatures(thread);
    }
    now.was_settled &= now.engine.is_settled();
    if now.engine.has_news() && !std::mem::replace(&mut now.is_telling, true) {
        let wait = (now.pause - now.millis_since_told()).max(FIRST_NEWS_MILLIS);
        let thread = thread.clone();
        after(wait as i32, move || {
            let mut now = thread.borrow_mut();
            now.is_telling = false;
            now.tell_news();
            drop(now);
            check_signatures(&thread);
        });
    }
}

/// Has the browser check the signatures that are not checked yet, one after another.
fn check_signatures(thread: &Rc<RefCell<Thread>>) {
    let checks = thread.borrow_mut().engine.take_checks();
    if checks.is_empty() {
        return;
    }
    let thread = thread.clone();
    spawn_local(async move {
        let subtle = crypto::subtle();
        for check in checks {
            let verdict = match &subtle {
                Some(subtle) => crypto::verify(subtle, &check).await,
                None => SignatureVerdict::Unavailable,
            };
            thread.borrow_mut().engine.signature_checked(check.id, verdict);
            tell_news_soon(&thread);
        }
    });
}
