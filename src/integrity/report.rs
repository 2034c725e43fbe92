//! The result of a validation for a report: plain data and plain text, in the words of `aws cloudtrail validate-logs`.

use super::{
    CoverageCell, Finding, FindingKind, LineKind, ProofLine, RowId, Summary, Validation, Verdict,
    digest::address,
};
use crate::base::EpochMillis;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What a report says of integrity and coverage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntegrityReport {
    /// The numbers.
    pub summary: Summary,
    /// The summary in the words of the AWS CLI.
    pub summary_text: Vec<String>,
    /// One line for each file that is not valid, in the words of the AWS CLI; at most `MAX_LINES`.
    pub lines: Vec<Rc<str>>,
    /// Files that are not valid.
    pub num_lines: u32,
    /// What is odd about the chains.
    pub findings: Vec<Finding>,
    /// Coverage of every account and Region over that span, and where a file is known outside of it.
    pub rows: Vec<(RowId, CoverageCell)>,
    /// Coverage in sum.
    pub total: CoverageCell,
    /// The span that coverage speaks of.
    pub span: Option<(EpochMillis, EpochMillis)>,
}

/// More lines than this make no report; the Integrity view lists them all.
pub const MAX_LINES: usize = 500;

/// Renders a validation for a report.
pub fn report(validation: &Validation) -> IntegrityReport {
    let coverage = &validation.coverage;
    let span = coverage.proof_span();
    let odd = || {
        let is_odd = |line: &&ProofLine| line.verdict() != Verdict::Valid;
        validation.lines.iter().filter(is_odd)
    };
    IntegrityReport {
        summary: validation.summary.clone(),
        summary_text: validation.summary.text(),
        lines: odd().take(MAX_LINES).map(|line| line.text().into()).collect(),
        num_lines: odd().count() as u32,
        findings: validation.findings.clone(),
        rows: coverage
            .rows()
            .map(|row| (row.clone(), coverage.row_total(row)))
            .collect(),
        total: coverage.total(),
        span,
    }
}

impl ProofLine {
    /// `Log file  s3://bucket/key  INVALID: hash value doesn't match`, with tabs as the AWS CLI has them.
    pub fn text(&self) -> String {
        let what = match self.kind {
            LineKind::Digest => "Digest file",
            LineKind::Log => "Log file",
            LineKind::LakeSign => "Sign file",
            LineKind::LakeResult => "Query result file",
        };
        let place = match (&self.address, &self.path) {
            (Some((bucket, key)), _) => address(bucket, key),
            (None, path) => path.as_deref().unwrap_or_default().to_owned(),
        };
        format!("{what}\t{place}\t{}", self.message)
    }
}

impl Finding {
    /// The line that the AWS CLI writes for it, when it has one.
    pub fn text(&self) -> Option<String> {
        let is_gap = self.kind == FindingKind::Restart && self.from < self.to;
        is_gap.then(|| {
            format!(
                "No log files were delivered by CloudTrail between {} and {}",
                self.from.to_rfc3339(),
                self.to.to_rfc3339()
            )
        })
    }
}
