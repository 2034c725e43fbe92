//! From dropped files to the answer: readers, engine and the browser's part, natively.

use crate::chains::{Chain, Made, SIGNER, Trail, check, lake_sign};
use medtrail::{
    base::{FileId, Shape},
    engine::Engine,
    integrity::{Level, Sha256, Verdict},
    protocol::{
        Scope,
        engine::{FileEntry, FromEngine, ToEngine},
        integrity::{FromIntegrity, IntegrityAnswer, IntegrityBrief, IntegrityWish, SealFile, ToIntegrity},
        ledger::Outcome,
        reader::{Delivery, ReadFile},
        review::{ReportFormat, ReportWish},
    },
    reader::{Outbox, Reader},
    review::checks::Told,
    sample::gzip,
};
use std::io::Cursor;

const KEY: (u64, u64) = (7, 11);

#[derive(Default)]
struct Deliveries(Vec<(Delivery, Vec<u8>)>);

impl Outbox for Deliveries {
    fn deliver(&mut self, delivery: Delivery, rows: Vec<u8>) {
        self.0.push((delivery, rows));
    }
    fn progress(&mut self, _bytes: u64, _records: u64) {}
}

struct Bench {
    engine: Engine,
    files: Vec<(String, Vec<u8>)>,
    brief: IntegrityBrief,
    /// Files that were read again for their hashes.
    sealed: Vec<u32>,
}

impl Bench {
    fn new() -> Self {
        Self {
            engine: Engine::new(KEY),
            files: Vec::new(),
            brief: IntegrityBrief::default(),
            sealed: Vec::new(),
        }
    }

    fn of(chain: &Chain) -> Self {
        let mut bench = Self::new();
        bench.drop_made(chain.logs.iter().flatten(), false);
        bench.drop_made(&chain.digests, false);
        bench
    }

    fn drop_made<'a>(&mut self, made: impl IntoIterator<Item = &'a Made>, is_sealing: bool) {
        let files = made
            .into_iter()
            .map(|made| (made.path(), made.packed()))
            .collect();
        self.drop_files(files, is_sealing);
    }

    fn drop_files(&mut self, files: Vec<(String, Vec<u8>)>, is_sealing: bool) {
        let first = self.files.len() as u32;
        let entry = |(index, (path, bytes)): (u32, &(String, Vec<u8>))| FileEntry {
            file: FileId(index),
            path: path.as_str().into(),
            size: bytes.len() as u64,
        };
        let entries = (first..).zip(&files).map(entry).collect();
        self.files.extend(files);
        self.tell(ToEngine::Expect { files: entries });
        let numbers: Vec<u32> = (first..self.files.len() as u32).collect();
        self.read(&numbers, 0, is_sealing);
    }

    fn read(&mut self, files: &[u32], attempt: u32, is_sealing: bool) {
        let (mut reader, mut deliveries) = (Reader::new(KEY), Deliveries::default());
        reader.set_sealing(is_sealing);
        for &file in files {
            let bytes = &self.files[file as usize].1;
            let file = ReadFile {
                file: FileId(file),
                attempt,
                size: bytes.len() as u64,
            };
            reader.read_file(&file, Cursor::new(bytes), Some(bytes), &mut deliveries);
        }
        reader.flush(&mut deliveries);
        self.deliver(deliveries);
        self.settle();
    }

    fn deliver(&mut self, deliveries: Deliveries) {
        for (delivery, rows) in deliveries.0 {
            self.engine.deliver(delivery, &rows).expect("a batch");
        }
    }

    fn tell(&mut self, message: ToEngine) -> Vec<FromEngine> {
        let mut said = Vec::new();
        self.engine.handle(message, &mut |message, _| said.push(message));
        assert!(self.engine.record_counts().is_balanced());
        said
    }

    /// Does what page, readers and browser do until there is no more to do.
    fn settle(&mut self) {
        loop {
            let mut said = Vec::new();
            self.engine.tell_news(&mut |message, _| said.push(message));
            let checks = self.engine.take_checks();
            for one in &checks {
                self.engine.signature_checked(one.id, check(one));
            }
            let mut wanted = Vec::new();
            for message in said {
                match message {
                    FromEngine::Integrity(FromIntegrity::Seal(files)) => wanted.extend(files),
                    FromEngine::Integrity(FromIntegrity::Brief(brief)) => self.brief = brief,
                    _ => {}
                }
            }
            self.seal(&wanted);
            if wanted.is_empty() && checks.is_empty() && !self.engine.has_news() {
                return;
            }
        }
    }

    fn seal(&mut self, wanted: &[SealFile]) {
        let (mut reader, mut deliveries) = (Reader::new(KEY), Deliveries::default());
        for file in wanted {
            self.sealed.push(file.file.0);
            reader.seal_file(
                file,
                Cursor::new(&self.files[file.file.index()].1),
                &mut deliveries,
            );
        }
        reader.flush(&mut deliveries);
        self.deliver(deliveries);
    }

    fn ask(&mut self, wish: IntegrityWish) -> IntegrityAnswer {
        let said = self.tell(ToEngine::Integrity(ToIntegrity::Ask { generation: 1, wish }));
        let [FromEngine::Integrity(FromIntegrity::Answer { answer, .. })] = &said[..] else {
            panic!("one answer");
        };
        (**answer).clone()
    }

    fn answer(&mut self) -> IntegrityAnswer {
        self.ask(IntegrityWish {
            len: 1000,
            ..IntegrityWish::default()
        })
    }

    fn texts(&mut self) -> Vec<String> {
        self.answer().summary.text()
    }

    fn level(&mut self, made: &Made) -> Option<Level> {
        let said = self.tell(ToEngine::Files {
            generation: 1,
            first: 0,
            len: 1000,
            only_with_notes: false,
            search: made.name().to_owned(),
        });
        let [FromEngine::Files { lines, .. }] = &said[..] else {
            panic!("lines")
        };
        lines[0].level
    }
}

