//! Runs the checks over a table.

use super::{Check, Covers, Rule, Setting, Settings, all};
use crate::{
    base::{Bitset, EpochMillis, RowId, zone::Offsets},
    query::{
        Filter,
        filter::{Judged, NoRecords, Records, evaluate},
        language::{parse, print},
    },
    review::tables::{Texts, span_of},
    store::{Cell, CellRef, Column, Table},
};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// `eventSource` of Amazon Comprehend Medical.
const MEDICAL: &str = "comprehendmedical.amazonaws.com";

/// What became of one check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The check's own name, or `own-` and a number.
    pub id: Rc<str>,
    /// What was looked for.
    pub title: Rc<str>,
    /// What became of it.
    pub state: FindingState,
}

/// What became of a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FindingState {
    /// It is switched off.
    Off,
    /// It waits for a setting.
    NeedsSetting(Setting),
    /// Records of other services are counted, not loaded: it cannot say anything.
    NeedsAllServices,
    /// A person's own filter that cannot be read.
    BadFilter,
    /// A person's own filter, this one, that looks into records which were not searched for it yet.
    NeedsSearch(Rc<str>),
    /// It was run.
    Done(Found),
}

/// What a check found, and in what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The calls, as a filter that shows just them; none when an aggregate found nothing that could be named.
    pub filter: Option<Rc<str>>,
    /// How many calls.
    pub calls: u32,
    /// Time of the first and the last of them.
    pub span: Option<(EpochMillis, EpochMillis)>,
    /// How many calls were looked at.
    pub num_evaluated: u32,
    /// How many of those lack a field that the check needs: of them it says nothing.
    pub num_lacking: u32,
    /// What an aggregate found, at most `MAX_NAMES`: callers, jobs, buckets.
    pub names: Vec<Rc<str>>,
}

/// So many names are listed; the filter has them all.
pub const MAX_NAMES: usize = 12;

/// A rule worked out.
pub(super) struct Worked {
    pub(super) filter: Option<Filter>,
    pub(super) names: Vec<Rc<str>>,
}

/// What the checks are told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// By the person.
    pub settings: Rc<Settings>,
    /// What the clock of the working hours does over the period of the calls; none while that is not known.
    pub clock: Option<Offsets>,
}

/// Runs all checks over the rows that are shown without a filter. `has_all_services` says that the records of every
/// service are loaded.
pub fn run(table: &Table, records: &dyn Records, told: &Told, has_all_services: bool) -> Vec<Finding> {
    let mut findings = run_known(table, told, has_all_services);
    findings.extend(run_own(table, records, told));
    findings
}

/// Runs the checks that are known here. They ask of the table alone, so that what they found holds as long as it does.
pub fn run_known(table: &Table, told: &Told, has_all_services: bool) -> Vec<Finding> {
    let judge = Judge {
        table,
        records: &NoRecords,
    };
    let medical = judge.rows(&medical_only()).passes;
    let found = all().map(|check| Finding {
        id: check.id.into(),
        title: check.title.into(),
        state: state_of(check, judge, &medical, told, has_all_services),
    });
    found.collect()
}

/// Runs a person's own checks, which may look into the records.
pub fn run_own(table: &Table, records: &dyn Records, told: &Told) -> Vec<Finding> {
    let judge = Judge { table, records };
    let own = (1..).zip(&told.settings.own);
    let found = own.map(|(number, own)| Finding {
        id: format!("own-{number}").into(),
        title: own.title.as_str().into(),
        state: match parse(&own.filter) {
            Ok(filter) => {
                let worked = Worked {
                    filter: Some(filter),
                    names: Vec::new(),
                };
                judge.found(table.live(), worked, &[])
            }
            Err(_) => FindingState::BadFilter,
        },
    });
    found.collect()
}

fn state_of(
    check: &Check,
    judge: Judge<'_>,
    medical: &Bitset,
    told: &Told,
    has_all_services: bool,
) -> FindingState {
    if told.settings.off.contains(check.id) {
        return FindingState::Off;
    }
    let rows = match check.covers {
        Covers::ComprehendMedical => medical,
        Covers::AllServices if has_all_services => judge.table.live(),
        Covers::AllServices => return FindingState::NeedsAllServices,
    };
    let worked = match check.rule {
        Rule::Filter(text) => Worked {
            filter: parse(text).ok(),
            names: Vec::new(),
        },
        Rule::Setting(setting) => {
            match told
                .settings
                .filter(setting, told.clock.as_ref(), span_of(judge.table, rows))
            {
                Some(filter) => Worked {
                    filter: Some(filter),
                    names: Vec::new(),
                },
                None => return FindingState::NeedsSetting(setting),
            }
        }
        Rule::Aggregate(aggregate) => aggregate.work_out(judge.table, rows),
    };
    let worked = match check.covers {
        // With other services loaded the filter alone would find theirs, too.
        Covers::ComprehendMedical => Worked {
            filter: worked
                .filter
                .map(|filter| Filter::All(vec![medical_only(), filter])),
            ..worked
        },
        Covers::AllServices => worked,
    };
    judge.found(rows, worked, check.needs)
}

/// Puts filters to the rows shown.
#[derive(Clone, Copy)]
struct Judge<'t> {
    table: &'t Table,
    records: &'t dyn Records,
}

impl Judge<'_> {
    /// What a filter says of the rows shown.
    fn rows(&self, filter: &Filter) -> Judged {
        let mut judged = evaluate(self.table, self.records, filter);
        judged.passes.and(self.table.live());
        judged
    }

    fn found(&self, rows: &Bitset, worked: Worked, needs: &[Column]) -> FindingState {
        let none = || Judged {
            passes: Bitset::none(self.table.num_rows()),
            fails: None,
        };
        let hits = worked
            .filter
            .as_ref()
            .map_or_else(none, |filter| self.rows(filter));
        let filter: Option<Rc<str>> = worked.filter.map(|filter| print(&filter).into());
        if let (Some(fails), Some(filter)) = (&hits.fails, &filter) {
            let mut undecided = self.table.live().clone();
            let mut decided = fails.clone();
            decided.or(&hits.passes);
            decided.negate();
            undecided.and(&decided);
            if undecided.count() > 0 {
                return FindingState::NeedsSearch(filter.clone());
            }
        }
        FindingState::Done(Found {
            filter,
            calls: hits.passes.count() as u32,
            span: span_of(self.table, &hits.passes),
            num_evaluated: rows.count() as u32,
            num_lacking: lacking(self.table, rows, needs),
            names: worked.names,
        })
    }
}

/// Records of the service, and those of exports that cannot name it: they were taken for the service's by the operation.
fn medical_only() -> Filter {
    Filter::one_of(Column::EventSource, vec![Cell::text(MEDICAL), Cell::NotInExport])
}

/// How many rows lack one of the fields.
fn lacking(table: &Table, rows: &Bitset, needs: &[Column]) -> u32 {
    let needs_time = needs.contains(&Column::Time);
    let columns: Vec<_> = needs
        .iter()
        .filter(|column| **column != Column::Time)
        .map(|column| {
            let texts = Texts::of(table, *column);
            let lacks = texts.codes_that(|cell| matches!(cell, CellRef::Absent | CellRef::NotInExport));
            (texts, lacks)
        })
        .collect();
    let lacks = |row: &usize| {
        let lacks_time = needs_time && table.time(RowId(*row as u32)).is_none();
        lacks_time
            || columns
                .iter()
                .any(|(texts, lacks)| lacks[texts.code(*row) as usize])
    };
    rows.iter().filter(lacks).count() as u32
}
