//! The public keys that a person fetched with `aws cloudtrail list-public-keys`.

use super::{
    der::RsaKey,
    digest::{text, time},
    hex::hex_of_bytes,
};
use crate::base::EpochMillis;
use base64::{Engine, engine::general_purpose::STANDARD};
use md5::{Digest as _, Md5};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::rc::Rc;

/// A public key. Source: AWS CloudTrail API Reference, `PublicKey`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicKey {
    /// The name under which digests call for it: the MD5 of its DER, as hexadecimal text. No security lies in it.
    pub fingerprint: Rc<str>,
    /// The key as browsers take it (SPKI, DER); none when it cannot be read or has not the fingerprint it claims.
    pub spki: Option<Vec<u8>>,
    /// Its use begins, when known.
    pub valid_from: Option<EpochMillis>,
    /// Its use ends, when known.
    pub valid_to: Option<EpochMillis>,
}

impl PublicKey {
    /// Reads one element of `PublicKeyList`; `None` when it has neither a value nor a fingerprint.
    pub(super) fn of_json(json: &Map<String, Value>) -> Option<Self> {
        let claimed = text(json, "Fingerprint");
        let key = text(json, "Value").map(|value| read_value(&value));
        let (fingerprint, spki) = match (claimed, key) {
            (None, None | Some(None)) => return None,
            (Some(claimed), None | Some(None)) => (claimed, None),
            (None, Some(Some((der, key)))) => (fingerprint_of(&der).into(), Some(key.spki)),
            (Some(claimed), Some(Some((der, key)))) => {
                // AWS takes the MD5 of PKCS#1; a key that came as SPKI may be named by either form.
                let is_its_own = [&der, &key.pkcs1]
                    .iter()
                    .any(|der| fingerprint_of(der) == claimed.to_ascii_lowercase());
                (claimed, is_its_own.then_some(key.spki))
            }
        };
        Some(Self {
            fingerprint,
            spki,
            valid_from: time(json, "ValidityStartTime"),
            valid_to: time(json, "ValidityEndTime"),
        })
    }
}

fn read_value(base64: &str) -> Option<(Vec<u8>, RsaKey)> {
    let der = STANDARD.decode(base64).ok()?;
    let key = RsaKey::parse(&der)?;
    Some((der, key))
}

/// The MD5 of a key's DER as hexadecimal text.
pub(super) fn fingerprint_of(der: &[u8]) -> String {
    hex_of_bytes(&Md5::digest(der))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The key in the example of `aws cloudtrail list-public-keys` in the AWS CLI's reference.
    const AWS_EXAMPLE: (&str, &str) = (
        "MIIBCgKCAQEAlSS3cl92HDycr/MTj0moOhas8habjrraXw+KzlWF0axSI2tcF+3iJ9BKQAVSKxGwxwu3m0wG3J+kUl1xboEcEPHYoIYMbgfSw7KGnu\
         DKwkLzsQWhUJ0cIbOHASox1vv/5fNXkrHhGbDCHeVXm804c83nvHUEFYThr1PfyP/8HwrCtR3FX5OANtQCP61C1nJtSSkC8JSQUOrIP4CuwJjc+4W\
         GDk+BGH5m9iuiAKkipEHWmUl8/P7XpfpWQuk4h8g3pXZOrNXr08lbh4d39svj7UqdhvOXoBISp9t/EXYuePGEtBdrKD9Dz+VHwyUPtBQvYr9BnkF8\
         8qBnaPNhS44rzwIDAQAB",
        "7f3f401420072e50a65a141430817ab3",
    );

    fn read(json: Value) -> Option<PublicKey> {
        PublicKey::of_json(json.as_object().expect("an object"))
    }

    #[test]
    fn the_published_example_key_has_its_published_fingerprint() {
        let (value, fingerprint) = AWS_EXAMPLE;
        let named = json!({ "Value": value, "Fingerprint": fingerprint, "ValidityStartTime": 1453076702.0, "ValidityEndTime": "2016-02-17T00:25:02+00:00" });
        let key = read(named).expect("a key");
        assert!(key.spki.is_some());
        assert_eq!(
            key.valid_from.map(EpochMillis::to_rfc3339).as_deref(),
            Some("2016-01-18T00:25:02Z")
        );
        let unnamed = read(json!({ "Value": value })).expect("a key");
        assert_eq!((&*unnamed.fingerprint, unnamed.spki), (fingerprint, key.spki));
    }

    #[test]
    fn a_key_that_is_not_what_it_claims_is_not_used() {
        let (value, fingerprint) = AWS_EXAMPLE;
        for bad in [
            json!({ "Value": value, "Fingerprint": fingerprint.replace('7', "8") }),
            json!({ "Value": value.replace("AQAB", "AQAC"), "Fingerprint": fingerprint }),
            json!({ "Value": "no key", "Fingerprint": fingerprint }),
            json!({ "Fingerprint": fingerprint }),
        ] {
            assert_eq!(read(bad.clone()).expect("named").spki, None, "{bad}");
        }
        assert_eq!(read(json!({ "Value": "no key" })), None);
    }
}
