//! The Integrity view in sentences. What stands in a report, too, is said in the room `integrity`, as are the lines of
//! `aws cloudtrail validate-logs`.

use super::{
    MessageWords,
    numbers::{count, counted},
};
use crate::protocol::integrity::{IntegrityAnswer, IntegrityBrief, Level, LineKind, Verdict};

/// Names the view's parts.
pub const INTEGRITY_RESULT: &str = "Validation";
/// The map.
pub const INTEGRITY_MAP: &str = "Coverage by Region and time of delivery, UTC";
/// The odd things about chains.
pub const INTEGRITY_FINDINGS: &str = "Digest chains";
/// When there is none.
pub const INTEGRITY_NO_FINDINGS: &str = "Every loaded digest links to the one before it.";
/// The commands.
pub const INTEGRITY_COMMANDS: &str = "Fetch what proves";
/// Why a person fetches it personally.
pub const INTEGRITY_COMMANDS_WHY: &str = "Run these yourself and drop what they bring. Keys and signatures that the logs’ owner hands over prove less \
     than those you fetched.";
/// The commands, by what they bring.
pub const INTEGRITY_COMMAND_KINDS: [&str; 4] = [
    "Digest files",
    "Signatures of the newest digests",
    "Public keys",
    "Missing log files",
];
/// The list of files.
pub const INTEGRITY_FILES: &str = "Files by how far they are proved";
/// Its columns.
pub const INTEGRITY_COLUMNS: [&str; 4] = ["Proof", "Kind", "File", "Result"];
/// The choice of a level.
pub const INTEGRITY_LEVEL: &str = "Only";
/// Every level.
pub const INTEGRITY_ALL_LEVELS: &str = "All files";
/// The choice of an account.
pub const INTEGRITY_ACCOUNT: &str = "Account";
/// The day or month before.
pub const INTEGRITY_EARLIER: &str = "Earlier";
/// The day or month after.
pub const INTEGRITY_LATER: &str = "Later";
/// Cells of hours.
pub const INTEGRITY_HOURS: &str = "Hours";
/// Cells of days.
pub const INTEGRITY_DAYS: &str = "Days";
/// Opens a day in hours.
pub const INTEGRITY_OPEN_DAY: &str = "Show its hours";
/// Leaves the chosen cell.
pub const INTEGRITY_ALL_CELLS: &str = "Show all files";
/// Under the map, when nothing is known.
pub const INTEGRITY_NO_MAP: &str = "No file here says when CloudTrail delivered it.";
/// Under the list, when nothing is listed.
pub const INTEGRITY_NO_LINES: &str = "No file of this kind.";
/// Puts a command on the clipboard.
pub const INTEGRITY_COPY: &str = "Copy";
/// While the first answer is under way.
pub fn integrity_message() -> MessageWords {
    MessageWords::new("Looking for digests…", "")
}

/// The level in a word or two.
pub fn level_label(level: Level) -> &'static str {
    match level {
        Level::Mismatch => "Altered",
        Level::BadSignature => "Bad signature",
        Level::BadFormat => "Damaged",
        Level::Trailing => "Data appended",
        Level::NotLoaded => "Not loaded",
        Level::InNoDigest => "In no digest",
        Level::OfInvalidDigest => "Digest invalid",
        Level::NoDigest => "No digest",
        Level::Pending => "Not hashed",
        Level::Unconfirmed => "Unconfirmed",
        Level::HashEqual => "Hash equal",
        Level::HashLinked => "Hash linked",
        Level::Signed => "Signed",
    }
}

/// What the level means.
pub fn level_title(level: Level) -> &'static str {
    match level {
        Level::Mismatch => "Its hash is not the one that CloudTrail recorded: it was changed after delivery",
        Level::BadSignature => "Its signature was not made by the key that it names",
        Level::BadFormat => "It cannot be read as what it must be",
        Level::Trailing => {
            "Bytes stand behind its compressed data; MedTrail reads the file, validation does not accept it"
        }
        Level::NotLoaded => "A digest names it, and it is not among the loaded files",
        Level::InNoDigest => "Digests of its hour are loaded, and none names it",
        Level::OfInvalidDigest => "Its hash fits, but the digest that names it is itself invalid",
        Level::NoDigest => "No loaded digest speaks of it: not validated, which says nothing against it",
        Level::Pending => "Its hash is not known yet",
        Level::Unconfirmed => "Nothing that is loaded confirms this digest: not validated",
        Level::HashEqual => "Its hash is the one in the digest",
        Level::HashLinked => "Its hash is the one in the digest, and a later digest holds that digest’s hash",
        Level::Signed => "Its hash is the one in the digest, whose signature was verified",
    }
}

/// The verdict as a name for the style sheet.
pub fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Valid => "valid",
        Verdict::NotValidated => "open",
        Verdict::Missing => "missing",
        Verdict::Invalid => "invalid",
    }
}

/// What kind of file a line is.
pub fn line_kind(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Digest => "Digest",
        LineKind::Log => "Log",
        LineKind::LakeSign => "Lake sign file",
        LineKind::LakeResult => "Lake result",
    }
}

/// What else there is to say about the result.
pub fn integrity_facts(brief: &IntegrityBrief, answer: &IntegrityAnswer) -> Vec<String> {
    let summary = &answer.summary;
    let mut facts = Vec::new();
    if brief.num_hashed < brief.num_to_hash {
        facts.push(format!(
            "Reading files again for their hashes: {} of {}",
            count(brief.num_hashed.into()),
            count(brief.num_to_hash.into())
        ));
    }
    if brief.num_proofs == 0 {
        facts.push(
            "CloudTrail writes a digest file every hour beside the logs, in the folder CloudTrail-Digest. Drop them too, and \
             each log is compared with the hash that was recorded at delivery."
                .to_owned(),
        );
        return facts;
    }
    for (fingerprint, number) in &summary.keys_used {
        facts.push(format!(
            "{} verified with key {fingerprint}",
            counted(u64::from(*number), "signature", "signatures")
        ));
    }
    if summary.num_out_of_use > 0 {
        facts.push(format!(
            "{} by a key that was not in use at the time, by its own word",
            counted(u64::from(summary.num_out_of_use), "signature", "signatures")
        ));
    }
    if summary.num_keys == 0 {
        facts.push("No public keys are loaded: digests are linked by their hashes, their signatures are not checked.".to_owned());
    }
    if summary.is_without_cryptography {
        facts.push("This browser gives no cryptography to a page that was not opened over HTTPS: signatures are not checked here.".to_owned());
    }
    if summary.num_unused_signatures > 0 {
        facts.push(format!(
            "{} fits no loaded digest",
            counted(
                u64::from(summary.num_unused_signatures),
                "dropped signature",
                "dropped signatures"
            )
        ));
    }
    if summary.num_moved > 0 {
        facts.push(format!(
            "{} in another place than where CloudTrail delivered it: a note, not a failure",
            counted(u64::from(summary.num_moved), "file lies", "files lie")
        ));
    }
    facts
}

/// On the Integrity tab's count.
pub fn integrity_tab_title(number: u64) -> String {
    counted(number, "file altered or missing", "files altered or missing")
}
