//! What is read is what was written: sample files against the truth counted while writing them.

mod support;

use medtrail::{
    base::Shape,
    protocol::{Scope, ledger::Outcome, reader::FetchProblem},
    reader::fetch_record,
    sample::{Counts, Plan, Sample, gzip, sample},
    store::Column,
    trail::value_hash::ValueHasher,
};
use miniz_oxide::inflate::decompress_to_vec;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, BufReader, Cursor, Read},
};
use support::{KEY, NoSeek, Pieces, Reading, Row, gzip::*, read, read_from, read_in_pieces, records::*};

const SCOPES: [Scope; 2] = [Scope::ComprehendMedical, Scope::AllServices];

fn plans() -> [Plan; 5] {
    let only_medical = Plan {
        medical_share: 1.0,
        ..Plan::plain(5, 4, 30)
    };
    let none_medical = Plan {
        medical_share: 0.0,
        ..Plan::plain(6, 4, 30)
    };
    [
        Plan::demo(),
        Plan::plain(1, 12, 25),
        Plan::plain(2, 3, 200),
        only_medical,
        none_medical,
    ]
}

/// The bytes of a file that was packed by the plain writer.
fn unpacked(file: &[u8]) -> Vec<u8> {
    match file.strip_prefix(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]) {
        Some(rest) => decompress_to_vec(&rest[..rest.len() - 8]).expect("a member"),
        None => file.to_vec(),
    }
}

/// The counts that a table keeps: each eventID once.
fn counts(readings: &[Reading]) -> Counts {
    let mut counts = Counts::default();
    let mut seen = BTreeSet::new();
    for row in readings.iter().flat_map(|reading| &reading.rows) {
        if !seen.insert(row.text(Column::EventId)) {
            counts.duplicates += 1;
            continue;
        }
        counts.kept += 1;
        let result = row.text(Column::Result);
        counts.errors += u64::from(result != "Success");
        *counts
            .by_operation
            .entry(row.text(Column::Operation).to_owned())
            .or_default() += 1;
        *counts.by_result.entry(result.to_owned()).or_default() += 1;
        let time = row.time.expect("a time").to_rfc3339();
        counts.first = Some(counts.first.map_or(time.clone(), |first| first.min(time.clone())));
        counts.last = counts.last.max(Some(time));
    }
    counts
}

#[test]
fn the_reader_finds_what_the_generator_counted_file_by_file_and_in_sum() {
    for (plan, scope) in plans().iter().flat_map(|plan| SCOPES.map(|scope| (plan, scope))) {
        let Sample { files, truth } = sample(plan);
        let readings: Vec<_> = files.iter().map(|file| read(&file.bytes, scope)).collect();
        let mut by_source = BTreeMap::new();
        for ((file, truth), reading) in files.iter().zip(&truth.files).zip(&readings) {
            if truth.is_digest {
                assert_eq!(reading.verdict(), (Outcome::Skipped, Shape::Digest));
                continue;
            }
            let kept = if scope == Scope::AllServices {
                truth.seen
            } else {
                truth.medical
            };
            assert_eq!(reading.verdict(), (Outcome::Read, Shape::Trail), "{}", file.path);
            assert_eq!(reading.counts(), [kept, truth.seen - kept, 0], "{}", file.path);
            assert_eq!(reading.tally.by_source, truth.by_source, "{}", file.path);
            assert_eq!(reading.sentence(), "", "{}", file.path);
            assert_eq!(reading.tally.inflated, unpacked(&file.bytes).len() as u64);
            for (source, count) in &reading.tally.by_source {
                *by_source.entry(source.clone()).or_default() += count;
            }
        }
        assert_eq!(by_source, truth.by_source);
        let expected = if scope == Scope::AllServices {
            &truth.all
        } else {
            &truth.medical
        };
        assert_eq!(&counts(&readings), expected, "{plan:?}");
    }
}

#[test]
fn copies_have_equal_values_and_nothing_else_has() {
    let readings: Vec<_> = sample(&Plan::demo())
        .files
        .iter()
        .map(|file| read(&file.bytes, Scope::AllServices))
        .collect();
    let mut by_id: BTreeMap<&str, u128> = BTreeMap::new();
    let mut hashes = BTreeSet::new();
    for row in readings.iter().flat_map(|reading| &reading.rows) {
        let hash = *by_id.entry(row.text(Column::EventId)).or_insert(row.value_hash);
        assert_eq!(hash, row.value_hash);
        hashes.insert(hash);
    }
    assert_eq!(hashes.len(), by_id.len());
}

