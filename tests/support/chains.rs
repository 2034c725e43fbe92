//! Chains of digests as CloudTrail makes them, with keys of our own: what is signed here is checked as AWS's is.

use base64::{Engine, engine::general_purpose::STANDARD};
use medtrail::{
    base::EpochMillis,
    integrity::{Sha256, SignatureCheck, SignatureVerdict},
    sample::gzip,
};
use rsa::{
    Pkcs1v15Sign, PrivateKey, PublicKey,
    pkcs1::EncodeRsaPublicKey,
    pkcs8::{DecodePublicKey, EncodePublicKey},
    rand_core::{TryCryptoRng, TryRng},
};
use serde_json::{Value, json};
use std::{convert::Infallible, sync::LazyLock};

pub const ACCOUNT: &str = "111122223333";
pub const BUCKET: &str = "amzn-s3-demo-bucket";

/// `DigestInfo` of a SHA-256 up to the hash (RFC 8017, 9.2).
const SHA256_PREFIX: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00,
    0x04, 0x20,
];

/// Whoever has this signs as CloudTrail does.
pub struct Signer(PrivateKey);

/// The Region's key.
pub static SIGNER: LazyLock<Signer> = LazyLock::new(|| Signer::new(1));
/// Somebody else's.
pub static OTHER: LazyLock<Signer> = LazyLock::new(|| Signer::new(2));

impl Signer {
    fn new(seed: u64) -> Self {
        Self(PrivateKey::new(&mut Dice(seed), 2048).expect("a key"))
    }

    fn public(&self) -> PublicKey {
        self.0.to_public_key()
    }

    pub fn pkcs1(&self) -> Vec<u8> {
        self.public().to_pkcs1_der().expect("DER").into_vec()
    }

    pub fn spki(&self) -> Vec<u8> {
        self.public().to_public_key_der().expect("DER").into_vec()
    }

    pub fn fingerprint(&self) -> String {
        use md5::Digest as _;
        md5::Md5::digest(self.pkcs1())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    pub fn sign(&self, text: &str) -> String {
        let hash = Sha256::of(text.as_bytes()).0;
        let signature = self.0.sign(scheme(), &hash).expect("a signature");
        signature.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// An element of `PublicKeyList`.
    pub fn listed(&self) -> Value {
        json!({ "Value": STANDARD.encode(self.pkcs1()), "Fingerprint": self.fingerprint(),
                "ValidityStartTime": "2026-09-20T00:00:00+00:00", "ValidityEndTime": "2026-10-20T00:00:00+00:00" })
    }

    /// The output of `aws cloudtrail list-public-keys`.
    pub fn list(&self) -> Vec<u8> {
        json!({ "PublicKeyList": [self.listed()] })
            .to_string()
            .into_bytes()
    }
}

fn scheme() -> Pkcs1v15Sign {
    Pkcs1v15Sign {
        hash_len: Some(32),
        prefix: SHA256_PREFIX.into(),
    }
}

/// What the browser does, natively.
pub fn check(check: &SignatureCheck) -> SignatureVerdict {
    let key = PublicKey::from_public_key_der(&check.spki);
    let hash = Sha256::of(&check.text).0;
    match key.map(|key| key.verify(scheme(), &hash, &check.signature)) {
        Ok(Ok(())) => SignatureVerdict::Good,
        _ => SignatureVerdict::Bad,
    }
}

/// A file of a chain.
#[derive(Clone, Debug)]
pub struct Made {
    pub key: String,
    pub content: Vec<u8>,
    /// The signature in the object's metadata; of digests only.
    pub signature: String,
}

impl Made {
    pub fn packed(&self) -> Vec<u8> {
        gzip(&self.content)
    }

    /// The path under which it is dropped.
    pub fn path(&self) -> String {
        format!("{BUCKET}/{}", self.key)
    }

    /// The output of `aws s3api head-object --query Metadata`.
    pub fn metadata(&self) -> Vec<u8> {
        json!({ "signature": self.signature, "signature-algorithm": "SHA256withRSA" })
            .to_string()
            .into_bytes()
    }

    pub fn name(&self) -> &str {
        self.key.rsplit('/').next().expect("a name")
    }
}

/// A trail in one Region.
pub struct Trail<'a> {
    pub region: &'a str,
    pub name: &'a str,
    pub signer: &'a Signer,
    pub is_backfill: bool,
    /// The folder of an organization, `o-…/`, or nothing.
    pub organization: &'a str,
}

impl Default for Trail<'_> {
    fn default() -> Self {
        Self {
            region: "us-east-1",
            name: "review",
            signer: &SIGNER,
            is_backfill: false,
            organization: "",
        }
    }
}

/// What a trail delivered: digests in the order of time, and the logs of each.
pub struct Chain {
    pub digests: Vec<Made>,
    pub logs: Vec<Vec<Made>>,
}

/// `2026-10-01` at this hour, also beyond midnight.
pub fn hour(hour: usize) -> EpochMillis {
    let begin = EpochMillis::parse("2026-10-01T00:00:00Z").expect("a time");
    EpochMillis(begin.0 + hour as i64 * 3_600_000)
}

fn day(time: EpochMillis) -> String {
    time.to_day().replace('-', "/")
}

fn compact(time: EpochMillis) -> String {
    time.to_rfc3339().replace(['-', ':'], "")
}

