//! The fast scan: 64 bytes at a time, of objects that are beyond doubt.

use super::masks::{backslashes, foreign, masks};
use std::ops::Range;

const KEY: &[u8] = b"\"eventSource\"";
/// From the key's opening quote to its closing one.
const KEY_STEP: u32 = 12;

/// What is known of an object when nothing about it is odd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Swift {
    /// Its length.
    pub(super) len: usize,
    /// Where the text of its own `eventSource` stands.
    pub(super) source: Option<Range<usize>>,
    /// Where the first of its objects or arrays stands.
    pub(super) first: Option<Range<usize>>,
}

/// Scans the object at the start of `value`. `None` when anything is odd or its end is not there: then the slow scan
/// decides.
pub(super) fn scan(value: &[u8]) -> Option<Swift> {
    if value.first() != Some(&b'{') {
        return None;
    }
    let mut state = State::default();
    let (blocks, rest) = value.as_chunks::<64>();
    for (index, block) in blocks.iter().enumerate() {
        if let Some(len) = state.block(value, 64 * index, block)? {
            return Some(state.found(len));
        }
    }
    // Behind the last bytes spaces are as good as nothing.
    let mut block = [b' '; 64];
    block[..rest.len()].copy_from_slice(rest);
    let len = state.block(value, value.len() - rest.len(), &block)?;
    len.map(|len| state.found(len))
}

#[derive(Default)]
struct State {
    depth: u32,
    /// All ones inside a string.
    in_string: u64,
    /// One when the next byte is escaped.
    escape: u64,
    quotes_before: u64,
    source: Option<Range<usize>>,
    /// Of the first object or array; zero is not yet.
    first: Range<usize>,
}

impl State {
    fn found(self, len: usize) -> Swift {
        Swift {
            len,
            source: self.source,
            first: (self.first.end > 0).then_some(self.first),
        }
    }

    /// Takes the 64 bytes at `at`. `Some(Some(..))` is the object's length, `None` that something is odd.
    #[inline(always)]
    fn block(&mut self, value: &[u8], at: usize, block: &[u8; 64]) -> Option<Option<usize>> {
        let masks = masks(block);
        let mut quotes = masks.quotes;
        let has_escapes = masks.has_backslashes || self.escape != 0;
        if has_escapes {
            quotes &= !escaped(backslashes(block), &mut self.escape);
        }
        // From an opening quote to before the closing one.
        let inside = prefix_xor(quotes) ^ self.in_string;
        self.in_string = 0u64.wrapping_sub(inside >> 63);
        let depth_before = self.depth;
        let mut is_at_top = depth_before <= 1;
        let mut end = None;
        let mut braces = masks.braces & !inside;
        while braces != 0 {
            let place = braces.trailing_zeros();
            braces &= braces - 1;
            match brace(block[place as usize]) {
                Brace::Opens => {
                    self.depth += 1;
                    if self.depth == 2 {
                        if !is_value(value, at + place as usize) {
                            return None;
                        }
                        if self.first.start == 0 {
                            self.first.start = at + place as usize;
                        }
                    }
                }
                Brace::Closes => {
                    self.depth -= 1;
                    if self.depth == 1 {
                        is_at_top = true;
                        if self.first.end == 0 {
                            self.first.end = at + place as usize + 1;
                        }
                    }
                    if self.depth == 0 {
                        end = Some(place);
                        break;
                    }
                }
                Brace::Foreign => return None,
            }
        }
        // Up to the end; all when it is not there.
        let ours = end.map_or(!0, |end| !0 >> (63 - end));
        // Numbers, words, white space; and what should not be there.
        if !(inside | quotes | masks.marks) & ours != 0 && foreign(block) & !inside & ours != 0 {
            return None;
        }
        if has_escapes && is_at_top && backslashes(block) & ours != 0 {
            return None;
        }
        if is_at_top {
            let keys = quotes & (quotes << KEY_STEP | self.quotes_before >> (64 - KEY_STEP));
            let mut keys = keys & ours & !inside;
            while keys != 0 {
                let place = keys.trailing_zeros();
                keys &= keys - 1;
                let key_end = at + place as usize + 1;
                if value[..key_end].ends_with(KEY) {
                    let before = masks.braces & !inside & ((1u64 << place) - 1);
                    if depth_behind(depth_before, before, block) == 1 && !self.take_source(value, key_end)? {
                        return None;
                    }
                }
            }
        }
        self.quotes_before = quotes;
        Some(end.map(|end| at + end as usize + 1))
    }

