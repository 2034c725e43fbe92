//! Holds the page against its size budget.

use std::{fs, path::Path};

use crate::{
    Outcome,
    page::{ONE_FILE, only},
};

const BUDGET: &str = "xtask/size-budget.txt";

/// What a first visit loads, as brotli: the four parts of a pressed page.
const FIRST_LOAD: [(&str, &str, &str); 4] = [
    ("program", "medtrail-", ".wasm.br"),
    ("glue", "medtrail-", ".js.br"),
    ("styles", "medtrail-", ".css.br"),
    ("boot script", "boot-", ".js.br"),
];

/// Prints the sizes of a pressed page; fails where one is above its budget.
pub(crate) fn judge(page: &Path) -> Outcome<()> {
    let budget = fs::read_to_string(BUDGET)?;
    let mut first_load = 0;
    for (name, start, end) in FIRST_LOAD {
        let len = fs::metadata(only(page, start, end)?)?.len();
        eprintln!("{len:>9} bytes  {name}, brotli");
        first_load += len;
    }
    let one_file = fs::metadata(page.join(ONE_FILE))?.len();
    let mut too_large = Vec::new();
    for (name, len) in [("first-load-brotli", first_load), ("one-file", one_file)] {
        let limit = limit(&budget, name)?;
        eprintln!("{len:>9} bytes  {name}, of {limit}");
        if len > limit {
            too_large.push(format!("{name} is {len} bytes; {BUDGET} allows {limit}."));
        }
    }
    if too_large.is_empty() {
        Ok(())
    } else {
        Err(too_large.join("\n").into())
    }
}

/// The number behind a name; lines that begin with `#` are comments.
fn limit(budget: &str, name: &str) -> Outcome<u64> {
    let line = budget
        .lines()
        .filter(|line| !line.starts_with('#'))
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    let line = line.ok_or_else(|| format!("{BUDGET} says nothing of {name}."))?;
    Ok(line.trim().parse()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_found_by_its_name() {
        let budget = "# one-file 1\none-file 2097152\n";
        assert_eq!(limit(budget, "one-file").unwrap(), 2_097_152);
        assert!(limit(budget, "first-load-brotli").is_err());
        assert!(limit("one-file many", "one-file").is_err());
    }
}
