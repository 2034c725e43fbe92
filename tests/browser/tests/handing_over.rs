//! Results leave the page by the person's hand: every export opens again, tables hold what is shown, the page goes on
//! answering, and queries are written for other engines.

use browser_tests::{Call, Visit, medical_calls, sources, visit};
use medtrail::{
    protocol::engine::{FromEngine, MemoryUse},
    sample::{Plan, sample},
};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeSet,
    io::{Cursor, Read},
    time::Duration,
};

/// How long the page may not answer while it saves, in milliseconds.
const MAX_PAUSE_MILLIS: f64 = 400.0;

/// Pictures for whoever asks for them.
fn shoot(at: &Visit<'_>, name: &str) {
    if let Ok(folder) = std::env::var("MEDTRAIL_SHOTS") {
        at.screenshot(format!("{folder}/{name}.png"));
    }
}

fn ids<'c>(calls: impl IntoIterator<Item = &'c Call>) -> BTreeSet<String> {
    calls.into_iter().map(|call| call.event_id.clone()).collect()
}

/// Rows of a table in CSV with every cell in quotes, the heading first.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let rows = text.strip_suffix("\r\n").expect("an end of the last line");
    let cells = |row: &str| {
        let row = row.strip_prefix('"').and_then(|row| row.strip_suffix('"'));
        let cells = row.expect("quotes").split("\",\"");
        cells.map(|cell| cell.replace("\"\"", "\"")).collect()
    };
    rows.split("\r\n").map(cells).collect()
}

/// The members of an archive, and what the manifest says of each is checked.
fn checked_members(archive: &[u8]) -> BTreeSet<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let names: BTreeSet<String> = archive
        .file_names()
        .map(|name| name.expect("a name").into_owned())
        .collect();
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        let mut member = archive.by_name(name).expect(name);
        member.read_to_end(&mut bytes).expect("whole");
        bytes
    };
    let manifest = String::from_utf8(read("SHA256SUMS")).expect("text");
    let mut named = BTreeSet::from(["SHA256SUMS".to_owned()]);
    for line in manifest.lines() {
        let (sum, name) = line.split_once("  ").expect("a sum and a name");
        let digits: String = Sha256::digest(read(name))
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(sum, digits, "{name}");
        named.insert(name.to_owned());
    }
    assert_eq!(named, names, "the manifest names every file but itself");
    names
}

#[test]
fn every_lossless_export_opens_again_as_the_same_calls() {
    for form in ["Records, one a line", "Trail file", "Evidence bundle"] {
        visit(|at| {
            let expected = at.open_generated(&Plan::plain(71, 5, 60));
            let saved = at.export(form);
            assert_eq!(
                at.texts(".export-bar__words"),
                [format!("Saved {}: {} rows.", saved.name, expected.len())]
            );
            let path = at.folder.write(&saved.name, &saved.bytes);
            at.reload();
            at.wait_until_started();
            at.drop_all(&[&path]);
            at.wait_until_read();
            at.show_calls();
            at.wait_for_calls(expected.len(), expected.len());
            // The same calls, once more: saved again they are the same records.
            let again = at.export("Records, one a line");
            let lines = String::from_utf8(again.bytes).expect("UTF-8");
            let records: BTreeSet<&[u8]> = expected.iter().map(|call| &*call.record).collect();
            assert_eq!(
                lines.lines().map(str::as_bytes).collect::<BTreeSet<_>>(),
                records,
                "{form}"
            );
            let ledger = at.save_ledger();
            assert_eq!(ledger["records"]["kept"], expected.len(), "{form}");
            assert_eq!(ledger["records"]["malformed"], 0, "{form}");
        });
    }
}

