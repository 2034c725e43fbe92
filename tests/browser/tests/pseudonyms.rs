//! Pseudonyms: with them on, no value stands anywhere on the page, in what it copies, or in what it saves.

#[path = "../../support/chains.rs"]
#[expect(
    dead_code,
    reason = "natively, signatures are checked and other chains are made, too"
)]
mod chains;

use browser_tests::{Call, Source, Visit, medical_calls, sources, visit};
use chains::{BUCKET, Trail};
use medtrail::{
    handover::redact::{Originals, Redaction, Redactor, Written},
    sample::{Plan, gzip, sample},
};
use serde_json::Value;

/// Keys of a record whose texts are values of somebody, wherever they stand.
const KEYS: [&str; 14] = [
    "arn",
    "accountId",
    "recipientAccountId",
    "userName",
    "principalId",
    "accessKeyId",
    "sourceIPAddress",
    "errorMessage",
    "sourceIdentity",
    "jobName",
    "JobName",
    "jobId",
    "s3Bucket",
    "s3Key",
];

/// The values in calls that nobody may meet any more.
fn originals(calls: &[Call]) -> Originals {
    fn collect(value: &Value, key: &str, originals: &mut Originals) {
        match value {
            Value::String(text) if KEYS.contains(&key) => originals.add(text),
            Value::Array(list) => list.iter().for_each(|item| collect(item, key, originals)),
            Value::Object(members) => members
                .iter()
                .for_each(|(key, value)| collect(value, key, originals)),
            _ => {}
        }
    }
    let mut originals = Originals::default();
    for call in calls {
        collect(
            &serde_json::from_slice(&call.record).expect("JSON"),
            "",
            &mut originals,
        );
    }
    assert!(originals.len() > 20, "{}", originals.len());
    originals
}

/// Everything that the page holds: elements, attributes such as titles and names, what stands in fields, its address.
fn whole_page(at: &Visit<'_>) -> String {
    let page = at.eval(
        "[document.body.outerHTML, document.title, location.href, ...[...document.querySelectorAll('input, textarea')].map((field) => field.value)].join('\\n')",
    );
    page.as_str().expect("text").to_owned()
}

fn assert_hidden(originals: &Originals, text: &str, of: &str) {
    let found = originals.all_in(text, Written::Plain);
    assert!(found.is_empty(), "{of}: {found:?}");
}

fn switch_on(at: &Visit<'_>) {
    at.click_button(".tabs", "Pseudonyms");
    shoot(at, "pseudonyms");
    at.click_button(".popover__panel", "Show pseudonyms");
    at.wait_for(
        "pseudonyms",
        "document.querySelector('.call-table')?.textContent.includes('name-')",
    );
    // The button took itself away; the panel stays and says what there is to know.
    at.wait_for(
        "the key",
        "document.querySelector('.popover__panel')?.innerText.includes('The key of these pseudonyms')",
    );
    at.press("Escape");
    at.wait_for("its end", "!document.querySelector('.popover__panel')");
}

fn shoot(at: &Visit<'_>, name: &str) {
    if let Ok(folder) = std::env::var("MEDTRAIL_SHOTS") {
        at.screenshot(format!("{folder}/{name}.png"));
    }
}

fn open_tab(at: &Visit<'_>, id: &str) {
    at.click(&format!("#{id}"));
    at.wait_for(
        id,
        &format!("document.querySelector('#{id}[aria-selected=true]')"),
    );
    at.wait_for(
        "what it shows",
        "!document.querySelector('main [aria-busy=true], .page [aria-busy=true]') && document.querySelector('.page').innerText.length > 300",
    );
}

