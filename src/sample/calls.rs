//! Calls of Amazon Comprehend Medical.

use super::{
    draft::{Category, Draft},
    identity::arn,
    jobs::{Jobs, KINDS},
    people::{CALLERS, Form, Habit, Hours, INTRUDER, Person},
    random::Random,
};

/// The service's `eventSource`.
pub(super) const MEDICAL: &str = "comprehendmedical.amazonaws.com";

const TEXT_OPERATIONS: [&str; 6] = [
    "DetectEntities",
    "DetectEntitiesV2",
    "DetectPHI",
    "InferICD10CM",
    "InferRxNorm",
    "InferSNOMEDCT",
];

/// A call at `hour` of the day.
pub(super) fn medical_call(hour: u32, region: &str, jobs: &mut Jobs, random: &mut Random) -> Draft {
    let person = random.weighted(CALLERS, |person| weight_at(person, hour));
    let draft = match person.habit {
        Habit::Texts(operations) => Draft::new(MEDICAL, *random.pick(operations), person),
        Habit::Jobs(kinds) => jobs.next_call(person, kinds, region, random),
        Habit::Looks => jobs.look(person, random),
    };
    match person.form {
        Form::OtherAccount => Draft {
            category: Category::NetworkActivity,
            ..draft
        }
        .failed(
            "VpceAccessDenied",
            "The request was denied due to a VPC endpoint policy",
        ),
        Form::Unknown => draft.failed(
            "ExpiredTokenException",
            "The security token included in the request is expired",
        ),
        _ => sometimes_failed(draft, random),
    }
}

/// One of the denied calls of the night.
pub(super) fn denied_call(random: &mut Random) -> Draft {
    let operation = match random.below(10) {
        0..5 => random.pick(&TEXT_OPERATIONS).to_string(),
        5..8 => format!("List{}s", random.pick(&KINDS).0),
        _ => format!("Start{}", random.pick(&KINDS).0),
    };
    let is_read_only = !operation.starts_with("Start");
    denied(
        Draft {
            is_read_only,
            ..Draft::new(MEDICAL, operation, &INTRUDER)
        },
        "AccessDeniedException",
    )
}

fn weight_at(person: &Person, hour: u32) -> u64 {
    let is_at_work = match person.hours {
        Hours::Always => true,
        Hours::Office => (7..19).contains(&hour),
        Hours::Night => hour < 5,
    };
    if is_at_work { person.weight } else { 0 }
}

/// A call that has not failed yet may fail for one of the reasons of its kind.
fn sometimes_failed(draft: Draft, random: &mut Random) -> Draft {
    // The nightly batch asks for more than it is given.
    let percent = if draft.person.hours == Hours::Night { 25 } else { 9 };
    if draft.failure.is_some() || !random.percent(percent) {
        return draft;
    }
    match draft.person.habit {
        Habit::Texts(_) if draft.person.hours == Hours::Night => {
            draft.failed("TooManyRequestsException", "Rate exceeded")
        }
        Habit::Texts(_) => failed_text(draft, random),
        Habit::Jobs(_) if draft.operation.starts_with("Describe") => {
            draft.failed("ThrottlingException", "Rate exceeded")
        }
        // The story of a job that was started goes on: only looks fail.
        Habit::Jobs(_) => draft,
        Habit::Looks => match random.below(3) {
            0 => draft.failed("ResourceNotFoundException", "The specified job was not found"),
            1 => denied(draft, "AccessDenied"),
            _ => denied(draft, "AccessDeniedException"),
        },
    }
}

fn failed_text(draft: Draft, random: &mut Random) -> Draft {
    let (code, message) = *random.pick(&[
        ("TextSizeLimitExceededException", "Input text size exceeds limit. Max length of request text allowed is 20000 bytes while in this request the text size is 23118 bytes"),
        ("InvalidRequestException", "1 validation error detected: Value '' at 'text' failed to satisfy constraint: Member must have length greater than or equal to 1"),
        ("InvalidEncodingException", "The input text was not in valid UTF-8 character encoding"),
        ("ThrottlingException", "Rate exceeded"),
        ("InternalServerException", "An internal server error occurred. Retry your request"),
        ("ServiceUnavailableException", "The Comprehend Medical service is temporarily unavailable. Please wait and then retry your request"),
    ]);
    draft.failed(code, message)
}

fn denied(draft: Draft, code: &'static str) -> Draft {
    let message = format!(
        "User: {} is not authorized to perform: comprehendmedical:{op} because no identity-based policy allows the comprehendmedical:{op} action",
        arn(draft.person),
        op = draft.operation
    );
    draft.failed(code, message)
}
