//! `jq` over a folder of log files. Language: jq 1.6 manual; patterns are Oniguruma's.
//!
//! The program stands between single quotes of the shell, so it holds none: strings write theirs as `\u0027`.

use super::{
    Purpose, Statement, Wish,
    expression::{Cond, Text},
    pattern::{literal, translate},
    sql::comments,
    trail,
    why::{LeftOut, Why},
    write::{Dialect, Writer, Written, condition_in},
};
use crate::query::{IpNet, Side};

struct Jq;

/// The words that conditions are made of, each with what it needs.
const DEFINITIONS: [(&str, &str); 9] = [
    ("at(", "def at($p): try getpath($p) catch null;"),
    (
        "text(",
        "def text($p): at($p) | if . == null or type == \"string\" then . else tojson end;",
    ),
    (
        "there(",
        "def there($p): at($p[:-1]) | (type == \"object\" and has($p[-1]));",
    ),
    (
        "has_text(",
        "def has_text(t; f): t as $t | $t != null and ($t | f);",
    ),
    (
        "found(",
        "def found($p): if . == null then null else [match($p)] | if length > 0 then .[0].captures[0].string else null end end;",
    ),
    (
        "time",
        "def time: text([\"eventTime\"]) | if . != null and test(\"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?Z$\") then .[:-1] else null end;",
    ),
    (
        "shown",
        "def shown: time | if . == null then null else sub(\"T\"; \" \") | sub(\"[.]0+$\"; \"\") end;",
    ),
    (
        "ipv4",
        "def ipv4: sub(\"^::ffff:\"; \"\") | if test(\"^([0-9]{1,3}[.]){3}[0-9]{1,3}$\") then split(\".\") | if all(.[]; tonumber < 256 and (length == 1 or startswith(\"0\") == false)) then reduce (.[] | tonumber) as $n (0; . * 256 + $n) else null end else null end;",
    ),
    (
        "ipv6",
        "def ipv6: if test(\"^[0-9A-Fa-f:]+$\") and contains(\":\") then (split(\"::\") | map(split(\":\") | map(select(. != \"\")))) as $h | ($h | map(length) | add // 0) as $n | if ($h | length) == 2 and $n < 8 or ($h | length) == 1 and $n == 8 then $h[0] + [range(8 - $n) | \"0\"] + ($h[1] // []) | if all(.[]; length < 5) then map((\"000\" + ascii_downcase)[-4:]) | add else null end else null end else null end;",
    ),
];

/// A number as [`Side::has`] takes it, but for infinities.
const NUMBER: &str = "^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$";

pub(super) fn write(wish: &Wish) -> (Vec<Statement>, Vec<LeftOut>) {
    let (program, left_out) = program(wish, ".Records[]");
    let text = format!(
        "{}find {} -name '*.json.gz' -exec gzip -dc {{}} + | jq -c '{program}'\n",
        comments("#", &left_out),
        wish.place.folder(),
    );
    (vec![Statement::new(Purpose::Ask, text)], left_out)
}

/// The program that lets the wanted records through, of those that `records` gives.
pub(super) fn program(wish: &Wish, records: &str) -> (String, Vec<LeftOut>) {
    let mut parts = Vec::new();
    if let Some(source) = &wish.source {
        parts.push(format!(".eventSource == {}", quoted(source)));
    }
    let mut writer = Writer::new(&Jq);
    parts.extend(writer.parts(&wish.filter));
    let left_out = writer.left_out;
    let condition = if parts.is_empty() {
        "true".to_owned()
    } else {
        parts.join("\n  and ")
    };
    let body = format!("{records} | select({condition})");
    (format!("{}{body}", definitions(&body)), left_out)
}

/// Those definitions that `body` needs, and those that they need.
fn definitions(body: &str) -> String {
    let mut needed = [false; DEFINITIONS.len()];
    for index in (0..DEFINITIONS.len()).rev() {
        let is_used = |text: &str| uses(text, DEFINITIONS[index].0);
        let is_used_later =
            (index + 1..DEFINITIONS.len()).any(|later| needed[later] && is_used(DEFINITIONS[later].1));
        needed[index] = is_used(body) || is_used_later;
    }
    let mut text = String::new();
    for (_, definition) in DEFINITIONS
        .iter()
        .zip(needed)
        .filter(|(_, needed)| *needed)
        .map(|(d, n)| (n, d.1))
    {
        text.push_str(definition);
        text.push('\n');
    }
    text
}

/// Whether the word stands in the text outside of a longer one. In a string it may stand too: a definition too many
/// does no harm.
fn uses(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
}

/// A string literal without single quotes, control characters or interpolation.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(character);
            }
            '\'' => quoted.push_str("\\u0027"),
            control if control.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

fn keys<K: AsRef<str>>(path: &[K]) -> String {
    let keys: Vec<_> = path.iter().map(|key| quoted(key.as_ref())).collect();
    format!("[{}]", keys.join(", "))
}

