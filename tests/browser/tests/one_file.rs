//! `medtrail.html`: the whole page in one file, opened from a disk without a network.

use browser_tests::{calls, dist, medical_calls, sources, visit_from_disk};
use medtrail::sample::{Plan, sample};

#[test]
fn the_one_file_does_from_a_disk_all_that_the_page_does() {
    // More files in one folder than a browser lists at once.
    let files = sources(sample(&Plan::plain(11, 120, 6)).files);
    let medical = medical_calls(&files);
    let wanted = &medical[0].event_id;
    let num_wanted = medical.iter().filter(|call| call.contains(wanted)).count();
    visit_from_disk(|at| {
        let folder = at.write_folder("trail", &files);
        at.drop_all(&[&folder]);
        at.wait_for_calls(medical.len(), medical.len());

        at.search(wanted);
        at.wait_for_calls(num_wanted, medical.len());
        at.click(".call-table__canvas [role=row]");
        at.wait_for_selector(".detail__tree, .detail__json");

        let ledger = at.save_ledger();
        assert_eq!(ledger["files"]["read"], files.len());
        assert_eq!(ledger["records"]["seen"], calls(&files).len());
    });
}

#[test]
fn the_one_file_makes_its_sample_and_takes_picked_files() {
    let files = sources(sample(&Plan::plain(12, 2, 30)).files);
    let num_medical = medical_calls(&files).len();
    visit_from_disk(|at| {
        at.click_button(".landing", "Try sample data");
        at.wait_until_read();
        at.wait_for_selector(".tabs__sample");
        at.click_button(".header", "Clear");
        at.wait_for_selector(".landing");
        let folder = at.write_folder("picked", &files);
        let paths: Vec<_> = files.iter().map(|file| folder.join(&file.path)).collect();
        let paths: Vec<_> = paths.iter().map(AsRef::as_ref).collect();
        at.set_files("input[type=file]:not([webkitdirectory])", &paths);
        at.wait_for_calls(num_medical, num_medical);
    });
}

#[test]
fn the_one_file_names_no_address_of_its_own() {
    let page = std::fs::read_to_string(dist().join("medtrail.html")).unwrap();
    let (head, _) = page.split_once("<style>").unwrap();
    let (_, body) = page.split_once("</head>").unwrap();
    let (body, _) = body.split_once("<script").unwrap();
    for part in [head, body] {
        for attribute in [" src=", "href=\"http", "href=\".", "url("] {
            assert!(!part.contains(attribute), "{attribute}: {part}");
        }
    }
    assert!(page.contains("connect-src 'none'"));
    for never in ["'unsafe-inline'", "'unsafe-eval'", "'self'"] {
        assert!(!head.contains(never), "{never}");
    }
}
