//! Words of what leaves the page: saving, pseudonyms, and the filter elsewhere.

use super::numbers::{count, counted};
use crate::{
    protocol::elsewhere::{PlaceField, Purpose, Target},
    state::{Export, ExportForm, ExportStage},
};

/// The button that opens the ways of saving.
pub const EXPORT: &str = "Export";
/// Above what is saved.
pub const EXPORT_WHAT: &str = "What to save";
/// Above the forms.
pub const EXPORT_FORM: &str = "As";
/// All columns of the table.
pub const EXPORT_ALL_COLUMNS: &str = "All columns, not only those shown";
/// CSV for spreadsheets.
pub const EXPORT_SAFE: &str = "Safe for spreadsheets";
/// What that means.
pub const EXPORT_SAFE_TITLE: &str = "Text that a spreadsheet would take for a formula, or for a number to be rounded, gets a ' in front. \
     Without it, values stand as they are: for programs, not for spreadsheets.";
/// CSV with a byte-order mark.
pub const EXPORT_BOM: &str = "Mark as UTF-8 for Excel";
/// Below the bundle, above the hashes of the files.
pub const EXPORT_HASHES: &str =
    "Its report names every file that was read, with its SHA-256 where that was computed.";
/// Starts it.
pub const EXPORT_START: &str = "Save";
/// Stops it.
pub const EXPORT_CANCEL: &str = "Cancel the export";
/// Takes the line away.
pub const EXPORT_DISMISS: &str = "Dismiss";
/// The line of an export.
pub const EXPORT_LABEL: &str = "Export";

/// The calls that match.
pub fn export_matching(num: u64) -> String {
    format!("Calls that match ({})", count(num))
}

/// The marked calls.
pub fn export_chosen(num: u64) -> String {
    format!("Marked calls ({})", count(num))
}

/// A form, and what it is good for.
pub fn export_form(form: ExportForm) -> (&'static str, &'static str) {
    match form {
        ExportForm::Csv => ("CSV", "a table for spreadsheets"),
        ExportForm::Json => ("JSON", "the same table for programs"),
        ExportForm::Lines => ("Records, one a line", "NDJSON, each as it stands in its file"),
        ExportForm::Trail => (
            "Trail file (.json.gz)",
            "opens here again and in every CloudTrail tool",
        ),
        ExportForm::Bundle => (
            "Evidence bundle (.zip)",
            "records, ledger, report, filter, and a SHA-256 of each",
        ),
    }
}

/// How far an export is, or what became of it: a title and a sentence.
pub fn export_words(export: &Export) -> (&'static str, String) {
    let name = export.name;
    match export.stage {
        ExportStage::Writing => (
            "Saving",
            export.num_all.map_or_else(
                || format!("{name}: getting ready"),
                |all| format!("{name}: {} of {}", count(export.num_done), count(all)),
            ),
        ),
        ExportStage::Saved => ("Saved", saved_words(export)),
        ExportStage::NotHidden => (
            "Not saved",
            format!(
                "{} still held {} that should be hidden. Nothing was saved; save it in another form, or with fewer columns.",
                name,
                counted(export.num_found, "value", "values")
            ),
        ),
        ExportStage::TooLarge => (
            "Not saved",
            format!("{name} would be larger than 4 GB. Narrow the filter, or save a trail file instead."),
        ),
        ExportStage::Ended => (
            "Not saved",
            format!("A worker ended while {name} was written. Nothing is lost; save it again."),
        ),
    }
}

fn saved_words(export: &Export) -> String {
    let mut words = format!("{}: {}.", export.name, counted(export.num_done, "row", "rows"));
    if export.num_lossy > 0 {
        words.push_str(&format!(
            " {} came from an export without the raw record; what the export held was saved.",
            counted(export.num_lossy, "of them", "of them")
        ));
    }
    if export.num_missing > 0 {
        words.push_str(&format!(
            " {} could not be read from the file again and is missing.",
            counted(export.num_missing, "record", "records")
        ));
    }
    if export.is_hidden {
        words.push_str(" A search through the file found none of the hidden values.");
    }
    words
}

/// The button of pseudonyms.
pub const HIDING: &str = "Pseudonyms";
/// What it does.
pub const HIDING_LEAD: &str = "Shows and saves a pseudonym in the place of every account, user, session, role, access key, address, \
     e-mail, job, S3 name and error text. The same value always has the same pseudonym.";
