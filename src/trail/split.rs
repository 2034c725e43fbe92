//! Splits a content into the JSON objects that may be records, and finds its feet again after damage.
//!
//! Takes any sequence of JSON values: `{"Records":[…]}`, arrays, one object after another with or without line
//! breaks. Works on a [`Window`], asks for more when a record is not whole yet, and never holds more than one record.

use super::scan::Scan;
use crate::source::{Window, limits};

/// Keys of top-level lists whose elements are taken one by one.
const LIST_KEYS: [&[u8]; 1] = [b"Records"];

/// Bytes that may be spent on trying places after damage, in one file.
const RESYNC_BUDGET: usize = 256 << 20;

/// A record tried after damage may be this long: twice what CloudTrail ever writes.
const RESYNC_RECORD_BYTES: usize = 2 << 20;

/// Where an object was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// In the list under `Records` of a top-level object.
    Records,
    /// In a top-level array.
    Array,
    /// At the top level itself.
    Top,
}

/// What [`Splitter::next`] found.
#[derive(Clone, Debug)]
pub enum Found {
    /// A whole object.
    Object(Object),
    /// An element of a list that is no object.
    NotObject {
        /// Its first byte.
        at: u64,
    },
    /// An object larger than the limit; reading goes on at the next record.
    TooLarge {
        /// Its first byte.
        at: u64,
    },
    /// Text that cannot be read; reading goes on at the next record.
    Damaged {
        /// Its first byte.
        at: u64,
        /// Whether it began as a record does.
        is_record: bool,
    },
    /// The content ends inside an object.
    Cut {
        /// The object's first byte.
        at: u64,
    },
    /// So much is damaged that looking for the next record was given up.
    GaveUp {
        /// Nothing from here on was read.
        at: u64,
    },
    /// The window must be filled further; nothing before [`Splitter::keep_from`] is needed.
    NeedMore,
    /// The content is at its end.
    End {
        /// A list was left open.
        is_open: bool,
    },
}

/// An object that may be a record.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its first byte, in the content.
    pub at: u64,
    /// Its length in bytes.
    pub len: usize,
    /// Where it was found.
    pub holder: Holder,
    /// What the scan saw.
    pub scan: Scan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Between top-level values.
    Top,
    /// In a top-level object, before a key or its end.
    Keys,
    /// In a list, before an element or its end.
    List(Holder),
}

/// The object or array that is being scanned.
#[derive(Clone, Debug)]
struct Pending {
    at: u64,
    scan: Scan,
    purpose: Purpose,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// An object in a list.
    Element(Holder),
    /// An array in a list.
    NotObject,
    /// The value of a key in a top-level object.
    Member,
}

/// The next record is being looked for.
#[derive(Clone, Copy, Debug)]
struct Lost {
    next_try: u64,
    /// Look only before this offset; without success, go on there as if nothing was wrong.
    until: Option<u64>,
    /// An object that begins here has no end. Whether it is cut or damaged depends on whether a record follows.
    unfinished: Option<u64>,
}

#[derive(Clone, Copy, Debug)]
struct TopObject {
    at: u64,
    has_list: bool,
}

/// Splits one content.
#[derive(Debug)]
pub struct Splitter {
    at: u64,
    state: State,
    /// The top-level object that is open. Without a list in it, it may itself be a record.
    object: Option<TopObject>,
    pending: Option<Pending>,
    lost: Option<Lost>,
    budget: usize,
    has_given_up: bool,
    has_met_list: bool,
}

impl Default for Splitter {
    fn default() -> Self {
        Self {
            at: 0,
            state: State::Top,
            object: None,
            pending: None,
            lost: None,
            budget: RESYNC_BUDGET,
            has_given_up: false,
            has_met_list: false,
        }
    }
}

impl Splitter {
    /// What lies before this offset is not needed any more.
    pub fn keep_from(&self) -> u64 {
        match (&self.lost, &self.object, &self.pending) {
            (Some(lost), ..) => lost.next_try,
            (_, Some(TopObject { at, has_list: false }), _) => *at,
            (_, _, Some(pending)) => pending.at,
            _ => self.at,
        }
    }

