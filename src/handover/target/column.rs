//! The columns in terms of the record: the twin of `reader/row.rs` and `trail/identity.rs`, for engines that read
//! records themselves. `tests/handover.rs` holds the two together.

use super::expression::{Cond, Path, Text};
use crate::store::Column;

/// What a column is elsewhere.
pub(super) enum Source {
    /// What stands under these keys.
    Field(Path),
    /// A text worked out; its states, if it has any, are those of what stands under the keys.
    Derived(Text, Option<Path>),
    /// The time of the call.
    Time,
    /// Only this page knows how to work it out; these fields are what it is worked out from.
    Unknown(&'static [Column]),
}

const TYPE: Text = Text::At(&["userIdentity", "type"]);
const USER_NAME: Text = Text::At(&["userIdentity", "userName"]);
const PRINCIPAL: Text = Text::At(&["userIdentity", "principalId"]);
const ARN: Text = Text::At(&["userIdentity", "arn"]);
const ACCOUNT: Text = Text::At(&["userIdentity", "accountId"]);
const ACCESS_KEY: Text = Text::At(&["userIdentity", "accessKeyId"]);
const INVOKED_BY: Text = Text::At(&["userIdentity", "invokedBy"]);
const ON_BEHALF_OF: Text = Text::At(&["userIdentity", "onBehalfOf", "userId"]);
const DELEGATE: Text = Text::At(&["userIdentity", "invokedByDelegate", "accountId"]);
const SESSION: Path = &["userIdentity", "sessionContext"];
const WEB_IDENTITY: Path = &["userIdentity", "sessionContext", "webIdFederationData"];
const SOURCE_IDENTITY: Text = Text::At(&["userIdentity", "sessionContext", "sourceIdentity"]);
const ASSUMED_ROOT: Text = Text::At(&["userIdentity", "sessionContext", "assumedRoot"]);
const ISSUER_NAME: Text = Text::At(&["userIdentity", "sessionContext", "sessionIssuer", "userName"]);
const RECIPIENT: Text = Text::At(&["recipientAccountId"]);
const ERROR_CODE: Text = Text::At(&["errorCode"]);

/// What `column` is in a record of CloudTrail.
pub(super) fn source(column: Column) -> Source {
    match column {
        Column::Time => Source::Time,
        Column::Result => Source::Derived(result(), None),
        Column::Caller => Source::Derived(caller(), None),
        Column::CallerKind => Source::Derived(caller_kind(), None),
        Column::Credential => Source::Derived(credential(), None),
        Column::Client => Source::Unknown(&[Column::UserAgent]),
        Column::RequestParameters => Source::Derived(request_parameters(), Some(&["requestParameters"])),
        Column::JobId => Source::Derived(of_job("jobId"), Some(&["requestParameters", "jobId"])),
        Column::Operation => Source::Field(&["eventName"]),
        Column::SourceIp => Source::Field(&["sourceIPAddress"]),
        Column::Region => Source::Field(&["awsRegion"]),
        Column::EventSource => Source::Field(&["eventSource"]),
        Column::ErrorCode => Source::Field(&["errorCode"]),
        Column::ErrorMessage => Source::Field(&["errorMessage"]),
        Column::UserAgent => Source::Field(&["userAgent"]),
        Column::IdentityType => Source::Field(&["userIdentity", "type"]),
        Column::UserName => Source::Field(&["userIdentity", "userName"]),
        Column::PrincipalId => Source::Field(&["userIdentity", "principalId"]),
        Column::Arn => Source::Field(&["userIdentity", "arn"]),
        Column::AccountId => Source::Field(&["userIdentity", "accountId"]),
        Column::AccessKeyId => Source::Field(&["userIdentity", "accessKeyId"]),
        Column::InvokedBy => Source::Field(&["userIdentity", "invokedBy"]),
        Column::IssuerArn => Source::Field(&["userIdentity", "sessionContext", "sessionIssuer", "arn"]),
        Column::SourceIdentity => Source::Field(&["userIdentity", "sessionContext", "sourceIdentity"]),
        Column::Mfa => Source::Field(&["userIdentity", "sessionContext", "attributes", "mfaAuthenticated"]),
        Column::SessionCreated => {
            Source::Field(&["userIdentity", "sessionContext", "attributes", "creationDate"])
        }
        Column::RecipientAccountId => Source::Field(&["recipientAccountId"]),
        Column::EventType => Source::Field(&["eventType"]),
        Column::EventCategory => Source::Field(&["eventCategory"]),
        Column::EventVersion => Source::Field(&["eventVersion"]),
        Column::ReadOnly => Source::Field(&["readOnly"]),
        Column::ManagementEvent => Source::Field(&["managementEvent"]),
        Column::VpcEndpointId => Source::Field(&["vpcEndpointId"]),
        Column::SharedEventId => Source::Field(&["sharedEventID"]),
        Column::FromConsole => Source::Field(&["sessionCredentialFromConsole"]),
        Column::TlsVersion => Source::Field(&["tlsDetails", "tlsVersion"]),
        Column::CipherSuite => Source::Field(&["tlsDetails", "cipherSuite"]),
        Column::HostHeader => Source::Field(&["tlsDetails", "clientProvidedHostHeader"]),
        Column::ClientKind | Column::ClientFamily | Column::ClientVersion => {
            Source::Unknown(&[Column::UserAgent])
        }
        Column::OutcomeClass => Source::Unknown(&[Column::ErrorCode]),
        Column::Principal => Source::Unknown(&[Column::PrincipalId, Column::Arn]),
        Column::MfaState => Source::Unknown(&[Column::Mfa]),
        Column::NetworkClass => Source::Unknown(&[Column::SourceIp]),
        Column::Endpoint => Source::Unknown(&[Column::VpcEndpointId]),
        Column::Fips => Source::Unknown(&[Column::HostHeader]),
        Column::RegionListed => Source::Unknown(&[Column::Region]),
        Column::OperationGroup
        | Column::Touches
        | Column::IamLevel
        | Column::IsJob
        | Column::JobType
        | Column::Deprecated => Source::Unknown(&[Column::Operation]),
        Column::JobName => Source::Derived(of_job("jobName"), Some(&["requestParameters", "jobName"])),
        // The page looks for these in several places of request and response.
        Column::JobStatus
        | Column::InputBucket
        | Column::InputKey
        | Column::OutputBucket
        | Column::OutputKey
        | Column::DataAccessRole
        | Column::KmsKey
        | Column::Twin => Source::Unknown(&[]),
        Column::IdentityProvider => Source::Field(&["userIdentity", "identityProvider"]),
        Column::CredentialId => Source::Field(&["userIdentity", "credentialId"]),
        Column::OnBehalfOfUserId => Source::Field(&["userIdentity", "onBehalfOf", "userId"]),
        Column::IdentityStoreArn => Source::Field(&["userIdentity", "onBehalfOf", "identityStoreArn"]),
        Column::ScopeSourceArn => Source::Field(&["userIdentity", "inScopeOf", "sourceArn"]),
        Column::ScopeSourceAccount => Source::Field(&["userIdentity", "inScopeOf", "sourceAccount"]),
        Column::ScopeIssuerType => Source::Field(&["userIdentity", "inScopeOf", "issuerType"]),
        Column::ScopeIssuedTo => Source::Field(&["userIdentity", "inScopeOf", "credentialsIssuedTo"]),
        Column::DelegateAccountId => Source::Field(&["userIdentity", "invokedByDelegate", "accountId"]),
        Column::IssuerType => Source::Field(&["userIdentity", "sessionContext", "sessionIssuer", "type"]),
        Column::IssuerUserName => {
            Source::Field(&["userIdentity", "sessionContext", "sessionIssuer", "userName"])
        }
        Column::IssuerPrincipalId => {
            Source::Field(&["userIdentity", "sessionContext", "sessionIssuer", "principalId"])
        }
        Column::IssuerAccountId => {
            Source::Field(&["userIdentity", "sessionContext", "sessionIssuer", "accountId"])
        }
        Column::FederatedProvider => Source::Field(&[
            "userIdentity",
            "sessionContext",
            "webIdFederationData",
            "federatedProvider",
        ]),
        Column::AssumedRoot => Source::Field(&["userIdentity", "sessionContext", "assumedRoot"]),
        Column::Ec2RoleDelivery => Source::Field(&["userIdentity", "sessionContext", "ec2RoleDelivery"]),
        Column::SignInSessionArn => Source::Field(&["userIdentity", "sessionContext", "signInSessionArn"]),
        Column::MfaUsed => Source::Field(&["additionalEventData", "MFAUsed"]),
        Column::ApiVersion => Source::Field(&["apiVersion"]),
        Column::VpcEndpointAccountId => Source::Field(&["vpcEndpointAccountId"]),
        Column::AddendumReason => Source::Field(&["addendum", "reason"]),
        Column::AddendumOriginalRequestId => Source::Field(&["addendum", "originalRequestID"]),
        Column::AddendumOriginalEventId => Source::Field(&["addendum", "originalEventID"]),
        Column::KeyExchange => Source::Field(&["tlsDetails", "keyExchange"]),
        Column::EventId => Source::Field(&["eventID"]),
        Column::RequestId => Source::Field(&["requestID"]),
    }
}

/// Fields to search where a target cannot work out the column: what it is worked out from.
pub(super) fn stand_ins(column: Column) -> &'static [Column] {
    match column {
        Column::Result => &[Column::ErrorCode],
        Column::Caller => &[
            Column::SourceIdentity,
            Column::Arn,
            Column::UserName,
            Column::PrincipalId,
        ],
        Column::CallerKind | Column::Credential => &[Column::IdentityType],
        other => match source(other) {
            Source::Unknown(fields) => fields,
            _ => &[],
        },
    }
}

