//! The crew: the engine, the readers, the reader aside; who is told what, and what happens when one ends.

use super::{
    globals::{after, later, random_key},
    listing::Listed,
    messages,
    pool::Pool,
    shelf::Shelf,
    workers::RoleWorker,
};
use crate::{
    base::{HashKey, Problem, ProblemKind, Shape},
    browser::{Event, jobs::Lost},
    protocol::{
        VERSION,
        engine::{FromEngine, ToEngine},
        integrity::ToIntegrity,
        ledger::FileReport,
        reader::{FetchProblem, FromReader, ReadFile, ToReader},
        search::SearchWish,
    },
};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::prelude::*;
use web_sys::{File, MessageChannel, MessageEvent};
use yew::Callback;

/// Readers beyond this many gain nothing: the browser itself is what they wait for.
const MAX_READERS: usize = 8;

/// Pauses between reports of progress to the page.
const PROGRESS_MILLIS: i32 = 100;

/// The page is drawn by then, and hardly anybody has dropped something.
const WARM_UP_AFTER_MILLIS: i32 = 300;

/// The workers, the shelf, and what is under way.
pub(super) struct Crew {
    key: HashKey,
    on_event: Callback<Event>,
    engine: RefCell<Option<RoleWorker>>,
    /// A reader that never reads logs: fetches single records and makes the sample, so that neither waits.
    aside: RefCell<Option<RoleWorker>>,
    pub(super) shelf: RefCell<Shelf>,
    pub(super) pool: RefCell<Pool>,
    pub(super) run: RefCell<Run>,
    pub(super) parts: RefCell<super::export::Parts>,
}

/// What is under way.
#[derive(Default)]
pub(super) struct Run {
    pub(super) num_listings: u32,
    pub(super) attempt: u32,
    /// The newest search.
    pub(super) search: u32,
    pub(super) is_reading: bool,
    /// Contents are hashed while they are read.
    pub(super) is_sealing: bool,
    /// Progress not told yet.
    bytes: u64,
    records: u64,
    is_telling: bool,
    /// Fetches not answered yet.
    pub(super) fetches: Vec<u32>,
}

impl Crew {
    /// Starts engine and readers.
    pub(super) fn start(on_event: Callback<Event>) -> Rc<Self> {
        let crew = Rc::new(Self {
            key: random_key(),
            on_event,
            engine: RefCell::default(),
            aside: RefCell::default(),
            shelf: RefCell::default(),
            pool: RefCell::default(),
            run: RefCell::default(),
            parts: RefCell::default(),
        });
        crew.start_workers();
        let early = crew.clone();
        after(WARM_UP_AFTER_MILLIS, move || {
            if early.shelf.borrow().is_empty() {
                early.tell_aside(ToReader::WarmUp(true), Vec::new());
            }
        });
        crew
    }

    pub(super) fn emit(&self, event: Event) {
        self.on_event.emit(event);
    }

    pub(super) fn start_workers(self: &Rc<Self>) {
        self.start_engine();
        let cores = web_sys::window().map_or(2.0, |window| window.navigator().hardware_concurrency());
        let num_readers = (cores as usize).clamp(1, MAX_READERS);
        self.pool.replace(Pool::new(num_readers));
        for index in 0..num_readers {
            self.start_reader(index);
        }
        self.start_aside();
    }

    pub(super) fn end_workers(&self) {
        self.pool.replace(Pool::default());
        self.aside.replace(None);
        self.engine.replace(None);
    }

    fn start_engine(self: &Rc<Self>) {
        let (heard, ended) = (self.clone(), self.clone());
        let engine = RoleWorker::start(
            self.key,
            None,
            move |event| heard.hear_engine(&event),
            move || {
                later(&ended, |crew| {
                    crew.end_workers();
                    crew.emit(Event::EngineEnded);
                });
            },
        );
        self.engine.replace(engine);
    }

    fn start_reader(self: &Rc<Self>, index: usize) {
        let (heard, ended) = (self.clone(), self.clone());
        let worker = self.worker_with_port(
            move |event| heard.hear_reader(index, &event),
            move || later(&ended, move |crew| crew.lose_reader(index)),
        );
        self.pool.borrow_mut().readers[index] = worker;
    }

    fn start_aside(self: &Rc<Self>) {
        let (heard, ended) = (self.clone(), self.clone());
        let worker = self.worker_with_port(
            move |event| heard.hear_aside(&event),
            move || {
                later(&ended, |crew| {
                    crew.start_aside();
                    crew.emit(Event::ExportLost);
                    for request in std::mem::take(&mut crew.run.borrow_mut().fetches) {
                        crew.emit(Event::Record {
                            request,
                            bytes: Err(FetchProblem::ReaderEnded),
                        });
                    }
                });
            },
        );
        self.aside.replace(worker);
    }

