//! Group tables and columns: what they count, and where they lead.

use std::collections::{BTreeMap, BTreeSet};

use browser_tests::{Call, Visit, cell, visit};
use medtrail::sample::Plan;
use serde_json::json;

/// The lines of the group table on screen: value, calls, failed, callers, addresses, first, last.
fn lines(at: &Visit<'_>) -> Vec<Vec<String>> {
    let lines = at.eval(
        "[...document.querySelectorAll('.groups__canvas [role=row]:not([data-state])')].map((row) =>
            [...row.querySelectorAll('[role=gridcell]')].slice(0, 7).map((cell) => cell.textContent.trim()))",
    );
    serde_json::from_value(lines).expect("texts")
}

/// The same by hand.
fn expected(calls: &[Call], value: impl Fn(&Call) -> String) -> Vec<Vec<String>> {
    let mut groups: BTreeMap<String, Vec<&Call>> = BTreeMap::new();
    for call in calls {
        groups.entry(value(call)).or_default().push(call);
    }
    let distinct = |calls: &[&Call], value: fn(&Call) -> &str| {
        let values: BTreeSet<&str> = calls.iter().map(|call| value(call)).collect();
        values.len().to_string()
    };
    let mut lines: Vec<_> = groups
        .into_iter()
        .map(|(value, calls)| {
            let failed = calls.iter().filter(|call| call.cells[2] != "Success").count();
            let times = || calls.iter().map(|call| call.cells[0].clone());
            let line = vec![
                value,
                calls.len().to_string(),
                failed.to_string(),
                distinct(&calls, |call| &call.principal),
                distinct(&calls, |call| &call.cells[4]),
                times().min().expect("a call"),
                times().max().expect("a call"),
            ];
            (calls.len(), line)
        })
        .collect();
    lines.sort_by(|(one, _), (two, _)| two.cmp(one));
    lines.into_iter().map(|(_, line)| line).collect()
}

#[test]
fn group_tables_count_what_a_recount_counts_and_lead_to_the_calls_behind() {
    visit(|at| {
        let calls = at.open_generated(&Plan::plain(51, 12, 40));
        for (tab, cell) in [
            ("operations", 1),
            ("callers", 3),
            ("sources", 4),
            ("clients", 6),
            ("regions", 5),
        ] {
            at.click(&format!("#tab-{tab}"));
            let expected = expected(&calls, |call| match tab {
                "callers" => call.principal.clone(),
                _ => call.cells[cell].clone(),
            });
            at.wait_for(tab, &format!(
                "document.querySelector('#panel-{tab} .groups__grid')?.getAttribute('aria-rowcount') === '{}'",
                expected.len() + 1
            ));
            at.wait_for(
                "lines",
                "document.querySelector('.groups__canvas [role=row]:not([data-state])') !== null",
            );
            assert_eq!(lines(at), expected, "{tab}");
        }
        // The failed calls, by what went wrong.
        at.click("#tab-errors");
        let failed: Vec<Call> = calls
            .iter()
            .filter(|call| call.cells[2] != "Success")
            .cloned()
            .collect();
        let errors = expected(&failed, |call| call.cells[2].clone());
        at.wait_for("errors", &format!(
            "document.querySelector('#panel-errors .groups__grid')?.getAttribute('aria-rowcount') === '{}'",
            errors.len() + 1
        ));
        assert_eq!(lines(at), errors);
        // By the keyboard to the calls behind the first value.
        at.eval("document.querySelector('.groups__grid').focus()");
        at.press("Enter");
        let num_first: usize = errors[0][1].parse().expect("a number");
        at.wait_for_calls(num_first, calls.len());
        assert_eq!(
            at.eval("document.querySelector('#tab-calls').ariaSelected"),
            "true"
        );
        // Under a filter the tables count what is left.
        at.click("#tab-operations");
        let left: Vec<Call> = calls
            .iter()
            .filter(|call| call.cells[2] == errors[0][0])
            .cloned()
            .collect();
        let by_operation = expected(&left, |call| call.cells[1].clone());
        at.wait_for("operations", &format!(
            "document.querySelector('#panel-operations .groups__grid')?.getAttribute('aria-rowcount') === '{}'",
            by_operation.len() + 1
        ));
        assert_eq!(lines(at), by_operation);
    });
}

