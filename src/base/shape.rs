//! The shapes in which files arrive, by their stable names.

use serde::{Deserialize, Serialize};

/// What a file turned out to be, judged by its content and never by its name.
/// The names are part of the ledger's interface and listed in `docs/ledger.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// `{"Records":[…]}` as CloudTrail delivers it.
    Trail,
    /// A JSON array of records.
    RecordArray,
    /// Records one after another, each on a line or not.
    RecordLines,
    /// One record.
    SingleRecord,
    /// The CSV of the console's Event history page.
    EventHistoryCsv,
    /// A CSV result of CloudTrail Lake.
    LakeCsv,
    /// A CSV result of Athena.
    AthenaCsv,
    /// A CSV result of CloudWatch Logs Insights.
    LogsInsightsCsv,
    /// A CloudTrail digest file.
    Digest,
    /// CloudTrail Insights records.
    Insights,
    /// Records in a shape MedTrail does not read yet: `lookup-events`, EventBridge …
    OtherRecords,
    /// A zip archive.
    Zip,
    /// A tar archive.
    Tar,
    /// JSON, but nothing of CloudTrail in it.
    Json,
    /// Text that is not JSON.
    Text,
    /// Bytes that are neither text nor a compressed file we know.
    Binary,
    /// No bytes at all.
    Empty,
    /// Not looked at: reading was stopped or the file could not be opened.
    Unread,
}

impl Shape {
    /// The stable name, as the ledger writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Trail => "trail",
            Self::RecordArray => "record-array",
            Self::RecordLines => "record-lines",
            Self::SingleRecord => "single-record",
            Self::EventHistoryCsv => "event-history-csv",
            Self::LakeCsv => "lake-csv",
            Self::AthenaCsv => "athena-csv",
            Self::LogsInsightsCsv => "logs-insights-csv",
            Self::Digest => "digest",
            Self::Insights => "insights",
            Self::OtherRecords => "other-records",
            Self::Zip => "zip",
            Self::Tar => "tar",
            Self::Json => "json",
            Self::Text => "text",
            Self::Binary => "binary",
            Self::Empty => "empty",
            Self::Unread => "unread",
        }
    }
}
