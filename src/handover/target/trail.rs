//! Where the whole trail is, and which part of it a filter asks for.

use super::Target;
use crate::{
    base::{EpochMillis, time::DAY_MILLIS},
    query::{Field, Filter, Op, Test},
    store::{Cell, Column},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Where the whole trail is, as the person says it. An empty text was not filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailPlace {
    /// The bucket's name.
    pub bucket: String,
    /// The prefix before `AWSLogs`.
    pub prefix: String,
    /// Account IDs, separated by commas or spaces.
    pub accounts: String,
    /// Regions, separated likewise.
    pub regions: String,
    /// The organization's ID, of an organization trail.
    pub organization: String,
    /// The event data store of CloudTrail Lake.
    pub store: String,
    /// The log group in CloudWatch Logs.
    pub log_group: String,
}

/// A part of a [`TrailPlace`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceField {
    /// See [`TrailPlace::bucket`].
    Bucket,
    /// See [`TrailPlace::prefix`].
    Prefix,
    /// See [`TrailPlace::accounts`].
    Accounts,
    /// See [`TrailPlace::regions`].
    Regions,
    /// See [`TrailPlace::organization`].
    Organization,
    /// See [`TrailPlace::store`].
    Store,
    /// See [`TrailPlace::log_group`].
    LogGroup,
}

impl PlaceField {
    /// What a target needs to know; the rest would only be asked for.
    pub fn of(target: Target) -> &'static [Self] {
        match target {
            Target::Lake => &[Self::Store],
            Target::Insights => &[Self::LogGroup],
            Target::DuckDb | Target::Jq => &[],
            Target::Athena | Target::AwsCli => &[
                Self::Bucket,
                Self::Prefix,
                Self::Accounts,
                Self::Regions,
                Self::Organization,
            ],
        }
    }

    /// The part.
    pub fn get(self, place: &mut TrailPlace) -> &mut String {
        match self {
            Self::Bucket => &mut place.bucket,
            Self::Prefix => &mut place.prefix,
            Self::Accounts => &mut place.accounts,
            Self::Regions => &mut place.regions,
            Self::Organization => &mut place.organization,
            Self::Store => &mut place.store,
            Self::LogGroup => &mut place.log_group,
        }
    }
}

/// Regions in which Amazon Comprehend Medical is offered; AWS General Reference, "Amazon Comprehend Medical endpoints".
const REGIONS: [&str; 7] = [
    "us-east-1",
    "us-east-2",
    "us-west-2",
    "ca-central-1",
    "eu-west-1",
    "eu-west-2",
    "ap-southeast-2",
];

impl TrailPlace {
    /// The accounts, or a name to fill in.
    pub(super) fn account_list(&self) -> Vec<&str> {
        or_placeholder(words(&self.accounts), "ACCOUNT_ID")
    }

    /// The Regions, or those of the service.
    pub(super) fn region_list(&self) -> Vec<&str> {
        let regions = words(&self.regions);
        if regions.is_empty() {
            REGIONS.to_vec()
        } else {
            regions
        }
    }

    /// `s3://bucket/prefix/AWSLogs/`, with the organization.
    pub(super) fn logs(&self) -> String {
        let bucket = or_name(&self.bucket, "BUCKET");
        let prefix = self.prefix.trim().trim_matches('/');
        let mut logs = format!("s3://{bucket}/");
        if !prefix.is_empty() {
            logs.push_str(prefix);
            logs.push('/');
        }
        logs.push_str("AWSLogs/");
        let organization = self.organization.trim().trim_matches('/');
        if !organization.is_empty() {
            logs.push_str(organization);
            logs.push('/');
        }
        logs
    }

    /// The folder that the fetched files are in.
    pub(super) fn folder(&self) -> &'static str {
        "trail"
    }

    /// The event data store; an id of other characters would be more than an id in a query.
    pub(super) fn store_id(&self) -> &str {
        let id = self.store.trim();
        let id = id.rsplit('/').next().unwrap_or(id);
        let is_id = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if is_id { id } else { "EVENT_DATA_STORE_ID" }
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split([',', ';', ' ', '\n', '\t'])
        .filter(|word| !word.is_empty())
        .collect()
}

fn or_placeholder<'a>(words: Vec<&'a str>, placeholder: &'a str) -> Vec<&'a str> {
    if words.is_empty() {
        vec![placeholder]
    } else {
        words
    }
}

fn or_name<'a>(text: &'a str, placeholder: &'a str) -> &'a str {
    let text = text.trim().trim_start_matches("s3://").trim_matches('/');
    if text.is_empty() { placeholder } else { text }
}

