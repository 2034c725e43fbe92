//! The words of the summary and the checks.

use super::{
    coverage::{coverage_beside, coverage_short},
    labels::column_label,
    messages::MessageWords,
    numbers::{count, counted},
};
use crate::{
    base::{EpochMillis, Zone},
    protocol::{integrity::IntegrityBrief, review::Checked},
    review::{
        checks::{FindingState, Found, Looked, Setting, SettingsError, Severity},
        overview::Overview,
    },
    state::Column,
};

/// While the first answer is under way.
pub fn summary_message() -> MessageWords {
    MessageWords::new("Counting the calls…", "")
}

/// Names the summary.
pub const SUMMARY_TITLE: &str = "What is here";
/// Below the summary's numbers when a filter is in force.
pub const SUMMARY_FILTERED: &str =
    "Of the calls that match the filters. Checks look at everything that is loaded.";
/// What the logs cannot show.
pub const LIMITS_TITLE: &str = "What these logs cannot show";
/// The limits.
pub const LIMITS: [&str; 4] = [
    "The text of a call and what was found in it: CloudTrail records neither. No number here says that content was reviewed.",
    "Calls of hours, Regions or accounts whose logs were not opened. “None found” speaks of what was opened only.",
    "Whether a role’s session belongs to a certain person, unless a source identity or an Identity Center user stands in the record.",
    "How much text was sent: sizes are not recorded.",
];
/// Card of the checks.
pub const CHECKS_TITLE: &str = "Checks that found calls";
/// No check found anything.
pub const CHECKS_NONE: &str = "No check that could be run found a call.";
/// To the checks.
pub const CHECKS_ALL: &str = "All checks";
/// Card of the files.
pub const FILES_TITLE: &str = "Files";
/// To the files.
pub const FILES_ALL: &str = "All files";
/// Above the checks.
pub const REVIEW_LEAD: &str = "Checks look at everything that is loaded, whatever the filters. They find calls worth a look; none of them says that something is forbidden or that an organization complies.";
/// The settings.
pub const SETTINGS_TITLE: &str = "What the checks are told";
/// The settings' lead.
pub const SETTINGS_LEAD: &str = "Kept in this page until it is closed. Save it as a file to use it again.";
/// Lists.
pub const SETTINGS_REGIONS: &str = "Regions that may be used, one a line";
/// Lists.
pub const SETTINGS_BUCKETS: &str = "Buckets that jobs may write to, one a line";
/// Lists.
pub const SETTINGS_NETWORKS: &str = "Own networks, one a line (10.0.0.0/8)";
/// Hours.
pub const SETTINGS_HOURS: &str = "Working hours and whose clock: 8-18 Europe/Berlin, 8-18 local, 8-18 UTC";
/// Own checks.
pub const SETTINGS_OWN: &str = "Own checks, one a line: title = filter";
/// Saves the settings.
pub const SETTINGS_SAVE: &str = "Save settings";
/// Opens settings.
pub const SETTINGS_OPEN: &str = "Open saved settings";
/// Takes what was typed.
pub const SETTINGS_USE: &str = "Use these";
/// The name of the settings' file.
pub const SETTINGS_FILE_NAME: &str = "checks.medtrail.json";
/// Switches.
pub const CHECK_ON: &str = "On";
/// Shows what a check found.
pub const CHECK_CALLS: &str = "Show the calls";
/// Before the paragraphs.
pub const CHECK_SUPPORTS: &str = "Supports review of 45 CFR ";
/// Before the filter.
pub const CHECK_FILTER: &str = "As a filter";
/// The checks' groups.
pub const CHECK_GROUPS: [&str; 2] = ["Amazon Comprehend Medical", "All services"];
/// A person's own.
pub const CHECK_OWN: &str = "Own checks";

/// How much a hit matters.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "First",
        Severity::Medium => "Ask",
        Severity::Notice => "Know",
    }
}

/// The title of a severity.
pub fn severity_title(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "Worth asking about first",
        Severity::Medium => "Worth asking about",
        Severity::Notice => "Worth knowing",
    }
}

/// A time by the clock on screen.
pub fn moment(time: Option<EpochMillis>, zone: &Zone) -> String {
    time.map_or_else(|| "without a time".to_owned(), |time| zone.full(time))
}

/// From one time to another.
pub fn span(span: Option<(EpochMillis, EpochMillis)>, zone: &Zone) -> String {
    match span {
        Some((first, last)) => format!("{} to {}", zone.full(first), zone.full(last)),
        None => "no readable time".to_owned(),
    }
}

/// Above the checks: what they looked through.
pub const LOOKED_TITLE: &str = "What was looked through";
/// Its parts.
pub const LOOKED_PARTS: [&str; 4] = ["Period", "Regions", "Accounts", "Coverage"];
/// To the map.
pub const LOOKED_MAP: &str = "Coverage map";

