//! Scripts of actions around single calls: marking, comparing, what is near the open one.

mod pages;

use medtrail::{
    base::{EpochMillis, RowId},
    protocol::{
        engine::{FromEngine, RowAt, RowDetail, ToEngine},
        reader::FetchProblem,
    },
    query::{Novelty, NoveltyWish, Period, language::print},
    state::{
        Action, Cell, ChosenAction, Column, CompareAction, DetailAction, Dock, Effect, FilesAction, Move,
        NearbyKind, PeriodsAction, QueryAction, RecordText, RowsAction, Tab, nearby,
    },
};
use pages::{RECORD, Script, detail};

fn chosen(script: &Script) -> Vec<u32> {
    script.state.chosen.iter().map(|row| row.0).collect()
}

#[test]
fn calls_are_marked_by_key_and_by_click_and_stay_marked_until_the_table_is_read_anew() {
    let mut script = Script::loaded(100);
    script.act(Action::Rows(RowsAction::Move(Move::Rows(3))));
    script.act(Action::Chosen(ChosenAction::ToggleActive));
    script.act(Action::Chosen(ChosenAction::Toggle(RowId(1))));
    assert_eq!(chosen(&script), [1, 3]);
    script.answer(100, 5);
    assert_eq!(chosen(&script), [1, 3], "a filter takes no mark away");
    script.act(Action::Chosen(ChosenAction::Toggle(RowId(1))));
    assert_eq!(chosen(&script), [3]);
    script.act(Action::Files(FilesAction::ReadAgain));
    assert!(chosen(&script).is_empty(), "the rows have other numbers now");
    script.act(Action::Chosen(ChosenAction::ToggleActive));
    assert!(chosen(&script).is_empty(), "no row is on screen");
}

#[test]
fn marks_can_all_be_taken_away() {
    let mut script = Script::loaded(10);
    for row in 0..4 {
        script.act(Action::Chosen(ChosenAction::Toggle(RowId(row))));
    }
    assert_eq!(script.state.chosen.num(), 4);
    assert!(script.state.chosen.contains(RowId(2)) && !script.state.chosen.contains(RowId(7)));
    script.act(Action::Chosen(ChosenAction::Clear));
    assert!(chosen(&script).is_empty());
}

fn cell(detail: &mut RowDetail, column: Column, cell: Cell) {
    let (_, own) = detail
        .cells
        .iter_mut()
        .find(|(of, _)| *of == column)
        .expect("every column");
    *own = cell;
}

fn near(detail: &RowDetail) -> Vec<(NearbyKind, String)> {
    nearby(detail)
        .into_iter()
        .map(|(kind, filter)| (kind, print(&filter)))
        .collect()
}

#[test]
fn what_is_near_is_told_by_the_calls_own_fields() {
    let mut call = detail(0);
    cell(&mut call, Column::PrincipalId, Cell::text("AROAEXAMPLE:i-0a1b"));
    cell(
        &mut call,
        Column::IssuerArn,
        Cell::text("arn:aws:iam::111122223333:role/nightly"),
    );
    cell(&mut call, Column::Time, Cell::text("2026-10-27 20:59:00.250"));
    cell(&mut call, Column::SharedEventId, Cell::text("one"));
    let found = near(&call);
    let kinds: Vec<_> = found.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(
        kinds,
        [
            NearbyKind::Session,
            NearbyKind::AccessKey,
            NearbyKind::Request,
            NearbyKind::SharedEvent,
            NearbyKind::CallerAround,
            NearbyKind::Around
        ]
    );
    for (part, of) in [
        (
            "sessionIssuer.arn = \"arn:aws:iam::111122223333:role/nightly\"",
            0,
        ),
        ("userIdentity.principalId = AROAEXAMPLE:i-0a1b", 0),
        ("creationDate = 2026-10-27T19:07:27Z", 0),
        ("userIdentity.accessKeyId = ASIAXHKUFODNN8EXAMPLE", 1),
        ("requestID = ae9be9b1-0a1b-4c2d-9e3f-112233445566", 2),
        ("sharedEventID = one", 3),
        ("userIdentity.principalId = AROAEXAMPLE:i-0a1b", 4),
    ] {
        assert!(found[of].1.contains(part), "{part}: {}", found[of].1);
    }
    assert!(
        found[5].1.contains("20:54:00") && found[5].1.contains("21:04:01"),
        "{}",
        found[5].1
    );
}

#[test]
fn a_temporary_key_stands_for_a_session_without_a_beginning_and_what_is_missing_is_not_near() {
    let mut call = detail(0);
    for column in [Column::SessionCreated, Column::RequestId] {
        cell(&mut call, column, Cell::Absent);
    }
    let found = near(&call);
    assert_eq!(found[0].0, NearbyKind::Session);
    assert!(found[0].1.contains("ASIAXHKUFODNN8EXAMPLE"), "{}", found[0].1);
    assert!(found.iter().all(|(kind, _)| *kind != NearbyKind::Request));
    cell(&mut call, Column::AccessKeyId, Cell::text("AKIAIOSFODNN7EXAMPLE"));
    cell(&mut call, Column::Time, Cell::Absent);
    let kinds: Vec<_> = near(&call).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [NearbyKind::AccessKey], "a long-term key is no session");
}

fn asked_counts(effects: &[Effect]) -> Option<(u32, usize)> {
    effects.iter().find_map(|effect| match effect {
        Effect::TellEngine(ToEngine::Count { generation, filters }) => Some((*generation, filters.len())),
        _ => None,
    })
}

