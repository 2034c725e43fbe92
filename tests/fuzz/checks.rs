//! What must hold for any bytes. Fuzzed by `cargo xtask fuzz`; the corpora are replayed by `tests/fuzz_replay.rs`.

use medtrail::{
    base::FileId,
    protocol::{
        Scope,
        ledger::{Outcome, Tally},
        reader::{Delivery, ReadFile},
    },
    reader::{Outbox, Reader, fetch_record},
    source::{Window, inflate::Inflater},
    store::{Batch, Table},
    trail::{
        envelope::{self, Opened},
        split::{Found, Holder, Splitter},
        value_hash::ValueHasher,
    },
};
use miniz_oxide::inflate::{
    TINFLStatus,
    core::{DecompressorOxide, decompress, inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF},
};
use serde_json::Value;
use std::io::{BufReader, Cursor, Seek};

const KEY: (u64, u64) = (1, 2);

/// Rows of one file that are fetched again.
const MAX_FETCHED: usize = 4;

#[derive(Default)]
struct Tray {
    table: Option<Table>,
    tally: Tally,
    num_reports: u32,
}

impl Outbox for Tray {
    fn deliver(&mut self, delivery: Delivery, rows: Vec<u8>) {
        let batch = Batch::from_bytes(&rows).expect("a batch is whole");
        self.table.get_or_insert_with(|| Table::new(KEY)).append(&batch);
        for part in delivery.parts {
            self.tally.seen += part.tally.seen;
            self.tally.other_services += part.tally.other_services;
            self.tally.malformed += part.tally.malformed;
            for (source, count) in part.tally.by_source {
                *self.tally.by_source.entry(source).or_default() += count;
            }
            if let Some(report) = part.finished.filter(|_| part.member.is_none()) {
                assert_ne!(report.outcome, Outcome::Pending);
                self.num_reports += 1;
            }
        }
    }

    fn progress(&mut self, _bytes: u64, _records: u64) {}
}

fn read(bytes: &[u8], scope: Scope, piece: Option<usize>) -> Tray {
    let mut reader = Reader::new(KEY);
    reader.set_scope(scope);
    let mut tray = Tray::default();
    let file = ReadFile {
        file: FileId(0),
        attempt: 0,
        size: bytes.len() as u64,
    };
    match piece {
        None => reader.read_file(&file, Cursor::new(bytes), Some(bytes), &mut tray),
        Some(piece) => {
            let mut input = BufReader::with_capacity(piece, Cursor::new(bytes));
            input.rewind().expect("memory");
            reader.read_file(&file, input, None, &mut tray);
        }
    }
    reader.flush(&mut tray);
    tray
}

/// A file of any bytes: every record counted once, the same in pieces, and each row found again.
pub fn file(bytes: &[u8]) {
    let all = read(bytes, Scope::AllServices, None);
    assert_eq!(all.num_reports, 1);
    let num_rows = all.table.as_ref().map_or(0, Table::num_rows) as u64;
    assert_eq!(all.tally.seen, num_rows + all.tally.malformed);
    assert_eq!(all.tally.other_services, 0);
    let ours = read(bytes, Scope::ComprehendMedical, Some(1 + bytes.len() % 37));
    let num_ours = ours.table.as_ref().map_or(0, Table::num_rows) as u64;
    assert_eq!(
        ours.tally.seen,
        num_ours + ours.tally.other_services + ours.tally.malformed
    );
    // Who passes over a record of another service knows its source and no more: damage within it, or that it has nothing
    // else of a record, is met only by who reads it.
    if all.tally.malformed == 0 && all.tally.seen > 0 {
        assert_eq!(ours.tally.seen, all.tally.seen);
    }
    let Some(table) = &all.table else { return };
    let hasher = ValueHasher::new(KEY);
    for row in (0..num_rows as u32).take(MAX_FETCHED).map(medtrail::base::RowId) {
        let place = table.place(row);
        let found = fetch_record(Cursor::new(bytes), &place, table.value_hash(row), &hasher);
        assert!(found.is_ok(), "{place:?}");
    }
}

