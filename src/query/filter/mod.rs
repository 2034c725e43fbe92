//! The filter: one tree of which text, tokens and link are faces.

pub mod compare;
pub mod evaluate;
mod ids;
mod path;
pub mod pattern;
mod records;
mod scan;
mod texts;
mod times;
mod value_test;

pub use compare::Side;
pub use evaluate::{Judged, evaluate};
pub use ipnet::IpNet;
pub use path::{RecordPath, place_in_list};
pub use pattern::Pattern;
pub use records::{NoRecords, RecordSet, Records};
pub use texts::passing;
pub use value_test::ValueTest;

use crate::{
    base::EpochMillis,
    store::{Cell, Column},
};
use serde::{Deserialize, Serialize};

/// What a call must be to be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Filter {
    /// All of these; with none of them, every call.
    All(Vec<Filter>),
    /// At least one of these; with none of them, no call.
    Any(Vec<Filter>),
    /// Not this.
    Not(Box<Filter>),
    /// One test of one field.
    Test(Test),
}

/// One test of one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Test {
    /// What is tested.
    pub field: Field,
    /// Against what.
    pub op: Op,
}

/// What a test looks at.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Field {
    /// A column of the table.
    Column(Column),
    /// Any of [`super::SEARCHED_COLUMNS`]: what the table shows, the time as shown among it, and the error message,
    /// eventID and requestID, which people paste into the search.
    AnyShown,
    /// A place in the raw record, which readers look up in the files. Of an object it stands for every key and value
    /// within; of a list for each element.
    Record(RecordPath),
}

/// What a field is tested against. Text is compared without regard to case only by `Contains`.
/// The time, where its text is asked for, is the text that the table shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Op {
    /// Equals one of these; the states of a cell are values too.
    OneOf(Vec<Cell>),
    /// Contains this text, without regard to case: both in lower case, character by character.
    Contains(String),
    /// Starts with this text.
    StartsWith(String),
    /// Matches this pattern somewhere.
    Matches(Pattern),
    /// Stands on this side of the value: as numbers when both are numbers, else as texts. Times are asked for by
    /// `During`.
    Compare(Side, String),
    /// Is an address in this network.
    InNetwork(IpNet),
    /// For the time: at or after the first and before the second. A call without a time never is, and neither
    /// is any other column.
    During(Option<EpochMillis>, Option<EpochMillis>),
    /// The field is there, even if `null` or empty.
    Exists,
}

impl Filter {
    /// The filter that lets everything through.
    pub fn everything() -> Self {
        Self::All(Vec::new())
    }

    /// `column` equals one of `values`.
    pub fn one_of(column: Column, values: Vec<Cell>) -> Self {
        Self::Test(Test {
            field: Field::Column(column),
            op: Op::OneOf(values),
        })
    }

    /// Any shown column contains `text`.
    pub fn free_text(text: impl Into<String>) -> Self {
        Self::Test(Test {
            field: Field::AnyShown,
            op: Op::Contains(text.into()),
        })
    }

    /// The time lies in the half-open range.
    pub fn during(from: Option<EpochMillis>, until: Option<EpochMillis>) -> Self {
        Self::Test(Test {
            field: Field::Column(Column::Time),
            op: Op::During(from, until),
        })
    }
}
