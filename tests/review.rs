//! Checks and jobs over small logs: what hits, what misses, what cannot be judged, and that every number has a filter
//! that shows the same calls.

use medtrail::{
    base::{Bitset, EpochMillis, FileId, zone::Offsets},
    integrity::Sha256,
    protocol::{
        Scope,
        reader::{Delivery, ReadFile},
    },
    query::{
        FacetsWish, Query, Selection, Token,
        filter::{NoRecords, evaluate},
        language::parse,
    },
    reader::{Outbox, Reader},
    review::{
        checks::{
            Finding, FindingState, Found, Looked, OwnCheck, Setting, Settings, SettingsError, Told,
            WorkingHours, all, run,
        },
        jobs::{jobs, jobs_met, output_folder},
        neighbours::{NeighbourKind, neighbours},
        overview::overview,
        report::{Block, Document, FILTER_HEADING, FileFact, Input, document, to_html, to_markdown},
    },
    store::{Batch, Cell, Table},
};
use serde_json::{Value, json};
use std::io::Cursor;
const KEY: (u64, u64) = (3, 5);

#[derive(Default)]
struct Sent {
    batches: Vec<Vec<u8>>,
}

impl Outbox for Sent {
    fn deliver(&mut self, _delivery: Delivery, rows: Vec<u8>) {
        self.batches.push(rows);
    }
    fn progress(&mut self, _bytes: u64, _records: u64) {}
}

/// The table of these records.
fn table(records: &[Value]) -> Table {
    let text = json!({ "Records": records }).to_string().into_bytes();
    let (mut reader, mut sent) = (Reader::new(KEY), Sent::default());
    reader.set_scope(Scope::AllServices);
    let file = ReadFile {
        file: FileId(0),
        attempt: 0,
        size: text.len() as u64,
    };
    reader.read_file(&file, Cursor::new(&text), Some(&text), &mut sent);
    reader.flush(&mut sent);
    let mut table = Table::new(KEY);
    for rows in sent.batches {
        table.append(&Batch::from_bytes(&rows).expect("a batch"));
    }
    assert_eq!(table.live().count(), records.len(), "every record is a row");
    table
}

/// A call of an IAM role, the `n`th, changed by `changes`: `null` values there take a field away.
fn call(n: usize, changes: Value) -> Value {
    let mut record = json!({
        "eventVersion": "1.11",
        "userIdentity": {
            "type": "AssumedRole",
            "principalId": "AROACKCEVSQ6C2EXAMPLE:batch",
            "arn": "arn:aws:sts::111122223333:assumed-role/notes-nlp/batch",
            "accountId": "111122223333",
            "accessKeyId": "ASIAIOSFODNN7EXAMPLE",
            "sessionContext": {
                "sessionIssuer": { "type": "Role", "principalId": "AROACKCEVSQ6C2EXAMPLE",
                    "arn": "arn:aws:iam::111122223333:role/notes-nlp", "accountId": "111122223333", "userName": "notes-nlp" },
                "attributes": { "creationDate": "2026-10-01T08:00:00Z", "mfaAuthenticated": "false" }
            }
        },
        "eventTime": format!("2026-10-01T09:{:02}:{:02}Z", n / 60, n % 60),
        "eventSource": "comprehendmedical.amazonaws.com",
        "eventName": "DetectEntitiesV2",
        "awsRegion": "us-east-1",
        "sourceIPAddress": "192.0.2.41",
        "userAgent": "Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1 os/linux lang/python#3.12.1",
        "requestParameters": null,
        "responseElements": null,
        "requestID": format!("00000000-0000-4000-8000-{n:012}"),
        "eventID": format!("11111111-0000-4000-8000-{n:012}"),
        "eventType": "AwsApiCall",
        "recipientAccountId": "111122223333",
        "vpcEndpointId": "vpce-0123456789abcdef0",
        "tlsDetails": { "tlsVersion": "TLSv1.3", "clientProvidedHostHeader": "comprehendmedical-fips.us-east-1.amazonaws.com" }
    });
    merge(&mut record, changes);
    record
}

fn merge(record: &mut Value, changes: Value) {
    match (record, changes) {
        (Value::Object(record), Value::Object(changes)) => {
            for (key, change) in changes {
                if change == json!("(gone)") {
                    record.remove(&key);
                } else {
                    merge(record.entry(key).or_insert(Value::Null), change);
                }
            }
        }
        (record, change) => *record = change,
    }
}

