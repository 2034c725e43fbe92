//! A record's JSON as a list of its parts, in the order of the text.
//!
//! The readers have judged the record's structure already; this only notes where each part stands. Text that is no
//! JSON has no tree.

use std::{borrow::Cow, ops::Range};

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{…}` with this many members.
    Object(u32),
    /// `[…]` with this many elements.
    Array(u32),
    /// A text.
    Text,
    /// A number, `true` or `false`.
    Literal,
    /// `null`.
    Null,
}

/// How a part is reached from the one that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is the whole record.
    Root,
    /// By its key: where that stands, quotes included.
    Key(Range<usize>),
    /// By its place, from 0.
    Index(u32),
}

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// How it is reached.
    pub step: Step,
    /// What it is.
    pub kind: Kind,
    /// Where its value stands in the text.
    pub span: Range<usize>,
    /// How many parts hold it.
    pub depth: u32,
    /// The part that holds it; the root holds itself.
    pub parent: usize,
    /// The place after the last part that it holds.
    pub end: usize,
}

impl Node {
    /// It holds no other parts: a value, `{}` or `[]`.
    pub fn is_leaf(&self) -> bool {
        !matches!(self.kind, Kind::Object(1..) | Kind::Array(1..))
    }
}

/// A record's parts; the first is the whole record, and each is followed by those that it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    text: String,
    nodes: Vec<Node>,
}

impl Tree {
    /// The parts of `text`; `None` when it is not one JSON value.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parser = Parser {
            text,
            at: 0,
            nodes: Vec::new(),
            open: Vec::new(),
        };
        parser.run()?;
        let nodes = parser.nodes;
        Some(Self {
            text: text.to_owned(),
            nodes,
        })
    }

    /// All parts.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The value of a part, exactly as it stands in the text.
    pub fn raw(&self, node: &Node) -> &str {
        &self.text[node.span.clone()]
    }

    /// The value of a part as it is meant: a text without quotes and escapes, anything else as it stands.
    pub fn value(&self, node: &Node) -> Cow<'_, str> {
        match node.kind {
            Kind::Text => meant(self.raw(node)),
            _ => Cow::Borrowed(self.raw(node)),
        }
    }

    /// The key or the number by which a part is reached; empty for the whole record.
    pub fn name(&self, node: &Node) -> Cow<'_, str> {
        match &node.step {
            Step::Root => Cow::Borrowed(""),
            Step::Key(span) => meant(&self.text[span.clone()]),
            Step::Index(index) => Cow::Owned(format!("[{index}]")),
        }
    }

    /// The path of a part: `userIdentity.arn`, `resources[0].ARN`. A key with other characters than letters, digits,
    /// `_`, `-`, `:`, `/` and `@` stands in quotes, as JSON writes it.
    pub fn path(&self, place: usize) -> String {
        let mut steps = Vec::new();
        let mut at = place;
        while at != 0 {
            steps.push(at);
            at = self.nodes[at].parent;
        }
        let mut path = String::new();
        for node in steps.iter().rev().map(|at| &self.nodes[*at]) {
            match &node.step {
                Step::Root => {}
                Step::Index(index) => path.push_str(&format!("[{index}]")),
                Step::Key(span) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    let raw = &self.text[span.clone()];
                    let key = meant(raw);
                    path.push_str(if is_plain(&key) { &key } else { raw });
                }
            }
        }
        path
    }

    /// The keys on the way to a part, outermost first; elements of lists have none.
    pub fn keys(&self, place: usize) -> Vec<Cow<'_, str>> {
        let mut keys = Vec::new();
        let mut at = place;
        while at != 0 {
            if let Step::Key(span) = &self.nodes[at].step {
                keys.push(meant(&self.text[span.clone()]));
            }
            at = self.nodes[at].parent;
        }
        keys.reverse();
        keys
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|character| character.is_alphanumeric() || "_-:/@".contains(character))
}

/// A JSON string as it is meant; what cannot be unescaped, half a surrogate pair, stays as it is written.
fn meant(quoted: &str) -> Cow<'_, str> {
    let inner = quoted
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(quoted);
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    match serde_json::from_str::<String>(quoted) {
        Ok(text) => Cow::Owned(text),
        Err(_half_a_pair) => Cow::Borrowed(inner),
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    nodes: Vec<Node>,
    /// The parts that are still open.
    open: Vec<usize>,
}

impl Parser<'_> {
    /// One value and nothing after it. A loop, not a recursion: a record may be nested deeply.
    fn run(&mut self) -> Option<()> {
        let mut step = Step::Root;
        loop {
            self.begin(step)?;
            step = loop {
                let Some(&holder) = self.open.last() else {
                    return (self.peek().is_none()).then_some(());
                };
                let (closing, len) = match self.nodes[holder].kind {
                    Kind::Object(len) => (b'}', len),
                    Kind::Array(len) => (b']', len),
                    _ => return None,
                };
                match self.peek()? {
                    byte if byte == closing => self.close(holder),
                    b',' if len > 0 => {
                        self.at += 1;
                        break self.step(holder)?;
                    }
                    _ if len == 0 => break self.step(holder)?,
                    _ => return None,
                }
            };
        }
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blank = rest
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        self.at += blank.count();
        self.text.as_bytes().get(self.at).copied()
    }

    /// The way to the next part of `holder`.
    fn step(&mut self, holder: usize) -> Option<Step> {
        let node = &mut self.nodes[holder];
        match &mut node.kind {
            Kind::Array(len) => {
                *len += 1;
                return Some(Step::Index(*len - 1));
            }
            Kind::Object(len) => *len += 1,
            _ => return None,
        }
        if self.peek()? != b'"' {
            return None;
        }
        let start = self.at;
        self.at += string_len(&self.text[start..])?;
        let key = Step::Key(start..self.at);
        if self.peek()? != b':' {
            return None;
        }
        self.at += 1;
        Some(key)
    }

    fn begin(&mut self, step: Step) -> Option<()> {
        let first = self.peek()?;
        let start = self.at;
        let rest = &self.text[start..];
        let (kind, len) = match first {
            b'{' => (Kind::Object(0), 1),
            b'[' => (Kind::Array(0), 1),
            b'"' => (Kind::Text, string_len(rest)?),
            _ => {
                let len = rest
                    .find(|other: char| !(other.is_ascii_alphanumeric() || "+-.".contains(other)))
                    .unwrap_or(rest.len());
                match &rest[..len] {
                    "" => return None,
                    "null" => (Kind::Null, len),
                    _ => (Kind::Literal, len),
                }
            }
        };
        let place = self.nodes.len();
        self.at += len;
        self.nodes.push(Node {
            step,
            kind,
            span: start..self.at,
            depth: self.open.len() as u32,
            parent: self.open.last().copied().unwrap_or(place),
            end: place + 1,
        });
        if matches!(kind, Kind::Object(_) | Kind::Array(_)) {
            self.open.push(place);
        }
        Some(())
    }

    fn close(&mut self, holder: usize) {
        self.at += 1;
        self.open.pop();
        let end = self.nodes.len();
        let node = &mut self.nodes[holder];
        node.span.end = self.at;
        node.end = end;
    }
}

/// The length of the JSON string that `text` begins with, quotes included.
fn string_len(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(text: &str) -> Vec<(String, String)> {
        let tree = Tree::parse(text).expect(text);
        let nodes = tree.nodes().iter().enumerate();
        nodes
            .filter(|(_, node)| node.is_leaf())
            .map(|(place, node)| (tree.path(place), tree.value(node).into_owned()))
            .collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs
            .iter()
            .map(|(path, value)| ((*path).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn every_leaf_has_its_path_and_its_value() {
        assert_eq!(
            leaves(r#" {"a":{"b":[1.50,{"c":"x\u0041"}],"d":null} , "e":{},"f":[ ],"g":"","a b":true} "#),
            pairs(&[
                ("a.b[0]", "1.50"),
                ("a.b[1].c", "xA"),
                ("a.d", "null"),
                ("e", "{}"),
                ("f", "[ ]"),
                ("g", ""),
                ("\"a b\"", "true"),
            ])
        );
    }

    #[test]
    fn a_key_with_a_dot_is_not_taken_for_two() {
        let text = r#"{"a.b":1,"a":{"b":2},"c\"":3,"":4}"#;
        assert_eq!(
            leaves(text),
            pairs(&[("\"a.b\"", "1"), ("a.b", "2"), (r#""c\"""#, "3"), ("\"\"", "4")])
        );
    }

    #[test]
    fn parts_know_what_they_hold() {
        let tree = Tree::parse(r#"{"a":{"b":1,"c":[2,3]},"d":4}"#).expect("JSON");
        let ends: Vec<_> = tree
            .nodes()
            .iter()
            .map(|node| (node.kind, node.depth, node.end))
            .collect();
        assert_eq!(
            ends,
            [
                (Kind::Object(2), 0, 7),
                (Kind::Object(2), 1, 6),
                (Kind::Literal, 2, 3),
                (Kind::Array(2), 2, 6),
                (Kind::Literal, 3, 5),
                (Kind::Literal, 3, 6),
                (Kind::Literal, 1, 7),
            ]
        );
        assert_eq!(tree.raw(&tree.nodes()[3]), "[2,3]");
        assert_eq!(tree.keys(4), ["a", "c"]);
    }

    #[test]
    fn half_a_surrogate_pair_stays_as_it_is_written() {
        assert_eq!(leaves(r#"{"a":"\ud800x"}"#), pairs(&[("a", r"\ud800x")]));
    }

    #[test]
    fn what_is_no_json_has_no_tree() {
        for text in [
            "",
            "a,b,c",
            "{",
            "[1,]x",
            "{\"a\"}",
            "{\"a\":1}}",
            "{\"a\":1 \"b\":2}",
            "[1 2]",
            "{,}",
            "\"open",
            "{a:1}",
            "{\"a\":}",
        ] {
            assert!(Tree::parse(text).is_none(), "{text}");
        }
        let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(Tree::parse(&deep).expect("nested").nodes().len(), 100_001);
    }
}
