//! Damaged, doubled and foreign compression.

use super::{Damage, damage, four, good, support::gzip::*, support::records::*};
use medtrail::{base::Shape, sample::gzip};
use miniz_oxide::deflate::compress_to_vec;

const CHECKSUM: &str =
    "The gzip checksum does not match: the content may have been altered; its records are kept";
const TRAILING: &str = "Bytes that are not gzip follow the compressed data; they were left out";
const TRUNCATED: &str = "The compressed data end early; the whole records before the cut are kept";
const HEADER: &str = "The gzip header is damaged; nothing could be read after it";

pub fn damages() -> Vec<Damage> {
    let packed = gzip(&good());
    let len = packed.len();
    let with = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = packed.clone();
        change(&mut bytes);
        bytes
    };
    // Members that are not compressed can be cut at a known record.
    let (content, stored) = (good(), stored(&good()));
    let second = at(&content, &four()[1]) as usize;
    let cut_in_second = &stored[..stored.len() - 8 - (content.len() - second) + 20];
    let mut damaged_in_second = packed_in_two(&content, second + 20);
    let damaged_at = damaged_in_second.1;
    // The second block claims a type that DEFLATE does not have.
    damaged_in_second.0[damaged_at] = 0b111;
    let not_yet = |what: &str| format!("Recognised as {what}; MedTrail does not read this shape yet");
    let not_text = |what: &str| format!("Not a CloudTrail log: neither text nor gzip ({what})");
    vec![
        damage("an empty file", "").skipped(Shape::Empty).says("The file is empty"),
        damage("gzip of nothing", gzip(b"")).skipped(Shape::Empty).says("The compressed file holds no bytes"),
        damage("two members of nothing", members(&[b"", b""])).skipped(Shape::Empty).says("The compressed file holds no bytes"),
        damage("one byte of gzip", [0x1f]).skipped(Shape::Binary).says(not_text("binary content")),
        damage("gzip's magic and no more", [0x1f, 0x8b]).failed(Shape::Binary).says(format!("{TRUNCATED} (byte 2)")),
        damage("half a gzip header", &packed[..5]).failed(Shape::Binary).says(format!("{TRUNCATED} (byte 5)")),
        damage("a gzip header and no more", &packed[..10]).failed(Shape::Binary).says(format!("{TRUNCATED} (byte 10)")),
        damage("a compression method that is not DEFLATE", with(&|bytes| bytes[2] = 7))
            .failed(Shape::Binary)
            .says(format!("{HEADER} (byte 0)")),
        damage("reserved header flags", with(&|bytes| bytes[3] = 0x20)).failed(Shape::Binary).says(format!("{HEADER} (byte 0)")),
        damage("a header field that does not end", *b"\x1f\x8b\x08\x08\0\0\0\0\0\xff111122223333")
            .failed(Shape::Binary)
            .says(format!("{TRUNCATED} (byte 22)")),
        damage("cut before the trailer", &packed[..len - 8]).says(format!("{TRUNCATED} (byte {})", len - 8)),
        damage("cut within the trailer", &packed[..len - 3]).says(format!("{TRUNCATED} (byte {len})", len = len - 3)),
        damage("cut within the second record", cut_in_second).counts([1, 0, 1]).says(format!(
            "The text ends inside a record; that record is left out (byte {second}). {TRUNCATED} (byte {})",
            cut_in_second.len()
        )),
        damage("damaged within the second record", damaged_in_second.0).counts([1, 0, 1]).says(format!(
            "The text ends inside a record; that record is left out (byte {second}). \
             The compressed data are damaged; the whole records before the damage are kept (byte {})",
            damaged_at + 1
        )),
        damage("a wrong checksum", with(&|bytes| bytes[len - 8] ^= 1)).says(format!("{CHECKSUM} (byte {})", len - 8)),
        damage("a wrong length", with(&|bytes| bytes[len - 1] ^= 1)).says(format!("{CHECKSUM} (byte {})", len - 8)),
        damage("a wrong checksum in the first of two members", {
            let mut bytes = members(&[&content[..second], &content[second..]]);
            let first = gzip(&content[..second]).len();
            bytes[first - 5] ^= 0x80;
            bytes
        })
        .says(format!("{CHECKSUM} (byte {})", gzip(&content[..second]).len() - 8)),
        damage("zeros behind", with(&|bytes| bytes.extend([0; 600])))
            .says(format!("Zero bytes follow the compressed data; they were left out (byte {len})")),
        damage("garbage behind", with(&|bytes| bytes.extend(b"<garbage>"))).says(format!("{TRAILING} (byte {len})")),
        damage("zeros and garbage behind", with(&|bytes| bytes.extend([0, 0, 0, 7]))).says(format!("{TRAILING} (byte {len})")),
        damage("a lone first magic byte behind", with(&|bytes| bytes.push(0x1f))).says(format!("{TRAILING} (byte {len})")),
        damage("half a header behind", with(&|bytes| bytes.extend([0x1f, 0x8b, 8, 0]))).says(format!("{TRUNCATED} (byte {})", len + 4)),
        damage("a header of another method behind", with(&|bytes| bytes.extend([0x1f, 0x8b, 7, 0, 0, 0, 0, 0, 0, 3, 1, 2])))
            .says(format!("{TRAILING} (byte {len})")),
        damage("a header with all its fields", with_header_fields(&good(), 31)),
        damage("an empty member behind", with(&|bytes| bytes.extend(gzip(b"")))),
        damage("a second member cut in its data", with(&|bytes| bytes.extend(&gzip(&good())[..10])))
            .says(format!("{TRUNCATED} (byte {})", len + 10)),
        damage("gzip within gzip", gzip(&packed)).skipped(Shape::OtherRecords).says(not_yet("gzip within gzip")),
        damage("a zip archive", *b"PK\x03\x04\x14\0\0\0").skipped(Shape::Zip).says(not_yet("a zip archive")),
        damage("an empty zip archive", *b"PK\x05\x06\0\0\0\0").skipped(Shape::Zip).says(not_yet("a zip archive")),
        damage("a zip archive within gzip", gzip(b"PK\x03\x04\x14\0\0\0")).skipped(Shape::Zip).says(not_yet("a zip archive within gzip")),
        damage("a tar archive", tar()).skipped(Shape::Tar).says(not_yet("a tar archive")),
        damage("a compressed tar archive", gzip(&tar())).skipped(Shape::Tar).says(not_yet("a compressed tar archive")),
        damage("bzip2", *b"BZh91AY&SY").skipped(Shape::Binary).says(not_text("bzip2")),
        damage("Zstandard", *b"\x28\xb5\x2f\xfd\x24").skipped(Shape::Binary).says(not_text("Zstandard")),
        damage("xz", *b"\xfd7zXZ\0").skipped(Shape::Binary).says(not_text("xz")),
        damage("7-Zip", *b"7z\xbc\xaf\x27\x1c").skipped(Shape::Binary).says(not_text("7-Zip")),
        damage("a PDF", *b"%PDF-1.7\n").skipped(Shape::Binary).says(not_text("a PDF")),
        damage("a picture", *b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").skipped(Shape::Binary).says(not_text("a picture")),
        damage("a Parquet file", *b"PAR1\x15\x04").skipped(Shape::Binary).says(not_text("a Parquet file")),
        damage("a PDF within gzip", gzip(b"%PDF-1.7\n")).skipped(Shape::Binary).says(not_text("a PDF")),
        damage("DEFLATE without gzip around it", compress_to_vec(&good(), 6)).skipped(Shape::Binary).says(not_text("binary content")),
    ]
}

/// A gzip file whose content is not compressed.
fn stored(content: &[u8]) -> Vec<u8> {
    let plain = gzip(content);
    let mut file = plain[..10].to_vec();
    file.extend(compress_to_vec(content, 0));
    file.extend(&plain[plain.len() - 8..]);
    file
}

/// A gzip file of two blocks that are not compressed, the second from `middle` on, and where its header stands.
fn packed_in_two(content: &[u8], middle: usize) -> (Vec<u8>, usize) {
    let plain = gzip(content);
    let mut file = plain[..10].to_vec();
    let (first, second) = content.split_at(middle);
    let mut second_at = 0;
    for (is_last, part) in [(0, first), (1, second)] {
        second_at = file.len();
        let len = part.len() as u16;
        file.push(is_last);
        file.extend(len.to_le_bytes());
        file.extend((!len).to_le_bytes());
        file.extend(part);
    }
    file.extend(&plain[plain.len() - 8..]);
    (file, second_at)
}

fn tar() -> Vec<u8> {
    let mut header = vec![0; 1024];
    header[..8].copy_from_slice(b"log.json");
    header[257..262].copy_from_slice(b"ustar");
    header
}
