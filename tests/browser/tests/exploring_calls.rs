//! Single calls in depth: the record as a tree that is searched, calls near the open one, marked calls side by side,
//! the panel's size; and what is new in a range of time.

use std::collections::BTreeSet;

use browser_tests::{Call, MEDICAL, Source, Visit, cell, visit};
use medtrail::sample::Plan;
use serde_json::{Value, json};

/// Opens these records as one file.
fn open_records(at: &Visit<'_>, records: &[Value]) {
    let file = Source::plain("one.json", json!({ "Records": records }).to_string());
    at.drop_all(&[&at.write_folder("trail", &[file])]);
    at.wait_for_calls(records.len(), records.len());
}

fn record(second: u32, more: &Value) -> Value {
    let mut record = json!({
        "eventSource": MEDICAL,
        "eventName": "DetectPHI",
        "eventTime": format!("2026-10-22T08:00:{second:02}Z"),
        "eventID": format!("00000000-0000-4000-8000-0000000000{second:02}"),
    });
    let own = record.as_object_mut().expect("an object");
    own.extend(more.as_object().expect("an object").clone());
    record
}

/// What is put on the clipboard from here on stands in `window.copied`.
fn watch_clipboard(at: &Visit<'_>) {
    at.eval(
        "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }, 1",
    );
}

/// Every leaf of a record: its path and its value as the tree shows it.
fn leaves(path: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (key, value) in members {
                let dot = if path.is_empty() { "" } else { "." };
                leaves(&format!("{path}{dot}{key}"), value, found);
            }
        }
        Value::Array(elements) if !elements.is_empty() => {
            for (at, value) in elements.iter().enumerate() {
                leaves(&format!("{path}[{at}]"), value, found);
            }
        }
        Value::String(text) if !text.is_empty() => found.push((path.to_owned(), text.clone())),
        other => found.push((path.to_owned(), other.to_string())),
    }
}

