//! Every level and every message.

use crate::{
    chains::{OTHER, SIGNER, Trail},
    desk::Desk,
};
use medtrail::integrity::{Form, Level, LineKind, Message, Verdict, report};

const DIGESTS: LineKind = LineKind::Digest;
const LOGS: LineKind = LineKind::Log;

#[test]
fn without_keys_digests_are_linked_by_hashes_and_nothing_is_called_invalid() {
    let chain = Trail::default().deliver(0, &[2, 0, 1], None);
    let judged = Desk::of(&chain).judge();
    assert_eq!(
        judged.levels(DIGESTS),
        [Level::HashLinked, Level::HashLinked, Level::Unconfirmed]
    );
    assert_eq!(
        judged.levels(LOGS),
        [Level::HashLinked, Level::HashLinked, Level::HashEqual]
    );
    let fingerprint = SIGNER.fingerprint();
    for digest in &chain.digests {
        assert_eq!(
            judged.message(digest),
            format!("not validated: public key not found in region us-east-1 for fingerprint {fingerprint}")
        );
    }
    assert_eq!(
        judged.texts(),
        [
            "Results found for 2026-10-01T00:00:00Z to 2026-10-01T03:00:00Z:",
            "0/3 digest files valid, 3/3 digest files not validated",
            "3/3 log files valid",
        ]
    );
    assert_eq!(judged.0.summary.num_with(Verdict::Invalid), 0);
}

#[test]
fn all_but_the_newest_digest_verify_from_files_and_keys_alone_and_all_with_its_metadata() {
    let chain = Trail::default().deliver(0, &[1; 5], None);
    let mut desk = Desk::of(&chain);
    desk.put_as("keys.json", &SIGNER.list());
    let judged = desk.judge();
    assert_eq!(
        judged.levels(DIGESTS),
        [[Level::Signed; 4].as_slice(), &[Level::Unconfirmed]].concat()
    );
    assert_eq!(
        judged.levels(LOGS),
        [[Level::Signed; 4].as_slice(), &[Level::HashEqual]].concat()
    );
    judged.is(&chain.digests[4], Level::Unconfirmed, &Message::NoSignature);
    assert_eq!(judged.0.summary.keys_used, [(SIGNER.fingerprint().into(), 4)]);
    assert_eq!(
        judged.line(&chain.logs[0][0]).fingerprint.as_deref(),
        Some(&*SIGNER.fingerprint())
    );

    for path in ["head.json", "elsewhere/metadata.txt"] {
        let mut desk = desk.clone();
        desk.put_as(path, &chain.digests[4].metadata());
        let judged = desk.judge();
        assert_eq!(judged.levels(DIGESTS), [Level::Signed; 5]);
        assert_eq!(judged.levels(LOGS), [Level::Signed; 5]);
        assert_eq!(
            judged.texts()[1..],
            ["5/5 digest files valid", "5/5 log files valid"]
        );
    }
}

#[test]
fn a_key_as_spki_and_the_whole_head_object_output_do_as_well() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use serde_json::json;
    let chain = Trail::default().deliver(0, &[1], None);
    let head = json!({ "AcceptRanges": "bytes", "ContentLength": 9, "ETag": "\"x\"", "Metadata": {
        "signature": chain.digests[0].signature, "signature-algorithm": "SHA256withRSA", "start-time": "2026-10-01T00:00:00Z" } });
    let keys = json!({ "PublicKeyList": [{ "Value": STANDARD.encode(SIGNER.spki()), "Fingerprint": SIGNER.fingerprint() }] });
    let mut desk = Desk::of(&chain);
    desk.put_as("head.json", head.to_string().as_bytes());
    desk.put_as("keys.json", keys.to_string().as_bytes());
    assert_eq!(desk.judge().levels(DIGESTS), [Level::Signed]);
}

#[test]
fn an_edited_log_does_not_match_and_a_deleted_one_is_not_found() {
    let chain = Trail::default().deliver(0, &[3, 1], None);
    let mut desk = Desk::of(&chain);
    let (edited, deleted) = (&chain.logs[0][0], &chain.logs[0][2]);
    desk.change(edited, |content| content[30] ^= 1).take_away(deleted);
    let judged = desk.judge();
    judged.is(edited, Level::Mismatch, &Message::HashMismatch);
    assert_eq!(judged.message(edited), "INVALID: hash value doesn't match");
    judged.is(deleted, Level::NotLoaded, &Message::NotFound);
    assert_eq!(judged.message(deleted), "INVALID: not found");
    assert_eq!(judged.texts()[2], "2/4 log files valid, 2/4 log files INVALID");
    let report = report(&judged.0);
    let line = format!(
        "Log file\ts3://amzn-s3-demo-bucket/{}\tINVALID: not found",
        deleted.key
    );
    assert!(
        report.lines.iter().any(|text| **text == line),
        "{:?}",
        report.lines
    );
}

