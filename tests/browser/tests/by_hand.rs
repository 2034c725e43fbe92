//! Exploring with the mouse: facets, the histogram, the tools of every value, and what a person asks of every page.

use browser_tests::{Call, Visit, visit};
use medtrail::sample::Plan;
use serde_json::{Value, json};

fn num(calls: &[Call], passes: impl Fn(&Call) -> bool) -> usize {
    calls.iter().filter(|call| passes(call)).count()
}

fn clear(at: &Visit<'_>, calls: &[Call]) {
    at.click_button(".filter-bar", "Clear filters");
    at.wait_for_calls(calls.len(), calls.len());
}

/// A facet's values with their counts, as they are listed.
fn listed(at: &Visit<'_>, facet: &str) -> Vec<(String, usize)> {
    let found = at.eval(&format!(
        "[...document.querySelectorAll('.facets__facet[aria-label={}] .facets__value')].map((line) =>
           [line.querySelector('.facets__name').innerText, Number(line.querySelector('.facets__count').innerText.replaceAll(',', ''))])",
        json!(facet)
    ));
    serde_json::from_value(found).expect("values")
}

/// Clicks something of the facet's value at a place, as a person with a key held does.
fn click_value(at: &Visit<'_>, facet: &str, place: usize, what: &str, keys: &str) {
    at.eval(&format!(
        "document.querySelectorAll('.facets__facet[aria-label={}] .facets__value')[{place}].querySelector('{what}')
           .dispatchEvent(new MouseEvent('click', {{ bubbles: true, cancelable: true, {keys} }})), 1",
        json!(facet)
    ));
}

/// What is put on the clipboard from here on stands in `window.copied`.
fn watch_clipboard(at: &Visit<'_>) {
    at.eval(
        "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }, 1",
    );
}

#[test]
fn a_click_on_a_value_is_only_a_box_adds_alt_excludes_and_siblings_stay() {
    visit(|at| {
        let calls = at.open_generated(&Plan::plain(101, 6, 60));
        watch_clipboard(at);
        let values = listed(at, "Operation");
        let [(first, num_first), (second, num_second)] = [values[0].clone(), values[1].clone()];
        click_value(at, "Operation", 0, ".facets__name", "");
        at.wait_for_calls(num_first, calls.len());
        assert_eq!(
            listed(at, "Operation"),
            values,
            "its own choice does not hide its siblings"
        );
        let results = listed(at, "Result");
        let expected = num(&calls, |call| {
            call.cells[1] == first && call.cells[2] == results[0].0
        });
        assert_eq!(results[0].1, expected, "other facets follow");
        click_value(at, "Operation", 1, ".facets__box input", "");
        at.wait_for_calls(num_first + num_second, calls.len());
        clear(at, &calls);
        click_value(at, "Operation", 0, ".facets__name", "altKey: true");
        at.wait_for_calls(calls.len() - num_first, calls.len());
        click_value(at, "Operation", 1, ".facets__not", "");
        at.wait_for_calls(calls.len() - num_first - num_second, calls.len());
        clear(at, &calls);
        at.hover(".facets__value");
        at.click(".facets__copy");
        at.wait_for("a copy", &format!("window.copied === {}", json!(first)));

        // More of them, a search among them, and what a record does not have.
        let distinct = |place: usize| {
            let mut values: Vec<&str> = calls.iter().map(|call| &*call.cells[place]).collect();
            values.sort_unstable();
            values.dedup();
            values.len()
        };
        at.click_button(
            ".facets__facet[aria-label=Operation]",
            &format!("{} more", distinct(1) - values.len()),
        );
        at.wait_for(
            "all values",
            &format!(
                "document.querySelectorAll('.facets__facet[aria-label=Operation] .facets__value').length === {}",
                distinct(1)
            ),
        );
        at.eval("document.querySelector('.facets__facet[aria-label=Operation] .facets__search').focus()");
        at.type_text(&second.to_lowercase());
        at.wait_for(
            "what is searched",
            &format!(
                "[...document.querySelectorAll('.facets__facet[aria-label=Operation] .facets__name')].every((name) => name.innerText.toLowerCase().includes({}))",
                json!(second.to_lowercase())
            ),
        );
        at.click(".facets__others > summary");
        at.click_button(".facets__others", "Error code");
        at.wait_for(
            "its values",
            "document.querySelector('.facets__facet[aria-label=\"Error code\"] .facets__value')",
        );
        let absent = listed(at, "Error code")
            .iter()
            .position(|(value, _)| value == "not recorded")
            .expect("absent is a value");
        let expected = listed(at, "Error code")[absent].1;
        assert!(expected > 0 && expected < calls.len());
        click_value(at, "Error code", absent, ".facets__name", "");
        at.wait_for_calls(expected, calls.len());
    });
}