impl Trail<'_> {
    fn front(&self) -> String {
        format!("AWSLogs/{}{ACCOUNT}", self.organization)
    }

    fn log(&self, at: usize, number: usize) -> Made {
        let time = EpochMillis(hour(at).0 + 300_000 * (number as i64 + 1));
        let region = self.region;
        let minute = compact(time);
        let minute = &minute[..minute.len() - 3];
        let record = json!({ "eventVersion": "1.11", "userIdentity": { "type": "AssumedRole", "arn": "arn:aws:sts::111122223333:assumed-role/review/ana" },
            "eventTime": time.to_rfc3339(), "eventSource": "comprehendmedical.amazonaws.com", "eventName": "DetectPHI", "awsRegion": region,
            "sourceIPAddress": "192.0.2.7", "eventID": format!("00000000-0000-4000-8000-{:012}", at * 100 + number), "recipientAccountId": ACCOUNT });
        Made {
            key: format!(
                "{}/CloudTrail/{region}/{}/{ACCOUNT}_CloudTrail_{region}_{minute}Z_{:016}.json.gz",
                self.front(),
                day(time),
                at * 100 + number
            ),
            content: json!({ "Records": [record] }).to_string().into_bytes(),
            signature: String::new(),
        }
    }

    /// One digest an hour, from hour `first` on, with so many logs each; `before` is the digest it goes on from.
    pub fn deliver(&self, first: usize, num_logs: &[usize], before: Option<&Made>) -> Chain {
        let mut chain = Chain {
            digests: Vec::new(),
            logs: Vec::new(),
        };
        let mut before = before.cloned();
        for (at, &num) in (first..).zip(num_logs) {
            let logs: Vec<Made> = (0..num).map(|number| self.log(at, number)).collect();
            let digest = self.digest(at, &logs, before.as_ref());
            before = Some(digest.clone());
            chain.digests.push(digest);
            chain.logs.push(logs);
        }
        chain
    }

    /// The digest of the hour `at`.
    pub fn digest(&self, at: usize, logs: &[Made], before: Option<&Made>) -> Made {
        let (region, end) = (self.region, hour(at + 1));
        let named = |log: &Made| {
            json!({ "s3Bucket": BUCKET, "s3Object": log.key, "hashValue": Sha256::of(&log.content).to_string(), "hashAlgorithm": "SHA-256",
                    "newestEventTime": hour(at).to_rfc3339(), "oldestEventTime": hour(at).to_rfc3339() })
        };
        let backfill = if self.is_backfill { "_backfill" } else { "" };
        let key = format!(
            "{}/CloudTrail-Digest/{region}/{}/{ACCOUNT}_CloudTrail-Digest_{region}_{}_us-east-1_{}{backfill}.json.gz",
            self.front(),
            day(end),
            self.name,
            compact(end)
        );
        let content = json!({ "awsAccountId": ACCOUNT, "digestStartTime": hour(at).to_rfc3339(), "digestEndTime": end.to_rfc3339(),
            "digestS3Bucket": BUCKET, "digestS3Object": key, "digestPublicKeyFingerprint": self.signer.fingerprint(),
            "digestSignatureAlgorithm": "SHA256withRSA", "newestEventTime": null, "oldestEventTime": null,
            "previousDigestS3Bucket": before.map(|_| BUCKET), "previousDigestS3Object": before.map(|before| &before.key),
            "previousDigestHashValue": before.map(|before| Sha256::of(&before.content).to_string()),
            "previousDigestHashAlgorithm": before.map(|_| "SHA-256"), "previousDigestSignature": before.map(|before| &before.signature),
            "logFiles": logs.iter().map(named).collect::<Vec<_>>() });
        let content = content.to_string().into_bytes();
        let text = format!(
            "{}\n{BUCKET}/{key}\n{}\n{}",
            end.to_rfc3339(),
            Sha256::of(&content),
            before.map_or("null", |before| &before.signature)
        );
        Made {
            key,
            content,
            signature: self.signer.sign(&text),
        }
    }
}

/// A sign file of CloudTrail Lake over compressed result files.
pub fn lake_sign(signer: &Signer, files: &[(&str, &[u8])]) -> Vec<u8> {
    let hashes: Vec<String> = files
        .iter()
        .map(|(_, bytes)| Sha256::of(bytes).to_string())
        .collect();
    let listed: Vec<Value> = files
        .iter()
        .zip(&hashes)
        .map(|((name, _), hash)| json!({ "fileHashValue": hash, "fileName": name }))
        .collect();
    json!({ "version": "1.0", "region": "us-east-1", "files": listed, "hashAlgorithm": "SHA-256", "signatureAlgorithm": "SHA256withRSA",
            "queryCompleteTime": "2026-10-01T12:00:00Z", "hashSignature": signer.sign(&hashes.join(" ")), "publicKeyFingerprint": signer.fingerprint() })
    .to_string()
    .into_bytes()
}

/// Randomness from a seed, so that the keys are the same in every run. For tests only.
struct Dice(u64);

impl TryRng for Dice {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        self.try_next_u64().map(|word| word as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ word >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ word >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        Ok(word ^ word >> 31)
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        for piece in out.chunks_mut(8) {
            let word = self.try_next_u64()?.to_le_bytes();
            piece.copy_from_slice(&word[..piece.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Dice {}
