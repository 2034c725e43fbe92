//! Reads one record again from its place.

use super::layers::{self, Archive, Visitor};
use crate::{
    base::{Problem, ProblemKind, problem::Problems},
    protocol::reader::FetchProblem,
    source::{Content, Window, archive, gunzip::Pulled, limits, sniff::Outer},
    store::Place,
    trail::{
        envelope::{self, Fidelity},
        record::read_record,
        value_hash::ValueHasher,
    },
};
use std::{
    io::{BufRead, Seek},
    ops::ControlFlow,
};

/// The bytes of the record at `place` of the file behind `input`, exactly as they stand in it (after inflating).
/// `value_hash` is that of the record that was read there before; anything else means that the file changed.
pub fn fetch_record<R: BufRead + Seek>(
    input: R,
    place: &Place,
    value_hash: u128,
    hasher: &ValueHasher,
) -> Result<Vec<u8>, FetchProblem> {
    let mut fetch = Fetch {
        place,
        last_number: 0,
        number: 0,
        found: None,
        is_gone: false,
    };
    layers::open_file(&mut fetch, input, limits::CHUNK_BYTES);
    let Fetch { found, is_gone, .. } = fetch;
    let changed = if is_gone {
        FetchProblem::FileGone
    } else {
        FetchProblem::FileChanged
    };
    let place = found.ok_or(changed)?;
    record_at(place, value_hash, hasher).ok_or(FetchProblem::FileChanged)
}

/// The record in the bytes of its place: as it stands there, or in the envelope that stands there. Of a record
/// that was put together from what an export holds, the export's own bytes.
fn record_at(place: Vec<u8>, value_hash: u128, hasher: &ValueHasher) -> Option<Vec<u8>> {
    let is_it = |text: &[u8]| read_record(text, hasher).is_ok_and(|record| record.value_hash == value_hash);
    if is_it(&place) {
        return Some(place);
    }
    let held = (0..)
        .map_while(|nth| envelope::again(&place, nth))
        .find(|held| is_it(&held.text))?;
    match held.fidelity {
        Fidelity::Full => Some(held.text.into_owned()),
        Fidelity::Lossy(_) => Some(place),
    }
}

/// Walks the layers as reading does, and takes nothing but the record.
struct Fetch<'a> {
    place: &'a Place,
    /// The member that was met last, and the one that is open; 0 is the file itself.
    last_number: u32,
    number: u32,
    found: Option<Vec<u8>>,
    is_gone: bool,
}

impl Fetch<'_> {
    fn record(
        &mut self,
        content: &mut Content<&mut dyn BufRead>,
        window: &mut Window,
        mut is_end: bool,
    ) -> Option<Vec<u8>> {
        let place = self.place;
        let end = place.offset.checked_add(place.len.into())?;
        while window.end() < end && !is_end {
            match content.pull(window, place.offset, limits::CHUNK_BYTES) {
                Ok(pulled) => is_end = pulled == Pulled::End,
                Err(_unreadable) => {
                    self.is_gone = true;
                    return None;
                }
            }
        }
        let record = window.bytes_from(place.offset).get(..place.len as usize)?;
        Some(record.to_vec())
    }
}

impl Visitor for Fetch<'_> {
    fn content(
        &mut self,
        content: &mut Content<&mut dyn BufRead>,
        window: &mut Window,
        _first_room: usize,
        is_end: bool,
    ) {
        if self.number == self.place.member {
            self.found = self.record(content, window, is_end);
        }
    }

    fn foreign(&mut self, _outer: Outer) {}

    fn problem(&mut self, problem: Problem) {
        self.is_gone |= problem.kind == ProblemKind::Unreadable;
    }

    fn archive(&mut self, _archive: Archive) {}

    fn member(&mut self, member: archive::Member<'_>, num_layers: u32) -> ControlFlow<()> {
        self.last_number += 1;
        let outer = std::mem::replace(&mut self.number, self.last_number);
        // Every member's first bytes are looked at: the members of an archive in it are numbered too.
        if let Ok(input) = member.input {
            layers::open_layer(self, input, limits::CHUNK_BYTES, num_layers);
        }
        self.number = outer;
        if self.last_number >= self.place.member {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn take_buffer(&mut self) -> Vec<u8> {
        Vec::new()
    }

    fn layer_done(&mut self, _problems: Problems, _len: u64, _buffer: Vec<u8>) {}
}
