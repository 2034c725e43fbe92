//! Whether a call went well.
//!
//! `errorCode` alone is not the outcome: failed sign-ins have only a message, or only `responseElements`.

use super::{
    field::Field,
    json::{Token, Tokens},
    record::{Raw, Record},
};
use std::borrow::Cow;

/// The word for a call that went well.
pub const SUCCESS: &str = "Success";

/// What sign-ins without an error code say in their response.
const FAILURE: &str = "Failure";

/// The outcome of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// [`SUCCESS`], the error code, or words that stand for one.
    pub label: Cow<'a, str>,
    /// The call failed.
    pub is_error: bool,
    /// By what it was told.
    pub kind: OutcomeKind,
}

/// By what an outcome was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeKind {
    /// Nothing speaks of an error.
    Success,
    /// An error code.
    Code,
    /// An error message without a code.
    Message,
    /// A response that says that a sign-in failed.
    FailedSignIn,
}

/// The outcome rule: an error code, an error message or a failed sign-in is an error.
pub fn outcome<'a>(record: &Record<'a>) -> Outcome<'a> {
    let error = |label, kind| Outcome {
        label,
        is_error: true,
        kind,
    };
    if let Some(code) = record.filled(Field::ErrorCode) {
        // A code that calls itself Success must not be taken for one.
        let label = if code == SUCCESS {
            "Success (as an error code)".into()
        } else {
            code
        };
        return error(label, OutcomeKind::Code);
    }
    if record.filled(Field::ErrorMessage).is_some() {
        return error("Error without a code".into(), OutcomeKind::Message);
    }
    if record.text(Field::ConsoleLogin).as_deref() == Some(FAILURE) || has_failed_by_name(record) {
        return error(FAILURE.into(), OutcomeKind::FailedSignIn);
    }
    Outcome {
        label: SUCCESS.into(),
        is_error: false,
        kind: OutcomeKind::Success,
    }
}

/// The response says `"Failure"` under the operation's own name, as those of sign-ins do: `{"SwitchRole":"Failure"}`.
fn has_failed_by_name(record: &Record<'_>) -> bool {
    let Raw::Other(response) = record.raw(Field::ResponseElements) else {
        return false;
    };
    if memchr::memmem::find(response, FAILURE.as_bytes()).is_none() {
        return false;
    }
    let Some(name) = record.filled(Field::EventName) else {
        return false;
    };
    let (mut tokens, mut depth, mut is_named) = (Tokens::new(response), 0u32, false);
    while let Ok(Some(token)) = tokens.next_token() {
        match token {
            Token::ObjectStart | Token::ArrayStart => depth += 1,
            Token::ObjectEnd | Token::ArrayEnd => depth -= 1,
            Token::Key(key) => is_named = depth == 1 && key.is(&name),
            Token::String(text) if is_named && depth == 1 && text.is(FAILURE) => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trail::{record::read_record, value_hash::ValueHasher};

    #[test]
    fn an_error_is_found_by_code_by_message_or_by_failed_sign_in() {
        for (text, label, is_error) in [
            (r#"{"eventName":"DetectPHI"}"#, "Success", false),
            (r#"{"errorCode":null,"errorMessage":null}"#, "Success", false),
            (r#"{"errorCode":""}"#, "Success", false),
            (r#"{"errorCode":"AccessDenied"}"#, "AccessDenied", true),
            (r#"{"errorCode":"Success"}"#, "Success (as an error code)", true),
            (
                r#"{"errorMessage":"Failed authentication"}"#,
                "Error without a code",
                true,
            ),
            (
                r#"{"responseElements":{"ConsoleLogin":"Failure"}}"#,
                "Failure",
                true,
            ),
            (
                r#"{"eventName":"SwitchRole","responseElements":{"a":{"SwitchRole":1},"SwitchRole":"Failure"}}"#,
                "Failure",
                true,
            ),
            (
                r#"{"eventName":"SwitchRole","responseElements":{"a":{"SwitchRole":"Failure"},"b":"Failure"}}"#,
                "Success",
                false,
            ),
            (
                r#"{"responseElements":{"ConsoleLogin":"Success"}}"#,
                "Success",
                false,
            ),
        ] {
            let record = read_record(text.as_bytes(), &ValueHasher::new((0, 0))).expect("a record");
            let outcome = outcome(&record);
            assert_eq!((&*outcome.label, outcome.is_error), (label, is_error), "{text}");
            assert_eq!(outcome.kind != OutcomeKind::Success, is_error, "{text}");
        }
    }
}