#[test]
fn the_record_is_a_tree_of_all_its_leaves_that_is_walked_folded_searched_and_filtered_by() {
    visit(|at| {
        let calls = at.open_generated(&Plan::plain(61, 3, 40));
        watch_clipboard(at);
        at.click(&cell(2, 1));
        let json: Value = serde_json::from_slice(&calls[2].record).expect("JSON");
        let mut expected = Vec::new();
        leaves("", &json, &mut expected);
        let tree = "document.querySelector('.detail__tree')";
        at.wait_for(
            "the tree of the call",
            &format!("{tree}?.innerText.includes({}) || null", json!(calls[2].event_id)),
        );
        // Down the tree by keys: every leaf, its value and its path.
        at.eval(&format!("{tree}.focus()"));
        let mut found = Vec::new();
        let num_rows = at.count(".detail__part");
        for row in 0..num_rows {
            if row > 0 {
                at.press("ArrowDown");
            }
            let id = at.wait_for(
                "the next part",
                &format!(
                    "(() => {{ const rows = [...document.querySelectorAll('.detail__part')];
                       return rows[{row}].id === {tree}.getAttribute('aria-activedescendant') && rows[{row}].id; }})()"
                ),
            );
            let id = id.as_str().expect("an id");
            if at.eval(&format!("document.getElementById('{id}').ariaExpanded")) != Value::Null {
                continue;
            }
            let value = at.eval(&format!(
                "document.querySelector('#{id} .detail__part-value').innerText"
            ));
            at.eval("window.copied = null, 1");
            at.press("p");
            let path = at.wait_for("a path", "window.copied");
            let text = |value: Value| value.as_str().expect("a text").to_owned();
            found.push((text(path), text(value)));
        }
        let sorted = |mut leaves: Vec<(String, String)>| {
            leaves.sort();
            leaves
        };
        assert_eq!(sorted(found), sorted(expected));
        // Back to the top, to the object of the caller: fold it, and unfold it by the search.
        at.press("Home");
        for _ in 0..num_rows {
            if at
                .text(".detail__part[data-active] .detail__part-name")
                .contains("userIdentity")
            {
                break;
            }
            at.press("ArrowDown");
        }
        at.press("ArrowLeft");
        at.wait_for(
            "fewer parts",
            &format!("document.querySelectorAll('.detail__part').length < {num_rows}"),
        );
        at.eval("document.querySelector('.detail__find input').focus()");
        let arn = json["userIdentity"]["arn"]
            .as_str()
            .or(json["userIdentity"]["type"].as_str())
            .expect("a text");
        at.type_text(arn);
        at.wait_for(
            "a hit",
            "document.querySelector('.detail__find-count').innerText.startsWith('1 of')",
        );
        at.wait_for(
            "the hit in its part",
            "document.querySelector('.detail__part .detail__hit[data-current]') !== null",
        );
        // As text: as many hits as the text has, one after the other and round again.
        at.click_button(".detail__forms", "As in the file");
        at.eval("document.querySelector('.detail__find input').focus()");
        at.press("Escape");
        assert_eq!(at.count(".detail"), 1, "the first Escape empties the search");
        at.type_text("event");
        let text = String::from_utf8(calls[2].record.clone())
            .expect("text")
            .to_lowercase();
        let num_hits = text.matches("event").count();
        at.wait_for(
            "all hits",
            &format!("document.querySelectorAll('.detail__json .detail__hit').length === {num_hits}"),
        );
        for hit in (2..=num_hits).chain([1]) {
            at.press("Enter");
            at.wait_for("the next hit", &format!(
                "document.querySelector('.detail__find-count').innerText === '{hit} of {num_hits}'
                 && [...document.querySelectorAll('.detail__hit')].findIndex((hit) => hit.dataset.current) === {}", hit - 1));
        }
        at.press("Shift+Enter");
        at.wait_for(
            "the hit before",
            &format!(
                "document.querySelector('.detail__find-count').innerText === '{num_hits} of {num_hits}'"
            ),
        );
        at.press("Escape");
        at.wait_for("no hit", "document.querySelectorAll('.detail__hit').length === 0");
        // A leaf that is a column filters by it: out, and back.
        at.click_button(".detail__forms", "Tree");
        at.wait_for_selector(".detail__tree");
        at.eval(&format!("{tree}.focus()"));
        at.press("Home");
        for _ in 0..num_rows {
            if at
                .text(".detail__part[data-active] .detail__part-name")
                .contains("eventName")
            {
                break;
            }
            at.press("ArrowDown");
        }
        at.press("+");
        let num_same = calls
            .iter()
            .filter(|call| call.cells[1] == calls[2].cells[1])
            .count();
        at.wait_for_calls(num_same, calls.len());
        at.click_button(".filter-bar", "Undo");
        at.wait_for_calls(calls.len(), calls.len());
    });
}

#[test]
fn a_leaf_that_is_no_column_filters_by_its_place_in_the_record() {
    visit(|at| {
        let tag = |tag: &str| json!({ "requestParameters": { "tags": [{ "value": tag }] } });
        open_records(
            at,
            &[
                record(1, &tag("blue")),
                record(2, &tag("red")),
                record(3, &tag("blue")),
            ],
        );
        at.click(&cell(0, 1));
        at.wait_for(
            "the tree",
            "document.querySelector('.detail__tree')?.innerText.includes('blue')",
        );
        let tree = "document.querySelector('.detail__tree')";
        let go_to_the_tag = || {
            at.eval(&format!("{tree}.focus()"));
            at.press("Home");
            while !at.text(".detail__part[data-active]").contains("blue") {
                at.press("ArrowDown");
            }
        };
        go_to_the_tag();
        at.press("-");
        at.wait_for_calls(1, 3);
        at.click_button(".filter-bar", "Undo");
        at.wait_for_calls(3, 3);
        go_to_the_tag();
        at.press("+");
        at.wait_for_calls(2, 3);
        assert!(
            at.text(".filter-bar__tokens")
                .contains("requestParameters.tags.value")
        );
    });
}

