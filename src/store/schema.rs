//! The columns of the table: their order, stable names and kinds.
//!
//! A column is added here, filled in `reader/row.rs` and worded in `ui/wording.rs`; exhaustive matches name the places.

use serde::{Deserialize, Serialize};

/// How a column's values are held and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Milliseconds since the epoch, or nothing.
    Time,
    /// Text behind a dictionary.
    Text,
    /// An id, nearly always a GUID and nearly always unique: 16 bytes a row, odd ones as text.
    Guid,
}

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $kind:ident;)*) => {
        /// A column of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[repr(u8)]
        pub enum Column { $($(#[$doc])* #[serde(rename = $key)] $name,)* }

        impl Column {
            /// All columns, in the order of declaration, which is the order in batches.
            pub const ALL: &'static [Column] = &[$(Column::$name,)*];

            /// The stable name: in the filter language, in links and in exports. Record fields keep CloudTrail's own path.
            pub fn key(self) -> &'static str {
                match self { $(Column::$name => $key,)* }
            }

            /// How its values are held.
            pub fn kind(self) -> Kind {
                match self { $(Column::$name => Kind::$kind,)* }
            }
        }
    };
}

columns! {
    /// `eventTime`: when the request completed.
    Time = "eventTime", Time;
    /// `eventName`: the API operation.
    Operation = "eventName", Text;
    /// `Success`, or the error code, or what stands for one (CloudTrail facts, outcome rule).
    Result = "result", Text;
    /// What kind of outcome it is: "Success", "Denied", "Throttled", "Invalid input" … (docs/columns.md).
    OutcomeClass = "outcomeClass", Text;
    /// The best human label of who called.
    Caller = "caller", Text;
    /// The caller and the unique ID behind it: two users of the same name stay apart.
    Principal = "principal", Text;
    /// The kind of identity, by the decision table: "Root", "IAM user", "Role session" …
    CallerKind = "callerKind", Text;
    /// The kind of credential: "Long-term key", "Temporary session" …
    Credential = "credential", Text;
    /// What the record says of MFA: "With MFA", "Without MFA", "Not told".
    MfaState = "mfaState", Text;
    /// `sourceIPAddress`; often not an address.
    SourceIp = "sourceIPAddress", Text;
    /// What kind of source that is: "Public address", "Private address", "AWS service" …
    NetworkClass = "networkClass", Text;
    /// Whether the call came by a VPC endpoint: "VPC endpoint", "None recorded", "Not applicable".
    Endpoint = "endpoint", Text;
    /// `awsRegion`.
    Region = "awsRegion", Text;
    /// Whether the service is known to be offered in that Region; only of Comprehend Medical's records.
    RegionListed = "regionListed", Text;
    /// The client by its user agent, short: "AWS SDK for Java 1.11.590".
    Client = "client", Text;
    /// What kind of program that is: "Console", "CLI", "SDK", "AWS service" …
    ClientKind = "clientKind", Text;
    /// The client without its version.
    ClientFamily = "clientFamily", Text;
    /// The client's version.
    ClientVersion = "clientVersion", Text;
    /// `eventSource`.
    EventSource = "eventSource", Text;
    /// The group of the operation; this and the next five only of Comprehend Medical's records.
    OperationGroup = "operationGroup", Text;
    /// What the operation touches.
    Touches = "touches", Text;
    /// The operation's access level in the Service Authorization Reference.
    IamLevel = "iamLevel", Text;
    /// The operation is one about batch jobs.
    IsJob = "isJob", Text;
    /// The kind of batch job.
    JobType = "jobType", Text;
    /// AWS advises against the operation.
    Deprecated = "deprecated", Text;
    /// `errorCode`.
    ErrorCode = "errorCode", Text;
    /// `errorMessage`.
    ErrorMessage = "errorMessage", Text;
    /// `userAgent`.
    UserAgent = "userAgent", Text;
    /// `userIdentity.type`.
    IdentityType = "userIdentity.type", Text;
    /// `userIdentity.userName`.
    UserName = "userIdentity.userName", Text;
    /// `userIdentity.principalId`.
    PrincipalId = "userIdentity.principalId", Text;
    /// `userIdentity.arn`.
    Arn = "userIdentity.arn", Text;
    /// `userIdentity.accountId`.
    AccountId = "userIdentity.accountId", Text;
    /// `userIdentity.accessKeyId`.
    AccessKeyId = "userIdentity.accessKeyId", Text;
    /// `userIdentity.invokedBy`.
    InvokedBy = "userIdentity.invokedBy", Text;
    /// `userIdentity.identityProvider`.
    IdentityProvider = "userIdentity.identityProvider", Text;
    /// `userIdentity.credentialId`.
    CredentialId = "userIdentity.credentialId", Text;
    /// `userIdentity.onBehalfOf.userId`.
    OnBehalfOfUserId = "userIdentity.onBehalfOf.userId", Text;
    /// `userIdentity.onBehalfOf.identityStoreArn`.
    IdentityStoreArn = "userIdentity.onBehalfOf.identityStoreArn", Text;
    /// `userIdentity.inScopeOf.sourceArn`.
    ScopeSourceArn = "userIdentity.inScopeOf.sourceArn", Text;
    /// `userIdentity.inScopeOf.sourceAccount`.
    ScopeSourceAccount = "userIdentity.inScopeOf.sourceAccount", Text;
    /// `userIdentity.inScopeOf.issuerType`.
    ScopeIssuerType = "userIdentity.inScopeOf.issuerType", Text;
    /// `userIdentity.inScopeOf.credentialsIssuedTo`.
    ScopeIssuedTo = "userIdentity.inScopeOf.credentialsIssuedTo", Text;
    /// `userIdentity.invokedByDelegate.accountId`.
    DelegateAccountId = "userIdentity.invokedByDelegate.accountId", Text;
    /// `userIdentity.sessionContext.sessionIssuer.type`.
    IssuerType = "userIdentity.sessionContext.sessionIssuer.type", Text;
    /// `userIdentity.sessionContext.sessionIssuer.userName`.
    IssuerUserName = "userIdentity.sessionContext.sessionIssuer.userName", Text;
    /// `userIdentity.sessionContext.sessionIssuer.principalId`.
    IssuerPrincipalId = "userIdentity.sessionContext.sessionIssuer.principalId", Text;
    /// `userIdentity.sessionContext.sessionIssuer.arn`.
    IssuerArn = "userIdentity.sessionContext.sessionIssuer.arn", Text;
    /// `userIdentity.sessionContext.sessionIssuer.accountId`.
    IssuerAccountId = "userIdentity.sessionContext.sessionIssuer.accountId", Text;
    /// `userIdentity.sessionContext.webIdFederationData.federatedProvider`.
    FederatedProvider = "userIdentity.sessionContext.webIdFederationData.federatedProvider", Text;
    /// `userIdentity.sessionContext.sourceIdentity`.
    SourceIdentity = "userIdentity.sessionContext.sourceIdentity", Text;
    /// `userIdentity.sessionContext.assumedRoot`.
    AssumedRoot = "userIdentity.sessionContext.assumedRoot", Text;
    /// `userIdentity.sessionContext.ec2RoleDelivery`.
    Ec2RoleDelivery = "userIdentity.sessionContext.ec2RoleDelivery", Text;
    /// `userIdentity.sessionContext.signInSessionArn`.
    SignInSessionArn = "userIdentity.sessionContext.signInSessionArn", Text;
    /// `userIdentity.sessionContext.attributes.mfaAuthenticated`.
    Mfa = "userIdentity.sessionContext.attributes.mfaAuthenticated", Text;
    /// `userIdentity.sessionContext.attributes.creationDate`.
    SessionCreated = "userIdentity.sessionContext.attributes.creationDate", Text;
    /// `additionalEventData.MFAUsed`, which sign-ins to the console have.
    MfaUsed = "additionalEventData.MFAUsed", Text;
    /// `recipientAccountId`.
    RecipientAccountId = "recipientAccountId", Text;
    /// `eventType`.
    EventType = "eventType", Text;
    /// `eventCategory`.
    EventCategory = "eventCategory", Text;
    /// `eventVersion`.
    EventVersion = "eventVersion", Text;
    /// `apiVersion`.
    ApiVersion = "apiVersion", Text;
    /// `readOnly`.
    ReadOnly = "readOnly", Text;
    /// `managementEvent`.
    ManagementEvent = "managementEvent", Text;
    /// `vpcEndpointId`.
    VpcEndpointId = "vpcEndpointId", Text;
    /// `vpcEndpointAccountId`: who owns the endpoint.
    VpcEndpointAccountId = "vpcEndpointAccountId", Text;
    /// `sharedEventID`.
    SharedEventId = "sharedEventID", Text;
    /// `addendum.reason`: why the record was delivered late or anew.
    AddendumReason = "addendum.reason", Text;
    /// `addendum.originalRequestID`.
    AddendumOriginalRequestId = "addendum.originalRequestID", Text;
    /// `addendum.originalEventID`: the record that this one brings up to date.
    AddendumOriginalEventId = "addendum.originalEventID", Text;
    /// Another record tells of the same call: a management event and its network activity event. Set by the table.
    Twin = "twin", Text;
    /// `sessionCredentialFromConsole`.
    FromConsole = "sessionCredentialFromConsole", Text;
    /// `tlsDetails.tlsVersion`.
    TlsVersion = "tlsDetails.tlsVersion", Text;
    /// `tlsDetails.cipherSuite`.
    CipherSuite = "tlsDetails.cipherSuite", Text;
    /// `tlsDetails.keyExchange`.
    KeyExchange = "tlsDetails.keyExchange", Text;
    /// `tlsDetails.clientProvidedHostHeader`.
    HostHeader = "tlsDetails.clientProvidedHostHeader", Text;
    /// Whether that host is one of FIPS endpoints.
    Fips = "fips", Text;
    /// `requestParameters`: only its state (`null`, absent, `{}`, `{…}` when it holds something, `{omitted}` when it was too large).
    RequestParameters = "requestParameters", Text;
    /// The job's id, from the response or the request. This and what follows of jobs: keys without regard to case;
    /// of a described job what the response says, else what the request says.
    JobId = "jobId", Text;
    /// The job's name.
    JobName = "jobName", Text;
    /// The job's state, where a response tells it.
    JobStatus = "jobStatus", Text;
    /// The bucket the job reads.
    InputBucket = "inputBucket", Text;
    /// What in that bucket it reads.
    InputKey = "inputKey", Text;
    /// The bucket the job writes to.
    OutputBucket = "outputBucket", Text;
    /// Where in that bucket it writes.
    OutputKey = "outputKey", Text;
    /// The role by which the service reaches the buckets.
    DataAccessRole = "dataAccessRole", Text;
    /// The key that encrypts the results.
    KmsKey = "kmsKey", Text;
    /// `eventID`.
    EventId = "eventID", Guid;
    /// `requestID`.
    RequestId = "requestID", Guid;
}

impl Column {
    /// The column's place in [`Column::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// The column of a stable name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|column| column.key() == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_names_one_column() {
        for (index, column) in Column::ALL.iter().enumerate() {
            assert_eq!(column.index(), index);
            assert_eq!(Column::from_key(column.key()), Some(*column));
        }
    }
}
