//! A record with its values hidden: its texts are exchanged where they stand, everything else keeps its bytes.

use super::{Originals, Redactor, column::add_parts};
use crate::{
    handover::export::write_text,
    trail::json::{JsonError, JsonStr, Token, Tokens},
};

/// Below these keys a log holds what the caller wrote: every text is hidden that is not known to be harmless.
const CALLERS_OWN: [&str; 7] = [
    "requestParameters",
    "responseElements",
    "additionalEventData",
    "serviceEventDetails",
    "resources",
    "webIdFederationData",
    "tagContext",
];

/// Keys whose texts are whole values, wherever they stand; in lower case.
const VALUES: [&str; 24] = [
    "accountid",
    "recipientaccountid",
    "vpcendpointaccountid",
    "sourceaccount",
    "arn",
    "username",
    "principalid",
    "accesskeyid",
    "userid",
    "sourceidentity",
    "identitystorearn",
    "sourcearn",
    "credentialid",
    "sourceipaddress",
    "errormessage",
    "invokedby",
    "signinsessionarn",
    "jobname",
    "jobid",
    "bucketname",
    "key",
    "s3key",
    "s3bucket",
    "s3uri",
];

/// Keys below [`CALLERS_OWN`] whose texts name nobody; in lower case.
const HARMLESS: [&str; 8] = [
    "languagecode",
    "jobstatus",
    "modelversion",
    "type",
    "durationseconds",
    "consolelogin",
    "loginto",
    "mfaused",
];

impl Redactor {
    /// The record with its values hidden, and the values that were. Fails when it is not JSON.
    pub fn record(&self, record: &[u8]) -> Result<(Vec<u8>, Originals), JsonError> {
        self.walk(record, false)
    }

    /// A ledger as the page saves it, with the paths of files and the values in its sentences hidden. Fails when it is
    /// not JSON.
    pub fn ledger(&self, ledger: &[u8]) -> Result<Vec<u8>, JsonError> {
        self.walk(ledger, true).map(|(hidden, _)| hidden)
    }

    fn walk(&self, record: &[u8], is_ledger: bool) -> Result<(Vec<u8>, Originals), JsonError> {
        let mut walk = Walk {
            redactor: self,
            is_ledger,
            hidden: Originals::default(),
            out: Vec::with_capacity(record.len() + record.len() / 4),
            copied: 0,
            keys: Vec::new(),
        };
        let mut tokens = Tokens::new(record);
        while let Some(token) = tokens.next_token()? {
            walk.take(record, token);
        }
        walk.out.extend(&record[walk.copied..]);
        Ok((walk.out, walk.hidden))
    }
}

struct Walk<'a> {
    redactor: &'a Redactor,
    /// Not a record, but a ledger.
    is_ledger: bool,
    hidden: Originals,
    out: Vec<u8>,
    /// How much of the record was dealt with.
    copied: usize,
    /// The keys that are open, the current one last; an empty one for an array.
    keys: Vec<String>,
}

impl Walk<'_> {
    fn take(&mut self, record: &[u8], token: Token<'_>) {
        match token {
            Token::ObjectStart | Token::ArrayStart => self.keys.push(String::new()),
            Token::ObjectEnd | Token::ArrayEnd => {
                self.keys.pop();
            }
            Token::Key(key) => {
                let text = key.decode().0.into_owned();
                if self.is_callers_own() {
                    self.exchange(record, key, self.redactor.free_text(&text), &text);
                }
                if let Some(last) = self.keys.last_mut() {
                    *last = text;
                }
            }
            Token::String(string) => {
                let text = string.decode().0.into_owned();
                let hidden = self.hide(&text);
                self.exchange(record, string, hidden, &text);
            }
            Token::Number(number) => self.number(record, number),
            Token::Bool(_) | Token::Null => {}
        }
    }

    /// Whether the current key stands below one of [`CALLERS_OWN`].
    fn is_callers_own(&self) -> bool {
        let above = self.keys.len().saturating_sub(1);
        self.keys[..above]
            .iter()
            .any(|key| CALLERS_OWN.contains(&key.as_str()))
    }

    fn hide(&mut self, text: &str) -> String {
        // Elements of an array stand under its key.
        let key = self.keys.iter().rev().find(|key| !key.is_empty());
        let key = key.map_or(String::new(), |key| key.to_ascii_lowercase());
        if self.is_ledger {
            return if key == "path" {
                self.redactor.path(text)
            } else {
                self.redactor.free_text(text)
            };
        }
        let is_harmless = || HARMLESS.contains(&key.as_str()) || matches!(text, "true" | "false");
        let is_value = VALUES.contains(&key.as_str()) || (self.is_callers_own() && !is_harmless());
        if is_value {
            add_parts(text, &mut self.hidden);
            self.redactor.value(text)
        } else {
            self.redactor.free_text(text)
        }
    }

    /// Writes `new` in the place of the string, unless it is the same.
    fn exchange(&mut self, record: &[u8], string: JsonStr<'_>, new: String, old: &str) {
        if new == old {
            return;
        }
        // The string is a part of the record: its place is the distance of their addresses.
        let start = string.raw().as_ptr() as usize - record.as_ptr() as usize;
        self.out.extend(&record[self.copied..start - 1]);
        write_text(&mut self.out, &new);
        self.copied = start + string.raw().len() + 1;
    }

    /// An account may stand as a number.
    fn number(&mut self, record: &[u8], number: &[u8]) {
        let text = String::from_utf8_lossy(number);
        if self.redactor.originals().contains(&text) || super::pseudonym::is_account(&text) {
            self.hidden.add(&text);
            let start = number.as_ptr() as usize - record.as_ptr() as usize;
            self.out.extend(&record[self.copied..start]);
            write_text(&mut self.out, &self.redactor.value(&text));
            self.copied = start + number.len();
        }
    }
}
