//! Every label of the lens has its sentence, and what is said of whole records is what they say.

use super::{
    columns::{PUBLISHED, row_of},
    support::Row,
};
use medtrail::{
    base::RowId,
    medical::{
        client::ClientKind,
        network::{Endpoint, FIPS, FOREIGN_HOST, NetworkClass},
        operations::OPERATIONS,
        outcome_class::OutcomeClass,
    },
    protocol::engine::RowDetail,
    store::{
        Column, RowFlags,
        twins::{ALONE, FIRST, SECOND},
    },
    trail::{
        identity::{Credential, IdentityKind},
        mfa::Mfa,
    },
    ui::{
        detail::lens::said,
        wording::{HOW, RESULT, WHAT, WHERE_FROM, WHO, lens},
    },
};
use serde_json::json;

#[test]
fn every_label_has_its_sentence() {
    for kind in IdentityKind::ALL {
        for credential in Credential::ALL {
            let words = lens::caller_words(kind.label(), credential.label());
            assert!(words.is_some(), "{} {}", kind.label(), credential.label());
        }
    }
    for mfa in Mfa::ALL {
        assert_eq!(
            mfa.label().is_some(),
            mfa.label().and_then(lens::mfa_words).is_some()
        );
    }
    for class in NetworkClass::ALL {
        assert!(lens::source_words(class.label()).is_some(), "{}", class.label());
    }
    for endpoint in [Endpoint::Vpc, Endpoint::NoneRecorded, Endpoint::NotApplicable] {
        assert!(
            lens::endpoint_words(endpoint.label()).is_some(),
            "{}",
            endpoint.label()
        );
    }
    assert!(lens::fips_words(FIPS).is_some() && lens::fips_words(FOREIGN_HOST).is_some());
    for class in OutcomeClass::ALL {
        let is_told = lens::outcome_words(class.label()).is_some();
        assert_eq!(is_told, class != OutcomeClass::Success, "{}", class.label());
    }
    for label in [FIRST, SECOND, ALONE] {
        assert!(lens::twin_words(label).is_some(), "{label}");
    }
    let labels: std::collections::BTreeSet<_> = ClientKind::ALL.iter().map(|kind| kind.label()).collect();
    assert_eq!(labels.len(), ClientKind::ALL.len());
}

#[test]
fn every_error_of_every_operation_is_explained_with_its_usual_cause() {
    for code in OPERATIONS.iter().flat_map(|operation| operation.errors()) {
        let words = lens::error_words(code).unwrap_or_default();
        assert!(words.contains("Usual cause"), "{code}");
    }
}

#[test]
fn nothing_said_of_an_operation_suggests_that_content_was_seen() {
    for operation in &OPERATIONS {
        for has_failed in [false, true] {
            let words = format!(
                "{} {}",
                lens::operation_words(operation),
                lens::touch_words(operation.group.touches(), has_failed)
            );
            assert!(!words.contains("review") && !words.contains("  "), "{words}");
            assert_eq!(
                operation.group.is_job(),
                !words.contains("A clinical text"),
                "{words}"
            );
        }
    }
    assert!(lens::operation_words(&OPERATIONS[11]).starts_with("Lists batch jobs that find medical"));
}

fn detail_of(row: Row) -> RowDetail {
    RowDetail {
        id: RowId(0),
        index: None,
        cells: Column::ALL.iter().copied().zip(row.cells).collect(),
        places: Vec::new(),
        value_hash: (0, 0),
        is_error: row.flags.contains(RowFlags::IS_ERROR),
        is_conflict: false,
        has_duplicate_keys: false,
    }
}

fn assert_said(record: &str, section: &str, expected: &[&str]) {
    let detail = detail_of(row_of(record));
    let said = said(section, &detail);
    let starts: Vec<_> = said
        .iter()
        .zip(expected)
        .map(|(sentence, start)| sentence.get(..start.len()).unwrap_or(sentence))
        .collect();
    assert_eq!(starts, expected, "{said:#?}");
    assert_eq!(said.len(), expected.len(), "{said:#?}");
}

#[test]
fn the_published_record_is_explained() {
    assert_said(
        PUBLISHED,
        WHO,
        &[
            "An IAM user with temporary credentials",
            "The record contradicts itself",
        ],
    );
    assert_said(
        PUBLISHED,
        WHERE_FROM,
        &["Neither an address nor a name", "No VPC endpoint is recorded"],
    );
    assert_said(
        PUBLISHED,
        HOW,
        &["MFA was not used", "TLS details are not recorded"],
    );
    assert_said(
        PUBLISHED,
        WHAT,
        &[
            "Finds medical entities",
            "A clinical text was sent with the call, and findings came back. CloudTrail records neither",
        ],
    );
    assert_said(PUBLISHED, RESULT, &[]);
}

#[test]
fn a_denied_forwarded_start_is_explained() {
    let record = json!({"eventSource": "comprehendmedical.amazonaws.com", "eventName": "StartPHIDetectionJob",
        "awsRegion": "eu-central-1", "sourceIPAddress": "healthlake.amazonaws.com", "readOnly": true,
        "errorCode": "AccessDeniedException", "errorMessage": "no", "eventID": "e",
        "userIdentity": {"type": "AssumedRole", "principalId": "AROAEXAMPLE:s", "invokedBy": "healthlake.amazonaws.com",
            "sessionContext": {"sourceIdentity": "ana", "attributes": {"mfaAuthenticated": "false"}}}})
    .to_string();
    assert_said(
        &record,
        WHO,
        &["A session of a role", "The name is the source identity"],
    );
    assert_said(
        &record,
        HOW,
        &[
            "An AWS service made the call",
            "“false” for MFA says nothing",
            "TLS details are not recorded",
        ],
    );
    assert_said(
        &record,
        WHERE_FROM,
        &[
            "Not an address but the AWS service",
            "Amazon Comprehend Medical is not known to be offered",
        ],
    );
    assert_said(
        &record,
        WHAT,
        &[
            "Starts a batch job that finds protected",
            "Such a job reads clinical text",
            "The record says readOnly true, while AWS lists the operation’s access level as Write",
        ],
    );
    assert_said(
        &record,
        RESULT,
        &["The caller was not allowed", "No policy allows the caller"],
    );
}

#[test]
fn a_new_operation_and_other_services_are_left_as_they_are() {
    let record =
        |source: &str| json!({"eventSource": source, "eventName": "DetectMoods", "eventID": "e"}).to_string();
    assert_said(
        &record("comprehendmedical.amazonaws.com"),
        WHAT,
        &["This operation is not in MedTrail’s list"],
    );
    assert_said(&record("s3.amazonaws.com"), WHAT, &[]);
}

#[test]
fn parameters_that_were_left_out_are_a_finding() {
    let omitted = json!({"eventSource": "s3.amazonaws.com", "eventName": "X", "eventID": "e", "requestParameters":
        {"reason": "requestParameters too large", "omitted": "true", "originalSize": "123456"}});
    assert_said(
        &omitted.to_string(),
        WHAT,
        &["The parameters were larger than 100 KB"],
    );
}
