//! Scripts of actions: what the page's state becomes, and what it has done outside.

mod pages;

use medtrail::{
    base::{EpochMillis, FileId, Shape},
    protocol::{
        Scope,
        engine::{FromEngine, MemoryUse, RowAt, RowsWish, StopCause, ToEngine},
        ledger::Outcome,
        reader::FetchProblem,
        review::Review,
    },
    query::{Filter, Query, SortKey},
    state::{
        Action, CallsFace, Cell, Column, DetailAction, Effect, Failure, FilesAction, FocusTarget, Move,
        NoticeKind, Phase, QueryAction, RecordText, RowsAction, ShareAction, Tab, Theme, ViewAction, reduce,
    },
};
use std::rc::Rc;

use pages::{RECORD, Script, answer, detail, file, file_line, ledger, newest_files_question, window};

fn query(wish: QueryAction) -> Action {
    Action::Query(wish)
}

fn toggle(column: Column, text: &str) -> Action {
    query(QueryAction::ToggleValue(column, Cell::text(text)))
}

fn asked(effects: &[Effect]) -> Option<(u32, &Query, (u32, u32))> {
    effects.iter().find_map(|effect| match effect {
        Effect::TellEngine(ToEngine::Ask {
            generation,
            query,
            rows,
            ..
        }) => Some((*generation, query, (rows.first, rows.len))),
        _ => None,
    })
}

fn filters(script: &Script) -> Vec<Filter> {
    script
        .state
        .asking
        .query
        .tokens
        .iter()
        .map(|token| token.filter.clone())
        .collect()
}

fn notice_kinds(script: &Script) -> Vec<NoticeKind> {
    script
        .state
        .notices
        .iter()
        .map(|notice| notice.kind.clone())
        .collect()
}

#[test]
fn the_first_drop_is_expected_then_read_then_asked_about() {
    let mut script = Script::default();
    let effects = script.act(Action::FilesFound(vec![file(0), file(1)]));
    let [expect, read, guard, ask, address] = effects.as_slice() else {
        panic!("{effects:?}")
    };
    assert_eq!(*address, Effect::SetFragment("v=1&t=summary".into()));
    assert_eq!(
        *expect,
        Effect::TellEngine(ToEngine::Expect {
            files: vec![file(0), file(1)]
        })
    );
    let files = vec![FileId(0), FileId(1)];
    assert_eq!(
        *read,
        Effect::Read {
            files,
            scope: Scope::ComprehendMedical,
            attempt: 0
        }
    );
    assert_eq!(*guard, Effect::AskBeforeLeaving(true));
    assert!(asked(std::slice::from_ref(ask)).is_some());
    assert_eq!(script.state.calls_face(), CallsFace::Loading);
}

#[test]
fn a_second_drop_adds() {
    let mut script = Script::loaded(10);
    assert_eq!(script.state.phase, Phase::Ready);
    let effects = script.act(Action::FilesFound(vec![file(3)]));
    assert_eq!(
        effects.len(),
        2,
        "neither a second guard nor a new question: {effects:?}"
    );
    assert_eq!(script.state.shelf.num_files(), 4);
    assert!(matches!(script.state.phase, Phase::Reading(reading) if reading.bytes_total == 1000));
}

#[test]
fn reading_ends_only_when_everything_is_listed_and_read() {
    let mut script = Script::default();
    script.act(Action::FilesFound(vec![file(0)]));
    script.act(Action::ReadingDone);
    assert!(
        matches!(script.state.phase, Phase::Reading(_)),
        "the folder may hold more"
    );
    script.act(Action::FilesFound(vec![file(1)]));
    script.act(Action::ListingDone { num_unreadable: 0 });
    assert!(
        matches!(script.state.phase, Phase::Reading(_)),
        "the second file is not read"
    );
    script.act(Action::ReadingDone);
    assert_eq!(script.state.phase, Phase::Ready);
}

