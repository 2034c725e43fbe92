//! Files arrive: dropped, picked or made. They are listed, shelved, and the page hears of them.

use super::{
    crew::Crew,
    globals::with_boot,
    listing::{Listed, OnFiles, list_drop, list_picked},
};
use crate::{browser::Event, protocol::reader::ToReader};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

impl Crew {
    pub(super) fn take_drops(self: &Rc<Self>) {
        loop {
            let drop = with_boot(|boot| boot.drops().shift());
            if drop.is_undefined() {
                return;
            }
            self.list(async move |on_files| list_drop(drop.unchecked_into(), on_files).await);
        }
    }

    pub(super) fn take_picked(self: &Rc<Self>, files: Vec<File>) {
        self.list(async move |on_files| {
            list_picked(files, on_files).await;
            0
        });
    }

    /// Has `list` hand files on, and give the number of entries that would not open.
    fn list(self: &Rc<Self>, list: impl AsyncFnOnce(OnFiles<'_>) -> u32 + 'static) {
        self.run.borrow_mut().num_listings += 1;
        let crew = self.clone();
        spawn_local(async move {
            let num_unreadable = list(&|files| crew.shelve(files)).await;
            crew.listing_done(num_unreadable);
        });
    }

    pub(super) fn shelve(&self, files: Vec<Listed>) {
        if !files.is_empty() {
            if self.shelf.borrow().is_empty() {
                self.tell_aside(ToReader::WarmUp(false), Vec::new());
            }
            let entries = self.shelf.borrow_mut().put(files);
            self.emit(Event::FilesFound(entries));
        }
    }

    pub(super) fn listing_done(&self, num_unreadable: u32) {
        let mut run = self.run.borrow_mut();
        run.num_listings = run.num_listings.saturating_sub(1);
        drop(run);
        self.emit(Event::ListingDone { num_unreadable });
        self.settle();
    }
}
