//! One visit of a person to MedTrail: from an empty page to the checks that hold for every visit.

use std::{
    cell::RefCell,
    fs,
    ops::Deref,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use crate::{
    Browser, Call, Page, Request, Server, Source, TempDir, dist, input::PLACE_AT_REST, medical_calls, sources,
};
use medtrail::sample::{Plan, sample};

/// Long enough for anything that would be sent a little later.
const A_MOMENT: Duration = Duration::from_millis(200);

const HAS_STARTED: &str = "document.querySelector('.landing') && !document.getElementById('start-note')";

const CHOSEN_BUTTON: &str = "(scope, words) => {
  const named = (button) => [button.textContent, button.getAttribute('aria-label'), button.title]
    .some((name) => name && name.trim() === words);
  return [...document.querySelectorAll(`${scope} button, ${scope} summary`)].find(named);
}";

const DRAWN_ROWS: &str = "[...document.querySelectorAll('.call-table__canvas [role=row]')]
  .filter((row) => row.dataset.state !== 'waiting')
  .map((row) => [row.getAttribute('aria-rowindex') - 2,
    ...[...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.querySelector('.value').textContent)])";

const FILE_LINES: &str = "[...document.querySelectorAll('.files__canvas [role=row]')]
  .filter((row) => row.dataset.state !== 'waiting')
  .map((row) => [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.innerText.replaceAll('\\n', '')))";

/// A page of MedTrail, and a folder for files to drop.
pub struct Visit<'b> {
    page: Page<'b>,
    /// None where the page is a file on the disk.
    server: Option<&'b Server>,
    address: String,
    at_start: RefCell<Asked>,
    /// For files.
    pub folder: TempDir,
}

impl<'b> Deref for Visit<'b> {
    type Target = Page<'b>;

    fn deref(&self) -> &Page<'b> {
        &self.page
    }
}

