//! The columns of query results: CloudTrail Lake, Athena, CloudWatch Logs Insights.
//!
//! They bear the record's own names, in lower case or not, or a path with dots. Athena and Lake name
//! `useridentity.arn` just `arn`: such a short name is taken only where it can mean one thing.

use super::header::{Cell, CsvKind, Risk};
use crate::trail::field::Field;

/// Where a column's values stand in a record, and what they are.
pub(super) struct Place {
    pub(super) path: Vec<String>,
    pub(super) cell: Cell,
    pub(super) risk: Risk,
    pub(super) fields: &'static [Field],
    pub(super) is_nullable: bool,
    pub(super) is_optional: bool,
}

#[rustfmt::skip]
const REQUEST: &[Field] = &[
    Field::RequestParameters, Field::RequestJobId, Field::RequestJobName, Field::RequestRole, Field::RequestKmsKey,
    Field::RequestInputBucket, Field::RequestInputKey, Field::RequestOutputBucket, Field::RequestOutputKey,
];

#[rustfmt::skip]
const RESPONSE: &[Field] = &[
    Field::ResponseElements, Field::ResponseJobId, Field::ConsoleLogin, Field::JobJobId, Field::JobName,
    Field::JobStatus, Field::JobRole, Field::JobKmsKey, Field::JobInputBucket, Field::JobInputKey,
    Field::JobOutputBucket, Field::JobOutputKey,
];

type Known = (&'static str, Cell, Risk, &'static [Field]);

#[rustfmt::skip]
const USER_IDENTITY: &[Field] = &[
    Field::UserIdentity, Field::IdentityType, Field::UserName, Field::PrincipalId, Field::Arn, Field::AccountId,
    Field::AccessKeyId, Field::InvokedBy, Field::IdentityProvider, Field::CredentialId, Field::OnBehalfOfUserId,
    Field::IdentityStoreArn, Field::ScopeSourceArn, Field::ScopeSourceAccount, Field::ScopeIssuerType,
    Field::ScopeIssuedTo, Field::DelegateAccountId, Field::SessionContext, Field::SourceIdentity, Field::AssumedRoot,
    Field::Ec2RoleDelivery, Field::SignInSessionArn, Field::MfaAuthenticated, Field::CreationDate, Field::IssuerType,
    Field::IssuerUserName, Field::IssuerPrincipalId, Field::IssuerArn, Field::IssuerAccountId,
    Field::WebIdFederationData, Field::FederatedProvider,
];

