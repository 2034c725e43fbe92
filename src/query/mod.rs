//! Questions to the store: which rows, in what order, with what counts.
//!
//! Pure functions from a table and a [`Query`] to answers. Knows nothing of files, threads or the page.
//! Every fast path has its slow twin in `naive.rs`, and `tests/query_oracle.rs` compares them.

pub mod facet;
pub mod filter;
pub mod group;
pub mod histogram;
pub mod language;
pub mod length;
pub mod naive;
pub mod novelty;
pub mod select;
pub mod sort;
pub mod time_input;
pub mod view;

pub use filter::{Field, Filter, IpNet, NoRecords, Op, Pattern, RecordPath, Records, Side, Test};
pub use group::{Group, GroupKey, Groups, GroupsWish};
pub use histogram::{Bar, Histogram};
pub use novelty::{NewOfColumn, NewValue, Novelty, NoveltyWish, Period};
pub use select::Selection;
pub use view::{RowView, RowsWish, Window};

use crate::store::{Cell, Column};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Where free text looks: what a fresh table shows, the time as it shows it, and what people paste from elsewhere.
pub const SEARCHED_COLUMNS: [Column; 11] = [
    Column::Time,
    Column::Operation,
    Column::Result,
    Column::Caller,
    Column::CallerKind,
    Column::SourceIp,
    Column::Region,
    Column::Client,
    Column::ErrorMessage,
    Column::EventId,
    Column::RequestId,
];

/// One filter token of the filter bar. Tokens are joined by AND.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Token {
    /// What it demands.
    pub filter: Filter,
    /// A token can be switched off without being removed.
    pub is_on: bool,
}

/// A column to sort by, and which way. Rows without a value come last both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortKey {
    /// The column.
    pub column: Column,
    /// Falling instead of rising.
    pub is_descending: bool,
}

/// What the person asks of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Query {
    /// Joined by AND.
    pub tokens: Vec<Token>,
    /// First key first; ties fall back to the base order, and what has no value comes last, as [`sort`] defines.
    pub sort: Vec<SortKey>,
}

impl Default for Query {
    /// Everything, newest first.
    fn default() -> Self {
        Self {
            tokens: Vec::new(),
            sort: vec![SortKey {
                column: Column::Time,
                is_descending: true,
            }],
        }
    }
}

impl Query {
    /// The filters in force.
    pub fn filters(&self) -> impl Iterator<Item = &Filter> {
        self.tokens
            .iter()
            .filter(|token| token.is_on)
            .map(|token| &token.filter)
    }

    /// True when some filter is in force.
    pub fn is_filtered(&self) -> bool {
        self.filters().next().is_some()
    }

    /// The values chosen for `column` by its facet: the token `column in (…)`, on or off.
    pub fn facet_choice(&self, column: Column) -> &[Cell] {
        self.tokens
            .iter()
            .find_map(|token| match &token.filter {
                Filter::Test(Test {
                    field: Field::Column(tested),
                    op: Op::OneOf(values),
                }) if *tested == column => Some(values.as_slice()),
                _ => None,
            })
            .unwrap_or_default()
    }
}

/// One value of a facet and the number of calls that have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// The value.
    pub cell: Cell,
    /// Calls with it that pass all filters except those on this column.
    pub count: u32,
}

/// Values that shall be offered while a filter is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValuesWish {
    /// The column. Times and ids have too many values.
    pub column: Column,
    /// What the values hold, in any case.
    pub text: Rc<str>,
    /// How many.
    pub limit: u32,
}

/// The facets that shall be counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetsWish {
    /// Their columns, each once. Times and ids have no facet.
    pub columns: Rc<[Column]>,
    /// How many values each may list, those chosen besides.
    pub limit: u32,
}

/// The counts of one facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// The column.
    pub column: Column,
    /// Most frequent first, then by value; only values with a count, and those chosen even at zero.
    pub values: Rc<[FacetValue]>,
    /// How many different values have a count; more than `values` holds when the list was cut.
    pub num_values: u32,
}
