//! The operations of Amazon Comprehend Medical: what each does, touches, needs and answers with.
//!
//! Names, errors and the mark of deprecation: the service model of 2018-10-30, as the AWS SDKs had it in 2026-11.
//! Access levels: Service Authorization Reference. Quotas: Comprehend Medical Developer Guide, "Guidelines and quotas".
//! A name that is not here is shown all the same and called new: the list ages, the logs do not.

use self::{Group::*, JobKind::*};

/// When the list was compared with the service model, as year and month.
pub const AS_OF: &str = "2026-11";

/// What stands for the group of an operation that the list does not have.
pub const NEW: &str = "New";

/// What stands for everything else about it.
pub const UNKNOWN: &str = "Unknown";

/// What kind of work an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Finds entities or PHI in a text sent with the call.
    TextAnalysis,
    /// Links a text sent with the call to an ontology.
    OntologyLinking,
    /// Starts a batch job.
    Start,
    /// Stops a batch job.
    Stop,
    /// Describes a batch job.
    Describe,
    /// Lists batch jobs.
    List,
}

impl Group {
    /// All groups.
    pub const ALL: [Self; 6] = [TextAnalysis, OntologyLinking, Start, Stop, Describe, List];

    /// The words for it in the table and in filters.
    pub fn label(self) -> &'static str {
        match self {
            TextAnalysis => "Text analysis",
            OntologyLinking => "Ontology linking",
            Start => "Start job",
            Stop => "Stop job",
            Describe => "Describe job",
            List => "List jobs",
        }
    }

    /// What the operations of the group touch.
    pub fn touches(self) -> Touch {
        match self {
            TextAnalysis | OntologyLinking => Touch::ClinicalText,
            Start => Touch::Buckets,
            Describe | List => Touch::JobMetadata,
            Stop => Touch::Nothing,
        }
    }

    /// The operations are about batch jobs.
    pub fn is_job(self) -> bool {
        !matches!(self, TextAnalysis | OntologyLinking)
    }
}

/// What a call gets hold of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// Clinical text is sent with the call and findings come back; CloudTrail records neither.
    ClinicalText,
    /// The job that is started reads clinical text from one bucket and writes findings to another.
    Buckets,
    /// Names of buckets, roles and jobs.
    JobMetadata,
    /// None of it.
    Nothing,
}

impl Touch {
    /// The words for it in the table and in filters.
    pub fn label(self) -> &'static str {
        match self {
            Self::ClinicalText => "Clinical text in the request",
            Self::Buckets => "PHI from bucket to bucket",
            Self::JobMetadata => "Job metadata",
            Self::Nothing => "Nothing",
        }
    }
}

/// The kinds of batch jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    Entities,
    Phi,
    Icd10Cm,
    RxNorm,
    SnomedCt,
}

impl JobKind {
    /// The words for it in the table and in filters.
    pub fn label(self) -> &'static str {
        match self {
            Entities => "Entities detection",
            Phi => "PHI detection",
            Icd10Cm => "ICD-10-CM inference",
            RxNorm => "RxNorm inference",
            SnomedCt => "SNOMED CT inference",
        }
    }
}

/// One operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its name, as records have it.
    pub name: &'static str,
    /// What kind of work it does.
    pub group: Group,
    /// The kind of batch jobs it is about.
    pub job: Option<JobKind>,
}

/// All operations, by name.
pub const OPERATIONS: [Operation; 26] = [
    job("DescribeEntitiesDetectionV2Job", Describe, Entities),
    job("DescribeICD10CMInferenceJob", Describe, Icd10Cm),
    job("DescribePHIDetectionJob", Describe, Phi),
    job("DescribeRxNormInferenceJob", Describe, RxNorm),
    job("DescribeSNOMEDCTInferenceJob", Describe, SnomedCt),
    text("DetectEntities", TextAnalysis),
    text("DetectEntitiesV2", TextAnalysis),
    text("DetectPHI", TextAnalysis),
    text("InferICD10CM", OntologyLinking),
    text("InferRxNorm", OntologyLinking),
    text("InferSNOMEDCT", OntologyLinking),
    job("ListEntitiesDetectionV2Jobs", List, Entities),
    job("ListICD10CMInferenceJobs", List, Icd10Cm),
    job("ListPHIDetectionJobs", List, Phi),
    job("ListRxNormInferenceJobs", List, RxNorm),
    job("ListSNOMEDCTInferenceJobs", List, SnomedCt),
    job("StartEntitiesDetectionV2Job", Start, Entities),
    job("StartICD10CMInferenceJob", Start, Icd10Cm),
    job("StartPHIDetectionJob", Start, Phi),
    job("StartRxNormInferenceJob", Start, RxNorm),
    job("StartSNOMEDCTInferenceJob", Start, SnomedCt),
    job("StopEntitiesDetectionV2Job", Stop, Entities),
    job("StopICD10CMInferenceJob", Stop, Icd10Cm),
    job("StopPHIDetectionJob", Stop, Phi),
    job("StopRxNormInferenceJob", Stop, RxNorm),
    job("StopSNOMEDCTInferenceJob", Stop, SnomedCt),
];

