//! The operations of Amazon Comprehend Medical, from the service model of 2018-10-30 as of 2026-11.
//!
//! A name that is not here is shown all the same and called new: the list ages, the logs do not.

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

/// All operations, by name.
pub const OPERATIONS: [(&str, Group); 26] = [
    ("DescribeEntitiesDetectionV2Job", Group::Describe),
    ("DescribeICD10CMInferenceJob", Group::Describe),
    ("DescribePHIDetectionJob", Group::Describe),
    ("DescribeRxNormInferenceJob", Group::Describe),
    ("DescribeSNOMEDCTInferenceJob", Group::Describe),
    ("DetectEntities", Group::TextAnalysis),
    ("DetectEntitiesV2", Group::TextAnalysis),
    ("DetectPHI", Group::TextAnalysis),
    ("InferICD10CM", Group::OntologyLinking),
    ("InferRxNorm", Group::OntologyLinking),
    ("InferSNOMEDCT", Group::OntologyLinking),
    ("ListEntitiesDetectionV2Jobs", Group::List),
    ("ListICD10CMInferenceJobs", Group::List),
    ("ListPHIDetectionJobs", Group::List),
    ("ListRxNormInferenceJobs", Group::List),
    ("ListSNOMEDCTInferenceJobs", Group::List),
    ("StartEntitiesDetectionV2Job", Group::Start),
    ("StartICD10CMInferenceJob", Group::Start),
    ("StartPHIDetectionJob", Group::Start),
    ("StartRxNormInferenceJob", Group::Start),
    ("StartSNOMEDCTInferenceJob", Group::Start),
    ("StopEntitiesDetectionV2Job", Group::Stop),
    ("StopICD10CMInferenceJob", Group::Stop),
    ("StopPHIDetectionJob", Group::Stop),
    ("StopRxNormInferenceJob", Group::Stop),
    ("StopSNOMEDCTInferenceJob", Group::Stop),
];

/// The group of an operation, when it is known.
pub fn group(name: &str) -> Option<Group> {
    let index = OPERATIONS.binary_search_by_key(&name, |(known, _)| known).ok()?;
    Some(OPERATIONS[index].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_every_operation_is_found() {
        assert!(OPERATIONS.is_sorted_by_key(|(name, _)| name));
        for (name, expected) in OPERATIONS {
            assert_eq!(group(name), Some(expected));
        }
        assert_eq!(group("DetectPhi"), None);
    }
}
