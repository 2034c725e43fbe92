//! One set of records in every shape: the same rows from each that holds them whole, stated differences from the
//! others, and one call for each however many shapes of it are opened.

#[path = "support/shapes.rs"]
mod shapes;
#[expect(dead_code, reason = "each test uses a part of it")]
mod support;

use medtrail::{
    base::{FileId, Shape},
    engine::Engine,
    protocol::{
        Scope,
        engine::{FileEntry, FromEngine, RowAt, RowDetail, ToEngine},
        ledger::Outcome,
        reader::{Delivery, ReadFile},
    },
    query::Query,
    reader::{Outbox, Reader, fetch_record},
    sample::{Plan, gzip, sample_files},
    store::{Cell, Column, Place, RowFlags},
    trail::value_hash::ValueHasher,
};
use serde_json::Value;
use shapes::{containers, lossless, lossy};
use std::{collections::BTreeSet, io::Cursor, slice};
use support::{KEY, Reading, Row, read};

/// The records of one file of the generator, of all services.
fn records() -> Vec<Value> {
    let plan = Plan {
        medical_share: 0.7,
        ..Plan::plain(61, 1, 60)
    };
    let files = sample_files(&plan);
    let text = miniz_oxide::inflate::decompress_to_vec(&files[0].bytes[10..files[0].bytes.len() - 8]);
    let mut trail: Value = serde_json::from_slice(&text.expect("one member")).expect("JSON");
    serde_json::from_value(trail["Records"].take()).expect("a list")
}

fn read_all_services(bytes: &[u8]) -> Reading {
    read(bytes, Scope::AllServices)
}

/// A row without its place.
fn bare(row: &Row) -> Row {
    let place = Place {
        file: FileId(0),
        member: 0,
        offset: 0,
        len: 0,
    };
    Row { place, ..row.clone() }
}

fn bare_rows(reading: &Reading) -> Vec<Row> {
    reading.rows.iter().map(bare).collect()
}

#[test]
fn every_shape_that_holds_whole_records_gives_the_same_rows() {
    let records = records();
    let expected = bare_rows(&read_all_services(records_file(&records).as_slice()));
    assert_eq!(expected.len(), records.len());
    for (name, bytes, shape) in lossless(&records) {
        let reading = read_all_services(&bytes);
        assert_eq!(reading.verdict(), (Outcome::Read, shape), "{name}");
        assert_eq!(reading.tally.malformed, 0, "{name}: {}", reading.sentence());
        assert_eq!(bare_rows(&reading), expected, "{name}");
    }
}

fn records_file(records: &[Value]) -> Vec<u8> {
    serde_json::json!({ "Records": records }).to_string().into_bytes()
}

#[test]
fn every_record_of_every_shape_is_found_again_at_its_place() {
    let records = records();
    let hasher = ValueHasher::new(KEY);
    for (name, bytes, _) in lossless(&records) {
        for (row, record) in read_all_services(&bytes).rows.iter().zip(&records) {
            let found = fetch_record(Cursor::new(&bytes), &row.place, row.value_hash, &hasher)
                .unwrap_or_else(|problem| panic!("{name}: {problem:?} {:?}", row.place));
            let found: Value = serde_json::from_slice(&found).expect("a record is JSON");
            assert_eq!(&found, record, "{name}");
        }
    }
    for (name, bytes, _) in lossy(&records) {
        for row in read_all_services(&bytes).rows {
            let found = fetch_record(Cursor::new(&bytes), &row.place, row.value_hash, &hasher);
            assert!(found.is_ok_and(|found| !found.is_empty()), "{name}");
        }
    }
}

#[test]
fn every_shape_reads_alike_in_every_container() {
    let records = &records()[..12];
    let all: Vec<_> = lossless(records).into_iter().chain(lossy(records)).collect();
    for (name, bytes, _) in &all {
        let expected = bare_rows(&read_all_services(bytes));
        for (container, packed) in containers(bytes) {
            let mut reader = Reader::new(KEY);
            reader.set_scope(Scope::AllServices);
            let mut opened = Opened::new(&[(container.into(), packed)]);
            let kept = opened.ledger()["records"]["kept"].clone();
            assert_eq!(kept, expected.len(), "{name} in {container}");
            assert_eq!(
                opened.ledger()["records"]["malformed"],
                0,
                "{name} in {container}"
            );
            assert_eq!(opened.ledger()["files"]["failed"], 0, "{name} in {container}");
        }
    }
}

