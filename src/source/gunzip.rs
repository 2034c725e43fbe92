//! Gzip members (RFC 1952), inflated in place into a [`Window`].
//!
//! A member that is in memory whole, as those of a trail nearly always are, is inflated in one stroke by
//! [`super::inflate`], and so is every block of a larger one that is at hand whole. All else is `miniz_oxide`'s: what is
//! damaged or odd, and the blocks across which the input was cut into pieces. Both write straight into the window, which
//! keeps the 32 KiB that DEFLATE may look back to.

use super::{
    Window,
    crc::crc32,
    inflate::{Between, Inflater},
    limits,
};
use crate::base::{Problem, ProblemKind, problem::Problems};
use miniz_oxide::inflate::{
    TINFLStatus,
    core::{
        BlockBoundaryState, DecompressorOxide, decompress,
        inflate_flags::{
            TINFL_FLAG_HAS_MORE_INPUT, TINFL_FLAG_STOP_ON_BLOCK_BOUNDARY,
            TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF,
        },
    },
};
use std::io::{self, BufRead};

/// Room behind a member's content, so that its last bytes are inflated as fast as its first.
const WHOLE_MARGIN: usize = 320;

/// Room for many whole blocks at least: the one that does not fit any more is inflated in vain.
const BLOCKS_ROOM: usize = 2 << 20;

/// What a pull brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pulled {
    /// More may come.
    Some,
    /// The content is at its end.
    End,
}

/// Reads gzip members one after another.
pub struct Gunzip<R> {
    input: Counted<R>,
    /// Made when it is needed: it is large.
    reference: Option<Box<DecompressorOxide>>,
    fast: Inflater,
    /// The member stands between two blocks.
    between: Option<Between>,
    state: State,
    crc: u32,
    member_len: u64,
    num_members: u32,
    problems: Problems,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Header,
    Body,
    Ended,
}

/// Whether a member begins here.
enum Begun {
    Yes,
    No,
    /// The input ends within its header.
    Cut,
}

impl<R: BufRead> Gunzip<R> {
    /// Reads from `input`, which stands at a gzip header.
    pub fn new(input: R) -> Self {
        Self {
            input: Counted {
                inner: input,
                consumed: 0,
            },
            reference: None,
            fast: Inflater::default(),
            between: None,
            state: State::Header,
            crc: 0,
            member_len: 0,
            num_members: 0,
            problems: Problems::default(),
        }
    }

    /// Bytes of the file taken so far.
    pub fn consumed(&self) -> u64 {
        self.input.consumed
    }

    /// Members begun and ended so far.
    pub fn num_members(&self) -> u32 {
        self.num_members
    }

    /// What was wrong so far.
    pub fn take_problems(&mut self) -> Problems {
        std::mem::take(&mut self.problems)
    }

    /// Ends reading because the content grew beyond the stated limit.
    pub fn end_at_limit(&mut self) {
        if self.state != State::Ended {
            self.state = State::Ended;
            let problem = Problem::at(ProblemKind::InflateLimit, self.input.consumed);
            self.problems
                .note(problem.with_detail(limits::MAX_INFLATED_WORDS));
        }
    }

    /// Inflates some more into `window`, which may forget what lies before `keep_from`.
    /// `Err` only when the input itself cannot be read.
    pub fn pull(&mut self, window: &mut Window, keep_from: u64, room: usize) -> io::Result<Pulled> {
        if self.state == State::Header {
            let at = self.input.consumed;
            match self.begin_member()? {
                Begun::Yes => {}
                Begun::Cut => return Ok(self.end(ProblemKind::GzipTruncated)),
                Begun::No if self.num_members == 0 => return Ok(self.end_at(ProblemKind::GzipHeader, at)),
                Begun::No => return self.after_members(at),
            }
        }
        if self.state == State::Ended {
            return Ok(Pulled::End);
        }
        if let Some(between) = self.between.take() {
            if let Some(pulled) = self.inflate_blocks(between, window, keep_from)? {
                return Ok(pulled);
            }
            **self.reference.get_or_insert_default() =
                DecompressorOxide::from_block_boundary_state(&BlockBoundaryState {
                    num_bits: between.num_bits,
                    bit_buf: between.bits,
                    ..BlockBoundaryState::default()
                });
        }
        self.inflate(window, keep_from, room)
    }

