//! Workers that end in the middle of their work: what they had in hand is named, nothing is lost or doubled.

use browser_tests::{Source, assert_ledger_holds, ends_after, medical_calls, records, sources, visit};
use medtrail::sample::{Plan, sample};
use serde_json::Value;

/// Ends every worker that is given a file of this name.
const ENDS_ON_BAD_FILE: &str = "{
  const now = performance.now.bind(performance);
  let isBad = false;
  performance.now = () => { if (isBad) throw new Error('ended by the test'); return now(); };
  addEventListener('message', (event) => {
    isBad ||= Array.isArray(event.data) && event.data.some((extra) => extra instanceof File && extra.name === 'bad.json');
  });
}";

fn some() -> Vec<Source> {
    sources(sample(&Plan::plain(31, 300, 20)).files)
}

fn count(ledger: &Value, of: &str) -> u64 {
    ledger["records"][of].as_u64().expect("a count")
}

#[test]
fn a_reader_that_ends_at_any_point_loses_and_doubles_nothing() {
    let files = some();
    let num_medical = medical_calls(&files).len();
    for left in [0, 7, 60] {
        visit(|at| {
            let folder = at.write_folder("logs", &files);
            for reader in &at.workers()[1..3] {
                at.eval_in_worker(reader, &ends_after(left));
            }
            at.drop_all(&[&folder]);
            at.wait_until_read();
            at.wait_for_calls(num_medical, num_medical);
            let notices = at.texts(".notices").join(" ");
            assert!(notices.contains("A reader ended"), "after {left}: {notices}");
            let ledger = at.save_ledger();
            assert_ledger_holds(&ledger);
            assert_eq!(ledger["files"]["read"], 300, "after {left}");
            assert_eq!(count(&ledger, "kept"), num_medical as u64, "after {left}");
            assert_eq!(count(&ledger, "duplicates"), 0, "after {left}");
        });
    }
}

/// Counts the pieces that a worker hands over and the answers that it gives to pieces, and ends it when it has handed
/// over or answered so often. An answer's header is a byte.
fn ends_after_pieces(num_pieces: usize, num_answers: usize) -> String {
    format!(
        "{{
          const post = MessagePort.prototype.postMessage;
          const left = {{ pieces: {num_pieces}, answers: {num_answers} }};
          globalThis.numPieces = 0;
          MessagePort.prototype.postMessage = function (message, ...more) {{
            if (Array.isArray(message) && message[1] instanceof ArrayBuffer) {{
              const kind = message[0].byteLength === 1 ? 'answers' : 'pieces';
              if (kind === 'pieces') numPieces += 1;
              left[kind] -= 1;
              if (left[kind] < 0) throw new Error('ended by the test');
            }}
            return post.call(this, message, ...more);
          }};
        }}"
    )
}

#[test]
fn a_large_file_is_read_by_two_readers_and_whichever_ends_nothing_is_lost_or_doubled() {
    let mut plan = Plan::plain(37, 1, 50_000);
    plan.medical_share = 0.5;
    let files = sources(sample(&plan).files);
    let (num_records, num_medical) = (records(&files[0].text).len(), medical_calls(&files).len());
    assert!(files[0].bytes.len() > 5 << 20, "large: {}", files[0].bytes.len());
    const NEVER: usize = usize::MAX;
    for (num_pieces, num_answers) in [(NEVER, NEVER), (0, NEVER), (7, NEVER), (NEVER, 0), (NEVER, 7)] {
        let ending = format!("after {num_pieces} pieces or {num_answers} answers");
        visit(|at| {
            let folder = at.write_folder("logs", &files);
            at.set_worker_prelude(&ends_after_pieces(num_pieces, num_answers));
            at.reload();
            at.wait_until_started();
            at.drop_all(&[&folder]);
            at.wait_until_read();
            at.wait_for_calls(num_medical, num_medical);
            if (num_pieces, num_answers) == (NEVER, NEVER) {
                // A piece is a megabyte or two.
                let of_workers = at
                    .workers()
                    .iter()
                    .map(|worker| at.eval_in_worker(worker, "numPieces").as_u64())
                    .max();
                assert!(of_workers.flatten() > Some(10), "{of_workers:?}");
            } else {
                let notices = at.texts(".notices").join(" ");
                assert!(notices.contains("A reader ended"), "{ending}: {notices}");
            }
            let ledger = at.save_ledger();
            assert_ledger_holds(&ledger);
            assert_eq!(ledger["files"]["read"], 1, "{ending}");
            assert_eq!(count(&ledger, "seen"), num_records as u64, "{ending}");
            assert_eq!(count(&ledger, "kept"), num_medical as u64, "{ending}");
            assert_eq!(count(&ledger, "duplicates"), 0, "{ending}");
        });
    }
}

#[test]
fn a_file_that_ends_its_reader_twice_is_given_up_by_name_and_the_others_are_read() {
    let files = some();
    let num_medical = medical_calls(&files).len();
    visit(|at| {
        let folder = at.write_folder("logs", &files);
        at.folder.write("logs/bad.json", br#"{"Records":[]}"#);
        // From here on for every worker, and all that run are replaced.
        at.set_worker_prelude(ENDS_ON_BAD_FILE);
        at.reload();
        at.wait_until_started();
        at.drop_all(&[&folder]);
        at.wait_until_read();
        at.wait_for_calls(num_medical, num_medical);
        let notices = at.texts(".notices").join(" ");
        assert!(notices.contains("“logs/bad.json” ended twice"), "{notices}");
        let ledger = at.save_ledger();
        assert_ledger_holds(&ledger);
        assert_eq!(ledger["files"]["failed"], 1);
        assert_eq!(ledger["files"]["read"], 300);
        assert_eq!(count(&ledger, "duplicates"), 0);
    });
}

#[test]
fn the_end_of_the_table_is_said_and_reading_again_brings_it_back_under_the_same_filter() {
    let files = some();
    let num_medical = medical_calls(&files).len();
    let num_detect = medical_calls(&files)
        .iter()
        .filter(|call| call.contains("DetectEntitiesV2"))
        .count();
    visit(|at| {
        let folder = at.write_folder("logs", &files);
        at.drop_all(&[&folder]);
        at.wait_until_read();
        at.wait_for_calls(num_medical, num_medical);
        at.click(".filter-bar__input");
        at.type_text("DetectEntitiesV2");
        at.press("Enter");
        at.wait_for_calls(num_detect, num_medical);
        let before = at.save_ledger();
        at.show_calls();
        at.end_worker(&at.workers()[0]);
        at.wait_for(
            "the sentence",
            "document.querySelector('.page[data-phase=failed]')?.innerText.includes('The table was lost')",
        );
        at.click_button(".message", "Read the files again");
        at.wait_until_read();
        at.wait_for_calls(num_detect, num_medical);
        assert_eq!(at.save_ledger(), before);
    });
}

#[test]
fn a_call_whose_reader_ends_says_so_and_opens_at_the_next_try() {
    let files = some();
    let num_medical = medical_calls(&files).len();
    visit(|at| {
        let folder = at.write_folder("logs", &files);
        at.drop_all(&[&folder]);
        at.wait_until_read();
        at.wait_for_calls(num_medical, num_medical);
        at.end_worker(&at.workers()[3]);
        at.wait_for(
            "a fresh worker",
            "new Promise((resolve) => setTimeout(() => resolve(true), 500))",
        );
        at.click(".call-table__canvas [role=row]");
        at.wait_for(
            "the record",
            "document.querySelector('.detail')?.innerText.includes('eventVersion')",
        );
    });
}
