//! Writes gzip members.
//!
//! The checksum is computed here and not with the reader's code, so that writer and reader check each other.

use miniz_oxide::deflate::compress_to_vec;

/// The level that `gzip` itself takes when not told.
const LEVEL: u8 = 6;

const TABLE: [u32; 256] = {
    let mut table = [0; 256];
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
        table[byte] = crc;
        byte += 1;
    }
    table
};

/// `bytes` as one gzip member, without a name and without a time.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut member = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    member.extend(compress_to_vec(bytes, LEVEL));
    let crc = !bytes.iter().fold(!0, |crc: u32, &byte| {
        crc >> 8 ^ TABLE[(crc as u8 ^ byte) as usize]
    });
    member.extend(crc.to_le_bytes());
    member.extend((bytes.len() as u32).to_le_bytes());
    member
}