/// The columns that are not in an export, and those whose cells say something else than the whole record's would.
fn differences(rows: &[Row], whole: &[Row]) -> (BTreeSet<&'static str>, BTreeSet<&'static str>) {
    let (mut missing, mut other) = (BTreeSet::new(), BTreeSet::new());
    for (row, whole) in rows.iter().zip(whole) {
        for column in Column::ALL {
            let (cell, full) = (&row.cells[column.index()], &whole.cells[column.index()]);
            if *cell == Cell::NotInExport {
                missing.insert(column.key());
            } else if cell != full {
                other.insert(column.key());
            }
        }
    }
    (missing, other)
}

#[test]
fn shapes_that_hold_a_part_of_the_record_say_which() {
    let records = records();
    let whole = read_all_services(&records_file(&records)).rows;
    for (name, bytes, shape) in lossy(&records) {
        let reading = read_all_services(&bytes);
        assert_eq!(reading.verdict(), (Outcome::Read, shape), "{name}");
        assert_eq!(
            reading.rows.len(),
            records.len(),
            "{name}: {}",
            reading.sentence()
        );
        let (missing, other) = differences(&reading.rows, &whole);
        let (_, stated_missing, stated_other) = STATED
            .iter()
            .find(|(stated, ..)| *stated == shape)
            .unwrap_or_else(|| panic!("{name} is not stated"));
        let list = |columns: &BTreeSet<&'static str>| columns.iter().copied().collect::<Vec<_>>().join(" ");
        assert_eq!(
            list(&missing),
            stated_missing.join(" "),
            "not in the export: {name}"
        );
        assert_eq!(
            list(&other),
            stated_other.join(" "),
            "other than in the record: {name}"
        );
        for row in &reading.rows {
            assert!(!row.flags.contains(RowFlags::CONFLICT));
        }
    }
}

/// A shape, the columns that are not in the export, and the columns that say something else.
type Stated = (Shape, &'static [&'static str], &'static [&'static str]);