/// The lengths of the histogram's bars, and the times of what is chosen.
fn range(at: &Visit<'_>) -> (String, String) {
    let words = at.text(".histogram__words p");
    let (range, _) = words.split_once(" UTC: ").expect("a range and its calls");
    let (from, until) = range.split_once(" – ").expect("two times");
    (from.replace(" UTC", ""), until.to_owned())
}

fn num_in(calls: &[Call], (from, until): &(String, String)) -> usize {
    num(calls, |call| *from <= call.cells[0] && call.cells[0] < *until)
}

#[test]
fn the_histogram_is_brushed_and_clicked_and_leads_back_by_zooming_out() {
    visit(|at| {
        let calls = at.open_generated(&Plan::plain(102, 6, 60));
        let place = |share: f64| {
            let (x, y) = at.centre(".histogram__plot");
            let width = at
                .eval("document.querySelector('.histogram__plot').clientWidth")
                .as_f64()
                .expect("a width");
            (x + width * (share - 0.5), y)
        };
        // The words are those of all bars when none is pointed at.
        let leave = || {
            at.hover(".header__logo");
            at.wait_for("no bar", "!document.querySelector('.histogram__chosen')");
            at.wait_until_read();
        };
        at.drag(place(0.2), place(0.7));
        at.wait_for_selector(".filter-bar__token");
        leave();
        let brushed = range(at);
        let num_brushed = num_in(&calls, &brushed);
        assert!(num_brushed > 0 && num_brushed < calls.len(), "{brushed:?}");
        at.wait_for_calls(num_brushed, calls.len());
        // A click on one bar, one that has calls.
        let (x, y) = (0..100)
            .map(|part| place(f64::from(part) / 100.0 + 0.005))
            .find(|&(x, y)| {
                at.call(
                    "Input.dispatchMouseEvent",
                    json!({ "type": "mouseMoved", "x": x, "y": y, "button": "none" }),
                );
                at.wait_for_selector(".histogram__chosen");
                num_in(&calls, &range(at)) > 0
            })
            .expect("a bar with calls");
        at.click_at(x, y);
        leave();
        at.wait_for(
            "a narrower range",
            &format!(
                "!document.querySelector('.histogram__words p').innerText.startsWith({})",
                json!(brushed.0)
            ),
        );
        let clicked = range(at);
        assert!(
            brushed.0 <= clicked.0 && clicked.1 <= brushed.1,
            "{clicked:?} in {brushed:?}"
        );
        at.wait_for_calls(num_in(&calls, &clicked), calls.len());
        at.click_button(".histogram", "Back");
        at.wait_for_calls(num_brushed, calls.len());
        at.click_button(".histogram", "Zoom out");
        leave();
        at.wait_for(
            "a wider range",
            &format!(
                "!document.querySelector('.histogram__words p').innerText.startsWith({})",
                json!(brushed.0)
            ),
        );
        let wider = range(at);
        assert!(wider.0 < brushed.0 && brushed.1 < wider.1, "{wider:?}");
        at.click_button(".histogram", "All times");
        at.wait_for_calls(calls.len(), calls.len());
    });
}

