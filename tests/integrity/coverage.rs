//! The map of hours: present, empty, missing, unknown.

use crate::{
    chains::{ACCOUNT, Trail, hour},
    desk::Desk,
};
use medtrail::integrity::{Form, Proof, RowId, Validation};

fn row() -> RowId {
    RowId {
        account: ACCOUNT.into(),
        region: "us-east-1".into(),
    }
}

fn proofs(validation: &Validation, hours: std::ops::Range<usize>) -> Vec<Proof> {
    let proof = |at| {
        validation
            .coverage
            .cell(&row(), hour(at), hour(at + 1))
            .hours
            .proof()
    };
    hours.map(proof).collect()
}

#[test]
fn every_hour_has_its_proof() {
    let chain = Trail::default().deliver(1, &[2, 0, 1, 1, 1, 1], None);
    let mut desk = Desk::of(&chain);
    desk.take_away(&chain.logs[2][0]);
    desk.change(&chain.logs[3][0], |content| content[20] ^= 1);
    desk.take_away(&chain.digests[4]);
    let judged = desk.judge().0;
    let is = proofs(&judged, 0..8);
    let expected = [
        Proof::Unknown,
        Proof::Present,
        Proof::Empty,
        Proof::Missing,
        Proof::Missing,
        Proof::Missing,
        Proof::Present,
        Proof::Unknown,
    ];
    assert_eq!(is, expected);
    assert_eq!(judged.coverage.span(), Some((hour(1), hour(7))));
    let total = judged.coverage.total();
    assert_eq!(
        (
            total.hours.present,
            total.hours.empty,
            total.hours.missing,
            total.hours.unknown
        ),
        (2, 1, 3, 0)
    );
    assert_eq!(
        (total.num_present, total.num_missing, total.num_altered),
        (3, 1, 1)
    );
    assert_eq!(total.num_unproved, 1, "the log of the hour without its digest");
}

#[test]
fn hours_together_are_as_good_as_the_worst_of_them() {
    let chain = Trail::default().deliver(0, &[1; 24], None);
    let desk = Desk::of(&chain);
    let day = |validation: &Validation, first| {
        validation
            .coverage
            .cell(&row(), hour(first), hour(first + 24))
            .hours
    };
    let judged = desk.judge().0;
    assert_eq!(
        (day(&judged, 0).proof(), day(&judged, 0).present),
        (Proof::Present, 24)
    );
    assert_eq!(
        (day(&judged, 1).proof(), day(&judged, 1).unknown),
        (Proof::Unknown, 1)
    );
    let mut desk = desk;
    desk.take_away(&chain.logs[7][0]);
    assert_eq!(day(&desk.judge().0, 0).proof(), Proof::Missing);
}

#[test]
fn an_hour_of_an_invalid_digest_is_missing_and_a_file_in_no_digest_makes_it_unknown() {
    let chain = Trail::default().deliver(0, &[1, 1, 1], None);
    let mut desk = Desk::of(&chain);
    desk.set_form(&chain.digests[0], Form::Damaged);
    let strange = Trail::default().deliver(1, &[3], None).logs[0][2].clone();
    desk.put(&strange);
    assert_eq!(
        proofs(&desk.judge().0, 0..3),
        [Proof::Missing, Proof::Unknown, Proof::Present]
    );
}

#[test]
fn the_first_hour_to_see_is_the_first_that_misses_something_or_else_the_newest() {
    let chain = Trail::default().deliver(1, &[1, 0, 1, 1], None);
    let first = |desk: &Desk| {
        let judged = desk.judge().0;
        judged.coverage.first_to_see(None).map(|(_, at)| at)
    };
    let mut desk = Desk::of(&chain);
    assert_eq!(first(&desk), Some(hour(4)), "nothing is missing");
    // A log that no digest speaks of is newer, and is not what was proved last.
    let later = Trail::default().deliver(30, &[1], None);
    desk.put(&later.logs[0][0]);
    assert_eq!(first(&desk), Some(hour(4)));
    desk.take_away(&chain.logs[2][0]);
    desk.take_away(&chain.logs[3][0]);
    assert_eq!(first(&desk), Some(hour(3)), "the first of two");
    let judged = desk.judge().0;
    assert_eq!(judged.coverage.first_to_see(Some("444455556666")), None);
    let mut without_digests = Desk::default();
    without_digests.put(&chain.logs[0][0]).put(&later.logs[0][0]);
    assert_eq!(first(&without_digests), Some(hour(30)));
}

#[test]
fn logs_without_digests_prove_nothing() {
    let chain = Trail::default().deliver(0, &[1, 1], None);
    let mut desk = Desk::default();
    desk.put(&chain.logs[0][0]).put(&chain.logs[1][0]);
    let judged = desk.judge().0;
    assert_eq!(proofs(&judged, 0..2), [Proof::Unknown; 2]);
    assert_eq!(judged.coverage.total().num_unproved, 2);
}

#[test]
fn events_much_older_than_the_digest_came_late() {
    let chain = Trail::default().deliver(6, &[2], None);
    let mut desk = Desk::of(&chain);
    desk.change(&chain.digests[0], |content| {
        let text = String::from_utf8(std::mem::take(content)).expect("text");
        *content = text
            .replacen(
                "\"oldestEventTime\":\"2026-10-01T06:00:00Z\"",
                "\"oldestEventTime\":\"2026-10-01T04:59:59Z\"",
                1,
            )
            .into_bytes();
    });
    let judged = desk.judge().0;
    assert_eq!(judged.coverage.total().num_late, 1);
}
