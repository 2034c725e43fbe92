//! What an operation does, what it touches, and what of it CloudTrail does not record.

use crate::{
    medical::operations::{AS_OF, Group, JobKind, Operation, Touch},
    ui::wording::count,
};

/// What the operation does.
pub fn operation_words(operation: &Operation) -> String {
    let kind = operation.job.map_or("", job_words);
    match operation.group {
        Group::TextAnalysis | Group::OntologyLinking => text_words(operation.name).to_owned(),
        Group::Start => format!("Starts a batch job that {kind}."),
        Group::Stop => format!("Asks a batch job to stop that {kind}. What it has written until then stays."),
        Group::Describe => format!("Shows the state and the settings of one batch job that {kind}."),
        Group::List => format!("Lists batch jobs that {} and their settings.", plural(kind)),
    }
}

fn text_words(name: &str) -> &'static str {
    match name {
        "DetectPHI" => "Finds protected health information, such as names, dates and addresses, in a text.",
        "InferICD10CM" => "Finds medical conditions in a text and links them to ICD-10-CM codes.",
        "InferRxNorm" => "Finds medications in a text and links them to RxNorm concepts.",
        "InferSNOMEDCT" => "Finds medical concepts in a text and links them to SNOMED CT.",
        _ => "Finds medical entities, such as conditions, medications and tests, in a text.",
    }
}

fn job_words(kind: JobKind) -> &'static str {
    match kind {
        JobKind::Entities => "finds medical entities in the files of a bucket",
        JobKind::Phi => "finds protected health information in the files of a bucket",
        JobKind::Icd10Cm => "links conditions in the files of a bucket to ICD-10-CM codes",
        JobKind::RxNorm => "links medications in the files of a bucket to RxNorm concepts",
        JobKind::SnomedCt => "links concepts in the files of a bucket to SNOMED CT",
    }
}

fn plural(kind: &str) -> String {
    kind.replacen("finds", "find", 1).replacen("links", "link", 1)
}

/// What a call of this kind touches. Of a failed one nothing came back.
pub fn touch_words(touch: Touch, has_failed: bool) -> &'static str {
    match (touch, has_failed) {
        (Touch::ClinicalText, false) => {
            "A clinical text was sent with the call, and findings came back. CloudTrail records neither of them, nor their length."
        }
        (Touch::ClinicalText, true) => {
            "A clinical text is sent with such a call. This one failed, so no findings came back. CloudTrail does not record the text."
        }
        (Touch::Buckets, false) => {
            "The job reads clinical text from the input bucket and writes findings to the output bucket, by the data access role. Which files it read is not in this record; S3 data events tell, where the trail has them."
        }
        (Touch::Buckets, true) => {
            "Such a job reads clinical text from one bucket and writes findings to another. This call failed, so it started none."
        }
        (Touch::JobMetadata, false) => "Shown are names of buckets, roles and jobs; no clinical text.",
        (Touch::JobMetadata, true) => {
            "Such a call shows names of buckets, roles and jobs. This one failed and showed nothing."
        }
        (Touch::Nothing, _) => "No clinical text is touched.",
    }
}

/// The operation is not on the list.
pub fn new_operation() -> String {
    format!(
        "This operation is not in MedTrail’s list of {AS_OF}, so it may be newer. It is counted and shown like any other, but what it touches is not known here: ask AWS’s documentation."
    )
}

/// What stands for parameters that CloudTrail left out.
pub const OMITTED: &str = "{omitted}";
/// What that means.
pub const OMITTED_WORDS: &str = "The parameters were larger than 100 KB, so CloudTrail left them out. They were sent all the same; requests can be made large to keep them out of logs.";

/// AWS advises against it.
pub const DEPRECATED: &str = "AWS advises against this operation; DetectEntitiesV2 is its successor.";

/// The record says other than the list whether the operation only reads.
pub fn read_only_differs(is_read_only: bool, level: &str) -> String {
    format!(
        "The record says readOnly {is_read_only}, while AWS lists the operation’s access level as {level}. Services set readOnly as they see fit; it does not tell whether data was changed."
    )
}

/// The heading over what is known of the operation.
pub const ABOUT_OPERATION: &str = "About this operation";

/// Its quotas.
pub fn quota_words(operation: &Operation) -> String {
    let rate = operation.requests_per_second();
    let rate = format!("{rate} calls a second in one account and Region, unless AWS raised it");
    match largest_input(operation) {
        Some(input) => format!("{rate}; {input}"),
        None => rate,
    }
}

/// The largest text or job it takes.
pub fn largest_input(operation: &Operation) -> Option<String> {
    let text = operation
        .max_text()
        .map(|max| format!("{} characters", count(u64::from(max))));
    let job = || {
        Some(format!(
            "{} GB a job, 40 KB a file",
            operation.max_job_gigabytes()?
        ))
    };
    text.or_else(job)
}

/// The operations of a group, and what they touch.
pub fn group_words(group: Group) -> String {
    let touches = match group.touches() {
        Touch::Nothing => "touches no data".to_owned(),
        touches => format!("touches: {}", touches.label()),
    };
    format!("{} · {touches}", group.label())
}

/// Over the columns of the list of all operations.
pub const HELP_OPERATIONS_HEADINGS: [&str; 4] =
    ["Operation", "IAM access level", "Calls a second", "Largest input"];

/// Labels of the list about an operation.
pub const OPERATION_GROUP: &str = "Kind";
/// The same.
pub const OPERATION_TOUCHES: &str = "Touches";
/// The same.
pub const OPERATION_LEVEL: &str = "IAM access level";
/// The same.
pub const OPERATION_QUOTAS: &str = "Quotas";
/// The same.
pub const OPERATION_ERRORS: &str = "Errors it names";

/// The heading of the list of all operations in the help.
pub const HELP_OPERATIONS: &str = "Operations of Amazon Comprehend Medical";

/// Below it.
pub fn help_operations_lead() -> String {
    format!(
        "The 26 operations of the service as of {AS_OF}. Others are shown as new. CloudTrail records that a call was made, by whom, from where and with what result; never the text that was sent or what was found in it."
    )
}
