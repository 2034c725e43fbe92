//! The content of a file: its bytes after the outer compression is taken off.

use super::{
    Window,
    gunzip::{Gunzip, Pulled},
    limits,
};
use crate::base::problem::Problems;
use std::io::{self, BufRead};

/// Content that is pulled into a window piece by piece.
pub enum Content<R> {
    /// As it lies in the file.
    Plain(R, u64),
    /// Inflated.
    Gzip(Gunzip<R>),
}

impl<R: BufRead> Content<R> {
    /// Content that lies uncompressed.
    pub fn plain(input: R) -> Self {
        Self::Plain(input, 0)
    }

    /// Content inside gzip members.
    pub fn gzip(input: R) -> Self {
        Self::Gzip(Gunzip::new(input))
    }

    /// What was wrong so far; each problem is handed out once.
    pub fn take_problems(&mut self) -> Problems {
        match self {
            Self::Plain(..) => Problems::default(),
            Self::Gzip(gunzip) => gunzip.take_problems(),
        }
    }

    /// More than one gzip member stood here so far.
    pub fn has_more_members(&self) -> bool {
        matches!(self, Self::Gzip(gunzip) if gunzip.num_members() > 1)
    }

    /// Bytes of the file taken so far.
    pub fn consumed(&self) -> u64 {
        match self {
            Self::Plain(_, consumed) => *consumed,
            Self::Gzip(gunzip) => gunzip.consumed(),
        }
    }

    /// Appends some more content to `window`, which may forget what lies before `keep_from`.
    /// `room` is how much is asked for at least in one piece.
    pub fn pull(&mut self, window: &mut Window, keep_from: u64, room: usize) -> io::Result<Pulled> {
        match self {
            Self::Gzip(gunzip) => {
                if window.end() > limits::MAX_INFLATED_BYTES {
                    gunzip.end_at_limit();
                    return Ok(Pulled::End);
                }
                gunzip.pull(window, keep_from, room)
            }
            Self::Plain(input, consumed) => {
                let bytes = input.fill_buf()?;
                if bytes.is_empty() {
                    return Ok(Pulled::End);
                }
                let len = bytes.len().min(room);
                let (buffer, at) = window.make_room(keep_from, len);
                buffer[at..at + len].copy_from_slice(&bytes[..len]);
                window.advance(len);
                input.consume(len);
                *consumed += len as u64;
                Ok(Pulled::Some)
            }
        }
    }
}
