//! A zip archive written piece by piece: entries as they are, sizes behind them (APPNOTE.TXT, sections 4.3.7 to 4.3.16).

use crate::source::crc::crc32;

/// Sizes follow the content; names are UTF-8.
const FLAGS: u16 = 1 << 3 | 1 << 11;
/// 1980-01-01: the page writes no times, so that the same content gives the same bytes.
const DATE: u16 = 1 << 5 | 1;
const VERSION: u16 = 20;

struct Entry {
    name: String,
    offset: u64,
    crc: u32,
    len: u64,
}

/// An archive that is being written.
#[derive(Default)]
pub(super) struct Zip {
    entries: Vec<Entry>,
    /// Bytes written so far.
    at: u64,
    is_open: bool,
}

impl Zip {
    /// Begins an entry, and ends the one before.
    pub(super) fn begin(&mut self, name: &str, bytes: &mut Vec<u8>) {
        self.end_entry(bytes);
        let mut head = Vec::from(*b"PK\x03\x04");
        for number in [VERSION, FLAGS, 0, 0, DATE] {
            head.extend(number.to_le_bytes());
        }
        head.extend([0; 12]);
        head.extend((name.len() as u16).to_le_bytes());
        head.extend([0; 2]);
        head.extend(name.as_bytes());
        self.entries.push(Entry {
            name: name.to_owned(),
            offset: self.at,
            crc: 0,
            len: 0,
        });
        self.is_open = true;
        self.put(&head, bytes);
    }

    /// Appends to the entry that was begun last.
    pub(super) fn write(&mut self, content: &[u8], bytes: &mut Vec<u8>) {
        if let Some(entry) = self.entries.last_mut() {
            entry.crc = crc32(entry.crc, content);
            entry.len += content.len() as u64;
            self.put(content, bytes);
        }
    }

    /// Ends the archive. False when it has outgrown the sizes that can be written, 4 GiB.
    #[must_use]
    pub(super) fn finish(mut self, bytes: &mut Vec<u8>) -> bool {
        self.end_entry(bytes);
        let start = self.at;
        let mut directory = Vec::new();
        for entry in &self.entries {
            directory.extend(b"PK\x01\x02");
            for number in [VERSION, VERSION, FLAGS, 0, 0, DATE] {
                directory.extend(number.to_le_bytes());
            }
            for number in [u64::from(entry.crc), entry.len, entry.len] {
                directory.extend((number as u32).to_le_bytes());
            }
            directory.extend((entry.name.len() as u16).to_le_bytes());
            directory.extend([0; 12]);
            directory.extend((entry.offset as u32).to_le_bytes());
            directory.extend(entry.name.as_bytes());
        }
        let (len, num) = (directory.len() as u64, self.entries.len() as u16);
        self.put(&directory, bytes);
        let mut end = Vec::from(*b"PK\x05\x06\0\0\0\0");
        end.extend(num.to_le_bytes());
        end.extend(num.to_le_bytes());
        end.extend((len as u32).to_le_bytes());
        end.extend((start as u32).to_le_bytes());
        end.extend([0; 2]);
        self.put(&end, bytes);
        self.at <= u64::from(u32::MAX)
    }

    fn end_entry(&mut self, bytes: &mut Vec<u8>) {
        if !std::mem::replace(&mut self.is_open, false) {
            return;
        }
        if let Some(entry) = self.entries.last() {
            let mut foot = Vec::from(*b"PK\x07\x08");
            for number in [u64::from(entry.crc), entry.len, entry.len] {
                foot.extend((number as u32).to_le_bytes());
            }
            self.put(&foot, bytes);
        }
    }

    fn put(&mut self, content: &[u8], bytes: &mut Vec<u8>) {
        self.at += content.len() as u64;
        bytes.extend(content);
    }
}