fn user(name: &str) -> Value {
    json!({ "type": "IAMUser", "principalId": format!("AIDACKCEVSQ6C2{}", name.to_uppercase()),
        "arn": format!("arn:aws:iam::111122223333:user/{name}"), "accountId": "111122223333",
        "accessKeyId": "AKIAIOSFODNN7EXAMPLE", "userName": name, "sessionContext": "(gone)" })
}

fn found<'f>(findings: &'f [Finding], id: &str) -> &'f Found {
    let finding = findings.iter().find(|finding| &*finding.id == id);
    match finding.map(|finding| &finding.state) {
        Some(FindingState::Done(found)) => found,
        other => panic!("{id}: {other:?}"),
    }
}

/// The calls that a filter shows.
fn shown(table: &Table, filter: &str) -> usize {
    let filter = parse(filter).unwrap_or_else(|error| panic!("{filter}: {error:?}"));
    let mut rows = evaluate(table, &NoRecords, &filter).passes;
    rows.and(table.live());
    rows.count()
}

fn settings() -> Settings {
    Settings {
        regions: vec!["us-east-1".into()],
        output_buckets: vec!["results".into()],
        networks: vec!["192.0.2.0/24".parse().expect("a network")],
        hours: Some(WorkingHours {
            from: 8,
            until: 18,
            zone: "UTC".into(),
        }),
        ..Settings::default()
    }
}

/// The same with a clock of UTC.
fn told(settings: Settings) -> Told {
    told_with(settings, Offsets::default())
}

fn told_with(settings: Settings, clock: Offsets) -> Told {
    Told {
        settings: settings.into(),
        clock: Some(clock),
    }
}

fn start(n: usize, job: &str, changes: Value) -> Value {
    let mut record = call(
        n,
        json!({
            "eventName": "StartPHIDetectionJob",
            "requestParameters": {
                "inputDataConfig": { "s3Bucket": "notes", "s3Key": "in/" },
                "outputDataConfig": { "s3Bucket": "results", "s3Key": "out/" },
                "dataAccessRoleArn": "arn:aws:iam::111122223333:role/comprehend-medical",
                "jobName": "nightly",
                "kMSKey": "alias/notes"
            },
            "responseElements": { "jobId": job }
        }),
    );
    merge(&mut record, changes);
    record
}

fn about(n: usize, operation: &str, job: &str, changes: Value) -> Value {
    let mut record = call(
        n,
        json!({ "eventName": operation, "requestParameters": { "jobId": job } }),
    );
    merge(&mut record, changes);
    record
}

