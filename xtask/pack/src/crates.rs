//! The crates that are in the page: those linked into the program, not those that only help to build it.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::PathBuf,
    process::Command,
};

use serde_json::Value;

use crate::Outcome;

const TARGET: &str = "wasm32-unknown-unknown";
/// The page's own crate.
const PAGE: &str = "medtrail";

/// A crate in the page.
#[derive(Debug)]
pub(crate) struct Crate {
    pub(crate) name: String,
    pub(crate) version: String,
    /// As its author wrote it, such as `MIT/Apache-2.0`.
    pub(crate) license: String,
    pub(crate) repository: Option<String>,
    /// The SHA-256 of the package it came in; none for the page's own.
    pub(crate) checksum: Option<String>,
    /// What it uses, by name and version.
    pub(crate) uses: BTreeSet<Key>,
    /// Where its sources are.
    pub(crate) folder: PathBuf,
}

/// Name and version.
pub(crate) type Key = (String, String);

impl Crate {
    pub(crate) fn is_page(&self) -> bool {
        self.name == PAGE
    }

    /// Whether it is part of this project.
    pub(crate) fn is_ours(&self) -> bool {
        self.checksum.is_none()
    }
}

/// All of them, by name.
pub(crate) fn in_the_page() -> Outcome<Vec<Crate>> {
    let tree = cargo(&[
        "tree",
        "--package",
        PAGE,
        "--target",
        TARGET,
        "--edges",
        "normal,no-proc-macro",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ])?;
    let linked: BTreeSet<Key> = tree.lines().filter_map(key_of_line).collect();
    let metadata = cargo(&["metadata", "--format-version", "1", "--filter-platform", TARGET])?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let checksums = checksums()?;
    let uses = uses(&metadata);
    let mut crates = Vec::new();
    for package in items(&metadata["packages"]) {
        let key = (text(&package["name"]), text(&package["version"]));
        if !linked.contains(&key) {
            continue;
        }
        let mut uses = uses.get(&text(&package["id"])).cloned().unwrap_or_default();
        uses.retain(|used| linked.contains(used));
        let manifest = PathBuf::from(text(&package["manifest_path"]));
        crates.push(Crate {
            checksum: checksums.get(&key).cloned(),
            license: text(&package["license"]),
            repository: package["repository"].as_str().map(str::to_owned),
            uses,
            folder: manifest.parent().map(PathBuf::from).unwrap_or_default(),
            name: key.0,
            version: key.1,
        });
    }
    crates.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    if crates.len() == linked.len() {
        Ok(crates)
    } else {
        Err(format!(
            "cargo tree names {} crates, cargo metadata {} of them.",
            linked.len(),
            crates.len()
        )
        .into())
    }
}

/// Runs cargo without a network and gives what it prints.
fn cargo(arguments: &[&str]) -> Outcome<String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .args(["--locked", "--offline"])
        .output()?;
    if output.status.success() {
        Ok(String::from_utf8(output.stdout)?)
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into())
    }
}

/// Of `yew v0.23.0 (*)`.
fn key_of_line(line: &str) -> Option<Key> {
    let mut words = line.split(' ');
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    Some((name.to_owned(), version.to_owned()))
}

/// What each package uses, by its id.
fn uses(metadata: &Value) -> BTreeMap<String, BTreeSet<Key>> {
    let keys: BTreeMap<String, Key> = items(&metadata["packages"])
        .map(|package| {
            let key = (text(&package["name"]), text(&package["version"]));
            (text(&package["id"]), key)
        })
        .collect();
    items(&metadata["resolve"]["nodes"])
        .map(|node| {
            let used = items(&node["dependencies"]).filter_map(|id| keys.get(id.as_str()?).cloned());
            (text(&node["id"]), used.collect())
        })
        .collect()
}

/// The checksums of `Cargo.lock`.
fn checksums() -> Outcome<BTreeMap<Key, String>> {
    let lock = fs::read_to_string("Cargo.lock")?;
    let entry = |entry: &str| {
        let value = |name: &str| {
            let line = entry.lines().find_map(|line| line.strip_prefix(name))?;
            Some(line.trim_start_matches(" = ").trim_matches('"').to_owned())
        };
        Some(((value("name")?, value("version")?), value("checksum")?))
    };
    Ok(lock.split("[[package]]").filter_map(entry).collect())
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_tree_names_a_crate() {
        let key = |name: &str, version: &str| Some((name.to_owned(), version.to_owned()));
        assert_eq!(key_of_line("yew v0.23.0"), key("yew", "0.23.0"));
        assert_eq!(key_of_line("yew v0.23.0 (*)"), key("yew", "0.23.0"));
        assert_eq!(key_of_line(""), None);
    }
}
