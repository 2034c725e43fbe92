//! Tests of the raw records: found in the files, said while they are looked for, cancelled, and put to files that
//! come later.

use std::path::PathBuf;

use browser_tests::{Call, Source, Visit, grouped, medical_calls, sources, visit};
use medtrail::{
    query::{Field, Filter, Test, language::parse, naive::record_passes},
    sample::{Plan, sample},
};
use serde_json::json;

/// Every worker lingers before each job of a search, so that a person can look on.
const LINGERS: &str = "addEventListener('message', (event) => {
  // A search is the second kind of message to a reader, and files come with it.
  if (event.data?.[1] instanceof File && new Uint8Array(event.data[0])[0] === 1) {
    const end = Date.now() + 1500;
    while (Date.now() < end);
  }
});";

fn some(seed: u64, num_files: u32) -> Vec<Source> {
    sources(sample(&Plan::plain(seed, num_files as _, 25)).files)
}

/// How many calls pass one test of the record, by walking their JSON.
fn num_passing_of(calls: &[Call], filter: &str) -> usize {
    let (inner, is_wanted) = match parse(filter).expect(filter) {
        Filter::Not(inner) => (*inner, false),
        other => (other, true),
    };
    let Filter::Test(Test {
        field: Field::Record(path),
        op,
    }) = inner
    else {
        panic!("{filter} is no test of the record");
    };
    let passes = |call: &&Call| {
        let record = serde_json::from_slice(&call.record).expect("JSON");
        record_passes(&record, &path, &op) == is_wanted
    };
    calls.iter().filter(passes).count()
}

fn open(at: &Visit<'_>, name: &str, files: &[Source]) -> PathBuf {
    let folder = at.write_folder(name, files);
    at.drop_all(&[&folder]);
    at.wait_until_read();
    folder
}

fn filter(at: &Visit<'_>, text: &str) {
    at.eval("document.querySelector('.filter-bar__input').focus()");
    at.call("Input.insertText", json!({ "text": text }));
    at.press("Enter");
}

const BUCKET: &str = "requestParameters.inputDataConfig.s3Bucket : NOTES-inbox";

#[test]
fn any_path_and_any_text_of_the_records_filter_like_a_column() {
    let files = some(71, 60);
    let calls = medical_calls(&files);
    visit(|at| {
        open(at, "logs", &files);
        at.wait_for_calls(calls.len(), calls.len());
        let mut num_hits = 0;
        for text in [
            BUCKET,
            "requestparameters.KMSKEY ^ arn:aws:kms:us-east-1",
            // The generator writes `=` as an escape, as CloudTrail does.
            "record : \"batch=\"",
            "not record : \"batch=\"",
            "responseElements.jobId exists",
            "record.userIdentity.sessionContext.sessionIssuer.type = Role",
            "resources absent",
        ] {
            let num_passing = num_passing_of(&calls, text);
            filter(at, text);
            at.wait_for_calls(num_passing, calls.len());
            let listed: Vec<(String, usize)> = serde_json::from_value(at.eval(
                "[...document.querySelector('.facets__facet').querySelectorAll('.facets__value')].map((value) =>
                   [value.querySelector('.facets__name').innerText, +value.querySelector('.facets__count').innerText])",
            ))
            .expect("values and counts");
            assert!(!listed.is_empty());
            for (operation, count) in listed {
                let of_it: Vec<Call> = calls
                    .iter()
                    .filter(|call| call.cells[1] == operation)
                    .cloned()
                    .collect();
                assert_eq!(num_passing_of(&of_it, text), count, "{text}: {operation}");
            }
            assert_eq!(at.count(".record-search"), 0, "{text}");
            num_hits += num_passing;
            at.click_button(".filter-bar", "Clear filters");
            at.wait_for_calls(calls.len(), calls.len());
        }
        assert!(num_hits > calls.len(), "{num_hits}");
        // Among other filters, and turned round.
        filter(at, &format!("{BUCKET} or operation = DetectPHI"));
        let is_either = |call: &&Call| {
            call.cells[1] == "DetectPHI" || num_passing_of(std::slice::from_ref(*call), BUCKET) == 1
        };
        at.wait_for_calls(calls.iter().filter(is_either).count(), calls.len());
    });
}