/// For every check: a log in which it hits, by how many calls.
fn hits() -> Vec<(&'static str, Vec<Value>, u32)> {
    let many = |num: usize, change: &dyn Fn(usize) -> Value| {
        (0..num).map(|n| call(n, change(n))).collect::<Vec<_>>()
    };
    let one = |changes: Value| vec![call(1, json!({})), call(2, changes)];
    let other = |source: &str, name: &str| one(json!({ "eventSource": source, "eventName": name }));
    let mut days = many(
        30,
        &|n| json!({ "eventTime": format!("2026-10-{:02}T09:00:00Z", n + 1) }),
    );
    days.push(call(
        40,
        json!({ "eventTime": "2026-10-29T09:00:00Z", "userIdentity": user("ana") }),
    ));
    vec![
        (
            "root",
            one(json!({ "userIdentity": { "type": "Root", "arn": "arn:aws:iam::111122223333:root" } })),
            1,
        ),
        ("long-term-key", one(json!({ "userIdentity": user("ana") })), 1),
        (
            "without-mfa",
            one(
                json!({ "userIdentity": { "type": "IAMUser", "principalId": "AIDACKCEVSQ6C2ANA",
                "arn": "arn:aws:iam::111122223333:user/ana", "userName": "ana",
                "sessionContext": { "sessionIssuer": "(gone)" } } }),
            ),
            1,
        ),
        (
            "other-account",
            one(json!({ "userIdentity": { "type": "AWSAccount", "accountId": "444455556666" } })),
            1,
        ),
        (
            "unknown-caller",
            one(json!({ "userIdentity": { "type": "Robot" } })),
            1,
        ),
        (
            "console-text",
            one(json!({ "sessionCredentialFromConsole": "true" })),
            1,
        ),
        ("denied", one(json!({ "errorCode": "AccessDeniedException" })), 1),
        (
            "endpoint-denied",
            one(json!({ "errorCode": "VpceAccessDenied" })),
            1,
        ),
        (
            "credentials-refused",
            one(json!({ "errorCode": "ExpiredTokenException" })),
            1,
        ),
        (
            "throttled",
            one(json!({ "errorCode": "TooManyRequestsException" })),
            1,
        ),
        ("no-endpoint", one(json!({ "vpcEndpointId": "(gone)" })), 1),
        (
            "not-fips",
            one(
                json!({ "tlsDetails": { "clientProvidedHostHeader": "comprehendmedical.us-east-1.amazonaws.com" } }),
            ),
            1,
        ),
        (
            "old-tls",
            one(json!({ "tlsDetails": { "tlsVersion": "TLSv1" } })),
            1,
        ),
        ("odd-region", one(json!({ "awsRegion": "mars-north-1" })), 1),
        ("deprecated", one(json!({ "eventName": "DetectEntities" })), 1),
        ("new-operation", one(json!({ "eventName": "DetectRhymes" })), 1),
        (
            "job-without-key",
            vec![
                start(1, "a", json!({})),
                start(2, "b", json!({ "requestParameters": { "kMSKey": "(gone)" } })),
            ],
            1,
        ),
        (
            "output-is-input",
            vec![
                start(1, "a", json!({})),
                start(
                    2,
                    "b",
                    json!({ "requestParameters": { "outputDataConfig": { "s3Bucket": "notes" } } }),
                ),
            ],
            1,
        ),
        (
            "described-by-other",
            vec![
                start(1, "a", json!({})),
                about(2, "DescribePHIDetectionJob", "a", json!({})),
                about(
                    3,
                    "DescribePHIDetectionJob",
                    "a",
                    json!({ "userIdentity": user("ana") }),
                ),
            ],
            1,
        ),
        (
            "stopped-by-other",
            vec![
                start(1, "a", json!({})),
                start(2, "b", json!({})),
                about(3, "StopPHIDetectionJob", "b", json!({})),
                about(
                    4,
                    "StopPHIDetectionJob",
                    "a",
                    json!({ "userIdentity": user("ana") }),
                ),
            ],
            1,
        ),
        (
            "sweep",
            many(25, &|n| match n {
                0..4 => json!({}),
                _ => json!({ "eventName": "ListPHIDetectionJobs" }),
            }),
            21,
        ),
        (
            "many-networks",
            many(8, &|n| json!({ "sourceIPAddress": format!("10.0.{n}.1") })),
            8,
        ),
        ("new-caller", days, 1),
        (
            "broken-client",
            many(15, &|n| match n {
                0..4 => json!({}),
                _ => json!({ "errorCode": "TextSizeLimitExceededException" }),
            }),
            11,
        ),
        ("allowed-regions", one(json!({ "awsRegion": "eu-west-1" })), 1),
        (
            "output-buckets",
            vec![
                start(1, "a", json!({})),
                start(
                    2,
                    "b",
                    json!({ "requestParameters": { "outputDataConfig": { "s3Bucket": "elsewhere" } } }),
                ),
            ],
            1,
        ),
        (
            "own-networks",
            one(json!({ "sourceIPAddress": "198.51.100.7" })),
            1,
        ),
        (
            "off-hours",
            one(json!({ "eventTime": "2026-10-01T19:00:00Z" })),
            1,
        ),
        (
            "cis-1",
            one(json!({ "eventSource": "s3.amazonaws.com", "userIdentity": { "type": "Root" } })),
            1,
        ),
        (
            "cis-2",
            one(json!({ "eventSource": "ec2.amazonaws.com", "errorCode": "Client.UnauthorizedOperation" })),
            1,
        ),
        (
            "cis-3",
            one(
                json!({ "eventSource": "signin.amazonaws.com", "eventName": "ConsoleLogin", "userIdentity": { "type": "IAMUser" },
                "responseElements": { "ConsoleLogin": "Success" }, "additionalEventData": { "MFAUsed": "No" } }),
            ),
            1,
        ),
        ("cis-4", other("iam.amazonaws.com", "PutRolePolicy"), 1),
        ("cis-5", other("cloudtrail.amazonaws.com", "StopLogging"), 1),
        (
            "cis-6",
            one(
                json!({ "eventSource": "signin.amazonaws.com", "eventName": "ConsoleLogin", "errorMessage": "Failed authentication" }),
            ),
            1,
        ),
        ("cis-7", other("kms.amazonaws.com", "ScheduleKeyDeletion"), 1),
        ("cis-8", other("s3.amazonaws.com", "PutBucketPolicy"), 1),
        (
            "cis-9",
            other("config.amazonaws.com", "StopConfigurationRecorder"),
            1,
        ),
        (
            "cis-10",
            other("ec2.amazonaws.com", "AuthorizeSecurityGroupIngress"),
            1,
        ),
        ("cis-11", other("ec2.amazonaws.com", "CreateNetworkAclEntry"), 1),
        ("cis-12", other("ec2.amazonaws.com", "AttachInternetGateway"), 1),
        ("cis-13", other("ec2.amazonaws.com", "ReplaceRoute"), 1),
        ("cis-14", other("ec2.amazonaws.com", "CreateVpc"), 1),
    ]
}

