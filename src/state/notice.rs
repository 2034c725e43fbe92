//! Things that happened and that the person should know: shown until dismissed.

use super::LinkError;
use crate::review::checks::SettingsError;
use std::rc::Rc;

/// What happened. One notice of a kind stands at a time; a newer one takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// The person stopped reading.
    Stopped {
        /// Files whose turn had come.
        num_done: u64,
        /// All files.
        num_files: u64,
    },
    /// The table reached its limit.
    MemoryFull {
        /// Files whose turn had come.
        num_done: u64,
        /// All files.
        num_files: u64,
    },
    /// A reader ended while it had a file in hand.
    ReaderEnded {
        /// The file's path, when known.
        path: Option<Rc<str>>,
        /// It is tried again.
        is_retried: bool,
    },
    /// The browser listed entries that it would not open.
    UnreadableEntries(u32),
    /// What was dropped held no file.
    NothingFound,
    /// So many filters would name too many values to be written with pseudonyms.
    FiltersNotHidden(u32),
    /// A link or a file is no view, or the view is no link.
    BadView(LinkError),
    /// The browser knows no time zone of this name.
    UnknownZone(Rc<str>),
    /// A file tells the checks nothing.
    BadChecks(SettingsError),
}

impl NoticeKind {
    fn is_same_kind(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// A notice and its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Names it for dismissal; never used twice.
    pub id: u32,
    /// What happened.
    pub kind: NoticeKind,
}

/// The notices, oldest first.
pub(super) fn with_notice(notices: &[Notice], id: u32, kind: NoticeKind) -> Rc<[Notice]> {
    let others = notices
        .iter()
        .filter(|notice| !notice.kind.is_same_kind(&kind))
        .cloned();
    others
        .chain([Notice {
            id,
            kind: kind.clone(),
        }])
        .collect()
}

/// The notices that `keep` keeps.
pub(super) fn without(notices: &[Notice], keep: impl Fn(&Notice) -> bool) -> Rc<[Notice]> {
    notices.iter().filter(|notice| keep(notice)).cloned().collect()
}
