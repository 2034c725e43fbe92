//! The report of a bundle: what was exported, from what, and how to check it.

use super::{Engine, ledger_json::KeptFacts};
use crate::{
    base::RowId,
    store::{Cell, Column, RowFlags},
};
use std::collections::BTreeMap;

/// How many values of a column are listed.
const MAX_VALUES: usize = 50;

const COLUMNS: [(&str, Column); 4] = [
    ("Operations", Column::Operation),
    ("Results", Column::Result),
    ("Callers", Column::Caller),
    ("Regions", Column::Region),
];

/// The report as plain text.
pub(super) fn report(engine: &Engine, num_calls: usize, filters: &[String]) -> String {
    let mut text = String::from("MedTrail: evidence bundle\n\n");
    text.push_str(&format!("Calls in records.json.gz: {num_calls}\n"));
    text.push_str(&format!(
        "Calls kept from all files: {}\n",
        engine.table.live().count()
    ));
    match filters {
        [] => text.push_str("Filter: none\n"),
        filters => text.push_str(&format!("Filter: {}\n", filters.join(" and "))),
    }
    if let Some(selection) = &engine.selection {
        if let Some((first, last)) = selection.time_span() {
            text.push_str(&format!(
                "First and last call that match, UTC: {}, {}\n",
                first.to_rfc3339(),
                last.to_rfc3339()
            ));
        }
        for (heading, column) in COLUMNS {
            let mut counts: BTreeMap<Cell, u32> = BTreeMap::new();
            for &row in selection.order() {
                *counts.entry(engine.shown_cell(RowId(row), column)).or_default() += 1;
            }
            text.push_str(&list(heading, counts));
        }
    }
    let records = engine.record_counts();
    text.push_str(&format!(
        "\nEvery record of the files is accounted for (ledger.json has each file):\n{} records = {} kept + {} of other services + {} copies + {} malformed\n",
        records.seen, records.kept, records.other_services, records.duplicates, records.malformed
    ));
    text.push_str(
        "\nrecords.json.gz opens in MedTrail again, and in every tool that reads CloudTrail's files.\n\
         Check that the files are as they were saved: sha256sum --check SHA256SUMS\n",
    );
    text
}

fn list(heading: &str, counts: BTreeMap<Cell, u32>) -> String {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|(one, m), (two, n)| n.cmp(m).then_with(|| one.cmp(two)));
    let mut text = format!("\n{heading}, by calls that match\n");
    for (cell, count) in counts.iter().take(MAX_VALUES) {
        let words = match cell {
            Cell::Absent => "(none)",
            Cell::Null => "(null)",
            Cell::NotInExport => "(not in this export)",
            Cell::Text(value) => value,
        };
        let words: String = words
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        text.push_str(&format!("{count:>9}  {words}\n"));
    }
    if counts.len() > MAX_VALUES {
        text.push_str(&format!("           and {} more\n", counts.len() - MAX_VALUES));
    }
    text
}

impl Engine {
    /// What the table adds to the ledger.
    pub(super) fn kept_facts(&self) -> KeptFacts {
        let mut facts = KeptFacts {
            span: self.span,
            by_operation: Default::default(),
            errors: 0,
            sum_millis: 0,
        };
        for row in self.table.live().iter().map(|row| RowId(row as u32)) {
            let operation = self.table.cell(row, Column::Operation);
            *facts
                .by_operation
                .entry(operation.as_text().unwrap_or("(none)").to_owned())
                .or_default() += 1;
            facts.sum_millis += self.table.time(row).map_or(0, |time| i128::from(time.0));
            facts.errors += u64::from(self.table.flags(row).contains(RowFlags::IS_ERROR));
        }
        facts
    }
}
