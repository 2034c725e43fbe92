//! One browser process with a profile of its own.

use std::{
    process::Child,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::{Page, TempDir, chromium, connection::Connection};

/// A running Chromium. Dropping it ends the process and removes its profile.
pub struct Browser {
    pub(crate) connection: Arc<Connection>,
    pub(crate) downloads: TempDir,
    process: Child,
    profile: TempDir,
}

impl Browser {
    /// Starts one, without a window.
    pub fn launch() -> Self {
        let profile = TempDir::new("profile");
        let downloads = TempDir::new("downloads");
        let mut process = chromium::launch(profile.path());
        let pipes = process.stdin.take().zip(process.stdout.take());
        let (to_browser, from_browser) = pipes.expect("both ends of the pipe were asked for");
        let connection = Connection::new(to_browser, from_browser);
        let browser = Self {
            connection,
            downloads,
            process,
            profile,
        };
        let folder = browser.downloads.path();
        browser.call(
            "Browser.setDownloadBehavior",
            json!({ "behavior": "allowAndName", "downloadPath": folder, "eventsEnabled": true }),
        );
        browser
    }

    /// Opens an empty tab.
    pub fn new_page(&self) -> Page<'_> {
        Page::new(self)
    }

    /// Opens a tab on an address and waits until the document is loaded.
    pub fn open(&self, url: &str) -> Page<'_> {
        let page = self.new_page();
        page.goto(url);
        page
    }

    /// Calls any method of the DevTools protocol that concerns the whole browser.
    pub fn call(&self, method: &str, params: Value) -> Value {
        self.connection
            .try_call(None, method, params)
            .unwrap_or_else(|error| panic!("{error}"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.connection.send(None, "Browser.close", json!({}));
        let end = Instant::now() + Duration::from_secs(5);
        while Instant::now() < end && matches!(self.process.try_wait(), Ok(None)) {
            thread::sleep(Duration::from_millis(20));
        }
        // Already ended, as a rule; then this does nothing.
        let _ = self.process.kill();
        let _ = self.process.wait();
        // Its helpers write on for a moment.
        let _ = std::fs::remove_dir_all(self.profile.path());
    }
}