#[test]
fn every_check_hits_what_it_is_about_and_its_filter_shows_the_same_calls() {
    let hits = hits();
    let ids: Vec<_> = all().map(|check| check.id).collect();
    assert_eq!(hits.iter().map(|(id, ..)| *id).collect::<Vec<_>>(), ids);
    for (id, records, calls) in hits {
        let table = table(&records);
        let findings = run(&table, &NoRecords, &told(settings()), true);
        let hit = found(&findings, id);
        assert_eq!(hit.calls, calls, "{id}: {hit:?}");
        for finding in &findings {
            if let FindingState::Done(found) = &finding.state {
                let shown = found.filter.as_ref().map_or(0, |filter| shown(&table, filter));
                assert_eq!(shown, found.calls as usize, "{id}, {}", finding.id);
            }
        }
    }
}

#[test]
fn no_check_hits_an_ordinary_log_and_each_says_what_it_looked_through() {
    let mut records = vec![call(1, json!({})), start(2, "a", json!({}))];
    records.push(about(3, "DescribePHIDetectionJob", "a", json!({})));
    let table = table(&records);
    for finding in run(&table, &NoRecords, &told(settings()), true) {
        let FindingState::Done(found) = finding.state else {
            panic!("{}", finding.id)
        };
        assert_eq!(found.calls, 0, "{}: {:?}", finding.id, found.filter);
        assert_eq!(found.num_evaluated, 3, "{}", finding.id);
    }
}

#[test]
fn records_that_lack_a_field_are_counted_and_not_judged() {
    let bare = call(
        1,
        json!({ "userIdentity": "(gone)", "sourceIPAddress": "(gone)", "awsRegion": "(gone)",
        "eventTime": "(gone)", "userAgent": "(gone)", "vpcEndpointId": "(gone)", "tlsDetails": "(gone)", "requestParameters": "(gone)",
        "eventSource": "s3.amazonaws.com" }),
    );
    let ours = {
        let mut record = bare.clone();
        merge(
            &mut record,
            json!({ "eventSource": "comprehendmedical.amazonaws.com", "eventID": "e-2" }),
        );
        record
    };
    let table = table(&[bare, ours]);
    let findings = run(&table, &NoRecords, &told(settings()), true);
    for check in all().filter(|check| !check.needs.is_empty()) {
        let found = found(&findings, check.id);
        let is_about_source_only = check.needs == [medtrail::store::Column::EventSource];
        assert_eq!(
            found.num_lacking > 0,
            !is_about_source_only,
            "{}: {found:?}",
            check.id
        );
    }
}

#[test]
fn a_check_that_cannot_be_run_says_why_and_never_that_it_found_nothing() {
    let table = table(&[call(1, json!({}))]);
    let state = |settings: &Settings, has_all: bool, id: &str| {
        let findings = run(&table, &NoRecords, &told(settings.clone()), has_all);
        findings
            .into_iter()
            .find(|finding| &*finding.id == id)
            .expect(id)
            .state
    };
    let nothing = Settings::default();
    assert_eq!(
        state(&nothing, true, "allowed-regions"),
        FindingState::NeedsSetting(Setting::Regions)
    );
    assert_eq!(
        state(&nothing, true, "off-hours"),
        FindingState::NeedsSetting(Setting::Hours)
    );
    assert_eq!(state(&nothing, false, "cis-5"), FindingState::NeedsAllServices);
    let off = Settings {
        off: ["root".to_owned()].into(),
        ..Settings::default()
    };
    assert_eq!(state(&off, true, "root"), FindingState::Off);
    let own = |filter: &str| Settings {
        own: vec![OwnCheck {
            title: "mine".into(),
            filter: filter.into(),
        }],
        ..Settings::default()
    };
    assert_eq!(state(&own("caller ="), true, "own-1"), FindingState::BadFilter);
    let FindingState::Done(found) = state(&own("operation = DetectEntitiesV2"), true, "own-1") else {
        panic!("it can be run")
    };
    assert_eq!(found.calls, 1);
}

