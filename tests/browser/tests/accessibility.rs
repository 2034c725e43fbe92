//! Every state of the page under axe-core: in light, dark and forced colours, on a desktop and on a phone.

use browser_tests::{Source, Visit, root, sources, visit};
use medtrail::sample::{Plan, sample};
use serde_json::{Value, json};
use std::fs;

/// Runs on the page as it stands: what is broken, and what axe could not decide.
const RUN: &str = "axe.run(document, { resultTypes: ['violations', 'incomplete'], elementRef: false }).then((found) =>
  [found.violations, found.incomplete].map((rules) => rules.flatMap((rule) => rule.nodes.map((node) =>
    ({ rule: rule.id, at: node.target.join(' '), why: [...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ') })))))";

/// What axe leaves to a person, and why it does here. It finds no background where a text stands over the drawing of a
/// bar, in a list that is scrolled, or is a single digit; the colours are the same few pairs of `styles/tokens.css` that
/// it judges elsewhere on the same page.
const LEFT_TO_A_PERSON: [&str; 1] = ["color-contrast"];

const LOOKS: [(&str, [(&str, &str); 2]); 3] = [
    (
        "light",
        [("prefers-color-scheme", "light"), ("forced-colors", "none")],
    ),
    (
        "dark",
        [("prefers-color-scheme", "dark"), ("forced-colors", "none")],
    ),
    (
        "forced colours",
        [("prefers-color-scheme", "dark"), ("forced-colors", "active")],
    ),
];

struct Judge<'a, 'b> {
    at: &'a Visit<'b>,
    faults: Vec<String>,
    num_states: usize,
}

impl<'a, 'b> Judge<'a, 'b> {
    /// Puts axe-core on the page: through the debugger, for the page itself takes no script of others.
    fn new(at: &'a Visit<'b>) -> Self {
        let script = root().join("tests/node_modules/axe-core/axe.min.js");
        let script = fs::read_to_string(&script)
            .unwrap_or_else(|_| panic!("{} is missing: run `cargo xtask test browser`", script.display()));
        at.call("Runtime.evaluate", json!({ "expression": script }));
        Self {
            at,
            faults: Vec::new(),
            num_states: 0,
        }
    }

    /// Judges the page in every look and width.
    fn judge(&mut self, state: &str) {
        self.num_states += 1;
        for width in [1280, 320] {
            self.at.set_viewport(width, 800);
            for (look, features) in LOOKS {
                self.at.emulate_media(&features);
                self.judge_once(&format!("{state}, {look}, {width} px"));
            }
            let page_width = self.at.eval("document.documentElement.scrollWidth");
            if page_width.as_u64() > Some(u64::from(width)) {
                self.faults
                    .push(format!("{state}: the page is {page_width} px wide at {width} px"));
            }
        }
        self.at.set_viewport(1280, 800);
        self.at.emulate_media(&LOOKS[0].1);
    }

    fn judge_once(&mut self, state: &str) {
        let found = self.at.eval(RUN);
        let Value::Array(found) = found else {
            panic!("{found}")
        };
        let is_known = |fault: &&Value| LEFT_TO_A_PERSON.iter().any(|rule| fault["rule"] == *rule);
        let violations = found[0].as_array().into_iter().flatten();
        let undecided = found[1]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|fault| !is_known(fault));
        for (kind, fault) in violations
            .map(|fault| ("broken", fault))
            .chain(undecided.map(|fault| ("undecided", fault)))
        {
            self.faults.push(format!(
                "{state}: {kind} {} at {}: {}",
                fault["rule"], fault["at"], fault["why"]
            ));
        }
    }

    fn end(self, least: usize) {
        let mut faults = self.faults;
        let num_faults = faults.len();
        // What is broken first, whatever state it is in.
        faults.sort_by_key(|fault| !fault.contains(": broken "));
        faults.truncate(60);
        assert!(faults.is_empty(), "{num_faults} faults\n{}", faults.join("\n"));
        assert!(self.num_states >= least, "{} states", self.num_states);
    }
}

/// Opens the generated sample and waits for its calls.
fn open_sample(at: &Visit<'_>) {
    let files = sources(sample(&Plan::plain(61, 6, 40)).files);
    let folder = at.write_folder("trail", &files);
    at.drop_all(&[&folder]);
    at.wait_until_read();
    at.wait_for_selector(".call-table__canvas [role=row]:not([data-state])");
}

fn open_popover(at: &Visit<'_>, kind: &str) {
    at.click(&format!(".popover__button[data-kind={kind}]"));
    at.wait_for_selector(&format!(".popover__panel[data-kind={kind}]"));
}

fn close_popover(at: &Visit<'_>) {
    at.press("Escape");
    at.wait_for(
        "the end of the panel",
        "!document.querySelector('.popover__panel')",
    );
}

fn show_tab(at: &Visit<'_>, tab: &str, content: &str) {
    at.click(&format!("#tab-{tab}"));
    at.wait_for_selector(&format!("[data-tab=tab-{tab}] {content}"));
    at.wait_for("its content", "!document.querySelector('[aria-busy=true]')");
}

#[test]
fn every_state_of_the_page_is_accessible_in_every_look_and_width() {
    visit(|at| {
        let mut judge = Judge::new(at);
        judge.judge("landing");
        at.press("?");
        at.wait_for_selector("dialog.help[open]");
        judge.judge("help");
        at.press("Escape");
        at.click(".header__lock");
        at.wait_for_selector("dialog.privacy[open]");
        judge.judge("privacy");
        at.press("Escape");

        // Files without calls, then files with them.
        let plain = at.write_folder("notes", &[Source::plain("notes.txt", "nothing of CloudTrail")]);
        at.drop_all(&[&plain]);
        at.wait_until_read();
        judge.judge("no calls");
        at.click_button(".header", "Clear");
        at.wait_for_selector(".landing");
        open_sample(at);
        judge.judge("calls");
        calls(at, &mut judge);
        panels(at, &mut judge);
        filters(at, &mut judge);
        tabs(at, &mut judge);
        judge.end(35);
    });
}

fn calls(at: &Visit<'_>, judge: &mut Judge<'_, '_>) {
    at.eval("document.querySelector('.call-table').focus()");
    at.press("ArrowDown");
    at.press("x");
    at.press("ArrowDown");
    at.press("x");
    at.wait_for_selector(".chosen-bar");
    judge.judge("marked calls");
    at.click(".chosen-bar button");
    at.wait_for_selector("dialog.compare[open] table");
    judge.judge("compared calls");
    at.press("Escape");
    at.wait_for(
        "the end of the dialog",
        "!document.querySelector('dialog.compare[open]')",
    );
    at.eval("document.querySelector('.call-table').focus()");
    at.press("Enter");
    at.wait_for_selector(".detail__tree, .detail__json");
    judge.judge("open call");
    at.click(".detail__all > summary");
    judge.judge("all fields of an open call");
    for form in ["Indented", "As in the file"] {
        if at
            .texts(".detail__record button")
            .iter()
            .any(|label| label == form)
        {
            at.click_button(".detail__record", form);
            judge.judge(&format!("the record, {form}"));
        }
    }
    at.eval("document.querySelector('.detail').focus()");
    at.press("Escape");
    at.wait_for("the end of the open call", "!document.querySelector('.detail')");
    at.eval("document.querySelector('.histogram__plot').focus()");
    at.press("Home");
    at.press("Shift+ArrowRight");
    judge.judge("bars chosen by keys");
    at.press("Escape");
}

fn panels(at: &Visit<'_>, judge: &mut Judge<'_, '_>) {
    for kind in ["columns", "zone", "time-range", "share"] {
        open_popover(at, kind);
        judge.judge(&format!("the panel of {kind}"));
        close_popover(at);
    }
    open_popover(at, "time-range");
    at.eval("document.querySelector('.time-range__typed > input').focus()");
    at.type_text("soon");
    at.press("Enter");
    at.wait_for_selector(".time-range [role=alert]");
    judge.judge("no length of time");
    close_popover(at);
    open_popover(at, "zone");
    at.eval("document.querySelector('.zone-switch__search > input').focus()");
    at.type_text("Kathmandu");
    at.wait_for(
        "one zone",
        "document.querySelectorAll('.zone-switch__list button').length === 1",
    );
    at.click(".zone-switch__list button");
    judge.judge("a zone is chosen");
    at.press("Escape");
    close_popover(at);
    at.wait_for(
        "its times",
        "document.querySelector('.call-table').innerText.includes('+05:45')",
    );
    judge.judge("calls by another clock");
    at.set_viewport(320, 800);
    at.click(".filter-bar__facets");
    at.wait_for_selector(".facets[data-open=true], .facets");
    judge.judge_once("the drawer of facets, light, 320 px");
    at.press("Escape");
    at.set_viewport(1280, 800);
    at.click(".facets__others > summary");
    at.click_button(".facets__others", "Event type");
    judge.judge("more facets");
}

fn filters(at: &Visit<'_>, judge: &mut Judge<'_, '_>) {
    at.click(".facets__name");
    at.wait_for_selector(".filter-bar__token");
    judge.judge("a filter");
    at.click(".filter-bar__switch");
    judge.judge("a filter that is off");
    at.eval("document.querySelector('.filter-bar__input').focus()");
    at.type_text("operation = (");
    at.press("Enter");
    at.wait_for_selector(".filter-bar__input[aria-invalid=true]");
    judge.judge("no filter");
    at.click_button(".filter-bar", "Clear filters");
    at.search("nobody has this in a record");
    at.wait_for("no match", "!document.querySelector('.call-table')");
    judge.judge("no match");
    at.click_button(".filter-bar", "Clear filters");
    at.eval("document.querySelector('.filter-bar__input').focus()");
    at.type_text("record : \"DetectPHI\"");
    at.press("Enter");
    at.wait_for_selector(".record-search");
    at.wait_until_read();
    judge.judge("a search in the records");
    at.click_button(".filter-bar", "Clear filters");
}

fn tabs(at: &Visit<'_>, judge: &mut Judge<'_, '_>) {
    let tabs = at.texts("[role=tab]");
    assert!(tabs.len() >= 8, "{tabs:?}");
    for tab in ["operations", "callers", "sources", "clients", "regions", "errors"] {
        show_tab(at, tab, ".groups__canvas [role=row]:not([data-state])");
        judge.judge(&format!("calls by {tab}"));
    }
    at.eval("document.querySelector('.groups__search').focus()");
    at.type_text("no such error");
    at.wait_for(
        "no group",
        "!document.querySelector('.groups__canvas [role=row]')",
    );
    judge.judge("no group");
    at.click("#tab-changes");
    at.wait_for_selector("[data-tab=tab-changes] .changes");
    judge.judge("two ranges of time");
    show_tab(at, "files", ".files__canvas [role=row]:not([data-state])");
    judge.judge("files");
    at.click(".files__canvas [role=row]");
    at.wait_for_selector(".files__full-path");
    judge.judge("a file in full");
    at.eval("document.querySelector('.files input[type=search]').focus()");
    at.type_text("no such file");
    at.wait_for("no line", "!document.querySelector('.files__canvas [role=row]')");
    judge.judge("no file");
    let empty = at.folder.path().join("empty");
    std::fs::create_dir(&empty).expect("a folder");
    at.drop_all(&[&empty]);
    at.wait_for_selector(".notices__line");
    judge.judge("a notice");
}
