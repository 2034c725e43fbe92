//! The map of what is proved: for every account, Region and hour, whether the files that were delivered are there.
//!
//! Hours are those of delivery, in UTC: digests speak of nothing else.

use super::{Digest, FileName, Level, LineKind, NameKind, ProofLine, Verdict, chain::Chain};
use crate::base::EpochMillis;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, ops::Range, rc::Rc};

/// Milliseconds in one hour.
pub const HOUR_MILLIS: i64 = 3_600_000;

/// How far an hour is proved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// Something that was delivered is not there, or is not as delivered; or the digest is not there.
    Missing,
    /// Nothing loaded speaks of the whole hour.
    #[default]
    Unknown,
    /// Everything that digests name is there, as delivered.
    Present,
    /// Digests prove that nothing was delivered.
    Empty,
}

/// A row of the map.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowId {
    /// The account.
    pub account: Rc<str>,
    /// The Region.
    pub region: Rc<str>,
}

/// Hours by how far they are proved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofCounts {
    /// See [`Proof::Present`].
    pub present: u32,
    /// See [`Proof::Empty`].
    pub empty: u32,
    /// See [`Proof::Missing`].
    pub missing: u32,
    /// See [`Proof::Unknown`].
    pub unknown: u32,
}

/// One hour, or several together, of one row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageCell {
    /// The hours by how far they are proved.
    pub hours: ProofCounts,
    /// Log files that are there as delivered.
    pub num_present: u32,
    /// Log files that are named and not loaded.
    pub num_missing: u32,
    /// Log files that are not as delivered.
    pub num_altered: u32,
    /// Loaded log files that no valid digest speaks of, or whose hash is not known yet.
    pub num_unproved: u32,
    /// Log files with events more than an hour older than the digest's hour.
    pub num_late: u32,
}

/// The map: only hours of which something is known are held.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Coverage {
    rows: BTreeMap<RowId, BTreeMap<i64, Hour>>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Hour {
    cell: CoverageCell,
    /// Milliseconds of it that valid digests speak of.
    covered: i64,
    is_digest_missing: bool,
}

impl Hour {
    fn proof(&self) -> Proof {
        let cell = &self.cell;
        if self.is_digest_missing || cell.num_missing + cell.num_altered > 0 {
            Proof::Missing
        } else if self.covered < HOUR_MILLIS || cell.num_unproved > 0 {
            Proof::Unknown
        } else if cell.num_present > 0 {
            Proof::Present
        } else {
            Proof::Empty
        }
    }
}

impl ProofCounts {
    fn of(proof: Proof) -> Self {
        let mut counts = Self::default();
        *counts.get_mut(proof) = 1;
        counts
    }

    fn get_mut(&mut self, proof: Proof) -> &mut u32 {
        match proof {
            Proof::Missing => &mut self.missing,
            Proof::Unknown => &mut self.unknown,
            Proof::Present => &mut self.present,
            Proof::Empty => &mut self.empty,
        }
    }

    fn add(&mut self, other: Self) {
        self.present += other.present;
        self.empty += other.empty;
        self.missing += other.missing;
        self.unknown += other.unknown;
    }

    /// All hours.
    pub fn total(&self) -> u32 {
        self.present + self.empty + self.missing + self.unknown
    }

    /// What the hours come to together: the worst of them.
    pub fn proof(&self) -> Proof {
        if self.missing > 0 {
            Proof::Missing
        } else if self.unknown > 0 || self.total() == 0 {
            Proof::Unknown
        } else if self.present > 0 {
            Proof::Present
        } else {
            Proof::Empty
        }
    }
}

impl CoverageCell {
    fn add(&mut self, other: &Self) {
        self.hours.add(other.hours);
        self.num_present += other.num_present;
        self.num_missing += other.num_missing;
        self.num_altered += other.num_altered;
        self.num_unproved += other.num_unproved;
        self.num_late += other.num_late;
    }
}

impl Coverage {
    pub(super) fn new(lines: &[ProofLine], judged: &[(&Digest, Level)], chains: &[Chain]) -> Self {
        let mut map = Self::default();
        let mut spans = BTreeMap::<RowId, Vec<Range<i64>>>::new();
        for (digest, level) in judged {
            let name = FileName::parse(&digest.key);
            let Some(FileName {
                account,
                region,
                kind: NameKind::Digest {
                    is_backfill: false, ..
                },
                ..
            }) = name
            else {
                continue;
            };
            let row = RowId {
                account: account.into(),
                region: region.into(),
            };
            match level.verdict() {
                Verdict::Invalid => map.digest_missing(&row, digest.start, digest.end),
                _ => spans.entry(row).or_default().push(digest.start.0..digest.end.0),
            }
        }
        for chain in chains {
            let row = RowId {
                account: chain.id.account.clone(),
                region: chain.id.region.clone(),
            };
            for (from, to) in &chain.missing {
                map.digest_missing(&row, *from, *to);
            }
        }
        for (row, mut spans) in spans {
            spans.sort_by_key(|span| span.start);
            let mut done = i64::MIN;
            for span in spans {
                map.cover(&row, span.start.max(done)..span.end);
                done = done.max(span.end);
            }
        }
        for line in lines.iter().filter(|line| line.kind == LineKind::Log) {
            map.log(line);
        }
        for hour in map.rows.values_mut().flat_map(BTreeMap::values_mut) {
            hour.cell.hours = ProofCounts::of(hour.proof());
        }
        map
    }

