//! Reads records again from their places: one pass through a file, however many are wanted.

use super::layers::{self, Archive, Visitor};
use crate::{
    base::{Problem, ProblemKind, problem::Problems},
    protocol::{export::Wanted, reader::FetchProblem},
    source::{Content, Window, archive, gunzip::Pulled, limits, sniff::Outer},
    trail::{
        csv::{self, Layout},
        envelope::{self, Fidelity},
        record::read_record,
        value_hash::ValueHasher,
    },
};
use std::{
    io::{self, BufRead, Read, Seek},
    ops::ControlFlow,
};

/// A record that was read again.
pub struct Again<'a> {
    /// The bytes at its place, exactly as they stand in the file (after inflating).
    pub place: &'a [u8],
    /// The record itself, when it stands there whole.
    pub full: Option<Vec<u8>>,
    /// What an export holds of it, put into CloudTrail's form; of one that is whole, nothing.
    pub lossy: Option<Vec<u8>>,
}

/// Takes each record in the order of `wanted`, or why it could not be had.
pub type OnRecord<'a> = &'a mut dyn FnMut(Result<Again<'_>, FetchProblem>);

/// Reads the records at `wanted`, which rise, of the file behind `input`. Each is known by the hash of its values;
/// another one at its place means that the file changed.
pub fn records_again<R: BufRead + Seek>(
    input: R,
    wanted: &[Wanted],
    hasher: &ValueHasher,
    on_record: OnRecord<'_>,
) {
    let mut walk = Walk {
        wanted,
        hasher,
        on_record,
        last_number: 0,
        number: 0,
        is_gone: false,
    };
    layers::open_file(&mut walk, input, limits::CHUNK_BYTES);
    walk.give_up(usize::MAX);
}

/// Walks the layers as reading does, and takes nothing but the wanted records.
struct Walk<'a> {
    /// Those not met yet.
    wanted: &'a [Wanted],
    hasher: &'a ValueHasher,
    on_record: OnRecord<'a>,
    /// The member that was met last, and the one that is open; 0 is the file itself.
    last_number: u32,
    number: u32,
    is_gone: bool,
}

impl Walk<'_> {
    /// The next wanted record, when it is of the member that is open.
    fn next_here(&self) -> Option<Wanted> {
        self.wanted
            .first()
            .copied()
            .filter(|wanted| wanted.member == self.number)
    }

    fn tell(&mut self, record: Result<Again<'_>, FetchProblem>) {
        self.wanted = &self.wanted[1..];
        (self.on_record)(record);
    }

    /// Tells of the next `num` that they are not there.
    fn give_up(&mut self, num: usize) {
        let problem = if self.is_gone {
            FetchProblem::FileGone
        } else {
            FetchProblem::FileChanged
        };
        for _ in 0..num.min(self.wanted.len()) {
            self.tell(Err(problem));
        }
    }

    /// Tells of all that are wanted of the open member and earlier ones that they are not there.
    fn give_up_here(&mut self) {
        let num = self
            .wanted
            .iter()
            .take_while(|wanted| wanted.member <= self.number)
            .count();
        self.give_up(num);
    }
}

impl Visitor for Walk<'_> {
    fn content(
        &mut self,
        content: &mut Content<&mut dyn BufRead>,
        window: &mut Window,
        _first_room: usize,
        mut is_end: bool,
    ) {
        while let Some(wanted) = self.next_here() {
            let Some(end) = wanted.offset.checked_add(wanted.len.into()) else {
                self.give_up(1);
                continue;
            };
            while window.end() < end && !is_end {
                match content.pull(window, wanted.offset, limits::CHUNK_BYTES) {
                    Ok(pulled) => is_end = pulled == Pulled::End,
                    Err(_unreadable) => {
                        self.is_gone = true;
                        return self.give_up_here();
                    }
                }
            }
            let hasher = self.hasher;
            match window.bytes_from(wanted.offset).get(..wanted.len as usize) {
                Some(place) => {
                    let record = record_at(place, wanted.value_hash, hasher);
                    self.tell(record);
                }
                None => self.give_up(1),
            }
        }
    }

    fn table(&mut self, layout: &Layout, mut input: &mut dyn BufRead) {
        let (mut at, mut row) = (0, Vec::new());
        while let Some(wanted) = self.next_here() {
            let mut read = Ok(0);
            if wanted.offset >= at && wanted.offset + u64::from(wanted.len) != at {
                let before = io::copy(&mut Read::take(&mut input, wanted.offset - at), &mut io::sink());
                row.clear();
                read = before.and_then(|_| {
                    Read::take(&mut input, wanted.len.into())
                        .read_to_end(&mut row)
                        .map(|len| len as u64)
                });
                at = wanted.offset + row.len() as u64;
            }
            self.is_gone |= read.is_err();
            if row.len() == wanted.len as usize && !self.is_gone {
                let record = record_of_row(layout, &row, wanted.value_hash, self.hasher);
                self.tell(record);
            } else {
                self.give_up(1);
            }
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
        self.give_up_here();
        self.number = outer;
        if self.wanted.is_empty() {
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

/// The record in the bytes of its place: as it stands there, or in the envelope that stands there.
fn record_at<'a>(place: &'a [u8], value_hash: u128, hasher: &ValueHasher) -> Result<Again<'a>, FetchProblem> {
    let is_it = |text: &[u8]| read_record(text, hasher).is_ok_and(|record| record.value_hash == value_hash);
    if is_it(place) {
        let (full, lossy) = (Some(place.to_vec()), None);
        return Ok(Again { place, full, lossy });
    }
    let held = (0..)
        .map_while(|nth| envelope::again(place, nth))
        .find(|held| is_it(&held.text))
        .ok_or(FetchProblem::FileChanged)?;
    let text = Some(held.text.into_owned());
    Ok(match held.fidelity {
        Fidelity::Full => Again {
            place,
            full: text,
            lossy: None,
        },
        Fidelity::Lossy(_) => Again {
            place,
            full: None,
            lossy: text,
        },
    })
}

/// The record that a row of an export holds.
fn record_of_row<'a>(
    layout: &Layout,
    place: &'a [u8],
    value_hash: u128,
    hasher: &ValueHasher,
) -> Result<Again<'a>, FetchProblem> {
    let (record, fidelity) = layout.record_of(place).ok_or(FetchProblem::FileChanged)?;
    if !read_record(&record, hasher).is_ok_and(|read| read.value_hash == value_hash) {
        return Err(FetchProblem::FileChanged);
    }
    Ok(if fidelity == csv::Fidelity::Full {
        Again {
            place,
            full: Some(record),
            lossy: None,
        }
    } else {
        Again {
            place,
            full: None,
            lossy: Some(record),
        }
    })
}
