//! What a spreadsheet does to an export that is opened in it and saved again.
//!
//! Nothing is put right: the digits are lost, and a guess would be evidence made up. It is said instead.

use super::header::Risk;
use crate::base::{EpochMillis, Problem, ProblemKind};

/// One kind of alteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Alteration {
    /// `5.28758E+11`.
    RoundedNumber,
    /// An account number of fewer than 12 digits.
    LostZeros,
    /// `TRUE`, `FALSE`.
    Flag,
    /// A time that is not written as in the export.
    Time,
    /// Semicolons or tabs between cells.
    Separator,
    /// Column names in other letters.
    Header,
    /// Empty cells at the end of a row left out or added.
    Cells,
}

const ALL: [Alteration; 7] = [
    Alteration::RoundedNumber,
    Alteration::LostZeros,
    Alteration::Flag,
    Alteration::Time,
    Alteration::Separator,
    Alteration::Header,
    Alteration::Cells,
];

impl Alteration {
    /// What was altered, in words that fit "Altered by a spreadsheet: …".
    pub fn words(self) -> &'static str {
        match self {
            Self::RoundedNumber => "numbers rounded (as in 1.1E+11)",
            Self::LostZeros => "account numbers without their leading zeros",
            Self::Flag => "true and false in capitals",
            Self::Time => "times in another form",
            Self::Separator => "cells separated by semicolons or tabs",
            Self::Header => "column names in other letters",
            Self::Cells => "empty cells at the end of rows left out or added",
        }
    }
}

/// A set of alterations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Alterations(u8);

impl Alterations {
    /// Adds one if it `is_there`.
    pub(super) fn set(&mut self, one: Alteration, is_there: bool) {
        self.0 |= u8::from(is_there) << one as u8;
    }

    /// Whether it is in the set.
    pub fn contains(self, one: Alteration) -> bool {
        self.0 & 1 << one as u8 != 0
    }

    /// Nothing was altered.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// One problem for each, of the row at byte `at`.
    pub fn problems(self, at: u64) -> impl Iterator<Item = Problem> {
        let is_in = move |one: &Alteration| self.contains(*one);
        ALL.into_iter()
            .filter(is_in)
            .map(move |one| Problem::at(ProblemKind::AlteredBySpreadsheet, at).with_detail(one.words()))
    }

    /// Looks at one cell.
    pub(super) fn look_at(&mut self, cell: &[u8], risk: Risk) {
        match risk {
            Risk::None => {}
            Risk::Account => {
                self.set(Alteration::RoundedNumber, is_rounded(cell));
                let is_number = !cell.is_empty() && cell.iter().all(u8::is_ascii_digit);
                self.set(Alteration::LostZeros, is_number && cell.len() < 12);
            }
            Risk::Identifier => self.set(Alteration::RoundedNumber, is_rounded(cell)),
            Risk::Flag => self.set(Alteration::Flag, matches!(cell, b"TRUE" | b"FALSE")),
            Risk::Time => self.set(Alteration::Time, is_local_time(cell)),
        }
    }
}

/// `5.28758E+11`, also with a decimal comma.
fn is_rounded(cell: &[u8]) -> bool {
    let Some(letter) = cell.iter().position(|&byte| byte == b'E') else {
        return false;
    };
    let (number, power) = cell.split_at(letter);
    let is_number = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    let mut parts = number.splitn(2, |&byte| matches!(byte, b'.' | b','));
    parts.next().is_some_and(is_number)
        && parts.next().is_none_or(is_number)
        && power.strip_prefix(b"E+").is_some_and(is_number)
}

/// Digits that are no time in any form of the exports, such as `17/11/2026 07:23` or `23:46.0`.
fn is_local_time(cell: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(cell) else {
        return false;
    };
    text.bytes().any(|byte| byte.is_ascii_digit()) && EpochMillis::parse(text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_alteration_is_told_from_what_the_export_itself_writes() {
        let altered = |cell: &str, risk| {
            let mut found = Alterations::default();
            found.look_at(cell.as_bytes(), risk);
            ALL.into_iter()
                .filter(|&one| found.contains(one))
                .collect::<Vec<_>>()
        };
        let cases: &[(Risk, &str, &[Alteration])] = &[
            (Risk::Account, "1.11122E+11", &[Alteration::RoundedNumber]),
            (Risk::Account, "1,11122E+11", &[Alteration::RoundedNumber]),
            (Risk::Account, "1E+11", &[Alteration::RoundedNumber]),
            (Risk::Account, "11122223333", &[Alteration::LostZeros]),
            (Risk::Account, "7", &[Alteration::LostZeros]),
            (Risk::Account, "000000000007", &[]),
            (Risk::Account, "", &[]),
            (Risk::Account, "anonymous", &[]),
            (Risk::Account, "E+", &[]),
            (Risk::Identifier, "1.5E+15", &[Alteration::RoundedNumber]),
            (Risk::Identifier, "12E45678", &[]),
            (Risk::Flag, "TRUE", &[Alteration::Flag]),
            (Risk::Flag, "false", &[]),
            (Risk::Time, "17/11/2026 07:23", &[Alteration::Time]),
            (Risk::Time, "23:46.0", &[Alteration::Time]),
            (Risk::Time, "2026-11-17T07:23:46Z", &[]),
            (Risk::Time, "2026-11-17 07:23:46.000", &[]),
            (Risk::Time, "", &[]),
        ];
        for &(risk, cell, expected) in cases {
            assert_eq!(altered(cell, risk), expected, "{cell}");
        }
    }
}
