//! Hostile values: in every field, as names of files, folders and members of archives, on every surface. Nothing runs,
//! nothing is laid out differently, the policy is not even asked.

use std::collections::BTreeSet;

use browser_tests::{
    MEDICAL, Visit, cell,
    hostile::{HOSTILE, as_file_name, endless},
    visit,
};
use medtrail::base::hidden::mark_hidden;
use serde_json::{Value, json};

/// A record with the text in every field that may hold one.
fn record(number: usize, text: &str) -> Value {
    json!({
        "eventVersion": text,
        "eventTime": format!("2026-10-22T{:02}:{:02}:00Z", number / 60, number % 60),
        "eventSource": MEDICAL,
        "eventName": text,
        "awsRegion": text,
        "sourceIPAddress": text,
        "userAgent": text,
        "errorCode": text,
        "errorMessage": text,
        "eventID": format!("{number} {text}"),
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
        "additionalEventData": { text: { text: text } },
        "resources": [{ "type": text, "ARN": text, "accountId": text }],
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

/// What may not be there more often than before anything was opened: what loads, runs, leads away or has an id.
const POWERS: &str = "Object.fromEntries(['img', 'image', 'use', 'script', 'iframe', 'object', 'embed', 'video', 'audio', 'style', 'link',
  'base', 'meta', 'form', 'math', 'template', 'foreignObject', '[src]', '[srcdoc]', '[onload]', '[onerror]', '[onclick]',
  '[style]:not([style^=\"--\"])', '[name]', 'a:not(.privacy__save)'].map((selector) => [selector, document.querySelectorAll(selector).length]))";

/// Rows as tall as their siblings, cells where their headings are, nothing wider than the window.
const LAYOUT: &str = "(() => {
  const problems = [];
  if (document.documentElement.scrollWidth > innerWidth) problems.push('the page is wider than the window');
  const rows = [...document.querySelectorAll('.call-table__canvas [role=row]')].filter((row) => row.dataset.state !== 'waiting');
  const cells = (row) => [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.getBoundingClientRect());
  for (const row of rows) {
    if (row.getBoundingClientRect().height !== rows[0].getBoundingClientRect().height) {
      problems.push('a row of another height: ' + row.innerText.slice(0, 99));
    }
    cells(row).forEach((box, at) => {
      const first = cells(rows[0])[at];
      if (Math.abs(box.x - first.x) > 1 || Math.abs(box.width - first.width) > 1) {
        problems.push('a cell that left its column: ' + row.innerText.slice(0, 99));
      }
    });
  }
  for (const facet of document.querySelectorAll('.facets__value')) {
    const box = facet.getBoundingClientRect();
    const column = document.querySelector('.facets').getBoundingClientRect();
    if (box.right > column.right + 1) problems.push('a facet wider than its column: ' + facet.innerText.slice(0, 99));
  }
  return problems;
})()";

/// Where the columns of the table and the facets stand, once no row is on its way: the same, whatever they hold.
const PLACES: &str = "new Promise((resolve) => {
  const look = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    if (document.querySelector('.call-table__canvas [data-state=waiting]')) return look();
    const all = document.querySelectorAll('.call-table__canvas [role=row]:first-child [role=gridcell], .facets, .call-table, .status-bar, .header');
    resolve([...all].map((element) => { const { x, width, height } = element.getBoundingClientRect(); return [x, width, height]; }));
  }));
  look();
})";

/// Ids that are on the page; rows and cells are numbered by their place.
const IDS: &str = "[...document.querySelectorAll('[id]')].map((element) => element.id)";

fn assert_harmless(at: &Visit<'_>, powers: &Value, surface: &str) {
    assert_eq!(
        at.eval("globalThis.ran ?? null"),
        Value::Null,
        "something ran: {surface}"
    );
    assert!(at.dialogs().is_empty(), "{surface}: {:#?}", at.dialogs());
    assert_eq!(at.eval(POWERS), *powers, "{surface}");
    assert_eq!(at.eval(LAYOUT), json!([]), "{surface}");
    let ids: Vec<String> = serde_json::from_value(at.eval(IDS)).expect("ids");
    let is_ours = |id: &String| {
        id.chars()
            .all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_' || it == '.')
    };
    assert!(ids.iter().all(is_ours), "{surface}: {ids:#?}");
    let num_different = ids.iter().collect::<BTreeSet<_>>().len();
    assert_eq!(num_different, ids.len(), "an id stands twice: {surface}");
}

/// Everything that is tried, endless texts too.
fn texts() -> Vec<String> {
    HOSTILE
        .iter()
        .map(|text| (*text).to_owned())
        .chain(endless())
        .collect()
}

