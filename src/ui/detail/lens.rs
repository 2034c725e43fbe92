//! What the open call means, in sentences below its fields: who that is, from where, what the operation touches,
//! what the error means, what else tells of the same call. Draws only.

use super::fields;
use crate::{
    medical::{
        self,
        operations::{AS_OF, Operation, operation},
    },
    protocol::engine::RowDetail,
    state::{Cell, Column},
    ui::wording::{HOW, RESULT, WHAT, WHERE_FROM, WHO, lens as words},
};
use std::borrow::Cow;
use yew::{Html, html};

/// Sentences, in order.
pub type Said = Vec<Cow<'static, str>>;

/// What is said below the fields of a section.
pub fn said(section: &str, detail: &RowDetail) -> Said {
    let mut said = Said::new();
    match section {
        WHO => who(detail, &mut said),
        WHERE_FROM => from_where(detail, &mut said),
        HOW => how(detail, &mut said),
        WHAT => what(detail, &mut said),
        RESULT => result(detail, &mut said),
        _ => {}
    }
    said
}

/// What a section's fields mean.
pub(super) fn explanation(section: &str, detail: &RowDetail) -> Html {
    html! {
        <>
            { list(&said(section, detail)) }
            if let Some(known) = known_operation(detail).filter(|_| section == WHAT) { { about(known) } }
        </>
    }
}

/// What the record tells of other records.
pub fn said_of_record(detail: &RowDetail) -> Said {
    let mut said = Said::new();
    said.extend(
        text(detail, Column::Twin)
            .and_then(words::twin_words)
            .map(Cow::from),
    );
    said.extend(text(detail, Column::AddendumReason).map(|reason| words::addendum_words(reason).into()));
    if text(detail, Column::SharedEventId).is_some() {
        said.push(words::SHARED_EVENT.into());
    }
    said
}

/// The same, drawn.
pub(super) fn about_record(detail: &RowDetail) -> Html {
    list(&said_of_record(detail))
}

fn list(said: &[Cow<'static, str>]) -> Html {
    html! {
        if !said.is_empty() {
            <ul class="lens">{ for said.iter().map(|sentence| html! { <li key={sentence.to_string()}>{ sentence.clone() }</li> }) }</ul>
        }
    }
}

/// The text of a cell, when it has one.
fn text(detail: &RowDetail, column: Column) -> Option<&str> {
    fields::cell(detail, column)
        .and_then(Cell::as_text)
        .filter(|text| !text.is_empty())
}

fn is(detail: &RowDetail, column: Column, wanted: &str) -> bool {
    text(detail, column) == Some(wanted)
}

fn is_ours(detail: &RowDetail) -> bool {
    is(detail, Column::EventSource, medical::EVENT_SOURCE)
}

fn known_operation(detail: &RowDetail) -> Option<&'static Operation> {
    text(detail, Column::Operation)
        .filter(|_| is_ours(detail))
        .and_then(operation)
}

fn who(detail: &RowDetail, said: &mut Said) {
    let kind = text(detail, Column::CallerKind).unwrap_or_default();
    let credential = text(detail, Column::Credential).unwrap_or_default();
    said.extend(words::caller_words(kind, credential).map(Cow::from));
    let is_user = kind == "IAM user";
    for (is_so, sentence) in [
        (
            is_user && is(detail, Column::IssuerType, "Role"),
            words::CONTRADICTION,
        ),
        (
            text(detail, Column::SourceIdentity).is_some(),
            words::SOURCE_IDENTITY,
        ),
        (
            is(detail, Column::UserName, words::HIDDEN_USER),
            words::HIDDEN_NAME,
        ),
    ] {
        if is_so {
            said.push(sentence.into());
        }
    }
}

