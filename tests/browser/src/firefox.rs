//! A second engine: Firefox, spoken to by its own remote protocol, Marionette
//! (<https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html>): over a port of this machine, each
//! message its length, a colon, and JSON.

use std::{
    fs,
    io::{self, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::TempDir;

const PROGRAMS: [&str; 3] = [
    "/usr/bin/firefox-esr",
    "/usr/bin/firefox",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
];
const PATIENCE: Duration = Duration::from_secs(60);
const POLL_EVERY: Duration = Duration::from_millis(50);
/// How WebDriver calls the id of an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Downloads without a question; nothing of the browser's own over the network.
const SETTINGS: &str = r#"
user_pref("marionette.port", 0);
user_pref("browser.download.folderList", 2);
user_pref("browser.download.useDownloadDir", true);
user_pref("browser.download.alwaysOpenPanel", false);
user_pref("browser.helperApps.neverAsk.saveToDisk", "application/json,text/html,application/octet-stream");
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("app.normandy.enabled", false);
user_pref("app.update.disabledForTesting", true);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
"#;

/// A running Firefox with one tab. Dropping it ends the process.
pub struct Firefox {
    process: Child,
    connection: TcpStream,
    num_calls: u64,
    profile: TempDir,
}

impl Firefox {
    /// Starts one without a window; `None` on a machine that has none. `cargo xtask test` installs Debian's.
    pub fn launch() -> Option<Self> {
        let program = PROGRAMS.iter().find(|program| Path::new(program).exists())?;
        let profile = TempDir::new("firefox");
        let folder = profile.path().join("downloads");
        fs::create_dir_all(&folder).expect("the profile can be written");
        let downloads = format!("user_pref(\"browser.download.dir\", {});\n", json!(folder));
        profile.write("user.js", format!("{SETTINGS}{downloads}"));
        let process = Command::new(program)
            .args([
                "--headless",
                "--no-remote",
                "--marionette",
                "--remote-allow-system-access",
                "--profile",
            ])
            .arg(profile.path())
            .env("HOME", profile.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("Firefox can be started");
        let connection = connect(profile.path());
        let mut firefox = Self {
            process,
            connection,
            num_calls: 0,
            profile,
        };
        firefox.receive();
        firefox.call(
            "WebDriver:NewSession",
            json!({ "capabilities": { "alwaysMatch": {} } }),
        );
        Some(firefox)
    }

    /// Goes to an address and waits until the document is loaded.
    pub fn goto(&mut self, url: &str) {
        self.call("WebDriver:Navigate", json!({ "url": url }));
    }

    /// The value of an expression of the page.
    pub fn eval(&mut self, expression: &str) -> Value {
        let script = json!({ "script": format!("return {expression};"), "args": [] });
        self.call("WebDriver:ExecuteScript", script)["value"].take()
    }

    /// Waits until an expression is true.
    pub fn wait_for(&mut self, what: &str, expression: &str) {
        let end = Instant::now() + PATIENCE;
        while self.eval(&format!("Boolean({expression})")) != true {
            let seen = self.eval("document.body.innerText.slice(0, 600)");
            assert!(
                Instant::now() < end,
                "no {what}; seen: {seen}; console: {:#?}",
                self.console()
            );
            thread::sleep(POLL_EVERY);
        }
    }

    /// Clicks an element as a person does.
    pub fn click(&mut self, selector: &str) {
        let id = self.find(selector);
        self.call("WebDriver:ElementClick", json!({ "id": id }));
    }

    /// Types into an element, or chooses a file in a file input.
    pub fn send_keys(&mut self, selector: &str, text: &str) {
        let id = self.find(selector);
        self.call("WebDriver:ElementSendKeys", json!({ "id": id, "text": text }));
    }

    /// What the console says of web pages: errors, warnings, and refusals of the policy.
    pub fn console(&mut self) -> Vec<String> {
        self.call("Marionette:SetContext", json!({ "value": "chrome" }));
        let lines = self.eval(
            "Services.console.getMessageArray()
               .filter((line) => line instanceof Ci.nsIScriptError && /^(http|file|blob)/.test(line.sourceName))
               .map((line) => line.errorMessage)",
        );
        self.call("Marionette:SetContext", json!({ "value": "content" }));
        serde_json::from_value(lines).expect("lines of text")
    }

    /// Waits for a download to be whole and gives its content.
    pub fn downloaded(&self, name: &str) -> Vec<u8> {
        let file: PathBuf = self.profile.path().join("downloads").join(name);
        let end = Instant::now() + PATIENCE;
        loop {
            let is_whole = !file.with_extension("json.part").exists();
            match fs::read(&file) {
                Ok(bytes) if is_whole && !bytes.is_empty() => return bytes,
                _ => assert!(Instant::now() < end, "no download {name}"),
            }
            thread::sleep(POLL_EVERY);
        }
    }

    fn find(&mut self, selector: &str) -> Value {
        let found = self.call(
            "WebDriver:FindElement",
            json!({ "using": "css selector", "value": selector }),
        );
        found["value"][ELEMENT].clone()
    }

    fn call(&mut self, command: &str, parameters: Value) -> Value {
        self.num_calls += 1;
        let message = json!([0, self.num_calls, command, parameters]).to_string();
        let message = format!("{}:{message}", message.len());
        self.connection
            .write_all(message.as_bytes())
            .expect("Firefox listens");
        let mut answer = self.receive();
        assert!(answer[2].is_null(), "{command}: {}", answer[2]);
        answer[3].take()
    }

    fn receive(&mut self) -> Value {
        let mut len = 0;
        let mut byte = [0];
        loop {
            self.connection.read_exact(&mut byte).expect("Firefox speaks");
            match byte[0] {
                b':' => break,
                digit => len = 10 * len + usize::from(digit - b'0'),
            }
        }
        let mut message = vec![0; len];
        self.connection.read_exact(&mut message).expect("Firefox speaks");
        serde_json::from_slice(&message).expect("Firefox speaks JSON")
    }
}

/// Firefox writes its port into the profile when it listens.
fn connect(profile: &Path) -> TcpStream {
    let end = Instant::now() + PATIENCE;
    loop {
        let port = fs::read_to_string(profile.join("MarionetteActivePort"));
        let port = port.ok().and_then(|port| port.trim().parse::<u16>().ok());
        let connection: io::Result<TcpStream> = match port {
            Some(port) => TcpStream::connect(("127.0.0.1", port)),
            None => Err(io::ErrorKind::NotFound.into()),
        };
        match connection {
            Ok(connection) => return connection,
            Err(error) => assert!(Instant::now() < end, "Firefox does not listen: {error}"),
        }
        thread::sleep(POLL_EVERY);
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        // Its helpers end with it when it is told; a killed one leaves them to notice.
        let quit = json!([0, 0, "Marionette:Quit", { "flags": ["eForceQuit"] }]).to_string();
        let _ = self
            .connection
            .write_all(format!("{}:{quit}", quit.len()).as_bytes());
        let end = Instant::now() + Duration::from_secs(10);
        while Instant::now() < end && matches!(self.process.try_wait(), Ok(None)) {
            thread::sleep(POLL_EVERY);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