    /// Takes note of the text behind the key that ends at `key_end`, if a key it is. `Some(false)` when it is odd, `None`
    /// when it is not there.
    fn take_source(&mut self, value: &[u8], key_end: usize) -> Option<bool> {
        let before = last_before(value, key_end - KEY.len());
        match before.map(|place| value[place]) {
            Some(b',' | b'{') => {}
            // The text of another key.
            Some(b':') => return Some(is_value(value, key_end - KEY.len())),
            _ => return Some(false),
        }
        let colon = first_from(value, key_end)?;
        let quote = first_from(value, colon + 1)?;
        if value[colon] != b':' || value[quote] != b'"' {
            return Some(false);
        }
        let start = quote + 1;
        let len = value[start..]
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\'))?;
        let is_odd = value[start + len] == b'\\' || self.source.is_some();
        self.source = Some(start..start + len);
        Some(!is_odd)
    }
}

/// What a byte of [`Masks::braces`](super::masks::Masks::braces) is.
enum Brace {
    Opens,
    Closes,
    /// No brace, and nothing that JSON has outside strings.
    Foreign,
}

#[inline(always)]
fn brace(byte: u8) -> Brace {
    match byte & 6 {
        2 => Brace::Opens,
        4 => Brace::Closes,
        _ => Brace::Foreign,
    }
}

/// The depth behind these braces.
fn depth_behind(mut depth: u32, mut braces: u64, block: &[u8; 64]) -> u32 {
    while braces != 0 {
        match brace(block[braces.trailing_zeros() as usize]) {
            Brace::Opens => depth += 1,
            Brace::Closes | Brace::Foreign => depth -= 1,
        }
        braces &= braces - 1;
    }
    depth
}

