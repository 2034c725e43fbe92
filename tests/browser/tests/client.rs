//! The client itself, on a page made for it: what it does must arrive as a person's doing, and what it
//! records must be complete. Without this a test for "no request" could pass by being deaf.

use std::fs;

use browser_tests::{Browser, Page, Server, TempDir};
use serde_json::json;

const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>client</title><link rel="icon" href="data:,">
<button id="save">Save</button><input id="field"><input id="files" type="file" multiple>
<div id="target" tabindex="0" style="width: 200px; height: 100px">target</div>
<script>
  globalThis.heard = [];
  const target = document.getElementById('target');
  for (const type of ['click', 'keydown', 'wheel', 'mousemove', 'drop']) {
    target.addEventListener(type, (event) => heard.push(
      [type, event.isTrusted, event.key, event.shiftKey, event.buttons].filter((part) => part !== undefined).join(' ')));
  }
  document.getElementById('save').onclick = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['whole text']));
    link.download = 'saved.txt';
    link.click();
  };
</script>"#;

struct Fixture {
    server: Server,
    browser: Browser,
    folder: TempDir,
}

impl Fixture {
    fn new() -> Self {
        let folder = TempDir::new("client");
        folder.write("index.html", PAGE);
        Self {
            server: Server::start(folder.path()),
            browser: Browser::launch(),
            folder,
        }
    }

    fn page(&self) -> Page<'_> {
        self.browser.open(&self.server.url(""))
    }
}

#[test]
fn requests_and_console_of_page_and_workers_are_recorded() {
    let fixture = Fixture::new();
    let page = fixture.page();
    page.eval("fetch('/from-page')");
    page.eval(
        "new Promise((resolve) => {
           const inner = `fetch('${location.origin}/from-inner-worker').then(() => postMessage('done'))`;
           const text = `fetch('${location.origin}/from-worker'); console.log('a worker speaks');
             new Worker(URL.createObjectURL(new Blob([${JSON.stringify(inner)}]))).onmessage = () => postMessage('done')`;
           new Worker(URL.createObjectURL(new Blob([text]))).onmessage = resolve;
         }).then(() => true)",
    );
    let seen: Vec<(String, bool)> = page
        .requests()
        .into_iter()
        .map(|request| (request.url, request.is_from_worker))
        .collect();
    for (path, is_from_worker) in [
        ("", false),
        ("from-page", false),
        ("from-worker", true),
        ("from-inner-worker", true),
    ] {
        assert!(
            seen.contains(&(fixture.server.url(path), is_from_worker)),
            "{path}: {seen:#?}"
        );
    }
    assert!(
        page.console().iter().any(|line| line.contains("a worker speaks")),
        "{:#?}",
        page.console()
    );
    page.eval("setTimeout(() => { throw new Error('nobody catches this') })");
    page.wait_for(
        "a moment",
        "new Promise((resolve) => setTimeout(() => resolve(true), 100))",
    );
    assert!(
        page.console()
            .iter()
            .any(|line| line.contains("nobody catches this"))
    );
}

#[test]
fn refusals_of_a_policy_are_recorded() {
    let fixture = Fixture::new();
    let policy =
        "<meta charset=utf-8><meta http-equiv=Content-Security-Policy content=\"default-src 'none'\"><p>x";
    fixture.folder.write("closed.html", policy);
    let page = fixture.browser.open(&fixture.server.url("closed.html"));
    page.eval("fetch('/x').catch(() => 'refused')");
    assert!(
        page.violations().iter().any(|line| line.contains("connect-src")),
        "{:#?}",
        page.violations()
    );
}

#[test]
fn hands_are_taken_for_a_persons() {
    let fixture = Fixture::new();
    let page = fixture.page();
    page.click("#target");
    page.press("End");
    page.press("Shift+ArrowDown");
    page.press("a");
    page.wheel("#target", 40.0);
    let (x, y) = page.centre("#target");
    page.drag((x, y), (x + 20.0, y));
    let heard = page.wait_for(
        "the wheel",
        "heard.some((line) => line.startsWith('wheel')) && heard",
    );
    for line in [
        "click true false 0",
        "keydown true End false",
        "keydown true ArrowDown true",
        "keydown true a false",
        "mousemove true false 1",
    ] {
        assert!(
            heard.as_array().unwrap().contains(&json!(line)),
            "{line}: {heard:#}"
        );
    }
    page.click("#field");
    page.type_text("Grüße, 1 + 2!");
    assert_eq!(page.eval("field.value"), "Grüße, 1 + 2!");
    page.press("Control+a");
    page.press("Backspace");
    assert_eq!(page.eval("field.value"), "");
}

#[test]
fn files_arrive_by_input_and_by_drop_and_downloads_are_caught() {
    let fixture = Fixture::new();
    let page = fixture.page();
    let file = fixture.folder.write("a file.json", "{}");
    page.set_files("#files", &[&file]);
    assert_eq!(
        page.eval("document.getElementById('files').files[0].name"),
        "a file.json"
    );
    let saved = page.download(|| page.click("#save"));
    assert_eq!(
        (saved.name.as_str(), saved.bytes.as_slice()),
        ("saved.txt", "whole text".as_bytes())
    );
}

#[test]
fn window_colours_and_pictures_follow_the_test() {
    let fixture = Fixture::new();
    let page = fixture.page();
    page.set_viewport(320, 640);
    page.emulate_media(&[
        ("prefers-color-scheme", "dark"),
        ("forced-colors", "active"),
        ("prefers-reduced-motion", "reduce"),
    ]);
    let expression = "innerWidth === 320 && innerHeight === 640 && matchMedia('(prefers-color-scheme: dark)').matches
        && matchMedia('(forced-colors: active)').matches && matchMedia('(prefers-reduced-motion: reduce)').matches";
    assert_eq!(page.eval(expression), true);
    let picture = fixture.folder.path().join("pictures/page.png");
    page.screenshot(&picture);
    let bytes = fs::read(picture).unwrap();
    assert!(bytes.starts_with(b"\x89PNG"));
    // Width and height stand after the signature and the name of the first chunk.
    assert_eq!(bytes[16..24], [0, 0, 320_u32.to_be_bytes()[2], 64, 0, 0, 2, 128]);
}

#[test]
fn storages_are_looked_into_and_a_question_before_leaving_is_answered() {
    let fixture = Fixture::new();
    let page = fixture.page();
    page.assert_nothing_stored();
    page.eval("document.cookie = 'a=b'; localStorage.x = '1'; new Promise((resolve) => { indexedDB.open('base').onsuccess = () => resolve(true) })");
    let storage = page.storage();
    assert_eq!(storage["cookies"], "a=b");
    assert_eq!(storage["localStorage"], json!([["x", "1"]]));
    assert_eq!(storage["databases"], json!(["base"]));

    page.eval("addEventListener('beforeunload', (event) => event.preventDefault())");
    // The browser asks only for a page that a person has touched.
    page.click("#target");
    page.reload();
    assert_eq!(
        page.dialogs()
            .iter()
            .map(|dialog| dialog.kind.as_str())
            .collect::<Vec<_>>(),
        ["beforeunload"]
    );
}