fn log(texts: &[String]) -> String {
    let records: Vec<Value> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| record(number, text))
        .collect();
    json!({ "Records": records }).to_string()
}

/// What stands on each surface that is reached from the table, for a log of these texts.
fn look_at_every_view(at: &Visit<'_>, num_calls: usize, see: &mut dyn FnMut(&str)) {
    at.wait_for_calls(num_calls, num_calls);
    at.click(&cell(0, 0));
    at.press("Escape");
    for screen in 0..num_calls / 10 {
        see(&format!("rows, screen {screen}"));
        at.press("PageDown");
    }
    for tab in ["operations", "callers", "sources", "clients", "regions", "errors"] {
        at.click(&format!("#tab-{tab}"));
        at.wait_for_selector(&format!("[data-tab=tab-{tab}]"));
        at.wait_until_read();
        see(tab);
    }
    at.show_calls();
    at.emulate_media(&[("forced-colors", "active")]);
    see("forced colours");
    at.emulate_media(&[]);
    at.call("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    see("print");
    at.call("Emulation.setEmulatedMedia", json!({ "media": "" }));
}

#[test]
fn hostile_values_stay_text_in_every_view() {
    let texts = texts();
    let plain: Vec<String> = (0..texts.len()).map(|number| format!("plain {number}")).collect();
    visit(|at| {
        let plain_log = at.folder.write("plain.json", log(&plain));
        let hostile_log = at.folder.write("hostile.json", log(&texts));
        let (mut powers, mut places) = (Value::Null, Vec::new());
        at.drop_all(&[&plain_log]);
        look_at_every_view(at, plain.len(), &mut |_| {
            places.push(at.eval(PLACES));
            powers = at.eval(POWERS);
        });
        at.click_button(".header", "Clear");
        at.wait_for_selector(".landing");
        at.drop_all(&[&hostile_log]);
        let mut places = places.into_iter();
        look_at_every_view(at, texts.len(), &mut |surface| {
            let (here, expected) = (at.eval(PLACES), places.next());
            assert_harmless(at, &powers, surface);
            // Paper is as long as what stands on it.
            if surface != "print" {
                assert_eq!(Some(here), expected, "{surface}");
            }
        });
    });
}

#[test]
fn hostile_values_stay_text_in_the_open_call() {
    let texts = texts();
    visit(|at| {
        let file = at.folder.write("hostile.json", log(&texts));
        at.drop_all(&[&file]);
        at.wait_for_calls(texts.len(), texts.len());
        let powers = at.eval(POWERS);
        at.click(&cell(0, 0));
        for row in 0..texts.len() {
            let number = texts.len() - 1 - row;
            let id = mark_hidden(&format!("{number} {}", texts[number])).into_owned();
            at.wait_for(
                "the open call",
                &format!(
                    "document.querySelector('.detail [data-column=eventID] .value')?.textContent === {}
                     && document.querySelector('.detail__tree, .detail__json')",
                    json!(id)
                ),
            );
            if row % 8 == 0 {
                assert_harmless(at, &powers, &id);
            }
            at.press("ArrowDown");
        }
    });
}

#[test]
fn hostile_values_stay_text_as_filters_and_in_links() {
    visit(|at| {
        let texts = texts();
        let file = at.folder.write("hostile.json", log(&texts));
        at.drop_all(&[&file]);
        at.wait_for_calls(texts.len(), texts.len());
        let powers = at.eval(POWERS);
        for text in HOSTILE.iter().step_by(9) {
            at.search(text);
            at.wait_for(
                "a token",
                "document.querySelectorAll('.filter-bar [data-token], .filter-bar__token').length > 0",
            );
            at.wait_until_read();
            assert_harmless(at, &powers, text);
            at.click_button(".filter-bar", "Clear filters");
            at.wait_for_calls(texts.len(), texts.len());
        }
    });
}

/// What stands in the overviews, the dialogs and the panels of the tabs.
fn look_at_every_overview(at: &Visit<'_>, text: &str, see: &mut dyn FnMut(&str)) {
    for (tab, content) in [
        ("summary", ".summary__cards"),
        ("changes", ".changes"),
        ("review", ".checks__check"),
        ("integrity", ".integrity__headline"),
        ("jobs", ".jobs__open"),
    ] {
        at.click(&format!("#tab-{tab}"));
        at.wait_for_selector(&format!("[data-tab=tab-{tab}] {content}"));
        at.wait_for("its content", "!document.querySelector('[aria-busy=true]')");
        see(tab);
    }
    at.click(".jobs__open");
    at.wait_for_selector(".jobs__facts");
    see("an open job");
    let close = |what: &str| {
        at.press("Escape");
        at.wait_for("its end", &format!("!document.querySelector('{what}')"));
    };
    at.click("#tab-review");
    at.wait_for_selector(".checks__report button");
    at.click(".checks__report button");
    at.wait_for_selector("dialog.report[open] table");
    see("the report");
    close("dialog[open]");
    at.show_calls();
    at.eval("document.querySelector('.call-table').focus()");
    for key in ["ArrowDown", "x", "ArrowDown", "x"] {
        at.press(key);
    }
    at.wait_for_selector(".chosen-bar");
    at.click(".chosen-bar button");
    at.wait_for_selector("dialog.compare[open] table");
    see("compared calls");
    close("dialog[open]");
    at.search(text);
    at.wait_for_selector(".filter-bar__token");
    for kind in ["columns", "share", "export", "hiding"] {
        at.click(&format!(".popover__button[data-kind={kind}]"));
        at.wait_for_selector(&format!(".popover__panel[data-kind={kind}]"));
        see(kind);
        close(".popover__panel");
    }
    at.click(".popover__button:not([data-kind])");
    at.wait_for_selector("dialog.elsewhere[open] .elsewhere__text");
    see("queries for elsewhere");
    close("dialog[open]");
}

#[test]
fn hostile_values_stay_text_in_overviews_dialogs_and_panels() {
    let texts = texts();
    let plain: Vec<String> = (0..texts.len()).map(|number| format!("plain {number}")).collect();
    visit(|at| {
        let mut powers = Vec::new();
        for (name, texts) in [("plain.json", &plain), ("hostile.json", &texts)] {
            let file = at.folder.write(name, log(texts));
            at.drop_all(&[&file]);
            at.wait_for_calls(texts.len(), texts.len());
            let mut seen = 0;
            look_at_every_overview(at, &texts[0], &mut |surface| {
                if name == "plain.json" {
                    powers.push(at.eval(POWERS));
                } else {
                    assert_harmless(at, &powers[seen], surface);
                }
                seen += 1;
            });
            at.click_button(".header", "Clear");
            at.wait_for_selector(".landing");
        }
    });
}

#[test]
fn hostile_names_of_files_and_of_members_are_names_and_nothing_else() {
    visit(|at| {
        let names: BTreeSet<String> = HOSTILE.iter().map(|text| as_file_name(text)).collect();
        for (number, name) in names.iter().enumerate() {
            at.folder
                .write(&format!("names/{name}"), log(&[format!("file {number}")]));
        }
        let members: Vec<(String, String)> = HOSTILE
            .iter()
            .enumerate()
            .map(|(number, text)| ((*text).to_owned(), log(&[format!("member {number}")])))
            .collect();
        at.folder.write("archive.zip", zip_of(&members));
        at.folder.write("archive.tar", tar_of(&members));
        at.drop_all(&[
            &at.folder.path().join("names"),
            &at.folder.path().join("archive.zip"),
            &at.folder.path().join("archive.tar"),
        ]);
        at.wait_until_read();
        let powers = at.eval(POWERS);
        at.show_files();
        at.wait_for_selector(".files__name");
        at.eval("document.querySelector('.files__grid').focus()");
        for screen in 0..names.len() / 10 {
            assert_harmless(at, &powers, &format!("files, screen {screen}"));
            at.press("PageDown");
        }
        let ledger = at.save_ledger();
        let paths: BTreeSet<&str> = ledger["perFile"]
            .as_array()
            .expect("files")
            .iter()
            .filter_map(|file| file["path"].as_str()?.strip_prefix("names/"))
            .collect();
        assert_eq!(paths, names.iter().map(String::as_str).collect());
        at.show_calls();
        at.click(&cell(0, 0));
        at.wait_for_selector(".detail__tree, .detail__json");
        assert_harmless(at, &powers, "the place of a call");
    });
}

/// A zip whose members lie in it as they are, under whatever name.
fn zip_of(members: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in members {
        zip.start_file(name, stored).expect("a member");
        std::io::Write::write_all(&mut zip, content.as_bytes()).expect("a member's bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A tar of the same; its headers hold a hundred bytes of a name.
fn tar_of(members: &[(String, String)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, content) in members {
        let mut header = tar::Header::new_ustar();
        let name: Vec<u8> = name.bytes().filter(|&byte| byte != 0).take(100).collect();
        header.as_old_mut().name[..name.len()].copy_from_slice(&name);
        header.set_size(content.len() as u64);
        header.set_entry_type(tar::EntryType::Regular);
        header.set_cksum();
        tar.append(&header, content.as_bytes()).expect("a member");
    }
    tar.into_inner().expect("a tar")
}
