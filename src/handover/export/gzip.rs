//! Gzip (RFC 1952) written piece by piece, as one member.

use crate::source::crc::crc32;
use miniz_oxide::{
    MZFlush, MZStatus,
    deflate::{
        core::{CompressorOxide, create_comp_flags_from_zip_params},
        stream::deflate,
    },
};

/// The level that `gzip` takes when not told.
const LEVEL: i32 = 6;
/// Raw DEFLATE: gzip writes its own head and foot.
const RAW: i32 = -15;
const PIECE: usize = 1 << 16;

/// A member that is being written.
pub(super) struct Gzip {
    compressor: Box<CompressorOxide>,
    crc: u32,
    len: u32,
}

impl Gzip {
    /// Begins a member: without a name and a time, so that the same content gives the same bytes.
    pub(super) fn begin(bytes: &mut Vec<u8>) -> Self {
        bytes.extend([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
        Self {
            compressor: Box::new(CompressorOxide::new(create_comp_flags_from_zip_params(
                LEVEL, RAW, 0,
            ))),
            crc: 0,
            len: 0,
        }
    }

    /// Compresses `content`; what is ready is appended.
    pub(super) fn write(&mut self, content: &[u8], bytes: &mut Vec<u8>) {
        self.crc = crc32(self.crc, content);
        self.len = self.len.wrapping_add(content.len() as u32);
        self.deflate(content, MZFlush::None, bytes);
    }

    /// Ends the member.
    pub(super) fn finish(mut self, bytes: &mut Vec<u8>) {
        self.deflate(&[], MZFlush::Finish, bytes);
        bytes.extend(self.crc.to_le_bytes());
        bytes.extend(self.len.to_le_bytes());
    }

    fn deflate(&mut self, mut content: &[u8], flush: MZFlush, bytes: &mut Vec<u8>) {
        loop {
            let before = bytes.len();
            bytes.resize(before + PIECE, 0);
            let result = deflate(&mut self.compressor, content, &mut bytes[before..], flush);
            bytes.truncate(before + result.bytes_written);
            content = &content[result.bytes_consumed..];
            let is_done = match flush {
                MZFlush::Finish => result.status == Ok(MZStatus::StreamEnd),
                _ => content.is_empty() && result.bytes_written < PIECE,
            };
            // Without progress there is nothing to wait for.
            if is_done || (result.bytes_consumed == 0 && result.bytes_written == 0) {
                return;
            }
        }
    }
}
