//! The numbers of a validation, and the summary as `aws cloudtrail validate-logs` writes it.

use super::{Level, LineKind, Message, ProofLine, Verdict};
use crate::base::EpochMillis;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, rc::Rc};

/// How many files have which level.
pub type LevelCounts = [u32; Level::ALL.len()];

/// The numbers of a validation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Digest files, by [`Level::index`].
    pub digests: LevelCounts,
    /// Log files.
    pub logs: LevelCounts,
    /// Sign files and result files of CloudTrail Lake.
    pub lake: LevelCounts,
    /// Files in another place than where CloudTrail delivered them.
    pub num_moved: u32,
    /// Chains of digests.
    pub num_chains: u32,
    /// Public keys loaded.
    pub num_keys: u32,
    /// Dropped signatures that fit no digest.
    pub num_unused_signatures: u32,
    /// Begin of the first digest's hour and end of the last's.
    pub span: Option<(EpochMillis, EpochMillis)>,
    /// Some signature could not be checked because the browser gives no cryptography.
    pub is_without_cryptography: bool,
    /// Verified signatures of digests at whose time their key was not in use, by the key's own word.
    pub num_out_of_use: u32,
    /// The keys that signatures were verified with, and how many.
    pub keys_used: Vec<(Rc<str>, u32)>,
}

impl Summary {
    /// Counts lines.
    pub(super) fn of(lines: &[ProofLine]) -> Self {
        let mut summary = Self::default();
        let mut keys_used = BTreeMap::<Rc<str>, u32>::new();
        for line in lines {
            let counts = match line.kind {
                LineKind::Digest => &mut summary.digests,
                LineKind::Log => &mut summary.logs,
                LineKind::LakeSign | LineKind::LakeResult => &mut summary.lake,
            };
            counts[line.level.index()] += 1;
            summary.num_moved += u32::from(line.is_moved);
            summary.is_without_cryptography |= line.message == Message::NoCryptography;
            if line.level == Level::Signed && matches!(line.kind, LineKind::Digest | LineKind::LakeSign) {
                *keys_used
                    .entry(line.fingerprint.clone().unwrap_or_default())
                    .or_default() += 1;
            }
        }
        summary.keys_used = keys_used.into_iter().collect();
        summary
    }

    /// The summary in the words of `aws cloudtrail validate-logs`, and ours for what it does not know.
    pub fn text(&self) -> Vec<String> {
        let mut lines = Vec::new();
        match self.span {
            None => lines.push("No digests found".to_owned()),
            Some((from, to)) => {
                lines.push(format!(
                    "Results found for {} to {}:",
                    from.to_rfc3339(),
                    to.to_rfc3339()
                ));
            }
        }
        lines.extend(ratio(&self.digests, LineKind::Digest, "digest"));
        lines.extend(ratio(&self.logs, LineKind::Log, "log"));
        lines.extend(ratio(&self.lake, LineKind::LakeResult, "CloudTrail Lake"));
        let unnamed = self.logs[Level::InNoDigest.index()] + self.logs[Level::NoDigest.index()];
        if unnamed > 0 {
            lines.push(format!("{unnamed} log files loaded that no digest names"));
        }
        lines
    }

    /// Files with this verdict.
    pub fn num_with(&self, verdict: Verdict) -> u32 {
        let all = [
            (&self.digests, LineKind::Digest),
            (&self.logs, LineKind::Log),
            (&self.lake, LineKind::LakeResult),
        ];
        all.into_iter()
            .map(|(counts, kind)| with(counts, kind, verdict))
            .sum()
    }
}

fn with(counts: &LevelCounts, kind: LineKind, verdict: Verdict) -> u32 {
    let levels = Level::ALL
        .into_iter()
        .filter(|level| kind.verdict(*level) == verdict);
    levels.map(|level| counts[level.index()]).sum()
}

/// `22/23 digest files valid, 1/23 digest files INVALID`. Like the AWS CLI it counts what is named and not there as
/// INVALID; unlike it, it says what could not be validated.
fn ratio(counts: &LevelCounts, kind: LineKind, name: &str) -> Option<String> {
    let is_named = |level: &Level| !matches!(level, Level::InNoDigest | Level::NoDigest);
    let total: u32 = Level::ALL
        .iter()
        .filter(|level| is_named(level))
        .map(|level| counts[level.index()])
        .sum();
    let with = |verdict| with(counts, kind, verdict);
    let valid = with(Verdict::Valid);
    let invalid = with(Verdict::Invalid) + with(Verdict::Missing);
    let open = total - valid - invalid;
    let mut text = format!("{valid}/{total} {name} files valid");
    for (count, words) in [(invalid, "INVALID"), (open, "not validated")] {
        if count > 0 {
            text.push_str(&format!(", {count}/{total} {name} files {words}"));
        }
    }
    (total > 0).then_some(text)
}
