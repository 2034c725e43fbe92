//! The header of a CSV export: which export it is, and what each column holds.

use super::{
    Fidelity,
    columns::{self, Place},
    event_history,
    rows::{Rows, Step},
    spreadsheet::{Alteration, Alterations},
};
use crate::{base::Shape, trail::field::Field};

/// UTF-8's byte order mark.
pub(super) const BOM: &[u8] = b"\xef\xbb\xbf";

/// A header is looked for in this much of the content.
pub const HEAD_BYTES: usize = 64 << 10;

/// More columns than any export has.
const MAX_COLUMNS: usize = 1024;

/// The exports of CloudTrail events as CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvKind {
    /// "Download as CSV" on the console's Event history page.
    EventHistory,
    /// A query result of CloudTrail Lake.
    Lake,
    /// A query result of Athena.
    Athena,
    /// A query result of CloudWatch Logs Insights.
    LogsInsights,
}

impl CsvKind {
    /// The shape's name for the ledger.
    pub fn shape(self) -> Shape {
        match self {
            Self::EventHistory => Shape::EventHistoryCsv,
            Self::Lake => Shape::LakeCsv,
            Self::Athena => Shape::AthenaCsv,
            Self::LogsInsights => Shape::LogsInsightsCsv,
        }
    }
}

/// What a column's cells are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Text.
    Text,
    /// `true` or `false`.
    Flag,
    /// JSON text; what is not JSON stands as text.
    Json,
    /// The caller's ARN, when it is one of a caller; else a value of its own.
    CallerArn,
    /// A whole record as JSON text.
    Record,
}

/// Where a spreadsheet does harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Risk {
    None,
    Account,
    Identifier,
    Flag,
    Time,
}

/// One column.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Where its value stands in the record.
    pub(super) path: Vec<String>,
    /// Its own name, for a value that does not belong there after all.
    pub(super) name: String,
    pub(super) cell: Cell,
    pub(super) risk: Risk,
    /// The fields it holds.
    pub(super) fields: &'static [Field],
    /// CloudTrail writes `null` here, and the CSV does not tell it from absent.
    pub(super) is_nullable: bool,
    /// CloudTrail leaves it out of many records.
    pub(super) is_optional: bool,
}

impl Column {
    /// Whether it is the column of this top-level field.
    pub(super) fn is_path(&self, top: &str) -> bool {
        self.path.len() == 1 && self.path[0] == top
    }
}

/// What a header says.
#[derive(Clone, Debug)]
pub struct Layout {
    pub(super) kind: CsvKind,
    pub(super) delimiter: u8,
    pub(super) columns: Vec<Column>,
    /// The columns in the order in which their values are written: those of one object together.
    pub(super) order: Vec<usize>,
    /// The column that holds whole records.
    pub(super) record: Option<usize>,
    /// The other columns are enough for a record.
    pub(super) has_columns: bool,
    pub(super) alterations: Alterations,
}

/// Says which export begins with `head`, of which the first line that is not empty is the header.
/// A UTF-8 byte order mark before it is fine. `None`: no CSV of CloudTrail events.
pub fn recognise_header(head: &[u8]) -> Option<CsvKind> {
    Layout::recognise(head).map(|layout| layout.kind)
}

impl Layout {
    /// Reads the header that `head` begins with.
    pub fn recognise(head: &[u8]) -> Option<Self> {
        let head = &head[..head.len().min(HEAD_BYTES)];
        [b',', b';', b'\t'].into_iter().find_map(|delimiter| {
            let mut rows = Rows::new(std::io::empty(), head.to_vec(), delimiter, None);
            let Ok(Step::Row { at, .. }) = rows.step() else {
                return None;
            };
            if rows.cells().count() > MAX_COLUMNS {
                return None;
            }
            let names: Vec<_> = (0..rows.cells().count())
                .map(|index| String::from_utf8_lossy(rows.cells().get(index)).into_owned())
                .collect();
            let is_quoted = usize::try_from(at).is_ok_and(|at| head.get(at) == Some(&b'"'));
            Self::of(&names, is_quoted, delimiter)
        })
    }

    fn of(names: &[String], is_quoted: bool, delimiter: u8) -> Option<Self> {
        let trimmed = || names.iter().map(|name| name.trim());
        let mut alterations = Alterations::default();
        alterations.set(Alteration::Separator, delimiter != b',');
        let is_history = event_history::is_header(trimmed());
        let kind = if is_history {
            let is_changed = trimmed().any(event_history::is_respelt);
            alterations.set(Alteration::Header, is_changed);
            CsvKind::EventHistory
        } else {
            columns::kind(trimmed(), is_quoted)?
        };
        let mut taken: Vec<Vec<String>> = Vec::with_capacity(names.len());
        let mut all = Vec::with_capacity(names.len());
        for name in trimmed() {
            let place = if is_history {
                event_history::place(name)
            } else {
                columns::place(name)
            };
            all.push(column(name, place, &mut taken));
        }
        let mut order: Vec<_> = (0..all.len()).collect();
        order.sort_by(|&one, &two| all[one].path.cmp(&all[two].path));
        Some(Self {
            kind,
            delimiter,
            record: all.iter().position(|column| column.cell == Cell::Record),
            has_columns: is_history || columns::is_enough(trimmed()),
            columns: all,
            order,
            alterations,
        })
    }

    /// Which export it is.
    pub fn kind(&self) -> CsvKind {
        self.kind
    }

    /// What rows hold whose cells can all be read.
    pub fn fidelity(&self) -> Fidelity {
        match self.record {
            Some(_) => Fidelity::Full,
            None => super::fidelity(self, &[]),
        }
    }
}

/// The column `name`, at its place unless another column is there: then it keeps its own name.
fn column(name: &str, place: Option<Place>, taken: &mut Vec<Vec<String>>) -> Column {
    let own = own_name(name, taken);
    let place = place.filter(|place| !taken.iter().any(|path| collide(path, &place.path)));
    taken.push(vec![own.clone()]);
    let Some(place) = place else {
        return Column {
            path: vec![own.clone()],
            name: own,
            cell: Cell::Text,
            risk: Risk::None,
            fields: &[],
            is_nullable: false,
            is_optional: false,
        };
    };
    taken.push(place.path.clone());
    Column {
        path: place.path,
        name: own,
        cell: place.cell,
        risk: place.risk,
        fields: place.fields,
        is_nullable: place.is_nullable,
        is_optional: place.is_optional,
    }
}

/// Two values cannot stand at one place, nor one within the other.
fn collide(one: &[String], two: &[String]) -> bool {
    one.iter().zip(two).all(|(one, two)| one == two)
}

fn own_name(name: &str, taken: &[Vec<String>]) -> String {
    let is_free = |name: &String| !taken.iter().any(|path| path[0] == *name);
    let name = if name.is_empty() { "column" } else { name };
    let tries = (2..).map(|number| format!("{name} {number}"));
    std::iter::once(name.to_owned())
        .chain(tries)
        .find(is_free)
        .unwrap_or_default()
}
