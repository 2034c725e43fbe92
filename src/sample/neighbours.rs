//! Calls of the services beside Amazon Comprehend Medical, as large as they are in real trails.

use super::{
    draft::{Category, Draft, Failure},
    json::object,
    people::{ACCOUNT, CALLERS, CENTER_USER, CENTRAL_ROOT, MEDICAL_SERVICE, Person, SAML_USER, WEB_USER},
    random::Random,
};

/// Makes a record of one kind.
type MakeDraft = fn(&mut Random) -> Draft;

/// Kinds of calls by their weights.
const KINDS: [(u64, MakeDraft); 17] = [
    (26, get_object),
    (10, put_object),
    (16, decrypt),
    (6, generate_data_key),
    (10, assume_role_by_service),
    (3, assume_role_with_saml),
    (4, assume_role_with_web_identity),
    (3, get_caller_identity),
    (3, get_role),
    (1, update_trust_policy),
    (8, describe_instances),
    (6, invoke),
    (3, create_log_stream),
    (2, console_login),
    // Another service of nearly the same name.
    (4, |random| {
        Draft::new("comprehend.amazonaws.com", "DetectEntities", somebody(random))
    }),
    (1, |_| {
        Draft::new("sso.amazonaws.com", "Authenticate", &CENTER_USER)
    }),
    (1, |_| central_root_task()),
];

/// A call of another service.
pub(super) fn neighbour_call(random: &mut Random) -> Draft {
    let (_, draft) = random.weighted(&KINDS, |kind| kind.0);
    draft(random)
}

fn somebody(random: &mut Random) -> &'static Person {
    &CALLERS[random.below(5) as usize]
}

fn get_object(random: &mut Random) -> Draft {
    let draft = s3(
        "GetObject",
        "clinical-notes-inbox-example",
        "bytesTransferredOut",
        random,
    );
    if random.percent(4) {
        return draft.failed("NoSuchKey", "The specified key does not exist.");
    }
    draft
}

fn put_object(random: &mut Random) -> Draft {
    Draft {
        is_read_only: false,
        ..s3(
            "PutObject",
            "clinical-notes-results-example",
            "bytesTransferredIn",
            random,
        )
    }
}

fn s3(operation: &str, bucket: &str, transferred: &str, random: &mut Random) -> Draft {
    let key = format!("notes/2026/10/{}.txt", random.hex(12));
    let request = object(|json| {
        json.text("bucketName", bucket);
        json.text("Host", &format!("{bucket}.s3.us-east-1.amazonaws.com"));
        json.text("key", &key);
        json.escaped("x-id", operation);
    });
    let additional = object(|json| {
        json.text("SignatureVersion", "SigV4");
        json.text("CipherSuite", "TLS_AES_128_GCM_SHA256");
        json.json(transferred, &random.below(40_000).to_string());
        json.text("AuthenticationMethod", "AuthHeader");
        json.text(
            "x-amz-id-2",
            &format!(
                "{}=",
                random.text(b"ABCDEFGHIJKLMNOPabcdefghijklmnop0123456789+/", 75)
            ),
        );
    });
    let object_arn = object(|json| {
        json.text("type", "AWS::S3::Object");
        json.text("ARN", &format!("arn:aws:s3:::{bucket}/{key}"));
    });
    let bucket_arn = object(|json| {
        json.text("accountId", ACCOUNT);
        json.text("type", "AWS::S3::Bucket");
        json.text("ARN", &format!("arn:aws:s3:::{bucket}"));
    });
    Draft {
        request,
        additional: Some(additional),
        resources: Some(format!("[{object_arn},{bucket_arn}]")),
        category: Category::Data,
        ..Draft::new("s3.amazonaws.com", operation, somebody(random))
    }
}

fn decrypt(random: &mut Random) -> Draft {
    kms("Decrypt", random)
}

fn generate_data_key(random: &mut Random) -> Draft {
    kms("GenerateDataKey", random)
}

fn kms(operation: &str, random: &mut Random) -> Draft {
    let key = format!("arn:aws:kms:us-east-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    let request = object(|json| {
        json.text("keyId", &key);
        json.object("encryptionContext", |json| {
            json.text("aws:s3:arn", "arn:aws:s3:::clinical-notes-inbox-example");
        });
        json.text("encryptionAlgorithm", "SYMMETRIC_DEFAULT");
    });
    let resource = object(|json| {
        json.text("accountId", ACCOUNT);
        json.text("type", "AWS::KMS::Key");
        json.text("ARN", &key);
    });
    let resources = Some(format!("[{resource}]"));
    Draft {
        request,
        resources,
        ..Draft::new("kms.amazonaws.com", operation, somebody(random))
    }
}

fn assume_role_by_service(random: &mut Random) -> Draft {
    let request = object(|json| {
        json.text(
            "roleArn",
            &format!("arn:aws:iam::{ACCOUNT}:role/medical-data-access"),
        );
        json.text("roleSessionName", "ComprehendMedicalBatch");
        json.json("durationSeconds", "3600");
    });
    let draft = Draft::new("sts.amazonaws.com", "AssumeRole", &MEDICAL_SERVICE);
    Draft {
        request,
        response: credentials("medical-data-access", random),
        ..draft
    }
}

