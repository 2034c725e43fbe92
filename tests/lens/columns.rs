//! What the columns say of whole records: the published one, a job's, those of other services.

use super::support::{KEY, Row, read};
use medtrail::{
    base::FileId,
    protocol::{
        Scope,
        reader::{Delivery, ReadFile},
    },
    reader::{Outbox, Reader},
    sample::{Plan, sample_files},
    store::{Batch, Cell, Column, ColumnView, Table, codes::CodesView},
};
use serde_json::{Value, json};
use std::io::Cursor;

/// The record of the service's guide, "Logging Amazon Comprehend Medical API calls by using AWS CloudTrail".
pub const PUBLISHED: &str = r#"{ "eventVersion": "1.05", "userIdentity": { "type": "IAMUser", "principalId": "AIDACKCEVSQ6C2EXAMPLE", "arn": "arn:aws:iam::123456789012:user/Mateo_Jackson", "accountId": "123456789012", "accessKeyId": "ASIAXHKUFODNN8EXAMPLE", "sessionContext": { "sessionIssuer": { "type": "Role", "principalId": "AIDACKCEVSQ6C2EXAMPLE", "arn": "arn:aws:iam::123456789012:user/Mateo_Jackson", "accountId": "123456789012", "userName": "Mateo_Jackson" }, "webIdFederationData": {}, "attributes": { "mfaAuthenticated": "false", "creationDate": "2019-09-27T20:07:27Z" } } }, "eventTime": "2019-09-27T20:10:26Z", "eventSource": "comprehendmedical.amazonaws.com", "eventName": "DetectEntitiesV2", "awsRegion": "us-east-1", "sourceIPAddress": "702.21.198.166", "userAgent": "aws-internal/3 aws-sdk-java/1.11.590 Linux/4.9.184-0.1.ac.235.83.329.metal1.x86_64 OpenJDK_64-Bit_Server_VM/25.212-b03 java/1.8.0_212 vendor/Oracle_Corporation", "requestParameters": null, "responseElements": null, "requestID": "8d85f2ec-EXAMPLE", "eventID": "ae9be9b1-EXAMPLE", "eventType": "AwsApiCall", "recipientAccountId": "123456789012" }"#;

