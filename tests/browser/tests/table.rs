//! The table: its order, its keys, its scrolling, and two million rows.

use std::time::{Duration, Instant};

use browser_tests::{Call, MEDICAL, Visit, medical_calls, sources, visit};
use medtrail::sample::{Plan, gzip, sample};
use serde_json::{Value, json};

const HEADINGS: [&str; 7] = [
    "Time (UTC)",
    "Operation",
    "Result",
    "Caller",
    "Source IP",
    "Region",
    "Client",
];

const GRID: &str = "document.querySelector('.call-table')";

/// Opens generated files and gives their calls, newest first.
fn open_calls(at: &Visit<'_>, plan: &Plan) -> Vec<Call> {
    let files = sources(sample(plan).files);
    let folder = at.write_folder("trail", &files);
    let calls = medical_calls(&files);
    at.drop_all(&[&folder]);
    at.wait_for_calls(calls.len(), calls.len());
    calls
}

/// The active cell: row of the grid, counted from 1 with the headings as the first, and column, counted from 1.
fn active(at: &Visit<'_>) -> Value {
    at.eval(&format!(
        "(() => {{
          const cell = document.getElementById({GRID}.getAttribute('aria-activedescendant'));
          return cell && [Number(cell.closest('[role=row]').getAttribute('aria-rowindex')),
            Number(cell.getAttribute('aria-colindex'))];
        }})()"
    ))
}

/// Waits until a cell is the active one, drawn in sight below the headings, and the grid has the focus.
fn wait_for_active(at: &Visit<'_>, row: usize, column: usize) {
    let expression = format!(
        "(() => {{
          const grid = {GRID};
          const cell = document.getElementById(grid.getAttribute('aria-activedescendant'));
          if (!cell || document.activeElement !== grid) return false;
          if (Number(cell.getAttribute('aria-colindex')) !== {column}) return false;
          if (Number(cell.closest('[role=row]').getAttribute('aria-rowindex')) !== {row}) return false;
          const [box, around] = [cell.getBoundingClientRect(), grid.getBoundingClientRect()];
          const head = grid.querySelector('.call-table__head').getBoundingClientRect();
          const top = {row} === 1 ? around.top : head.bottom;
          return box.top >= top - 1 && box.bottom <= around.bottom + 1;
        }})()"
    );
    if at.wait_within(&expression).is_none() {
        let focus = at.eval("document.activeElement.outerHTML.slice(0, 200)");
        panic!("never row {row}, column {column}: {} {focus}", active(at));
    }
}

/// Waits until the rows at an end of the order are drawn and equal what they should be.
fn assert_rows(at: &Visit<'_>, calls: &[&Call], from: usize, what: &str) {
    let expected: Vec<Value> = calls[from..calls.len().min(from + 12)]
        .iter()
        .enumerate()
        .map(|(index, call)| {
            let cells = call.cells.iter().map(|cell| json!(cell));
            [json!(from + index)].into_iter().chain(cells).collect()
        })
        .collect();
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        let drawn = at.drawn_rows();
        if expected.iter().all(|row| drawn.contains(row)) {
            return;
        }
        assert!(
            Instant::now() < end,
            "{what}, from {from}:\n{drawn:#?}\nshould hold\n{expected:#?}"
        );
    }
}

#[test]
fn every_column_sorts_both_ways_and_ties_keep_the_newest_first() {
    visit(|at| {
        let newest_first = open_calls(at, &Plan::plain(21, 30, 60));
        assert!(newest_first.len() > 400);
        for (column, heading) in HEADINGS.iter().enumerate() {
            // The table begins with the newest: the first click on the time turns it around.
            for way in ["ascending", "descending"] {
                at.click_button(".call-table__head", heading);
                at.wait_for(
                    way,
                    &format!(
                        "document.getElementById('calls-head-{column}').getAttribute('aria-sort') === '{way}'
                         && document.querySelectorAll('[aria-sort]:not([aria-sort=none])').length === 1
                         && {GRID}.getAttribute('aria-busy') === 'false'"
                    ),
                );
                let mut calls: Vec<&Call> = newest_first.iter().collect();
                match (column, way) {
                    (0, "ascending") => calls.reverse(),
                    (0, _) => {}
                    (_, "ascending") => {
                        calls.sort_by(|one, two| one.cells[column].cmp(&two.cells[column]));
                    }
                    _ => calls.sort_by(|one, two| two.cells[column].cmp(&one.cells[column])),
                }
                at.eval(&format!("{GRID}.focus()"));
                at.press("Control+Home");
                assert_rows(at, &calls, 0, &format!("{heading} {way}"));
                at.press("End");
                assert_rows(at, &calls, calls.len() - 12, &format!("{heading} {way}"));
            }
        }
    });
}

