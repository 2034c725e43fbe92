//! Who called, with what credential: the decision table over `userIdentity`.
//!
//! Source: CloudTrail User Guide, "CloudTrail userIdentity element"; IAM User Guide, "Unique identifiers".

use super::{
    field::Field,
    record::{Raw, Record},
};
use std::borrow::Cow;

/// The kind of identity that called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IdentityKind {
    Root,
    CentralRoot,
    IamUser,
    RoleSession,
    SamlFederation,
    WebFederation,
    FederatedUser,
    IdentityCenter,
    OtherAccount,
    AwsService,
    ProductProvider,
    Unknown,
}

impl IdentityKind {
    /// All kinds.
    pub const ALL: [Self; 12] = [
        Self::Root,
        Self::CentralRoot,
        Self::IamUser,
        Self::RoleSession,
        Self::SamlFederation,
        Self::WebFederation,
        Self::FederatedUser,
        Self::IdentityCenter,
        Self::OtherAccount,
        Self::AwsService,
        Self::ProductProvider,
        Self::Unknown,
    ];

    /// The words for it in the table and in filters.
    pub fn label(self) -> &'static str {
        match self {
            Self::Root => "Root",
            Self::CentralRoot => "Central root session",
            Self::IamUser => "IAM user",
            Self::RoleSession => "Role session",
            Self::SamlFederation => "SAML federation",
            Self::WebFederation => "Web identity federation",
            Self::FederatedUser => "Federated user",
            Self::IdentityCenter => "Identity Center user",
            Self::OtherAccount => "Other account",
            Self::AwsService => "AWS service",
            Self::ProductProvider => "Product provider",
            Self::Unknown => "Unknown",
        }
    }
}

/// The kind of credential a call was signed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Credential {
    Root,
    LongTermKey,
    TemporaryRole,
    TemporaryUser,
    TemporaryOther,
    AwsService,
    NotRecorded,
}

impl Credential {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Root,
        Self::LongTermKey,
        Self::TemporaryRole,
        Self::TemporaryUser,
        Self::TemporaryOther,
        Self::AwsService,
        Self::NotRecorded,
    ];

    /// The words for it in the table and in filters.
    pub fn label(self) -> &'static str {
        match self {
            Self::Root => "Root",
            Self::LongTermKey => "Long-term key",
            Self::TemporaryRole => "Temporary · role",
            Self::TemporaryUser => "Temporary · IAM user",
            Self::TemporaryOther => "Temporary · other",
            Self::AwsService => "AWS service",
            Self::NotRecorded => "Not recorded",
        }
    }
}

/// Who called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity<'a> {
    /// The kind of identity.
    pub kind: IdentityKind,
    /// The kind of credential.
    pub credential: Credential,
    /// The best label a person would know the caller by.
    pub caller: Cow<'a, str>,
    /// The unique ID behind that label: a user deleted and made anew under the same name has another one.
    pub unique_id: Option<Cow<'a, str>>,
}

impl Identity<'_> {
    /// Label and unique ID: what tells one caller from another.
    pub fn principal(&self) -> Cow<'_, str> {
        match &self.unique_id {
            Some(id) if *id != self.caller => format!("{} · {id}", self.caller).into(),
            _ => Cow::Borrowed(&self.caller),
        }
    }
}

/// Applies the decision table. Never fails: what fits no row is `Unknown`, with the best label there is.
pub fn identify<'a>(record: &Record<'a>) -> Identity<'a> {
    let kind = kind(record);
    Identity {
        kind,
        credential: credential(record, kind),
        caller: caller(record, kind),
        unique_id: unique_id(record),
    }
}

/// `principalId` without the session's name: `AIDA…` of a user, `AROA…` of a role, an account of root and of
/// federated users; else the account.
fn unique_id<'a>(record: &Record<'a>) -> Option<Cow<'a, str>> {
    let Some(principal) = record.filled(Field::PrincipalId) else {
        return record.filled(Field::AccountId);
    };
    match principal.split_once(':') {
        Some((id, _)) if !id.is_empty() && !id.starts_with("arn") => Some(Cow::Owned(id.to_owned())),
        _ => Some(principal),
    }
}

fn kind(record: &Record<'_>) -> IdentityKind {
    let type_name = record.text(Field::IdentityType);
    let is_set = |field| record.filled(field).is_some();
    match type_name.as_deref() {
        Some("Root") if record.text(Field::AssumedRoot).as_deref() == Some("true") => {
            IdentityKind::CentralRoot
        }
        Some("Root") => IdentityKind::Root,
        _ if is_set(Field::DelegateAccountId) => IdentityKind::ProductProvider,
        Some("AWSService") => IdentityKind::AwsService,
        Some("IdentityCenterUser") => IdentityKind::IdentityCenter,
        _ if is_set(Field::OnBehalfOfUserId) => IdentityKind::IdentityCenter,
        Some("AWSAccount") => IdentityKind::OtherAccount,
        _ if is_of_other_account(record) => IdentityKind::OtherAccount,
        Some("IAMUser") => IdentityKind::IamUser,
        Some("AssumedRole" | "Role") if is_web_federated(record) => IdentityKind::WebFederation,
        Some("AssumedRole" | "Role") => IdentityKind::RoleSession,
        Some("SAMLUser") => IdentityKind::SamlFederation,
        Some("WebIdentityUser") => IdentityKind::WebFederation,
        Some("FederatedUser") => IdentityKind::FederatedUser,
        None if is_set(Field::InvokedBy) => IdentityKind::AwsService,
        _ => IdentityKind::Unknown,
    }
}

