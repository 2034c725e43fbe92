//! Set (e): questions on a million rows and on ten, made inside the engine's rooms, natively and in a worker of the
//! browser; and the walk over a log there.

use crate::{
    asked::{Asking, trials},
    facts::median,
};
use browser_tests::{Browser, Server, TempDir, root};
use serde_json::{Value, json};
use std::{
    fs,
    time::{Duration, Instant},
};

const PATIENCE: Duration = Duration::from_secs(900);

/// What one side measured.
struct Measured {
    /// By trial: rows that match, and its times.
    trials: Vec<(u64, Times)>,
    column_bytes: u64,
    id_bytes: u64,
}

/// Of several rounds, in milliseconds. On a busy machine the fastest says most.
struct Times {
    median: f64,
    fastest: f64,
}

impl std::fmt::Display for Times {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:.1} ms ({:.1})", self.median, self.fastest)
    }
}

/// Asks everything on tables of these sizes, and prints it.
pub(crate) fn run(sizes: &[u32], num_rounds: usize) {
    let browser = InBrowser::start();
    println!("\n(e) scan and walk of a log in memory, against `JSON.parse` and a filter\n");
    println!(
        "| records of Comprehend Medical | scan and walk | `JSON.parse` of a text | of its bytes | times as fast |"
    );
    println!("| ---: | ---: | ---: | ---: | ---: |");
    for log in browser
        .walk_and_parse(num_rounds)
        .as_array()
        .into_iter()
        .flatten()
    {
        assert_eq!(
            log["walked"], log["parsed"],
            "both must find the same: this run is void"
        );
        let speed = |name: &str| {
            let millis = log[name].as_array().into_iter().flatten();
            let times = of_rounds(millis.filter_map(Value::as_f64).collect());
            log["length"].as_f64().unwrap_or_default() / 1000.0 / times.median
        };
        let (walk, parse, decode) = (speed("walk"), speed("parse"), speed("decodeAndParse"));
        println!(
            "| {} % | {walk:.0} MB/s | {parse:.0} MB/s | {decode:.0} MB/s | {:.1} and {:.1} |",
            log["percent"],
            walk / parse,
            walk / decode
        );
    }
    for &num_rows in sizes {
        let native = natively(num_rows, num_rounds);
        let (in_browser, memory) = browser.measure(num_rows, num_rounds);
        let counts =
            |measured: &Measured| -> Vec<u64> { measured.trials.iter().map(|trial| trial.0).collect() };
        assert_eq!(
            counts(&native),
            counts(&in_browser),
            "both must find the same: this run is void"
        );
        println!(
            "\n(e) {} rows in the table\n",
            browser_tests::grouped(num_rows as usize)
        );
        println!("| question | rows | in the browser (fastest) | natively (fastest) |");
        println!("| --- | ---: | ---: | ---: |");
        for ((trial, (rows, times)), (_, natively)) in
            trials().iter().zip(&in_browser.trials).zip(&native.trials)
        {
            println!("| {} | {rows} | {times} | {natively} |", trial.name);
        }
        let per_row = |bytes: u64| bytes as f64 / f64::from(num_rows);
        println!(
            "\nA row takes {:.0} bytes, and {:.0} for its ids and the index of duplicates; the worker holds {:.0} MB in all.",
            per_row(in_browser.column_bytes),
            per_row(in_browser.id_bytes),
            memory as f64 / 1e6
        );
    }
}

fn natively(num_rows: u32, num_rounds: usize) -> Measured {
    let mut asking = Asking::new(num_rows.into());
    let mut measure = |trial| {
        let mut num_matching = 0;
        let times = (0..num_rounds).map(|_| {
            asking.prepare();
            let start = Instant::now();
            num_matching = asking.run(trial).into();
            start.elapsed().as_secs_f64() * 1000.0
        });
        let times = of_rounds(times.collect());
        (num_matching, times)
    };
    let trials = (0..trials().len()).map(&mut measure).collect();
    let bytes = asking.table.heap_bytes();
    Measured {
        trials,
        column_bytes: bytes.columns as u64,
        id_bytes: bytes.ids as u64,
    }
}

/// The first round is dropped.
fn of_rounds(mut times: Vec<f64>) -> Times {
    if times.len() > 1 {
        times.remove(0);
    }
    Times {
        fastest: times.iter().copied().fold(f64::INFINITY, f64::min),
        median: median(times),
    }
}

struct InBrowser {
    browser: Browser,
    server: Server,
    _folder: TempDir,
}

impl InBrowser {
    fn start() -> Self {
        let folder = TempDir::new("questions");
        let built = root().join("target/wasm32-unknown-unknown/release/question_bench.wasm");
        folder.write(
            "questions.wasm",
            fs::read(built).expect("cargo xtask bench builds it"),
        );
        for name in ["index.html", "worker.js"] {
            let file = root().join("tests/questions").join(name);
            folder.write(name, fs::read(file).expect("it stands in the repository"));
        }
        Self {
            browser: Browser::launch(),
            server: Server::start(folder.path()),
            _folder: folder,
        }
    }

    /// The same logs walked and parsed.
    fn walk_and_parse(&self, num_rounds: usize) -> Value {
        self.ask(&json!({ "walks": true, "numRounds": num_rounds }))
    }

    /// What was measured, and the bytes that the worker held.
    fn measure(&self, num_rows: u32, num_rounds: usize) -> (Measured, u64) {
        let num_trials = trials().len();
        let result =
            self.ask(&json!({ "numRows": num_rows, "numTrials": num_trials, "numRounds": num_rounds }));
        let number = |name: &str| result[name].as_u64().expect("a number");
        let of_trial = |trial: &Value| {
            let times = trial["millis"].as_array().into_iter().flatten();
            let times = of_rounds(times.filter_map(Value::as_f64).collect());
            (trial["numMatching"].as_u64().expect("a number"), times)
        };
        let measured = Measured {
            trials: result["trials"]
                .as_array()
                .into_iter()
                .flatten()
                .map(of_trial)
                .collect(),
            column_bytes: number("columnBytes"),
            id_bytes: number("idBytes"),
        };
        (measured, number("memory"))
    }

    /// Has a worker of its own do what is asked, and gives what it measured.
    fn ask(&self, request: &Value) -> Value {
        let page = self.browser.open(&self.server.url(""));
        page.eval(&format!("measure({request})"));
        let result = page.wait_for_within(PATIENCE, "what was measured", "globalThis.result");
        assert!(result.get("error").is_none(), "{result}");
        page.call("Page.close", json!({}));
        result
    }
}
