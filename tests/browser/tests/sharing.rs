//! Links that carry a view: what they hold, what they reveal, and that opening one loads nothing.

use browser_tests::{Visit, medical_calls, sources, visit};
use medtrail::sample::{Plan, sample};

/// The fragment of the page's address, without `#`.
fn fragment(at: &Visit<'_>) -> String {
    let hash = at.eval("location.hash.slice(1)");
    hash.as_str().expect("a text").to_owned()
}

fn wait_for_fragment(at: &Visit<'_>, wanted: &str) {
    at.wait_for(wanted, &format!("location.hash.slice(1) === '{wanted}'"));
}

/// Copies go nowhere outside; what was copied last stands in `window.copied`.
fn watch_copies(at: &Visit<'_>) {
    at.eval(
        "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }, 1",
    );
}

#[test]
fn the_address_carries_the_shape_of_the_view_and_only_a_copied_link_the_filters() {
    visit(|at| {
        let files = sources(sample(&Plan::plain(61, 4, 60)).files);
        let calls = medical_calls(&files);
        at.drop_all(&[&at.write_folder("trail", &files)]);
        at.wait_for_calls(calls.len(), calls.len());
        assert_eq!(fragment(at), "", "a fresh view needs no fragment");
        at.click("#tab-callers");
        wait_for_fragment(at, "v=1&t=callers");
        at.show_calls();
        wait_for_fragment(at, "");
        at.filter_by("operation = DetectPHI");
        let num_matching = calls.iter().filter(|call| call.cells[1] == "DetectPHI").count();
        assert!(num_matching > 0 && num_matching < calls.len());
        at.wait_for_calls(num_matching, calls.len());
        assert_eq!(fragment(at), "", "filters stay out of the address");

        watch_copies(at);
        at.click_button(".tabs", "Share view");
        assert_eq!(at.texts(".share__filters li"), ["eventName = DetectPHI"]);
        at.click_button(".share__buttons, .popover__panel", "Copy link");
        let copied = at.wait_for("a copy", "window.copied");
        let link = copied.as_str().expect("a text");
        assert_eq!(
            link,
            format!("{}#v=1&f=eventName%20%3D%20DetectPHI", at.address())
        );
        // Opening it here changes nothing but the view, and its filters leave the address.
        at.press("Escape");
        at.click_button(".filter-bar", "Clear filters");
        at.wait_for_calls(calls.len(), calls.len());
        at.eval(&format!("location.href = '{link}', 1"));
        at.wait_for_calls(num_matching, calls.len());
        wait_for_fragment(at, "");
    });
}

#[test]
fn a_link_opened_before_any_file_says_what_waits_and_holds_once_the_files_are_there() {
    visit(|at| {
        at.eval(
            "location.hash = '#v=1&f=eventName%20%3D%20DetectPHI&c=eventTime,caller&s=caller&t=calls', 1",
        );
        at.wait_for_selector(".landing__view");
        assert_eq!(at.texts(".share__filters li"), ["eventName = DetectPHI"]);
        assert!(fragment(at).contains("f=eventName"), "it survives a reload");
        let files = sources(sample(&Plan::plain(62, 4, 60)).files);
        let calls = medical_calls(&files);
        at.drop_all(&[&at.write_folder("trail", &files)]);
        let num_matching = calls.iter().filter(|call| call.cells[1] == "DetectPHI").count();
        at.wait_for_calls(num_matching, calls.len());
        assert_eq!(at.count(".call-table [role=columnheader]"), 2);
        wait_for_fragment(at, "v=1&c=eventTime,caller&s=caller");
    });
}

#[test]
fn what_is_no_view_is_refused_in_words_and_changes_nothing() {
    visit(|at| {
        at.eval("location.hash = '#v=1&load=https://example.com/logs.json', 1");
        at.wait_for_selector(".notices");
        assert!(at.text(".notices").contains("load=https://example.com/logs.json"));
        at.eval("location.hash = '#v=1&f=%E2%80%AE%3D%3D', 1");
        at.wait_for(
            "another notice",
            "!document.querySelector('.notices').innerText.includes('example.com')",
        );
    });
}

#[test]
fn a_saved_view_opens_again() {
    visit(|at| {
        let files = sources(sample(&Plan::plain(63, 2, 60)).files);
        let calls = medical_calls(&files);
        at.drop_all(&[&at.write_folder("trail", &files)]);
        at.wait_for_calls(calls.len(), calls.len());
        at.filter_by("not operation = DetectPHI");
        let num_matching = calls.iter().filter(|call| call.cells[1] != "DetectPHI").count();
        at.wait_for_calls(num_matching, calls.len());
        at.click_button(".tabs", "Share view");
        let saved = at.download(|| at.click_button(".popover__panel", "Save view"));
        assert_eq!(saved.name, "view.medtrail");
        let text = String::from_utf8(saved.bytes.clone()).expect("text");
        assert_eq!(text, "MedTrail view\nv=1&f=eventName%20%21%3D%20DetectPHI\n");
        at.press("Escape");
        at.click_button(".filter-bar", "Clear filters");
        at.wait_for_calls(calls.len(), calls.len());
        let file = at.folder.write("again.medtrail", &saved.bytes);
        at.set_files("input[accept='.medtrail,.json,.txt']", &[&file]);
        at.wait_for_calls(num_matching, calls.len());
    });
}
