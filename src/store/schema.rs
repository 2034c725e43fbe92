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
    /// The best human label of who called.
    Caller = "caller", Text;
    /// The kind of identity, by the decision table: "Root", "IAM user", "Role session" …
    CallerKind = "callerKind", Text;
    /// The kind of credential: "Long-term key", "Temporary session" …
    Credential = "credential", Text;
    /// `sourceIPAddress`; often not an address.
    SourceIp = "sourceIPAddress", Text;
    /// `awsRegion`.
    Region = "awsRegion", Text;
    /// The client by its user agent, short: "AWS SDK for Java 1.11.590".
    Client = "client", Text;
    /// `eventSource`.
    EventSource = "eventSource", Text;
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
    /// `userIdentity.sessionContext.sessionIssuer.arn`.
    IssuerArn = "userIdentity.sessionContext.sessionIssuer.arn", Text;
    /// `userIdentity.sessionContext.sourceIdentity`.
    SourceIdentity = "userIdentity.sessionContext.sourceIdentity", Text;
    /// `userIdentity.sessionContext.attributes.mfaAuthenticated`.
    Mfa = "userIdentity.sessionContext.attributes.mfaAuthenticated", Text;
    /// `userIdentity.sessionContext.attributes.creationDate`.
    SessionCreated = "userIdentity.sessionContext.attributes.creationDate", Text;
    /// `recipientAccountId`.
    RecipientAccountId = "recipientAccountId", Text;
    /// `eventType`.
    EventType = "eventType", Text;
    /// `eventCategory`.
    EventCategory = "eventCategory", Text;
    /// `eventVersion`.
    EventVersion = "eventVersion", Text;
    /// `readOnly`.
    ReadOnly = "readOnly", Text;
    /// `managementEvent`.
    ManagementEvent = "managementEvent", Text;
    /// `vpcEndpointId`.
    VpcEndpointId = "vpcEndpointId", Text;
    /// `sharedEventID`.
    SharedEventId = "sharedEventID", Text;
    /// `sessionCredentialFromConsole`.
    FromConsole = "sessionCredentialFromConsole", Text;
    /// `tlsDetails.tlsVersion`.
    TlsVersion = "tlsDetails.tlsVersion", Text;
    /// `tlsDetails.cipherSuite`.
    CipherSuite = "tlsDetails.cipherSuite", Text;
    /// `tlsDetails.clientProvidedHostHeader`.
    HostHeader = "tlsDetails.clientProvidedHostHeader", Text;
    /// `requestParameters`: only its state (`null`, absent, `{}`, or `{…}` when it holds something).
    RequestParameters = "requestParameters", Text;
    /// The job's id, from the response of Start and Stop or the request of Describe and Stop, keys without regard to case.
    JobId = "jobId", Text;
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
