//! The commands with which a person fetches digests, keys and signatures personally.

use super::{Level, LineKind, ProofLine, RowId, Validation, stem};
use crate::base::{EpochMillis, time::DAY_MILLIS};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, rc::Rc};

/// Commands for a shell, filled with what the loaded files say; capital words stand for what they do not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commands {
    /// Gets the digest files.
    pub digests: Vec<Rc<str>>,
    /// Gets the signature of the newest digest of each chain.
    pub signatures: Vec<Rc<str>>,
    /// Gets the public keys.
    pub keys: Vec<Rc<str>>,
    /// Gets log files that are named and not loaded.
    pub logs: Vec<Rc<str>>,
}

/// More commands than this help nobody.
const MAX_COMMANDS: usize = 12;

/// Where, for which files and from when until when.
struct Place<'a> {
    bucket: &'a str,
    /// Up to `AWSLogs/…/ACCOUNT/`.
    front: &'a str,
    region: &'a str,
}

impl Commands {
    /// For the files of `lines` that were delivered in `[from, to)`; without `span` for all.
    pub fn new<'a>(
        lines: impl Iterator<Item = &'a ProofLine>,
        span: Option<(EpochMillis, EpochMillis)>,
    ) -> Self {
        let mut commands = Self::default();
        let mut regions = BTreeMap::<Rc<str>, (EpochMillis, EpochMillis)>::new();
        for line in lines {
            let is_within = |time: EpochMillis| span.is_none_or(|(from, to)| (from..to).contains(&time));
            let Some(time) = line.time.filter(|time| is_within(*time)) else {
                continue;
            };
            let (first, last) = regions.entry(line.region.clone()).or_insert((time, time));
            (*first, *last) = ((*first).min(time), (*last).max(time));
            let key = line
                .address
                .as_ref()
                .map(|(_, key)| &**key)
                .or(line.path.as_deref());
            let Some(place) = key.and_then(|key| Place::of(line, key)) else {
                continue;
            };
            add(&mut commands.digests, || {
                place.sync("CloudTrail-Digest", "digest", time)
            });
            if line.kind == LineKind::Log && line.level == Level::NotLoaded {
                add(&mut commands.logs, || place.sync("CloudTrail", "logs", time));
            }
            // Nothing later holds the newest digest's signature.
            if let (LineKind::Digest, Level::Unconfirmed, Some((bucket, key))) =
                (line.kind, line.level, &line.address)
            {
                add(&mut commands.signatures, || head_object(bucket, key));
            }
        }
        for (region, (first, last)) in regions {
            // Keys are valid for weeks; a day on either side finds those of the edges.
            let (from, to) = (
                EpochMillis(first.0 - DAY_MILLIS),
                EpochMillis(last.0 + DAY_MILLIS),
            );
            add(&mut commands.keys, || list_public_keys(&region, from, to));
        }
        if commands.digests.is_empty() {
            let place = Place {
                bucket: "BUCKET",
                front: "AWSLogs/ACCOUNT/",
                region: "REGION",
            };
            commands
                .digests
                .push(sync(&place, "CloudTrail-Digest", "YYYY/MM/", "digest").into());
        }
        if commands.signatures.is_empty() {
            commands.signatures.push(head_object("BUCKET", "KEY").into());
        }
        if commands.keys.is_empty() {
            commands.keys.push("aws cloudtrail list-public-keys --region REGION --start-time YYYY-MM-DDThh:mm:ssZ --end-time YYYY-MM-DDThh:mm:ssZ --output json > keys-REGION.json".into());
        }
        commands
    }

    /// For the hours `[from, to)` of one row of the map, whatever is loaded of them.
    pub fn of_cell(validation: &Validation, row: &RowId, from: EpochMillis, to: EpochMillis) -> Self {
        let is_of_row = |line: &&ProofLine| line.account == row.account && line.region == row.region;
        let mut commands = Self::default();
        let place = validation.lines.iter().filter(is_of_row).find_map(|line| {
            let key = line
                .address
                .as_ref()
                .map(|(_, key)| &**key)
                .or(line.path.as_deref())?;
            Place::of(line, key)
        });
        for day in (from.0.div_euclid(DAY_MILLIS)..)
            .map(|day| EpochMillis(day * DAY_MILLIS))
            .take_while(|day| *day < to)
        {
            if let Some(place) = &place {
                let days = day.to_day().replace('-', "/");
                add(&mut commands.digests, || {
                    sync(place, "CloudTrail-Digest", &days, "digest")
                });
                add(&mut commands.logs, || sync(place, "CloudTrail", &days, "logs"));
            }
        }
        commands.keys.push(list_public_keys(&row.region, from, to).into());
        for line in validation.lines.iter().filter(is_of_row) {
            let is_within = line.time.is_some_and(|time| (from..=to).contains(&time));
            if let (true, Level::Unconfirmed, Some((bucket, key))) = (is_within, line.level, &line.address) {
                add(&mut commands.signatures, || head_object(bucket, key));
            }
        }
        commands
    }

    /// For everything that was judged.
    pub fn of(validation: &Validation) -> Self {
        // A single old log must not widen the time for which keys are asked.
        let has_digests = validation.lines.iter().any(|line| line.kind == LineKind::Digest);
        let is_of_use = |line: &&ProofLine| {
            !has_digests || line.kind == LineKind::Digest || line.level == Level::NotLoaded
        };
        Self::new(validation.lines.iter().filter(is_of_use), None)
    }
}

