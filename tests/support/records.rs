//! Records to put into test files.

/// A call of Amazon Comprehend Medical, the `n`th.
pub fn medical(n: u32) -> String {
    record(n, "comprehendmedical.amazonaws.com", "DetectPHI")
}

/// A call of another service, the `n`th.
pub fn other(n: u32) -> String {
    record(n, "s3.amazonaws.com", "GetObject")
}

fn record(n: u32, source: &str, name: &str) -> String {
    let identity = r#"{"type":"IAMUser","principalId":"AIDACKCEVSQ6C2EXAMPLE","arn":"arn:aws:iam::111122223333:user/Mateo_Jackson","accountId":"111122223333","userName":"Mateo_Jackson"}"#;
    format!(
        r#"{{"eventVersion":"1.11","userIdentity":{identity},"eventTime":"2026-10-22T08:{:02}:{:02}Z","eventSource":"{source}","eventName":"{name}","awsRegion":"us-east-1","sourceIPAddress":"192.0.2.41","userAgent":"aws-cli/2.31.3","requestParameters":null,"responseElements":null,"requestID":"req-{n}","eventID":"{n:08x}-1111-4111-8111-111111111111","readOnly":true,"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"111122223333","eventCategory":"Management"}}"#,
        n / 60 % 60,
        n % 60
    )
}

/// A trail file with these records.
pub fn trail<T: AsRef<str>>(records: &[T]) -> Vec<u8> {
    let records: Vec<_> = records.iter().map(T::as_ref).collect();
    format!("{{\"Records\":[{}]}}", records.join(",")).into_bytes()
}

/// The first place of `needle` in `bytes`.
pub fn at(bytes: &[u8], needle: &str) -> u64 {
    let found = bytes
        .windows(needle.len())
        .position(|window| window == needle.as_bytes());
    found.unwrap_or_else(|| panic!("no {needle}")) as u64
}
