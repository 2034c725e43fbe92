//! One test made ready for many values.

use super::{Op, Side, compare::is_in_network, texts::Needle};
use crate::store::{Cell, CellRef};
use ipnet::IpNet;

/// The test of one value after another; holds what is worked out once, such as a compiled pattern.
pub struct ValueTest {
    kind: Kind,
    scratch: String,
}

enum Kind {
    OneOf(Vec<Cell>),
    Contains(Needle),
    StartsWith(String),
    Matches(Box<dyn Fn(&str) -> bool>),
    Compare(Side, String),
    InNetwork(IpNet),
    Exists,
    /// Times stand in a column of their own.
    Never,
}

impl ValueTest {
    /// Makes a test ready.
    pub fn new(op: &Op) -> Self {
        let kind = match op {
            Op::OneOf(values) => Kind::OneOf(values.clone()),
            Op::Contains(text) => Kind::Contains(Needle::new(text)),
            Op::StartsWith(start) => Kind::StartsWith(start.clone()),
            Op::Matches(pattern) => Kind::Matches(Box::new(pattern.test())),
            Op::Compare(side, value) => Kind::Compare(*side, value.clone()),
            Op::InNetwork(network) => Kind::InNetwork(*network),
            Op::Exists => Kind::Exists,
            Op::During(..) => Kind::Never,
        };
        Self {
            kind,
            scratch: String::new(),
        }
    }

    /// Whether a value passes.
    pub fn passes(&mut self, value: CellRef<'_>) -> bool {
        match (&self.kind, value) {
            (Kind::OneOf(values), value) => values.iter().any(|other| CellRef::from(other) == value),
            (Kind::Exists, value) => matches!(value, CellRef::Null | CellRef::Text(_)),
            (_, CellRef::Text(text)) => self.passes_text(text),
            _ => false,
        }
    }

    /// The same for an object or a list: only what asks whether it is there passes.
    pub fn passes_container(&self) -> bool {
        matches!(self.kind, Kind::Exists)
    }

    /// Whether a key or a value inside an object passes. The empty text counts as a state there, and states are
    /// asked of the value itself.
    pub fn passes_within(&mut self, text: &str) -> bool {
        match &self.kind {
            Kind::Exists => false,
            Kind::OneOf(_) if text.is_empty() => false,
            Kind::OneOf(values) => values.iter().any(|value| value.as_text() == Some(text)),
            _ => self.passes_text(text),
        }
    }

    fn passes_text(&mut self, text: &str) -> bool {
        match &self.kind {
            Kind::OneOf(values) => values.iter().any(|value| value.as_text() == Some(text)),
            Kind::Contains(needle) => needle.is_in(text, &mut self.scratch),
            Kind::StartsWith(start) => text.starts_with(start.as_str()),
            Kind::Matches(matches) => matches(text),
            Kind::Compare(side, value) => side.has(text, value),
            Kind::InNetwork(network) => is_in_network(text, network),
            Kind::Exists => true,
            Kind::Never => false,
        }
    }
}
