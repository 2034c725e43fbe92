//! Splits a content into the JSON objects that may be records, and finds its feet again after damage.
//!
//! Takes any sequence of JSON values: `{"Records":[…]}`, arrays, one object after another with or without line
//! breaks. Works on a [`Window`], asks for more when a record is not whole yet, and never holds more than one record.

mod feet;
mod found;
mod members;
mod pending;
mod preface;
mod words;

pub use found::{Found, Holder, Object};

use super::{json::is_json, scan::Scan};
use crate::source::{Window, limits};
use feet::{Damage, Lost};
use words::{is_between_values, scalar_len, starts_scalar};

/// Keys of top-level lists whose elements are taken one by one, so that a document may be of any size.
const LIST_KEYS: [(&str, Holder); 8] = [
    ("Records", Holder::Records),
    ("Events", Holder::List),
    ("events", Holder::List),
    ("logEvents", Holder::List),
    ("QueryResultRows", Holder::List),
    ("results", Holder::List),
    ("hits", Holder::List),
    ("records", Holder::List),
];

/// The key of an object in which such a list may stand one level down: search engines answer `{"hits":{"hits":[…]}}`.
const OUTER_KEY: &str = "hits";

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
    /// Its length, once its end was found; what follows is looked at.
    len: Option<usize>,
    /// It follows an element without a comma.
    is_adjacent: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// An object in a list.
    Element(Holder),
    /// An array in a list.
    NotObject(Holder),
    /// The value of a key in a top-level object.
    Member,
}

#[derive(Clone, Copy, Debug)]
struct TopObject {
    at: u64,
    has_list: bool,
    /// A key with its value was met.
    has_member: bool,
    /// Objects within it that are open, too.
    num_inner: u32,
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
    /// The object before was no JSON: it may have ended early, so that its remains follow.
    is_doubtful: bool,
    /// In a list, an element came before the commas.
    has_element: bool,
    num_commas: u32,
    is_adjacent: bool,
    budget: usize,
    has_given_up: bool,
    has_met_list: bool,
    has_met_value: bool,
    list_key: &'static str,
}

impl Default for Splitter {
    fn default() -> Self {
        Self {
            at: 0,
            state: State::Top,
            object: None,
            pending: None,
            lost: None,
            is_doubtful: false,
            has_element: false,
            num_commas: 0,
            is_adjacent: false,
            budget: feet::BUDGET,
            has_given_up: false,
            has_met_list: false,
            has_met_value: false,
            list_key: "",
        }
    }
}

impl Splitter {
    /// What lies before this offset is not needed any more.
    pub fn keep_from(&self) -> u64 {
        match (&self.lost, &self.object, &self.pending) {
            (Some(lost), ..) => lost.keep_from(),
            (
                _,
                Some(TopObject {
                    at, has_list: false, ..
                }),
                _,
            ) => *at,
            (_, _, Some(pending)) => pending.at,
            _ => self.at,
        }
    }

    /// A list under `Records` was met, even if it is empty.
    pub fn has_met_list(&self) -> bool {
        self.has_met_list
    }