const fn text(name: &'static str, group: Group) -> Operation {
    Operation {
        name,
        group,
        job: None,
    }
}

const fn job(name: &'static str, group: Group, job: JobKind) -> Operation {
    Operation {
        name,
        group,
        job: Some(job),
    }
}

/// The operation of a name, when it is known.
pub fn operation(name: &str) -> Option<&'static Operation> {
    let index = OPERATIONS
        .binary_search_by_key(&name, |operation| operation.name)
        .ok()?;
    Some(&OPERATIONS[index])
}

const TEXT_ERRORS: &[&str] = &[
    "InternalServerException",
    "ServiceUnavailableException",
    "TooManyRequestsException",
    "InvalidRequestException",
    "InvalidEncodingException",
    "TextSizeLimitExceededException",
];
const JOB_ERRORS: &[&str] = &[
    "InvalidRequestException",
    "TooManyRequestsException",
    "ResourceNotFoundException",
    "InternalServerException",
];
const STOP_ERRORS: &[&str] = &[
    "InvalidRequestException",
    "ResourceNotFoundException",
    "InternalServerException",
];
const LIST_ERRORS: &[&str] = &[
    "InvalidRequestException",
    "ValidationException",
    "TooManyRequestsException",
    "InternalServerException",
];

impl Operation {
    /// AWS advises against it.
    pub fn is_deprecated(&self) -> bool {
        self.name == "DetectEntities"
    }

    /// The access level in the Service Authorization Reference, which does not list deprecated operations.
    pub fn iam_level(&self) -> &'static str {
        match self.group {
            _ if self.is_deprecated() => "Not listed",
            Start | Stop => "Write",
            TextAnalysis | OntologyLinking | Describe | List => "Read",
        }
    }

    /// The errors that the service model names. Any operation may also fail with errors of all AWS services, such as
    /// AccessDeniedException.
    pub fn errors(&self) -> &'static [&'static str] {
        match self.group {
            TextAnalysis | OntologyLinking => TEXT_ERRORS,
            Stop if self.job != Some(SnomedCt) => STOP_ERRORS,
            Start | Stop | Describe => JOB_ERRORS,
            List => LIST_ERRORS,
        }
    }

    /// The longest text of a call, in characters.
    pub fn max_text(&self) -> Option<u32> {
        match self.group {
            TextAnalysis => Some(20_000),
            OntologyLinking => Some(10_000),
            _ => None,
        }
    }

    /// The most input of a job, in gigabytes.
    pub fn max_job_gigabytes(&self) -> Option<u32> {
        match (self.group, self.job?) {
            (Start, Entities | Phi) => Some(10),
            (Start, _) => Some(5),
            _ => None,
        }
    }

    /// Requests a second that an account may make, unless AWS raised the quota.
    pub fn requests_per_second(&self) -> u32 {
        match self.group {
            OntologyLinking if self.name == "InferSNOMEDCT" => 2,
            TextAnalysis | OntologyLinking => 100,
            Start | Stop => 5,
            Describe | List => 10,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_every_operation_is_found() {
        assert!(OPERATIONS.is_sorted_by_key(|operation| operation.name));
        for expected in &OPERATIONS {
            assert_eq!(operation(expected.name), Some(expected));
        }
        assert_eq!(operation("DetectPhi"), None);
    }

    #[test]
    fn every_operation_about_jobs_says_of_which_kind() {
        for operation in OPERATIONS {
            assert_eq!(operation.group.is_job(), operation.job.is_some());
            assert_eq!(operation.group.is_job(), operation.max_text().is_none());
        }
    }
}