/// The order is that of the fields; paths are CloudTrail's own.
#[rustfmt::skip]
const COLUMNS: &[Known] = &[
    ("eventVersion", Cell::Text, Risk::None, &[Field::EventVersion]),
    ("eventTime", Cell::Text, Risk::Time, &[Field::EventTime]),
    ("eventSource", Cell::Text, Risk::None, &[Field::EventSource]),
    ("eventName", Cell::Text, Risk::None, &[Field::EventName]),
    ("awsRegion", Cell::Text, Risk::None, &[Field::AwsRegion]),
    ("sourceIPAddress", Cell::Text, Risk::None, &[Field::SourceIpAddress]),
    ("userAgent", Cell::Text, Risk::None, &[Field::UserAgent]),
    ("errorCode", Cell::Text, Risk::None, &[Field::ErrorCode]),
    ("errorMessage", Cell::Text, Risk::None, &[Field::ErrorMessage]),
    ("requestID", Cell::Text, Risk::Identifier, &[Field::RequestId]),
    ("eventID", Cell::Text, Risk::Identifier, &[Field::EventId]),
    ("eventType", Cell::Text, Risk::None, &[Field::EventType]),
    ("eventCategory", Cell::Text, Risk::None, &[Field::EventCategory]),
    ("apiVersion", Cell::Text, Risk::None, &[Field::ApiVersion]),
    ("readOnly", Cell::Flag, Risk::Flag, &[Field::ReadOnly]),
    ("managementEvent", Cell::Flag, Risk::Flag, &[Field::ManagementEvent]),
    ("recipientAccountId", Cell::Text, Risk::Account, &[Field::RecipientAccountId]),
    ("sharedEventID", Cell::Text, Risk::Identifier, &[Field::SharedEventId]),
    ("vpcEndpointId", Cell::Text, Risk::None, &[Field::VpcEndpointId]),
    ("vpcEndpointAccountId", Cell::Text, Risk::Account, &[Field::VpcEndpointAccountId]),
    ("sessionCredentialFromConsole", Cell::Text, Risk::Flag, &[Field::SessionCredentialFromConsole]),
    ("requestParameters", Cell::Json, Risk::None, REQUEST),
    ("requestParameters.jobId", Cell::Text, Risk::None, &[Field::RequestJobId]),
    ("requestParameters.jobName", Cell::Text, Risk::None, &[Field::RequestJobName]),
    ("requestParameters.dataAccessRoleArn", Cell::Text, Risk::None, &[Field::RequestRole]),
    ("requestParameters.kMSKey", Cell::Text, Risk::None, &[Field::RequestKmsKey]),
    ("requestParameters.inputDataConfig.s3Bucket", Cell::Text, Risk::None, &[Field::RequestInputBucket]),
    ("requestParameters.inputDataConfig.s3Key", Cell::Text, Risk::None, &[Field::RequestInputKey]),
    ("requestParameters.outputDataConfig.s3Bucket", Cell::Text, Risk::None, &[Field::RequestOutputBucket]),
    ("requestParameters.outputDataConfig.s3Key", Cell::Text, Risk::None, &[Field::RequestOutputKey]),
    ("responseElements", Cell::Json, Risk::None, RESPONSE),
    ("responseElements.jobId", Cell::Text, Risk::None, &[Field::ResponseJobId]),
    ("responseElements.ConsoleLogin", Cell::Text, Risk::None, &[Field::ConsoleLogin]),
    ("additionalEventData", Cell::Json, Risk::None, &[Field::MfaUsed]),
    ("resources", Cell::Json, Risk::None, &[]),
    ("serviceEventDetails", Cell::Json, Risk::None, &[]),
    ("addendum", Cell::Json, Risk::None, &[
        Field::AddendumReason, Field::AddendumOriginalRequestId, Field::AddendumOriginalEventId,
    ]),
    ("edgeDeviceDetails", Cell::Json, Risk::None, &[]),
    ("insightDetails", Cell::Json, Risk::None, &[]),
    ("eventContext", Cell::Json, Risk::None, &[]),
    ("tlsDetails", Cell::Json, Risk::None, &[
        Field::TlsVersion, Field::CipherSuite, Field::KeyExchange, Field::ClientProvidedHostHeader,
    ]),
    ("tlsDetails.tlsVersion", Cell::Text, Risk::None, &[Field::TlsVersion]),
    ("tlsDetails.cipherSuite", Cell::Text, Risk::None, &[Field::CipherSuite]),
    ("tlsDetails.keyExchange", Cell::Text, Risk::None, &[Field::KeyExchange]),
    ("tlsDetails.clientProvidedHostHeader", Cell::Text, Risk::None, &[Field::ClientProvidedHostHeader]),
    ("userIdentity", Cell::Json, Risk::None, USER_IDENTITY),
    ("userIdentity.type", Cell::Text, Risk::None, &[Field::IdentityType]),
    ("userIdentity.userName", Cell::Text, Risk::None, &[Field::UserName]),
    ("userIdentity.principalId", Cell::Text, Risk::None, &[Field::PrincipalId]),
    ("userIdentity.arn", Cell::Text, Risk::None, &[Field::Arn]),
    ("userIdentity.accountId", Cell::Text, Risk::Account, &[Field::AccountId]),
    ("userIdentity.accessKeyId", Cell::Text, Risk::None, &[Field::AccessKeyId]),
    ("userIdentity.invokedBy", Cell::Text, Risk::None, &[Field::InvokedBy]),
    ("userIdentity.identityProvider", Cell::Text, Risk::None, &[Field::IdentityProvider]),
    ("userIdentity.credentialId", Cell::Text, Risk::None, &[Field::CredentialId]),
    ("userIdentity.onBehalfOf.userId", Cell::Text, Risk::None, &[Field::OnBehalfOfUserId]),
    ("userIdentity.onBehalfOf.identityStoreArn", Cell::Text, Risk::None, &[Field::IdentityStoreArn]),
    ("userIdentity.invokedByDelegate.accountId", Cell::Text, Risk::Account, &[Field::DelegateAccountId]),
    ("userIdentity.sessionContext", Cell::Json, Risk::None, &[
        Field::SessionContext, Field::SourceIdentity, Field::AssumedRoot, Field::Ec2RoleDelivery,
        Field::SignInSessionArn, Field::MfaAuthenticated, Field::CreationDate, Field::IssuerType, Field::IssuerUserName, Field::IssuerPrincipalId, Field::IssuerArn, Field::IssuerAccountId,
        Field::WebIdFederationData, Field::FederatedProvider,
    ]),
    ("userIdentity.sessionContext.sourceIdentity", Cell::Text, Risk::None, &[Field::SourceIdentity]),
    ("userIdentity.sessionContext.assumedRoot", Cell::Text, Risk::None, &[Field::AssumedRoot]),
    ("userIdentity.sessionContext.ec2RoleDelivery", Cell::Text, Risk::None, &[Field::Ec2RoleDelivery]),
    ("userIdentity.sessionContext.attributes.mfaAuthenticated", Cell::Text, Risk::Flag, &[Field::MfaAuthenticated]),
    ("userIdentity.sessionContext.attributes.creationDate", Cell::Text, Risk::None, &[Field::CreationDate]),
    ("userIdentity.sessionContext.sessionIssuer.type", Cell::Text, Risk::None, &[Field::IssuerType]),
    ("userIdentity.sessionContext.sessionIssuer.userName", Cell::Text, Risk::None, &[Field::IssuerUserName]),
    ("userIdentity.sessionContext.sessionIssuer.principalId", Cell::Text, Risk::None, &[Field::IssuerPrincipalId]),
    ("userIdentity.sessionContext.sessionIssuer.arn", Cell::Text, Risk::None, &[Field::IssuerArn]),
    ("userIdentity.sessionContext.sessionIssuer.accountId", Cell::Text, Risk::Account, &[Field::IssuerAccountId]),
];