#[test]
fn a_bundle_holds_records_report_ledger_and_filter_with_a_sum_of_each() {
    visit(|at| {
        let all = at.open_generated(&Plan::plain(75, 5, 60));
        at.filter_by("operation = DetectPHI");
        let num_matching = all.iter().filter(|call| call.cells[1] == "DetectPHI").count();
        at.wait_for_calls(num_matching, all.len());
        let saved = at.export("Evidence bundle");
        let names = checked_members(&saved.bytes);
        let expected = [
            "README.txt",
            "SHA256SUMS",
            "filter.txt",
            "ledger.json",
            "records.json.gz",
            "report.html",
            "report.md",
        ];
        assert_eq!(names.iter().map(String::as_str).collect::<Vec<_>>(), expected);
        let mut archive = zip::ZipArchive::new(Cursor::new(&saved.bytes)).expect("an archive");
        let mut text = |name: &str| {
            let mut text = String::new();
            archive
                .by_name(name)
                .expect(name)
                .read_to_string(&mut text)
                .expect("text");
            text
        };
        assert_eq!(text("filter.txt"), "eventName = DetectPHI\n");
        assert!(text("README.txt").contains(&format!("Calls in records.json.gz: {num_matching}\n")));
        for report in [text("report.html"), text("report.md")] {
            assert!(report.contains("Review of Amazon Comprehend Medical calls"));
            assert!(report.contains(&format!("{num_matching}, of which")), "{report}");
        }
    });
}

#[test]
fn the_panel_of_a_bundle_offers_the_hashes_of_all_files_which_its_report_then_holds() {
    visit(|at| {
        let files = sources(sample(&Plan::plain(77, 3, 40)).files);
        let calls = medical_calls(&files);
        at.drop_all(&[&at.write_folder("trail", &files)]);
        at.wait_for_calls(calls.len(), calls.len());
        at.choose_export("CSV");
        at.wait_for(
            "no word of hashes",
            "!document.querySelector('.popover__panel .hashing')",
        );
        at.choose_export("Evidence bundle");
        at.wait_for_selector(".popover__panel .hashing");
        shoot(at, "bundle-hashes");
        let report = |bytes: &[u8]| {
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
            let mut text = String::new();
            let mut member = archive.by_name("report.md").expect("the report");
            member.read_to_string(&mut text).expect("text");
            text
        };
        let hash_of = |bytes: &[u8]| medtrail::integrity::Sha256::of(bytes).to_string();
        let before = report(&at.export("Evidence bundle").bytes);
        assert!(before.contains("not computed") && !before.contains(&hash_of(&files[0].bytes)));
        at.choose_export("Evidence bundle");
        at.click_button(".popover__panel", "Compute SHA-256 of all files");
        let num = files.len();
        at.wait_for(
            "all hashes, told where they were asked for",
            &format!("document.querySelector('.popover__panel .hashing')?.innerText === 'SHA-256 computed of {num} of {num} files'"),
        );
        shoot(at, "bundle-hashed");
        let after = report(&at.export("Evidence bundle").bytes);
        for file in &files {
            assert!(after.contains(&hash_of(&file.bytes)), "{}", file.path);
        }
    });
}

#[test]
fn a_table_is_saved_as_shown_safe_and_raw_and_as_json() {
    visit(|at| {
        let all = at.open_generated(&Plan::plain(72, 6, 80));
        at.filter_by("operation = DetectEntitiesV2");
        let matching: Vec<&Call> = all
            .iter()
            .filter(|call| call.cells[1] == "DetectEntitiesV2")
            .collect();
        at.wait_for_calls(matching.len(), all.len());
        let csv = at.export("CSV");
        assert_eq!(csv.name, "medtrail-calls.csv");
        let text = String::from_utf8(csv.bytes).expect("UTF-8");
        let text = text.strip_prefix('\u{feff}').expect("a mark for Excel");
        let rows = csv_rows(text);
        let shown = at.eval("document.querySelectorAll('.call-table [role=columnheader]').length");
        assert_eq!(
            rows[0].len() as u64,
            shown.as_u64().expect("a number"),
            "the columns shown: {:?}",
            rows[0]
        );
        assert_eq!(rows.len() - 1, matching.len());
        let callers = |rows: &[Vec<String>]| -> Vec<String> {
            let at = rows[0]
                .iter()
                .position(|name| name == "caller")
                .expect("a column");
            let mut callers: Vec<String> = rows[1..].iter().map(|row| row[at].clone()).collect();
            callers.sort();
            callers
        };
        let mut expected: Vec<String> = matching.iter().map(|call| call.cells[3].clone()).collect();
        expected.sort();
        assert_eq!(callers(&rows), expected);

        at.choose_export("All columns");
        let rows = csv_rows(
            String::from_utf8(at.export("CSV").bytes)
                .expect("UTF-8")
                .trim_start_matches('\u{feff}'),
        );
        let account = rows[0]
            .iter()
            .position(|name| name == "recipientAccountId")
            .expect("a column");
        assert!(
            rows[1..].iter().all(|row| row[account].starts_with('\'')),
            "accounts stay text"
        );
        let leads = ['=', '+', '-', '@', '\t', '\r'];
        assert!(rows.iter().flatten().all(|cell| !cell.starts_with(leads)));

        at.choose_export("Safe for spreadsheets");
        at.choose_export("Mark as UTF-8");
        let raw = String::from_utf8(at.export("CSV").bytes).expect("UTF-8");
        assert!(!raw.starts_with('\u{feff}'));
        let rows = csv_rows(&raw);
        assert!(
            rows[1..].iter().all(|row| row[account].len() == 12),
            "accounts as they stand"
        );

        let json = at.export("JSON");
        let list: Vec<serde_json::Value> = serde_json::from_slice(&json.bytes).expect("JSON");
        let saved: BTreeSet<String> = list
            .iter()
            .map(|row| row["eventID"].as_str().expect("an id").to_owned())
            .collect();
        assert_eq!(saved, ids(matching.iter().copied()));
    });
}

