//! The Integrity view with the browser's own cryptography: levels, map, commands, and what is said without it.

#[path = "../../support/chains.rs"]
#[expect(
    dead_code,
    reason = "natively, signatures are checked and other chains are made, too"
)]
mod chains;

use browser_tests::{Source, Visit, visit};
use chains::{Made, SIGNER, Trail, lake_sign};
use medtrail::sample::gzip;

fn source(made: &Made) -> Source {
    packed(&made.path(), made.packed(), &made.content)
}

fn packed(path: &str, bytes: Vec<u8>, text: &[u8]) -> Source {
    Source {
        bytes,
        ..Source::plain(path, text.to_vec())
    }
}

fn drop_sources(visit: &Visit<'_>, name: &str, sources: &[Source]) {
    let folder = visit.write_folder(name, sources);
    visit.drop_all(&[&folder]);
}

const IS_SETTLED: &str = "document.querySelector('.integrity__part')?.getAttribute('aria-busy') === 'false' ? document.querySelector('.integrity').innerText : null";

fn open_tab(visit: &Visit<'_>) {
    visit.click("#tab-integrity");
    visit.wait_for_selector(".integrity");
}

/// Waits until the view says this.
fn wait_for_words(visit: &Visit<'_>, words: &str) {
    let says = format!("({IS_SETTLED})?.includes({})", serde_json::json!(words));
    assert!(
        visit.wait_within(&says).is_some(),
        "never {words:?}; seen: {}",
        visit.text(".integrity")
    );
}

/// Proof and name of every line that is drawn; a browser tells no inner text of rows that it has not painted yet.
fn lines(visit: &Visit<'_>) -> Vec<(String, String)> {
    let cells = visit.eval(
        "[...document.querySelectorAll('.proof-list__canvas [role=row]')]
           .map((row) => [0, 2].map((cell) => row.children[cell].textContent))",
    );
    serde_json::from_value(cells).expect("pairs of texts")
}

/// Logs of five hours, one edited and one deleted, with digests and keys; the newest digest's signature stands in its bucket.
fn clinic() -> (Vec<Source>, chains::Chain) {
    let chain = Trail::default().deliver(8, &[2, 0, 3, 1, 1], None);
    let mut sources = Vec::new();
    for (hour, logs) in chain.logs.iter().enumerate() {
        for (number, log) in logs.iter().enumerate() {
            match (hour, number) {
                (2, 0) => {
                    let mut edited = log.clone();
                    let text = String::from_utf8(edited.content).expect("text");
                    edited.content = text.replace("192.0.2.7", "192.0.2.8").into_bytes();
                    sources.push(source(&edited));
                }
                (2, 1) => {}
                _ => sources.push(source(log)),
            }
        }
    }
    sources.extend(chain.digests.iter().map(source));
    sources.push(Source::plain("keys.json", SIGNER.list()));
    (sources, chain)
}

#[test]
fn an_edited_and_a_deleted_log_are_found_and_signatures_are_verified_by_the_browser() {
    visit(|visit| {
        let (sources, chain) = clinic();
        drop_sources(visit, "clinic", &sources);
        visit.wait_until_read();
        open_tab(visit);
        wait_for_words(visit, "4/5 digest files valid, 1/5 digest files not validated");
        let text = visit.text(".integrity");
        assert!(
            text.contains("5/7 log files valid, 2/7 log files INVALID"),
            "{text}"
        );
        assert!(
            text.contains("1 file is not as CloudTrail delivered; 1 file that digests name is not loaded"),
            "{text}"
        );
        assert!(
            text.contains(&format!(
                "4 signatures verified with key {}",
                SIGNER.fingerprint()
            )),
            "{text}"
        );
        assert!(text.contains("It does not mean complete"), "{text}");
        let listed = lines(visit);
        assert_eq!(
            listed[0],
            ("Altered".to_owned(), chain.logs[2][0].name().to_owned())
        );
        assert_eq!(
            listed[1],
            ("Not loaded".to_owned(), chain.logs[2][1].name().to_owned())
        );
        assert_eq!(listed.iter().filter(|line| line.0 == "Signed").count(), 4 + 4);
        assert_eq!(visit.text("#tab-integrity .tabs__notes"), "2");

        // The metadata of the newest digest, fetched as the page says.
        let newest = &chain.digests[4];
        let head = Source::plain(&format!("{}.metadata.json", newest.name()), newest.metadata());
        drop_sources(visit, "more", &[head]);
        wait_for_words(visit, "5/5 digest files valid");
        visit.click("#tab-files");
        visit.wait_for(
            "levels of files",
            "[...document.querySelectorAll('.files__canvas .proof-list__level')].length > 5",
        );
        let levels = visit.eval(
            "[...document.querySelectorAll('.files__canvas .proof-list__level')].map((level) => level.textContent)",
        );
        let levels: Vec<String> = serde_json::from_value(levels).expect("texts");
        assert_eq!(
            levels.iter().filter(|level| *level == "Altered").count(),
            1,
            "{levels:?}"
        );
    });
}

