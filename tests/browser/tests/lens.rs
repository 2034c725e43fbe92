//! The open call explained: who that is, what the operation touches, what an error means, and two records of one call.

use browser_tests::{Source, Visit, cell, visit};
use serde_json::{Value, json};

/// A call of the service, newest first by `minute`.
fn call(minute: u32, name: &str, more: Value) -> Value {
    let mut record = json!({
        "eventVersion": "1.11", "eventTime": format!("2026-10-01T08:{:02}:00Z", 59 - minute),
        "eventSource": "comprehendmedical.amazonaws.com", "eventName": name, "awsRegion": "us-east-1",
        "sourceIPAddress": "203.0.113.7", "userAgent": "Boto3/1.40.1 md/Botocore#1.40.1",
        "requestParameters": null, "responseElements": null, "readOnly": true,
        "requestID": format!("00000000-0000-4000-8000-{minute:012}"),
        "eventID": format!("00000000-0000-4000-9000-{minute:012}"),
        "eventType": "AwsApiCall", "eventCategory": "Management", "recipientAccountId": "123456789012",
        "userIdentity": {"type": "IAMUser", "userName": "ana", "principalId": "AIDACKCEVSQ6C2EXAMPLE",
            "accountId": "123456789012", "accessKeyId": "AKIAIOSFODNN7EXAMPLE"},
        "tlsDetails": {"tlsVersion": "TLSv1.3", "cipherSuite": "TLS_AES_128_GCM_SHA256", "keyExchange": "X25519MLKEM768",
            "clientProvidedHostHeader": "comprehendmedical-fips.us-east-1.amazonaws.com"},
    });
    for (key, value) in more.as_object().expect("an object") {
        record[key] = value.clone();
    }
    record
}

/// The record of the service's own guide: a user whose session a role issued, and an address that is none.
fn published() -> Value {
    call(
        0,
        "DetectEntitiesV2",
        json!({
            "eventVersion": "1.05", "sourceIPAddress": "702.21.198.166", "tlsDetails": null,
            "userAgent": "aws-internal/3 aws-sdk-java/1.11.590 Linux/4.9.184 java/1.8.0_212",
            "userIdentity": {"type": "IAMUser", "principalId": "AIDACKCEVSQ6C2EXAMPLE",
                "arn": "arn:aws:iam::123456789012:user/Mateo_Jackson", "accountId": "123456789012",
                "accessKeyId": "ASIAXHKUFODNN8EXAMPLE",
                "sessionContext": {"sessionIssuer": {"type": "Role", "principalId": "AIDACKCEVSQ6C2EXAMPLE",
                    "arn": "arn:aws:iam::123456789012:user/Mateo_Jackson", "accountId": "123456789012",
                    "userName": "Mateo_Jackson"},
                    "webIdFederationData": {},
                    "attributes": {"mfaAuthenticated": "false", "creationDate": "2019-09-27T20:07:27Z"}}},
        }),
    )
}

fn records() -> Vec<Value> {
    let refused = json!({"errorCode": "TextSizeLimitExceededException",
        "errorMessage": "Input text size exceeds limit."});
    let of_request = |minute: u32| json!({"requestID": format!("00000000-0000-4000-8000-{minute:012}")});
    let mut activity = of_request(3);
    activity["eventCategory"] = "NetworkActivity".into();
    activity["eventType"] = "AwsVpceEvents".into();
    vec![
        published(),
        call(1, "DetectPHI", refused),
        call(2, "DetectMoods", json!({})),
        call(3, "InferRxNorm", json!({})),
        call(4, "InferRxNorm", activity),
        call(
            5,
            "StartPHIDetectionJob",
            json!({"readOnly": true, "errorCode": "AccessDenied", "errorMessage": "no"}),
        ),
    ]
}

fn open(at: &Visit<'_>, row: usize) {
    at.click(&cell(row, 0));
    let event_id = format!("00000000-0000-4000-9000-{row:012}");
    at.wait_for(
        "the open call",
        &format!(
            "document.querySelector('.detail [data-column=eventID] .value')?.textContent === {}",
            json!(event_id)
        ),
    );
}

