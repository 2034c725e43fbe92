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
    /// The output of `aws cloudtrail lookup-events`.
    LookupEvents,
    /// EventBridge events with the record under `detail`.
    Eventbridge,
    /// Messages of a CloudWatch Logs subscription.
    CloudwatchSubscription,
    /// The output of `aws logs filter-log-events` or `get-log-events`.
    CloudwatchEvents,
    /// Results of a CloudWatch Logs Insights query.
    LogsInsights,
    /// Results of a CloudTrail Lake query, as its API gives them.
    LakeResult,
    /// Hits of Elasticsearch or OpenSearch.
    Elasticsearch,
    /// Results or events of Splunk.
    Splunk,
    /// Events of a log shipper, with the record's text in `event.original` or `message`.
    EventOriginal,
    /// OCSF API Activity, as Security Lake keeps CloudTrail's records.
    Ocsf,
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
    /// The sign file beside saved CloudTrail Lake results.
    LakeSign,
    /// Public keys for checking digests, as `aws cloudtrail list-public-keys` gives them.
    PublicKeys,
    /// The metadata of a digest in its bucket, as `aws s3api head-object` gives them.
    ObjectMetadata,
    /// Notices that a log file was delivered: S3 event notifications, CloudTrail's messages.
    DeliveryNotice,
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
    /// What an operating system keeps beside files.
    System,
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
            Self::LookupEvents => "lookup-events",
            Self::Eventbridge => "eventbridge",
            Self::CloudwatchSubscription => "cloudwatch-subscription",
            Self::CloudwatchEvents => "cloudwatch-events",
            Self::LogsInsights => "logs-insights",
            Self::LakeResult => "lake-result",
            Self::Elasticsearch => "elasticsearch",
            Self::Splunk => "splunk",
            Self::EventOriginal => "event-original",
            Self::Ocsf => "ocsf",
            Self::EventHistoryCsv => "event-history-csv",
            Self::LakeCsv => "lake-csv",
            Self::AthenaCsv => "athena-csv",
            Self::LogsInsightsCsv => "logs-insights-csv",
            Self::Digest => "digest",
            Self::LakeSign => "lake-sign",
            Self::PublicKeys => "public-keys",
            Self::ObjectMetadata => "object-metadata",
            Self::DeliveryNotice => "delivery-notice",
            Self::Insights => "insights",
            Self::OtherRecords => "other-records",
            Self::Zip => "zip",
            Self::Tar => "tar",
            Self::Json => "json",
            Self::Text => "text",
            Self::System => "system",
            Self::Binary => "binary",
            Self::Empty => "empty",
            Self::Unread => "unread",
        }
    }
}