#[test]
fn a_search_says_what_it_does_not_know_yet_can_be_cancelled_and_goes_on() {
    let files = some(72, 320);
    let calls = medical_calls(&files);
    let num_passing = num_passing_of(&calls, BUCKET);
    visit(|at| {
        at.set_worker_prelude(LINGERS);
        at.reload();
        at.wait_until_started();
        let folder = at.write_folder("logs", &files);
        at.drop_all(&[&folder]);
        at.wait_for_calls(calls.len(), calls.len());
        // While it is typed nothing is searched.
        at.click(".filter-bar__input");
        at.call("Input.insertText", json!({ "text": BUCKET }));
        at.wait_for(
            "the hint",
            "document.querySelector('.filter-bar__waits')?.innerText.startsWith('Enter searches')",
        );
        assert_eq!(at.count(".record-search"), 0);
        at.press("Enter");
        at.wait_for_selector(".record-search[data-phase=running]");
        let at_least = "document.querySelector('.status-bar__counts').innerText.startsWith('At least ')";
        at.wait_for("numbers that may grow", at_least);
        assert!(at.text("#tab-calls").contains('≥'), "{}", at.text("#tab-calls"));
        assert!(at.text(".facets").contains("So far"));
        at.click_button(".record-search", "Cancel search");
        at.wait_for_selector(".record-search[data-phase=stopped]");
        at.wait_for("numbers that are not final", at_least);
        assert!(
            at.text(".record-search")
                .contains("were not searched are not shown and not counted")
        );
        at.click_button(".record-search", "Search the rest");
        at.wait_for_calls(num_passing, calls.len());
        at.wait_for("the end", "!document.querySelector('.record-search')");
        // Off and on again: what was found is kept.
        at.click(".filter-bar__switch");
        at.wait_for_calls(calls.len(), calls.len());
        at.click(".filter-bar__switch");
        at.wait_for_calls(num_passing, calls.len());
    });
}

#[test]
fn a_folder_that_is_dropped_later_is_searched_too() {
    let (first, second) = (some(73, 40), some(74, 40));
    let both: Vec<Source> = first.iter().chain(&second).cloned().collect();
    let calls = medical_calls(&both);
    visit(|at| {
        open(at, "first", &first);
        filter(at, BUCKET);
        let before = medical_calls(&first);
        at.wait_for_calls(num_passing_of(&before, BUCKET), before.len());
        open(at, "second", &second);
        at.wait_for_calls(num_passing_of(&calls, BUCKET), calls.len());
        assert!(num_passing_of(&calls, BUCKET) > num_passing_of(&before, BUCKET));
    });
}

#[test]
fn a_file_that_vanished_since_is_named() {
    let files = some(75, 3);
    let calls = medical_calls(&files);
    visit(|at| {
        let folder = open(at, "logs", &files);
        at.wait_for_calls(calls.len(), calls.len());
        std::fs::remove_file(folder.join(&files[1].path)).expect("the file is there");
        filter(at, "record : \"batch=\"");
        at.wait_for(
            "the sentence",
            "document.querySelector('.record-search__troubles')?.innerText.includes('is gone, or may no longer be read')",
        );
        let named = files[1].path.rsplit('/').next().expect("a name");
        assert!(at.text(".record-search__troubles").contains(named));
        at.wait_for(
            "numbers that are not final",
            "document.querySelector('.status-bar__counts').innerText.startsWith('At least ')",
        );
        let others: Vec<_> = files
            .iter()
            .filter(|file| file.path != files[1].path)
            .cloned()
            .collect();
        let num_found = num_passing_of(&medical_calls(&others), "record : \"batch=\"");
        let said = at.text(".status-bar__counts");
        assert!(
            said.starts_with(&format!("At least {} of", grouped(num_found))),
            "{said}"
        );
        // It is back.
        at.folder
            .write(&format!("logs/{}", files[1].path), &files[1].bytes);
        assert_eq!(at.count(".record-search button"), 1);
    });
}