fn from_where(detail: &RowDetail, said: &mut Said) {
    let class = text(detail, Column::NetworkClass).unwrap_or_default();
    said.extend(words::source_words(class).map(Cow::from));
    // That AWS called is said already.
    let is_by_aws = class.starts_with("AWS ");
    let endpoint = text(detail, Column::Endpoint).filter(|_| !is_by_aws);
    said.extend(endpoint.and_then(words::endpoint_words).map(Cow::from));
    if is(detail, Column::RegionListed, "false") {
        said.push(words::unlisted_region(AS_OF).into());
    }
}

fn how(detail: &RowDetail, said: &mut Said) {
    let is_by_service = is(detail, Column::CallerKind, "AWS service");
    if text(detail, Column::InvokedBy).is_some() && !is_by_service {
        said.push(words::FORWARDED.into());
    }
    let credential = text(detail, Column::Credential).unwrap_or_default();
    match text(detail, Column::MfaState).and_then(words::mfa_words) {
        Some(sentence) => said.push(sentence.into()),
        None if credential == "Long-term key" => said.push(words::NO_MFA_OF_KEYS.into()),
        None => {}
    }
    if is(detail, Column::Ec2RoleDelivery, "1.0") {
        said.push(words::OLD_DELIVERY.into());
    }
    said.extend(
        text(detail, Column::TlsVersion)
            .and_then(words::tls_words)
            .map(Cow::from),
    );
    said.extend(
        text(detail, Column::KeyExchange)
            .and_then(words::key_exchange_words)
            .map(Cow::from),
    );
    said.extend(
        text(detail, Column::Fips)
            .and_then(words::fips_words)
            .map(Cow::from),
    );
    if fields::cell(detail, Column::TlsVersion) == Some(&Cell::Absent) {
        said.push(words::NO_TLS.into());
    }
}

fn what(detail: &RowDetail, said: &mut Said) {
    if is(detail, Column::RequestParameters, words::OMITTED) {
        said.push(words::OMITTED_WORDS.into());
    }
    if !is_ours(detail) {
        return;
    }
    let Some(known) = known_operation(detail) else {
        if text(detail, Column::Operation).is_some() {
            said.push(words::new_operation().into());
        }
        return;
    };
    said.push(words::operation_words(known).into());
    said.push(words::touch_words(known.group.touches(), detail.is_error).into());
    if known.is_deprecated() {
        said.push(words::DEPRECATED.into());
    }
    let is_write = known.iam_level() == "Write";
    match text(detail, Column::ReadOnly) {
        Some("true") if is_write => said.push(words::read_only_differs(true, known.iam_level()).into()),
        Some("false") if !is_write => said.push(words::read_only_differs(false, known.iam_level()).into()),
        _ => {}
    }
}

fn result(detail: &RowDetail, said: &mut Said) {
    let class = text(detail, Column::OutcomeClass).unwrap_or_default();
    said.extend(words::outcome_words(class).map(Cow::from));
    said.extend(
        text(detail, Column::ErrorCode)
            .and_then(words::error_words)
            .map(Cow::from),
    );
    if class == "Invalid input" && text(detail, Column::ErrorMessage).is_some() {
        said.push(words::MESSAGE_MAY_QUOTE.into());
    }
}

/// What is known of the operation, whatever the call.
fn about(known: &'static Operation) -> Html {
    let field = |label: &'static str, value: Cow<'static, str>| {
        html! { <div class="lens__fact" key={label}><dt>{ label }</dt><dd>{ value }</dd></div> }
    };
    html! {
        <details class="lens__about">
            <summary>{ words::ABOUT_OPERATION }</summary>
            <dl>
                { field(words::OPERATION_GROUP, known.group.label().into()) }
                { field(words::OPERATION_TOUCHES, known.group.touches().label().into()) }
                { field(words::OPERATION_LEVEL, known.iam_level().into()) }
                { field(words::OPERATION_QUOTAS, words::quota_words(known).into()) }
            </dl>
            <b>{ words::OPERATION_ERRORS }</b>
            <dl>{ for known.errors().iter().map(|code| field(code, words::error_words(code).unwrap_or_default().into())) }</dl>
        </details>
    }
}