#[test]
fn a_drop_without_files_says_so_until_files_come() {
    let mut script = Script::default();
    script.act(Action::ListingDone { num_unreadable: 0 });
    assert_eq!(notice_kinds(&script), [NoticeKind::NothingFound]);
    assert_eq!(script.state.phase, Phase::Empty);
    script.drop_files(1);
    assert_eq!(notice_kinds(&script), []);
    script.act(Action::ListingDone { num_unreadable: 2 });
    assert_eq!(notice_kinds(&script), [NoticeKind::UnreadableEntries(2)]);
}

#[test]
fn an_answer_to_an_older_question_changes_nothing() {
    let mut script = Script::loaded(100);
    let old = script.state.asking.asked;
    script.act(toggle(Column::Operation, "DetectPHI"));
    let late = FromEngine::Answer(answer(old, 100, 100, (0, 64)));
    let change = reduce(&script.state, Action::EngineSaid(late));
    assert_eq!(change.state, None);
    assert!(change.effects.is_empty());
    script.answer(100, 7);
    assert_eq!(script.state.counts.expect("an answer").num_matching, 7);
    assert!(!script.state.asking.is_pending());
}

#[test]
fn rows_of_an_older_request_are_dropped() {
    let mut script = Script::loaded(10_000);
    script.act(Action::Rows(RowsAction::Show { first: 100, len: 64 }));
    let effects = script.act(Action::Rows(RowsAction::Show { first: 500, len: 64 }));
    let [
        Effect::TellEngine(ToEngine::Rows {
            generation,
            rows: RowsWish {
                first: 468, len: 128, ..
            },
        }),
    ] = effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    script.engine(FromEngine::Rows {
        generation: generation - 1,
        window: window(100, 64, 10_000),
    });
    assert_eq!(script.state.rows.first, 0);
    script.engine(FromEngine::Rows {
        generation: *generation,
        window: window(500, 64, 10_000),
    });
    assert_eq!(script.state.rows.first, 500);
}

#[test]
fn scrolling_among_rows_that_are_there_asks_for_none_and_near_their_end_for_more() {
    let mut script = Script::loaded(10_000);
    script.act(Action::Rows(RowsAction::Show { first: 500, len: 64 }));
    script.engine(FromEngine::Rows {
        generation: script.state.asking.asked + 1,
        window: window(468, 128, 10_000),
    });
    for first in [508, 516, 484] {
        let effects = script.act(Action::Rows(RowsAction::Show { first, len: 64 }));
        assert!(effects.is_empty(), "{first}: {effects:?}");
    }
    for first in [483, 517] {
        let effects = script.act(Action::Rows(RowsAction::Show { first, len: 64 }));
        assert!(
            matches!(effects[..], [Effect::TellEngine(ToEngine::Rows { .. })]),
            "{first}: {effects:?}"
        );
    }
}

#[test]
fn rows_that_came_on_screen_after_the_question_are_not_taken_from_its_answer() {
    let mut script = Script::loaded(10_000);
    script.engine(FromEngine::Grown { num_rows: 10_001 });
    script.act(Action::Rows(RowsAction::Show { first: 500, len: 64 }));
    let generation = script.state.asking.asked;
    script.engine(FromEngine::Answer(answer(generation, 10_001, 10_001, (0, 64))));
    assert_eq!(script.state.counts.expect("an answer").num_rows, 10_001);
    assert_eq!(script.state.rows.wanted, (500, 64));
    let asked = script.effects.iter().rev().find_map(|effect| match effect {
        Effect::TellEngine(ToEngine::Rows { generation, .. }) => Some(*generation),
        _ => None,
    });
    script.engine(FromEngine::Rows {
        generation: asked.expect("asked"),
        window: window(500, 64, 10_001),
    });
    assert_eq!(script.state.rows.first, 500);
}

