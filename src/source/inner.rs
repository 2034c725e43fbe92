//! A content as an input of its own: what lies inside one layer is opened as the next.

use super::{Content, Window, gunzip::Pulled, limits};
use crate::base::problem::Problems;
use std::io::{self, BufRead, Read};

/// Gives out a content's bytes, those already in the window first.
pub struct InnerInput<R> {
    content: Content<R>,
    window: Window,
    at: u64,
    is_end: bool,
}

impl<R: BufRead> InnerInput<R> {
    /// Stands at the content's first byte, which the window must still hold.
    pub fn new(content: Content<R>, window: Window, is_end: bool) -> Self {
        Self {
            content,
            window,
            at: 0,
            is_end,
        }
    }

    /// What was wrong with the layer, the length of its content so far, and the window's memory.
    pub fn into_parts(mut self) -> (Problems, u64, Vec<u8>) {
        (
            self.content.take_problems(),
            self.window.end(),
            self.window.into_buffer(),
        )
    }
}

impl<R: BufRead> BufRead for InnerInput<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while !self.is_end && self.window.end() == self.at {
            let pulled = self
                .content
                .pull(&mut self.window, self.at, limits::CHUNK_BYTES)?;
            self.is_end = pulled == Pulled::End;
        }
        Ok(self.window.bytes_from(self.at))
    }

    fn consume(&mut self, len: usize) {
        self.at += len as u64;
    }
}

impl<R: BufRead> Read for InnerInput<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        super::read_buffered(self, out)
    }
}
