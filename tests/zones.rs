//! The clock that times are shown by: chosen, found, and on the page.

mod pages;

use medtrail::{
    base::{EpochMillis, Zone, ZoneChoice, zone::Offsets},
    protocol::engine::{FromEngine, ToEngine},
    query::{Bar, Histogram},
    state::{Action, Cell, Column, Effect, FilesAction, NoticeKind, QueryAction, ZoneAction, copied_text},
};
use pages::{
    RECORD, Script, answer,
    draw::{drawn, tags, text_of},
    ledger,
};

fn kathmandu() -> Zone {
    Zone {
        choice: ZoneChoice::Named("Asia/Kathmandu".into()),
        name: "Asia/Kathmandu".into(),
        offsets: Offsets::new(
            at("2026-01-01T00:00:00Z"),
            at("2027-01-01T00:00:00Z"),
            345 * 60,
            &[],
        ),
    }
}

fn at(text: &str) -> EpochMillis {
    EpochMillis::parse(text).expect(text)
}

fn zone(action: ZoneAction) -> Action {
    Action::Zone(action)
}

fn range(from: &str, until: &str) -> Action {
    Action::Query(QueryAction::SetTimeRange(Some(at(from)), Some(at(until))))
}

fn asked_offsets(effects: &[Effect]) -> Vec<Offsets> {
    let offsets = |effect: &Effect| match effect {
        Effect::TellEngine(ToEngine::Ask { offsets, .. }) => Some(offsets.clone()),
        _ => None,
    };
    effects.iter().filter_map(offsets).collect()
}

#[test]
fn a_chosen_zone_is_looked_up_around_the_calls_and_counts_the_days_anew() {
    let mut script = Script::loaded(200);
    let choice = kathmandu().choice;
    let effects = script.act(zone(ZoneAction::Choose(choice.clone())));
    let span = Some((at("2026-10-01T00:00:00Z"), at("2026-10-31T23:59:59Z")));
    assert_eq!(effects, [Effect::FindZone { choice, span }]);
    assert!(script.state.zone.is_utc(), "as long as its clock is not known");
    let effects = script.act(zone(ZoneAction::Found(kathmandu())));
    assert_eq!(asked_offsets(&effects), [kathmandu().offsets]);
    assert_eq!(script.act(zone(ZoneAction::Found(kathmandu()))), []);
    let effects = script.act(zone(ZoneAction::Choose(ZoneChoice::Utc)));
    assert_eq!(asked_offsets(&effects), [Offsets::default()]);
}

#[test]
fn calls_beyond_the_known_clock_are_asked_about_once() {
    let mut script = Script::loaded(200);
    script.act(zone(ZoneAction::Found(kathmandu())));
    let is_find = |effect: &Effect| matches!(effect, Effect::FindZone { .. });
    let mut grown = ledger(300);
    grown.last = Some(at("2027-02-01T00:00:00Z"));
    let effects = script.engine(FromEngine::Ledger(grown.clone()));
    assert_eq!(effects.iter().filter(|effect| is_find(effect)).count(), 1);
    let effects = script.engine(FromEngine::Ledger(grown));
    assert!(!effects.iter().any(is_find));
}

#[test]
fn a_zone_that_the_browser_does_not_know_is_said_and_changes_nothing() {
    let mut script = Script::loaded(200);
    script.act(zone(ZoneAction::Unknown("Mars/Olympus_Mons".into())));
    assert!(
        matches!(&script.state.notices[0].kind, NoticeKind::UnknownZone(name) if &**name == "Mars/Olympus_Mons")
    );
    assert!(text_of(&drawn(&script.state)).contains("Mars/Olympus_Mons"));
    assert!(script.state.zone.is_utc());
}

