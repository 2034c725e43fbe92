//! Tests of columns of ids, without writing a GUID out: a part of its text is a part of its bits.

use super::{Op, scan, texts};
use crate::{
    base::Bitset,
    store::{
        CellRef,
        guid::{GuidColumn, parse_guid},
    },
};

/// Some bits of a GUID and what they must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bits {
    mask: u128,
    value: u128,
}

/// Puts in the rows whose id passes.
pub(super) fn add_ids(rows: &mut Bitset, column: &GuidColumn, op: &Op) {
    let others = column.guids().others();
    // In front of the ids of other texts, 0 stands for a GUID.
    let mut passes = vec![false];
    passes.extend(texts::passing(column.others(), op));
    let patterns = match op {
        Op::OneOf(values) => {
            let guids = values
                .iter()
                .filter_map(|value| CellRef::from(value).as_text().and_then(parse_guid));
            guids
                .map(|value| Bits {
                    mask: u128::MAX,
                    value,
                })
                .collect()
        }
        Op::Contains(text) => patterns(texts::Needle::new(text).folded(), true),
        Op::StartsWith(start) => patterns(start, false),
        // What asks for the whole text is asked of each; no GUID is an address.
        Op::Matches(pattern) => return add_by_text(rows, column, pattern.test()),
        Op::Compare(side, value) => return add_by_text(rows, column, |text| side.has(text, value)),
        Op::During(..) | Op::InNetwork(_) => Vec::new(),
        Op::Exists => vec![Bits { mask: 0, value: 0 }],
    };
    if patterns.iter().any(|bits| bits.mask == 0) {
        passes[0] = true;
    }
    scan::add_codes(rows, others, &passes);
    if patterns.is_empty() || passes[0] {
        return;
    }
    let mut found = Bitset::none(rows.len());
    for (guids, words) in column.guids().chunks().zip(scan::chunks_of(&mut found)) {
        scan::add_values(words, guids, |guid| {
            patterns.iter().any(|bits| guid & bits.mask == bits.value)
        });
    }
    // Where no GUID stands, a 0 does.
    let mut are_guids = Bitset::none(rows.len());
    scan::add_one_code(&mut are_guids, others, 0);
    found.and(&are_guids);
    rows.or(&found);
}

fn add_by_text(rows: &mut Bitset, column: &GuidColumn, test: impl Fn(&str) -> bool) {
    for row in 0..rows.len() {
        if column.with_cell(row, |cell| cell.as_text().is_some_and(&test)) {
            rows.set(row, true);
        }
    }
}

/// Where in a GUID's text `part` can stand, and what that says of its bits: at its start or, if asked, anywhere.
fn patterns(part: &str, is_anywhere: bool) -> Vec<Bits> {
    let Some(last) = 36usize.checked_sub(part.len()) else {
        return Vec::new();
    };
    let last = if is_anywhere { last } else { 0 };
    (0..=last)
        .filter_map(|start| bits_at(part.as_bytes(), start))
        .collect()
}

fn bits_at(part: &[u8], start: usize) -> Option<Bits> {
    let mut bits = Bits { mask: 0, value: 0 };
    for (at, &byte) in (start..).zip(part) {
        // Dashes before this place; digits are numbered without them.
        let num_dashes = [8, 13, 18, 23].iter().filter(|&&dash| dash < at).count();
        match byte {
            b'-' if matches!(at, 8 | 13 | 18 | 23) => {}
            b'0'..=b'9' | b'a'..=b'f' if !matches!(at, 8 | 13 | 18 | 23) => {
                let digit = if byte <= b'9' {
                    byte - b'0'
                } else {
                    byte - b'a' + 10
                };
                let shift = 4 * (31 - (at - num_dashes));
                bits.mask |= 15 << shift;
                bits.value |= u128::from(digit) << shift;
            }
            _ => return None,
        }
    }
    Some(bits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::guid::GuidText;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bits_tell_what_the_text_tells(
            guid in any::<u128>(),
            other in any::<u128>(),
            (start, end) in (0..36usize, 0..=36usize),
        ) {
            let (text, other_text) = (GuidText::new(guid), GuidText::new(other));
            let part = &text.as_str()[start.min(end)..end.max(start)];
            let matches = |guid: u128, is_anywhere| {
                patterns(part, is_anywhere).iter().any(|bits| guid & bits.mask == bits.value)
            };
            prop_assert!(matches(guid, true));
            for (guid, text) in [(guid, text), (other, other_text)] {
                prop_assert_eq!(matches(guid, true), text.as_str().contains(part));
                prop_assert_eq!(matches(guid, false), text.as_str().starts_with(part));
            }
        }
    }

    #[test]
    fn what_no_guid_can_hold_has_no_place_in_one() {
        for part in ["g", "A", "--", "-0000-00000-", "é", "0123456789012"] {
            assert_eq!(patterns(part, true), [], "{part}");
        }
    }
}