/// Event history names the user of a session where the record names the role; the API Activity of this test has no actor.
const STATED: [Stated; 4] = [
    (
        Shape::EventHistoryCsv,
        &[
            "addendum.originalEventID",
            "addendum.originalRequestID",
            "addendum.reason",
            "additionalEventData.MFAUsed",
            "apiVersion",
            "callerKind",
            "credential",
            "dataAccessRole",
            "endpoint",
            "errorMessage",
            "eventVersion",
            "fips",
            "inputBucket",
            "inputKey",
            "jobId",
            "jobName",
            "jobStatus",
            "kmsKey",
            "managementEvent",
            "mfaState",
            "outputBucket",
            "outputKey",
            "requestParameters",
            "sessionCredentialFromConsole",
            "sharedEventID",
            "tlsDetails.cipherSuite",
            "tlsDetails.clientProvidedHostHeader",
            "tlsDetails.keyExchange",
            "tlsDetails.tlsVersion",
            "userIdentity.accountId",
            "userIdentity.arn",
            "userIdentity.credentialId",
            "userIdentity.identityProvider",
            "userIdentity.inScopeOf.credentialsIssuedTo",
            "userIdentity.inScopeOf.issuerType",
            "userIdentity.inScopeOf.sourceAccount",
            "userIdentity.inScopeOf.sourceArn",
            "userIdentity.invokedBy",
            "userIdentity.invokedByDelegate.accountId",
            "userIdentity.onBehalfOf.identityStoreArn",
            "userIdentity.onBehalfOf.userId",
            "userIdentity.principalId",
            "userIdentity.sessionContext.assumedRoot",
            "userIdentity.sessionContext.attributes.creationDate",
            "userIdentity.sessionContext.attributes.mfaAuthenticated",
            "userIdentity.sessionContext.ec2RoleDelivery",
            "userIdentity.sessionContext.sessionIssuer.accountId",
            "userIdentity.sessionContext.sessionIssuer.arn",
            "userIdentity.sessionContext.sessionIssuer.principalId",
            "userIdentity.sessionContext.sessionIssuer.type",
            "userIdentity.sessionContext.sessionIssuer.userName",
            "userIdentity.sessionContext.signInSessionArn",
            "userIdentity.sessionContext.sourceIdentity",
            "userIdentity.sessionContext.webIdFederationData.federatedProvider",
            "userIdentity.type",
            "vpcEndpointAccountId",
            "vpcEndpointId",
        ],
        &["caller", "principal"],
    ),
    (
        Shape::AthenaCsv,
        &[
            "addendum.originalEventID",
            "addendum.originalRequestID",
            "addendum.reason",
            "additionalEventData.MFAUsed",
            "apiVersion",
            "caller",
            "callerKind",
            "credential",
            "dataAccessRole",
            "endpoint",
            "eventCategory",
            "eventType",
            "eventVersion",
            "fips",
            "inputBucket",
            "inputKey",
            "jobId",
            "jobName",
            "jobStatus",
            "kmsKey",
            "managementEvent",
            "mfaState",
            "outputBucket",
            "outputKey",
            "principal",
            "readOnly",
            "recipientAccountId",
            "requestID",
            "requestParameters",
            "sessionCredentialFromConsole",
            "sharedEventID",
            "tlsDetails.cipherSuite",
            "tlsDetails.clientProvidedHostHeader",
            "tlsDetails.keyExchange",
            "tlsDetails.tlsVersion",
            "userIdentity.accessKeyId",
            "userIdentity.accountId",
            "userIdentity.arn",
            "userIdentity.credentialId",
            "userIdentity.identityProvider",
            "userIdentity.inScopeOf.credentialsIssuedTo",
            "userIdentity.inScopeOf.issuerType",
            "userIdentity.inScopeOf.sourceAccount",
            "userIdentity.inScopeOf.sourceArn",
            "userIdentity.invokedBy",
            "userIdentity.invokedByDelegate.accountId",
            "userIdentity.onBehalfOf.identityStoreArn",
            "userIdentity.onBehalfOf.userId",
            "userIdentity.principalId",
            "userIdentity.sessionContext.assumedRoot",
            "userIdentity.sessionContext.attributes.creationDate",
            "userIdentity.sessionContext.attributes.mfaAuthenticated",
            "userIdentity.sessionContext.ec2RoleDelivery",
            "userIdentity.sessionContext.sessionIssuer.accountId",
            "userIdentity.sessionContext.sessionIssuer.arn",
            "userIdentity.sessionContext.sessionIssuer.principalId",
            "userIdentity.sessionContext.sessionIssuer.type",
            "userIdentity.sessionContext.sessionIssuer.userName",
            "userIdentity.sessionContext.signInSessionArn",
            "userIdentity.sessionContext.sourceIdentity",
            "userIdentity.sessionContext.webIdFederationData.federatedProvider",
            "userIdentity.type",
            "userIdentity.userName",
            "vpcEndpointAccountId",
            "vpcEndpointId",
        ],
        &[],
    ),
    (
        Shape::Ocsf,
        &[
            "addendum.originalEventID",
            "addendum.originalRequestID",
            "addendum.reason",
            "additionalEventData.MFAUsed",
            "apiVersion",
            "credential",
            "dataAccessRole",
            "eventCategory",
            "eventType",
            "fips",
            "inputBucket",
            "inputKey",
            "jobId",
            "jobName",
            "jobStatus",
            "kmsKey",
            "managementEvent",
            "mfaState",
            "outputBucket",
            "outputKey",
            "readOnly",
            "recipientAccountId",
            "requestParameters",
            "sessionCredentialFromConsole",
            "sharedEventID",
            "tlsDetails.cipherSuite",
            "tlsDetails.clientProvidedHostHeader",
            "tlsDetails.keyExchange",
            "tlsDetails.tlsVersion",
            "userIdentity.accessKeyId",
            "userIdentity.accountId",
            "userIdentity.arn",
            "userIdentity.credentialId",
            "userIdentity.identityProvider",
            "userIdentity.inScopeOf.credentialsIssuedTo",
            "userIdentity.inScopeOf.issuerType",
            "userIdentity.inScopeOf.sourceAccount",
            "userIdentity.inScopeOf.sourceArn",
            "userIdentity.invokedByDelegate.accountId",
            "userIdentity.onBehalfOf.identityStoreArn",
            "userIdentity.onBehalfOf.userId",
            "userIdentity.principalId",
            "userIdentity.sessionContext.assumedRoot",
            "userIdentity.sessionContext.attributes.creationDate",
            "userIdentity.sessionContext.attributes.mfaAuthenticated",
            "userIdentity.sessionContext.ec2RoleDelivery",
            "userIdentity.sessionContext.sessionIssuer.accountId",
            "userIdentity.sessionContext.sessionIssuer.arn",
            "userIdentity.sessionContext.sessionIssuer.principalId",
            "userIdentity.sessionContext.sessionIssuer.type",
            "userIdentity.sessionContext.sessionIssuer.userName",
            "userIdentity.sessionContext.signInSessionArn",
            "userIdentity.sessionContext.sourceIdentity",
            "userIdentity.sessionContext.webIdFederationData.federatedProvider",
            "vpcEndpointAccountId",
        ],
        &[
            "caller",
            "callerKind",
            "endpoint",
            "principal",
            "userIdentity.invokedBy",
            "userIdentity.type",
            "userIdentity.userName",
            "vpcEndpointId",
        ],
    ),
    (
        Shape::LookupEvents,
        &[
            "addendum.originalEventID",
            "addendum.originalRequestID",
            "addendum.reason",
            "additionalEventData.MFAUsed",
            "apiVersion",
            "awsRegion",
            "caller",
            "callerKind",
            "client",
            "clientFamily",
            "clientKind",
            "clientVersion",
            "credential",
            "dataAccessRole",
            "endpoint",
            "errorCode",
            "errorMessage",
            "eventCategory",
            "eventType",
            "eventVersion",
            "fips",
            "inputBucket",
            "inputKey",
            "jobId",
            "jobName",
            "jobStatus",
            "kmsKey",
            "managementEvent",
            "mfaState",
            "networkClass",
            "outcomeClass",
            "outputBucket",
            "outputKey",
            "principal",
            "readOnly",
            "recipientAccountId",
            "regionListed",
            "requestID",
            "requestParameters",
            "result",
            "sessionCredentialFromConsole",
            "sharedEventID",
            "sourceIPAddress",
            "tlsDetails.cipherSuite",
            "tlsDetails.clientProvidedHostHeader",
            "tlsDetails.keyExchange",
            "tlsDetails.tlsVersion",
            "userAgent",
            "userIdentity.accessKeyId",
            "userIdentity.accountId",
            "userIdentity.arn",
            "userIdentity.credentialId",
            "userIdentity.identityProvider",
            "userIdentity.inScopeOf.credentialsIssuedTo",
            "userIdentity.inScopeOf.issuerType",
            "userIdentity.inScopeOf.sourceAccount",
            "userIdentity.inScopeOf.sourceArn",
            "userIdentity.invokedBy",
            "userIdentity.invokedByDelegate.accountId",
            "userIdentity.onBehalfOf.identityStoreArn",
            "userIdentity.onBehalfOf.userId",
            "userIdentity.principalId",
            "userIdentity.sessionContext.assumedRoot",
            "userIdentity.sessionContext.attributes.creationDate",
            "userIdentity.sessionContext.attributes.mfaAuthenticated",
            "userIdentity.sessionContext.ec2RoleDelivery",
            "userIdentity.sessionContext.sessionIssuer.accountId",
            "userIdentity.sessionContext.sessionIssuer.arn",
            "userIdentity.sessionContext.sessionIssuer.principalId",
            "userIdentity.sessionContext.sessionIssuer.type",
            "userIdentity.sessionContext.sessionIssuer.userName",
            "userIdentity.sessionContext.signInSessionArn",
            "userIdentity.sessionContext.sourceIdentity",
            "userIdentity.sessionContext.webIdFederationData.federatedProvider",
            "userIdentity.type",
            "userIdentity.userName",
            "vpcEndpointAccountId",
            "vpcEndpointId",
        ],
        &[],
    ),
];

