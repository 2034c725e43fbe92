//! CRC-32 as gzip uses it (RFC 1952, section 8), sixteen bytes a step.
//!
//! Written here because the usual crate has no fast path without hardware support and costs a quarter to a half
//! of inflating in WebAssembly (DESIGN.md).

const TABLES: [[u32; 256]; 16] = tables();

const fn tables() -> [[u32; 256]; 16] {
    let mut tables = [[0u32; 256]; 16];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            };
            bit += 1;
        }
        tables[0][byte] = crc;
        byte += 1;
    }
    let mut table = 1;
    while table < 16 {
        let mut byte = 0;
        while byte < 256 {
            let before = tables[table - 1][byte];
            tables[table][byte] = before >> 8 ^ tables[0][(before & 0xff) as usize];
            byte += 1;
        }
        table += 1;
    }
    tables
}

/// The CRC-32 of what came before (`crc`, 0 at the start) and then `bytes`.
pub fn crc32(crc: u32, bytes: &[u8]) -> u32 {
    let mut crc = !crc;
    let (blocks, rest) = bytes.as_chunks::<16>();
    for block in blocks {
        let head = crc.to_le_bytes();
        let mut next = 0;
        for (index, &byte) in block.iter().enumerate() {
            let byte = if index < 4 { byte ^ head[index] } else { byte };
            next ^= TABLES[15 - index][byte as usize];
        }
        crc = next;
    }
    for &byte in rest {
        crc = crc >> 8 ^ TABLES[0][(crc as u8 ^ byte) as usize];
    }
    !crc
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One bit at a time, straight from the definition.
    fn slow(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |crc, &byte| {
            (0..8).fold(crc ^ u32::from(byte), |crc, _| {
                if crc & 1 == 1 {
                    crc >> 1 ^ 0xedb8_8320
                } else {
                    crc >> 1
                }
            })
        })
    }

    #[test]
    fn the_check_value_of_the_standard() {
        assert_eq!(crc32(0, b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(0, b""), 0);
    }

    #[test]
    fn equals_the_definition_at_every_length_and_cut() {
        let bytes: Vec<u8> = (0..200u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        for len in 0..bytes.len() {
            assert_eq!(crc32(0, &bytes[..len]), slow(&bytes[..len]), "{len}");
            assert_eq!(
                crc32(crc32(0, &bytes[..len]), &bytes[len..]),
                slow(&bytes),
                "cut at {len}"
            );
        }
    }
}