#[test]
fn columns_are_chosen_moved_pinned_and_sorted_by_several() {
    visit(|at| {
        at.open_generated(&Plan::plain(52, 8, 30));
        let headings =
            "[...document.querySelectorAll('.call-table__sort')].map((button) => button.innerText.trim())";
        at.click(".popover__button[data-kind=columns]");
        at.wait_for_selector(".columns__list");
        at.eval("document.querySelector('.columns__search').focus()");
        at.type_text("tls version");
        at.wait_for(
            "one column",
            "document.querySelectorAll('.columns__item').length === 1",
        );
        at.click(".columns__item input");
        at.wait_for("the column", &format!("{headings}.at(-1) === 'TLS version'"));
        at.wait_for(
            "its values",
            &format!(
                "document.querySelector({})?.innerText.startsWith('TLSv1')",
                json!(format!("{} .value", cell(0, 7)))
            ),
        );
        at.click_button(".columns__item", "Move TLS version to the left");
        at.wait_for("its new place", &format!("{headings}.at(-2) === 'TLS version'"));
        at.press("Escape");
        at.wait_for("closed", "document.querySelector('.columns__list') === null");
        assert_eq!(
            at.eval("document.activeElement.matches('.popover__button')"),
            true
        );
        // Two keys: Region, then the newest first within it.
        at.eval("document.querySelector('.call-table').focus()");
        at.click("#calls-head-5 button");
        at.wait_for_selector("#calls-head-5[aria-sort=ascending]");
        at.press("Control+Home");
        at.press("ArrowUp");
        at.press("Shift+Enter");
        at.wait_for_selector("#calls-head-0[aria-sort=descending]");
        assert_eq!(
            at.eval("document.querySelector('#calls-head-0 .call-table__rank').innerText"),
            "2"
        );
        let rows = at.eval(
            "[...document.querySelectorAll('.call-table__canvas [role=row]:not([data-state])')].map((row) =>
                [row.querySelector('[data-column=awsRegion]').innerText, row.querySelector('[data-column=eventTime]').innerText])",
        );
        let rows: Vec<(String, String)> = serde_json::from_value(rows).expect("rows");
        assert!(rows.len() > 10);
        for pair in rows.windows(2) {
            assert!(
                pair[0].0 < pair[1].0 || pair[0].0 == pair[1].0 && pair[0].1 >= pair[1].1,
                "{pair:?}"
            );
        }
        // A pinned column stays while the others scroll.
        at.click(".popover__button[data-kind=columns]");
        at.wait_for_selector(".columns__list");
        at.click_button(".columns__list", "Keep the columns up to Operation in place");
        at.press("Escape");
        let left = &format!(
            "document.querySelector({}).getBoundingClientRect().left",
            json!(cell(0, 1))
        );
        let before = at.eval(left);
        at.eval("document.querySelector('.call-table').scrollLeft = 300");
        assert_eq!(at.eval(left), before);
    });
}

#[test]
fn every_column_of_texts_has_a_facet_that_is_counted_when_it_is_opened() {
    visit(|at| {
        let calls = at.open_generated(&Plan::plain(53, 6, 30));
        at.click(".facets__others > summary");
        at.click_button(".facets__others", "Event type");
        at.wait_for(
            "its values",
            "[...document.querySelectorAll('.facets__others .facets__count')].some((count) => count.innerText !== '')",
        );
        let sum = at.eval(
            "[...document.querySelectorAll('.facets__others .facets__count')]
                .reduce((sum, count) => sum + Number(count.innerText.replace(/\\D/g, '')), 0)",
        );
        assert_eq!(sum, calls.len());
    });
}

#[test]
fn the_chosen_tab_stays_in_sight_when_the_window_gets_narrow() {
    visit(|at| {
        at.open_generated(&Plan::plain(93, 2, 20));
        let is_in_sight = "(() => {
            const [tab, list] = ['[role=tab][aria-selected=true]', '[role=tablist]'].map((name) => document.querySelector(name).getBoundingClientRect());
            return tab.left >= list.left - 1 && tab.right <= list.right + 1 && tab.right <= innerWidth; })()";
        for tab in ["#tab-files", "#tab-errors", "#tab-summary"] {
            at.set_viewport(1280, 800);
            at.click(tab);
            at.wait_for_selector(&format!("{tab}[aria-selected=true]"));
            for width in [700, 320] {
                at.set_viewport(width, 800);
                at.wait_for(&format!("{tab} in sight at {width}"), is_in_sight);
            }
        }
    });
}
