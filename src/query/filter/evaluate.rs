//! A filter over a table: the rows that pass, as a mask.

use super::{Field, Filter, Op, Records, Test, ids, scan, texts, times};
use crate::{
    base::Bitset,
    query::SEARCHED_COLUMNS,
    store::{Column, ColumnView, Table},
};

/// What a filter says of every row, hidden ones among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The rows that pass for certain.
    pub passes: Bitset,
    /// The rows that fail for certain; `None`: all others. A row is in neither as long as its record was not
    /// searched and the answer depends on it.
    pub fails: Option<Bitset>,
}

impl Judged {
    fn certain(passes: Bitset) -> Self {
        Self { passes, fails: None }
    }

    fn fails(&self) -> Bitset {
        self.fails.clone().unwrap_or_else(|| not(&self.passes))
    }

    fn and(&mut self, other: &Self) {
        if self.fails.is_some() || other.fails.is_some() {
            let mut fails = self.fails();
            fails.or(&other.fails());
            self.fails = Some(fails);
        }
        self.passes.and(&other.passes);
    }

    fn negated(self) -> Self {
        match self.fails {
            None => Self::certain(not(&self.passes)),
            Some(fails) => Self {
                passes: fails,
                fails: Some(self.passes),
            },
        }
    }
}

fn not(rows: &Bitset) -> Bitset {
    let mut rows = rows.clone();
    rows.negate();
    rows
}

/// Puts a filter to every row of `table`, hidden ones among them. `records` knows what was found in the records.
pub fn evaluate(table: &Table, records: &dyn Records, filter: &Filter) -> Judged {
    match filter {
        Filter::All(parts) => {
            let mut rows = Judged::certain(Bitset::all(table.num_rows()));
            for part in parts {
                rows.and(&evaluate(table, records, part));
            }
            rows
        }
        // One of them passes when not all of them fail.
        Filter::Any(parts) => {
            let mut none = Judged::certain(Bitset::all(table.num_rows()));
            for part in parts {
                none.and(&evaluate(table, records, part).negated());
            }
            none.negated()
        }
        Filter::Not(part) => evaluate(table, records, part).negated(),
        Filter::Test(test) => match &test.field {
            Field::Column(column) => {
                let mut rows = Bitset::none(table.num_rows());
                add_column(&mut rows, table, *column, &test.op);
                Judged::certain(rows)
            }
            Field::AnyShown => {
                let mut rows = Bitset::none(table.num_rows());
                SEARCHED_COLUMNS
                    .iter()
                    .for_each(|column| add_column(&mut rows, table, *column, &test.op));
                Judged::certain(rows)
            }
            Field::Record(_) => searched(table, records, test),
        },
    }
}

/// What was found in the records.
fn searched(table: &Table, records: &dyn Records, test: &Test) -> Judged {
    let num_rows = table.num_rows();
    match records.set(test) {
        Some(set) if set.known().count() == num_rows => Judged::certain(set.hits().clone()),
        Some(set) => {
            let mut fails = not(set.hits());
            fails.and(set.known());
            Judged {
                passes: set.hits().clone(),
                fails: Some(fails),
            }
        }
        None => Judged {
            passes: Bitset::none(num_rows),
            fails: Some(Bitset::none(num_rows)),
        },
    }
}

/// Puts in the rows whose cell of `column` passes.
fn add_column(rows: &mut Bitset, table: &Table, column: Column, op: &Op) {
    match table.column(column) {
        ColumnView::Time(column) => times::add_times(rows, column, op),
        ColumnView::Guid(column) => ids::add_ids(rows, column, op),
        ColumnView::Text(column) => scan::add_codes(rows, &column.codes, &texts::passing(&column.words, op)),
    }
}
