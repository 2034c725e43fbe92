//! Filters as the person makes them: typed, turned round, edited, taken back, and made of values.

mod pages;

use medtrail::{
    base::FileId,
    protocol::{
        Scope,
        engine::{FromEngine, ToEngine},
        search::{SearchOrder, SearchPhase, SearchStatus},
    },
    query::{
        Filter, Query,
        language::{parse, print},
    },
    state::{Action, CallsFace, Cell, Column, Effect, QueryAction, SearchAction, ViewAction},
};
use pages::Script;

fn query(wish: QueryAction) -> Action {
    Action::Query(wish)
}

fn asked(effects: &[Effect]) -> Option<&Query> {
    effects.iter().find_map(|effect| match effect {
        Effect::TellEngine(ToEngine::Ask { query, .. }) => Some(query),
        _ => None,
    })
}

fn filter(text: &str) -> Filter {
    parse(text).expect(text)
}

fn tokens(script: &Script) -> Vec<String> {
    let tokens = &script.state.asking.query.tokens;
    tokens.iter().map(|token| print(&token.filter)).collect()
}

#[test]
fn a_typed_filter_becomes_tokens_and_half_of_one_asks_for_nothing() {
    let mut script = Script::loaded(9);
    assert!(
        script
            .act(query(QueryAction::Draft("operation =".into())))
            .is_empty()
    );
    assert_eq!(
        script.state.asking.draft_error, None,
        "the person is still typing"
    );
    assert!(
        script
            .act(query(QueryAction::Commit("operation =".into())))
            .is_empty()
    );
    assert!(script.state.asking.draft_error.is_some());
    assert!(tokens(&script).is_empty());
    let text = "operation = DetectPHI and (region = us-east-1 or not ip in 10.0.0.0/8)";
    let effects = script.act(query(QueryAction::Draft(text.into())));
    assert_eq!(asked(&effects).expect("a question").filters().count(), 2);
    assert_eq!(script.state.asking.draft_error, None);
    script.act(query(QueryAction::Commit(text.into())));
    assert_eq!(
        tokens(&script),
        [
            "eventName = DetectPHI",
            "awsRegion = us-east-1 or not sourceIPAddress in 10.0.0.0/8"
        ]
    );
    assert_eq!(&*script.state.asking.handed.text, "", "the box is empty again");
}

#[test]
fn tokens_are_turned_round_edited_and_taken_back() {
    let mut script = Script::loaded(9);
    script.act(query(QueryAction::Commit(
        "operation = DetectPHI and region = us-east-1".into(),
    )));
    script.act(query(QueryAction::NegateToken(0)));
    assert_eq!(
        tokens(&script),
        ["eventName != DetectPHI", "awsRegion = us-east-1"]
    );
    let effects = script.act(query(QueryAction::EditToken(1)));
    assert_eq!(tokens(&script), ["eventName != DetectPHI"]);
    assert_eq!(&*script.state.asking.handed.text, "awsRegion = us-east-1");
    let question = asked(&effects).expect("the text in the box filters on");
    assert!(
        question
            .filters()
            .any(|other| *other == filter("region = us-east-1"))
    );
    script.act(query(QueryAction::Undo));
    assert_eq!(tokens(&script).len(), 2);
    script.act(query(QueryAction::Undo));
    assert_eq!(tokens(&script)[0], "eventName = DetectPHI");
    script.act(query(QueryAction::Undo));
    assert!(tokens(&script).is_empty());
    assert!(
        script.act(query(QueryAction::Undo)).is_empty(),
        "nothing is left to take back"
    );
}

#[test]
fn excluded_values_share_a_token_and_the_last_one_takes_it_away() {
    let mut script = Script::loaded(9);
    let exclude = |value: &str| query(QueryAction::ExcludeValue(Column::Region, Cell::text(value)));
    script.act(exclude("us-east-1"));
    script.act(exclude("eu-west-1"));
    assert_eq!(tokens(&script), ["not awsRegion in (us-east-1, eu-west-1)"]);
    script.act(exclude("us-east-1"));
    script.act(exclude("eu-west-1"));
    assert!(tokens(&script).is_empty());
}

#[test]
fn a_value_is_filtered_for_and_out_and_a_time_is_its_second() {
    let mut script = Script::loaded(9);
    let by =
        |column, value: &str, is_wanted| query(QueryAction::FilterBy(column, Cell::text(value), is_wanted));
    script.act(by(Column::Time, "2026-10-01 08:00:05", true));
    script.act(by(Column::Caller, "ana", false));
    script.act(query(QueryAction::FilterBy(Column::Mfa, Cell::Absent, true)));
    assert_eq!(
        tokens(&script),
        [
            "eventTime in 2026-10-01T08:00:05Z..2026-10-01T08:00:06Z",
            "caller != ana",
            "userIdentity.sessionContext.attributes.mfaAuthenticated absent"
        ]
    );
    let effects = script.act(Action::View(ViewAction::Copy("x".into())));
    assert_eq!(effects, [Effect::CopyText("x".into())]);
}

#[test]
fn a_test_of_the_records_waits_until_it_is_a_token_and_its_numbers_are_not_final_until_all_is_searched() {
    let mut script = Script::loaded(9);
    let text = "requestParameters.jobName : x and region = us-east-1";
    let effects = script.act(query(QueryAction::Draft(text.into())));
    let drafted = asked(&effects).expect("the other half filters while it is typed");
    assert_eq!(drafted.filters().count(), 1);
    assert!(script.state.asking.is_draft_waiting());
    let effects = script.act(query(QueryAction::Commit(text.into())));
    assert_eq!(asked(&effects).expect("a question").filters().count(), 2);
    assert!(!script.state.asking.is_draft_waiting());
    let order = SearchOrder {
        search: 1,
        tests: [].into(),
        files: [FileId(0)].into(),
    };
    let effects = script.engine(FromEngine::Search(order.clone()));
    let scope = Scope::default();
    assert_eq!(effects, [Effect::Search { order, scope }]);
    let status = |num_searched, phase| SearchStatus {
        phase,
        num_searched,
        num_calls: 9,
        troubles: [].into(),
        num_troubles: 0,
    };
    let mut answer = pages::answer(script.state.asking.asked, 9, 0, (0, 0));
    answer.search = Some(status(3, SearchPhase::Running));
    script.engine(FromEngine::Answer(answer.clone()));
    assert!(script.state.is_partial());
    assert_eq!(
        script.state.calls_face(),
        CallsFace::NoMatchSoFar,
        "not: no call matches"
    );
    let effects = script.act(Action::Search(SearchAction::Stop));
    assert!(effects.contains(&Effect::StopSearch));
    script.engine(FromEngine::Searched(status(4, SearchPhase::Stopped)));
    let said = script.state.search.as_ref().expect("a search");
    assert_eq!((said.num_searched, said.phase), (4, SearchPhase::Stopped));
    assert!(
        script.state.is_partial(),
        "the numbers on screen are those of the answer"
    );
    answer.search = Some(status(9, SearchPhase::Done));
    script.engine(FromEngine::Answer(answer));
    assert_eq!(script.state.calls_face(), CallsFace::NoMatch);
    // What is said of a search whose question is over changes nothing.
    script.act(query(QueryAction::ClearFilters));
    script.answer(9, 9);
    assert_eq!(script.state.search, None);
    script.engine(FromEngine::Searched(status(1, SearchPhase::Running)));
    assert_eq!(script.state.search, None);
}
