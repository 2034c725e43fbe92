//! Reads one record again from its place.

use super::again::records_again;
use crate::{
    protocol::{export::Wanted, reader::FetchProblem},
    store::Place,
    trail::value_hash::ValueHasher,
};
use std::io::{BufRead, Seek};

/// The bytes of the record at `place` of the file behind `input`, exactly as they stand in it (after inflating); of a
/// record that was put together from what an export holds, the export's own bytes.
/// `value_hash` is that of the record that was read there before; anything else means that the file changed.
pub fn fetch_record<R: BufRead + Seek>(
    input: R,
    place: &Place,
    value_hash: u128,
    hasher: &ValueHasher,
) -> Result<Vec<u8>, FetchProblem> {
    let wanted = Wanted {
        member: place.member,
        offset: place.offset,
        len: place.len,
        value_hash,
    };
    let mut found = Err(FetchProblem::FileChanged);
    records_again(input, &[wanted], hasher, &mut |record| {
        found = record.map(|record| record.full.unwrap_or_else(|| record.place.to_vec()));
    });
    found
}