/// Keeps a picture of the page where the person who works on it asked for them.
fn picture(at: &Visit<'_>, name: &str) {
    if let Ok(folder) = std::env::var("PICTURES") {
        at.screenshot(format!("{folder}/{name}.png"));
    }
}

fn assert_explained(at: &Visit<'_>, row: usize, sentences: &[&str]) {
    open(at, row);
    let said = at.texts(".detail .lens li").join("\n");
    for sentence in sentences {
        assert!(said.contains(sentence), "{sentence}: {said}");
    }
}

#[test]
fn an_open_call_is_explained_in_sentences() {
    visit(|at| {
        let records = records();
        let trail = Source::plain("trail.json", json!({ "Records": records }).to_string());
        at.drop_all(&[&at.write_folder("trail", &[trail])]);
        at.wait_for_calls(records.len(), records.len());
        assert_explained(
            at,
            0,
            &[
                "The record contradicts itself",
                "MFA was not used",
                "Neither an address",
                "CloudTrail records neither of them",
            ],
        );
        picture(at, "published");
        assert_explained(
            at,
            1,
            &[
                "long-term access key",
                "The key exchange is post-quantum",
                "is a FIPS endpoint",
                "The text was longer than the operation takes",
                "The message may quote what the caller sent",
            ],
        );
        at.click_button(".detail", "About this operation");
        let facts = at.text(".lens__about");
        assert!(
            facts.contains("100 calls a second") && facts.contains("InvalidEncodingException"),
            "{facts}"
        );
        picture(at, "refused");
        assert_explained(at, 2, &["This operation is not in MedTrail’s list"]);
        assert_explained(at, 3, &["Two records tell of this call"]);
        assert_explained(at, 4, &["This is the network activity event of a call"]);
        assert_explained(
            at,
            5,
            &[
                "lists the operation’s access level as Write",
                "so it started none",
            ],
        );
        picture(at, "denied");
        for (scheme, width) in [("dark", 1280), ("light", 320), ("dark", 320)] {
            at.emulate_media(&[("prefers-color-scheme", scheme)]);
            at.set_viewport(width, 900);
            picture(at, &format!("denied-{scheme}-{width}"));
        }
    });
}

#[test]
fn two_records_of_one_call_are_counted_and_can_be_left_out() {
    visit(|at| {
        let records = records();
        let trail = Source::plain("trail.json", json!({ "Records": records }).to_string());
        at.drop_all(&[&at.write_folder("trail", &[trail])]);
        at.wait_for_calls(6, 6);
        let status = at.text(".status-bar__counts");
        assert!(
            status.contains("1 second record of calls that are here already"),
            "{status}"
        );
        assert_eq!(
            at.texts(".call-table__canvas [data-column=eventName] .call-table__badge"),
            ["2nd"]
        );
        let cut = at.eval(
            "[...document.querySelectorAll('.call-table__canvas [data-column=eventName] .value')]
               .filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.innerText)",
        );
        assert_eq!(cut, json!([]), "the names of operations are readable");
        picture(at, "second");
        at.filter_by("twin != \"Second of two records\"");
        at.wait_for_calls(5, 6);
        let status = at.text(".status-bar__counts");
        assert!(!status.contains("second record"), "{status}");
    });
}

#[test]
fn the_help_lists_every_operation_and_what_it_touches() {
    visit(|at| {
        at.click_button(".header", "Help");
        at.click_button(".help", "Operations of Amazon Comprehend Medical");
        let rows = at.texts(".operations-list tbody [scope=row]");
        assert_eq!(rows.len(), 26);
        let words = at.text(".operations-list");
        assert!(words.contains("never the text that was sent"), "{words}");
        picture(at, "help");
        at.set_viewport(320, 800);
        picture(at, "help-320");
    });
}