    /// A worker in the role of a reader, joined to the engine.
    fn worker_with_port(
        &self,
        on_message: impl Fn(MessageEvent) + 'static,
        on_end: impl Fn() + 'static,
    ) -> Option<RoleWorker> {
        let channel = MessageChannel::new().ok()?;
        self.tell_engine(ToEngine::Reader, vec![channel.port2().into()]);
        RoleWorker::start(self.key, Some(channel.port1()), on_message, on_end)
    }

    pub(super) fn tell_engine(&self, message: ToEngine, extras: Vec<JsValue>) {
        if let Some(engine) = &*self.engine.borrow() {
            engine.post(message, extras);
        }
    }

    pub(super) fn tell_aside(&self, message: ToReader, extras: Vec<JsValue>) {
        if let Some(aside) = &*self.aside.borrow() {
            aside.post(message, extras);
        }
    }

    /// All parts come in one event and are drawn at once.
    fn hear_engine(&self, event: &MessageEvent) {
        let (parts, extras) = messages::open::<Vec<(FromEngine, bool)>>(event);
        let mut extras = extras.into_iter();
        for (message, has_extra) in parts {
            let extra = has_extra.then(|| extras.next()).flatten();
            self.hear_part(message, extra.into_iter().collect());
        }
    }

    fn hear_part(&self, message: FromEngine, extras: Vec<JsValue>) {
        match message {
            FromEngine::LedgerJson => {
                let json = extras.first().map(messages::bytes).unwrap_or_default();
                super::dom::save_file("medtrail-ledger.json", "application/json", &json);
            }
            FromEngine::ReportFile(format) => {
                let text = extras.first().map(messages::bytes).unwrap_or_default();
                let (name, kind) = format.file();
                super::dom::save_file(name, kind, &text);
            }
            FromEngine::Ready { version } => assert_eq!(version, VERSION, "one binary has one version"),
            message => {
                self.pass_on(&message, extras);
                self.emit(Event::Engine(message));
            }
        }
    }

    fn hear_reader(self: &Rc<Self>, index: usize, event: &MessageEvent) {
        match messages::open(event).0 {
            FromReader::Begun { job } => self.pool.borrow_mut().jobs.begin(index, job),
            FromReader::WantsWork { job } => {
                self.pool.borrow_mut().jobs.finish(index, job);
                self.dispatch();
            }
            FromReader::Progress { bytes, records } => self.progress(bytes, records),
            FromReader::Ready { .. }
            | FromReader::Record { .. }
            | FromReader::Export { .. }
            | FromReader::Sample { .. } => {}
        }
    }

    fn hear_aside(self: &Rc<Self>, event: &MessageEvent) {
        let (message, extras) = messages::open(event);
        match message {
            FromReader::Record { request, problem } => {
                self.run
                    .borrow_mut()
                    .fetches
                    .retain(|waiting| *waiting != request);
                let bytes = match problem {
                    None => Ok(Rc::from(extras.first().map(messages::bytes).unwrap_or_default())),
                    Some(problem) => Err(problem),
                };
                self.emit(Event::Record { request, bytes });
            }
            FromReader::Export { request, part } => self.hear_records(request, part, &extras),
            FromReader::Sample { paths } => {
                let file = |(path, buffer): (&Rc<str>, JsValue)| {
                    let name = path.rsplit('/').next().unwrap_or(path);
                    let file =
                        File::new_with_buffer_source_sequence(&js_sys::Array::of1(&buffer), name).ok()?;
                    Some(Listed::new(path.to_string(), file))
                };
                self.shelve(paths.iter().zip(extras).filter_map(file).collect());
                self.listing_done(0);
            }
            FromReader::Ready { .. }
            | FromReader::Begun { .. }
            | FromReader::WantsWork { .. }
            | FromReader::Progress { .. } => {}
        }
    }

    pub(super) fn dispatch(&self) {
        let is_sealing = self.run.borrow().is_sealing;
        self.pool.borrow_mut().dispatch(&self.shelf.borrow(), is_sealing);
        self.settle();
    }

    /// Says so when reading is over.
    pub(super) fn settle(&self) {
        let is_over = self.pool.borrow().jobs.is_idle();
        let mut run = self.run.borrow_mut();
        if run.is_reading && run.num_listings == 0 && is_over {
            run.is_reading = false;
            drop(run);
            self.tell_progress();
            self.tell_engine(ToEngine::AllRead, Vec::new());
            self.emit(Event::ReadingDone);
        }
    }