/// An engine that has read files, one after another.
struct Opened {
    engine: Engine,
    files: Vec<(String, Vec<u8>)>,
}

#[derive(Default)]
struct Deliveries(Vec<(Delivery, Vec<u8>)>);

impl Outbox for Deliveries {
    fn deliver(&mut self, delivery: Delivery, rows: Vec<u8>) {
        self.0.push((delivery, rows));
    }
    fn progress(&mut self, _bytes: u64, _records: u64) {}
}

impl Opened {
    fn new(files: &[(String, Vec<u8>)]) -> Self {
        let mut opened = Self {
            engine: Engine::new(KEY),
            files: files.to_vec(),
        };
        let entry = |(index, (path, bytes)): (usize, &(String, Vec<u8>))| FileEntry {
            file: FileId(index as u32),
            path: path.as_str().into(),
            size: bytes.len() as u64,
        };
        let entries = files.iter().enumerate().map(entry).collect();
        opened.ask(ToEngine::Expect { files: entries });
        for (index, (_, bytes)) in files.iter().enumerate() {
            let (mut reader, mut deliveries) = (Reader::new(KEY), Deliveries::default());
            reader.set_scope(Scope::AllServices);
            let file = ReadFile {
                file: FileId(index as u32),
                attempt: 0,
                size: bytes.len() as u64,
            };
            reader.read_file(&file, Cursor::new(bytes), Some(bytes), &mut deliveries);
            reader.flush(&mut deliveries);
            for (delivery, rows) in deliveries.0 {
                opened.engine.deliver(delivery, &rows).expect("a batch");
                assert!(opened.engine.record_counts().is_balanced());
            }
        }
        opened
    }

