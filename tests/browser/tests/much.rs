//! Much at once: very many files, and one very large one.

use browser_tests::{Source, assert_ledger_holds, records, sources, visit};
use medtrail::sample::{Plan, gzip, sample};
use std::time::Duration;

/// A reader may hold this much.
const READER_BYTES: u64 = 512 << 20;

#[test]
fn twenty_thousand_files_are_all_read_and_the_page_draws_few_of_them() {
    const NUM_FILES: usize = 20_000;
    visit(|at| {
        let record = |number: usize| {
            format!(
                r#"{{"Records":[{{"eventVersion":"1.08","eventSource":"comprehendmedical.amazonaws.com","eventName":"DetectPHI","eventTime":"2026-10-01T00:00:00Z","eventID":"{number:08}-0000-4000-8000-000000000000"}}]}}"#
            )
        };
        let files: Vec<Source> = (0..NUM_FILES)
            .map(|number| Source::plain(&format!("{:02}/{number}.json", number % 40), record(number)))
            .collect();
        let folder = at.write_folder("logs", &files);
        at.drop_all(&[&folder]);
        at.wait_for("reading", "document.querySelector('.page[data-phase=reading]')");
        at.show_files();
        // The page answers all the while.
        let mut num_answers = 0;
        while at.eval("document.querySelector('.page').dataset.phase") == "reading" {
            assert!(
                at.count(".files__canvas *") < 1200,
                "the files are drawn, not listed"
            );
            num_answers += 1;
            std::thread::sleep(Duration::from_millis(50));
        }
        assert!(num_answers > 5, "the page stood still: {num_answers}");
        at.show_calls();
        at.wait_for_calls(NUM_FILES, NUM_FILES);
        let ledger = at.save_ledger();
        assert_ledger_holds(&ledger);
        assert_eq!(ledger["files"]["read"], NUM_FILES);
    });
}

#[test]
fn a_file_of_more_than_a_gigabyte_is_read_within_a_readers_memory_and_can_be_stopped() {
    let mut plan = Plan::plain(51, 1, 20_000);
    plan.medical_share = 0.0;
    let others = sources(sample(&plan).files).remove(0).text;
    let mut plan = Plan::plain(52, 1, 200);
    plan.medical_share = 1.0;
    let ours = sources(sample(&plan).files).remove(0).text;
    let (num_others, num_ours) = (records(&others).len(), records(&ours).len());
    let copies = (1 << 30) / others.len() + 1;
    // Files one after another, as "cat" joins them: each member a trail file of its own.
    let mut bytes = gzip(&others).repeat(copies);
    bytes.extend(gzip(&ours));
    visit(|at| {
        let file = at.folder.write("huge.json.gz", &bytes);
        at.drop_all(&[&file]);
        let end = "document.querySelector('.page[data-phase=ready]')";
        at.wait_for_within(Duration::from_secs(240), "the end", end);
        at.wait_for_calls(num_ours, num_ours);
        let ledger = at.save_ledger();
        assert_ledger_holds(&ledger);
        assert_eq!(ledger["records"]["seen"], copies * num_others + num_ours);
        assert!(ledger["bytes"]["inflated"].as_u64() > Some(1 << 30));
        for worker in at.workers() {
            let held = at.worker_memory(&worker);
            assert!(held < READER_BYTES, "{held} bytes");
        }
        at.click_button(".header", "Clear");
        at.drop_all(&[&file]);
        at.wait_for("reading", "document.querySelector('.progress__cancel')");
        at.wait_for(
            "some records",
            "/[1-9]/.test(document.querySelector('.header__records')?.innerText ?? '')",
        );
        at.eval("document.querySelector('.progress__cancel').click(), 1");
        at.wait_for("the end of reading", end);
        assert_ledger_holds(&at.save_ledger());
    });
}