    fn progress(self: &Rc<Self>, bytes: u64, records: u64) {
        let mut run = self.run.borrow_mut();
        run.bytes += bytes;
        run.records += records;
        if !std::mem::replace(&mut run.is_telling, true) {
            let crew = self.clone();
            after(PROGRESS_MILLIS, move || crew.tell_progress());
        }
    }

    fn tell_progress(&self) {
        let mut run = self.run.borrow_mut();
        run.is_telling = false;
        let (bytes, records) = (std::mem::take(&mut run.bytes), std::mem::take(&mut run.records));
        drop(run);
        if bytes > 0 || records > 0 {
            self.emit(Event::Progress { bytes, records });
        }
    }

    /// Ends the readers that are at work, forgets what waits, and starts fresh readers.
    pub(super) fn stop_readers(self: &Rc<Self>) {
        self.pool.borrow_mut().jobs.clear_queue();
        let num_readers = self.pool.borrow().readers.len();
        for index in 0..num_readers {
            if self.pool.borrow().jobs.is_reading(index) {
                self.pool.borrow_mut().jobs.forget(index);
                self.start_reader(index);
            }
        }
    }

    /// Ends the search: what waits is forgotten, and readers in the middle of it are replaced.
    pub(super) fn stop_search(self: &Rc<Self>) {
        self.pool.borrow_mut().jobs.clear_searches();
        let search = self.run.borrow().search;
        let num_readers = self.pool.borrow().readers.len();
        for index in 0..num_readers {
            let lost = self.pool.borrow_mut().jobs.drop_searches(index);
            if let Some(lost) = lost {
                lost.iter().for_each(|file| self.lose_attempt(file));
                self.start_reader(index);
            } else if let Some(reader) = &self.pool.borrow().readers[index] {
                reader.post(ToReader::DropSearch { search }, Vec::new());
            }
        }
        self.dispatch();
    }

    /// A reader ended by itself: what it had in hand is read once more by a fresh one, file by file. With it ends the one
    /// that it fed, or that fed it.
    fn lose_reader(self: &Rc<Self>, index: usize) {
        let partner = {
            let pool = self.pool.borrow();
            if index >= pool.readers.len() {
                // All workers were ended meanwhile.
                return;
            }
            pool.jobs.partner(index)
        };
        let ended: Vec<usize> = [index].into_iter().chain(partner).collect();
        let mut lost = Vec::new();
        for &reader in &ended {
            let mut pool = self.pool.borrow_mut();
            pool.readers[reader] = None;
            lost.extend(pool.jobs.lose(reader));
        }
        let mut in_hand = Vec::new();
        for lost in lost {
            let (file, is_retried) = match lost {
                Lost::Unread(file) => {
                    self.lose_attempt(&file);
                    continue;
                }
                Lost::Retried(file) => (file, true),
                Lost::GivenUp(file) => (file, false),
                Lost::NotSealed(file) => {
                    let lost = ToIntegrity::SealsLost(vec![file.file]);
                    self.tell_engine(ToEngine::Integrity(lost), Vec::new());
                    continue;
                }
                Lost::NotSearched(file, search) => {
                    let file = file.file;
                    let wish = SearchWish::GiveUp { search, file };
                    self.tell_engine(ToEngine::Search(wish), Vec::new());
                    continue;
                }
            };
            self.lose_attempt(&file);
            in_hand.push(file.file);
            if !is_retried {
                let file = file.file;
                let report = FileReport::failed(Shape::Unread, Problem::new(ProblemKind::WorkerEnded));
                self.tell_engine(ToEngine::GiveUp { file, report }, Vec::new());
                self.emit(Event::ReaderEnded {
                    file: Some(file),
                    is_retried,
                });
                in_hand.clear();
            }
        }
        match in_hand[..] {
            [] => {}
            [file] => self.emit(Event::ReaderEnded {
                file: Some(file),
                is_retried: true,
            }),
            [..] => self.emit(Event::ReaderEnded {
                file: None,
                is_retried: true,
            }),
        }
        ended.into_iter().for_each(|reader| self.start_reader(reader));
        self.dispatch();
    }

    fn lose_attempt(&self, lost: &ReadFile) {
        let ReadFile { file, attempt, .. } = *lost;
        self.tell_engine(ToEngine::AttemptLost { file, attempt }, Vec::new());
    }
}
