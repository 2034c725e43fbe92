//! Typing faster than the page draws.

use browser_tests::{medical_calls, sources, visit};
use medtrail::sample::{Plan, sample};
use serde_json::json;

/// Types into the filter box within one task: nothing is drawn between the letters.
const TYPE: &str = "((text, key) => {
  const box = document.querySelector('.filter-bar__input');
  box.focus();
  for (const letter of text) {
    box.value += letter;
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  if (key) box.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  return box.value;
})";

#[test]
fn what_is_typed_right_behind_enter_is_a_filter_of_its_own() {
    visit(|at| {
        let files = sources(sample(&Plan::plain(81, 4, 40)).files);
        let calls = medical_calls(&files);
        at.drop_all(&[&at.write_folder("trail", &files)]);
        at.wait_for_calls(calls.len(), calls.len());
        let typed = at.eval(&format!(
            "[{TYPE}('operation = DetectEntitiesV2', 'Enter'), {TYPE}('result = Success', ''), {TYPE}('', 'Enter'), {TYPE}('err', '')]"
        ));
        assert_eq!(typed, json!(["", "result = Success", "", "err"]));
        let expected = calls
            .iter()
            .filter(|call| call.cells[1] == "DetectEntitiesV2" && call.cells[2] == "Success")
            .count();
        at.wait_for(
            "two filters",
            "document.querySelectorAll('.filter-bar__token').length === 2",
        );
        assert_eq!(
            at.eval("document.querySelector('.filter-bar__input').value"),
            "err",
            "what is being typed stays"
        );
        at.press("Escape");
        at.press("Escape");
        at.wait_for_calls(expected, calls.len());
        // No filter: the text stays, to be mended.
        let typed = at.eval(&format!("{TYPE}('operation = (', 'Enter')"));
        assert_eq!(typed, "operation = (");
        at.wait_for_selector(".filter-bar__input[aria-invalid=true]");
    });
}