#[test]
fn no_view_shows_a_value() {
    visit(|at| {
        let files = sources(sample(&Plan::plain(73, 5, 80)).files);
        let calls = medical_calls(&files);
        let originals = originals(&calls);
        at.drop_all(&[&at.write_folder("trail-of-mateo", &files)]);
        at.wait_for_calls(calls.len(), calls.len());
        assert!(
            !originals.all_in(&whole_page(at), Written::Plain).is_empty(),
            "there is something to hide"
        );
        let user = calls
            .iter()
            .find(|call| call.kind == "IAM user")
            .map(|call| call.cells[3].clone())
            .expect("a user");
        at.filter_by(&format!("caller = \"{user}\""));
        let num_matching = calls.iter().filter(|call| call.cells[3] == user).count();
        at.wait_for_calls(num_matching, calls.len());
        // Views that were open before hold nothing back.
        for tab in ["tab-jobs", "tab-review", "tab-summary", "tab-calls"] {
            open_tab(at, tab);
        }
        switch_on(at);
        at.wait_for_calls(num_matching, calls.len());
        assert_hidden(&originals, &whole_page(at), "the filter in force");
        at.eval("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }, 1");
        at.click_button(".tabs", "Share view");
        at.click_button(".share__buttons, .popover__panel", "Copy link");
        let link = at.wait_for("a copy", "window.copied && decodeURIComponent(window.copied)");
        let link = link.as_str().expect("text");
        assert!(link.contains("name-"), "{link}");
        assert_hidden(&originals, link, "the link");
        at.press("Escape");
        at.click_button(".filter-bar", "Clear filters");
        at.wait_for_calls(calls.len(), calls.len());

        let tabs = at.eval("[...document.querySelectorAll('[role=tab]')].map((tab) => tab.id)");
        let tabs: Vec<String> = serde_json::from_value(tabs).expect("ids");
        assert!(tabs.len() > 8, "{tabs:?}");
        for tab in &tabs {
            open_tab(at, tab);
            let page = whole_page(at);
            assert_hidden(&originals, &page, tab);
            assert!(!page.contains("trail-of-mateo"), "{tab}");
            shoot(at, &format!("hidden-{tab}"));
        }
        open_tab(at, "tab-jobs");
        at.click(".jobs__open");
        at.wait_for_selector(".jobs__facts");
        assert_hidden(&originals, &whole_page(at), "a job");
        open_tab(at, "tab-review");
        at.click_button("body", "Review report");
        at.wait_for_selector(".report__title");
        assert_hidden(&originals, &whole_page(at), "the report");
        let html = at.download(|| at.click_button(".report", "Save as HTML"));
        let html = String::from_utf8(html.bytes).expect("UTF-8");
        assert!(html.contains("name-"));
        assert_hidden(&originals, &html, "the saved report");
        at.click_button(".report", "Close");

        at.show_calls();
        at.eval("document.querySelector('.call-table__canvas [role=row]:not([data-state=waiting]) [role=gridcell]:nth-child(2)').click(), 1");
        at.wait_for(
            "the record",
            "document.querySelector('.detail')?.innerText.includes('eventVersion')",
        );
        assert_hidden(&originals, &whole_page(at), "a call and its record");
        shoot(at, "hidden-detail");
    });
}

#[test]
fn no_export_holds_a_value_and_no_query_is_written() {
    visit(|at| {
        let files = sources(sample(&Plan::plain(80, 4, 60)).files);
        let calls = medical_calls(&files);
        let originals = originals(&calls);
        at.drop_all(&[&at.write_folder("trail", &files)]);
        at.wait_for_calls(calls.len(), calls.len());
        switch_on(at);
        at.choose_export("All columns");
        for form in [
            "CSV",
            "JSON",
            "Records, one a line",
            "Trail file",
            "Evidence bundle",
        ] {
            let saved = at.export(form);
            let words = at.text(".export-bar__words");
            assert!(words.contains("found none of the hidden values"), "{words}");
            // Compressed forms are read by opening them again.
            let text = match form {
                "Trail file" | "Evidence bundle" => String::new(),
                _ => String::from_utf8(saved.bytes.clone()).expect("UTF-8"),
            };
            assert_hidden(&originals, &text, form);
            if form == "Evidence bundle" {
                let path = at.folder.write(&saved.name, &saved.bytes);
                at.click_button("body", "Clear");
                at.wait_until_started();
                at.drop_all(&[&path]);
                at.show_calls();
                at.wait_for_calls(calls.len(), calls.len());
                let again = String::from_utf8(at.export("Records, one a line").bytes).expect("UTF-8");
                assert_eq!(again.lines().count(), calls.len());
                assert_hidden(&originals, &again, "the bundle's records");
                let mut archive =
                    zip::ZipArchive::new(std::io::Cursor::new(&saved.bytes)).expect("an archive");
                for name in [
                    "README.txt",
                    "report.html",
                    "report.md",
                    "ledger.json",
                    "filter.txt",
                ] {
                    let mut text = String::new();
                    std::io::Read::read_to_string(&mut archive.by_name(name).expect(name), &mut text)
                        .expect("text");
                    assert_hidden(&originals, &text.replace('\\', ""), name);
                }
            }
        }
        switch_on(at);
        at.click_button(".tabs", "Continue elsewhere");
        at.wait_for_selector(".elsewhere__hidden");
    });
}

