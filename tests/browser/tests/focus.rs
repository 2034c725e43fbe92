//! The focus goes on near by when what held it leaves the page: never back to the top of everything.

use browser_tests::{Visit, medical_calls, sources, visit};
use medtrail::sample::{Plan, sample};
use serde_json::json;

fn focus(at: &Visit<'_>, selector: &str) {
    let is_focused = at.eval(&format!(
        "(() => {{ const element = document.querySelector({selector}); element.focus(); return document.activeElement === element; }})()",
        selector = json!(selector)
    ));
    assert_eq!(is_focused, true, "{selector} takes the focus");
}

/// Something that is to be seen has the focus, and it is not the whole page.
#[track_caller]
fn assert_focus_is_on(at: &Visit<'_>, selector: &str) {
    at.wait_for(
        selector,
        &format!(
            "document.activeElement.matches({}) && document.activeElement.checkVisibility({{ visibilityProperty: true }})",
            json!(selector)
        ),
    );
}

#[test]
fn the_focus_stays_near_what_is_removed_closed_or_dismissed() {
    visit(|at| {
        let files = sources(sample(&Plan::plain(91, 4, 40)).files);
        let num = medical_calls(&files).len();
        at.drop_all(&[&at.write_folder("trail", &files)]);
        at.wait_for_calls(num, num);
        // Tokens: removed one by one, then by the button for all, then by the key that takes them back.
        for filter in ["result = Success", "readOnly exists", "region exists"] {
            at.filter_by(filter);
        }
        at.wait_for(
            "three",
            "document.querySelectorAll('.filter-bar__token').length === 3",
        );
        focus(at, ".filter-bar__token:nth-child(2) .filter-bar__remove");
        at.press("Enter");
        at.wait_for(
            "two",
            "document.querySelectorAll('.filter-bar__token').length === 2",
        );
        assert_focus_is_on(at, ".filter-bar *");
        focus(at, ".filter-bar__token:last-child .filter-bar__remove");
        at.press("Enter");
        at.wait_for(
            "one",
            "document.querySelectorAll('.filter-bar__token').length === 1",
        );
        assert_focus_is_on(at, ".filter-bar *");
        focus(at, ".filter-bar__clear");
        at.press("Enter");
        at.wait_for("none", "!document.querySelector('.filter-bar__token')");
        assert_focus_is_on(at, ".filter-bar *");
        at.wait_for_calls(num, num);

        // Dialogs give it back.
        for (button, dialog) in [
            (".header__lock", "privacy"),
            ("[aria-label=Help]", "help"),
            (".popover__button[title*=filter]", "elsewhere"),
        ] {
            focus(at, button);
            at.press("Enter");
            at.wait_for_selector(&format!("dialog.{dialog}[open]"));
            at.press("Escape");
            at.wait_for(
                "its end",
                &format!("!document.querySelector('dialog.{dialog}[open]')"),
            );
            assert_focus_is_on(at, button);
        }

        // A notice is dismissed.
        let empty = at.folder.path().join("empty");
        std::fs::create_dir(&empty).expect("a folder");
        at.drop_all(&[&empty]);
        at.wait_for_selector(".notices__line");
        focus(at, ".notices__line > button");
        at.press("Enter");
        at.wait_for("its end", "!document.querySelector('.notices__line')");
        assert_focus_is_on(at, "main, main *");

        // Panels that cover a small screen: nothing below takes the focus, and it comes back.
        at.set_viewport(320, 800);
        focus(at, ".filter-bar__facets");
        at.press("Enter");
        assert_focus_is_on(at, ".facets *");
        for _ in 0..3 {
            at.press("Shift+Tab");
            let outside = at.eval("document.activeElement !== document.body && !document.activeElement.closest('.facets') && document.activeElement.className");
            assert_eq!(outside, false, "the focus went below the panel");
        }
        focus(at, ".facets__drawer-head button");
        at.press("Enter");
        assert_focus_is_on(at, ".call-table");
        at.press("ArrowDown");
        at.press("Enter");
        assert_focus_is_on(at, ".detail");
        at.press("Escape");
        assert_focus_is_on(at, ".call-table");
        at.click("#tab-operations");
        at.wait_for_selector(".groups__grid");
        focus(at, ".filter-bar__facets");
        at.press("Enter");
        assert_focus_is_on(at, ".facets *");
        at.press("Escape");
        assert_focus_is_on(at, "main, main *");

        // Everything is closed.
        at.set_viewport(1280, 800);
        focus(at, ".header__buttons [aria-label=Clear]");
        at.press("Enter");
        at.wait_for_selector(".landing");
        at.wait_for("the focus", "document.activeElement !== document.body");
    });
}
