//! One record to one row.

use super::derived::Derived;
use crate::{
    base::{EpochMillis, Problem, ProblemKind, problem::Problems},
    store::{BatchBuilder, CellInput, Column, Place, RowFlags, StrId},
    trail::{
        envelope::Fidelity,
        field::Field,
        outcome::outcome,
        record::{Raw, Record},
    },
};
use std::borrow::Cow;

/// Columns that hold a field as it stands in the record.
#[rustfmt::skip]
const PLAIN: [(Column, Field); 26] = [
    (Column::Operation, Field::EventName),
    (Column::SourceIp, Field::SourceIpAddress),
    (Column::Region, Field::AwsRegion),
    (Column::EventSource, Field::EventSource),
    (Column::ErrorCode, Field::ErrorCode),
    (Column::ErrorMessage, Field::ErrorMessage),
    (Column::UserAgent, Field::UserAgent),
    (Column::MfaUsed, Field::MfaUsed),
    (Column::RecipientAccountId, Field::RecipientAccountId),
    (Column::EventType, Field::EventType),
    (Column::EventCategory, Field::EventCategory),
    (Column::EventVersion, Field::EventVersion),
    (Column::ApiVersion, Field::ApiVersion),
    (Column::ReadOnly, Field::ReadOnly),
    (Column::ManagementEvent, Field::ManagementEvent),
    (Column::VpcEndpointId, Field::VpcEndpointId),
    (Column::VpcEndpointAccountId, Field::VpcEndpointAccountId),
    (Column::SharedEventId, Field::SharedEventId),
    (Column::AddendumReason, Field::AddendumReason),
    (Column::AddendumOriginalRequestId, Field::AddendumOriginalRequestId),
    (Column::AddendumOriginalEventId, Field::AddendumOriginalEventId),
    (Column::FromConsole, Field::SessionCredentialFromConsole),
    (Column::TlsVersion, Field::TlsVersion),
    (Column::CipherSuite, Field::CipherSuite),
    (Column::KeyExchange, Field::KeyExchange),
    (Column::HostHeader, Field::ClientProvidedHostHeader),
];

/// The same of `userIdentity`.
#[rustfmt::skip]
const OF_IDENTITY: [(Column, Field); 28] = [
    (Column::IdentityType, Field::IdentityType),
    (Column::UserName, Field::UserName),
    (Column::PrincipalId, Field::PrincipalId),
    (Column::Arn, Field::Arn),
    (Column::AccountId, Field::AccountId),
    (Column::AccessKeyId, Field::AccessKeyId),
    (Column::InvokedBy, Field::InvokedBy),
    (Column::IdentityProvider, Field::IdentityProvider),
    (Column::CredentialId, Field::CredentialId),
    (Column::OnBehalfOfUserId, Field::OnBehalfOfUserId),
    (Column::IdentityStoreArn, Field::IdentityStoreArn),
    (Column::ScopeSourceArn, Field::ScopeSourceArn),
    (Column::ScopeSourceAccount, Field::ScopeSourceAccount),
    (Column::ScopeIssuerType, Field::ScopeIssuerType),
    (Column::ScopeIssuedTo, Field::ScopeIssuedTo),
    (Column::DelegateAccountId, Field::DelegateAccountId),
    (Column::IssuerType, Field::IssuerType),
    (Column::IssuerUserName, Field::IssuerUserName),
    (Column::IssuerPrincipalId, Field::IssuerPrincipalId),
    (Column::IssuerArn, Field::IssuerArn),
    (Column::IssuerAccountId, Field::IssuerAccountId),
    (Column::FederatedProvider, Field::FederatedProvider),
    (Column::SourceIdentity, Field::SourceIdentity),
    (Column::AssumedRoot, Field::AssumedRoot),
    (Column::Ec2RoleDelivery, Field::Ec2RoleDelivery),
    (Column::SignInSessionArn, Field::SignInSessionArn),
    (Column::Mfa, Field::MfaAuthenticated),
    (Column::SessionCreated, Field::CreationDate),
];

/// Columns of jobs, and where their values may stand: the first place that has one counts.
const OF_JOBS: [(Column, &[Field]); 9] = [
    (
        Column::JobId,
        &[Field::ResponseJobId, Field::JobJobId, Field::RequestJobId],
    ),
    (Column::JobName, &[Field::JobName, Field::RequestJobName]),
    (Column::JobStatus, &[Field::JobStatus]),
    (
        Column::InputBucket,
        &[Field::JobInputBucket, Field::RequestInputBucket],
    ),
    (Column::InputKey, &[Field::JobInputKey, Field::RequestInputKey]),
    (
        Column::OutputBucket,
        &[Field::JobOutputBucket, Field::RequestOutputBucket],
    ),
    (Column::OutputKey, &[Field::JobOutputKey, Field::RequestOutputKey]),
    (Column::DataAccessRole, &[Field::JobRole, Field::RequestRole]),
    (Column::KmsKey, &[Field::JobKmsKey, Field::RequestKmsKey]),
];

/// What a cell holds: a text, or a state without one.
pub(super) type Held<'a> = Result<Cow<'a, str>, CellInput<'static>>;

