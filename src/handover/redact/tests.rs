use super::*;
use crate::store::{Cell, Column};
use proptest::prelude::*;
use serde_json::{Value, json};

fn redaction() -> Redaction {
    Redaction {
        key: (3, 4),
        keeps_networks: false,
    }
}

fn redactor(originals: &[&str]) -> Redactor {
    let mut known = Originals::default();
    originals.iter().for_each(|text| known.add(text));
    Redactor::new(redaction(), known)
}

#[test]
fn a_value_says_what_kind_it_was_and_an_arn_keeps_its_structure() {
    let redactor = redactor(&[]);
    for (text, start) in [
        ("111122223333", "account-"),
        ("AKIAIOSFODNN7EXAMPLE", "key-"),
        ("AIDACKCEVSQ6C2EXAMPLE", "id-"),
        ("ana@example.com", "mail-"),
        ("192.0.2.1", "addr-"),
        ("ana", "name-"),
        ("User is not authorized", "text-"),
        ("arn:aws:iam::111122223333:user/ana", "arn:aws:iam::account-"),
        ("s3://bucket/key", "s3://name-"),
    ] {
        assert!(
            redactor.value(text).starts_with(start),
            "{text}: {}",
            redactor.value(text)
        );
        assert_eq!(redactor.value(text), redactor.value(text));
    }
    let name = redactor.value("ana");
    assert!(
        redactor
            .value("arn:aws:iam::111122223333:user/ana")
            .ends_with(&format!(":user/{name}"))
    );
    assert!(
        redactor
            .value("arn:aws:sts::111122223333:assumed-role/ingest/ana")
            .ends_with(&name)
    );
    assert!(
        redactor
            .value("AROACKCEVSQ6C2EXAMPLE:ana")
            .ends_with(&format!(":{name}"))
    );
    assert!(redactor.caller("ingest/ana").ends_with(&format!("/{name}")));
    for kept in ["", "comprehendmedical.amazonaws.com", "AWS Internal", "root"] {
        assert_eq!(redactor.value(kept), kept);
    }
    assert!(
        redactor
            .value("arn:aws:iam::111122223333:root")
            .ends_with(":root")
    );
}

#[test]
fn a_network_is_kept_only_when_asked_for() {
    let keeping = Redactor::new(
        Redaction {
            keeps_networks: true,
            ..redaction()
        },
        Originals::default(),
    );
    assert!(keeping.value("192.0.2.77").starts_with("addr-192.0.2-"));
    assert!(keeping.value("2001:db8::1").starts_with("addr-2001:db8:0-"));
    assert!(!redactor(&[]).value("192.0.2.77").contains("192.0"));
}

#[test]
fn another_key_gives_other_pseudonyms() {
    let other = Redactor::new(
        Redaction {
            key: (3, 5),
            keeps_networks: false,
        },
        Originals::default(),
    );
    assert_ne!(other.value("ana"), redactor(&[]).value("ana"));
}

#[test]
fn values_inside_of_texts_are_found() {
    let redactor = redactor(&["ana", "job one"]);
    let text = "User: arn:aws:iam::111122223333:user/bo is not authorized (from 192.0.2.1, bo@example.com) for ana, banana, job one, acct-111122223333_x";
    let hidden = redactor.free_text(text);
    for gone in [
        "111122223333",
        "/bo ",
        "192.0.2.1",
        "bo@example.com",
        " ana,",
        "job one",
    ] {
        assert!(!hidden.contains(gone), "{gone}: {hidden}");
    }
    assert!(hidden.contains("banana"), "{hidden}");
    let id = "00000000-1111-4111-8111-111111111111";
    assert_eq!(redactor.free_text(id), id, "the end of a GUID is no account");
}

#[test]
fn a_path_keeps_what_cloudtrail_gives() {
    let redactor = redactor(&[]);
    let path = redactor.path("hospital-trail/AWSLogs/111122223333/CloudTrail/us-east-1/2026/10/01/111122223333_CloudTrail_us-east-1_20261001T0000Z_Ab12.json.gz");
    assert!(
        !path.contains("hospital") && !path.contains("111122223333"),
        "{path}"
    );
    assert!(
        path.contains("/AWSLogs/account-") && path.contains("/CloudTrail/us-east-1/2026/10/01/account-"),
        "{path}"
    );
    assert!(
        path.ends_with("_CloudTrail_us-east-1_20261001T0000Z_Ab12.json.gz"),
        "{path}"
    );
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{4,8}".prop_map(|name| name),
        "[A-Za-z]{3}[ '\"\\\\é=,@.+_-][a-z]{2,5}".prop_map(|name| name),
        "[a-z]{3,6}@example\\.com".prop_map(|name| name),
    ]
}