fn word_when(cond: Cond, word: &'static str) -> (Cond, Text) {
    (cond, Text::Word(word))
}

fn any_type(words: &[&str]) -> Cond {
    Cond::Is(TYPE, words.iter().map(|&word| word.to_owned()).collect())
}

/// `trail/outcome.rs`.
fn result() -> Text {
    let failure = Cond::Any(vec![
        Text::At(&["responseElements", "ConsoleLogin"]).is("Failure"),
        Cond::FailedByName,
    ]);
    Text::Case(
        vec![
            word_when(ERROR_CODE.is("Success"), "Success (as an error code)"),
            (Cond::is_set(ERROR_CODE), ERROR_CODE),
            word_when(Cond::is_set(Text::At(&["errorMessage"])), "Error without a code"),
            word_when(failure, "Failure"),
        ],
        Some(Box::new(Text::Word("Success"))),
    )
}

/// `trail/identity.rs`, the kind.
fn caller_kind() -> Text {
    let is_other_account = Cond::Differ(ACCOUNT.filled(), RECIPIENT.filled());
    let role = || any_type(&["AssumedRole", "Role"]);
    Text::Case(
        vec![
            word_when(
                Cond::All(vec![TYPE.is("Root"), ASSUMED_ROOT.is("true")]),
                "Central root session",
            ),
            word_when(TYPE.is("Root"), "Root"),
            word_when(Cond::is_set(DELEGATE), "Product provider"),
            word_when(TYPE.is("AWSService"), "AWS service"),
            word_when(TYPE.is("IdentityCenterUser"), "Identity Center user"),
            word_when(Cond::is_set(ON_BEHALF_OF), "Identity Center user"),
            word_when(TYPE.is("AWSAccount"), "Other account"),
            word_when(is_other_account, "Other account"),
            word_when(TYPE.is("IAMUser"), "IAM user"),
            word_when(
                Cond::All(vec![role(), Cond::HoldsAnything(WEB_IDENTITY)]),
                "Web identity federation",
            ),
            word_when(role(), "Role session"),
            word_when(TYPE.is("SAMLUser"), "SAML federation"),
            word_when(TYPE.is("WebIdentityUser"), "Web identity federation"),
            word_when(TYPE.is("FederatedUser"), "Federated user"),
            word_when(
                Cond::All(vec![Cond::HasText(TYPE).not(), Cond::is_set(INVOKED_BY)]),
                "AWS service",
            ),
        ],
        Some(Box::new(Text::Word("Unknown"))),
    )
}

