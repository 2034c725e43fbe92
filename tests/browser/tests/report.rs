//! The review report in the browser: drawn, printed, saved; with digests, and with the hashes of all files on request.

#[path = "../../support/chains.rs"]
#[expect(
    dead_code,
    reason = "natively, signatures are checked and other chains are made, too"
)]
mod chains;

use browser_tests::{Browser, Source, Visit, medical_calls, sources, visit, visit_without_link};
use chains::{SIGNER, Trail};
use medtrail::{
    integrity::Sha256,
    sample::{Plan, sample},
};

const SECTIONS: [&str; 10] = [
    "Limits",
    "Calls over time",
    "By Operation",
    "By Caller",
    "By Credential",
    "By Region",
    "Batch jobs",
    "Checks",
    "Integrity and coverage",
    "Files",
];

/// Logs of three hours with digests and keys; one log is not there.
fn proved() -> Vec<Source> {
    let chain = Trail::default().deliver(8, &[2, 0, 1], None);
    let made = chain.logs.iter().flatten().skip(1).chain(&chain.digests);
    let mut files: Vec<Source> = made
        .map(|made| Source {
            bytes: made.packed(),
            ..Source::plain(&made.path(), made.content.clone())
        })
        .collect();
    files.push(Source::plain("keys.json", SIGNER.list()));
    files
}

fn open_report(at: &Visit<'_>) {
    at.click("#tab-review");
    at.wait_for_selector(".checks__check");
    at.click_button(".checks__report", "Review report");
    at.wait_for_selector("dialog.report[open] .report__table");
}

#[test]
fn a_fresh_drop_shows_the_summary_and_its_numbers_lead_to_the_calls() {
    visit_without_link(|at| {
        let files = sources(sample(&Plan::plain(75, 4, 60)).files);
        let calls = medical_calls(&files);
        at.drop_all(&[&at.write_folder("trail", &files)]);
        at.wait_for(
            "the summary of everything",
            &format!(
                "document.querySelector('.summary__calls')?.innerText.startsWith('{} calls')",
                calls.len()
            ),
        );
        assert_eq!(at.eval("location.hash"), "#v=1&t=summary");
        at.click(".summary__calls button");
        at.wait_for_selector("[data-tab=tab-calls]");
        at.wait_for_calls(calls.len(), calls.len());
    });
}

#[test]
fn coverage_stands_beside_none_found_and_in_the_report_with_hashes_on_request() {
    visit(|at| {
        let files = proved();
        at.drop_all(&[&at.write_folder("clinic", &files)]);
        at.wait_until_read();
        at.click("#tab-review");
        at.wait_for(
            "coverage beside none found",
            "document.querySelector('.checks__check[data-state=none] .checks__beside')?.innerText.includes('2 of 3 Region-hours proved')",
        );
        let beside = at.texts(".checks__check[data-state=none] .checks__beside");
        assert_eq!(beside.len() as u64, at.count(".checks__check[data-state=none]"));
        assert!(
            beside.iter().all(|words| words.contains("us-east-1")),
            "{beside:?}"
        );
        open_report(at);
        let words = at.text("dialog.report");
        assert!(
            words.contains("Of 3 Region-hours with digests or log files, 2 are proved"),
            "{words}"
        );
        assert!(
            words.contains("1 file that digests name is not loaded"),
            "{words}"
        );
        let whole = Sha256::of(&files[0].bytes).to_string();
        assert!(
            !words.contains(&whole),
            "no whole file is hashed before a person asks"
        );
        at.click_button(".report__head", "Compute SHA-256 of all files");
        let all = files.len();
        at.wait_for("hashes of all files", &format!(
            "document.querySelector('.hashing').innerText.startsWith('SHA-256 computed of {all} of {all} files')"
        ));
        at.wait_for(
            "the report with them",
            &format!("document.querySelector('dialog.report').innerText.includes('{whole}')"),
        );
        let words = at.text("dialog.report");
        for file in &files {
            assert!(
                words.contains(&Sha256::of(&file.bytes).to_string()),
                "{}",
                file.path
            );
        }
    });
}

#[test]
fn the_report_is_printed_and_saved_with_every_section_and_its_filters_show_its_numbers() {
    visit(|at| {
        let files = sources(sample(&Plan::plain(76, 6, 80)).files);
        let calls = medical_calls(&files);
        at.drop_all(&[&at.write_folder("trail", &files)]);
        at.wait_for_calls(calls.len(), calls.len());
        open_report(at);
        let printed = at.printed_text();
        for section in SECTIONS {
            assert!(printed.contains(section), "{section}: {printed}");
        }
        assert!(
            !printed.contains("Save as HTML"),
            "nothing but the report is printed"
        );
        let html = at.download(|| at.click_button(".report__head", "Save as HTML"));
        assert_eq!(html.name, "medtrail-report.html");
        let markdown = at.download(|| at.click_button(".report__head", "Save as Markdown"));
        assert_eq!(markdown.name, "medtrail-report.md");
        let markdown = String::from_utf8(markdown.bytes).expect("text");
        for section in SECTIONS {
            assert!(markdown.contains(&format!("## {section}")), "{section}");
        }
        saved_report_stands_alone(at, &html.bytes);
        let rows = at.eval(
            "[...document.querySelectorAll('dialog.report table')].flatMap((table) => {
                const heads = [...table.querySelectorAll('th')].map((head) => head.innerText);
                const [calls, filter] = [heads.indexOf('Calls'), heads.indexOf('Filter')];
                if (calls < 0 || filter < 0) return [];
                const row = table.querySelector('tbody tr');
                return row ? [[row.cells[calls].innerText, row.cells[filter].querySelector('code').textContent]] : [];
            })",
        );
        let rows = rows.as_array().expect("rows").clone();
        assert!(rows.len() > 10, "{rows:?}");
        at.click_button(".report__head", "Close");
        at.show_calls();
        for row in rows.iter().filter(|row| row[1] != "") {
            let (count, filter) = (
                row[0].as_str().expect("a number"),
                row[1].as_str().expect("a filter"),
            );
            at.filter_by(filter);
            at.wait_for_calls(count.parse().expect("a number"), calls.len());
            at.click_button(".filter-bar", "Clear filters");
            at.wait_for_calls(calls.len(), calls.len());
        }
    });
}

/// Opened from a disk it is styled, prints the same, and its policy refuses nothing of its own.
fn saved_report_stands_alone(at: &Visit<'_>, html: &[u8]) {
    let file = at.folder.write("report.html", html);
    let browser = Browser::launch();
    let page = browser.new_page();
    page.set_offline(true);
    page.goto(&format!("file://{}", file.display()));
    page.wait_for(
        "the report",
        "document.readyState === 'complete' && document.querySelector('h1')",
    );
    assert_eq!(
        page.eval("getComputedStyle(document.querySelector('td')).verticalAlign"),
        "top"
    );
    assert_eq!(page.violations(), [""; 0]);
    assert_eq!(page.eval("document.scripts.length"), 0);
    let printed = page.printed_text();
    for section in SECTIONS {
        assert!(printed.contains(section), "{section}: {printed}");
    }
}
