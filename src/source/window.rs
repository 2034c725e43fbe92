//! The part of a content that is in memory.

use super::limits::HISTORY_BYTES;

/// A sliding buffer over a content. Bytes are appended at the end; what is consumed leaves at the front,
/// but for the 32 KiB that DEFLATE may still refer to.
#[derive(Debug, Default)]
pub struct Window {
    /// The buffer, longer than what is filled: the inflater writes into it in place.
    buffer: Vec<u8>,
    /// How much of the buffer is filled.
    filled: usize,
    /// Offset in the content of the buffer's first byte.
    base: u64,
}

impl Window {
    /// An empty window that reuses `buffer`'s memory.
    pub fn reusing(buffer: Vec<u8>) -> Self {
        Self {
            buffer,
            filled: 0,
            base: 0,
        }
    }

    /// Gives the memory back for the next file.
    pub fn into_buffer(self) -> Vec<u8> {
        self.buffer
    }

    /// Offset in the content of the first byte held.
    pub fn base(&self) -> u64 {
        self.base
    }

    /// Offset in the content just past the last byte held.
    pub fn end(&self) -> u64 {
        self.base + self.filled as u64
    }

    /// The bytes held, from content offset `from` (clamped to what is held) to the end.
    pub fn bytes_from(&self, from: u64) -> &[u8] {
        let start = usize::try_from(from.saturating_sub(self.base))
            .unwrap_or(usize::MAX)
            .min(self.filled);
        &self.buffer[start..self.filled]
    }

    /// The buffer for writing at the returned position, with room for at least `room` bytes behind it.
    /// What lies before content offset `keep_from` may be forgotten, but for DEFLATE's history.
    pub fn make_room(&mut self, keep_from: u64, room: usize) -> (&mut [u8], usize) {
        if self.buffer.len() - self.filled < room {
            self.forget_before(keep_from);
            if self.buffer.len() - self.filled < room {
                self.buffer.resize(self.filled + room, 0);
            }
        }
        (&mut self.buffer, self.filled)
    }

    /// Says that `len` bytes were written behind the filled part, and hands them out.
    pub fn advance(&mut self, len: usize) -> &[u8] {
        let start = self.filled;
        self.filled += len;
        &self.buffer[start..self.filled]
    }

    fn forget_before(&mut self, keep_from: u64) {
        let consumed = usize::try_from(keep_from.saturating_sub(self.base))
            .unwrap_or(usize::MAX)
            .min(self.filled);
        let front = consumed.min(self.filled.saturating_sub(HISTORY_BYTES));
        self.buffer.copy_within(front..self.filled, 0);
        self.filled -= front;
        self.base += front as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forgetting_keeps_offsets_and_the_history() {
        let mut window = Window::default();
        for round in 0..10u8 {
            let keep_from = window.end();
            let (buffer, at) = window.make_room(keep_from, 50_000);
            buffer[at..at + 50_000].fill(round);
            window.advance(50_000);
        }
        assert_eq!(window.end(), 500_000);
        assert!(window.end() - window.base() >= HISTORY_BYTES as u64);
        assert_eq!(window.bytes_from(499_999), &[9]);
    }
}
