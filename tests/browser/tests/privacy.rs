//! The privacy panel: what it says is so, and the one link it holds makes the one request.

use std::fs;

use browser_tests::{Browser, Server, dist, medical_calls, sources, visit, visit_from_disk};
use medtrail::sample::{Plan, sample};

const HAS_STARTED: &str = "document.querySelector('.landing') && !document.getElementById('start-note')";

/// As Python and every `sha256sum` have it; written out here, because a test that used the build's own would prove little.
fn sha256(page: &browser_tests::Page<'_>, bytes: &[u8]) -> String {
    let list = serde_json::to_string(bytes).expect("numbers");
    let expression = format!(
        "crypto.subtle.digest('SHA-256', new Uint8Array({list})).then((hash) =>
           [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join(''))"
    );
    page.eval(&expression).as_str().expect("a hash").to_owned()
}

#[test]
fn the_panel_says_what_is_held_and_clears_it() {
    let files = sources(sample(&Plan::plain(14, 3, 30)).files);
    let num_medical = medical_calls(&files).len();
    visit(|at| {
        at.click(".header__lock");
        at.wait_for_selector(".privacy[open]");
        assert!(at.text(".privacy").contains("No file is open."));
        at.click_button(".privacy", "Close");

        at.drop_all(&[&at.write_folder("trail", &files)]);
        at.wait_for_calls(num_medical, num_medical);
        at.click(".header__lock");
        at.wait_for_selector(".privacy[open]");
        let words = at.text(".privacy");
        for part in [
            "3 files are open",
            "No request since the start",
            "No attempt was refused",
        ] {
            assert!(words.contains(part), "{part} not in {words}");
        }
        let before = at.workers();
        at.click_button(".privacy", "Clear everything");
        at.wait_for_selector(".landing");
        at.click(".header__lock");
        at.wait_for_selector(".privacy[open]");
        assert!(at.text(".privacy").contains("No file is open."));
        let after = at.workers();
        assert!(
            before.iter().all(|worker| !after.contains(worker)),
            "the old workers are gone"
        );
        for worker in &after {
            assert!(at.worker_memory(worker) < 16 << 20, "a fresh worker holds little");
        }
        at.press("Escape");
        at.wait_for("it closed", "!document.querySelector('.privacy[open]')");
    });
}

#[test]
fn saving_the_one_file_is_the_only_request_and_its_hash_is_the_one_shown() {
    let server = Server::start_with_headers(dist());
    let browser = Browser::launch();
    let page = browser.open(&server.url(""));
    page.wait_for("start", HAS_STARTED);
    let log = server.log();
    page.click(".header__lock");
    page.wait_for_selector(".privacy[open]");
    let saved = page.download(|| page.click(".privacy__save"));
    assert_eq!(saved.name, "medtrail.html");
    assert!(saved.bytes == fs::read(dist().join("medtrail.html")).expect("the one file"));
    assert_eq!(server.log()[log.len()..], ["GET /medtrail.html HTTP/1.1"]);
    let shown =
        page.eval("[...document.querySelectorAll('.privacy__fact code')].map((code) => code.textContent)");
    assert_eq!(shown[0], sha256(&page, &saved.bytes));
    // Both deliveries name the same build.
    let build = shown[1].as_str().expect("a name").to_owned();
    let text = String::from_utf8(saved.bytes).expect("text");
    assert!(text.contains(&format!("<meta name=\"medtrail-build\" content=\"{build}\">")));
    // There is no other link in the page.
    assert_eq!(page.count("a"), 1);
    page.assert_quiet();
    page.assert_nothing_stored();
}

#[test]
fn the_one_file_offers_no_link_and_shows_whose_work_it_holds() {
    visit_from_disk(|at| {
        at.click(".header__lock");
        at.wait_for_selector(".privacy[open]");
        assert_eq!(at.count("a"), 0);
        at.click(".privacy__notices summary");
        let notices = fs::read_to_string(dist().join("notices.txt")).expect("the notices");
        assert_eq!(
            at.eval("document.querySelector('.privacy__licences').textContent"),
            notices
        );
        for name in ["yew 0.23.0", "miniz_oxide", "The Rust standard library"] {
            assert!(notices.contains(name), "{name}");
        }
    });
}

#[test]
fn what_the_policy_refuses_is_counted() {
    let server = Server::start(dist());
    let browser = Browser::launch();
    let page = browser.open(&server.url(""));
    page.wait_for("start", HAS_STARTED);
    page.eval("void fetch('x').catch(() => {})");
    page.wait_for("the count", "medtrailBoot.numRefusals > 0");
    page.click(".header__lock");
    page.wait_for(
        "the words",
        "document.querySelector('.privacy')?.innerText.includes('refused by the policy.')",
    );
}
