//! One tab: going places, asking questions, waiting, pretending.

use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{Browser, base64, connection, pdf};

const PATIENCE: Duration = Duration::from_secs(30);
const POLL_EVERY: Duration = Duration::from_millis(20);

/// Runs before any script of the page: what the policy refuses is noted where [`Page::violations`] finds it.
const NOTE_VIOLATIONS: &str = "
  globalThis.__violations = [];
  addEventListener('securitypolicyviolation', (event) => {
    __violations.push(`${event.effectiveDirective} refused ${event.blockedURI || event.sample} (${event.sourceFile}:${event.lineNumber})`);
  });
";

const STORAGE: &str = "(async () => ({
  localStorage: Object.entries(localStorage),
  sessionStorage: Object.entries(sessionStorage),
  databases: (await indexedDB.databases()).map((database) => database.name),
  caches: globalThis.caches ? await caches.keys() : [],
  privateFiles: await (async () => {
    try { return await Array.fromAsync((await navigator.storage.getDirectory()).keys()); } catch { return []; }
  })(),
  buckets: navigator.storageBuckets ? await navigator.storageBuckets.keys() : [],
  serviceWorkers: navigator.serviceWorker && location.protocol !== 'file:'
    ? (await navigator.serviceWorker.getRegistrations()).map((worker) => worker.scope) : [],
  cookies: document.cookie,
  windowName: globalThis.name,
}))()";

/// A place that the tab can go back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// Its address.
    pub url: String,
    /// Its title.
    pub title: String,
}

/// A tab, its workers, and the record of all they did.
pub struct Page<'b> {
    pub(crate) browser: &'b Browser,
    pub(crate) session: String,
}