    /// Inflates the blocks that are at hand whole; `None` when the next one is not, or is refused.
    fn inflate_blocks(
        &mut self,
        between: Between,
        window: &mut Window,
        keep_from: u64,
    ) -> io::Result<Option<Pulled>> {
        let input = self.input.inner.fill_buf()?;
        // Of several members the last one's length is promised: it says too little as often as not.
        let room = promised_len(input).map_or(0, |len| len + WHOLE_MARGIN);
        let room = room.max(BLOCKS_ROOM);
        let (buffer, at) = window.make_room(keep_from, room);
        let blocks = self.fast.blocks(input, between, buffer, at);
        if blocks.num_blocks == 0 {
            return Ok(None);
        }
        self.take(window, blocks.num_in, blocks.filled - at);
        if blocks.is_ended {
            return self.end_member().map(Some);
        }
        self.between = Some(blocks.between);
        Ok(Some(Pulled::Some))
    }

    /// What the reference decoder makes of the rest of a block.
    fn inflate(&mut self, window: &mut Window, keep_from: u64, room: usize) -> io::Result<Pulled> {
        let input = self.input.inner.fill_buf()?;
        let is_last = input.is_empty();
        let (buffer, at) = window.make_room(keep_from, room);
        // Told that no more input follows, the inflater gives out what it still holds of a cut file.
        let waiting = if is_last { 0 } else { TINFL_FLAG_HAS_MORE_INPUT };
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF | TINFL_FLAG_STOP_ON_BLOCK_BOUNDARY | waiting;
        let reference = self.reference.get_or_insert_default();
        let (status, num_in, num_out) = decompress(reference, input, buffer, at, flags);
        self.take(window, num_in, num_out);
        match status {
            TINFLStatus::Done => self.end_member(),
            TINFLStatus::BlockBoundary => {
                let reference = self.reference.as_ref();
                let state = reference.and_then(|reference| reference.block_boundary_state());
                self.between = state.map(|state| Between {
                    bits: state.bit_buf,
                    num_bits: state.num_bits,
                });
                Ok(Pulled::Some)
            }
            TINFLStatus::HasMoreOutput => Ok(Pulled::Some),
            TINFLStatus::NeedsMoreInput if !is_last => Ok(Pulled::Some),
            TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress => {
                Ok(self.end(ProblemKind::GzipTruncated))
            }
            _ => Ok(self.end(ProblemKind::GzipDamaged)),
        }
    }

    /// So many bytes of the file became so many of the content, which stand in the window behind what is filled.
    fn take(&mut self, window: &mut Window, num_in: usize, num_out: usize) {
        self.input.consume(num_in);
        self.crc = crc32(self.crc, window.advance(num_out));
        self.member_len += num_out as u64;
    }

    /// Reads a member's header, if one stands here.
    fn begin_member(&mut self) -> io::Result<Begun> {
        let start = self.input.inner.fill_buf()?;
        // A member begins with two magic bytes; at the very end of a buffer one may stand alone.
        if start.is_empty() || start[0] != 0x1f || (start.len() > 1 && start[1] != 0x8b) {
            return Ok(Begun::No);
        }
        let mut fixed = [0; 10];
        let is_whole = self.input.read_exact(&mut fixed)?;
        if fixed[1] != 0x8b || (is_whole && (fixed[2] != 8 || fixed[3] & 0xe0 != 0)) {
            return Ok(Begun::No);
        }
        if !is_whole || !self.skip_fields(fixed[3])? {
            return Ok(Begun::Cut);
        }
        (self.crc, self.member_len, self.state) = (0, 0, State::Body);
        self.between = Some(Between::default());
        Ok(Begun::Yes)
    }

