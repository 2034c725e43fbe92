//! A view as the fragment of an address: filters, columns, order, tab and zone, never data.
//!
//! `v=1&f=…&off=…&c=…&s=…&t=…&z=…`: each filter in the filter language, percent-encoded; `off` is a filter that is switched
//! off; `c` the columns, `s` the order, `t` the tab, `z` whose
//! clock times are shown by (`local`, or a zone's name; without it UTC). A fragment never reaches a server, and opening one loads nothing.

use super::{AppState, Column, Columns, Tab};
use crate::{
    base::ZoneChoice,
    query::{
        SortKey, Token,
        language::{parse, print},
    },
};
use std::fmt::Write;

/// The version that is written and read.
const VERSION: &str = "1";
/// A link may have so many bytes; some mail programs and proxies cut longer ones.
pub const MAX_LINK_BYTES: usize = 8 << 10;

/// A view.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ViewLink {
    /// The filters.
    pub tokens: Vec<Token>,
    /// The columns; none says nothing about them.
    pub columns: Vec<Column>,
    /// The order; none says nothing about it.
    pub sort: Vec<SortKey>,
    /// The tab; none says nothing about it.
    pub tab: Option<Tab>,
    /// Whose clock times are shown by; none is UTC.
    pub zone: Option<ZoneChoice>,
}

/// Why a fragment is no view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It was made by a newer page, or by something else.
    OtherVersion,
    /// It has more than [`MAX_LINK_BYTES`].
    TooLong,
    /// One of its parts cannot be read: the part as far as it is text.
    BadPart(String),
}

impl ViewLink {
    /// The view on screen.
    pub fn of(state: &AppState) -> Self {
        Self {
            tokens: state.asking.question().tokens,
            ..Self::shape_of(state)
        }
    }

    /// The view on screen without what comes from the data: the page may put it into its address unasked.
    pub fn shape_of(state: &AppState) -> Self {
        let columns: Vec<Column> = state.columns.iter().map(|shown| shown.column).collect();
        let is_first = *state.columns == Columns::default();
        let sort = &state.asking.query.sort;
        Self {
            tokens: Vec::new(),
            columns: if is_first { Vec::new() } else { columns },
            sort: if *sort == crate::query::Query::default().sort {
                Vec::new()
            } else {
                sort.clone()
            },
            tab: (state.view.tab != Tab::default()).then_some(state.view.tab),
            zone: (!state.zone.is_utc()).then(|| state.zone.choice.clone()),
        }
    }

    /// The filters of the view as text, one a line of what a link to it reveals.
    pub fn filters(&self) -> Vec<String> {
        self.tokens.iter().map(|token| print(&token.filter)).collect()
    }

    /// The filters that are switched on, as text.
    pub fn filters_in_force(&self) -> Vec<String> {
        let on = self.tokens.iter().filter(|token| token.is_on);
        on.map(|token| print(&token.filter)).collect()
    }

    /// The fragment, without `#`; empty for the view of a fresh page.
    pub fn to_fragment(&self) -> String {
        let mut text = String::new();
        for token in &self.tokens {
            part(
                &mut text,
                if token.is_on { "f" } else { "off" },
                &print(&token.filter),
            );
        }
        if !self.columns.is_empty() {
            let keys: Vec<&str> = self.columns.iter().map(|column| column.key()).collect();
            part(&mut text, "c", &keys.join(","));
        }
        if !self.sort.is_empty() {
            let keys = self.sort.iter().map(|key| {
                let way = if key.is_descending { "-" } else { "" };
                format!("{way}{}", key.column.key())
            });
            part(&mut text, "s", &keys.collect::<Vec<_>>().join(","));
        }
        if let Some(tab) = self.tab {
            part(&mut text, "t", tab.key());
        }
        if let Some(zone) = &self.zone {
            part(&mut text, "z", &zone.to_string());
        }
        if text.is_empty() {
            text
        } else {
            format!("v={VERSION}{text}")
        }
    }