#[test]
fn calls_near_the_open_one_are_counted_as_a_recount_counts_and_a_click_shows_them() {
    visit(|at| {
        let calls = at.open_generated(&Plan::plain(62, 6, 60));
        at.click(&cell(9, 1));
        at.wait_for(
            "the counts of the call",
            &format!(
                "document.querySelector('.detail [data-column=eventID] .value')?.textContent === {}
                 && [...document.querySelectorAll('.detail__nearby-count')].every((count) => count.innerText !== '…')",
                json!(calls[9].event_id)
            ),
        );
        let of = |call: &Call| -> Value { serde_json::from_slice(&call.record).expect("JSON") };
        let this = of(&calls[9]);
        let seconds = |call: &Value| {
            medtrail::base::EpochMillis::parse(call["eventTime"].as_str().unwrap())
                .unwrap()
                .0
                / 1000
        };
        let is_around = |call: &Value| (seconds(call) - seconds(&this)).abs() <= 300;
        let principal = |call: &Value| call["userIdentity"]["principalId"].clone();
        let count = |is_near: &dyn Fn(&Value) -> bool| calls.iter().filter(|call| is_near(&of(call))).count();
        let key = |call: &Value| call["userIdentity"]["accessKeyId"].clone();
        let expected = [
            (
                "Same access key",
                count(&|call| key(call) == key(&this) && key(call) != Value::Null),
            ),
            (
                "Same caller, 5 minutes around",
                count(&|call| is_around(call) && principal(call) == principal(&this)),
            ),
            ("Everyone, 5 minutes around", count(&is_around)),
        ];
        let shown = at.texts(".detail__nearby-button");
        for (label, number) in expected {
            let words = match number {
                0 => continue,
                1 => "only this call".to_owned(),
                number => format!("{number} calls"),
            };
            assert!(
                shown
                    .iter()
                    .any(|button| button.contains(label) && button.contains(&words)),
                "{label}: {words}: {shown:?}"
            );
        }
        let (_, everyone) = expected[2];
        assert!(everyone > 1, "the generated calls stand close together");
        at.click(".detail__nearby-list li:last-child button");
        at.wait_for_calls(everyone, calls.len());
        assert_eq!(at.count(".detail"), 1, "the call stays open");
        at.click_button(".filter-bar", "Undo");
        at.wait_for_calls(calls.len(), calls.len());
    });
}

