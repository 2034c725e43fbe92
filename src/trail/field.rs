//! The fields of a record that MedTrail looks at, as a tree of keys.
//!
//! Names and places: CloudTrail User Guide, "CloudTrail record contents" and "userIdentity element".

mod jobs;

use self::jobs::{REQUEST, RESPONSE};

/// A field. The order is that of the tree, depth first, so that a subtree is a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Field {
    EventVersion,
    EventTime,
    EventSource,
    EventName,
    AwsRegion,
    SourceIpAddress,
    UserAgent,
    ErrorCode,
    ErrorMessage,
    RequestId,
    EventId,
    EventType,
    EventCategory,
    ReadOnly,
    ManagementEvent,
    RecipientAccountId,
    SharedEventId,
    VpcEndpointId,
    VpcEndpointAccountId,
    ApiVersion,
    SessionCredentialFromConsole,
    MfaUsed,
    AddendumReason,
    AddendumOriginalRequestId,
    AddendumOriginalEventId,
    RequestParameters,
    RequestJobId,
    RequestJobName,
    RequestRole,
    RequestKmsKey,
    RequestInputBucket,
    RequestInputKey,
    RequestOutputBucket,
    RequestOutputKey,
    ResponseElements,
    ResponseJobId,
    ConsoleLogin,
    JobJobId,
    JobName,
    JobStatus,
    JobRole,
    JobKmsKey,
    JobInputBucket,
    JobInputKey,
    JobOutputBucket,
    JobOutputKey,
    TlsVersion,
    CipherSuite,
    KeyExchange,
    ClientProvidedHostHeader,
    UserIdentity,
    IdentityType,
    UserName,
    PrincipalId,
    Arn,
    AccountId,
    AccessKeyId,
    InvokedBy,
    IdentityProvider,
    CredentialId,
    OnBehalfOfUserId,
    IdentityStoreArn,
    ScopeSourceArn,
    ScopeSourceAccount,
    ScopeIssuerType,
    ScopeIssuedTo,
    DelegateAccountId,
    SessionContext,
    SourceIdentity,
    AssumedRoot,
    Ec2RoleDelivery,
    SignInSessionArn,
    MfaAuthenticated,
    CreationDate,
    IssuerType,
    IssuerUserName,
    IssuerPrincipalId,
    IssuerArn,
    IssuerAccountId,
    WebIdFederationData,
    FederatedProvider,
}

/// Number of fields.
pub const NUM_FIELDS: usize = Field::FederatedProvider as usize + 1;

/// What a key leads to: a field, a deeper node, or both.
#[derive(Clone, Copy, Debug)]
pub struct Branch {
    key: &'static str,
    /// The field whose value stands under the key.
    pub field: Option<Field>,
    /// The keys below.
    pub node: Option<&'static Node>,
}

/// The keys of one object.
#[derive(Debug)]
pub struct Node {
    branches: &'static [Branch],
    /// Keys of request and response differ in case between services (`jobId`, `JobId`).
    ignores_case: bool,
    /// The fields at and below this node.
    pub fields: std::ops::RangeInclusive<usize>,
}

impl Branch {
    /// The key, as CloudTrail spells it.
    pub fn key(&self) -> &'static str {
        self.key
    }
}

impl Node {
    /// All keys that matter here.
    pub fn branches(&self) -> &'static [Branch] {
        self.branches
    }

    /// Keys count in any case.
    pub fn ignores_case(&self) -> bool {
        self.ignores_case
    }

    /// What `key` leads to from here.
    pub fn branch(&self, key: &str) -> Option<&'static Branch> {
        let is_key = |branch: &&Branch| {
            branch.key == key || (self.ignores_case && branch.key.eq_ignore_ascii_case(key))
        };
        self.branches.iter().find(is_key)
    }
}

