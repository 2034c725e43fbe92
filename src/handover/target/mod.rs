//! The filter in force as a query or a command for another engine.

mod athena;
mod aws_cli;
mod column;
mod duckdb;
mod expression;
mod insights;
mod jq;
mod lake;
mod pattern;
mod sql;
mod trail;
mod why;
mod write;

pub use trail::{PlaceField, TrailPlace, guess_place};
pub use why::{LeftOut, Why};

use crate::query::Filter;
use serde::{Deserialize, Serialize};

/// Where a filter can be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// Amazon Athena over the bucket, partition projection and all.
    Athena,
    /// An event data store of CloudTrail Lake.
    Lake,
    /// A log group of CloudWatch Logs, by Logs Insights.
    Insights,
    /// DuckDB over a folder of log files.
    DuckDb,
    /// `jq` over a folder of log files.
    Jq,
    /// The AWS command line: fetches from the bucket, or looks events up.
    AwsCli,
}

impl Target {
    /// All of them, as the page lists them.
    pub const ALL: [Self; 6] = [
        Self::Athena,
        Self::Lake,
        Self::Insights,
        Self::DuckDb,
        Self::Jq,
        Self::AwsCli,
    ];
}

/// What shall be asked elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Wish {
    /// The filter in force.
    pub filter: Filter,
    /// Only records of this `eventSource`; all of them with `None`.
    pub source: Option<String>,
    /// Where the whole trail is.
    pub place: TrailPlace,
}

/// One text to copy: a statement or a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// What it is for.
    pub purpose: Purpose,
    /// The text, ready to run but for what the person did not fill in.
    pub text: String,
}

/// What a statement is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// Makes the table; needed once.
    MakeTable,
    /// Asks.
    Ask,
    /// Asks by the AWS command line.
    AskByCommand,
    /// Fetches the files of the bucket.
    Fetch,
    /// Asks Event history, which holds ninety days.
    LookUp,
}

/// A filter in the words of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// The target.
    pub target: Target,
    /// Its texts, in the order in which they are used.
    pub statements: Vec<Statement>,
    /// What of the filter they do not ask, or ask in another way.
    pub left_out: Vec<LeftOut>,
}

/// Writes the wish in the words of `target`.
pub fn hand_over(target: Target, wish: &Wish) -> HandedOver {
    let (statements, left_out) = match target {
        Target::Athena => athena::write(wish),
        Target::Lake => lake::write(wish),
        Target::Insights => insights::write(wish),
        Target::DuckDb => duckdb::write(wish),
        Target::Jq => jq::write(wish),
        Target::AwsCli => aws_cli::write(wish),
    };
    HandedOver {
        target,
        statements,
        left_out,
    }
}

impl Statement {
    fn new(purpose: Purpose, text: String) -> Self {
        Self { purpose, text }
    }
}
