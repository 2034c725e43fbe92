//! Texts in which values to be hidden may stand: agents, messages, paths, filters, reports.

use super::{
    Redactor,
    pseudonym::{is_account, is_id},
};
use std::net::IpAddr;

impl Redactor {
    /// The text with every known value, ARN, access key, account, e-mail and address in it replaced.
    pub fn free_text(&self, text: &str) -> String {
        let mut result = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let len = rest.find(is_between).unwrap_or(rest.len());
            let (token, after) = rest.split_at(len);
            self.push_token(token, &mut result);
            let between = after.find(|c| !is_between(c)).unwrap_or(after.len());
            result.push_str(&after[..between]);
            rest = &after[between..];
        }
        self.known(&result)
    }

    /// The path of a file: names of folders are hidden but for those that CloudTrail gives.
    pub fn path(&self, path: &str) -> String {
        let is_kept = |part: &str| {
            matches!(
                part,
                "AWSLogs" | "CloudTrail" | "CloudTrail-Digest" | "CloudTrail-Insight" | "" | "!"
            ) || part.bytes().all(|byte| byte.is_ascii_digit()) && part.len() <= 4
                || is_region(part)
        };
        let part = |part: &str| {
            if is_kept(part) {
                return part.to_owned();
            }
            // 111122223333_CloudTrail_us-east-1_20260801T0000Z_Ab12.json.gz
            if let Some((account, rest)) = part.split_once('_').filter(|(account, _)| is_account(account)) {
                return self.known(&format!("{}_{}", self.value(account), self.digest_name(rest)));
            }
            let (name, mark) = part.strip_suffix('!').map_or((part, ""), |name| (name, "!"));
            let ending = [
                ".json.gz", ".json", ".csv", ".gz", ".zip", ".tar", ".ndjson", ".txt",
            ]
            .iter()
            .find(|ending| name.ends_with(**ending))
            .copied()
            .unwrap_or_default();
            format!("{}{ending}{mark}", self.value(&name[..name.len() - ending.len()]))
        };
        path.split('/').map(part).collect::<Vec<_>>().join("/")
    }

    /// The name of a digest tells that of its trail, which may hold low lines itself:
    /// `CloudTrail-Digest_us-east-1_TRAIL_us-east-1_20260801T000000Z.json.gz`.
    fn digest_name(&self, rest: &str) -> String {
        let hidden = || {
            let (kind, rest) = rest
                .split_once('_')
                .filter(|(kind, _)| *kind == "CloudTrail-Digest")?;
            let (region, rest) = rest.split_once('_')?;
            let (name, backfill) = rest
                .split_once("_backfill")
                .map_or((rest, None), |(name, end)| (name, Some(end)));
            let (name, time) = name.rsplit_once('_')?;
            let (trail, home) = name.rsplit_once('_')?;
            let end = backfill.map(|end| format!("_backfill{end}")).unwrap_or_default();
            Some(format!(
                "{kind}_{region}_{}_{home}_{time}{end}",
                self.value(trail)
            ))
        };
        hidden().unwrap_or_else(|| rest.to_owned())
    }

    fn push_token(&self, token: &str, result: &mut String) {
        let trimmed = token.trim_end_matches(['.', ':']);
        let is_value = trimmed.starts_with("arn:")
            || trimmed.starts_with("s3://")
            || is_id(trimmed)
            || is_mail(trimmed)
            || (trimmed.contains(['.', ':']) && trimmed.parse::<IpAddr>().is_ok());
        if is_value {
            result.push_str(&self.value(trimmed));
            result.push_str(&token[trimmed.len()..]);
        } else {
            self.push_digits(token, result);
        }
    }

    /// Twelve digits that stand alone are an account, but at the end of a GUID.
    fn push_digits(&self, token: &str, result: &mut String) {
        let (mut at, bytes) = (0, token.as_bytes());
        while at < bytes.len() {
            let len = bytes[at..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit())
                .count();
            let is_apart = |byte: Option<&u8>| !byte.is_some_and(u8::is_ascii_alphanumeric);
            if len == 12
                && is_apart(at.checked_sub(1).and_then(|before| bytes.get(before)))
                && is_apart(bytes.get(at + 12))
                && !ends_guid(&token[..at])
            {
                result.push_str(&self.value(&token[at..at + 12]));
                at += 12;
                continue;
            }
            let next = token[at..].chars().next().map_or(1, char::len_utf8).max(len);
            result.push_str(&token[at..at + next]);
            at += next;
        }
    }

    /// The text with every known value in it replaced.
    fn known(&self, text: &str) -> String {
        let mut result = String::new();
        let mut from = 0;
        while let Some((at, value)) = self.originals().find(text, from) {
            result.push_str(&text[from..at]);
            result.push_str(&self.value(value));
            from = at + value.len();
        }
        result.push_str(&text[from..]);
        result
    }
}

/// What stands between words that may be a value.
fn is_between(character: char) -> bool {
    character.is_whitespace() || "\"'`<>()[]{},;|\\".contains(character)
}

fn is_mail(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.starts_with('.'))
}

fn ends_guid(before: &str) -> bool {
    let start = before.len().checked_sub(24);
    start.and_then(|start| before.get(start..)).is_some_and(|head| {
        let is_dash = |at: usize| matches!(at, 8 | 13 | 18 | 23);
        head.bytes().enumerate().all(|(at, byte)| {
            if is_dash(at) {
                byte == b'-'
            } else {
                byte.is_ascii_hexdigit()
            }
        })
    })
}

fn is_region(text: &str) -> bool {
    let mut parts = text.split('-');
    matches!(
        parts.next(),
        Some("us" | "eu" | "ap" | "ca" | "sa" | "me" | "af" | "il" | "mx" | "cn")
    ) && text.len() <= 20
        && parts.clone().count() >= 2
        && parts
            .next_back()
            .is_some_and(|last| !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()))
}
