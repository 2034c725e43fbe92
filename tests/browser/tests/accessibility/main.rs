//! Every state of the page on a desktop and on a phone, in light, dark and forced colours: nothing that axe-core finds,
//! every text is readable, the Tab key follows the eye, and nothing scrolls sideways.
//!
//! With `MEDTRAIL_PICTURES=FOLDER` a picture of each is written.

mod judge;
mod tour;

use browser_tests::{Source, medical_calls, sources, visit};
use judge::Judge;
use medtrail::sample::{Plan, sample};
use tour::{close_popover, end_dialog, focus, open_popover, show_tab, start, tree};

fn plan() -> Plan {
    Plan {
        has_extras: true,
        ..Plan::plain(61, 6, 40)
    }
}

#[test]
fn the_start_the_calls_and_an_open_call_are_accessible_in_every_look_and_width() {
    visit(|at| {
        let mut judge = Judge::new(at);
        judge.judge("landing");
        at.press("?");
        at.wait_for_selector("dialog.help[open]");
        judge.judge("help");
        at.click_button("dialog.help", "Close");
        end_dialog(at, "help");
        at.click(".header__lock");
        at.wait_for_selector("dialog.privacy[open]");
        judge.judge("privacy");
        at.press("Escape");
        end_dialog(at, "privacy");

        // Files without calls, then files with them.
        let plain = at.write_folder("notes", &[Source::plain("notes.txt", "nothing of CloudTrail")]);
        at.drop_all(&[&plain]);
        at.wait_until_read();
        judge.judge("no calls");
        at.click_button(".header", "Clear");
        at.wait_for_selector(".landing");
        start(at, &sources(sample(&plan()).files));
        judge.judge("calls");

        focus(at, ".call-table");
        for key in ["ArrowDown", "x", "ArrowDown", "x"] {
            at.press(key);
        }
        at.wait_for_selector(".chosen-bar");
        judge.judge("marked calls");
        at.click(".chosen-bar button");
        at.wait_for_selector("dialog.compare[open] table");
        judge.judge("compared calls");
        at.click(".compare__switch input");
        judge.judge("compared calls in full");
        at.press("Escape");
        end_dialog(at, "compare");

        focus(at, ".call-table");
        at.press("Enter");
        at.wait_for_selector(tree());
        judge.judge("open call");
        at.click_button(".detail", "Put the panel below the table");
        at.wait_for_selector(".detail-dock[data-dock=bottom]");
        judge.judge("open call below");
        at.click_button(".detail", "Put the panel beside the table");
        at.wait_for_selector(".detail-dock[data-dock=side]");
        at.click(".detail__all > summary");
        at.eval("document.querySelector('.detail').scrollTo(0, 0)");
        judge.judge("all fields of an open call");
        for form in ["Indented", "As in the file"] {
            at.click_button(".detail__record", form);
            // What is half below the head of the panel is not what is judged.
            at.eval("document.querySelector('.detail').scrollTo(0, 0)");
            judge.judge(&format!("record {form}"));
        }
        focus(at, ".detail");
        at.press("Escape");
        at.wait_for("the end of the open call", "!document.querySelector('.detail')");
        focus(at, ".histogram__plot");
        at.press("Home");
        at.press("Shift+ArrowRight");
        judge.judge("bars chosen by keys");
        judge.end(28);
    });
}

