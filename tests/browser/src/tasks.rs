//! The tasks of the page's thread, long and short, as the browser traces them.

use std::{
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::Page;

/// Tells the page's thread from all others.
const MARK: &str = "tasks";

const PATIENCE: Duration = Duration::from_secs(60);

impl Page<'_> {
    /// How long the tasks of the page's thread took while `act` ran, in milliseconds, in no order.
    pub fn tasks_while(&self, act: impl FnOnce()) -> Vec<f64> {
        let connection = &self.browser.connection;
        let first = connection.num_events();
        let categories = ["toplevel", "blink.user_timing"];
        self.call(
            "Tracing.start",
            json!({ "transferMode": "ReportEvents", "traceConfig": { "includedCategories": categories, "excludedCategories": ["*"] } }),
        );
        self.eval(&format!("performance.mark('{MARK}'), 1"));
        act();
        self.call("Tracing.end", json!({}));
        let end = Instant::now() + PATIENCE;
        let is_complete = |event: &Value| (event["method"] == "Tracing.tracingComplete").then_some(());
        while connection.pick_events(first, is_complete).is_empty() {
            assert!(Instant::now() < end, "the browser still traces");
            thread::sleep(Duration::from_millis(50));
        }
        let events = connection.pick_events(first, |event| {
            let data = event["params"]["value"].as_array()?;
            (event["method"] == "Tracing.dataCollected").then(|| data.clone())
        });
        let events: Vec<Value> = events.into_iter().flatten().collect();
        let thread_of = |event: &Value| (event["pid"].clone(), event["tid"].clone());
        let mark = events.iter().find(|event| event["name"] == MARK);
        let page = thread_of(mark.expect("the trace has the mark"));
        events
            .iter()
            .filter(|event| event["name"] == "ThreadControllerImpl::RunTask" && thread_of(event) == page)
            .filter_map(|event| Some(event["dur"].as_f64()? / 1000.0))
            .collect()
    }
}
