//! The columns that are worked out from others, each once for equal values.
//!
//! A batch has few callers, clients and operations and many rows: what was derived is kept by the ids of the cells
//! it was derived from, so that most rows cost look-ups by number and no text is made, compared or hashed.

use super::row::{Held, Source};
use crate::{
    medical::{
        self,
        client::client,
        network::{self, Endpoint, NetworkClass},
        operations::{self, operation},
        outcome_class::OutcomeClass,
    },
    store::{BatchBuilder, CellInput, Column, StrId},
    trail::{
        envelope::Fidelity,
        field::Field,
        identity::{Credential, identify},
        mfa::{Mfa, mfa},
        outcome::{Outcome, OutcomeKind},
    },
};
use std::collections::HashMap;

/// A shape that can hold none of these says nothing of the caller.
const CALLER_FIELDS: [Field; 6] = [
    Field::IdentityType,
    Field::UserName,
    Field::PrincipalId,
    Field::Arn,
    Field::AccessKeyId,
    Field::InvokedBy,
];

/// What the caller is worked out from.
const IDENTITY: [Column; 17] = [
    Column::IdentityType,
    Column::UserName,
    Column::PrincipalId,
    Column::Arn,
    Column::AccountId,
    Column::AccessKeyId,
    Column::InvokedBy,
    Column::OnBehalfOfUserId,
    Column::DelegateAccountId,
    Column::SourceIdentity,
    Column::AssumedRoot,
    Column::IssuerUserName,
    Column::RecipientAccountId,
    Column::FederatedProvider,
    Column::Mfa,
    Column::MfaUsed,
    Column::SessionCreated,
];

const OF_IDENTITY: [Column; 5] = [
    Column::Caller,
    Column::Principal,
    Column::CallerKind,
    Column::Credential,
    Column::MfaState,
];

const OF_OPERATION: [Column; 6] = [
    Column::OperationGroup,
    Column::Touches,
    Column::IamLevel,
    Column::IsJob,
    Column::JobType,
    Column::Deprecated,
];

const OF_AGENT: [Column; 4] = [
    Column::Client,
    Column::ClientKind,
    Column::ClientFamily,
    Column::ClientVersion,
];

/// Cells kept by the id of the cell they follow from.
type ById<const N: usize> = Vec<Option<[StrId; N]>>;

/// The ids of all columns of a row; those of columns that were not set are absent.
pub(super) type RowIds = [StrId; Column::ALL.len()];

/// How a call came: its endpoint, the host it named, the class of its source.
type Way = (StrId, StrId, Option<NetworkClass>);

/// What was derived in this batch.
#[derive(Default)]
pub(super) struct Derived {
    fidelity: Option<Fidelity>,
    operations: ById<6>,
    agents: ById<4>,
    sources: Vec<Option<(Option<NetworkClass>, StrId)>>,
    regions: ById<1>,
    hosts: ById<1>,
    /// Few.
    endpoints: Vec<(Way, StrId)>,
    identities: HashMap<IdentityKey, [StrId; 5]>,
    /// By the numbers of identities that came before, each of which has one place.
    callers: Vec<Option<Caller>>,
}

/// An identity that is known to come again.
#[derive(Clone)]
struct Caller {
    number: u32,
    /// Of the fields that it has.
    cells: Vec<(Column, StrId)>,
    /// What follows from it and these two cells beside it.
    derived: Option<((StrId, StrId), [StrId; 5])>,
}

const NUM_CALLERS: usize = 256;

/// The ids of [`IDENTITY`]'s cells, and what else of the identity has no column of its own.
type IdentityKey = ([StrId; IDENTITY.len()], bool, bool);

impl Derived {
    /// Forgets what no longer holds: another batch has other ids, another shape other states.
    pub(super) fn begin_row(&mut self, builder: &BatchBuilder, source: &Source<'_, '_>) {
        if builder.num_rows() == 0 || self.fidelity != Some(source.fidelity) {
            *self = Self {
                fidelity: Some(source.fidelity),
                ..Self::default()
            };
        }
    }

    fn caller(&mut self, identity: Option<u32>) -> Option<&mut Caller> {
        let number = identity?;
        let caller = self.callers.get_mut(number as usize % NUM_CALLERS)?.as_mut()?;
        (caller.number == number).then_some(caller)
    }

    /// The cells of an identity's own fields, when a row of this batch had it.
    pub(super) fn cells_of(&mut self, identity: Option<u32>) -> Option<&[(Column, StrId)]> {
        self.caller(identity).map(|caller| caller.cells.as_slice())
    }

