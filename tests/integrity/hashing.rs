//! Hashes of contents as readers compute them: in the same pass and in a pass of their own, whatever the file looks like.

use medtrail::{
    base::FileId,
    integrity::{Basis, Form, Sha256},
    protocol::{
        Scope,
        integrity::{SealFile, Sealed},
        reader::{Delivery, ReadFile},
    },
    reader::{Outbox, Reader},
    sample::gzip,
};
use proptest::prelude::*;
use std::io::{BufReader, Cursor};

const KEY: (u64, u64) = (3, 5);

#[derive(Default)]
struct Tray(Vec<Sealed>);

impl Outbox for Tray {
    fn deliver(&mut self, delivery: Delivery, _rows: Vec<u8>) {
        self.0.extend(delivery.seals);
    }
    fn progress(&mut self, _bytes: u64, _records: u64) {}
}

/// In the same pass as the records.
fn in_one_pass(bytes: &[u8], piece: Option<usize>, is_sealing: bool) -> Vec<Sealed> {
    let (mut reader, mut tray) = (Reader::new(KEY), Tray::default());
    reader.set_scope(Scope::ComprehendMedical);
    reader.set_sealing(is_sealing);
    let file = ReadFile {
        file: FileId(0),
        attempt: 0,
        size: bytes.len() as u64,
    };
    match piece {
        None => reader.read_file(&file, Cursor::new(bytes), Some(bytes), &mut tray),
        Some(piece) => {
            let input = BufReader::with_capacity(piece, Cursor::new(bytes));
            reader.read_file(&file, input, None, &mut tray);
        }
    }
    reader.flush(&mut tray);
    tray.0
}

/// In a pass of its own.
fn again(bytes: &[u8], wanted: &[(u32, Basis)]) -> Vec<Sealed> {
    let (mut reader, mut tray) = (Reader::new(KEY), Tray::default());
    let file = SealFile {
        file: FileId(0),
        attempt: 0,
        wanted: wanted.to_vec(),
    };
    reader.seal_file(&file, Cursor::new(bytes), &mut tray);
    reader.flush(&mut tray);
    tray.0
}

/// The hash and form of the file itself; both passes must agree.
fn sealed(bytes: &[u8]) -> Option<(Sha256, Form)> {
    let of = |sealed: &[Sealed]| {
        assert_eq!(sealed.len(), 1, "{sealed:?}");
        sealed[0].seal.map(|seal| (seal.sha256, seal.form))
    };
    let (one, two) = (
        of(&in_one_pass(bytes, None, true)),
        of(&again(bytes, &[(0, Basis::Content)])),
    );
    assert_eq!(one, two);
    assert_eq!(one, of(&in_one_pass(bytes, Some(13), true)), "in small pieces");
    one
}

fn log(records: usize) -> Vec<u8> {
    let record = r#"{"eventVersion":"1.11","eventTime":"2026-10-01T00:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","eventID":"00000000-0000-4000-8000-000000000001"}"#;
    format!("{{\"Records\":[{}]}}", vec![record; records].join(",")).into_bytes()
}

#[test]
fn the_hash_is_of_the_uncompressed_bytes() {
    let content = log(3);
    let expected = Some((Sha256::of(&content), Form::Whole));
    assert_eq!(sealed(&gzip(&content)), expected);
    assert_eq!(sealed(&content), expected, "unpacked on the way");
}

#[test]
fn what_stands_behind_the_first_member_is_not_accepted() {
    let content = log(2);
    let packed = gzip(&content);
    for tail in [&b"x"[..], &[0; 20], &gzip(b" "), &gzip(&content)] {
        let file = [&packed[..], tail].concat();
        assert_eq!(
            sealed(&file).map(|sealed| sealed.1),
            Some(Form::Trailing),
            "{tail:?}"
        );
    }
}

#[test]
fn damaged_gzip_and_other_encodings_are_not_accepted() {
    let content = log(2);
    let packed = gzip(&content);
    let mut checksum = packed.clone();
    let at = checksum.len() - 6;
    checksum[at] ^= 1;
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(content.iter().flat_map(|byte| [*byte, 0]))
        .collect();
    for file in [&checksum[..], &packed[..packed.len() - 9], &packed[..20], &utf16] {
        assert_eq!(sealed(file).map(|sealed| sealed.1), Some(Form::Damaged));
    }
}

#[test]
fn without_a_wish_nothing_is_hashed() {
    assert_eq!(in_one_pass(&gzip(&log(2)), None, false), []);
}

#[test]
fn a_content_of_many_pieces_and_one_without_records_are_hashed_to_their_ends() {
    for content in [
        log(60_000),
        [log(10), vec![b' '; 9 << 20], log(1)].concat(),
        vec![b'{'; 9 << 20],
    ] {
        assert_eq!(
            sealed(&gzip(&content)),
            Some((Sha256::of(&content), Form::Whole)),
            "{}",
            content.len()
        );
    }
}

#[test]
fn members_of_archives_are_hashed_under_their_numbers() {
    let logs = [log(1), log(2), log(3)];
    let mut tar = tar::Builder::new(Vec::new());
    for (index, log) in logs.iter().enumerate() {
        let packed = gzip(log);
        let mut header = tar::Header::new_gnu();
        header.set_size(packed.len() as u64);
        header.set_cksum();
        tar.append_data(&mut header, format!("{index}.json.gz"), &packed[..])
            .expect("a member");
    }
    let file = gzip(&tar.into_inner().expect("an archive"));
    let one = in_one_pass(&file, None, true);
    let two = again(
        &file,
        &[
            (1, Basis::Content),
            (2, Basis::Content),
            (3, Basis::Content),
            (2, Basis::Raw),
        ],
    );
    for (index, log) in logs.iter().enumerate() {
        let is_it = |sealed: &&Sealed| sealed.member == index as u32 + 1;
        for pass in [&one, &two] {
            let found = pass
                .iter()
                .find(is_it)
                .and_then(|sealed| sealed.seal)
                .expect("a hash");
            if found.basis == Basis::Content {
                assert_eq!((found.sha256, found.form), (Sha256::of(log), Form::Whole));
            }
        }
    }
    assert_eq!(two.len(), 4, "every wish is answered");
}

#[test]
fn raw_hashes_are_of_the_compressed_bytes_and_contents_that_are_none_are_damaged() {
    let packed = gzip(b"eventid\ne-1\n");
    let both = again(&packed, &[(0, Basis::Raw), (0, Basis::Content)]);
    assert_eq!(both[0].seal.map(|seal| seal.sha256), Some(Sha256::of(&packed)));
    assert_eq!(
        both[1].seal.map(|seal| seal.sha256),
        Some(Sha256::of(b"eventid\ne-1\n"))
    );
    for bytes in [&b""[..], b"\0\0\0\x01Bud1"] {
        assert_eq!(
            again(bytes, &[(0, Basis::Content)])[0].seal.map(|seal| seal.form),
            Some(Form::Damaged)
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_content_has_its_hash_in_whatever_pieces(content: Vec<u8>, piece in 1..600usize, num_records in 1..40usize) {
        // Contents that begin another layer are hashed as what lies in them.
        let content = [log(num_records), content].concat();
        let packed = gzip(&content);
        let expected = Some((Sha256::of(&content), Form::Whole));
        // What looks like no text at all is not read; it is hashed when it is asked for.
        if let [sealed] = &in_one_pass(&packed, Some(piece), true)[..] {
            prop_assert_eq!(sealed.seal.map(|seal| (seal.sha256, seal.form)), expected);
        }
    }
}
