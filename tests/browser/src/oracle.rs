//! What stands in generated files, read the slow and plain way: what the page shows must equal it.
//!
//! Who called and with what client is worked out by MedTrail's own tables, which have tests of their own; everything
//! else is read here.

use std::collections::BTreeSet;

use medtrail::{
    medical::client::client,
    sample::{SampleFile, gzip},
    trail::{identity::identify, record::read_record, value_hash::ValueHasher},
};
use miniz_oxide::inflate::decompress_to_vec;
use serde_json::Value;

/// The service whose calls are shown at first.
pub const MEDICAL: &str = "comprehendmedical.amazonaws.com";

/// A file to drop.
#[derive(Clone, Debug)]
pub struct Source {
    /// Below the dropped folder.
    pub path: String,
    /// As it lies on the disk.
    pub bytes: Vec<u8>,
    /// Unpacked.
    pub text: Vec<u8>,
}

impl Source {
    /// A file that is not packed.
    pub fn plain(path: &str, text: impl Into<Vec<u8>>) -> Self {
        let text = text.into();
        Self {
            path: path.into(),
            bytes: text.clone(),
            text,
        }
    }

    /// A gzip file with a member for each piece.
    pub fn members(path: &str, pieces: &[&[u8]]) -> Self {
        Self {
            path: path.into(),
            bytes: pieces.iter().flat_map(|piece| gzip(piece)).collect(),
            text: pieces.concat(),
        }
    }
}

impl From<SampleFile> for Source {
    fn from(file: SampleFile) -> Self {
        let SampleFile { path, bytes } = file;
        let text = if bytes.starts_with(&[0x1f, 0x8b]) {
            // One member without a name: ten bytes before it, checksum and length after it.
            decompress_to_vec(&bytes[10..bytes.len() - 8]).expect("the generator writes whole members")
        } else {
            bytes.clone()
        };
        Self { path, bytes, text }
    }
}

/// The files of a plan.
pub fn sources(files: impl IntoIterator<Item = SampleFile>) -> Vec<Source> {
    files.into_iter().map(Source::from).collect()
}

/// One record, as the page shows it.
#[derive(Clone, Debug)]
pub struct Call {
    /// The record, as it stands in its file.
    pub record: Vec<u8>,
    /// `eventSource`.
    pub source: String,
    /// `eventID`.
    pub event_id: String,
    /// The columns of the table, in its order.
    pub cells: [String; 7],
    /// The caller with the unique ID.
    pub principal: String,
    /// Kind of caller.
    pub kind: String,
    /// Kind of credential.
    pub credential: String,
    /// `errorMessage`, `requestID`.
    pub more: [String; 2],
}

impl Call {
    fn read(record: &[u8]) -> Self {
        let json: Value = serde_json::from_slice(record).expect("the generator writes JSON");
        let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
        let row = read_record(record, &ValueHasher::new((0, 0))).expect("the generator writes records");
        let identity = identify(&row);
        let result = match (json["errorCode"].as_str(), json["errorMessage"].as_str()) {
            (Some(code), _) => code.to_owned(),
            (None, Some(_)) => "Error without a code".to_owned(),
            (None, None) => "Success".to_owned(),
        };
        Self {
            record: record.to_vec(),
            source: text("eventSource"),
            principal: identity.principal().into_owned(),
            event_id: text("eventID"),
            cells: [
                text("eventTime").replace('T', " ").replace('Z', ""),
                text("eventName"),
                result,
                identity.caller.into_owned(),
                text("sourceIPAddress"),
                text("awsRegion"),
                client(&text("userAgent")).label().into_owned(),
            ],
            kind: identity.kind.label().to_owned(),
            credential: identity.credential.label().to_owned(),
            more: [text("errorMessage"), text("requestID")],
        }
    }

    /// Whether free text finds it.
    pub fn contains(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let fields = self
            .cells
            .iter()
            .chain(&self.more)
            .chain([&self.kind, &self.event_id]);
        fields
            .map(|field| field.to_lowercase())
            .any(|field| field.contains(&text))
    }
}

/// Every record of every service, each once, in no order.
pub fn calls(files: &[Source]) -> Vec<Call> {
    let mut seen = BTreeSet::new();
    files
        .iter()
        .flat_map(|file| records(&file.text))
        .map(Call::read)
        .filter(|call| seen.insert(call.event_id.clone()))
        .collect()
}

/// Every call of Amazon Comprehend Medical, each once, newest first; calls of one second by falling event ID.
pub fn medical_calls(files: &[Source]) -> Vec<Call> {
    let mut calls = calls(files);
    calls.retain(|call| call.source == MEDICAL);
    calls.sort_by(|one, two| newest_first(one).cmp(&newest_first(two)).reverse());
    calls
}

fn newest_first(call: &Call) -> (&str, &str) {
    (&call.cells[0], &call.event_id)
}

/// The objects of the list `Records`, as they stand in the text.
pub fn records(text: &[u8]) -> Vec<&[u8]> {
    let (mut depth, mut start, mut is_in_string) = (0, 0, false);
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\\' if is_in_string => at += 1,
            b'"' => is_in_string = !is_in_string,
            b'{' | b'[' if !is_in_string => {
                if (byte, depth) == (b'{', 2) {
                    start = at;
                }
                depth += 1;
            }
            b'}' | b']' if !is_in_string => {
                depth -= 1;
                if (byte, depth) == (b'}', 2) {
                    found.push(&text[start..=at]);
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}