#[test]
fn an_export_in_which_a_value_is_left_is_not_saved() {
    visit(|at| {
        let redaction = Redaction {
            key: (1, 2),
            keeps_networks: false,
        };
        let pseudonym = Redactor::new(redaction, Originals::default()).value("Mateo_Jackson");
        // Somebody is called as the other will be: the pseudonym of one is the name of the other.
        let record = |number: u32, user: &str| {
            format!(
                r#"{{"eventVersion":"1.11","userIdentity":{{"type":"IAMUser","userName":"{user}"}},"eventTime":"2026-10-22T08:00:0{number}Z","eventSource":"comprehendmedical.amazonaws.com","eventName":"DetectPHI","awsRegion":"us-east-1","eventID":"0000000{number}-1111-4111-8111-111111111111","eventType":"AwsApiCall"}}"#
            )
        };
        let text = format!(
            "{{\"Records\":[{},{}]}}",
            record(1, "Mateo_Jackson"),
            record(2, &pseudonym)
        );
        let file = at.folder.write("a.json.gz", gzip(text.as_bytes()));
        at.drop_all(&[&file]);
        at.wait_for_calls(2, 2);
        at.click_button(".tabs", "Pseudonyms");
        at.eval("document.querySelector('.hiding__key input').focus()");
        at.call(
            "Input.insertText",
            serde_json::json!({ "text": "00000000000000010000000000000002" }),
        );
        at.click_button(".popover__panel", "Show pseudonyms");
        at.wait_for(
            "pseudonyms",
            "document.querySelector('.call-table').textContent.includes('name-')",
        );
        at.press("Escape");
        for form in ["Records, one a line", "JSON"] {
            at.choose_export(form);
            at.click_button(".popover__panel", "Save");
            at.wait_for("the refusal", "document.querySelector('.export-bar[data-stage=failed]')?.innerText.includes('Nothing was saved')");
            shoot(at, "refused");
            at.click_button(".export-bar", "Dismiss");
        }
    });
}

#[test]
fn integrity_shows_no_value() {
    visit(|at| {
        let trail = Trail {
            name: "ward-seven",
            ..Trail::default()
        };
        let chain = trail.deliver(8, &[2, 0, 3, 1, 1], None);
        let made = chain.logs.iter().flatten().skip(1).chain(&chain.digests);
        let files: Vec<Source> = made
            .map(|made| Source {
                bytes: made.packed(),
                ..Source::plain(&made.path(), made.content.clone())
            })
            .collect();
        at.drop_all(&[&at.write_folder("trail", &files)]);
        at.wait_until_read();
        at.click("#tab-integrity");
        at.wait_for(
            "lines",
            "document.querySelector('.proof-list__canvas')?.innerText.includes('111122223333')",
        );
        at.show_calls();
        switch_on(at);
        at.click("#tab-integrity");
        at.wait_for(
            "lines",
            "document.querySelector('.proof-list__canvas')?.innerText.includes('account-')",
        );
        at.wait_for("rest", "!document.querySelector('.integrity [aria-busy=true]')");
        let page = whole_page(at);
        for value in ["111122223333", BUCKET, "ward-seven"] {
            assert!(!page.contains(value), "{value}");
        }
        shoot(at, "hidden-integrity");
    });
}