#[test]
fn data_behind_the_gzip_member_and_damaged_gzip_are_invalid() {
    let chain = Trail::default().deliver(0, &[2, 1], None);
    let mut desk = Desk::of(&chain);
    let [trailing, damaged] = [&chain.logs[0][0], &chain.logs[0][1]];
    desk.set_form(trailing, Form::Trailing)
        .set_form(damaged, Form::Damaged);
    let judged = desk.judge();
    judged.is(trailing, Level::Trailing, &Message::UnexpectedData);
    assert_eq!(
        judged.message(trailing),
        "INVALID: unexpected data after end of compressed stream"
    );
    judged.is(damaged, Level::BadFormat, &Message::InvalidFormat);
    assert_eq!(judged.message(damaged), "INVALID: invalid format");
    let mut desk = Desk::of(&chain);
    desk.set_form(&chain.digests[0], Form::Trailing);
    let judged = desk.judge();
    assert_eq!(judged.level(&chain.digests[0]), Level::Trailing);
    assert_eq!(judged.level(trailing), Level::OfInvalidDigest);
}

#[test]
fn a_digest_that_is_no_digest_any_more_has_an_invalid_format() {
    let chain = Trail::default().deliver(0, &[1, 1, 1], None);
    let mut desk = Desk::of(&chain);
    desk.change(&chain.digests[1], |content| content.truncate(40));
    let judged = desk.judge();
    judged.is(&chain.digests[1], Level::BadFormat, &Message::InvalidFormat);
    assert_eq!(
        judged.level(&chain.digests[0]),
        Level::Unconfirmed,
        "nothing loaded names it now"
    );
}

#[test]
fn an_edited_digest_is_invalid_by_the_next_one_and_proves_no_log() {
    let chain = Trail::default().deliver(0, &[1, 1], None);
    let edit = |content: &mut Vec<u8>| {
        let text = String::from_utf8(std::mem::take(content)).expect("text");
        *content = text
            .replace(
                "\"newestEventTime\":null",
                "\"newestEventTime\":\"2026-10-01T00:30:00Z\"",
            )
            .into_bytes();
    };
    let mut desk = Desk::of(&chain);
    desk.change(&chain.digests[0], edit);
    for with_keys in [false, true] {
        if with_keys {
            desk.put_as("keys.json", &SIGNER.list());
        }
        let judged = desk.judge();
        judged.is(&chain.digests[0], Level::Mismatch, &Message::HashMismatch);
        judged.is(
            &chain.logs[0][0],
            Level::OfInvalidDigest,
            &Message::OfInvalidDigest,
        );
        assert_eq!(
            judged.message(&chain.logs[0][0]),
            "not validated: the digest that names it is INVALID"
        );
    }
}

#[test]
fn a_signature_by_another_key_fails_and_by_the_file_name_it_is_known_whose_it_is() {
    let forged = Trail {
        signer: &OTHER,
        ..Trail::default()
    }
    .deliver(0, &[1], None);
    let genuine = Trail::default().deliver(0, &[1], None);
    let mut desk = Desk::of(&genuine);
    desk.put_as("keys.json", &SIGNER.list());
    desk.put_as("head.json", &forged.digests[0].metadata());
    let judged = desk.judge();
    judged.is(&genuine.digests[0], Level::Unconfirmed, &Message::NoSignature);
    assert_eq!(
        judged.0.summary.num_unused_signatures, 1,
        "a signature that fits nothing is told"
    );

    let mut desk = Desk::of(&genuine);
    desk.put_as("keys.json", &SIGNER.list());
    let name = format!("{}.metadata.json", genuine.digests[0].name());
    desk.put_as(&name, &forged.digests[0].metadata());
    let judged = desk.judge();
    judged.is(
        &genuine.digests[0],
        Level::BadSignature,
        &Message::SignatureFailed,
    );
    assert_eq!(
        judged.message(&genuine.digests[0]),
        "INVALID: signature verification failed"
    );
    assert_eq!(
        judged.texts()[1],
        "0/1 digest files valid, 1/1 digest files INVALID"
    );
}

#[test]
fn a_key_that_cannot_be_loaded_is_told_and_the_digest_is_not_called_invalid() {
    use serde_json::json;
    let chain = Trail::default().deliver(0, &[1, 1], None);
    let mut listed = SIGNER.listed();
    listed["Value"] = json!("AAAA");
    let mut desk = Desk::of(&chain);
    desk.put_as(
        "keys.json",
        json!({ "PublicKeyList": [listed] }).to_string().as_bytes(),
    );
    let judged = desk.judge();
    let fingerprint = SIGNER.fingerprint();
    judged.is(
        &chain.digests[0],
        Level::HashLinked,
        &Message::KeyUnreadable {
            fingerprint: fingerprint.clone().into(),
        },
    );
    assert_eq!(
        judged.message(&chain.digests[0]),
        format!("not validated: Unable to load PKCS #1 key with fingerprint {fingerprint}")
    );
}

