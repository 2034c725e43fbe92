//! What the name of a delivered file says: account, Region, time, and for a digest its trail.

use crate::base::EpochMillis;

/// The name of a file as CloudTrail delivers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName<'a> {
    /// The account whose calls it holds.
    pub account: &'a str,
    /// The Region's folder and part of the name.
    pub region: &'a str,
    /// When it was delivered; of a digest, the end of its hour.
    pub time: EpochMillis,
    /// Log or digest.
    pub kind: NameKind<'a>,
}

/// Log or digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind<'a> {
    /// A log file, an Insights file or a file of network activity.
    Log,
    /// A digest file.
    Digest {
        /// The trail's name.
        trail: &'a str,
        /// The trail's home Region.
        home: &'a str,
        /// Written later, for what was delivered late; such digests have a chain of their own.
        is_backfill: bool,
    },
}

impl<'a> FileName<'a> {
    /// Reads `ACCOUNT_CloudTrail_REGION_YYYYMMDDTHHmmZ_UNIQUE` and
    /// `ACCOUNT_CloudTrail-Digest_REGION_TRAIL_HOMEREGION_YYYYMMDDTHHmmssZ[_backfill]`, from a path or a stem.
    pub fn parse(path: &'a str) -> Option<Self> {
        let (account, rest) = stem(path).split_once('_')?;
        let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        let (kind, rest) = rest.split_once('_')?;
        let (region, rest) = rest.split_once('_')?;
        if !is_account || !kind.starts_with("CloudTrail") {
            return None;
        }
        if kind != "CloudTrail-Digest" {
            // Some delivered names have no line before the unique part.
            let time = compact_time(rest.get(..rest.find('Z')? + 1)?)?;
            return Some(Self {
                account,
                region,
                time,
                kind: NameKind::Log,
            });
        }
        let is_backfill = rest.ends_with("_backfill");
        let rest = rest.strip_suffix("_backfill").unwrap_or(rest);
        let (rest, time) = rest.rsplit_once('_')?;
        let (trail, home) = rest.rsplit_once('_')?;
        Some(Self {
            account,
            region,
            time: compact_time(time)?,
            kind: NameKind::Digest {
                trail,
                home,
                is_backfill,
            },
        })
    }
}

/// The name without folders and without what tells its packing, which changes on the way: `.json`, `.gz`, and the
/// number that a browser adds to a second copy.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let name = name.strip_suffix(".gz").unwrap_or(name);
    let name = name.strip_suffix(".json").unwrap_or(name);
    let numbered = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
    match numbered {
        Some((name, number)) if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => {
            let name = name.strip_suffix(".gz").unwrap_or(name);
            name.strip_suffix(".json").unwrap_or(name)
        }
        _ => name,
    }
}

/// Whether `path` ends with the whole object key.
pub(super) fn is_at(path: &str, key: &str) -> bool {
    let is_end = |path: &str, key: &str| {
        path.strip_suffix(key)
            .is_some_and(|front| front.is_empty() || front.ends_with('/'))
    };
    // A browser or a person may have unpacked it.
    is_end(path, key) || key.strip_suffix(".gz").is_some_and(|key| is_end(path, key))
}

/// `YYYYMMDDTHHmmZ` or `YYYYMMDDTHHmmssZ`.
fn compact_time(text: &str) -> Option<EpochMillis> {
    let (day, clock) = text.strip_suffix('Z')?.split_once('T')?;
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if day.len() != 8 || !matches!(clock.len(), 4 | 6) || !is_number(day) || !is_number(clock) {
        return None;
    }
    let second = if clock.len() == 6 { &clock[4..] } else { "00" };
    EpochMillis::parse(&format!(
        "{}-{}-{}T{}:{}:{second}Z",
        &day[..4],
        &day[4..6],
        &day[6..],
        &clock[..2],
        &clock[2..4]
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_logs_and_digests_are_read_whatever_the_trail_is_called() {
        let log = "a/111122223333_CloudTrail_eu-west-1_20261117T0155Z_AiyOfKM1tAFYA65r.json.gz";
        let read = FileName::parse(log).expect("a log");
        assert_eq!(
            (read.account, read.region, read.kind),
            ("111122223333", "eu-west-1", NameKind::Log)
        );
        assert_eq!(read.time.to_rfc3339(), "2026-11-17T01:55:00Z");
        assert!(
            FileName::parse("111122223333_CloudTrail_eu-west-1_20261117T0155ZAiyOfKM1tAFYA65r.json.gz")
                .is_some()
        );
        let digest = "111122223333_CloudTrail-Digest_eu-west-1_my_own_trail_us-east-1_20261117T063649Z_backfill.json.gz";
        let read = FileName::parse(digest).expect("a digest");
        let kind = NameKind::Digest {
            trail: "my_own_trail",
            home: "us-east-1",
            is_backfill: true,
        };
        assert_eq!(
            (read.kind, read.time.to_rfc3339().as_str()),
            (kind, "2026-11-17T06:36:49Z")
        );
        for other in [
            "notes.txt",
            "a_b_c_d.json",
            "111122223333_Config_eu-west-1_20261117T0155Z_x.json",
            "é_CloudTrail_é_é",
        ] {
            assert_eq!(FileName::parse(other), None, "{other}");
        }
    }

    #[test]
    fn packing_and_copies_do_not_change_a_name() {
        for path in [
            "x.json.gz",
            "x.json",
            "a/b/x",
            "x.json (2).gz",
            "x (1).json.gz",
            "z.zip!/a\\x.json.gz",
        ] {
            assert_eq!(stem(path), "x", "{path}");
        }
        assert_eq!(stem("x (y).json"), "x (y)");
        assert!(is_at("bucket/a/b.json.gz", "a/b.json.gz") && is_at("a/b.json", "a/b.json.gz"));
        assert!(!is_at("ba/b.json.gz", "a/b.json.gz"));
    }
}