/// A record on its way to a row.
pub(super) struct Source<'r, 'a> {
    pub(super) record: &'r Record<'a>,
    pub(super) fidelity: Fidelity,
    /// It is one of Comprehend Medical's.
    pub(super) is_ours: bool,
}

impl<'a> Source<'_, 'a> {
    /// What stands in a field.
    pub(super) fn cell(&self, field: Field) -> Held<'a> {
        match self.record.raw(field) {
            Raw::Absent if !self.fidelity.holds(field) => Err(CellInput::NotInExport),
            Raw::Absent => Err(CellInput::Absent),
            Raw::Null => Err(CellInput::Null),
            raw @ (Raw::String(_) | Raw::Other(_)) => Ok(raw.text().unwrap_or_default()),
        }
    }

    /// The field is there and not `null`.
    pub(super) fn has(&self, field: Field) -> bool {
        !matches!(self.record.raw(field), Raw::Absent | Raw::Null)
    }

    /// The first text in `fields`; without one, what can be said: not in the export when one of them might have
    /// had it.
    fn first(&self, fields: &[Field]) -> Held<'a> {
        let mut state = CellInput::Absent;
        for field in fields {
            match self.cell(*field) {
                Ok(text) => return Ok(text),
                Err(CellInput::Absent) => {}
                Err(other) if state != CellInput::NotInExport => state = other,
                Err(_) => {}
            }
        }
        Err(state)
    }

    /// Of the request's parameters only whether there are any.
    fn parameters(&self) -> Held<'static> {
        let is_blank = |byte: &u8| byte.is_ascii_whitespace() || b"{}".contains(byte);
        match self.record.raw(Field::RequestParameters) {
            Raw::Absent if !self.fidelity.holds(Field::RequestParameters) => Err(CellInput::NotInExport),
            Raw::Absent => Err(CellInput::Absent),
            Raw::Null => Err(CellInput::Null),
            Raw::Other(json) if json.iter().all(is_blank) => Ok("{}".into()),
            Raw::Other(json) if is_omitted(json) => Ok("{omitted}".into()),
            Raw::Other(_) | Raw::String(_) => Ok("{…}".into()),
        }
    }
}

/// CloudTrail leaves parameters of more than 100 KB out and says so in their place: `reason`, `omitted`, `originalSize`.
fn is_omitted(json: &[u8]) -> bool {
    const MAX_NOTE_BYTES: usize = 512;
    let has = |key: &str| memchr::memmem::find(json, key.as_bytes()).is_some();
    json.len() < MAX_NOTE_BYTES && has("\"omitted\"") && has("\"originalSize\"")
}

/// Sets the cell of a column of texts, and returns its id.
fn set(builder: &mut BatchBuilder, column: Column, held: Held<'_>) -> StrId {
    if held == Err(CellInput::Absent) {
        return StrId::ABSENT;
    }
    let id = builder.intern(column, input(&held));
    builder.set_id(column, id);
    id
}

fn input<'t>(held: &'t Held<'_>) -> CellInput<'t> {
    match held {
        Ok(text) => CellInput::Text(text),
        Err(state) => *state,
    }
}

/// Appends the record, which stands at `place`, and notes what is odd about it.
pub(super) fn push_row(
    builder: &mut BatchBuilder,
    derived: &mut Derived,
    place: Place,
    source: &Source<'_, '_>,
    problems: &mut Problems,
) {
    let record = source.record;
    derived.begin_row(builder, source);
    builder.begin_row(place, record.value_hash);
    let mut ids = [StrId::ABSENT; Column::ALL.len()];
    for (column, field) in PLAIN {
        ids[column.index()] = set(builder, column, source.cell(field));
    }
    match derived.cells_of(record.identity) {
        Some(cells) => {
            for &(column, id) in cells {
                builder.set_id(column, id);
                ids[column.index()] = id;
            }
        }
        None => {
            for (column, field) in OF_IDENTITY {
                ids[column.index()] = set(builder, column, source.cell(field));
            }
            let cells = OF_IDENTITY.map(|(column, _)| (column, ids[column.index()]));
            derived.keep_cells(record.identity, &cells);
        }
    }
    for (column, fields) in OF_JOBS {
        set(builder, column, source.first(fields));
    }
    set(builder, Column::RequestParameters, source.parameters());
    for (column, field) in [
        (Column::EventId, Field::EventId),
        (Column::RequestId, Field::RequestId),
    ] {
        builder.set(column, input(&source.cell(field)));
    }
    let time = record
        .text(Field::EventTime)
        .and_then(|text| EpochMillis::parse(&text));
    builder.set_time(time);
    let outcome = outcome(record);
    derived.fill(builder, source, &outcome, &ids);
    let marks = [
        (RowFlags::LOSSY, source.fidelity != Fidelity::Full, None),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_for_an_identity_stands_in_it_and_nothing_else_does() {
        let is_in_identity = |field: &Field| (Field::UserIdentity..=Field::FederatedProvider).contains(field);
        assert!(OF_IDENTITY.iter().all(|(_, field)| is_in_identity(field)));
        assert!(!PLAIN.iter().any(|(_, field)| is_in_identity(field)));
    }
}
