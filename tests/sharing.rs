//! Views in the address and in links: what they carry, what they do, and what they never do.

mod pages;

use medtrail::{
    base::FileId,
    query::{Filter, language::parse},
    state::{
        Action, Effect, FilesAction, LinkError, MAX_LINK_BYTES, NoticeKind, QueryAction, ShareAction, Tab,
        ViewAction,
    },
};
use pages::{Script, file};
use std::rc::Rc;

fn fragments(effects: &[Effect]) -> Vec<&str> {
    let mut found = Vec::new();
    for effect in effects {
        if let Effect::SetFragment(fragment) = effect {
            found.push(&**fragment);
        }
    }
    found
}

fn open(fragment: &str) -> Action {
    Action::Share(ShareAction::OpenFragment(fragment.into()))
}

fn commit(text: &str) -> Action {
    Action::Query(QueryAction::Commit(text.into()))
}

fn filters(script: &Script) -> Vec<Filter> {
    let tokens = &script.state.asking.query.tokens;
    tokens.iter().map(|token| token.filter.clone()).collect()
}

#[test]
fn opening_a_link_starts_nothing_and_the_files_dropped_then_are_asked_with_it() {
    let mut script = Script::default();
    let effects = script.act(open("v=1&f=eventName%20%3D%20DetectPHI&t=callers"));
    assert_eq!(effects, [], "a link never loads, fetches or starts anything");
    assert_eq!(
        filters(&script),
        [parse("operation = DetectPHI").expect("a filter")]
    );
    let effects = script.act(Action::FilesFound(vec![file(0)]));
    assert_eq!(
        fragments(&effects),
        ["v=1&t=callers"],
        "filters leave the address"
    );
    assert_eq!(script.state.view.tab, Tab::Callers);
    assert_eq!(
        script.state.shelf.path(FileId(0)).as_deref(),
        Some(&*file(0).path)
    );
}

#[test]
fn filters_never_enter_the_address_by_themselves() {
    let mut script = Script::default();
    script.act(Action::FilesFound(vec![file(0)]));
    assert_eq!(fragments(&script.act(commit("caller = mateo"))), [""; 0]);
    let effects = script.act(Action::View(ViewAction::ShowTab(Tab::Regions)));
    assert_eq!(fragments(&effects), ["v=1&t=regions"]);
    let effects = script.act(open("v=1&f=caller%20%3D%20root"));
    assert_eq!(
        fragments(&effects),
        ["v=1&t=regions"],
        "the tab stays where the link says nothing"
    );
    assert_eq!(fragments(&script.act(open("v=9"))), ["v=1&t=regions"]);
    let effects = script.act(Action::Files(FilesAction::Clear));
    assert_eq!(fragments(&effects), [""]);
}

#[test]
fn a_copied_link_holds_the_filters_and_a_link_that_is_too_long_is_refused_with_a_sentence() {
    let mut script = Script::default();
    script.drop_files(1);
    script.act(commit("caller = mateo"));
    let effects = script.act(Action::Share(ShareAction::CopyLink));
    let link = Effect::CopyLink(Rc::from("v=1&f=caller%20%3D%20mateo"));
    assert_eq!(effects, [link]);
    script.act(commit(&format!("caller = {}", "m".repeat(MAX_LINK_BYTES))));
    assert_eq!(script.act(Action::Share(ShareAction::CopyLink)), []);
    let kinds: Vec<_> = script.state.notices.iter().map(|notice| &notice.kind).collect();
    assert_eq!(kinds, [&NoticeKind::BadView(LinkError::TooLong)]);
}

#[test]
fn a_bad_link_or_file_leaves_the_view_as_it_is() {
    let mut script = Script::default();
    script.act(Action::FilesFound(vec![file(0)]));
    script.act(commit("caller = mateo"));
    let before = filters(&script);
    for wish in [
        ShareAction::OpenFragment("v=1&f=%3D%3D".into()),
        ShareAction::OpenFragment("v=9".into()),
        ShareAction::OpenFile("{\"Records\":[]}".into()),
        ShareAction::OpenFile("MedTrail view\nv=1&t=nowhere\n".into()),
    ] {
        script.act(Action::Share(wish.clone()));
        assert_eq!(filters(&script), before, "{wish:?}");
        assert_eq!(script.state.notices.len(), 1, "{wish:?}");
    }
    script.act(Action::Share(ShareAction::OpenFile("MedTrail view\n\n".into())));
    assert_eq!(filters(&script), [], "an empty view is a view");
}
