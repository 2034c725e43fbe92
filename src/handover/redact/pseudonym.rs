//! One value, one pseudonym.

use super::Redactor;
use crate::base::hash::text_id;
use std::net::IpAddr;

/// The digits of a pseudonym; none that is easily taken for another.
const DIGITS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// 60 bits: two of a million values meet once in a million logs.
const NUM_DIGITS: u32 = 12;

/// Unique ids of IAM begin so: IAM User Guide, "IAM identifiers".
const ID_STARTS: [&str; 12] = [
    "AKIA", "ASIA", "AIDA", "AROA", "AGPA", "AIPA", "ANPA", "ANVA", "ABIA", "ACCA", "APKA", "ASCA",
];

impl Redactor {
    /// The pseudonym of a value, its first word by what the value looks like. Services, and nothing, keep their names.
    pub fn value(&self, text: &str) -> String {
        if is_kept(text) {
            return text.to_owned();
        }
        if text.starts_with("arn:") {
            return self.arn(text);
        }
        if let Some(rest) = text.strip_prefix("s3://") {
            let parts: Vec<String> = rest.split('/').map(|part| self.word(part)).collect();
            return format!("s3://{}", parts.join("/"));
        }
        // A principal: an id and the name of its session.
        if let Some((id, session)) = text.split_once(':').filter(|(id, _)| is_id(id)) {
            return format!("{}:{}", self.word(id), self.word(session));
        }
        self.word(text)
    }

    /// The label of a caller: a role and its session, or one name.
    pub fn caller(&self, text: &str) -> String {
        match text.split_once('/') {
            Some((role, session)) => format!("{}/{}", self.value(role), self.value(session)),
            None => self.value(text),
        }
    }

    /// A caller's label, and its id where it has another: `label · id`.
    pub fn principal(&self, text: &str) -> String {
        match text.rsplit_once(" · ") {
            Some((label, id)) => format!("{} · {}", self.caller(label), self.value(id)),
            None => self.caller(text),
        }
    }

    /// `arn:partition:service:region:account:resource` with the account and the names in the resource hidden.
    /// IAM User Guide, "Amazon Resource Names (ARNs)".
    fn arn(&self, text: &str) -> String {
        let mut parts: Vec<String> = text.splitn(6, ':').map(str::to_owned).collect();
        if parts.len() < 6 {
            return self.word(text);
        }
        if !parts[4].is_empty() && parts[4] != "aws" {
            parts[4] = self.word(&parts[4]);
        }
        let resource = &parts[5];
        parts[5] = match resource.split_once('/') {
            // The first word says what it is, but in the resources of S3, where it is the bucket.
            Some((kind, rest)) if is_resource_kind(kind) => {
                let names: Vec<String> = rest.split('/').map(|name| self.word(name)).collect();
                format!("{kind}/{}", names.join("/"))
            }
            _ => resource
                .split('/')
                .map(|name| {
                    if name == "root" || name == "*" {
                        name.to_owned()
                    } else {
                        self.word(name)
                    }
                })
                .collect::<Vec<_>>()
                .join("/"),
        };
        parts.join(":")
    }

    /// The pseudonym of one word.
    fn word(&self, text: &str) -> String {
        if is_kept(text) {
            return text.to_owned();
        }
        let mut number = text_id(self.redaction.key, text);
        let mut digits = String::new();
        for _ in 0..NUM_DIGITS {
            digits.push(char::from(DIGITS[(number & 31) as usize]));
            number >>= 5;
        }
        match text.parse::<IpAddr>() {
            Ok(address) if self.redaction.keeps_networks => format!("addr-{}-{digits}", network(address)),
            Ok(_) => format!("addr-{digits}"),
            Err(_) => format!("{}-{digits}", first_word(text)),
        }
    }
}

fn first_word(text: &str) -> &'static str {
    if is_account(text) {
        "account"
    } else if is_id(text) {
        if text.starts_with("AKIA") || text.starts_with("ASIA") {
            "key"
        } else {
            "id"
        }
    } else if text
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
    {
        "mail"
    } else if text.contains(char::is_whitespace) {
        "text"
    } else {
        "name"
    }
}

/// What names nobody: services of AWS, and the words that stand for no value.
pub fn is_kept(text: &str) -> bool {
    text.is_empty()
        || text.ends_with(".amazonaws.com")
        || text.ends_with(".amazonaws.com.cn")
        || matches!(
            text,
            "AWS Internal" | "root" | "unknown" | "(not recorded)" | "HIDDEN_DUE_TO_SECURITY_REASONS" | "*"
        )
}

pub(super) fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn is_id(text: &str) -> bool {
    (16..=128).contains(&text.len())
        && ID_STARTS.iter().any(|start| text.starts_with(start))
        && text
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn is_resource_kind(text: &str) -> bool {
    matches!(
        text,
        "user"
            | "role"
            | "assumed-role"
            | "federated-user"
            | "group"
            | "policy"
            | "instance-profile"
            | "mfa"
            | "key"
            | "alias"
            | "function"
            | "instance"
            | "identitystore"
            | "table"
            | "fhir"
            | "datastore"
            | "log-group"
            | "trail"
            | "saml-provider"
    )
}

fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}")
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}")
        }
    }
}
