//! One digest file, as CloudTrail writes it every hour.

use super::Sha256;
use crate::base::EpochMillis;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::rc::Rc;

/// A digest file's content. Texts that go into the string to sign are kept exactly as written.
/// Source: AWS CloudTrail User Guide, "CloudTrail digest file structure".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// The account whose logs it names.
    pub account: Rc<str>,
    /// Log files delivered from here on …
    pub start: EpochMillis,
    /// … until here are named.
    pub end: EpochMillis,
    /// `digestEndTime` as written.
    pub end_text: Rc<str>,
    /// The bucket it was delivered to.
    pub bucket: Rc<str>,
    /// The object it was delivered as.
    pub key: Rc<str>,
    /// The key it is signed with.
    pub fingerprint: Rc<str>,
    /// The digest before it; none at the begin of a chain.
    pub previous: Option<Previous>,
    /// `previousDigestSignature` as written, whatever else is there.
    pub previous_signature: Option<Rc<str>>,
    /// The log files delivered in its hour; none proves that none was delivered.
    pub logs: Vec<NamedLog>,
}

/// What a digest says of the one before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Previous {
    /// Its bucket.
    pub bucket: Rc<str>,
    /// Its object.
    pub key: Rc<str>,
    /// Its hash, when that can be read.
    pub hash: Option<Sha256>,
}

/// A log file as a digest names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedLog {
    /// Its bucket.
    pub bucket: Rc<str>,
    /// Its object.
    pub key: Rc<str>,
    /// The hash of its uncompressed bytes, when that can be read.
    pub hash: Option<Sha256>,
    /// Time of its oldest event; often unknown.
    pub oldest: Option<EpochMillis>,
}

impl Digest {
    /// Reads a digest; `None` when one of the fields that validation needs is missing or of another kind.
    pub(super) fn of_json(json: &Map<String, Value>) -> Option<Self> {
        let end_text = text(json, "digestEndTime")?;
        // The field must be there, though it is null at the begin of a chain.
        let previous_signature = match json.get("previousDigestSignature")? {
            Value::Null => None,
            Value::String(signature) => Some(signature.as_str().into()),
            _ => return None,
        };
        Some(Self {
            account: text(json, "awsAccountId").unwrap_or_default(),
            start: time(json, "digestStartTime")?,
            end: EpochMillis::parse(&end_text)?,
            end_text,
            bucket: text(json, "digestS3Bucket")?,
            key: text(json, "digestS3Object")?,
            fingerprint: text(json, "digestPublicKeyFingerprint")?,
            previous: previous(json),
            previous_signature,
            logs: json
                .get("logFiles")?
                .as_array()?
                .iter()
                .map(named_log)
                .collect::<Option<_>>()?,
        })
    }

    /// Where it was delivered, as AWS writes it.
    pub fn address(&self) -> String {
        address(&self.bucket, &self.key)
    }
}

impl NamedLog {
    /// Where it was delivered, as AWS writes it.
    pub fn address(&self) -> String {
        address(&self.bucket, &self.key)
    }
}

/// `s3://bucket/key`.
pub(super) fn address(bucket: &str, key: &str) -> String {
    format!("s3://{bucket}/{key}")
}

fn previous(json: &Map<String, Value>) -> Option<Previous> {
    Some(Previous {
        bucket: text(json, "previousDigestS3Bucket")?,
        key: text(json, "previousDigestS3Object")?,
        hash: hash(json, "previousDigestHashValue", "previousDigestHashAlgorithm"),
    })
}

fn named_log(log: &Value) -> Option<NamedLog> {
    let log = log.as_object()?;
    Some(NamedLog {
        bucket: text(log, "s3Bucket")?,
        key: text(log, "s3Object")?,
        hash: hash(log, "hashValue", "hashAlgorithm"),
        oldest: time(log, "oldestEventTime"),
    })
}

fn hash(json: &Map<String, Value>, value: &str, algorithm: &str) -> Option<Sha256> {
    let is_known = text(json, algorithm).is_none_or(|name| &*name == "SHA-256");
    is_known.then(|| Sha256::parse(&text(json, value)?)).flatten()
}

pub(super) fn text(json: &Map<String, Value>, key: &str) -> Option<Rc<str>> {
    json.get(key)?.as_str().map(Rc::from)
}

/// A time as text, or as seconds in older outputs of the AWS CLI.
pub(super) fn time(json: &Map<String, Value>, key: &str) -> Option<EpochMillis> {
    match json.get(key)? {
        Value::String(text) => EpochMillis::parse(text),
        Value::Number(number) => EpochMillis::parse(&number.to_string()),
        _ => None,
    }
}
