//! Integrity and coverage in a report: what digests prove of the files, and what they leave open.

use super::{Block, Sheet, build::Input, build::heading};
use crate::integrity::{IntegrityReport, NOT_COMPLETE, coverage_sentence};

/// Whether the files are as delivered, in one sentence.
pub(super) fn headline(input: &Input<'_>) -> String {
    match input.integrity {
        Some(report) => report.summary.headline(true).0,
        None => "Not validated: no digest files are loaded. That says nothing against the files.".to_owned(),
    }
}

/// Beside every "none found".
pub(super) fn coverage(input: &Input<'_>) -> String {
    let (hours, span) = input
        .integrity
        .map_or_else(Default::default, |report| (report.total.hours, report.span));
    coverage_sentence(&hours, span)
}

pub(super) fn section(input: &Input<'_>) -> Vec<Block> {
    let mut blocks = vec![
        heading("Integrity and coverage"),
        Block::Text(headline(input)),
        Block::Text(coverage(input)),
    ];
    if let Some(report) = input.integrity {
        blocks.push(Block::List(report.summary_text.clone()));
        blocks.push(Block::Text(NOT_COMPLETE.to_owned()));
        blocks.extend(odd_files(report));
        blocks.push(chains(report));
        blocks.extend(hours(report));
    }
    blocks
}

/// Files that are not proved to be valid, in the words of the AWS CLI.
fn odd_files(report: &IntegrityReport) -> Option<Block> {
    let rows = report.lines.iter().map(|line| {
        let mut cells: Vec<String> = line.splitn(3, '\t').map(str::to_owned).collect();
        cells.resize(3, String::new());
        cells
    });
    let sheet = Sheet {
        head: ["Not proved", "File", "Result"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
        num_left_out: (report.num_lines as usize).saturating_sub(report.lines.len()),
    };
    (!sheet.rows.is_empty()).then_some(Block::Table(sheet))
}

fn chains(report: &IntegrityReport) -> Block {
    if report.findings.is_empty() {
        return Block::Text("Every loaded digest links to the one before it.".to_owned());
    }
    let both = report.findings.iter().flat_map(|finding| {
        let said = finding
            .text()
            .map(|text| format!("In the words of the AWS CLI: {text}"));
        [Some(finding.words()), said].into_iter().flatten()
    });
    Block::List(both.collect())
}

/// The hours of every account and Region.
fn hours(report: &IntegrityReport) -> Option<Block> {
    let head = [
        "Account",
        "Region",
        "Hours proved present",
        "Proved empty",
        "Missing or altered",
        "Not known",
        "Files named and not loaded",
        "Files altered",
        "Files delivered late",
    ];
    let rows = report.rows.iter().map(|(row, cell)| {
        let numbers = [
            cell.hours.present,
            cell.hours.empty,
            cell.hours.missing,
            cell.hours.unknown,
            cell.num_missing,
            cell.num_altered,
            cell.num_late,
        ];
        let names = [row.account.to_string(), row.region.to_string()];
        names
            .into_iter()
            .chain(numbers.map(|number| number.to_string()))
            .collect()
    });
    let sheet = Sheet {
        head: head.map(str::to_owned).to_vec(),
        rows: rows.collect(),
        num_left_out: 0,
    };
    (!sheet.rows.is_empty()).then_some(Block::Table(sheet))
}
