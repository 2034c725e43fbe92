//! The parts of the file that is being exported. They are Blobs, which the browser keeps out of the page's memory.

use super::{crew::Crew, dom};
use crate::{
    base::FileId,
    browser::Event,
    protocol::{
        engine::FromEngine,
        export::{ExportPart, RecordsPart, ToRecords},
        reader::ToReader,
    },
};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::Blob;

/// The parts that came so far.
#[derive(Default)]
pub(super) struct Parts {
    request: u32,
    blobs: Vec<Blob>,
}

impl Parts {
    fn put(&mut self, request: u32, buffer: &JsValue) {
        if self.request == request
            && let Ok(blob) = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::new(buffer)))
        {
            self.blobs.push(blob);
        }
    }
}

impl Crew {
    /// Parts of `request` are kept from now on, those of others no more.
    pub(super) fn begin_export(&self, request: u32) {
        self.parts.replace(Parts {
            request,
            blobs: Vec::new(),
        });
    }

    /// Lets the person save what came, and forgets it.
    pub(super) fn save_export(&self, name: &str, mime: &str) {
        let parts: Array = self.parts.take().blobs.into_iter().collect();
        dom::save_blobs(name, mime, &parts);
    }

    /// Forgets what came.
    pub(super) fn drop_export(&self) {
        let request = self.parts.take().request;
        self.tell_records(request, ToRecords::Drop, Vec::new());
    }

    pub(super) fn tell_records(&self, request: u32, ask: ToRecords, extras: Vec<JsValue>) {
        self.tell_aside(ToReader::Export { request, ask }, extras);
    }

    /// What came beside the message is kept, or goes on to the reader aside.
    pub(super) fn pass_on(&self, message: &FromEngine, extras: Vec<JsValue>) {
        match message {
            FromEngine::Export { request, part } => self.hear_export(*request, part, extras),
            FromEngine::Hidden(hidden) => self.tell_aside(ToReader::Hide(hidden.redaction), extras),
            _ => {}
        }
    }

    /// Keeps a part of a table, or passes on where records stand.
    fn hear_export(&self, request: u32, part: &ExportPart, extras: Vec<JsValue>) {
        match part {
            ExportPart::Begun {
                records: Some(plan), ..
            } => self.tell_records(request, ToRecords::Begin(*plan), extras),
            ExportPart::Begun { records: None, .. } => {}
            ExportPart::Table { .. } => self.keep_part(request, &extras),
            ExportPart::Records { files, .. } => {
                let handle = |(file, _): &(FileId, u32)| {
                    let file = self.shelf.borrow().get(*file).cloned();
                    file.map_or(JsValue::NULL, JsValue::from)
                };
                let handles = files.iter().map(handle);
                let extras = extras.into_iter().chain(handles).collect();
                self.tell_records(request, ToRecords::Read(files.clone()), extras);
            }
        }
    }

    /// Keeps records that were written, and says so.
    pub(super) fn hear_records(&self, request: u32, part: RecordsPart, extras: &[JsValue]) {
        self.keep_part(request, extras);
        self.emit(Event::Exported { request, part });
    }

    /// Keeps the bytes that came beside a message.
    fn keep_part(&self, request: u32, extras: &[JsValue]) {
        if let Some(bytes) = extras.first() {
            self.parts.borrow_mut().put(request, bytes);
        }
    }
}
