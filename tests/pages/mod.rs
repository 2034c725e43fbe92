//! States of the page for tests, reached as in life: by facts and wishes.
#![allow(dead_code, reason = "each test binary uses its share")]

pub mod draw;

use medtrail::{
    base::{EpochMillis, FileId, RowId, Shape},
    protocol::{
        engine::{Answer, FileEntry, FromEngine, RowDetail, RowView, Window},
        ledger::{FileCounts, FileLine, LedgerSummary, Outcome, RecordCounts},
    },
    query::{Facet, FacetValue},
    state::{
        Action, AppState, Cell, Column, Effect, FIRST_FACETS, FilesAction, Place, RowsAction, Tab,
        ViewAction, reduce,
    },
};
use std::rc::Rc;

/// A page and all effects so far.
#[derive(Clone, Default)]
pub struct Script {
    pub state: AppState,
    pub effects: Vec<Effect>,
}

impl Script {
    /// One more action; gives the effects of this one.
    pub fn act(&mut self, action: Action) -> Vec<Effect> {
        let change = reduce(&self.state, action);
        if let Some(state) = change.state {
            self.state = state;
        }
        self.effects.extend(change.effects.iter().cloned());
        change.effects
    }

    pub fn engine(&mut self, said: FromEngine) -> Vec<Effect> {
        self.act(Action::EngineSaid(said))
    }

    /// `num_files` files of 1,000 bytes are dropped and listed.
    pub fn drop_files(&mut self, num_files: u32) {
        // As by a link to the calls: without one the summary would be shown first.
        self.state.view.is_tab_chosen = true;
        let first = self.state.shelf.num_files() as u32;
        self.act(Action::FilesFound((first..first + num_files).map(file).collect()));
        self.act(Action::ListingDone { num_unreadable: 0 });
    }

    /// The engine answers the newest question with `num_matching` of `num_rows` rows.
    pub fn answer(&mut self, num_rows: u32, num_matching: u32) {
        let generation = self.state.asking.asked;
        let (first, len) = self.state.rows.wanted;
        self.engine(FromEngine::Answer(answer(
            generation,
            num_rows,
            num_matching,
            (first, len),
        )));
    }

    /// A page with everything read.
    pub fn loaded(num_rows: u32) -> Self {
        let mut script = Self::default();
        script.drop_files(3);
        script.engine(FromEngine::Ledger(ledger(u64::from(num_rows))));
        script.answer(num_rows, num_rows);
        script.act(Action::Progressed {
            bytes: 3000,
            now_millis: 500.0,
        });
        script.act(Action::ReadingDone);
        script
    }

    /// The row at `index` is opened and its record has come.
    pub fn open(&mut self, index: u32, record: &str) {
        self.act(Action::Rows(RowsAction::Open {
            index,
            with_focus: false,
        }));
        let asked = self.state.selected.as_ref().expect("a call is open").asked;
        self.engine(FromEngine::Detail {
            generation: asked,
            detail: Some(detail(index)),
        });
        let request = self.state.selected.as_ref().expect("a call is open").request;
        self.act(Action::RecordRead {
            request,
            bytes: Ok(record.as_bytes().into()),
        });
    }

    /// The Files view with these lines.
    pub fn show_files(&mut self, lines: Vec<FileLine>) {
        self.act(Action::View(ViewAction::ShowTab(Tab::Files)));
        let generation = newest_files_question(&self.effects).expect("the view asks");
        let num_files = lines.len() as u32;
        self.engine(FromEngine::Files {
            generation,
            num_files,
            first: 0,
            lines: lines.into(),
        });
    }

    pub fn search_files(&mut self, text: &str) {
        self.act(Action::Files(FilesAction::Search(text.into())));
    }
}

pub fn newest_files_question(effects: &[Effect]) -> Option<u32> {
    use medtrail::protocol::engine::ToEngine;
    effects.iter().rev().find_map(|effect| match effect {
        Effect::TellEngine(ToEngine::Files { generation, .. }) => Some(*generation),
        _ => None,
    })
}

pub fn file(number: u32) -> FileEntry {
    FileEntry {
        file: FileId(number),
        path: format!(
            "AWSLogs/111122223333/CloudTrail/us-east-1/2026/10/0{}/trail-{number}.json.gz",
            number % 9 + 1
        )
        .into(),
        size: 1000,
    }
}