fn add(commands: &mut Vec<Rc<str>>, command: impl FnOnce() -> String) {
    if commands.len() < MAX_COMMANDS {
        let command = command();
        if !commands.iter().any(|known| **known == command) {
            commands.push(command.into());
        }
    }
}

impl<'a> Place<'a> {
    /// From an object's key, or from the path of a dropped file.
    fn of(line: &'a ProofLine, path: &'a str) -> Option<Self> {
        let logs = path.find("AWSLogs/")?;
        let end = ["/CloudTrail/", "/CloudTrail-Digest/"]
            .iter()
            .find_map(|folder| path.find(folder))?;
        let bucket = match &line.address {
            Some((bucket, _)) => bucket,
            // The folder that was dropped is often the bucket's, with or without a prefix behind it.
            None => path[..logs]
                .trim_end_matches('/')
                .rsplit('/')
                .next()
                .filter(|name| !name.is_empty())
                .unwrap_or("BUCKET"),
        };
        let from = if line.address.is_some() { 0 } else { logs };
        Some(Self {
            bucket,
            front: path.get(from..=end)?,
            region: &line.region,
        })
    }

    fn sync(&self, folder: &str, into: &str, time: EpochMillis) -> String {
        let day = time.to_day().replace('-', "/");
        let month = day.get(..8).unwrap_or("");
        sync(self, folder, if into == "digest" { month } else { &day }, into)
    }
}

fn sync(place: &Place<'_>, folder: &str, days: &str, into: &str) -> String {
    let Place {
        bucket,
        front,
        region,
    } = place;
    let from = format!("s3://{bucket}/{front}{folder}/{region}/{days}");
    let from = format!("{}/", from.trim_end_matches('/'));
    let to = format!("./{into}/{region}/{days}");
    format!(
        "aws s3 sync {} {}/",
        quoted(&from),
        quoted(to.trim_end_matches('/'))
    )
}

fn head_object(bucket: &str, key: &str) -> String {
    let file = format!("{}.json.metadata.json", stem(key));
    format!(
        "aws s3api head-object --bucket {} --key {} --query Metadata --output json > {}",
        quoted(bucket),
        quoted(key),
        quoted(&file)
    )
}

fn list_public_keys(region: &str, from: EpochMillis, to: EpochMillis) -> String {
    let file = format!("keys-{region}.json");
    format!(
        "aws cloudtrail list-public-keys --region {} --start-time {} --end-time {} --output json > {}",
        quoted(region),
        from.to_rfc3339(),
        to.to_rfc3339(),
        quoted(&file)
    )
}

/// For a POSIX shell. Names come from files that others wrote: nothing in them may act.
fn quoted(word: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:=@+".contains(&byte);
    if !word.is_empty() && word.bytes().all(is_plain) && !word.starts_with('-') {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_of_a_file_acts_in_a_shell() {
        assert_eq!(quoted("a-b_c.d/e"), "a-b_c.d/e");
        assert_eq!(
            quoted("a b; rm -rf ~ 'x' $(y)"),
            "'a b; rm -rf ~ '\\''x'\\'' $(y)'"
        );
        assert_eq!(quoted("--help"), "'--help'");
        assert_eq!(quoted(""), "''");
    }
}
