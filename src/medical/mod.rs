//! What Amazon Comprehend Medical is: its event source, its operations, the clients that call it.
//!
//! Data more than code. Knows records only by their texts.

pub mod client;
pub mod operations;

/// The service's `eventSource`, compared exactly: Amazon Comprehend is another service of nearly the same name.
pub const EVENT_SOURCE: &str = "comprehendmedical.amazonaws.com";