impl Node {
    /// The same, for a key that a person wrote: where no key is exactly this, case makes no difference.
    pub fn branch_of_any_case(&self, key: &str) -> Option<&'static Branch> {
        let in_any_case = || {
            self.branches
                .iter()
                .find(|branch| branch.key.eq_ignore_ascii_case(key))
        };
        self.branch(key).or_else(in_any_case)
    }
}

const fn leaf(key: &'static str, field: Field) -> Branch {
    Branch {
        key,
        field: Some(field),
        node: None,
    }
}

const fn inner(key: &'static str, node: &'static Node) -> Branch {
    Branch {
        key,
        field: None,
        node: Some(node),
    }
}

const fn both(key: &'static str, field: Field, node: &'static Node) -> Branch {
    Branch {
        key,
        field: Some(field),
        node: Some(node),
    }
}

const fn node(branches: &'static [Branch], first: Field, last: Field) -> Node {
    Node {
        branches,
        ignores_case: false,
        fields: first as usize..=last as usize,
    }
}

/// The top of a record.
pub static RECORD: Node = node(
    &[
        leaf("eventVersion", Field::EventVersion),
        both("userIdentity", Field::UserIdentity, &USER_IDENTITY),
        leaf("eventTime", Field::EventTime),
        leaf("eventSource", Field::EventSource),
        leaf("eventName", Field::EventName),
        leaf("awsRegion", Field::AwsRegion),
        leaf("sourceIPAddress", Field::SourceIpAddress),
        leaf("userAgent", Field::UserAgent),
        leaf("errorCode", Field::ErrorCode),
        leaf("errorMessage", Field::ErrorMessage),
        both("requestParameters", Field::RequestParameters, &REQUEST),
        both("responseElements", Field::ResponseElements, &RESPONSE),
        leaf("requestID", Field::RequestId),
        leaf("eventID", Field::EventId),
        leaf("readOnly", Field::ReadOnly),
        leaf("eventType", Field::EventType),
        leaf("managementEvent", Field::ManagementEvent),
        leaf("recipientAccountId", Field::RecipientAccountId),
        leaf("eventCategory", Field::EventCategory),
        inner("tlsDetails", &TLS),
        leaf("sharedEventID", Field::SharedEventId),
        leaf("vpcEndpointId", Field::VpcEndpointId),
        leaf("vpcEndpointAccountId", Field::VpcEndpointAccountId),
        leaf("apiVersion", Field::ApiVersion),
        inner("additionalEventData", &ADDITIONAL),
        inner("addendum", &ADDENDUM),
        leaf(
            "sessionCredentialFromConsole",
            Field::SessionCredentialFromConsole,
        ),
    ],
    Field::EventVersion,
    Field::FederatedProvider,
);

static ADDITIONAL: Node = node(&[leaf("MFAUsed", Field::MfaUsed)], Field::MfaUsed, Field::MfaUsed);

static ADDENDUM: Node = node(
    &[
        leaf("reason", Field::AddendumReason),
        leaf("originalRequestID", Field::AddendumOriginalRequestId),
        leaf("originalEventID", Field::AddendumOriginalEventId),
    ],
    Field::AddendumReason,
    Field::AddendumOriginalEventId,
);

const fn caseless(branches: &'static [Branch], first: Field, last: Field) -> Node {
    Node {
        ignores_case: true,
        ..node(branches, first, last)
    }
}

static TLS: Node = node(
    &[
        leaf("tlsVersion", Field::TlsVersion),
        leaf("cipherSuite", Field::CipherSuite),
        leaf("keyExchange", Field::KeyExchange),
        leaf("clientProvidedHostHeader", Field::ClientProvidedHostHeader),
    ],
    Field::TlsVersion,
    Field::ClientProvidedHostHeader,
);