    /// A list under `Records` was met, even if it is empty.
    pub fn has_met_list(&self) -> bool {
        self.has_met_list
    }

    /// The next thing in the content. `is_end` says that the window holds the content to its end.
    pub fn next(&mut self, window: &Window, is_end: bool) -> Found {
        loop {
            let found = if self.has_given_up {
                Some(Found::End { is_open: false })
            } else if self.lost.is_some() {
                self.find_feet(window, is_end)
            } else if self.pending.is_some() {
                self.go_on(window, is_end)
            } else {
                self.step(window, is_end)
            };
            if let Some(found) = found {
                return found;
            }
        }
    }

    /// The caller found `object` to be no JSON: looks for a record that begins inside it.
    pub fn reject(&mut self, object: &Object) {
        let until = object.at + object.len as u64;
        self.lost = Some(Lost {
            next_try: object.at + 1,
            until: Some(until),
            unfinished: None,
        });
    }

    /// One step between values. `None` means: go on.
    fn step(&mut self, window: &Window, is_end: bool) -> Option<Found> {
        let bytes = window.bytes_from(self.at);
        let skipped = bytes.iter().take_while(|&&byte| is_between_values(byte)).count();
        self.at += skipped as u64;
        let bytes = &bytes[skipped..];
        let Some(&byte) = bytes.first() else {
            return self.out_of_bytes(is_end);
        };
        match (self.state, byte) {
            (State::Top, b'{') => {
                self.object = Some(TopObject {
                    at: self.at,
                    has_list: false,
                });
                self.at += 1;
                self.state = State::Keys;
            }
            (State::Top, b'[') => {
                self.at += 1;
                self.state = State::List(Holder::Array);
            }
            (State::Top, 0xef) if self.at == 0 && bytes.len() < 3 && !is_end => return Some(Found::NeedMore),
            (State::Top, 0xef) if self.at == 0 && bytes.starts_with("\u{feff}".as_bytes()) => self.at += 3,
            (State::Keys, b'}') => return self.end_of_object(window),
            (State::Keys, b'"') => return self.key(bytes, is_end),
            (State::List(holder), b'{') => self.begin(Purpose::Element(holder)),
            (State::List(_), b'[') => self.begin(Purpose::NotObject),
            (State::List(holder), b']') => {
                self.at += 1;
                self.state = if holder == Holder::Records {
                    State::Keys
                } else {
                    State::Top
                };
            }
            (State::List(_), _) if starts_scalar(byte) => return self.scalar(bytes, is_end),
            _ => return Some(self.lose(self.at)),
        }
        None
    }

    fn out_of_bytes(&mut self, is_end: bool) -> Option<Found> {
        if !is_end {
            return Some(Found::NeedMore);
        }
        match self.object {
            Some(TopObject { at, has_list: false }) => {
                self.unfinished(at);
                None
            }
            _ => Some(Found::End {
                is_open: self.state != State::Top,
            }),
        }
    }

    /// A top-level object closed. Without a list in it, it is itself what may be a record.
    fn end_of_object(&mut self, window: &Window) -> Option<Found> {
        self.at += 1;
        self.state = State::Top;
        let object = self.object.take().filter(|object| !object.has_list)?;
        let len = usize::try_from(self.at - object.at).unwrap_or(usize::MAX);
        let mut scan = Scan::default();
        scan.step(&window.bytes_from(object.at)[..len]);
        Some(Found::Object(Object {
            at: object.at,
            len,
            holder: Holder::Top,
            scan,
        }))
    }

    /// A key of a top-level object, with its colon and the first byte of its value.
    fn key(&mut self, bytes: &[u8], is_end: bool) -> Option<Found> {
        let Some((key_len, value_at)) = key_and_value(bytes) else {
            return self.wait_or_cut(is_end);
        };
        let (key, value) = (&bytes[1..1 + key_len], bytes[value_at]);
        match value {
            b'[' if LIST_KEYS.contains(&key) => {
                self.object = self.object.map(|object| TopObject {
                    has_list: true,
                    ..object
                });
                self.at += value_at as u64 + 1;
                self.state = State::List(Holder::Records);
                self.has_met_list = true;
                None
            }
            b'{' | b'[' => {
                self.at += value_at as u64;
                self.begin(Purpose::Member);
                None
            }
            _ if starts_scalar(value) => match scalar_len(&bytes[value_at..]) {
                Some(len) => {
                    self.at += (value_at + len) as u64;
                    None
                }
                None => self.wait_or_cut(is_end),
            },
            _ => Some(self.lose(self.at + value_at as u64)),
        }
    }

