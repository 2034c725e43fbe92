//! What a file is by its first bytes; its name is never asked.

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
    /// Anything else: text, to be judged by whoever reads it.
    Text,
}

/// Judges by the first bytes; 512 are enough, fewer are fine for a short file.
pub fn sniff(head: &[u8]) -> Outer {
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
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return Outer::Binary("UTF-16 text");
    }
    if head.contains(&0) {
        Outer::Binary("binary content")
    } else {
        Outer::Text
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
        assert_eq!(sniff(b"\0\0\0\x01Bud1"), Outer::Binary("binary content"));
        let mut tar = vec![b'a'; 512];
        tar[257..262].copy_from_slice(b"ustar");
        assert_eq!(sniff(&tar), Outer::Tar);
    }
}
