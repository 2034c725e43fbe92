//! Rules that look at many calls at once. Each names what it finds by a filter, so that the calls can be shown.

use super::run::{MAX_NAMES, Worked};
use crate::{
    base::{Bitset, EpochMillis, RowId},
    query::Filter,
    review::{
        jobs::starters,
        tables::{Texts, cells, span_of},
    },
    store::{Cell, CellRef, Column, Table},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    net::IpAddr,
    rc::Rc,
};

/// A named rule over many calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// Jobs whose input and output bucket are one.
    OutputIsInput,
    /// Descriptions of jobs by another principal than the one that started them.
    DescribedByOther,
    /// Stops of jobs by another principal than the one that started them.
    StoppedByOther,
    /// At least so many List and Describe calls of a principal that starts no job.
    Sweep {
        /// So many.
        min_calls: u32,
    },
    /// Principals whose calls come from more than so many networks: /24 of IPv4, /48 of IPv6.
    ManyNetworks {
        /// So many.
        max: u32,
    },
    /// Principals whose first call lies in the last fifth of the period.
    NewCaller,
    /// Callers with so many texts refused as too long or badly encoded within one hour.
    RefusedTexts {
        /// So many.
        min_calls: u32,
    },
}

/// A period must have so many milliseconds before anyone in it can be called new: five days.
const MIN_PERIOD_MILLIS: i64 = 5 * 86_400_000;

const HOUR_MILLIS: i64 = 3_600_000;

/// Errors of a text that the service does not take.
const REFUSED_TEXTS: [&str; 4] = [
    "TextSizeLimitExceededException",
    "TextSizeLimitExceeded",
    "InvalidEncodingException",
    "InvalidEncoding",
];

impl Aggregate {
    /// The calls, found among `rows`.
    pub(super) fn work_out(self, table: &Table, rows: &Bitset) -> Worked {
        let looked_at = Looked { table, rows };
        match self {
            Self::OutputIsInput => looked_at.output_is_input(),
            Self::DescribedByOther => looked_at.by_other("Describe job"),
            Self::StoppedByOther => looked_at.by_other("Stop job"),
            Self::Sweep { min_calls } => looked_at.sweeps(min_calls),
            Self::ManyNetworks { max } => looked_at.many_networks(max),
            Self::NewCaller => looked_at.new_callers(),
            Self::RefusedTexts { min_calls } => looked_at.refused_texts(min_calls),
        }
    }
}

struct Looked<'t> {
    table: &'t Table,
    rows: &'t Bitset,
}

