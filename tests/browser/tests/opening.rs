//! Opening files: every way in, and what becomes of every kind of file.

use std::{collections::BTreeMap, path::Path};

use browser_tests::{
    MEDICAL, Source, Visit, assert_ledger_holds, grouped, medical_calls, records, sources, visit,
};
use medtrail::sample::{Plan, Sample, Truth, gzip, sample};
use miniz_oxide::inflate::decompress_to_vec;
use serde_json::{Value, json};

/// Nested folders with more files than the browser lists at once, copies and a digest among them.
fn many() -> Plan {
    Plan {
        has_extras: true,
        ..Plan::plain(7, 270, 12)
    }
}

fn total(truth: &Truth, of: fn(&medtrail::sample::FileTruth) -> u64) -> u64 {
    truth.files.iter().map(of).sum()
}

/// The ledger says of these files what the generator counted, `times` times over.
fn assert_truth(ledger: &Value, folder: &str, files: &[Source], truth: &Truth) {
    assert_ledger_holds(ledger);
    let num_digests = truth.files.iter().filter(|file| file.is_digest).count();
    assert_eq!(
        ledger["files"],
        json!({ "seen": files.len(), "read": files.len() - num_digests, "skipped": num_digests, "failed": 0 })
    );
    let (seen, medical) = (total(truth, |file| file.seen), total(truth, |file| file.medical));
    assert_eq!(
        ledger["records"],
        json!({ "seen": seen, "kept": truth.medical.kept, "otherServices": seen - medical,
            "duplicates": truth.medical.duplicates, "malformed": 0 })
    );
    assert_eq!(ledger["bySource"], json!(truth.by_source));
    assert_eq!(ledger["byOperation"], json!(truth.medical.by_operation));
    assert_eq!(ledger["errors"], truth.medical.errors);
    assert_eq!(ledger["time"]["first"], json!(truth.medical.first));
    assert_eq!(ledger["time"]["last"], json!(truth.medical.last));
    let per_file = ledger["perFile"].as_array().expect("entries");
    let by_path: BTreeMap<&str, &Value> = per_file
        .iter()
        .map(|file| (file["path"].as_str().expect("a path"), file))
        .collect();
    for (file, truth) in files.iter().zip(&truth.files) {
        let line = by_path[format!("{folder}{}", file.path).as_str()];
        assert_eq!(line["bytes"], file.bytes.len(), "{line}");
        assert_eq!(line["inflated"], file.text.len(), "{line}");
        assert_eq!(line["records"]["seen"], truth.seen, "{line}");
        assert_eq!(
            line["records"]["otherServices"],
            truth.seen - truth.medical,
            "{line}"
        );
        let (outcome, shape) = if truth.is_digest {
            ("skipped", "digest")
        } else {
            ("read", "trail")
        };
        assert_eq!(
            (&line["outcome"], &line["shape"]),
            (&json!(outcome), &json!(shape))
        );
    }
}

fn kept(truth: &Truth) -> usize {
    truth.medical.kept as usize
}

/// The line of a file, with its outcome, shape and note.
fn outcome_of(ledger: &Value, path: &str) -> [String; 3] {
    let per_file = ledger["perFile"].as_array().expect("entries");
    let line = per_file
        .iter()
        .find(|file| file["path"] == path)
        .unwrap_or_else(|| panic!("{path} is not in the ledger"));
    ["outcome", "shape", "reason"].map(|field| line[field].as_str().unwrap_or_default().to_owned())
}

#[test]
fn a_dropped_folder_of_hundreds_of_files_is_counted_exactly_and_drops_add_up() {
    visit(|at| {
        let Sample { files, truth } = sample(&many());
        let files = sources(files);
        assert!(files.len() > 250);
        let folder = at.write_folder("trail", &files);
        at.drop_all(&[&folder]);
        at.wait_for_calls(kept(&truth), kept(&truth));
        let ledger = at.save_ledger();
        assert_truth(&ledger, "trail/", &files, &truth);
        let (seen, medical) = (
            total(&truth, |file| file.seen),
            total(&truth, |file| file.medical),
        );
        let others = seen - medical;
        let [file_sum, record_sum] = at.sums();
        assert_eq!(
            file_sum,
            format!(
                "{} files = {} read + 1 skipped + 0 failed",
                files.len(),
                files.len() - 1
            )
        );
        let grouped = |number: u64| grouped(number as usize);
        assert_eq!(
            record_sum,
            format!(
                "{} records = {} kept + {} of other services + {} duplicates + 0 malformed",
                grouped(seen),
                grouped(truth.medical.kept),
                grouped(others),
                grouped(truth.medical.duplicates)
            )
        );
        let header = at.text(".header__summary");
        assert!(
            header.starts_with(&format!(
                "{} Comprehend Medical calls",
                grouped(truth.medical.kept)
            )),
            "{header}"
        );
        assert_eq!(at.count(".tabs__sample"), 0);

        let more = sample(&Plan::plain(8, 20, 30));
        let more_folder = at.write_folder("more", &sources(more.files));
        at.show_calls();
        at.drop_all(&[&more_folder]);
        let num_both = kept(&truth) + kept(&more.truth);
        at.wait_for_calls(num_both, num_both);

        at.drop_all(&[&folder]);
        let seen_in_all = 2 * seen + total(&more.truth, |file| file.seen);
        at.wait_for_records(seen_in_all as usize);
        let twice = at.save_ledger();
        assert_ledger_holds(&twice);
        assert_eq!(
            twice["records"],
            json!({
                "seen": seen_in_all,
                "kept": num_both,
                "otherServices": 2 * others + total(&more.truth, |file| file.seen - file.medical),
                "duplicates": 2 * truth.medical.duplicates + truth.medical.kept,
                "malformed": 0,
            })
        );
    });
}

