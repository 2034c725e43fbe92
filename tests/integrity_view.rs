//! The Integrity view without a browser: what it asks for, and what it says of an answer.

mod pages;

use medtrail::{
    base::EpochMillis,
    integrity::{
        ChainId, Commands, CoverageCell, Finding, FindingKind, Level, LineKind, Message, ProofCounts,
        ProofLine, Summary,
    },
    protocol::{
        engine::{FileEntry, FromEngine, ToEngine},
        integrity::{
            CoverageMap, FileHashes, FromIntegrity, IntegrityAnswer, IntegrityBrief, IntegrityWish, MapCell,
            RowId, SealFile, ToIntegrity, Zoom,
        },
    },
    state::{Action, Effect, IntegrityAction, Tab, ViewAction},
};
use pages::{Script, file};

fn asked(effects: &[Effect]) -> Vec<(u32, IntegrityWish)> {
    let wish = |effect: &Effect| match effect {
        Effect::TellEngine(ToEngine::Integrity(ToIntegrity::Ask { generation, wish })) => {
            Some((*generation, wish.clone()))
        }
        _ => None,
    };
    effects.iter().filter_map(wish).collect()
}

fn said(said: FromIntegrity) -> FromEngine {
    FromEngine::Integrity(said)
}

fn time(hour: i64) -> EpochMillis {
    let begin = EpochMillis::parse("2026-10-01T00:00:00Z").expect("a time");
    EpochMillis(begin.0 + hour * 3_600_000)
}

fn line(level: Level, message: Message, path: &str) -> ProofLine {
    ProofLine {
        kind: LineKind::Log,
        level,
        message,
        address: Some(("amzn-s3-demo-bucket".into(), format!("AWSLogs/{path}").into())),
        path: Some(path.into()),
        at: None,
        is_moved: false,
        fingerprint: None,
        account: "111122223333".into(),
        region: "us-east-1".into(),
        time: Some(time(1)),
        is_late: false,
    }
}

fn answer() -> IntegrityAnswer {
    let mut summary = Summary {
        span: Some((time(0), time(3))),
        num_chains: 1,
        ..Summary::default()
    };
    summary.logs[Level::Mismatch.index()] = 1;
    summary.logs[Level::HashEqual.index()] = 1;
    summary.digests[Level::Unconfirmed.index()] = 1;
    let cell = |hours: ProofCounts, num_present, num_altered| CoverageCell {
        hours,
        num_present,
        num_altered,
        ..CoverageCell::default()
    };
    let cells = vec![
        cell(
            ProofCounts {
                present: 1,
                ..ProofCounts::default()
            },
            1,
            0,
        ),
        cell(
            ProofCounts {
                missing: 1,
                ..ProofCounts::default()
            },
            0,
            1,
        ),
        cell(
            ProofCounts {
                empty: 1,
                ..ProofCounts::default()
            },
            0,
            0,
        ),
        cell(
            ProofCounts {
                unknown: 1,
                ..ProofCounts::default()
            },
            0,
            0,
        ),
    ];
    IntegrityAnswer {
        summary,
        findings: vec![Finding {
            chain: ChainId {
                organization: "".into(),
                account: "111122223333".into(),
                region: "us-east-1".into(),
                trail: "review".into(),
                is_backfill: false,
            },
            kind: FindingKind::Gap { num_digests: 2 },
            from: time(4),
            to: time(6),
            key: "k".into(),
        }],
        num_findings: 1,
        num_lines: 2,
        first: 0,
        lines: vec![
            line(Level::Mismatch, Message::HashMismatch, "<b>edited</b>.json.gz"),
            line(Level::HashEqual, Message::Valid, "whole.json.gz"),
        ],
        map: CoverageMap {
            accounts: vec!["111122223333".into()],
            account: "111122223333".into(),
            zoom: Zoom::Hours,
            columns: (0..=4).map(time).collect(),
            rows: vec![("us-east-1".into(), cells)],
            span: Some((time(0), time(4))),
            total: CoverageCell::default(),
        },
        commands: Commands {
            digests: vec!["aws s3 sync s3://b/AWSLogs/ ./digest/".into()],
            ..Commands::default()
        },
    }
}

const BRIEF: IntegrityBrief = IntegrityBrief {
    num_proofs: 1,
    num_hashed: 0,
    num_to_hash: 0,
    hashes: FileHashes {
        is_wanted: false,
        num_done: 0,
        num_lost: 0,
        num_all: 0,
    },
    num_invalid: 1,
    num_missing: 0,
    hours: ProofCounts {
        present: 1,
        empty: 1,
        missing: 1,
        unknown: 1,
    },
    span: Some((EpochMillis(0), EpochMillis(14_400_000))),
    is_settled: true,
    num_judgements: 1,
};

#[test]
fn names_of_digests_alone_have_contents_hashed_from_then_on() {
    let mut script = Script::default();
    assert!(
        !script
            .act(Action::FilesFound(vec![file(0)]))
            .contains(&Effect::SealContents)
    );
    let digest = FileEntry {
        path: "AWSLogs/1/CloudTrail-Digest/x.json.gz".into(),
        ..file(1)
    };
    assert!(
        script
            .act(Action::FilesFound(vec![digest]))
            .contains(&Effect::SealContents)
    );
    let more = script.engine(said(FromIntegrity::Brief(BRIEF)));
    assert!(!more.contains(&Effect::SealContents), "once is enough");
    let mut other = Script::loaded(3);
    assert!(
        other
            .engine(said(FromIntegrity::Brief(BRIEF)))
            .contains(&Effect::SealContents),
        "or evidence under another name"
    );
}

