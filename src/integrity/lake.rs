//! The sign file beside saved query results of CloudTrail Lake.

use super::{Sha256, digest::text};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::rc::Rc;

/// A sign file. Its hashes are of the *compressed* result files, unlike a digest's.
/// Source: AWS CloudTrail User Guide, "CloudTrail sign file structure".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LakeSign {
    /// The Region whose key signed it.
    pub region: Rc<str>,
    /// The result files.
    pub files: Vec<LakeFile>,
    /// When the query was done, as written.
    pub completed: Option<Rc<str>>,
    /// The signature as hexadecimal text.
    pub signature: Rc<str>,
    /// The key it is signed with.
    pub fingerprint: Rc<str>,
}

/// A result file as the sign file names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LakeFile {
    /// Its name, without folders.
    pub name: Rc<str>,
    /// Its hash as written, which is what was signed.
    pub hash_text: Rc<str>,
}

impl LakeFile {
    /// The hash of the compressed file, when it can be read.
    pub fn hash(&self) -> Option<Sha256> {
        Sha256::parse(&self.hash_text)
    }
}

impl LakeSign {
    /// Reads a sign file; `None` when a field that validation needs is missing.
    pub(super) fn of_json(json: &Map<String, Value>) -> Option<Self> {
        let file = |file: &Value| {
            let file = file.as_object()?;
            Some(LakeFile {
                name: text(file, "fileName")?,
                hash_text: text(file, "fileHashValue")?,
            })
        };
        Some(Self {
            region: text(json, "region").unwrap_or_default(),
            files: json
                .get("files")?
                .as_array()?
                .iter()
                .map(file)
                .collect::<Option<_>>()?,
            completed: text(json, "queryCompleteTime"),
            signature: text(json, "hashSignature")?,
            fingerprint: text(json, "publicKeyFingerprint")?,
        })
    }
}