#[test]
fn the_keyboard_reaches_every_cell_and_never_loses_the_focus() {
    visit(|at| {
        let calls = open_calls(at, &Plan::plain(22, 20, 60));
        let last = calls.len() + 1;
        assert_eq!(
            at.eval(&format!("{GRID}.getAttribute('aria-rowcount')")),
            last.to_string()
        );
        assert_eq!(at.eval(&format!("{GRID}.getAttribute('aria-colcount')")), "7");
        at.eval(&format!("{GRID}.focus()"));
        wait_for_active(at, 2, 1);
        for (key, row, column) in [
            ("ArrowDown", 3, 1),
            ("j", 4, 1),
            ("ArrowRight", 4, 2),
            ("ArrowUp", 3, 2),
            ("k", 2, 2),
            ("ArrowUp", 1, 2),
            ("ArrowLeft", 1, 1),
            ("ArrowLeft", 1, 1),
            ("ArrowDown", 2, 1),
            ("End", last, 1),
            ("ArrowDown", last, 1),
            ("ArrowUp", last - 1, 1),
            ("Home", 2, 1),
            ("Control+End", last, 7),
            ("ArrowRight", last, 7),
            ("Control+Home", 2, 1),
        ] {
            at.press(key);
            wait_for_active(at, row, column);
        }
        let row = |at: &Visit<'_>| active(at)[0].as_u64().unwrap();
        at.press("PageDown");
        at.wait_for(
            "a page",
            &format!("!{GRID}.getAttribute('aria-activedescendant').startsWith('calls-0-')"),
        );
        let page = row(at) - 2;
        assert!((5..60).contains(&page), "{page}");
        wait_for_active(at, 2 + page as usize, 1);
        at.press("PageDown");
        wait_for_active(at, 2 + 2 * page as usize, 1);
        at.press("PageUp");
        wait_for_active(at, 2 + page as usize, 1);

        at.press("Enter");
        at.wait_for(
            "the focus in the call",
            "document.activeElement.matches('.detail')",
        );
        let expected = &calls[page as usize].cells[0];
        at.wait_for(
            "the time",
            &format!(
                "document.querySelector('.detail [data-column=eventTime] dd')?.innerText === '{expected} UTC'"
            ),
        );
        at.press("Escape");
        wait_for_active(at, 2 + page as usize, 1);
        assert_eq!(at.count(".detail"), 0);
        // A heading sorts by the keyboard too.
        at.press("Control+Home");
        at.press("ArrowUp");
        at.press("ArrowRight");
        wait_for_active(at, 1, 2);
        at.press("Enter");
        at.wait_for_selector("#calls-head-1[aria-sort=ascending]");
        wait_for_active(at, 1, 2);
    });
}

#[test]
fn the_wheel_scrolls_and_what_is_cut_is_whole_in_its_title() {
    visit(|at| {
        let calls = open_calls(at, &Plan::plain(23, 20, 60));
        at.wheel(".call-table", 2800.0);
        at.wait_for(
            "row 101",
            "document.querySelector('.call-table__canvas [role=row][aria-rowindex=\"102\"]')?.dataset.state !== 'waiting'",
        );
        let ordered: Vec<&Call> = calls.iter().collect();
        assert_rows(at, &ordered, 100, "after the wheel");
        assert_eq!(at.count(".detail"), 0);
        // The title of each cell under the pointer is its whole text; the kind of caller stands behind the caller.
        let titles = at.eval(
            "(async () => {
              const found = [];
              for (const row of document.querySelectorAll('.call-table__canvas [role=row]:not([data-state])')) {
                row.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
                await new Promise((resolve) => setTimeout(resolve, 50));
                found.push([row.getAttribute('aria-rowindex') - 2, ...[...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.title)]);
              }
              return found;
            })()",
        );
        for row in titles.as_array().unwrap() {
            let call = &calls[row[0].as_u64().unwrap() as usize];
            let mut cells = call.cells.clone();
            cells[0].push_str(" UTC");
            cells[3] = format!("{} ({})", cells[3], call.kind);
            let titles: Vec<&str> = row.as_array().unwrap()[1..]
                .iter()
                .map(|title| title.as_str().unwrap())
                .collect();
            assert_eq!(titles, cells);
        }
    });
}

const NUM_MANY: usize = 2_000_000;

