//! What the checks looked through: "none found" speaks of this alone.

use crate::{
    base::EpochMillis,
    review::tables::Texts,
    store::{Column, Table},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, rc::Rc};

/// So many Regions and accounts are named.
const NUM_NAMES: usize = 32;

/// Period, Regions and accounts of the calls that were looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looked {
    /// Time of the first and last call.
    pub span: Option<(EpochMillis, EpochMillis)>,
    /// Regions by the alphabet, at most 32.
    pub regions: Vec<Rc<str>>,
    /// Accounts, likewise.
    pub accounts: Vec<Rc<str>>,
    /// How many of each there are.
    pub num_names: (u32, u32),
}

impl Looked {
    /// All rows that are shown without a filter.
    pub fn of(table: &Table, span: Option<(EpochMillis, EpochMillis)>) -> Self {
        let [regions, accounts] =
            [Column::Region, Column::RecipientAccountId].map(|column| names(table, column));
        Self {
            span,
            num_names: (regions.len() as u32, accounts.len() as u32),
            regions: regions.into_iter().take(NUM_NAMES).collect(),
            accounts: accounts.into_iter().take(NUM_NAMES).collect(),
        }
    }

    /// The Regions in words.
    pub fn regions_words(&self) -> String {
        words(&self.regions, self.num_names.0)
    }

    /// The accounts in words.
    pub fn accounts_words(&self) -> String {
        words(&self.accounts, self.num_names.1)
    }
}

fn words(names: &[Rc<str>], num_names: u32) -> String {
    let rest = (num_names as usize).saturating_sub(names.len());
    match (names, rest) {
        ([], _) => "not recorded".to_owned(),
        (names, 0) => names.join(", "),
        (names, rest) => format!("{} and {rest} more", names.join(", ")),
    }
}

fn names(table: &Table, column: Column) -> BTreeSet<Rc<str>> {
    let texts = Texts::of(table, column);
    let codes: BTreeSet<u32> = table.live().iter().map(|row| texts.code(row)).collect();
    codes
        .into_iter()
        .filter_map(|code| texts.cell_of(code).as_text())
        .map(Rc::from)
        .collect()
}