#[test]
fn every_value_in_a_cell_a_list_and_the_open_call_is_filtered_for_filtered_out_and_copied() {
    visit(|at| {
        let calls = at.open_generated(&Plan::plain(103, 6, 60));
        watch_clipboard(at);
        let tool = |scope: &str, what: &str| {
            at.hover(scope);
            let button = json!(format!("{scope} .value-tools__button"));
            at.wait_for(
                "the tools",
                &format!("getComputedStyle(document.querySelector({button})).visibility === 'visible'"),
            );
            at.click(&format!("{scope} [aria-label^='{what}']"));
        };
        let try_all = |scope: &str, value: &str, column: usize| {
            let expected = num(&calls, |call| call.cells[column] == value);
            tool(scope, "Copy ");
            at.wait_for("a copy", &format!("window.copied === {}", json!(value)));
            tool(scope, "Filter for ");
            at.wait_for_calls(expected, calls.len());
            clear(at, &calls);
            tool(scope, "Filter out ");
            at.wait_for_calls(calls.len() - expected, calls.len());
            clear(at, &calls);
        };
        let cell = ".call-table__row[aria-rowindex=\"4\"] [data-column=awsRegion]";
        let region = at.text(&format!("{cell} .value"));
        try_all(cell, &region, 5);
        assert_eq!(at.count(".detail"), 0, "the tools open no call");
        // Of a time the second, whatever clock shows it.
        tool(
            ".call-table__row[aria-rowindex=\"2\"] [data-column=eventTime]",
            "Copy ",
        );
        let time = calls.iter().map(|call| &call.cells[0]).max().expect("calls");
        at.wait_for(
            "the time",
            &format!(
                "window.copied === {}",
                json!(format!("{}Z", time.replace(' ', "T")))
            ),
        );

        at.click(".call-table__row[aria-rowindex=\"4\"] [data-column=eventName] .value");
        at.wait_for_selector(".detail dd");
        let field = ".detail__field[data-column=awsRegion]";
        try_all(field, &region, 5);
        at.press("Escape");

        at.click("#tab-operations");
        at.wait_for_selector(".groups__canvas [role=row]:not([data-state])");
        let line = ".groups__row[aria-rowindex=\"2\"]";
        let operation = at.text(&format!("{line} .groups__open"));
        tool(line, "Copy ");
        at.wait_for("a copy", &format!("window.copied === {}", json!(operation)));
        tool(line, "Filter out ");
        at.wait_for(
            "the others",
            &format!(
                "document.querySelector('{line} .groups__open').innerText !== {}",
                json!(operation)
            ),
        );
        at.click("#tab-calls");
        let others = num(&calls, |call| call.cells[1] != operation);
        at.wait_for_calls(others, calls.len());
    });
}

#[test]
fn rows_are_as_tall_as_wished_and_nothing_moves_for_who_wants_it_still() {
    visit(|at| {
        at.open_generated(&Plan::plain(104, 6, 60));
        let height = || at.eval("document.querySelector('.call-table__canvas [role=row]').offsetHeight");
        let regular = height();
        at.click(".popover__button[data-kind=columns]");
        at.wait_for_selector(".columns__density");
        at.eval("[...document.querySelectorAll('.columns__density label')].find((label) => label.innerText.trim() === 'Compact').querySelector('input').click()");
        at.wait_for(
            "lower rows",
            &format!("document.querySelector('.call-table__canvas [role=row]').offsetHeight < {regular}"),
        );
        at.press("Escape");
        let moving = || -> Value {
            at.eval(
                "[...document.querySelectorAll('*')].filter((element) => {
                   const style = getComputedStyle(element);
                   return style.transitionDuration.split(', ').some((time) => parseFloat(time) > 0) || style.animationName !== 'none' || style.scrollBehavior === 'smooth';
                 }).map((element) => element.className)",
            )
        };
        assert_ne!(moving(), json!([]), "something moves as a rule");
        at.emulate_media(&[("prefers-reduced-motion", "reduce")]);
        assert_eq!(moving(), json!([]));
    });
}
