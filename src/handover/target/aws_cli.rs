//! The AWS command line: fetches just the files that may hold the calls, or asks Event history for them.
//!
//! AWS CLI Command Reference, `s3 sync` and `cloudtrail lookup-events`.

use super::{
    Purpose, Statement, Wish, jq,
    trail::{self, Bounds},
    why::{LeftOut, Why},
};
use crate::{
    base::{EpochMillis, time::DAY_MILLIS},
    query::{Filter, language},
};

/// A longer range is fetched by months, a still longer one whole.
const MAX_DAYS: i64 = 31;
const MAX_MONTHS: usize = 24;

pub(super) fn write(wish: &Wish) -> (Vec<Statement>, Vec<LeftOut>) {
    let bounds = trail::bounds(&wish.filter);
    let mut left_out = Vec::new();
    for part in unfetched(&wish.filter) {
        left_out.push(LeftOut {
            test: language::print(part),
            why: Why::Fetched,
        });
    }
    let statements = vec![
        Statement::new(Purpose::Fetch, fetch(wish, &bounds)),
        Statement::new(Purpose::LookUp, look_up(wish, &bounds)),
    ];
    (statements, left_out)
}

/// The parts of the filter that do not say which files to fetch.
fn unfetched(filter: &Filter) -> Vec<&Filter> {
    match filter {
        Filter::All(parts) => parts.iter().flat_map(unfetched).collect(),
        part if trail::bounds(part) == Bounds::default() => vec![part],
        _ => Vec::new(),
    }
}

fn fetch(wish: &Wish, bounds: &Bounds) -> String {
    let (logs, folder) = (wish.place.logs(), wish.place.folder());
    let mut text = String::new();
    if bounds.from.is_none() || bounds.until.is_none() {
        text.push_str("# Add a time range to the filter to fetch less of the bucket.\n");
    }
    for account in wish.place.account_list() {
        for region in bounds.regions(&wish.place) {
            for span in spans(bounds) {
                let path = format!("{account}/CloudTrail/{region}/{span}");
                text.push_str(&format!(
                    "aws s3 sync {} {}\n",
                    shell_quoted(&format!("{logs}{path}")),
                    shell_quoted(&format!("{folder}/{path}")),
                ));
            }
        }
    }
    text
}

/// The folders of delivery days: each day of a short range, each month of a longer one, else all.
fn spans(bounds: &Bounds) -> Vec<String> {
    let (Some(from), Some(until)) = (bounds.from, bounds.until) else {
        return vec![String::new()];
    };
    let (first, last) = (
        from.div_euclid(DAY_MILLIS),
        (until - 1).div_euclid(DAY_MILLIS) + 1,
    );
    let day = |day: i64| trail::moment(day.saturating_mul(DAY_MILLIS))[..10].replace('-', "/");
    if last < first {
        return Vec::new();
    }
    if last - first < MAX_DAYS {
        return (first..=last).map(|number| format!("{}/", day(number))).collect();
    }
    let mut months: Vec<String> = Vec::new();
    let mut number = first;
    while number <= last && months.len() <= MAX_MONTHS {
        let month = format!("{}/", &day(number)[..7]);
        if months.last() != Some(&month) {
            months.push(month);
        }
        number += 28;
    }
    let last_month = format!("{}/", &day(last)[..7]);
    if months.last() != Some(&last_month) {
        months.push(last_month);
    }
    if months.len() > MAX_MONTHS {
        vec![String::new()]
    } else {
        months
    }
}

fn look_up(wish: &Wish, bounds: &Bounds) -> String {
    let (program, _) = jq::program(wish, ".Events[].CloudTrailEvent | fromjson");
    let attribute = wish.source.as_ref().map_or(String::new(), |source| {
        format!(
            " --lookup-attributes {}",
            shell_quoted(&format!("AttributeKey=EventSource,AttributeValue={source}"))
        )
    });
    let time = |name: &str, millis: Option<i64>| {
        millis.map_or(String::new(), |millis| {
            let moment = EpochMillis(trail::whole_second(millis)).0;
            format!(" --{name} {}", trail::moment(moment))
        })
    };
    let mut text = String::from(
        "# Event history holds management events of the last 90 days, of the account you are signed in to.\n",
    );
    for region in bounds.regions(&wish.place) {
        text.push_str(&format!(
            "aws cloudtrail lookup-events --region {}{attribute}{}{} --output json |\n  jq -c '{program}'\n",
            shell_quoted(region),
            time("start-time", bounds.from),
            time("end-time", bounds.until),
        ));
    }
    text
}

/// A word of the shell.
pub(super) fn shell_quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}