    /// The text ends inside a key or a scalar of a top-level object.
    fn wait_or_cut(&mut self, is_end: bool) -> Option<Found> {
        if !is_end {
            return Some(Found::NeedMore);
        }
        self.unfinished(self.object.map_or(self.at, |object| object.at));
        None
    }

    /// A string, number or word in a list.
    fn scalar(&mut self, bytes: &[u8], is_end: bool) -> Option<Found> {
        let Some(len) = scalar_len(bytes).or(is_end.then_some(bytes.len())) else {
            return Some(Found::NeedMore);
        };
        let at = self.at;
        self.at += len as u64;
        Some(Found::NotObject { at })
    }

    fn begin(&mut self, purpose: Purpose) {
        self.pending = Some(Pending {
            at: self.at,
            scan: Scan::default(),
            purpose,
        });
    }

    /// Goes on with the value that is being scanned.
    fn go_on(&mut self, window: &Window, is_end: bool) -> Option<Found> {
        let mut pending = self.pending.take()?;
        if let Some(len) = pending.scan.step(window.bytes_from(pending.at)) {
            self.at = pending.at + len as u64;
            return match pending.purpose {
                Purpose::Member => None,
                Purpose::NotObject => Some(Found::NotObject { at: pending.at }),
                Purpose::Element(_) if len > limits::MAX_RECORD_BYTES => {
                    Some(Found::TooLarge { at: pending.at })
                }
                Purpose::Element(holder) => Some(Found::Object(Object {
                    at: pending.at,
                    len,
                    holder,
                    scan: pending.scan,
                })),
            };
        }
        let start = self
            .object
            .filter(|object| !object.has_list)
            .map_or(pending.at, |object| object.at);
        if is_end {
            self.unfinished(start);
            return None;
        }
        if window.end() - start <= limits::MAX_RECORD_BYTES as u64 {
            self.pending = Some(pending);
            return Some(Found::NeedMore);
        }
        self.lose(start);
        if pending.scan.is_suspect() {
            Some(Found::Damaged {
                at: start,
                is_record: true,
            })
        } else {
            Some(Found::TooLarge { at: start })
        }
    }

    /// The content ended inside the object at `at`.
    fn unfinished(&mut self, at: u64) {
        self.lost = Some(Lost {
            next_try: at + 1,
            until: None,
            unfinished: Some(at),
        });
        self.pending = None;
        self.object = None;
    }

    /// Looks for the next record behind the damage at `at`.
    fn lose(&mut self, at: u64) -> Found {
        self.lost = Some(Lost {
            next_try: at + 1,
            until: None,
            unfinished: None,
        });
        self.pending = None;
        Found::Damaged { at, is_record: false }
    }

    /// Tries each place where a record could begin, until one is whole and names its source.
    fn find_feet(&mut self, window: &Window, is_end: bool) -> Option<Found> {
        let mut lost = self.lost?;
        loop {
            let bytes = window.bytes_from(lost.next_try);
            let end = lost.until.unwrap_or(u64::MAX);
            let Some(step) = bytes
                .iter()
                .position(|&byte| byte == b'{')
                .filter(|&step| lost.next_try + (step as u64) < end)
            else {
                return self.no_feet(lost, window, is_end);
            };
            lost.next_try += step as u64;
            match self.attempt(&bytes[step..], is_end) {
                Attempt::Record => return self.stand_at(lost),
                Attempt::No => lost.next_try += 1,
                Attempt::Unknown => {
                    self.lost = Some(lost);
                    return Some(Found::NeedMore);
                }
                Attempt::OverBudget => {
                    self.has_given_up = true;
                    return Some(Found::GaveUp {
                        at: lost.unfinished.unwrap_or(lost.next_try),
                    });
                }
            }
        }
    }

