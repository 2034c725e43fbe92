//! Reads one record again from its place.

use crate::{
    protocol::reader::FetchProblem,
    source::{
        Content, Window,
        gunzip::Pulled,
        limits,
        sniff::{Outer, peek},
    },
    store::Place,
    trail::{record::read_record, value_hash::ValueHasher},
};
use std::io::BufRead;

/// The bytes of the record at `place` of the file behind `input`, exactly as they stand in it (after inflating).
/// `value_hash` is that of the record that was read there before; anything else means that the file changed.
pub fn fetch_record<R: BufRead>(
    input: R,
    place: &Place,
    value_hash: u128,
    hasher: &ValueHasher,
) -> Result<Vec<u8>, FetchProblem> {
    let (outer, input) = peek(input).map_err(|_unreadable| FetchProblem::FileGone)?;
    let mut content = match outer {
        Outer::Gzip => Content::gzip(input),
        Outer::Text => Content::plain(input),
        _ => return Err(FetchProblem::FileChanged),
    };
    let mut window = Window::default();
    let end = place.offset + u64::from(place.len);
    while window.end() < end {
        match content.pull(&mut window, place.offset, limits::CHUNK_BYTES) {
            Ok(Pulled::Some) => {}
            Ok(Pulled::End) if window.end() >= end => {}
            Ok(Pulled::End) => return Err(FetchProblem::FileChanged),
            Err(_unreadable) => return Err(FetchProblem::FileGone),
        }
    }
    let record = &window.bytes_from(place.offset)[..place.len as usize];
    match read_record(record, hasher) {
        Ok(read) if read.value_hash == value_hash => Ok(record.to_vec()),
        _ => Err(FetchProblem::FileChanged),
    }
}
