//! What the page holds, as the browser counts it and as the system does.

use std::fs;

use serde_json::{Value, json};

use crate::Page;

/// Bytes that the page and its workers hold after a collection of garbage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// WebAssembly memory.
    pub wasm: u64,
    /// Objects of JavaScript and of the document.
    pub heap: u64,
}

impl Page<'_> {
    /// What the page and all its workers hold; garbage is collected first.
    pub fn held(&self) -> Held {
        let mut held = Held::default();
        for session in [vec![self.session.clone()], self.workers()].concat() {
            // What ends with the first collection may be the last that held something else.
            for _ in 0..2 {
                self.call_in(&session, "HeapProfiler.collectGarbage", json!({}));
            }
            let usage = self.call_in(&session, "Runtime.getHeapUsage", json!({}));
            let size = |name: &str| usage[name].as_f64().unwrap_or_default() as u64;
            held.heap += size("usedSize") + size("embedderHeapUsedSize");
            held.wasm += self.worker_memory(&session);
        }
        held
    }

    /// The bytes of WebAssembly memory that a worker holds.
    pub fn worker_memory(&self, worker: &str) -> u64 {
        const GROUP: &str = "memories";
        let prototype = self.call_in(
            worker,
            "Runtime.evaluate",
            json!({ "expression": "WebAssembly.Memory.prototype", "objectGroup": GROUP }),
        );
        let memories = self.call_in(
            worker,
            "Runtime.queryObjects",
            json!({ "prototypeObjectId": prototype["result"]["objectId"], "objectGroup": GROUP }),
        );
        let size = "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }";
        let sum = self.call_in(
            worker,
            "Runtime.callFunctionOn",
            json!({ "objectId": memories["objects"]["objectId"], "functionDeclaration": size, "returnByValue": true }),
        );
        // Otherwise asking would hold what it asked about.
        self.call_in(
            worker,
            "Runtime.releaseObjectGroup",
            json!({ "objectGroup": GROUP }),
        );
        sum["result"]["value"].as_u64().expect("a sum of bytes")
    }

    /// The bytes of its own (not of a file) that the page's process holds in the system's memory, and those of all of
    /// the browser's processes; `None` where the system does not tell. The page's process is taken to be the largest
    /// that draws.
    pub fn resident(&self) -> Option<(u64, u64)> {
        let info = self.browser.call("SystemInfo.getProcessInfo", json!({}));
        let (mut of_page, mut of_all) = (0, 0);
        for process in info["processInfo"].as_array()? {
            // One that has ended meanwhile holds nothing.
            let Some(bytes) = process["id"].as_u64().and_then(own_bytes) else {
                continue;
            };
            of_all += bytes;
            if process["type"] == "renderer" {
                of_page = bytes.max(of_page);
            }
        }
        (of_page > 0).then_some((of_page, of_all))
    }

    fn call_in(&self, session: &str, method: &str, params: Value) -> Value {
        let answer = self.browser.connection.try_call(Some(session), method, params);
        answer.unwrap_or_else(|error| panic!("{error}"))
    }
}

/// As Linux tells it.
fn own_bytes(process: u64) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes << 10)
}