    /// Whether `bytes` begin with a whole record that names its source.
    fn attempt(&mut self, bytes: &[u8], is_end: bool) -> Attempt {
        match bytes[1..].iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'"') => {}
            None if !is_end && bytes.len() < 64 => return Attempt::Unknown,
            _ => return Attempt::No,
        }
        let mut scan = Scan::default();
        let mut end = None;
        let limit = bytes.len().min(RESYNC_RECORD_BYTES);
        while end.is_none() && !scan.is_suspect() && scan.scanned() < limit {
            end = scan.step(&bytes[..limit.min(scan.scanned() + 4096)]);
        }
        self.budget = self.budget.saturating_sub(scan.scanned());
        match end {
            _ if self.budget == 0 => Attempt::OverBudget,
            _ if scan.is_suspect() => Attempt::No,
            Some(_) if scan.has_source() => Attempt::Record,
            None if !is_end && limit < RESYNC_RECORD_BYTES => Attempt::Unknown,
            _ => Attempt::No,
        }
    }

    /// Reading goes on at a record, in the list that was being read if one was.
    fn stand_at(&mut self, lost: Lost) -> Option<Found> {
        self.lost = None;
        self.at = lost.next_try;
        if !matches!(self.state, State::List(_)) {
            self.state = State::Top;
            self.object = None;
        }
        lost.unfinished.map(|at| Found::Damaged { at, is_record: true })
    }

    /// No record begins in what the window holds.
    fn no_feet(&mut self, lost: Lost, window: &Window, is_end: bool) -> Option<Found> {
        if let Some(until) = lost.until.filter(|&until| is_end || until <= window.end()) {
            self.lost = None;
            self.at = until;
            return None;
        }
        if !is_end {
            self.lost = Some(Lost {
                next_try: window.end(),
                ..lost
            });
            return Some(Found::NeedMore);
        }
        self.lost = None;
        self.object = None;
        self.at = window.end();
        self.state = State::Top;
        Some(match lost.unfinished {
            Some(at) => Found::Cut { at },
            None => Found::End { is_open: false },
        })
    }
}

enum Attempt {
    Record,
    No,
    /// More of the content is needed to tell.
    Unknown,
    OverBudget,
}

/// Length of the key behind the quote at the start of `bytes`, and the offset of the first byte of its value.
/// `None` while that is not all there. An escaped key is given as it stands.
fn key_and_value(bytes: &[u8]) -> Option<(usize, usize)> {
    let string = scalar_len(bytes)?;
    let colon = string
        + bytes[string..]
            .iter()
            .position(|byte| !byte.is_ascii_whitespace())?;
    if bytes[colon] != b':' {
        return Some((string - 2, colon));
    }
    let value = colon
        + 1
        + bytes[colon + 1..]
            .iter()
            .position(|byte| !byte.is_ascii_whitespace())?;
    Some((string - 2, value))
}