#[test]
fn what_is_near_is_counted_once_a_call_and_becomes_the_filter_by_a_click() {
    let mut script = Script::loaded(100);
    script.open(3, RECORD);
    let (generation, num) = asked_counts(&script.effects).expect("counts are asked");
    let list = || script.state.selected.as_ref().expect("open").nearby.list.clone();
    assert_eq!(list().len(), num);
    assert!(list().iter().all(|nearby| nearby.count.is_none()));
    let counts: Vec<u32> = (1..=num as u32).collect();
    script.engine(FromEngine::Counted {
        generation,
        counts: counts.clone().into(),
    });
    let list = script.state.selected.as_ref().expect("open").nearby.list.clone();
    let found: Vec<_> = list.iter().filter_map(|nearby| nearby.count).collect();
    assert_eq!(found, counts);
    // A click, its answer and the same call again: nothing to count anew.
    script.effects.clear();
    script.act(Action::Query(QueryAction::ShowOnly(list[1].filter.clone())));
    script.answer(100, 2);
    let asked = script.state.selected.as_ref().expect("still open").asked;
    script.engine(FromEngine::Detail {
        generation: asked,
        detail: Some(detail(3)),
    });
    assert_eq!(asked_counts(&script.effects), None);
    assert_eq!(script.state.asking.query.tokens.len(), 1);
    script.act(Action::Query(QueryAction::Undo));
    assert!(script.state.asking.query.tokens.is_empty());
}

#[test]
fn two_to_five_marked_calls_are_read_again_and_stand_side_by_side() {
    let mut script = Script::loaded(100);
    script.act(Action::Chosen(ChosenAction::Toggle(RowId(4))));
    script.act(Action::Compare(CompareAction::Open));
    assert_eq!(
        script.state.comparing, None,
        "one call has nothing to differ from"
    );
    script.act(Action::Chosen(ChosenAction::Toggle(RowId(2))));
    let effects = script.act(Action::Compare(CompareAction::Open));
    let asked: Vec<(u32, RowAt)> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::TellEngine(ToEngine::Detail { generation, row }) => Some((*generation, *row)),
            _ => None,
        })
        .collect();
    assert_eq!(
        [asked[0].1, asked[1].1],
        [RowAt::Id(RowId(2)), RowAt::Id(RowId(4))]
    );
    let mut requests = Vec::new();
    for ((generation, _), row) in asked.iter().zip([2, 4]) {
        let effects = script.engine(FromEngine::Detail {
            generation: *generation,
            detail: Some(detail(row)),
        });
        let [Effect::FetchRecord { request, .. }] = effects.as_slice() else {
            panic!("{effects:?}")
        };
        requests.push(*request);
    }
    script.act(Action::RecordRead {
        request: requests[1],
        bytes: Ok(RECORD.as_bytes().into()),
    });
    script.act(Action::RecordRead {
        request: requests[0],
        bytes: Err(FetchProblem::FileGone),
    });
    let calls = script.state.comparing.as_ref().expect("open").calls.clone();
    assert_eq!(
        [calls[0].row, calls[1].row],
        [RowId(4), RowId(2)],
        "the oldest first"
    );
    assert_eq!(calls[1].record, RecordText::Failed(FetchProblem::FileGone));
    assert!(matches!(&calls[0].record, RecordText::Text(text) if ***text == *RECORD));
    assert_eq!(script.state.selected, None, "no call was opened by it");
    script.act(Action::Compare(CompareAction::Close));
    assert_eq!(script.state.comparing, None);
}

fn asked_novelty(effects: &[Effect]) -> Option<(u32, NoveltyWish)> {
    effects.iter().find_map(|effect| match effect {
        Effect::TellEngine(ToEngine::Novelty { generation, wish }) => Some((*generation, *wish)),
        _ => None,
    })
}

#[test]
fn the_range_in_force_is_compared_with_the_time_before_it() {
    let mut script = Script::loaded(100);
    let (from, until) = (EpochMillis(10_000_000), EpochMillis(13_000_000));
    script.act(Action::Query(QueryAction::SetTimeRange(Some(from), Some(until))));
    let effects = script.act(Action::Periods(PeriodsAction::CompareWithBefore));
    assert_eq!(script.state.view.tab, Tab::Changes);
    let (generation, wish) = asked_novelty(&effects).expect("it is asked");
    assert_eq!(wish.later, Period { from, until });
    assert_eq!(
        wish.earlier,
        Period {
            from: EpochMillis(7_000_000),
            until: from
        }
    );
    // A new answer while it is under way: asked once more when it has come.
    script.answer(100, 5);
    let found = Novelty {
        wish,
        num_earlier: 1,
        num_later: 2,
        columns: [].into(),
    };
    let effects = script.engine(FromEngine::Novelty {
        generation,
        found: found.clone(),
    });
    assert!(asked_novelty(&effects).is_some());
    assert_eq!(script.state.periods.found.as_deref(), Some(&found));
    // Old answers change nothing.
    let before = script.state.clone();
    script.engine(FromEngine::Novelty { generation, found });
    assert_eq!(script.state, before);
}

#[test]
fn the_panel_keeps_its_place_and_its_sizes_within_bounds() {
    let mut script = Script::loaded(10);
    let resize = |px| Action::Detail(DetailAction::Resize(px));
    script.act(resize(500));
    script.act(Action::Detail(DetailAction::Dock(Dock::Bottom)));
    script.act(resize(20));
    let size = script.state.view.panel;
    assert_eq!((size.width_px, size.of(Dock::Bottom)), (500, (160, 160, 1200)));
    script.act(Action::Files(FilesAction::Clear));
    assert_eq!(
        (script.state.view.panel, script.state.view.dock),
        (size, Dock::Bottom)
    );
}