/// `trail/identity.rs`, the credential.
fn credential() -> Text {
    let is_temporary = || {
        Cond::Any(vec![
            Cond::StartsWith(ACCESS_KEY, "ASIA".to_owned()),
            Cond::All(vec![Cond::IsThere(SESSION), Cond::IsNull(SESSION).not()]),
        ])
    };
    let is_service = Cond::Is(caller_kind(), vec!["AWS service".to_owned()]);
    Text::Case(
        vec![
            word_when(TYPE.is("Root"), "Root"),
            word_when(any_type(&["AssumedRole", "Role"]), "Temporary · role"),
            word_when(Cond::StartsWith(ACCESS_KEY, "AKIA".to_owned()), "Long-term key"),
            word_when(
                Cond::All(vec![TYPE.is("IAMUser"), is_temporary()]),
                "Temporary · IAM user",
            ),
            word_when(is_service, "AWS service"),
            word_when(is_temporary(), "Temporary · other"),
        ],
        Some(Box::new(Text::Word("Not recorded"))),
    )
}

/// `trail/identity.rs`, the label.
fn caller() -> Text {
    let session = || {
        Text::First(vec![
            PRINCIPAL.found(r"^[^:]*:([\s\S]+)").filled(),
            ARN.found(r":assumed-role/[^/]*/([\s\S]+)").filled(),
        ])
    };
    let role = Text::First(vec![
        ISSUER_NAME.filled(),
        ARN.found(r":assumed-role/([^/]+)").filled(),
    ]);
    let role_session = Text::First(vec![
        Text::Joined(vec![role, Text::Word("/"), session()]),
        session(),
    ]);
    let is_role = Cond::All(vec![any_type(&["AssumedRole", "Role"]), Cond::HasText(session())]);
    let is_user = || Cond::Is(caller_kind(), vec!["IAM user".to_owned()]);
    let name_of_arn = Text::First(vec![ARN.found(r"[/:]([^/:]+)$").filled(), ARN.filled()]);
    let rest = |first: Text| {
        Text::First(vec![
            first,
            name_of_arn.clone(),
            USER_NAME.filled(),
            INVOKED_BY.filled(),
            PRINCIPAL.filled(),
            ACCOUNT.filled(),
            TYPE.filled(),
            Text::Word("unknown"),
        ])
    };
    Text::Case(
        vec![
            (Cond::is_set(SOURCE_IDENTITY), SOURCE_IDENTITY),
            (Cond::is_set(ON_BEHALF_OF), ON_BEHALF_OF),
            word_when(TYPE.is("Root"), "root"),
            (is_role, role_session),
            (is_user(), rest(USER_NAME.filled())),
        ],
        Some(Box::new(rest(ISSUER_NAME.filled()))),
    )
}