fn assume_role_with_saml(random: &mut Random) -> Draft {
    let request = object(|json| {
        json.text("sAMLAssertionID", &format!("_{}", random.guid()));
        json.text("roleArn", &format!("arn:aws:iam::{ACCOUNT}:role/clinical-viewer"));
        json.text(
            "principalArn",
            &format!("arn:aws:iam::{ACCOUNT}:saml-provider/example-idp"),
        );
    });
    let draft = Draft::new("sts.amazonaws.com", "AssumeRoleWithSAML", &SAML_USER);
    Draft {
        request,
        response: credentials("clinical-viewer", random),
        ..draft
    }
}

fn assume_role_with_web_identity(random: &mut Random) -> Draft {
    let request = object(|json| {
        json.text("roleArn", &format!("arn:aws:iam::{ACCOUNT}:role/coder-assist"));
        json.text("roleSessionName", "coder-assist-1");
    });
    let draft = Draft::new("sts.amazonaws.com", "AssumeRoleWithWebIdentity", &WEB_USER);
    Draft {
        request,
        response: credentials("coder-assist", random),
        ..draft
    }
}

fn credentials(role: &str, random: &mut Random) -> String {
    object(|json| {
        json.object("credentials", |json| {
            json.text("accessKeyId", "ASIAIOSFODNN7EXAMPLE");
            let token = random.text(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop0123456789+/", 350);
            json.escaped("sessionToken", &format!("{token}=="));
            json.text("expiration", "Oct 22, 2026, 3:04:05 AM");
        });
        json.object("assumedRoleUser", |json| {
            json.text("assumedRoleId", "AROADBQP57FF2AEXAMPLE:session");
            json.text(
                "arn",
                &format!("arn:aws:sts::{ACCOUNT}:assumed-role/{role}/session"),
            );
        });
    })
}

fn get_caller_identity(random: &mut Random) -> Draft {
    Draft::new("sts.amazonaws.com", "GetCallerIdentity", somebody(random))
}

fn get_role(random: &mut Random) -> Draft {
    let request = object(|json| json.text("roleName", "medical-data-access"));
    Draft {
        request,
        ..Draft::new("iam.amazonaws.com", "GetRole", somebody(random))
    }
}

/// Names Amazon Comprehend Medical in its parameters, and is none of its calls.
fn update_trust_policy(_: &mut Random) -> Draft {
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"comprehendmedical.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    let request = object(|json| {
        json.text("roleName", "medical-data-access");
        json.escaped("policyDocument", policy);
    });
    let draft = Draft::new("iam.amazonaws.com", "UpdateAssumeRolePolicy", &CALLERS[7]);
    Draft {
        is_read_only: false,
        request,
        ..draft
    }
}

fn describe_instances(random: &mut Random) -> Draft {
    let request = r#"{"instancesSet":{},"filterSet":{"items":[{"name":"tag:app","valueSet":{"items":[{"value":"ehr"}]}}]}}"#;
    let draft = Draft::new("ec2.amazonaws.com", "DescribeInstances", somebody(random));
    let draft = Draft {
        request: request.to_owned(),
        ..draft
    };
    if random.percent(10) {
        return draft.failed(
            "Client.UnauthorizedOperation",
            "You are not authorized to perform this operation.",
        );
    }
    draft
}

fn invoke(random: &mut Random) -> Draft {
    let function = format!("arn:aws:lambda:us-east-1:{ACCOUNT}:function:claims-nlp-prod-handler");
    let request = object(|json| {
        json.text("functionName", &function);
        json.text("invocationType", "Event");
    });
    let resource = object(|json| {
        json.text("accountId", ACCOUNT);
        json.text("type", "AWS::Lambda::Function");
        json.text("ARN", &function);
    });
    Draft {
        is_read_only: false,
        request,
        resources: Some(format!("[{resource}]")),
        category: Category::Data,
        ..Draft::new("lambda.amazonaws.com", "Invoke", somebody(random))
    }
}

fn create_log_stream(random: &mut Random) -> Draft {
    let request = object(|json| {
        json.text("logGroupName", "/aws/lambda/claims-nlp-prod-handler");
        json.text(
            "logStreamName",
            &format!("2026/10/22/[$LATEST]{}", random.hex(32)),
        );
    });
    Draft {
        is_read_only: false,
        request,
        ..Draft::new("logs.amazonaws.com", "CreateLogStream", somebody(random))
    }
}

fn console_login(random: &mut Random) -> Draft {
    let is_failure = random.percent(30);
    let word = if is_failure {
        r#"{"ConsoleLogin":"Failure"}"#
    } else {
        r#"{"ConsoleLogin":"Success"}"#
    };
    let draft = Draft::new("signin.amazonaws.com", "ConsoleLogin", &CALLERS[7]);
    Draft {
        is_read_only: false,
        response: word.to_owned(),
        additional: Some(r#"{"LoginTo":"https://console.aws.amazon.com/console/home","MobileVersion":"No","MFAUsed":"Yes"}"#.to_owned()),
        // A failed sign-in has a message and no code.
        failure: is_failure.then(|| Failure { code: None, message: "Failed authentication".to_owned() }),
        category: Category::SignIn,
        ..draft
    }
}

fn central_root_task() -> Draft {
    let request = object(|json| json.text("bucketName", "locked-out-example"));
    let draft = Draft::new("s3.amazonaws.com", "DeleteBucketPolicy", &CENTRAL_ROOT);
    Draft {
        is_read_only: false,
        request,
        ..draft
    }
}
