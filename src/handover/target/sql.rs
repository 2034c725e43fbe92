//! What the SQL targets share: texts and conditions in standard SQL, strings between single quotes.

use super::{
    expression::{Cond, Path, Text},
    pattern::translate,
    why::Why,
    write::{Dialect, Written, condition_in},
};
use crate::query::{IpNet, Side};

/// Where one engine's SQL differs from another's.
pub(super) trait Engine {
    /// The text under the keys, see [`Text::At`].
    fn at(&self, path: Path, notes: &mut Vec<Why>) -> Written;
    /// The text under typed keys.
    fn at_keys(&self, keys: &[String]) -> Written;
    fn is_absent(&self, path: Path, notes: &mut Vec<Why>) -> Written;
    fn is_null(&self, path: Path, notes: &mut Vec<Why>) -> Written;
    fn is_there(&self, path: Path, notes: &mut Vec<Why>) -> Written;
    fn holds_anything(&self, path: Path) -> Written;
    fn failed_by_name(&self) -> Written;
    /// The first group of a pattern; the pattern is in the engine's quotes already.
    fn found(&self, text: &str, pattern: &str) -> String;
    fn matches(&self, text: &str, pattern: &str) -> String;
    fn starts_with(&self, text: &str, start: &str) -> String;
    fn contains(&self, text: &str, part: &str) -> String;
    fn in_network(&self, text: &str, network: &IpNet) -> Written;
    fn during(&self, from: Option<i64>, until: Option<i64>) -> String;
    fn has_time(&self) -> String;
    fn shown_time(&self) -> String;
}

/// SQL as `engine` speaks it.
pub(super) struct Sql<E>(pub E);

/// A number as [`Side::has`] takes it, but for infinities.
const NUMBER: &str = r"\A[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\z";

/// A string literal: nothing but the quote means anything in it.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

impl<E: Engine> Sql<E> {
    fn text(&self, text: &Text, notes: &mut Vec<Why>) -> Written {
        let many = |texts: &[Text], notes: &mut Vec<Why>| -> Result<Vec<String>, Why> {
            texts.iter().map(|text| self.text(text, notes)).collect()
        };
        Ok(match text {
            Text::At(path) => self.0.at(path, notes)?,
            Text::AtKeys(keys) => self.0.at_keys(keys)?,
            Text::Word(word) => quoted(word),
            Text::First(texts) => format!("coalesce({})", many(texts, notes)?.join(", ")),
            Text::Filled(text) => format!("nullif({}, '')", self.text(text, notes)?),
            Text::Joined(texts) => many(texts, notes)?.join(" || "),
            Text::Found(text, pattern) => {
                let text = self.text(text, notes)?;
                self.0.found(&text, &quoted(pattern))
            }
            Text::Case(cases, rest) => {
                let mut written = String::from("CASE");
                for (cond, text) in cases {
                    let cond = condition_in(self, cond, notes)?;
                    let text = self.text(text, notes)?;
                    written.push_str(&format!(" WHEN {cond} THEN {text}"));
                }
                if let Some(rest) = rest {
                    written.push_str(&format!(" ELSE {}", self.text(rest, notes)?));
                }
                written.push_str(" END");
                written
            }
            Text::ShownTime => self.0.shown_time(),
        })
    }

    fn compare(&self, text: &str, side: Side, value: &str) -> Written {
        let sign = match side {
            Side::Below => "<",
            Side::UpTo => "<=",
            Side::Above => ">",
            Side::From => ">=",
        };
        let as_texts = format!("{text} {sign} {}", quoted(value));
        match value.parse::<f64>() {
            Ok(number) if !number.is_finite() => Err(Why::Comparison),
            Ok(number) => {
                let is_number = self.0.matches(text, &quoted(NUMBER));
                let number = format!("CAST({} AS DOUBLE)", quoted(&format!("{number:?}")));
                Ok(format!(
                    "CASE WHEN {is_number} THEN try_cast({text} AS DOUBLE) {sign} {number} ELSE {as_texts} END"
                ))
            }
            Err(_) => Ok(as_texts),
        }
    }
}

impl<E: Engine> Dialect for Sql<E> {
    fn condition(&self, cond: &Cond, notes: &mut Vec<Why>) -> Written {
        Ok(match cond {
            Cond::Is(text, words) => {
                let text = self.text(text, notes)?;
                let words: Vec<_> = words.iter().map(|word| quoted(word)).collect();
                match &words[..] {
                    [word] => format!("{text} = {word}"),
                    words => format!("{text} IN ({})", words.join(", ")),
                }
            }
            Cond::Differ(one, two) => {
                format!("{} <> {}", self.text(one, notes)?, self.text(two, notes)?)
            }
            Cond::HasText(text) => format!("{} IS NOT NULL", self.text(text, notes)?),
            Cond::Contains(text, part) => {
                if !part.is_ascii() {
                    notes.push(Why::Case);
                }
                let folded: String = part.chars().flat_map(char::to_lowercase).collect();
                let text = self.text(text, notes)?;
                self.0.contains(&text, &quoted(&folded))
            }
            Cond::StartsWith(text, start) => {
                let text = self.text(text, notes)?;
                self.0.starts_with(&text, &quoted(start))
            }
            Cond::Matches(text, pattern) => {
                let translated = translate(pattern.source(), pattern.ignores_case);
                if !translated.is_exact {
                    notes.push(Why::PatternDiffers);
                }
                let text = self.text(text, notes)?;
                self.0.matches(&text, &quoted(&translated.text))
            }
            Cond::Compare(text, side, value) => {
                let text = self.text(text, notes)?;
                self.compare(&text, *side, value)?
            }
            Cond::InNetwork(text, network) => {
                let text = self.text(text, notes)?;
                self.0.in_network(&text, network)?
            }
            Cond::During(from, until) => self.0.during(*from, *until),
            Cond::HasTime => self.0.has_time(),
            Cond::IsAbsent(path) => self.0.is_absent(path, notes)?,
            Cond::IsNull(path) => self.0.is_null(path, notes)?,
            Cond::IsThere(path) => self.0.is_there(path, notes)?,
            Cond::HoldsAnything(path) => self.0.holds_anything(path)?,
            Cond::FailedByName => self.0.failed_by_name()?,
            Cond::All(_) | Cond::Any(_) | Cond::Not(_) => condition_in(self, cond, notes)?,
        })
    }

    fn all(&self, parts: &[String]) -> String {
        format!("({})", parts.join(" AND "))
    }

    fn any(&self, parts: &[String]) -> String {
        format!("({})", parts.join(" OR "))
    }

    fn not(&self, part: &str) -> String {
        format!("NOT coalesce({part}, FALSE)")
    }

    fn always(&self, holds: bool) -> String {
        if holds { "TRUE" } else { "FALSE" }.to_owned()
    }
}

/// `WHERE` with its conditions, one a line.
pub(super) fn where_clause(parts: &[String]) -> String {
    if parts.is_empty() {
        String::new()
    } else {
        format!("\nWHERE {}", parts.join("\n  AND "))
    }
}

/// What the query does not ask, as comments above it. A line of a comment ends at a line break, and the filter
/// language writes none.
pub(super) fn comments(mark: &str, left_out: &[super::LeftOut]) -> String {
    let mut text = String::new();
    for left in left_out {
        let test: String = left
            .test
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        text.push_str(&format!("{mark} {test}: {}.\n", left.why));
    }
    text
}