    /// The key of the list that was met last; empty before the first.
    pub fn list_key(&self) -> &'static str {
        self.list_key
    }

    /// An object or array was met.
    pub fn has_met_value(&self) -> bool {
        self.has_met_value
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
        self.lost = Some(Lost::within(object.at + 1, object.at + object.len as u64));
    }

    /// One step between values. `None` means: go on.
    fn step(&mut self, window: &Window, is_end: bool) -> Option<Found> {
        let bytes = window.bytes_from(self.at);
        let skipped = bytes.iter().take_while(|&&byte| is_between_values(byte)).count();
        self.num_commas += bytes[..skipped].iter().filter(|&&byte| byte == b',').count() as u32;
        self.at += skipped as u64;
        let bytes = &bytes[skipped..];
        let Some(&byte) = bytes.first() else {
            return self.out_of_bytes(is_end);
        };
        let is_sound = match byte {
            b'{' | b'[' => self.state == State::Top || self.num_commas > 0,
            _ => byte == b']',
        };
        if std::mem::take(&mut self.is_doubtful) && !is_sound {
            self.lost = Some(Lost::new(self.at, Damage::Said));
            return None;
        }
        let has_comma = self.num_commas > 0;
        if self.has_odd_commas(byte) {
            if starts_scalar(byte) && !has_comma {
                // Hardly a value of the list: the remains of a record.
                self.lose(self.at);
                return None;
            }
            self.is_adjacent = !has_comma;
            return Some(Found::OddCommas { at: self.at });
        }
        match (self.state, byte) {
            (State::Top, b'{') => {
                self.has_met_value = true;
                self.object = Some(TopObject {
                    at: self.at,
                    has_list: false,
                    has_member: false,
                    num_inner: 0,
                });
                self.at += 1;
                self.state = State::Keys;
            }
            (State::Top, b'[') => {
                self.has_met_value = true;
                self.at += 1;
                self.state = State::List(Holder::Array);
                self.begin_elements();
            }
            (State::Top, 0xef) if self.at == 0 && bytes.len() < 3 && !is_end => return Some(Found::NeedMore),
            (State::Top, 0xef) if self.at == 0 && bytes.starts_with("\u{feff}".as_bytes()) => self.at += 3,
            (State::Top, b'0'..=b'9') if bytes.len() < preface::MAX_TIMESTAMP_BYTES && !is_end => {
                return Some(Found::NeedMore);
            }
            (State::Top, b'0'..=b'9') if let Some(len) = preface::timestamp_len(bytes) => {
                self.at += len as u64;
            }
            (State::Top, _) if !self.has_met_value => match preface::json_behind_text(bytes, is_end) {
                Some(Some(len)) => self.at += len as u64,
                Some(None) => self.lose(self.at),
                None => return Some(Found::NeedMore),
            },
            (State::Keys, b'}') => return self.end_of_object(window, is_end),
            (State::Keys, b'"') => return self.key(bytes, is_end),
            (State::Keys, _) => self.lose_object(self.at),
            (State::List(holder), b'{') => self.begin(Purpose::Element(holder)),
            // The rows of a query result are arrays.
            (State::List(Holder::List), b'[') => self.begin(Purpose::Element(Holder::List)),
            (State::List(holder), b'[') => self.begin(Purpose::NotObject(holder)),
            (State::List(holder), b']') => return self.end_of_list(holder, bytes, is_end),
            (State::List(holder), _) if starts_scalar(byte) => return self.scalar(holder, bytes, is_end),
            _ => self.lose(self.at),
        }
        None
    }

    /// A list closes, unless a text follows: then it is the remains of a record.
    fn end_of_list(&mut self, holder: Holder, bytes: &[u8], is_end: bool) -> Option<Found> {
        match bytes[1..].iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'"') => self.lose(self.at),
            None if !is_end && bytes.len() < 256 => return Some(Found::NeedMore),
            _ => {
                self.at += 1;
                self.state = match holder {
                    Holder::Records | Holder::List => State::Keys,
                    Holder::Array | Holder::Top => State::Top,
                };
            }
        }
        None
    }

    /// In a list, one comma stands between elements and none elsewhere. Tells of others once.
    fn has_odd_commas(&mut self, byte: u8) -> bool {
        let expected = u32::from(self.has_element && byte != b']');
        let is_in_list = matches!(self.state, State::List(_));
        let is_odd =
            is_in_list && self.num_commas != expected && (starts_scalar(byte) || b"{[]".contains(&byte));
        if is_odd {
            self.num_commas = expected;
        }
        is_odd
    }

    /// In a list, no element came yet, or none that one could rely on.
    fn begin_elements(&mut self) {
        self.has_element = false;
        self.num_commas = 0;
    }

    fn end_member(&mut self) {
        self.object = self.object.map(|object| TopObject {
            has_member: true,
            ..object
        });
    }

    fn end_element(&mut self) {
        self.has_element = true;
        self.num_commas = 0;
    }

    fn out_of_bytes(&mut self, is_end: bool) -> Option<Found> {
        if !is_end {
            return Some(Found::NeedMore);
        }
        match self.object {
            Some(TopObject {
                at, has_list: false, ..
            }) => {
                self.unfinished(at);
                None
            }
            _ => Some(Found::End {
                is_open: self.state != State::Top,
            }),
        }
    }

    /// The window ends inside a key or a scalar, of which it holds `len` bytes.
    fn wait(&mut self, len: usize, is_end: bool) -> Option<Found> {
        let object = self.object.filter(|object| !object.has_list);
        let start = object.map_or(self.at, |object| object.at);
        if is_end {
            self.unfinished(start);
            return None;
        }
        let held = self.at - start + len as u64;
        if held <= limits::MAX_RECORD_BYTES as u64 {
            return Some(Found::NeedMore);
        }
        self.lost = Some(Lost::new(start + 1, Damage::Said));
        Some(Found::TooLarge {
            at: start,
            holder: self.holder(),
        })
    }

    fn holder(&self) -> Holder {
        match self.state {
            State::List(holder) => holder,
            State::Top | State::Keys => Holder::Top,
        }
    }

    /// A string, number or word in a list.
    fn scalar(&mut self, holder: Holder, bytes: &[u8], is_end: bool) -> Option<Found> {
        let Some(len) = scalar_len(bytes) else {
            return self.wait(bytes.len(), is_end);
        };
        let is_whole = is_json(&bytes[..len]);
        match bytes[len..].iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b',' | b']') if is_whole => {}
            None if is_whole && is_end => {}
            None if is_whole => return self.wait(bytes.len(), is_end),
            // A key without its object: the remains of a record.
            _ => {
                self.lose(self.at);
                return None;
            }
        }
        let at = self.at;
        self.at += len as u64;
        self.end_element();
        Some(Found::NotObject { at, holder })
    }

    /// The content ended inside the object at `at`.
    fn unfinished(&mut self, at: u64) {
        self.lost = Some(Lost::new(at + 1, Damage::Unfinished(at)));
        self.pending = None;
    }

    /// Looks for the next record from the damage at `at` on.
    fn lose(&mut self, at: u64) {
        self.lost = Some(Lost::new(at, Damage::Text(at)));
    }

    /// A top-level object is damaged at `at`. If it holds no list, it may have been a record, and the next one may have
    /// been taken for a part of it.
    fn lose_object(&mut self, at: u64) {
        match self.object {
            Some(TopObject {
                at: start,
                has_list: false,
                has_member,
                ..
            }) if at > start + 1 => {
                let damage = if has_member {
                    Damage::Record(start)
                } else {
                    Damage::Text(start)
                };
                self.lost = Some(Lost::new(start + 1, damage));
            }
            _ => self.lose(at),
        }
    }
}

#[cfg(test)]
mod tests;