    /// Reads a fragment, without `#`; an empty one is the view of a fresh page.
    pub fn parse(fragment: &str) -> Result<Self, LinkError> {
        if fragment.len() > MAX_LINK_BYTES {
            return Err(LinkError::TooLong);
        }
        let mut link = Self::default();
        if fragment.is_empty() {
            return Ok(link);
        }
        let mut parts = fragment.split('&');
        if parts.next() != Some(&format!("v={VERSION}")) {
            return Err(LinkError::OtherVersion);
        }
        for part in parts {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let bad = || LinkError::BadPart(part.chars().take(80).collect());
            let value = decoded(value).ok_or_else(bad)?;
            match name {
                "f" | "off" => link.tokens.push(Token {
                    filter: parse(&value).map_err(|_| bad())?,
                    is_on: name == "f",
                }),
                "c" => {
                    for key in value.split(',') {
                        let column = Column::from_key(key).ok_or_else(bad)?;
                        if !link.columns.contains(&column) {
                            link.columns.push(column);
                        }
                    }
                }
                "s" => {
                    for key in value.split(',') {
                        let name = key.strip_prefix('-').unwrap_or(key);
                        link.sort.push(SortKey {
                            column: Column::from_key(name).ok_or_else(bad)?,
                            is_descending: key.starts_with('-'),
                        });
                    }
                }
                "t" => link.tab = Some(Tab::from_key(&value).ok_or_else(bad)?),
                "z" => link.zone = Some(ZoneChoice::parse(&value).ok_or_else(bad)?),
                _ => return Err(bad()),
            }
        }
        Ok(link)
    }
}

fn part(text: &mut String, name: &str, value: &str) {
    text.push('&');
    text.push_str(name);
    text.push('=');
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~,/:".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _written = write!(text, "%{byte:02X}");
        }
    }
}

/// Percent-decoded; `None` for what is no such text.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                let digits = std::str::from_utf8(&digits).ok()?;
                u8::from_str_radix(digits, 16).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_and_its_fragment_are_the_same() {
        let token = |text, is_on| Token {
            filter: parse(text).expect(text),
            is_on,
        };
        let view = ViewLink {
            tokens: vec![
                token("operation = DetectPHI", true),
                token("caller : \"Mateo & co #1 100%\" or not ip in 10.0.0.0/8", false),
                token("\"\u{202e}<script>\u{1f600}\"", true),
            ],
            columns: vec![Column::Time, Column::Arn],
            sort: vec![SortKey {
                column: Column::Time,
                is_descending: true,
            }],
            tab: Some(Tab::Callers),
            zone: ZoneChoice::parse("America/Argentina/Buenos_Aires"),
        };
        let fragment = view.to_fragment();
        assert!(
            fragment.is_ascii() && !fragment.contains(['#', '<', ' ', '"']),
            "{fragment}"
        );
        assert_eq!(ViewLink::parse(&fragment), Ok(view));
        assert_eq!(ViewLink::default().to_fragment(), "");
        assert_eq!(ViewLink::parse(""), Ok(ViewLink::default()));
    }

    #[test]
    fn what_is_no_view_is_refused_whole() {
        let bad = |part: &str| Err(LinkError::BadPart(part.into()));
        assert_eq!(ViewLink::parse("v=2&t=calls"), Err(LinkError::OtherVersion));
        assert_eq!(ViewLink::parse("section-3"), Err(LinkError::OtherVersion));
        assert_eq!(
            ViewLink::parse(&"v".repeat(MAX_LINK_BYTES + 1)),
            Err(LinkError::TooLong)
        );
        assert_eq!(ViewLink::parse("v=1&f=%3D%3D"), bad("f=%3D%3D"));
        assert_eq!(ViewLink::parse("v=1&f=%4"), bad("f=%4"));
        assert_eq!(ViewLink::parse("v=1&f=%ff"), bad("f=%ff"));
        assert_eq!(
            ViewLink::parse("v=1&c=eventTime,nothing"),
            bad("c=eventTime,nothing")
        );
        assert_eq!(
            ViewLink::parse("v=1&load=https://example.com"),
            bad("load=https://example.com")
        );
        assert_eq!(ViewLink::parse("v=1&t=calls&t=nothing"), bad("t=nothing"));
    }
}
