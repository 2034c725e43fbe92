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

    /// Lets a script run first in every worker that starts from now on.
    pub fn set_worker_prelude(&self, script: &str) {
        self.browser.connection.set_worker_prelude(script);
    }

    /// The bytes of WebAssembly memory that a worker holds.
    pub fn worker_memory(&self, worker: &str) -> u64 {
        let call = |method: &str, params: Value| {
            let answer = self.browser.connection.try_call(Some(worker), method, params);
            answer.unwrap_or_else(|error| panic!("{error}"))
        };
        let prototype = call(
            "Runtime.evaluate",
            json!({ "expression": "WebAssembly.Memory.prototype" }),
        );
        let memories = call(
            "Runtime.queryObjects",
            json!({ "prototypeObjectId": prototype["result"]["objectId"] }),
        );
        let size = "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }";
        let sum = call(
            "Runtime.callFunctionOn",
            json!({ "objectId": memories["objects"]["objectId"], "functionDeclaration": size, "returnByValue": true }),
        );
        sum["result"]["value"].as_u64().expect("a sum of bytes")
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
