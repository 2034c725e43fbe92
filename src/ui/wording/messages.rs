//! States, notices and announcements: what happened, what was kept, what to do.

use super::numbers::{bytes, count, counted, duration};
use crate::{
    base::{hidden::plain, limits},
    protocol::Scope,
    state::{
        Action, AppState, CallsFace, ElsewhereAction, Failure, FilesAction, LinkError, NoticeKind, Phase,
        QueryAction, Reading, Tab, ViewAction,
    },
};
use std::rc::Rc;

/// A message with something to do about it.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageWords {
    /// What happened.
    pub title: String,
    /// What was kept, what to do.
    pub text: String,
    /// Buttons and what they do; the first is the main one.
    pub actions: Vec<(&'static str, Action)>,
}

impl MessageWords {
    pub(super) fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            text: text.into(),
            actions: Vec::new(),
        }
    }

    pub(super) fn action(mut self, label: &'static str, action: Action) -> Self {
        self.actions.push((label, action));
        self
    }
}

const SHOW_FILES: &str = "Show files";
const SHOW_ALL: &str = "Show All services";
const READ_AGAIN: &str = "Read the files again";

fn show_files() -> Action {
    Action::View(ViewAction::ShowTab(Tab::Files))
}

/// What the Calls tab says in place of rows; `None` when there are rows.
pub fn calls_message(state: &AppState) -> Option<MessageWords> {
    let records = &state.ledger.records;
    Some(match state.calls_face() {
        CallsFace::Rows => return None,
        CallsFace::Loading => MessageWords::new("Reading…", "Calls appear here as they are found."),
        CallsFace::NoneSoFar => MessageWords::new(
            match state.scope {
                Scope::ComprehendMedical => "No Comprehend Medical calls so far",
                Scope::AllServices => "No calls so far",
            },
            format!("{} read until now.", counted(records.seen, "record", "records")),
        ),
        CallsFace::NoMatch => MessageWords::new(
            "No call matches",
            "Calls are here, but none passes all filters in force.",
        )
        .action(super::CLEAR_FILTERS, Action::Query(QueryAction::ClearFilters)),
        CallsFace::NoMatchSoFar => super::searching_message(state),
        CallsFace::None => no_calls(state),
        CallsFace::Failed(failure) => failed(state, failure),
    })
}

fn no_calls(state: &AppState) -> MessageWords {
    let records = &state.ledger.records;
    if state.scope == Scope::ComprehendMedical && records.other_services > 0 {
        let others = records.other_services;
        let counted_others = if others == 1 { "was" } else { "were" };
        return MessageWords::new(
            "No Comprehend Medical calls in these files",
            format!(
                "{} of other services {counted_others} counted.",
                counted(others, "record", "records")
            ),
        )
        .action(SHOW_ALL, Action::Files(FilesAction::SetScope(Scope::AllServices)))
        .action(SHOW_FILES, show_files());
    }
    MessageWords::new(
        "No CloudTrail records in these files",
        format!(
            "{} opened. The Files tab says what each one is.",
            counted(state.ledger.files.seen, "file was", "files were")
        ),
    )
    .action(SHOW_FILES, show_files())
    .action(super::ADD_FILES, Action::Files(FilesAction::ChooseFiles))
}

fn failed(state: &AppState, failure: Failure) -> MessageWords {
    match failure {
        Failure::EngineEnded => MessageWords::new(
            "The table was lost",
            format!(
                "The part of the page that holds the table has ended, most often for want of memory. {} still open. \
                 Read them again, or clear and open fewer at a time.",
                counted(state.shelf.num_files() as u64, "file is", "files are")
            ),
        )
        .action(READ_AGAIN, Action::Files(FilesAction::ReadAgain))
        .action(super::CLEAR, Action::Files(FilesAction::Clear)),
        Failure::OtherVersion => MessageWords::new(
            "This page is out of date",
            "A part of the page is of another version. Nothing was read. Reload the page and open the files again.",
        ),
    }
}

/// What the Files view says in place of lines; `None` when there are lines.
pub fn files_message(state: &AppState) -> Option<MessageWords> {
    match state.file_lines.num_lines {
        None if matches!(state.phase, Phase::Failed(_)) => calls_message(state),
        None => Some(MessageWords::new("Looking through the files…", "")),
        Some(0) if state.file_lines.search.trim().is_empty() && !state.file_lines.only_with_notes => Some(
            MessageWords::new("No files yet", "Files appear here as they are found."),
        ),
        Some(0) => Some(
            MessageWords::new("No file matches", "Files are here, but none passes the search.")
                .action("Show all files", Action::Files(FilesAction::ShowAll)),
        ),
        Some(_) => None,
    }
}

