//! Installs what is missing. A second call finds everything there and takes about a second.

use std::{fs, path::Path};

use crate::{
    chromium, handover, npm, paths,
    run::{Failure, Steps, answer, at_root, cargo, succeeds},
};

/// The newest Trunk that the oldest allowed compiler can build.
const TRUNK_VERSION: &str = "0.21.14";
/// Found on `PATH`, these do as well: they build the same page.
const TRUNK_ALSO_GOOD: &str = "0.22.";
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// All that any command needs.
pub(crate) fn everything(steps: &mut Steps) -> Result<(), Failure> {
    for_checks(steps)?;
    for_build(steps)?;
    let browser = chromium::find_or_install(steps)?;
    npm::install(steps)?;
    eprintln!("Chromium for the tests: {}", browser.display());
    handover::find_or_install(steps)?;
    Ok(())
}

/// What building the page needs.
pub(crate) fn for_build(steps: &mut Steps) -> Result<(), Failure> {
    wasm_target(steps)?;
    // Trunk calls cargo with --offline.
    steps.run("fetch crates", cargo().args(["fetch", "--locked", "--quiet"]))?;
    steps.run(
        "wasm-bindgen",
        cargo().args(["build", "--locked", "--quiet", "--package", "tools"]),
    )?;
    // By itself: with another package beside it, its dependencies would be built with other features.
    steps.run(
        "pack",
        cargo().args(["build", "--locked", "--quiet", "--package", "pack"]),
    )?;
    trunk(steps)
}

/// What formatting and linting need.
pub(crate) fn for_checks(steps: &mut Steps) -> Result<(), Failure> {
    wasm_target(steps)?;
    for (component, command) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if !succeeds(cargo().args([command, "--version"])) {
            rustup(steps, component, &["component", "add", component])?;
        }
    }
    Ok(())
}

fn wasm_target(steps: &mut Steps) -> Result<(), Failure> {
    let mut rustc = at_root("rustc");
    rustc.args(["--print", "target-libdir", "--target", WASM_TARGET]);
    if answer(&mut rustc).is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
        return Ok(());
    }
    rustup(steps, "wasm target", &["target", "add", WASM_TARGET])
}

fn rustup(steps: &mut Steps, what: &str, arguments: &[&str]) -> Result<(), Failure> {
    if !succeeds(at_root("rustup").arg("--version")) {
        let sentence =
            format!("{what} is missing, and there is no rustup to add it: install it with your Rust.");
        return Err(Failure::new(sentence));
    }
    steps.run(what, at_root("rustup").args(arguments))
}

fn trunk(steps: &mut Steps) -> Result<(), Failure> {
    if trunk_is_there() {
        return Ok(());
    }
    eprintln!("Trunk {TRUNK_VERSION} is built once; this takes a few minutes.");
    let build_folder = paths::target().join("tools-build");
    steps.run(
        "trunk",
        cargo()
            // A debug build without TLS and update check takes a third of the time, and such a Trunk
            // cannot download anything.
            .args(["install", "--locked", "--quiet", "--debug", "--no-default-features"])
            .args(["trunk", "--version", TRUNK_VERSION, "--root"])
            .arg(paths::tools())
            .env("CARGO_TARGET_DIR", &build_folder)
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_PROFILE_DEV_STRIP", "symbols"),
    )?;
    // More than a gigabyte that nothing will ask for again; if it stays, nothing breaks.
    let _ = fs::remove_dir_all(build_folder);
    Ok(())
}

fn trunk_is_there() -> bool {
    // "trunk 0.21.14"
    let printed = answer(at_root("trunk").env_remove("NO_COLOR").arg("--version")).unwrap_or_default();
    let version = printed.split_whitespace().nth(1).unwrap_or_default();
    version == TRUNK_VERSION || version.starts_with(TRUNK_ALSO_GOOD)
}
