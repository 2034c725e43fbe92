//! While files are read, and around it: stopping, reading again, clearing, leaving.

use browser_tests::{Source, Visit, assert_ledger_holds, calls, medical_calls, sources, visit};
use medtrail::sample::{Plan, sample};
use std::path::PathBuf;

const READING: &str = "document.querySelector('.page')?.dataset.phase === 'reading' && !!document.querySelector('.progress__cancel')";
const READY: &str = "document.querySelector('.page')?.dataset.phase === 'ready'";

/// Enough that reading takes a while: larger than one job, many records of our service.
fn much() -> Vec<Source> {
    let mut plan = Plan::plain(21, 240, 400);
    plan.medical_share = 0.9;
    sources(sample(&plan).files)
}

fn switch_to(at: &Visit<'_>, scope: &str) {
    at.click_button(".filter-bar", scope);
    at.wait_until_read();
}

#[test]
fn of_many_dropped_things_folders_are_read_and_one_that_is_called_like_a_file_is_named() {
    let files = sources(sample(&Plan::plain(22, 70, 10)).files);
    visit(|at| {
        let (folded, loose) = files.split_at(3);
        at.write_folder("plain folder", &folded[..2]);
        at.write_folder("a folder.json", &folded[2..]);
        let mut dropped = vec![
            at.folder.path().join("plain folder"),
            at.folder.path().join("a folder.json"),
        ];
        for (number, file) in loose.iter().enumerate() {
            dropped.push(at.folder.write(&format!("loose/{number}.json.gz"), &file.bytes));
        }
        at.drop_all(&dropped.iter().map(PathBuf::as_path).collect::<Vec<_>>());
        at.wait_until_read();
        let ledger = at.save_ledger();
        assert_ledger_holds(&ledger);
        assert_eq!(ledger["files"]["read"], loose.len() + 2, "{}", ledger["files"]);
        assert_eq!(ledger["files"]["failed"], 1);
        let per_file = ledger["perFile"].as_array().expect("files");
        let failed = per_file.iter().find(|file| file["outcome"] == "failed");
        assert_eq!(failed.expect("one failed")["path"], "a folder.json");
    });
}

#[test]
fn no_tab_moves_away_from_under_the_pointer_while_files_are_read() {
    visit(|at| {
        let folder = at.write_folder("much", &much());
        at.eval(
            "globalThis.places = new Set(), globalThis.phases = new Set();
             (function look() {
               const tabs = [...document.querySelectorAll('.tabs__tab')].map((tab) => tab.getBoundingClientRect());
               if (tabs.length) {
                 places.add(tabs.map((box) => `${box.x} ${box.y}`).join());
                 phases.add(document.querySelector('.page').dataset.phase);
               }
               requestAnimationFrame(look);
             })()",
        );
        at.drop_all(&[&folder]);
        at.wait_until_read();
        std::thread::sleep(std::time::Duration::from_millis(500));
        assert_eq!(at.eval("[...phases]"), serde_json::json!(["reading", "ready"]));
        let places = at.eval("[...places]");
        assert_eq!(places.as_array().map(Vec::len), Some(1), "{places:#}");
    });
}

#[test]
fn stopping_keeps_what_was_read_and_names_what_was_not() {
    visit(|at| {
        let folder = at.write_folder("much", &much());
        at.drop_all(&[&folder]);
        at.wait_for("reading", READING);
        at.wait_for(
            "the first rows",
            "document.querySelectorAll('.call-table__row[aria-selected]').length > 0",
        );
        assert_ledger_holds(&at.save_ledger());
        at.eval("document.querySelector('.progress__cancel')?.click(), 1");
        at.wait_for("the end of reading", READY);
        std::thread::sleep(std::time::Duration::from_millis(500));
        let ledger = at.save_ledger();
        assert_ledger_holds(&ledger);
        assert_eq!(ledger["files"]["seen"], 240, "{}", ledger["files"]);
        assert!(ledger["records"]["kept"].as_u64() > Some(0));
        let per_file = ledger["perFile"].as_array().expect("files");
        for file in per_file.iter().filter(|file| file["outcome"] == "skipped") {
            let reason = file["reason"].as_str().unwrap_or_default();
            assert!(reason.contains("stopped"), "{reason}");
        }
    });
}

#[test]
fn all_services_and_back_read_again_and_count_nothing_twice() {
    let files = sources(sample(&Plan::plain(22, 20, 60)).files);
    let (num_all, num_medical) = (calls(&files).len(), medical_calls(&files).len());
    visit(|at| {
        let folder = at.write_folder("few", &files);
        at.drop_all(&[&folder]);
        at.wait_until_read();
        at.wait_for_calls(num_medical, num_medical);
        let before = at.save_ledger();
        at.show_calls();
        switch_to(at, "All services");
        at.wait_for_calls(num_all, num_all);
        let all = at.save_ledger();
        assert_ledger_holds(&all);
        assert_eq!(all["records"]["otherServices"], 0);
        assert_eq!(all["records"]["kept"], num_all);
        at.show_calls();
        switch_to(at, "Comprehend Medical");
        at.wait_for_calls(num_medical, num_medical);
        assert_eq!(at.save_ledger(), before);
    });
}

#[test]
fn clearing_forgets_everything_and_a_new_drop_begins_anew() {
    let files = sources(sample(&Plan::plain(23, 5, 40)).files);
    let num_medical = medical_calls(&files).len();
    visit(|at| {
        let folder = at.write_folder("few", &files);
        for _ in 0..2 {
            at.drop_all(&[&folder]);
            at.wait_until_read();
            at.wait_for_calls(num_medical, num_medical);
            assert_eq!(at.save_ledger()["files"]["seen"], 5);
            at.show_calls();
            at.click_button(".header", "Clear");
            at.wait_for("the landing page", "!!document.querySelector('.landing')");
        }
    });
}

#[test]
fn leaving_asks_only_while_files_are_open() {
    let files = sources(sample(&Plan::plain(24, 2, 20)).files);
    visit(|at| {
        let folder = at.write_folder("few", &files);
        let asks = "(() => { const event = new Event('beforeunload', { cancelable: true }); dispatchEvent(event); return event.defaultPrevented; })()";
        assert_eq!(at.eval(asks), false);
        at.drop_all(&[&folder]);
        at.wait_until_read();
        assert_eq!(at.eval(asks), true);
        at.click_button(".header", "Clear");
        at.wait_for("the landing page", "!!document.querySelector('.landing')");
        assert_eq!(at.eval(asks), false);
    });
}