#[test]
fn while_the_table_grows_one_question_is_under_way_and_the_position_stays() {
    let mut script = Script::default();
    script.drop_files(2);
    script.answer(50_000, 50_000);
    script.act(Action::Rows(RowsAction::Show { first: 1600, len: 80 }));
    let effects = script.engine(FromEngine::Grown { num_rows: 60_000 });
    assert_eq!(asked(&effects).expect("asks").2, (1568, 144));
    assert!(
        script.engine(FromEngine::Grown { num_rows: 70_000 }).is_empty(),
        "the first is not answered yet"
    );
    let generation = script.state.asking.asked;
    let effects = script.engine(FromEngine::Answer(answer(generation, 60_000, 60_000, (1600, 80))));
    assert!(asked(&effects).is_some(), "now it asks about the rest");
}

#[test]
fn cancel_keeps_what_was_read_and_says_how_to_go_on() {
    let mut script = Script::default();
    script.drop_files(10);
    script.engine(FromEngine::Ledger(ledger(5)));
    script.answer(5, 5);
    let effects = script.act(Action::Files(FilesAction::Cancel));
    assert_eq!(
        effects,
        [
            Effect::StopReading,
            Effect::TellEngine(ToEngine::Stopped(StopCause::Person))
        ]
    );
    assert_eq!(script.state.phase, Phase::Ready);
    assert_eq!(script.state.counts.expect("kept").num_rows, 5);
    assert_eq!(
        notice_kinds(&script),
        [NoticeKind::Stopped {
            num_done: 3,
            num_files: 10
        }]
    );
    assert!(
        script.act(Action::Files(FilesAction::Cancel)).is_empty(),
        "there is nothing to stop any more"
    );
    script.act(Action::ReadingDone);
    assert_eq!(script.state.phase, Phase::Ready);
}

#[test]
fn a_full_table_takes_no_more_files_says_so_and_begins_anew_only_in_a_fresh_worker() {
    let full = MemoryUse {
        held: medtrail::base::limits::MAX_TABLE_BYTES,
        ..MemoryUse::default()
    };
    let mut script = Script::default();
    script.drop_files(10);
    script.engine(FromEngine::Ledger(ledger(5)));
    script.answer(5, 5);
    let stopped = Effect::TellEngine(ToEngine::Stopped(StopCause::Memory));
    let effects = script.engine(FromEngine::Memory(full));
    assert_eq!(effects, [Effect::StopReading, stopped.clone()]);
    let notice = NoticeKind::MemoryFull {
        num_done: 3,
        num_files: 10,
    };
    assert_eq!(notice_kinds(&script), [notice]);
    let expect = Effect::TellEngine(ToEngine::Expect {
        files: vec![file(11)],
    });
    let effects = script.act(Action::FilesFound(vec![file(11)]));
    assert_eq!(effects, [expect, stopped], "more files are named, not read");
    assert_eq!(script.state.counts.expect("kept").num_rows, 5);
    let effects = script.act(Action::Files(FilesAction::ReadAgain));
    assert_eq!(effects[0], Effect::RestartEngine);
    assert!(!script.state.is_memory_full() && notice_kinds(&script).is_empty());
}

#[test]
fn cancel_while_listing_counts_the_rest_and_reads_none_of_it() {
    let mut script = Script::default();
    script.act(Action::FilesFound(vec![file(0)]));
    script.act(Action::Files(FilesAction::Cancel));
    let effects = script.act(Action::FilesFound(vec![file(1)]));
    let expect = Effect::TellEngine(ToEngine::Expect { files: vec![file(1)] });
    assert_eq!(
        effects,
        [expect, Effect::TellEngine(ToEngine::Stopped(StopCause::Person))]
    );
    script.act(Action::ListingDone { num_unreadable: 0 });
    let effects = script.act(Action::FilesFound(vec![file(2)]));
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Read { .. })),
        "a new drop is read"
    );
}

