//! What a file is by its first bytes; its name is never asked.

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
    Utf16,
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
    const MAGICS: [(&[u8], Outer); 11] = [
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
    if is_utf16(head) {
        return Outer::Utf16;
    }
    // One odd byte makes no binary file of a text: damaged text is for whoever reads text.
    let is_odd = |byte: &&u8| **byte < 0x20 && !byte.is_ascii_whitespace() && **byte != 0x1b;
    if head.iter().filter(is_odd).count() * 50 > head.len() {
        return Outer::Binary("binary content");
    }
    Outer::Text
}

/// By its mark, or by the zeros beside a brace or bracket and what follows it.
fn is_utf16(head: &[u8]) -> bool {
    let has_mark = matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    has_mark
        || matches!(
            head,
            [b'{' | b'[', 0, 1..=255, 0, ..] | [0, b'{' | b'[', 0, 1..=255, ..]
        )
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
        assert_eq!(sniff(b"\0\0\0\x01Bud1"), Outer::Binary("binary content"));
        let mut tar = vec![b'a'; 512];
        tar[257..262].copy_from_slice(b"ustar");
        assert_eq!(sniff(&tar), Outer::Tar);
        assert_eq!(sniff(b"{\0\"\0"), Outer::Utf16);
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