/// The sentence of a notice, and what can be done.
pub fn notice_words(kind: &NoticeKind) -> MessageWords {
    match kind {
        NoticeKind::Stopped { num_done, num_files } => MessageWords::new(
            "Reading stopped",
            format!(
                "{} of {} read. Everything read until then is kept.",
                count(*num_done),
                counted(*num_files, "file was", "files were")
            ),
        )
        .action(READ_AGAIN, Action::Files(FilesAction::ReadAgain)),
        NoticeKind::MemoryFull { num_done, num_files } => MessageWords::new(
            "The table is full",
            format!(
                "It holds as much as a browser's worker can, {}. {} of {} read and kept; the Files tab names the others. \
                 Clear, and open a shorter time or fewer Regions at once; or continue elsewhere with the same filter.",
                limits::MAX_TABLE_WORDS,
                count(*num_done),
                counted(*num_files, "file was", "files were")
            ),
        )
        .action(SHOW_FILES, show_files())
        .action(super::ELSEWHERE, Action::Elsewhere(ElsewhereAction::Open(true))),
        NoticeKind::FiltersNotHidden(num) => MessageWords::new("Filters were taken away", super::filters_not_hidden(*num)),
        NoticeKind::ReaderEnded {
            path: None,
            is_retried: true,
        } => MessageWords::new(
            "A reader ended",
            "It was reading several files. Each of them is being read once more, alone; other files are not affected.",
        ),
        NoticeKind::ReaderEnded {
            path,
            is_retried: true,
        } => MessageWords::new(
            "A reader ended",
            format!(
                "It was reading {}. The file is being read once more; other files are not affected.",
                file_words(path)
            ),
        ),
        NoticeKind::ReaderEnded {
            path,
            is_retried: false,
        } => MessageWords::new(
            "A file could not be read",
            format!(
                "The reader of {} ended twice. The file was given up; other files are not affected.",
                file_words(path)
            ),
        )
        .action(SHOW_FILES, show_files()),
        NoticeKind::UnreadableEntries(number) => MessageWords::new(
            "Not everything could be opened",
            format!(
                "The browser would not open {}. Everything else was taken. Check the permissions and add what is missing.",
                counted(u64::from(*number), "entry", "entries")
            ),
        ),
        NoticeKind::NothingFound => MessageWords::new(
            "No files found",
            "What was dropped or chosen holds no files. Choose the files or their folder.",
        )
        .action(super::CHOOSE_FILES, Action::Files(FilesAction::ChooseFiles))
        .action(super::CHOOSE_FOLDER, Action::Files(FilesAction::ChooseFolder)),
        NoticeKind::BadChecks(error) => {
            MessageWords::new("These are not settings of checks", super::review::bad_checks(error))
        }
        NoticeKind::BadView(error) => MessageWords::new("This is not a view that can be opened", bad_view(error)),
        NoticeKind::UnknownZone(name) => MessageWords::new(
            "This browser does not know the time zone",
            format!(
                "Times stay as they are shown. Choose another zone from the list. The name: {}",
                plain(name)
            ),
        ),
    }
}

fn bad_view(error: &LinkError) -> String {
    match error {
        LinkError::OtherVersion => {
            "It was made by another version of this page, or by something else. The view on screen stays."
                .into()
        }
        LinkError::TooLong => {
            "A view has at most 8 KiB. Use fewer or shorter filters; the view on screen stays.".into()
        }
        LinkError::BadPart(part) => {
            let part = plain(part);
            format!("The part “{part}” cannot be read. The view on screen stays.")
        }
    }
}

/// A path in a sentence; hidden characters stand as marks.
fn file_words(path: &Option<Rc<str>>) -> String {
    path.as_deref()
        .map_or_else(|| "a file".to_owned(), |path| format!("“{}”", plain(path)))
}

/// Beside the progress bar: files, bytes, events, time left.
pub fn progress_words(reading: &Reading, num_done: u64, num_files: u64, num_records: u64) -> [String; 4] {
    let left = match reading.millis_left() {
        _ if reading.is_listing => "listing files…".to_owned(),
        Some(millis) => format!("about {} left", duration(millis)),
        None => "reading…".to_owned(),
    };
    [
        format!("{} of {}", count(num_done), counted(num_files, "file", "files")),
        format!(
            "{} of {}",
            bytes(reading.bytes_done.min(reading.bytes_total)),
            bytes(reading.bytes_total)
        ),
        counted(num_records, "record", "records"),
        left,
    ]
}

/// What a screen reader says when the numbers come to rest; progress only in steps of 10 %.
pub fn announcement(state: &AppState) -> String {
    match (state.phase, state.counts) {
        (Phase::Empty, _) => String::new(),
        (Phase::Failed(failure), _) => failed(state, failure).title,
        (Phase::Reading(reading), _) => {
            let tenths = (reading.fraction() * 10.0).floor() * 10.0;
            format!("{}: {tenths:.0} %", super::PROGRESS_LABEL)
        }
        (Phase::Ready, Some(counts)) if !state.asking.is_pending() => {
            let calls = counted(u64::from(counts.num_rows), "call", "calls");
            if counts.is_partial {
                return super::search_announcement(state).to_owned();
            }
            if state.asking.is_filtered() {
                format!("{} of {calls} match", count(u64::from(counts.num_matching)))
            } else {
                calls
            }
        }
        (Phase::Ready, _) => String::new(),
    }
}
