//! Reaching into the page's workers.

use serde_json::{Value, json};

use crate::Page;

/// Ends the worker it runs in as a panic does: an exception out of the program, in the middle of reading, when it has
/// looked at the clock `left` more times.
pub fn ends_after(left: usize) -> String {
    format!(
        "{{
          const now = performance.now.bind(performance);
          let left = {left};
          performance.now = () => {{ left -= 1; if (left < 0) throw new Error('ended by the test'); return now(); }};
        }}"
    )
}

impl Page<'_> {
    /// The sessions of the page's workers that run now, in the order of their start.
    pub fn workers(&self) -> Vec<String> {
        let mut running: Vec<String> = Vec::new();
        let events = self.browser.connection.pick_events(0, |event| {
            if event["sessionId"] != self.session.as_str() {
                return None;
            }
            let session = event["params"]["sessionId"].as_str()?.to_owned();
            match event["method"].as_str()? {
                "Target.attachedToTarget" => {
                    (event["params"]["targetInfo"]["type"] == "worker").then_some((true, session))
                }
                "Target.detachedFromTarget" => Some((false, session)),
                _ => None,
            }
        });
        for (is_start, session) in events {
            if is_start {
                running.push(session);
            } else {
                running.retain(|other| *other != session);
            }
        }
        running
    }

    /// Lets a script run first in every worker that starts from now on.
    pub fn set_worker_prelude(&self, script: &str) {
        self.browser.connection.set_worker_prelude(script);
    }

    /// How many workers the page has started so far.
    pub fn num_workers_started(&self) -> usize {
        let started = self.browser.connection.pick_events(0, |event| {
            let is_ours = event["sessionId"] == self.session.as_str();
            let is_worker = event["params"]["targetInfo"]["type"] == "worker";
            (is_ours && is_worker && event["method"] == "Target.attachedToTarget").then_some(())
        });
        started.len()
    }

    /// Ends a worker as a panic does, as soon as it has done what it is doing. One that is gone is left in peace.
    pub fn end_worker(&self, worker: &str) {
        let throw = "setTimeout(() => { throw new Error('ended by the test'); }), 1";
        let params = json!({ "expression": throw });
        self.browser
            .connection
            .send(Some(worker), "Runtime.evaluate", params);
    }

    /// The value of a JavaScript expression in a worker.
    pub fn eval_in_worker(&self, worker: &str, expression: &str) -> Value {
        let params = json!({ "expression": expression, "returnByValue": true });
        let answer = self
            .browser
            .connection
            .try_call(Some(worker), "Runtime.evaluate", params)
            .unwrap_or_else(|error| panic!("{expression}\n{error}"));
        assert!(answer.get("exceptionDetails").is_none(), "{expression}\n{answer}");
        answer["result"]["value"].clone()
    }
}
