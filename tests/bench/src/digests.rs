//! Digests of a data set, as CloudTrail delivers them: what each log's hash must be.

use crate::data::files;
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
};

/// Logs that one digest names.
const LOGS: usize = 100;

/// The digests of a data set.
pub(crate) struct Digests {
    /// They lie here, beside the folder of the logs.
    pub(crate) folder: PathBuf,
    /// Their bytes after inflating.
    pub(crate) bytes: u64,
}

impl Digests {
    /// Those of the logs in a folder, which are written anew.
    pub(crate) fn of(logs: &Path) -> Self {
        let folder = logs.with_file_name("digests");
        fs::create_dir_all(&folder).expect("the build folder can be written");
        let mut bytes = 0;
        for (number, group) in files(logs).chunks(LOGS).enumerate() {
            let named: Vec<Value> = group.iter().map(|log| entry(logs, log)).collect();
            let text = digest(number, &named).to_string();
            bytes += text.len() as u64;
            let mut out = GzEncoder::new(Vec::new(), Compression::new(6));
            out.write_all(text.as_bytes()).expect("memory");
            let name = format!("digest-{number:04}.json.gz");
            fs::write(folder.join(name), out.finish().expect("memory"))
                .expect("the build folder can be written");
        }
        Self { folder, bytes }
    }
}

/// A digest's word about a log: the hash of its bytes after inflating.
fn entry(logs: &Path, log: &Path) -> Value {
    let mut text = Vec::new();
    let file = fs::File::open(log).expect("it was written");
    GzDecoder::new(file)
        .read_to_end(&mut text)
        .expect("the generator writes gzip");
    let hash: String = Sha256::digest(&text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let key = log.strip_prefix(logs).expect("it lies there");
    json!({
        "s3Bucket": "sample-trail-example",
        "s3Object": key.to_string_lossy().replace('\\', "/"),
        "hashValue": hash,
        "hashAlgorithm": "SHA-256",
        "newestEventTime": "2026-10-22T00:59:00Z",
        "oldestEventTime": "2026-10-22T00:00:00Z",
    })
}

fn digest(number: usize, logs: &[Value]) -> Value {
    let (day, hour) = (22 + number / 24, number % 24);
    let end = format!("2026-10-{day:02}T{hour:02}:59:59Z");
    json!({
        "awsAccountId": "111122223333",
        "digestStartTime": format!("2026-10-{day:02}T{hour:02}:00:00Z"),
        "digestEndTime": end,
        "digestS3Bucket": "sample-trail-example",
        "digestS3Object": format!("AWSLogs/111122223333/CloudTrail-Digest/us-east-1/digest-{number:04}.json.gz"),
        "digestPublicKeyFingerprint": "00000000000000000000000000000000",
        "digestSignatureAlgorithm": "SHA256withRSA",
        "newestEventTime": null,
        "oldestEventTime": null,
        "previousDigestS3Bucket": null,
        "previousDigestS3Object": null,
        "previousDigestHashValue": null,
        "previousDigestHashAlgorithm": null,
        "previousDigestSignature": null,
        "logFiles": logs,
    })
}
