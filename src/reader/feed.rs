//! A large gz file on two threads: one reader inflates it, another walks over what comes.
//!
//! Only JSON in gzip is fed, as trails are; of all else [`Feeder::open`] says no, and the file is read by one reader. Both
//! ways lead to the same rows, counts and notes.

use super::{
    Outbox, Reader,
    file::{FileReading, Walk},
    layers::{begins_json, is_zip, read_problem},
};
use crate::{
    base::problem::Problems,
    protocol::reader::{Piece, ReadFile},
    source::{
        Content, Window,
        gunzip::Pulled,
        limits,
        sniff::{HEAD_BYTES, Outer, Peeked, peek, sniff},
    },
};
use std::io::{self, BufRead, Seek};

/// Inflated bytes of a piece, at least, but of the last one.
const PIECE_BYTES: u64 = 1 << 20;

/// Inflates a file piece by piece.
pub struct Feeder<R> {
    content: Content<Peeked<R>>,
    window: Window,
    /// Offset behind the pieces that were given.
    given: u64,
    is_ended: bool,
    problems: Problems,
}

impl<R: BufRead + Seek> Feeder<R> {
    /// Stands at the first piece; `None` when this is not JSON in gzip, or cannot be read.
    pub fn open(mut input: R) -> Option<Self> {
        if is_zip(&mut input).ok()? {
            return None;
        }
        let (outer, input) = peek(input).ok()?;
        if outer != Outer::Gzip {
            return None;
        }
        let mut feeder = Self {
            content: Content::gzip(input),
            window: Window::default(),
            given: 0,
            is_ended: false,
            problems: Problems::default(),
        };
        while !feeder.is_ended && feeder.window.end() < HEAD_BYTES as u64 {
            feeder.inflate();
        }
        let head = feeder.window.bytes_from(0);
        (sniff(head) == Outer::Text && begins_json(head)).then_some(feeder)
    }

    fn inflate(&mut self) {
        let pulled = self
            .content
            .pull(&mut self.window, self.given, limits::CHUNK_BYTES);
        self.is_ended = pulled.unwrap_or_else(|error: io::Error| {
            self.problems.note(read_problem(&error));
            Pulled::End
        }) == Pulled::End;
    }

    /// The next piece and its bytes, until the one that says that it is the last.
    pub fn next_piece(&mut self) -> (Piece, &[u8]) {
        while !self.is_ended && self.window.end() - self.given < PIECE_BYTES {
            self.inflate();
        }
        self.problems.extend(self.content.take_problems());
        let bytes = self.window.bytes_from(self.given);
        self.given += bytes.len() as u64;
        let piece = Piece {
            len: bytes.len() as u32,
            consumed: self.content.consumed(),
            has_more_members: self.content.has_more_members(),
            problems: std::mem::take(&mut self.problems),
            is_end: self.is_ended,
        };
        (piece, bytes)
    }
}

/// A file that is read from pieces.
pub struct Fed<'a> {
    reading: FileReading<'a>,
    window: Window,
    walk: Option<Walk>,
    is_walked: bool,
    problems: Problems,
    has_more_members: bool,
}

impl Reader {
    /// Begins a file whose pieces follow.
    pub fn begin_fed<'a>(&'a mut self, file: &'a ReadFile, outbox: &'a mut dyn Outbox) -> Fed<'a> {
        Fed {
            window: Window::reusing(std::mem::take(&mut self.buffer)),
            reading: FileReading::new(self, file, outbox),
            walk: None,
            is_walked: false,
            problems: Problems::default(),
            has_more_members: false,
        }
    }
}

impl Fed<'_> {
    /// Takes the next piece, whose bytes `fill` writes. `false` when no more is wanted.
    pub fn take(&mut self, piece: Piece, fill: impl FnOnce(&mut [u8])) -> bool {
        let len = piece.len as usize;
        let (reading, window) = (&mut self.reading, &mut self.window);
        let done_with = self.walk.as_ref().map_or(0, Walk::keep_from);
        let done_with = if self.is_walked { window.end() } else { done_with };
        let keep_from = reading.keep_from(window, done_with);
        let (buffer, at) = window.make_room(keep_from, len);
        fill(&mut buffer[at..at + len]);
        window.advance(len);
        self.problems.extend(piece.problems);
        self.has_more_members |= piece.has_more_members;
        let walk = self.walk.get_or_insert_with(|| Walk::new(window));
        if !self.is_walked {
            self.is_walked =
                !reading.takes_in(window, piece.consumed) || !reading.walk_on(walk, window, piece.is_end);
        }
        // What is hashed is hashed to its end.
        let is_wanted = !self.is_walked || walk.walked.is_cut_short && reading.is_sealing();
        is_wanted && !piece.is_end
    }

    /// Reports the file, after its last piece.
    pub fn finish(mut self) {
        let (reading, window) = (&mut self.reading, self.window);
        let walk = self.walk.unwrap_or_else(|| Walk::new(&window));
        reading.end_content(&walk.walked, &window, self.problems, self.has_more_members);
        reading.end(window);
    }
}
