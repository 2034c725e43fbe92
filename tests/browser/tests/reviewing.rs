//! The summary, the jobs and the checks in the browser: their numbers against a recount, and where they lead.

use browser_tests::{Visit, medical_calls, sources, visit};
use medtrail::sample::{Plan, sample};
use std::collections::BTreeSet;

fn open(at: &Visit<'_>, seed: u64) -> Vec<browser_tests::Call> {
    let files = sources(sample(&Plan::plain(seed, 6, 80)).files);
    let calls = medical_calls(&files);
    at.drop_all(&[&at.write_folder("trail", &files)]);
    at.wait_for_calls(calls.len(), calls.len());
    calls
}

#[test]
fn the_summary_counts_what_a_recount_counts_and_every_value_leads_to_its_calls() {
    visit(|at| {
        let calls = open(at, 71);
        at.click("#tab-summary");
        at.wait_for_selector(".summary__cards");
        let failed = calls.iter().filter(|call| call.cells[2] != "Success").count();
        assert_eq!(
            at.text(".summary__calls"),
            format!("{} calls, {failed} failed", calls.len())
        );
        let callers: BTreeSet<&str> = calls.iter().map(|call| call.cells[3].as_str()).collect();
        let words = at.text(".summary__lead");
        assert!(words.contains(&format!("{} callers", callers.len())), "{words}");
        let first = at.eval(
            "[...document.querySelectorAll('.summary__card')].find((card) => card.querySelector('h3').innerText === 'Operation')
                .querySelector('.summary__value').innerText.split('\\n')",
        );
        let (operation, count) = (
            first[0].as_str().expect("a value"),
            first[1].as_str().expect("a count"),
        );
        let expected = calls.iter().filter(|call| call.cells[1] == operation).count();
        assert_eq!(count, expected.to_string());
        at.eval(
            "[...document.querySelectorAll('.summary__card')].find((card) => card.querySelector('h3').innerText === 'Operation')
                .querySelector('.summary__value').click(), 1",
        );
        at.wait_for_calls(expected, calls.len());
    });
}

#[test]
fn a_check_shows_its_filter_and_leads_to_as_many_calls_as_it_says() {
    visit(|at| {
        let calls = open(at, 72);
        at.click("#tab-review");
        at.wait_for_selector(".checks__check");
        let found = at.eval(
            "[...document.querySelectorAll('.checks__check[data-state=found]')].map((check) => [
                check.querySelector('.checks__state').innerText.split(' ')[0].replaceAll(',', ''),
                check.querySelector('.checks__filter code').textContent])",
        );
        let found = found.as_array().expect("checks").clone();
        assert!(found.len() > 3, "the sample has something to find: {found:?}");
        for (index, check) in found.iter().enumerate() {
            let (count, filter) = (
                check[0].as_str().expect("a count"),
                check[1].as_str().expect("a filter"),
            );
            at.click("#tab-review");
            at.wait_for_selector(".checks__check[data-state=found]");
            at.eval(&format!(
                "document.querySelectorAll('.checks__check[data-state=found]')[{index}].querySelector('button').click(), 1"
            ));
            let count: usize = count.parse().expect("a number");
            at.wait_for_calls(count, calls.len());
            // The filter, typed, shows the same calls.
            at.click_button(".filter-bar", "Clear filters");
            at.wait_for_calls(calls.len(), calls.len());
            at.filter_by(filter);
            at.wait_for_calls(count, calls.len());
        }
    });
}

#[test]
fn checks_of_other_services_wait_for_all_services_and_settings_are_kept_as_a_file() {
    visit(|at| {
        open(at, 73);
        at.click("#tab-review");
        at.wait_for_selector(".checks__check");
        let not_run = "[...document.querySelectorAll('.checks__check[data-state=not-run]')].map((check) => check.innerText).join()";
        let words = at.eval(not_run).as_str().expect("text").to_owned();
        assert!(
            words.contains("Switch to “All services”") && words.contains("name your own networks"),
            "{words}"
        );
        at.click(".checks__settings > summary");
        at.eval(
            "(() => { const field = [...document.querySelectorAll('.checks__fields textarea')][0];
                field.value = 'eu-central-1'; field.dispatchEvent(new Event('change', { bubbles: true })); return 1; })()",
        );
        at.wait_for(
            "the check to run",
            "[...document.querySelectorAll('.checks__check[data-state=found]')].some((check) => check.innerText.includes('Outside the Regions'))",
        );
        // By the clock of a place, which the browser knows.
        at.eval(
            "(() => { const field = document.querySelector('.checks__fields input[type=text]');
                field.value = '8-18 Europe/Berlin'; field.dispatchEvent(new Event('change', { bubbles: true })); return 1; })()",
        );
        at.wait_for(
            "the check of hours to run",
            "[...document.querySelectorAll('.checks__check:is([data-state=found], [data-state=none])')].some((check) => check.innerText.includes('Outside working hours'))",
        );
        let saved = at.download(|| at.click_button(".checks__buttons", "Save settings"));
        assert_eq!(saved.name, "checks.medtrail.json");
        let settings: serde_json::Value = serde_json::from_slice(&saved.bytes).expect("JSON");
        assert_eq!(settings["regions"][0], "eu-central-1");
        assert_eq!(settings["hours"]["zone"], "Europe/Berlin");
        at.click_button(".scope, .filter-bar, body", "All services");
        at.wait_until_read();
        at.wait_for(
            "the other checks to run",
            "!document.querySelector('.checks').innerText.includes('Switch to “All services”')",
        );
    });
}

#[test]
fn a_job_tells_its_story_and_shows_its_calls() {
    visit(|at| {
        let calls = open(at, 74);
        at.click("#tab-jobs");
        at.wait_for_selector(".jobs__open");
        let id = at.text(".jobs__open");
        at.click(".jobs__open");
        at.wait_for_selector(".jobs__facts");
        let story = at.text(".jobs__facts");
        for part in ["Reads from", "Writes to", "KMS key", "Described by"] {
            assert!(story.contains(part), "{story}");
        }
        at.eval(&format!(
            "(() => {{ const field = document.querySelector('.jobs__search'); field.value = '{}';
                field.dispatchEvent(new Event('input', {{ bubbles: true }})); return 1; }})()",
            id.trim()
        ));
        at.wait_for("one job", "document.querySelectorAll('.jobs__open').length === 1");
        at.click_button(".job-around", "Load all services");
        at.wait_for(
            "what happened around the job",
            "document.querySelectorAll('.job-around__list li').length === 4",
        );
        at.click_button(".scope, .filter-bar, body", "Comprehend Medical");
        at.wait_for_selector(".job-around button");
        at.wait_until_read();
        at.click_button(".jobs__told", "Show its calls");
        let expected = calls
            .iter()
            .filter(|call| String::from_utf8_lossy(&call.record).contains(id.trim()))
            .count();
        assert!(expected > 0);
        at.wait_for_calls(expected, calls.len());
    });
}
