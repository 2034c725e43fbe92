//! Every kind of hidden character in a value, drawn by every component that shows values: as a mark, never as itself.

mod pages;

use medtrail::{
    base::{EpochMillis, RowId, Shape, hidden::is_hidden},
    protocol::{
        engine::{FromEngine, RowAt, ToEngine},
        ledger::Outcome,
    },
    query::{Facet, FacetValue, Group, Groups, NewOfColumn, NewValue, Novelty},
    state::{
        Action, Cell, ChosenAction, Column, CompareAction, DetailAction, Effect, FIRST_FACETS, GroupsAction,
        PeriodsAction, QueryAction, RecordForm, Tab, ViewAction, ZoneAction,
    },
};
use pages::{Script, answer, detail, draw::drawn, file_line, row};
use std::rc::Rc;

/// Controls, bidi controls, zero widths, tags, fillers, selectors, blanks: the first and the last of each range.
fn characters() -> Vec<char> {
    let mut found = Vec::new();
    for character in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
        let next = char::from_u32(u32::from(character) + 1);
        let before = u32::from(character).checked_sub(1).and_then(char::from_u32);
        let is_edge = !next.is_some_and(is_hidden) || !before.is_some_and(is_hidden);
        if is_hidden(character) && is_edge {
            found.push(character);
        }
    }
    found
}

/// All of them between plain letters.
fn value() -> String {
    characters()
        .into_iter()
        .fold("v".to_owned(), |value, hidden| format!("{value}{hidden}x"))
}

fn marked() -> String {
    let mark = |hidden: char| format!("⟨U+{:04X}⟩x", u32::from(hidden));
    characters()
        .into_iter()
        .fold("v".to_owned(), |value, hidden| value + &mark(hidden))
}

/// The page shows the value so many times at least, and no hidden character anywhere, but for line breaks of its own.
#[track_caller]
fn assert_marked(script: &Script, least: usize, what: &str) {
    let html = drawn(&script.state);
    let num_shown = html.matches(&marked()).count();
    assert!(num_shown >= least, "{what}: {num_shown} times");
    let raw: Vec<_> = html
        .chars()
        .filter(|sign| is_hidden(*sign) && *sign != '\n')
        .collect();
    assert!(raw.is_empty(), "{what}: {raw:?}");
}

fn rows(script: &mut Script) {
    let mut given = answer(script.state.asking.asked, 1, 1, (0, 1));
    let mut view = row(0);
    view.cells = vec![Cell::text(value()); 8].into();
    given.window.rows = vec![Rc::new(view)];
    let listed = FacetValue {
        cell: Cell::text(value()),
        count: 1,
    };
    let facet = |&column: &Column| Facet {
        column,
        values: [listed.clone()].into(),
        num_values: 1,
    };
    given.facets = FIRST_FACETS.iter().map(facet).collect();
    script.engine(FromEngine::Answer(given));
}

fn hidden_detail(number: u32) -> medtrail::protocol::engine::RowDetail {
    let mut hidden = detail(number);
    hidden
        .cells
        .iter_mut()
        .for_each(|(_, cell)| *cell = Cell::text(value()));
    hidden.places[0].0 = value().into();
    hidden
}

/// A record with the value as a key and as a value; its controls as JSON escapes, as a log must write them.
fn record() -> Rc<[u8]> {
    serde_json::json!({ "requestParameters": { value(): [value()] } })
        .to_string()
        .into_bytes()
        .into()
}

#[test]
fn in_the_table_the_facets_and_the_tokens() {
    let mut script = Script::loaded(1);
    script.act(Action::Query(QueryAction::OnlyValue(
        Column::Operation,
        Cell::text(value()),
    )));
    rows(&mut script);
    // Eight cells with their titles, the facets three times a value, the token and its four buttons.
    assert_marked(&script, 16 + 3 * FIRST_FACETS.len() + 4, "table");
}