impl Jq {
    fn text(&self, text: &Text, notes: &mut Vec<Why>) -> Written {
        let many = |texts: &[Text], notes: &mut Vec<Why>| -> Result<Vec<String>, Why> {
            texts.iter().map(|text| self.text(text, notes)).collect()
        };
        Ok(match text {
            Text::At(path) => format!("text({})", keys(path)),
            Text::AtKeys(path) => format!("text({})", keys(path)),
            Text::Word(word) => quoted(word),
            // No text is `false`, so the alternative operator takes the first that is there.
            Text::First(texts) => format!("({})", many(texts, notes)?.join(" // ")),
            Text::Filled(text) => format!(
                "({} | if . == \"\" then null else . end)",
                self.text(text, notes)?
            ),
            Text::Joined(texts) => {
                let texts = many(texts, notes)?.join(", ");
                format!("([{texts}] | if any(.[]; . == null) then null else add end)")
            }
            Text::Found(text, pattern) => {
                format!("({} | found({}))", self.text(text, notes)?, quoted(pattern))
            }
            Text::Case(cases, rest) => {
                let mut written = String::from("(");
                for (cond, text) in cases {
                    let (cond, text) = (condition_in(self, cond, notes)?, self.text(text, notes)?);
                    written.push_str(&format!("if {cond} then {text} else "));
                }
                match rest {
                    Some(rest) => written.push_str(&self.text(rest, notes)?),
                    None => written.push_str("null"),
                }
                written.push_str(&" end".repeat(cases.len()));
                written.push(')');
                written
            }
            Text::ShownTime => "shown".to_owned(),
        })
    }

    /// A test of a text that is there.
    fn test(&self, text: &Text, test: &str, notes: &mut Vec<Why>) -> Written {
        Ok(format!("has_text({}; {test})", self.text(text, notes)?))
    }
}

impl Dialect for Jq {
    fn condition(&self, cond: &Cond, notes: &mut Vec<Why>) -> Written {
        match cond {
            Cond::Is(text, words) => {
                let text = self.text(text, notes)?;
                let words: Vec<_> = words.iter().map(|word| quoted(word)).collect();
                Ok(match &words[..] {
                    [word] => format!("{text} == {word}"),
                    words => format!("any({text} == ({}); .)", words.join(", ")),
                })
            }
            Cond::Differ(one, two) => {
                let (one, two) = (self.text(one, notes)?, self.text(two, notes)?);
                Ok(format!("({one} as $a | {two} as $b | $a != null and $b != null and $a != $b)"))
            }
            Cond::HasText(text) => Ok(format!("{} != null", self.text(text, notes)?)),
            Cond::Contains(text, part) if part.is_ascii() => {
                let part = quoted(&part.to_ascii_lowercase());
                self.test(text, &format!("ascii_downcase | contains({part})"), notes)
            }
            Cond::Contains(text, part) => {
                notes.push(Why::Case);
                self.test(text, &format!("test({}; \"i\")", quoted(&literal(part))), notes)
            }
            Cond::StartsWith(text, start) => self.test(text, &format!("startswith({})", quoted(start)), notes),
            Cond::Matches(text, pattern) => {
                let translated = translate(pattern.source(), pattern.ignores_case);
                if !translated.is_exact {
                    notes.push(Why::PatternDiffers);
                }
                self.test(text, &format!("test({})", quoted(&translated.text)), notes)
            }
            Cond::Compare(text, side, value) => {
                let sign = match side {
                    Side::Below => "<",
                    Side::UpTo => "<=",
                    Side::Above => ">",
                    Side::From => ">=",
                };
                let as_texts = format!(". {sign} {}", quoted(value));
                let test = match value.parse::<f64>() {
                    Ok(number) if !number.is_finite() => return Err(Why::Comparison),
                    Ok(number) => {
                        format!("if test({}) then tonumber {sign} {number:?} else {as_texts} end", quoted(NUMBER))
                    }
                    Err(_) => as_texts,
                };
                self.test(text, &test, notes)
            }
            Cond::InNetwork(text, IpNet::V4(network)) => {
                let (first, last) = (u32::from(network.network()), u32::from(network.broadcast()));
                self.test(text, &format!("ipv4 | . != null and . >= {first} and . <= {last}"), notes)
            }
            Cond::InNetwork(text, IpNet::V6(network)) => {
                let (first, last) = (u128::from(network.network()), u128::from(network.broadcast()));
                let mapped = format!("{:024x}", 0xffff);
                let test = format!(
                    "ipv6 | . != null and . >= \"{first:032x}\" and . <= \"{last:032x}\" and (startswith(\"{mapped}\") | not)"
                );
                self.test(text, &test, notes)
            }
            Cond::During(from, until) => Ok(during(*from, *until)),
            Cond::HasTime => Ok("time != null".to_owned()),
            Cond::IsAbsent(path) => Ok(format!("(there({}) | not)", keys(path))),
            Cond::IsNull(path) => Ok(format!("(there({0}) and at({0}) == null)", keys(path))),
            Cond::IsThere(path) => Ok(format!("there({})", keys(path))),
            Cond::HoldsAnything(path) => {
                self.test(&Text::At(path), &format!("test({})", quoted(r"[^\s{}\[\]]")), notes)
            }
            Cond::FailedByName => {
                Ok("(text([\"eventName\"]) as $n | $n != null and at([\"responseElements\", $n]) == \"Failure\")".to_owned())
            }
            Cond::All(_) | Cond::Any(_) | Cond::Not(_) => condition_in(self, cond, notes),
        }
    }

    fn all(&self, parts: &[String]) -> String {
        format!("({})", parts.join(" and "))
    }

    fn any(&self, parts: &[String]) -> String {
        format!("({})", parts.join(" or "))
    }

    fn not(&self, part: &str) -> String {
        format!("({part} | not)")
    }

    fn always(&self, holds: bool) -> String {
        if holds { "true" } else { "false" }.to_owned()
    }
}

/// Without the `Z`, a text of a time with a fraction stands behind that of its whole second, as it should.
fn during(from: Option<i64>, until: Option<i64>) -> String {
    let bound = |millis| quoted(trail::moment(millis).trim_end_matches('Z'));
    let mut parts = vec!["$t != null".to_owned()];
    parts.extend(from.map(|from| format!("$t >= {}", bound(from))));
    parts.extend(until.map(|until| format!("$t < {}", bound(until))));
    format!("(time as $t | {})", parts.join(" and "))
}