#[test]
fn settings_are_a_file_and_something_else_is_not() {
    let mut settings = settings();
    settings.off.insert("root".into());
    settings.own.push(OwnCheck {
        title: "mine".into(),
        filter: "caller = ana".into(),
    });
    assert_eq!(Settings::from_json(&settings.to_json()), Ok(settings.clone()));
    for other in [
        "",
        "{}",
        "[]",
        "{\"schema\":\"medtrail-ledger/1\"}",
        "{\"schema\":\"medtrail-checks/1\",\"load\":1}",
    ] {
        assert_eq!(
            Settings::from_json(other),
            Err(SettingsError::OtherFile),
            "{other}"
        );
    }
    settings.own[0].filter = "==".into();
    assert_eq!(
        Settings::from_json(&settings.to_json()),
        Err(SettingsError::BadFilter("mine".into()))
    );
}

#[test]
fn working_hours_are_those_of_their_clock() {
    let at = |hour: usize| {
        call(
            hour,
            json!({ "eventTime": format!("2026-10-01T{hour:02}:30:00Z") }),
        )
    };
    let table = table(&(0..24).map(at).collect::<Vec<_>>());
    let by = |from, until, clock: Offsets| {
        let settings = Settings {
            hours: Some(WorkingHours {
                from,
                until,
                zone: "Europe/Berlin".into(),
            }),
            ..Settings::default()
        };
        let findings = run(&table, &NoRecords, &told_with(settings, clock), true);
        let found = found(&findings, "off-hours");
        (found.calls, found.filter.clone().expect("a filter"))
    };
    let hours = |ahead: i32| Offsets::fixed(ahead * 3600);
    assert_eq!(by(8, 18, hours(0)).0, 14);
    assert_eq!(by(8, 18, hours(-5)).0, 14);
    assert_eq!(by(22, 6, hours(0)).0, 16, "over midnight");
    assert_eq!(by(8, 18, Offsets::fixed(19_800)).0, 14, "half hours");
    let (_, filter) = by(8, 18, hours(2));
    assert_eq!(
        shown(&table, &format!("({filter}) and time = 2026-10-01T06:30")),
        0,
        "8:30 there"
    );
    assert_eq!(
        shown(&table, &format!("({filter}) and time = 2026-10-01T16:30")),
        1,
        "18:30 there"
    );
}

#[test]
fn working_hours_follow_summer_time() {
    // Berlin's clocks are put back on 2026-10-25 at 01:00 UTC.
    let clock = Offsets::new(
        EpochMillis(0),
        EpochMillis(i64::MAX),
        7200,
        &[(EpochMillis::parse("2026-10-25T01:00:00Z").expect("a time"), 3600)],
    );
    let times = [
        ("2026-10-24T06:30:00Z", false),
        ("2026-10-24T16:30:00Z", true),
        ("2026-10-26T06:30:00Z", true),
        ("2026-10-26T16:30:00Z", false),
        ("yesterday", false),
    ];
    let record = |(n, (time, _)): (usize, &(&str, bool))| call(n, json!({ "eventTime": time }));
    let table = table(&times.iter().enumerate().map(record).collect::<Vec<_>>());
    let findings = run(&table, &NoRecords, &told_with(settings(), clock), true);
    let found = found(&findings, "off-hours");
    assert_eq!((found.calls, found.num_lacking), (2, 1), "{found:?}");
    let filter = found.filter.as_deref().expect("a filter");
    for (time, is_outside) in &times[..4] {
        let minute = &time[..16];
        let shown = shown(&table, &format!("({filter}) and time = {minute}"));
        assert_eq!(shown == 1, *is_outside, "{time}");
    }
}

