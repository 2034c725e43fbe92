use super::*;
use flate2::{Compression, Crc, write::DeflateEncoder};
use proptest::prelude::*;
use std::io::Write;

/// Gives its bytes in pieces, as a file is read in slices.
struct Pieces<'a> {
    bytes: &'a [u8],
    piece: usize,
    left: usize,
}

impl io::Read for Pieces<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let len = self.fill_buf()?.len().min(out.len());
        out[..len].copy_from_slice(&self.bytes[..len]);
        self.consume(len);
        Ok(len)
    }
}

impl BufRead for Pieces<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            self.left = self.piece.min(self.bytes.len());
        }
        Ok(&self.bytes[..self.left])
    }

    fn consume(&mut self, len: usize) {
        self.bytes = &self.bytes[len..];
        self.left -= len;
    }
}

/// The content, and the kinds of what was wrong.
fn gunzip_in_pieces(bytes: &[u8], piece: usize) -> (Vec<u8>, Vec<ProblemKind>) {
    let mut gunzip = Gunzip::new(Pieces {
        bytes,
        piece,
        left: 0,
    });
    let (mut window, mut content) = (Window::default(), Vec::new());
    loop {
        let from = window.end();
        let pulled = gunzip.pull(&mut window, from, 1000).expect("memory can be read");
        content.extend_from_slice(window.bytes_from(from));
        if pulled == Pulled::End {
            let problems = gunzip.take_problems();
            return (content, problems.0.iter().map(|problem| problem.kind).collect());
        }
    }
}

/// A gzip member with a block's end behind each text.
fn member(texts: &[Vec<u8>], level: u32) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(level));
    let mut crc = Crc::new();
    for text in texts {
        encoder.write_all(text).expect("memory can be written");
        encoder.flush().expect("memory can be written");
        crc.update(text);
    }
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    bytes.extend(encoder.finish().expect("memory can be written"));
    bytes.extend(crc.sum().to_le_bytes());
    bytes.extend(crc.amount().to_le_bytes());
    bytes
}

fn any_texts() -> impl Strategy<Value = Vec<Vec<u8>>> {
    let text = prop_oneof![
        3 => (0usize..40, 1usize..3000).prop_map(|(from, len)| {
            b"{\"eventSource\":\"s3.amazonaws.com\",\"x\":[1,2,3]},".repeat(70)[from..].iter().copied().take(len).collect()
        }),
        2 => prop::collection::vec(any::<u8>(), 0..600),
        1 => (any::<u8>(), 0usize..2000).prop_map(|(byte, len)| vec![byte; len]),
    ];
    prop::collection::vec(text, 0..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    /// Byte by byte hardly ever a whole block is at hand: that is the reference decoder's reading.
    #[test]
    fn in_pieces_of_any_size_a_file_reads_as_byte_by_byte(
        members in prop::collection::vec((any_texts(), 0u32..10), 1..3),
        damage in prop::option::of((any::<prop::sample::Index>(), any::<u8>())),
        cut in prop::option::of(any::<prop::sample::Index>()),
        piece in 2usize..5000,
    ) {
        let mut bytes: Vec<u8> = members.iter().flat_map(|(texts, level)| member(texts, *level)).collect();
        if let Some((at, value)) = &damage {
            let at = at.index(bytes.len());
            bytes[at] ^= value;
        }
        if let Some(cut) = &cut {
            bytes.truncate(cut.index(bytes.len()) + 1);
        }
        let slowly = gunzip_in_pieces(&bytes, 1);
        prop_assert_eq!(&gunzip_in_pieces(&bytes, piece), &slowly);
        prop_assert_eq!(&gunzip_in_pieces(&bytes, usize::MAX), &slowly);
        let is_damaged = damage.is_some_and(|(_, value)| value != 0) || cut.is_some();
        if !is_damaged {
            let texts: Vec<u8> = members.iter().flat_map(|(texts, _)| texts.concat()).collect();
            prop_assert_eq!(slowly, (texts, Vec::new()));
        }
    }
}

#[test]
fn a_large_member_is_read_across_many_pieces() {
    let texts: Vec<Vec<u8>> = (0..40u32)
        .map(|seed| {
            let word = |at: u32| (at.wrapping_mul(2_654_435_761).rotate_left(seed) >> 27) as u8 + b'a';
            (0..60_000).map(word).collect()
        })
        .collect();
    for level in [1, 6] {
        let bytes = member(&texts, level);
        for piece in [70_000, 1 << 20] {
            assert!(
                gunzip_in_pieces(&bytes, piece) == (texts.concat(), Vec::new()),
                "{level} {piece}"
            );
        }
    }
}
