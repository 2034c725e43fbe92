//! Runs the code that reads before there is anything to read.
//!
//! A browser compiles a function well only after it has run for a while, for all workers at once. So the reader aside
//! reads synthetic logs soon after the page has started, and the first files a person drops are read at full speed.

use crate::{
    base::{FileId, HashKey},
    browser::wasm::globals::{next_task, now_millis},
    protocol::reader::{Delivery, ReadFile},
    reader::{Outbox, Reader},
    sample::{Plan, sample_files},
};
use std::{cell::Cell, io::Cursor, rc::Rc};

/// Reading for longer gains little.
const WARM_UP_MILLIS: f64 = 1200.0;

/// Large enough that little time goes into beginnings.
const FILES: u32 = 4;
const RECORDS_PER_FILE: u32 = 150;

/// What is read here is told to nobody.
struct Nowhere;

impl Outbox for Nowhere {
    fn deliver(&mut self, _delivery: Delivery, _rows: Vec<u8>) {}
    fn progress(&mut self, _bytes: u64, _records: u64) {}
}

/// Reads the same few files again and again as long as `is_wanted`, and hears what the page says in between.
pub(super) async fn warm_up(key: HashKey, is_wanted: Rc<Cell<bool>>) {
    let files = sample_files(&Plan::plain(1, FILES, RECORDS_PER_FILE));
    let mut reader = Reader::new(key);
    let begun = now_millis();
    for file in files.iter().cycle() {
        if !is_wanted.get() || now_millis() - begun > WARM_UP_MILLIS {
            break;
        }
        let read = ReadFile {
            file: FileId(0),
            attempt: 0,
            size: file.bytes.len() as u64,
        };
        reader.read_file(&read, Cursor::new(&file.bytes), Some(&file.bytes), &mut Nowhere);
        reader.flush(&mut Nowhere);
        next_task().await;
    }
}
