//! Finds the end of a JSON object or array, and on the way the record's top-level `eventSource`.
//!
//! The scan looks at structure only and can stop at the end of a buffer and go on when there is more. It parses no
//! values; where anything is odd it says so, and the caller takes the slow path. An object that is whole and in which
//! nothing is odd is scanned 64 bytes at a time by its fast twin.

pub mod masks;
mod swift;

pub(super) use masks::plain_len;

use std::ops::Range;

/// The state of a scan over one object or array.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// How far the scan has come, from the value's first byte.
    at: usize,
    depth: u32,
    in_string: bool,
    is_escaped: bool,
    string_start: usize,
    string_has_escapes: bool,
    /// At depth 1 of an object, the next string is a key.
    expects_key: bool,
    /// The value that follows is that of `eventSource`.
    expects_source: bool,
    source: Option<Range<usize>>,
    first_object: Option<Range<usize>>,
    is_odd: bool,
    is_suspect: bool,
}

impl Scan {
    /// Goes on over `value`, which begins at the value's first byte (`{` or `[`) and holds at least what was
    /// scanned before. Gives the value's length once its end is found.
    pub fn step(&mut self, value: &[u8]) -> Option<usize> {
        if self.at == 0
            && let Some(swift) = swift::scan(value)
        {
            self.at = swift.len;
            self.source = swift.source;
            self.first_object = swift.first;
            return Some(swift.len);
        }
        self.step_slowly(value)
    }

    /// The same, byte after byte.
    fn step_slowly(&mut self, value: &[u8]) -> Option<usize> {
        while self.at < value.len() {
            if self.in_string {
                if !self.finish_string(value) {
                    return None;
                }
                continue;
            }
            let byte = value[self.at];
            match byte {
                b'"' => {
                    self.in_string = true;
                    self.string_start = self.at + 1;
                    self.string_has_escapes = false;
                }
                b'{' | b'[' => {
                    // Where a key should stand: the record's end is missing and the next one begins.
                    self.is_suspect |= self.depth == 1 && self.expects_key && value[0] == b'{';
                    self.depth += 1;
                    self.expects_key = self.depth == 1 && byte == b'{';
                }
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        self.end_of_member();
                        self.at += 1;
                        return Some(self.at);
                    }
                }
                b',' if self.depth == 1 => self.end_of_member(),
                b',' | b':' | b' ' | b'\n' | b'\r' | b'\t' => {}
                b'0'..=b'9' | b'+' | b'-' | b'.' | b'E' => {}
                b'a' | b'e' | b'f' | b'l' | b'n' | b'r' | b's' | b't' | b'u' => {}
                _ => self.is_suspect = true,
            }
            self.at += 1;
        }
        None
    }

    /// Where the `eventSource` text stands, when it was read without escapes, once, at the top of the object.
    pub fn source(&self) -> Option<Range<usize>> {
        if self.is_odd { None } else { self.source.clone() }
    }

    /// Where the first object or array within the object stands, where the scan took note of it.
    pub fn first_object(&self) -> Option<Range<usize>> {
        self.first_object.clone()
    }

    /// Some top-level `eventSource` was met, odd or not.
    pub fn has_source(&self) -> bool {
        self.source.is_some() || self.is_odd
    }

    /// Something stands outside strings that JSON never has there: the text is damaged.
    pub fn is_suspect(&self) -> bool {
        self.is_suspect
    }

    /// How many bytes were looked at.
    pub fn scanned(&self) -> usize {
        self.at
    }

    /// Goes to the end of the string; `false` when the buffer ends before it.
    fn finish_string(&mut self, value: &[u8]) -> bool {
        if self.is_escaped {
            self.is_escaped = false;
            self.at += 1;
            return true;
        }
        let rest = &value[self.at..];
        let Some(step) = rest.iter().position(|&byte| byte == b'"' || byte == b'\\') else {
            self.at = value.len();
            return false;
        };
        self.at += step + 1;
        if rest[step] == b'\\' {
            self.is_escaped = true;
            self.string_has_escapes = true;
            return true;
        }
        self.in_string = false;
        if self.depth == 1 {
            self.end_of_top_string(value);
        }
        true
    }

    /// A string at depth 1 just ended: a key, or the value of one.
    fn end_of_top_string(&mut self, value: &[u8]) {
        let text = self.string_start..self.at - 1;
        if self.expects_key {
            self.expects_key = false;
            // An escaped key could spell `eventSource` too.
            self.is_odd |= self.string_has_escapes;
            self.expects_source = &value[text] == b"eventSource";
        } else if self.expects_source {
            self.expects_source = false;
            self.is_odd |= self.string_has_escapes || self.source.is_some();
            self.source = Some(text);
        }
    }

    /// A member of the object ended; an `eventSource` that was no string leaves a trace.
    fn end_of_member(&mut self) {
        self.is_odd |= self.expects_source;
        self.expects_source = false;
        self.expects_key = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn scan(text: &str) -> (Option<usize>, Option<String>, bool) {
        let mut scan = Scan::default();
        let end = scan.step(text.as_bytes());
        (
            end,
            scan.source().map(|range| text[range].to_owned()),
            scan.is_odd,
        )
    }

    #[test]
    fn only_the_top_level_event_source_counts() {
        let text = r#"{"requestParameters":{"eventSource":"s3.amazonaws.com"},"eventSource":"comprehendmedical.amazonaws.com"} tail"#;
        assert_eq!(
            scan(text),
            (
                Some(text.len() - 5),
                Some("comprehendmedical.amazonaws.com".into()),
                false
            )
        );
        assert_eq!(scan(r#"{"a":"eventSource","b":"x"}"#).1, None);
    }

    #[test]
    fn doubled_escaped_and_wrong_typed_sources_are_odd() {
        for text in [
            r#"{"eventSource":"a","eventSource":"b"}"#,
            r#"{"event\u0053ource":"a"}"#,
            r#"{"eventSource":"a\u0062"}"#,
            r#"{"eventSource":null}"#,
            r#"{"eventSource":["a"]}"#,
            r#"{"x\n":1,"eventSource":"a"}"#,
        ] {
            let (end, source, is_odd) = scan(text);
            assert_eq!((end, source, is_odd), (Some(text.len()), None, true), "{text}");
        }
    }

    #[test]
    fn a_lost_quote_makes_the_text_suspect() {
        let mut scan = Scan::default();
        scan.step(br#"{"a":"x},{"eventVersion":"1.11","eventSource":"s3.amazonaws.com"}"#);
        assert!(scan.is_suspect());
    }

    proptest! {
        #[test]
        fn where_the_buffer_is_cut_makes_no_difference(cut in 0usize..90) {
            let text = br#"{"a\"":{"b":["}\\",1,true]},"eventSource":"x.amazonaws.com","c":"\\\"}","d":[[{}]]}..."#;
            let mut whole = Scan::default();
            let end = whole.step(text);
            let mut parts = Scan::default();
            let cut = cut.min(text.len());
            let end_of_parts = parts.step(&text[..cut]).or_else(|| parts.step(text));
            prop_assert_eq!(end, Some(text.len() - 3));
            prop_assert_eq!(end_of_parts, end);
            prop_assert_eq!(parts.source(), whole.source());
        }
    }
}
