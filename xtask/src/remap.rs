//! Names for folders that the compiler writes into the program, so that it is the same wherever it is built.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::run::{Failure, answer, at_root};

/// The compiler's flags for sources in a folder, as `CARGO_ENCODED_RUSTFLAGS` takes them.
pub(crate) fn flags(sources: &Path) -> Result<String, Failure> {
    let mut flags = vec![flag(sources, "/medtrail")];
    for registry in registries() {
        flags.push(flag(&registry, "/crates"));
    }
    flags.push(standard_library().ok_or_else(|| Failure::new("rustc does not say which one it is."))?);
    // These flags take the place of those in `.cargo/config.toml`, so what stands there must stand here too.
    flags.push("-Ctarget-feature=+simd128".to_owned());
    Ok(flags.join("\u{1f}"))
}

fn flag(from: &Path, to: &str) -> String {
    format!("--remap-path-prefix={}={to}", from.display())
}

/// Where the sources of crates lie: one folder for each registry.
fn registries() -> Vec<PathBuf> {
    let home = |name: &str| env::var_os(name).map(PathBuf::from);
    let cargo =
        home("CARGO_HOME").or_else(|| Some(home("HOME").or_else(|| home("USERPROFILE"))?.join(".cargo")));
    let folders = cargo.and_then(|cargo| fs::read_dir(cargo.join("registry/src")).ok());
    let mut folders: Vec<PathBuf> = folders
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    folders.sort();
    folders
}

/// A toolchain that brings the library's sources names them by its own folder, any other by the compiler's commit.
fn standard_library() -> Option<String> {
    let ask = |argument: &str| answer(at_root("rustc").args(argument.split(' ')));
    let version = ask("-vV")?;
    let commit = version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))?;
    let sources = PathBuf::from(ask("--print sysroot")?.trim()).join("lib/rustlib/src/rust");
    Some(flag(&sources, &format!("/rustc/{commit}")))
}
