//! Chains: gaps, forks, restarts, two deleted neighbours, and chains that are not one another's.

use crate::{
    chains::{SIGNER, Trail, hour},
    desk::{Desk, Judged},
};
use medtrail::{
    base::EpochMillis,
    integrity::{FindingKind, Level, LineKind},
};

fn findings(judged: &Judged) -> Vec<(FindingKind, EpochMillis, EpochMillis)> {
    judged
        .0
        .findings
        .iter()
        .map(|found| (found.kind, found.from, found.to))
        .collect()
}

#[test]
fn a_whole_chain_has_nothing_odd() {
    let chain = Trail::default().deliver(0, &[1, 0, 2], None);
    assert_eq!(findings(&Desk::of(&chain).judge()), []);
}

#[test]
fn a_deleted_digest_is_named_and_its_hour_is_told() {
    let chain = Trail::default().deliver(0, &[1; 4], None);
    let mut desk = Desk::of(&chain);
    desk.take_away(&chain.digests[1]);
    let judged = desk.judge();
    assert_eq!(
        findings(&judged),
        [(FindingKind::Gap { num_digests: 1 }, hour(1), hour(2))]
    );
    assert_eq!(judged.level(&chain.digests[1]), Level::NotLoaded);
    assert_eq!(judged.message(&chain.digests[1]), "INVALID: not found");
    assert_eq!(
        judged.texts()[1],
        "0/4 digest files valid, 1/4 digest files INVALID, 3/4 digest files not validated"
    );
}

#[test]
fn of_two_deleted_neighbours_both_hours_are_told_though_only_one_is_named() {
    let chain = Trail::default().deliver(0, &[1; 6], None);
    let mut desk = Desk::of(&chain);
    desk.take_away(&chain.digests[2]).take_away(&chain.digests[3]);
    let judged = desk.judge();
    assert_eq!(
        findings(&judged),
        [(FindingKind::Gap { num_digests: 2 }, hour(2), hour(4))]
    );
    assert_eq!(judged.level(&chain.digests[3]), Level::NotLoaded);
    assert_eq!(
        judged.level(&chain.digests[1]),
        Level::Unconfirmed,
        "the one that named it is gone"
    );
    let missing = judged.0.coverage.total().hours.missing;
    assert_eq!(missing, 2, "both hours are missing in the map");
}

#[test]
fn a_chain_that_begins_anew_is_a_restart_with_the_words_of_the_cli() {
    let first = Trail::default().deliver(0, &[1, 1], None);
    let second = Trail::default().deliver(5, &[1, 1], None);
    let mut desk = Desk::of(&first);
    for made in second.digests.iter().chain(second.logs.iter().flatten()) {
        desk.put(made);
    }
    let judged = desk.judge();
    assert_eq!(findings(&judged), [(FindingKind::Restart, hour(2), hour(5))]);
    assert_eq!(
        judged.0.findings[0].text().as_deref(),
        Some(
            "No log files were delivered by CloudTrail between 2026-10-01T02:00:00Z and 2026-10-01T05:00:00Z"
        )
    );
    let hours = judged.0.coverage.total().hours;
    assert_eq!(
        (hours.missing, hours.unknown),
        (0, 3),
        "validation may have been off: not known, not missing"
    );
}

#[test]
fn a_period_that_begins_within_a_chain_is_only_a_note() {
    let chain = Trail::default().deliver(0, &[1; 4], None);
    let mut desk = Desk::of(&chain);
    desk.take_away(&chain.digests[0]).take_away(&chain.logs[0][0]);
    let judged = desk.judge();
    assert_eq!(findings(&judged), [(FindingKind::OpenStart, hour(1), hour(1))]);
    assert_eq!(
        judged.texts()[1],
        "0/3 digest files valid, 3/3 digest files not validated"
    );
}

#[test]
fn two_digests_after_one_are_a_fork() {
    let chain = Trail::default().deliver(0, &[1, 1], None);
    let branch = Trail::default().deliver(2, &[1], Some(&chain.digests[0]));
    let mut desk = Desk::of(&chain);
    desk.put(&branch.digests[0])
        .put(&branch.logs[0][0])
        .put_as("keys.json", &SIGNER.list());
    let judged = desk.judge();
    assert_eq!(findings(&judged), [(FindingKind::Fork, hour(1), hour(3))]);
    assert_eq!(
        judged.level(&chain.digests[0]),
        Level::Signed,
        "both name the same hash and signature"
    );
}

#[test]
fn two_digests_of_one_hour_overlap() {
    let chain = Trail::default().deliver(0, &[1, 1, 1], None);
    let twin = Trail::default().digest(1, &[], Some(&chain.digests[0]));
    let mut desk = Desk::of(&chain);
    desk.put_as(&twin.path(), &twin.content);
    let kinds: Vec<_> = findings(&desk.judge()).iter().map(|found| found.0).collect();
    assert!(
        kinds.contains(&FindingKind::Overlap) && kinds.contains(&FindingKind::Fork),
        "{kinds:?}"
    );
}

#[test]
fn another_hash_named_by_the_next_digest_is_told() {
    let chain = Trail::default().deliver(0, &[1, 1], None);
    let mut desk = Desk::of(&chain);
    desk.change(&chain.digests[0], |content| content.insert(0, b' '));
    assert_eq!(
        findings(&desk.judge()),
        [(FindingKind::HashMismatch, hour(0), hour(1))]
    );
}

#[test]
fn digests_written_later_and_other_regions_have_chains_of_their_own() {
    let hourly = Trail::default().deliver(0, &[1, 1, 1], None);
    let backfill = Trail {
        is_backfill: true,
        ..Trail::default()
    };
    let late = [1, 2].map(|at| (at, Trail::default().deliver(at, &[9], None).logs[0][8].clone()));
    let first = backfill.digest(late[0].0, &[late[0].1.clone()], None);
    let second = backfill.digest(late[1].0, &[late[1].1.clone()], Some(&first));
    let other = Trail {
        region: "eu-west-1",
        ..Trail::default()
    }
    .deliver(0, &[1, 1], None);
    let mut desk = Desk::of(&hourly);
    desk.put(&first)
        .put(&second)
        .put(&late[0].1)
        .put(&late[1].1)
        .put_as("keys.json", &SIGNER.list());
    let organization = Trail {
        organization: "o-exampleorgid/",
        ..Trail::default()
    }
    .deliver(10, &[0], None);
    desk.put(&organization.digests[0]);
    for made in other.digests.iter().chain(other.logs.iter().flatten()) {
        desk.put(made);
    }
    let judged = desk.judge();
    assert_eq!(findings(&judged), []);
    assert_eq!(judged.0.summary.num_chains, 4);
    assert_eq!(
        [&first, &second].map(|made| judged.level(made)),
        [Level::Signed, Level::Unconfirmed]
    );
    assert_eq!(judged.level(&late[0].1), Level::Signed);
}

#[test]
fn the_same_digest_dropped_twice_is_one_digest() {
    let chain = Trail::default().deliver(0, &[1, 1], None);
    let mut desk = Desk::of(&chain);
    desk.put_as("copy/again.json", &chain.digests[0].content);
    let judged = desk.judge();
    assert_eq!(findings(&judged), []);
    assert_eq!(judged.levels(LineKind::Digest).len(), 3, "each file has its line");
}
