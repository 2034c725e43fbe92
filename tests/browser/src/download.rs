//! Catching what the page hands to the person as a file.

use std::{
    fs, thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::Page;

const PATIENCE: Duration = Duration::from_secs(30);

/// A finished download.
#[derive(Clone, Debug)]
pub struct Download {
    /// The name the page gave it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Page<'_> {
    /// Does something that starts a download, and waits until the file is whole.
    pub fn download(&self, action: impl FnOnce()) -> Download {
        let connection = &self.browser.connection;
        let first_event = connection.num_events();
        action();
        let end = Instant::now() + PATIENCE;
        loop {
            let begun = connection.pick_events(first_event, begun_download);
            if let Some((id, name)) = begun.first() {
                let is_end =
                    |event: &Value| (event["params"]["guid"] == id.as_str()).then(|| progress(event))?;
                match connection
                    .pick_events(first_event, is_end)
                    .first()
                    .map(String::as_str)
                {
                    Some("completed") => return self.read_download(id, name),
                    Some(other) => panic!("the download of {name} was {other}"),
                    None => {}
                }
            }
            assert!(
                Instant::now() < end,
                "no download in {} s; console: {:#?}",
                PATIENCE.as_secs(),
                self.console()
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn read_download(&self, id: &str, name: &str) -> Download {
        let file = self.browser.downloads.path().join(id);
        let bytes = fs::read(&file).expect("a finished download lies in its folder");
        Download {
            name: name.to_owned(),
            bytes,
        }
    }
}

fn begun_download(event: &Value) -> Option<(String, String)> {
    let params = &event["params"];
    let is_begin = event["method"] == "Browser.downloadWillBegin";
    let both = params["guid"]
        .as_str()
        .zip(params["suggestedFilename"].as_str())
        .filter(|_| is_begin);
    both.map(|(id, name)| (id.to_owned(), name.to_owned()))
}

/// How a download ended, if this event says so.
fn progress(event: &Value) -> Option<String> {
    let state = event["params"]["state"]
        .as_str()
        .filter(|state| *state != "inProgress");
    state
        .filter(|_| event["method"] == "Browser.downloadProgress")
        .map(str::to_owned)
}
