//! Two readers for one file: one inflates, the other walks.

use super::support::{Reading, read, read_by};
use medtrail::{
    base::problem::Problems,
    protocol::{Scope, ledger::Outcome, reader::Piece},
    reader::{Fed, Feeder},
};
use std::io::Cursor;

/// So much is handed over at a time: the feeder's own pieces are larger than most of the files here.
const PART_BYTES: usize = 97;

/// Holds both ways of reading a file to the same: as one reader does it, and as two do. Says whether two do.
pub fn assert_fed_alike(name: &str, bytes: &[u8], scope: Scope) -> bool {
    let Some(feeder) = Feeder::open(Cursor::new(bytes)) else {
        return false;
    };
    let fed = read_by(bytes.len() as u64, scope, |reader, file, outbox| {
        feed(feeder, reader.begin_fed(file, outbox));
    });
    let mut alone = Reading {
        num_deliveries: fed.num_deliveries,
        ..read(bytes, scope)
    };
    // Of content that is not read to its end, more or less may have been inflated.
    if alone.report.outcome != Outcome::Read {
        alone.tally.inflated = fed.tally.inflated;
    }
    assert_eq!(fed, alone, "{name}");
    true
}

fn feed(mut feeder: Feeder<Cursor<&[u8]>>, mut fed: Fed<'_>) {
    let mut is_more_wanted = true;
    while is_more_wanted {
        let (piece, content) = feeder.next_piece();
        let mut parts = content.chunks(PART_BYTES).peekable();
        loop {
            let part = parts.next().unwrap_or_default();
            let is_last = parts.peek().is_none();
            let of_part = Piece {
                len: part.len() as u32,
                is_end: piece.is_end && is_last,
                // They are told with the end of what they were found in.
                problems: if is_last {
                    piece.problems.clone()
                } else {
                    Problems::default()
                },
                ..piece
            };
            is_more_wanted = fed.take(of_part, |into| into.copy_from_slice(part));
            if is_last || !is_more_wanted {
                break;
            }
        }
    }
    fed.finish();
}