#[test]
fn logs_that_were_read_before_their_digest_are_read_again_for_their_hash_alone() {
    let chain = Trail::default().deliver(0, &[2, 1], None);
    let mut bench = Bench::of(&chain);
    assert_eq!(bench.sealed, [0, 1, 2], "each log once, no digest");
    assert_eq!(
        bench.texts()[1..],
        [
            "0/2 digest files valid, 2/2 digest files not validated",
            "3/3 log files valid"
        ]
    );
    assert!(bench.brief.is_settled && bench.brief.num_proofs == 2 && bench.brief.num_invalid == 0);
    assert_eq!(
        bench.level(&chain.logs[0][1]),
        Some(Level::HashLinked),
        "the Files view knows it too"
    );
    assert_eq!(
        bench.engine.record_counts().kept,
        3,
        "reading again counts nothing twice"
    );
}

#[test]
fn logs_that_are_hashed_in_the_same_pass_are_not_read_again() {
    let chain = Trail::default().deliver(0, &[2, 1], None);
    let mut bench = Bench::new();
    bench.drop_made(&chain.digests, true);
    bench.drop_made(chain.logs.iter().flatten(), true);
    assert_eq!(bench.sealed, [0; 0]);
    assert_eq!(bench.texts()[2], "3/3 log files valid");
}

#[test]
fn keys_and_metadata_that_come_later_sign_what_was_judged_before() {
    let chain = Trail::default().deliver(0, &[1; 3], None);
    let mut bench = Bench::of(&chain);
    assert_eq!(bench.level(&chain.logs[0][0]), Some(Level::HashLinked));
    let num_judgements = bench.brief.num_judgements;
    bench.drop_files(vec![("keys.json".to_owned(), SIGNER.list())], true);
    assert!(
        bench.brief.num_judgements > num_judgements + 1,
        "the verdicts of the browser are news of their own"
    );
    assert_eq!(bench.brief.hours.present, 3);
    assert_eq!(
        bench.texts()[1..],
        [
            "2/3 digest files valid, 1/3 digest files not validated",
            "3/3 log files valid"
        ]
    );
    bench.drop_files(vec![("head.json".to_owned(), chain.digests[2].metadata())], true);
    assert_eq!(
        bench.texts()[1..],
        ["3/3 digest files valid", "3/3 log files valid"]
    );
    assert_eq!(bench.level(&chain.logs[2][0]), Some(Level::Signed));
}

