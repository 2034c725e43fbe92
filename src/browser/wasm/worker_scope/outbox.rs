//! Where a reader's findings go: rows to the engine, progress to the page, contents to the browser's own hash.

use super::reader::tell;
use crate::{
    browser::wasm::{crypto, globals::now_millis, messages},
    protocol::{
        integrity::{Form, Sealed},
        reader::{Delivery, Found, FromReader, ToTable},
    },
    reader::Outbox,
};
use wasm_bindgen_futures::JsFuture;
use web_sys::MessagePort;

/// Pauses between reports of progress.
const PROGRESS_MILLIS: f64 = 100.0;

/// The browser hashes several times faster than WebAssembly, but each question costs as much as hashing so many bytes.
const WORTH_ASKING_BYTES: usize = 16 << 10;

/// Sends rows to the engine and progress to the page.
pub(super) struct PortOutbox {
    port: MessagePort,
    bytes: u64,
    records: u64,
    told_at: f64,
    /// What is searched or hashed was read before: it is no progress.
    pub(super) is_aside: bool,
    /// Hashes that the browser is computing.
    pub(super) pending: Vec<Pending>,
}

/// A hash that the browser is computing, and of what.
pub(super) type Pending = (Sealed, Form, JsFuture);

impl PortOutbox {
    /// Nothing is told yet. `port` leads to the engine.
    pub(super) fn new(port: MessagePort) -> Self {
        Self {
            port,
            bytes: 0,
            records: 0,
            told_at: now_millis(),
            is_aside: false,
            pending: Vec::new(),
        }
    }

    /// Tells the page how far reading is.
    pub(super) fn tell_progress(&mut self) {
        if self.bytes > 0 || self.records > 0 {
            tell(
                &FromReader::Progress {
                    bytes: self.bytes,
                    records: self.records,
                },
                &[],
            );
            (self.bytes, self.records) = (0, 0);
        }
        self.told_at = now_millis();
    }
}

impl Outbox for PortOutbox {
    fn deliver(&mut self, delivery: Delivery, rows: Vec<u8>) {
        messages::post_packed(&self.port, &ToTable::Delivery(delivery), rows);
    }

    fn found(&mut self, found: Found, marks: Vec<u8>) {
        messages::post_packed(&self.port, &ToTable::Found(found), marks);
    }

    fn progress(&mut self, bytes: u64, records: u64) {
        if self.is_aside {
            return;
        }
        self.bytes += bytes;
        self.records += records;
        if now_millis() - self.told_at >= PROGRESS_MILLIS {
            self.tell_progress();
        }
    }

    fn seal_whole(&mut self, sealed: &Sealed, form: Form, content: &[u8]) -> bool {
        if content.len() < WORTH_ASKING_BYTES {
            return false;
        }
        let digest = crypto::subtle().and_then(|subtle| crypto::begin_sha256(&subtle, content));
        let has_begun = digest.is_some();
        self.pending
            .extend(digest.map(|digest| (sealed.clone(), form, digest)));
        has_begun
    }
}
