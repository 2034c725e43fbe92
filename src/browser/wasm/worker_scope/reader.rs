//! A reader's thread.

use super::{
    export::Exporter,
    feed::{feed, read_fed},
    hear,
    outbox::{Pending, PortOutbox},
    scope,
    warm_up::warm_up,
};
use crate::{
    base::{HashKey, Problem, ProblemKind, Shape},
    browser::{
        jobs::JOB_BYTES,
        wasm::{
            crypto,
            file_input::FileInput,
            messages::{self, buffer, open},
        },
    },
    handover::redact::{Originals, Redaction, Redactor},
    protocol::{
        Scope, VERSION,
        integrity::{Basis, Seal, SealFile},
        ledger::{FileReport, Tally},
        reader::{Delivery, FetchProblem, FromReader, Part, ReadFile, ToReader},
    },
    query::Test,
    reader::{Outbox, Reader, fetch_record},
    sample,
    store::Place,
    trail::value_hash::ValueHasher,
};
use js_sys::{Array, Uint8Array};
use std::{
    cell::{Cell, RefCell},
    io::{self, Cursor},
    rc::Rc,
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File, MessagePort};

struct Thread {
    reader: Reader,
    outbox: PortOutbox,
}

/// What works on one job at a time, and is taken for as long.
type Workbench = Rc<RefCell<Option<Thread>>>;

/// What is done with the files of a job.
enum Work {
    /// Hash the contents too, or not.
    Read {
        is_sealing: bool,
        feeder: Option<MessagePort>,
    },
    Search {
        search: u32,
        tests: Rc<[Test]>,
        /// Searches up to this number are no longer wanted.
        dropped: Rc<Cell<u32>>,
    },
    Seal(Vec<SealFile>),
}

pub(super) fn run(key: HashKey, port: MessagePort) {
    let hasher = ValueHasher::new(key);
    let thread: Workbench = Rc::new(RefCell::new(Some(Thread {
        reader: Reader::new(key),
        outbox: PortOutbox::new(port),
    })));
    let dropped = Rc::<Cell<u32>>::default();
    let (mut exporter, mut redactor) = (Exporter::default(), None);
    let is_warming = Rc::<Cell<bool>>::default();
    hear(move |event| {
        let (message, extras) = open::<ToReader>(&event);
        match message {
            ToReader::Read {
                job,
                scope,
                is_sealing,
                is_fed,
                files,
            } => {
                let mut extras = extras;
                let feeder = is_fed.then(|| extras.pop()).flatten();
                let handles = extras.into_iter().map(JsCast::unchecked_into).collect();
                let feeder = feeder.map(JsCast::unchecked_into);
                let work = Work::Read { is_sealing, feeder };
                spawn_local(read(thread.clone(), job, scope, work, files, handles));
            }
            ToReader::Feed { job } => {
                let [file, port] = extras.try_into().expect_throw("a file and the way to its reader");
                spawn_local(async move {
                    feed(JsValue::unchecked_into(file), JsValue::unchecked_into(port)).await;
                    tell(&FromReader::WantsWork { job }, &[]);
                });
            }
            ToReader::Seal { job, files, wanted } => {
                let handles = extras.into_iter().map(JsCast::unchecked_into).collect();
                let work = Work::Seal(wanted);
                spawn_local(read(thread.clone(), job, Scope::default(), work, files, handles));
            }
            ToReader::Search {
                job,
                search,
                scope,
                tests,
                files,
            } => {
                let handles = extras.into_iter().map(JsCast::unchecked_into).collect();
                let dropped = dropped.clone();
                let work = Work::Search {
                    search,
                    tests,
                    dropped,
                };
                spawn_local(read(thread.clone(), job, scope, work, files, handles));
            }
            ToReader::DropSearch { search } => {
                // In the middle of a job nothing is heard.
                dropped.set(search);
            }
            ToReader::Fetch {
                request,
                place,
                value_hash,
            } => {
                if let Some(file) = extras.into_iter().next() {
                    fetch(
                        request,
                        place,
                        value_hash,
                        file.unchecked_into(),
                        &hasher,
                        redactor.as_ref(),
                    );
                }
            }
            ToReader::MakeSample => make_sample(),
            ToReader::WarmUp(is_wanted) => {
                if is_wanted && !is_warming.replace(is_wanted) {
                    spawn_local(warm_up(key, is_warming.clone()));
                }
                is_warming.set(is_wanted);
            }
            ToReader::Export { request, ask } => exporter.take(request, ask, extras, &hasher),
            ToReader::Hide(redaction) => redactor = redaction.map(|redaction| hiding(redaction, &extras)),
        }
    });
    tell(&FromReader::Ready { version: VERSION }, &[]);
}

pub(super) fn tell(message: &FromReader, extras: &[JsValue]) {
    messages::post(&scope(), message, extras);
}