#[test]
fn an_edited_a_deleted_and_a_lengthened_log_are_found_and_nothing_else() {
    let chain = Trail::default().deliver(0, &[4, 0, 1], None);
    let [edited, deleted, longer] = [0, 1, 2].map(|index| &chain.logs[0][index]);
    let mut bench = Bench::new();
    let change = |made: &Made| {
        let mut made = made.clone();
        if made.key == edited.key {
            let text = String::from_utf8(made.content)
                .expect("text")
                .replace("192.0.2.7", "192.0.2.8");
            made.content = text.into_bytes();
        }
        let tail: &[u8] = if made.key == longer.key { b"\0" } else { b"" };
        (made.path(), [made.packed(), tail.to_vec()].concat())
    };
    let files = chain
        .logs
        .iter()
        .flatten()
        .filter(|made| made.key != deleted.key)
        .map(change)
        .collect();
    bench.drop_files(files, false);
    bench.drop_made(&chain.digests, false);
    let answer = bench.answer();
    let bad: Vec<_> = answer
        .lines
        .iter()
        .filter(|line| {
            line.verdict() != Verdict::Valid
                && line.level != Level::Unconfirmed
                && line.level != Level::HashLinked
        })
        .collect();
    let bad: Vec<_> = bad
        .iter()
        .map(|line| (line.level, line.address.as_ref().map(|(_, key)| &**key)))
        .collect();
    assert_eq!(
        bad,
        [
            (Level::Mismatch, Some(&*edited.key)),
            (Level::Trailing, Some(&*longer.key)),
            (Level::NotLoaded, Some(&*deleted.key))
        ]
    );
    assert_eq!((bench.brief.num_invalid, bench.brief.num_missing), (2, 1));
    assert_eq!(
        bench.engine.record_counts().kept,
        4,
        "the viewer reads the lengthened file"
    );
}

#[test]
fn a_zip_of_everything_is_judged_member_by_member() {
    use std::io::Write as _;
    let chain = Trail::default().deliver(0, &[2, 1], None);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for made in chain.logs.iter().flatten().chain(&chain.digests) {
        zip.start_file(made.path(), options).expect("a member");
        zip.write_all(&made.packed()).expect("bytes");
    }
    let bytes = zip.finish().expect("a zip").into_inner();
    let mut bench = Bench::new();
    bench.drop_files(vec![("logs.zip".to_owned(), bytes)], false);
    assert_eq!(bench.texts()[2], "3/3 log files valid");
    assert_eq!(
        bench.answer().summary.num_moved,
        0,
        "a folder in an archive is as good as any"
    );
}

#[test]
fn what_a_lost_attempt_said_is_forgotten_and_a_reading_anew_judges_anew() {
    let chain = Trail::default().deliver(0, &[1, 1], None);
    let mut bench = Bench::of(&chain);
    bench.tell(ToEngine::AttemptLost {
        file: FileId(2),
        attempt: 0,
    });
    assert_eq!(
        bench.texts()[0],
        "Results found for 2026-10-01T01:00:00Z to 2026-10-01T02:00:00Z:"
    );
    bench.read(&[2], 1, false);
    assert_eq!(bench.texts()[2], "2/2 log files valid");
    bench.tell(ToEngine::Restart {
        scope: Scope::AllServices,
        attempt: 1024,
    });
    assert_eq!(bench.texts()[0], "No digests found");
    bench.read(&[0, 1, 2, 3], 1024, true);
    assert_eq!(bench.texts()[2], "2/2 log files valid");
}