#[test]
fn what_the_engine_wants_hashed_is_read_again() {
    let mut script = Script::loaded(3);
    let files = vec![SealFile {
        file: medtrail::base::FileId(1),
        attempt: 0,
        wanted: Vec::new(),
    }];
    assert_eq!(
        script.engine(said(FromIntegrity::Seal(files.clone()))),
        [Effect::Seal(files)]
    );
}

#[test]
fn the_view_asks_only_while_it_is_shown_and_takes_only_the_newest_answer() {
    let mut script = Script::loaded(3);
    assert_eq!(asked(&script.engine(said(FromIntegrity::Brief(BRIEF)))), []);
    let first = asked(&script.act(Action::View(ViewAction::ShowTab(Tab::Integrity))));
    let [(generation, _)] = first[..] else {
        panic!("{first:?}")
    };
    let second = asked(&script.act(Action::Integrity(IntegrityAction::OnlyLevel(Some(
        Level::Mismatch,
    )))));
    assert_eq!(second[0].1.level, Some(Level::Mismatch));
    script.engine(said(FromIntegrity::Answer {
        generation,
        answer: Box::new(answer()),
    }));
    assert_eq!(script.state.integrity.answer, None, "it answers another question");
    // News that come while a question is under way are asked for after its answer, once.
    assert_eq!(asked(&script.engine(said(FromIntegrity::Brief(BRIEF)))), []);
    let again = script.engine(said(FromIntegrity::Answer {
        generation: second[0].0,
        answer: Box::new(answer()),
    }));
    assert!(script.state.integrity.answer.is_some());
    assert_eq!(asked(&again).len(), 1);
    let same = IntegrityAction::Show {
        first: 0,
        len: script.state.integrity.wish.len,
    };
    assert_eq!(asked(&script.act(Action::Integrity(same))), []);
    script.act(Action::Files(medtrail::state::FilesAction::ReadAgain));
    assert_eq!(script.state.integrity.answer, None, "all files are judged anew");
}

#[test]
fn the_map_stays_where_a_cell_was_chosen_whatever_is_found_missing_later() {
    let mut script = Script::loaded(3);
    script.engine(said(FromIntegrity::Brief(BRIEF)));
    let first = asked(&script.act(Action::View(ViewAction::ShowTab(Tab::Integrity))));
    assert_eq!(first[0].1.at, None, "where it opens is the engine's to say");
    script.engine(said(FromIntegrity::Answer {
        generation: first[0].0,
        answer: Box::new(answer()),
    }));
    let cell = MapCell {
        row: RowId {
            account: "111122223333".into(),
            region: "us-east-1".into(),
        },
        from: time(1),
        to: time(2),
    };
    let wishes = asked(&script.act(Action::Integrity(IntegrityAction::Choose(Some(cell)))));
    let wish = &wishes[0].1;
    assert_eq!(
        (wish.at, wish.zoom, wish.account.as_deref()),
        (Some(time(1)), Some(Zoom::Hours), Some("111122223333"))
    );
    let wishes = asked(&script.act(Action::Integrity(IntegrityAction::Choose(None))));
    assert_eq!(wishes[0].1.at, Some(time(1)));
}

/// The page with the Integrity view on screen.
fn drawn(brief: IntegrityBrief, answer: IntegrityAnswer) -> String {
    let mut script = Script::loaded(3);
    script.engine(said(FromIntegrity::Brief(brief)));
    let asked = asked(&script.act(Action::View(ViewAction::ShowTab(Tab::Integrity))));
    script.engine(said(FromIntegrity::Answer {
        generation: asked[0].0,
        answer: Box::new(answer),
    }));
    pages::draw::drawn(&script.state)
}

#[test]
fn the_view_says_what_is_proved_and_what_is_not_and_never_by_colour_alone() {
    let html = drawn(BRIEF, answer());
    for words in [
        "1 file is not as CloudTrail delivered",
        "1/2 log files valid, 1/2 log files INVALID",
        "It does not mean complete",
        "No public keys are loaded",
        "At least 2 digests are missing side by side",
        "aws s3 sync s3://b/AWSLogs/ ./digest/",
        "us-east-1, 2026-10-01 00:00–01:00 UTC: proved present, 1 log file as delivered",
        "us-east-1, 2026-10-01 01:00–02:00 UTC: missing or altered, 1 altered",
        "us-east-1, 2026-10-01 02:00–03:00 UTC: proved empty: nothing was delivered",
        "us-east-1, 2026-10-01 03:00–04:00 UTC: unknown",
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert!(!html.contains("<b>edited"), "a name of a file is text");
}

#[test]
fn without_digests_it_is_not_validated_and_says_what_to_drop() {
    let empty = IntegrityAnswer {
        summary: Summary::default(),
        findings: Vec::new(),
        num_findings: 0,
        map: CoverageMap::default(),
        ..answer()
    };
    let html = drawn(IntegrityBrief::default(), empty);
    assert!(
        html.contains("Not validated: no digest files are loaded"),
        "{html}"
    );
    assert!(
        html.contains("CloudTrail-Digest") && html.contains("data-verdict=\"open\""),
        "{html}"
    );
    assert!(!html.contains("INVALID: no"), "{html}");
}

#[test]
fn hashing_is_told_while_it_goes_on() {
    let brief = IntegrityBrief {
        num_hashed: 120,
        num_to_hash: 1300,
        is_settled: false,
        ..BRIEF
    };
    let html = drawn(brief, answer());
    assert!(
        html.contains("Reading files again for their hashes: 120 of 1,300"),
        "{html}"
    );
    assert!(html.contains("aria-busy=\"true\""), "{html}");
}
