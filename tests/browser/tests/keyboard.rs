//! Every job by the keyboard alone: nothing here clicks, drags or scrolls, and the focus is never lost on the way.

use browser_tests::{Visit, medical_calls, sources, visit};
use medtrail::sample::{Plan, sample};
use serde_json::json;
use std::path::Path;

/// More stops than any state of the page has.
const MAX_STOPS: usize = 500;

/// Goes on by Tab, or back by Shift and Tab, until the focus is on an element that matches.
fn go(at: &Visit<'_>, key: &str, selector: &str) {
    let is_there = format!("document.activeElement.matches({})", json!(selector));
    for _ in 0..MAX_STOPS {
        if at.eval(&is_there) == true {
            return;
        }
        at.press(key);
    }
    panic!("{selector} cannot be reached by {key}");
}

fn tab_to(at: &Visit<'_>, selector: &str) {
    go(at, "Tab", selector);
}

fn back_to(at: &Visit<'_>, selector: &str) {
    go(at, "Shift+Tab", selector);
}

/// The focus is on something that can be seen to have it.
#[track_caller]
fn assert_focus_is_kept(at: &Visit<'_>) {
    at.wait_for(
        "the focus",
        "document.activeElement && document.activeElement !== document.body && document.activeElement.getClientRects().length > 0",
    );
}

fn focused(at: &Visit<'_>, selector: &str) {
    at.wait_for(
        selector,
        &format!("document.activeElement.matches({})", json!(selector)),
    );
}

fn said(at: &Visit<'_>, part: &str) {
    at.wait_for(
        part,
        &format!(
            "[...document.querySelectorAll('.page__said')].some((said) => said.innerText.includes({}))",
            json!(part)
        ),
    );
}

#[test]
fn every_job_can_be_done_by_keys_alone_and_the_focus_is_never_lost() {
    visit(|at| {
        let files = sources(sample(&Plan::plain(71, 6, 40)).files);
        let folder = at.write_folder("picked", &files);
        let calls = medical_calls(&files);
        // Open files: the dialog is the browser's own.
        at.call("Page.setInterceptFileChooserDialog", json!({ "enabled": true }));
        tab_to(at, ".landing button");
        at.press("Enter");
        let paths: Vec<_> = files.iter().map(|file| folder.join(&file.path)).collect();
        let paths: Vec<&Path> = paths.iter().map(AsRef::as_ref).collect();
        at.set_files("input[type=file]:not([webkitdirectory])", &paths);
        at.wait_for_calls(calls.len(), calls.len());
        assert_focus_is_kept(at);
        table(at);
        question(at, calls.len());
        views(at);
        every_tab(at, calls.len());
        page(at);
    });
}

fn table(at: &Visit<'_>) {
    tab_to(at, ".call-table");
    at.press("Control+Home");
    at.press("ArrowUp");
    at.press("ArrowRight");
    at.press("Enter");
    at.wait_for_selector("#calls-head-1[aria-sort=ascending]");
    focused(at, ".call-table");
    at.press("ArrowDown");
    at.press("x");
    at.press("ArrowDown");
    at.press("x");
    at.wait_for_selector(".chosen-bar");
    at.press("Control+End");
    at.press("PageUp");
    at.press("Enter");
    at.wait_for("the open call", "document.activeElement.closest('.detail')");
    at.wait_for_selector(".detail dd");
    at.press("k");
    at.press("j");
    assert_focus_is_kept(at);
    at.press("Escape");
    focused(at, ".call-table");
    // By a second column as well.
    at.press("Control+Home");
    at.press("ArrowUp");
    at.press("ArrowRight");
    at.press("ArrowRight");
    at.press("Shift+Enter");
    at.wait_for(
        "an order by two columns",
        "document.querySelectorAll('.call-table__heading:not([aria-sort=none])').length === 2",
    );
    focused(at, ".call-table");
    // The panel is made wider, and put below.
    at.press("ArrowDown");
    at.press("Enter");
    at.wait_for_selector(".detail dd");
    back_to(at, ".detail-dock__edge");
    let size = at.eval("document.querySelector('.detail-dock').clientWidth");
    at.press("Shift+ArrowLeft");
    at.wait_for(
        "a wider panel",
        &format!("document.querySelector('.detail-dock').clientWidth > {size}"),
    );
    tab_to(at, ".detail__dock button");
    at.press("Enter");
    at.wait_for_selector(".detail-dock[data-dock=bottom]");
    focused(at, ".detail__dock button");
    at.press("Escape");
    focused(at, ".call-table");
    // The marked calls side by side.
    go(at, "Tab", ".chosen-bar button:not([data-kind])");
    at.press("Enter");
    at.wait_for_selector("dialog.compare[open] table");
    at.press("Escape");
    at.wait_for(
        "the end of the dialog",
        "!document.querySelector('dialog.compare[open]')",
    );
    assert_focus_is_kept(at);
    // The columns.
    back_to(at, ".popover__button[data-kind=columns]");
    at.press("Enter");
    tab_to(at, ".columns__search");
    at.type_text("tls version");
    at.wait_for(
        "one column",
        "document.querySelectorAll('.columns__item').length === 1",
    );
    tab_to(at, ".columns__item input");
    at.press("Space");
    at.wait_for(
        "the column",
        "document.querySelector('.call-table__head').innerText.includes('TLS version')",
    );
    at.press("Escape");
    focused(at, ".popover__button[data-kind=columns]");
}

