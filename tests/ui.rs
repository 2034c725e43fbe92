//! Components drawn to text: what is on the page in each state, and that values from logs stay text.

mod pages;

use medtrail::{
    base::{Shape, hidden::is_hidden},
    handover::redact::Redaction,
    protocol::{
        Scope,
        engine::{FromEngine, MemoryUse, ToEngine},
        hiding::Hidden,
        ledger::Outcome,
        reader::FetchProblem,
        review::{Checked, Review},
    },
    query::{Facet, FacetValue},
    review::checks::Looked,
    state::{
        Action, AppState, Cell, Column, DetailAction, Effect, FIRST_FACETS, FilesAction, QueryAction,
        RecordForm, RowsAction, Tab, ViewAction,
    },
};
use pages::draw::{count, drawn, tags, text_of};
use pages::{RECORD, Script, answer, detail, file_line, ledger, row};
use std::rc::Rc;

#[track_caller]
fn assert_says(html: &str, sentence: &str) {
    assert!(
        text_of(html).contains(sentence),
        "{sentence:?} is not in {:?}",
        text_of(html)
    );
}

#[test]
fn the_landing_page_offers_three_ways_in() {
    let html = drawn(&AppState::default());
    for words in [
        "Drop CloudTrail logs anywhere on this page",
        "Choose files",
        "Choose a folder",
        "Try sample data",
    ] {
        assert_says(&html, words);
    }
    assert_says(&html, "Nothing leaves this page");
    assert!(!text_of(&html).to_lowercase().contains("upload"));
    assert!(!html.contains("call-table"), "nothing to list yet");
}

#[test]
fn the_header_says_what_is_loaded() {
    let script = Script::loaded(40_820);
    assert_says(
        &drawn(&script.state),
        "40,820 Comprehend Medical calls of 45,003 records in 3 files · 1–31 Oct 2026 UTC",
    );
}

