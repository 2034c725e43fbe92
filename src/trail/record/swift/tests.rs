//! The swift walk against the slow one.

use super::{super::read_slowly, *};
use crate::trail::scan::Scan;
use proptest::prelude::*;

/// The swift walk, which knows all that came before it in this test, and the slow one.
fn assert_twins(text: &[u8]) -> bool {
    thread_local!(static HASHER: ValueHasher = ValueHasher::new((3, 4)));
    HASHER.with(|hasher| are_twins(text, hasher))
}

fn are_twins(text: &[u8], hasher: &ValueHasher) -> bool {
    let mut scan = Scan::default();
    scan.step(text);
    let mut swift = Record::new(text);
    if read(&mut swift, scan.first_object(), hasher).is_none() {
        return false;
    }
    swift.identity = None;
    let slow = read_slowly(text, hasher).expect("what the fast walk takes is a record");
    assert_eq!(format!("{swift:?}"), format!("{slow:?}"));
    true
}

fn identity_of(text: &str, hasher: &ValueHasher) -> Option<u32> {
    let mut scan = Scan::default();
    scan.step(text.as_bytes());
    let mut record = Record::new(text.as_bytes());
    read(&mut record, scan.first_object(), hasher).expect("nothing odd");
    record.identity
}

#[test]
fn an_identity_that_comes_again_is_known_again_and_says_the_same() {
    let hasher = ValueHasher::new((3, 4));
    let record = |caller: usize, time: usize| {
        format!(
            r#"{{"eventVersion":"1.11","userIdentity":{{"type":"AssumedRole","arn":null,"userName":"\u0061{caller}","sessionContext":{{"sourceIdentity":"{caller}","assumedRoot":false,"webIdFederationData":{{}}}}}},"eventTime":"{time}"}}"#
        )
    };
    let first = identity_of(&record(1, 1), &hasher);
    assert!(first.is_some() && first == identity_of(&record(1, 2), &hasher));
    assert_ne!(first, identity_of(&record(2, 2), &hasher));
    // More than are remembered: each keeps a number of its own.
    let mut numbers = std::collections::HashSet::new();
    for caller in 0..1500 {
        assert!(are_twins(record(caller, 3).as_bytes(), &hasher));
        assert!(are_twins(record(caller, 4).as_bytes(), &hasher));
        numbers.insert(identity_of(&record(caller, 5), &hasher).expect("an identity"));
    }
    assert_eq!(numbers.len(), 1500);
    // One that is too long to be remembered.
    let long = record(7, 7).replace("AssumedRole", &"long".repeat(2000));
    assert!(are_twins(long.as_bytes(), &hasher) && identity_of(&long, &hasher).is_none());
}

#[test]
fn a_key_in_another_case_is_no_odd_one() {
    let of_job = r#"{"requestParameters":{"kMSKey":"k","JobName":null,"jobId":"j"},"responseElements":null}"#;
    assert!(assert_twins(of_job.as_bytes()));
    let twice = r#"{"requestParameters":{"kMSKey":"k","kmsKey":"l","KMSKEY":"m"}}"#;
    assert!(assert_twins(twice.as_bytes()));
    // Below it stand fields with places of their own.
    let below = r#"{"requestParameters":{"InputDataConfig":{"s3Bucket":"b"}}}"#;
    assert!(!assert_twins(below.as_bytes()));
}

#[test]
fn records_of_a_trail_are_taken_as_the_slow_walk_takes_them() {
    let plan = crate::sample::Plan {
        medical_share: 0.5,
        ..crate::sample::Plan::plain(5, 3, 40)
    };
    let (mut num_taken, mut num_all) = (0, 0);
    for file in crate::sample::sample_files(&plan) {
        let end = file.bytes.len() - 8;
        let text = miniz_oxide::inflate::decompress_to_vec(&file.bytes[10..end]).expect("gzip");
        let json: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
        for record in json["Records"].as_array().expect("a list") {
            num_all += 1;
            num_taken += u32::from(assert_twins(record.to_string().as_bytes()));
            let pretty = serde_json::to_vec_pretty(record).expect("JSON");
            assert_twins(&pretty);
        }
    }
    assert!(
        num_taken > 50 && num_taken * 2 > num_all,
        "{num_taken} of {num_all}"
    );
}

fn any_json() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        Just("eventName"),
        Just("userIdentity"),
        Just("type"),
        Just("sessionContext"),
        Just("attributes"),
        Just("requestParameters"),
        Just("jobId"),
        Just("JobId"),
        Just("inputDataConfig"),
        Just("InputDataConfig"),
        Just("sourceIdentity"),
        Just("comprehendmedicalAsyncJobProperties"),
        Just("responseElements"),
        Just("a"),
        Just("b"),
        Just("é"),
        Just("\\u0061"),
        Just("tlsDetails"),
        Just("tlsVersion"),
    ];
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("false".to_owned()),
        Just("\"\"".to_owned()),
        Just("0".to_owned()),
        Just("01".to_owned()),
        Just("1.0".to_owned()),
        Just("12".to_owned()),
        Just("-3".to_owned()),
        Just("\"x\\ny\"".to_owned()),
        Just("\"text of some length, é\"".to_owned()),
        Just("nul".to_owned()),
        Just("123456789012345678901".to_owned()),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(" ,"))),
            prop::collection::vec((key.clone(), inner), 0..6).prop_map(|members| {
                let members: Vec<_> = members
                    .iter()
                    .map(|(key, value)| format!("\"{key}\": {value}"))
                    .collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_json_that_is_taken_is_taken_as_the_slow_walk_takes_it(text in any_json()) {
        assert_twins(text.as_bytes());
    }
}
