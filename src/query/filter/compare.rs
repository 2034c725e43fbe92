//! Tests by order and by network.

use ipnet::IpNet;
use serde::{Deserialize, Serialize};
use std::{cmp::Ordering, net::IpAddr};

/// Which side of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    /// `<`
    Below,
    /// `<=`
    UpTo,
    /// `>`
    Above,
    /// `>=`
    From,
}

impl Side {
    /// Whether `text` stands on this side of `value`: as numbers when both are numbers, else as texts.
    pub fn has(self, text: &str, value: &str) -> bool {
        let order = match (text.parse::<f64>(), value.parse::<f64>()) {
            (Ok(text), Ok(value)) => match text.partial_cmp(&value) {
                Some(order) => order,
                // Not a number is on no side of one.
                None => return false,
            },
            _ => text.cmp(value),
        };
        match self {
            Self::Below => order == Ordering::Less,
            Self::UpTo => order != Ordering::Greater,
            Self::Above => order == Ordering::Greater,
            Self::From => order != Ordering::Less,
        }
    }
}

/// Whether `text` is an address in `network`; an IPv4 address written as IPv6 (`::ffff:192.0.2.1`) counts as IPv4.
pub fn is_in_network(text: &str, network: &IpNet) -> bool {
    text.parse::<IpAddr>()
        .is_ok_and(|address| network.contains(&address.to_canonical()))
}
