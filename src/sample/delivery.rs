//! Puts records into files, as CloudTrail delivers them to S3.

use super::{
    SampleFile,
    calls::{denied_call, medical_call},
    days::{Span, spans},
    gzip::gzip,
    jobs::Jobs,
    json::object,
    neighbours::neighbour_call,
    people::ACCOUNT,
    plan::Plan,
    random::Random,
    record::{Written, write_record},
    truth::{Counting, Truth},
};
use crate::base::{EpochMillis, time::DAY_MILLIS};

/// Regions, and of ten files how many are theirs.
const REGIONS: [(&str, u64); 2] = [("us-east-1", 7), ("us-west-2", 3)];

/// The night of denied calls is that before the plan's last day but one, at 02:10.
const BURST_AT_MILLIS: i64 = 130 * 60_000;
const BURST_LEN_MILLIS: i64 = 25 * 60_000;

/// The files of `plan`, and what is in them.
pub(super) fn deliver(plan: &Plan) -> (Vec<SampleFile>, Truth) {
    let mut delivery = Delivery {
        random: Random::new(plan.seed),
        files: Vec::new(),
        counting: Counting::default(),
    };
    let mut left = plan.num_files;
    for (index, (region, tenths)) in REGIONS.iter().enumerate() {
        let is_last = index + 1 == REGIONS.len();
        let num = if is_last {
            left
        } else {
            (u64::from(plan.num_files) * tenths).div_ceil(10) as u32
        };
        left -= num;
        delivery.region(plan, region, num);
    }
    (delivery.files, delivery.counting.finish())
}

struct Delivery {
    random: Random,
    files: Vec<SampleFile>,
    counting: Counting,
}

impl Delivery {
    fn region(&mut self, plan: &Plan, region: &str, num_files: u32) {
        let has_extras = plan.has_extras && region == REGIONS[0].0 && num_files > 8;
        let mut spans = spans(plan.start, plan.days, num_files);
        let burst = has_extras.then(|| make_burst(plan, &mut spans));
        let (mut jobs, mut before) = (Jobs::default(), Vec::new());
        for (index, span) in spans.into_iter().enumerate() {
            let num_denied = if burst == Some(index) {
                2 * plan.records_per_file
            } else {
                0
            };
            let records = self.records(plan, region, span, num_denied, &mut jobs);
            match index {
                // A browser that saves a file may unpack it, and keep or drop the ending.
                5 if has_extras => self.file(region, span, &records, |json| json, ".json"),
                _ => self.file(region, span, &records, |json| gzip(&json), ".json.gz"),
            }
            if has_extras && index == 3 {
                // Delivered again, with the last records of the file before.
                let half = &before[before.len() / 2..];
                let again: Vec<_> = records.iter().chain(half).cloned().collect();
                self.file(region, span, &again, |json| gzip(&json), ".json.gz");
            }
            if has_extras && index == 7 {
                self.file(region, span, &records, |json| gzip(&json), ".json.gz");
            }
            before = records;
        }
        if has_extras {
            self.digest(plan, region);
        }
    }

    /// The records of one file. They happen in order, and are written in none.
    fn records(
        &mut self,
        plan: &Plan,
        region: &str,
        span: Span,
        num_denied: u32,
        jobs: &mut Jobs,
    ) -> Vec<Written> {
        let random = &mut self.random;
        let average = u64::from(plan.records_per_file);
        let num = (average / 2 + random.below(average + 1)).max(1) + u64::from(num_denied);
        let mut offsets: Vec<_> = (0..num)
            .map(|_| random.below(span.len_millis as u64 / 1000))
            .collect();
        offsets.sort_unstable();
        let medical_per_mille = (plan.medical_share * 1000.0) as u64;
        let mut denied_left = u64::from(num_denied);
        let mut records = Vec::with_capacity(num as usize);
        for (index, seconds) in offsets.into_iter().enumerate() {
            let draft = if random.below(num - index as u64) < denied_left {
                denied_left -= 1;
                denied_call(random)
            } else if random.below(1000) < medical_per_mille {
                medical_call(span.hour(), region, jobs, random)
            } else {
                neighbour_call(random)
            };
            let at = EpochMillis(span.start.0 + seconds as i64 * 1000);
            records.push(write_record(draft, at, region, random));
        }
        random.shuffle(&mut records);
        records
    }