fn question(at: &Visit<'_>, num_calls: usize) {
    // A filter, typed.
    at.press("/");
    focused(at, ".filter-bar__input");
    at.type_text("result != Success");
    at.press("Enter");
    at.wait_for_selector(".filter-bar__token");
    said(at, "match");
    // Turned round, then removed.
    back_to(at, ".filter-bar__part[aria-label^='Turn round']");
    at.press("Enter");
    assert_focus_is_kept(at);
    tab_to(at, ".filter-bar__remove");
    at.press("Enter");
    at.wait_for_calls(num_calls, num_calls);
    assert_focus_is_kept(at);
    // Taken back, edited, switched off.
    tab_to(at, ".filter-bar__undo");
    at.press("Enter");
    at.wait_for_selector(".filter-bar__token");
    assert_focus_is_kept(at);
    back_to(at, ".filter-bar__part[aria-label^=Edit]");
    at.press("Enter");
    focused(at, ".filter-bar__input");
    at.press("End");
    at.type_text(" and operation = DetectPHI");
    at.press("Enter");
    at.wait_for(
        "two filters",
        "document.querySelectorAll('.filter-bar__token').length === 2",
    );
    back_to(at, ".filter-bar__switch");
    at.press("Enter");
    at.wait_for_selector(".filter-bar__token[data-state=off]");
    assert_focus_is_kept(at);
    tab_to(at, ".filter-bar__clear");
    at.press("Enter");
    at.wait_for_calls(num_calls, num_calls);
    assert_focus_is_kept(at);
    // A facet.
    tab_to(at, ".facets__value input");
    at.press("Space");
    at.wait_for_selector(".facets__value[data-chosen=true]");
    focused(at, ".facets__value input");
    tab_to(at, ".facets__value:nth-child(2) .facets__name");
    at.press("Enter");
    assert_focus_is_kept(at);
    back_to(at, ".filter-bar__clear");
    at.press("Enter");
    at.wait_for_calls(num_calls, num_calls);
    assert_focus_is_kept(at);
    // A range of time: the last hours, then some bars, then all.
    go(at, "Tab", ".popover__button[data-kind=time-range]");
    at.press("Enter");
    tab_to(at, ".time-range__recent button:nth-of-type(2)");
    at.press("Enter");
    at.wait_for_selector(".filter-bar__token");
    focused(at, ".popover__button[data-kind=time-range]");
    tab_to(at, ".histogram__plot");
    at.press("Home");
    at.press("Shift+ArrowRight");
    at.press("Enter");
    at.wait_until_read();
    assert_focus_is_kept(at);
    tab_to(at, ".histogram__buttons button:nth-of-type(3)");
    at.press("Enter");
    at.wait_for_calls(num_calls, num_calls);
    assert_focus_is_kept(at);
}

fn views(at: &Visit<'_>) {
    back_to(at, "[role=tab][aria-selected=true]");
    at.press("ArrowRight");
    at.wait_for_selector(".groups__canvas [role=row]:not([data-state])");
    focused(at, "[role=tab][aria-selected=true]");
    // Another clock.
    tab_to(at, ".popover__button[data-kind=zone]");
    at.press("Enter");
    tab_to(at, ".zone-switch__search > input");
    at.type_text("Kathmandu");
    at.wait_for(
        "one zone",
        "document.querySelectorAll('.zone-switch__list button').length === 1",
    );
    tab_to(at, ".zone-switch__list button");
    at.press("Enter");
    at.wait_for(
        "its times",
        "document.querySelector('.groups__grid').innerText.includes('+05:45')",
    );
    assert_focus_is_kept(at);
    at.press("Escape");
    focused(at, ".popover__button[data-kind=zone]");
    // From a group to its calls.
    tab_to(at, ".groups__grid");
    at.press("ArrowDown");
    at.press("Enter");
    at.wait_for_selector("#tab-calls[aria-selected=true]");
    at.wait_until_read();
    assert_focus_is_kept(at);
    // The link of the view.
    tab_to(at, ".popover__button[data-kind=share]");
    at.press("Enter");
    tab_to(at, ".share__buttons button");
    at.press("Enter");
    assert_focus_is_kept(at);
    at.press("Escape");
    focused(at, ".popover__button[data-kind=share]");
    // The files.
    back_to(at, "[role=tab][aria-selected=true]");
    at.press("End");
    at.wait_for_selector(".files__canvas [role=row]:not([data-state])");
    tab_to(at, ".files__grid");
    at.press("ArrowDown");
    at.wait_for_selector(".files__full-path");
    assert_focus_is_kept(at);
}