/// Short names that stand at one place of a record only. `arn` may also be a resource's: its values tell.
const SHORT: [(&str, &str); 8] = [
    ("arn", "userIdentity.arn"),
    ("accessKeyId", "userIdentity.accessKeyId"),
    ("invokedBy", "userIdentity.invokedBy"),
    ("sourceIdentity", "userIdentity.sessionContext.sourceIdentity"),
    (
        "mfaAuthenticated",
        "userIdentity.sessionContext.attributes.mfaAuthenticated",
    ),
    ("tlsVersion", "tlsDetails.tlsVersion"),
    ("cipherSuite", "tlsDetails.cipherSuite"),
    ("clientProvidedHostHeader", "tlsDetails.clientProvidedHostHeader"),
];

/// Names that hardly any table has but CloudTrail's.
const TELLING: [&str; 7] = [
    "eventSource",
    "awsRegion",
    "sourceIPAddress",
    "userIdentity",
    "requestParameters",
    "recipientAccountId",
    "eventVersion",
];

/// Columns that hold whole records.
const RECORD: [&str; 2] = ["eventJson", "@message"];

fn known(name: &str) -> Option<&'static Known> {
    COLUMNS.iter().find(|column| column.0.eq_ignore_ascii_case(name))
}

/// Which export has these columns.
pub(super) fn kind<'a>(names: impl Iterator<Item = &'a str> + Clone, is_quoted: bool) -> Option<CsvKind> {
    let has = |wanted: &str| names.clone().any(|name| name.eq_ignore_ascii_case(wanted));
    if has("@message") {
        return Some(CsvKind::LogsInsights);
    }
    if has("eventJson") {
        return Some(CsvKind::Lake);
    }
    is_enough(names.clone()).then(|| match (has("@timestamp"), is_quoted) {
        (true, _) => CsvKind::LogsInsights,
        (false, true) => CsvKind::Athena,
        (false, false) => CsvKind::Lake,
    })
}

/// The columns tell an event: its name or ID with its source, or with two more of which one is telling.
pub(super) fn is_enough<'a>(names: impl Iterator<Item = &'a str> + Clone) -> bool {
    let has = |wanted: &str| names.clone().any(|name| name.eq_ignore_ascii_case(wanted));
    let count = COLUMNS.iter().filter(|column| has(column.0)).count();
    let is_event = has("eventName") || has("eventID");
    is_event && (has("eventSource") || count >= 3 && TELLING.iter().any(|&name| has(name)))
}

/// Where the column's values stand in a record.
pub(super) fn place(name: &str) -> Option<Place> {
    if RECORD.iter().any(|record| record.eq_ignore_ascii_case(name)) {
        return Some(unknown(vec![name.to_owned()], Cell::Record));
    }
    let short = SHORT.iter().find(|short| short.0.eq_ignore_ascii_case(name));
    let full = short.map_or(name, |short| short.1);
    let Some(&(path, cell, risk, fields)) = known(full) else {
        return inner(name);
    };
    Some(Place {
        cell: if short.is_some() && path == "userIdentity.arn" {
            Cell::CallerArn
        } else {
            cell
        },
        risk,
        fields,
        is_nullable: ["requestParameters", "responseElements"].contains(&path),
        ..unknown(path.split('.').map(str::to_owned).collect(), cell)
    })
}

/// A path into one of the record's objects, such as `requestParameters.bucketName`. Paths with a number lead
/// into a list, of which one element cannot be put back.
fn inner(name: &str) -> Option<Place> {
    let (top, rest) = name.split_once('.')?;
    let &(top, ..) = known(top).filter(|column| column.1 == Cell::Json)?;
    let is_key = |key: &str| !key.is_empty() && !key.bytes().all(|byte| byte.is_ascii_digit());
    let path = std::iter::once(top).chain(rest.split('.')).map(str::to_owned);
    rest.split('.')
        .all(is_key)
        .then(|| unknown(path.collect(), Cell::Text))
}

fn unknown(path: Vec<String>, cell: Cell) -> Place {
    Place {
        path,
        cell,
        risk: Risk::None,
        fields: &[],
        is_nullable: false,
        is_optional: false,
    }
}
