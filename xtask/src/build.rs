//! Building and serving the page.

use std::{env, fs, process::Command};

use crate::{
    paths,
    run::{Failure, Steps, at_root},
    setup,
};

/// Leaves the release page in `dist/`.
pub(crate) fn build(steps: &mut Steps) -> Result<(), Failure> {
    setup::for_build(steps)?;
    steps.run("release page", trunk().args(["build", "--release"]))?;
    check_glue_stands_alone()
}

/// Serves the release page until it is stopped, building again whenever a source changes.
pub(crate) fn serve(steps: &mut Steps, arguments: &[String]) -> Result<(), Failure> {
    setup::for_build(steps)?;
    let mut command = trunk();
    command.args(["serve", "--release"]);
    if has_desktop() {
        command.arg("--open");
    }
    steps.run("serve", command.args(arguments))
}

fn trunk() -> Command {
    let mut command = at_root("trunk");
    // Trunk takes this for a switch that must be "true" or "false", and ends when it is the usual "1".
    command.env_remove("NO_COLOR");
    // With backtraces of its own calls it would push the compiler's message off the screen.
    command.env("RUST_LIB_BACKTRACE", "0");
    command
}

fn has_desktop() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Workers are made from the glue's text alone and cannot load anything more: a dependency that brings
/// JavaScript of its own would break every one of them.
fn check_glue_stands_alone() -> Result<(), Failure> {
    let dist = paths::dist();
    let read = |error| Failure::new(format!("cannot read {}: {error}", dist.display()));
    if dist.join("snippets").exists() {
        return Err(Failure::new(
            "A dependency brings JavaScript snippets; workers cannot load them.",
        ));
    }
    let mut num_glue_files = 0;
    for entry in fs::read_dir(&dist).map_err(read)? {
        let path = entry.map_err(read)?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if !name.starts_with("medtrail-") || !name.ends_with(".js") {
            continue;
        }
        num_glue_files += 1;
        let text = fs::read_to_string(&path).map_err(read)?;
        let is_import = |line: &str| line.starts_with("import ") || line.contains("require(");
        if let Some(line) = text.lines().find(|line| is_import(line)) {
            return Err(Failure::new(format!(
                "{name} loads more code, which workers cannot: {line}"
            )));
        }
    }
    match num_glue_files {
        1 => Ok(()),
        other => Err(Failure::new(format!(
            "dist/ should hold one glue file medtrail-….js, but holds {other}."
        ))),
    }
}
