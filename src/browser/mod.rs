//! The only room that may name the browser.
//!
//! Two twins with the same signatures: `wasm` is the real one; `native` does nothing, so that the rooms above
//! compile and render under plain `cargo test`. The page holds one [`Session`]: the engine, the readers and the
//! shelf of file handles. Nothing from JavaScript ever leaves this room except Yew's own event types.

use crate::{
    base::FileId,
    protocol::{
        engine::{FileEntry, FromEngine},
        export::RecordsPart,
        reader::FetchProblem,
    },
};
use std::rc::Rc;

mod about;
#[cfg(any(test, target_arch = "wasm32"))]
mod jobs;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use about::{About, OneFile};
#[cfg(not(target_arch = "wasm32"))]
pub use native::{Session, address, dom, focus, zones};
#[cfg(target_arch = "wasm32")]
pub use wasm::{Session, address, dom, focus, worker_scope, zones};

/// What the browser and the workers report to the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Files were dropped or picked and are shelved now; a large folder comes in several such events.
    FilesFound(Vec<FileEntry>),
    /// A drop, a pick or the sample is listed to its end. `num_unreadable` entries could not be opened at all.
    ListingDone {
        /// Entries that the browser listed but would not open.
        num_unreadable: u32,
    },
    /// The engine said something.
    Engine(FromEngine),
    /// Bytes (of files as dropped) and records read since the last such event.
    Progress {
        /// Bytes since the last event.
        bytes: u64,
        /// Records since the last event.
        records: u64,
    },
    /// Every file handed over so far is read.
    ReadingDone,
    /// A reader ended while it had a file in hand; the file is read once more when `is_retried`, else given up.
    ReaderEnded {
        /// The file in hand, when known.
        file: Option<FileId>,
        /// Whether it is tried again.
        is_retried: bool,
    },
    /// The engine ended: the table is gone, the shelf is not.
    EngineEnded,
    /// A record, read again from its file, byte for byte.
    Record {
        /// From the request.
        request: u32,
        /// The bytes, or why they could not be had.
        bytes: Result<Rc<[u8]>, FetchProblem>,
    },
    /// Records were written for an export.
    Exported {
        /// From the request.
        request: u32,
        /// What was written.
        part: RecordsPart,
    },
    /// The reader that writes records ended.
    ExportLost,
}
