//! What is here at a glance: calls by who, what, where and with what result.

use super::tables::{Texts, span_of};
use crate::{
    base::{Bitset, EpochMillis, RowId},
    store::{Cell, CellRef, Column, RowFlags, Table},
};
use serde::{Deserialize, Serialize};

/// The columns that are counted, in the order in which a reader asks: what, who, with what, from where, with what result.
pub const COLUMNS: [Column; 13] = [
    Column::Operation,
    Column::Touches,
    Column::Caller,
    Column::Principal,
    Column::CallerKind,
    Column::Credential,
    Column::SourceIp,
    Column::NetworkClass,
    Column::Client,
    Column::Region,
    Column::RecipientAccountId,
    Column::OutcomeClass,
    Column::ErrorCode,
];

/// So many values of a column are listed; the rest is a number.
pub const NUM_VALUES: usize = 8;

/// Calls with one value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueCount {
    /// The value.
    pub cell: Cell,
    /// Calls with it.
    pub calls: u32,
    /// Of these, the failed ones.
    pub errors: u32,
}

/// The calls by the values of one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByColumn {
    /// The column.
    pub column: Column,
    /// How many different texts there are.
    pub num_values: u32,
    /// The most frequent values, most calls first; states without a text stand among them.
    pub values: Vec<ValueCount>,
}

/// The calls at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Calls.
    pub num_calls: u32,
    /// Of these, the failed ones.
    pub num_errors: u32,
    /// Time of the first and last.
    pub span: Option<(EpochMillis, EpochMillis)>,
    /// By [`COLUMNS`], in that order.
    pub by: Vec<ByColumn>,
}

/// The calls of `rows` at a glance.
pub fn overview(table: &Table, rows: &Bitset) -> Overview {
    let is_error = |row: &usize| table.flags(RowId(*row as u32)).contains(RowFlags::IS_ERROR);
    Overview {
        num_calls: rows.count() as u32,
        num_errors: rows.iter().filter(is_error).count() as u32,
        span: span_of(table, rows),
        by: COLUMNS
            .iter()
            .map(|column| by_column(table, rows, *column))
            .collect(),
    }
}

fn by_column(table: &Table, rows: &Bitset, column: Column) -> ByColumn {
    let texts = Texts::of(table, column);
    let mut counts = vec![(0, 0); texts.num_ids()];
    for row in rows.iter() {
        let (calls, errors) = &mut counts[texts.code(row) as usize];
        *calls += 1;
        *errors += u32::from(table.flags(RowId(row as u32)).contains(RowFlags::IS_ERROR));
    }
    let is_text = |code: u32| matches!(texts.cell_of(code), CellRef::Text(_));
    let mut met: Vec<(u32, u32, u32)> = (0..)
        .zip(counts)
        .filter(|(_, (calls, _))| *calls > 0)
        .map(|(code, (calls, errors))| (code, calls, errors))
        .collect();
    let num_values = met.iter().filter(|(code, ..)| is_text(*code)).count() as u32;
    met.sort_unstable_by(|one, two| {
        two.1
            .cmp(&one.1)
            .then_with(|| texts.cell_of(one.0).cmp(&texts.cell_of(two.0)))
    });
    ByColumn {
        column,
        num_values,
        values: met
            .into_iter()
            .take(NUM_VALUES)
            .map(|(code, calls, errors)| ValueCount {
                cell: texts.cell_of(code).into(),
                calls,
                errors,
            })
            .collect(),
    }
}
