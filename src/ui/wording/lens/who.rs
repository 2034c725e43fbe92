//! Who called, in one sentence for each kind; what MFA says and does not say.

/// What a caller of this kind is, by the words of the columns "Kind of caller" and "Credential".
pub fn caller_words(kind: &str, credential: &str) -> Option<&'static str> {
    Some(match (kind, credential) {
        ("Root", _) => "The root user of the account, who may do everything. Daily work does not need it.",
        ("Central root session", _) => {
            "A root task: a central administrator of the organization acted as this account’s root user, in a short session meant for one task."
        }
        ("IAM user", "Long-term key") => {
            "An IAM user with a long-term access key. Whoever holds the key can use it, from anywhere, until it is switched off."
        }
        ("IAM user", "Not recorded") => "An IAM user. The record does not say with what credential.",
        ("IAM user", _) => {
            "An IAM user with temporary credentials: signed in to the console, or fetched from AWS STS with the user’s own key."
        }
        ("Role session", _) => {
            "A session of a role, with temporary credentials. The role stands before the slash; the name behind it was chosen by whoever took the role on and need not be a person’s."
        }
        ("SAML federation", _) => "A person whom an identity provider signed in by SAML.",
        ("Web identity federation", _) => {
            "A person or program that an OpenID Connect provider vouched for, in a session of a role."
        }
        ("Federated user", _) => {
            "A session that an IAM user’s program made for somebody else (GetFederationToken). The program vouches for the name."
        }
        ("Identity Center user", _) => {
            "A user of IAM Identity Center, on whose behalf the call was made. The record has the user’s ID; the name stands in the identity store."
        }
        ("Other account", _) => {
            "Somebody with credentials of another AWS account than the one this record was delivered to."
        }
        ("AWS service", _) => "An AWS service that called by itself, for work it was set up to do.",
        ("Product provider", _) => {
            "The provider of a product, to whom this account delegated access. The provider’s own account is recorded."
        }
        ("Unknown", _) => {
            "The record names no caller, or a kind of identity that MedTrail does not know. What it says is shown as it stands."
        }
        _ => return None,
    })
}

/// What the record says of MFA, by the words of the column "What MFA says".
pub fn mfa_words(state: &str) -> Option<&'static str> {
    Some(match state {
        "With MFA" => "MFA was used when this session began.",
        "Without MFA" => "MFA was not used when this session began.",
        "Not told" => {
            "“false” for MFA says nothing here about the person: how they signed in is known to the identity provider, or stands in the record of taking on the role."
        }
        _ => return None,
    })
}

/// Of a call with a long-term key.
pub const NO_MFA_OF_KEYS: &str = "A call with a long-term key cannot say whether MFA was ever used.";

/// The name of the caller is the source identity.
pub const SOURCE_IDENTITY: &str = "The name is the source identity: it was set when the first role was taken on and cannot be changed in the sessions that follow.";

/// `invokedBy` beside a caller of another kind.
pub const FORWARDED: &str = "An AWS service made the call with the caller’s own permissions (“Invoked by”). The caller is the one who asked for it.";

/// `HIDDEN_DUE_TO_SECURITY_REASONS` as user name.
pub const HIDDEN_NAME: &str = "AWS hid the user name: the sign-in failed with a name that does not exist, and people sometimes type their password there.";

/// What stands for a user name that AWS hid.
pub const HIDDEN_USER: &str = "HIDDEN_DUE_TO_SECURITY_REASONS";

/// An IAM user whose session a role issued: so it stands in AWS's own example.
pub const CONTRADICTION: &str = "The record contradicts itself: it names an IAM user and a session that a role issued. Both are shown as they stand.";

/// `ec2RoleDelivery` 1.0.
pub const OLD_DELIVERY: &str = "The instance fetched these credentials by the first version of its metadata service (IMDSv1), which asks for no token.";
