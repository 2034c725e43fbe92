//! Review checks: each is data, with its rule as a filter or a named aggregate.
//!
//! Nothing here says that something is allowed or forbidden, or that an organization complies: a check finds calls that a
//! reviewer wants to have looked at. "None found" is only as good as what was looked through, so every result carries
//! that too.

mod aggregate;
mod cis;
mod hours;
mod looked;
mod medical;
mod run;
mod settings;

pub use aggregate::Aggregate;
pub use hours::WorkingHours;
pub use looked::Looked;
pub use run::{Finding, FindingState, Found, Told, run, run_known, run_own};
pub use settings::{MAX_BYTES as MAX_SETTINGS_BYTES, OwnCheck, Settings, SettingsError};

use crate::store::Column;

/// How much a hit usually matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Severity {
    /// Worth knowing.
    Notice,
    /// Worth asking about.
    Medium,
    /// Worth asking about first.
    High,
}

/// Which records a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covers {
    /// Those of Amazon Comprehend Medical.
    ComprehendMedical,
    /// Those of every service: it says nothing while the others are only counted.
    AllServices,
}

/// What a check needs to be told before it can be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Setting {
    /// Regions that may be used.
    Regions,
    /// Buckets that jobs may write to.
    OutputBuckets,
    /// Networks that calls may come from.
    Networks,
    /// Hours in which people work.
    Hours,
}

/// How a check finds its calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Calls that pass this filter.
    Filter(&'static str),
    /// Calls that pass the filter made of a setting.
    Setting(Setting),
    /// What is found by looking at many calls at once; the result names its calls by a filter, too.
    Aggregate(Aggregate),
}

/// One check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// Stable, in settings and reports.
    pub id: &'static str,
    /// What is looked for.
    pub title: &'static str,
    /// Why one would want to know, and what it does not say.
    pub why: &'static str,
    /// How much a hit usually matters.
    pub severity: Severity,
    /// Paragraphs of the HIPAA Security Rule (45 CFR) whose review this supports.
    pub supports: &'static [&'static str],
    /// Which records it is about.
    pub covers: Covers,
    /// How the calls are found.
    pub rule: Rule,
    /// Fields without which a record cannot be judged.
    pub needs: &'static [Column],
}

/// Audit controls.
const AUDIT: &str = "164.312(b)";
/// Information system activity review.
const ACTIVITY: &str = "164.308(a)(1)(ii)(D)";
/// Log-in monitoring.
const LOG_IN: &str = "164.308(a)(5)(ii)(C)";
/// Unique user identification.
const UNIQUE_USER: &str = "164.312(a)(2)(i)";
/// Integrity.
const INTEGRITY: &str = "164.312(c)(1)";
/// Person or entity authentication.
const AUTHENTICATION: &str = "164.312(d)";
/// Transmission security.
const TRANSMISSION: &str = "164.312(e)(1)";
/// Information access management.
const ACCESS: &str = "164.308(a)(4)";

/// All checks: those of Amazon Comprehend Medical, then those of every service.
pub fn all() -> impl Iterator<Item = &'static Check> {
    medical::CHECKS.iter().chain(&cis::CHECKS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::language::parse;
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_unique_and_every_rule_is_a_filter() {
        let ids: BTreeSet<_> = all().map(|check| check.id).collect();
        assert_eq!(ids.len(), all().count());
        for check in all() {
            if let Rule::Filter(text) = check.rule {
                assert!(parse(text).is_ok(), "{}: {text}: {:?}", check.id, parse(text));
            }
            assert!(
                check.title.len() < 90 && !check.title.ends_with('.'),
                "{}",
                check.title
            );
            assert!(check.why.ends_with('.'), "{}", check.why);
            assert!(!check.supports.is_empty(), "{}", check.id);
        }
    }
}