/// What the paths of files say of where they came from. A part that they do not say stays empty; bucket and prefix are
/// only guessed from the folders above `AWSLogs`.
pub fn guess_place<'a>(paths: impl IntoIterator<Item = &'a str>) -> TrailPlace {
    let (mut accounts, mut regions) = (BTreeSet::new(), BTreeSet::new());
    let mut place = TrailPlace::default();
    for path in paths {
        let parts: Vec<&str> = path.split(['/', '\\']).collect();
        if let Some(at) = parts.iter().position(|part| *part == "AWSLogs") {
            let mut rest = &parts[at + 1..];
            if let Some((first, after)) = rest.split_first().filter(|(first, _)| first.starts_with("o-")) {
                place.organization = (*first).to_owned();
                rest = after;
            }
            if let [account, _, region, ..] = rest
                && is_account(account)
            {
                accounts.insert(*account);
                regions.extend(Some(*region).filter(|region| is_region(region)));
            }
            if place.bucket.is_empty()
                && let Some((bucket, prefix)) = parts[..at].split_first().filter(|(name, _)| is_bucket(name))
            {
                place.bucket = (*bucket).to_owned();
                place.prefix = prefix.join("/");
            }
        }
        // 111122223333_CloudTrail_us-east-1_20260801T0000Z_Ab12.json.gz
        let name: Vec<&str> = parts.last().map_or(Vec::new(), |name| name.split('_').collect());
        if let [account, "CloudTrail", region, ..] = name[..]
            && is_account(account)
        {
            accounts.insert(account);
            regions.extend(Some(region).filter(|region| is_region(region)));
        }
    }
    let join = |set: BTreeSet<&str>| set.into_iter().collect::<Vec<_>>().join(", ");
    place.accounts = join(accounts);
    place.regions = join(regions);
    place
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_region(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    parts.len() >= 3
        && text.len() <= 20
        && parts
            .last()
            .is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()) && !last.is_empty())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Amazon S3 User Guide, "Bucket naming rules".
fn is_bucket(text: &str) -> bool {
    (3..=63).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte))
}

/// What of a filter says where in the trail to look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    pub from: Option<i64>,
    pub until: Option<i64>,
    pub regions: Option<Vec<String>>,
}

/// The bounds that every call of `filter` is in.
pub(super) fn bounds(filter: &Filter) -> Bounds {
    let mut bounds = Bounds::default();
    add_bounds(filter, &mut bounds);
    bounds
}

fn add_bounds(filter: &Filter, bounds: &mut Bounds) {
    match filter {
        Filter::All(parts) => parts.iter().for_each(|part| add_bounds(part, bounds)),
        Filter::Test(Test {
            field: Field::Column(Column::Time),
            op: Op::During(from, until),
        }) => {
            bounds.from = bounds.from.max(from.map(|time| time.0));
            let until = until.map(|time| time.0);
            bounds.until = match (bounds.until, until) {
                (Some(one), Some(two)) => Some(one.min(two)),
                (one, two) => one.or(two),
            };
        }
        Filter::Test(Test {
            field: Field::Column(Column::Region),
            op: Op::OneOf(cells),
        }) if cells.iter().all(|cell| matches!(cell, Cell::Text(_))) => {
            let regions: Vec<String> = cells
                .iter()
                .filter_map(Cell::as_text)
                .map(str::to_owned)
                .collect();
            bounds.regions = Some(match bounds.regions.take() {
                Some(before) => before
                    .into_iter()
                    .filter(|region| regions.contains(region))
                    .collect(),
                None => regions,
            });
        }
        _ => {}
    }
}

impl Bounds {
    /// The first and last day on which files with such calls are delivered, as `2026/08/01`. A file is delivered after
    /// its calls, so the day after the last call counts too.
    pub(super) fn days(&self) -> (Option<String>, Option<String>) {
        let day = |millis: i64| moment(millis)[..10].replace('-', "/");
        let last = self
            .until
            .map(|until| until.saturating_sub(1).saturating_add(DAY_MILLIS));
        (self.from.map(day), last.map(day))
    }

    /// The Regions asked for, of those of the trail.
    pub(super) fn regions<'a>(&'a self, place: &'a TrailPlace) -> Vec<&'a str> {
        match &self.regions {
            Some(regions) if !regions.is_empty() => regions.iter().map(String::as_str).collect(),
            _ => place.region_list(),
        }
    }
}

/// A moment as CloudTrail writes it; what lies beyond the years 0 to 9999 as their ends.
pub(super) fn moment(millis: i64) -> String {
    const YEARS: (i64, i64) = (-62_167_219_200_000, 253_402_300_799_999);
    EpochMillis(millis.clamp(YEARS.0, YEARS.1)).to_rfc3339()
}

/// The whole second at or after a moment: times of calls are whole seconds, and are compared as texts.
pub(super) fn whole_second(millis: i64) -> i64 {
    let second = millis
        .div_euclid(1000)
        .saturating_add(i64::from(millis.rem_euclid(1000) != 0));
    second.saturating_mul(1000)
}
