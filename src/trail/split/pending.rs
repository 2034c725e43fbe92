//! The value that is being scanned, piece by piece.

use super::{
    Found, Object, Pending, Purpose, Splitter,
    feet::{Damage, Lost},
    words::ends_early,
};
use crate::{
    source::{Window, limits},
    trail::scan::Scan,
};

impl Splitter {
    pub(super) fn begin(&mut self, purpose: Purpose) {
        self.pending = Some(Pending {
            at: self.at,
            scan: Scan::default(),
            purpose,
            len: None,
            is_adjacent: std::mem::take(&mut self.is_adjacent),
        });
    }

    /// Goes on with the value that is being scanned.
    pub(super) fn go_on(&mut self, window: &Window, is_end: bool) -> Option<Found> {
        let mut pending = self.pending.take()?;
        let bytes = window.bytes_from(pending.at);
        pending.len = pending.len.or_else(|| pending.scan.step(bytes));
        if let Some(len) = pending.len {
            if let Purpose::Element(_) = pending.purpose {
                let Some(ends_early) = ends_early(&bytes[len..], &pending.scan, is_end) else {
                    self.pending = Some(pending);
                    return Some(Found::NeedMore);
                };
                if ends_early {
                    // Without a comma, what came before ended early, and was counted.
                    let damage = if pending.is_adjacent {
                        Damage::Text
                    } else {
                        Damage::Record
                    };
                    self.lost = Some(Lost::new(pending.at + 1, damage(pending.at)));
                    return None;
                }
            }
            self.at = pending.at + len as u64;
            self.end_element();
            return match pending.purpose {
                Purpose::Member => {
                    self.end_member();
                    None
                }
                Purpose::NotObject(holder) => Some(Found::NotObject {
                    at: pending.at,
                    holder,
                }),
                Purpose::Element(holder) if len > limits::MAX_RECORD_BYTES => Some(Found::TooLarge {
                    at: pending.at,
                    holder,
                }),
                Purpose::Element(holder) => Some(Found::Object(Object {
                    at: pending.at,
                    len,
                    holder,
                    scan: pending.scan,
                })),
            };
        }
        let object = self.object.filter(|object| !object.has_list);
        let start = object.map_or(pending.at, |object| object.at);
        if is_end {
            self.unfinished(start);
            return None;
        }
        if window.end() - start <= limits::MAX_RECORD_BYTES as u64 {
            self.pending = Some(pending);
            return Some(Found::NeedMore);
        }
        self.lost = Some(Lost::new(start + 1, Damage::Said));
        if pending.scan.is_suspect() {
            return Some(Found::Damaged {
                at: start,
                num_records: 1,
            });
        }
        Some(Found::TooLarge {
            at: start,
            holder: self.holder(),
        })
    }
}
