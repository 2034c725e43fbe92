//! From the cells of a row to a record in CloudTrail's own form.
//!
//! Bytes go through as they are, UTF-8 or not: the reader of records marks what is odd. An empty cell may have been
//! absent, `null` or `""`; it is left out. For the two fields that CloudTrail itself writes as `null`,
//! `requestParameters` and `responseElements`, not even that is said: they count as not in the export.

use super::{
    Fidelity,
    cells::Cells,
    fidelity,
    header::{Cell, Column, CsvKind, Layout},
};
use crate::trail::json::{Token, Tokens};

/// How much of its fields a column's cell holds, when not all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// The column's first field, as text.
    First,
    /// None.
    Nothing,
}

/// Builds records; keeps its buffers.
#[derive(Debug, Default)]
pub(super) struct Builder {
    json: Vec<u8>,
    /// Columns that hold less than their kind in this row.
    less: Vec<(usize, Held)>,
    /// The sets of fields met so far.
    known: Vec<(Vec<(usize, Held)>, Fidelity)>,
}

impl Builder {
    /// The record that was built last.
    pub(super) fn json(&self) -> &[u8] {
        &self.json
    }

    /// Builds the record of a row. `None`: the row has none.
    pub(super) fn build(&mut self, layout: &Layout, cells: &Cells) -> Option<Fidelity> {
        self.json.clear();
        if let Some(index) = layout.record {
            let text = cells.get(index).trim_ascii();
            if text.first() == Some(&b'{') {
                self.json.extend_from_slice(text);
                return Some(Fidelity::Full);
            }
        }
        if !layout.has_columns {
            return None;
        }
        self.write(layout, cells);
        if let Some((_, fidelity)) = self.known.iter().find(|(less, _)| *less == self.less) {
            return Some(fidelity.clone());
        }
        let fidelity = fidelity(layout, &self.less);
        self.known.push((self.less.clone(), fidelity.clone()));
        Some(fidelity)
    }

    fn write(&mut self, layout: &Layout, cells: &Cells) {
        self.less.clear();
        // Objects that are open, by their keys; values that turned out not to belong at their place.
        let mut open: Vec<&str> = Vec::new();
        let mut strays: Vec<(&str, &[u8])> = Vec::new();
        self.json.push(b'{');
        for &index in &layout.order {
            let (column, text) = (&layout.columns[index], cells.get(index));
            if column.cell == Cell::Record {
                continue;
            }
            if text.is_empty() {
                if column.is_nullable {
                    self.less.push((index, Held::Nothing));
                }
                continue;
            }
            if column.cell == Cell::CallerArn && !is_callers(text) {
                self.less.push((index, Held::Nothing));
                strays.push((&column.name, text));
                continue;
            }
            let Some((key, objects)) = column.path.split_last() else {
                continue;
            };
            self.enter(&mut open, objects);
            self.key(key);
            if !self.value(column, layout.kind, text) && !column.fields.is_empty() {
                let is_own = !["tlsDetails", "additionalEventData", "addendum"]
                    .iter()
                    .any(|path| column.is_path(path));
                self.less
                    .push((index, if is_own { Held::First } else { Held::Nothing }));
            }
        }
        self.enter(&mut open, &[]);
        for (name, text) in strays {
            self.key(name);
            self.string(text);
        }
        self.json.push(b'}');
    }