    /// Keeps the cells of an identity's own fields.
    pub(super) fn keep_cells(&mut self, identity: Option<u32>, cells: &[(Column, StrId)]) {
        let Some(number) = identity else { return };
        let is_set = |&&(_, id): &&(Column, StrId)| id != StrId::ABSENT;
        self.callers.resize(NUM_CALLERS, None);
        self.callers[number as usize % NUM_CALLERS] = Some(Caller {
            number,
            cells: cells.iter().filter(is_set).copied().collect(),
            derived: None,
        });
    }

    /// Sets all derived cells of the row begun last.
    pub(super) fn fill(
        &mut self,
        builder: &mut BatchBuilder,
        source: &Source<'_, '_>,
        outcome: &Outcome<'_>,
        ids: &RowIds,
    ) {
        self.fill_identity(builder, source, ids);
        self.fill_operation(builder, source, ids);
        self.fill_network(builder, source, ids);
        let cells = by_id(&mut self.agents, ids[Column::UserAgent.index()], || {
            of_agent(builder, &source.cell(Field::UserAgent))
        });
        set_all(builder, &OF_AGENT, &cells);
        self.fill_outcome(builder, source, outcome);
    }

    fn fill_identity(&mut self, builder: &mut BatchBuilder, source: &Source<'_, '_>, ids: &RowIds) {
        let beside = (
            ids[Column::RecipientAccountId.index()],
            ids[Column::MfaUsed.index()],
        );
        let caller = self.caller(source.record.identity);
        let known = caller
            .and_then(|caller| caller.derived)
            .filter(|(other, _)| *other == beside);
        let cells = match known {
            Some((_, cells)) => cells,
            None => {
                let key = (
                    IDENTITY.map(|column| ids[column.index()]),
                    source.has(Field::SessionContext),
                    source.has(Field::WebIdFederationData),
                );
                let derive = || of_identity(builder, source);
                *self.identities.entry(key).or_insert_with(derive)
            }
        };
        if let Some(caller) = self.caller(source.record.identity) {
            caller.derived = Some((beside, cells));
        }
        set_all(builder, &OF_IDENTITY, &cells);
    }

    fn fill_operation(&mut self, builder: &mut BatchBuilder, source: &Source<'_, '_>, ids: &RowIds) {
        if !source.is_ours {
            return;
        }
        let cells = by_id(&mut self.operations, ids[Column::Operation.index()], || {
            of_operation(builder, &source.cell(Field::EventName))
        });
        set_all(builder, &OF_OPERATION, &cells);
        let cells = by_id(&mut self.regions, ids[Column::Region.index()], || {
            let cell = told(&source.cell(Field::AwsRegion), |region| {
                truth(medical::REGIONS.contains(&region))
            });
            [builder.intern(Column::RegionListed, cell)]
        });
        set_all(builder, &[Column::RegionListed], &cells);
    }

    fn fill_network(&mut self, builder: &mut BatchBuilder, source: &Source<'_, '_>, ids: &RowIds) {
        let id = |column: Column| ids[column.index()];
        let (class, class_id) = *slot(&mut self.sources, id(Column::SourceIp)).get_or_insert_with(|| {
            let address = source.cell(Field::SourceIpAddress);
            let class = address.as_deref().ok().map(NetworkClass::of);
            let cell = told(&address, |_| class.map_or("", NetworkClass::label));
            (class, builder.intern(Column::NetworkClass, cell))
        });
        set_all(builder, &[Column::NetworkClass], &[class_id]);
        let cells = by_id(&mut self.hosts, id(Column::HostHeader), || {
            let cell = told(&source.cell(Field::ClientProvidedHostHeader), network::fips);
            [builder.intern(Column::Fips, cell)]
        });
        set_all(builder, &[Column::Fips], &cells);
        let way: Way = (id(Column::VpcEndpointId), id(Column::HostHeader), class);
        let endpoint = match self.endpoints.iter().find(|(other, _)| *other == way) {
            Some((_, endpoint)) => *endpoint,
            None => {
                let endpoint = builder.intern(Column::Endpoint, of_way(source, class));
                self.endpoints.push((way, endpoint));
                endpoint
            }
        };
        set_all(builder, &[Column::Endpoint], &[endpoint]);
    }

    fn fill_outcome(&mut self, builder: &mut BatchBuilder, source: &Source<'_, '_>, outcome: &Outcome<'_>) {
        if !outcome.is_error && !source.fidelity.holds(Field::ErrorCode) {
            builder.set(Column::Result, CellInput::NotInExport);
            builder.set(Column::OutcomeClass, CellInput::NotInExport);
            return;
        }
        let result = builder.intern(Column::Result, CellInput::Text(&outcome.label));
        builder.set_id(Column::Result, result);
        let message = || source.record.filled(Field::ErrorMessage);
        let class = match outcome.kind {
            OutcomeKind::Success => OutcomeClass::Success,
            OutcomeKind::Code => OutcomeClass::of_error(&outcome.label),
            OutcomeKind::Message => OutcomeClass::of_message(message().as_deref()),
            OutcomeKind::FailedSignIn => OutcomeClass::of_message(None),
        };
        builder.set(Column::OutcomeClass, CellInput::Text(class.label()));
    }
}