    fn file(
        &mut self,
        region: &str,
        span: Span,
        records: &[Written],
        pack: impl Fn(Vec<u8>) -> Vec<u8>,
        ending: &str,
    ) {
        let len = records.iter().map(|record| record.json.len() + 1).sum::<usize>();
        let mut json = String::with_capacity(len + 16);
        json.push_str("{\"Records\":[");
        for (index, record) in records.iter().enumerate() {
            if index > 0 {
                json.push(',');
            }
            json.push_str(&record.json);
        }
        json.push_str("]}");
        self.counting.file(records);
        // Delivered some minutes after the last of its events.
        let delivered = span.start.0 + span.len_millis + 60_000 + self.random.below(240) as i64 * 1000;
        let stamp = compact(EpochMillis(delivered));
        let unique = self.random.text(
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
            16,
        );
        let path = format!(
            "{}{ACCOUNT}_CloudTrail_{region}_{}Z_{unique}{ending}",
            folder("CloudTrail", region, EpochMillis(delivered)),
            &stamp[..13]
        );
        self.files.push(SampleFile {
            path,
            bytes: pack(json.into_bytes()),
        });
    }

    /// The digest of an hour in which nothing was delivered, the first of its chain: it names no files.
    fn digest(&mut self, plan: &Plan, region: &str) {
        let (start, end) = (
            EpochMillis(plan.start.0 - 2 * 3_600_000),
            EpochMillis(plan.start.0 - 3_600_000),
        );
        let name = format!(
            "{}{ACCOUNT}_CloudTrail-Digest_{region}_sample-trail_{region}_{}Z.json.gz",
            folder("CloudTrail-Digest", region, end),
            compact(end)
        );
        let json = object(|json| {
            json.text("awsAccountId", ACCOUNT);
            json.text("digestStartTime", &start.to_rfc3339());
            json.text("digestEndTime", &end.to_rfc3339());
            json.text("digestS3Bucket", "sample-trail-example");
            json.text("digestS3Object", &name);
            json.text("digestPublicKeyFingerprint", "00000000000000000000000000000000");
            json.text("digestSignatureAlgorithm", "SHA256withRSA");
            let absent = [
                "newestEventTime",
                "oldestEventTime",
                "previousDigestS3Bucket",
                "previousDigestS3Object",
                "previousDigestHashValue",
                "previousDigestHashAlgorithm",
                "previousDigestSignature",
            ];
            absent.iter().for_each(|key| json.json(key, "null"));
            json.json("logFiles", "[]");
        });
        self.counting.digest();
        self.files.push(SampleFile {
            path: name,
            bytes: gzip(json.as_bytes()),
        });
    }
}

/// Makes the span nearest to the night of denied calls that night's, and says which it is.
fn make_burst(plan: &Plan, spans: &mut [Span]) -> usize {
    let night = i64::from(plan.days.saturating_sub(2)) * DAY_MILLIS;
    let at = EpochMillis(plan.start.0 + night + BURST_AT_MILLIS);
    let after = spans.partition_point(|span| span.start < at);
    let nearest = after.min(spans.len() - 1);
    spans[nearest] = Span {
        start: at,
        len_millis: BURST_LEN_MILLIS,
    };
    nearest
}

/// `20261027T201000`.
fn compact(at: EpochMillis) -> String {
    at.to_rfc3339().replace(['-', ':', 'Z'], "")
}

fn folder(kind: &str, region: &str, at: EpochMillis) -> String {
    format!(
        "AWSLogs/{ACCOUNT}/{kind}/{region}/{}/",
        at.to_day().replace('-', "/")
    )
}
