//! Text pasted into the page is read like a file.

use browser_tests::{Visit, assert_ledger_holds, medical_calls, records, sources, visit};
use medtrail::sample::{Plan, sample};
use serde_json::json;

/// Pastes as a person does: the browser fills the event's clipboard.
fn paste(at: &Visit<'_>, text: &str) {
    let script = format!(
        "(() => {{
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', {});
          document.activeElement.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData, bubbles: true, cancelable: true }}));
        }})()",
        json!(text)
    );
    at.eval(&script);
}

#[test]
fn pasted_records_open_like_a_file_and_keep_their_exact_text() {
    let files = sources(sample(&Plan::plain(41, 1, 30)).files);
    let num_medical = medical_calls(&files).len();
    let num_records = records(&files[0].text).len();
    let text = String::from_utf8(files[0].text.clone()).expect("a trail is text");
    visit(|at| {
        paste(at, &text);
        at.wait_until_read();
        at.wait_for_calls(num_medical, num_medical);
        // The same text again is the same calls.
        paste(at, &text);
        at.wait_for_records(2 * num_records);
        let ledger = at.save_ledger();
        assert_ledger_holds(&ledger);
        assert_eq!(ledger["records"]["kept"], num_medical);
        assert_eq!(ledger["records"]["duplicates"], num_medical);
        assert_eq!(ledger["perFile"][0]["path"], "Pasted text 1.txt");
        assert_eq!(ledger["perFile"][1]["path"], "Pasted text 2.txt");
        assert_eq!(ledger["perFile"][0]["bytes"], text.len());
    });
}

#[test]
fn text_pasted_into_the_search_is_a_search_and_white_space_is_nothing() {
    let files = sources(sample(&Plan::plain(42, 1, 30)).files);
    visit(|at| {
        paste(at, " \n\t ");
        assert_eq!(at.count(".landing"), 1);
        let folder = at.write_folder("logs", &files);
        at.drop_all(&[&folder]);
        at.wait_until_read();
        at.click(".filter-bar__input");
        paste(at, "{\"Records\":[]}");
        std::thread::sleep(std::time::Duration::from_millis(300));
        assert_eq!(at.save_ledger()["files"]["seen"], 1);
    });
}