#[test]
fn in_the_open_call_its_record_and_the_tree() {
    let mut script = Script::loaded(1);
    rows(&mut script);
    script.act(Action::Rows(medtrail::state::RowsAction::Open {
        index: 0,
        with_focus: false,
    }));
    let generation = script.state.selected.as_ref().expect("open").asked;
    script.engine(FromEngine::Detail {
        generation,
        detail: Some(hidden_detail(0)),
    });
    let request = script.state.selected.as_ref().expect("open").request;
    script.act(Action::RecordRead {
        request,
        bytes: Ok(record()),
    });
    for form in [RecordForm::AsInFile, RecordForm::Indented, RecordForm::Tree] {
        script.act(Action::Detail(DetailAction::ShowRecordAs(form)));
        assert_marked(&script, 40, &format!("{form:?}"));
    }
}

#[test]
fn in_group_tables_and_what_is_new() {
    let mut script = Script::loaded(1);
    let effects = script.act(Action::View(ViewAction::ShowTab(Tab::Callers)));
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::TellEngine(ToEngine::Groups { generation, wish }) => Some((*generation, wish.clone())),
        _ => None,
    });
    let (generation, wish) = asked.expect("groups are asked for");
    let group = Group {
        cell: Cell::text(value()),
        calls: 1,
        errors: 0,
        span: None,
        callers: 1,
        addresses: 1,
        trend: [1].into(),
    };
    script.engine(FromEngine::Groups {
        generation,
        groups: Groups {
            column: wish.column,
            num_groups: 1,
            first: 0,
            groups: [Rc::new(group)].into(),
        },
    });
    assert_marked(&script, 5, "groups");
    script.act(Action::Groups(GroupsAction::Search("v".into())));

    let (from, until) = (EpochMillis(10_000_000), EpochMillis(13_000_000));
    script.act(Action::Query(QueryAction::SetTimeRange(Some(from), Some(until))));
    let effects = script.act(Action::Periods(PeriodsAction::CompareWithBefore));
    let asked = effects.iter().find_map(|effect| match effect {
        Effect::TellEngine(ToEngine::Novelty { generation, wish, .. }) => Some((*generation, *wish)),
        _ => None,
    });
    let (generation, wish) = asked.expect("it is asked");
    let new = NewValue {
        cell: Cell::text(value()),
        principal: Cell::text(value()),
        calls: 1,
        errors: 0,
        first: from,
    };
    let column = NewOfColumn {
        column: Column::Caller,
        num_new: 1,
        num_later: 1,
        values: [new].into(),
    };
    script.engine(FromEngine::Novelty {
        generation,
        found: Novelty {
            wish,
            num_earlier: 1,
            num_later: 1,
            columns: [column].into(),
        },
    });
    assert_marked(&script, 4, "what is new");
}

#[test]
fn in_compared_calls() {
    let mut script = Script::loaded(10);
    for number in [1, 2] {
        script.act(Action::Chosen(ChosenAction::Toggle(RowId(number))));
    }
    let effects = script.act(Action::Compare(CompareAction::Open));
    for effect in effects {
        let Effect::TellEngine(ToEngine::Detail {
            generation,
            row: RowAt::Id(id),
        }) = effect
        else {
            continue;
        };
        let fetches = script.engine(FromEngine::Detail {
            generation,
            detail: Some(hidden_detail(id.0)),
        });
        for fetch in fetches {
            if let Effect::FetchRecord { request, .. } = fetch {
                let bytes = if id.0 == 1 {
                    record()
                } else {
                    b"{}".as_slice().into()
                };
                script.act(Action::RecordRead {
                    request,
                    bytes: Ok(bytes),
                });
            }
        }
    }
    assert_marked(&script, 4, "compared calls");
}

#[test]
fn in_files_and_in_notices() {
    let mut script = Script::loaded(1);
    let mut line = file_line(0, Shape::Trail, Outcome::Failed, Some(&value()));
    line.path = format!("{0}/{0}", value()).into();
    script.show_files(vec![line]);
    // Path and reason with their titles, and both in full below.
    assert_marked(&script, 6, "files");
    script.act(Action::Zone(ZoneAction::Unknown(value().into())));
    assert_marked(&script, 7, "a notice");
}
