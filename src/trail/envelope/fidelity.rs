//! How much of a record a shape can hold.

use crate::trail::field::{Field, NUM_FIELDS, RECORD};

/// Whether a record stands in its shape as CloudTrail wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fidelity {
    /// As CloudTrail wrote it.
    Full,
    /// Put together from what the shape holds: of these fields it can say what stood in them, absence included;
    /// any other field is not in this export.
    Lossy(FieldSet),
}

impl Fidelity {
    /// Whether the shape can say what stood in `field`.
    pub fn holds(self, field: Field) -> bool {
        match self {
            Self::Full => true,
            Self::Lossy(fields) => fields.contains(field),
        }
    }

    /// Whether the shape can say that nothing stands where `keys` lead to, in a record in which nothing does: when it
    /// holds the last field on the way.
    pub fn holds_path<K: AsRef<str>>(self, keys: &[K]) -> bool {
        let Self::Lossy(fields) = self else { return true };
        let (mut node, mut is_held) = (Some(&RECORD), false);
        for key in keys {
            let Some(branch) = node.and_then(|node| node.branch_of_any_case(key.as_ref())) else {
                break;
            };
            // Objects without a field of their own are held as what they stand in is.
            is_held = branch.field.map_or(is_held, |field| fields.contains(field));
            node = branch.node;
        }
        is_held
    }
}

/// A set of fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FieldSet(u128);

const _: () = assert!(NUM_FIELDS <= u128::BITS as usize);

impl FieldSet {
    /// No field.
    pub const EMPTY: Self = Self(0);

    /// The set of `fields`.
    pub const fn of(fields: &[Field]) -> Self {
        let (mut bits, mut at) = (0, 0);
        while at < fields.len() {
            bits |= 1 << fields[at] as u128;
            at += 1;
        }
        Self(bits)
    }

    /// The field that a chain of keys leads to and, with `is_deep`, all fields below it.
    pub fn at_path(path: &[&str], is_deep: bool) -> Self {
        let (mut node, mut set) = (Some(&RECORD), Self::EMPTY);
        for (depth, key) in path.iter().enumerate() {
            let Some(branch) = node.and_then(|node| node.branch(key)) else {
                return Self::EMPTY;
            };
            node = branch.node;
            if depth + 1 == path.len() {
                set.0 |= branch.field.map_or(0, |field| 1 << field as u128);
            }
        }
        if let Some(node) = node.filter(|_| is_deep) {
            set.0 |= node.fields.clone().fold(0, |bits, field| bits | 1 << field);
        }
        set
    }

    /// Whether `field` is in it.
    pub const fn contains(self, field: Field) -> bool {
        self.0 & (1 << field as u128) != 0
    }

    /// The fields of either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// No field is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_its_field_and_to_those_below() {
        assert_eq!(
            FieldSet::at_path(&["eventName"], true),
            FieldSet::of(&[Field::EventName])
        );
        assert_eq!(
            FieldSet::at_path(&["userIdentity"], false),
            FieldSet::of(&[Field::UserIdentity])
        );
        let identity = FieldSet::at_path(&["userIdentity"], true);
        assert!(identity.contains(Field::IssuerArn) && !identity.contains(Field::EventName));
        let tls = FieldSet::at_path(&["tlsDetails"], true);
        assert!(tls.contains(Field::CipherSuite) && !tls.contains(Field::UserIdentity));
        assert!(FieldSet::at_path(&["edgeDeviceDetails"], true).is_empty());
        assert!(FieldSet::at_path(&[], false).is_empty());
    }

    #[test]
    fn a_shape_knows_of_what_lies_below_the_fields_it_holds() {
        let parameters = FieldSet::at_path(&["requestParameters"], true);
        let lossy = Fidelity::Lossy(parameters.union(FieldSet::of(&[Field::Arn])));
        for known in [
            &["requestparameters", "inputDataConfig", "s3Bucket"][..],
            &["requestParameters", "inputDataConfig", "other"],
            &["requestParameters", "other"],
            &["userIdentity", "arn"],
        ] {
            assert!(lossy.holds_path(known), "{known:?}");
        }
        for unknown in [
            &["userIdentity", "type"][..],
            &["resources", "ARN"],
            &["tlsDetails"],
        ] {
            assert!(!lossy.holds_path(unknown), "{unknown:?}");
            assert!(Fidelity::Full.holds_path(unknown));
        }
    }

    #[test]
    fn a_full_record_holds_every_field() {
        assert!(Fidelity::Full.holds(Field::FederatedProvider));
        assert!(!Fidelity::Lossy(FieldSet::EMPTY).holds(Field::EventId));
    }
}
