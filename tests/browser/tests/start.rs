//! The built page starts quietly, asks for nothing more, and says so when it cannot start.

use std::{fs, thread, time::Duration};

use browser_tests::{Browser, Page, Server, TempDir, dist};

const HAS_STARTED: &str = "globalThis.medtrailBoot?.workerUrl && !document.getElementById('start-note')";

/// Long enough for anything that would be sent a little later.
fn wait_a_moment() {
    thread::sleep(Duration::from_millis(500));
}

fn note(page: &Page<'_>) -> String {
    page.wait_for(
        "a sentence",
        "document.getElementById('start-note')?.textContent.startsWith('Starting') === false",
    );
    page.text("#start-note")
}

#[test]
fn the_page_starts_and_asks_for_nothing_more() {
    let server = Server::start(dist());
    let browser = Browser::launch();
    let page = browser.open(&server.url(""));
    page.wait_for("start", HAS_STARTED);
    let (requests, log) = (page.requests(), server.log());
    assert!(!log.is_empty());
    wait_a_moment();
    assert_eq!(page.requests(), requests);
    assert_eq!(server.log(), log);
    assert!(
        requests
            .iter()
            .all(|request| request.url.starts_with(&server.url(""))),
        "{requests:#?}"
    );
    page.assert_quiet();
    page.assert_nothing_stored();
}

#[test]
fn a_host_that_does_not_know_wasm_makes_no_difference() {
    let server = Server::start_with_types(dist(), &[("wasm", "application/octet-stream")]);
    let browser = Browser::launch();
    let page = browser.open(&server.url(""));
    page.wait_for("start", HAS_STARTED);
    page.assert_quiet();
}

#[test]
fn after_the_start_no_string_becomes_code_or_markup() {
    let server = Server::start(dist());
    let browser = Browser::launch();
    let page = browser.open(&server.url(""));
    page.wait_for("start", HAS_STARTED);
    for attempt in [
        "eval('1')",
        "new Function('return 1')",
        "setTimeout('1')",
        "new Worker('x.js')",
        "new SharedWorker('x.js')",
        "document.body.innerHTML = '<b>x</b>'",
        "document.body.outerHTML = '<b>x</b>'",
        "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
        "document.write('<b>x</b>')",
        "new DOMParser().parseFromString('<b>x</b>', 'text/html')",
        "document.createRange().createContextualFragment('<b>x</b>')",
        "document.createElement('iframe').srcdoc = 'x'",
        "document.createElement('script').text = 'x'",
        "document.createElement('script').src = 'x.js'",
        "document.body.setAttribute('onclick', 'x')",
        "trustedTypes.createPolicy('default', {})",
        "trustedTypes.createPolicy('another', {})",
    ] {
        let refusal = page.eval(&format!(
            "(() => {{ try {{ {attempt}; return null; }} catch (error) {{ return error.name; }} }})()"
        ));
        assert!(refusal.is_string(), "{attempt}");
    }
    // These do not throw; they are refused all the same.
    page.eval("document.body.setAttribute('style', 'color: red')");
    assert_eq!(page.eval("document.body.style.length"), 0);
    assert!(!page.violations().is_empty());
}

/// Keeps for the test what the boot script makes and the policy would not let it read again.
const KEEP_PARTS: &str = "
  const compile = WebAssembly.compileStreaming;
  WebAssembly.compileStreaming = async (response) => globalThis.keptModule = await compile(response);
  const createObjectURL = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    globalThis.keptText ??= blob.text();
    return createObjectURL.call(URL, blob);
  };
  // Starts a worker of the boot script's text with more text after it, and hears its first word.
  globalThis.hear = async (more, module) => {
    const text = await keptText + more;
    medtrailBoot.workerUrl = createObjectURL.call(URL, new Blob([text]));
    const worker = new Worker(medtrailBoot.workerUrl);
    if (module) worker.postMessage(module);
    return new Promise((resolve) => {
      worker.onmessage = (event) => resolve(event.data === 'refused' ? 'refused' : 'spoke');
      worker.onerror = (event) => { event.preventDefault(); resolve(event.message); };
    });
  };
";