#[test]
fn marked_calls_stand_side_by_side_with_only_what_differs() {
    visit(|at| {
        open_records(
            at,
            &[
                record(
                    1,
                    &json!({ "requestParameters": null, "readOnly": true, "awsRegion": "us-east-1", "errorMessage": "=1+1" }),
                ),
                record(
                    2,
                    &json!({ "requestParameters": {}, "awsRegion": "us-east-1", "errorMessage": "" }),
                ),
                record(
                    3,
                    &json!({ "requestParameters": { "a": [1, "1"] }, "awsRegion": "us-east-1" }),
                ),
            ],
        );
        watch_clipboard(at);
        // By key, by checkbox, by Ctrl and click.
        at.eval("document.querySelector('.call-table').focus()");
        at.press("x");
        at.wait_for_selector(".chosen-bar");
        assert_eq!(
            at.eval("document.querySelector('.chosen-bar button').disabled"),
            true
        );
        at.click(&format!("{} .call-table__check", cell(1, 0)));
        at.eval(&format!(
            "document.querySelector({}).dispatchEvent(new MouseEvent('click', {{ ctrlKey: true, bubbles: true }})), 1",
            json!(cell(2, 1))
        ));
        at.wait_for(
            "three",
            "document.querySelector('.chosen-bar__count')?.innerText === '3 calls selected'",
        );
        assert_eq!(at.count(".detail"), 0, "marking opens no call");
        assert_eq!(at.count(".call-table__check:checked"), 3);
        at.click_button(".chosen-bar", "Compare");
        at.wait_for(
            "three records",
            "document.querySelectorAll('.compare__table tbody tr').length > 0",
        );
        let lines = || -> Vec<Vec<String>> {
            serde_json::from_value(at.eval(
                "[...document.querySelectorAll('.compare__table tbody tr')].map((row) =>
                   [...row.children].map((cell) => cell.innerText))",
            ))
            .expect("texts")
        };
        let line = |texts: [&str; 4]| texts.map(str::to_owned).to_vec();
        let shown = lines();
        for expected in [
            line(["requestParameters", "null", "{}", "holds fields, see below"]),
            line([
                "requestParameters.a[0]",
                "not in this record",
                "not in this record",
                "1",
            ]),
            line(["readOnly", "true", "not in this record", "not in this record"]),
            line(["errorMessage", "=1+1", "empty text", "not in this record"]),
        ] {
            assert!(shown.contains(&expected), "{expected:?}: {shown:#?}");
        }
        assert!(
            shown.iter().all(|line| line[0] != "awsRegion"),
            "what is the same is left out"
        );
        at.click(".compare__switch input");
        at.wait_for(
            "all fields",
            "document.querySelector('.compare__table').innerText.includes('awsRegion')",
        );
        at.click_button(".compare", "Copy these lines");
        let copied = at.wait_for("a copy", "window.copied");
        let copied = copied.as_str().expect("a text");
        assert!(
            copied.contains("\n   1: \"=1+1\"\n   2: \"\"\n   3: (not in this record)\n"),
            "{copied}"
        );
        assert!(
            copied
                .lines()
                .all(|line| line.is_empty() || line.starts_with(' ')),
            "no line is a formula"
        );
        at.press("Escape");
        at.wait_for("closed", "!document.querySelector('.compare[open]')");
        assert_eq!(
            at.eval("document.activeElement.innerText"),
            "Compare",
            "the focus comes back"
        );
        // Every value can be copied, filtered for and filtered out: a filter's answer is in the table.
        let tool = |line: &str, side: usize, what: &str| {
            at.click_button(".chosen-bar", "Compare");
            at.wait_for("lines", "document.querySelector('.compare__table tbody tr')");
            at.eval(&format!(
                "(() => {{ const row = [...document.querySelectorAll('.compare__table tbody tr')].find((row) => row.children[0].innerText === '{line}');
                   row.children[{side}].querySelector('[aria-label^=\"{what}\"]').click(); return 1; }})()"
            ));
        };
        tool("errorMessage", 1, "Copy");
        at.wait_for("the value", "window.copied === '=1+1'");
        at.press("Escape");
        tool("errorMessage", 1, "Filter out");
        at.wait_for("closed", "!document.querySelector('.compare[open]')");
        at.wait_for_calls(2, 3);
        at.click_button(".filter-bar", "Clear filters");
        tool("requestParameters.a[0]", 3, "Filter for");
        at.wait_for_calls(1, 3);
        at.click_button(".filter-bar", "Clear filters");
        at.wait_for_calls(3, 3);
        at.click_button(".chosen-bar", "Clear selection");
        at.wait_for(
            "no mark",
            "!document.querySelector('.chosen-bar') && !document.querySelector('.call-table__check:checked')",
        );
        assert_eq!(at.eval("document.activeElement.className"), "call-table");
    });
}