#[test]
fn all_services_reads_every_file_again_and_keeps_the_filters() {
    let mut script = Script::loaded(100);
    script.act(toggle(Column::Region, "us-east-1"));
    script.answer(100, 40);
    script.open(3, RECORD);
    let effects = script.act(Action::Files(FilesAction::SetScope(Scope::AllServices)));
    let attempt = script.state.attempt;
    assert!(attempt > 0);
    let restart = Effect::TellEngine(ToEngine::Restart {
        scope: Scope::AllServices,
        attempt,
    });
    let files = vec![FileId(0), FileId(1), FileId(2)];
    let read = Effect::Read {
        files,
        scope: Scope::AllServices,
        attempt,
    };
    let at = |wanted: &Effect| effects.iter().position(|effect| effect == wanted);
    assert!(at(&restart).expect("restarts") < at(&read).expect("reads"));
    let (_, question, _) = asked(&effects).expect("asks");
    assert_eq!(question.tokens.len(), 1);
    assert_eq!(script.state.selected, None, "rows have new numbers");
    assert_eq!(script.state.calls_face(), CallsFace::Loading);
    assert!(
        script
            .act(Action::Files(FilesAction::SetScope(Scope::AllServices)))
            .is_empty()
    );
}

#[test]
fn a_lost_engine_is_said_and_everything_can_be_read_again() {
    let mut script = Script::loaded(100);
    script.act(Action::EngineEnded);
    assert_eq!(script.state.calls_face(), CallsFace::Failed(Failure::EngineEnded));
    let generation = script.state.asking.asked;
    let change = reduce(
        &script.state,
        Action::EngineSaid(FromEngine::Answer(answer(generation, 100, 100, (0, 64)))),
    );
    assert_eq!(change.state, None, "the dead do not answer");
    let effects = script.act(Action::Files(FilesAction::ReadAgain));
    let kinds: Vec<&str> = effects
        .iter()
        .map(|effect| match effect {
            Effect::RestartEngine => "fresh engine",
            Effect::TellEngine(ToEngine::Restart { .. }) => "scope",
            Effect::TellEngine(ToEngine::Expect { files }) if files.len() == 3 => "files",
            Effect::Read { .. } => "read",
            Effect::TellEngine(ToEngine::Ask { .. }) => "ask",
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(kinds, ["fresh engine", "scope", "files", "read", "ask"]);
}

#[test]
fn a_lost_reader_is_named_by_its_file() {
    let mut script = Script::loaded(1);
    script.act(Action::ReaderEnded {
        file: Some(FileId(1)),
        is_retried: true,
    });
    script.act(Action::ReaderEnded {
        file: Some(FileId(1)),
        is_retried: false,
    });
    let path = Some(file(1).path);
    assert_eq!(
        notice_kinds(&script),
        [NoticeKind::ReaderEnded {
            path,
            is_retried: false
        }],
        "the newest of a kind"
    );
    let id = script.state.notices[0].id;
    script.act(Action::View(ViewAction::Dismiss(id)));
    assert_eq!(notice_kinds(&script), []);
}

#[test]
fn clear_empties_everything_but_the_look_and_no_late_word_brings_it_back() {
    let mut script = Script::loaded(100);
    script.act(Action::View(ViewAction::SetTheme(Theme::Dark)));
    script.act(toggle(Column::Region, "us-east-1"));
    let asked = script.state.asking.asked;
    let effects = script.act(Action::Files(FilesAction::Clear));
    assert_eq!(effects, [Effect::ClearSession, Effect::AskBeforeLeaving(false)]);
    assert_eq!(script.state.phase, Phase::Empty);
    assert_eq!(script.state.view.theme, Theme::Dark);
    assert_eq!(script.state.shelf.num_files(), 0);
    for late in [
        FromEngine::Ledger(ledger(100)),
        FromEngine::Grown { num_rows: 9 },
        FromEngine::Answer(answer(asked, 100, 100, (0, 64))),
    ] {
        let change = reduce(&script.state, Action::EngineSaid(late));
        assert_eq!((change.state, change.effects), (None, vec![]));
    }
    script.drop_files(1);
    assert!(script.state.asking.asked > asked, "numbers are never used twice");
}

#[test]
fn facet_clicks_add_take_out_and_single_out() {
    let mut script = Script::loaded(100);
    script.act(toggle(Column::Operation, "A"));
    script.act(toggle(Column::Operation, "B"));
    script.act(toggle(Column::Region, "us-east-1"));
    let both = Filter::one_of(Column::Operation, vec![Cell::text("A"), Cell::text("B")]);
    let region = Filter::one_of(Column::Region, vec![Cell::text("us-east-1")]);
    assert_eq!(filters(&script), [both, region.clone()]);
    script.act(toggle(Column::Operation, "A"));
    script.act(query(QueryAction::OnlyValue(Column::Operation, Cell::Absent)));
    assert_eq!(
        filters(&script),
        [
            Filter::one_of(Column::Operation, vec![Cell::Absent]),
            region.clone()
        ]
    );
    script.act(query(QueryAction::OnlyValue(Column::Operation, Cell::Absent)));
    assert_eq!(filters(&script), [region]);
    script.act(toggle(Column::Region, "us-east-1"));
    assert_eq!(filters(&script), []);
}

#[test]
fn a_choice_that_is_switched_off_begins_anew() {
    let mut script = Script::loaded(100);
    script.act(toggle(Column::Operation, "DetectPHI"));
    script.act(query(QueryAction::SwitchToken(0)));
    assert!(!script.state.asking.query.is_filtered());
    assert!(script.state.facets[0].values.iter().all(|value| !value.is_chosen));
    script.act(toggle(Column::Operation, "InferRxNorm"));
    assert_eq!(
        filters(&script),
        [Filter::one_of(Column::Operation, vec![Cell::text("InferRxNorm")])]
    );
    assert!(script.state.asking.query.is_filtered());
}

#[test]
fn a_chosen_value_is_marked_before_the_answer_comes() {
    let mut script = Script::loaded(100);
    script.act(toggle(Column::Operation, "DetectPHI"));
    let chosen: Vec<_> = script.state.facets[0]
        .values
        .iter()
        .filter(|value| value.is_chosen)
        .collect();
    assert_eq!(chosen.len(), 1);
    assert_eq!(chosen[0].cell, Cell::text("DetectPHI"));
}

#[test]
fn a_new_filter_starts_at_the_top() {
    let mut script = Script::loaded(10_000);
    script.act(Action::Rows(RowsAction::Show { first: 4096, len: 80 }));
    script.act(Action::Rows(RowsAction::Move(Move::Rows(4100))));
    let reveals = script.state.rows.num_reveals;
    let effects = script.act(toggle(Column::Region, "eu-west-2"));
    assert_eq!(asked(&effects).expect("asks").2, (0, 112));
    assert_eq!(script.state.rows.cursor, 0);
    assert!(script.state.rows.num_reveals > reveals);
}

#[test]
fn typing_filters_at_once_and_enter_makes_a_token() {
    let mut script = Script::loaded(100);
    let effects = script.act(query(QueryAction::Draft(" root ".into())));
    let (_, question, _) = asked(&effects).expect("asks");
    assert_eq!(question.tokens[0].filter, Filter::free_text("root"));
    assert_eq!(filters(&script), [], "not a token yet");
    script.act(query(QueryAction::Commit(" root ".into())));
    assert_eq!(filters(&script), [Filter::free_text("root")]);
    assert_eq!(script.state.asking.question().tokens.len(), 1);
    assert!(
        script.act(query(QueryAction::Commit("root".into()))).is_empty(),
        "the same text twice is one token"
    );
    script.act(query(QueryAction::Draft("x".into())));
    let effects = script.act(query(QueryAction::ClearFilters));
    assert_eq!(*asked(&effects).expect("asks").1, Query::default());
    assert!(!script.state.asking.has_filters());
}

#[test]
fn a_draft_that_is_left_empty_is_asked_away() {
    let mut script = Script::loaded(100);
    script.act(query(QueryAction::Draft("x".into())));
    let effects = script.act(query(QueryAction::Commit("  ".into())));
    assert!(asked(&effects).expect("asks").1.tokens.is_empty());
}

#[test]
fn one_time_range_stands_at_a_time() {
    let mut script = Script::loaded(100);
    let range = |from: i64, until: i64| {
        query(QueryAction::SetTimeRange(
            Some(EpochMillis(from)),
            Some(EpochMillis(until)),
        ))
    };
    script.act(range(0, 1000));
    script.act(range(5, 10));
    assert_eq!(
        filters(&script),
        [Filter::during(Some(EpochMillis(5)), Some(EpochMillis(10)))]
    );
    script.act(query(QueryAction::SetTimeRange(None, None)));
    assert_eq!(filters(&script), []);
}

#[test]
fn sorting_turns_around_and_starts_over_on_another_column() {
    let mut script = Script::loaded(100);
    let mut order = |column| {
        script.act(query(QueryAction::SortBy(column)));
        script.state.asking.query.sort[0]
    };
    let key = |column, is_descending| SortKey {
        column,
        is_descending,
    };
    assert_eq!(order(Column::Time), key(Column::Time, false));
    assert_eq!(order(Column::Caller), key(Column::Caller, false));
    assert_eq!(order(Column::Caller), key(Column::Caller, true));
    assert_eq!(order(Column::Time), key(Column::Time, true));
}

#[test]
fn more_values_of_a_facet_are_asked_for_once() {
    let mut script = Script::loaded(100);
    assert_eq!(script.state.facets[4].values.len(), 8);
    assert_eq!(script.state.facets[4].num_hidden, 4);
    let effects = script.act(query(QueryAction::ExpandFacet(Column::SourceIp, true)));
    let limit = effects.iter().find_map(|effect| match effect {
        Effect::TellEngine(ToEngine::Ask { facets, .. }) => Some(facets.limit),
        _ => None,
    });
    assert!(limit.expect("asks") > 8);
    assert!(
        script
            .act(query(QueryAction::ExpandFacet(Column::SourceIp, false)))
            .is_empty()
    );
}

#[test]
fn searching_a_facet_lists_what_matches() {
    let mut script = Script::loaded(100);
    script.act(query(QueryAction::SearchFacet(Column::SourceIp, "113.1".into())));
    let listed: Vec<_> = script.state.facets[4]
        .values
        .iter()
        .map(|value| value.cell.clone())
        .collect();
    assert_eq!(listed, [Cell::text("203.0.113.1")]);
}

#[test]
fn opening_a_call_asks_for_it_and_then_for_its_record() {
    let mut script = Script::loaded(100);
    let effects = script.act(Action::Rows(RowsAction::Open {
        index: 5,
        with_focus: true,
    }));
    let [
        Effect::TellEngine(ToEngine::Detail { generation, row }),
        Effect::Focus(FocusTarget::Detail),
    ] = effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    assert_eq!(*row, RowAt::Index(5));
    let effects = script.engine(FromEngine::Detail {
        generation: *generation,
        detail: Some(detail(5)),
    });
    let [
        Effect::FetchRecord { request, place, .. },
        Effect::TellEngine(ToEngine::Count { .. }),
    ] = effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    assert_eq!(*place, detail(5).places[0].1);
    script.act(Action::RecordRead {
        request: request + 1,
        bytes: Ok(b"another".as_slice().into()),
    });
    assert_eq!(
        script.state.selected.as_ref().expect("open").record,
        RecordText::Loading
    );
    script.act(Action::RecordRead {
        request: *request,
        bytes: Err(FetchProblem::FileChanged),
    });
    let open = script.state.selected.as_ref().expect("open");
    assert_eq!(open.record, RecordText::Failed(FetchProblem::FileChanged));
}

#[test]
fn next_and_previous_walk_the_order_and_stop_at_its_ends() {
    let mut script = Script::loaded(3);
    script.open(1, RECORD);
    let walk = |script: &mut Script, wish| {
        script
            .act(Action::Detail(wish))
            .into_iter()
            .find_map(|effect| match effect {
                Effect::TellEngine(ToEngine::Detail { row, .. }) => Some(row),
                _ => None,
            })
    };
    assert_eq!(walk(&mut script, DetailAction::Next), Some(RowAt::Index(2)));
    assert_eq!(walk(&mut script, DetailAction::Next), None);
    assert_eq!(walk(&mut script, DetailAction::Previous), Some(RowAt::Index(1)));
    assert_eq!(walk(&mut script, DetailAction::Previous), Some(RowAt::Index(0)));
    assert_eq!(walk(&mut script, DetailAction::Previous), None);
    assert_eq!(
        script.act(Action::Detail(DetailAction::Close)),
        [Effect::Focus(FocusTarget::Table)]
    );
    assert_eq!(walk(&mut script, DetailAction::Next), None, "nothing is open");
}

#[test]
fn moving_in_the_table_takes_an_open_call_along() {
    let mut script = Script::loaded(100);
    assert!(
        script
            .act(Action::Rows(RowsAction::Move(Move::Rows(7))))
            .is_empty()
    );
    script.open(7, RECORD);
    assert_eq!(script.act(Action::Rows(RowsAction::Move(Move::Rows(1)))).len(), 1);
    script.act(Action::Rows(RowsAction::Move(Move::LastRow)));
    assert_eq!(script.state.rows.cursor, 99, "the last row is the last");
}

#[test]
fn an_open_call_stays_open_over_a_new_answer_and_its_record_is_not_read_again() {
    let mut script = Script::loaded(100);
    script.open(5, RECORD);
    script.act(toggle(Column::Region, "eu-west-2"));
    let generation = script.state.asking.asked;
    let effects = script.engine(FromEngine::Answer(answer(generation, 100, 10, (0, 64))));
    let [
        Effect::TellEngine(ToEngine::Detail {
            generation,
            row: RowAt::Id(_),
        }),
    ] = effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    let moved = medtrail::protocol::engine::RowDetail {
        index: None,
        ..detail(5)
    };
    let effects = script.engine(FromEngine::Detail {
        generation: *generation,
        detail: Some(moved),
    });
    assert!(effects.is_empty(), "{effects:?}");
    let open = script.state.selected.as_ref().expect("open");
    assert!(matches!(open.record, RecordText::Text(_)));
}

#[test]
fn the_record_is_copied_without_marks() {
    let mut script = Script::loaded(100);
    let record = "{\"a\":\"x\u{202e}y\"}";
    script.open(5, record);
    let effects = script.act(Action::Detail(DetailAction::CopyRecord));
    assert_eq!(effects, [Effect::CopyText(record.into())]);
}

#[test]
fn the_files_view_asks_only_while_it_is_seen() {
    let mut script = Script::loaded(10);
    assert_eq!(newest_files_question(&script.effects), None);
    script.show_files(vec![file_line(0, Shape::Trail, Outcome::Read, None)]);
    let first = newest_files_question(&script.effects).expect("asked");
    script.engine(FromEngine::Ledger(ledger(11)));
    let second = newest_files_question(&script.effects).expect("asked");
    assert!(second > first, "the ledger changed");
    script.engine(FromEngine::Ledger(ledger(12)));
    assert_eq!(
        newest_files_question(&script.effects),
        Some(second),
        "one question at a time"
    );
    script.search_files("trail-2");
    let third = newest_files_question(&script.effects).expect("asked");
    let late = FromEngine::Files {
        generation: second,
        num_files: 0,
        first: 0,
        lines: [].into(),
    };
    let change = reduce(&script.state, Action::EngineSaid(late));
    assert_eq!(change.state, None, "the search has changed since");
    assert!(third > second);
    script.act(Action::View(ViewAction::ShowTab(Tab::Calls)));
    script.engine(FromEngine::Ledger(ledger(13)));
    assert_eq!(newest_files_question(&script.effects), Some(third));
}

#[test]
fn empty_no_match_and_none_so_far_are_told_apart() {
    let mut script = Script::default();
    script.drop_files(1);
    script.answer(0, 0);
    assert_eq!(script.state.calls_face(), CallsFace::NoneSoFar);
    script.act(Action::ReadingDone);
    assert_eq!(script.state.calls_face(), CallsFace::None);
    let mut script = Script::loaded(5);
    assert_eq!(script.state.calls_face(), CallsFace::Rows);
    script.act(toggle(Column::Region, "nowhere"));
    script.answer(5, 0);
    assert_eq!(script.state.calls_face(), CallsFace::NoMatch);
}

#[test]
fn the_same_script_gives_the_same_screen() {
    let play = || {
        let mut script = Script::loaded(500);
        script.act(toggle(Column::Caller, "root"));
        script.answer(500, 20);
        script.open(3, RECORD);
        script.state
    };
    let (one, two) = (play(), play());
    assert_eq!(one.asking.question(), two.asking.question());
    assert_eq!(one.rows, two.rows);
    assert_eq!(one.facets, two.facets);
    assert_eq!(
        (one.phase, one.counts, one.view),
        (two.phase, two.counts, two.view)
    );
}

#[test]
fn a_fresh_drop_shows_the_summary_unless_a_link_said_what_to_show() {
    let found = || Action::FilesFound(vec![file(0)]);
    let mut fresh = Script::default();
    fresh.act(found());
    assert_eq!(fresh.state.view.tab, Tab::Summary);
    // What is dropped later changes nothing.
    fresh.act(Action::View(ViewAction::ShowTab(Tab::Callers)));
    fresh.act(Action::FilesFound(vec![file(1)]));
    assert_eq!(fresh.state.view.tab, Tab::Callers);
    for (fragment, tab) in [
        ("v=1&t=calls", Tab::Calls),
        ("v=1&t=files", Tab::Files),
        ("v=1&f=caller%20%3D%20ana", Tab::Calls),
        ("v=1", Tab::Summary),
    ] {
        let mut linked = Script::default();
        linked.act(Action::Share(ShareAction::OpenFragment(fragment.into())));
        linked.act(found());
        assert_eq!(linked.state.view.tab, tab, "{fragment}");
    }
}

#[test]
fn while_files_are_read_the_summary_is_asked_for_anew_only_when_the_calls_have_doubled() {
    let mut script = Script::default();
    script.act(Action::FilesFound(vec![file(0)]));
    let num_asked = |effects: &[Effect]| {
        let is_review = |effect: &&Effect| matches!(effect, Effect::TellEngine(ToEngine::Review { .. }));
        effects.iter().filter(is_review).count()
    };
    let grow = |script: &mut Script, num_rows: u32| {
        script.engine(FromEngine::Grown { num_rows });
        let before = script.effects.len();
        script.answer(num_rows, num_rows);
        let asked = num_asked(&script.effects[before..]);
        if asked > 0 {
            let generation = script.effects.iter().rev().find_map(|effect| match effect {
                Effect::TellEngine(ToEngine::Review { generation, .. }) => Some(*generation),
                _ => None,
            });
            script.engine(FromEngine::Review {
                generation: generation.expect("a question"),
                review: Review {
                    overview: Some(Rc::default()),
                    ..Review::default()
                },
            });
        }
        asked
    };
    let asked: Vec<usize> = [10, 12, 19, 20, 30, 50]
        .map(|num_rows| grow(&mut script, num_rows))
        .to_vec();
    assert_eq!(asked, [1, 0, 0, 1, 0, 1]);
    grow(&mut script, 60);
    script.act(Action::ListingDone { num_unreadable: 0 });
    assert_eq!(
        num_asked(&script.act(Action::ReadingDone)),
        1,
        "the last word is over everything"
    );
}