#[test]
fn a_file_that_cannot_be_read_again_is_not_asked_for_for_ever() {
    let chain = Trail::default().deliver(0, &[1], None);
    let mut bench = Bench::new();
    bench.drop_made(&chain.logs[0], false);
    let mut reader = Reader::new(KEY);
    let mut deliveries = Deliveries::default();
    let digest = &chain.digests[0];
    bench.files.push((digest.path(), digest.packed()));
    let entry = FileEntry {
        file: FileId(1),
        path: digest.path().into(),
        size: 9,
    };
    bench.tell(ToEngine::Expect { files: vec![entry] });
    let file = ReadFile {
        file: FileId(1),
        attempt: 0,
        size: 9,
    };
    reader.read_file(&file, Cursor::new(digest.packed()), None, &mut deliveries);
    reader.flush(&mut deliveries);
    bench.deliver(deliveries);
    bench.engine.tell_news(&mut |_, _| {});
    bench.tell(ToEngine::Integrity(ToIntegrity::SealsLost(vec![FileId(0)])));
    bench.settle();
    assert_eq!(bench.sealed, [0; 0]);
    let line = bench
        .answer()
        .lines
        .into_iter()
        .find(|line| line.level == Level::Pending)
        .expect("the log");
    assert_eq!(
        line.message.to_string(),
        "not validated: the file could not be read again for its hash"
    );
    assert!(bench.brief.is_settled);
}

#[test]
fn the_ledger_has_hashes_where_they_were_computed() {
    let chain = Trail::default().deliver(0, &[1], None);
    let strange = Trail::default().deliver(40, &[1], None);
    let mut bench = Bench::of(&chain);
    bench.drop_made(&strange.logs[0], false);
    let mut json = Vec::new();
    bench.engine.handle(ToEngine::SaveLedger, &mut |_, bytes| {
        json = bytes.unwrap_or_default();
    });
    let ledger: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    let hash = |index: usize| ledger["perFile"][index]["sha256"].as_str().map(str::to_owned);
    let expected = Sha256::of(&chain.logs[0][0].content).to_string();
    assert_eq!([hash(0), hash(2)], [Some(expected), None]);
}

/// The report as Markdown.
fn report(bench: &mut Bench) -> String {
    let wish = ReportWish {
        format: ReportFormat::Markdown,
        checks: Told::default(),
        filters: Vec::new(),
        made_at: "2026-10-02".to_owned(),
        labels: Vec::new(),
    };
    let mut text = Vec::new();
    bench.engine.handle(ToEngine::Report(wish), &mut |_, bytes| {
        text = bytes.unwrap_or_default();
    });
    String::from_utf8(text).expect("text").replace('\\', "")
}

#[test]
fn results_of_cloudtrail_lake_are_verified_with_their_sign_file() {
    const FOLDER: &str = "AWSLogs/111122223333/CloudTrail-Lake/Query/2026/10/01/q";
    let text = "eventTime,eventName,eventSource,awsRegion,eventID\n\
                2026-10-01T09:00:00Z,DetectPHI,comprehendmedical.amazonaws.com,us-east-1,e-1\n";
    let result = gzip(text.as_bytes());
    let sign = lake_sign(&SIGNER, &[("result_1.csv.gz", &result)]);
    let mut bench = Bench::new();
    let files = vec![
        (format!("{FOLDER}/result_1.csv.gz"), result),
        (format!("{FOLDER}/result_sign.json"), sign),
        ("keys.json".to_owned(), SIGNER.list()),
    ];
    bench.drop_files(files, false);
    let answer = bench.answer();
    assert_eq!(
        answer.summary.text()[1..],
        ["2/2 CloudTrail Lake files valid"],
        "{:?}",
        answer.lines
    );
}

