//! The page's session: what the page may ask of the browser and the workers.

use super::{
    crew::Crew,
    globals::{after, with_boot},
    shelf::Shelf,
};
use crate::{
    base::FileId,
    browser::Event,
    protocol::{
        Scope,
        engine::ToEngine,
        export::ToRecords,
        integrity::SealFile,
        reader::{FetchProblem, ToReader},
        search::SearchOrder,
    },
    store::Place,
};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::HtmlInputElement;
use yew::Callback;

/// The session; one for the life of the page.
pub struct Session {
    crew: Rc<Crew>,
    _on_drop: Closure<dyn FnMut()>,
}

impl Session {
    /// Starts engine and readers, and takes the drops that came before.
    pub fn start(on_event: Callback<Event>) -> Self {
        let crew = Crew::start(on_event);
        let on_drop = {
            let crew = crew.clone();
            Closure::new(move || crew.take_drops())
        };
        with_boot(|boot| boot.set_notify(on_drop.as_ref().unchecked_ref()));
        let early = crew.clone();
        after(0, move || early.take_drops());
        Self {
            crew,
            _on_drop: on_drop,
        }
    }

    /// Sends a message to the engine.
    pub fn tell_engine(&self, message: &ToEngine) {
        self.crew.tell_engine(message.clone(), Vec::new());
    }

    /// Queues shelved files for the readers. A higher attempt than before overtakes what is being read.
    pub fn read(&self, files: &[FileId], scope: Scope, attempt: u32) {
        let is_anew = std::mem::replace(&mut self.crew.run.borrow_mut().attempt, attempt) != attempt;
        if is_anew {
            self.crew.stop_search();
            self.crew.stop_readers();
            self.crew.pool.borrow_mut().clear_seals();
        }
        self.crew.run.borrow_mut().is_reading = true;
        self.crew
            .pool
            .borrow_mut()
            .queue(files, scope, attempt, &self.crew.shelf.borrow());
        self.crew.dispatch();
    }

    /// Has the records of shelved files searched, instead of those of the order before.
    pub fn search(&self, order: &SearchOrder, scope: Scope) {
        self.crew.stop_search();
        self.crew.run.borrow_mut().search = order.search;
        self.crew
            .pool
            .borrow_mut()
            .queue_search(order, scope, &self.crew.shelf.borrow());
        self.crew.dispatch();
    }

    /// Ends the search.
    pub fn stop_search(&self) {
        self.crew.stop_search();
    }

    /// Has contents hashed while they are read, from now on.
    pub fn seal_contents(&self) {
        self.crew.run.borrow_mut().is_sealing = true;
    }

    /// Has these files read again for their hashes alone.
    pub fn seal(&self, files: &[SealFile]) {
        self.crew
            .pool
            .borrow_mut()
            .queue_seals(files, &self.crew.shelf.borrow());
        self.crew.dispatch();
    }

    /// Forgets the files that wait to be read again for their hashes.
    pub fn stop_sealing(&self) {
        self.crew.pool.borrow_mut().clear_seals();
    }

    /// Stops reading: ends the readers that are at work and starts fresh ones.
    pub fn stop(&self) {
        self.crew.stop_readers();
        self.crew.dispatch();
    }

    /// Reads one record again; answered by [`Event::Record`].
    pub fn fetch_record(&self, request: u32, place: Place, value_hash: (u64, u64)) {
        let Some(file) = self.crew.shelf.borrow().get(place.file).cloned() else {
            return self.crew.emit(Event::Record {
                request,
                bytes: Err(FetchProblem::FileGone),
            });
        };
        self.crew.run.borrow_mut().fetches.push(request);
        self.crew.tell_aside(
            ToReader::Fetch {
                request,
                place,
                value_hash,
            },
            vec![file.into()],
        );
    }

    /// Parts of the export are kept from now on, those of others no more.
    pub fn begin_export(&self, request: u32) {
        self.crew.begin_export(request);
    }

    /// Asks the reader of an export.
    pub fn tell_records(&self, request: u32, ask: &ToRecords) {
        self.crew.tell_records(request, ask.clone(), Vec::new());
    }

    /// Lets the person save the parts that came.
    pub fn save_export(&self, name: &str, mime: &str) {
        self.crew.save_export(name, mime);
    }

    /// Forgets the parts that came.
    pub fn drop_export(&self) {
        self.crew.drop_export();
    }

    /// Makes the sample files; they arrive like dropped ones.
    pub fn make_sample(&self) {
        self.crew.run.borrow_mut().num_listings += 1;
        self.crew.tell_aside(ToReader::MakeSample, Vec::new());
    }

    /// Takes the files of a file or folder input and empties it; they arrive like dropped ones.
    pub fn take_picked(&self, event: &yew::Event) {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let files = input
            .files()
            .map(|files| (0..files.length()).filter_map(|index| files.get(index)).collect());
        // So that picking the same file again is heard.
        input.set_value("");
        self.crew.take_picked(files.unwrap_or_default());
    }

    /// Forgets every file and frees all memory: engine and readers are ended and started anew.
    pub fn clear(&self) {
        self.crew.end_workers();
        self.crew.shelf.replace(Shelf::default());
        self.crew.run.replace(super::crew::Run::default());
        self.crew.start_workers();
    }

    /// Starts a fresh engine after the old one ended, and fresh readers with it.
    pub fn restart_engine(&self) {
        self.crew.end_workers();
        self.crew.start_workers();
    }
}
