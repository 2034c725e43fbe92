//! Just enough of PDF (ISO 32000-1) to read the text of what Chromium prints.

use std::collections::BTreeMap;

/// The text of a printed page, glyph by glyph through the fonts' own tables; lines run together.
pub(crate) fn text_of(pdf: &[u8]) -> String {
    let objects = objects(pdf);
    let fonts: BTreeMap<u32, BTreeMap<u16, String>> = objects
        .iter()
        .filter_map(|(number, object)| {
            let map = reference(&object.head, "/ToUnicode")?;
            Some((
                *number,
                letters(&String::from_utf8_lossy(&objects.get(&map)?.stream)),
            ))
        })
        .collect();
    let mut text = String::new();
    for object in objects
        .values()
        .filter(|object| find(&object.stream, b" Tf").is_some())
    {
        page_text(&object.stream, &fonts, &mut text);
    }
    text
}

struct Object {
    head: String,
    stream: Vec<u8>,
}

/// `7 0 obj … endobj`, streams inflated.
fn objects(pdf: &[u8]) -> BTreeMap<u32, Object> {
    let mut objects = BTreeMap::new();
    let mut rest = pdf;
    let mut number = 0;
    while let Some(at) = find(rest, b" 0 obj") {
        let digits = rest[..at]
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        number = std::str::from_utf8(&rest[at - digits..at])
            .ok()
            .and_then(|digits| digits.parse().ok())
            .unwrap_or(number);
        rest = &rest[at + 6..];
        let end = find(rest, b"endobj").unwrap_or(rest.len());
        let stream = find(rest, b"stream").filter(|stream| *stream < end);
        let head = String::from_utf8_lossy(&rest[..stream.unwrap_or(end)]).into_owned();
        let bytes = stream.map_or(&[][..], |stream| {
            let begin = stream + 6 + usize::from(rest[stream + 6] == b'\r') + 1;
            let len = length(&head).unwrap_or(0);
            rest.get(begin..begin + len).unwrap_or_default()
        });
        let stream = if head.contains("/FlateDecode") {
            miniz_oxide::inflate::decompress_to_vec_zlib(bytes).unwrap_or_default()
        } else {
            bytes.to_vec()
        };
        objects.insert(number, Object { head, stream });
    }
    objects
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn after<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    text.split_once(name).map(|(_, rest)| rest.trim_start())
}

fn number_at(text: &str) -> Option<u32> {
    let end = text
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(text.len());
    text[..end].parse().ok()
}

fn length(head: &str) -> Option<usize> {
    number_at(after(head, "/Length")?).map(|len| len as usize)
}

fn reference(head: &str, name: &str) -> Option<u32> {
    number_at(after(head, name)?)
}

/// The texts that a `ToUnicode` table gives to glyphs.
fn letters(table: &str) -> BTreeMap<u16, String> {
    let mut letters = BTreeMap::new();
    for section in table.split("beginbfchar").skip(1) {
        let codes = hexes(section.split("endbfchar").next().unwrap_or_default());
        for pair in codes.chunks_exact(2) {
            letters.extend(
                pair[0]
                    .first()
                    .map(|glyph| (*glyph, String::from_utf16_lossy(&pair[1]))),
            );
        }
    }
    for section in table.split("beginbfrange").skip(1) {
        let codes = hexes(section.split("endbfrange").next().unwrap_or_default());
        for range in codes.chunks_exact(3) {
            let [first, last, text] = [&range[0], &range[1], &range[2]];
            for glyph in first[0]..=last[0] {
                let mut text = text.clone();
                if let Some(unit) = text.last_mut() {
                    *unit += glyph - first[0];
                }
                letters.insert(glyph, String::from_utf16_lossy(&text));
            }
        }
    }
    letters
}

/// `<0041> <00420043>` as numbers of 16 bits.
fn hexes(text: &str) -> Vec<Vec<u16>> {
    let hex = |text: &str| -> Vec<u16> {
        let digits: Vec<u32> = text.chars().filter_map(|digit| digit.to_digit(16)).collect();
        digits
            .chunks(4)
            .map(|four| four.iter().fold(0, |number, digit| number * 16 + digit) as u16)
            .collect()
    };
    text.split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .map(|(code, _)| hex(code))
        .collect()
}

/// What a content stream shows: strings in hexadecimal digits, in the font that was set last.
fn page_text(stream: &[u8], fonts: &BTreeMap<u32, BTreeMap<u16, String>>, text: &mut String) {
    let mut font = None;
    for line in String::from_utf8_lossy(stream).lines() {
        if line.ends_with(" Tf") {
            font = after(line, "/F")
                .and_then(number_at)
                .and_then(|number| fonts.get(&number));
        } else if line.ends_with("Tj") || line.ends_with("TJ") {
            let glyphs = hexes(line).concat();
            text.extend(
                glyphs
                    .iter()
                    .filter_map(|glyph| font?.get(glyph))
                    .map(String::as_str),
            );
        }
    }
}
