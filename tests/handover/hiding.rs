//! Pseudonyms: with them on, no hidden value leaves the engine, and filters go on working.

use super::{
    bench::{self, Bench, token},
    cases,
    support::records,
};
use medtrail::{
    handover::redact::{Originals, Redaction, Redactor, is_findable, is_hidden},
    protocol::{
        engine::{Answer, FromEngine, RowAt, ToEngine},
        export::{ExportWish, RecordFormat, TableFormat, WhichRows},
        hiding::HideWish,
        integrity::{IntegrityWish, ToIntegrity},
        review::{JobsWish, ReportFormat, Review, ReviewWish},
    },
    query::{GroupKey, GroupsWish, language},
    review::checks::FindingState,
    sample::{self, Plan},
    store::{Cell, Column},
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use serde_json::Value;
use std::collections::BTreeSet;

/// A bench with odd records, one of them of a user who has a common name.
fn bench() -> Bench {
    let mut runner = TestRunner::deterministic();
    let mut texts: Vec<String> = cases::records(120)
        .new_tree(&mut runner)
        .expect("records")
        .current()
        .iter()
        .map(Value::to_string)
        .collect();
    texts.push(records::medical(9).replace("Mateo_Jackson", "DetectPHI"));
    texts.push(records::medical(10));
    let path = "mateo-laptop/AWSLogs/111122223333/CloudTrail/us-east-1/2026/10/22/111122223333_CloudTrail_us-east-1_20261022T0800Z_Ab12.json";
    Bench::new(vec![(path, records::trail(&texts))])
}

/// All texts of hidden columns that nobody would meet by chance.
fn originals(answer: &Answer) -> BTreeSet<String> {
    let mut originals = BTreeSet::new();
    for row in &answer.window.rows {
        for (column, cell) in answer.window.columns.iter().zip(&row.cells) {
            if let (true, Cell::Text(text)) = (is_hidden(*column), cell) {
                originals.insert(text.to_string());
            }
        }
    }
    // What cannot be told from the words of every log is listed and not searched for.
    let common: BTreeSet<String> = [
        Column::Operation,
        Column::Region,
        Column::EventSource,
        Column::ErrorCode,
    ]
    .iter()
    .flat_map(|column| {
        answer
            .window
            .rows
            .iter()
            .map(|row| row.cells[column.index()].clone())
    })
    .filter_map(|cell| cell.as_text().map(str::to_owned))
    .collect();
    originals.retain(|text| is_findable(text) && !common.contains(text));
    assert!(originals.len() > 15, "{originals:?}");
    originals
}

fn assert_hidden(originals: &BTreeSet<String>, text: &str) {
    let mut known = Originals::default();
    originals.iter().for_each(|original| known.add(original));
    let found = known.find(text, 0);
    assert!(
        found.is_none(),
        "{found:?} in {}",
        found.map_or("", |(at, _)| &text[at.saturating_sub(80)..])
    );
}

#[test]
fn no_hidden_value_leaves_the_engine() {
    let mut bench = bench();
    let originals = originals(&bench.ask(""));
    let hidden = bench.hide(Some(HideWish::default()), Vec::new());
    assert!(
        hidden.common.contains(&"DetectPHI".to_owned()),
        "{:?}",
        hidden.common
    );
    let answer = bench.ask("");
    let mut said = format!("{answer:?}");
    let id = answer.window.rows[0].id;
    let groups = GroupsWish {
        column: Column::Caller,
        only_errors: false,
        search: "".into(),
        sort: GroupKey::Calls,
        is_descending: true,
        first: 0,
        len: 500,
    };
    for message in [
        ToEngine::Detail {
            generation: 1,
            row: RowAt::Id(id),
        },
        ToEngine::Groups {
            generation: 1,
            wish: groups,
        },
        ToEngine::Files {
            generation: 1,
            first: 0,
            len: 10,
            only_with_notes: false,
            search: String::new(),
        },
        ToEngine::SaveLedger,
    ] {
        for (message, bytes) in bench.tell(message) {
            said.push_str(&format!("{message:?}"));
            said.push_str(&String::from_utf8_lossy(&bytes));
        }
    }
    assert_hidden(&originals, &said);
    assert!(!said.contains("111122223333") && !said.contains("mateo-laptop"));
}

/// Checks, jobs and the calls at a glance.
fn whole_review() -> ReviewWish {
    ReviewWish {
        checks: Some(Default::default()),
        jobs: Some(JobsWish {
            open: None,
            search: "".into(),
            first: 0,
            len: 500,
        }),
        has_overview: true,
    }
}

/// Everything that the review, its report and the Integrity view say.
fn views(bench: &mut Bench) -> String {
    let report = |format| ToEngine::Report(bench::report(format));
    let messages = [
        ToEngine::Review {
            generation: 1,
            wish: whole_review(),
        },
        report(ReportFormat::Drawn),
        report(ReportFormat::Html),
        report(ReportFormat::Markdown),
        ToEngine::Integrity(ToIntegrity::Ask {
            generation: 1,
            wish: IntegrityWish {
                len: 100,
                ..IntegrityWish::default()
            },
        }),
    ];
    let mut said = String::new();
    for message in messages {
        for (message, bytes) in bench.tell(message) {
            said.push_str(&format!("{message:?}\n"));
            said.push_str(&String::from_utf8_lossy(&bytes).replace('\\', ""));
        }
    }
    said
}

#[test]
fn no_hidden_value_is_in_the_review_its_report_or_the_integrity_view() {
    let mut bench = bench();
    let originals = originals(&bench.ask(""));
    let plain = views(&mut bench);
    assert!(plain.contains("Mateo_Jackson") && plain.contains("111122223333"));
    bench.hide(Some(HideWish::default()), Vec::new());
    bench.ask("");
    let hidden = views(&mut bench);
    // Words of the views themselves are no values.
    let mut empty = Bench::new(Vec::new());
    empty.ask("");
    let ours = views(&mut empty);
    let is_value = |value: &&String| !ours.contains(value.as_str());
    assert_hidden(&originals.iter().filter(is_value).cloned().collect(), &hidden);
    assert!(
        !hidden.contains("111122223333") && !hidden.contains("mateo-laptop"),
        "{hidden}"
    );
}

#[test]
fn a_check_and_a_job_lead_to_the_same_calls_with_pseudonyms() {
    let review = |bench: &mut Bench| {
        let wish = whole_review();
        let mut whole = Review::default();
        for (said, _) in bench.tell(ToEngine::Review { generation: 1, wish }) {
            let FromEngine::Review { review, .. } = said else {
                panic!("{said:?}")
            };
            whole.checks = review.checks.or(whole.checks);
            whole.jobs = review.jobs.or(whole.jobs);
            whole.overview = review.overview.or(whole.overview);
        }
        whole
    };
    let files = sample::sample_files(&Plan::plain(3, 7, 60));
    let files = files.iter().map(|file| (file.path.as_str(), file.bytes.clone()));
    let mut bench = Bench::new(files.collect());
    bench.ask("");
    let plain = review(&mut bench);
    bench.hide(Some(HideWish::default()), Vec::new());
    bench.ask("");
    let hidden = review(&mut bench);
    let findings = |review: &Review| review.checks.as_ref().expect("checks").findings.clone();
    let mut num_followed = 0;
    for (plain, hidden) in findings(&plain).iter().zip(findings(&hidden)) {
        let (FindingState::Done(plain), FindingState::Done(hidden)) = (&plain.state, &hidden.state) else {
            continue;
        };
        assert_eq!(plain.calls, hidden.calls);
        if let Some(filter) = &hidden.filter {
            assert_eq!(bench.ask(filter).num_matching, plain.calls, "{filter}");
            num_followed += u32::from(plain.calls > 0);
        }
    }
    assert!(num_followed > 5, "{num_followed}");
    let jobs = |review: &Review| review.jobs.as_ref().expect("jobs").jobs.clone();
    assert!(jobs(&hidden).len() > 3);
    for (plain, hidden) in jobs(&plain).iter().zip(jobs(&hidden)) {
        assert_ne!(plain.id, hidden.id);
        let filter = format!("jobId = \"{}\"", hidden.id);
        assert_eq!(bench.ask(&filter).num_matching, plain.num_calls, "{filter}");
    }
}

#[test]
fn an_export_in_which_a_hidden_value_is_left_is_found_out() {
    let key = (1, 2);
    let redaction = Redaction {
        key,
        keeps_networks: false,
    };
    // Somebody is called what another will be called: the one's pseudonym is the other's name.
    let pseudonym = Redactor::new(redaction, Originals::default()).value("Mateo_Jackson");
    let texts = [
        records::medical(1),
        records::medical(2).replace("Mateo_Jackson", &pseudonym),
    ];
    for format in [RecordFormat::Lines, RecordFormat::Trail, RecordFormat::Bundle] {
        let mut bench = Bench::new(vec![("a.json", records::trail(&texts))]);
        bench.hide(
            Some(HideWish {
                key: Some(key),
                keeps_networks: false,
            }),
            Vec::new(),
        );
        bench.ask("");
        let saved = bench.save(bench::records(WhichRows::Matching, format));
        assert!(saved.sums.num_found > 0, "{format:?}");
        let csv = bench.save(ExportWish::Calls {
            rows: WhichRows::Matching,
            columns: [Column::UserName].into(),
            format: TableFormat::Json,
        });
        assert_eq!(csv.sums.num_found, 1);
    }
}

#[test]
fn no_hidden_value_is_in_an_export() {
    let mut bench = bench();
    let originals = originals(&bench.ask(""));
    let before = bench.ask("").num_matching;
    bench.hide(Some(HideWish::default()), Vec::new());
    bench.ask("");
    let rows = || WhichRows::Matching;
    for wish in [
        ExportWish::Calls {
            rows: rows(),
            columns: Column::ALL.into(),
            format: TableFormat::Json,
        },
        bench::records(rows(), RecordFormat::Lines),
    ] {
        let saved = bench.save(wish.clone());
        assert_eq!(saved.sums.num_found, 0, "the search of the export itself");
        assert_eq!(saved.sums.num_records, u64::from(before), "{wish:?}");
        assert_hidden(&originals, &String::from_utf8(saved.bytes).expect("text"));
    }
}

#[test]
fn switched_off_an_export_is_what_it_was() {
    let mut bench = bench();
    let wish = bench::records(WhichRows::Matching, RecordFormat::Lines);
    let before = bench.save(wish.clone()).bytes;
    bench.hide(Some(HideWish::default()), Vec::new());
    bench.ask("");
    assert_ne!(bench.save(wish.clone()).bytes, before);
    bench.hide(None, Vec::new());
    bench.ask("");
    assert_eq!(bench.save(wish).bytes, before);
}

#[test]
fn filters_stay_true_when_pseudonyms_come_and_go() {
    for filter in [
        "user : mateo",
        "account = 111122223333",
        "not arn ^ \"arn:aws:iam\"",
        "any : ana",
        "ip in 192.0.2.0/24",
        "message exists",
        "operation = DetectPHI",
    ] {
        let mut bench = bench();
        let plain = bench.ask(filter);
        assert!(
            plain.num_matching > 0 && plain.num_matching < 122,
            "{filter}: {}",
            plain.num_matching
        );
        let on = bench.hide(Some(HideWish::default()), vec![token(filter)]);
        assert_eq!(on.num_refused, 0);
        assert_eq!(
            bench.ask_tokens(on.tokens.clone()).num_matching,
            plain.num_matching,
            "{filter} on"
        );
        let off = bench.hide(None, on.tokens);
        assert_eq!(
            bench.ask_tokens(off.tokens).num_matching,
            plain.num_matching,
            "{filter} off"
        );
    }
}

#[test]
fn a_filter_that_nothing_passes_stays_one_and_hides_what_was_typed() {
    for filter in [
        "userName = Some_Body",
        "userName : Some_Bo",
        "arn ~ /Some_Bo.*/",
        "ip in 198.18.7.0/24",
    ] {
        let mut bench = bench();
        let on = bench.hide(Some(HideWish::default()), vec![token(filter)]);
        let text = language::print(&on.tokens[0].filter);
        assert!(!text.contains("Some_Bo") && !text.contains("198.18"), "{text}");
        assert_eq!(bench.ask(&text).num_matching, 0, "{text}");
        let off = bench.hide(None, on.tokens);
        assert_eq!(bench.ask_tokens(off.tokens).num_matching, 0, "{filter}");
    }
}

#[test]
fn what_is_typed_is_compared_with_what_is_shown() {
    let mut bench = bench();
    bench.hide(Some(HideWish::default()), Vec::new());
    let answer = bench.ask("");
    let at = Column::UserName.index();
    let names: BTreeSet<Cell> = answer
        .window
        .rows
        .iter()
        .map(|row| row.cells[at].clone())
        .collect();
    for name in names
        .iter()
        .filter_map(Cell::as_text)
        .filter(|name| name.starts_with("name-"))
    {
        let expected = answer
            .window
            .rows
            .iter()
            .filter(|row| row.cells[at].as_text() == Some(name))
            .count();
        for filter in [
            format!("userName = {name}"),
            format!("userName ^ {}", &name[..12]),
            format!("userName : {}", name.to_uppercase()),
        ] {
            assert_eq!(bench.ask(&filter).num_matching as usize, expected, "{filter}");
        }
    }
    assert_eq!(
        bench.ask("userName = Mateo_Jackson").num_matching,
        0,
        "the value itself is not shown"
    );
}

#[test]
fn a_kept_key_gives_the_same_pseudonyms_again() {
    let names = |wish: HideWish| {
        let mut bench = bench();
        bench.hide(Some(wish), Vec::new());
        let answer = bench.ask("");
        answer
            .window
            .rows
            .iter()
            .map(|row| row.cells[Column::Caller.index()].clone())
            .collect::<Vec<_>>()
    };
    let kept = HideWish {
        key: Some((1, 2)),
        keeps_networks: false,
    };
    assert_eq!(names(kept), names(kept));
    assert_ne!(names(kept), names(HideWish::default()));
}

#[test]
fn a_bundle_is_hidden_as_a_whole() {
    let mut bench = bench();
    let originals = originals(&bench.ask(""));
    let hidden = bench.hide(
        Some(HideWish::default()),
        vec![token("user : mateo or account = 111122223333")],
    );
    bench.ask_tokens(hidden.tokens);
    let saved = bench.save(bench::records(WhichRows::Matching, RecordFormat::Bundle));
    assert_eq!(saved.sums.num_found, 0, "the search of the bundle itself");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(saved.bytes)).expect("an archive");
    for name in [
        "README.txt",
        "report.html",
        "report.md",
        "ledger.json",
        "filter.txt",
    ] {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(name).expect(name), &mut text).expect("text");
        assert_hidden(&originals, &text);
        assert!(
            !text.contains("111122223333") && !text.contains("mateo"),
            "{name}: {text}"
        );
        if !matches!(name, "ledger.json" | "filter.txt") {
            assert!(text.contains("seudonyms stand in their place"), "{name}: {text}");
            assert!(!text.contains("s they stand in the logs"), "{name}: {text}");
        }
    }
    let FromEngine::Elsewhere { elsewhere, .. } = &bench.tell(ToEngine::Elsewhere {
        generation: 1,
        wish: medtrail::protocol::elsewhere::ElsewhereWish {
            target: medtrail::protocol::elsewhere::Target::Jq,
            place: None,
            only_medical: true,
        },
    })[0]
        .0
    else {
        panic!("an answer")
    };
    assert!(elsewhere.statements.is_empty(), "a query would hold the values");
}
