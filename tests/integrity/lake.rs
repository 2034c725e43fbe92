//! Query results of CloudTrail Lake with their sign file.

use crate::{
    chains::{OTHER, SIGNER, lake_sign},
    desk::Desk,
};
use medtrail::integrity::{Level, LineKind, Message};

const FOLDER: &str = "AWSLogs/111122223333/CloudTrail-Lake/Query/2026/10/01/q";
const RESULTS: [(&str, &[u8]); 2] = [
    ("result_1.csv.gz", b"packed one"),
    ("result_2.csv.gz", b"packed two"),
];

fn desk(sign: &[u8]) -> Desk {
    let mut desk = Desk::default();
    desk.put_as(&format!("{FOLDER}/result_sign.json"), sign);
    for (name, bytes) in RESULTS {
        desk.put_as(&format!("{FOLDER}/{name}"), bytes);
    }
    // Another query's results have the same names.
    desk.put_as("other/result_1.csv.gz", b"another");
    desk
}

#[test]
fn results_verify_fully_offline_with_a_key() {
    let mut desk = desk(&lake_sign(&SIGNER, &RESULTS));
    let judged = desk.judge();
    assert_eq!(judged.levels(LineKind::LakeSign), [Level::Unconfirmed]);
    assert_eq!(judged.levels(LineKind::LakeResult), [Level::HashEqual; 2]);
    desk.put_as("keys.json", &SIGNER.list());
    let judged = desk.judge();
    assert_eq!(judged.levels(LineKind::LakeSign), [Level::Signed]);
    assert_eq!(judged.levels(LineKind::LakeResult), [Level::Signed; 2]);
    assert_eq!(judged.texts()[1..], ["3/3 CloudTrail Lake files valid"]);
}

#[test]
fn an_altered_result_a_missing_one_and_a_forged_sign_file_are_told_apart() {
    let altered = [
        RESULTS[0],
        ("result_2.csv.gz", b"packed TWO".as_slice()),
        ("result_3.csv.gz", b"gone"),
    ];
    let mut one = desk(&lake_sign(&SIGNER, &altered));
    one.put_as("keys.json", &SIGNER.list());
    let judged = one.judge();
    assert_eq!(
        judged.levels(LineKind::LakeResult),
        [Level::Signed, Level::Mismatch, Level::NotLoaded]
    );

    let forged = String::from_utf8(lake_sign(&OTHER, &RESULTS)).expect("text");
    let forged = forged.replace(&OTHER.fingerprint(), &SIGNER.fingerprint());
    let mut two = desk(forged.as_bytes());
    two.put_as("keys.json", &SIGNER.list());
    let judged = two.judge();
    let sign = judged
        .0
        .lines
        .iter()
        .find(|line| line.kind == LineKind::LakeSign)
        .expect("a line");
    assert_eq!(
        (sign.level, &sign.message),
        (Level::BadSignature, &Message::SignatureFailed)
    );
    assert_eq!(judged.levels(LineKind::LakeResult), [Level::OfInvalidDigest; 2]);
}