/// One file with a record for each second, in members of a hundred thousand.
fn write_many(at: &Visit<'_>) -> std::path::PathBuf {
    const PER_MEMBER: usize = 100_000;
    let record = format!(
        r#"{{"eventSource":"{MEDICAL}","eventName":"DetectPHI","eventTime":"2026-10-DDTHH:MM:SSZ"}}"#
    );
    let time_at = record.find("DDT").expect("its day");
    let mut packed = Vec::new();
    for member in 0..NUM_MANY / PER_MEMBER {
        let mut text = Vec::with_capacity(PER_MEMBER * (record.len() + 1) + 16);
        if member == 0 {
            text.extend(b"{\"Records\":[");
        }
        for index in member * PER_MEMBER..(member + 1) * PER_MEMBER {
            if index > 0 {
                text.push(b',');
            }
            let start = text.len() + time_at;
            text.extend(record.as_bytes());
            for (at, part) in [
                (0, 1 + index / 86_400),
                (3, index / 3600 % 24),
                (6, index / 60 % 60),
                (9, index % 60),
            ] {
                text[start + at] = b'0' + (part / 10) as u8;
                text[start + at + 1] = b'0' + (part % 10) as u8;
            }
        }
        if (member + 1) * PER_MEMBER == NUM_MANY {
            text.extend(b"]}");
        }
        packed.extend(gzip(&text));
    }
    at.folder.write("many.json.gz", packed)
}

fn wait_for_row(at: &Visit<'_>, row: usize, time: &str) {
    let expression = format!(
        "document.querySelector('.call-table__canvas [role=row][aria-rowindex=\"{row}\"] [data-column=eventTime] .value')?.textContent === '{time}'"
    );
    if at.wait_within(&expression).is_none() {
        panic!("never row {row} with {time}: {:?}", at.drawn_rows());
    }
}

#[test]
fn the_last_of_two_million_rows_is_reached_by_key_and_by_thumb() {
    visit(|at| {
        let file = write_many(at);
        let begin = Instant::now();
        at.drop_all(&[&file]);
        at.wait_for_within(
            Duration::from_secs(120),
            "two million calls",
            "document.querySelector('.page[data-phase=ready]')
             && document.querySelector('.status-bar__counts[aria-busy=false]').innerText.startsWith('2,000,000 of 2,000,000 calls ')",
        );
        eprintln!("two million rows in {:?}", begin.elapsed());
        let last = NUM_MANY + 1;
        assert_eq!(
            at.eval(&format!("{GRID}.getAttribute('aria-rowcount')")),
            last.to_string()
        );
        at.eval(&format!("{GRID}.focus()"));
        wait_for_row(at, 2, "2026-10-24 03:33:19");
        at.press("End");
        wait_for_active(at, last, 1);
        wait_for_row(at, last, "2026-10-01 00:00:00");
        at.press("ArrowUp");
        wait_for_active(at, last - 1, 1);
        wait_for_row(at, last - 1, "2026-10-01 00:00:01");
        at.press("Home");
        wait_for_active(at, 2, 1);
        wait_for_row(at, 2, "2026-10-24 03:33:19");

        at.eval(&format!("{GRID}.scrollTop = {GRID}.scrollHeight, true"));
        wait_for_row(at, last, "2026-10-01 00:00:00");
        assert_in_sight(at, last);
        at.eval(&format!("{GRID}.scrollTop = 0, true"));
        wait_for_row(at, 2, "2026-10-24 03:33:19");
        assert_in_sight(at, 2);
        // By the thumb itself.
        let bar = at.eval(&format!(
            "(() => {{ const box = {GRID}.getBoundingClientRect();
               return [box.left + {GRID}.clientLeft + {GRID}.clientWidth, box.right, box.top, box.bottom]; }})()"
        ));
        let [left, right, top, bottom] = [0, 1, 2, 3].map(|index| bar[index].as_f64().unwrap());
        if right - left > 4.0 {
            let middle = f64::midpoint(left, right);
            // Below the bar's arrow, which is as high as it is wide.
            at.drag((middle, top + right - left + 4.0), (middle, bottom + 40.0));
            wait_for_row(at, last, "2026-10-01 00:00:00");
            assert_in_sight(at, last);
        }
    });
}

fn assert_in_sight(at: &Visit<'_>, row: usize) {
    at.wait_for(
        "the row in sight",
        &format!(
            "(() => {{
              const box = document.querySelector('.call-table__canvas [role=row][aria-rowindex=\"{row}\"]').getBoundingClientRect();
              const around = {GRID}.getBoundingClientRect();
              const head = {GRID}.querySelector('.call-table__head').getBoundingClientRect();
              return box.top >= head.bottom - 1 && box.bottom <= around.bottom + 1;
            }})()"
        ),
    );
}