#[test]
fn the_table_is_a_grid_of_all_rows_that_draws_a_window() {
    let html = drawn(&Script::loaded(2_000_000).state);
    assert!(html.contains(r#"role="grid""#));
    assert!(
        html.contains(r#"aria-rowcount="2000001""#),
        "all rows and the headings"
    );
    assert!(html.contains(r#"aria-rowindex="1""#) && html.contains(r#"aria-rowindex="2""#));
    let num_rows = count(&html, r#"role="row""#);
    assert!((30..200).contains(&num_rows), "{num_rows} rows are drawn");
    assert_eq!(count(&html, r#"role="columnheader""#), 7);
    assert_eq!(count(&html, r#"aria-sort="descending""#), 1);
    assert_eq!(count(&html, r#"aria-sort="none""#), 6);
    for label in [
        "Time (UTC)",
        "Operation",
        "Result",
        "Caller",
        "Source IP",
        "Region",
        "Client",
    ] {
        assert_says(&html, label);
    }
    assert_says(&html, "2,000,000 of 2,000,000 calls · newest first");
}

#[test]
fn the_grid_is_one_tab_stop_with_an_active_cell() {
    let html = drawn(&Script::loaded(100).state);
    let center =
        &html[html.find("page__center").expect("the table")..html.find("status-bar").expect("its end")];
    assert!(center.contains(r#"aria-activedescendant="calls-0-0""#));
    assert!(center.contains(r#"id="calls-0-0""#));
    assert_eq!(count(center, r#"tabindex="0""#), 1);
    assert_eq!(
        count(center, "<button") + count(center, "<input"),
        count(center, r#"tabindex="-1""#),
        "headings are reached by arrow keys, marks by x"
    );
}

#[test]
fn the_states_of_a_cell_have_words() {
    let mut script = Script::loaded(1);
    let mut view = row(0);
    view.cells = [
        Cell::text("2026"),
        Cell::Absent,
        Cell::Null,
        Cell::NotInExport,
        Cell::text(""),
        Cell::Null,
        Cell::Null,
        Cell::Null,
    ]
    .into();
    script.act(Action::Query(QueryAction::SortBy(Column::Time)));
    let mut given = answer(script.state.asking.asked, 1, 1, (0, 1));
    given.window.rows = vec![Rc::new(view)];
    script.engine(FromEngine::Answer(given));
    let html = drawn(&script.state);
    for words in ["not recorded", "null", "not in this export", "empty"] {
        let is_said =
            tags(&html, "span").any(|(tag, text)| tag.contains(r#"data-state="none""#) && text == words);
        assert!(is_said, "{words}");
    }
}

#[test]
fn values_from_logs_are_only_ever_text() {
    let hostile = "<img src=x onerror=alert(1)>\"'&\u{202e}cod\u{200b}.exe";
    let mut script = Script::loaded(1);
    script.act(Action::Query(QueryAction::Commit(hostile.into())));
    script.act(Action::Query(QueryAction::OnlyValue(
        Column::Operation,
        Cell::text(hostile),
    )));
    let mut given = answer(script.state.asking.asked, 1, 1, (0, 1));
    let mut view = row(0);
    view.cells = vec![Cell::text(hostile); 8].into();
    given.window.rows = vec![Rc::new(view)];
    let value = FacetValue {
        cell: Cell::text(hostile),
        count: 1,
    };
    given.facets = FIRST_FACETS
        .iter()
        .map(|&column| Facet {
            column,
            values: [value.clone()].into(),
            num_values: 1,
        })
        .collect();
    script.engine(FromEngine::Answer(given));
    script.act(Action::Rows(RowsAction::Open {
        index: 0,
        with_focus: false,
    }));
    let open = script.state.selected.as_ref().expect("open").asked;
    let mut hostile_detail = detail(2);
    for (_, cell) in &mut hostile_detail.cells {
        *cell = Cell::text(hostile);
    }
    hostile_detail.places[0].0 = hostile.into();
    script.engine(FromEngine::Detail {
        generation: open,
        detail: Some(hostile_detail),
    });
    let request = script.state.selected.as_ref().expect("open").request;
    script.act(Action::RecordRead {
        request,
        bytes: Ok(hostile.as_bytes().into()),
    });
    script.act(Action::ReaderEnded {
        file: None,
        is_retried: false,
    });

    let html = drawn(&script.state);
    assert!(!html.contains("<img"), "a value became markup");
    assert_says(&html, "<img src=x onerror=alert(1)>\"'&⟨U+202E⟩cod⟨U+200B⟩.exe");
    assert!(
        !html
            .chars()
            .any(|character| is_hidden(character) && character != '\n'),
        "a hidden character is on the page"
    );
    assert!(!html.contains(" style="), "the policy forbids style attributes");
    for (at, _) in html.match_indices(" id=\"") {
        let id = html[at + 5..].split('"').next().unwrap_or_default();
        assert!(!id.contains("img") && id.is_ascii(), "{id} comes from a log");
    }
}

#[test]
fn no_match_is_not_empty_and_offers_to_clear_the_filters() {
    let mut script = Script::loaded(40);
    script.act(Action::Query(QueryAction::Commit("nobody".into())));
    script.answer(40, 0);
    let html = drawn(&script.state);
    assert_says(&html, "No call matches");
    assert_says(&html, "Clear filters");
    assert!(html.contains(r#"class="facets""#), "the side bar stays");
    assert_says(&html, "0 of 40 calls · newest first");
}

#[test]
fn no_calls_counts_the_others_and_offers_all_services() {
    let mut script = Script::loaded(0);
    let html = drawn(&script.state);
    assert_says(&html, "No Comprehend Medical calls in these files");
    assert_says(&html, "3,979 records of other services were counted.");
    assert_says(&html, "Show All services");
    script.act(Action::Files(FilesAction::SetScope(Scope::AllServices)));
    script.answer(0, 0);
    script.act(Action::ReadingDone);
    assert_says(&drawn(&script.state), "No CloudTrail records in these files");
}

#[test]
fn reading_shows_files_bytes_records_and_time_left() {
    let mut script = Script::default();
    script.drop_files(2016);
    script.engine(FromEngine::Ledger(ledger(812)));
    script.answer(812, 812);
    script.act(Action::Progressed {
        bytes: 300_000,
        now_millis: 500.0,
    });
    script.act(Action::Progressed {
        bytes: 300_000,
        now_millis: 1500.0,
    });
    let html = drawn(&script.state);
    for words in [
        "29 %",
        "3 of 2,016 files",
        "600 KB of 2.0 MB",
        "4,995 records",
        "about 5 s left",
        "Cancel",
    ] {
        assert_says(&html, words);
    }
    assert!(html.contains(r#"role="progressbar""#) && html.contains(r#"value="29""#));
    assert!(
        count(&html, r#"aria-selected="false""#) > 10,
        "rows are there already"
    );
    script.act(Action::Files(FilesAction::Cancel));
    let html = drawn(&script.state);
    assert_says(
        &html,
        "Reading stopped. 3 of 2,016 files were read. Everything read until then is kept.",
    );
    assert_says(&html, "Read the files again");
}

#[test]
fn a_lost_table_says_what_is_left_and_what_to_do() {
    let mut script = Script::loaded(9);
    script.act(Action::EngineEnded);
    let html = drawn(&script.state);
    assert_says(&html, "The table was lost");
    assert_says(&html, "3 files are still open.");
    assert_says(&html, "Read the files again");
}

#[test]
fn a_call_answers_who_when_where_what_and_how_it_ended() {
    let mut script = Script::loaded(100);
    script.open(2, RECORD);
    let html = drawn(&script.state);
    for words in [
        "Who",
        "When",
        "Where from",
        "What",
        "Result",
        "All fields",
        "Record",
    ] {
        assert_says(&html, words);
    }
    assert_says(&html, "is not authorized to perform: comprehendmedical:DetectPHI");
    assert_says(&html, "CloudTrail does not record the clinical text of a call.");
    assert_says(&html, "byte 20,480 of the unpacked text, 1,503 bytes long");
    assert_says(
        &html,
        "The same record stands in one more place; it is counted once.",
    );
    let all_fields = &html[html.find("detail__all").expect("all fields")..];
    let is_listed = |column: &&Column| all_fields.contains(&format!(r#"data-column="{}""#, column.key()));
    assert_eq!(
        Column::ALL.iter().find(|column| !is_listed(column)),
        None,
        "every column is among all fields"
    );
}

#[test]
fn the_record_is_shown_as_a_tree_exactly_or_indented() {
    let mut script = Script::loaded(100);
    script.open(2, RECORD);
    let html = drawn(&script.state);
    assert!(html.contains(r#"role="treegrid""#), "a tree at first");
    assert_says(&html, "sessionContext2 fieldswebIdFederationData{}");
    script.act(Action::Detail(DetailAction::ShowRecordAs(RecordForm::AsInFile)));
    assert_says(&drawn(&script.state), RECORD);
    script.act(Action::Detail(DetailAction::ShowRecordAs(RecordForm::Indented)));
    assert_says(
        &drawn(&script.state),
        "{\n  \"eventVersion\": \"1.05\",\n  \"userIdentity\": {\n    \"type\": \"IAMUser\",",
    );
    script.open(3, "{\"a\":\"\u{200b}\"}");
    assert_says(&drawn(&script.state), "Hidden characters stand as marks");
}

#[test]
fn a_record_that_cannot_be_read_again_says_why() {
    for (problem, words) in [
        (FetchProblem::FileGone, "its file is gone"),
        (
            FetchProblem::FileChanged,
            "its file has changed since it was opened",
        ),
    ] {
        let mut script = Script::loaded(100);
        script.open(2, RECORD);
        let request = script.state.selected.as_ref().expect("open").request;
        script.act(Action::RecordRead {
            request,
            bytes: Err(problem),
        });
        let html = drawn(&script.state);
        assert_says(&html, words);
        assert!(!html.contains("<pre"), "there is no record to show");
    }
}

#[test]
fn tokens_say_what_they_demand_and_can_be_removed() {
    let mut script = Script::loaded(100);
    for operation in ["A", "B", "C", "D", "E"] {
        script.act(Action::Query(QueryAction::ToggleValue(
            Column::Operation,
            Cell::text(operation),
        )));
    }
    script.act(Action::Query(QueryAction::ToggleValue(
        Column::Region,
        Cell::Absent,
    )));
    script.act(Action::Query(QueryAction::SwitchToken(1)));
    let html = drawn(&script.state);
    assert_says(&html, "Operation is A or B or C or 2 more");
    assert_says(&html, "Region is not recorded");
    assert!(html.contains(r#"aria-label="Remove filter: Region is not recorded""#));
    let states = ["on", "off"].map(|state| {
        let state = format!(r#"data-state="{state}""#);
        tags(&html, "li")
            .filter(|(tag, _)| tag.contains("filter-bar__token") && tag.contains(&state))
            .count()
    });
    assert_eq!(states, [1, 1]);
}

#[test]
fn the_files_view_lists_every_file_and_its_sums() {
    let mut script = Script::loaded(10);
    script.show_files(vec![
        file_line(0, Shape::Trail, Outcome::Read, None),
        file_line(
            1,
            Shape::Digest,
            Outcome::Skipped,
            Some("Not a log: a digest file of CloudTrail; see the Integrity tab"),
        ),
        file_line(
            2,
            Shape::Binary,
            Outcome::Failed,
            Some("The gzip header is damaged (byte 3)"),
        ),
    ]);
    let html = drawn(&script.state);
    assert_says(&html, "3 files = 2 read + 1 skipped + 0 failed");
    assert_says(
        &html,
        "4,193 records = 10 kept + 3,979 of other services + 202 duplicates + 2 malformed",
    );
    for words in [
        "digest",
        "skipped",
        "The gzip header is damaged (byte 3)",
        "Save ledger",
        "Only files with notes",
    ] {
        assert_says(&html, words);
    }
    assert!(html.contains(r#"aria-rowcount="4""#));
    script.search_files("zzz");
    let generation = pages::newest_files_question(&script.effects).expect("asked");
    script.engine(FromEngine::Files {
        generation,
        num_files: 0,
        first: 0,
        lines: [].into(),
    });
    assert_says(&drawn(&script.state), "No file matches");
}

#[test]
fn the_sample_is_labelled_synthetic() {
    let mut script = Script::default();
    script.act(Action::Files(FilesAction::TrySample));
    assert!(
        !text_of(&drawn(&script.state)).contains("Synthetic"),
        "nothing is loaded yet"
    );
    script.drop_files(1);
    assert_says(&drawn(&script.state), "Synthetic sample data");
}

#[test]
fn the_help_tells_keys_privacy_and_what_is_not_recorded() {
    let mut script = Script::default();
    script.act(Action::View(ViewAction::OpenHelp(true)));
    let html = drawn(&script.state);
    assert!(html.contains("<dialog"));
    assert_says(&html, "What CloudTrail does not record");
    assert_says(&html, "Your files are read by this page on this computer");
    assert_says(&html, "Page Up");
}

#[test]
fn the_privacy_panel_says_what_is_held_and_how_to_check_the_promise() {
    let mut script = Script::loaded(100);
    assert!(!text_of(&drawn(&script.state)).contains("Check it yourself"));
    script.act(Action::View(ViewAction::OpenPrivacy(true)));
    let html = drawn(&script.state);
    for words in [
        "What this page holds now",
        "their content stays on your disk",
        "Clear everything",
        "No request since the start that this page can see.",
        "Switch the network off.",
    ] {
        assert_says(&html, words);
    }
}

#[test]
fn no_sentence_shouts_or_speaks_of_sending() {
    let mut script = Script::loaded(100);
    script.open(2, RECORD);
    let mut pages = vec![AppState::default(), script.state.clone()];
    script.act(Action::EngineEnded);
    pages.push(script.state);
    for state in pages {
        let text = text_of(&drawn(&state));
        // Before an operator the mark is a "not".
        let sentences = ["!=", "!:", "!^", "!~"]
            .iter()
            .fold(text, |text, not| text.replace(not, ""));
        assert!(!sentences.contains('!'), "{sentences}");
        assert!(!sentences.to_lowercase().contains("upload"));
    }
}

#[test]
fn bytes_per_call_are_told_only_of_enough_calls_to_tell_something() {
    let with_rows = |num_rows| {
        let mut script = Script::loaded(5);
        script.engine(FromEngine::Memory(MemoryUse {
            held: 24 << 20,
            columns: 2_000_000,
            ids: 0,
            num_rows,
        }));
        text_of(&drawn(&script.state))
    };
    let (few, many) = (with_rows(9_999), with_rows(10_000));
    assert!(
        few.contains("memory: 25 MB") && !few.contains("per call"),
        "{few}"
    );
    assert!(many.contains("memory: 25 MB, 200 bytes per call"), "{many}");
}

#[test]
fn beside_the_report_stands_whether_it_names_anybody() {
    let mut script = Script::loaded(5);
    script.act(Action::View(ViewAction::ShowTab(Tab::Review)));
    let review = Review {
        checks: Some(Rc::new(Checked {
            findings: Vec::new(),
            looked: Looked {
                span: None,
                regions: Vec::new(),
                accounts: Vec::new(),
                num_names: (0, 0),
            },
        })),
        ..Review::default()
    };
    let answer = |script: &mut Script| {
        let generation = script.effects.iter().rev().find_map(|effect| match effect {
            Effect::TellEngine(ToEngine::Review { generation, .. }) => Some(*generation),
            _ => None,
        });
        script.engine(FromEngine::Review {
            generation: generation.expect("the view asks"),
            review: review.clone(),
        });
        drawn(&script.state)
    };
    assert_says(&answer(&mut script), "It holds names and addresses from the logs");
    script.engine(FromEngine::Hidden(Hidden {
        redaction: Some(Redaction {
            key: (1, 2),
            keeps_networks: false,
        }),
        tokens: Vec::new(),
        num_refused: 0,
        common: Vec::new(),
    }));
    let hidden = answer(&mut script);
    assert_says(
        &hidden,
        "Pseudonyms stand in it where the logs have names and addresses",
    );
    assert!(!text_of(&hidden).contains("It holds names"));
}
