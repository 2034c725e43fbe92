//! Every sentence, label and number that a person reads.
//!
//! Plain and short: what happened, what was kept, what to do. No exclamation marks. Nothing is sent anywhere, so
//! files are opened or read.

mod chosen;
mod coverage;
mod exploring;
mod filters;
mod groups;
mod handover;
mod integrity;
mod jobs;
mod labels;
mod ledger;
pub mod lens;
mod messages;
mod numbers;
mod privacy;
mod record;
mod report;
mod review;
mod search;
mod suggest;
mod zone;

pub use chosen::{CHOOSE_CALL, CHOSEN_CLEAR, CHOSEN_LABEL, chosen_words};
pub use coverage::*;
pub use exploring::*;
pub use filters::{
    FilterWords, OR, and_more, bars_words, copy_value, edit_title, facet_add, facet_exclude, facet_hidden,
    facet_more, facet_only, facet_search_label, filter_by, filter_words, memory, memory_title, negate_title,
    order_words, parse_error, remove_title, status, switch_title,
};
pub use groups::{group_heading, group_open, groups_message, groups_search, groups_status};
pub use handover::*;
pub use integrity::*;
pub use jobs::*;
pub use labels::{
    cell_words, column_earlier, column_label, column_later, column_narrower, column_pin, column_wider,
    grid_label, outcome_label, tab_label, theme_label,
};
pub use ledger::{files_balance, files_status, notes_title, records_balance, summary};
pub use messages::{MessageWords, announcement, calls_message, files_message, notice_words, progress_words};
pub use numbers::{bytes, count, counted, duration};
pub use privacy::*;
pub use record::{copies_words, fetch_problem, place_words};
pub use report::*;
pub use review::*;
pub use search::{
    SEARCH_AGAIN, SEARCH_CANCEL, SEARCH_CANCEL_TITLE, SEARCH_DRAFT, SEARCH_GO_ON, SEARCH_LABEL, SO_FAR,
    at_least, search_phase, search_progress, search_troubles,
};
pub(super) use search::{search_announcement, searching_message};
pub use suggest::{
    FIELD_ANY, FIELD_PATH, FIELD_RECORD, JOINS, OPERATORS, SUGGESTED_FIELDS, SUGGESTED_KEYS, suggested_count,
    suggested_operators, suggested_values,
};
pub use zone::{
    ENDS_NOW, RANGE_LEGEND, RECENT, RECENT_ENDS, RECENT_ERROR, RECENT_LABEL, RECENT_LEGEND, ZONE_LEGEND,
    ZONE_LOCAL, ZONE_NONE, ZONE_NOTE, ZONE_SEARCH, ZONE_TAKE, ZONE_TYPE, ZONE_UTC, ZOOM_ALL, ZOOM_BACK,
    ZOOM_OUT, ends_newest, heading, time_cell, time_from, time_full, time_until, typed_words, zone_title,
    zoned, zones_more,
};

/// The name.
pub const APP_NAME: &str = "MedTrail";
/// Beside the name, before anything is dropped.
pub const TAGLINE: &str = "Amazon Comprehend Medical calls in your CloudTrail logs";
/// What the pill means.
pub const LOCK_TITLE: &str =
    "This page opens no connection: what it holds, what it has sent, and how to check that";
/// The pill beside rows that were made up.
pub const SAMPLE: &str = "Synthetic sample data";
/// What that pill means.
pub const SAMPLE_TITLE: &str =
    "These calls are made up. “Clear” takes them away before you open your own logs.";

/// The button that opens the list of columns.
pub const COLUMNS: &str = "Columns";
/// In the box above that list.
pub const COLUMNS_SEARCH: &str = "Find a column";
/// Back to the first state.
pub const COLUMNS_RESET: &str = "Columns as at the start";
/// How tall rows are, and the three choices.
pub const DENSITY: &str = "Height of the rows";
/// Low rows.
pub const DENSITY_COMPACT: &str = "Compact";
/// The first state.
pub const DENSITY_REGULAR: &str = "Regular";
/// High rows.
pub const DENSITY_COMFORTABLE: &str = "Comfortable";
/// Over a heading.
pub const SORT_TITLE: &str = "Sort; with Shift, sort by this within the order in force";
/// Over the edge of a heading.
pub const EDGE_TITLE: &str = "Drag to change the width; double-click for a fair share";

