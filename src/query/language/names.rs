//! The names of fields: each column's own, shorter ones that people use, and paths of the record. Case makes no
//! difference.

use super::paths::{path_named, print_path};
use crate::{query::Field, store::Column};
use std::borrow::Cow;

/// The name of "any field of the table".
pub const ANY: &str = "any";

/// Shorter names for columns.
const ALIASES: [(&str, Column); 25] = [
    ("time", Column::Time),
    ("operation", Column::Operation),
    ("event", Column::Operation),
    ("outcome", Column::Result),
    ("user", Column::Caller),
    ("ip", Column::SourceIp),
    ("address", Column::SourceIp),
    ("sourceIp", Column::SourceIp),
    ("region", Column::Region),
    ("service", Column::EventSource),
    ("error", Column::ErrorCode),
    ("message", Column::ErrorMessage),
    ("account", Column::AccountId),
    ("arn", Column::Arn),
    ("accessKey", Column::AccessKeyId),
    ("userName", Column::UserName),
    ("principalId", Column::PrincipalId),
    ("onBehalfOf", Column::OnBehalfOfUserId),
    ("sourceIdentity", Column::SourceIdentity),
    ("keyExchange", Column::KeyExchange),
    ("role", Column::IssuerUserName),
    ("mfa", Column::Mfa),
    ("vpce", Column::VpcEndpointId),
    ("tls", Column::TlsVersion),
    ("host", Column::HostHeader),
];

/// The field of a name.
pub fn field_named(name: &str) -> Option<Field> {
    if name.eq_ignore_ascii_case(ANY) {
        return Some(Field::AnyShown);
    }
    let column = Column::ALL
        .iter()
        .copied()
        .find(|column| column.key().eq_ignore_ascii_case(name));
    column
        .or_else(|| {
            ALIASES
                .iter()
                .find(|(alias, _)| alias.eq_ignore_ascii_case(name))
                .map(|(_, column)| *column)
        })
        .map(Field::Column)
        .or_else(|| path_named(name).map(Field::Record))
}

/// The name under which a field is printed.
pub fn name_of(field: &Field) -> Cow<'static, str> {
    match field {
        Field::Column(column) => column.key().into(),
        Field::AnyShown => ANY.into(),
        Field::Record(path) => print_path(path).into(),
    }
}

/// The shorter names of a column.
pub fn aliases(column: Column) -> impl Iterator<Item = &'static str> {
    ALIASES
        .iter()
        .filter(move |(_, of)| *of == column)
        .map(|(alias, _)| *alias)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_names_one_field() {
        for (alias, column) in ALIASES {
            assert_eq!(field_named(alias), Some(Field::Column(column)), "{alias}");
            assert!(aliases(column).any(|other| other == alias));
        }
        for column in Column::ALL {
            assert_eq!(
                field_named(&column.key().to_uppercase()),
                Some(Field::Column(*column))
            );
        }
        assert_eq!(field_named("nothing"), None);
    }
}