/// Beside "none found": in what.
pub fn none_beside(looked: &Looked, brief: &IntegrityBrief, zone: &Zone) -> String {
    format!(
        "{} · {} · {} · {}",
        span(looked.span, zone),
        looked.regions_words(),
        looked.accounts_words(),
        coverage_short(brief)
    )
}

/// Below the checks that found calls: how many found none or could not be run, and in how much.
pub fn checks_beside(checked: &Checked, brief: &IntegrityBrief) -> String {
    let num = |is_it: fn(&FindingState) -> bool| {
        let findings = checked.findings.iter();
        count(findings.filter(|finding| is_it(&finding.state)).count() as u64)
    };
    format!(
        "{} found none, {} were not run. {}",
        num(|state| matches!(state, FindingState::Done(found) if found.calls == 0)),
        num(|state| !matches!(state, FindingState::Done(_))),
        coverage_beside(brief)
    )
}

/// What became of a check.
pub fn check_words(state: &FindingState, zone: &Zone) -> String {
    match state {
        FindingState::Off => "Switched off".to_owned(),
        FindingState::NeedsSetting(setting) => format!("Not run: {}", needed(*setting)),
        FindingState::NeedsAllServices => {
            "Not run: records of other services are only counted. Switch to “All services” to run it."
                .to_owned()
        }
        FindingState::BadFilter => "Not run: its filter cannot be read".to_owned(),
        FindingState::NeedsSearch(_) => {
            "Not run: it looks into the records. Show its calls once; the page then searches them.".to_owned()
        }
        FindingState::Done(found) if found.calls == 0 => format!("None found{}", looked_at(found)),
        FindingState::Done(found) => format!(
            "{}, {}{}",
            counted(u64::from(found.calls), "call", "calls"),
            span(found.span, zone),
            looked_at(found)
        ),
    }
}

fn needed(setting: Setting) -> &'static str {
    match setting {
        Setting::Regions => "name the Regions that may be used",
        Setting::OutputBuckets => "name the buckets that jobs may write to",
        Setting::Networks => "name your own networks",
        Setting::Hours => "name the working hours, and a time zone that this browser knows",
    }
}

/// What a result speaks of.
fn looked_at(found: &Found) -> String {
    let mut words = format!(
        ", among {}",
        counted(u64::from(found.num_evaluated), "record", "records")
    );
    if found.num_lacking > 0 {
        let (number, verb) = (
            count(u64::from(found.num_lacking)),
            if found.num_lacking == 1 { "lacks" } else { "lack" },
        );
        words.push_str(&format!(
            "; {number} {verb} a field this needs and cannot be judged"
        ));
    }
    words
}

/// All calls of the summary, and the failed ones.
pub fn overview_calls(overview: &Overview) -> [String; 2] {
    [
        counted(u64::from(overview.num_calls), "call", "calls"),
        format!("{} failed", count(u64::from(overview.num_errors))),
    ]
}

/// How many different values of a column there are, for the few that the summary counts in its first lines.
pub fn overview_distinct(column: Column, num_values: u32) -> Option<String> {
    let (one, many) = match column {
        // By what is unique: two of one name are two.
        Column::Principal => ("caller", "callers"),
        Column::SourceIp => ("source address", "source addresses"),
        Column::Region => ("Region", "Regions"),
        Column::RecipientAccountId => ("account", "accounts"),
        _ => return None,
    };
    Some(counted(u64::from(num_values), one, many))
}

/// Below a card's list: how many values are not in it.
pub fn more_values(num_values: u32, num_shown: usize) -> Option<String> {
    let rest = u64::from(num_values).saturating_sub(num_shown as u64);
    (rest > 0).then(|| format!("and {} more", count(rest)))
}

/// What a click on a value does.
pub fn value_open(column: Column, value: &str) -> String {
    format!("Show the calls with {} {value}", column_label(column))
}

/// Why a file tells the checks nothing.
pub fn bad_checks(error: &SettingsError) -> String {
    match error {
        SettingsError::TooLarge => "It has more than 256 KiB. The settings in force stay.".to_owned(),
        SettingsError::OtherFile => {
            "It was not saved by “Save settings”, or by a newer version of this page. The settings in force stay.".to_owned()
        }
        SettingsError::BadFilter(title) => {
            let title = crate::base::hidden::mark_hidden(title);
            format!("The filter of “{title}” cannot be read. The settings in force stay.")
        }
    }
}

/// What was typed into the settings and cannot be read.
pub fn unreadable_lines(lines: &[String]) -> String {
    let marked: Vec<_> = lines
        .iter()
        .map(|line| format!("“{}”", crate::base::hidden::mark_hidden(line)))
        .collect();
    format!("Cannot be read and was left out: {}", marked.join(", "))
}
