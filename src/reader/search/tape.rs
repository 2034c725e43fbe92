//! A record laid out flat, so that several tests can walk it without reading it again.

use crate::trail::json::{JsonError, JsonStr, Token, Tokens};

/// One value of the record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'a> {
    /// Its key, when it stands in an object.
    pub key: Option<JsonStr<'a>>,
    pub value: Value<'a>,
    /// The node behind all that is in it.
    next: usize,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Object,
    Array,
    String(JsonStr<'a>),
    /// A number or a boolean as it stands.
    Word(&'a [u8]),
    Null,
}

/// The values of a record in the order of its text, containers before what is in them.
#[derive(Debug, Default)]
pub(super) struct Tape<'a> {
    nodes: Vec<Node<'a>>,
}

impl<'a> Tape<'a> {
    /// Lays out one JSON value.
    pub fn of(json: &'a [u8]) -> Result<Self, JsonError> {
        let mut tokens = Tokens::new(json);
        let mut nodes: Vec<Node<'a>> = Vec::with_capacity(64);
        let (mut open, mut key) = (Vec::with_capacity(8), None);
        while let Some(token) = tokens.next_token()? {
            let value = match token {
                Token::Key(text) => {
                    key = Some(text);
                    continue;
                }
                Token::ObjectEnd | Token::ArrayEnd => {
                    let len = nodes.len();
                    if let Some(node) = open.pop().and_then(|at: usize| nodes.get_mut(at)) {
                        node.next = len;
                    }
                    continue;
                }
                Token::ObjectStart => Value::Object,
                Token::ArrayStart => Value::Array,
                Token::String(text) => Value::String(text),
                Token::Number(text) => Value::Word(text),
                Token::Bool(true) => Value::Word(b"true"),
                Token::Bool(false) => Value::Word(b"false"),
                Token::Null => Value::Null,
            };
            if matches!(value, Value::Object | Value::Array) {
                open.push(nodes.len());
            }
            nodes.push(Node {
                key: key.take(),
                value,
                next: nodes.len() + 1,
            });
        }
        Ok(Self { nodes })
    }

    /// The value at a place; 0 is the record. Panics past the end.
    pub fn node(&self, at: usize) -> &Node<'a> {
        &self.nodes[at]
    }

    /// The places of the elements or members of a container.
    pub fn children(&self, of: usize) -> impl Iterator<Item = usize> + Clone + '_ {
        let end = self.nodes[of].next;
        let mut at = of + 1;
        std::iter::from_fn(move || {
            let child = (at < end).then_some(at)?;
            at = self.nodes[child].next;
            Some(child)
        })
    }

    /// Every node inside a container, at any depth.
    pub fn within(&self, of: usize) -> &[Node<'a>] {
        &self.nodes[of + 1..self.nodes[of].next]
    }
}
