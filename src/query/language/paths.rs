//! Paths of the raw record as names of fields: `requestParameters.inputDataConfig.s3Bucket`, `resources[0].ARN`,
//! `record."odd key"`.

use super::{
    names::field_named,
    scanner::{Scanner, is_name_character},
};
use crate::query::{Field, RecordPath};

/// The name of the record itself, and what a path may begin with.
pub const RECORD: &str = "record";

/// The keys at the top of a record; a path that begins with another one begins with `record.`, so that a name that is
/// mistyped is not taken for one (CloudTrail User Guide, "CloudTrail record contents").
pub const RECORD_KEYS: [&str; 31] = [
    "additionalEventData",
    "addendum",
    "annotation",
    "apiVersion",
    "awsRegion",
    "edgeDeviceDetails",
    "errorCode",
    "errorMessage",
    "eventCategory",
    "eventContext",
    "eventID",
    "eventName",
    "eventSource",
    "eventTime",
    "eventType",
    "eventVersion",
    "insightDetails",
    "managementEvent",
    "readOnly",
    "recipientAccountId",
    "requestID",
    "requestParameters",
    "resources",
    "responseElements",
    "serviceEventDetails",
    "sessionCredentialFromConsole",
    "sharedEventID",
    "sourceIPAddress",
    "tlsDetails",
    "userAgent",
    "userIdentity",
];

/// Paths that are offered while a filter is typed: where requests of Comprehend Medical's jobs, resources and sign-ins
/// hold what reviewers ask for. Any other path can be typed.
pub const COMMON_PATHS: [&str; 16] = [
    "requestParameters.inputDataConfig.s3Bucket",
    "requestParameters.inputDataConfig.s3Key",
    "requestParameters.outputDataConfig.s3Bucket",
    "requestParameters.outputDataConfig.s3Key",
    "requestParameters.dataAccessRoleArn",
    "requestParameters.jobName",
    "requestParameters.jobId",
    "requestParameters.kMSKey",
    "requestParameters.languageCode",
    "responseElements.jobId",
    "resources.ARN",
    "resources.accountId",
    "resources.type",
    "additionalEventData",
    "userIdentity.inScopeOf.sourceArn",
    "userIdentity.onBehalfOf.userId",
];

/// The path of a name.
pub(super) fn path_named(name: &str) -> Option<RecordPath> {
    let keys = keys(name)?;
    let (first, rest) = keys.split_first()?;
    if first.eq_ignore_ascii_case(RECORD) {
        return Some(RecordPath::new(rest.iter().map(String::as_str)));
    }
    let is_known = RECORD_KEYS.iter().any(|key| key.eq_ignore_ascii_case(first));
    is_known.then(|| RecordPath::new(keys.iter().map(String::as_str)))
}

/// The name of a path: begins with `record` only where it must.
pub(super) fn print_path(path: &RecordPath) -> String {
    let mut name = String::new();
    for key in path.keys() {
        if !name.is_empty() {
            name.push('.');
        }
        let is_plain = !key.is_empty() && key.chars().all(|other| is_name_character(other) && other != '.');
        if is_plain {
            name.push_str(key);
        } else {
            name.push_str(&super::printer::quoted(key));
        }
    }
    if field_named(&name) == Some(Field::Record(path.clone())) {
        return name;
    }
    match name.as_str() {
        "" => RECORD.to_owned(),
        name => format!("{RECORD}.{name}"),
    }
}

/// A name taken apart into its keys: words between dots, texts in quotes, places in brackets.
fn keys(name: &str) -> Option<Vec<String>> {
    let mut scanner = Scanner::new(name);
    let mut keys = Vec::new();
    loop {
        let key = if !keys.is_empty() && scanner.rest().starts_with('"') {
            scanner.quoted()?.ok()?
        } else {
            let word = scanner.word(|other| is_name_character(other) && other != '.');
            if word.is_empty() {
                return None;
            }
            word.to_owned()
        };
        keys.push(key);
        while scanner.rest().starts_with('[') {
            keys.push(scanner.place_in_brackets()?.to_owned());
        }
        if scanner.rest().is_empty() {
            return Some(keys);
        }
        if !scanner.rest().starts_with('.') {
            return None;
        }
        scanner.take(".");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_that_is_offered_is_one() {
        for path in COMMON_PATHS {
            let field = field_named(path);
            assert!(
                matches!(field, Some(Field::Record(_) | Field::Column(_))),
                "{path}"
            );
        }
    }

    #[test]
    fn paths_are_named_and_printed() {
        for (name, keys, printed) in [
            ("record", &[][..], "record"),
            ("RECORD.eventName", &["eventName"], "record.eventName"),
            ("resources.ARN", &["resources", "ARN"], "resources.ARN"),
            ("resources[0].ARN", &["resources", "0", "ARN"], "resources.0.ARN"),
            ("resources[0][1]", &["resources", "0", "1"], "resources.0.1"),
            (
                "requestParameters",
                &["requestParameters"],
                "record.requestParameters",
            ),
            (
                "record.userIdentity.type",
                &["userIdentity", "type"],
                "record.userIdentity.type",
            ),
            (
                "requestParameters.\"a.b\".\"\"",
                &["requestParameters", "a.b", ""],
                "requestParameters.\"a.b\".\"\"",
            ),
            ("record.new", &["new"], "record.new"),
            ("record.record.x", &["record", "x"], "record.record.x"),
        ] {
            let path = RecordPath::new(keys.iter().copied());
            assert_eq!(path_named(name).as_ref(), Some(&path), "{name}");
            assert_eq!(print_path(&path), printed);
        }
        for name in [
            "",
            "x",
            "new.key",
            "resources.",
            "resources..ARN",
            "resources[a]",
            "resources[0]x",
            "record.\"a",
        ] {
            assert_eq!(path_named(name), None, "{name}");
        }
    }
}