#[test]
fn the_panel_is_as_large_as_wished_at_the_side_or_below_and_takes_a_small_screen() {
    visit(|at| {
        at.open_generated(&Plan::plain(63, 1, 40));
        at.click(&cell(0, 1));
        at.wait_for_selector(".detail__tree");
        let edge = "document.querySelector('.detail-dock__edge')";
        let size = |side: &str| {
            at.eval(&format!("document.querySelector('.detail-dock').{side}"))
                .as_f64()
                .expect("pixels")
        };
        let now = || {
            at.eval(&format!("Number({edge}.ariaValueNow)"))
                .as_f64()
                .expect("a number")
        };
        let wait_for = |side: &str, px: f64| {
            at.wait_for(
                side,
                &format!("Math.abs(document.querySelector('.detail-dock').{side} - {px}) <= 2"),
            );
        };
        let before = size("clientWidth");
        assert!((now() - before).abs() <= 2.0, "{} {before}", now());
        at.eval(&format!("{edge}.focus()"));
        at.press("ArrowLeft");
        wait_for("clientWidth", before + 16.0);
        at.press("Shift+ArrowLeft");
        wait_for("clientWidth", before + 112.0);
        let (x, y) = at.centre(".detail-dock__edge");
        at.drag((x, y), (x + 80.0, y));
        wait_for("clientWidth", before + 32.0);
        at.click_button(".detail__buttons", "Put the panel below the table");
        at.wait_for("below", &format!("{edge}.ariaOrientation === 'horizontal'"));
        let height = size("clientHeight");
        at.eval(&format!("{edge}.focus()"));
        at.press("ArrowUp");
        wait_for("clientHeight", height + 16.0);
        // Close and open: the same place and size.
        at.press("Escape");
        at.eval("document.querySelector('.detail').focus()");
        at.press("Escape");
        at.wait_for("closed", "!document.querySelector('.detail')");
        at.click(&cell(1, 1));
        at.wait_for_selector(".detail-dock[data-dock=bottom]");
        wait_for("clientHeight", height + 16.0);
        at.set_viewport(320, 640);
        at.wait_for(
            "the whole screen",
            "(() => { const box = document.querySelector('.detail').getBoundingClientRect();
               return box.x === 0 && box.y === 0 && box.width === innerWidth && box.height === innerHeight; })()",
        );
        assert_eq!(
            at.eval("document.querySelector('.detail').scrollWidth <= innerWidth"),
            true
        );
    });
}

#[test]
fn what_is_new_in_a_range_is_what_a_recount_finds_and_leads_to_its_calls() {
    visit(|at| {
        let calls = at.open_generated(&Plan::plain(64, 10, 50));
        let days: BTreeSet<&str> = calls.iter().map(|call| &call.cells[0][..10]).collect();
        let days: Vec<&str> = days.into_iter().collect();
        let (earlier, later) = (days[days.len() - 2], days[days.len() - 1]);
        // The range in force against the one before.
        at.eval("document.querySelector('.filter-bar__input').focus()");
        at.type_text(&format!("time = {later}"));
        at.press("Enter");
        let on = |day: &str| {
            calls
                .iter()
                .filter(|call| call.cells[0].starts_with(day))
                .cloned()
                .collect::<Vec<_>>()
        };
        at.wait_for_calls(on(later).len(), calls.len());
        at.click_button(".histogram", "What is new here?");
        let words = format!("from {later} 00:00:00 to {later} 23:59:59 UTC, against");
        at.wait_for(
            "the answer",
            &format!(
                "document.querySelector('.changes__words')?.innerText.includes({})",
                json!(words)
            ),
        );
        for (place, cell) in [(1, 3), (2, 4), (3, 6), (4, 5), (5, 1)] {
            let values = |day: &str| -> BTreeSet<String> {
                on(day).iter().map(|call| call.cells[cell].clone()).collect()
            };
            let new: BTreeSet<String> = values(later).difference(&values(earlier)).cloned().collect();
            let shown: BTreeSet<String> = at
                .texts(&format!(".changes__column:nth-child({place}) .changes__open"))
                .into_iter()
                .map(|text| {
                    if text == "not recorded" {
                        String::new()
                    } else {
                        text
                    }
                })
                .collect();
            assert_eq!(shown, new, "column {place}");
        }
        // Typed ranges, the same day twice: nothing is new.
        let field = |place: usize, text: &str| {
            at.eval(&format!(
                "(() => {{ const box = document.querySelectorAll('.changes__field input')[{place}];
                   box.value = {}; box.dispatchEvent(new InputEvent('input', {{ bubbles: true }})); return 1; }})()",
                json!(text)
            ));
        };
        (0..4).for_each(|place| field(place, later));
        at.click_button(".changes__ranges", "Compare");
        at.wait_for(
            "the same day",
            &format!(
                "document.querySelector('.changes__words').innerText.split({}).length === 3",
                json!(format!("{later} 00:00:00"))
            ),
        );
        at.wait_for("nothing new", "document.querySelectorAll('.changes__open').length === 0 && document.querySelectorAll('.changes__none').length === 5");
        field(1, "");
        at.click_button(".changes__ranges", "Compare");
        at.wait_for("an error", "document.querySelector('.changes__hint').innerText === 'Both ranges need a beginning and an end.'");
        // Against a time without calls everything is new; a value leads to its calls of the range.
        field(1, later);
        field(2, "2001-01-01");
        field(3, "2001-01-02");
        at.click_button(".changes__ranges", "Compare");
        at.wait_for(
            "new operations",
            "document.querySelectorAll('.changes__column:nth-child(5) .changes__open').length > 0",
        );
        let operation = at.text(".changes__column:nth-child(5) .changes__open");
        at.click(".changes__column:nth-child(5) .changes__open");
        let num = on(later).iter().filter(|call| call.cells[1] == operation).count();
        at.wait_for_calls(num, calls.len());
        assert_eq!(
            at.eval("document.querySelector('#tab-calls').ariaSelected"),
            "true"
        );
        at.wait_for("the focus", "document.activeElement.className === 'call-table'");
    });
}

