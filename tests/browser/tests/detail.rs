//! The open call: its record is what stands in the file, byte for byte, and nothing in it runs.

use std::{collections::BTreeMap, fs};

use browser_tests::{
    Call, Dice, MEDICAL, Source, Visit, calls, cell, medical_calls, records, sources, visit,
};
use medtrail::{
    base::hidden::mark_hidden,
    sample::{Plan, gzip, sample},
};
use serde_json::{Value, json};

const GRID: &str = "document.querySelector('.call-table')";

/// Waits until a call is open with its record, and gives the record's text and its places: path and words.
fn wait_for_record(at: &Visit<'_>, event_id: &str) -> (String, Vec<[String; 2]>) {
    let expression = format!(
        "(async () => {{
          const isIt = () => document.querySelector('.detail [data-column=eventID] .value')?.textContent === {};
          if (!isIt()) return null;
          // The record stands as a tree at first; here its text is looked at.
          document.querySelector('.detail__forms button[aria-pressed=false]:nth-last-child(2)')?.click();
          // The parts of the panel are drawn one after another.
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20)));
          const text = document.querySelector('.detail__json')?.textContent;
          if (!isIt() || text === undefined) return null;
          const places = [...document.querySelectorAll('.detail__place')].map((place) =>
            [place.querySelector('.value').textContent, place.lastChild.textContent]);
          return [text, places];
        }})()",
        json!(event_id)
    );
    let shown = at.wait_within(&expression).unwrap_or_else(|| {
        let active = at.eval(&format!("{GRID}.getAttribute('aria-activedescendant')"));
        panic!("never the record of {event_id}; {active}: {}", at.text(".detail"));
    });
    serde_json::from_value(shown).expect("a text and places")
}

/// First byte and length out of a place's words.
fn span(words: &str) -> (usize, usize) {
    let number = |text: &str| -> usize {
        let digits: String = text.chars().take_while(|it| !it.is_alphabetic()).collect();
        digits.replace(',', "").trim().parse().expect("a number")
    };
    let (_, rest) = words.split_once("byte ").expect("a place names a byte");
    let (_, len) = rest.split_once("text, ").expect("a place has a length");
    (number(rest), number(len))
}

/// Generated files with copies, one unpacked, one of spaced-out JSON and some of several members.
fn varied() -> Vec<Source> {
    let mut files = sources(
        sample(&Plan {
            has_extras: true,
            ..Plan::plain(41, 20, 40)
        })
        .files,
    );
    for (number, file) in sources(sample(&Plan::plain(42, 3, 40)).files)
        .into_iter()
        .enumerate()
    {
        let (front, rest) = file.text.split_at(1000 + 77 * number);
        let (middle, back) = rest.split_at(rest.len() / 2);
        files.push(Source::members(
            &format!("members-{number}.gz"),
            &[front, b"", middle, back],
        ));
    }
    let spaced = sample(&Plan::plain(43, 1, 40)).files.remove(0);
    let json: Value = serde_json::from_slice(&Source::from(spaced).text).expect("JSON");
    files.push(Source::plain(
        "spaced.json",
        serde_json::to_string_pretty(&json).expect("JSON"),
    ));
    files
}

