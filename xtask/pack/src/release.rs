//! A release: the folder to put on a host, the one file, the list of parts, and the checksums of all.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{Outcome, bytes, crates, page::ONE_FILE, sbom};

const FOLDER: &str = "medtrail";
const PARTS: &str = "medtrail.cdx.json";
const CHECKSUMS: &str = "SHA256SUMS";

pub(crate) fn release(page: &Path, to: &Path) -> Outcome<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    let folder = to.join(FOLDER);
    fs::create_dir_all(&folder)?;
    for entry in fs::read_dir(page)? {
        let path = entry?.path();
        fs::copy(&path, folder.join(path.file_name().unwrap_or_default()))?;
    }
    fs::copy(page.join(ONE_FILE), to.join(ONE_FILE))?;
    fs::write(to.join(PARTS), sbom::text(&crates::in_the_page()?)?)?;
    fs::write(to.join(CHECKSUMS), checksums(to)?)?;
    Ok(())
}

/// As `sha256sum` writes them, for `sha256sum --check`.
fn checksums(folder: &Path) -> Outcome<String> {
    let mut names = Vec::new();
    collect(folder, Path::new(""), &mut names)?;
    names.sort();
    let mut lines = String::new();
    for name in names {
        let hash = bytes::sha256(&fs::read(folder.join(&name))?);
        let name = name.to_string_lossy().replace('\\', "/");
        lines.push_str(&format!("{hash}  {name}\n"));
    }
    Ok(lines)
}

fn collect(top: &Path, below: &Path, names: &mut Vec<PathBuf>) -> Outcome<()> {
    for entry in fs::read_dir(top.join(below))? {
        let entry = entry?;
        let name = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            collect(top, &name, names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}
