//! What Amazon Comprehend Medical is: its event source, its operations and Regions; and the lens on any call:
//! the client that made it, where it came from, what kind of outcome it had.
//!
//! Data more than code. Knows records only by their texts.

pub mod client;
pub mod network;
pub mod operations;
pub mod outcome_class;
pub mod user_agent;

/// The service's `eventSource`, compared exactly: Amazon Comprehend is another service of nearly the same name.
pub const EVENT_SOURCE: &str = "comprehendmedical.amazonaws.com";

/// The Regions in which the service is offered, as of [`operations::AS_OF`] (the endpoints that the AWS SDKs know).
/// A record of another Region is kept and marked: the list may have grown.
pub const REGIONS: [&str; 8] = [
    "ap-southeast-2",
    "ca-central-1",
    "eu-west-1",
    "eu-west-2",
    "us-east-1",
    "us-east-2",
    "us-gov-west-1",
    "us-west-2",
];
