//! How far a file is proved, and what is said of it in the words of `aws cloudtrail validate-logs`.

use serde::{Deserialize, Serialize};
use std::{fmt, rc::Rc};

/// How far a file is proved to be as CloudTrail delivered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Another hash than the one that was signed or named: altered.
    Mismatch,
    /// A signature that its key did not make: altered.
    BadSignature,
    /// It cannot be read as what it must be: damaged or altered.
    BadFormat,
    /// Bytes stand behind the compressed data.
    Trailing,
    /// Named by a digest, and not loaded.
    NotLoaded,
    /// Loaded, and in no digest, though digests speak of its hour.
    InNoDigest,
    /// Named only by a digest that is itself invalid.
    OfInvalidDigest,
    /// No digest speaks of it.
    NoDigest,
    /// Its hash is still being computed.
    Pending,
    /// A digest that nothing loaded confirms.
    Unconfirmed,
    /// Its hash is the digest's.
    HashEqual,
    /// And that digest's hash stands in a later one; of a digest, its own hash does.
    HashLinked,
    /// And that digest's signature was verified; of a digest, its own was.
    Signed,
}

/// What a level comes to. Not validated is neither of the other two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// As delivered, as far as the level says.
    Valid,
    /// Nothing is said either way.
    NotValidated,
    /// Named, and not among the loaded files.
    Missing,
    /// Not as delivered.
    Invalid,
}

impl Level {
    /// All levels, those first that a person must look at.
    pub const ALL: [Self; 13] = [
        Self::Mismatch,
        Self::BadSignature,
        Self::BadFormat,
        Self::Trailing,
        Self::NotLoaded,
        Self::InNoDigest,
        Self::OfInvalidDigest,
        Self::NoDigest,
        Self::Pending,
        Self::Unconfirmed,
        Self::HashEqual,
        Self::HashLinked,
        Self::Signed,
    ];

    /// What the level comes to.
    pub fn verdict(self) -> Verdict {
        match self {
            Self::Mismatch | Self::BadSignature | Self::BadFormat | Self::Trailing => Verdict::Invalid,
            Self::NotLoaded => Verdict::Missing,
            Self::InNoDigest | Self::OfInvalidDigest | Self::NoDigest | Self::Pending | Self::Unconfirmed => {
                Verdict::NotValidated
            }
            Self::HashEqual | Self::HashLinked | Self::Signed => Verdict::Valid,
        }
    }

    /// The place among [`Level::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

/// What is said of one file: the words of `aws cloudtrail validate-logs`, and ours where it has none.
/// Source: `validation.py` of the AWS CLI.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Message {
    /// As delivered.
    Valid,
    /// The hash is another.
    HashMismatch,
    /// Not what it must be.
    InvalidFormat,
    /// Not among the loaded files.
    NotFound,
    /// Bytes behind the compressed data.
    UnexpectedData,
    /// The signature does not fit.
    SignatureFailed,
    /// No public key of this name was loaded.
    KeyNotFound {
        /// Where to look for it.
        region: Rc<str>,
        /// Its name.
        fingerprint: Rc<str>,
    },
    /// The public key cannot be read, or is not the one it says it is.
    KeyUnreadable {
        /// Its name.
        fingerprint: Rc<str>,
    },
    /// The digest's signature stands in its bucket, or in the next digest: neither is loaded.
    NoSignature,
    /// The browser gives no cryptography here.
    NoCryptography,
    /// The signature is still being checked.
    Checking,
    /// The hash is still being computed.
    Hashing,
    /// The file cannot be read again.
    Unreadable,
    /// No digest speaks of the file's hour.
    NoDigest,
    /// Digests speak of the file's hour and do not name it.
    InNoDigest,
    /// The only digest that names it is invalid.
    OfInvalidDigest,
    /// The digest names no hash that can be read.
    NoHash,
}

impl Message {
    /// Whether the AWS CLI would call the file INVALID for it.
    fn is_invalid(&self) -> bool {
        matches!(
            self,
            Self::HashMismatch
                | Self::InvalidFormat
                | Self::NotFound
                | Self::UnexpectedData
                | Self::SignatureFailed
        )
    }
}

/// `valid`, `INVALID: …` or `not validated: …`.
impl fmt::Display for Message {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_invalid() {
            out.write_str("INVALID: ")?;
        } else if *self != Self::Valid {
            out.write_str("not validated: ")?;
        }
        match self {
            Self::Valid => out.write_str("valid"),
            Self::HashMismatch => out.write_str("hash value doesn't match"),
            Self::InvalidFormat => out.write_str("invalid format"),
            Self::NotFound => out.write_str("not found"),
            Self::UnexpectedData => out.write_str("unexpected data after end of compressed stream"),
            Self::SignatureFailed => out.write_str("signature verification failed"),
            Self::KeyNotFound { region, fingerprint } => {
                write!(
                    out,
                    "public key not found in region {region} for fingerprint {fingerprint}"
                )
            }
            Self::KeyUnreadable { fingerprint } => {
                write!(out, "Unable to load PKCS #1 key with fingerprint {fingerprint}")
            }
            Self::NoSignature => {
                out.write_str("its signature is not loaded (object metadata, or the next digest)")
            }
            Self::NoCryptography => {
                out.write_str("this browser gives no cryptography to a page that was not opened over HTTPS")
            }
            Self::Checking => out.write_str("the signature is being checked"),
            Self::Hashing => out.write_str("the hash is being computed"),
            Self::Unreadable => out.write_str("the file could not be read again for its hash"),
            Self::NoDigest => out.write_str("no digest loaded for its hour"),
            Self::InNoDigest => out.write_str("digests of its hour are loaded and do not name it"),
            Self::OfInvalidDigest => out.write_str("the digest that names it is INVALID"),
            Self::NoHash => out.write_str("the digest gives no SHA-256 hash"),
        }
    }
}