#[test]
fn logs_come_first_and_digests_later() {
    visit(|visit| {
        let chain = Trail::default().deliver(0, &[2, 1], None);
        let logs: Vec<_> = chain.logs.iter().flatten().map(source).collect();
        drop_sources(visit, "logs", &logs);
        visit.wait_until_read();
        open_tab(visit);
        wait_for_words(visit, "Not validated: no digest files are loaded");
        assert_eq!(
            visit.count(".integrity__headline[data-verdict=open]"),
            1,
            "not validated is not invalid"
        );
        assert!(lines(visit).iter().all(|line| line.0 == "No digest"));
        let digests: Vec<_> = chain.digests.iter().map(source).collect();
        drop_sources(visit, "digests", &digests);
        wait_for_words(visit, "3/3 log files valid");
        assert!(visit.text(".integrity").contains("No public keys are loaded"));
        let ledger = visit.save_ledger();
        let hashes = ledger["perFile"]
            .as_array()
            .expect("files")
            .iter()
            .filter(|file| file["sha256"].is_string())
            .count();
        assert_eq!(hashes, 5);
    });
}

#[test]
fn without_cryptography_signatures_are_not_checked_and_nothing_is_invalid() {
    visit(|visit| {
        visit.set_worker_prelude("Object.defineProperty(self.crypto, 'subtle', { value: undefined })");
        visit.reload();
        visit.wait_until_started();
        let chain = Trail::default().deliver(0, &[1, 1], None);
        let mut sources: Vec<_> = chain
            .logs
            .iter()
            .flatten()
            .chain(&chain.digests)
            .map(source)
            .collect();
        sources.push(Source::plain("keys.json", SIGNER.list()));
        drop_sources(visit, "clinic", &sources);
        visit.wait_until_read();
        open_tab(visit);
        wait_for_words(visit, "signatures are not checked here");
        let text = visit.text(".integrity");
        assert!(
            text.contains("2/2 log files valid") && !text.contains("INVALID"),
            "{text}"
        );
    });
}

#[test]
fn the_map_is_walked_by_keys_and_a_cell_leads_to_its_files_and_commands() {
    visit(|visit| {
        let (sources, chain) = clinic();
        drop_sources(visit, "clinic", &sources);
        visit.wait_until_read();
        open_tab(visit);
        wait_for_words(visit, "5/7 log files valid");
        let marks = visit.texts(".proof-map__grid [role=gridcell]");
        assert_eq!(marks[7..14], ["?", "2", "0", "!2", "1", "1", "?"]);
        assert_eq!(
            visit.count(".proof-map__grid [tabindex='0']"),
            1,
            "one stop for the Tab key"
        );
        visit.eval("document.querySelector('.proof-map__grid [tabindex=\"0\"]').focus()");
        for _ in 0..10 {
            visit.press("ArrowRight");
        }
        visit.wait_for(
            "the cell of 10:00",
            "document.activeElement.getAttribute('aria-label')?.startsWith('us-east-1, 2026-10-01 10:00–11:00 UTC: missing or altered')",
        );
        visit.press("Enter");
        visit.wait_for_selector(".proof-map__chosen");
        visit.wait_for(
            "the cell's files",
            "document.querySelectorAll('.proof-list__canvas [role=row]').length === 4",
        );
        let listed = lines(visit);
        assert_eq!(listed[0].1, chain.logs[2][0].name());
        assert_eq!(listed[1].1, chain.logs[2][1].name());
        let commands = visit.text(".integrity__side");
        assert!(
            commands.contains(
                "aws s3 sync s3://amzn-s3-demo-bucket/AWSLogs/111122223333/CloudTrail/us-east-1/2026/10/01/"
            ),
            "{commands}"
        );
        visit.click_button(".proof-map", "Show all files");
        visit.wait_for(
            "all files",
            "document.querySelectorAll('.proof-list__canvas [role=row]').length === 12",
        );
        visit.click_button(".proof-map", "Days");
        visit.wait_for(
            "the month",
            "document.querySelectorAll('.proof-map__grid [role=gridcell]').length === 31",
        );
        assert!(
            visit
                .eval("document.querySelector('.proof-map__grid [role=gridcell]').getAttribute('aria-label')")
                .to_string()
                .contains("missing or altered")
        );
    });
}

