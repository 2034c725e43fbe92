use super::{HISTORY, Kept, read};
use crate::trail::{
    csv::{Alteration, Fidelity, Layout},
    field::Field,
    record::read_record,
    value_hash::ValueHasher,
};
use serde_json::json;

fn only(content: &str) -> Kept {
    let (mut kept, problems) = read(content.as_bytes()).expect("a header we know");
    assert_eq!((kept.len(), problems), (1, vec![]), "{content}");
    kept.remove(0)
}

#[test]
fn an_event_history_row_is_a_record_with_what_the_columns_hold() {
    let row = concat!(
        "alice,AKIA1,2026-08-01T09:00:00Z,comprehendmedical.amazonaws.com,DetectPHI,us-east-1,203.0.113.7,",
        "\"Boto3/1.40, \"\"x\"\"\",,\"[{\"\"resourceType\"\":\"\"AWS::S3::Bucket\"\",\"\"resourceName\"\":\"\"b\"\"}]\",",
        "r-1,e-1,true,AwsApiCall,012345678901,Management"
    );
    let kept = only(&format!("{HISTORY}\n{row}\n"));
    assert_eq!((kept.at, kept.len), (HISTORY.len() as u64 + 1, row.len()));
    let expected = json!({
        "userIdentity": {"userName": "alice", "accessKeyId": "AKIA1"},
        "eventTime": "2026-08-01T09:00:00Z", "eventSource": "comprehendmedical.amazonaws.com",
        "eventName": "DetectPHI", "awsRegion": "us-east-1", "sourceIPAddress": "203.0.113.7",
        "userAgent": "Boto3/1.40, \"x\"",
        "resources": [{"resourceType": "AWS::S3::Bucket", "resourceName": "b"}],
        "requestID": "r-1", "eventID": "e-1", "readOnly": true, "eventType": "AwsApiCall",
        "recipientAccountId": "012345678901", "eventCategory": "Management",
    });
    assert_eq!(kept.json(), expected);
    assert!(kept.alterations.is_empty());
    for (field, is_held) in [
        (Field::UserName, true),
        (Field::ErrorCode, true),
        (Field::ErrorMessage, false),
        (Field::IdentityType, false),
        (Field::RequestParameters, false),
    ] {
        assert_eq!(kept.fidelity.holds(field), is_held, "{field:?}");
    }
}

#[test]
fn every_field_of_a_column_is_found_where_the_reader_of_records_looks_for_it() {
    let paths = [
        ("eventVersion", Field::EventVersion),
        ("sharedeventid", Field::SharedEventId),
        ("vpcEndpointId", Field::VpcEndpointId),
        (
            "sessioncredentialfromconsole",
            Field::SessionCredentialFromConsole,
        ),
        ("requestParameters.jobId", Field::RequestJobId),
        ("responseelements.jobid", Field::ResponseJobId),
        ("responseElements.ConsoleLogin", Field::ConsoleLogin),
        ("tlsdetails.ciphersuite", Field::CipherSuite),
        ("clientprovidedhostheader", Field::ClientProvidedHostHeader),
        ("useridentity.type", Field::IdentityType),
        ("useridentity.onbehalfof.userid", Field::OnBehalfOfUserId),
        (
            "useridentity.invokedbydelegate.accountid",
            Field::DelegateAccountId,
        ),
        ("sourceidentity", Field::SourceIdentity),
        ("useridentity.sessioncontext.assumedroot", Field::AssumedRoot),
        ("mfaauthenticated", Field::MfaAuthenticated),
        (
            "useridentity.sessioncontext.attributes.creationdate",
            Field::CreationDate,
        ),
        ("useridentity.sessioncontext.sessionissuer.arn", Field::IssuerArn),
    ];
    for (name, field) in paths {
        let kept = only(&format!("eventname,eventsource,{name}\nN,S,value\n"));
        let record = read_record(&kept.record, &ValueHasher::new((1, 2))).expect("a record");
        assert_eq!(record.text(field).as_deref(), Some("value"), "{name}");
        let held = [Field::EventSource, Field::EventName, field];
        assert!(held.iter().all(|&field| kept.fidelity.holds(field)), "{name}");
        assert!(
            matches!(kept.fidelity, Fidelity::Lossy(fields) if fields.len() == 3),
            "{name}"
        );
    }
}

#[test]
fn a_column_with_whole_records_gives_them_unchanged() {
    let record = r#"{"eventVersion":"1.11","eventName":"DetectPHI","note":"a, \"b\""}"#;
    let quoted = record.replace('"', "\"\"");
    for header in ["eventid,eventjson", "@timestamp,@message"] {
        let kept = only(&format!("{header}\nx,\"{quoted}\"\n"));
        assert_eq!(kept.record, record.as_bytes());
        assert_eq!(kept.fidelity, Fidelity::Full);
    }
    let kept = only("eventname,eventsource,eventjson\nDetectPHI,s,\n");
    assert_eq!(kept.json(), json!({"eventName": "DetectPHI", "eventSource": "s"}));
    assert!(!kept.fidelity.holds(Field::ErrorCode));
}