#[test]
fn marked_calls_and_group_tables_are_saved() {
    visit(|at| {
        let all = at.open_generated(&Plan::plain(76, 4, 60));
        at.eval("[...document.querySelectorAll('.call-table__canvas .call-table__check')].slice(0, 3).forEach((mark) => mark.click()), 1");
        at.wait_for(
            "three marks",
            "document.querySelectorAll('.call-table__check:checked').length === 3",
        );
        at.choose_export("Marked calls (3)");
        let lines = String::from_utf8(at.export("Records, one a line").bytes).expect("UTF-8");
        assert_eq!(lines.lines().count(), 3);
        assert!(
            lines
                .lines()
                .all(|line| all.iter().any(|call| call.record == line.as_bytes()))
        );

        at.click("#tab-callers");
        at.wait_for_selector(".groups");
        let csv = at.export("CSV");
        assert_eq!(csv.name, "medtrail-groups.csv");
        let rows = csv_rows(
            String::from_utf8(csv.bytes)
                .expect("UTF-8")
                .trim_start_matches('\u{feff}'),
        );
        let principals: BTreeSet<&String> = all.iter().map(|call| &call.principal).collect();
        assert_eq!(
            rows.len() - 1,
            principals.len(),
            "every caller, whatever is on screen"
        );
        let calls = rows[0].iter().position(|name| name == "calls").expect("a column");
        let sum: usize = rows[1..]
            .iter()
            .map(|row| row[calls].parse::<usize>().expect("a number"))
            .sum();
        assert_eq!(sum, all.len());
    });
}

#[test]
fn tens_of_thousands_of_calls_are_saved_while_the_page_answers_and_a_cancelled_export_saves_nothing() {
    visit(|at| {
        let num_calls = at.open_generated(&Plan::plain(77, 50, 2500)).len();
        assert!(num_calls > 40_000, "{num_calls}");
        at.watch_tasks();
        let csv = at.export("CSV");
        assert_eq!(
            csv.bytes.windows(2).filter(|end| *end == b"\r\n").count(),
            num_calls + 1
        );
        let (task, pause) = at.longest_task();
        eprintln!("{num_calls} calls: longest task {task} ms, longest pause {pause:.0} ms");
        assert!(task < MAX_PAUSE_MILLIS, "{task} ms");

        // Cancelled as soon as the page offers it.
        at.eval(
            "new MutationObserver((_, observer) => {
               const button = document.querySelector('.export-bar[data-stage=writing] button');
               if (button) { observer.disconnect(); window.wasWriting = true; button.click(); }
             }).observe(document, { subtree: true, childList: true, attributes: true }), 1",
        );
        at.choose_export("Trail file");
        at.click_button(".popover__panel", "Save");
        at.wait_for(
            "the end",
            "window.wasWriting && !document.querySelector('.export-bar')",
        );
        // Had it gone on, it would come before the next one.
        let next = at.export("Records, one a line");
        assert_eq!(next.name, "medtrail-records.ndjson");
        assert_eq!(
            next.bytes.iter().filter(|byte| **byte == b'\n').count(),
            num_calls
        );
    });
}