#[test]
fn the_file_button_and_the_folder_button_open_what_was_chosen() {
    visit(|at| {
        let files = sources(sample(&Plan::plain(9, 6, 20)).files);
        let folder = at.write_folder("chosen", &files);
        let paths: Vec<_> = files.iter().map(|file| folder.join(&file.path)).collect();
        let of_three = medical_calls(&files[..3]).len();
        let of_all = medical_calls(&files).len();
        let three: Vec<&Path> = paths[..3].iter().map(AsRef::as_ref).collect();
        at.set_files("input[type=file]:not([webkitdirectory])", &three);
        at.wait_for_calls(of_three, of_three);
        at.set_files("input[webkitdirectory]", &[&folder]);
        at.wait_for_calls(of_all, of_all);
        let ledger = at.save_ledger();
        assert_ledger_holds(&ledger);
        assert_eq!(ledger["files"]["seen"], 9);
        assert_eq!(ledger["records"]["duplicates"], of_three);
        // A file comes by its name, a file of a folder by its path in it.
        let name = files[0].path.rsplit('/').next().unwrap();
        assert_eq!(outcome_of(&ledger, name)[0], "read");
        assert_eq!(
            outcome_of(&ledger, &format!("chosen/{}", files[0].path))[0],
            "read"
        );
    });
}

#[test]
fn the_sample_is_what_its_plan_says_and_is_called_synthetic() {
    visit(|at| {
        let Sample { files, truth } = sample(&Plan::demo());
        at.click_button(".landing", "Try sample data");
        at.wait_for_calls(kept(&truth), kept(&truth));
        assert_eq!(at.text(".tabs__sample"), "Synthetic sample data");
        let ledger = at.save_ledger();
        assert_truth(&ledger, "Sample data (synthetic)/", &sources(files), &truth);
    });
}

/// Holds the program back until the test says `go()`.
const HOLD_BACK: &str = "
  const compile = WebAssembly.compileStreaming;
  const mayGo = new Promise((resolve) => { globalThis.go = resolve; });
  WebAssembly.compileStreaming = async (response) => { await mayGo; return compile(response); };
";

#[test]
fn drops_before_the_program_is_there_are_kept() {
    visit(|at| {
        let files = sources(sample(&Plan::plain(10, 4, 25)).files);
        let folder = at.write_folder("early", &files);
        at.call(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": HOLD_BACK }),
        );
        at.reload();
        at.drop_all(&[&folder]);
        at.drop_all(&[&folder.join(&files[0].path)]);
        assert_eq!(at.eval("medtrailBoot.drops.length"), 2);
        assert_eq!(at.count(".landing"), 0);
        at.eval("go(), true");
        at.wait_until_opened();
        let num_calls = medical_calls(&files).len();
        at.wait_for_calls(num_calls, num_calls);
        assert_eq!(at.save_ledger()["files"]["seen"], 5);
    });
}

