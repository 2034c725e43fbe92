//! Objects that belong to CloudTrail and hold no records.

use super::slot::Members;
use crate::base::Shape;

/// Sources of notices that AWS services send to queues and functions; no record has such a source.
pub(super) const NOTICE_SOURCES: &str = "\"aws:";

/// What belongs to CloudTrail without being a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belonging {
    /// A digest file of log file integrity validation.
    Digest,
    /// The sign file beside saved query results of CloudTrail Lake.
    LakeSign,
    /// Public keys for checking digests.
    PublicKeys,
    /// The metadata of a digest in its bucket.
    ObjectMetadata,
    /// A notice that a log file was delivered: S3's event notification, or CloudTrail's own message.
    DeliveryNotice,
}

impl Belonging {
    /// The shape under which the file is listed.
    pub fn shape(self) -> Shape {
        match self {
            Self::Digest => Shape::Digest,
            Self::LakeSign => Shape::LakeSign,
            Self::PublicKeys => Shape::PublicKeys,
            Self::ObjectMetadata => Shape::ObjectMetadata,
            Self::DeliveryNotice => Shape::DeliveryNotice,
        }
    }
}

/// Keys that an object has, all of them, and what it then is.
const KEYS: [(&[&str], Belonging); 7] = [
    (&["digestStartTime", "logFiles"], Belonging::Digest),
    (&["files", "hashSignature"], Belonging::LakeSign),
    (&["fileHashValue", "fileName"], Belonging::LakeSign),
    (&["PublicKeyList"], Belonging::PublicKeys),
    (&["signature", "signature-algorithm"], Belonging::ObjectMetadata),
    (&["Metadata", "ETag", "ContentLength"], Belonging::ObjectMetadata),
    (&["s3Bucket", "s3ObjectKey"], Belonging::DeliveryNotice),
];

pub(super) fn of(members: &Members<'_>) -> Option<Belonging> {
    let by_keys = KEYS
        .iter()
        .find(|(keys, _)| keys.iter().all(|key| members.has(key)))
        .map(|(_, belonging)| *belonging);
    by_keys.or_else(|| is_s3_notice(members).then_some(Belonging::DeliveryNotice))
}

fn is_s3_notice(members: &Members<'_>) -> bool {
    members.has("s3")
        && members
            .text("eventSource")
            .is_some_and(|source| source == "aws:s3")
}