prop_compose! {
    fn any_record()(
        name in any_name(),
        session in any_name(),
        account in "[1-9][0-9]{11}",
        key in "AKIA[A-Z2-7]{16}",
        address in any::<std::net::IpAddr>(),
        job in any_name(),
        message in any_name(),
    ) -> (Value, Vec<String>) {
        let record = json!({
            "userIdentity": {
                "type": "AssumedRole", "principalId": format!("AROACKCEVSQ6C2EXAMPLE:{session}"),
                "arn": format!("arn:aws:sts::{account}:assumed-role/{name}/{session}"), "accountId": account, "accessKeyId": key,
                "sessionContext": { "sessionIssuer": { "userName": name, "arn": format!("arn:aws:iam::{account}:role/{name}") } },
            },
            "eventTime": "2026-10-01T00:00:00Z", "eventName": "StartPHIDetectionJob", "awsRegion": "us-east-1",
            "eventID": "00000000-1111-4111-8111-111111111111", "readOnly": false,
            "sourceIPAddress": address.to_string(), "userAgent": format!("tool/1 ({session}) {key}"),
            "errorMessage": format!("{message}: arn:aws:sts::{account}:assumed-role/{name}/{session} may not, says {address}"),
            "requestParameters": { "jobName": job, "inputDataConfig": { "s3Bucket": "b-1", "s3Key": format!("{session}/{job}") }, "owner": account.parse::<u64>().expect("digits") },
        });
        (record, vec![name, session, account, key, address.to_string(), job])
    }
}

proptest! {
    #[test]
    fn a_redacted_record_holds_none_of_its_values_and_stays_a_record((record, values) in any_record(), is_known: bool) {
        let mut known = Originals::default();
        if is_known {
            values.iter().for_each(|value| known.add(value));
        }
        // Names in free texts are hidden when they are known, as they are from the table's columns.
        let redactor = Redactor::new(redaction(), known);
        let (hidden, originals) = redactor.record(record.to_string().as_bytes()).expect("JSON");
        let after: Value = serde_json::from_slice(&hidden).expect("still JSON");
        let text = String::from_utf8(hidden).expect("text");
        for value in &values {
            let is_word = originals.contains(value) && !is_schema_word(value);
            if is_word && is_known {
                let mut only = Originals::default();
                only.add(value);
                only.add(serde_json::to_string(value).expect("a text").trim_matches('"'));
                prop_assert!(only.find(&text, 0).is_none(), "{} in {}", value, text);
            }
        }
        prop_assert!(!text.contains(&values[2]), "the account");
        prop_assert!(!text.contains(&values[3]), "the key");
        for kept in ["eventTime", "eventName", "awsRegion", "eventID", "readOnly"] {
            prop_assert_eq!(&after[kept], &record[kept]);
        }
        // Equal stays equal, wherever it stands.
        prop_assert_eq!(after["userIdentity"]["sessionContext"]["sessionIssuer"]["userName"].as_str().map(str::to_owned), Some(redactor.value(&values[0])));
        prop_assert_eq!(redactor.cell(Column::UserName, Cell::text(values[0].as_str())), Cell::text(redactor.value(&values[0])));
    }

    #[test]
    fn the_search_finds_what_a_plain_search_finds(words in prop::collection::vec("[ab ]{1,3}|[a-c]{1,5}", 0..6), text in "[abc .]{0,30}") {
        let mut originals = Originals::default();
        words.iter().for_each(|word| originals.add(word));
        let is_apart = |character: Option<char>, edge: Option<char>| !(character.is_some_and(char::is_alphanumeric) && edge.is_some_and(char::is_alphanumeric));
        let findable: Vec<&String> = words.iter().filter(|word| is_findable(word)).collect();
        let expected = (0..text.len()).find(|&at| findable.iter().any(|word| {
            text[at..].starts_with(word.as_str())
                && is_apart(text[..at].chars().next_back(), word.chars().next())
                && is_apart(text[at + word.len()..].chars().next(), word.chars().next_back())
        }));
        prop_assert_eq!(originals.find(&text, 0).map(|(at, _)| at), expected);
    }
}