#[test]
fn hours_of_an_unknown_clock_are_not_judged() {
    let table = table(&[call(1, json!({}))]);
    let told = Told {
        clock: None,
        ..told(settings())
    };
    let findings = run(&table, &NoRecords, &told, true);
    let finding = findings.iter().find(|finding| &*finding.id == "off-hours");
    assert_eq!(
        finding.map(|finding| &finding.state),
        Some(&FindingState::NeedsSetting(Setting::Hours))
    );
}

#[test]
fn three_interleaved_jobs_give_three_stories() {
    let described = |n: usize, job: &str, status: &str| {
        about(
            n,
            "DescribePHIDetectionJob",
            job,
            json!({ "responseElements": { "comprehendMedicalAsyncJobProperties": {
            "jobId": job, "jobStatus": status } } }),
        )
    };
    let table = table(&[
        start(1, "a", json!({})),
        start(
            2,
            "b",
            json!({ "userIdentity": user("ana"), "requestParameters": { "kMSKey": "(gone)", "jobName": "(gone)" } }),
        ),
        described(3, "a", "IN_PROGRESS"),
        about(4, "StopPHIDetectionJob", "b", json!({})),
        about(
            5,
            "DescribePHIDetectionJob",
            "c",
            json!({ "userIdentity": user("ben") }),
        ),
        described(6, "a", "COMPLETED"),
        call(7, json!({ "eventName": "ListPHIDetectionJobs" })),
        start(
            8,
            "(gone)",
            json!({ "responseElements": null, "errorCode": "InvalidRequestException" }),
        ),
    ]);
    let found = jobs(&table, &Bitset::all(table.num_rows()));
    assert_eq!((found.num_failed_starts, found.num_lists), (1, 1));
    let [b, a, c] = &found.jobs[..] else {
        panic!("{:?}", found.jobs)
    };
    assert_eq!([&*a.id, &*b.id, &*c.id], ["a", "b", "c"]);
    assert_eq!(a.kind.as_deref(), Some("PHI detection"));
    assert_eq!(a.name, Cell::text("nightly"));
    assert_eq!(a.input, (Cell::text("notes"), Cell::text("in/")));
    assert_eq!(a.output, (Cell::text("results"), Cell::text("out/")));
    assert_eq!(a.kms_key, Cell::text("alias/notes"));
    assert_eq!(a.status.as_ref().map(|(status, _)| &**status), Some("COMPLETED"));
    assert_eq!(
        a.described.iter().map(|(_, calls)| *calls).collect::<Vec<_>>(),
        [2]
    );
    assert_eq!((a.num_calls, a.stops.len()), (3, 0));
    assert_eq!(output_folder(a).as_deref(), Some("111122223333-PHIDetection-a"));
    assert_eq!(b.start.as_ref().map(|step| &*step.caller), Some("ana"));
    assert_eq!((&b.kms_key, &b.name), (&Cell::Absent, &Cell::Absent));
    assert_eq!(
        b.stops.iter().map(|step| &*step.caller).collect::<Vec<_>>(),
        ["notes-nlp/batch"]
    );
    assert_eq!(c.start, None, "started before these logs begin");
    assert_eq!(c.input.0, Cell::Absent);
}

