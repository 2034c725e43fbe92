//! One record to one row.

use crate::{
    base::{EpochMillis, Problem, ProblemKind, problem::Problems},
    medical::client::client,
    store::{BatchBuilder, CellInput, Column, Place, RowFlags},
    trail::{
        envelope::Fidelity,
        field::Field,
        identity::{Credential, identify},
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

/// A shape that can hold none of these says nothing of the caller.
const CALLER_FIELDS: [Field; 6] = [
    Field::IdentityType,
    Field::UserName,
    Field::PrincipalId,
    Field::Arn,
    Field::AccessKeyId,
    Field::InvokedBy,
];

/// Appends `record`, which stands at `place`, and notes what is odd about it.
pub(super) fn push_row(
    builder: &mut BatchBuilder,
    place: Place,
    record: &Record<'_>,
    fidelity: Fidelity,
    problems: &mut Problems,
) {
    builder.begin_row(place, record.value_hash);
    for (column, field) in PLAIN {
        set_field(builder, column, record, fidelity, field);
    }
    set_field(builder, Column::EventId, record, fidelity, Field::EventId);
    set_field(builder, Column::RequestId, record, fidelity, Field::RequestId);
    set_derived(builder, record, fidelity);
    let time = record
        .text(Field::EventTime)
        .and_then(|text| EpochMillis::parse(&text));
    builder.set_time(time);
    let outcome = outcome(record);
    if outcome.is_error || fidelity.holds(Field::ErrorCode) {
        builder.set(Column::Result, CellInput::Text(&outcome.label));
    } else {
        builder.set(Column::Result, CellInput::NotInExport);
    }
    let marks = [
        (RowFlags::LOSSY, fidelity != Fidelity::Full, None),
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
fn set_derived(builder: &mut BatchBuilder, record: &Record<'_>, fidelity: Fidelity) {
    let identity = identify(record);
    let names_caller = CALLER_FIELDS.iter().any(|&field| fidelity.holds(field));
    builder.set(
        Column::Caller,
        if names_caller {
            CellInput::Text(&identity.caller)
        } else {
            CellInput::NotInExport
        },
    );
    // Without the type, or the key, the table of kinds cannot be asked.
    let kind = fidelity.holds(Field::IdentityType).then(|| identity.kind.label());
    builder.set(
        Column::CallerKind,
        kind.map_or(CellInput::NotInExport, CellInput::Text),
    );
    let is_told = fidelity.holds(Field::AccessKeyId)
        && (kind.is_some() || identity.credential == Credential::LongTermKey);
    let credential = is_told.then(|| identity.credential.label());
    builder.set(
        Column::Credential,
        credential.map_or(CellInput::NotInExport, CellInput::Text),
    );
    match record.text(Field::UserAgent) {
        Some(agent) => builder.set(Column::Client, CellInput::Text(&client(&agent))),
        None => set_field(builder, Column::Client, record, fidelity, Field::UserAgent),
    }
    let parameters = match record.raw(Field::RequestParameters) {
        Raw::Absent if !fidelity.holds(Field::RequestParameters) => CellInput::NotInExport,
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
        Raw::Absent | Raw::Null => Field::RequestJobId,
        Raw::String(_) | Raw::Other(_) => Field::ResponseJobId,
    };
    set_field(builder, Column::JobId, record, fidelity, job);
}

fn set_field(
    builder: &mut BatchBuilder,
    column: Column,
    record: &Record<'_>,
    fidelity: Fidelity,
    field: Field,
) {
    match record.raw(field) {
        Raw::Absent if !fidelity.holds(field) => builder.set(column, CellInput::NotInExport),
        Raw::Absent => {}
        Raw::Null => builder.set(column, CellInput::Null),
        raw @ (Raw::String(_) | Raw::Other(_)) => {
            let text = raw.text().unwrap_or_default();
            builder.set(column, CellInput::Text(&text));
        }
    }
}