#[test]
fn every_kind_of_caller_stands_in_the_sample() {
    let readings: Vec<_> = sample(&Plan::demo())
        .files
        .iter()
        .map(|file| read(&file.bytes, Scope::AllServices))
        .collect();
    let texts = |column| -> BTreeSet<&str> {
        readings
            .iter()
            .flat_map(|reading| reading.texts(column))
            .collect()
    };
    for kind in [
        "Root",
        "Central root session",
        "IAM user",
        "Role session",
        "SAML federation",
        "Web identity federation",
        "Federated user",
        "Identity Center user",
        "Other account",
        "AWS service",
        "Product provider",
        "Unknown",
    ] {
        assert!(
            texts(Column::CallerKind).contains(kind),
            "{kind}: {:?}",
            texts(Column::CallerKind)
        );
    }
    for credential in [
        "Root",
        "Long-term key",
        "Temporary · role",
        "Temporary · IAM user",
        "Temporary · other",
        "AWS service",
        "Not recorded",
    ] {
        assert!(
            texts(Column::Credential).contains(credential),
            "{credential}: {:?}",
            texts(Column::Credential)
        );
    }
    assert!(texts(Column::Client).len() >= 10, "{:?}", texts(Column::Client));
    assert!(texts(Column::JobId).len() > 20);
}

#[test]
fn the_container_makes_no_difference_to_rows() {
    let file = &sample(&Plan::plain(9, 1, 80)).files[0];
    let content = unpacked(&file.bytes);
    for scope in SCOPES {
        let expected = read(&file.bytes, scope);
        let thirds = content.len() / 3;
        let (first, rest) = content.split_at(thirds);
        let (second, third) = rest.split_at(thirds);
        let letters: Vec<_> = content.chunks(97).collect();
        let mut containers = vec![
            content.clone(),
            members(&[first, second, third]),
            members(&[b"", first, b"", second, third, b""]),
            members(&letters),
        ];
        containers.extend((0..32).map(|flags| with_header_fields(&content, flags)));
        containers.push(
            [
                with_header_fields(first, 31),
                with_header_fields(&[second, third].concat(), 26),
            ]
            .concat(),
        );
        for container in containers {
            assert_eq!(read(&container, scope), expected);
        }
    }
}

#[test]
fn pieces_make_no_difference_to_rows() {
    let content = unpacked(&sample(&Plan::plain(11, 1, 60)).files[0].bytes);
    let (first, second) = content.split_at(content.len() / 2);
    for file in [content.clone(), gzip(&content), members(&[first, second])] {
        for scope in SCOPES {
            let whole = read(&file, scope);
            for piece in [1, 7, 4096] {
                assert_eq!(read_in_pieces(&file, piece, scope), whole, "{piece}");
            }
        }
    }
}

/// The same bytes over and over, `left` times.
struct Repeated {
    part: Vec<u8>,
    at: usize,
    left: usize,
}

impl Read for Repeated {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at == self.part.len() && self.left > 0 {
            (self.at, self.left) = (0, self.left - 1);
        }
        let len = out.len().min(self.part.len() - self.at);
        out[..len].copy_from_slice(&self.part[self.at..self.at + len]);
        self.at += len;
        Ok(len)
    }
}

/// `times` times the same records in one list, wrapped by `wrap` part by part.
fn huge(times: usize, wrap: impl Fn(&[u8]) -> Vec<u8>) -> (impl Read, u64) {
    let records: Vec<_> = (0..1000)
        .map(|n| if n % 10 == 0 { medical(n) } else { other(n) })
        .collect();
    let body = records.join(",") + ",";
    let len = body.len() as u64 * times as u64;
    let start = Cursor::new(wrap(b"{\"Records\":["));
    let middle = Repeated {
        part: wrap(body.as_bytes()),
        at: 0,
        left: times - 1,
    };
    (
        start
            .chain(middle)
            .chain(Cursor::new(wrap(format!("{}]}}", medical(0)).as_bytes()))),
        len,
    )
}

#[test]
fn a_file_of_more_than_100_mb_streams() {
    for (times, is_packed) in [(170, false), (170, true)] {
        let (input, len) = if is_packed {
            let (input, len) = huge(times, gzip);
            (Box::new(input) as Box<dyn Read>, len)
        } else {
            let (input, len) = huge(times, <[u8]>::to_vec);
            (Box::new(input) as Box<dyn Read>, len)
        };
        assert!(len > 100_000_000, "{len}");
        let reading = read_from(
            BufReader::with_capacity(1 << 16, input),
            0,
            None,
            Scope::ComprehendMedical,
        );
        let times = times as u64;
        assert_eq!(reading.verdict(), (Outcome::Read, Shape::Trail));
        assert_eq!(reading.counts(), [times * 100 + 1, times * 900, 0]);
        assert_eq!(reading.sentence(), "");
        assert!(reading.num_deliveries > 3, "rows are sent on before the end");
        let last = reading.rows.last().expect("rows");
        assert!(last.place.offset > len, "{:?}", last.place);
    }
}

