//! What stands beside the records in an evidence bundle, and whether a hidden value is left in it.

use super::Engine;
use crate::{
    handover::redact::{Originals, Redactor, Written},
    protocol::review::ReportWish,
    query::language,
    review::report::{Document, to_html, to_markdown},
};
use std::collections::BTreeSet;

/// The files of a bundle beside its records.
struct Beside {
    document: Document,
    /// Name and text.
    texts: Vec<(String, String)>,
}

impl Beside {
    /// The values that stand in it. The report is searched before it is put into HTML and Markdown, which change how
    /// values are written.
    fn all_found<'o>(&self, originals: &'o Originals) -> Vec<&'o str> {
        let texts = self.texts.iter().flat_map(|(name, text)| match name.as_str() {
            "report.html" | "report.md" => Vec::new(),
            "ledger.json" => originals.all_in(text, Written::Json),
            _ => originals.all_in(text, Written::Plain),
        });
        let in_report = self
            .document
            .texts()
            .flat_map(|text| originals.all_in(text, Written::Plain));
        texts.chain(in_report).collect()
    }
}

impl Engine {
    /// What a bundle of so many calls holds beside them, and how many hidden values were found in it.
    pub(super) fn beside_records(
        &mut self,
        num_calls: usize,
        wish: &ReportWish,
    ) -> (Vec<(String, String)>, u64) {
        let beside = self.write_beside(num_calls, wish);
        let num_found = beside.all_found(&self.findable_in_bundles(wish)).len();
        (beside.texts, num_found as u64)
    }

    /// Values that do not stand in every bundle: what stands in one of nothing are words of ours.
    pub(super) fn findable_in_bundles(&self, wish: &ReportWish) -> Originals {
        let mut originals = self.known_originals();
        let mut empty = Self::new(self.key);
        empty.redactor = self
            .redactor
            .as_ref()
            .map(|redactor| Redactor::new(redactor.redaction(), Originals::default()));
        let ours = empty.write_beside(0, wish);
        loop {
            let found: BTreeSet<&str> = ours.all_found(&originals).into_iter().collect();
            if found.is_empty() {
                return originals;
            }
            originals = originals.without(|value| found.contains(value));
        }
    }

    fn write_beside(&mut self, num_calls: usize, wish: &ReportWish) -> Beside {
        let document = self.report(wish);
        let filters: Vec<String> = self.query.filters().map(language::print).collect();
        let ledger = String::from_utf8_lossy(&self.shown_ledger_json()).into_owned();
        let texts = [
            ("README.txt", self.readme(num_calls, &filters)),
            ("report.html", to_html(&document)),
            ("report.md", to_markdown(&document)),
            ("ledger.json", ledger),
            ("filter.txt", filters.join("\n") + "\n"),
        ];
        Beside {
            document,
            texts: texts.map(|(name, text)| (name.to_owned(), text)).to_vec(),
        }
    }

    /// What was exported, from what, and how to check it.
    fn readme(&self, num_calls: usize, filters: &[String]) -> String {
        let filter = match filters {
            [] => "none".to_owned(),
            filters => filters.join(" and "),
        };
        let num_matching = self
            .selection
            .as_ref()
            .map_or(0, |selection| selection.order().len());
        let names = match self.redactor {
            Some(_) => "pseudonyms stand in their place, in every file here",
            None => "as they stand in the logs",
        };
        let records = self.record_counts();
        format!(
            "MedTrail: evidence bundle\n\n\
             Calls in records.json.gz: {num_calls}\n\
             Calls that match the filter: {num_matching}; report.html and report.md speak of these\n\
             Filter, also in filter.txt: {filter}\n\
             Names and addresses: {names}\n\n\
             Every record of the files is accounted for (ledger.json has each file):\n\
             {} records = {} kept + {} of other services + {} copies + {} malformed\n\n\
             records.json.gz opens in MedTrail again, and in every tool that reads CloudTrail's files.\n\
             Check that the files are as they were saved: sha256sum --check SHA256SUMS\n",
            records.seen, records.kept, records.other_services, records.duplicates, records.malformed
        )
    }
}
