//! A call before it is written as a record.

use super::people::Person;

/// What happened, without when and where.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) source: &'static str,
    pub(super) operation: String,
    pub(super) is_read_only: bool,
    pub(super) person: &'static Person,
    /// JSON.
    pub(super) request: String,
    /// JSON.
    pub(super) response: String,
    /// JSON, where the record has it.
    pub(super) additional: Option<String>,
    /// JSON, where the record has it.
    pub(super) resources: Option<String>,
    pub(super) failure: Option<Failure>,
    pub(super) category: Category,
}

/// Why a call failed.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) code: Option<&'static str>,
    pub(super) message: String,
}

/// The class of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Category {
    Management,
    Data,
    NetworkActivity,
    SignIn,
}

impl Draft {
    /// A management call without parameters that went well.
    pub(super) fn new(source: &'static str, operation: impl Into<String>, person: &'static Person) -> Self {
        Self {
            source,
            operation: operation.into(),
            is_read_only: true,
            person,
            request: "null".to_owned(),
            response: "null".to_owned(),
            additional: None,
            resources: None,
            failure: None,
            category: Category::Management,
        }
    }

    /// The same, failed. A failed call has no response.
    pub(super) fn failed(self, code: &'static str, message: impl Into<String>) -> Self {
        let failure = Some(Failure {
            code: Some(code),
            message: message.into(),
        });
        Self {
            failure,
            response: "null".to_owned(),
            ..self
        }
    }
}
