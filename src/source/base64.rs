//! Gzip written as base64 text: how CloudWatch Logs hands its messages to Lambda, and how people paste them.

use super::{Content, Window, gunzip::Pulled, limits};
use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use std::io::{self, BufRead, Read};

/// The first bytes of every gzip file (RFC 1952, DEFLATE), in base64.
pub const GZIP_START: &str = "H4sI";

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/'
}

/// Whether a text begins like gzip in base64 and goes on like it; a quote may stand before it.
pub fn is_gzip_in_base64(head: &[u8]) -> bool {
    let text = head.trim_ascii_start();
    let text = text.strip_prefix(b"\"").unwrap_or(text);
    let belongs = |byte: &u8| is_digit(*byte) || byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"');
    text.starts_with(GZIP_START.as_bytes()) && text.iter().all(belongs)
}

/// Decodes base64 as it is read. White space is passed over; several texts one after another, each with its own
/// padding, are one content. The first character that does not belong ends it.
pub struct Base64Input<R> {
    input: R,
    out: Vec<u8>,
    at: usize,
    /// Digits that wait for the rest of their four.
    digits: Vec<u8>,
    has_begun: bool,
    is_end: bool,
}

impl<R: BufRead> Base64Input<R> {
    /// Decodes `input`, which stands before its first digit or a quote.
    pub fn new(input: R) -> Self {
        Self {
            input,
            out: Vec::new(),
            at: 0,
            digits: Vec::new(),
            has_begun: false,
            is_end: false,
        }
    }

    fn decode_more(&mut self) -> io::Result<()> {
        self.out.clear();
        self.at = 0;
        let bytes = self.input.fill_buf()?;
        let len = bytes.len();
        self.is_end = len == 0;
        for &byte in bytes {
            match byte {
                _ if is_digit(byte) => {
                    self.has_begun = true;
                    self.digits.push(byte);
                }
                b'=' => flush(&mut self.digits, &mut self.out),
                b'"' if !self.has_begun => {}
                _ if byte.is_ascii_whitespace() => {}
                _ => {
                    self.is_end = true;
                    break;
                }
            }
        }
        self.input.consume(len);
        let left = if self.is_end {
            Vec::new()
        } else {
            self.digits.split_off(self.digits.len() / 4 * 4)
        };
        flush(&mut self.digits, &mut self.out);
        self.digits = left;
        Ok(())
    }
}

fn flush(digits: &mut Vec<u8>, out: &mut Vec<u8>) {
    // One digit alone holds no byte.
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    // Only digits were gathered.
    let _decoded = LENIENT.decode_vec(&digits, out);
    digits.clear();
}

impl<R: BufRead> BufRead for Base64Input<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at == self.out.len() && !self.is_end {
            self.decode_more()?;
        }
        Ok(&self.out[self.at..])
    }

    fn consume(&mut self, len: usize) {
        self.at += len;
    }
}

impl<R: BufRead> Read for Base64Input<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        super::read_buffered(self, out)
    }
}

/// The content of a short text of gzip in base64; `None` when it is none, is damaged, or is larger than a record may be.
pub fn unpack(text: &[u8]) -> Option<Vec<u8>> {
    if !is_gzip_in_base64(text) {
        return None;
    }
    let mut content = Content::gzip(Base64Input::new(text));
    let mut window = Window::default();
    while content.pull(&mut window, 0, limits::CHUNK_BYTES).ok()? != Pulled::End {
        if window.end() > limits::MAX_RECORD_BYTES as u64 {
            return None;
        }
    }
    content
        .take_problems()
        .is_empty()
        .then(|| window.bytes_from(0).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decoded(text: &[u8], piece: usize) -> Vec<u8> {
        let mut out = Vec::new();
        Base64Input::new(io::BufReader::with_capacity(piece, text))
            .read_to_end(&mut out)
            .expect("memory");
        out
    }

    proptest! {
        #[test]
        fn any_bytes_come_out_whole_whatever_the_line_breaks(bytes: Vec<u8>, line in 1usize..90, piece in 1usize..9) {
            let text = LENIENT.encode(&bytes);
            let lines: Vec<_> = text.as_bytes().chunks(line).collect();
            prop_assert_eq!(decoded(&lines.join(b"\r\n".as_slice()), piece), bytes);
        }
    }

    #[test]
    fn texts_one_after_another_are_one_content_and_a_foreign_character_ends_it() {
        assert_eq!(decoded(b"\"YQ==\nYmM=\nZGVm\"...", 3), b"abcdef");
        assert_eq!(decoded(b"YQ", 1), b"a");
    }

    #[test]
    fn a_packed_text_is_unpacked_and_anything_else_is_left() {
        let packed = LENIENT.encode(crate::sample::gzip(b"{\"a\":1}"));
        assert_eq!(
            unpack(packed.as_bytes()).as_deref(),
            Some(b"{\"a\":1}".as_slice())
        );
        assert_eq!(unpack(&packed.as_bytes()[..packed.len() - 8]), None);
        assert_eq!(unpack(b"H4sI and so on"), None);
        assert_eq!(unpack(b"plain"), None);
    }
}