/// Length of the string, number or word at the start of `bytes`; `None` when it may go on behind them.
fn scalar_len(bytes: &[u8]) -> Option<usize> {
    if bytes.first() != Some(&b'"') {
        return bytes
            .iter()
            .position(|&byte| matches!(byte, b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t'));
    }
    let mut at = 1;
    loop {
        match *bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

fn is_between_values(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',')
}

fn starts_scalar(byte: u8) -> bool {
    matches!(byte, b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything found, one line each, with the content given in pieces of `piece` bytes.
    fn split(content: &str, piece: usize) -> Vec<String> {
        let (mut splitter, mut window) = (Splitter::default(), Window::default());
        let mut rest = content.as_bytes();
        let mut lines = Vec::new();
        loop {
            match splitter.next(&window, rest.is_empty()) {
                Found::NeedMore => {
                    let (now, later) = rest.split_at(piece.min(rest.len()));
                    let (buffer, at) = window.make_room(splitter.keep_from(), now.len());
                    buffer[at..at + now.len()].copy_from_slice(now);
                    window.advance(now.len());
                    rest = later;
                }
                Found::Object(object) => {
                    let text = &window.bytes_from(object.at)[..object.len];
                    lines.push(format!("{:?} {}", object.holder, String::from_utf8_lossy(text)));
                }
                Found::End { is_open } => {
                    lines.push(format!("End {is_open}"));
                    return lines;
                }
                other => lines.push(format!("{other:?}")),
            }
        }
    }

    fn assert_split(content: &str, expected: &[&str]) {
        for piece in [1, 2, 7, content.len().max(1)] {
            assert_eq!(split(content, piece), expected, "in pieces of {piece}: {content}");
        }
    }

    #[test]
    fn takes_records_out_of_their_list_whatever_stands_around_it() {
        assert_split(
            r#"{"a":{"Records":[{"x":0}]},"Records": [ {"x":"}]"}, {} ,{"y":[{}]}],"b":"]","c":null}"#,
            &[
                r#"Records {"x":"}]"}"#,
                "Records {}",
                r#"Records {"y":[{}]}"#,
                "End false",
            ],
        );
        assert_split("\u{feff}{\"Records\":[]}", &["End false"]);
    }

    #[test]
    fn takes_any_sequence_of_values() {
        assert_split(
            "{\"a\":1}\r\n{\"Records\":[{\"b\":2}]}[{\"c\":3}]{\"d\":4}{\"e\":5}\n",
            &[
                "Top {\"a\":1}",
                "Records {\"b\":2}",
                "Array {\"c\":3}",
                "Top {\"d\":4}",
                "Top {\"e\":5}",
                "End false",
            ],
        );
        assert_split("", &["End false"]);
        assert_split(" \n", &["End false"]);
    }

    #[test]
    fn names_elements_that_are_no_objects() {
        assert_split(
            r#"{"Records":[null,{"a":1},"x",[{"b":2}],3]}"#,
            &[
                "NotObject { at: 12 }",
                "Records {\"a\":1}",
                "NotObject { at: 25 }",
                "NotObject { at: 29 }",
                "NotObject { at: 39 }",
                "End false",
            ],
        );
    }

    #[test]
    fn a_cut_text_gives_its_whole_records_and_the_place_of_the_cut() {
        assert_split(
            r#"{"Records":[{"a":1},{"b":"#,
            &["Records {\"a\":1}", "Cut { at: 20 }", "End false"],
        );
        assert_split(r#"{"Records":[{"a":1},"#, &["Records {\"a\":1}", "End true"]);
        assert_split(r#"{"Records":[{"a":1}]"#, &["Records {\"a\":1}", "End true"]);
        assert_split(r#"{"Reco"#, &["Cut { at: 0 }", "End false"]);
    }

    #[test]
    fn a_lost_quote_costs_one_record() {
        let good = r#"{"eventSource":"s3.amazonaws.com","n":1}"#;
        let bad = r#"{"eventSource":"s3.amazonaws.com,"n":2}"#;
        let content = format!("{{\"Records\":[{good},{bad},{good},{good}]}}");
        let (mut splitter, mut window) = (Splitter::default(), Window::default());
        let (buffer, at) = window.make_room(0, content.len());
        buffer[at..at + content.len()].copy_from_slice(content.as_bytes());
        window.advance(content.len());
        let (mut whole, mut bad) = (0, 0);
        loop {
            match splitter.next(&window, true) {
                Found::Object(object) if object.scan.is_suspect() => {
                    bad += 1;
                    splitter.reject(&object);
                }
                Found::Object(object) => {
                    assert_eq!(&window.bytes_from(object.at)[..object.len], good.as_bytes());
                    whole += 1;
                }
                Found::Damaged { is_record: true, .. } => bad += 1,
                Found::End { .. } => break,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!((whole, bad), (3, 1));
    }

    #[test]
    fn text_that_is_no_json_is_damaged_from_its_start() {
        assert_split(
            "hello world",
            &["Damaged { at: 0, is_record: false }", "End false"],
        );
        assert_split(
            "<html>{\"eventSource\":\"a\"}</html>",
            &[
                "Damaged { at: 0, is_record: false }",
                "Top {\"eventSource\":\"a\"}",
                "Damaged { at: 25, is_record: false }",
                "End false",
            ],
        );
    }
}