fn is_of_other_account(record: &Record<'_>) -> bool {
    match (
        record.filled(Field::AccountId),
        record.filled(Field::RecipientAccountId),
    ) {
        (Some(caller), Some(recipient)) => caller != recipient,
        _ => false,
    }
}

/// `webIdFederationData` often stands as `{}` on sessions that have nothing to do with it.
fn is_web_federated(record: &Record<'_>) -> bool {
    match record.raw(Field::WebIdFederationData) {
        Raw::Absent | Raw::Null => false,
        Raw::String(text) => !text.raw().is_empty(),
        Raw::Other(json) => json
            .iter()
            .any(|byte| !byte.is_ascii_whitespace() && !b"{}[]".contains(byte)),
    }
}

fn credential(record: &Record<'_>, kind: IdentityKind) -> Credential {
    let key = record.filled(Field::AccessKeyId).unwrap_or_default();
    let has_session = !matches!(record.raw(Field::SessionContext), Raw::Absent | Raw::Null);
    let type_name = record.text(Field::IdentityType);
    match (type_name.as_deref(), kind) {
        (Some("Root"), _) => Credential::Root,
        (Some("AssumedRole" | "Role"), _) => Credential::TemporaryRole,
        _ if key.starts_with("AKIA") => Credential::LongTermKey,
        (Some("IAMUser"), _) if key.starts_with("ASIA") || has_session => Credential::TemporaryUser,
        (_, IdentityKind::AwsService) => Credential::AwsService,
        _ if key.starts_with("ASIA") || has_session => Credential::TemporaryOther,
        _ => Credential::NotRecorded,
    }
}

/// The chain of labels: source identity, Identity Center user, role and session name, issuer, ARN, user name,
/// calling service, principal, account, type.
fn caller<'a>(record: &Record<'a>, kind: IdentityKind) -> Cow<'a, str> {
    let filled = |field| record.filled(field);
    if let Some(label) = filled(Field::SourceIdentity).or_else(|| filled(Field::OnBehalfOfUserId)) {
        return label;
    }
    if matches!(kind, IdentityKind::Root | IdentityKind::CentralRoot) {
        return "root".into();
    }
    match record.text(Field::IdentityType).as_deref() {
        Some("AssumedRole" | "Role") => {
            if let Some(session) = session_name(record) {
                let role = filled(Field::IssuerUserName).or_else(|| role_of_arn(record));
                return role.map_or(session.clone(), |role| format!("{role}/{session}").into());
            }
        }
        // The issuer of a federated user is the program that vouched for them, not the person.
        Some("FederatedUser") => {
            if let Some(session) = session_name(record) {
                return session;
            }
        }
        _ => {}
    }
    let is_user = kind == IdentityKind::IamUser;
    filled(Field::UserName)
        .filter(|_| is_user)
        .or_else(|| filled(Field::IssuerUserName).filter(|_| !is_user))
        .or_else(|| filled(Field::Arn).map(last_of_arn))
        .or_else(|| filled(Field::UserName))
        .or_else(|| filled(Field::InvokedBy))
        .or_else(|| filled(Field::PrincipalId))
        .or_else(|| filled(Field::AccountId))
        .or_else(|| filled(Field::IdentityType))
        .unwrap_or("unknown".into())
}

/// The part of `principalId` after the colon, or the last segment of an assumed role's ARN.
fn session_name<'a>(record: &Record<'a>) -> Option<Cow<'a, str>> {
    let from_principal = record
        .filled(Field::PrincipalId)
        .and_then(|principal| principal.split_once(':').map(|(_, name)| name.to_owned()))
        .filter(|name| !name.is_empty());
    let from_arn = || {
        let arn = record.filled(Field::Arn)?;
        let rest = arn.split_once(":assumed-role/")?.1;
        Some(rest.split_once('/')?.1.to_owned()).filter(|name| !name.is_empty())
    };
    from_principal.or_else(from_arn).map(Cow::Owned)
}

fn role_of_arn<'a>(record: &Record<'a>) -> Option<Cow<'a, str>> {
    let arn = record.filled(Field::Arn)?;
    let role = arn.split_once(":assumed-role/")?.1.split('/').next()?;
    (!role.is_empty()).then(|| Cow::Owned(role.to_owned()))
}

fn last_of_arn(arn: Cow<'_, str>) -> Cow<'_, str> {
    match arn.rsplit_once(['/', ':']) {
        Some((_, last)) if !last.is_empty() => Cow::Owned(last.to_owned()),
        _ => arn,
    }
}
