//! CRC-32 for the crates that read archives, in the place of the crate of this name (see `[patch]` in Cargo.toml).
//!
//! That one carries sixteen kilobytes of tables as data, which no compression makes smaller: a twentieth of all that a
//! visitor loads. These are the same tables, made when they are first needed.

use std::sync::LazyLock;

type Tables = [[u32; 256]; 16];

static TABLES: LazyLock<Box<Tables>> = LazyLock::new(|| {
    let mut tables = Box::new([[0; 256]; 16]);
    for byte in 0..256 {
        tables[0][byte] = (0..8).fold(byte as u32, |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        });
    }
    for table in 1..16 {
        for byte in 0..256 {
            let before = tables[table - 1][byte];
            tables[table][byte] = before >> 8 ^ tables[0][(before & 0xff) as usize];
        }
    }
    tables
});

/// The CRC-32 (RFC 1952, section 8) of what came before (`crc`, 0 at the start) and then `bytes`.
fn crc32(crc: u32, bytes: &[u8]) -> u32 {
    let tables: &Tables = &TABLES;
    let mut crc = !crc;
    let (blocks, rest) = bytes.as_chunks::<16>();
    for block in blocks {
        let head = crc.to_le_bytes();
        let mut next = 0;
        for (index, &byte) in block.iter().enumerate() {
            let byte = if index < 4 { byte ^ head[index] } else { byte };
            next ^= tables[15 - index][byte as usize];
        }
        crc = next;
    }
    for &byte in rest {
        crc = crc >> 8 ^ tables[0][(crc as u8 ^ byte) as usize];
    }
    !crc
}

/// The CRC-32 of some bytes.
pub fn hash(bytes: &[u8]) -> u32 {
    crc32(0, bytes)
}

/// The CRC-32 of bytes that come piece by piece.
#[derive(Clone, Debug, Default)]
pub struct Hasher {
    crc: u32,
    num_bytes: u64,
}

impl Hasher {
    /// Of no byte yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on after `num_bytes` bytes whose CRC-32 is known.
    pub fn new_with_initial_len(crc: u32, num_bytes: u64) -> Self {
        Self { crc, num_bytes }
    }

    /// Takes more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.crc = crc32(self.crc, bytes);
        self.num_bytes += bytes.len() as u64;
    }

    /// The CRC-32 of all of them.
    pub fn finalize(self) -> u32 {
        self.crc
    }

    /// Forgets them.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// Appends what another has taken. In time that grows with its length: nothing that reads archives asks for it.
    pub fn combine(&mut self, other: &Self) {
        // A CRC is linear: what follows a text acts as if zeros had followed it, and it zeros.
        let mut after = self.clone();
        let mut alone = Self::new();
        let zeros = [0; 4096];
        let mut num_left = other.num_bytes;
        while num_left > 0 {
            let len = num_left.min(zeros.len() as u64);
            after.update(&zeros[..len as usize]);
            alone.update(&zeros[..len as usize]);
            num_left -= len;
        }
        self.crc = after.crc ^ alone.crc ^ other.crc;
        self.num_bytes += other.num_bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_value_is_the_known_one() {
        // Of the catalogue of parametrised CRC algorithms.
        assert_eq!(hash(b"123456789"), 0xcbf4_3926);
        assert_eq!(hash(b""), 0);
    }

    #[test]
    fn pieces_and_halves_give_the_whole() {
        let text: Vec<u8> = (0..10_000_u32).map(|number| ((number * 31) >> 3) as u8).collect();
        for at in [0, 1, 15, 16, 17, 4096, 9_999, 10_000] {
            let (front, back) = text.split_at(at);
            let mut pieces = Hasher::new();
            pieces.update(front);
            let mut one = pieces.clone();
            pieces.update(back);
            assert_eq!(pieces.finalize(), hash(&text));
            let mut other = Hasher::new();
            other.update(back);
            one.combine(&other);
            assert_eq!(one.finalize(), hash(&text), "{at}");
        }
    }
}
