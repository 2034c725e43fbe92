//! What a record says of multi-factor authentication, and what it does not.
//!
//! Source: CloudTrail User Guide, "CloudTrail userIdentity element" (`mfaAuthenticated`) and "AWS Management Console
//! sign-in events" (`MFAUsed`). Old records have booleans where newer ones have texts, and both spell as they please.

use super::{
    field::Field,
    record::{Raw, Record},
};

/// What is said of MFA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mfa {
    /// The person proved who they are by a second factor.
    With,
    /// They did not.
    Without,
    /// `false` on a session of a role, or on a sign-in through an identity provider: how the person behind it signed
    /// in stands elsewhere, or nowhere.
    NotTold,
    /// The record says nothing: calls with a long-term key cannot.
    NotRecorded,
}

impl Mfa {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::With, Self::Without, Self::NotTold, Self::NotRecorded];

    /// The words for it in the table and in filters; none where the cell is absent.
    pub fn label(self) -> Option<&'static str> {
        match self {
            Self::With => Some("With MFA"),
            Self::Without => Some("Without MFA"),
            Self::NotTold => Some("Not told"),
            Self::NotRecorded => None,
        }
    }
}

/// What the record says of MFA.
pub fn mfa(record: &Record<'_>) -> Mfa {
    let said = flag(record.raw(Field::MfaAuthenticated)).or_else(|| flag(record.raw(Field::MfaUsed)));
    let speaks_of_person = matches!(
        record.text(Field::IdentityType).as_deref(),
        Some("IAMUser" | "Root")
    ) && record.text(Field::AssumedRoot).as_deref() != Some("true");
    match said {
        Some(true) => Mfa::With,
        Some(false) if speaks_of_person => Mfa::Without,
        Some(false) => Mfa::NotTold,
        None => Mfa::NotRecorded,
    }
}

fn flag(raw: Raw<'_>) -> Option<bool> {
    let text = raw.text()?.to_ascii_lowercase();
    match text.as_str() {
        "true" | "yes" => Some(true),
        "false" | "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trail::{record::read_record, value_hash::ValueHasher};

    #[test]
    fn mfa_is_told_of_persons_only() {
        for (record, expected) in [
            (
                r#"{"userIdentity":{"type":"IAMUser","sessionContext":{"attributes":{"mfaAuthenticated":"true"}}}}"#,
                Mfa::With,
            ),
            (
                r#"{"userIdentity":{"type":"IAMUser","sessionContext":{"attributes":{"mfaAuthenticated":true}}}}"#,
                Mfa::With,
            ),
            (
                r#"{"userIdentity":{"type":"IAMUser","sessionContext":{"attributes":{"mfaAuthenticated":false}}}}"#,
                Mfa::Without,
            ),
            (
                r#"{"userIdentity":{"type":"Root","sessionContext":{"attributes":{"mfaAuthenticated":"false"}}}}"#,
                Mfa::Without,
            ),
            (
                r#"{"userIdentity":{"type":"Root","sessionContext":{"assumedRoot":"true","attributes":{"mfaAuthenticated":"false"}}}}"#,
                Mfa::NotTold,
            ),
            (
                r#"{"userIdentity":{"type":"AssumedRole","sessionContext":{"attributes":{"mfaAuthenticated":"false"}}}}"#,
                Mfa::NotTold,
            ),
            (
                r#"{"userIdentity":{"type":"AssumedRole","sessionContext":{"attributes":{"mfaAuthenticated":"true"}}}}"#,
                Mfa::With,
            ),
            (
                r#"{"userIdentity":{"type":"IAMUser","accessKeyId":"AKIAIOSFODNN7EXAMPLE"}}"#,
                Mfa::NotRecorded,
            ),
            (
                r#"{"userIdentity":{"type":"IAMUser","sessionContext":{"attributes":{"mfaAuthenticated":null}}}}"#,
                Mfa::NotRecorded,
            ),
            (
                r#"{"userIdentity":{"type":"IAMUser"},"additionalEventData":{"MFAUsed":"YES"}}"#,
                Mfa::With,
            ),
            (
                r#"{"userIdentity":{"type":"IAMUser"},"additionalEventData":{"MFAUsed":"No"}}"#,
                Mfa::Without,
            ),
            (
                r#"{"userIdentity":{"type":"SAMLUser"},"additionalEventData":{"MFAUsed":"No"}}"#,
                Mfa::NotTold,
            ),
            (
                r#"{"userIdentity":{"type":"IAMUser"},"additionalEventData":{"MFAUsed":{}}}"#,
                Mfa::NotRecorded,
            ),
            ("{}", Mfa::NotRecorded),
        ] {
            let read = read_record(record.as_bytes(), &ValueHasher::new((0, 0))).expect("a record");
            assert_eq!(mfa(&read), expected, "{record}");
        }
    }
}
