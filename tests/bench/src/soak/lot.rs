//! Files of the generator, what is known of them without reading them by the page, and whether the page found just that.

use browser_tests::{Call, Download, Source, Visit, assert_ledger_holds, medical_calls, records, sources};
use medtrail::sample::{Plan, Truth, sample};
use serde_json::Value;
use std::{collections::BTreeMap, io::Read, path::PathBuf};

/// Files to drop.
pub(crate) struct Lot {
    /// Where they are.
    pub(crate) folder: PathBuf,
    /// Each, in order.
    pub(crate) paths: Vec<PathBuf>,
    /// What was written.
    pub(crate) truth: Truth,
    /// All calls, each once.
    pub(crate) calls: Vec<Call>,
    /// By path in the ledger: records, and the IDs of the calls.
    files: BTreeMap<String, (u64, Vec<String>)>,
}

/// What became of the files, as the ledger has it.
pub(crate) struct Outcome {
    /// Files given up.
    pub(crate) num_failed: usize,
    /// Files that are not read, or in part only, because reading was stopped.
    pub(crate) num_stopped: usize,
    /// IDs of the calls of the files that were read whole, sorted.
    whole: Vec<String>,
    /// Calls that the ledger counts.
    kept: usize,
}

impl Lot {
    /// Writes the files of a plan into a folder.
    pub(crate) fn write(at: &Visit<'_>, name: &str, plan: &Plan) -> Self {
        let sample = sample(plan);
        let sources = sources(sample.files);
        let folder = at.write_folder(name, &sources);
        let of_file = |source: &Source| {
            let ids = ids(&medical_calls(std::slice::from_ref(source)));
            let num_records = records(&source.text).len() as u64;
            (format!("{name}/{}", source.path), (num_records, ids))
        };
        Self {
            paths: sources.iter().map(|source| folder.join(&source.path)).collect(),
            truth: sample.truth,
            calls: medical_calls(&sources),
            files: sources.iter().map(of_file).collect(),
            folder,
        }
    }

    /// Fails unless the sums of the ledger hold and are those of the files.
    pub(crate) fn assert_totals(&self, ledger: &Value) {
        assert_ledger_holds(ledger);
        let (seen, medical) = self.truth.files.iter().fold((0, 0), |(seen, medical), file| {
            (seen + file.seen, medical + file.medical)
        });
        let counted = ["seen", "kept", "otherServices", "duplicates", "malformed"]
            .map(|name| ledger["records"][name].as_u64().unwrap_or(u64::MAX));
        let counts = &self.truth.medical;
        let expected = [seen, counts.kept, seen - medical, counts.duplicates, 0];
        assert_eq!(counted, expected, "records of the ledger");
        assert_eq!(ledger["files"]["seen"], self.paths.len(), "files of the ledger");
        assert_eq!(ledger["files"]["failed"], 0, "files given up");
    }

    /// Fails unless each file that was read whole gave just its records, and each other no more than it has. Such a lot
    /// was dropped as its folder, and has no copies.
    pub(crate) fn outcome(&self, ledger: &Value) -> Outcome {
        assert_ledger_holds(ledger);
        let mut outcome = Outcome {
            num_failed: 0,
            num_stopped: 0,
            whole: Vec::new(),
            kept: 0,
        };
        let entries = ledger["perFile"].as_array().expect("a list of files");
        assert_eq!(entries.len(), self.files.len(), "files in the ledger");
        for entry in entries {
            let path = entry["path"].as_str().expect("a path");
            let (seen, ids) = &self.files[path];
            let count = |name: &str| entry["records"][name].as_u64().expect("a count");
            assert_eq!(count("duplicates"), 0, "{path} was taken twice");
            outcome.kept += count("kept") as usize;
            let reason = entry["reason"].as_str().unwrap_or_default();
            if entry["outcome"] == "read" && reason.is_empty() {
                assert_eq!(
                    (count("seen"), count("kept")),
                    (*seen, ids.len() as u64),
                    "records of {path}"
                );
                outcome.whole.extend_from_slice(ids);
            } else {
                assert!(
                    count("seen") <= *seen && count("kept") <= ids.len() as u64,
                    "{entry}"
                );
                let is_failed = entry["outcome"] == "failed";
                assert!(is_failed || reason.contains("topped"), "{entry}");
                outcome.num_failed += usize::from(is_failed);
                outcome.num_stopped += usize::from(!is_failed);
            }
        }
        outcome.whole.sort();
        outcome
    }

    /// Fails unless the records that the page saves are those of the files read whole, each once, and of no file more
    /// than it has.
    pub(crate) fn assert_saved(&self, outcome: &Outcome, saved: &[String]) {
        assert_eq!(saved.len(), outcome.kept, "calls saved, calls counted");
        let all = ids(&self.calls);
        let is_doubled = saved.windows(2).any(|two| two[0] == two[1]);
        assert!(!is_doubled, "a call was saved twice");
        assert!(
            saved.iter().all(|id| all.binary_search(id).is_ok()),
            "a call of no file"
        );
        let is_lost = |id: &&String| saved.binary_search(id).is_err();
        let lost: Vec<&String> = outcome.whole.iter().filter(is_lost).collect();
        assert!(lost.is_empty(), "calls were lost: {lost:?}");
    }
}

impl Outcome {
    /// Calls that are to be in the table.
    pub(crate) fn num_calls(&self) -> usize {
        self.kept
    }
}

/// The IDs of calls, sorted.
pub(crate) fn ids<'c>(calls: impl IntoIterator<Item = &'c Call>) -> Vec<String> {
    let mut ids: Vec<String> = calls.into_iter().map(|call| call.event_id.clone()).collect();
    ids.sort();
    ids
}

/// The IDs in an export, sorted: of a trail file, or of records one a line.
pub(crate) fn saved_ids(saved: &Download) -> Vec<String> {
    let text = if saved.bytes.starts_with(&[0x1f, 0x8b]) {
        let mut text = Vec::new();
        let mut gz = flate2::read::MultiGzDecoder::new(&saved.bytes[..]);
        gz.read_to_end(&mut text).expect("whole gzip members");
        text
    } else {
        saved.bytes.clone()
    };
    let records: Vec<&[u8]> = if text.starts_with(b"{\"Records\"") {
        records(&text)
    } else {
        let lines = text.split(|byte| *byte == b'\n');
        lines.filter(|line| !line.is_empty()).collect()
    };
    let id = |record: &[u8]| {
        let record: Value = serde_json::from_slice(record).expect("a saved record is JSON");
        record["eventID"].as_str().expect("an id").to_owned()
    };
    let mut ids: Vec<String> = records.into_iter().map(id).collect();
    ids.sort();
    ids
}
