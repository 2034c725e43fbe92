//! The ways to the states.

use browser_tests::{Source, Visit};
use serde_json::json;
use std::path::PathBuf;

/// Opens files and waits for their calls; answers their folder.
pub(crate) fn start(at: &Visit<'_>, files: &[Source]) -> PathBuf {
    let folder = at.write_folder("trail", files);
    at.drop_all(&[&folder]);
    at.wait_until_read();
    at.show_calls();
    at.wait_for_selector(".call-table__canvas [role=row]:not([data-state])");
    folder
}

pub(crate) fn focus(at: &Visit<'_>, selector: &str) {
    at.eval(&format!("document.querySelector({}).focus()", json!(selector)));
}

pub(crate) fn open_popover(at: &Visit<'_>, kind: &str) {
    at.click(&format!(".popover__button[data-kind={kind}]"));
    at.wait_for_selector(&format!(".popover__panel[data-kind={kind}]"));
}

pub(crate) fn close_popover(at: &Visit<'_>) {
    at.press("Escape");
    at.wait_for(
        "the end of the panel",
        "!document.querySelector('.popover__panel')",
    );
}

pub(crate) fn end_dialog(at: &Visit<'_>, name: &str) {
    at.wait_for(
        "the end of the dialog",
        &format!("!document.querySelector('dialog.{name}[open]')"),
    );
}

pub(crate) fn show_tab(at: &Visit<'_>, tab: &str, content: &str) {
    at.click(&format!("#tab-{tab}"));
    at.wait_for_selector(&format!("[data-tab=tab-{tab}] {content}"));
    at.wait_for("its content", "!document.querySelector('[aria-busy=true]')");
}

/// The record of an open call, once it is there.
pub(crate) fn tree() -> &'static str {
    ".detail__tree, .detail__json"
}
