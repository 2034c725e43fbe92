//! Random damage: nothing panics, every record is counted once, and one byte costs one record.

use super::{
    feeding::assert_fed_alike,
    support::{Reading, read, records::*},
};
use medtrail::{
    protocol::Scope,
    sample::{Plan, gzip, sample_files},
    store::Column,
};
use miniz_oxide::{
    DataFormat, MZError, MZFlush, MZStatus,
    inflate::{
        decompress_to_vec,
        stream::{InflateState, inflate},
    },
};
use proptest::{prelude::*, sample::Index};
use std::collections::BTreeSet;

/// Bytes that mean something in JSON, and some that mean nothing.
const BYTES: [u8; 20] = *b"\"{}[]:,\\ \n0-etnN/\0\xffx";

#[derive(Clone, Copy, Debug)]
enum Change {
    Replaced(u8),
    Left(usize),
    Added(u8),
    Doubled(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let byte = || prop_oneof![prop::sample::select(&BYTES[..]), any::<u8>()];
    prop_oneof![
        byte().prop_map(Change::Replaced),
        (1usize..2000).prop_map(Change::Left),
        byte().prop_map(Change::Added),
        (1usize..2000).prop_map(Change::Doubled),
    ]
}

fn apply(bytes: &mut Vec<u8>, at: usize, change: Change) {
    let until = |len: usize| (at + len).min(bytes.len());
    match change {
        Change::Replaced(byte) => bytes[at] = byte,
        Change::Left(len) => drop(bytes.drain(at..until(len))),
        Change::Added(byte) => bytes.insert(at, byte),
        Change::Doubled(len) => {
            let copy = bytes[at..until(len)].to_vec();
            bytes.splice(at..at, copy);
        }
    }
}

fn unpacked(file: &[u8]) -> Vec<u8> {
    decompress_to_vec(&file[10..file.len() - 8]).expect("a member")
}

/// All that can be inflated of the first member: the bytes before its end or before the first error.
fn inflated_part(file: &[u8]) -> Vec<u8> {
    let mut state = InflateState::new_boxed(DataFormat::Raw);
    let (mut input, mut content) = (file.get(10..).unwrap_or_default(), Vec::new());
    let mut buffer = vec![0; 1 << 15];
    loop {
        let result = inflate(&mut state, input, &mut buffer, MZFlush::None);
        content.extend(&buffer[..result.bytes_written]);
        input = &input[result.bytes_consumed..];
        let is_stuck = result.bytes_written == 0 && (result.bytes_consumed == 0 || input.is_empty());
        match result.status {
            Ok(MZStatus::StreamEnd) | Err(MZError::Data | MZError::Stream | MZError::Param) => {
                return content;
            }
            _ if is_stuck => return content,
            _ => {}
        }
    }
}

fn ids(reading: &Reading) -> BTreeSet<String> {
    reading
        .texts(Column::EventId)
        .into_iter()
        .map(str::to_owned)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_is_done_to_a_file_its_records_are_counted_once(
        seed in 0u64..50,
        changes in prop::collection::vec((any::<Index>(), change()), 1..8),
        is_packed_before: bool,
        is_packed_after: bool,
    ) {
        let mut bytes = sample_files(&Plan::plain(seed, 1, 30)).remove(0).bytes;
        if !is_packed_before {
            bytes = unpacked(&bytes);
        }
        for (at, change) in changes {
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                apply(&mut bytes, at, change);
            }
        }
        if is_packed_after {
            bytes = gzip(&bytes);
        }
        // Reading asserts that it balances.
        let medical = read(&bytes, Scope::ComprehendMedical);
        let all = read(&bytes, Scope::AllServices);
        prop_assert!(ids(&medical).is_subset(&ids(&all)));
        prop_assert_eq!(medical.report.shape, all.report.shape);
        assert_fed_alike("on two threads", &bytes, Scope::ComprehendMedical);
    }