#[test]
fn nothing_is_hashed_without_digests_until_a_person_asks_for_it() {
    let chain = Trail::default().deliver(0, &[2], None);
    let mut bench = Bench::new();
    bench.drop_made(&chain.logs[0], false);
    assert_eq!((bench.sealed.len(), bench.brief.hashes.num_done), (0, 0));
    assert!(report(&mut bench).contains("| not computed | not computed |"));
    bench.tell(ToEngine::Integrity(ToIntegrity::HashFiles(true)));
    bench.settle();
    assert_eq!(bench.sealed, [0, 1], "each file is read once");
    let hashes = bench.brief.hashes;
    assert_eq!(
        (hashes.num_done, hashes.num_all, hashes.is_under_way()),
        (2, 2, false)
    );
    let text = report(&mut bench);
    for (_, bytes) in &bench.files {
        assert!(text.contains(&Sha256::of(bytes).to_string()), "{text}");
    }
    // What is dropped later is hashed too.
    bench.drop_made(&chain.digests, false);
    assert_eq!(bench.brief.hashes.num_done, 3);
    assert!(bench.answer().summary.num_with(Verdict::Invalid) == 0);
}

#[test]
fn hashing_that_is_stopped_leaves_what_digests_need() {
    let chain = Trail::default().deliver(0, &[2], None);
    let mut bench = Bench::new();
    bench.drop_made(&chain.logs[0], false);
    bench.tell(ToEngine::Integrity(ToIntegrity::HashFiles(true)));
    // The page was told to hash and forgets it again.
    bench.engine.tell_news(&mut |_, _| {});
    bench.tell(ToEngine::Integrity(ToIntegrity::HashFiles(false)));
    bench.settle();
    assert_eq!((bench.sealed.len(), bench.brief.hashes.num_done), (0, 0));
    assert!(bench.brief.is_settled);
    bench.drop_made(&chain.digests, false);
    assert_eq!(bench.sealed, [0, 1]);
    assert_eq!(bench.level(&chain.logs[0][0]), Some(Level::HashEqual));
}

#[test]
fn a_file_that_is_gone_is_told_and_hashing_ends() {
    let chain = Trail::default().deliver(0, &[2], None);
    let mut bench = Bench::new();
    bench.drop_made(&chain.logs[0], false);
    bench.tell(ToEngine::Integrity(ToIntegrity::HashFiles(true)));
    bench.engine.tell_news(&mut |_, _| {});
    bench.tell(ToEngine::Integrity(ToIntegrity::SealsLost(vec![
        FileId(0),
        FileId(1),
    ])));
    bench.settle();
    let hashes = bench.brief.hashes;
    assert_eq!(
        (hashes.num_done, hashes.num_lost, hashes.is_under_way()),
        (0, 2, false)
    );
    assert!(bench.brief.is_settled);
}