/// Objects of a content with the list they stand in, and how many elements are no objects.
fn split(content: &[u8], piece: usize) -> (Vec<(Holder, Vec<u8>)>, usize, bool) {
    let (mut splitter, mut window, mut at) = (Splitter::default(), Window::default(), 0);
    let (mut objects, mut num_others, mut has_damage) = (Vec::new(), 0, false);
    loop {
        match splitter.next(&window, at == content.len()) {
            Found::NeedMore => {
                let end = content.len().min(at + piece);
                let (buffer, to) = window.make_room(splitter.keep_from(), end - at);
                buffer[to..to + end - at].copy_from_slice(&content[at..end]);
                window.advance(end - at);
                at = end;
            }
            Found::Object(object) => {
                let bytes = window.bytes_from(object.at)[..object.len].to_vec();
                objects.push((object.holder, bytes));
            }
            Found::NotObject { .. } => num_others += 1,
            Found::End { is_open } => return (objects, num_others, has_damage || is_open),
            _ => has_damage = true,
        }
    }
}

/// Any bytes are split to their end; an array of JSON, as `serde_json` reads it, is split into just its elements,
/// also as the list of a trail file and with its objects one to a line.
pub fn splitter(bytes: &[u8]) {
    let piece = 1 + bytes.len() % 13;
    split(bytes, piece);
    let Ok(Value::Array(values)) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let expected: Vec<_> = values.iter().filter(|value| value.is_object()).collect();
    let list = [b"{\"Records\":", bytes, b"}"].concat();
    for (holder, content) in [(Holder::Array, bytes), (Holder::Records, &list)] {
        let (objects, num_others, has_damage) = split(content, piece);
        let found: Vec<Value> = objects
            .iter()
            .map(|(found, bytes)| {
                assert_eq!(*found, holder);
                serde_json::from_slice(bytes).expect("an object of valid JSON is whole")
            })
            .collect();
        assert_eq!(found.iter().collect::<Vec<_>>(), expected);
        assert_eq!(num_others, values.len() - expected.len());
        assert!(!has_damage);
    }
}

/// Any bytes as an envelope: whatever is held stands where it is said to, and is found there again.
pub fn envelope(bytes: &[u8]) {
    let Opened::Holds(holding) = envelope::open(bytes) else {
        return;
    };
    for held in holding.held {
        let again = envelope::again(&bytes[held.range.clone()], held.nth);
        let again = again.expect("a record stands at its place");
        assert_eq!((again.text, again.fidelity), (held.text, held.fidelity));
    }
}

const HEADERS: [&str; 6] = [
    "User name,AWS access key,Event time,Event source,Event name,AWS region,Source IP address,User agent,Error code,Resources,Request ID,Event ID,Read-only,Event type,Recipient Account Id,Event category\n",
    "\"eventtime\",\"eventsource\",\"eventname\",\"useridentity\"\n",
    "eventID,eventJson\n",
    "@timestamp,@message\r\n",
    "eventName,eventSource,tlsdetails.tlsversion,requestparameters\n",
    "Event time;Event source;Event name\n",
];

/// Any bytes as the rows of an export, under a header that the first byte chooses.
pub fn table(bytes: &[u8]) {
    if let Some((choice, rows)) = bytes.split_first() {
        let header = HEADERS[usize::from(*choice) % HEADERS.len()];
        file(&[header.as_bytes(), rows].concat());
    }
}

/// What the fast decoder does not refuse, the reference decoder reads in the same way. The first byte says how much room
/// there is.
pub fn inflate(bytes: &[u8]) {
    let Some((&room, stream)) = bytes.split_first() else {
        return;
    };
    let room = usize::from(room) << 8;
    let (mut fast, mut slow) = (vec![0; room], vec![0; room]);
    if let Ok((taken, given)) = Inflater::default().inflate(stream, &mut fast) {
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let reference = decompress(&mut DecompressorOxide::new(), stream, &mut slow, 0, flags);
        assert_eq!(reference, (TINFLStatus::Done, taken, given));
        assert_eq!(fast[..given], slow[..given]);
    }
}

/// A target's name and its check.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 5] = [
    ("file", file),
    ("inflate", inflate),
    ("splitter", splitter),
    ("envelope", envelope),
    ("table", table),
];
