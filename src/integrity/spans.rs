//! Times: the hours that digests speak of, and when a log was delivered.

use super::{Digest, FileName, Level, NamedLog};
use crate::base::EpochMillis;
use std::collections::BTreeMap;

/// The hours that digests speak of, by account and Region.
pub(super) struct Spans<'a>(BTreeMap<(&'a str, &'a str), Vec<(EpochMillis, EpochMillis)>>);

/// The minute in a file's name is not the second by which CloudTrail counts it to a digest.
const SLACK_MILLIS: i64 = 15 * 60_000;

impl<'a> Spans<'a> {
    pub fn new(judged: &[(&'a Digest, Level)]) -> Self {
        let mut spans = BTreeMap::<_, Vec<_>>::new();
        for (digest, _) in judged {
            if let Some(name) = FileName::parse(&digest.key) {
                spans
                    .entry((name.account, name.region))
                    .or_default()
                    .push((digest.start, digest.end));
            }
        }
        Self(spans)
    }

    pub fn cover(&self, account: &str, region: &str, time: EpochMillis) -> bool {
        let holds = |time: EpochMillis| {
            let spans = self.0.get(&(account, region)).map_or(&[][..], Vec::as_slice);
            spans.iter().any(|(start, end)| (*start..*end).contains(&time))
        };
        holds(time) && holds(EpochMillis(time.0 + SLACK_MILLIS))
    }
}

/// Events older than this before the digest's hour came late.
const LATE_MILLIS: i64 = 3_600_000;

pub(super) fn is_late(digest: &Digest, log: &NamedLog) -> bool {
    log.oldest
        .is_some_and(|oldest| oldest.0 + LATE_MILLIS < digest.start.0)
}

/// When a log was delivered: by its name, but within the digest's hour.
pub(super) fn delivered(digest: &Digest, log: &NamedLog) -> EpochMillis {
    let named = FileName::parse(&log.key).map_or(digest.start, |name| name.time);
    named.clamp(
        digest.start,
        EpochMillis(digest.end.0.max(digest.start.0 + 1) - 1),
    )
}
