//! The DevTools pipe: JSON messages, each ended by a zero byte, in both directions.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Write},
    process::{ChildStdin, ChildStdout},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);

/// What has come from the browser so far.
#[derive(Default)]
struct Inbox {
    /// Of calls that somebody waits for: nothing yet, or the answer.
    answers: HashMap<u64, Option<Value>>,
    /// Everything that is not an answer, oldest first.
    events: Vec<Value>,
    is_closed: bool,
}

/// Shared by the test and the thread that reads.
pub(crate) struct Connection {
    to_browser: Mutex<ChildStdin>,
    inbox: Mutex<Inbox>,
    news: Condvar,
    next_id: AtomicU64,
    /// Whether dialogs, such as the question before leaving, are answered with yes.
    accepts_dialogs: AtomicBool,
    /// Runs first in every worker that starts from now on; empty as a rule.
    worker_prelude: Mutex<String>,
}

impl Connection {
    pub(crate) fn new(to_browser: ChildStdin, from_browser: ChildStdout) -> Arc<Self> {
        let connection = Arc::new(Self {
            to_browser: Mutex::new(to_browser),
            inbox: Mutex::default(),
            news: Condvar::new(),
            next_id: AtomicU64::new(1),
            accepts_dialogs: AtomicBool::new(true),
            worker_prelude: Mutex::default(),
        });
        let reader = Arc::clone(&connection);
        thread::spawn(move || reader.read_all(from_browser));
        connection
    }

    pub(crate) fn accept_dialogs(&self, accepts: bool) {
        self.accepts_dialogs.store(accepts, Ordering::Relaxed);
    }

    pub(crate) fn set_worker_prelude(&self, script: &str) {
        script.clone_into(&mut self.prelude());
    }

    fn prelude(&self) -> MutexGuard<'_, String> {
        self.worker_prelude.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Calls a method and waits for its answer; `Err` is the browser's own refusal.
    pub(crate) fn try_call(
        &self,
        session: Option<&str>,
        method: &str,
        params: Value,
    ) -> Result<Value, String> {
        let id = self.next_id();
        self.inbox().answers.insert(id, None);
        self.write(id, session, method, params);
        let answer = self.wait_for_answer(id, method);
        match answer.get("error") {
            Some(error) => Err(format!("{method}: {error}")),
            None => Ok(answer["result"].clone()),
        }
    }

    /// Calls a method whose answer nobody needs.
    pub(crate) fn send(&self, session: Option<&str>, method: &str, params: Value) {
        self.write(self.next_id(), session, method, params);
    }

    /// How many events have come.
    pub(crate) fn num_events(&self) -> usize {
        self.inbox().events.len()
    }

    /// What `pick` takes of the events from the `first` one on.
    pub(crate) fn pick_events<T>(&self, first: usize, pick: impl FnMut(&Value) -> Option<T>) -> Vec<T> {
        self.inbox().events.iter().skip(first).filter_map(pick).collect()
    }

    fn next_id(&self) -> u64 {
        self.next_id.fetch_add(1, Ordering::Relaxed)
    }

    fn inbox(&self) -> MutexGuard<'_, Inbox> {
        // A test that failed while it held the lock has said why; what is inside is still whole.
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, id: u64, session: Option<&str>, method: &str, params: Value) {
        let mut message = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        let mut pipe = self.to_browser.lock().unwrap_or_else(PoisonError::into_inner);
        // A browser that is gone is noticed by whoever waits for the answer.
        let _ = pipe.write_all(&bytes).and_then(|()| pipe.flush());
    }

    fn wait_for_answer(&self, id: u64, method: &str) -> Value {
        let end = Instant::now() + ANSWER_TIMEOUT;
        let mut inbox = self.inbox();
        loop {
            if let Some(answer) = inbox.answers.get_mut(&id).and_then(Option::take) {
                inbox.answers.remove(&id);
                return answer;
            }
            assert!(!inbox.is_closed, "the browser went away during {method}");
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "{method}: no answer in {} s",
                ANSWER_TIMEOUT.as_secs()
            );
            inbox = self
                .news
                .wait_timeout(inbox, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    fn read_all(&self, from_browser: ChildStdout) {
        let mut pipe = BufReader::with_capacity(1 << 20, from_browser);
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            let num_bytes = pipe.read_until(0, &mut bytes).unwrap_or(0);
            bytes.pop();
            if num_bytes == 0 {
                self.inbox().is_closed = true;
                self.news.notify_all();
                return;
            }
            let message: Value = serde_json::from_slice(&bytes).expect("the browser speaks JSON");
            self.receive(message);
        }
    }

    fn receive(&self, message: Value) {
        if let Some(id) = message["id"].as_u64() {
            if let Some(place) = self.inbox().answers.get_mut(&id) {
                *place = Some(message);
            }
        } else {
            self.react(&message);
            self.inbox().events.push(message);
        }
        self.news.notify_all();
    }

    /// What cannot wait until the test asks for something: without it the page stands still.
    fn react(&self, event: &Value) {
        match event["method"].as_str() {
            Some("Target.attachedToTarget") if event["params"]["waitingForDebugger"] == true => {
                self.watch_worker(event["params"]["sessionId"].as_str());
            }
            Some("Page.javascriptDialogOpening") => {
                let accept = self.accepts_dialogs.load(Ordering::Relaxed);
                let params = json!({ "accept": accept });
                self.send(event["sessionId"].as_str(), "Page.handleJavaScriptDialog", params);
            }
            _ => {}
        }
    }

    /// A worker waits at its first line until its requests and its console are recorded.
    fn watch_worker(&self, session: Option<&str>) {
        for domain in ["Network.enable", "Runtime.enable", "Log.enable"] {
            self.send(session, domain, json!({}));
        }
        self.send(session, "Target.setAutoAttach", auto_attach());
        let prelude = self.prelude().clone();
        if !prelude.is_empty() {
            self.send(session, "Runtime.evaluate", json!({ "expression": prelude }));
        }
        self.send(session, "Runtime.runIfWaitingForDebugger", json!({}));
    }
}

/// Makes every worker a session of its own, stopped at its first line.
pub(crate) fn auto_attach() -> Value {
    json!({ "autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true })
}
