//! Where things are.

use std::{env, ffi::OsString, path::PathBuf};

/// The project's top folder.
pub(crate) fn root() -> PathBuf {
    // As cargo says it at this run: checkouts may share an output folder, and then also this program.
    let xtask =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    xtask
        .parent()
        .expect("xtask lies in the project's top folder")
        .to_owned()
}

/// Cargo's output folder: `target`, unless `CARGO_TARGET_DIR` says otherwise.
pub(crate) fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        // Cargo, too, reads a relative folder from where it was called.
        Some(folder) => env::current_dir().unwrap_or_else(|_| root()).join(folder),
        None => root().join("target"),
    }
}

/// Where the project's own Trunk is installed. Nothing is ever put into the person's own `~/.cargo/bin`.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// The release page.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// `PATH` with the project's tools before everything else.
pub(crate) fn search_path() -> OsString {
    let mut folders = vec![tools().join("bin"), target().join("debug")];
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    env::join_paths(folders).expect("a folder on PATH has a character that PATH cannot hold")
}

/// The first of these programs that is to be found on `PATH`.
pub(crate) fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = search_path();
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}