#[test]
fn a_moved_file_is_a_note_and_a_renamed_one_is_found_by_its_hash() {
    let chain = Trail::default().deliver(0, &[2, 1], None);
    let mut desk = Desk::of(&chain);
    let [moved, renamed] = [&chain.logs[0][0], &chain.logs[0][1]];
    desk.rename(
        moved,
        &format!("Downloads/{}", moved.name().replace(".json.gz", ".json (1).gz")),
    );
    desk.rename(renamed, "Downloads/first.json");
    desk.rename(
        &chain.digests[0],
        &format!("Downloads/{}", chain.digests[0].name()),
    );
    let judged = desk.judge();
    for made in [moved, renamed, &chain.digests[0]] {
        let line = judged.line(made);
        assert_eq!(line.level, Level::HashLinked, "{}", made.key);
        assert!(line.is_moved);
    }
    assert_eq!(judged.0.summary.num_moved, 3);
    assert!(!judged.line(&chain.logs[1][0]).is_moved);
}

#[test]
fn a_log_in_no_digest_is_told_from_one_of_which_no_digest_speaks() {
    let chain = Trail::default().deliver(0, &[1, 1, 1], None);
    let elsewhere = Trail {
        region: "eu-west-1",
        ..Trail::default()
    }
    .deliver(0, &[1], None);
    let strange = Trail::default().deliver(0, &[3], None);
    let mut desk = Desk::of(&chain);
    desk.put(&strange.logs[0][2]).put(&elsewhere.logs[0][0]);
    let judged = desk.judge();
    judged.is(&strange.logs[0][2], Level::InNoDigest, &Message::InNoDigest);
    judged.is(&elsewhere.logs[0][0], Level::NoDigest, &Message::NoDigest);
    assert_eq!(judged.texts()[3], "2 log files loaded that no digest names");
    let alone = {
        let mut desk = Desk::default();
        desk.put(&chain.logs[0][0]);
        desk.judge()
    };
    assert_eq!(alone.levels(LOGS), [Level::NoDigest]);
    assert_eq!(
        alone.texts(),
        ["No digests found", "1 log files loaded that no digest names"]
    );
}

#[test]
fn what_is_not_hashed_yet_is_asked_for_and_only_when_a_digest_names_it() {
    let chain = Trail::default().deliver(0, &[2], None);
    let mut desk = Desk::of(&chain);
    desk.unseal(&chain.logs[0][0]);
    let judged = desk.judge();
    judged.is(&chain.logs[0][0], Level::Pending, &Message::Hashing);
    assert_eq!(judged.0.unsealed.len(), 1);
    desk.take_away(&chain.digests[0]);
    assert!(
        desk.judge().0.unsealed.is_empty(),
        "without digests nothing is hashed"
    );
}

#[test]
fn every_level_has_its_words_and_its_verdict() {
    for (index, level) in Level::ALL.into_iter().enumerate() {
        assert_eq!(level.index(), index);
    }
    let of = |verdict| {
        Level::ALL
            .into_iter()
            .filter(move |level| level.verdict() == verdict)
            .count()
    };
    assert_eq!(
        [
            Verdict::Invalid,
            Verdict::Missing,
            Verdict::NotValidated,
            Verdict::Valid
        ]
        .map(of),
        [4, 1, 5, 3]
    );
    for message in [
        Message::NoCryptography,
        Message::Checking,
        Message::Hashing,
        Message::Unreadable,
        Message::NoHash,
    ] {
        assert!(message.to_string().starts_with("not validated: "), "{message}");
    }
}

#[test]
fn an_organization_trail_is_judged_like_any_other() {
    let trail = Trail {
        organization: "o-exampleorgid/",
        ..Trail::default()
    };
    let chain = trail.deliver(0, &[1, 1], None);
    let mut desk = Desk::of(&chain);
    desk.put_as("keys.json", &SIGNER.list());
    assert_eq!(desk.judge().levels(LOGS), [Level::Signed, Level::HashEqual]);
}

#[test]
fn a_missing_cryptography_is_said_and_is_no_failure() {
    use medtrail::integrity::{SignatureVerdict, validate};
    let chain = Trail::default().deliver(0, &[1, 1], None);
    let mut desk = Desk::of(&chain);
    desk.put_as("keys.json", &SIGNER.list());
    let (loaded, evidence) = desk.stock();
    let asked = validate(&loaded, &evidence, &Default::default());
    assert_eq!(asked.checks.len(), 1);
    let known = asked
        .checks
        .iter()
        .map(|check| (check.id, SignatureVerdict::Unavailable))
        .collect();
    let judged = validate(&loaded, &evidence, &known);
    assert!(judged.summary.is_without_cryptography);
    assert_eq!(judged.summary.num_with(Verdict::Invalid), 0);
    assert_eq!(judged.summary.digests[Level::HashLinked.index()], 1);
}

#[test]
fn a_key_that_was_not_in_use_then_is_told() {
    let chain = Trail::default().deliver(0, &[1, 1], None);
    let late = Trail::default().deliver(24 * 40, &[1, 1], None);
    for (chain, expected) in [(&chain, 0), (&late, 1)] {
        let mut desk = Desk::of(chain);
        desk.put_as("keys.json", &SIGNER.list());
        let judged = desk.judge();
        assert_eq!(judged.0.summary.digests[Level::Signed.index()], 1);
        assert_eq!(judged.0.summary.num_out_of_use, expected);
    }
}