#[test]
fn workers_run_the_program_cry_out_when_it_fails_and_cannot_ask_either() {
    let server = Server::start(dist());
    let browser = Browser::launch();
    let page = browser.new_page();
    page.call(
        "Page.addScriptToEvaluateOnNewDocument",
        serde_json::json!({ "source": KEEP_PARTS }),
    );
    page.goto(&server.url(""));
    page.wait_for("start", HAS_STARTED);
    let log = server.log();
    assert_eq!(page.eval("hear('', keptModule)"), "spoke");
    assert_eq!(
        page.eval("hear('Promise.reject(new Error(`lost`))')"),
        "Uncaught Error: lost"
    );
    let ask =
        "hear(`fetch('${location.href}').then(() => postMessage('out'), () => postMessage('refused'))`)";
    assert_eq!(page.eval(ask), "refused");
    wait_a_moment();
    assert_eq!(server.log(), log);
}

#[test]
fn without_its_program_the_page_says_so_and_keeps_drops() {
    let broken = TempDir::new("broken");
    for entry in fs::read_dir(dist()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_file() && !name.ends_with(".wasm") {
            broken.write(name, fs::read(&path).unwrap());
        }
    }
    let files = TempDir::new("files");
    files.write("folder/a.json", "{}");
    let file = files.write("b.json", "{}");

    let server = Server::start(broken.path());
    let browser = Browser::launch();
    let page = browser.open(&server.url(""));
    assert!(note(&page).starts_with("MedTrail could not start."));

    page.drag_files("dragEnter", "body", &[&file]);
    assert_eq!(page.eval("'dragging' in document.documentElement.dataset"), true);
    // The protocol's own way to leave sends the page no event.
    page.eval("document.querySelector('h1').dispatchEvent(new DragEvent('dragleave', { bubbles: true }))");
    assert_eq!(page.eval("'dragging' in document.documentElement.dataset"), false);
    page.drop_files("body", &[&file, &files.path().join("folder")]);
    assert_eq!(page.eval("'dragging' in document.documentElement.dataset"), false);
    let kinds = page.eval("Promise.all(medtrailBoot.drops.flat()).then((all) => all.map((root) => (root.entry?.isDirectory ? `folder ${root.entry.name}` : `${root.constructor.name} ${root.name}`)))");
    assert_eq!(kinds, serde_json::json!(["File b.json", "folder folder"]));
}

#[test]
fn inside_another_page_it_does_not_start() {
    let server = Server::start(dist());
    let outer = TempDir::new("outer");
    outer.write(
        "index.html",
        format!("<iframe src='{}'></iframe>", server.url("")),
    );
    let outer_server = Server::start(outer.path());
    let browser = Browser::launch();
    let page = browser.open(&outer_server.url(""));
    wait_a_moment();
    page.drop_files("iframe", &[&outer.write("a.json", "{}")]);
    wait_a_moment();
    let asked_for_program = server
        .log()
        .iter()
        .any(|line| line.contains("medtrail-") && line.contains(".js"));
    assert!(!asked_for_program, "{:#?}", server.log());
    // The file fell on nothing: neither was it read nor did the browser show it in the frame's place.
    assert_eq!(
        page.eval("document.querySelector('iframe').contentWindow.length"),
        0
    );
}

#[test]
fn on_a_host_with_headers_no_page_can_frame_it() {
    let server = Server::start_with_headers(dist());
    let outer = TempDir::new("outer");
    outer.write(
        "index.html",
        format!("<iframe src='{}'></iframe>", server.url("")),
    );
    let outer_server = Server::start(outer.path());
    let browser = Browser::launch();
    let _page = browser.open(&outer_server.url(""));
    wait_a_moment();
    let asked_for_script = server.log().iter().any(|line| line.contains(".js"));
    assert!(!asked_for_script, "{:#?}", server.log());
}

#[test]
fn where_headers_are_sent_the_page_is_isolated() {
    let server = Server::start_with_headers(dist());
    let browser = Browser::launch();
    let page = browser.open(&server.url(""));
    page.wait_for("start", HAS_STARTED);
    assert_eq!(page.eval("crossOriginIsolated"), true);
    page.assert_quiet();
}