#[test]
fn the_filters_and_the_panels_are_accessible_in_every_look_and_width() {
    visit(|at| {
        let mut judge = Judge::new(at);
        let files = sources(sample(&plan()).files);
        let folder = start(at, &files);
        for kind in ["columns", "zone", "time-range", "share", "export", "hiding"] {
            open_popover(at, kind);
            judge.judge(&format!("panel of {kind}"));
            close_popover(at);
        }
        at.click(".popover__button:not([data-kind])");
        at.wait_for_selector("dialog.elsewhere[open]");
        at.wait_for_selector(".elsewhere__text");
        judge.judge("queries for elsewhere");
        at.press("Escape");
        end_dialog(at, "elsewhere");
        open_popover(at, "time-range");
        focus(at, ".time-range__typed > input");
        at.type_text("soon");
        at.press("Enter");
        at.wait_for_selector(".time-range [role=alert]");
        judge.judge("no length of time");
        close_popover(at);
        open_popover(at, "zone");
        focus(at, ".zone-switch__search > input");
        at.type_text("Kathmandu");
        at.wait_for(
            "one zone",
            "document.querySelectorAll('.zone-switch__list button').length === 1",
        );
        at.click(".zone-switch__list button");
        close_popover(at);
        at.wait_for(
            "its times",
            "document.querySelector('.call-table').innerText.includes('+05:45')",
        );
        judge.judge("calls by another clock");
        at.set_viewport(320, 800);
        at.click(".filter-bar__facets");
        at.wait_for_selector(".facets[data-open=true]");
        judge.judge_here("the drawer of facets 320");
        at.press("Escape");
        at.set_viewport(1280, 800);
        at.click(".facets__others > summary");
        at.click_button(".facets__others", "Event type");
        judge.judge("more facets");

        at.click(".facets__name");
        at.wait_for_selector(".filter-bar__token");
        judge.judge("a filter");
        at.click(".filter-bar__switch");
        judge.judge("a filter that is off");
        focus(at, ".filter-bar__input");
        at.type_text("operation = (");
        at.press("Enter");
        at.wait_for_selector(".filter-bar__input[aria-invalid=true]");
        judge.judge("no filter");
        at.press("Control+a");
        at.type_text("result = ");
        at.wait_for_selector(".suggestions__offer");
        at.press("ArrowDown");
        judge.judge("suggestions");
        at.press("Escape");
        at.press("Escape");
        at.click_button(".filter-bar", "Clear filters");
        at.search("nobody has this in a record");
        at.wait_for("no match", "!document.querySelector('.call-table')");
        judge.judge("no match");
        at.click_button(".filter-bar", "Clear filters");
        // The line of a search ends with it; a file that is gone has it stay.
        let medical = files
            .iter()
            .find(|file| !medical_calls(std::slice::from_ref(file)).is_empty());
        let gone = &medical.expect("a file with calls").path;
        std::fs::remove_file(folder.join(gone)).expect("the file is there");
        at.filter_by("record : \"DetectPHI\"");
        at.wait_for_selector(".record-search__troubles");
        judge.judge("a search in the records");
        judge.end(32);
    });
}

#[test]
fn every_tab_is_accessible_in_every_look_and_width() {
    visit(|at| {
        let mut judge = Judge::new(at);
        start(at, &sources(sample(&plan()).files));
        assert_eq!(at.count("[role=tab]"), 13, "a new tab needs a line here");
        show_tab(at, "summary", ".summary__cards");
        judge.judge("summary");
        for tab in ["operations", "callers", "sources", "clients", "regions", "errors"] {
            show_tab(at, tab, ".groups__canvas [role=row]:not([data-state])");
            judge.judge(&format!("calls by {tab}"));
        }
        focus(at, ".groups__search");
        at.type_text("no such error");
        at.wait_for(
            "no group",
            "!document.querySelector('.groups__canvas [role=row]')",
        );
        judge.judge("no group");
        show_tab(at, "changes", ".changes");
        judge.judge("changes");
        show_tab(at, "jobs", ".jobs__open");
        judge.judge("jobs");
        at.click(".jobs__open");
        at.wait_for_selector(".jobs__facts");
        judge.judge("an open job");
        show_tab(at, "review", ".checks__check");
        judge.judge("review");
        at.click(".checks__settings > summary");
        judge.judge("settings of the review");
        at.click(".checks__report button");
        at.wait_for_selector("dialog.report[open]");
        judge.judge("report");
        at.press("Escape");
        end_dialog(at, "report");
        show_tab(at, "integrity", ".integrity__headline");
        judge.judge("integrity");
        show_tab(at, "files", ".files__canvas [role=row]:not([data-state])");
        judge.judge("files");
        at.click(".files__canvas [role=row]");
        at.wait_for_selector(".files__full-path");
        judge.judge("a file in full");
        focus(at, ".files input[type=search]");
        at.type_text("no such file");
        at.wait_for("no line", "!document.querySelector('.files__canvas [role=row]')");
        judge.judge("no file");
        let empty = at.folder.path().join("empty");
        std::fs::create_dir(&empty).expect("a folder");
        at.drop_all(&[&empty]);
        at.wait_for_selector(".notices__line");
        judge.judge("a notice");
        judge.end(34);
    });
}
