//! Results leave the page by the person's hand: every export opens again, pseudonyms hide, queries are copied.

use browser_tests::{Download, Visit, medical_calls, sources, visit};
use medtrail::sample::{Plan, sample};
use std::{fs, time::Duration};

/// How long the page may not answer while it saves, in milliseconds.
const MAX_PAUSE_MILLIS: f64 = 400.0;

fn choose(at: &Visit<'_>, form: &str) {
    at.click_button(".tabs", "Export");
    let label = format!(
        "[...document.querySelectorAll('.export__choice')].find((label) => label.textContent.startsWith('{form}'))"
    );
    at.wait_for(form, &format!("{label} !== undefined"));
    at.eval(&format!("{label}.querySelector('input').click(), 1"));
}

fn export(at: &Visit<'_>, form: &str) -> Download {
    let download = at.download(|| {
        choose(at, form);
        at.click_button(".export__start, .popover__panel", "Save");
    });
    at.wait_for_selector(".export-bar[data-stage=saved]");
    download
}

fn shoot(at: &Visit<'_>, name: &str) {
    if let Ok(folder) = std::env::var("MEDTRAIL_SHOTS") {
        at.screenshot(format!("{folder}/{name}.png"));
    }
}

#[test]
fn every_lossless_export_opens_again_as_the_same_calls() {
    let files = sources(sample(&Plan::plain(71, 5, 60)).files);
    let num_calls = medical_calls(&files).len();
    for form in ["Records, one a line", "Trail file", "Evidence bundle"] {
        visit(|at| {
            at.drop_all(&[&at.write_folder("trail", &files)]);
            at.wait_for_calls(num_calls, num_calls);
            let saved = export(at, form);
            let path = std::env::temp_dir().join(format!("medtrail-{}-{}", std::process::id(), saved.name));
            fs::write(&path, &saved.bytes).expect("a file");
            at.reload();
            at.wait_until_started();
            at.drop_all(&[&path]);
            at.wait_for_selector(".tabs");
            at.show_calls();
            at.wait_for_calls(num_calls, num_calls);
            let ledger = at.save_ledger();
            assert_eq!(ledger["records"]["kept"], num_calls, "{form}");
            assert_eq!(ledger["records"]["malformed"], 0, "{form}");
            fs::remove_file(path).expect("a file");
        });
    }
}

#[test]
fn a_table_is_saved_as_shown_and_the_page_goes_on_answering() {
    visit(|at| {
        let files = sources(sample(&Plan::plain(72, 40, 800)).files);
        let num_calls = medical_calls(&files).len();
        at.drop_all(&[&at.write_folder("trail", &files)]);
        at.wait_for_calls(num_calls, num_calls);
        at.eval(
            "window.pause = 0, (function tick(last) { const now = performance.now(); window.pause = Math.max(window.pause, now - last); \
             setTimeout(() => tick(now), 0); })(performance.now()), 1",
        );
        let csv = export(at, "CSV");
        assert_eq!(csv.name, "medtrail-calls.csv");
        let text = String::from_utf8(csv.bytes).expect("UTF-8");
        assert_eq!(text.matches("\r\n").count(), num_calls + 1);
        let pause = at.eval("window.pause").as_f64().expect("a number");
        assert!(pause < MAX_PAUSE_MILLIS, "{pause} ms");
        shoot(at, "saved");
        let json = export(at, "JSON");
        let rows: Vec<serde_json::Value> = serde_json::from_slice(&json.bytes).expect("JSON");
        assert_eq!(rows.len(), num_calls);
    });
}

#[test]
fn pseudonyms_hide_on_screen_and_in_exports_and_queries_are_not_written_meanwhile() {
    visit(|at| {
        let files = sources(sample(&Plan::plain(73, 4, 60)).files);
        let num_calls = medical_calls(&files).len();
        at.drop_all(&[&at.write_folder("trail", &files)]);
        at.wait_for_calls(num_calls, num_calls);
        at.click_button(".tabs", "Pseudonyms");
        shoot(at, "pseudonyms");
        at.click_button(".popover__panel", "Show pseudonyms");
        at.wait_for(
            "pseudonyms",
            "document.querySelector('.call-table').textContent.includes('name-')",
        );
        at.press("Escape");
        shoot(at, "hidden");
        let saved = export(at, "Records, one a line");
        let text = String::from_utf8(saved.bytes).expect("UTF-8");
        assert_eq!(text.lines().count(), num_calls);
        assert!(
            !text.contains("111122223333") && !text.contains("123456789012"),
            "no account"
        );
        at.click_button(".tabs", "Continue elsewhere");
        at.wait_for_selector(".elsewhere__hidden");
    });
}

#[test]
fn the_filter_is_written_for_other_engines_with_the_place_guessed_from_the_paths() {
    visit(|at| {
        let files = sources(sample(&Plan::plain(74, 4, 60)).files);
        let num_calls = medical_calls(&files).len();
        at.drop_all(&[&at.write_folder("trail", &files)]);
        at.wait_for_calls(num_calls, num_calls);
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
            ("Athena", "eventname = 'DetectPHI'"),
        ] {
            at.click_button(".elsewhere__targets", engine);
            let is_there = format!(
                "[...document.querySelectorAll('.elsewhere__text pre')].some((pre) => pre.textContent.includes({words:?}))"
            );
            at.wait_for_within(Duration::from_secs(20), engine, &is_there);
        }
        let account = at.eval("[...document.querySelectorAll('.elsewhere__field input')][2].value");
        assert!(
            account.as_str().is_some_and(|account| account.len() >= 12),
            "{account}"
        );
        at.set_viewport(320, 900);
        shoot(at, "elsewhere-320");
    });
}