    /// Closes and opens objects until exactly `wanted` are open.
    fn enter<'a>(&mut self, open: &mut Vec<&'a str>, wanted: &'a [String]) {
        let same = open
            .iter()
            .zip(wanted)
            .take_while(|(one, two)| *one == two)
            .count();
        for _ in open.drain(same..) {
            self.json.push(b'}');
        }
        for key in &wanted[same..] {
            self.key(key);
            self.json.push(b'{');
            open.push(key);
        }
    }

    fn key(&mut self, key: &str) {
        if self.json.last() != Some(&b'{') {
            self.json.push(b',');
        }
        self.string(key.as_bytes());
        self.json.push(b':');
    }

    /// Writes a value; `false` when JSON was expected and the text is none.
    fn value(&mut self, column: &Column, kind: CsvKind, text: &[u8]) -> bool {
        let trimmed = text.trim_ascii();
        // No text of CloudTrail's is the word null; query results print it for none.
        if trimmed == b"null" && kind != CsvKind::EventHistory {
            self.json.extend_from_slice(trimmed);
            return true;
        }
        let is_ours = column.path[0] == "userIdentity" || column.is_path("tlsDetails");
        match column.cell {
            Cell::Flag if matches!(text, b"true" | b"false") => self.json.extend_from_slice(text),
            Cell::Json if !is_json(trimmed) => {
                self.string(text);
                return false;
            }
            Cell::Json if is_ours => recase(trimmed, &mut self.json),
            Cell::Json => self.json.extend_from_slice(trimmed),
            Cell::Flag | Cell::Text | Cell::CallerArn | Cell::Record => self.string(text),
        }
        true
    }

    fn string(&mut self, text: &[u8]) {
        self.json.push(b'"');
        for &byte in text {
            match byte {
                b'"' | b'\\' => self.json.extend([b'\\', byte]),
                0..0x20 => {
                    let hex = |digit: u8| b"0123456789abcdef"[usize::from(digit)];
                    self.json
                        .extend([b'\\', b'u', b'0', b'0', hex(byte >> 4), hex(byte & 15)]);
                }
                _ => self.json.push(byte),
            }
        }
        self.json.push(b'"');
    }
}

/// The ARN of somebody who calls, not of something that is called.
fn is_callers(arn: &[u8]) -> bool {
    let has = |part: &[u8]| memchr::memmem::find(arn, part).is_some();
    has(b":iam::") && (has(b":user/") || has(b":root"))
        || has(b":sts::") && (has(b":assumed-role/") || has(b":federated-user/"))
}

fn is_json(text: &[u8]) -> bool {
    if !matches!(text.first(), Some(b'{' | b'[')) {
        return false;
    }
    let mut tokens = Tokens::new(text);
    loop {
        match tokens.next_token() {
            Ok(Some(_)) => {}
            Ok(None) => return true,
            Err(_) => return false,
        }
    }
}

/// Keys inside `userIdentity` and `tlsDetails`, which Athena writes in lower case.
#[rustfmt::skip]
const KEYS: [&str; 31] = [
    "principalId", "accountId", "accessKeyId", "userName", "invokedBy", "onBehalfOf", "userId", "identityStoreArn",
    "inScopeOf", "sourceArn", "sourceAccount", "issuerType", "credentialsIssuedTo", "credentialId",
    "invokedByDelegate", "identityProvider", "sessionContext", "mfaAuthenticated", "creationDate", "sessionIssuer",
    "webIdFederationData", "federatedProvider", "sourceIdentity", "ec2RoleDelivery", "ec2IssuedInVpc",
    "assumedRoot", "signInSessionArn", "tlsVersion", "cipherSuite", "clientProvidedHostHeader", "keyExchange",
];

/// Copies JSON, with keys that Athena put in lower case as CloudTrail writes them.
fn recase(json: &[u8], out: &mut Vec<u8>) {
    let mut tokens = Tokens::new(json);
    let mut copied = 0;
    while let Ok(Some(token)) = tokens.next_token() {
        let Token::Key(key) = token else { continue };
        let is_lower = |name: &&&str| {
            name.bytes()
                .map(|byte| byte.to_ascii_lowercase())
                .eq(key.raw().iter().copied())
        };
        let Some(name) = KEYS.iter().find(is_lower) else {
            continue;
        };
        // The key's own bytes end before the quote and the colon.
        let before = &json[copied..tokens.at()];
        let Some(at) = memchr::memmem::rfind(before, key.raw()) else {
            continue;
        };
        out.extend_from_slice(&before[..at]);
        out.extend_from_slice(name.as_bytes());
        copied += at + key.raw().len();
    }
    out.extend_from_slice(&json[copied..]);
}