#[test]
fn the_filter_is_written_for_other_engines_with_the_place_guessed_from_the_paths() {
    visit(|at| {
        at.open_generated(&Plan::plain(74, 4, 60));
        at.filter_by("operation = DetectPHI");
        at.click_button(".tabs", "Continue elsewhere");
        at.wait_for(
            "a query",
            "document.querySelectorAll('.elsewhere__text').length === 2",
        );
        shoot(at, "elsewhere");
        for (engine, words) in [
            ("DuckDB", "= 'DetectPHI'"),
            ("jq", "== \"DetectPHI\""),
            ("CloudTrail Lake", "eventName = 'DetectPHI'"),
            ("Logs Insights", "eventName = \"DetectPHI\""),
            ("AWS CLI", "aws s3 sync"),
            ("Athena", "eventname = 'DetectPHI'"),
        ] {
            at.click_button(".elsewhere__targets", engine);
            let is_there = format!(
                "[...document.querySelectorAll('.elsewhere__text pre')].some((pre) => pre.textContent.includes({words:?}))"
            );
            at.wait_for_within(Duration::from_secs(20), engine, &is_there);
        }
        let account = at.eval(
            "[...document.querySelectorAll('.elsewhere__field')].find((field) => field.textContent.startsWith('Accounts')).querySelector('input').value",
        );
        assert!(
            account.as_str().is_some_and(|account| account.len() >= 12),
            "{account}"
        );
        at.set_viewport(320, 900);
        shoot(at, "elsewhere-320");
    });
}

#[test]
fn near_the_memory_limit_the_page_takes_no_more_files_names_them_and_offers_the_query() {
    visit(|at| {
        let first = at.open_generated(&Plan::plain(78, 4, 60));
        at.filter_by("operation = DetectPHI");
        let num_matching = first.iter().filter(|call| call.cells[1] == "DetectPHI").count();
        at.wait_for_calls(num_matching, first.len());
        // The table's worker says that it holds as much as it can.
        let full = FromEngine::Memory(MemoryUse {
            held: medtrail::base::limits::MAX_TABLE_BYTES,
            columns: medtrail::base::limits::MAX_TABLE_BYTES,
            num_rows: 1,
            ..MemoryUse::default()
        });
        // One part, and no bytes beside it.
        let parts = Vec::from([(full, false)]);
        let message = postcard::to_allocvec(&parts).expect("plain data");
        let engine = at.workers().remove(0);
        at.eval_in_worker(
            &engine,
            &format!("postMessage([new Uint8Array({message:?}).buffer]), 1"),
        );
        at.wait_for(
            "the table's size",
            "document.querySelector('.status-bar').innerText.includes('GB')",
        );
        let more = sources(sample(&Plan::plain(79, 3, 60)).files);
        at.drop_all(&[&at.write_folder("more", &more)]);
        at.wait_for(
            "the notice",
            "document.querySelector('.notices')?.innerText.includes('The table is full')",
        );
        at.wait_for_calls(num_matching, first.len());
        shoot(at, "full");
        at.click_button(".notices", "Show files");
        at.wait_for_selector(".files__grid");
        at.wait_for(
            "the others by name",
            "document.querySelector('.files').innerText.includes('more')",
        );
        let skipped: Vec<_> = at
            .file_lines()
            .into_iter()
            .filter(|line| line.iter().any(|cell| cell.starts_with("more/")))
            .collect();
        assert_eq!(skipped.len(), more.len(), "{skipped:?}");
        at.click_button(".notices", "Continue elsewhere");
        at.wait_for(
            "the query with the filter",
            "[...document.querySelectorAll('.elsewhere__text pre')].some((pre) => pre.textContent.includes('DetectPHI'))",
        );
    });
}