/// Switches it on.
pub const HIDING_ON: &str = "Show pseudonyms";
/// Switches it off.
pub const HIDING_OFF: &str = "Show values";
/// Addresses keep their network.
pub const HIDING_NETWORKS: &str = "Keep the network of addresses";
/// The key's box.
pub const HIDING_KEY: &str = "A key you kept (optional)";
/// The key is none.
pub const HIDING_KEY_WRONG: &str = "A key is 32 digits from 0 to 9 and a to f.";
/// Above the key in force.
pub const HIDING_KEY_NOW: &str = "The key of these pseudonyms. It is forgotten with the page; who has it can find out which value a pseudonym \
     stands for by trying.";
/// Copies the key.
pub const HIDING_KEY_COPY: &str = "Copy the key";
/// Above values that are short, or words of every log.
pub const HIDING_COMMON: &str = "Exports are not searched for these hidden values: they are short, or also operations, Regions, or words of every \
     record or bundle. Where they stand as such words, they stay:";
/// The pill while pseudonyms are shown.
pub const HIDING_PILL: &str = "Pseudonyms shown";

/// Filters that were taken away.
pub fn filters_not_hidden(num: u32) -> String {
    format!(
        "{} more than 200 values, or searched the raw records: that cannot be put in pseudonyms. Filter again by what is shown.",
        counted(num.into(), "filter named", "filters named")
    )
}

/// The button that opens the panel.
pub const ELSEWHERE: &str = "Continue elsewhere";
/// The panel's title.
pub const ELSEWHERE_TITLE: &str = "Continue elsewhere with this filter";
/// What the panel is for.
pub const ELSEWHERE_LEAD: &str = "For more logs than one computer holds: the filter in force as a query for an engine that reads the whole trail. \
     Nothing is sent; copy the text and run it where your trail is.";
/// Above the form.
pub const ELSEWHERE_PLACE: &str = "Where your trail is";
/// What was guessed.
pub const ELSEWHERE_GUESSED: &str = "Guessed from the paths of your files where they say it. Please check.";
/// The engines.
pub const ELSEWHERE_TARGETS: &str = "Engine";
/// Above what the query does not ask.
pub const ELSEWHERE_LEFT_OUT: &str = "Not asked, or asked otherwise";
/// While pseudonyms are shown.
pub const ELSEWHERE_HIDDEN: &str = "A query needs the values themselves. Switch pseudonyms off to write one.";
/// Copies a text.
pub const ELSEWHERE_COPY: &str = "Copy";
/// A field of the form: label and example.
pub fn place_field(field: PlaceField) -> (&'static str, &'static str) {
    match field {
        PlaceField::Bucket => ("Bucket", "example-trail-bucket"),
        PlaceField::Prefix => ("Prefix before AWSLogs", "none"),
        PlaceField::Accounts => ("Accounts", "111122223333"),
        PlaceField::Regions => ("Regions", "those of the service"),
        PlaceField::Organization => ("Organization ID", "o-exampleorgid"),
        PlaceField::Store => ("Event data store ID", "EXAMPLE-f852-4e8f-8bd1-bcf6cEXAMPLE"),
        PlaceField::LogGroup => ("Log group", "CloudTrail/logs"),
    }
}

/// The name of an engine.
pub fn target_label(target: Target) -> &'static str {
    match target {
        Target::Athena => "Athena",
        Target::Lake => "CloudTrail Lake",
        Target::Insights => "Logs Insights",
        Target::DuckDb => "DuckDB",
        Target::Jq => "jq",
        Target::AwsCli => "AWS CLI",
    }
}

/// What a text is for.
pub fn purpose_label(purpose: Purpose, target: Target) -> &'static str {
    match (purpose, target) {
        (Purpose::MakeTable, _) => "Make the table, once",
        (Purpose::Ask, Target::DuckDb | Target::Jq) => "Ask the files in the folder “trail”",
        (Purpose::Ask, Target::Insights) => "Ask the log group",
        (Purpose::Ask, _) => "Ask",
        (Purpose::AskByCommand, _) => "The same by the AWS CLI",
        (Purpose::Fetch, _) => "Fetch the files into the folder “trail”",
        (Purpose::LookUp, _) => "Ask Event history, the last 90 days",
    }
}
