//! A reader's thread.

use super::{hear, scope};
use crate::{
    base::{HashKey, Problem, ProblemKind, Shape},
    browser::{
        jobs::JOB_BYTES,
        wasm::{
            file_input::FileInput,
            globals::now_millis,
            messages::{self, buffer, open},
        },
    },
    protocol::{
        Scope, VERSION,
        ledger::{FileReport, Tally},
        reader::{Delivery, FetchProblem, Found, FromReader, Part, ReadFile, ToReader, ToTable},
    },
    query::Test,
    reader::{Outbox, Reader, fetch_record},
    sample,
    store::Place,
    trail::value_hash::ValueHasher,
};
use js_sys::{Array, Uint8Array};
use std::{cell::RefCell, io::Cursor, rc::Rc};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File, MessagePort};

/// Pauses between reports of progress.
const PROGRESS_MILLIS: f64 = 100.0;

struct Thread {
    reader: Reader,
    outbox: PortOutbox,
    /// Searches up to this number are no longer wanted.
    dropped: u32,
}

/// What is done with the files of a job.
enum Work {
    Read,
    Search { search: u32, tests: Rc<[Test]> },
}

pub(super) fn run(key: HashKey, port: MessagePort) {
    let hasher = ValueHasher::new(key);
    let thread = Rc::new(RefCell::new(Thread {
        reader: Reader::new(key),
        outbox: PortOutbox {
            port,
            bytes: 0,
            records: 0,
            told_at: now_millis(),
            is_searching: false,
        },
        dropped: 0,
    }));
    hear(move |event| {
        let (message, extras) = open::<ToReader>(&event);
        match message {
            ToReader::Read { job, scope, files } => {
                let handles = extras.into_iter().map(JsCast::unchecked_into).collect();
                spawn_local(read(thread.clone(), job, scope, Work::Read, files, handles));
            }
            ToReader::Search {
                job,
                search,
                scope,
                tests,
                files,
            } => {
                let handles = extras.into_iter().map(JsCast::unchecked_into).collect();
                let work = Work::Search { search, tests };
                spawn_local(read(thread.clone(), job, scope, work, files, handles));
            }
            ToReader::DropSearch { search } => {
                // In the middle of a job nothing is heard.
                thread.borrow_mut().dropped = search;
            }
            ToReader::Fetch {
                request,
                place,
                value_hash,
            } => {
                if let Some(file) = extras.into_iter().next() {
                    fetch(request, place, value_hash, file.unchecked_into(), &hasher);
                }
            }
            ToReader::MakeSample => make_sample(),
        }
    });
    tell(&FromReader::Ready { version: VERSION }, &[]);
}

fn tell(message: &FromReader, extras: &[JsValue]) {
    messages::post(&scope(), message, extras);
}

/// Reads or searches one job. The browser fetches its bytes while the job before is being worked on.
async fn read(
    thread: Rc<RefCell<Thread>>,
    job: u32,
    scope: Scope,
    work: Work,
    files: Vec<ReadFile>,
    handles: Vec<File>,
) {
    let is_large = |file: &ReadFile| file.size > JOB_BYTES;
    let bytes = if files.iter().any(is_large) {
        None
    } else {
        read_whole(handles.iter()).await
    };
    let expected: u64 = files.iter().map(|file| file.size).sum();
    let Thread {
        reader,
        outbox,
        dropped,
    } = &mut *thread.borrow_mut();
    if let Work::Search { search, tests } = &work {
        if search <= dropped {
            return tell(&FromReader::WantsWork { job }, &[]);
        }
        reader.begin_search(*search, tests);
    }
    outbox.is_searching = matches!(work, Work::Search { .. });
    tell(&FromReader::Begun { job }, &[]);
    reader.set_scope(scope);
    match bytes.filter(|bytes| bytes.len() as u64 == expected) {
        Some(bytes) => {
            let mut rest = bytes.as_slice();
            for file in &files {
                let (own, others) = rest.split_at(file.size as usize);
                rest = others;
                reader.read_file(file, Cursor::new(own), Some(own), outbox);
            }
        }
        // A large file, or one of the composite could not be read: one by one, to tell which.
        None => {
            for (file, handle) in files.iter().zip(handles) {
                read_in_slices(reader, file, handle, outbox);
            }
        }
    }
    reader.flush(outbox);
    if outbox.is_searching {
        reader.end_search();
    }
    outbox.tell_progress();
    tell(&FromReader::WantsWork { job }, &[]);
}

/// All files as one composite, read in one stroke: asking for many small files one by one costs far more.
async fn read_whole(files: impl Iterator<Item = &File>) -> Option<Vec<u8>> {
    let composite = Blob::new_with_blob_sequence(&files.collect::<Array>()).ok()?;
    let buffer = JsFuture::from(composite.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

fn read_in_slices(reader: &mut Reader, file: &ReadFile, handle: File, outbox: &mut PortOutbox) {
    match FileInput::new(handle.into()) {
        Ok(input) => reader.read_file(file, input, None, outbox),
        Err(error) => {
            let problem = Problem::new(ProblemKind::Unreadable).with_detail(error.to_string());
            let report = FileReport::failed(Shape::Unread, problem);
            let (file, attempt) = (file.file, file.attempt);
            let part = Part {
                file,
                attempt,
                member: None,
                num_rows: 0,
                tally: Tally::default(),
                finished: Some(report),
            };
            reader.report(part, outbox);
        }
    }
}

fn fetch(request: u32, place: Place, value_hash: (u64, u64), file: File, hasher: &ValueHasher) {
    let value_hash = u128::from(value_hash.0) << 64 | u128::from(value_hash.1);
    let record = FileInput::new(file.into())
        .map_err(|_no_reader| FetchProblem::FileGone)
        .and_then(|input| fetch_record(input, &place, value_hash, hasher));
    match record {
        Ok(bytes) => tell(
            &FromReader::Record {
                request,
                problem: None,
            },
            &[buffer(&bytes)],
        ),
        Err(problem) => tell(
            &FromReader::Record {
                request,
                problem: Some(problem),
            },
            &[],
        ),
    }
}

fn make_sample() {
    let files = sample::sample_files(&sample::Plan::demo());
    let buffers: Vec<_> = files.iter().map(|file| buffer(&file.bytes)).collect();
    let paths = files
        .into_iter()
        .map(|file| Rc::from(format!("Sample data (synthetic)/{}", file.path)))
        .collect();
    tell(&FromReader::Sample { paths }, &buffers);
}

/// Sends rows to the engine and progress to the page.
struct PortOutbox {
    port: MessagePort,
    bytes: u64,
    records: u64,
    told_at: f64,
    /// Bytes that are searched were read before.
    is_searching: bool,
}

impl PortOutbox {
    fn tell_progress(&mut self) {
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
        messages::post(&self.port, &ToTable::Delivery(delivery), &[buffer(&rows)]);
    }

    fn found(&mut self, found: Found, marks: Vec<u8>) {
        messages::post(&self.port, &ToTable::Found(found), &[buffer(&marks)]);
    }

    fn progress(&mut self, bytes: u64, records: u64) {
        if self.is_searching {
            return;
        }
        self.bytes += bytes;
        self.records += records;
        if now_millis() - self.told_at >= PROGRESS_MILLIS {
            self.tell_progress();
        }
    }
}
