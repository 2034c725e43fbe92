//! Which columns of the table hold what is hidden, and how.

use super::{Originals, Redactor};
use crate::store::{Cell, Column};

/// How a column's texts are hidden.
enum Hiding {
    /// The whole text is a value.
    Value,
    /// A role and its session, or a name.
    Caller,
    /// A caller, and behind a dot an id.
    Principal,
    /// Values may stand in it.
    Within,
    /// It is not hidden.
    No,
}

fn hiding(column: Column) -> Hiding {
    match column {
        Column::Caller => Hiding::Caller,
        Column::Principal => Hiding::Principal,
        Column::SourceIp
        | Column::ErrorMessage
        | Column::UserName
        | Column::PrincipalId
        | Column::Arn
        | Column::AccountId
        | Column::AccessKeyId
        | Column::InvokedBy
        | Column::IssuerArn
        | Column::SourceIdentity
        | Column::RecipientAccountId
        | Column::JobId
        | Column::JobName
        | Column::InputBucket
        | Column::InputKey
        | Column::OutputBucket
        | Column::OutputKey
        | Column::DataAccessRole
        | Column::KmsKey
        | Column::IdentityProvider
        | Column::FederatedProvider
        | Column::CredentialId
        | Column::OnBehalfOfUserId
        | Column::IdentityStoreArn
        | Column::ScopeSourceArn
        | Column::ScopeSourceAccount
        | Column::ScopeIssuedTo
        | Column::DelegateAccountId
        | Column::IssuerUserName
        | Column::IssuerPrincipalId
        | Column::IssuerAccountId
        | Column::SignInSessionArn
        | Column::VpcEndpointAccountId => Hiding::Value,
        // Whoever writes a record can put anything anywhere; only words that every log is made of stay as they are.
        Column::Time | Column::Operation | Column::Region | Column::EventSource => Hiding::No,
        _ => Hiding::Within,
    }
}

/// Whether the column's texts are whole values that are hidden.
pub fn is_hidden(column: Column) -> bool {
    matches!(hiding(column), Hiding::Value | Hiding::Caller)
}

/// Whether the column shows something else with pseudonyms on.
pub fn changes(column: Column) -> bool {
    !matches!(hiding(column), Hiding::No)
}

/// Adds the values in a text of the column: the text and the parts by which others would know it.
pub fn originals_of(column: Column, text: &str, originals: &mut Originals) {
    if !is_hidden(column) {
        return;
    }
    match column {
        Column::ErrorMessage => originals.add(text),
        // Not the label itself: what stands on both sides of the slash.
        Column::Caller => text.splitn(2, '/').for_each(|part| originals.add(part)),
        _ => add_parts(text, originals),
    }
}

/// A value and, of an ARN or a principal, its parts.
pub(super) fn add_parts(text: &str, originals: &mut Originals) {
    if let Some(arn) = text.strip_prefix("arn:") {
        originals.add(text);
        let parts: Vec<&str> = arn.splitn(5, ':').collect();
        if let [_, _, _, account, resource] = parts[..] {
            originals.add(account);
            let names = resource.split('/');
            let num_kinds = usize::from(resource.contains('/') && !arn.starts_with("aws:s3:"));
            names.skip(num_kinds).for_each(|name| originals.add(name));
        }
    } else if let Some((id, session)) = text.split_once(':').filter(|(id, _)| super::pseudonym::is_id(id)) {
        originals.add(id);
        originals.add(session);
    } else {
        originals.add(text);
    }
}

impl Redactor {
    /// The cell as it is shown.
    pub fn cell(&self, column: Column, cell: Cell) -> Cell {
        match cell {
            Cell::Text(text) => match hiding(column) {
                Hiding::Value => Cell::text(self.value(&text)),
                Hiding::Caller => Cell::text(self.caller(&text)),
                Hiding::Principal => Cell::text(self.principal(&text)),
                Hiding::Within => Cell::text(self.free_text(&text)),
                Hiding::No => Cell::Text(text),
            },
            other => other,
        }
    }
}
