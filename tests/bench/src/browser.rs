//! The contenders that run in the browser: MedTrail, the peer in plain JavaScript, and only reading.

use crate::{
    digests::Digests,
    facts::{Facts, Run},
};
use browser_tests::{Browser, CALLS, Page, Server, dist, root};
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

const PATIENCE: Duration = Duration::from_secs(300);

/// A page stands for so long before somebody drops something on it, whichever page it is.
const BEFORE_DROP: Duration = Duration::from_millis(1500);

/// Notes when the drop came, when the first rows or the summary stood there, when all was answered, and how long tasks took meanwhile.
const WATCH: &str = "
  globalThis.bench = { tasks: [] };
  addEventListener('drop', () => { bench.start = performance.now(); }, { capture: true, once: true });
  new PerformanceObserver((list) => bench.tasks.push(...list.getEntries().map((task) => task.duration)))
    .observe({ type: 'longtask' });
  const look = () => {
    if (bench.start === undefined || bench.end !== undefined) return;
    if (bench.first === undefined && document.querySelector('.call-table__canvas [role=row]:not([data-state=waiting]), .summary__value')) {
      bench.first = performance.now() - bench.start;
    }
    const counts = document.querySelector('.page[data-phase=ready] .status-bar__counts[aria-busy=false]');
    const numbers = counts?.textContent.match(/^([\\d,]+) of ([\\d,]+) call/);
    if (numbers && numbers[1] === numbers[2] && numbers[1] === bench.expected) bench.end = performance.now() - bench.start;
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
";

/// A browser, and servers for both pages.
pub(crate) struct Arena {
    browser: Browser,
    medtrail: Server,
    peer: Server,
    other: Option<Server>,
}

impl Arena {
    pub(crate) fn open(other: Option<&Path>) -> Self {
        Self {
            browser: Browser::launch(),
            medtrail: Server::start(dist()),
            peer: Server::start(root().join("tests/bench/peer")),
            other: other.map(Server::start),
        }
    }

    /// The plain JavaScript peer.
    pub(crate) fn peer(&self, dropped: &[&Path]) -> Run {
        let result = self.peer_page("", dropped);
        let number = |key: &str| result[key].as_u64().unwrap_or_default();
        Run {
            millis: result["millis"].as_f64().expect("a time"),
            cpu_seconds: result["cpu"].as_f64(),
            facts: Some(Facts {
                rows: number("rows"),
                records: number("records"),
                bytes: number("bytes"),
                seconds: number("seconds"),
            }),
            ..Run::default()
        }
    }

    /// Only reading the files.
    pub(crate) fn floor(&self, dropped: &[&Path]) -> Run {
        let result = self.peer_page("#floor", dropped);
        Run {
            cpu_seconds: result["cpu"].as_f64(),
            ..Run::of_millis(result["millis"].as_f64().expect("a time"))
        }
    }

    fn peer_page(&self, hash: &str, dropped: &[&Path]) -> Value {
        let page = self.browser.open(&self.peer.url(hash));
        thread::sleep(BEFORE_DROP);
        let cpu_before = self.cpu_seconds();
        page.drop_files("body", dropped);
        let mut result = page.wait_for_within(PATIENCE, "result", "globalThis.result");
        result["cpu"] = json!(self.cpu_seconds() - cpu_before);
        close(&page);
        result
    }

    /// Processor time of all processes of the browser, in seconds: what a busy machine cannot lengthen much.
    fn cpu_seconds(&self) -> f64 {
        let info = self.browser.call("SystemInfo.getProcessInfo", json!({}));
        let processes = info["processInfo"].as_array().into_iter().flatten();
        processes.filter_map(|process| process["cpuTime"].as_f64()).sum()
    }

    /// MedTrail, from the drop to the answer on all rows.
    pub(crate) fn medtrail(&self, dropped: &[&Path], expected: &Facts) -> Run {
        self.page(&self.medtrail, dropped, expected)
    }

    /// MedTrail with the digests of the logs: these are hashed besides. The digests' own bytes are not counted.
    pub(crate) fn medtrail_with_digests(
        &self,
        dropped: &[&Path],
        digests: &Digests,
        expected: &Facts,
    ) -> Run {
        let mut dropped = dropped.to_vec();
        dropped.insert(0, &digests.folder);
        let mut run = self.page(&self.medtrail, &dropped, expected);
        if let Some(facts) = &mut run.facts {
            facts.bytes -= digests.bytes;
        }
        run
    }

    /// A page that was built before. What it finds is not compared.
    pub(crate) fn other_page(&self, dropped: &[&Path], expected: &Facts) -> Option<Run> {
        let run = self.page(self.other.as_ref()?, dropped, expected);
        Some(Run { facts: None, ..run })
    }

    /// The tasks of the page's thread from the drop to the answer, in milliseconds. Tracing makes the whole slower.
    pub(crate) fn tasks(&self, dropped: &[PathBuf], expected: &Facts) -> Vec<f64> {
        let page = self.browser.open(&self.medtrail.url(CALLS));
        page.wait_for_selector(".landing");
        thread::sleep(BEFORE_DROP);
        page.eval(WATCH);
        expect(&page, expected);
        let dropped: Vec<&Path> = dropped.iter().map(PathBuf::as_path).collect();
        let tasks = page.tasks_while(|| {
            page.drop_files("body", &dropped);
            answer(&page);
        });
        close(&page);
        tasks
    }

    fn page(&self, server: &Server, dropped: &[&Path], expected: &Facts) -> Run {
        let page = self.browser.open(&server.url(CALLS));
        page.wait_for_selector(".landing");
        thread::sleep(BEFORE_DROP);
        page.eval(WATCH);
        expect(&page, expected);
        let cpu_before = self.cpu_seconds();
        page.drop_files("body", dropped);
        let result = answer(&page);
        let cpu_seconds = Some(self.cpu_seconds() - cpu_before);
        let memory = page.text(".status-bar");
        page.click("#tab-files");
        page.wait_for_selector(".files__save");
        let saved = page.download(|| page.click(".files__save"));
        let ledger: Value = serde_json::from_slice(&saved.bytes).expect("the ledger is JSON");
        let number = |pointer: &str| {
            ledger
                .pointer(pointer)
                .and_then(Value::as_u64)
                .unwrap_or_default()
        };
        let facts = Facts {
            rows: number("/records/kept"),
            records: number("/records/seen"),
            bytes: number("/bytes/inflated"),
            seconds: number("/time/sumSeconds"),
        };
        close(&page);
        let tasks = result["tasks"].as_array().cloned().unwrap_or_default();
        Run {
            millis: result["end"].as_f64().expect("a time"),
            cpu_seconds,
            first_millis: result["first"].as_f64(),
            longest_task: tasks.iter().filter_map(Value::as_f64).reduce(f64::max),
            note: memory.replace('\n', " "),
            facts: Some(facts),
        }
    }
}

/// How many rows the page shall have at the end.
fn expect(page: &Page<'_>, expected: &Facts) {
    let rows = browser_tests::grouped(expected.rows as usize);
    page.eval(&format!("bench.expected = {}", json!(rows)));
}

/// What was watched, once there is an answer on all rows.
fn answer(page: &Page<'_>) -> Value {
    page.wait_for_within(PATIENCE, "answer on all rows", "bench.end !== undefined && bench")
}

fn close(page: &Page<'_>) {
    page.call("Page.close", json!({}));
}
