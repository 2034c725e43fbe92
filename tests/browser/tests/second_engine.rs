//! The smoke test in a second engine: open, choose a file, filter, save; and the one file from a disk.

use browser_tests::{Firefox, Server, TempDir, dist, grouped, medical_calls, sources};
use medtrail::sample::{Plan, sample};
use serde_json::Value;

const HAS_STARTED: &str = "document.querySelector('.landing') && !document.getElementById('start-note')";
const ENTER: &str = "\u{e007}";

/// Opens files, filters and saves the ledger, wherever the page came from.
fn use_the_page(firefox: &mut Firefox, address: &str) {
    let files = sources(sample(&Plan::plain(13, 2, 40)).files);
    let medical = medical_calls(&files);
    let wanted = &medical[0].event_id;
    let folder = TempDir::new("firefox-files");

    firefox.goto(address);
    firefox.wait_for("start", HAS_STARTED);
    for file in &files {
        let path = folder.write(file.path.rsplit('/').next().expect("a name"), &file.bytes);
        firefox.send_keys(
            "input[type=file]:not([webkitdirectory])",
            path.to_str().expect("a path"),
        );
    }
    let shown = |num_matching: usize| {
        format!(
            "document.querySelector('.page[data-phase=ready]')
             && document.querySelector('.status-bar__counts')?.innerText.startsWith('{num_matching} of {} calls')",
            medical.len()
        )
    };
    firefox.wait_for("the summary", "document.querySelector('.summary__value')");
    firefox.click("#tab-calls");
    firefox.wait_for("all calls", &shown(medical.len()));
    firefox.send_keys(".filter-bar__input", &format!("{wanted}{ENTER}"));
    firefox.wait_for("the one call", &shown(1));

    firefox.click("#tab-files");
    firefox.wait_for("the files", "document.querySelector('.files__save')");
    firefox.click(".files__save");
    let ledger: Value = serde_json::from_slice(&firefox.downloaded("medtrail-ledger.json")).expect("JSON");
    assert_eq!(ledger["files"]["read"], files.len());

    assert_eq!(firefox.eval("medtrailBoot.numRefusals"), 0);
    assert_eq!(firefox.eval("medtrailBoot.numRequests"), 0);
    let console = firefox.console();
    // A directive that an engine does not know may be worth a line to it.
    let is_known =
        |line: &&String| line.contains("trusted-types") || line.contains("require-trusted-types-for");
    assert!(console.iter().all(|line| is_known(&line)), "{console:#?}");
}

#[test]
fn firefox_opens_files_filters_and_saves() {
    let Some(mut firefox) = Firefox::launch() else {
        return;
    };
    let server = Server::start_with_headers(dist());
    let num_parts = 6;
    use_the_page(&mut firefox, &server.url(""));
    assert!(server.log().len() <= num_parts, "{:#?}", server.log());
}

#[test]
fn firefox_opens_the_one_file_from_a_disk() {
    let Some(mut firefox) = Firefox::launch() else {
        return;
    };
    let disk = TempDir::new("disk");
    let page = std::fs::read(dist().join("medtrail.html")).expect("the build made the one file");
    let page = disk.write("medtrail.html", page);
    use_the_page(&mut firefox, &format!("file://{}", page.display()));
}

#[test]
fn in_firefox_too_two_readers_share_a_large_file() {
    let Some(mut firefox) = Firefox::launch() else {
        return;
    };
    let mut plan = Plan::plain(37, 1, 50_000);
    plan.medical_share = 0.5;
    let files = sources(sample(&plan).files);
    assert!(files[0].bytes.len() > 5 << 20, "large: {}", files[0].bytes.len());
    let num_calls = medical_calls(&files).len();
    let folder = TempDir::new("firefox-large");
    let path = folder.write("large.json.gz", &files[0].bytes);
    let server = Server::start(dist());
    firefox.goto(&server.url("#v=1&t=calls"));
    firefox.wait_for("start", HAS_STARTED);
    firefox.send_keys(
        "input[type=file]:not([webkitdirectory])",
        path.to_str().expect("a path"),
    );
    let all = format!("{0} of {0} calls", grouped(num_calls));
    firefox.wait_for(
        "all calls",
        &format!(
            "document.querySelector('.page[data-phase=ready]')
             && document.querySelector('.status-bar__counts')?.innerText.startsWith('{all}')"
        ),
    );
}

#[test]
fn in_firefox_too_nothing_is_asked_for_after_the_start() {
    let Some(mut firefox) = Firefox::launch() else {
        return;
    };
    let server = Server::start(dist());
    firefox.goto(&server.url(""));
    firefox.wait_for("start", HAS_STARTED);
    let log = server.log();
    firefox.eval("(fetch('x').catch(() => {}), new Image().src = 'x.png', 1)");
    firefox.wait_for("a refusal", "medtrailBoot.numRefusals > 0");
    assert_eq!(server.log(), log);
}
