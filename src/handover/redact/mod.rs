//! Pseudonyms in the place of what names people, accounts and machines.
//!
//! A pseudonym is a keyed hash of the value: the same value has the same one everywhere, and who has not the key can
//! neither undo nor foresee it. Its first word says what kind of value it stands for; ARNs keep their structure.

mod column;
mod free_text;
mod originals;
mod pseudonym;
mod record;
mod scan;

#[cfg(test)]
mod tests;

pub use column::{changes, is_hidden, originals_of};
pub use originals::{Originals, is_findable};
pub use pseudonym::is_kept;
pub use scan::Written;

use crate::base::HashKey;
use serde::{Deserialize, Serialize};

/// How values are hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redaction {
    /// Without it no pseudonym can be made again.
    pub key: HashKey,
    /// Addresses keep the network they are in: the first 24 bits of IPv4, the first 48 of IPv6.
    pub keeps_networks: bool,
}

/// Hides values.
#[derive(Clone, Debug)]
pub struct Redactor {
    redaction: Redaction,
    originals: Originals,
}

impl Redactor {
    /// A redactor that also finds `originals` inside of other texts.
    pub fn new(redaction: Redaction, originals: Originals) -> Self {
        Self { redaction, originals }
    }

    /// How it hides.
    pub fn redaction(&self) -> Redaction {
        self.redaction
    }

    /// What it looks for inside of texts.
    pub fn originals(&self) -> &Originals {
        &self.originals
    }
}

/// Words that stand in every export whatever the log says. A value that is one of them cannot be shown to be gone.
fn is_schema_word(text: &str) -> bool {
    const WORDS: [&str; 40] = [
        "Records",
        "type",
        "name",
        "text",
        "mail",
        "account",
        "addr",
        "key",
        "id",
        "true",
        "false",
        "null",
        "root",
        "Root",
        "user",
        "role",
        "arn",
        "aws",
        "iam",
        "sts",
        "s3",
        "Role",
        "IAMUser",
        "AssumedRole",
        "FederatedUser",
        "AWSService",
        "AWSAccount",
        "SAMLUser",
        "WebIdentityUser",
        "IdentityCenterUser",
        "AwsApiCall",
        "AwsServiceEvent",
        "AwsConsoleSignIn",
        "AwsConsoleAction",
        "Management",
        "Data",
        "Success",
        "Failure",
        "unknown",
        "CloudTrail",
    ];
    WORDS.contains(&text)
        || crate::store::Column::ALL
            .iter()
            .any(|column| column.key().split('.').any(|key| key == text))
}