#[test]
fn the_records_of_a_hundred_random_rows_equal_their_files_byte_for_byte() {
    let files = varied();
    let by_path: BTreeMap<String, &Source> = files
        .iter()
        .map(|file| (format!("varied/{}", file.path), file))
        .collect();
    let mut num_places: BTreeMap<String, usize> = BTreeMap::new();
    for record in files.iter().flat_map(|file| records(&file.text)) {
        let json: Value = serde_json::from_slice(record).unwrap();
        *num_places
            .entry(json["eventID"].as_str().unwrap().to_owned())
            .or_default() += 1;
    }
    let calls = medical_calls(&files);
    visit(|at| {
        at.drop_all(&[&at.write_folder("varied", &files)]);
        at.wait_for_calls(calls.len(), calls.len());
        at.eval(&format!("{GRID}.focus()"));
        at.press("Enter");
        wait_for_record(at, &calls[0].event_id);
        at.click_button(".detail__forms", "As in the file");
        at.eval(&format!("{GRID}.focus()"));
        at.press("PageDown");
        let page = at.wait_for(
            "a page further",
            &format!("Number({GRID}.getAttribute('aria-activedescendant')?.split('-')[1]) || null"),
        );
        let page = page.as_u64().unwrap() as usize;
        let (mut dice, mut row) = (Dice::new(9), page);
        let (mut num_of_members, mut num_copied) = (0, 0);
        for _ in 0..100 {
            row = go_to(at, row, dice.below(calls.len()), page);
            let call = &calls[row];
            let (text, places) = wait_for_record(at, &call.event_id);
            assert_eq!(places.len(), num_places[&call.event_id], "{places:?}");
            for (nth, [path, words]) in places.iter().enumerate() {
                let (start, len) = span(words);
                let in_file = &by_path[path].text[start..start + len];
                if nth == 0 {
                    assert_eq!(text.as_bytes(), in_file, "{path} {words}");
                }
                let (shown, copy): (Value, Value) = (
                    serde_json::from_str(&text).unwrap(),
                    serde_json::from_slice(in_file).unwrap(),
                );
                assert_eq!(shown, copy);
            }
            num_of_members += usize::from(places[0][0].contains("members-"));
            num_copied += usize::from(places.len() > 1);
        }
        assert!(
            num_of_members > 3 && num_copied > 0,
            "{num_of_members} {num_copied}"
        );
    });
}

/// Moves from row to row by keys, `page` rows by Page Down; the open call follows.
fn go_to(at: &Visit<'_>, row: usize, target: usize, page: usize) -> usize {
    let [far, near] = if row < target {
        ["PageDown", "ArrowDown"]
    } else {
        ["PageUp", "ArrowUp"]
    };
    let distance = row.abs_diff(target);
    (0..distance / page).for_each(|_| at.press(far));
    (0..distance % page).for_each(|_| at.press(near));
    target
}

#[test]
fn next_and_previous_go_through_the_rows_by_key_and_by_button() {
    visit(|at| {
        let files = sources(sample(&Plan::plain(44, 3, 30)).files);
        let calls = medical_calls(&files);
        at.drop_all(&[&at.write_folder("trail", &files)]);
        at.wait_for_calls(calls.len(), calls.len());
        at.click(&cell(0, 0));
        let is_open = |call: &Call| {
            wait_for_record(at, &call.event_id);
        };
        is_open(&calls[0]);
        let previous = ".detail__buttons button:nth-of-type(1)";
        let next = ".detail__buttons button:nth-of-type(2)";
        let is_disabled = |button: &str| at.eval(&format!("document.querySelector('{button}').disabled"));
        assert_eq!(
            (is_disabled(previous), is_disabled(next)),
            (json!(true), json!(false))
        );
        at.click(next);
        is_open(&calls[1]);
        at.eval("document.querySelector('.detail').focus()");
        at.press("j");
        is_open(&calls[2]);
        at.press("k");
        is_open(&calls[1]);
        at.click(previous);
        is_open(&calls[0]);
        at.eval(&format!("{GRID}.focus()"));
        at.press("End");
        is_open(&calls[calls.len() - 1]);
        assert_eq!(
            (is_disabled(previous), is_disabled(next)),
            (json!(false), json!(true))
        );
        at.click(".detail__buttons button:nth-of-type(3)");
        at.wait_for("no call open", "!document.querySelector('.detail')");
        assert_eq!(at.eval(&format!("document.activeElement === {GRID}")), true);
    });
}

#[test]
fn a_file_that_changed_or_went_since_says_so_and_keeps_its_rows() {
    visit(|at| {
        let files = sources(sample(&Plan::plain(45, 2, 30)).files);
        let calls = medical_calls(&files);
        let folder = at.write_folder("trail", &files);
        at.drop_all(&[&folder]);
        at.wait_for_calls(calls.len(), calls.len());
        at.click(&cell(0, 0));
        wait_for_record(at, &calls[0].event_id);
        fs::write(folder.join(&files[0].path), gzip(b"{\"Records\":[]}")).unwrap();
        fs::remove_file(folder.join(&files[1].path)).unwrap();
        for (index, file) in files.iter().enumerate() {
            let own = medical_calls(std::slice::from_ref(file));
            let row = calls
                .iter()
                .position(|call| call.event_id == own[own.len() / 2].event_id)
                .unwrap();
            at.click(&cell(row, 0));
            let note = at.wait_for(
                "a note",
                &format!(
                    "document.querySelector('.detail [data-column=eventID] .value')?.textContent === '{}'
                     && document.querySelector('.detail__record .detail__note')?.innerText",
                    calls[row].event_id
                ),
            );
            let note = note.as_str().unwrap();
            assert!(
                note.starts_with("The record could not be read again: its file"),
                "{index}: {note}"
            );
            assert_eq!(at.count(".detail__json"), 0);
            assert_eq!(
                at.text(".detail [data-column=sourceIPAddress] dd"),
                calls[row].cells[4]
            );
        }
        at.wait_for_calls(calls.len(), calls.len());
    });
}