/// Whether what begins at `at` is the value of a key: behind a text and a colon.
fn is_value(value: &[u8], at: usize) -> bool {
    let Some(colon) = last_before(value, at).filter(|&place| value[place] == b':') else {
        return false;
    };
    last_before(value, colon).is_some_and(|place| value[place] == b'"')
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

/// The last byte before `at` that is no space.
fn last_before(value: &[u8], at: usize) -> Option<usize> {
    value[..at].iter().rposition(|&byte| !is_space(byte))
}

/// The first byte from `at` on that is no space.
fn first_from(value: &[u8], at: usize) -> Option<usize> {
    let step = value[at..].iter().position(|&byte| !is_space(byte))?;
    Some(at + step)
}

/// Which bytes are escaped by a backslash before them. The method is simdjson's: the end of every run of backslashes is
/// found by an addition, and whether the run is odd by where it begins.
fn escaped(backslashes: u64, carry: &mut u64) -> u64 {
    const EVEN: u64 = 0x5555_5555_5555_5555;
    let backslashes = backslashes & !*carry;
    let follows = backslashes << 1 | *carry;
    let odd_starts = backslashes & !EVEN & !follows;
    let (runs, overflow) = odd_starts.overflowing_add(backslashes);
    *carry = u64::from(overflow);
    (EVEN ^ runs << 1) & follows
}

/// Bit `n` is the exclusive or of the bits from 0 to `n`.
fn prefix_xor(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::{super::Scan, *};
    use proptest::prelude::*;

    /// What the slow scan says of the same bytes, when it finds nothing odd.
    fn slow(value: &[u8]) -> Option<Swift> {
        let mut scan = Scan::default();
        let len = scan.step_slowly(value)?;
        (!scan.is_suspect() && !scan.is_odd).then(|| Swift {
            len,
            source: scan.source(),
            first: first_object(&value[..len]),
        })
    }

    /// Where the first object or array of a sound object stands.
    fn first_object(value: &[u8]) -> Option<Range<usize>> {
        let (mut is_inside, mut is_escaped) = (false, false);
        let start = (1..value.len()).find(|&at| {
            let byte = value[at];
            let is_start = !is_inside && matches!(byte, b'{' | b'[');
            is_inside ^= byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            is_start
        })?;
        Some(start..start + Scan::default().step_slowly(&value[start..])?)
    }

    fn records() -> Vec<String> {
        let plan = crate::sample::Plan::plain(5, 3, 40);
        let mut records = Vec::new();
        for file in crate::sample::sample_files(&plan) {
            let (start, end) = (10, file.bytes.len() - 8);
            let text = miniz_oxide::inflate::decompress_to_vec(&file.bytes[start..end]).expect("gzip");
            let json: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
            records.extend(
                json["Records"]
                    .as_array()
                    .expect("a list")
                    .iter()
                    .map(ToString::to_string),
            );
        }
        records
    }

    #[test]
    fn every_record_of_a_trail_is_taken_and_as_the_slow_scan_takes_it() {
        let records = records();
        assert!(records.len() > 60);
        for record in &records {
            let behind = format!("{record},{record}]}}");
            let swift = scan(behind.as_bytes());
            assert_eq!(swift, slow(behind.as_bytes()), "{record}");
            let is_plain = !record.contains('\\');
            assert!(
                !is_plain || swift.is_some_and(|swift| swift.len == record.len() && swift.source.is_some()),
                "{record}"
            );
        }
    }

    #[test]
    fn a_whole_record_of_several_lines_and_with_escapes_below_its_top_is_taken() {
        let long = "0123456789".repeat(13);
        let below = format!(r#""l" : "{long}", "b\\" : "\"eventSource\":\"x" , "c":"{long}""#);
        let text = format!("{{ \"a\" : {{ {below} }} ,\n \"d\":\"{long}\", \"eventSource\" : \"s3\" }}, 1");
        let swift = scan(text.as_bytes()).expect("nothing odd");
        assert_eq!(&text[swift.source.clone().expect("a source")], "s3");
        assert_eq!(Some(swift), slow(text.as_bytes()));
    }

    /// Pieces of which records are made, sound and not.
    fn any_pieces() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            Just("{"),
            Just("}"),
            Just("["),
            Just("]"),
            Just("\""),
            Just("\\"),
            Just(","),
            Just(":"),
            Just(" "),
            Just("\n"),
            Just("\"eventSource\""),
            Just("eventSource"),
            Just("\"eventSource\":\"s3.amazonaws.com\""),
            Just("\"a\":"),
            Just("{\"a\":{"),
            Just("\"b\":\"c\","),
            Just("\"\\\"\""),
            Just("true"),
            Just("S"),
            Just("Y_"),
            Just("é"),
            Just("\"0123456789012345678901234567890123456789\""),
            Just(",\"x\":{\"eventSource\":\"y\"}"),
            Just("\\\\"),
            Just("\"a\":\"eventSource\","),
            Just("1.5e3"),
        ];
        prop::collection::vec(piece, 0..60).prop_map(|pieces| format!("{{{}", pieces.concat()).into_bytes())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

        #[test]
        fn what_is_taken_is_what_the_slow_scan_says(text in any_pieces()) {
            if let Some(swift) = scan(&text) {
                prop_assert_eq!(Some(swift), slow(&text));
            }
        }

        #[test]
        fn changed_records_too(
            which in any::<prop::sample::Index>(),
            changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(b"\"\\{}[],:Yy_S \n\xff".to_vec())), 0..4),
            cut in any::<prop::sample::Index>(),
        ) {
            thread_local!(static RECORDS: Vec<String> = records());
            let mut text = RECORDS.with(|records| records[which.index(records.len())].clone()).into_bytes();
            text.extend(b",{\"eventSource\":\"next\"}");
            for (at, byte) in changes {
                let at = 1 + at.index(text.len() - 1);
                text[at] = byte;
            }
            text.truncate(1 + cut.index(2 * text.len()).min(text.len() - 1));
            if let Some(swift) = scan(&text) {
                prop_assert_eq!(Some(swift), slow(&text));
            }
        }
    }
}
