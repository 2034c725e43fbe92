//! The browser's cryptography: hashes of what is held whole, and signatures. Missing where the page was not opened over
//! HTTPS or from this computer: then nothing is said to be invalid.

use crate::protocol::integrity::{Sha256, SignatureCheck, SignatureVerdict};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

/// The algorithm of CloudTrail's signatures: RSASSA-PKCS1-v1_5 (RFC 8017, 8.2).
const RSA: &str = "RSASSA-PKCS1-v1_5";
const SHA256: &str = "SHA-256";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = crypto)]
    static CRYPTO: JsValue;
}

/// The browser's cryptography, where there is any.
pub fn subtle() -> Option<SubtleCrypto> {
    // An insecure page has `crypto`, but nothing under this name.
    let subtle = CRYPTO
        .with(|crypto| Reflect::get(crypto, &"subtle".into()))
        .ok()?;
    subtle.dyn_into().ok()
}

/// Begins to hash a copy of `bytes`.
pub fn begin_sha256(subtle: &SubtleCrypto, bytes: &[u8]) -> Option<JsFuture> {
    let digest = subtle.digest_with_str_and_js_u8_array(SHA256, &Uint8Array::from(bytes));
    digest.ok().map(JsFuture::from)
}

/// The hash that was begun.
pub async fn end_sha256(digest: JsFuture) -> Option<Sha256> {
    let bytes = Uint8Array::new(&digest.await.ok()?).to_vec();
    bytes.try_into().ok().map(Sha256)
}

/// Checks a signature.
pub async fn verify(subtle: &SubtleCrypto, check: &SignatureCheck) -> SignatureVerdict {
    let Some(key) = import(subtle, &check.spki).await else {
        // The browser takes no such key: nothing signed with it can be said to fit.
        return SignatureVerdict::Bad;
    };
    let verified = subtle.verify_with_str_and_js_u8_array_and_js_u8_array(
        RSA,
        &key,
        &Uint8Array::from(&check.signature[..]),
        &Uint8Array::from(&check.text[..]),
    );
    match verified {
        Ok(verified) => match JsFuture::from(verified).await {
            Ok(is_good) if is_good.is_truthy() => SignatureVerdict::Good,
            Ok(_) => SignatureVerdict::Bad,
            Err(_) => SignatureVerdict::Unavailable,
        },
        Err(_) => SignatureVerdict::Unavailable,
    }
}

async fn import(subtle: &SubtleCrypto, spki: &[u8]) -> Option<CryptoKey> {
    let algorithm = Object::new();
    // A plain object takes any property.
    Reflect::set(&algorithm, &"name".into(), &RSA.into()).ok()?;
    Reflect::set(&algorithm, &"hash".into(), &SHA256.into()).ok()?;
    let usages = Array::of1(&"verify".into());
    let key = subtle.import_key_with_object("spki", &Uint8Array::from(spki), &algorithm, false, &usages);
    JsFuture::from(key.ok()?).await.ok()?.dyn_into().ok()
}
