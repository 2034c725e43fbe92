//! Names of columns, cell states, outcomes and themes.

use crate::{
    protocol::ledger::Outcome,
    state::{Cell, Column, Tab, Theme},
};
use yew::AttrValue;

/// The heading of a column, in AWS's own words where it has any.
pub fn column_label(column: Column) -> &'static str {
    match column {
        Column::Time => "Time",
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
        Column::OutcomeClass => "Kind of result",
        Column::Principal => "Principal",
        Column::MfaState => "What MFA says",
        Column::NetworkClass => "Kind of source",
        Column::Endpoint => "Way in",
        Column::RegionListed => "Region known for the service",
        Column::ClientKind => "Kind of client",
        Column::ClientFamily => "Client program",
        Column::ClientVersion => "Client version",
        Column::OperationGroup => "Kind of operation",
        Column::Touches => "Touches",
        Column::IamLevel => "IAM access level",
        Column::IsJob => "About a job",
        Column::JobType => "Kind of job",
        Column::Deprecated => "Deprecated",
        Column::IdentityProvider => "Identity provider",
        Column::CredentialId => "Credential ID",
        Column::OnBehalfOfUserId => "On behalf of",
        Column::IdentityStoreArn => "Identity store",
        Column::ScopeSourceArn => "In scope of: source",
        Column::ScopeSourceAccount => "In scope of: account",
        Column::ScopeIssuerType => "In scope of: issuer",
        Column::ScopeIssuedTo => "In scope of: issued to",
        Column::DelegateAccountId => "Delegated provider’s account",
        Column::IssuerType => "Session issuer type",
        Column::IssuerUserName => "Session issuer name",
        Column::IssuerPrincipalId => "Session issuer ID",
        Column::IssuerAccountId => "Session issuer account",
        Column::FederatedProvider => "Federated by",
        Column::AssumedRoot => "Central root session",
        Column::Ec2RoleDelivery => "EC2 role delivery",
        Column::SignInSessionArn => "Sign-in session",
        Column::MfaUsed => "MFA at sign-in",
        Column::ApiVersion => "API version",
        Column::VpcEndpointAccountId => "VPC endpoint’s account",
        Column::AddendumReason => "Addendum: reason",
        Column::AddendumOriginalRequestId => "Addendum: original request ID",
        Column::AddendumOriginalEventId => "Addendum: original event ID",
        Column::Twin => "Twin record",
        Column::KeyExchange => "TLS key exchange",
        Column::Fips => "FIPS endpoint",
        Column::JobName => "Job name",
        Column::JobStatus => "Job status",
        Column::InputBucket => "Input bucket",
        Column::InputKey => "Input path",
        Column::OutputBucket => "Output bucket",
        Column::OutputKey => "Output path",
        Column::DataAccessRole => "Data access role",
        Column::KmsKey => "KMS key",
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
        Tab::Summary => "Summary",
        Tab::Calls => "Calls",
        Tab::Operations => "Operations",
        Tab::Callers => "Callers",
        Tab::Sources => "Sources",
        Tab::Clients => "Clients",
        Tab::Regions => "Regions",
        Tab::Errors => "Errors",
        Tab::Changes => "What is new",
        Tab::Jobs => "Jobs",
        Tab::Review => "Review",
        Tab::Integrity => "Integrity",
        Tab::Files => "Files",
    }
}
