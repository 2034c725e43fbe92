//! What the Integrity view and a report say alike.

use super::{Finding, FindingKind, ProofCounts, Summary, Verdict};
use crate::base::{
    EpochMillis,
    number::{count, counted},
};

/// What valid does not say.
pub const NOT_COMPLETE: &str =
    "Valid means unchanged since delivery. It does not mean complete: coverage says which hours are proved.";

/// How much of what was delivered is proved to be among the files: stands beside every "none found". The hours are
/// those that digests speak of; none without digests.
pub fn coverage_sentence(hours: &ProofCounts, span: Option<(EpochMillis, EpochMillis)>) -> String {
    let Some((from, to)) = span.filter(|_| hours.total() > 0) else {
        return "No digest files are loaded: whether all that was delivered is among these files is not known."
            .to_owned();
    };
    format!(
        "Digest files speak of {} to {} UTC. Of {} with digests or log files, {} proved, {} missing or altered files or \
         digests, {} not known; hours without either are not counted.",
        from.to_cell(),
        to.to_cell(),
        counted(hours.total().into(), "Region-hour", "Region-hours"),
        with_verb(hours.present + hours.empty, "is", "are"),
        with_verb(hours.missing, "has", "have"),
        with_verb(hours.unknown, "is", "are"),
    )
}

fn with_verb(number: u32, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        count(number.into()),
        if number == 1 { one } else { many }
    )
}

impl Summary {
    /// The result in one sentence; `has_proofs` says that files are loaded that prove others.
    pub fn headline(&self, has_proofs: bool) -> (String, Verdict) {
        let [invalid, missing, valid, open] = [
            Verdict::Invalid,
            Verdict::Missing,
            Verdict::Valid,
            Verdict::NotValidated,
        ]
        .map(|verdict| self.num_with(verdict));
        if !has_proofs {
            return (
                "Not validated: no digest files are loaded".to_owned(),
                Verdict::NotValidated,
            );
        }
        let files = |number: u32| counted(u64::from(number), "file", "files");
        let mut parts = Vec::new();
        if invalid > 0 {
            let are = if invalid == 1 { "is" } else { "are" };
            parts.push(format!("{} {are} not as CloudTrail delivered", files(invalid)));
        }
        if missing > 0 {
            let are = if missing == 1 { "is" } else { "are" };
            parts.push(format!("{} that digests name {are} not loaded", files(missing)));
        }
        let verdict = match (invalid, missing) {
            (0, 0) if valid > 0 => Verdict::Valid,
            (0, 0) => Verdict::NotValidated,
            (0, _) => Verdict::Missing,
            _ => Verdict::Invalid,
        };
        if parts.is_empty() {
            parts.push(if valid > 0 {
                format!("{} as CloudTrail delivered", files(valid))
            } else {
                format!("{} not validated yet", files(open))
            });
        }
        (parts.join("; "), verdict)
    }
}

impl Finding {
    /// What happened, in which chain, when.
    pub fn words(&self) -> String {
        let when = format!("{} – {} UTC", self.from.to_cell(), self.to.to_cell());
        let what = match self.kind {
            FindingKind::Gap { num_digests: 1 } => format!("A digest is missing: {when}"),
            FindingKind::Gap { num_digests } => format!(
                "At least {} are missing side by side, and the AWS CLI reports only the last: {when}",
                counted(u64::from(num_digests), "digest", "digests")
            ),
            FindingKind::Fork => format!("Two digests go on from the same one: {when}"),
            FindingKind::Overlap => format!("Two digests speak of the same time: {when}"),
            FindingKind::Restart => format!(
                "The chain begins anew: validation or the trail was off, or older digests were taken away: {when}"
            ),
            FindingKind::OpenStart => format!(
                "The loaded digests begin inside a chain, at {} UTC; what came before is not judged",
                self.from.to_cell()
            ),
            FindingKind::HashMismatch => format!("The next digest records another hash for this one: {when}"),
        };
        let chain = &self.chain;
        let backfill = if chain.is_backfill { ", backfill" } else { "" };
        let organization = match &*chain.organization {
            "" => String::new(),
            name => format!("{name}/"),
        };
        format!(
            "{organization}{} {} ({}{backfill}). {what}",
            chain.account, chain.region, chain.trail
        )
    }
}