/// Each tab by the arrow keys, and one job in each that has one of its own.
fn every_tab(at: &Visit<'_>, num_calls: usize) {
    back_to(at, "[role=tab][aria-selected=true]");
    at.press("Home");
    at.wait_for_selector(".summary__cards");
    for tab in 1..at.count("[role=tab]") {
        at.press("ArrowRight");
        at.wait_for(
            "the next tab",
            &format!("document.activeElement === document.querySelectorAll('[role=tab]')[{tab}] && document.activeElement.ariaSelected === 'true'"),
        );
    }
    let show = |tab: &str, content: &str| {
        back_to(at, "[role=tab][aria-selected=true]");
        while at.eval("document.activeElement.id") != format!("tab-{tab}") {
            at.press("ArrowLeft");
        }
        at.wait_for_selector(&format!("[data-tab=tab-{tab}] {content}"));
    };
    let clear = || {
        back_to(at, ".filter-bar__clear");
        at.press("Enter");
        at.wait_for("no filter", "!document.querySelector('.filter-bar__token')");
        assert_focus_is_kept(at);
    };
    clear();
    show("review", ".checks__check[data-state=found]");
    tab_to(at, ".checks__report button");
    at.press("Enter");
    at.wait_for_selector("dialog.report[open]");
    at.press("Escape");
    focused(at, ".checks__report button");
    tab_to(at, ".checks__check[data-state=found] button");
    at.press("Enter");
    at.wait_for_selector("#tab-calls[aria-selected=true]");
    assert_focus_is_kept(at);
    clear();
    show("summary", ".summary__value");
    tab_to(at, ".summary__value");
    at.press("Enter");
    at.wait_for_selector("#tab-calls[aria-selected=true]");
    assert_focus_is_kept(at);
    clear();
    show("jobs", ".jobs__open");
    tab_to(at, ".jobs__open");
    at.press("Enter");
    at.wait_for_selector(".jobs__facts");
    tab_to(at, ".jobs__told button");
    at.press("Enter");
    at.wait_for_selector("#tab-calls[aria-selected=true]");
    assert_focus_is_kept(at);
    clear();
    // An export, and names that are not shown.
    tab_to(at, ".popover__button[data-kind=hiding]");
    at.press("Enter");
    tab_to(at, ".popover__panel button");
    at.press("Enter");
    at.wait_for_selector(".popover__button[data-kind=hiding][data-set=true]");
    at.press("Escape");
    focused(at, ".popover__button[data-kind=hiding]");
    tab_to(at, ".popover__button[data-kind=export]");
    at.press("Enter");
    tab_to(at, ".export__start");
    at.press("Enter");
    assert_focus_is_kept(at);
    at.wait_for_selector(".export-bar");
    at.wait_for_calls(num_calls, num_calls);
}

fn page(at: &Visit<'_>) {
    at.press("?");
    at.wait_for_selector("dialog.help[open]");
    at.press("Escape");
    at.wait_for(
        "the end of the help",
        "!document.querySelector('dialog.help[open]')",
    );
    assert_focus_is_kept(at);
    back_to(at, ".header__theme");
    at.press("Enter");
    at.wait_for_selector("[data-theme=light]");
    focused(at, ".header__theme");
    // A notice comes and is dismissed.
    let empty = at.folder.path().join("empty");
    std::fs::create_dir(&empty).expect("a folder");
    at.drop_all(&[&empty]);
    at.wait_for_selector(".notices__line");
    tab_to(at, ".notices__line > button");
    at.press("Enter");
    at.wait_for(
        "the end of the notice",
        "!document.querySelector('.notices__line')",
    );
    assert_focus_is_kept(at);
    back_to(at, ".header__buttons button[aria-label=Clear]");
    at.press("Enter");
    at.wait_for_selector(".landing");
    assert_focus_is_kept(at);
}