const HOSTILE: [&str; 40] = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "\"><svg onload=alert(1)>",
    "'-alert(1)-'",
    "</script><script>alert(1)</script>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<a href=\"javascript:alert(1)\">click</a>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "https://example.com/?q=<b>x</b>",
    "//example.com/x.js",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=https://example.com/x.css>",
    "<base href=https://example.com/>",
    "<meta http-equiv=refresh content=0;url=https://example.com>",
    "<form action=https://example.com><input name=x></form>",
    "<object data=x></object><embed src=x>",
    "<math><mtext></table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<!--><img src=x onerror=alert(1)>-->",
    "]]><x/>",
    "&lt;b&gt;&amp;&#x3C;i&#x3E;",
    "adm\u{202e}nimda\u{202c}",
    "\u{2066}isolated\u{2069}\u{200f}",
    "zero\u{200b}width\u{feff}joiner\u{200d}",
    "bell\u{7}null\u{0}escape\u{1b}[31mred",
    "line\nbreak\r\ttab\u{2028}\u{2029}",
    "\u{e0041}\u{e0042} tags",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "{{7*7}}",
    "${alert(1)}",
    "<%= 7*7 %>",
    "#{7*7}",
    "__proto__",
    "constructor.prototype.polluted",
    "Z\u{351}\u{36b}\u{343}\u{36a}\u{302}A\u{321}\u{34a}\u{360}LGO",
    "%3Cscript%3Ealert(1)%3C/script%3E",
];

fn hostile_record(number: usize, text: &str) -> Value {
    json!({
        "eventVersion": text,
        "eventTime": format!("2026-10-22T00:00:{number:02}Z"),
        "eventSource": MEDICAL,
        "eventName": text,
        "awsRegion": text,
        "sourceIPAddress": text,
        "userAgent": text,
        "errorCode": text,
        "errorMessage": text,
        "eventID": format!("hostile {number} {text}"),
        "requestID": text,
        "eventType": text,
        "eventCategory": text,
        "recipientAccountId": text,
        "sharedEventID": text,
        "vpcEndpointId": text,
        "readOnly": text,
        text: text,
        "requestParameters": { text: text, "jobId": text },
        "responseElements": { text: [text], "jobId": text },
        "tlsDetails": { "tlsVersion": text, "cipherSuite": text, "clientProvidedHostHeader": text },
        "userIdentity": {
            "type": text, "principalId": text, "arn": text, "accountId": text, "accessKeyId": text,
            "userName": text, "invokedBy": text,
            "sessionContext": {
                "sourceIdentity": text,
                "sessionIssuer": { "type": text, "principalId": text, "arn": text, "accountId": text, "userName": text },
                "attributes": { "creationDate": text, "mfaAuthenticated": text },
            },
        },
    })
}

const ELEMENTS: &str = "['img', 'script', 'iframe', 'a[href]', 'object', 'embed', 'style', 'link', 'base', 'meta', 'math',
  '[onload]', '[onerror]', '[src]', '[style]:not([style^=\"--\"])'].map((selector) => document.querySelectorAll(selector).length)";