#[test]
fn the_page_names_the_zone_wherever_it_shows_a_time() {
    let mut script = Script::loaded(200);
    script.act(range("2026-10-01T00:00:00Z", "2026-10-31T00:00:00Z"));
    script.open(0, RECORD);
    let generation = script.state.asking.asked;
    let mut counted = answer(generation, 200, 200, (0, 40));
    counted.histogram = Some(Histogram {
        edges: [0, 1, 2]
            .map(|day| EpochMillis(at("2026-10-26T18:15:00Z").0 + day * 86_400_000))
            .into(),
        span: 86_400_000,
        bars: vec![
            Bar {
                succeeded: 3,
                failed: 1
            };
            2
        ]
        .into(),
        num_untimed: 0,
    });
    script.engine(FromEngine::Answer(counted));

    let utc = text_of(&drawn(&script.state));
    for part in [
        "Time (UTC)",
        "2026-10-27 20:59:00",
        "1–31 Oct 2026 UTC",
        "2026-10-01 00:00:00 – before 2026-10-31 00:00:00 UTC",
        "2026-10-26 18:15:00 – 2026-10-28 18:15:00 UTC: 8 calls",
    ] {
        assert!(utc.contains(part), "{part} in {utc}");
    }

    script.state.zone = kathmandu().into();
    let html = drawn(&script.state);
    let there = text_of(&html);
    for part in [
        "Time (Asia/Kathmandu)",
        "2026-10-28 02:44:00 +05:45",
        "1 Oct – 1 Nov 2026 Asia/Kathmandu",
        "2026-10-01 05:45:00 +05:45 – before 2026-10-31 05:45:00 +05:45",
        "2026-10-27 00:00:00 +05:45 – 2026-10-29 00:00:00 +05:45: 8 calls",
        "(2026-10-27 20:59:00 UTC)",
        "2026-10-27T19:07:27Z (2026-10-28 00:52:27 +05:45)",
    ] {
        assert!(there.contains(part), "{part} in {there}");
    }
    // Copying and filtering stay in UTC, and say so.
    assert!(
        tags(&html, "button").any(|(tag, _)| tag.contains("Copy 2026-10-27 20:59:00 UTC (UTC)")
            || tag.contains("Copy 2026-10-27 20:59:00 UTC"))
    );
    let axis: Vec<_> = tags(&html, "text").map(|(_, label)| label.to_owned()).collect();
    assert_eq!(axis, ["10-27", "10-28"]);
}

#[test]
fn a_time_is_copied_in_utc_by_the_standard_and_other_values_as_they_stand() {
    let copied = |column, cell: &Cell| copied_text(column, cell).map(|text| text.to_string());
    let time = Cell::text("2026-10-27 20:59:00.250");
    assert_eq!(
        copied(Column::Time, &time).as_deref(),
        Some("2026-10-27T20:59:00.250Z")
    );
    assert_eq!(
        copied(Column::ErrorMessage, &time).as_deref(),
        Some("2026-10-27 20:59:00.250")
    );
    assert_eq!(copied(Column::Time, &Cell::Absent), None);
}

#[test]
fn zooming_out_doubles_the_range_until_it_holds_every_call_and_back_leads_back() {
    let mut script = Script::loaded(200);
    assert!(!script.state.asking.can_zoom_back());
    script.act(range("2026-10-10T00:00:00Z", "2026-10-12T00:00:00Z"));
    assert!(script.state.asking.can_zoom_back(), "back to all times");
    script.act(Action::Query(QueryAction::ZoomOut));
    let shown =
        |script: &Script| medtrail::query::language::print(&script.state.asking.query.tokens[0].filter);
    assert!(
        shown(&script).contains("2026-10-09T00:00:00Z") && shown(&script).contains("2026-10-13T00:00:00Z"),
        "{}",
        shown(&script)
    );
    script.act(Action::Query(QueryAction::Undo));
    assert!(shown(&script).contains("2026-10-10T00:00:00Z"));
    for _ in 0..5 {
        script.act(Action::Query(QueryAction::ZoomOut));
    }
    assert!(script.state.asking.query.tokens.is_empty());
    let other = QueryAction::FilterBy(Column::Region, Cell::text("us-east-1"), true);
    script.act(Action::Query(other));
    assert!(
        !script.state.asking.can_zoom_back(),
        "the last change was another filter"
    );
}

#[test]
fn clearing_everything_keeps_the_zone_as_it_keeps_the_look() {
    let mut script = Script::loaded(200);
    script.act(zone(ZoneAction::Found(kathmandu())));
    script.act(Action::Files(FilesAction::Clear));
    assert_eq!(*script.state.zone, kathmandu());
}