impl<'t> Looked<'t> {
    fn texts(&self, column: Column) -> Texts<'t> {
        Texts::of(self.table, column)
    }

    fn output_is_input(&self) -> Worked {
        let (input, output) = (self.texts(Column::InputBucket), self.texts(Column::OutputBucket));
        let buckets: BTreeSet<&str> = self
            .rows
            .iter()
            .filter_map(|row| {
                input
                    .text(row)
                    .filter(|bucket| !bucket.is_empty() && output.text(row) == Some(*bucket))
            })
            .collect();
        let same = |bucket: &&str| {
            let is = |column| Filter::one_of(column, vec![Cell::text(*bucket)]);
            Filter::All(vec![is(Column::InputBucket), is(Column::OutputBucket)])
        };
        any_of(
            buckets.iter().map(same).collect(),
            buckets.iter().map(|bucket| Rc::from(*bucket)),
        )
    }

    /// Calls of one group about jobs that another principal started.
    fn by_other(&self, group: &str) -> Worked {
        let starters = starters(self.table, self.rows);
        let (groups, jobs, principals) = (
            self.texts(Column::OperationGroup),
            self.texts(Column::JobId),
            self.texts(Column::Principal),
        );
        let of_group = groups.codes_that(|cell| cell.as_text() == Some(group));
        let mut found: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for row in self
            .rows
            .iter()
            .filter(|row| of_group[groups.code(*row) as usize])
        {
            let (job, principal) = (jobs.code(row), principals.code(row));
            if starters.get(&job).is_some_and(|starter| *starter != principal) {
                found.entry(principal).or_default().insert(job);
            }
        }
        let by = |(principal, of): (&u32, &BTreeSet<u32>)| {
            Filter::All(vec![
                Filter::one_of(Column::Principal, cells(principals, [*principal])),
                Filter::one_of(Column::JobId, cells(jobs, of.iter().copied())),
            ])
        };
        let mut worked = any_of(
            found.iter().map(by).collect(),
            found
                .keys()
                .filter_map(|principal| principals.cell_of(*principal).as_text())
                .map(Rc::from),
        );
        worked.filter = worked.filter.map(|filter| {
            Filter::All(vec![
                Filter::one_of(Column::OperationGroup, vec![Cell::text(group)]),
                filter,
            ])
        });
        worked
    }

    fn sweeps(&self, min_calls: u32) -> Worked {
        let (groups, principals) = (self.texts(Column::OperationGroup), self.texts(Column::Principal));
        let is = |group: &'static str| groups.codes_that(move |cell| cell.as_text() == Some(group));
        let (starts, describes, lists) = (is("Start job"), is("Describe job"), is("List jobs"));
        let mut looks: HashMap<u32, u32> = HashMap::new();
        let mut starters = BTreeSet::new();
        for row in self.rows.iter() {
            let (group, principal) = (groups.code(row) as usize, principals.code(row));
            if starts[group] {
                starters.insert(principal);
            } else if describes[group] || lists[group] {
                *looks.entry(principal).or_default() += 1;
            }
        }
        let sweepers = sorted(looks)
            .into_iter()
            .filter(|(principal, calls)| *calls >= min_calls && !starters.contains(principal))
            .map(|(principal, _)| principal);
        let kinds = ["Describe job", "List jobs"].map(Cell::text).to_vec();
        principals_with(
            principals,
            sweepers,
            Some(Filter::one_of(Column::OperationGroup, kinds)),
        )
    }

    fn many_networks(&self, max: u32) -> Worked {
        let (principals, addresses) = (self.texts(Column::Principal), self.texts(Column::SourceIp));
        let mut networks: HashMap<u32, Option<u64>> = HashMap::new();
        let mut seen: BTreeSet<(u32, u64)> = BTreeSet::new();
        for row in self.rows.iter() {
            let address = addresses.code(row);
            let network = networks
                .entry(address)
                .or_insert_with(|| addresses.cell_of(address).as_text().and_then(network_of));
            if let Some(network) = *network {
                seen.insert((principals.code(row), network));
            }
        }
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        for (principal, _) in seen {
            *counts.entry(principal).or_default() += 1;
        }
        let many = counts.into_iter().filter(|(_, count)| *count > max);
        principals_with(principals, many.map(|(principal, _)| principal), None)
    }

    fn new_callers(&self) -> Worked {
        let principals = self.texts(Column::Principal);
        let nobody = || principals_with(principals, [], None);
        let Some((first, last)) = span_of(self.table, self.rows) else {
            return nobody();
        };
        let period = last.0 - first.0;
        if period < MIN_PERIOD_MILLIS {
            return nobody();
        }
        let late = EpochMillis(last.0 - period / 5);
        let mut firsts: BTreeMap<u32, EpochMillis> = BTreeMap::new();
        for row in self.rows.iter() {
            if let Some(time) = self.table.time(RowId(row as u32)) {
                let first = firsts.entry(principals.code(row)).or_insert(time);
                *first = time.min(*first);
            }
        }
        let new = firsts.into_iter().filter(|(_, first)| *first >= late);
        principals_with(principals, new.map(|(principal, _)| principal), None)
    }

    fn refused_texts(&self, min_calls: u32) -> Worked {
        let (principals, errors) = (self.texts(Column::Principal), self.texts(Column::ErrorCode));
        let is_refused =
            errors.codes_that(|cell| cell.as_text().is_some_and(|code| REFUSED_TEXTS.contains(&code)));
        let mut hours: HashMap<(u32, i64), u32> = HashMap::new();
        for row in self
            .rows
            .iter()
            .filter(|row| is_refused[errors.code(*row) as usize])
        {
            if let Some(time) = self.table.time(RowId(row as u32)) {
                let hour = time.0.div_euclid(HOUR_MILLIS);
                *hours.entry((principals.code(row), hour)).or_default() += 1;
            }
        }
        let bursts = sorted(hours)
            .into_iter()
            .filter(|(_, calls)| *calls >= min_calls)
            .map(|((principal, _), _)| principal);
        let codes = REFUSED_TEXTS.map(Cell::text).to_vec();
        principals_with(
            principals,
            bursts.collect::<BTreeSet<_>>(),
            Some(Filter::one_of(Column::ErrorCode, codes)),
        )
    }
}

/// The calls of these principals that pass a filter. Those without one are nobody in particular.
fn principals_with(
    principals: Texts<'_>,
    codes: impl IntoIterator<Item = u32>,
    which: Option<Filter>,
) -> Worked {
    let named = codes
        .into_iter()
        .filter(|code| matches!(principals.cell_of(*code), CellRef::Text(_)));
    let cells = cells(principals, named);
    if cells.is_empty() {
        return any_of(Vec::new(), []);
    }
    let names: Vec<Rc<str>> = cells.iter().filter_map(Cell::as_text).map(Rc::from).collect();
    let mut parts = vec![Filter::one_of(Column::Principal, cells)];
    parts.extend(which);
    any_of(vec![Filter::All(parts)], names)
}

/// Any of these, with their names; nothing when there are none.
fn any_of(mut filters: Vec<Filter>, names: impl IntoIterator<Item = Rc<str>>) -> Worked {
    let filter = match filters.len() {
        0 => None,
        1 => filters.pop(),
        _ => Some(Filter::Any(filters)),
    };
    Worked {
        filter,
        names: names.into_iter().take(MAX_NAMES).collect(),
    }
}

/// A map's pairs in the order of their keys, so that the same table always gives the same words.
fn sorted<K: Ord, V>(map: HashMap<K, V>) -> Vec<(K, V)> {
    let mut pairs: Vec<(K, V)> = map.into_iter().collect();
    pairs.sort_by(|(one, _), (two, _)| one.cmp(two));
    pairs
}

/// The first 24 bits of an IPv4 address, the first 48 of an IPv6 one; the two never meet.
fn network_of(address: &str) -> Option<u64> {
    Some(match address.parse().ok()? {
        IpAddr::V4(address) => u64::from(address.to_bits() >> 8),
        IpAddr::V6(address) => (1 << 63) | (address.to_bits() >> 80) as u64,
    })
}
