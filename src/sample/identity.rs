//! Writes `userIdentity`, each form as the CloudTrail User Guide shows it.

use super::{
    json::{Members, object},
    people::{ACCOUNT, Form, Person, Session},
    random::Random,
};

/// The account from which calls of another account come.
const GUEST_ACCOUNT: &str = "444455556666";
const PROVIDER_ACCOUNT: &str = "999999999999";

/// `userIdentity` of `person`; `session_start` is when the session's credentials were made.
pub(super) fn user_identity(person: &Person, session_start: &str, random: &mut Random) -> String {
    object(|json| match person.form {
        Form::Root | Form::CentralRoot => root(json, person, session_start),
        Form::UserWithKey => user(json, person, &format!("A{}EXAMPLE", person.id)),
        Form::UserSession => {
            user(json, person, "ASIAXHKUFODNN8EXAMPLE");
            json.object("sessionContext", |json| attributes(json, session_start, true));
        }
        Form::Role
        | Form::RoleOfWebIdentity
        | Form::RoleOfIdentityCenter
        | Form::RoleForwarded
        | Form::RoleOfProvider => {
            role(json, person, session_start, random);
        }
        Form::SamlUser => {
            json.text("type", "SAMLUser");
            json.text(
                "principalId",
                &format!("SAMLPROVIDERHASH0EXAMPLE:{}", person.name),
            );
            json.text("userName", person.name);
            json.text("identityProvider", "https://idp.example.com/saml");
        }
        Form::WebIdentityUser => {
            let provider = oidc_provider();
            json.text("type", "WebIdentityUser");
            json.text(
                "principalId",
                &format!("{provider}:sts.amazonaws.com:{}", person.name),
            );
            json.text("userName", person.name);
            json.text("identityProvider", &provider);
        }
        Form::FederatedUser => {
            json.text("type", "FederatedUser");
            json.text("principalId", &format!("{ACCOUNT}:{}", person.name));
            json.text(
                "arn",
                &format!("arn:aws:sts::{ACCOUNT}:federated-user/{}", person.name),
            );
            json.text("accountId", ACCOUNT);
            json.text("accessKeyId", "ASIAIOSFODNN7EXAMPLE");
            json.object("sessionContext", |json| {
                json.object("sessionIssuer", |json| {
                    json.text("type", "IAMUser");
                    json.text("principalId", "AIDAJ45Q7YFFAREXAMPLE");
                    json.text("arn", &format!("arn:aws:iam::{ACCOUNT}:user/portal-broker"));
                    json.text("accountId", ACCOUNT);
                    json.text("userName", "portal-broker");
                });
                attributes(json, session_start, false);
            });
        }
        Form::IdentityCenterUser => {
            json.text("type", "IdentityCenterUser");
            json.text("accountId", ACCOUNT);
            on_behalf_of(json);
            json.text("credentialId", "90e292de-5eb8-446e-9602-90f7c45044f7");
        }
        Form::OtherAccount => {
            json.text("type", "AWSAccount");
            json.text(
                "principalId",
                &format!("AROA{}EXAMPLE:{}", person.id, person.name),
            );
            json.text("accountId", GUEST_ACCOUNT);
        }
        Form::Service => {
            json.text("type", "AWSService");
            json.text("invokedBy", person.name);
        }
        Form::Unknown => {
            json.text("type", "Unknown");
            json.text("principalId", "");
            json.text("accountId", "");
            json.text("userName", "");
        }
    })
}

/// The caller's ARN, as messages of denied calls name it.
pub(super) fn arn(person: &Person) -> String {
    match person.form {
        Form::Root | Form::CentralRoot => format!("arn:aws:iam::{ACCOUNT}:root"),
        Form::UserWithKey | Form::UserSession => format!("arn:aws:iam::{ACCOUNT}:user/{}", person.name),
        Form::FederatedUser => format!("arn:aws:sts::{ACCOUNT}:federated-user/{}", person.name),
        _ => format!("arn:aws:sts::{ACCOUNT}:assumed-role/{}", person.name),
    }
}

fn root(json: &mut Members, person: &Person, session_start: &str) {
    let is_central = person.form == Form::CentralRoot;
    json.text("type", "Root");
    json.text("principalId", ACCOUNT);
    json.text("arn", &arn(person));
    json.text("accountId", ACCOUNT);
    json.text("accessKeyId", "ASIAIOSFODNN7EXAMPLE");
    json.object("sessionContext", |json| {
        attributes(json, session_start, !is_central);
        if is_central {
            json.text("assumedRoot", "true");
        }
    });
}

fn user(json: &mut Members, person: &Person, key: &str) {
    json.text("type", "IAMUser");
    json.text(
        "principalId",
        &format!("AI{}EXAMPLE", person.id.replacen("KIA", "DA", 1)),
    );
    json.text("arn", &arn(person));
    json.text("accountId", ACCOUNT);
    json.text("accessKeyId", key);
    json.text("userName", person.name);
}

fn role(json: &mut Members, person: &Person, session_start: &str, random: &mut Random) {
    let session = match person.session {
        Session::Named(name) => name.to_owned(),
        Session::Instance => random
            .pick(&[
                "i-0a1b2c3d4e5f6a7b8",
                "i-02573cafcfEXAMPLE",
                "i-1234567890abcdef0",
            ])
            .to_string(),
        Session::Numbered(prefix) => format!("{prefix}{}", random.below(6) + 1),
    };
    let role_id = format!("AROA{}EXAMPLE", person.id);
    json.text("type", "AssumedRole");
    json.text("principalId", &format!("{role_id}:{session}"));
    json.text("arn", &format!("{}/{session}", arn(person)));
    json.text("accountId", ACCOUNT);
    json.text("accessKeyId", "ASIAIOSFODNN7EXAMPLE");
    json.object("sessionContext", |json| {
        json.object("sessionIssuer", |json| {
            json.text("type", "Role");
            json.text("principalId", &role_id);
            json.text("arn", &format!("arn:aws:iam::{ACCOUNT}:role/{}", person.name));
            json.text("accountId", ACCOUNT);
            json.text("userName", person.name);
        });
        match person.form {
            Form::RoleOfWebIdentity => json.object("webIdFederationData", |json| {
                json.text("federatedProvider", &oidc_provider());
                json.json("attributes", "{}");
            }),
            Form::Role => json.json("webIdFederationData", "{}"),
            _ => {}
        }
        attributes(json, session_start, false);
        if person.session == Session::Instance {
            json.text("ec2RoleDelivery", "2.0");
        }
    });
    match person.form {
        Form::RoleOfIdentityCenter => on_behalf_of(json),
        Form::RoleForwarded => json.text("invokedBy", "healthlake.amazonaws.com"),
        Form::RoleOfProvider => json.object("invokedByDelegate", |json| {
            json.text("accountId", PROVIDER_ACCOUNT);
        }),
        _ => {}
    }
}

fn attributes(json: &mut Members, session_start: &str, has_mfa: bool) {
    json.object("attributes", |json| {
        json.text("creationDate", session_start);
        json.text("mfaAuthenticated", if has_mfa { "true" } else { "false" });
    });
}

fn on_behalf_of(json: &mut Members) {
    json.object("onBehalfOf", |json| {
        json.text("userId", "94d8e4e8-f0e1-70b2-9ba1-1d2c3b4a5f60");
        json.text(
            "identityStoreArn",
            &format!("arn:aws:identitystore::{ACCOUNT}:identitystore/d-9067642ac7"),
        );
    });
}

fn oidc_provider() -> String {
    format!(
        "arn:aws:iam::{ACCOUNT}:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
    )
}
