//! Drives the built page in a real Chromium, as a person would, and records all it does.
//!
//! A test launches a [`Browser`], opens a [`Page`] on a [`Server`] of `dist/`, drops, clicks and types,
//! and then looks at the page, its requests, its console and its violations of the policy. The client
//! speaks the DevTools protocol over a pipe: no port is opened, and when a test ends, even by a kill,
//! its browser ends with it.

mod base64;
mod browser;
mod canary;
mod chromium;
mod connection;
mod dice;
mod download;
mod firefox;
#[path = "../../support/hostile.rs"]
pub mod hostile;
pub mod hosting;
mod input;
mod keys;
mod ledger;
mod memory;
mod oracle;
mod page;
mod pdf;
mod records;
mod saving;
mod server;
mod tasks;
mod temp;
mod visit;
pub mod ways_out;
mod workers;

pub use browser::Browser;
pub use canary::Canary;
pub use dice::Dice;
pub use download::Download;
pub use firefox::Firefox;
pub use ledger::assert_ledger_holds;
pub use memory::Held;
pub use oracle::{Call, MEDICAL, Source, calls, medical_calls, records, sources};
pub use page::{HistoryEntry, Page};
pub use records::{Dialog, Request};
pub use server::Server;
pub use temp::TempDir;
pub use visit::{CALLS, Visit, cell, grouped, visit, visit_from_disk, visit_with_noise, visit_without_link};
pub use workers::ends_after;

use std::path::{Path, PathBuf};

/// The release page that `cargo xtask build` leaves.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The project's top folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors()
        .nth(2)
        .expect("this crate lies two folders below the top")
        .to_owned()
}
