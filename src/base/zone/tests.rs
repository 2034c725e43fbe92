use super::*;
use proptest::prelude::*;

fn at(text: &str) -> EpochMillis {
    EpochMillis::parse(text).expect(text)
}

fn local(text: &str) -> LocalMillis {
    LocalMillis(at(&format!("{}Z", text.replace(' ', "T"))).0)
}

fn table(from: &str, until: &str, first: i32, changes: &[(&str, i32)]) -> Offsets {
    let changes: Vec<_> = changes
        .iter()
        .map(|(moment, offset)| (at(moment), offset * 60))
        .collect();
    Offsets::new(at(from), at(until), first * 60, &changes)
}

/// Tables from the Time Zone Database, in minutes.
fn new_york() -> Offsets {
    let changes = [("2026-03-08T07:00:00Z", -240), ("2026-11-01T06:00:00Z", -300)];
    table("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", -300, &changes)
}

fn berlin() -> Offsets {
    let changes = [("2026-03-29T01:00:00Z", 120), ("2026-10-25T01:00:00Z", 60)];
    table("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", 60, &changes)
}

/// Samoa left out 30 December 2011, in summer time.
fn apia() -> Offsets {
    let changes = [
        ("2011-04-02T14:00:00Z", -660),
        ("2011-09-24T14:00:00Z", -600),
        ("2011-12-30T10:00:00Z", 840),
        ("2012-03-31T14:00:00Z", 780),
    ];
    table("2011-01-01T00:00:00Z", "2012-07-01T00:00:00Z", -600, &changes)
}

fn kathmandu() -> Offsets {
    table("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", 345, &[])
}

fn zone(name: &str, offsets: Offsets) -> Zone {
    Zone {
        choice: ZoneChoice::Named(name.into()),
        name: name.into(),
        offsets,
    }
}

#[test]
fn the_text_form_of_a_choice_reads_back_and_nothing_else_is_one() {
    for choice in [
        "UTC",
        "local",
        "Europe/Berlin",
        "America/Argentina/Buenos_Aires",
        "Etc/GMT+5",
    ] {
        assert_eq!(ZoneChoice::parse(choice).expect(choice).to_string(), choice);
    }
    for text in ["", "Europe Berlin", "<b>", "Zürich", &"a".repeat(65)] {
        assert_eq!(ZoneChoice::parse(text), None, "{text}");
    }
}

#[test]
fn times_are_written_with_their_offset_and_in_utc_without() {
    let moment = at("2026-07-01T12:00:00Z");
    let written = |name, offsets| zone(name, offsets).cell(moment);
    assert_eq!(Zone::default().cell(moment), "2026-07-01 12:00:00");
    assert_eq!(Zone::default().full(moment), "2026-07-01 12:00:00 UTC");
    assert_eq!(
        written("Asia/Kathmandu", kathmandu()),
        "2026-07-01 17:45:00 +05:45"
    );
    assert_eq!(
        written("America/New_York", new_york()),
        "2026-07-01 08:00:00 -04:00"
    );
    assert_eq!(written("Europe/Berlin", berlin()), "2026-07-01 14:00:00 +02:00");
    assert_eq!(
        zone("Europe/Berlin", berlin()).day(at("2026-07-01T22:00:00Z")),
        "2026-07-02"
    );
}

#[test]
fn an_hour_that_is_repeated_is_told_apart_by_its_offset() {
    let zone = zone("America/New_York", new_york());
    assert_eq!(
        zone.cell(at("2026-11-01T05:30:00Z")),
        "2026-11-01 01:30:00 -04:00"
    );
    assert_eq!(
        zone.cell(at("2026-11-01T06:30:00Z")),
        "2026-11-01 01:30:00 -05:00"
    );
    assert_eq!(
        new_york().shown(local("2026-11-01 01:30:00")),
        Some(Shown::Twice(
            at("2026-11-01T05:30:00Z"),
            at("2026-11-01T06:30:00Z")
        ))
    );
}

#[test]
fn an_hour_and_a_day_that_are_left_out_are_never_shown() {
    for text in ["2026-03-08 02:00:00", "2026-03-08 02:59:59"] {
        assert_eq!(
            new_york().shown(local(text)),
            Some(Shown::Never(at("2026-03-08T07:00:00Z"))),
            "{text}"
        );
    }
    for (text, moment) in [
        ("2026-03-08 01:59:59", "2026-03-08T06:59:59Z"),
        ("2026-03-08 03:00:00", "2026-03-08T07:00:00Z"),
    ] {
        assert_eq!(
            new_york().shown(local(text)),
            Some(Shown::Once(at(moment))),
            "{text}"
        );
    }
    assert_eq!(
        apia().shown(local("2011-12-30 12:00:00")),
        Some(Shown::Never(at("2011-12-30T10:00:00Z")))
    );
    let zone = zone("Pacific/Apia", apia());
    assert_eq!(
        zone.cell(at("2011-12-30T09:59:59Z")),
        "2011-12-29 23:59:59 -10:00"
    );
    assert_eq!(
        zone.cell(at("2011-12-30T10:00:00Z")),
        "2011-12-31 00:00:00 +14:00"
    );
}

#[test]
fn beyond_the_table_times_are_utc_and_say_so() {
    let zone = zone("Europe/Berlin", berlin());
    assert_eq!(zone.cell(at("2030-07-01T12:00:00Z")), "2030-07-01 12:00:00 UTC");
    assert_eq!(zone.offsets.shown(local("2030-07-01 12:00:00")), None);
}

#[test]
fn looking_once_a_week_finds_every_change_to_the_second() {
    for offsets in [new_york(), berlin(), apia(), kathmandu(), Offsets::fixed(0)] {
        let (from, until) = (
            offsets.from.max(at("2011-01-01T00:00:00Z")),
            offsets.until.min(at("2027-01-01T00:00:00Z")),
        );
        let mut num_asked = 0;
        let found = Offsets::find(from, until, |moment| {
            num_asked += 1;
            let last = EpochMillis(until.0 - 1);
            offsets.at(moment.min(last)).expect("within the table")
        });
        assert_eq!((&found.changes, found.first), (&offsets.changes, offsets.first));
        assert!(num_asked < 1000, "{num_asked}");
    }
}

proptest! {
    #[test]
    fn every_moment_is_one_of_those_at_which_its_local_time_is_shown(seconds in 0..31_536_000i64, zone in 0..4usize) {
        let offsets = [new_york(), berlin(), kathmandu(), apia()][zone].clone();
        let moment = EpochMillis(offsets.from.0 + seconds * 1000);
        let shown = offsets.local(moment).and_then(|local| offsets.shown(local));
        match shown.expect("within the table") {
            Shown::Once(only) => prop_assert_eq!(only, moment),
            Shown::Twice(first, last) => prop_assert!(first < last && (first == moment || last == moment)),
            Shown::Never(_) => prop_assert!(false, "{:?} is shown", moment),
        }
    }
}