impl<'b> Page<'b> {
    pub(crate) fn new(browser: &'b Browser) -> Self {
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }));
        let params = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = browser.call("Target.attachToTarget", params);
        let session = attached["sessionId"]
            .as_str()
            .expect("a session has a name")
            .to_owned();
        let page = Self { browser, session };
        for domain in ["Page", "Runtime", "Network", "DOM", "Log", "Audits"] {
            page.call(&format!("{domain}.enable"), json!({}));
        }
        page.call("Target.setAutoAttach", connection::auto_attach());
        page.call(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": NOTE_VIOLATIONS }),
        );
        page
    }

    /// Goes to an address and waits until the document is loaded.
    pub fn goto(&self, url: &str) {
        let answer = self.call("Page.navigate", json!({ "url": url }));
        assert!(
            answer.get("errorText").is_none(),
            "{url}: {}",
            answer["errorText"]
        );
        self.wait_for("the document", "document.readyState === 'complete'");
    }

    /// Reloads and waits until the new document is loaded; a question before leaving is answered as
    /// [`Page::accept_dialogs`] says.
    pub fn reload(&self) {
        self.eval("globalThis.__old = true");
        self.call("Page.reload", json!({}));
        self.wait_for(
            "the new document",
            "!globalThis.__old && document.readyState === 'complete'",
        );
    }

    /// The value of a JavaScript expression, a promise's after it is kept. An exception fails the test.
    pub fn eval(&self, expression: &str) -> Value {
        self.try_eval(expression)
            .unwrap_or_else(|error| panic!("{expression}\n{error}"))
    }

    /// The same with the rights of a click, such as to open a window; a promise is not waited for.
    pub fn eval_as_person(&self, expression: &str) {
        let params =
            json!({ "expression": expression, "userGesture": true, "allowUnsafeEvalBlockedByCSP": false });
        self.call("Runtime.evaluate", params);
    }

    /// The same, with an exception as `Err`.
    pub fn try_eval(&self, expression: &str) -> Result<Value, String> {
        // The page's policy holds for the expression, too.
        let params = json!({
            "expression": expression, "returnByValue": true, "awaitPromise": true,
            "allowUnsafeEvalBlockedByCSP": false,
        });
        let answer = self.try_call("Runtime.evaluate", params)?;
        match answer.get("exceptionDetails") {
            Some(details) => Err(details["exception"]["description"]
                .as_str()
                .unwrap_or("exception")
                .to_owned()),
            None => Ok(answer["result"]["value"].clone()),
        }
    }

    /// The text a person sees in the first element that matches.
    pub fn text(&self, selector: &str) -> String {
        let value = self.eval(&format!("document.querySelector({}).innerText", json!(selector)));
        value.as_str().unwrap_or_default().to_owned()
    }

    /// How many elements match.
    pub fn count(&self, selector: &str) -> u64 {
        let value = self.eval(&format!("document.querySelectorAll({}).length", json!(selector)));
        value.as_u64().unwrap_or_default()
    }

    /// Waits until an expression is true, or neither false nor null nor undefined, and answers its value.
    /// An exception counts as not yet. After 30 seconds the test fails, with the console's content.
    pub fn wait_for(&self, what: &str, expression: &str) -> Value {
        self.wait_for_within(PATIENCE, what, expression)
    }

    /// The same, with `None` after that time.
    pub fn wait_within(&self, expression: &str) -> Option<Value> {
        let end = Instant::now() + PATIENCE;
        loop {
            match self.try_eval(expression) {
                Ok(value) if !value.is_null() && value != false => return Some(value),
                _ if Instant::now() < end => thread::sleep(POLL_EVERY),
                _ => return None,
            }
        }
    }

    /// The same with another patience.
    pub fn wait_for_within(&self, patience: Duration, what: &str, expression: &str) -> Value {
        let end = Instant::now() + patience;
        loop {
            let seen = self.try_eval(expression);
            match &seen {
                Ok(value) if !value.is_null() && *value != false => return value.clone(),
                _ if Instant::now() < end => thread::sleep(POLL_EVERY),
                _ => panic!(
                    "no {what} in {} s; last seen: {seen:?}\nconsole: {:#?}\nviolations: {:#?}",
                    patience.as_secs(),
                    self.console(),
                    self.violations()
                ),
            }
        }
    }

    /// Waits until an element matches.
    pub fn wait_for_selector(&self, selector: &str) {
        self.wait_for(
            selector,
            &format!("document.querySelector({}) !== null", json!(selector)),
        );
    }

    /// Pretends, for instance, `[("prefers-color-scheme", "dark"), ("forced-colors", "active"),
    /// ("prefers-reduced-motion", "reduce")]`; an empty list ends it.
    pub fn emulate_media(&self, features: &[(&str, &str)]) {
        let features: Vec<Value> = features
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        self.call("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// Sets the size of the window's inside, in CSS pixels.
    pub fn set_viewport(&self, width: u32, height: u32) {
        let params = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", params);
    }

    /// Cuts the page off from every network, or joins it again.
    pub fn set_offline(&self, is_offline: bool) {
        let params =
            json!({ "offline": is_offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.call("Network.emulateNetworkConditions", params);
    }

    /// Writes a PNG picture of what is to be seen; folders are made.
    pub fn screenshot(&self, file: impl AsRef<Path>) {
        let answer = self.call("Page.captureScreenshot", json!({ "format": "png" }));
        let picture = base64::decode(answer["data"].as_str().expect("a picture is text in base64"));
        let file = file.as_ref();
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).expect("the picture's folder can be made");
        }
        fs::write(file, picture).expect("the picture can be written");
    }

    /// Prints the page to PDF, as "Save as PDF" does, and gives the text that stands in it.
    pub fn printed_text(&self) -> String {
        let answer = self.call("Page.printToPDF", json!({ "printBackground": true }));
        pdf::text_of(&base64::decode(
            answer["data"].as_str().expect("a PDF is text in base64"),
        ))
    }

    /// What the page has put into each of the browser's storages.
    pub fn storage(&self) -> Value {
        self.eval(STORAGE)
    }

    /// What the tab's history keeps.
    pub fn history(&self) -> Vec<HistoryEntry> {
        let history = self.call("Page.getNavigationHistory", json!({}));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let entries = history["entries"].as_array().cloned().unwrap_or_default();
        let entry = |entry: &Value| HistoryEntry {
            url: text(&entry["url"]),
            title: text(&entry["title"]),
        };
        entries.iter().map(entry).collect()
    }

    /// Fails if the page has put anything into any storage.
    pub fn assert_nothing_stored(&self) {
        let storage = self.storage();
        let cookies = self.call("Network.getCookies", json!({}));
        assert_eq!(cookies["cookies"], json!([]), "the page set a cookie");
        let is_empty = |value: &Value| {
            value.as_array().is_none_or(Vec::is_empty) && value.as_str().is_none_or(str::is_empty)
        };
        let all_empty = storage
            .as_object()
            .is_some_and(|kinds| kinds.values().all(is_empty));
        assert!(all_empty, "the page stored something: {storage:#}");
    }

    /// Whether dialogs, such as the question before leaving, are answered with yes (they are at first).
    pub fn accept_dialogs(&self, accepts: bool) {
        self.browser.connection.accept_dialogs(accepts);
    }

    /// Calls any method of the DevTools protocol on this tab.
    pub fn call(&self, method: &str, params: Value) -> Value {
        self.try_call(method, params)
            .unwrap_or_else(|error| panic!("{error}"))
    }

    fn try_call(&self, method: &str, params: Value) -> Result<Value, String> {
        self.browser
            .connection
            .try_call(Some(&self.session), method, params)
    }
}