#[test]
fn what_happened_around_a_job_is_found_in_other_services() {
    const ROLE: &str = "arn:aws:iam::111122223333:role/notes-access";
    let at = |n: usize, time: &str, source: &str, name: &str, identity: Value| {
        call(
            n,
            json!({ "eventTime": time, "eventSource": source, "eventName": name, "userIdentity": identity }),
        )
    };
    let session = json!({ "type": "AssumedRole", "principalId": "AROAEXAMPLE:job", "accountId": "111122223333",
        "sessionContext": { "sessionIssuer": { "type": "Role", "arn": ROLE } },
        "invokedBy": "comprehendmedical.amazonaws.com" });
    let service = json!({ "type": "AWSService", "invokedBy": "comprehendmedical.amazonaws.com" });
    let table = table(&[
        start(
            1,
            "a",
            json!({ "eventTime": "2026-10-01T10:00:00Z", "requestParameters": { "dataAccessRoleArn": ROLE } }),
        ),
        at(
            2,
            "2026-10-01T10:00:05Z",
            "sts.amazonaws.com",
            "AssumeRole",
            service.clone(),
        ),
        at(
            3,
            "2026-10-01T10:01:00Z",
            "kms.amazonaws.com",
            "GenerateDataKey",
            session.clone(),
        ),
        at(
            4,
            "2026-10-01T10:02:00Z",
            "s3.amazonaws.com",
            "GetObject",
            session.clone(),
        ),
        at(
            5,
            "2026-10-01T10:03:00Z",
            "s3.amazonaws.com",
            "PutObject",
            session.clone(),
        ),
        // Another day, another caller: not this job's.
        at(
            6,
            "2026-10-05T10:03:00Z",
            "s3.amazonaws.com",
            "PutObject",
            session,
        ),
        at(
            7,
            "2026-10-01T10:03:00Z",
            "s3.amazonaws.com",
            "PutObject",
            user("ana"),
        ),
        at(
            8,
            "2026-10-20T10:03:00Z",
            "iam.amazonaws.com",
            "PutRolePolicy",
            user("ana"),
        ),
        at(
            9,
            "2026-10-20T10:03:00Z",
            "iam.amazonaws.com",
            "GetRolePolicy",
            user("ana"),
        ),
    ]);
    let found = jobs(&table, table.live());
    assert_eq!(found.jobs[0].role, Cell::text(ROLE));
    let around = neighbours(&table, &NoRecords, &found.jobs[0]);
    let counts: Vec<_> = around
        .iter()
        .map(|one| (one.kind, one.calls, one.num_open))
        .collect();
    assert_eq!(
        counts,
        [
            (NeighbourKind::Assumed, 0, 1),
            (NeighbourKind::Keys, 1, 0),
            (NeighbourKind::Objects, 2, 0),
            (NeighbourKind::RoleChanges, 0, 1)
        ]
    );
    for one in around.iter().filter(|one| one.num_open == 0) {
        assert_eq!(shown(&table, &one.filter), one.calls as usize, "{}", one.filter);
    }
    let mut without = (*found.jobs[0]).clone();
    without.role = Cell::Absent;
    assert_eq!(neighbours(&table, &NoRecords, &without), []);
}

/// A report of a log with something of everything, under a filter.
fn report_of(table: &Table, filters: &[String]) -> Document {
    let token = |filter: &String| Token {
        filter: parse(filter).expect("a filter"),
        is_on: true,
    };
    let query = Query {
        tokens: filters.iter().map(token).collect(),
        ..Query::default()
    };
    let facets = FacetsWish {
        columns: [].into(),
        limit: 0,
    };
    let mut selection = Selection::run(table, &query, &facets, None);
    let rows = selection.matching().clone();
    let overview = overview(table, &rows);
    let findings = run(table, &NoRecords, &told(settings()), true);
    let histogram = selection.histogram(table, &Offsets::default());
    document(&Input {
        version: "0.0.0",
        made_at: "2026-10-02 00:00:00 UTC",
        filters,
        overview: &overview,
        histogram: Some(&histogram),
        jobs: &jobs_met(table, table.live(), &rows),
        findings: &findings,
        looked: &Looked::of(table, None),
        integrity: None,
        files: &[FileFact {
            path: HOSTILE.into(),
            shape: "trail".into(),
            outcome: "read".into(),
            records: (4, 4),
            sha256: [None, Some("e3b0".into())],
            notes: String::new(),
        }],
        is_final: true,
        is_hidden: false,
        records: [4, 4, 0, 0, 0],
        labels: &[],
    })
}

/// Markup, a table's bar, a link, code, and a character that turns text round.
const HOSTILE: &str = "<img src=x onerror=alert(1)>|[a](javascript:b)`*_#&\u{202e}\n\"'";

fn hostile_table() -> Table {
    table(&[
        call(1, json!({ "userAgent": HOSTILE, "sourceIPAddress": HOSTILE })),
        call(
            2,
            json!({ "userIdentity": { "type": "IAMUser", "userName": HOSTILE, "arn": HOSTILE }, "errorCode": HOSTILE }),
        ),
        start(
            3,
            HOSTILE,
            json!({ "requestParameters": { "inputDataConfig": { "s3Bucket": HOSTILE } } }),
        ),
        call(
            4,
            json!({ "awsRegion": "eu-west-1", "errorCode": "AccessDeniedException" }),
        ),
    ])
}

