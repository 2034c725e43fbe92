//! Reaching into the page's workers.

use serde_json::{Value, json};

use crate::Page;

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
