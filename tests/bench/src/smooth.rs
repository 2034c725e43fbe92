//! Whether the page answers at once with very many calls: its long tasks while a filter is typed, the histogram is
//! brushed, the table is scrolled and everything is saved.

use browser_tests::{Browser, Page, Server, dist};
use serde_json::json;
use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

const PATIENCE: Duration = Duration::from_secs(300);

/// Between two letters or two turns of the wheel, as a quick person makes them.
const BEAT: Duration = Duration::from_millis(60);

const FILTER: &str = "operation = DetectPHI and result != Success";

/// The browser reports tasks of 50 ms and more; what comes later than its report belongs to the next step.
const WATCH: &str = "
  globalThis.tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((task) => task.duration)))
    .observe({ type: 'longtask' });
";

const IS_ANSWERED: &str = "document.querySelector('.page[data-phase=ready] .status-bar__counts[aria-busy=false]') && document.querySelector('.page__body [role=row], .summary__cards') && !document.querySelector('[aria-busy=true]')";

/// What the page did while a person did something.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    /// Its tasks of 50 ms and more, in milliseconds, as a clock on the wall has it.
    pub(crate) tasks: Vec<f64>,
    /// Processor time of the page's thread, in seconds.
    pub(crate) cpu_seconds: f64,
}

/// Opens the files, goes through the steps and says how many calls there were; at the end the tasks of scrolling, long
/// and short, in milliseconds.
pub(crate) fn run(dropped: &[&Path]) -> (u64, Vec<Step>, Vec<f64>) {
    let browser = Browser::launch();
    let server = Server::start(dist());
    let page = browser.open(&server.url(""));
    page.set_viewport(1280, 800);
    page.wait_for_selector(".landing");
    page.eval(WATCH);
    page.call("Performance.enable", json!({ "timeDomain": "threadTicks" }));
    page.drop_files("body", dropped);
    page.wait_for_within(PATIENCE, "end of reading", IS_ANSWERED);
    let mut cpu_before = 0.0;
    let mut step = |name| {
        let tasks = tasks(&page);
        let cpu = cpu_seconds(&page);
        let cpu_seconds = cpu - std::mem::replace(&mut cpu_before, cpu);
        Step {
            name,
            tasks,
            cpu_seconds,
        }
    };
    let mut steps = vec![step("reading")];
    page.click("#tab-calls");
    answered(&page);
    steps.push(step("showing the table"));
    let num_rows = num_matching(&page);

    page.eval("document.querySelector('.filter-bar__input').focus()");
    for letter in FILTER.chars() {
        page.type_text(&letter.to_string());
        thread::sleep(BEAT);
    }
    page.press("Enter");
    answered(&page);
    assert!(num_matching(&page) < num_rows, "the filter has an answer");
    page.click(".filter-bar__clear");
    answered(&page);
    steps.push(step("typing a filter"));

    for (from, until) in [(0.2, 0.6), (0.1, 0.9), (0.3, 0.5)] {
        let (x, y, width) = plot(&page);
        page.drag((x + width * from, y), (x + width * until, y));
        answered(&page);
    }
    page.click(".filter-bar__clear");
    answered(&page);
    steps.push(step("brushing the histogram"));

    scroll(&page);
    steps.push(step("scrolling"));

    page.click(".facets__name");
    answered(&page);
    page.click(".filter-bar__clear");
    page.click(".call-table__sort");
    answered(&page);
    page.click("#tab-callers");
    page.wait_for_selector(".groups__canvas [role=row]:not([data-state])");
    page.click("#tab-summary");
    page.wait_for_selector(".summary__cards");
    answered(&page);
    steps.push(step("a facet, an order, other tabs"));

    page.click("#tab-calls");
    answered(&page);
    for (form, name) in [("CSV", "saving a table"), ("Trail file", "saving the records")] {
        save(&page, form);
        steps.push(step(name));
    }
    let scrolling = page.tasks_while(|| scroll(&page));
    (num_rows, steps, scrolling)
}

/// By wheel, by keys and by the thumb.
fn scroll(page: &Page<'_>) {
    for turn in 0..150 {
        page.wheel(".call-table", if turn % 50 < 40 { 400.0 } else { -1500.0 });
        thread::sleep(BEAT / 4);
    }
    page.eval("document.querySelector('.call-table').focus()");
    for key in [
        "Control+End",
        "PageUp",
        "PageUp",
        "Control+Home",
        "PageDown",
        "PageDown",
    ] {
        page.press(key);
        thread::sleep(BEAT);
    }
    for part in 1..20 {
        page.eval(&format!(
            "(({{ scrollHeight }}) => document.querySelector('.call-table').scrollTo(0, scrollHeight * {part} / 20))(document.querySelector('.call-table'))"
        ));
        thread::sleep(BEAT);
    }
    answered(page);
}

/// Saves every call in this form, and tells how long it took and how much the workers grew by it.
fn save(page: &Page<'_>, form: &str) {
    let memory = || -> u64 {
        page.workers()
            .iter()
            .map(|worker| page.worker_memory(worker))
            .sum()
    };
    let (before, begin) = (memory(), Instant::now());
    // The panel holds an export's choices once it is open.
    page.eval(
        "[...document.querySelectorAll('.popover button, .tabs button')].find((button) => button.textContent.trim() === 'Export').click(), 1",
    );
    page.wait_for_selector(".export__start");
    page.eval(&format!(
        "[...document.querySelectorAll('.export__choice')].find((choice) => choice.textContent.startsWith('{form}')).querySelector('input').click(), 1"
    ));
    page.eval("document.querySelector('.export__start').click(), 1");
    let is_saved = "document.querySelector('.export-bar[data-stage=saved]')?.innerText";
    let words = page.wait_for_within(PATIENCE, "a saved file", is_saved);
    eprintln!(
        "{words}: {:.1} s; workers held {} MB before and {} MB after",
        begin.elapsed().as_secs_f64(),
        before >> 20,
        memory() >> 20
    );
    page.eval("document.querySelector('.export-bar button').click(), 1");
}

fn answered(page: &Page<'_>) {
    // The question may be put a moment after the act.
    thread::sleep(BEAT * 5);
    page.wait_for_within(PATIENCE, "an answer", IS_ANSWERED);
}

/// The long tasks since the last look.
fn tasks(page: &Page<'_>) -> Vec<f64> {
    thread::sleep(BEAT * 2);
    let found = page.eval("tasks.splice(0)");
    found
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(serde_json::Value::as_f64)
        .collect()
}

/// Calls that match, as the line below the table says.
fn num_matching(page: &Page<'_>) -> u64 {
    let words = page.text(".status-bar__counts");
    let number: String = words.split(' ').next().unwrap_or_default().replace(',', "");
    number.parse().unwrap_or_else(|_| panic!("no number: {words}"))
}

/// The left end of the histogram at half its height, and its width.
fn plot(page: &Page<'_>) -> (f64, f64, f64) {
    let (x, y) = page.centre(".histogram__plot");
    let width = page.eval("document.querySelector('.histogram__plot').clientWidth");
    let width = width.as_f64().expect("a width");
    (x - width / 2.0, y, width)
}

/// Of all tasks of the page's thread so far.
fn cpu_seconds(page: &Page<'_>) -> f64 {
    let found = page.call("Performance.getMetrics", json!({}));
    let metrics = found["metrics"].as_array().into_iter().flatten();
    metrics
        .filter(|metric| metric["name"] == "TaskDuration")
        .filter_map(|metric| metric["value"].as_f64())
        .sum()
}
