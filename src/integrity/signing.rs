//! What is signed, and with what it is checked. The check itself, RSA PKCS#1 v1.5 with SHA-256, is the browser's.

use super::{Digest, LakeSign, Sha256, digest::text, hex::bytes_of_hex};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::rc::Rc;

/// A signature to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureCheck {
    /// Names the check: the same key, text and signature are checked once.
    pub id: Sha256,
    /// The public key (SPKI, DER).
    pub spki: Vec<u8>,
    /// What was signed.
    pub text: Vec<u8>,
    /// The signature's bytes.
    pub signature: Vec<u8>,
}

/// What became of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignatureVerdict {
    /// The key signed this text.
    Good,
    /// It did not.
    Bad,
    /// The browser gives no cryptography here: the page was not opened over a secure connection.
    Unavailable,
}

impl SignatureCheck {
    /// A check; `None` when the signature is no hexadecimal text.
    pub(super) fn new(spki: &[u8], text: Vec<u8>, signature: &str) -> Option<Self> {
        let signature = bytes_of_hex(signature).filter(|bytes| !bytes.is_empty())?;
        let all = [spki, &text, &signature].map(|part| Sha256::of(part).0).concat();
        Some(Self {
            id: Sha256::of(&all),
            spki: spki.to_vec(),
            text,
            signature,
        })
    }
}

/// The text that a digest's signature signs: four lines without a line break at the end.
/// Source: AWS CloudTrail User Guide, "Custom implementations of CloudTrail log file integrity validation".
pub(super) fn digest_text(digest: &Digest, sha256: Sha256) -> Vec<u8> {
    let previous = digest.previous_signature.as_deref().unwrap_or("null");
    let Digest {
        end_text,
        bucket,
        key,
        ..
    } = digest;
    format!("{end_text}\n{bucket}/{key}\n{sha256}\n{previous}").into_bytes()
}

/// The text that the sign file of query results signs: the hashes in their order.
/// Source: AWS CloudTrail User Guide, "CloudTrail sign file structure".
pub(super) fn lake_text(sign: &LakeSign) -> Vec<u8> {
    let hashes: Vec<&str> = sign.files.iter().map(|file| &*file.hash_text).collect();
    hashes.join(" ").into_bytes()
}

/// What `aws s3api head-object` says of a digest file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectMetadata {
    /// The signature as hexadecimal text.
    pub signature: Rc<str>,
}

impl ObjectMetadata {
    /// Reads the whole output, or its `Metadata` alone.
    pub(super) fn of_json(json: &Map<String, Value>) -> Option<Self> {
        let metadata = json.get("Metadata").and_then(Value::as_object).unwrap_or(json);
        let find = |name: &str| {
            let prefixed = format!("x-amz-meta-{name}");
            text(metadata, name).or_else(|| text(metadata, &prefixed))
        };
        find("signature-algorithm")?;
        Some(Self {
            signature: find("signature")?,
        })
    }
}
