//! The part of the coverage map that is on screen.

use crate::{
    base::{EpochMillis, time::DAY_MILLIS},
    integrity::{Coverage, RowId},
    protocol::integrity::{CoverageMap, IntegrityWish, Zoom},
};
use std::{collections::BTreeSet, rc::Rc};

const HOUR_MILLIS: i64 = DAY_MILLIS / 24;

/// A span of at most so many days is shown by hours when nothing was chosen.
const FEW_DAYS: i64 = 3;

/// The map of the account, and of the day or month that is wished for.
pub(super) fn coverage_map(coverage: &Coverage, wish: &IntegrityWish) -> CoverageMap {
    let accounts: BTreeSet<Rc<str>> = coverage.rows().map(|row| row.account.clone()).collect();
    let account = wish
        .account
        .as_deref()
        .filter(|account| accounts.contains(*account));
    let Some((span, (first, first_at))) = coverage.span().zip(coverage.first_to_see(account)) else {
        return CoverageMap::default();
    };
    let account = first.account.clone();
    let proved = coverage.proof_span().unwrap_or(span);
    let is_short = proved.1.0 - proved.0.0 <= FEW_DAYS * DAY_MILLIS;
    let zoom = wish
        .zoom
        .unwrap_or(if is_short { Zoom::Hours } else { Zoom::Days });
    let at = wish
        .at
        .unwrap_or(first_at)
        .clamp(span.0, EpochMillis(span.1.0 - 1));
    let columns = columns(zoom, at);
    let cells = |row: &RowId| {
        let cell = |pair: &[EpochMillis]| coverage.cell(row, pair[0], pair[1]);
        (row.region.clone(), columns.windows(2).map(cell).collect())
    };
    CoverageMap {
        rows: coverage
            .rows()
            .filter(|row| row.account == account)
            .map(cells)
            .collect(),
        accounts: accounts.into_iter().collect(),
        account,
        zoom,
        columns,
        span: Some(span),
        total: coverage.total(),
    }
}

/// The begin of each hour of the day of `at`, or of each day of its month, and the end of the last.
fn columns(zoom: Zoom, at: EpochMillis) -> Vec<EpochMillis> {
    let day = at.0.div_euclid(DAY_MILLIS) * DAY_MILLIS;
    match zoom {
        Zoom::Hours => (0..=24)
            .map(|hour| EpochMillis(day + hour * HOUR_MILLIS))
            .collect(),
        Zoom::Days => {
            let month = |day: i64| EpochMillis(day).to_day().get(..7).map(str::to_owned);
            let this = month(day);
            let day_of_month = EpochMillis(day)
                .to_day()
                .get(8..)
                .and_then(|text| text.parse::<i64>().ok())
                .unwrap_or(1);
            let first = day - (day_of_month - 1) * DAY_MILLIS;
            let days = (0..).map(|number| first + number * DAY_MILLIS);
            let mut columns: Vec<_> = days
                .take_while(|day| month(*day) == this)
                .map(EpochMillis)
                .collect();
            columns.push(EpochMillis(first + columns.len() as i64 * DAY_MILLIS));
            columns
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_its_days_and_a_day_its_hours() {
        let at = EpochMillis::parse("2024-02-17T13:30:00Z").expect("a time");
        let days = columns(Zoom::Days, at);
        let ends = [days[0], days[days.len() - 1]].map(EpochMillis::to_rfc3339);
        assert_eq!(
            (days.len(), ends),
            (
                30,
                ["2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z"].map(String::from)
            )
        );
        let hours = columns(Zoom::Hours, at);
        let ends = [hours[0], hours[24]].map(EpochMillis::to_rfc3339);
        assert_eq!(
            ends,
            ["2024-02-17T00:00:00Z", "2024-02-18T00:00:00Z"].map(String::from)
        );
    }
}