#[test]
fn struct_text_is_shown_as_text_and_hides_the_fields_within() {
    let header = "\"useridentity\",\"eventname\",\"eventsource\",\"tlsdetails\",\"requestparameters\"";
    let kept = only(&format!(
        "{header}\n\"{{type=AssumedRole, arn=x}}\",\"N\",\"S\",\"{{tlsversion=TLSv1.3}}\",\"\"\n"
    ));
    assert_eq!(
        kept.json(),
        json!({"userIdentity": "{type=AssumedRole, arn=x}", "eventName": "N", "eventSource": "S",
               "tlsDetails": "{tlsversion=TLSv1.3}"})
    );
    let held = [Field::EventSource, Field::EventName, Field::UserIdentity];
    assert_eq!(kept.fidelity, Fidelity::Lossy(held.into()));
}

#[test]
fn json_in_a_column_is_json_and_keys_of_the_caller_get_their_own_case_back() {
    let cell = |json: &str| format!("\"{}\"", json.replace('"', "\"\""));
    let kept = only(&format!(
        "useridentity,requestparameters,responseelements,eventname,eventsource,readonly,errorcode,errormessage\n\
         {},{},null,N,S,false,null,{}\n",
        cell(r#"{"type":"Root","accountid" : "1","x":{"username":"accountid"}}"#),
        cell(r#" {"username":18446744073709551617} "#),
        cell(r#"{"not":"parsed"}"#),
    ));
    let text = String::from_utf8(kept.record.clone()).expect("text");
    assert!(
        text.contains(r#"{"type":"Root","accountId" : "1","x":{"userName":"accountid"}}"#),
        "{text}"
    );
    assert!(
        text.contains(r#""requestParameters":{"username":18446744073709551617}"#),
        "{text}"
    );
    assert!(text.contains(r#""responseElements":null"#), "{text}");
    assert!(
        text.contains(r#""errorCode":null"#) && text.contains(r#""readOnly":false"#),
        "{text}"
    );
    assert!(
        text.contains(r#""errorMessage":"{\"not\":\"parsed\"}""#),
        "{text}"
    );
    assert!(kept.fidelity.holds(Field::RequestJobId) && kept.fidelity.holds(Field::IssuerArn));
}

#[test]
fn columns_that_are_not_ours_are_kept_and_nothing_stands_twice() {
    let kept = only(
        "eventname,eventsource,EventName,day,day,,useridentity,useridentity.arn,resources.0.ARN,requestParameters.a.b\n\
         N,S,N2,d1,d2,c,text,arn1,arn2,v\n",
    );
    assert_eq!(
        kept.json(),
        json!({"eventName": "N", "eventSource": "S", "EventName": "N2", "day": "d1", "day 2": "d2", "column": "c",
               "userIdentity": "text", "useridentity.arn": "arn1", "resources.0.ARN": "arn2",
               "requestParameters": {"a": {"b": "v"}}})
    );
}

#[test]
fn a_column_called_arn_is_the_callers_only_when_its_value_is_a_callers() {
    let header = "eventname,eventsource,arn";
    let caller = only(&format!(
        "{header}\nN,S,arn:aws:sts::111122223333:assumed-role/r/s\n"
    ));
    assert_eq!(
        caller.json()["userIdentity"]["arn"],
        "arn:aws:sts::111122223333:assumed-role/r/s"
    );
    assert!(caller.fidelity.holds(Field::Arn));
    let bucket = only(&format!("{header}\nN,S,arn:aws:s3:::bucket\n"));
    assert_eq!(bucket.json()["arn"], "arn:aws:s3:::bucket");
    assert!(!bucket.fidelity.holds(Field::Arn));
}

#[test]
fn an_altered_export_says_for_each_row_what_was_altered() {
    let header = HISTORY.replace(',', ";").to_uppercase();
    let row = "a;k;01/08/2026 09:00;s;N;r;ip;ua;;[];1.2E+9;e;FALSE;t;1.11122E+11";
    let kept = only(&format!("{header}\r\n{row}\r\n"));
    let sentences: Vec<_> = kept
        .alterations
        .problems(9)
        .map(|problem| problem.to_string())
        .collect();
    assert_eq!(sentences.len(), 6, "{sentences:?}");
    assert_eq!(
        sentences[0],
        "Altered by a spreadsheet: numbers rounded (as in 1.1E+11); 1 row shown as they stand (byte 9)"
    );
    assert!(!kept.alterations.contains(Alteration::LostZeros));
    let json = kept.json();
    assert_eq!(
        (&json["readOnly"], &json["recipientAccountId"]),
        (&json!("FALSE"), &json!("1.11122E+11"))
    );
}

#[test]
fn a_row_gives_its_record_again_from_its_bytes_alone() {
    let content = format!("{HISTORY}\r\na,k,t,s,N,r,ip,\"u\r\na\",,[],q,e,,t,1,\r\n");
    let kept = only(&content);
    let layout = Layout::recognise(content.as_bytes()).expect("a layout");
    let at = usize::try_from(kept.at).expect("small");
    let again = layout.record_of(&content.as_bytes()[at..at + kept.len]);
    assert_eq!(again, Some((kept.record, kept.fidelity)));
}