/// Some hundred rows, spread over a file.
fn some(rows: &[Row]) -> impl Iterator<Item = &Row> {
    assert!(rows.len() >= 100);
    rows.iter().step_by(rows.len() / 100)
}

#[test]
fn a_record_is_fetched_again_byte_for_byte() {
    let hasher = ValueHasher::new(KEY);
    let content = unpacked(&sample(&Plan::plain(21, 1, 300)).files[0].bytes);
    let (first, second) = content.split_at(content.len() / 2);
    for file in [
        content.clone(),
        gzip(&content),
        members(&[first, second, b""]),
        with_header_fields(&content, 30),
    ] {
        let reading = read(&file, Scope::AllServices);
        for row in some(&reading.rows) {
            let range = row.place.offset as usize..row.place.offset as usize + row.place.len as usize;
            let expected = Ok(content[range].to_vec());
            assert_eq!(
                fetch_record(NoSeek(&file[..]), &row.place, row.value_hash, &hasher),
                expected
            );
            if row.place.offset % 5 == 0 {
                assert_eq!(
                    fetch_record(
                        NoSeek(Pieces {
                            bytes: &file,
                            piece: 7
                        }),
                        &row.place,
                        row.value_hash,
                        &hasher
                    ),
                    expected
                );
            }
        }
    }
}

#[test]
fn a_file_that_changed_since_says_so() {
    let hasher = ValueHasher::new(KEY);
    let content = unpacked(&sample(&Plan::plain(22, 1, 40)).files[0].bytes);
    let rows = read(&content, Scope::AllServices).rows;
    let row = &rows[rows.len() / 2];
    let fetch = |file: &[u8]| fetch_record(NoSeek(file), &row.place, row.value_hash, &hasher);
    let at = row.place.offset as usize;
    let mut altered = content.clone();
    let digit = at
        + altered[at..]
            .windows(9)
            .position(|window| window == b"eventTime")
            .expect("a time")
        + 15;
    altered[digit] ^= 1;
    let shifted = [b" ", &content[..]].concat();
    let packed = gzip(&content);
    let changed = Err(FetchProblem::FileChanged);
    assert!(fetch(&content).is_ok() && fetch(&packed).is_ok());
    assert_eq!(fetch(&altered), changed, "another value");
    assert_eq!(fetch(&gzip(&altered)), changed, "another value, packed");
    assert_eq!(fetch(&shifted), changed, "another place");
    assert_eq!(fetch(&content[..at + 10]), changed, "shorter");
    assert_eq!(fetch(&packed[..40]), changed, "shorter, packed");
    assert_eq!(fetch(b""), changed, "empty");
    assert_eq!(fetch(b"PK\x03\x04"), changed, "another kind of file");
    // White space within the record moves what follows, and its values stay: only places count.
    let mut other_key = ValueHasher::new((1, 2));
    assert_eq!(
        fetch_record(NoSeek(&content[..]), &row.place, row.value_hash, &other_key),
        changed,
        "another session"
    );
    std::mem::swap(&mut other_key, &mut ValueHasher::new(KEY));
    assert!(fetch_record(NoSeek(&content[..]), &row.place, row.value_hash, &other_key).is_ok());
}

/// Bytes, and then an error.
struct Failing<'a>(&'a [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() {
            return Err(io::Error::other("the disk is gone"));
        }
        self.0.read(out)
    }
}

#[test]
fn a_file_that_cannot_be_read_on_keeps_its_records_and_says_why() {
    let records = [medical(1), other(2), medical(3)];
    let file = trail(&records);
    let end = at(&file, &records[2]) as usize - 1;
    let failing = |len| {
        read_from(
            BufReader::with_capacity(64, Failing(&file[..len])),
            0,
            None,
            Scope::ComprehendMedical,
        )
    };
    assert_eq!(failing(end).verdict(), (Outcome::Read, Shape::Trail));
    assert_eq!(failing(end).counts(), [1, 1, 0]);
    assert_eq!(
        failing(end).sentence(),
        "The browser could not read the file (the disk is gone)"
    );
    assert_eq!(failing(end + 100).counts(), [1, 1, 1]);
    assert_eq!(failing(0).verdict(), (Outcome::Failed, Shape::Unread));
    let gone = fetch_record(
        NoSeek(BufReader::new(Failing(&file[..end]))),
        &read(&file, Scope::AllServices).rows[2].place,
        0,
        &ValueHasher::new(KEY),
    );
    assert_eq!(gone, Err(FetchProblem::FileGone));
}