/// Over the whole window while files are dragged.
pub const DROP_HERE: &str = "Drop to open";
/// The landing page.
pub const LANDING_TITLE: &str = "Drop CloudTrail logs anywhere on this page";
/// Below the title.
pub const LANDING_LEAD: &str = "Files, folders or archives; or paste records as text. They are read by this page, on this computer, and go nowhere else.";
/// What can be read.
pub const LANDING_SHAPES: &str = ".json.gz from a trail · .json and .csv from Event history · lookup-events output · NDJSON · EventBridge · .zip · .tar.gz";
/// The three promises below the drop zone: title and text.
pub const PROMISES: [(&str, &str); 3] = [
    (
        "Nothing leaves this page",
        "The page is not allowed to open a connection. Switch off the network and it works the same.",
    ),
    (
        "Every record accounted for",
        "What was read, left out or found twice is counted file by file, in a ledger you can save.",
    ),
    (
        "Made for big trails",
        "Months of an organization’s logs in one drop; rows appear while files are being read.",
    ),
];

/// Opens the file dialog, on the landing page.
pub const CHOOSE_FILES: &str = "Choose files";
/// Opens the folder dialog, on the landing page.
pub const CHOOSE_FOLDER: &str = "Choose a folder";
/// Reads made-up logs.
pub const TRY_SAMPLE: &str = "Try sample data";
/// Opens the file dialog, in the header.
pub const ADD_FILES: &str = "Add files";
/// Opens the folder dialog, in the header.
pub const ADD_FOLDER: &str = "Add folder";
/// Forgets everything.
pub const CLEAR: &str = "Clear";
/// What that means.
pub const CLEAR_TITLE: &str = "Clear everything: close all files and free the memory";
/// Opens the help.
pub const HELP: &str = "Help";

/// Above the filter's text box.
pub const FILTER_LABEL: &str = "Filter calls";
/// Inside it.
pub const FILTER_HINT: &str = "Search, or filter: operation = DetectPHI and not ip in 10.0.0.0/8";
/// The heading over the examples in the help.
pub const HELP_FILTERS: &str = "Filters";
/// Below it.
pub const HELP_FILTERS_LEAD: &str = "Write field, operator and value; join tests by and, or, not and parentheses. While you type, fields, operators and values with their counts are offered: choose with the arrow keys, take with Enter. Text without a field is looked for in what the table shows. Field names are those of the record; any column’s name stands over its heading in the list of columns.";
/// Examples of the filter language, and what they let pass.
pub const FILTER_EXAMPLES: [(&str, &str); 17] = [
    ("operation = DetectPHI", "exactly this; != for not"),
    ("caller : mateo", "contains, in any case; !: for not"),
    ("arn ^ arn:aws:sts:", "starts with; !^ for not"),
    (
        "operation ~ /^Detect(PHI|Entities)/",
        "matches a pattern; /…/i for any case",
    ),
    ("region in (us-east-1, eu-west-1)", "one of these"),
    ("ip in 10.0.0.0/8", "an address of this network, IPv4 or IPv6"),
    ("time = 2026-10-01", "within this day, in UTC"),
    (
        "time in 2026-10-01..2026-10-03",
        "from the first moment up to the second",
    ),
    ("time >= 2026-10-01T08:30", "then or later"),
    ("eventVersion >= 1.08", "also >, <, <=; numbers as numbers"),
    ("mfa exists", "in the record, even if null or empty"),
    ("mfa absent", "not in the record; also null, empty, unexported"),
    ("error exists and not (user = root or mateo)", "joined"),
    ("\"not authorized\"", "text with white space stands in quotes"),
    (
        "requestParameters.inputDataConfig.s3Bucket : notes",
        "any place of the record by its path; looked up in the files",
    ),
    (
        "resources.ARN : notes",
        "any element of a list; resources[0].ARN for the first",
    ),
    (
        "record : notes",
        "anywhere in the whole record; looked up in the files",
    ),
];
/// The list of tokens.
pub const TOKENS_LABEL: &str = "Filters in force";
/// Removes every filter.
pub const CLEAR_FILTERS: &str = "Clear filters";
/// The time range: button, inputs, and what they take.
pub const TIME_RANGE: &str = "Time range";
/// What the inputs take.
pub const TIME_HINT: &str = "2026-10-01, 2026-10-01 08:30 or an ISO time";
/// What is wrong with an input.
pub const TIME_ERROR: &str = "Not a time. Write 2026-10-01 or 2026-10-01 08:30.";
/// The end lies before the beginning.
pub const TIME_ORDER_ERROR: &str = "The range ends before it begins.";
/// Takes the range.
pub const TIME_APPLY: &str = "Apply";
/// Takes the range away.
pub const TIME_CLEAR: &str = "Any time";