static USER_IDENTITY: Node = node(
    &[
        leaf("type", Field::IdentityType),
        leaf("principalId", Field::PrincipalId),
        leaf("arn", Field::Arn),
        leaf("accountId", Field::AccountId),
        leaf("accessKeyId", Field::AccessKeyId),
        both("sessionContext", Field::SessionContext, &SESSION),
        leaf("userName", Field::UserName),
        leaf("invokedBy", Field::InvokedBy),
        leaf("identityProvider", Field::IdentityProvider),
        leaf("credentialId", Field::CredentialId),
        inner("onBehalfOf", &ON_BEHALF_OF),
        inner("inScopeOf", &IN_SCOPE_OF),
        inner("invokedByDelegate", &DELEGATE),
    ],
    Field::UserIdentity,
    Field::FederatedProvider,
);

static ON_BEHALF_OF: Node = node(
    &[
        leaf("userId", Field::OnBehalfOfUserId),
        leaf("identityStoreArn", Field::IdentityStoreArn),
    ],
    Field::OnBehalfOfUserId,
    Field::IdentityStoreArn,
);

static IN_SCOPE_OF: Node = node(
    &[
        leaf("sourceArn", Field::ScopeSourceArn),
        leaf("sourceAccount", Field::ScopeSourceAccount),
        leaf("issuerType", Field::ScopeIssuerType),
        leaf("credentialsIssuedTo", Field::ScopeIssuedTo),
    ],
    Field::ScopeSourceArn,
    Field::ScopeIssuedTo,
);

static DELEGATE: Node = node(
    &[leaf("accountId", Field::DelegateAccountId)],
    Field::DelegateAccountId,
    Field::DelegateAccountId,
);

static SESSION: Node = node(
    &[
        inner("sessionIssuer", &ISSUER),
        inner("attributes", &ATTRIBUTES),
        both("webIdFederationData", Field::WebIdFederationData, &WEB_IDENTITY),
        leaf("sourceIdentity", Field::SourceIdentity),
        leaf("assumedRoot", Field::AssumedRoot),
        leaf("ec2RoleDelivery", Field::Ec2RoleDelivery),
        leaf("signInSessionArn", Field::SignInSessionArn),
    ],
    Field::SessionContext,
    Field::FederatedProvider,
);

static ATTRIBUTES: Node = node(
    &[
        leaf("creationDate", Field::CreationDate),
        leaf("mfaAuthenticated", Field::MfaAuthenticated),
    ],
    Field::MfaAuthenticated,
    Field::CreationDate,
);

static ISSUER: Node = node(
    &[
        leaf("type", Field::IssuerType),
        leaf("principalId", Field::IssuerPrincipalId),
        leaf("arn", Field::IssuerArn),
        leaf("accountId", Field::IssuerAccountId),
        leaf("userName", Field::IssuerUserName),
    ],
    Field::IssuerType,
    Field::IssuerAccountId,
);

static WEB_IDENTITY: Node = node(
    &[leaf("federatedProvider", Field::FederatedProvider)],
    Field::WebIdFederationData,
    Field::FederatedProvider,
);

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(node: &'static Node, seen: &mut Vec<usize>) {
        for branch in node.branches {
            if let Some(field) = branch.field {
                assert!(node.fields.contains(&(field as usize)), "{}", branch.key);
                seen.push(field as usize);
            }
            if let Some(inner) = branch.node {
                assert!(
                    node.fields.contains(inner.fields.start()) && node.fields.contains(inner.fields.end())
                );
                walk(inner, seen);
            }
        }
    }

    #[test]
    fn every_field_stands_once_in_the_tree_and_in_its_nodes_range() {
        let mut seen = Vec::new();
        walk(&RECORD, &mut seen);
        seen.sort_unstable();
        assert_eq!(seen, (0..NUM_FIELDS).collect::<Vec<_>>());
    }

    #[test]
    fn request_and_response_keys_are_found_whatever_their_case() {
        assert!(REQUEST.branch("kMSKey").is_some() && jobs::JOB_INPUT.branch("S3Bucket").is_some());
        assert!(REQUEST.branch("JobId").is_some());
        assert!(RECORD.branch("eventsource").is_none());
    }
}