#[test]
fn the_report_says_what_digests_prove_and_what_is_missing() {
    let chain = Trail::default().deliver(0, &[2, 0, 1], None);
    let [edited, deleted] = [&chain.logs[0][0], &chain.logs[0][1]];
    let mut edited = edited.clone();
    edited.content.push(b' ');
    let mut bench = Bench::new();
    bench.drop_made([&edited, &chain.logs[2][0]], false);
    bench.drop_made(&chain.digests, false);
    let text = report(&mut bench);
    for words in [
        "1 file is not as CloudTrail delivered; 1 file that digests name is not loaded",
        "Of 3 Region-hours with digests or log files, 2 are proved, 1 has missing",
        "INVALID&#58; hash value doesn't match",
        "INVALID&#58; not found",
        "It does not mean complete",
        "Every loaded digest links to the one before it",
        "3/3 digest files not validated",
        deleted.name(),
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn files_that_prove_are_no_logs_and_say_so() {
    let chain = Trail::default().deliver(0, &[1], None);
    let digest = &chain.digests[0];
    let files = [
        (
            digest.path(),
            gzip(&digest.content),
            Shape::Digest,
            "Not a log: a digest file of CloudTrail; see the Integrity tab",
        ),
        (
            "k".to_owned(),
            SIGNER.list(),
            Shape::PublicKeys,
            "Not a log: public keys of CloudTrail; see the Integrity tab",
        ),
        (
            "m".to_owned(),
            digest.metadata(),
            Shape::ObjectMetadata,
            "Not a log: the metadata of a digest file in its bucket; see the Integrity tab",
        ),
        (
            "d".to_owned(),
            br#"{"digestStartTime":"x","logFiles":[]}"#.to_vec(),
            Shape::Digest,
            "Looks like a digest file of CloudTrail, but cannot be read as that; it proves nothing",
        ),
    ];
    let mut bench = Bench::new();
    bench.drop_files(
        files
            .iter()
            .map(|(path, bytes, ..)| (path.clone(), bytes.clone()))
            .collect(),
        false,
    );
    let said = bench.tell(ToEngine::Files {
        generation: 1,
        first: 0,
        len: 9,
        only_with_notes: false,
        search: String::new(),
    });
    let [FromEngine::Files { lines, .. }] = &said[..] else {
        panic!("lines")
    };
    for (line, (_, _, shape, words)) in lines.iter().zip(&files) {
        assert_eq!(
            (line.shape, line.outcome, line.reason.as_deref()),
            (*shape, Outcome::Skipped, Some(*words))
        );
    }
}

#[test]
fn the_view_filters_by_level_and_by_cell_and_tells_how_to_fetch() {
    let chain = Trail::default().deliver(22, &[2, 1, 1, 3], None);
    let mut bench = Bench::new();
    bench.drop_made(chain.logs.iter().flatten().skip(1), false);
    bench.drop_made(&chain.digests, false);
    let all = bench.answer();
    assert_eq!(all.num_lines, 11);
    assert!(
        all.commands.logs[0].starts_with(
            "aws s3 sync s3://amzn-s3-demo-bucket/AWSLogs/111122223333/CloudTrail/us-east-1/2026/10/01/"
        ),
        "{:?}",
        all.commands
    );
    assert_eq!(
        all.commands.digests[0].as_ref(),
        "aws s3 sync s3://amzn-s3-demo-bucket/AWSLogs/111122223333/CloudTrail-Digest/us-east-1/2026/10/ ./digest/us-east-1/2026/10/"
    );
    let map = &all.map;
    assert_eq!(
        (map.columns.len(), map.rows.len(), &*map.account),
        (25, 1, "111122223333")
    );
    let cells = &map.rows[0].1;
    assert_eq!(
        (
            cells[22].num_missing,
            cells[22].num_present,
            cells[23].num_present
        ),
        (1, 1, 1)
    );
    let cell = medtrail::protocol::integrity::MapCell {
        row: medtrail::integrity::RowId {
            account: map.account.clone(),
            region: map.rows[0].0.clone(),
        },
        from: map.columns[22],
        to: map.columns[23],
    };
    let of_cell = bench.ask(IntegrityWish {
        len: 10,
        cell: Some(cell.clone()),
        ..IntegrityWish::default()
    });
    assert_eq!(
        of_cell.num_lines, 3,
        "two logs and the digest that speaks of them"
    );
    assert_eq!(of_cell.commands.logs.len(), 1);
    let missing = bench.ask(IntegrityWish {
        len: 10,
        level: Some(Level::NotLoaded),
        cell: Some(cell),
        ..IntegrityWish::default()
    });
    assert_eq!(missing.num_lines, 1);
    let days = bench.ask(IntegrityWish {
        zoom: Some(medtrail::protocol::integrity::Zoom::Days),
        ..IntegrityWish::default()
    });
    assert_eq!(days.map.columns.len(), 32);
    assert_eq!(days.map.rows[0].1[0].hours.missing, 1);
}

#[test]
fn the_map_opens_on_the_day_that_misses_something_and_else_on_the_newest() {
    let chain = Trail::default().deliver(22, &[1, 1, 1, 1], None);
    let first_column = |bench: &mut Bench| bench.answer().map.columns[0].to_rfc3339();
    let mut whole = Bench::new();
    whole.drop_made(chain.logs.iter().flatten(), false);
    whole.drop_made(&chain.digests, false);
    assert_eq!(first_column(&mut whole), "2026-10-02T00:00:00Z");
    let mut lacking = Bench::new();
    lacking.drop_made(chain.logs.iter().flatten().skip(1), false);
    lacking.drop_made(&chain.digests, false);
    assert_eq!(first_column(&mut lacking), "2026-10-01T00:00:00Z");
}
