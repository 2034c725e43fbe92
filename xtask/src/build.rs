//! Building and serving the page.

use std::{env, process::Command};

use crate::{
    paths, remap,
    run::{Failure, Steps, at_root, cargo},
    setup,
};

/// Variables that begin so change the release profile.
pub(crate) const PROFILE: &str = "CARGO_PROFILE_RELEASE_";

/// Leaves the release page in `dist/`.
pub(crate) fn build(steps: &mut Steps) -> Result<(), Failure> {
    setup::for_build(steps)?;
    steps.run("release page", trunk()?.args(["build", "--release"]))?;
    if is_release_profile() {
        steps.run("pressed files", pack().arg("press").arg(paths::dist()))?;
    }
    Ok(())
}

/// Holds the page in `dist/` against its size budget.
pub(crate) fn judge_sizes(steps: &mut Steps) -> Result<(), Failure> {
    if is_release_profile() {
        return steps.run("sizes", pack().arg("sizes").arg(paths::dist()));
    }
    eprintln!("==> sizes: not judged, because CARGO_PROFILE_RELEASE_… asks for another profile");
    Ok(())
}

/// Whether pages are built as Cargo.toml says. Quick builds while writing are not, and are neither pressed nor judged.
fn is_release_profile() -> bool {
    env::vars_os().all(|(name, _)| !name.to_string_lossy().starts_with(PROFILE))
}

/// The program that makes a built page ready to be given away; Trunk calls it too.
pub(crate) fn pack() -> Command {
    at_root("pack")
}

/// Builds the program that compares the SIMD twins in a browser.
pub(crate) fn simd_check(steps: &mut Steps) -> Result<(), Failure> {
    for_browser(steps, "SIMD check", "simd-check")
}

/// Builds the program that puts questions to millions of rows in a browser.
pub(crate) fn question_bench(steps: &mut Steps) -> Result<(), Failure> {
    for_browser(steps, "questions in the browser", "question-bench")
}

fn for_browser(steps: &mut Steps, what: &str, package: &str) -> Result<(), Failure> {
    let command = &mut cargo();
    command.args(["build", "--release", "--locked", "--quiet", "--package", package]);
    steps.run(what, command.args(["--target", "wasm32-unknown-unknown"]))
}

/// Serves the release page until it is stopped, building again whenever a source changes.
pub(crate) fn serve(steps: &mut Steps, arguments: &[String]) -> Result<(), Failure> {
    setup::for_build(steps)?;
    let mut command = trunk()?;
    command.args(["serve", "--release"]);
    if has_desktop() {
        command.arg("--open");
    }
    steps.run("serve", command.args(arguments))
}

pub(crate) fn trunk() -> Result<Command, Failure> {
    let mut command = at_root("trunk");
    // Trunk takes this for a switch that must be "true" or "false", and ends when it is the usual "1".
    command.env_remove("NO_COLOR");
    // With backtraces of its own calls it would push the compiler's message off the screen.
    command.env("RUST_LIB_BACKTRACE", "0");
    // They go to the program only, not to what builds it: Trunk names a target.
    if env::var_os("RUSTFLAGS").is_none() {
        command.env("CARGO_ENCODED_RUSTFLAGS", remap::flags(&paths::root())?);
    }
    Ok(command)
}

fn has_desktop() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