    fn ask(&mut self, message: ToEngine) -> Option<(FromEngine, Option<Vec<u8>>)> {
        let mut said = None;
        self.engine
            .handle(message, &mut |message, bytes| said = Some((message, bytes)));
        said
    }

    fn ledger(&mut self) -> Value {
        let (_, json) = self.ask(ToEngine::SaveLedger).expect("an answer");
        serde_json::from_slice(&json.expect("a ledger")).expect("JSON")
    }

    /// The rows that are shown, newest first.
    fn details(&mut self) -> Vec<RowDetail> {
        let ask = ToEngine::Ask {
            generation: 1,
            query: Query::default(),
            rows: medtrail::query::RowsWish {
                first: 0,
                len: 0,
                columns: [].into(),
            },
            offsets: Default::default(),
            facets: medtrail::query::FacetsWish {
                columns: [Column::Operation].into(),
                limit: 1,
            },
        };
        let Some((FromEngine::Answer(answer), _)) = self.ask(ask) else {
            panic!("no answer");
        };
        let row = |index| match self.ask(ToEngine::Detail {
            generation: 1,
            row: RowAt::Index(index),
        }) {
            Some((FromEngine::Detail { detail, .. }, _)) => detail.expect("a row"),
            other => panic!("{other:?}"),
        };
        (0..answer.num_matching).map(row).collect()
    }
}

#[test]
fn the_same_call_in_two_shapes_is_one_call_and_the_fuller_is_shown() {
    let records = records();
    let full = ("whole.json".to_owned(), records_file(&records));
    let mut expected = Opened::new(slice::from_ref(&full)).details();
    expected.iter_mut().for_each(|detail| detail.places.clear());
    for (name, bytes, _) in lossy(&records) {
        let part = (name.to_owned(), bytes);
        for files in [[full.clone(), part.clone()], [part.clone(), full.clone()]] {
            let mut opened = Opened::new(&files);
            assert_eq!(opened.ledger()["records"]["kept"], records.len(), "{name}");
            assert_eq!(opened.ledger()["records"]["duplicates"], records.len(), "{name}");
            let mut details = opened.details();
            for detail in &mut details {
                assert_eq!(detail.places.len(), 2, "{name}");
                assert_eq!(&*detail.places[0].0, "whole.json", "{name}");
                detail.places.clear();
                detail.id = expected[0].id;
            }
            let expected: Vec<_> = expected
                .iter()
                .map(|detail| RowDetail {
                    id: expected[0].id,
                    ..detail.clone()
                })
                .collect();
            assert_eq!(details, expected, "{name}");
        }
    }
}

#[test]
fn all_shapes_and_containers_dropped_at_once_are_each_call_once() {
    let records = records();
    let shapes: Vec<_> = lossless(&records).into_iter().chain(lossy(&records)).collect();
    let mut files: Vec<_> = shapes
        .iter()
        .map(|(name, bytes, _)| ((*name).to_owned(), bytes.clone()))
        .collect();
    files.extend(
        containers(&records_file(&records))
            .into_iter()
            .map(|(name, bytes)| (format!("in a {name}"), bytes)),
    );
    files.push((
        "digest".into(),
        gzip(br#"{"digestStartTime":"t","digestEndTime":"t","logFiles":[]}"#),
    ));
    let num_copies = shapes.len() + containers(b"").len();
    for is_reversed in [false, true] {
        if is_reversed {
            files.reverse();
        }
        let mut opened = Opened::new(&files);
        let ledger = opened.ledger();
        let count = |of: &str| ledger["records"][of].as_u64().expect("a count") as usize;
        assert_eq!(count("seen"), num_copies * records.len());
        assert_eq!(count("kept"), records.len());
        assert_eq!(count("duplicates"), (num_copies - 1) * records.len());
        assert_eq!((count("otherServices"), count("malformed")), (0, 0));
        let num_files = |of: &str| ledger["files"][of].as_u64().expect("a count");
        assert_eq!(num_files("seen"), num_files("read") + num_files("skipped"));
        assert_eq!(num_files("failed"), 0);
        for detail in opened.details() {
            assert_eq!(detail.places.len(), num_copies);
            assert!(!detail.is_conflict);
        }
        assert_eq!(opened.files.len(), files.len());
    }
}