    /// Skips the fields that the header's `flags` name; `false` when the input ends before.
    fn skip_fields(&mut self, flags: u8) -> io::Result<bool> {
        if flags & 4 != 0 {
            let mut len = [0; 2];
            if !self.input.read_exact(&mut len)? || !self.input.skip(u16::from_le_bytes(len).into())? {
                return Ok(false);
            }
        }
        for flag in [8, 16] {
            if flags & flag != 0 && !self.input.skip_text()? {
                return Ok(false);
            }
        }
        Ok(flags & 2 == 0 || self.input.skip(2)?)
    }

    fn end_member(&mut self) -> io::Result<Pulled> {
        let at = self.input.consumed;
        let mut trailer = [0; 8];
        if !self.input.read_exact(&mut trailer)? {
            return Ok(self.end(ProblemKind::GzipTruncated));
        }
        let [c0, c1, c2, c3, l0, l1, l2, l3] = trailer;
        let is_right = u32::from_le_bytes([c0, c1, c2, c3]) == self.crc
            && u32::from_le_bytes([l0, l1, l2, l3]) == self.member_len as u32;
        if !is_right {
            self.problems.note(Problem::at(ProblemKind::GzipChecksum, at));
        }
        self.num_members += 1;
        self.state = State::Header;
        Ok(Pulled::Some)
    }

    /// What follows the last member, from `at` on: nothing, zeros, or something else.
    fn after_members(&mut self, at: u64) -> io::Result<Pulled> {
        // What was taken for a header has no zero at its start.
        let mut is_padding = self.input.consumed == at;
        let mut is_empty = is_padding;
        loop {
            let rest = self.input.inner.fill_buf()?;
            if rest.is_empty() || !is_padding {
                break;
            }
            is_empty = false;
            is_padding = rest.iter().all(|&byte| byte == 0);
            let len = rest.len();
            self.input.consume(len);
        }
        self.state = State::Ended;
        if is_empty {
            return Ok(Pulled::End);
        }
        Ok(self.end_at(
            if is_padding {
                ProblemKind::GzipPadding
            } else {
                ProblemKind::GzipTrailing
            },
            at,
        ))
    }

    fn end(&mut self, kind: ProblemKind) -> Pulled {
        self.end_at(kind, self.input.consumed)
    }

    fn end_at(&mut self, kind: ProblemKind, at: u64) -> Pulled {
        self.state = State::Ended;
        self.problems.note(Problem::at(kind, at));
        Pulled::End
    }
}

/// The uncompressed length that a whole gzip file promises in its last four bytes, when that is at most
/// [`limits::FLAT_BYTES`] and could be true. Only a hint for the size of a buffer.
pub fn promised_len(file: &[u8]) -> Option<usize> {
    let tail = file.last_chunk::<4>()?;
    let len = u32::from_le_bytes(*tail) as usize;
    (len <= limits::FLAT_BYTES && len / 1032 <= file.len()).then_some(len)
}

/// A buffered reader that counts what is taken from it.
struct Counted<R> {
    inner: R,
    consumed: u64,
}

impl<R: BufRead> Counted<R> {
    fn consume(&mut self, len: usize) {
        self.inner.consume(len);
        self.consumed += len as u64;
    }

    /// Fills `out`; `false` when the input ends before.
    fn read_exact(&mut self, out: &mut [u8]) -> io::Result<bool> {
        let mut done = 0;
        while done < out.len() {
            let input = self.inner.fill_buf()?;
            if input.is_empty() {
                return Ok(false);
            }
            let len = input.len().min(out.len() - done);
            out[done..done + len].copy_from_slice(&input[..len]);
            self.consume(len);
            done += len;
        }
        Ok(true)
    }

    fn skip(&mut self, len: usize) -> io::Result<bool> {
        let mut left = len;
        while left > 0 {
            let available = self.inner.fill_buf()?.len();
            if available == 0 {
                return Ok(false);
            }
            let step = available.min(left);
            self.consume(step);
            left -= step;
        }
        Ok(true)
    }

    /// Skips a zero-terminated text.
    fn skip_text(&mut self) -> io::Result<bool> {
        let mut byte = [1];
        while byte != [0] {
            if !self.read_exact(&mut byte)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests;