pub fn ledger(kept: u64) -> LedgerSummary {
    LedgerSummary {
        files: FileCounts {
            seen: 3,
            read: 2,
            skipped: 1,
            failed: 0,
        },
        records: RecordCounts {
            seen: kept + 3979 + 202 + 2,
            kept,
            other_services: 3979,
            duplicates: 202,
            malformed: 2,
        },
        bytes_read: 3000,
        bytes_dropped: 3000,
        bytes_inflated: 30_000,
        first: EpochMillis::parse("2026-10-01T00:00:00Z"),
        last: EpochMillis::parse("2026-10-31T23:59:59Z"),
        num_files_with_notes: 1,
        num_conflicts: 1,
        by_source: Vec::new(),
    }
}

const OPERATIONS: [&str; 7] = [
    "DetectEntitiesV2",
    "DetectPHI",
    "InferICD10CM",
    "InferRxNorm",
    "DescribePHIDetectionJob",
    "InferSNOMEDCT",
    "StartPHIDetectionJob",
];
const CALLERS: [(&str, &str, &str); 5] = [
    (
        "claims-nlp-prod / i-0a1b2c3d",
        "Role session",
        "Temporary session",
    ),
    ("ehr-ingest / nightly", "Role session", "Temporary session"),
    ("Mateo_Jackson", "IAM user", "Temporary session"),
    ("root", "Root", "Root"),
    ("oncall-breakglass", "IAM user", "Long-term key"),
];
const SOURCES: [&str; 5] = [
    "203.0.113.77",
    "10.32.4.18",
    "2600:1f18:42:5c00:aaaa:bbbb:cccc:dddd",
    "AWS Internal",
    "52.94.133.131",
];

pub fn row(index: u32) -> RowView {
    let at = index as usize;
    let (caller, kind, _) = CALLERS[at * 7 % 5];
    let is_error = at % 5 == 2;
    let result = match (is_error, at % 2) {
        (true, 0) => "AccessDenied",
        (true, _) => "ThrottlingException",
        _ => "Success",
    };
    let time = format!(
        "2026-10-27 {:02}:{:02}:{:02}",
        20 - (at / 60) % 20,
        59 - at % 60,
        at * 37 % 60
    );
    let texts = [
        time.as_str(),
        OPERATIONS[at * 3 % 7],
        result,
        caller,
        kind,
        SOURCES[at * 2 % 5],
        if at.is_multiple_of(4) {
            "eu-west-2"
        } else {
            "us-east-1"
        },
        "AWS SDK for Java 1.11.590",
    ];
    let mut cells: Vec<Cell> = texts.into_iter().map(Cell::text).collect();
    if at % 9 == 8 {
        cells[7] = Cell::Absent;
    }
    RowView {
        id: RowId(index),
        cells: cells.into(),
        is_error,
        is_conflict: at % 11 == 3,
    }
}

/// The columns of a fresh table, in an order that these tests rely on.
pub const SHOWN: [Column; 8] = [
    Column::Time,
    Column::Operation,
    Column::Result,
    Column::Caller,
    Column::CallerKind,
    Column::SourceIp,
    Column::Region,
    Column::Client,
];

pub fn window(first: u32, len: u32, num_rows: u32) -> Window {
    let end = first.saturating_add(len).min(num_rows);
    Window {
        first,
        columns: SHOWN.into(),
        rows: (first..end).map(|index| Rc::new(row(index))).collect(),
    }
}

pub fn answer(generation: u32, num_rows: u32, num_matching: u32, (first, len): (u32, u32)) -> Answer {
    Answer {
        generation,
        num_rows,
        num_matching,
        num_second: 0,
        window: window(first, len, num_matching),
        facets: facets(num_matching),
        histogram: None,
        time_span: None,
        search: None,
    }
}

pub fn facets(num_matching: u32) -> Rc<[Facet]> {
    FIRST_FACETS
        .iter()
        .map(|&column| facet(column, num_matching))
        .collect()
}