#[test]
fn a_new_value_can_be_copied_filtered_for_and_filtered_out() {
    visit(|at| {
        let caller = |second: u32, name: &str, address: &str| {
            record(
                second,
                &json!({ "userIdentity": { "type": "IAMUser", "userName": name, "principalId": format!("AIDA{name}") },
                         "sourceIPAddress": address }),
            )
        };
        open_records(
            at,
            &[
                caller(1, "Mateo", "192.0.2.1"),
                caller(31, "Ana \u{202e}Silva", "192.0.2.1"),
                caller(32, "Ana \u{202e}Silva", "192.0.2.7"),
            ],
        );
        watch_clipboard(at);
        let range = "time in 2026-10-22T08:00:30..2026-10-22T08:01:00";
        let open = || {
            at.filter_by(range);
            at.wait_for_calls(2, 3);
            at.click_button(".histogram", "What is new here?");
            at.wait_for_selector(".changes__column:nth-child(2) .changes__open");
        };
        open();
        let tool = |column: u32, what: &str| {
            at.click(&format!(
                ".changes__column:nth-child({column}) .value-tools__button[aria-label^='{what}']"
            ));
        };
        // What is copied is the value itself: without marks, and without what stands beside it.
        tool(1, "Copy");
        at.wait_for("the caller", "window.copied === 'Ana \\u202eSilva'");
        tool(2, "Copy");
        at.wait_for("the address", "window.copied === '192.0.2.7'");
        at.wait_for(
            "the news of it",
            "document.querySelectorAll('.page__said')[1].innerText === 'Copied'",
        );
        assert_eq!(
            at.count(".changes__table tbody tr"),
            2,
            "nothing was filtered by it"
        );
        // By keys: the buttons are stops.
        at.eval("document.querySelector('.changes__column:nth-child(2) .changes__open').focus()");
        (0..3).for_each(|_| at.press("Tab"));
        at.eval("window.copied = null, 1");
        at.press("Enter");
        at.wait_for("the address", "window.copied === '192.0.2.7'");
        tool(2, "Filter out");
        at.show_calls();
        at.wait_for_calls(1, 3);
        at.click_button(".filter-bar", "Clear filters");
        at.wait_for_calls(3, 3);
        open();
        tool(1, "Filter for");
        at.show_calls();
        at.wait_for_calls(2, 3);
    });
}