/// Whether the call came by a VPC endpoint. Where the field is not in the export, only the host can tell that it did.
fn of_way(source: &Source<'_, '_>, class: Option<NetworkClass>) -> CellInput<'static> {
    let (id, host) = (
        source.cell(Field::VpcEndpointId),
        source.cell(Field::ClientProvidedHostHeader),
    );
    let endpoint = Endpoint::of(id.as_deref().ok(), host.as_deref().ok(), class);
    if endpoint != Endpoint::Vpc && !source.fidelity.holds(Field::VpcEndpointId) {
        return CellInput::NotInExport;
    }
    CellInput::Text(endpoint.label())
}

fn slot<T: Clone>(known: &mut Vec<Option<T>>, id: StrId) -> &mut Option<T> {
    let at = id.0 as usize;
    if known.len() <= at {
        known.resize(at + 1, None);
    }
    &mut known[at]
}

fn by_id<const N: usize>(known: &mut ById<N>, id: StrId, derive: impl FnOnce() -> [StrId; N]) -> [StrId; N] {
    *slot(known, id).get_or_insert_with(derive)
}

fn set_all(builder: &mut BatchBuilder, columns: &[Column], ids: &[StrId]) {
    for (column, id) in columns.iter().zip(ids) {
        if *id != StrId::ABSENT {
            builder.set_id(*column, *id);
        }
    }
}

/// What follows from a cell; a state without a text stays what it is.
fn told(held: &Held<'_>, derive: impl FnOnce(&str) -> &'static str) -> CellInput<'static> {
    match held {
        Ok(text) => CellInput::Text(derive(text)),
        Err(state) => *state,
    }
}

fn truth(is_true: bool) -> &'static str {
    if is_true { "true" } else { "false" }
}

fn of_identity(builder: &mut BatchBuilder, source: &Source<'_, '_>) -> [StrId; 5] {
    let identity = identify(source.record);
    let holds = |field| source.fidelity.holds(field);
    let names_caller = CALLER_FIELDS.iter().any(|&field| holds(field));
    // Without the type, or the key, the table of kinds cannot be asked.
    let has_kind = holds(Field::IdentityType);
    let has_credential =
        holds(Field::AccessKeyId) && (has_kind || identity.credential == Credential::LongTermKey);
    let mfa = mfa(source.record);
    let mfa_cell = match mfa.label() {
        Some(label) => known_if(has_kind || mfa == Mfa::With, label),
        None if holds(Field::MfaAuthenticated) => CellInput::Absent,
        None => CellInput::NotInExport,
    };
    [
        builder.intern(Column::Caller, known_if(names_caller, &identity.caller)),
        builder.intern(Column::Principal, known_if(names_caller, &identity.principal())),
        builder.intern(Column::CallerKind, known_if(has_kind, identity.kind.label())),
        builder.intern(
            Column::Credential,
            known_if(has_credential, identity.credential.label()),
        ),
        builder.intern(Column::MfaState, mfa_cell),
    ]
}

fn known_if(is_known: bool, text: &str) -> CellInput<'_> {
    if is_known {
        CellInput::Text(text)
    } else {
        CellInput::NotInExport
    }
}

fn of_operation(builder: &mut BatchBuilder, name: &Held<'_>) -> [StrId; 6] {
    let cells = match name.as_deref().map(operation) {
        Err(state) => [*state; 6],
        Ok(None) => {
            let mut cells = [CellInput::Text(operations::UNKNOWN); 6];
            cells[0] = CellInput::Text(operations::NEW);
            cells
        }
        Ok(Some(known)) => [
            CellInput::Text(known.group.label()),
            CellInput::Text(known.group.touches().label()),
            CellInput::Text(known.iam_level()),
            CellInput::Text(truth(known.group.is_job())),
            known.job.map(|job| job.label()).into(),
            CellInput::Text(truth(known.is_deprecated())),
        ],
    };
    std::array::from_fn(|at| builder.intern(OF_OPERATION[at], cells[at]))
}

fn of_agent(builder: &mut BatchBuilder, agent: &Held<'_>) -> [StrId; 4] {
    let client = match agent {
        Ok(agent) => client(agent),
        Err(state) => return OF_AGENT.map(|column| builder.intern(column, *state)),
    };
    let version = (!client.version.is_empty()).then_some(client.version);
    [
        builder.intern(Column::Client, CellInput::Text(&client.label())),
        builder.intern(Column::ClientKind, CellInput::Text(client.kind.label())),
        builder.intern(Column::ClientFamily, CellInput::Text(&client.family)),
        builder.intern(Column::ClientVersion, version.into()),
    ]
}
