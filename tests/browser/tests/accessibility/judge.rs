//! Judges the page as it stands, in every look and width.

use browser_tests::{Visit, root};
use serde_json::{Value, json};
use std::{env, fs};

/// What is broken by axe's rules for WCAG 2.2 A and AA and its best practices. What axe leaves open is not asked for:
/// of the contrast of texts `contrast.js` has the answer.
const BROKEN: &str = "axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } }, elementRef: false }).then((found) =>
  found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id} at ${node.target.join(' ')}: ${[...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ')}`)))";

const CONTRAST: &str = include_str!("contrast.js");
const ORDER: &str = include_str!("order.js");

/// By a name, what a person asks of the page.
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
        "forced",
        [("prefers-color-scheme", "dark"), ("forced-colors", "active")],
    ),
];

pub(crate) struct Judge<'a, 'b> {
    at: &'a Visit<'b>,
    faults: Vec<String>,
    num_states: usize,
}

impl<'a, 'b> Judge<'a, 'b> {
    /// Puts axe-core on the page: through the debugger, for the page itself takes no script of others.
    pub(crate) fn new(at: &'a Visit<'b>) -> Self {
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

    /// Judges the page on a desktop and on a phone; it fits into both.
    pub(crate) fn judge(&mut self, state: &str) {
        for width in [1280, 320] {
            self.at.set_viewport(width, 800);
            self.judge_here(&format!("{state} {width}"));
        }
        self.at.set_viewport(1280, 800);
    }

    /// Judges the page in the window as it is.
    pub(crate) fn judge_here(&mut self, state: &str) {
        self.num_states += 1;
        for (look, features) in LOOKS {
            self.at.emulate_media(&features);
            let state = format!("{state} {look}");
            self.note(&state, BROKEN);
            self.note(&state, CONTRAST);
            if let Some(folder) = env::var_os("MEDTRAIL_PICTURES") {
                let name = format!("{}.png", state.replace(' ', "-"));
                self.at.screenshot(std::path::Path::new(&folder).join(name));
            }
        }
        self.at.emulate_media(&LOOKS[0].1);
        self.note(state, ORDER);
        let sideways = self.at.eval(
            "(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth && `${scrollWidth} of ${clientWidth} px`)(document.documentElement)",
        );
        if sideways != false {
            self.faults
                .push(format!("{state}: the page is wider than its window: {sideways}"));
        }
    }

    fn note(&mut self, state: &str, expression: &str) {
        let Value::Array(found) = self.at.eval(expression) else {
            panic!("{state}: no list of faults")
        };
        self.faults
            .extend(found.iter().map(|fault| format!("{state}: {fault}")));
    }

    /// States count once a width.
    pub(crate) fn end(self, least: usize) {
        assert!(
            self.faults.is_empty(),
            "{} faults\n{}",
            self.faults.len(),
            self.faults.join("\n")
        );
        assert!(self.num_states >= least, "{} states", self.num_states);
    }
}
