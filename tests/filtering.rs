//! Filters as the person makes them: typed, turned round, edited, taken back, and made of values.

mod pages;

use medtrail::{
    protocol::engine::ToEngine,
    query::{
        Filter, Query,
        language::{parse, print},
    },
    state::{Action, Cell, Column, Effect, QueryAction, ViewAction},
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
