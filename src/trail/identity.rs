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
}

/// Applies the decision table. Never fails: what fits no row is `Unknown`, with the best label there is.
pub fn identify<'a>(record: &Record<'a>) -> Identity<'a> {
    let kind = kind(record);
    Identity {
        kind,
        credential: credential(record, kind),
        caller: caller(record, kind),
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
        Raw::String(text) => !text.raw.is_empty(),
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
    let is_role = matches!(
        record.text(Field::IdentityType).as_deref(),
        Some("AssumedRole" | "Role")
    );
    if is_role && let Some(session) = session_name(record) {
        let role = filled(Field::IssuerUserName).or_else(|| role_of_arn(record));
        return role.map_or(session.clone(), |role| format!("{role}/{session}").into());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trail::{record::read_record, value_hash::ValueHasher};

    fn line(user_identity: &str) -> String {
        let text = format!(r#"{{"userIdentity":{user_identity},"recipientAccountId":"123456789012"}}"#);
        let record = read_record(text.as_bytes(), &ValueHasher::new((0, 0))).expect("a record");
        let identity = identify(&record);
        format!(
            "{} | {} | {}",
            identity.kind.label(),
            identity.credential.label(),
            identity.caller
        )
    }

    #[test]
    fn each_row_of_the_decision_table() {
        for (user_identity, expected) in [
            (
                r#"{"type":"Root","accountId":"123456789012","userName":"alias"}"#,
                "Root | Root | root",
            ),
            (
                r#"{"type":"Root","sessionContext":{"assumedRoot":"true"}}"#,
                "Central root session | Root | root",
            ),
            (
                r#"{"type":"IAMUser","userName":"ana","accessKeyId":"AKIAIOSFODNN7EXAMPLE"}"#,
                "IAM user | Long-term key | ana",
            ),
            (
                r#"{"type":"IAMUser","userName":"ana","accessKeyId":"ASIAIOSFODNN7EXAMPLE"}"#,
                "IAM user | Temporary · IAM user | ana",
            ),
            (
                r#"{"type":"IAMUser","arn":"arn:aws:iam::123456789012:user/dept/ana"}"#,
                "IAM user | Not recorded | ana",
            ),
            (
                r#"{"type":"AssumedRole","principalId":"AROAEXAMPLE:i-0a1b","sessionContext":{"sessionIssuer":{"type":"Role","userName":"ingest"}}}"#,
                "Role session | Temporary · role | ingest/i-0a1b",
            ),
            (
                r#"{"type":"AssumedRole","arn":"arn:aws:sts::123456789012:assumed-role/ingest/ana@example.com"}"#,
                "Role session | Temporary · role | ingest/ana@example.com",
            ),
            (
                r#"{"type":"AssumedRole","principalId":"A:s","sessionContext":{"sourceIdentity":"ana","webIdFederationData":{}}}"#,
                "Role session | Temporary · role | ana",
            ),
            (
                r#"{"type":"AssumedRole","principalId":"A:s","sessionContext":{"webIdFederationData":{"federatedProvider":"accounts.example.com"}}}"#,
                "Web identity federation | Temporary · role | s",
            ),
            (
                r#"{"type":"SAMLUser","userName":"ana","principalId":"x"}"#,
                "SAML federation | Not recorded | ana",
            ),
            (
                r#"{"type":"FederatedUser","arn":"arn:aws:sts::123456789012:federated-user/ana","accessKeyId":"ASIAX"}"#,
                "Federated user | Temporary · other | ana",
            ),
            (
                r#"{"type":"IdentityCenterUser","onBehalfOf":{"userId":"u-1"}}"#,
                "Identity Center user | Not recorded | u-1",
            ),
            (
                r#"{"type":"AWSAccount","accountId":"999999999999"}"#,
                "Other account | Not recorded | 999999999999",
            ),
            (
                r#"{"type":"AssumedRole","accountId":"999999999999","principalId":"A:s"}"#,
                "Other account | Temporary · role | s",
            ),
            (
                r#"{"type":"AWSService","invokedBy":"comprehendmedical.amazonaws.com"}"#,
                "AWS service | AWS service | comprehendmedical.amazonaws.com",
            ),
            (
                r#"{"invokedBy":"healthlake.amazonaws.com"}"#,
                "AWS service | AWS service | healthlake.amazonaws.com",
            ),
            (
                r#"{"type":"AssumedRole","principalId":"A:s","invokedByDelegate":{"accountId":"111122223333"}}"#,
                "Product provider | Temporary · role | s",
            ),
            (r#"{"type":"Martian"}"#, "Unknown | Not recorded | Martian"),
            (r#"{}"#, "Unknown | Not recorded | unknown"),
            ("null", "Unknown | Not recorded | unknown"),
            (
                r#"{"type":7,"userName":["x"]}"#,
                "Unknown | Not recorded | [\"x\"]",
            ),
        ] {
            assert_eq!(line(user_identity), expected, "{user_identity}");
        }
    }

    #[test]
    fn the_published_record_with_its_contradictions_is_shown_as_the_user_it_names() {
        let published = r#"{"type":"IAMUser","principalId":"AIDACKCEVSQ6C2EXAMPLE","arn":"arn:aws:iam::123456789012:user/Mateo_Jackson",
            "accountId":"123456789012","accessKeyId":"ASIAXHKUFODNN8EXAMPLE","sessionContext":{"sessionIssuer":{"type":"Role",
            "principalId":"AIDACKCEVSQ6C2EXAMPLE","arn":"arn:aws:iam::123456789012:user/Mateo_Jackson","accountId":"123456789012",
            "userName":"Mateo_Jackson"},"webIdFederationData":{},"attributes":{"mfaAuthenticated":"false"}}}"#;
        assert_eq!(line(published), "IAM user | Temporary · IAM user | Mateo_Jackson");
    }
}
