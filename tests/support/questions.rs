//! Questions on very many rows, as the engine answers them: the same natively and in the browser.

use crate::rows::START_MILLIS;
use medtrail::{
    base::{EpochMillis, zone::Offsets},
    query::{FacetsWish, Filter, Query, RowsWish, Selection, SortKey, Token, sort::Sorter},
    store::{Cell, Column, Table},
};

/// The facets that are open on a fresh page.
const FACETS: [Column; 6] = [
    Column::Operation,
    Column::Result,
    Column::Caller,
    Column::Credential,
    Column::SourceIp,
    Column::Region,
];

/// Rows that are drawn at a time.
const NUM_DRAWN: u32 = 60;

/// What is measured.
pub(crate) struct Trial {
    pub(crate) name: &'static str,
    query: Query,
    /// Only the order of all rows, with nothing known from before; otherwise the full answer after a question without
    /// any filter: rows, facets, histogram and the first window.
    is_order_alone: bool,
}

/// A table, and the answer before.
pub(crate) struct Asking {
    pub(crate) table: Table,
    trials: Vec<Trial>,
    facets: FacetsWish,
    before: Option<Selection>,
}

impl Asking {
    pub(crate) fn new(num_rows: u64) -> Self {
        Self {
            table: crate::rows::table(num_rows),
            trials: trials(),
            facets: FacetsWish {
                columns: FACETS.into(),
                limit: 50,
            },
            before: None,
        }
    }

    /// What comes before a trial and is not measured: all rows, newest first.
    pub(crate) fn prepare(&mut self) {
        self.answer(&Query::default());
    }

    /// Runs a trial, and says how many rows there are.
    pub(crate) fn run(&mut self, trial: usize) -> u32 {
        let Trial {
            query,
            is_order_alone,
            ..
        } = &self.trials[trial];
        if *is_order_alone {
            let sorted = Sorter::default().sort(&self.table, self.table.live(), &query.sort);
            return sorted.rows.len() as u32;
        }
        self.answer(&query.clone())
    }

    fn answer(&mut self, query: &Query) -> u32 {
        let mut selection = Selection::run(&self.table, query, &self.facets, self.before.take());
        let histogram = selection.histogram(&self.table, &Offsets::default());
        let wish = RowsWish {
            first: 0,
            len: NUM_DRAWN,
            columns: FACETS.into(),
        };
        let window = selection.window(&self.table, &wish);
        // So that none of it is left out as of no use.
        let num_matching = selection.num_matching();
        assert!(
            window.rows.len() as u32 <= num_matching && (num_matching == 0 || !histogram.bars.is_empty())
        );
        self.before = Some(selection);
        num_matching
    }
}

/// All trials; those of the filter first.
pub(crate) fn trials() -> Vec<Trial> {
    let one = |column, text: &str| Filter::one_of(column, vec![Cell::text(text)]);
    let moment = |week: i64| Some(EpochMillis(START_MILLIS + week * 604_800_000));
    let two_weeks = Filter::during(moment(1), moment(3));
    let filters = |name, filters: Vec<Filter>| Trial {
        name,
        query: Query {
            tokens: filters
                .into_iter()
                .map(|filter| Token { filter, is_on: true })
                .collect(),
            ..Query::default()
        },
        is_order_alone: false,
    };
    let order = |name, column, is_descending, is_order_alone| Trial {
        name,
        query: Query {
            sort: vec![SortKey {
                column,
                is_descending,
            }],
            ..Query::default()
        },
        is_order_alone,
    };
    vec![
        filters(
            "filter: one Region of three",
            vec![one(Column::Region, "eu-west-1")],
        ),
        filters(
            "filter: one caller's role, as free text",
            vec![Filter::free_text("role-3/")],
        ),
        filters("filter: two weeks", vec![two_weeks.clone()]),
        filters(
            "filter: three facets and two weeks",
            vec![
                one(Column::Region, "eu-west-1"),
                one(Column::Result, "Success"),
                one(Column::Operation, "Operation3"),
                two_weeks,
            ],
        ),
        order("sort by time, from nothing", Column::Time, true, true),
        order("sort: the oldest first", Column::Time, false, false),
        order("sort by operation", Column::Operation, false, false),
        order("sort by caller", Column::Caller, false, false),
        order("sort by address", Column::SourceIp, false, false),
    ]
}
