//! Nothing leaves the page: every way out that a browser knows is tried, from the page and from its workers, in all
//! three deliveries. In a page without a policy each of them succeeds first, so that a test that hears nothing means
//! something.

use std::{collections::BTreeSet, thread, time::Duration};

use browser_tests::{Browser, Canary, Page, Server, TempDir, dist, ways_out};

/// Long enough for anything that would be sent a little later, such as a STUN server's second packet.
const A_MOMENT: Duration = Duration::from_secs(1);

/// What no policy inside a page stops: docs/privacy.md names them, and headers close them.
const ONLY_HEADERS_STOP: [&str; 6] = [
    "webrtc",
    "away/navigation",
    "away/replace",
    "away/link",
    "away/refresh",
    "away/window-open",
];

const PLAIN_PAGE: &str = "<!doctype html><title>x</title><link rel=icon href='data:,'><body>
<script>new Worker(URL.createObjectURL(new Blob(['onmessage = () => {}'])))</script>";

/// A page to try the ways out of.
struct Place<'a> {
    browser: &'a Browser,
    canary: &'a Canary,
    address: String,
    has_started: &'static str,
}

impl Place<'_> {
    fn open(&self) -> Page<'_> {
        let page = self.browser.open(&self.address);
        page.wait_for("start", self.has_started);
        page
    }

    fn try_way(&self, page: &Page<'_>, script: &str, host: &str, name: &str) {
        page.eval_as_person(&ways_out::attempt(script, host, name, self.canary.stun()));
    }

    /// Tries everything and gives the names of all that was tried.
    fn try_all(&self) -> BTreeSet<String> {
        let mut tried = BTreeSet::new();
        let page = self.open();
        for (name, script) in ways_out::OF_A_PAGE {
            let path = if name == "webrtc" {
                name.to_owned()
            } else {
                format!("page/{name}")
            };
            self.try_way(&page, script, self.canary.http(), &path);
            tried.insert(path);
        }
        page.wait_for("a worker", "true");
        let workers = page.workers();
        assert!(!workers.is_empty(), "the page has workers");
        for (index, worker) in workers.iter().enumerate() {
            for (name, script) in ways_out::OF_A_WORKER {
                let path = format!("worker-{index}/{name}");
                let attempt = ways_out::attempt(script, self.canary.http(), &path, self.canary.stun());
                page.eval_in_worker(worker, &attempt);
                tried.insert(path);
            }
        }
        for (name, script) in ways_out::AWAY {
            let path = format!("away/{name}");
            let page = self.open();
            self.try_way(&page, script, self.canary.http(), &path);
            tried.insert(path);
            thread::sleep(A_MOMENT / 2);
        }
        thread::sleep(A_MOMENT);
        tried
    }
}

fn only_headers_stop() -> BTreeSet<String> {
    ONLY_HEADERS_STOP.map(str::to_owned).into()
}

const PROGRAM_HAS_STARTED: &str =
    "document.querySelector('.landing') && !document.getElementById('start-note')";

#[test]
fn without_a_policy_every_way_leads_out() {
    let plain = TempDir::new("plain");
    let file = plain.write("index.html", PLAIN_PAGE);
    let server = Server::start(plain.path());
    for address in [server.url(""), format!("file://{}", file.display())] {
        let (browser, canary) = (Browser::launch(), Canary::start());
        let place = Place {
            browser: &browser,
            canary: &canary,
            address,
            has_started: "true",
        };
        let tried = place.try_all();
        canary.wait_for(&tried);
    }
}

#[test]
fn where_headers_are_sent_nothing_gets_out() {
    let server = Server::start_with_headers(dist());
    let (browser, canary) = (Browser::launch(), Canary::start());
    let place = Place {
        browser: &browser,
        canary: &canary,
        address: server.url(""),
        has_started: PROGRAM_HAS_STARTED,
    };
    place.try_all();
    assert_eq!(canary.heard(), BTreeSet::new());
}

#[test]
fn by_the_policy_in_the_page_alone_nothing_gets_out_but_what_the_docs_name() {
    let server = Server::start(dist());
    let (browser, canary) = (Browser::launch(), Canary::start());
    let place = Place {
        browser: &browser,
        canary: &canary,
        address: server.url(""),
        has_started: PROGRAM_HAS_STARTED,
    };
    place.try_all();
    let heard = canary.heard();
    assert!(heard.is_subset(&only_headers_stop()), "{heard:#?}");
}

#[test]
fn from_the_one_file_nothing_gets_out_but_what_the_docs_name() {
    let folder = TempDir::new("disk");
    let file = folder.write(
        "medtrail.html",
        std::fs::read(dist().join("medtrail.html")).unwrap(),
    );
    let (browser, canary) = (Browser::launch(), Canary::start());
    let place = Place {
        browser: &browser,
        canary: &canary,
        address: format!("file://{}", file.display()),
        has_started: PROGRAM_HAS_STARTED,
    };
    place.try_all();
    let heard = canary.heard();
    assert!(heard.is_subset(&only_headers_stop()), "{heard:#?}");
}

#[test]
fn after_the_start_not_even_the_pages_own_host_is_asked() {
    let server = Server::start(dist());
    let (browser, canary) = (Browser::launch(), Canary::start());
    let place = Place {
        browser: &browser,
        canary: &canary,
        address: server.url(""),
        has_started: PROGRAM_HAS_STARTED,
    };
    let page = place.open();
    let log = server.log();
    let host = server.url("");
    let host = host.trim_start_matches("http://").trim_end_matches('/');
    for (name, script) in ways_out::OF_A_PAGE {
        place.try_way(&page, script, host, name);
    }
    for worker in page.workers() {
        for (name, script) in ways_out::OF_A_WORKER {
            page.eval_in_worker(&worker, &ways_out::attempt(script, host, name, canary.stun()));
        }
    }
    thread::sleep(A_MOMENT);
    assert_eq!(server.log(), log);
}