    #[test]
    fn a_cut_file_keeps_the_records_that_are_whole(seed in 0u64..50, at in any::<Index>(), is_near_the_end: bool) {
        let file = sample_files(&Plan::plain(seed, 1, 30)).remove(0).bytes;
        let whole = read(&file, Scope::AllServices);
        let cut = if is_near_the_end { file.len() - 1 - at.index(40) } else { at.index(file.len()) };
        let content_len = inflated_part(&file[..cut]).len() as u64;
        let reading = read(&file[..cut], Scope::AllServices);
        let ends = whole.rows.iter().map(|row| row.place.offset + u64::from(row.place.len));
        let num_whole = ends.clone().take_while(|&end| end <= content_len).count();
        prop_assert_eq!(&reading.rows[..], &whole.rows[..num_whole]);
        prop_assert_eq!(reading.tally.inflated, content_len);
        // Cut within a record, within the frame before the first, or between records.
        let starts_within = whole.rows.iter().any(|row| {
            row.place.offset < content_len && content_len < row.place.offset + u64::from(row.place.len)
        });
        let is_in_frame = content_len > 0 && content_len < 12;
        prop_assert_eq!(reading.tally.malformed, u64::from(starts_within || is_in_frame));
        prop_assert!(cut == 0 || reading.sentence().contains("data end early") || cut == 1, "{}", reading.sentence());
    }
}

/// A record with a bit of everything, short: each of its bytes is changed in many ways.
fn short(n: u32) -> String {
    let source = if n.is_multiple_of(2) {
        "comprehendmedical"
    } else {
        "s3"
    };
    format!(
        r#"{{"eventVersion":"1.11","userIdentity":{{"type":"Root"}},"eventTime":"2026-10-22T08:00:00Z","eventSource":"{source}.amazonaws.com","eventName":"N\u0061","requestParameters":{{"a":["x",{{"b":null}}],"c":-1.5e3}},"eventID":"{}","readOnly":true}}"#,
        event_id(n)
    )
}

fn event_id(n: u32) -> String {
    format!("{n:08x}-1111-4111-8111-111111111111")
}

/// Each byte of one of five records is replaced by, or removed for, each byte that means something.
fn one_byte_costs_one_record(join: impl Fn(&[String]) -> Vec<u8>, damaged: usize) -> BTreeSet<String> {
    let records: Vec<_> = (0..5).map(short).collect();
    let whole = ids(&read(&join(&records), Scope::AllServices));
    assert_eq!(whole.len(), 5);
    let others: BTreeSet<_> = (0..5).filter(|&n| n != damaged as u32).map(event_id).collect();
    let start = at(&join(&records), &records[damaged]) as usize;
    let mut odd = BTreeSet::new();
    for place in 0..records[damaged].len() {
        for byte in b"\"{}[]:, 0x".iter().copied().map(Some).chain([None]) {
            let mut bytes = join(&records);
            match byte {
                Some(byte) => bytes[start + place] = byte,
                None => drop(bytes.remove(start + place)),
            }
            let reading = read(&bytes, Scope::AllServices);
            let medical = read(&bytes, Scope::ComprehendMedical);
            let words = || {
                let byte = byte.map_or("nothing".into(), |byte| char::from(byte).to_string());
                let near =
                    &records[damaged][place.saturating_sub(12)..(place + 12).min(records[damaged].len())];
                format!(
                    "{byte:?} at {place} ({near}): {:?} {:?} {}",
                    reading.counts(),
                    medical.counts(),
                    reading.sentence()
                )
            };
            let found = ids(&reading);
            assert!(found.is_superset(&others), "others are lost: {}", words());
            assert!(reading.rows.len() <= 5, "{}", words());
            assert_eq!(medical.tally.seen, reading.tally.seen, "{}", words());
            if reading.tally.seen != 5 {
                odd.insert(words());
            }
        }
    }
    odd
}

#[test]
fn one_byte_of_a_record_in_a_list_costs_no_other_record() {
    for damaged in [0, 1, 4] {
        let odd = one_byte_costs_one_record(trail, damaged);
        assert!(odd.is_empty(), "{damaged}: {odd:#?}");
    }
}

#[test]
fn one_byte_of_a_record_on_a_line_costs_no_other_record() {
    for damaged in [0, 3] {
        let odd = one_byte_costs_one_record(|records| records.join("\n").into_bytes(), damaged);
        // A brace for the comma behind `userIdentity`: what follows stands like a record without a line break before.
        let known = r#""{" at 53 "#;
        assert!(
            odd.iter().all(|words| words.contains(known)),
            "{damaged}: {odd:#?}"
        );
    }
}
