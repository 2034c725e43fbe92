//! Files that prove others: told apart by their content.

use super::{Digest, LakeSign, ObjectMetadata, PublicKey, Sha256};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What a file proves others with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Evidence {
    /// A digest file and the hash of its uncompressed bytes.
    Digest {
        /// Its content.
        digest: Digest,
        /// The hash of its bytes.
        sha256: Sha256,
    },
    /// Public keys.
    Keys(Vec<PublicKey>),
    /// The metadata of a digest in its bucket.
    Metadata(ObjectMetadata),
    /// A sign file of query results.
    LakeSign(LakeSign),
}

/// Reads all evidence in a file's uncompressed content: one JSON value, or several outputs one after another.
/// `None` when something in it is not what validation needs: then it proves nothing.
pub fn read_evidence(content: &[u8]) -> Option<Vec<Evidence>> {
    let mut found = Vec::new();
    for value in serde_json::Deserializer::from_slice(content).into_iter::<Value>() {
        let value = value.ok()?;
        let objects = match &value {
            Value::Array(elements) => elements.iter().map(Value::as_object).collect(),
            other => vec![other.as_object()],
        };
        for object in objects {
            found.push(of_json(object?, content)?);
        }
    }
    // A digest is a file of its own: the hash is of the whole file.
    let is_mixed = found.len() > 1 && found.iter().any(|one| matches!(one, Evidence::Digest { .. }));
    (!found.is_empty() && !is_mixed).then_some(found)
}

fn of_json(json: &Map<String, Value>, content: &[u8]) -> Option<Evidence> {
    if json.contains_key("digestStartTime") {
        let sha256 = Sha256::of(content);
        return Digest::of_json(json).map(|digest| Evidence::Digest { digest, sha256 });
    }
    if let Some(list) = json.get("PublicKeyList") {
        let keys = list.as_array()?.iter();
        return Some(Evidence::Keys(
            keys.filter_map(|key| PublicKey::of_json(key.as_object()?))
                .collect(),
        ));
    }
    if json.contains_key("hashSignature") {
        return LakeSign::of_json(json).map(Evidence::LakeSign);
    }
    ObjectMetadata::of_json(json).map(Evidence::Metadata)
}