#[test]
fn each_kind_of_file_gets_its_outcome_and_sentence_and_harms_no_other() {
    let files = sources(sample(&Plan::plain(11, 3, 40)).files);
    let digest = sample(&Plan::demo())
        .files
        .into_iter()
        .find(|file| file.path.contains("Digest"))
        .unwrap();
    let whole = &files[0];
    let cut = &whole.bytes[..whole.bytes.len() * 2 / 3];
    let of_cut = decompress_to_vec(&cut[10..])
        .expect_err("the end is missing")
        .output;
    let middle = files[1].text.len() / 2;
    let (front, back) = files[1].text.split_at(middle);
    let mut odd = vec![
        Source::plain("empty.json", ""),
        Source::plain("notes.txt", "Call the ward about the logs"),
        Source::plain("logs.zip", "PK\x03\x04 and so on"),
        Source::plain("digest.json.gz", digest.bytes),
        Source::plain("cut.json.gz", cut),
        Source::members("two.json.gz", &[front, back]),
        Source::plain("other.json", r#"{"name":"ward","beds":12}"#),
        Source::plain("photo.json.gz", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice()),
        Source::plain("unpacked", files[2].text.clone()),
    ];
    odd.push(Source::plain("bad-record.json", bad_record()));
    visit(|at| {
        let folder = at.write_folder("odd", &odd);
        at.drop_all(&[&folder]);
        at.wait_until_read();
        let ledger = at.save_ledger();
        assert_ledger_holds(&ledger);
        for (name, outcome, shape, reason) in [
            ("empty.json", "skipped", "empty", "The file is empty"),
            (
                "notes.txt",
                "skipped",
                "text",
                "Not a CloudTrail log: text that is not JSON",
            ),
            (
                "logs.zip",
                "failed",
                "zip",
                "The archive's directory cannot be read",
            ),
            (
                "digest.json.gz",
                "skipped",
                "digest",
                "Not a log: a digest file of CloudTrail; see the Integrity tab",
            ),
            (
                "cut.json.gz",
                "read",
                "trail",
                "The compressed data end early; the whole records before the cut are kept",
            ),
            ("two.json.gz", "read", "trail", ""),
            ("other.json", "skipped", "json", "JSON without CloudTrail records"),
            (
                "photo.json.gz",
                "skipped",
                "binary",
                "Not a CloudTrail log: neither text nor gzip",
            ),
            ("unpacked", "read", "trail", ""),
            (
                "bad-record.json",
                "read",
                "trail",
                "1 record left out: not a JSON object",
            ),
        ] {
            let [seen_outcome, seen_shape, seen_reason] = outcome_of(&ledger, &format!("odd/{name}"));
            assert_eq!(
                (seen_outcome.as_str(), seen_shape.as_str()),
                (outcome, shape),
                "{name}: {seen_reason}"
            );
            assert!(seen_reason.contains(reason), "{name}: {seen_reason:?}");
            assert_eq!(
                seen_reason.is_empty(),
                reason.is_empty(),
                "{name}: {seen_reason:?}"
            );
            let lines = at.file_lines();
            let line = lines
                .iter()
                .find(|line| line[0] == format!("odd/{name}"))
                .unwrap_or_else(|| panic!("{name}: {lines:#?}"));
            assert_eq!(
                [&line[1], &line[2], &line[9]],
                [outcome, shape, &seen_reason],
                "{name}"
            );
        }
        let num_cut = records(&of_cut).into_iter().filter(is_medical).count();
        let num_whole = medical_calls(&files[1..]).len();
        assert_eq!(ledger["records"]["kept"], num_cut + num_whole + 1);
        // What the text of the cut file breaks off inside of, and what stands in place of a record.
        assert_eq!(ledger["records"]["malformed"], 2);
    });
}

fn is_medical(record: &&[u8]) -> bool {
    let json: Value = serde_json::from_slice(record).expect("JSON");
    json["eventSource"] == MEDICAL
}

fn bad_record() -> String {
    format!(r#"{{"Records":[17,{{"eventSource":"{MEDICAL}","eventName":"DetectPHI"}}]}}"#)
}

#[test]
fn file_names_are_drawn_as_text_whatever_they_are() {
    let names = [
        "<img src=x onerror=alert(1)>.json",
        "<script>alert(1)<\u{2215}script>.json",
        "adm\u{202e}nosj.exe",
        "two\nlines.json",
        "zero\u{200b}width.json",
        "'\"><svg onload=alert(1)>.json",
        "javascript:alert(1).json",
        "%3Cb%3E&lt;b&gt;.json",
        "=cmd|' \u{2215}C calc'!A0.json",
        "{{7*7}}${7*7}.json",
    ];
    visit(|at| {
        let elements = "document.querySelectorAll('img, script, iframe, a[href], b, svg[onload]').length";
        for (number, name) in names.iter().enumerate() {
            at.folder.write(&format!("names/{name}"), single_call(number));
        }
        at.drop_all(&[&at.folder.path().join("names")]);
        at.wait_for_calls(names.len(), names.len());
        at.show_files();
        at.wait_for(
            "all lines",
            &format!(
                "document.querySelectorAll('.files__name').length === {}",
                names.len()
            ),
        );
        let before = at.eval(elements);
        let mut seen: Vec<String> = at.file_lines().into_iter().map(|line| line[0].clone()).collect();
        let mark = |name: &&str| {
            let name = name.replace('\u{202e}', "⟨U+202E⟩").replace('\n', "⟨U+000A⟩");
            format!("names/{}", name.replace('\u{200b}', "⟨U+200B⟩"))
        };
        let mut expected: Vec<String> = names.iter().map(mark).collect();
        seen.sort();
        expected.sort();
        assert_eq!(seen, expected);
        for _ in &names {
            at.eval("document.querySelector('.files__grid').focus()");
            at.press("ArrowDown");
        }
        assert_eq!(at.eval(elements), before);
        assert_no_dialog(at);
        // The saved ledger has the names as they are.
        let ledger = at.save_ledger();
        for name in names {
            assert_eq!(outcome_of(&ledger, &format!("names/{name}"))[0], "read");
        }
    });
}

fn single_call(number: usize) -> Vec<u8> {
    gzip(
        format!(
            r#"{{"Records":[{{"eventSource":"{MEDICAL}","eventName":"DetectPHI","eventID":"{number}"}}]}}"#
        )
        .as_bytes(),
    )
}

fn assert_no_dialog(at: &Visit<'_>) {
    assert_eq!(at.dialogs(), []);
}