pub fn row_of(record: &str) -> Row {
    let mut reading = read(
        format!(r#"{{"Records":[{record}]}}"#).as_bytes(),
        Scope::AllServices,
    );
    assert_eq!(reading.rows.len(), 1, "{record}");
    reading.rows.remove(0)
}

fn assert_cells(row: &Row, expected: &[(Column, &str)]) {
    for (column, text) in expected {
        let cell = &row.cells[column.index()];
        let shown = match cell {
            Cell::Absent => "(absent)",
            Cell::Null => "(null)",
            Cell::NotInExport => "(not in this export)",
            Cell::Text(text) => text,
        };
        assert_eq!(shown, *text, "{}", column.key());
    }
}

#[test]
fn the_published_record_answers_every_question_of_its_guide() {
    assert_cells(
        &row_of(PUBLISHED),
        &[
            (Column::Operation, "DetectEntitiesV2"),
            (Column::OutcomeClass, "Success"),
            (Column::Caller, "Mateo_Jackson"),
            (Column::Principal, "Mateo_Jackson · AIDACKCEVSQ6C2EXAMPLE"),
            (Column::CallerKind, "IAM user"),
            (Column::Credential, "Temporary · IAM user"),
            (Column::MfaState, "Without MFA"),
            (Column::IssuerType, "Role"),
            (Column::IssuerUserName, "Mateo_Jackson"),
            (Column::FederatedProvider, "(absent)"),
            (Column::SourceIp, "702.21.198.166"),
            (Column::NetworkClass, "Not an address"),
            (Column::Endpoint, "None recorded"),
            (Column::Fips, "(absent)"),
            (Column::TlsVersion, "(absent)"),
            (Column::RegionListed, "true"),
            (Column::Client, "AWS SDK for Java 1.11.590"),
            (Column::ClientKind, "SDK"),
            (Column::ClientFamily, "AWS SDK for Java"),
            (Column::ClientVersion, "1.11.590"),
            (Column::OperationGroup, "Text analysis"),
            (Column::Touches, "Clinical text in the request"),
            (Column::IamLevel, "Read"),
            (Column::IsJob, "false"),
            (Column::JobType, "(absent)"),
            (Column::Deprecated, "false"),
            (Column::RequestParameters, "(null)"),
            (Column::JobId, "(absent)"),
            (Column::Twin, "(absent)"),
        ],
    );
}

#[test]
fn a_jobs_parameters_are_found_whatever_the_case_of_their_keys() {
    let parameters = json!({
        "inputDataConfig": {"s3Bucket": "in", "s3Key": "notes/"},
        "outputDataConfig": {"s3Bucket": "out", "s3Key": "results/"},
        "dataAccessRoleArn": "arn:aws:iam::123456789012:role/data", "jobName": "nightly", "languageCode": "en",
        "kMSKey": "arn:aws:kms:us-east-1:123456789012:key/1",
    });
    let upper = |value: &Value| -> Value {
        serde_json::from_str(
            &value
                .to_string()
                .replace("\"s3", "\"S3")
                .replace("\"job", "\"Job"),
        )
        .expect("JSON")
    };
    let start = |parameters: Value, response: Value| {
        json!({"eventSource": "comprehendmedical.amazonaws.com", "eventName": "StartPHIDetectionJob",
            "eventID": "e", "requestParameters": parameters, "responseElements": response})
        .to_string()
    };
    let expected = [
        (Column::JobId, "j-1"),
        (Column::JobName, "nightly"),
        (Column::JobStatus, "(absent)"),
        (Column::JobType, "PHI detection"),
        (Column::InputBucket, "in"),
        (Column::InputKey, "notes/"),
        (Column::OutputBucket, "out"),
        (Column::OutputKey, "results/"),
        (Column::DataAccessRole, "arn:aws:iam::123456789012:role/data"),
        (Column::KmsKey, "arn:aws:kms:us-east-1:123456789012:key/1"),
        (Column::OperationGroup, "Start job"),
        (Column::Touches, "PHI from bucket to bucket"),
        (Column::IamLevel, "Write"),
        (Column::IsJob, "true"),
        (Column::RegionListed, "(absent)"),
    ];
    assert_cells(
        &row_of(&start(parameters.clone(), json!({"jobId": "j-1"}))),
        &expected,
    );
    assert_cells(
        &row_of(&start(upper(&parameters), json!({"JobId": "j-1"}))),
        &expected,
    );
    // Described: what the response says counts, and it alone knows the state.
    let mut properties = parameters;
    properties["jobId"] = "j-1".into();
    properties["jobStatus"] = "COMPLETED".into();
    let described =
        json!({"eventSource": "comprehendmedical.amazonaws.com", "eventName": "DescribePHIDetectionJob",
        "eventID": "e", "requestParameters": {"jobId": "j-1"},
        "responseElements": {"comprehendMedicalAsyncJobProperties": properties}})
        .to_string();
    let row = row_of(&described);
    assert_cells(&row, &expected[..2]);
    assert_cells(&row, &expected[3..10]);
    assert_cells(
        &row,
        &[
            (Column::JobStatus, "COMPLETED"),
            (Column::Touches, "Job metadata"),
        ],
    );
}

#[test]
fn an_operation_the_list_does_not_have_is_new_and_other_services_have_none() {
    let record = |source: &str, name: &str, region: &str| {
        json!({"eventSource": source, "eventName": name, "awsRegion": region, "eventID": "e"}).to_string()
    };
    let unknown = row_of(&record(
        "comprehendmedical.amazonaws.com",
        "DetectMoods",
        "mars-1",
    ));
    assert_cells(
        &unknown,
        &[
            (Column::OperationGroup, "New"),
            (Column::Touches, "Unknown"),
            (Column::IamLevel, "Unknown"),
            (Column::Deprecated, "Unknown"),
            (Column::RegionListed, "false"),
        ],
    );
    for source in ["comprehend.amazonaws.com", "s3.amazonaws.com"] {
        assert_cells(
            &row_of(&record(source, "DetectEntities", "mars-1")),
            &[
                (Column::OperationGroup, "(absent)"),
                (Column::Touches, "(absent)"),
                (Column::RegionListed, "(absent)"),
            ],
        );
    }
}

#[test]
fn the_newest_fields_have_columns() {
    let record = json!({"eventSource": "s3.amazonaws.com", "eventName": "X", "eventID": "e", "apiVersion": "2006-03-01",
        "vpcEndpointId": "vpce-1", "vpcEndpointAccountId": "111122223333",
        "tlsDetails": {"tlsVersion": "TLSv1.3", "keyExchange": "X25519MLKEM768", "clientProvidedHostHeader": "s3-fips.us-east-1.amazonaws.com"},
        "addendum": {"reason": "UPDATED_DATA", "updatedFields": "x", "originalRequestID": "r", "originalEventID": "o"},
        "additionalEventData": {"MFAUsed": "Yes"},
        "userIdentity": {"type": "AssumedRole", "identityProvider": "idp", "credentialId": "c",
            "onBehalfOf": {"userId": "u", "identityStoreArn": "store"},
            "inScopeOf": {"sourceArn": "a", "sourceAccount": "b", "issuerType": "c", "credentialsIssuedTo": "d"},
            "invokedByDelegate": {"accountId": "444455556666"},
            "sessionContext": {"sourceIdentity": "s", "assumedRoot": "true", "ec2RoleDelivery": "2.0", "signInSessionArn": "sign",
                "sessionIssuer": {"type": "Role", "userName": "n", "principalId": "p", "arn": "i", "accountId": "123456789012"},
                "webIdFederationData": {"federatedProvider": "f"}}}})
    .to_string();
    assert_cells(
        &row_of(&record),
        &[
            (Column::ApiVersion, "2006-03-01"),
            (Column::VpcEndpointAccountId, "111122223333"),
            (Column::Endpoint, "VPC endpoint"),
            (Column::KeyExchange, "X25519MLKEM768"),
            (Column::Fips, "FIPS host"),
            (Column::AddendumReason, "UPDATED_DATA"),
            (Column::AddendumOriginalRequestId, "r"),
            (Column::AddendumOriginalEventId, "o"),
            (Column::MfaUsed, "Yes"),
            (Column::IdentityProvider, "idp"),
            (Column::CredentialId, "c"),
            (Column::OnBehalfOfUserId, "u"),
            (Column::IdentityStoreArn, "store"),
            (Column::ScopeSourceArn, "a"),
            (Column::ScopeSourceAccount, "b"),
            (Column::ScopeIssuerType, "c"),
            (Column::ScopeIssuedTo, "d"),
            (Column::DelegateAccountId, "444455556666"),
            (Column::AssumedRoot, "true"),
            (Column::Ec2RoleDelivery, "2.0"),
            (Column::SignInSessionArn, "sign"),
            (Column::IssuerType, "Role"),
            (Column::IssuerUserName, "n"),
            (Column::IssuerPrincipalId, "p"),
            (Column::IssuerAccountId, "123456789012"),
            (Column::FederatedProvider, "f"),
        ],
    );
}

#[test]
fn every_column_is_documented() {
    let page = include_str!("../../docs/columns.md");
    for column in Column::ALL {
        let last = column.key().rsplit('.').next().expect("a name");
        let is_named = ["`", ".", "…"]
            .iter()
            .any(|before| page.contains(&format!("{before}{last}`")));
        assert!(is_named, "{}", column.key());
    }
}

/// A table of all that a reader delivers.
struct Joined(Table);

impl Outbox for Joined {
    fn deliver(&mut self, _: Delivery, rows: Vec<u8>) {
        self.0.append(&Batch::from_bytes(&rows).expect("a batch"));
    }

    fn progress(&mut self, _: u64, _: u64) {}
}

#[test]
fn a_row_costs_less_than_a_hundred_bytes() {
    let plan = Plan {
        medical_share: 1.0,
        ..Plan::plain(7, 8, 1500)
    };
    let mut reader = Reader::new(KEY);
    let mut joined = Joined(Table::new(KEY));
    for (number, file) in (0..).zip(sample_files(&plan)) {
        let read_file = ReadFile {
            file: FileId(number),
            attempt: 1,
            size: file.bytes.len() as u64,
        };
        reader.read_file(
            &read_file,
            Cursor::new(&file.bytes),
            Some(&file.bytes),
            &mut joined,
        );
    }
    reader.flush(&mut joined);
    let num_rows = joined.0.num_rows();
    assert!(num_rows > 10_000);
    let bytes = bytes_a_row(&joined.0);
    assert!(bytes < 100.0, "{bytes} bytes a row");
}

/// What a row costs when there are many: the room that the last chunk keeps for more is left out.
fn bytes_a_row(table: &Table) -> f64 {
    // Time, marks and place, see their columns.
    let mut bytes = 4.0 + 1.0 + 8.0;
    let num_rows = table.num_rows() as f64;
    for column in Column::ALL {
        let ColumnView::Text(column) = table.column(*column) else {
            continue;
        };
        bytes += column.words.heap_bytes() as f64 / num_rows;
        for (len, view) in column.codes.views() {
            let width = match view {
                CodesView::Const(_) => 0.0,
                CodesView::U4(_) => 0.5,
                CodesView::U8(_) => 1.0,
                CodesView::U16(_) => 2.0,
                CodesView::U32(_) => 4.0,
            };
            bytes += width * len as f64 / num_rows;
        }
    }
    bytes
}