/// The scope switch.
pub const SCOPE_LABEL: &str = "Which records become rows";
/// Only Comprehend Medical.
pub const SCOPE_MEDICAL: &str = "Comprehend Medical";
/// All services.
pub const SCOPE_ALL: &str = "All services";
/// What the switch does.
pub const SCOPE_TITLE: &str = "Switching reads all files again; filters stay";

/// The tabs.
pub const TABS_LABEL: &str = "Views";
/// The button about views, and what its panel says.
pub const SHARE: &str = "Share view";
/// What a view is.
pub const SHARE_LEAD: &str = "A link to this view holds filters, columns, order and tab, never the logs. Who opens it drops their own copy of the logs.";
/// Above the filters that a link would reveal.
pub const SHARE_REVEALS: &str = "The link will show these filters to whoever has it:";
/// When there are none.
pub const SHARE_REVEALS_NOTHING: &str =
    "No filter is in force: the link shows nothing that comes from the logs.";
/// Copies the link.
pub const COPY_LINK: &str = "Copy link";
/// Saves the view.
pub const SAVE_VIEW: &str = "Save view";
/// Opens a saved view.
pub const OPEN_VIEW: &str = "Open a saved view";
/// The name of a saved view.
pub const VIEW_FILE_NAME: &str = "view.medtrail";
/// On the landing page, when a view was opened before any file.
pub const VIEW_WAITS: &str = "A view is waiting for its logs";
/// Below that.
pub const VIEW_WAITS_LEAD: &str =
    "Nothing was loaded. Drop the logs that the view is about; these filters will be in force:";
/// When the view has no filters.
pub const VIEW_WAITS_PLAIN: &str =
    "Nothing was loaded. Drop the logs that the view is about; its columns, order and tab are set.";
/// Below the search of a group table.
pub const GROUPS_HINT: &str =
    "Of the calls that match. Enter or a click on a value shows the calls behind it.";
/// Unfolds the rest of the side bar.
pub const FACETS_MORE: &str = "More fields";

/// The side bar.
pub const FACETS_LABEL: &str = "Filter by value";
/// Opens the side bar on narrow screens.
pub const FACETS_OPEN: &str = "Filters";
/// Closes it.
pub const FACETS_CLOSE: &str = "Done";
/// The search inside a facet.
pub const FACET_SEARCH: &str = "Search values";
/// Lists fewer.
pub const FACET_FEWER: &str = "Show fewer";
/// A facet without values.
pub const FACET_NONE: &str = "No value";

/// The table.
pub const TABLE_LABEL: &str = "Calls";
/// The panel of the open call.
pub const DETAIL_LABEL: &str = "Call";
/// The row above.
pub const DETAIL_PREVIOUS: &str = "Previous call (k)";
/// The row below.
pub const DETAIL_NEXT: &str = "Next call (j)";
/// Closes the panel.
pub const DETAIL_CLOSE: &str = "Close (Esc)";
/// The panel before the answer.
pub const DETAIL_LOADING: &str = "Looking up this call…";
/// Sections of the panel.
pub const WHO: &str = "Who";
/// When it was.
pub const WHEN: &str = "When";
/// From where.
pub const WHERE_FROM: &str = "Where from";
/// What was called.
pub const WHAT: &str = "What";
/// How it ended.
pub const RESULT: &str = "Result";
/// The other columns.
pub const ALL_FIELDS: &str = "All fields";
/// The raw record.
pub const RECORD: &str = "Record";
/// Below "What".
pub const NO_CONTENT: &str = "CloudTrail does not record the clinical text of a call.";
/// The record as it stands in the file.
pub const RECORD_AS_IN_FILE: &str = "As in the file";
/// The record with line breaks.
pub const RECORD_INDENTED: &str = "Indented";
/// The switch between the two.
pub const RECORD_FORM: &str = "How the record is shown";
/// Puts the record on the clipboard.
pub const COPY_RECORD: &str = "Copy record";
/// While the record is read again.
pub const RECORD_LOADING: &str = "Reading the record from its file…";
/// About the marks.
pub const RECORD_MARKED: &str =
    "Hidden characters stand as marks such as ⟨U+202E⟩. “Copy record” copies the text without marks.";