/// Reads, searches or hashes one job, and waits for the hashes that the browser computes besides.
async fn read(
    thread: Workbench,
    job: u32,
    scope: Scope,
    work: Work,
    files: Vec<ReadFile>,
    handles: Vec<File>,
) {
    let pending = work_on(&thread, job, scope, work, files, handles).await;
    let mut seals = Vec::new();
    for (mut sealed, form, digest) in pending {
        let sha256 = crypto::end_sha256(digest).await;
        sealed.seal = sha256.map(|sha256| Seal {
            basis: Basis::Content,
            sha256,
            form,
        });
        seals.push(sealed);
    }
    let mut own = take(&thread);
    let Thread { reader, outbox } = &mut own;
    if !seals.is_empty() {
        let parts = Vec::new();
        outbox.deliver(Delivery { parts, seals }, Vec::new());
    }
    // After the hashes, so that no file is done and its hash still missing.
    reader.flush(outbox);
    thread.replace(Some(own));
    tell(&FromReader::WantsWork { job }, &[]);
}

/// No job begins while another is worked on: a reader that is fed gets no other.
fn take(thread: &Workbench) -> Thread {
    thread.borrow_mut().take().expect_throw("one job at a time")
}

/// Works on one job. The browser fetches its bytes while the job before is being worked on.
async fn work_on(
    thread: &Workbench,
    job: u32,
    scope: Scope,
    work: Work,
    files: Vec<ReadFile>,
    handles: Vec<File>,
) -> Vec<Pending> {
    let is_large = |file: &ReadFile| file.size > JOB_BYTES;
    let bytes = if files.iter().any(is_large) {
        None
    } else {
        read_whole(handles.iter()).await
    };
    let expected: u64 = files.iter().map(|file| file.size).sum();
    if let Work::Search { search, dropped, .. } = &work
        && *search <= dropped.get()
    {
        return Vec::new();
    }
    let mut own = take(thread);
    let Thread { reader, outbox } = &mut own;
    if let Work::Search { search, tests, .. } = &work {
        reader.flush(outbox);
        reader.begin_search(*search, tests);
    }
    outbox.is_aside = !matches!(work, Work::Read { .. });
    reader.set_sealing(matches!(work, Work::Read { is_sealing: true, .. }));
    tell(&FromReader::Begun { job }, &[]);
    reader.set_scope(scope);
    match (bytes.filter(|bytes| bytes.len() as u64 == expected), &work) {
        (Some(bytes), work) => {
            let mut rest = bytes.as_slice();
            for (index, file) in files.iter().enumerate() {
                let (own, others) = rest.split_at(file.size as usize);
                rest = others;
                match work {
                    Work::Seal(wanted) => reader.seal_file(&wanted[index], Cursor::new(own), outbox),
                    _ => reader.read_file(file, Cursor::new(own), Some(own), outbox),
                }
            }
        }
        (None, Work::Seal(wanted)) => {
            for (file, handle) in wanted.iter().zip(handles) {
                match FileInput::new(handle.into()) {
                    Ok(input) => reader.seal_file(file, input, outbox),
                    Err(_no_reader) => reader.seal_file(file, io::empty(), outbox),
                }
            }
        }
        // A large file, or one of the composite could not be read: one by one, to tell which.
        (None, work) => {
            for (file, handle) in files.iter().zip(handles) {
                let is_read = match work {
                    Work::Read {
                        feeder: Some(port), ..
                    } => read_fed(reader, file, port.clone(), outbox).await,
                    _ => false,
                };
                if !is_read {
                    read_in_slices(reader, file, handle, outbox);
                }
            }
        }
    }
    if matches!(work, Work::Search { .. }) {
        reader.flush(outbox);
        reader.end_search();
    }
    outbox.tell_progress();
    let pending = std::mem::take(&mut outbox.pending);
    thread.replace(Some(own));
    pending
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

/// What hides values in single records. The values came as JSON of ours.
fn hiding(redaction: Redaction, extras: &[JsValue]) -> Redactor {
    let bytes = extras.first().map(messages::bytes).unwrap_or_default();
    let values: Vec<String> = serde_json::from_slice(&bytes).unwrap_or_default();
    let mut originals = Originals::default();
    values.iter().for_each(|text| originals.add(text));
    Redactor::new(redaction, originals)
}

fn fetch(
    request: u32,
    place: Place,
    value_hash: (u64, u64),
    file: File,
    hasher: &ValueHasher,
    redactor: Option<&Redactor>,
) {
    let value_hash = u128::from(value_hash.0) << 64 | u128::from(value_hash.1);
    let record = FileInput::new(file.into())
        .map_err(|_no_reader| FetchProblem::FileGone)
        .and_then(|input| fetch_record(input, &place, value_hash, hasher))
        .and_then(|record| match redactor {
            // A row of a table is no JSON: it is not shown rather than shown as it is.
            Some(redactor) => redactor
                .record(&record)
                .map(|(hidden, _)| hidden)
                .map_err(|_no_json| FetchProblem::FileChanged),
            None => Ok(record),
        });
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
