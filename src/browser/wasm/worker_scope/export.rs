//! The aside reader's part of an export: reads records again and hands on what is written.

use super::scope;
use crate::{
    browser::wasm::{
        file_input::FileInput,
        messages::{self, buffer},
    },
    protocol::{
        export::{Preparation, ToRecords, Wanted},
        reader::FromReader,
    },
    reader::RecordExport,
    trail::value_hash::ValueHasher,
};
use std::collections::VecDeque;
use wasm_bindgen::prelude::*;
use web_sys::File;

/// The export that is under way, with its request.
#[derive(Default)]
pub(super) struct Exporter(Option<(u32, RecordExport)>);

impl Exporter {
    pub(super) fn take(&mut self, request: u32, ask: ToRecords, extras: Vec<JsValue>, hasher: &ValueHasher) {
        let mut tell = |part, bytes: Vec<u8>| {
            messages::post(&scope(), &FromReader::Export { request, part }, &[buffer(&bytes)]);
        };
        let current = self.0.as_mut().filter(|(own, _)| *own == request);
        match (ask, current) {
            (ToRecords::Begin(plan), _) => {
                let bytes = extras.first().map(messages::bytes).unwrap_or_default();
                // Written by the engine of this version.
                let preparation: Preparation = serde_json::from_slice(&bytes).unwrap_or_default();
                self.0 = Some((request, RecordExport::new(plan, preparation)));
            }
            (ToRecords::Read(files), Some((_, export))) => {
                let mut extras = VecDeque::from(extras);
                let places = extras
                    .pop_front()
                    .map(|places| messages::bytes(&places))
                    .unwrap_or_default();
                let wanted = Wanted::read_all(&places);
                let mut rest = wanted.as_slice();
                for (_, num) in files {
                    let (own, others) = rest.split_at(rest.len().min(num as usize));
                    rest = others;
                    // A handle that is gone came as nothing.
                    let file = extras.pop_front().and_then(|file| file.dyn_into::<File>().ok());
                    let input = file.and_then(|file| FileInput::new(file.into()).ok());
                    export.read(input, own, hasher, &mut tell);
                }
                export.batch_done(&mut tell);
            }
            (ToRecords::End, Some(_)) => {
                if let Some((_, export)) = self.0.take() {
                    export.end(&mut tell);
                }
            }
            (ToRecords::Drop, Some(_)) => self.0 = None,
            (_, None) => {}
        }
    }
}
