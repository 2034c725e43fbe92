//! One byte, anywhere: of a log, a digest, a key or a signature.

use crate::{
    chains::{Chain, Made, SIGNER, Trail},
    desk::Desk,
};
use medtrail::integrity::{Level, LineKind, Verdict};
use proptest::prelude::*;

const KEYS: &str = "keys.json";

/// Three digests, the newest with its metadata: everything is signed.
fn desk(chain: &Chain) -> Desk {
    let mut desk = Desk::of(chain);
    desk.put_as(KEYS, &SIGNER.list())
        .put_as("head.json", &chain.digests[2].metadata());
    desk
}

fn named(name: &str) -> Made {
    Made {
        key: name.to_owned(),
        content: Vec::new(),
        signature: String::new(),
    }
}

fn flip(content: &mut [u8], place: usize, bit: u8) {
    let place = place % content.len();
    content[place] ^= 1 << (bit % 8);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_byte_of_a_log_makes_it_a_mismatch(which in 0..3usize, place: usize, bit: u8) {
        let chain = Trail::default().deliver(0, &[1; 3], None);
        let mut desk = desk(&chain);
        prop_assert_eq!(desk.judge().levels(LineKind::Log), [Level::Signed; 3]);
        let log = &chain.logs[which][0];
        desk.change(log, |content| flip(content, place, bit));
        let judged = desk.judge();
        prop_assert_eq!(judged.level(log), Level::Mismatch);
        prop_assert_eq!(judged.0.summary.logs[Level::Signed.index()], 2);
    }

    #[test]
    fn any_byte_of_a_digest_makes_it_invalid_or_takes_it_out_of_the_chain(which in 0..3usize, place: usize, bit: u8) {
        let chain = Trail::default().deliver(0, &[1; 3], None);
        let mut desk = desk(&chain);
        let digest = &chain.digests[which];
        desk.change(digest, |content| flip(content, place, bit));
        let judged = desk.judge();
        let path = digest.path();
        let line = judged.0.lines.iter().find(|line| line.path.as_deref() == Some(&*path));
        // The newest has no later digest to contradict it: its signature fits nothing any more.
        let verdict = line.map_or(Verdict::Missing, |line| line.verdict());
        prop_assert_ne!(verdict, Verdict::Valid, "{:?}", line);
        if which < 2 {
            prop_assert_eq!(judged.0.summary.num_with(Verdict::Invalid) + judged.0.summary.num_with(Verdict::Missing) > 0, true);
        }
        let path = chain.logs[which][0].path();
        let log = judged.0.lines.iter().find(|line| line.path.as_deref() == Some(&*path));
        prop_assert_ne!(log.map(|line| line.level), Some(Level::Signed), "its logs are not proved by it");
    }

    #[test]
    fn any_byte_of_the_keys_leaves_nothing_signed(place: usize, bit: u8) {
        let chain = Trail::default().deliver(0, &[1; 3], None);
        let mut desk = desk(&chain);
        let list = SIGNER.list();
        // What a key says of the time of its use is no part of it, and one that says no name has its own.
        let free = String::from_utf8(list.clone()).expect("text");
        let spans: Vec<_> = ["ValidityEndTime", "ValidityStartTime", "Fingerprint"]
            .iter()
            .filter_map(|name| free.find(name))
            .map(|at| at - 1..at + if free[at..].starts_with('F') { 12 } else { 50 })
            .collect();
        prop_assume!(!spans.iter().any(|span| span.contains(&(place % list.len()))));
        desk.change(&named(KEYS), |content| flip(content, place, bit));
        let judged = desk.judge();
        prop_assert_eq!(judged.0.summary.digests[Level::Signed.index()], 0);
        prop_assert_eq!(judged.0.summary.num_with(Verdict::Invalid), 0, "a bad key makes no digest invalid");
    }

    #[test]
    fn any_digit_of_a_signature_fails(place: usize, by in 1..16u8) {
        let chain = Trail::default().deliver(0, &[1; 3], None);
        let mut newest = chain.digests[2].clone();
        let place = place % newest.signature.len();
        let digit = u8::from_str_radix(&newest.signature[place..=place], 16).expect("a digit");
        newest.signature.replace_range(place..=place, &format!("{:x}", (digit + by) % 16));
        let mut desk = Desk::of(&chain);
        desk.put_as(KEYS, &SIGNER.list());
        let mut by_name = desk.clone();
        desk.put_as("head.json", &newest.metadata());
        let judged = desk.judge();
        prop_assert_eq!(judged.level(&newest), Level::Unconfirmed);
        prop_assert_eq!(judged.0.summary.num_unused_signatures, 1);
        by_name.put_as(&format!("{}.metadata.json", newest.name()), &newest.metadata());
        prop_assert_eq!(by_name.judge().level(&newest), Level::BadSignature);
    }
}
