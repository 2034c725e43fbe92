//! The words of the privacy panel.

use super::numbers::{bytes, counted};
use crate::protocol::engine::MemoryUse;

/// Its title; the pill that opens it says the same.
pub const PRIVACY_TITLE: &str = "Nothing leaves this page";
/// The first heading.
pub const PRIVACY_HELD: &str = "What this page holds now";
/// The second.
pub const PRIVACY_SENT: &str = "What it has sent";
/// The third.
pub const PRIVACY_CHECK: &str = "Check it yourself";
/// The fourth.
pub const PRIVACY_BUILD: &str = "This page as one file";
/// Opens the notices.
pub const PRIVACY_NOTICES: &str = "Works of others in this page";
/// The button.
pub const PRIVACY_CLEAR: &str = "Clear everything";
/// What it does.
pub const PRIVACY_CLEAR_NOTE: &str =
    "Closes all files, ends the workers and gives their memory back. Closing the tab does the same.";
/// The browser's storage.
pub const PRIVACY_STORED: &str = "Nothing is kept in the browser: no cookies, no storage, no database.";
/// What the two counts are worth.
pub const PRIVACY_SENT_NOTE: &str = "An indication only: a browser tells a page of most of its own requests, of none of its workers’. \
     The steps below do not rely on this page’s word.";
/// The steps, whatever page this is.
pub const PRIVACY_STEPS: [&str; 3] = [
    "Switch the network off. Open files, filter, save: everything works the same.",
    "Open the browser’s developer tools (F12), tab Network, and drop your files: the list stays empty.",
    "In the same tools, tab Console, type the line below and press Enter: the browser refuses, and names the policy.",
];
/// What to type in the last step.
pub const PRIVACY_TRY: &str = "fetch('https://example.com')";
/// The link to the one file.
pub const PRIVACY_SAVE: &str = "Save this page for offline use";
/// What it saves.
pub const PRIVACY_SAVE_NOTE: &str = "One file, medtrail.html, that opens from your disk and does all that this page does, without any network. \
     Saving it is the only request this page can make, and only this click makes it.";
/// In the one file itself.
pub const PRIVACY_IS_ONE_FILE: &str =
    "This page is one file and holds all it needs. It asks for nothing, not even at its start.";
/// Before the hash of the one file.
pub const PRIVACY_SHA256: &str = "Its SHA-256";
/// Before the name of the build.
pub const PRIVACY_BUILD_NAME: &str = "Build";

/// How many files are open.
pub fn privacy_files(num_files: usize) -> String {
    match num_files {
        0 => "No file is open.".to_owned(),
        1 => "One file is open for reading; its content stays on your disk.".to_owned(),
        more => format!(
            "{} are open for reading; their content stays on your disk.",
            counted(more as u64, "file", "files")
        ),
    }
}

/// What the table holds.
pub fn privacy_table(use_of: MemoryUse) -> String {
    if use_of.num_rows == 0 {
        "No call is in memory.".to_owned()
    } else {
        let calls = counted(use_of.num_rows, "call", "calls");
        format!("{calls} in {} of memory.", bytes(use_of.held))
    }
}

/// What the page sees of its own traffic.
pub fn privacy_sent(num_requests: u32, num_refusals: u32) -> [String; 2] {
    [
        match num_requests {
            0 => "No request since the start that this page can see.".to_owned(),
            more => format!(
                "{} since the start that this page can see.",
                counted(more.into(), "request", "requests")
            ),
        },
        match num_refusals {
            0 => "No attempt was refused by the policy.".to_owned(),
            more => format!(
                "{} refused by the policy.",
                counted(more.into(), "attempt was", "attempts were")
            ),
        },
    ]
}
