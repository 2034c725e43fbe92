//! Whether a call went well.
//!
//! `errorCode` alone is not the outcome: failed sign-ins have only a message, or only `responseElements`.

use super::{field::Field, record::Record};
use std::borrow::Cow;

/// The word for a call that went well.
pub const SUCCESS: &str = "Success";

/// The outcome of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// [`SUCCESS`], the error code, or words that stand for one.
    pub label: Cow<'a, str>,
    /// The call failed.
    pub is_error: bool,
}

/// The outcome rule: an error code, an error message or a failed sign-in is an error.
pub fn outcome<'a>(record: &Record<'a>) -> Outcome<'a> {
    let error = |label| Outcome {
        label,
        is_error: true,
    };
    if let Some(code) = record.filled(Field::ErrorCode) {
        // A code that calls itself Success must not be taken for one.
        return error(if code == SUCCESS {
            "Success (as an error code)".into()
        } else {
            code
        });
    }
    if record.filled(Field::ErrorMessage).is_some() {
        return error("Error without a code".into());
    }
    if record.text(Field::ConsoleLogin).as_deref() == Some("Failure") {
        return error("Failure".into());
    }
    Outcome {
        label: SUCCESS.into(),
        is_error: false,
    }
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
                r#"{"responseElements":{"ConsoleLogin":"Success"}}"#,
                "Success",
                false,
            ),
        ] {
            let record = read_record(text.as_bytes(), &ValueHasher::new((0, 0))).expect("a record");
            assert_eq!(
                outcome(&record),
                Outcome {
                    label: label.into(),
                    is_error
                },
                "{text}"
            );
        }
    }
}
