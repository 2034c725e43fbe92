//! One record to one row.

use crate::{
    base::{EpochMillis, Problem, ProblemKind, problem::Problems},
    medical::client::client,
    store::{BatchBuilder, CellInput, Column, Place, RowFlags},
    trail::{
        field::Field,
        identity::identify,
        outcome::outcome,
        record::{Raw, Record},
    },
};

/// Columns that hold a field as it stands in the record.
const PLAIN: [(Column, Field); 30] = [
    (Column::Operation, Field::EventName),
    (Column::SourceIp, Field::SourceIpAddress),
    (Column::Region, Field::AwsRegion),
    (Column::EventSource, Field::EventSource),
    (Column::ErrorCode, Field::ErrorCode),
    (Column::ErrorMessage, Field::ErrorMessage),
    (Column::UserAgent, Field::UserAgent),
    (Column::IdentityType, Field::IdentityType),
    (Column::UserName, Field::UserName),
    (Column::PrincipalId, Field::PrincipalId),
    (Column::Arn, Field::Arn),
    (Column::AccountId, Field::AccountId),
    (Column::AccessKeyId, Field::AccessKeyId),
    (Column::InvokedBy, Field::InvokedBy),
    (Column::IssuerArn, Field::IssuerArn),
    (Column::SourceIdentity, Field::SourceIdentity),
    (Column::Mfa, Field::MfaAuthenticated),
    (Column::SessionCreated, Field::CreationDate),
    (Column::RecipientAccountId, Field::RecipientAccountId),
    (Column::EventType, Field::EventType),
    (Column::EventCategory, Field::EventCategory),
    (Column::EventVersion, Field::EventVersion),
    (Column::ReadOnly, Field::ReadOnly),
    (Column::ManagementEvent, Field::ManagementEvent),
    (Column::VpcEndpointId, Field::VpcEndpointId),
    (Column::SharedEventId, Field::SharedEventId),
    (Column::FromConsole, Field::SessionCredentialFromConsole),
    (Column::TlsVersion, Field::TlsVersion),
    (Column::CipherSuite, Field::CipherSuite),
    (Column::HostHeader, Field::ClientProvidedHostHeader),
];

/// Appends `record`, which stands at `place`, and notes what is odd about it.
pub(super) fn push_row(
    builder: &mut BatchBuilder,
    place: Place,
    record: &Record<'_>,
    problems: &mut Problems,
) {
    builder.begin_row(place, record.value_hash);
    for (column, field) in PLAIN {
        set_raw(builder, column, record.raw(field));
    }
    set_raw(builder, Column::EventId, record.raw(Field::EventId));
    set_raw(builder, Column::RequestId, record.raw(Field::RequestId));
    set_derived(builder, record);
    let time = record
        .text(Field::EventTime)
        .and_then(|text| EpochMillis::parse(&text));
    builder.set_time(time);
    let outcome = outcome(record);
    builder.set(Column::Result, CellInput::Text(&outcome.label));
    let marks = [
        (RowFlags::IS_ERROR, outcome.is_error, None),
        (RowFlags::BAD_TIME, time.is_none(), Some(ProblemKind::NoTime)),
        (
            RowFlags::DUPLICATE_KEYS,
            record.has_duplicate_keys,
            Some(ProblemKind::DuplicateKeys),
        ),
        (
            RowFlags::INVALID_UTF8,
            record.has_invalid_utf8,
            Some(ProblemKind::InvalidUtf8),
        ),
        (
            RowFlags::INVALID_UTF8,
            record.has_lone_surrogate,
            Some(ProblemKind::LoneSurrogate),
        ),
    ];
    let mut flags = RowFlags::NONE;
    for (flag, is_set, kind) in marks {
        flags = flags.with(flag, is_set || flags.contains(flag));
        if let Some(kind) = kind.filter(|_| is_set) {
            problems.note(Problem::at(kind, place.offset));
        }
    }
    builder.set_flags(flags);
}

/// Columns that are worked out from several fields.
fn set_derived(builder: &mut BatchBuilder, record: &Record<'_>) {
    let identity = identify(record);
    builder.set(Column::Caller, CellInput::Text(&identity.caller));
    builder.set(Column::CallerKind, CellInput::Text(identity.kind.label()));
    builder.set(Column::Credential, CellInput::Text(identity.credential.label()));
    match record.text(Field::UserAgent) {
        Some(agent) => builder.set(Column::Client, CellInput::Text(&client(&agent))),
        None => set_raw(builder, Column::Client, record.raw(Field::UserAgent)),
    }
    let parameters = match record.raw(Field::RequestParameters) {
        Raw::Absent => CellInput::Absent,
        Raw::Null => CellInput::Null,
        Raw::Other(json)
            if json
                .iter()
                .all(|byte| byte.is_ascii_whitespace() || b"{}".contains(byte)) =>
        {
            CellInput::Text("{}")
        }
        Raw::Other(_) | Raw::String(_) => CellInput::Text("{…}"),
    };
    builder.set(Column::RequestParameters, parameters);
    let job = match record.raw(Field::ResponseJobId) {
        Raw::Absent | Raw::Null => record.raw(Field::RequestJobId),
        response => response,
    };
    set_raw(builder, Column::JobId, job);
}

fn set_raw(builder: &mut BatchBuilder, column: Column, raw: Raw<'_>) {
    match raw {
        Raw::Absent => {}
        Raw::Null => builder.set(column, CellInput::Null),
        Raw::String(_) | Raw::Other(_) => {
            let text = raw.text().unwrap_or_default();
            builder.set(column, CellInput::Text(&text));
        }
    }
}