/// `reader/row.rs`: only whether there is something.
fn request_parameters() -> Text {
    const PATH: Path = &["requestParameters"];
    // Left out by CloudTrail, which says so in their place.
    let is_omitted = Cond::All(vec![
        Cond::HasText(Text::At(&["requestParameters", "omitted"])),
        Cond::HasText(Text::At(&["requestParameters", "originalSize"])),
    ]);
    Text::Case(
        vec![
            word_when(is_omitted, "{omitted}"),
            word_when(Cond::HoldsAnything(PATH), "{…}"),
            word_when(Cond::HasText(Text::At(PATH)), "{}"),
        ],
        None,
    )
}

/// `reader/row.rs`. AWS writes the keys in two ways.
fn of_job(key: &str) -> Text {
    let texts: &[Path] = match key {
        "jobName" => &[
            &[
                "responseElements",
                "comprehendMedicalAsyncJobProperties",
                "jobName",
            ],
            &[
                "responseElements",
                "comprehendMedicalAsyncJobProperties",
                "JobName",
            ],
            &["requestParameters", "jobName"],
            &["requestParameters", "JobName"],
        ],
        _ => &[
            &["responseElements", "jobId"],
            &["responseElements", "JobId"],
            &["responseElements", "comprehendMedicalAsyncJobProperties", "jobId"],
            &["responseElements", "comprehendMedicalAsyncJobProperties", "JobId"],
            &["requestParameters", "jobId"],
            &["requestParameters", "JobId"],
        ],
    };
    Text::First(texts.iter().map(|path| Text::At(path)).collect())
}
