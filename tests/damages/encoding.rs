//! Text in other encodings, and bytes that are no text.

use super::{Damage, damage, four, good, support::records::*};
use medtrail::{base::Shape, sample::gzip};

pub fn damages() -> Vec<Damage> {
    let utf16 = |text: &[u8], is_big: bool, has_mark: bool| -> Vec<u8> {
        let text = String::from_utf8(text.to_vec()).expect("text");
        let mark = has_mark.then_some(0xfeff);
        let units = mark.into_iter().chain(text.encode_utf16());
        units
            .flat_map(|unit: u16| {
                if is_big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    };
    let utf16_note = "UTF-16 text, read as UTF-8; places are counted in that";
    let in_third = |from: &str, to: &[u8]| -> (Vec<u8>, u64) {
        let mut records = four();
        records[2] = records[2].replacen(from, "\u{1}", 1);
        let bytes = trail(&records);
        let at = bytes.iter().position(|&byte| byte == 1).expect("the mark");
        let bytes = [&bytes[..at], to, &bytes[at + 1..]].concat();
        let record = at_of_third();
        (bytes, record)
    };
    let third = at_of_third();
    let not_utf8 = format!("1 record with bytes that are not UTF-8, shown as \u{fffd} (byte {third})");
    let half = format!("1 record with half a surrogate pair, shown as \u{fffd} (byte {third})");
    let mut windows = good();
    windows = String::from_utf8(windows)
        .expect("text")
        .replace(",\"", ",\r\n\"")
        .into_bytes();
    let mut late_nul = trail(&(0..20).map(medical).collect::<Vec<_>>());
    let late_at = at(&late_nul, "req-15") as usize;
    late_nul[late_at] = 0;
    vec![
        damage(
            "a byte-order mark of UTF-8",
            [b"\xef\xbb\xbf".as_slice(), &good()].concat(),
        ),
        damage(
            "a byte-order mark of UTF-8 within gzip",
            gzip(&[b"\xef\xbb\xbf".as_slice(), &good()].concat()),
        ),
        damage("a byte-order mark and nothing else", *b"\xef\xbb\xbf")
            .skipped(Shape::Text)
            .says("The file holds nothing but white space"),
        damage("white space only", *b" \r\n\t ")
            .skipped(Shape::Text)
            .says("The file holds nothing but white space"),
        damage("white space only within gzip", gzip(b"\n\n"))
            .skipped(Shape::Text)
            .says("The file holds nothing but white space"),
        damage("UTF-16, little end first", utf16(&good(), false, true)).says(utf16_note),
        damage("UTF-16, big end first", utf16(&good(), true, true)).says(utf16_note),
        damage("UTF-16 without a mark", utf16(&good(), false, false)).says(utf16_note),
        damage(
            "UTF-16, big end first, without a mark",
            utf16(&good(), true, false),
        )
        .says(utf16_note),
        damage("UTF-16 within gzip", gzip(&utf16(&good(), false, true))).says(utf16_note),
        damage("line ends of Windows", windows),
        damage("a Latin-1 byte in a value", in_third("Mateo_", b"Mat\xe9o_").0).says(&not_utf8),
        damage(
            "a cut UTF-8 sequence in a value",
            in_third("aws-cli", b"\xe2\x82").0,
        )
        .says(&not_utf8),
        damage(
            "an overlong UTF-8 sequence in a value",
            in_third("aws-cli", b"\xc0\xaf").0,
        )
        .says(&not_utf8),
        damage(
            "a surrogate in UTF-8 in a value",
            in_third("aws-cli", b"\xed\xa0\x80").0,
        )
        .says(&not_utf8),
        damage(
            "a Latin-1 byte in a key",
            in_third("userAgent", b"us\xe9rAgent").0,
        )
        .says(&not_utf8),
        damage("a lone high surrogate", in_third("aws-cli", b"\\ud83d").0).says(&half),
        damage("a lone low surrogate", in_third("aws-cli", b"a\\udE00b").0).says(&half),
        damage(
            "surrogates in the wrong order",
            in_third("aws-cli", b"\\ude00\\ud83d").0,
        )
        .says(&half),
        damage("a whole surrogate pair", in_third("aws-cli", b"\\ud83d\\ude00").0),
        damage(
            "a raw control character in a string",
            in_third("aws-cli", b"aws\ncli").0,
        )
        .counts([1, 2, 1])
        .says(format!(
            "1 record left out: not well-formed JSON (byte {})",
            at_in_third("aws-cli") + 3
        )),
        damage("a raw zero byte in a string", in_third("aws-cli", b"aws\0cli").0)
            .counts([1, 2, 1])
            .says(format!(
                "1 record left out: not well-formed JSON (byte {})",
                at_in_third("aws-cli") + 3
            )),
        damage("a zero byte far behind the start", late_nul)
            .counts([19, 0, 1])
            .says(format!(
                "1 record left out: not well-formed JSON (byte {late_at})"
            )),
        damage("an escaped zero", in_third("aws-cli", b"a\\u0000b").0),
        damage("a byte that is no text between records", {
            let text = String::from_utf8(good()).expect("text");
            let at = at_of_third() as usize;
            [&text.as_bytes()[..at], b"\xff", &text.as_bytes()[at..]].concat()
        })
        .says(format!(
            "Damaged text between records; reading went on at the next record (byte {third})"
        )),
    ]
}

fn at_of_third() -> u64 {
    at(&good(), &four()[2])
}

fn at_in_third(needle: &str) -> u64 {
    at_of_third() + at(four()[2].as_bytes(), needle)
}
