//! What a file is by its first bytes; its name is never asked.

use super::base64::is_gzip_in_base64;
use std::io::{self, BufRead, Chain, Cursor, Read};

/// How many bytes are looked at: a tar header's.
pub const HEAD_BYTES: usize = 512;

/// What the first bytes of a file say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outer {
    /// No bytes.
    Empty,
    /// Gzip (RFC 1952).
    Gzip,
    /// A zip archive.
    Zip,
    /// A tar archive.
    Tar,
    /// A known kind of binary file, by name.
    Binary(&'static str),
    /// Text of two bytes a character.
    Utf16 {
        /// The higher byte comes first.
        is_big_endian: bool,
    },
    /// Gzip written as base64.
    Base64,
    /// What an operating system keeps beside people's files, by name.
    System(&'static str),
    /// Anything else: text, to be judged by whoever reads it.
    Text,
}

/// An input whose first bytes may have been looked at.
pub type Peeked<R> = Chain<Cursor<Vec<u8>>, R>;

/// Judges an input by its first bytes, however small the pieces are in which it comes, and gives all of it back.
pub fn peek<R: BufRead>(mut input: R) -> io::Result<(Outer, Peeked<R>)> {
    let mut head = Vec::new();
    let ready = input.fill_buf()?;
    let outer = if ready.len() >= HEAD_BYTES {
        sniff(ready)
    } else {
        input.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut head)?;
        sniff(&head)
    };
    Ok((outer, Cursor::new(head).chain(input)))
}

/// Judges by the first [`HEAD_BYTES`]; fewer are fine when there are no more.
pub fn sniff(head: &[u8]) -> Outer {
    let head = &head[..head.len().min(HEAD_BYTES)];
    const MAGICS: [(&[u8], Outer); 14] = [
        (b"\x1f\x8b", Outer::Gzip),
        (b"PK\x03\x04", Outer::Zip),
        (b"PK\x05\x06", Outer::Zip),
        (b"PAR1", Outer::Binary("a Parquet file")),
        (b"BZh", Outer::Binary("bzip2")),
        (b"\x28\xb5\x2f\xfd", Outer::Binary("Zstandard")),
        (b"\xfd7zXZ\0", Outer::Binary("xz")),
        (b"7z\xbc\xaf\x27\x1c", Outer::Binary("7-Zip")),
        (b"%PDF", Outer::Binary("a PDF")),
        (b"\x89PNG", Outer::Binary("a picture")),
        (b"\xff\xd8\xff", Outer::Binary("a picture")),
        (
            b"\0\0\0\x01Bud1",
            Outer::System("what macOS keeps of a folder's view (.DS_Store)"),
        ),
        (
            b"\0\x05\x16\x07",
            Outer::System("what macOS keeps beside a file (AppleDouble)"),
        ),
        (
            b"\xd0\xcf\x11\xe0",
            Outer::Binary("a file of Windows or of an older Office"),
        ),
    ];
    if head.is_empty() {
        return Outer::Empty;
    }
    if let Some((_, outer)) = MAGICS.iter().find(|(magic, _)| head.starts_with(magic)) {
        return *outer;
    }
    if head.get(257..262) == Some(b"ustar") {
        return Outer::Tar;
    }
    if let Some(is_big_endian) = utf16_order(head) {
        return Outer::Utf16 { is_big_endian };
    }
    if is_gzip_in_base64(head) {
        return Outer::Base64;
    }
    // One odd byte makes no binary file of a text: damaged text is for whoever reads text.
    let is_odd = |byte: &&u8| **byte < 0x20 && !byte.is_ascii_whitespace() && **byte != 0x1b;
    if head.iter().filter(is_odd).count() * 50 > head.len() {
        return Outer::Binary("binary content");
    }
    Outer::Text
}

/// By its mark, or by the zeros beside a brace or bracket and what follows it: whether the higher byte comes first.
fn utf16_order(head: &[u8]) -> Option<bool> {
    match head {
        [0xfe, 0xff, ..] | [0, b'{' | b'[', 0, 1..=255, ..] => Some(true),
        [0xff, 0xfe, ..] | [b'{' | b'[', 0, 1..=255, 0, ..] => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        assert_eq!(sniff(b""), Outer::Empty);
        assert_eq!(sniff(b"\x1f\x8b\x08"), Outer::Gzip);
        assert_eq!(sniff(b"PK\x03\x04..."), Outer::Zip);
        assert_eq!(sniff(b"  {\"Records\":[]}"), Outer::Text);
        assert!(matches!(sniff(b"\0\0\0\x01Bud1"), Outer::System(_)));
        assert!(matches!(sniff(b"\0\x05\x16\x07\0\x02"), Outer::System(_)));
        let mut tar = vec![b'a'; 512];
        tar[257..262].copy_from_slice(b"ustar");
        assert_eq!(sniff(&tar), Outer::Tar);
        let utf16 = |is_big_endian| Outer::Utf16 { is_big_endian };
        assert_eq!(sniff(b"{\0\"\0"), utf16(false));
        assert_eq!(sniff(b"\0{\0\""), utf16(true));
        assert_eq!(sniff(b"\xff\xfea\0"), utf16(false));
        assert_eq!(sniff(b"\nH4sIAAAA\nBBBB=="), Outer::Base64);
        assert_eq!(sniff(b"H4sI, said the text"), Outer::Text);
        assert_eq!(sniff(&[&[b'a'; 300], b"\0".as_slice()].concat()), Outer::Text);
        assert_eq!(sniff(b"\x1b[1mbold\x1b[0m"), Outer::Text);
    }

    #[test]
    fn peeking_takes_nothing_away_and_needs_no_large_pieces() {
        let mut tar = vec![b'a'; 700];
        tar[257..262].copy_from_slice(b"ustar");
        for piece in [1, 100, 700] {
            let (outer, mut input) = peek(io::BufReader::with_capacity(piece, &tar[..])).expect("bytes");
            let mut all = Vec::new();
            input.read_to_end(&mut all).expect("bytes");
            assert_eq!((outer, &all), (Outer::Tar, &tar));
        }
    }
}
