//! Records of a log taken one by one, as the reader takes them: the scan says whose they are, those of Comprehend
//! Medical are walked, and the others passed over.

use medtrail::{
    medical,
    sample::{Plan, sample_files},
    source::inflate::Inflater,
    trail::{record::read_scanned, scan::Scan, value_hash::ValueHasher},
};
use std::cell::RefCell;

const HEAD_LEN: usize = "{\"Records\":[".len();

struct Log {
    text: Vec<u8>,
    hasher: ValueHasher,
}

thread_local! {
    static LOG: RefCell<Option<Log>> = const { RefCell::new(None) };
}

/// Makes a log of which so many of a hundred records are of Comprehend Medical, and says how long it is.
#[unsafe(no_mangle)]
pub extern "C" fn make_log(percent: u32) -> u32 {
    let plan = Plan {
        medical_share: f64::from(percent) / 100.0,
        ..Plan::plain(3, 1, 400)
    };
    let gz = sample_files(&plan).remove(0).bytes;
    let (stream, len) = (
        &gz[10..gz.len() - 8],
        gz.last_chunk().map_or(0, |len| u32::from_le_bytes(*len)),
    );
    // The inflater wants room behind the end.
    let mut text = vec![0; len as usize + 320];
    if Inflater::default().inflate(stream, &mut text).is_err() {
        return 0;
    }
    text.truncate(len as usize);
    let hasher = ValueHasher::new((1, 2));
    LOG.replace(Some(Log { text, hasher }));
    len
}

/// Where the log stands.
#[unsafe(no_mangle)]
pub extern "C" fn log_at() -> *const u8 {
    LOG.with_borrow(|log| log.as_ref().map_or(std::ptr::null(), |log| log.text.as_ptr()))
}

/// Takes the log's records, and says how many were of Comprehend Medical.
#[unsafe(no_mangle)]
pub extern "C" fn walk_log() -> u32 {
    LOG.with_borrow(|log| log.as_ref().map_or(0, walk))
}

fn walk(Log { text, hasher }: &Log) -> u32 {
    let (mut at, mut num_ours) = (HEAD_LEN, 0);
    while text.get(at) == Some(&b'{') {
        let mut scan = Scan::default();
        let Some(len) = scan.step(&text[at..]) else { break };
        let record = &text[at..at + len];
        if scan
            .source()
            .is_some_and(|source| &record[source] == medical::EVENT_SOURCE.as_bytes())
        {
            let read = read_scanned(record, scan.first_object(), hasher);
            num_ours += u32::from(read.as_ref().is_ok_and(|record| record.value_hash != 0));
        }
        at += len + 1;
    }
    num_ours
}
