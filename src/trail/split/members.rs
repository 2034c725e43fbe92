//! Top-level objects: their keys, the lists under them, and their end.

use super::{
    Found, Holder, LIST_KEYS, OUTER_KEY, Object, Purpose, Splitter, State, TopObject,
    feet::{Damage, Lost},
    words::{ends_early, key_and_value, scalar_len, starts_scalar},
};
use crate::{
    source::Window,
    trail::{json::JsonStr, scan::Scan},
};

impl Splitter {
    /// A top-level object closes. Without a list in it, it is itself what may be a record.
    pub(super) fn end_of_object(&mut self, window: &Window, is_end: bool) -> Option<Found> {
        if let Some(object) = self.object.as_mut().filter(|object| object.num_inner > 0) {
            object.num_inner -= 1;
            object.has_member = true;
            self.at += 1;
            return None;
        }
        if let Some(TopObject {
            at, has_list: false, ..
        }) = self.object
        {
            let len = usize::try_from(self.at + 1 - at).unwrap_or(usize::MAX);
            let bytes = window.bytes_from(at);
            let mut scan = Scan::default();
            scan.step(&bytes[..len]);
            match ends_early(&bytes[len..], &scan, is_end) {
                None => return Some(Found::NeedMore),
                Some(true) => {
                    self.lost = Some(Lost::new(at + 1, Damage::Record(at)));
                    return None;
                }
                Some(false) => {}
            }
            self.leave_object();
            return Some(Found::Object(Object {
                at,
                len,
                holder: Holder::Top,
                scan,
            }));
        }
        self.leave_object();
        None
    }

    pub(super) fn leave_object(&mut self) {
        self.at += 1;
        self.state = State::Top;
        self.object = None;
    }

    /// A key of a top-level object, with its colon and the first byte of its value.
    pub(super) fn key(&mut self, bytes: &[u8], is_end: bool) -> Option<Found> {
        let Some((key_len, value_at)) = key_and_value(bytes) else {
            return self.wait(bytes.len(), is_end);
        };
        let raw = &bytes[1..1 + key_len];
        let key = JsonStr::new(raw, raw.contains(&b'\\'));
        let list = LIST_KEYS.iter().find(|(list, _)| key.is(list));
        match (value_at.map(|at| (at, bytes[at])), list) {
            (Some((at, b'[')), Some((list, holder))) => {
                self.list_key = list;
                self.object = self.object.map(|object| TopObject {
                    has_list: true,
                    ..object
                });
                self.at += at as u64 + 1;
                self.state = State::List(*holder);
                self.has_met_list |= *holder == Holder::Records;
                self.begin_elements();
            }
            (Some((at, b'{')), _) if key.is(OUTER_KEY) => {
                self.at += at as u64 + 1;
                self.object = self.object.map(|object| TopObject {
                    num_inner: object.num_inner + 1,
                    ..object
                });
            }
            (Some((at, b'{' | b'[')), _) => {
                self.at += at as u64;
                self.begin(Purpose::Member);
            }
            (Some((at, byte)), _) if starts_scalar(byte) => match scalar_len(&bytes[at..]) {
                Some(len) => {
                    self.at += (at + len) as u64;
                    self.end_member();
                }
                None => return self.wait(bytes.len(), is_end),
            },
            _ => self.lose_object(self.at + key_len as u64 + 2),
        }
        None
    }
}
