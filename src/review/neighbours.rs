//! What happened around a job in other services: the service took the role, the role's sessions used keys and objects,
//! somebody changed the role.
//!
//! Each is a filter and its count. Two of them need a place that the table does not hold, so records may have to be
//! searched before their number is final.

use super::jobs::Job;
use crate::{
    base::{Bitset, EpochMillis},
    query::{
        Field, Filter, Op, Test,
        filter::{RecordPath, Records, evaluate},
        language::print,
    },
    store::{Cell, Column, Table},
};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NeighbourKind {
    /// The service took the job's role.
    Assumed,
    /// Sessions of the role called KMS.
    Keys,
    /// Sessions of the role called S3.
    Objects,
    /// The role was changed.
    RoleChanges,
}

/// Calls around a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    /// What they are.
    pub kind: NeighbourKind,
    /// The filter that shows them.
    pub filter: Rc<str>,
    /// How many there are for certain.
    pub calls: u32,
    /// How many may be, until their records are searched.
    pub num_open: u32,
}

/// The service may take the role a little before the first call that is logged.
const BEFORE_MILLIS: i64 = 3_600_000;
/// A job may run on after the last call that is about it.
const AFTER_MILLIS: i64 = 24 * 3_600_000;

/// What happened around a job, when its role is known.
pub fn neighbours(table: &Table, records: &dyn Records, job: &Job) -> Vec<Neighbour> {
    let Some(role) = job.role.as_text() else {
        return Vec::new();
    };
    let name = role.rsplit('/').next().unwrap_or(role);
    let is = |column, text: &str| Filter::one_of(column, vec![Cell::text(text)]);
    let at_its_time = job.span.map(|(first, last)| {
        let (from, until) = (first.0 - BEFORE_MILLIS, last.0 + AFTER_MILLIS);
        Filter::during(Some(EpochMillis(from)), Some(EpochMillis(until)))
    });
    let then = |mut parts: Vec<Filter>| {
        parts.extend(at_its_time.clone());
        Filter::All(parts)
    };
    let of_sessions = |service| {
        then(vec![
            is(Column::EventSource, service),
            is(Column::IssuerArn, role),
        ])
    };
    let found = [
        (
            NeighbourKind::Assumed,
            then(vec![
                is(Column::EventSource, "sts.amazonaws.com"),
                is(Column::Operation, "AssumeRole"),
                is(Column::InvokedBy, "comprehendmedical.amazonaws.com"),
                requested("roleArn", role),
            ]),
        ),
        (NeighbourKind::Keys, of_sessions("kms.amazonaws.com")),
        (NeighbourKind::Objects, of_sessions("s3.amazonaws.com")),
        (
            NeighbourKind::RoleChanges,
            Filter::All(vec![
                is(Column::EventSource, "iam.amazonaws.com"),
                operation(Op::Contains("role".to_owned())),
                Filter::Not(Box::new(operation(Op::StartsWith("Get".to_owned())))),
                Filter::Not(Box::new(operation(Op::StartsWith("List".to_owned())))),
                requested("roleName", name),
            ]),
        ),
    ];
    found
        .into_iter()
        .map(|(kind, filter)| counted(table, records, kind, &filter))
        .collect()
}

fn operation(op: Op) -> Filter {
    let field = Field::Column(Column::Operation);
    Filter::Test(Test { field, op })
}

/// A parameter of the request is this text.
fn requested(parameter: &str, text: &str) -> Filter {
    Filter::Test(Test {
        field: Field::Record(RecordPath::new(["requestParameters", parameter])),
        op: Op::OneOf(vec![Cell::text(text)]),
    })
}

fn counted(table: &Table, records: &dyn Records, kind: NeighbourKind, filter: &Filter) -> Neighbour {
    let mut judged = evaluate(table, records, filter);
    judged.passes.and(table.live());
    let calls = judged.passes.count();
    let num_open = judged.fails.map_or(0, |fails| {
        let mut open: Bitset = fails;
        open.or(&judged.passes);
        open.negate();
        open.and(table.live());
        open.count()
    });
    Neighbour {
        kind,
        filter: print(filter).into(),
        calls: calls as u32,
        num_open: num_open as u32,
    }
}
