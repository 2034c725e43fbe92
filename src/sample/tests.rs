use super::*;
use std::collections::BTreeSet;

#[test]
fn the_same_plan_gives_the_same_bytes_and_another_seed_gives_others() {
    let plan = Plan::plain(1, 3, 10);
    assert_eq!(sample(&plan), sample(&plan));
    assert_ne!(sample_files(&plan), sample_files(&Plan::plain(2, 3, 10)));
}

#[test]
fn the_demo_is_as_large_and_as_varied_as_it_promises() {
    let Sample { files, truth } = sample(&Plan::demo());
    assert_eq!(files.len(), 60);
    assert_eq!(truth.files.len(), files.len());
    assert!((2300..2800).contains(&truth.all.kept), "{}", truth.all.kept);
    let share = truth.medical.kept as f64 / truth.all.kept as f64;
    assert!((0.37..0.45).contains(&share), "{share}");
    assert_eq!(
        truth.medical.by_operation.len(),
        26,
        "{:?}",
        truth.medical.by_operation
    );
    for code in [
        "AccessDenied",
        "AccessDeniedException",
        "ExpiredTokenException",
        "InvalidEncodingException",
        "InvalidRequestException",
        "TextSizeLimitExceededException",
        "ThrottlingException",
        "TooManyRequestsException",
        "VpceAccessDenied",
    ] {
        assert!(
            truth.medical.by_result.contains_key(code),
            "{code}: {:?}",
            truth.medical.by_result
        );
    }
    assert!(truth.medical.duplicates > 10 && truth.all.duplicates > truth.medical.duplicates);
    assert!(truth.by_source.len() >= 10, "{:?}", truth.by_source);
    assert_eq!(truth.files.iter().filter(|file| file.is_digest).count(), 1);
}

#[test]
fn paths_are_those_of_s3_and_differ() {
    let files = sample_files(&Plan::demo());
    let paths: BTreeSet<_> = files.iter().map(|file| &file.path).collect();
    assert_eq!(paths.len(), files.len());
    assert_eq!(
        files.iter().filter(|file| file.path.ends_with(".json")).count(),
        1
    );
    for region in ["us-east-1", "us-west-2"] {
        let folder = format!("AWSLogs/111122223333/CloudTrail/{region}/2026/10/");
        let of_region = files.iter().filter(|file| file.path.starts_with(&folder)).count();
        assert!(of_region > 15, "{region}: {of_region}");
    }
    for file in files.iter().filter(|file| !file.path.contains("Digest")) {
        // 20261027T2010Z_ and sixteen characters.
        let name = file
            .path
            .rsplit('_')
            .next()
            .and_then(|last| last.split('.').next());
        assert_eq!(name.map(str::len), Some(16), "{}", file.path);
        let folder = file
            .path
            .rsplit_once('/')
            .map(|(folder, _)| folder[folder.len() - 10..].replace('/', ""));
        assert!(
            folder.is_some_and(|day| file.path.contains(&format!("_{day}T"))),
            "{}",
            file.path
        );
    }
}

#[test]
fn records_are_json_and_only_documented_examples_stand_in_them() {
    for file in sample_files(&Plan::plain(3, 20, 60)) {
        let bytes =
            miniz_oxide::inflate::decompress_to_vec(&file.bytes[10..file.bytes.len() - 8]).expect("a member");
        let log: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        for record in log["Records"].as_array().expect("a list") {
            let identity = &record["userIdentity"];
            for account in [&identity["accountId"], &record["recipientAccountId"]] {
                let account = account.as_str().unwrap_or_default();
                assert!(
                    ["", "111122223333", "444455556666"].contains(&account),
                    "{account}"
                );
            }
            let key = identity["accessKeyId"].as_str().unwrap_or("EXAMPLE");
            assert!(key.ends_with("EXAMPLE"), "{key}");
            let address = record["sourceIPAddress"].as_str().expect("an address");
            let ranges = ["192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:"];
            assert!(
                address.ends_with(".amazonaws.com") || ranges.iter().any(|range| address.starts_with(range)),
                "{address}"
            );
        }
    }
}