/// Two records with one ID.
pub const CONFLICT: &str = "Another record has the same event ID and other values. Both are kept.";
/// Two keys with one name.
pub const DUPLICATE_KEYS: &str = "A key stands twice in this record. The fields above show the last value.";
/// On rows with a conflict.
pub const CONFLICT_SHORT: &str = "Same ID, other values";

/// The search in the Files view.
pub const FILES_SEARCH: &str = "Search paths";
/// Its switch.
pub const FILES_ONLY_NOTES: &str = "Only files with notes";
/// Saves the ledger.
pub const SAVE_LEDGER: &str = "Save ledger";
/// What that is.
pub const SAVE_LEDGER_TITLE: &str = "Save every file and every count as JSON";
/// The picture of calls over time.
pub const HISTOGRAM_LABEL: &str = "Calls over time";
/// Takes the last change of the filter back.
pub const UNDO: &str = "Undo";
/// The list.
pub const FILES_LABEL: &str = "Files";
/// Its columns.
pub const FILES_COLUMNS: [&str; 10] = [
    "Path",
    "Outcome",
    "Shape",
    "Size",
    "Kept",
    "Others",
    "Duplicates",
    "Malformed",
    "Proof",
    "Notes",
];
/// Below the list, before a line is chosen.
pub const FILES_LINE_HINT: &str = "Choose a line to read its whole path and notes here.";
/// A file without notes.
pub const FILES_NO_NOTES: &str = "Nothing to note.";

/// Stops reading.
pub const CANCEL: &str = "Cancel";
/// What that means.
pub const CANCEL_TITLE: &str = "Stop reading and keep what was read";
/// The progress bar.
pub const PROGRESS_LABEL: &str = "Reading files";
/// The notices.
pub const NOTICES_LABEL: &str = "Notices";
/// Takes a notice away.
pub const DISMISS: &str = "Dismiss";

/// The help's title.
pub const HELP_TITLE: &str = "How MedTrail works";
/// Its sections: title and sentences.
pub const HELP_PRIVACY: (&str, [&str; 3]) = (
    "Privacy",
    [
        "Your files are read by this page on this computer; it is not allowed to open a connection.",
        "Nothing is stored: closing or reloading the page forgets everything.",
        "To check it, open the browser’s network tools and watch that no request appears.",
    ],
);
/// What the logs cannot show.
pub const HELP_LIMITS: (&str, [&str; 3]) = (
    "What CloudTrail does not record",
    [
        "The clinical text sent to Amazon Comprehend Medical and the entities it found are not in these logs.",
        "Who called, when, from where, which operation and how it ended is all that a record tells.",
        "Times are when a request completed, to the second. Logs have them in UTC; typed filters and copied times are UTC too.",
    ],
);
/// The title of the keys.
pub const HELP_KEYS: &str = "Keys";
/// The keys and what they do.
pub const KEYS: [(&[&str], &str); 12] = [
    (&["/"], "Go to the filter"),
    (&["?"], "Open this help"),
    (&["↑", "↓", "←", "→"], "Move in the table"),
    (
        &["j", "k"],
        "Next and previous call, in the table and in an open call",
    ),
    (&["Page Up", "Page Down"], "One screen up or down"),
    (&["Home", "End"], "First and last call"),
    (&["Enter"], "Open the call, or sort by a heading"),
    (
        &["Shift", "Enter"],
        "On a heading: sort by it within the order in force",
    ),
    (
        &["+", "−"],
        "Filter for a value or filter it out: of the active cell, or a name in the side bar",
    ),
    (&["c"], "Copy that value"),
    (&["x"], "Select the call, or take it out of the selection"),
    (&["Esc"], "Close the call"),
];
/// Closes the help.
pub const CLOSE: &str = "Close";
/// The keys in the status bar.
pub const STATUS_KEYS: [(&[&str], &str); 3] =
    [(&["j", "k"], "move"), (&["Enter"], "details"), (&["/"], "filter")];
/// Said after a copy; the number makes each time a new sentence for a screen reader.
pub const COPIED: &str = "Copied";
