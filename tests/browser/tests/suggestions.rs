//! What is offered while a filter is typed: by the keyboard and by the mouse, with counts that hold.

use browser_tests::{Call, Source, Visit, medical_calls, sources, visit};
use medtrail::sample::{Plan, sample};
use serde_json::{Value, json};

/// The offers on screen: text, then count or words.
const OFFERS: &str = "[...document.querySelectorAll('.suggestions__offer')].map((offer) => [
  offer.firstElementChild.innerText, offer.lastElementChild.innerText])";

fn open(at: &Visit<'_>) -> Vec<Call> {
    let files: Vec<Source> = sources(sample(&Plan::plain(91, 20, 40)).files);
    let calls = medical_calls(&files);
    let folder = at.write_folder("logs", &files);
    at.drop_all(&[&folder]);
    at.wait_for_calls(calls.len(), calls.len());
    calls
}

fn type_text(at: &Visit<'_>, text: &str) {
    at.call("Input.insertText", json!({ "text": text }));
}

fn offers(at: &Visit<'_>) -> Vec<(String, String)> {
    serde_json::from_value(at.eval(OFFERS)).expect("pairs of texts")
}

fn box_state(at: &Visit<'_>, attribute: &str) -> Value {
    at.eval(&format!(
        "document.querySelector('.filter-bar__input').getAttribute({})",
        json!(attribute)
    ))
}

#[test]
fn a_filter_is_put_together_by_the_keyboard_alone() {
    visit(|at| {
        let calls = open(at);
        at.press("/");
        assert_eq!(box_state(at, "role"), "combobox");
        assert_eq!(box_state(at, "aria-expanded"), "false");
        type_text(at, "reg");
        at.wait_for("fields", &format!("{OFFERS}[0]?.[0] === 'region'"));
        assert_eq!(box_state(at, "aria-expanded"), "true");
        assert_eq!(
            box_state(at, "aria-controls"),
            at.eval("document.querySelector('.suggestions [role=listbox]').id")
        );
        assert_eq!(
            box_state(at, "aria-activedescendant"),
            Value::Null,
            "nothing is taken that was not chosen"
        );
        at.press("ArrowDown");
        at.wait_for(
            "the chosen offer",
            "document.getElementById(document.querySelector('.filter-bar__input').getAttribute('aria-activedescendant'))?.ariaSelected === 'true'",
        );
        at.press("Enter");
        at.wait_for("operators", &format!("{OFFERS}[0]?.[0] === '='"));
        assert_eq!(
            at.eval("document.querySelector('.filter-bar__input').value"),
            "region "
        );
        at.press("ArrowDown");
        at.press("Enter");
        // Values with the calls that have them, most frequent first.
        let mut counts: Vec<(usize, String)> = Vec::new();
        for call in &calls {
            match counts.iter_mut().find(|(_, region)| *region == call.cells[5]) {
                Some((count, _)) => *count += 1,
                None => counts.push((1, call.cells[5].clone())),
            }
        }
        counts.sort_by(|one, two| two.0.cmp(&one.0).then(one.1.cmp(&two.1)));
        at.wait_for("values", &format!("{OFFERS}.length === {}", counts.len()));
        let expected: Vec<_> = counts
            .iter()
            .map(|(count, region)| (region.clone(), count.to_string()))
            .collect();
        assert_eq!(offers(at), expected);
        at.press("ArrowUp");
        at.press("Enter");
        let (count, region) = counts.last().expect("a Region");
        assert_eq!(
            at.eval("document.querySelector('.filter-bar__input').value"),
            format!("region = {region} ")
        );
        // Escape closes the list and keeps the text; Enter then makes the token.
        at.wait_for("joins", &format!("{OFFERS}[0]?.[0] === 'and'"));
        at.press("Escape");
        at.wait_for("a closed list", "!document.querySelector('.suggestions')");
        assert_eq!(box_state(at, "aria-expanded"), "false");
        at.press("Enter");
        at.wait_for_calls(*count, calls.len());
        assert_eq!(at.texts(".filter-bar__token").len(), 1);
        // Under that filter, values of other columns are counted.
        type_text(at, "operation = ");
        at.wait_for("values", &format!("{OFFERS}.length > 0 && {OFFERS}[0][1] !== ''"));
        let total: usize = offers(at)
            .iter()
            .map(|(_, count)| count.parse::<usize>().expect("a count"))
            .sum();
        assert_eq!(total, *count, "every call of the Region has one operation");
        at.press("Escape");
        at.press("Escape");
        assert_eq!(at.eval("document.querySelector('.filter-bar__input').value"), "");
        at.eval("document.activeElement.blur()");
    });
}

#[test]
fn offers_are_taken_by_the_mouse_and_in_the_middle_of_a_text() {
    visit(|at| {
        let calls = open(at);
        at.click(".filter-bar__input");
        at.wait_for(
            "fields",
            &format!("{OFFERS}.length > 10 && {OFFERS}.length <= 24"),
        );
        type_text(at, "oper and region exists");
        for _ in 0.." and region exists".len() {
            at.press("ArrowLeft");
        }
        at.wait_for("the field", &format!("{OFFERS}[0]?.[0] === 'operation'"));
        at.click(".suggestions__offer");
        at.wait_for(
            "the text",
            "document.querySelector('.filter-bar__input').value === 'operation and region exists'",
        );
        assert_eq!(
            at.eval("document.querySelector('.filter-bar__input').selectionStart"),
            10
        );
        type_text(at, "^ Detect ");
        at.press("Enter");
        let num_detect = calls
            .iter()
            .filter(|call| call.cells[1].starts_with("Detect"))
            .count();
        at.wait_for_calls(num_detect, calls.len());
    });
}

#[test]
fn values_with_hidden_characters_are_offered_and_typed_with_their_marks() {
    visit(|at| {
        let record = json!({ "eventVersion": "1.11", "eventTime": "2026-10-01T00:00:00Z", "eventName": "DetectPHI",
            "eventSource": "comprehendmedical.amazonaws.com", "awsRegion": "us-east-1", "sourceIPAddress": "192.0.2.7",
            "eventID": "00000000-0000-4000-8000-000000000001",
            "userIdentity": { "type": "IAMUser", "userName": "adm\u{202e}nimda <b>x</b>" } });
        let path = at
            .folder
            .write("one.json", json!({ "Records": [record] }).to_string().as_bytes());
        at.drop_all(&[&path]);
        at.wait_for_calls(1, 1);
        at.click(".filter-bar__input");
        type_text(at, "userName = adm");
        at.wait_for("the value", &format!("{OFFERS}.length === 1"));
        assert_eq!(
            offers(at),
            [("adm⟨U+202E⟩nimda <b>x</b>".to_owned(), "1".to_owned())]
        );
        at.press("ArrowDown");
        at.press("Enter");
        assert_eq!(
            at.eval("document.querySelector('.filter-bar__input').value"),
            "userName = \"adm\\u{202e}nimda <b>x</b>\" "
        );
        at.press("Escape");
        at.press("Enter");
        at.wait_for(
            "the token",
            "document.querySelector('.filter-bar__token')?.innerText.includes('adm⟨U+202E⟩nimda')",
        );
        at.wait_for_calls(1, 1);
    });
}