/// A visit to the built page on a host that sends its headers. At its end nothing may have been asked for after the
/// start, stored, refused by the policy or written to the console.
pub fn visit(test: impl FnOnce(&Visit<'_>)) {
    visit_with_noise(&[], test);
}

/// The same without a tab in the address, as a person comes who was given no link: the summary is shown first.
pub fn visit_without_link(test: impl FnOnce(&Visit<'_>)) {
    let server = Server::start_with_headers(dist());
    hold(server.url(""), Some(&server), "", &[], test);
}

/// The same, where a test makes console lines itself: each must hold one of these texts.
pub fn visit_with_noise(noise: &[&str], test: impl FnOnce(&Visit<'_>)) {
    let server = Server::start_with_headers(dist());
    hold(server.url(""), Some(&server), CALLS, noise, test);
}

/// A visit to the one file, opened from the disk without any network. The same must hold at its end.
pub fn visit_from_disk(test: impl FnOnce(&Visit<'_>)) {
    let disk = TempDir::new("disk");
    let file = fs::read(dist().join("medtrail.html")).expect("the build made the one file");
    let file = disk.write("medtrail.html", file);
    hold(format!("file://{}", file.display()), None, CALLS, &[], test);
}

/// A link to the calls: what most tests look at.
pub const CALLS: &str = "#v=1&t=calls";

fn hold(
    address: String,
    server: Option<&Server>,
    fragment: &str,
    noise: &[&str],
    test: impl FnOnce(&Visit<'_>),
) {
    let browser = Browser::launch();
    let page = browser.new_page();
    page.set_viewport(1280, 800);
    page.set_offline(server.is_none());
    page.goto(&format!("{address}{fragment}"));
    let visit = Visit {
        page,
        server,
        address,
        at_start: RefCell::default(),
        folder: TempDir::new("visit"),
    };
    visit.wait_until_started();
    test(&visit);
    thread::sleep(A_MOMENT);
    visit.assert_nothing_left();
    if noise.is_empty() {
        visit.assert_quiet();
    }
    let console = visit.console();
    let is_ours = |line: &&String| noise.iter().any(|part| line.contains(part));
    assert!(console.iter().all(|line| is_ours(&line)), "{console:#?}");
    assert_eq!(visit.violations(), [""; 0]);
}

/// What was asked of the network.
#[derive(Debug, Default, PartialEq, Eq)]
struct Asked {
    requests: Vec<Request>,
    log: Vec<String>,
}

impl Visit<'_> {
    /// Waits until the program draws the landing page; what was asked for until then was for the start.
    pub fn wait_until_started(&self) {
        self.wait_for("start", HAS_STARTED);
        self.at_start.replace(self.asked());
    }

    /// The same where files are there already.
    pub fn wait_until_opened(&self) {
        self.wait_for_selector(".tabs");
        self.at_start.replace(self.asked());
    }

    fn asked(&self) -> Asked {
        Asked {
            requests: self.requests(),
            log: self.server.map(Server::log).unwrap_or_default(),
        }
    }

    /// The page's address, without a link's tab.
    pub fn address(&self) -> String {
        self.address.clone()
    }

    /// Fails if something was asked for after the start, or is kept anywhere in the browser.
    fn assert_nothing_left(&self) {
        let at_start = self.at_start.borrow();
        assert_eq!(self.asked(), *at_start, "something was asked for after the start");
        self.assert_nothing_stored();
        for entry in self.history() {
            assert!(
                entry.title == "MedTrail" || entry.url == "about:blank",
                "the history tells of the logs: {entry:?}"
            );
        }
    }

    /// Writes files into a folder to drop.
    pub fn write_folder(&self, name: &str, files: &[Source]) -> PathBuf {
        for file in files {
            self.folder.write(&format!("{name}/{}", file.path), &file.bytes);
        }
        self.folder.path().join(name)
    }

    /// Drops generated files in a folder, and gives the calls in them once they are shown.
    pub fn open_generated(&self, plan: &Plan) -> Vec<Call> {
        let files = sources(sample(plan).files);
        let calls = medical_calls(&files);
        self.drop_all(&[&self.write_folder("trail", &files)]);
        self.wait_for_calls(calls.len(), calls.len());
        calls
    }

    /// Drops files and folders on the page.
    pub fn drop_all(&self, paths: &[&Path]) {
        self.drop_files("body", paths);
    }

    /// Waits until everything is read and the newest question is answered.
    pub fn wait_until_read(&self) {
        self.wait_for(
            "end of reading",
            "document.querySelector('.page[data-phase=ready]') && !document.querySelector('[aria-busy=true]')",
        );
    }

    /// Waits until the page says that so many of so many calls are shown.
    pub fn wait_for_calls(&self, num_matching: usize, num_rows: usize) {
        let calls = if num_rows == 1 { "call" } else { "calls" };
        let words = format!("{} of {} {calls} ", grouped(num_matching), grouped(num_rows));
        let expression = format!(
            "document.querySelector('.page[data-phase=ready]')
             && document.querySelector('.status-bar__counts[aria-busy=false]').innerText.startsWith({})",
            json!(words)
        );
        let seen = || self.eval("document.querySelector('.page').innerText");
        if self.page.wait_within(&expression).is_none() {
            let seen: String = seen().as_str().unwrap_or_default().chars().take(800).collect();
            panic!("never {words:?}; seen: {seen}");
        }
    }

    /// Waits until everything is read, so many records in all.
    pub fn wait_for_records(&self, num_records: usize) {
        let words = format!("of {} record", grouped(num_records));
        let expression = format!(
            "document.querySelector('.page[data-phase=ready]')
             && document.querySelector('.header__records').innerText.startsWith({})",
            json!(words)
        );
        self.wait_for(&words, &expression);
        self.wait_until_read();
    }

    /// Clicks the button of a name inside the first element that matches `scope`.
    pub fn click_button(&self, scope: &str, name: &str) {
        let expression = format!(
            "({PLACE_AT_REST})(() => ({CHOSEN_BUTTON})({}, {}))",
            json!(scope),
            json!(name)
        );
        let place = self.wait_for(name, &expression);
        let (Some(x), Some(y)) = (place[0].as_f64(), place[1].as_f64()) else {
            panic!("{name} has no place: {place}");
        };
        self.click_at(x, y);
    }

    /// Types a free text into the filter box and makes it a token, whatever characters it has.
    pub fn search(&self, text: &str) {
        let quoted = text
            .replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\n")
            .replace('\r', "\\r");
        self.filter_by(&format!("\"{quoted}\""));
    }

    /// Types a filter in the filter language and makes it a token.
    pub fn filter_by(&self, text: &str) {
        self.eval("document.querySelector('.filter-bar__input').focus()");
        self.call("Input.insertText", json!({ "text": text }));
        self.press("Enter");
    }

    /// Shows the Calls view.
    pub fn show_calls(&self) {
        self.click("#tab-calls");
        self.wait_for_selector("[data-tab=tab-calls]");
    }

    /// Shows the Files view.
    pub fn show_files(&self) {
        self.click("#tab-files");
        self.wait_for_selector(".files__grid");
    }

    /// The rows that are drawn: index, then the cells.
    pub fn drawn_rows(&self) -> Vec<Value> {
        match self.eval(DRAWN_ROWS) {
            Value::Array(rows) => rows,
            other => panic!("{other}"),
        }
    }

    /// The lines of the Files view that are drawn, each as its cells.
    pub fn file_lines(&self) -> Vec<Vec<String>> {
        serde_json::from_value(self.eval(FILE_LINES)).expect("lines of texts")
    }

    /// Shows the Files view, saves the ledger and reads it.
    pub fn save_ledger(&self) -> Value {
        self.show_files();
        let saved = self.download(|| self.click(".files__save"));
        assert_eq!(saved.name, "medtrail-ledger.json");
        serde_json::from_slice(&saved.bytes).expect("the ledger is JSON")
    }

    /// What stands over the Files view: sums of files and of records.
    pub fn sums(&self) -> [String; 2] {
        let sums =
            self.eval("[...document.querySelectorAll('.files__sum')].map((element) => element.innerText)");
        serde_json::from_value(sums).expect("two sums")
    }

    /// The text of each element that matches.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let texts = self.eval(&format!(
            "[...document.querySelectorAll({})].map((element) => element.innerText)",
            json!(selector)
        ));
        serde_json::from_value(texts).expect("texts")
    }
}

/// A selector of a cell of the calls table that is drawn: its place in the order and among the columns, from 0.
pub fn cell(row: usize, column: usize) -> String {
    format!(
        r#".call-table__canvas [aria-rowindex="{}"] > [aria-colindex="{}"]"#,
        row + 2,
        column + 1
    )
}

/// `1,284`, as the page writes numbers.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
