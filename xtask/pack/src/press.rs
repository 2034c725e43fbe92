//! Writes each file of the page once more as gzip and as brotli, for hosts that hand such files on as they are.

use std::{fs, path::Path};

use crate::{Outcome, bytes};

/// What gains by it; everything else is as small as it gets.
const ENDINGS: [&str; 5] = ["css", "html", "js", "txt", "wasm"];

pub(crate) fn press(page: &Path) -> Outcome<()> {
    for entry in fs::read_dir(page)? {
        let path = entry?.path();
        let ending = path.extension().and_then(|ending| ending.to_str());
        let Some(ending) = ending.filter(|ending| ENDINGS.contains(ending)) else {
            continue;
        };
        let content = fs::read(&path)?;
        fs::write(
            path.with_extension(format!("{ending}.gz")),
            bytes::gzip(&content)?,
        )?;
        fs::write(
            path.with_extension(format!("{ending}.br")),
            bytes::brotli(&content)?,
        )?;
    }
    Ok(())
}
