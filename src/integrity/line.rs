//! One file and how far it is proved.

use super::{FileAt, FileName, Level, LoadedFile, Message, Verdict, judge::Standing, name::is_at};
use crate::base::EpochMillis;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What kind of file a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LineKind {
    /// A digest file.
    Digest,
    /// A log file.
    Log,
    /// A sign file of CloudTrail Lake.
    LakeSign,
    /// A result file of CloudTrail Lake.
    LakeResult,
}

impl LineKind {
    /// What a level of such a file comes to. A digest is valid by its signature alone, as for the AWS CLI.
    pub fn verdict(self, level: Level) -> Verdict {
        match (self, level) {
            (Self::Digest, Level::HashLinked) => Verdict::NotValidated,
            _ => level.verdict(),
        }
    }
}

/// One file and how far it is proved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofLine {
    /// What it is.
    pub kind: LineKind,
    /// How far it is proved.
    pub level: Level,
    /// Why not further, or what is wrong.
    pub message: Message,
    /// Where CloudTrail delivered it, by the digest's word; none for a file that no digest names.
    pub address: Option<(Rc<str>, Rc<str>)>,
    /// Where it was loaded from.
    pub path: Option<Rc<str>>,
    /// The loaded file.
    pub at: Option<FileAt>,
    /// It lies in another folder, or under another name, than CloudTrail delivered it to.
    pub is_moved: bool,
    /// The key that signed it, or the digest that names it.
    pub fingerprint: Option<Rc<str>>,
    /// The account in its name.
    pub account: Rc<str>,
    /// The Region in its name.
    pub region: Rc<str>,
    /// When it was delivered.
    pub time: Option<EpochMillis>,
    /// It holds events more than an hour older than the digest's hour.
    pub is_late: bool,
}

impl ProofLine {
    /// What it comes to.
    pub fn verdict(&self) -> Verdict {
        self.kind.verdict(self.level)
    }
}

pub(super) fn empty_line(kind: LineKind) -> ProofLine {
    ProofLine {
        kind,
        level: Level::NoDigest,
        message: Message::NoDigest,
        address: None,
        path: None,
        at: None,
        is_moved: false,
        fingerprint: None,
        account: Rc::default(),
        region: Rc::default(),
        time: None,
        is_late: false,
    }
}

pub(super) fn unnamed_line(kind: LineKind, file: &LoadedFile) -> ProofLine {
    let name = FileName::parse(&file.path);
    ProofLine {
        path: Some(file.path.clone()),
        at: Some(file.at),
        account: name.as_ref().map(|name| name.account.into()).unwrap_or_default(),
        region: name.as_ref().map(|name| name.region.into()).unwrap_or_default(),
        time: name.map(|name| name.time),
        ..empty_line(kind)
    }
}

pub(super) fn named_line(
    kind: LineKind,
    standing: &Standing,
    bucket: &Rc<str>,
    key: &Rc<str>,
    file: Option<&LoadedFile>,
) -> ProofLine {
    let name = FileName::parse(key);
    ProofLine {
        level: standing.level,
        message: standing.message.clone(),
        address: Some((bucket.clone(), key.clone())),
        path: file.map(|file| file.path.clone()),
        at: file.map(|file| file.at),
        is_moved: file.is_some_and(|file| !is_at(&file.path, key)),
        account: name.as_ref().map(|name| name.account.into()).unwrap_or_default(),
        region: name.as_ref().map(|name| name.region.into()).unwrap_or_default(),
        time: name.map(|name| name.time),
        ..empty_line(kind)
    }
}