#[test]
fn files_are_chosen_by_their_level() {
    visit(|visit| {
        let (sources, _) = clinic();
        drop_sources(visit, "clinic", &sources);
        visit.wait_until_read();
        open_tab(visit);
        wait_for_words(visit, "4/5 digest files valid");
        let options = visit.texts(".proof-list option");
        assert_eq!(options[..3], ["All files", "Altered (1)", "Not loaded (1)"]);
        visit.eval(
            "(() => { const select = document.querySelector('.proof-list select'); select.selectedIndex = 2; select.dispatchEvent(new Event('change', { bubbles: true })); })()",
        );
        visit.wait_for(
            "one line",
            "document.querySelectorAll('.proof-list__canvas [role=row]').length === 1",
        );
        assert_eq!(lines(visit)[0].0, "Not loaded");
        visit.wait_for(
            "the words of the AWS CLI",
            "document.querySelector('.proof-list__full').innerText.includes('INVALID: not found')",
        );
    });
}

#[test]
fn results_of_cloudtrail_lake_are_verified_with_their_sign_file_and_an_altered_one_is_found() {
    const FOLDER: &str = "AWSLogs/111122223333/CloudTrail-Lake/Query/2026/10/01/q";
    let result = |n: usize| {
        let text = format!(
            "eventTime,eventName,eventSource,awsRegion,eventID\n2026-10-01T09:0{n}:00Z,DetectPHI,comprehendmedical.amazonaws.com,us-east-1,e-{n}\n"
        );
        (format!("result_{n}.csv.gz"), gzip(text.as_bytes()))
    };
    let results = [result(1), result(2)];
    let named: Vec<(&str, &[u8])> = results
        .iter()
        .map(|(name, bytes)| (name.as_str(), &bytes[..]))
        .collect();
    let sign = lake_sign(&SIGNER, &named);
    let files = |second: &[u8]| {
        [
            Source::plain(&format!("{FOLDER}/result_sign.json"), sign.clone()),
            Source::plain(&format!("{FOLDER}/{}", results[0].0), results[0].1.clone()),
            Source::plain(&format!("{FOLDER}/{}", results[1].0), second),
            Source::plain("keys.json", SIGNER.list()),
        ]
    };
    visit(|visit| {
        drop_sources(visit, "lake", &files(&results[1].1));
        visit.wait_for_calls(2, 2);
        open_tab(visit);
        wait_for_words(visit, "3/3 CloudTrail Lake files valid");
        let levels: Vec<String> = lines(visit).into_iter().map(|(level, _)| level).collect();
        assert_eq!(levels, ["Signed", "Signed", "Signed"]);
    });
    visit(|visit| {
        let (_, altered) = result(3);
        drop_sources(visit, "lake", &files(&altered));
        visit.wait_for_calls(2, 2);
        open_tab(visit);
        wait_for_words(
            visit,
            "2/3 CloudTrail Lake files valid, 1/3 CloudTrail Lake files INVALID",
        );
        let altered = lines(visit).into_iter().filter(|(level, _)| level == "Altered");
        assert_eq!(altered.count(), 1);
    });
}