pub fn facet(column: Column, num_matching: u32) -> Facet {
    let values: Vec<Cell> = match column {
        Column::Operation => OPERATIONS.iter().map(|text| Cell::text(*text)).collect(),
        Column::Result => ["Success", "ThrottlingException", "AccessDenied"]
            .map(Cell::text)
            .into(),
        Column::Caller => CALLERS.iter().map(|(text, _, _)| Cell::text(*text)).collect(),
        Column::Credential => {
            let mut cells: Vec<Cell> = ["Temporary session", "Long-term key", "Root"]
                .map(Cell::text)
                .into();
            cells.push(Cell::Absent);
            cells
        }
        Column::SourceIp => (0..12)
            .map(|last| Cell::text(format!("203.0.113.{last}")))
            .collect(),
        _ => ["us-east-1", "eu-west-2"].map(Cell::text).into(),
    };
    let num_values = values.len() as u32;
    let count = |at: usize| num_matching.checked_shr(at as u32 + 1).unwrap_or(0).max(1);
    let values = values.into_iter().enumerate().map(|(at, cell)| FacetValue {
        cell,
        count: count(at),
    });
    Facet {
        column,
        values: values.take(8).collect(),
        num_values,
    }
}

pub fn detail(index: u32) -> RowDetail {
    let shown = row(index);
    let (_, _, credential) = CALLERS[index as usize * 7 % 5];
    let text = |column| match column {
        Column::Credential => Cell::text(credential),
        Column::AccountId | Column::RecipientAccountId => Cell::text("111122223333"),
        Column::Arn => Cell::text("arn:aws:sts::111122223333:assumed-role/claims-nlp-prod/i-0a1b2c3d"),
        Column::AccessKeyId => Cell::text("ASIAXHKUFODNN8EXAMPLE"),
        Column::EventSource => Cell::text("comprehendmedical.amazonaws.com"),
        Column::SessionCreated => Cell::text("2026-10-27T19:07:27Z"),
        Column::RequestParameters | Column::VpcEndpointId if index.is_multiple_of(2) => Cell::Null,
        Column::TlsVersion => Cell::text("TLSv1.3"),
        Column::ErrorMessage if shown.is_error => Cell::text(
            "User: arn:aws:iam::111122223333:user/Mateo_Jackson is not authorized to perform: comprehendmedical:DetectPHI",
        ),
        Column::ErrorCode if shown.is_error => shown.cells[2].clone(),
        Column::EventId | Column::RequestId => Cell::text("ae9be9b1-0a1b-4c2d-9e3f-112233445566"),
        _ => Cell::Absent,
    };
    let cell = |column: Column| {
        let at = SHOWN.iter().position(|shown| *shown == column);
        (
            column,
            at.map_or_else(|| text(column), |at| shown.cells[at].clone()),
        )
    };
    let place = |number: u32, offset| {
        (
            file(number).path,
            Place {
                file: FileId(number),
                member: 0,
                offset,
                len: 1503,
            },
        )
    };
    RowDetail {
        id: RowId(index),
        index: Some(index),
        cells: Column::ALL.iter().map(|column| cell(*column)).collect(),
        places: vec![place(0, 20_480), place(1, 77)],
        value_hash: (1, 2),
        is_error: shown.is_error,
        is_conflict: shown.is_conflict,
        has_duplicate_keys: false,
    }
}

pub fn file_line(number: u32, shape: Shape, outcome: Outcome, reason: Option<&str>) -> FileLine {
    let records = match outcome {
        Outcome::Read => RecordCounts {
            seen: 1312,
            kept: 812,
            other_services: 490,
            duplicates: 10,
            malformed: 0,
        },
        _ => RecordCounts::default(),
    };
    FileLine {
        file: FileId(number),
        path: file(number).path,
        shape,
        outcome,
        reason: reason.map(Into::into),
        bytes: 48_211,
        inflated: 1_204_377,
        records,
        level: None,
    }
}

/// A record as CloudTrail delivers it.
pub const RECORD: &str = r#"{"eventVersion":"1.05","userIdentity":{"type":"IAMUser","principalId":"AIDACKCEVSQ6C2EXAMPLE","arn":"arn:aws:iam::111122223333:user/Mateo_Jackson","accountId":"111122223333","accessKeyId":"ASIAXHKUFODNN8EXAMPLE","sessionContext":{"webIdFederationData":{},"attributes":{"mfaAuthenticated":"false","creationDate":"2026-10-27T19:07:27Z"}}},"eventTime":"2026-10-27T20:10:26Z","eventSource":"comprehendmedical.amazonaws.com","eventName":"DetectEntitiesV2","awsRegion":"us-east-1","sourceIPAddress":"203.0.113.77","requestParameters":null,"responseElements":null,"readOnly":true}"#;
