//! Shapes that hold a part of the record.

use super::*;
use crate::{
    base::Shape,
    trail::{
        envelope::{Cell, Fidelity, FieldSet, record_of_columns},
        field::Field,
    },
};

fn one(document: &Value) -> (Shape, Value, Fidelity) {
    let document = document.to_string();
    let holding = holding(&document);
    assert_eq!((holding.held.len(), holding.others), (1, 0), "{document}");
    (holding.shape, value(&holding.held[0]), holding.held[0].fidelity)
}

fn assert_fields(fidelity: Fidelity, held: &[Field], not_held: &[Field]) {
    assert!(matches!(fidelity, Fidelity::Lossy(_)));
    for field in held {
        assert!(fidelity.holds(*field), "{field:?}");
    }
    for field in not_held {
        assert!(!fidelity.holds(*field), "{field:?}");
    }
}

#[test]
fn a_looked_up_event_without_its_record_leaves_the_outer_fields() {
    for (time, event) in [
        (json!(1785574800.0), Value::Null),
        (
            json!("2026-08-01T11:00:00+02:00"),
            json!("{\"eventVersion\":\"1."),
        ),
        (json!("2026-08-01T09:00:00Z"), json!(5)),
    ] {
        let (shape, record, fidelity) = one(&json!({
            "EventId": "e-1", "EventName": "DetectPHI", "ReadOnly": "true", "AccessKeyId": "ASIAEXAMPLE",
            "EventTime": time, "EventSource": "comprehendmedical.amazonaws.com", "Username": "ana",
            "Resources": [], "CloudTrailEvent": event,
        }));
        assert_eq!(shape, Shape::LookupEvents);
        assert_eq!(
            record,
            json!({"eventID": "e-1", "eventName": "DetectPHI", "readOnly": "true",
                "eventTime": "2026-08-01T09:00:00Z", "eventSource": "comprehendmedical.amazonaws.com",
                "userIdentity": {"accessKeyId": "ASIAEXAMPLE", "userName": "ana"}, "resources": []})
        );
        assert_fields(
            fidelity,
            &[
                Field::EventId,
                Field::AccessKeyId,
                Field::UserName,
                Field::ReadOnly,
            ],
            &[
                Field::ErrorCode,
                Field::IdentityType,
                Field::UserIdentity,
                Field::UserAgent,
            ],
        );
    }
}

#[test]
fn a_query_that_leaves_out_a_key_says_nothing_of_its_field() {
    let (_, _, fidelity) = one(&json!({"EventId": "e-1", "EventName": "DetectPHI"}));
    let held = FieldSet::of(&[Field::EventId, Field::EventName]);
    assert_eq!(fidelity, Fidelity::Lossy(held));
}

#[test]
fn a_row_of_lake_becomes_the_record_that_its_columns_hold() {
    let (shape, record, fidelity) = one(&json!([
        {"eventid": "e-1"}, {"EVENTTIME": "2026-08-01 09:00:00.000"}, {"eventname": "DetectPHI"},
        {"useridentity": "{\"type\":\"IAMUser\",\"username\":\"ana\",\"sessioncontext\":{\"attributes\": {\"mfaauthenticated\":\"true\"}}}"},
        {"requestparameters": "{\"userName\":\"x\",\"accountid\":1}"}, {"responseelements": "null"},
        {"errorcode": "null"}, {"errormessage": "{\"a\":1}"}, {"readonly": "true"}, {"tlsdetails": "{tlsversion=TLSv1.3}"},
        {"_col9": "7"},
    ]));
    assert_eq!(shape, Shape::LakeResult);
    assert_eq!(
        record,
        json!({"eventID": "e-1", "eventTime": "2026-08-01T09:00:00Z", "eventName": "DetectPHI",
            "userIdentity": {"type": "IAMUser", "userName": "ana",
                "sessionContext": {"attributes": {"mfaAuthenticated": "true"}}},
            "requestParameters": {"userName": "x", "accountid": 1}, "responseElements": null,
            "errorCode": null, "errorMessage": "{\"a\":1}", "readOnly": true,
            "tlsDetails": "{tlsversion=TLSv1.3}", "_col9": "7"})
    );
    assert_fields(
        fidelity,
        &[
            Field::IssuerArn,
            Field::RequestJobId,
            Field::ConsoleLogin,
            Field::ErrorCode,
            Field::ReadOnly,
        ],
        &[Field::TlsVersion, Field::EventSource, Field::UserAgent],
    );
}

#[test]
fn a_whole_row_of_lake_equals_the_record_in_all_known_columns() {
    let mut original = record("e-1");
    let members = original.as_object_mut().expect("an object");
    members.remove("message");
    members.remove("detail");
    let cells: Vec<_> = members
        .iter()
        .map(|(key, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            json!({key.to_lowercase(): text})
        })
        .collect();
    let (_, record, _) = one(&json!({"QueryResultRows": [cells]}));
    assert_eq!(record, original);
}