#[test]
fn every_number_of_the_report_is_what_its_filter_shows() {
    let table = hostile_table();
    for filters in [
        Vec::new(),
        vec![
            "not awsRegion = eu-west-1".to_owned(),
            "eventName exists".to_owned(),
        ],
        vec!["jobId absent or errorCode exists".to_owned()],
    ] {
        let report = report_of(&table, &filters);
        let mut num_numbers = 0;
        for block in &report.blocks {
            let Block::Table(sheet) = block else { continue };
            let place = |name: &str| sheet.head.iter().position(|heading| heading == name);
            let (Some(filter), Some(calls)) = (place(FILTER_HEADING), place("Calls")) else {
                continue;
            };
            for row in sheet.rows.iter().filter(|row| !row[filter].is_empty()) {
                assert_eq!(shown(&table, &row[filter]).to_string(), row[calls], "{row:?}");
                if let Some(failed) = place("Failed") {
                    let failures = format!("({}) and not result = Success", row[filter]);
                    assert_eq!(shown(&table, &failures).to_string(), row[failed], "{row:?}");
                }
                num_numbers += 1;
            }
        }
        assert!(num_numbers > 40, "{num_numbers}");
    }
}

#[test]
fn a_report_has_every_section_and_nothing_of_a_log_is_markup_in_it() {
    let report = report_of(&hostile_table(), &[]);
    let (html, markdown) = (to_html(&report), to_markdown(&report));
    for section in [
        "Limits",
        "Calls over time",
        "By eventName",
        "By caller",
        "Batch jobs",
        "Checks",
        "Integrity and coverage",
        "Files",
    ] {
        assert!(html.contains(&format!("<h2>{section}</h2>")), "{section}");
        assert!(markdown.contains(&format!("## {section}")), "{section}");
    }
    assert!(html.contains("default-src 'none'"));
    assert!(!html.contains("<img") && !html.contains('\u{202e}') && html.contains("&lt;img"));
    // The only tags are the report's own.
    for tag in html.split('<').skip(1) {
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let own = [
            "!", "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "ul", "li", "dl", "dt",
            "dd", "table", "thead", "tbody", "tr", "th", "td", "bdi", "code", "svg", "rect",
        ];
        assert!(tag.starts_with('!') || own.contains(&&*name), "{tag}");
    }
    assert!(!markdown.contains('\u{202e}'));
    // Within code nothing is markup.
    let is_text = |cell: &&str| !cell.trim_start().starts_with('`');
    let texts: Vec<&str> = markdown.split(" | ").filter(is_text).collect();
    let texts = texts.join(" | ");
    assert!(texts.contains("img") && !texts.contains("<img") && !texts.contains("]("));
    for line in markdown.lines().filter(|line| line.starts_with("| ")) {
        let bars = line.replace("\\|", "").matches('|').count();
        assert!(bars >= 4, "{line}");
    }
}

#[test]
fn the_policy_of_a_saved_report_allows_its_own_style_and_nothing_else() {
    let html = to_html(&report_of(&hostile_table(), &[]));
    let between = |begin: &str, end: &str| {
        let (_, rest) = html.split_once(begin).expect(begin);
        rest.split_once(end).expect(end).0
    };
    let hash = base64(&Sha256::of(between("<style>", "</style>").as_bytes()).0);
    assert_eq!(
        between("http-equiv=\"Content-Security-Policy\" content=\"", "\""),
        format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
    );
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let number = (0..3).fold(0_usize, |number, at| {
            number << 8 | usize::from(*three.get(at).unwrap_or(&0))
        });
        for at in 0..4 {
            let is_filled = at <= three.len();
            let letter = char::from(LETTERS[number >> (18 - 6 * at) & 63]);
            text.push(if is_filled { letter } else { '=' });
        }
    }
    text
}

#[test]
fn a_report_of_files_that_are_still_being_read_says_so() {
    let table = table(&[call(1, json!({}))]);
    let text = to_markdown(&report_of(&table, &[]));
    assert!(text.contains("Everything was read when this was made"), "{text}");
    assert!(
        text.contains("whether all that was delivered is among these files is not known"),
        "{text}"
    );
}

#[test]
fn a_drawn_report_is_shortened_and_says_so() {
    let report = report_of(&hostile_table(), &[]).shortened(2);
    let left_out = report.blocks.iter().filter_map(|block| match block {
        Block::Table(sheet) => Some((sheet.rows.len(), sheet.num_left_out)),
        _ => None,
    });
    let left_out: Vec<_> = left_out.collect();
    assert!(
        left_out.iter().all(|(rows, _)| *rows <= 2) && left_out.iter().any(|(_, left_out)| *left_out > 0)
    );
}