    fn hour(&mut self, row: &RowId, at: i64) -> &mut Hour {
        self.rows
            .entry(row.clone())
            .or_default()
            .entry(at.div_euclid(HOUR_MILLIS))
            .or_default()
    }

    fn cover(&mut self, row: &RowId, span: Range<i64>) {
        let mut at = span.start;
        while at < span.end {
            let end = ((at.div_euclid(HOUR_MILLIS) + 1) * HOUR_MILLIS).min(span.end);
            self.hour(row, at).covered += end - at;
            at = end;
        }
    }

    fn digest_missing(&mut self, row: &RowId, from: EpochMillis, to: EpochMillis) {
        // A forged time must not fill the memory: no digest speaks of more than a day, no gap of more than seven years.
        let to = to.0.min(from.0 + 7 * 366 * 24 * HOUR_MILLIS);
        let mut at = from.0;
        while at < to {
            self.hour(row, at).is_digest_missing = true;
            at = (at.div_euclid(HOUR_MILLIS) + 1) * HOUR_MILLIS;
        }
    }

    fn log(&mut self, line: &ProofLine) {
        let Some(time) = line.time else { return };
        let row = RowId {
            account: line.account.clone(),
            region: line.region.clone(),
        };
        let cell = &mut self.hour(&row, time.0).cell;
        match line.level.verdict() {
            Verdict::Valid => cell.num_present += 1,
            Verdict::Missing => cell.num_missing += 1,
            Verdict::Invalid => cell.num_altered += 1,
            Verdict::NotValidated => cell.num_unproved += 1,
        }
        cell.num_late += u32::from(line.is_late);
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = &RowId> {
        self.rows.keys()
    }

    /// Begin of the first hour of which something is known, and end of the last.
    pub fn span(&self) -> Option<(EpochMillis, EpochMillis)> {
        let first = self.rows.values().filter_map(|hours| hours.keys().next()).min()?;
        let last = self
            .rows
            .values()
            .filter_map(|hours| hours.keys().next_back())
            .max()?;
        Some((
            EpochMillis(first * HOUR_MILLIS),
            EpochMillis((last + 1) * HOUR_MILLIS),
        ))
    }

    /// The hours of `[from, to)` of one row, together. Hours of which nothing is known count as unknown.
    pub fn cell(&self, row: &RowId, from: EpochMillis, to: EpochMillis) -> CoverageCell {
        let hours = from.0.div_euclid(HOUR_MILLIS)..(to.0 + HOUR_MILLIS - 1).div_euclid(HOUR_MILLIS);
        let mut sum = CoverageCell::default();
        let mut num_known = 0;
        for (_, hour) in self
            .rows
            .get(row)
            .into_iter()
            .flat_map(|known| known.range(hours.clone()))
        {
            sum.add(&hour.cell);
            num_known += 1;
        }
        sum.hours.unknown += (hours.end - hours.start).max(0) as u32 - num_known;
        sum
    }

    /// The hours that digests speak of; where there are none, all of which something is known.
    pub fn proof_span(&self) -> Option<(EpochMillis, EpochMillis)> {
        let hours = || self.rows.values().flatten();
        let proved = || {
            hours()
                .filter(|(_, hour)| hour.covered > 0 || hour.is_digest_missing)
                .map(|(at, _)| *at)
        };
        let (first, last) = (proved().min(), proved().max());
        match first.zip(last) {
            Some((first, last)) => Some((
                EpochMillis(first * HOUR_MILLIS),
                EpochMillis((last + 1) * HOUR_MILLIS),
            )),
            None => self.span(),
        }
    }

    /// Where a reviewer looks first, of one account or of all: the first hour in which something is missing; where
    /// nothing is, the newest hour that digests speak of; without digests, the newest of which something is known.
    pub fn first_to_see(&self, account: Option<&str>) -> Option<(&RowId, EpochMillis)> {
        let is_wanted = |row: &RowId| account.is_none_or(|account| *row.account == *account);
        let rows = || self.rows.iter().filter(|(row, _)| is_wanted(row));
        let hours = || rows().flat_map(|(row, hours)| hours.iter().map(move |(at, hour)| (*at, row, hour)));
        let missing = hours().filter(|(_, _, hour)| hour.proof() == Proof::Missing);
        let newest = |is_proof: bool| {
            hours()
                .filter(|(_, _, hour)| !is_proof || hour.covered > 0)
                .max_by_key(|(at, row, _)| (*at, std::cmp::Reverse(*row)))
        };
        let (at, row, _) = missing
            .min_by_key(|(at, row, _)| (*at, *row))
            .or_else(|| newest(true))
            .or_else(|| newest(false))?;
        Some((row, EpochMillis(at * HOUR_MILLIS)))
    }

    /// One row over the hours that digests speak of anywhere, and the hours outside of which a file is known.
    pub fn row_total(&self, row: &RowId) -> CoverageCell {
        let Some((from, to)) = self.proof_span() else {
            return CoverageCell::default();
        };
        let mut sum = self.cell(row, from, to);
        let is_outside = |at: i64| !(from.0..to.0).contains(&(at * HOUR_MILLIS));
        for (at, hour) in self.rows.get(row).into_iter().flatten() {
            if is_outside(*at) {
                sum.add(&hour.cell);
            }
        }
        sum
    }

    /// All rows together: what stands beside every "none found".
    pub fn total(&self) -> CoverageCell {
        let mut sum = CoverageCell::default();
        for row in self.rows.keys() {
            sum.add(&self.row_total(row));
        }
        sum
    }
}
