//! Names of columns, cell states, outcomes and themes.

use crate::{
    protocol::ledger::Outcome,
    state::{Cell, Column, Tab, Theme},
};
use yew::AttrValue;

/// The heading of a column, in AWS's own words where it has any.
pub fn column_label(column: Column) -> &'static str {
    match column {
        Column::Time => "Time (UTC)",
        Column::Operation => "Operation",
        Column::Result => "Result",
        Column::Caller => "Caller",
        Column::CallerKind => "Kind of caller",
        Column::Credential => "Credential",
        Column::SourceIp => "Source IP",
        Column::Region => "Region",
        Column::Client => "Client",
        Column::EventSource => "Event source",
        Column::ErrorCode => "Error code",
        Column::ErrorMessage => "Error message",
        Column::UserAgent => "User agent",
        Column::IdentityType => "Identity type",
        Column::UserName => "User name",
        Column::PrincipalId => "Principal ID",
        Column::Arn => "ARN",
        Column::AccountId => "Account ID",
        Column::AccessKeyId => "AWS access key",
        Column::InvokedBy => "Invoked by",
        Column::IssuerArn => "Session issuer",
        Column::SourceIdentity => "Source identity",
        Column::Mfa => "MFA",
        Column::SessionCreated => "Session began",
        Column::RecipientAccountId => "Recipient account",
        Column::EventType => "Event type",
        Column::EventCategory => "Event category",
        Column::EventVersion => "Event version",
        Column::ReadOnly => "Read only",
        Column::ManagementEvent => "Management event",
        Column::VpcEndpointId => "VPC endpoint",
        Column::SharedEventId => "Shared event ID",
        Column::FromConsole => "From the console",
        Column::TlsVersion => "TLS version",
        Column::CipherSuite => "TLS cipher",
        Column::HostHeader => "Host called",
        Column::RequestParameters => "Request",
        Column::JobId => "Job ID",
        Column::EventId => "Event ID",
        Column::RequestId => "Request ID",
    }
}

/// The words for a cell without text; `None` when there is text to show.
pub fn cell_words(cell: &Cell) -> Option<&'static str> {
    match cell {
        Cell::Absent => Some("not recorded"),
        Cell::Null => Some("null"),
        Cell::NotInExport => Some("not in this export"),
        Cell::Text(text) if text.is_empty() => Some("empty"),
        Cell::Text(_) => None,
    }
}

/// What became of a file.
pub fn outcome_label(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pending => "waiting",
        Outcome::Read => "read",
        Outcome::Skipped => "skipped",
        Outcome::Failed => "failed",
    }
}

/// The theme button.
pub fn theme_label(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "Theme: as the system. Switch to light",
        Theme::Light => "Theme: light. Switch to dark",
        Theme::Dark => "Theme: dark. Switch to the system’s",
    }
}

/// The table's name, with its filter state.
pub fn grid_label(is_filtered: bool) -> AttrValue {
    AttrValue::Static(if is_filtered {
        "Calls, filtered"
    } else {
        super::TABLE_LABEL
    })
}

/// The buttons beside a column in the list of columns.
pub fn column_earlier(label: &str) -> String {
    format!("Move {label} to the left")
}

/// The same, the other way.
pub fn column_later(label: &str) -> String {
    format!("Move {label} to the right")
}

/// Less room.
pub fn column_narrower(label: &str) -> String {
    format!("Make {label} narrower")
}

/// More room.
pub fn column_wider(label: &str) -> String {
    format!("Make {label} wider")
}

/// Keeps the column and those before it in place.
pub fn column_pin(label: &str) -> String {
    format!("Keep the columns up to {label} in place")
}

/// The name of a tab.
pub fn tab_label(tab: Tab) -> &'static str {
    match tab {
        Tab::Calls => "Calls",
        Tab::Operations => "Operations",
        Tab::Callers => "Callers",
        Tab::Sources => "Sources",
        Tab::Clients => "Clients",
        Tab::Regions => "Regions",
        Tab::Errors => "Errors",
        Tab::Changes => "What is new",
        Tab::Files => "Files",
    }
}
