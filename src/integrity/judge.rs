//! The verdict on each digest: by the next one's word, and by its signature.

use super::{
    Digest, Evidence, FileAt, Level, Message, ObjectMetadata, PublicKey, Sha256, SignatureCheck,
    SignatureVerdict,
    chain::{Chain, Known, Link},
    lake::LakeSign,
    signing::{digest_text, lake_text},
};
use crate::base::EpochMillis;
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// Loaded keys by fingerprint. Of several under one name one that can be used is kept.
pub(super) struct Keyring<'a>(BTreeMap<&'a str, &'a PublicKey>);

impl<'a> Keyring<'a> {
    pub fn new(keys: impl Iterator<Item = &'a PublicKey>) -> Self {
        let mut ring = BTreeMap::<&str, &PublicKey>::new();
        for key in keys {
            let known = ring.entry(&key.fingerprint).or_insert(key);
            if known.spki.is_none() {
                *known = key;
            }
        }
        Self(ring)
    }

    /// Whether the key says that it was in use then; one that says nothing was.
    fn is_in_use(&self, fingerprint: &str, at: EpochMillis) -> bool {
        let is_out = |key: &&PublicKey| {
            key.valid_from.is_some_and(|from| at < from) || key.valid_to.is_some_and(|to| to < at)
        };
        !self.0.get(fingerprint).is_some_and(is_out)
    }

    /// The usable key of this name, or what is to be said.
    fn spki(&self, fingerprint: &Rc<str>, region: &Rc<str>) -> Result<&'a [u8], Message> {
        match self.0.get(&**fingerprint).map(|key| key.spki.as_deref()) {
            None => Err(Message::KeyNotFound {
                region: region.clone(),
                fingerprint: fingerprint.clone(),
            }),
            Some(None) => Err(Message::KeyUnreadable {
                fingerprint: fingerprint.clone(),
            }),
            Some(Some(spki)) => Ok(spki),
        }
    }
}

/// What became of the checks so far, and those that are still to be made.
pub(super) struct Checks<'a> {
    pub known: &'a BTreeMap<Sha256, SignatureVerdict>,
    pub wanted: BTreeMap<Sha256, SignatureCheck>,
    /// Good signatures with keys that were not in use when they were made, by their own word.
    pub num_out_of_use: u32,
}

impl Checks<'_> {
    /// The verdict on a signature; one that is no hexadecimal text fits nothing.
    fn verdict(&mut self, spki: &[u8], text: Vec<u8>, signature: &str) -> Option<SignatureVerdict> {
        let Some(check) = SignatureCheck::new(spki, text, signature) else {
            return Some(SignatureVerdict::Bad);
        };
        let known = self.known.get(&check.id).copied();
        if known.is_none() {
            self.wanted.insert(check.id, check);
        }
        known
    }
}

/// Metadata that were dropped, with the names of their files.
pub(super) struct Signatures<'a> {
    metadata: Vec<(&'a str, &'a ObjectMetadata)>,
    used: BTreeSet<usize>,
}

impl<'a> Signatures<'a> {
    pub fn new(evidence: impl Iterator<Item = (FileAt, &'a str, &'a Evidence)>) -> Self {
        let metadata = evidence.filter_map(|(_, path, one)| match one {
            Evidence::Metadata(metadata) => Some((path, metadata)),
            _ => None,
        });
        Self {
            metadata: metadata.collect(),
            used: BTreeSet::new(),
        }
    }

    /// Metadata that no digest took.
    pub fn num_unused(&self) -> usize {
        self.metadata.len() - self.used.len()
    }
}

/// A digest's standing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Standing {
    pub level: Level,
    pub message: Message,
}

/// Judges a chain's digests; in the order of its links.
pub(super) fn judge_chain(
    chain: &Chain,
    digests: &[Known<'_>],
    keys: &Keyring<'_>,
    signatures: &mut Signatures<'_>,
    checks: &mut Checks<'_>,
) -> Vec<Standing> {
    let judge = |link: &Link| {
        let Known { digest, sha256, .. } = digests[link.digest];
        let floor = match link.is_hash_named {
            Some(false) => {
                return Standing {
                    level: Level::Mismatch,
                    message: Message::HashMismatch,
                };
            }
            Some(true) => Level::HashLinked,
            None => Level::Unconfirmed,
        };
        let spki = match keys.spki(&digest.fingerprint, &chain.id.region) {
            Ok(spki) => spki,
            Err(message) => {
                return Standing {
                    level: floor,
                    message,
                };
            }
        };
        let next = link.next.map(|place| digests[chain.links[place].digest].digest);
        let text = digest_text(digest, sha256);
        let verdict = match next.and_then(|next| next.previous_signature.as_deref()) {
            Some(signature) => checks.verdict(spki, text, signature),
            None => match from_metadata(digest, spki, text, signatures, checks) {
                Some(verdict) => verdict,
                None => {
                    return Standing {
                        level: floor,
                        message: Message::NoSignature,
                    };
                }
            },
        };
        // What is written later is signed later, at a time that the digest does not tell.
        let is_told = !chain.id.is_backfill;
        if verdict == Some(SignatureVerdict::Good)
            && is_told
            && !keys.is_in_use(&digest.fingerprint, digest.end)
        {
            checks.num_out_of_use += 1;
        }
        standing(floor, verdict)
    };
    chain.links.iter().map(judge).collect()
}

fn standing(floor: Level, verdict: Option<SignatureVerdict>) -> Standing {
    let (level, message) = match verdict {
        None => (floor, Message::Checking),
        Some(SignatureVerdict::Good) => (Level::Signed, Message::Valid),
        Some(SignatureVerdict::Bad) => (Level::BadSignature, Message::SignatureFailed),
        Some(SignatureVerdict::Unavailable) => (floor, Message::NoCryptography),
    };
    Standing { level, message }
}

/// The verdict by dropped metadata: those in a file of the digest's name, else the first that fit. `None` when no
/// metadata can be the digest's.
fn from_metadata(
    digest: &Digest,
    spki: &[u8],
    text: Vec<u8>,
    signatures: &mut Signatures<'_>,
    checks: &mut Checks<'_>,
) -> Option<Option<SignatureVerdict>> {
    let stem = super::stem(&digest.key);
    let by_name =
        |(index, (path, _)): (usize, &(&str, &ObjectMetadata))| path.contains(stem).then_some(index);
    if let Some(index) = signatures.metadata.iter().enumerate().find_map(by_name) {
        signatures.used.insert(index);
        return Some(checks.verdict(spki, text, &signatures.metadata[index].1.signature));
    }
    let mut is_open = None;
    for (index, (path, metadata)) in signatures.metadata.iter().enumerate() {
        // What is named for another digest is that one's.
        if super::FileName::parse(path.split(".json").next().unwrap_or(path)).is_some() {
            continue;
        }
        match checks.verdict(spki, text.clone(), &metadata.signature) {
            Some(SignatureVerdict::Bad) => {}
            verdict @ Some(SignatureVerdict::Good) => {
                signatures.used.insert(index);
                return Some(verdict);
            }
            verdict => is_open = Some(verdict),
        }
    }
    is_open
}

/// Judges a sign file of query results.
pub(super) fn judge_lake(sign: &LakeSign, keys: &Keyring<'_>, checks: &mut Checks<'_>) -> Standing {
    match keys.spki(&sign.fingerprint, &sign.region) {
        Ok(spki) => standing(
            Level::Unconfirmed,
            checks.verdict(spki, lake_text(sign), &sign.signature),
        ),
        Err(message) => Standing {
            level: Level::Unconfirmed,
            message,
        },
    }
}