#[test]
fn hostile_values_in_every_field_are_text_and_nothing_else() {
    visit(|at| {
        let before = at.eval(ELEMENTS);
        for (number, text) in HOSTILE.iter().enumerate() {
            let log = json!({ "Records": [hostile_record(number, text)] });
            // A file's name holds neither a slash nor a zero byte.
            let name = text.replace('/', "\u{2215}").replace('\0', "");
            at.folder.write(&format!("hostile/{name}.json"), log.to_string());
        }
        at.drop_all(&[&at.folder.path().join("hostile")]);
        at.wait_for_calls(HOSTILE.len(), HOSTILE.len());
        at.click(&cell(0, 0));
        for row in 0..HOSTILE.len() {
            let number = HOSTILE.len() - 1 - row;
            let text = HOSTILE[number];
            let (record, _) = wait_for_record(at, &mark_hidden(&format!("hostile {number} {text}")));
            // The table may be drawn a moment after the panel.
            at.wait_for(
                text,
                &format!(
                    "document.querySelector({})?.querySelector('.value').textContent === {}",
                    json!(cell(row, 1)),
                    json!(mark_hidden(text))
                ),
            );
            let fields = at.eval(
                "[...document.querySelectorAll('.detail__all .value')].map((value) => value.textContent)",
            );
            let num_shown = fields
                .as_array()
                .unwrap()
                .iter()
                .filter(|value| **value == *mark_hidden(text))
                .count();
            assert!(num_shown > 20, "{text:?}: {fields:#}");
            assert!(!record.is_empty());
            if row == 0 {
                at.click_button(".detail__all", "All fields");
            }
            assert_eq!(at.eval(ELEMENTS), before, "{text:?}");
            at.eval("document.querySelector('.detail').focus()");
            at.press("j");
        }
        for text in [HOSTILE[0], HOSTILE[1], HOSTILE[22]] {
            at.search(text);
        }
        at.wait_for_calls(0, HOSTILE.len());
        assert_eq!(at.eval(ELEMENTS), before);
        at.click_button(".message", "Clear filters");
        at.wait_for_calls(HOSTILE.len(), HOSTILE.len());
        at.show_files();
        at.eval("document.querySelector('.files__grid').focus()");
        for _ in &HOSTILE {
            at.press("ArrowDown");
            assert_eq!(at.eval(ELEMENTS), before);
        }
        assert_eq!(at.dialogs(), []);
        assert_eq!(
            at.eval("globalThis.polluted === undefined && ({}).polluted === undefined"),
            true
        );
    });
}

#[test]
fn a_second_record_with_the_same_id_is_kept_and_marked_and_copies_are_listed() {
    let record = |ip: &str| {
        format!(
            r#"{{"eventSource":"{MEDICAL}","eventName":"DetectPHI","eventTime":"2026-10-22T08:00:00Z","eventID":"one","sourceIPAddress":"{ip}"}}"#
        )
    };
    // Equal values, other white space and order of keys.
    let copy = format!(
        r#"{{ "eventID": "one", "eventTime": "2026-10-22T08:00:00Z", "eventName": "DetectP\u0048I", "eventSource": "{MEDICAL}", "sourceIPAddress": "192.0.2.1" }}"#
    );
    let list = |records: &[&str]| format!(r#"{{"Records":[{}]}}"#, records.join(","));
    let files = [
        Source::plain("a.json", list(&[&record("192.0.2.1"), &copy])),
        Source::plain("b.json", list(&[&record("192.0.2.1"), &record("192.0.2.2")])),
    ];
    assert_eq!(calls(&files[..1]).len(), 1);
    visit(|at| {
        at.drop_all(&[&at.write_folder("copies", &files)]);
        at.wait_for_calls(2, 2);
        assert_eq!(at.count(".call-table__conflict"), 2);
        let mut nums_places = Vec::new();
        for row in 0..2 {
            at.click(&cell(row, 0));
            let ip = at.eval(&format!(
                "document.querySelector({}).querySelector('.value').textContent",
                json!(cell(row, 4))
            ));
            at.wait_for(
                "the call",
                &format!("document.querySelector('.detail [data-column=sourceIPAddress] .value')?.textContent === {ip}"),
            );
            let (_, places) = wait_for_record(at, "one");
            assert!(
                at.text(".detail__notes")
                    .contains("Another record has the same event ID and other values.")
            );
            nums_places.push((ip.as_str().unwrap().to_owned(), places.len()));
        }
        nums_places.sort();
        assert_eq!(
            nums_places,
            [("192.0.2.1".to_owned(), 3), ("192.0.2.2".to_owned(), 1)]
        );
        let ledger = at.save_ledger();
        browser_tests::assert_ledger_holds(&ledger);
        assert_eq!(ledger["records"]["duplicates"], 2);
        assert_eq!(ledger["records"]["kept"], 2);
    });
}
