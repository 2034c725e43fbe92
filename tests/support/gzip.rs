//! Gzip files with more in them than the plain writer writes, and an independent way to inflate them.

use medtrail::{sample::gzip, source::crc::crc32};

/// One gzip file of several members, one for each part.
pub fn members(parts: &[&[u8]]) -> Vec<u8> {
    parts.iter().flat_map(|part| gzip(part)).collect()
}

/// A member with the header fields of `flags` (RFC 1952): 1 FTEXT, 2 FHCRC, 4 FEXTRA, 8 FNAME, 16 FCOMMENT.
pub fn with_header_fields(bytes: &[u8], flags: u8) -> Vec<u8> {
    let plain = gzip(bytes);
    let mut file = plain[..10].to_vec();
    file[3] = flags;
    if flags & 4 != 0 {
        file.extend([5, 0]);
        file.extend(b"AB\x01\0x");
    }
    if flags & 8 != 0 {
        file.extend(b"111122223333_CloudTrail.json\0");
    }
    if flags & 16 != 0 {
        file.extend(b"a comment\0");
    }
    if flags & 2 != 0 {
        // Half a checksum of the header before it (RFC 1952, section 2.3.1).
        let checksum = crc32(0, &file) as u16;
        file.extend(checksum.to_le_bytes());
    }
    file.extend(&plain[10..]);
    file
}