#[test]
fn dotted_names_of_columns_lead_below() {
    let (shape, record, fidelity) = one(&json!([
        {"field": "@timestamp", "value": "2026-08-01 09:00:01.000"},
        {"field": "eventTime", "value": "2026-08-01T09:00:00Z"}, {"field": "eventName", "value": "DetectPHI"},
        {"field": "userIdentity.arn", "value": "arn:aws:iam::012345678901:user/ana"},
        {"field": "requestParameters.username", "value": "x"},
    ]));
    assert_eq!(shape, Shape::LogsInsights);
    assert_eq!(
        record["userIdentity"]["arn"],
        "arn:aws:iam::012345678901:user/ana"
    );
    assert_eq!(record["requestParameters"]["username"], "x");
    assert_fields(
        fidelity,
        &[Field::Arn],
        &[Field::UserIdentity, Field::UserName, Field::RequestParameters],
    );
}

#[test]
fn columns_that_name_no_event_are_no_record() {
    for names in [&["eventName", "_col1"][..], &["eventTime", "awsRegion"], &[]] {
        let columns = names.iter().map(|name| (*name, Cell::Text("x".into())));
        assert_eq!(record_of_columns(columns), None, "{names:?}");
    }
    let row = json!([{"eventName": "DetectPHI"}, {"_col1": "5"}]).to_string();
    assert_eq!(open(row.as_bytes()), Opened::Unknown);
}

#[test]
fn an_api_activity_becomes_a_record_with_what_it_says() {
    let (shape, record, fidelity) = one(&json!({
        "class_uid": 6003, "time": 1785574800000i64, "status": "Failure",
        "metadata": {"uid": "e-1", "product": {"name": "CloudTrail", "version": "1.11"}},
        "api": {"operation": "DetectPHI", "service": {"name": "comprehendmedical.amazonaws.com"},
            "request": {"uid": "r-1", "data": "{\"Text\":\"x\"}"}, "response": {"error": "AccessDenied", "message": "no"}},
        "cloud": {"region": "us-east-1", "provider": "AWS"}, "http_request": {"user_agent": "Boto3"},
        "src_endpoint": {"ip": null, "domain": "healthlake.amazonaws.com", "uid": "vpce-1"},
        "actor": {"user": {"type": "AssumedRole", "uid": "arn:aws:sts::012345678901:assumed-role/r/s",
                "uid_alt": "AROAEXAMPLE:s", "account": {"uid": "012345678901"}, "credential_uid": "ASIAEXAMPLE"},
            "session": {"created_time": 1785574800000i64, "is_mfa": false, "issuer": "arn:aws:iam::012345678901:role/r"},
            "invoked_by": null},
        "unmapped": {"readOnly": "true", "recipientAccountId": "012345678901", "requestParameters.a.b": "1",
            "userIdentity.sessionContext.sessionIssuer.userName": "r", "eventType": "AwsApiCall"},
    }));
    assert_eq!(shape, Shape::Ocsf);
    assert_eq!(
        record,
        json!({"eventVersion": "1.11", "eventID": "e-1", "eventTime": "2026-08-01T09:00:00Z",
            "eventSource": "comprehendmedical.amazonaws.com", "eventName": "DetectPHI", "requestID": "r-1",
            "errorCode": "AccessDenied", "errorMessage": "no", "awsRegion": "us-east-1",
            "sourceIPAddress": "healthlake.amazonaws.com", "vpcEndpointId": "vpce-1", "userAgent": "Boto3",
            "requestParameters": {"Text": "x"}, "readOnly": true, "recipientAccountId": "012345678901",
            "eventType": "AwsApiCall",
            "userIdentity": {"type": "AssumedRole", "arn": "arn:aws:sts::012345678901:assumed-role/r/s",
                "principalId": "AROAEXAMPLE:s", "accountId": "012345678901", "accessKeyId": "ASIAEXAMPLE",
                "sessionContext": {"attributes": {"mfaAuthenticated": "false", "creationDate": "2026-08-01T09:00:00Z"},
                    "sessionIssuer": {"userName": "r", "arn": "arn:aws:iam::012345678901:role/r"}}}})
    );
    assert_fields(
        fidelity,
        &[
            Field::ErrorCode,
            Field::InvokedBy,
            Field::IssuerUserName,
            Field::RequestJobId,
        ],
        &[Field::ResponseElements, Field::TlsVersion, Field::SourceIdentity],
    );
}

#[test]
fn an_api_activity_of_another_product_is_not_cloudtrails() {
    for (product, service) in [(json!("Amazon EKS"), "x.amazonaws.com"), (Value::Null, "kube")] {
        let activity = json!({"class_uid": "6003", "metadata": {"product": {"name": product}},
            "api": {"operation": "get", "service": {"name": service}}});
        assert_eq!(open(activity.to_string().as_bytes()), Opened::Unknown);
    }
    let candidate =
        json!({"class_uid": "3005", "api": {"operation": "get", "service": {"name": "x.amazonaws.com"}}});
    assert_eq!(one(&candidate).0, Shape::Ocsf);
}
