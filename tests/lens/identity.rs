//! Who called: the decision table on records of every form. CloudTrail User Guide, "CloudTrail userIdentity element";
//! the forms marked synthetic combine documented fields in ways no published example shows.

use medtrail::trail::{identity::identify, mfa::mfa, record::read_record, value_hash::ValueHasher};

/// What stands under `userIdentity`; kind | credential | MFA | caller | principal.
#[rustfmt::skip]
const GOLDEN: &[(&str, &str)] = &[
    (r#"{"type":"Root","principalId":"123456789012","arn":"arn:aws:iam::123456789012:root","accountId":"123456789012","userName":"alias","accessKeyId":"ASIAIOSFODNN7EXAMPLE","sessionContext":{"attributes":{"mfaAuthenticated":"true"}}}"#,
     "Root | Root | With MFA | root | root · 123456789012"),
    (r#"{"type":"Root","accountId":"123456789012","accessKeyId":"AKIAIOSFODNN7EXAMPLE"}"#,
     "Root | Root | - | root | root · 123456789012"),
    (r#"{"type":"Root","principalId":"123456789012","sessionContext":{"assumedRoot":"true","attributes":{"mfaAuthenticated":"false"}}}"#,
     "Central root session | Root | Not told | root | root · 123456789012"),
    (r#"{"type":"Root","sessionContext":{"assumedRoot":true}}"#,
     "Central root session | Root | - | root | root"),
    (r#"{"type":"IAMUser","principalId":"AIDACKCEVSQ6C2EXAMPLE","arn":"arn:aws:iam::123456789012:user/ana","accountId":"123456789012","accessKeyId":"AKIAIOSFODNN7EXAMPLE","userName":"ana"}"#,
     "IAM user | Long-term key | - | ana | ana · AIDACKCEVSQ6C2EXAMPLE"),
    // The same name, another user: made anew.
    (r#"{"type":"IAMUser","principalId":"AIDAJ45Q7YFFAREXAMPLE","accountId":"123456789012","accessKeyId":"AKIAIOSFODNN7EXAMPLE","userName":"ana"}"#,
     "IAM user | Long-term key | - | ana | ana · AIDAJ45Q7YFFAREXAMPLE"),
    (r#"{"type":"IAMUser","userName":"ana","accessKeyId":"ASIAIOSFODNN7EXAMPLE","sessionContext":{"attributes":{"mfaAuthenticated":"false"}}}"#,
     "IAM user | Temporary · IAM user | Without MFA | ana | ana"),
    (r#"{"type":"IAMUser","userName":"ana","accessKeyId":"","sessionContext":{"attributes":{"mfaAuthenticated":true}}}"#,
     "IAM user | Temporary · IAM user | With MFA | ana | ana"),
    (r#"{"type":"IAMUser","arn":"arn:aws:iam::123456789012:user/dept/ana"}"#,
     "IAM user | Not recorded | - | ana | ana"),
    (r#"{"type":"IAMUser","userName":"HIDDEN_DUE_TO_SECURITY_REASONS","principalId":"AIDACKCEVSQ6C2EXAMPLE"}"#,
     "IAM user | Not recorded | - | HIDDEN_DUE_TO_SECURITY_REASONS | HIDDEN_DUE_TO_SECURITY_REASONS · AIDACKCEVSQ6C2EXAMPLE"),
    // The published record of the service's guide, with its contradictions: a user whose session a role issued.
    (r#"{"type":"IAMUser","principalId":"AIDACKCEVSQ6C2EXAMPLE","arn":"arn:aws:iam::123456789012:user/Mateo_Jackson","accountId":"123456789012","accessKeyId":"ASIAXHKUFODNN8EXAMPLE","sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AIDACKCEVSQ6C2EXAMPLE","arn":"arn:aws:iam::123456789012:user/Mateo_Jackson","accountId":"123456789012","userName":"Mateo_Jackson"},"webIdFederationData":{},"attributes":{"mfaAuthenticated":"false","creationDate":"2019-09-27T20:07:27Z"}}}"#,
     "IAM user | Temporary · IAM user | Without MFA | Mateo_Jackson | Mateo_Jackson · AIDACKCEVSQ6C2EXAMPLE"),
    (r#"{"type":"AssumedRole","principalId":"AROAEXAMPLE:i-0a1b","sessionContext":{"sessionIssuer":{"type":"Role","userName":"ingest"},"ec2RoleDelivery":"2.0"}}"#,
     "Role session | Temporary · role | - | ingest/i-0a1b | ingest/i-0a1b · AROAEXAMPLE"),
    (r#"{"type":"AssumedRole","arn":"arn:aws:sts::123456789012:assumed-role/ingest/ana@example.com","accountId":"123456789012"}"#,
     "Role session | Temporary · role | - | ingest/ana@example.com | ingest/ana@example.com · 123456789012"),
    (r#"{"type":"AssumedRole","principalId":"AROAEXAMPLE:s","sessionContext":{"sourceIdentity":"ana","webIdFederationData":{},"attributes":{"mfaAuthenticated":"false"}}}"#,
     "Role session | Temporary · role | Not told | ana | ana · AROAEXAMPLE"),
    (r#"{"type":"Role","principalId":"AROAEXAMPLE:s","sessionContext":{"sessionIssuer":{"userName":"ingest"},"attributes":{"mfaAuthenticated":"true"}}}"#,
     "Role session | Temporary · role | With MFA | ingest/s | ingest/s · AROAEXAMPLE"),
    (r#"{"type":"AssumedRole","principalId":"AROAEXAMPLE:","sessionContext":{"sessionIssuer":{"userName":"ingest"}}}"#,
     "Role session | Temporary · role | - | ingest | ingest · AROAEXAMPLE"),
    // Forward access: a service calls with the caller's own credentials; the caller stays the caller.
    (r#"{"type":"AssumedRole","principalId":"AROAEXAMPLE:s","accountId":"123456789012","invokedBy":"healthlake.amazonaws.com","sessionContext":{"sessionIssuer":{"userName":"clinic"}}}"#,
     "Role session | Temporary · role | - | clinic/s | clinic/s · AROAEXAMPLE"),
    (r#"{"type":"IAMUser","userName":"ana","principalId":"AIDAX","invokedBy":"cloudformation.amazonaws.com","accessKeyId":"ASIAX"}"#,
     "IAM user | Temporary · IAM user | - | ana | ana · AIDAX"),
    (r#"{"type":"AssumedRole","principalId":"AROAEXAMPLE:s","sessionContext":{"webIdFederationData":{"federatedProvider":"accounts.example.com","attributes":{}}}}"#,
     "Web identity federation | Temporary · role | - | s | s · AROAEXAMPLE"),
    (r#"{"type":"WebIdentityUser","principalId":"accounts.example.com:app.apps.example.com:id","userName":"id","identityProvider":"accounts.example.com"}"#,
     "Web identity federation | Not recorded | - | id | id · accounts.example.com"),
    (r#"{"type":"WebIdentityUser","principalId":"arn:aws:iam::123456789012:oidc-provider/idp.example.com:sts.amazonaws.com:id","userName":"id"}"#,
     "Web identity federation | Not recorded | - | id | id · arn:aws:iam::123456789012:oidc-provider/idp.example.com:sts.amazonaws.com:id"),
    (r#"{"type":"SAMLUser","userName":"ana","principalId":"SAMLHASHEXAMPLE:ana","identityProvider":"https://idp.example.com/saml"}"#,
     "SAML federation | Not recorded | - | ana | ana · SAMLHASHEXAMPLE"),
    (r#"{"type":"FederatedUser","principalId":"123456789012:ana","arn":"arn:aws:sts::123456789012:federated-user/ana","accessKeyId":"ASIAX","sessionContext":{"sessionIssuer":{"type":"IAMUser","userName":"broker"},"attributes":{"mfaAuthenticated":"false"}}}"#,
     "Federated user | Temporary · other | Not told | ana | ana · 123456789012"),
    (r#"{"type":"FederatedUser","arn":"arn:aws:sts::123456789012:federated-user/ana","accessKeyId":"ASIAX"}"#,
     "Federated user | Temporary · other | - | ana | ana"),
    (r#"{"type":"IdentityCenterUser","accountId":"123456789012","onBehalfOf":{"userId":"94d8e4e8-f0e1-70b2-9ba1-1d2c3b4a5f60","identityStoreArn":"arn:aws:identitystore::123456789012:identitystore/d-9067642ac7"},"credentialId":"90e292de"}"#,
     "Identity Center user | Not recorded | - | 94d8e4e8-f0e1-70b2-9ba1-1d2c3b4a5f60 | 94d8e4e8-f0e1-70b2-9ba1-1d2c3b4a5f60 · 123456789012"),
    (r#"{"type":"AssumedRole","principalId":"AROAEXAMPLE:ana@example.com","onBehalfOf":{"userId":"u-1"}}"#,
     "Identity Center user | Temporary · role | - | u-1 | u-1 · AROAEXAMPLE"),
    (r#"{"type":"AWSAccount","principalId":"AROAEXAMPLE:build","accountId":"444455556666"}"#,
     "Other account | Not recorded | - | AROAEXAMPLE:build | AROAEXAMPLE:build · AROAEXAMPLE"),
    (r#"{"type":"AWSAccount","accountId":"444455556666"}"#,
     "Other account | Not recorded | - | 444455556666 | 444455556666"),
    (r#"{"type":"AssumedRole","accountId":"444455556666","principalId":"AROAEXAMPLE:s"}"#,
     "Other account | Temporary · role | - | s | s · AROAEXAMPLE"),
    (r#"{"type":"AWSService","invokedBy":"comprehendmedical.amazonaws.com"}"#,
     "AWS service | AWS service | - | comprehendmedical.amazonaws.com | comprehendmedical.amazonaws.com"),
    (r#"{"invokedBy":"healthlake.amazonaws.com"}"#,
     "AWS service | AWS service | - | healthlake.amazonaws.com | healthlake.amazonaws.com"),
    // Synthetic: a product provider with delegated access.
    (r#"{"type":"AssumedRole","principalId":"AROAEXAMPLE:s","invokedByDelegate":{"accountId":"111122223333"}}"#,
     "Product provider | Temporary · role | - | s | s · AROAEXAMPLE"),
    (r#"{"type":"Directory","userName":"ana"}"#, "Unknown | Not recorded | - | ana | ana"),
    (r#"{"type":"Unknown","principalId":"","accountId":"","userName":""}"#, "Unknown | Not recorded | - | Unknown | Unknown"),
    (r#"{"type":"Martian"}"#, "Unknown | Not recorded | - | Martian | Martian"),
    (r#"{}"#, "Unknown | Not recorded | - | unknown | unknown"),
    ("null", "Unknown | Not recorded | - | unknown | unknown"),
    (r#"{"type":7,"userName":["x"]}"#, "Unknown | Not recorded | - | [\"x\"] | [\"x\"]"),
];

#[test]
fn each_form_of_identity_is_resolved_as_the_decision_table_says() {
    assert!(GOLDEN.len() >= 30);
    for (user_identity, expected) in GOLDEN {
        let text = format!(r#"{{"userIdentity":{user_identity},"recipientAccountId":"123456789012"}}"#);
        let record = read_record(text.as_bytes(), &ValueHasher::new((0, 0))).expect("a record");
        let identity = identify(&record);
        let line = format!(
            "{} | {} | {} | {} | {}",
            identity.kind.label(),
            identity.credential.label(),
            mfa(&record).label().unwrap_or("-"),
            identity.caller,
            identity.principal()
        );
        assert_eq!(line, *expected, "{user_identity}");
    }
}
