//! Whose work is in the page, and under which licence: one text, shown by the page itself.

use std::{collections::BTreeMap, fs, path::Path};

use crate::{Outcome, crates::Crate};

const HEAD: &str = "\
MedTrail is made with the works of others named here. Each stands with the licence it is used under.
";
/// It is linked into every Rust program, and no package brings its text.
const STANDARD_LIBRARY: &str = "\
The Rust standard library (MIT OR Apache-2.0)

Copyright (c) The Rust Project Contributors
";
const STARTS: [&str; 6] = [
    "license",
    "licence",
    "copying",
    "unlicense",
    "notice",
    "copyright",
];
const LINE: &str = "\n----------------------------------------------------------------\n\n";

/// The text: crates with the same licence text stand together.
pub(crate) fn text(crates: &[Crate]) -> Outcome<String> {
    let mut by_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for item in crates.iter().filter(|item| !item.is_ours()) {
        let title = format!("{} {} ({})", item.name, item.version, item.license);
        let texts = licence_texts(item)?;
        by_text.entry(texts).or_default().push(title);
    }
    // In the order of the first crate of each.
    let mut parts: Vec<(Vec<String>, String)> =
        by_text.into_iter().map(|(text, titles)| (titles, text)).collect();
    parts.sort();
    let mut all = format!("{HEAD}{LINE}{STANDARD_LIBRARY}");
    for (titles, text) in parts {
        all.push_str(LINE);
        all.push_str(&titles.join("\n"));
        all.push_str("\n\n");
        all.push_str(&text);
    }
    Ok(all)
}

/// The texts a crate must be given on with. Where it leaves the choice, the MIT licence is taken.
fn licence_texts(item: &Crate) -> Outcome<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(&item.folder)? {
        let path = entry?.path();
        let name = name_of(&path);
        if path.is_file() && STARTS.iter().any(|start| name.starts_with(start)) {
            files.push(path);
        }
    }
    files.sort();
    if let Some(mit) = files.iter().position(|file| is_mit(&name_of(file))) {
        let mit = files.remove(mit);
        files.retain(|file| name_of(file).contains("notice") || name_of(file).contains("unicode"));
        files.insert(0, mit);
    } else if item.license.contains("OR") || item.license.contains('/') {
        files.sort_by_key(|file| fs::metadata(file).map_or(u64::MAX, |metadata| metadata.len()));
        files.truncate(1);
    }
    let mut texts = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file)?;
        texts.push(without_trailing_space(&text));
    }
    if texts.is_empty() {
        texts.push(format!(
            "Its package holds no licence text. It says: {}.\n",
            item.license
        ));
    }
    Ok(texts.join("\n"))
}

fn is_mit(name: &str) -> bool {
    name.contains("mit") && !name.contains("mit0")
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.to_lowercase()
}

/// The same words wrapped alike, whatever system wrote the file.
fn without_trailing_space(text: &str) -> String {
    let mut lines: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
    lines.push("");
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_alike() {
        assert_eq!(without_trailing_space("\na \r\n  b\r\n\r\n"), "a\n  b\n");
    }

    #[test]
    fn mit_zero_is_another_licence() {
        assert!(is_mit("license-mit") && is_mit("license-mit.md"));
        assert!(!is_mit("license-mit0") && !is_mit("license"));
    }
}
