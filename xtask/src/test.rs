//! Every test, the quickest answer first.

use std::process::Command;

use crate::{
    build, chromium, debian, handover, npm,
    run::{Failure, Steps, cargo},
    setup,
};

/// In the order in which they run.
const PARTS: [&str; 6] = ["fmt", "clippy", "native", "docs", "handover", "browser"];
/// The two programs in `xtask/tools` only call a library; linting it all again would cost half a minute.
const WITHOUT_TOOLS: [&str; 4] = ["--locked", "--workspace", "--exclude", "tools"];

/// Runs the named parts, or all. What follows `--` goes to the test programs.
pub(crate) fn test(steps: &mut Steps, arguments: &[String]) -> Result<(), Failure> {
    let end = arguments
        .iter()
        .position(|argument| argument == "--")
        .unwrap_or(arguments.len());
    let (parts, for_tests) = (&arguments[..end], arguments.get(end + 1..).unwrap_or_default());
    if let Some(unknown) = parts.iter().find(|part| !PARTS.contains(&part.as_str())) {
        return Err(Failure::new(format!(
            "No part of the tests is called {unknown}; there are {PARTS:?}."
        )));
    }
    // Asked for first: whoever has to install a browser should know it before waiting for the rest.
    let is_wanted = |part: &str| parts.is_empty() || parts.iter().any(|wanted| wanted == part);
    let browser = is_wanted("browser")
        .then(|| chromium::find_or_install(steps))
        .transpose()?;
    let python = is_wanted("handover")
        .then(|| handover::find_or_install(steps))
        .transpose()?;
    setup::for_checks(steps)?;
    if is_wanted("fmt") {
        steps.run("formatting", cargo().args(["fmt", "--all", "--check"]))?;
    }
    if is_wanted("clippy") {
        lint(steps)?;
    }
    if is_wanted("native") {
        let command = &mut cargo();
        command
            .arg("test")
            .args(WITHOUT_TOOLS)
            .args(["--exclude", "browser-tests"]);
        steps.run("native tests", with_test_arguments(command, &[], for_tests))?;
    }
    if is_wanted("docs") {
        let command = &mut cargo();
        command
            .args(["doc", "--no-deps"])
            .args(WITHOUT_TOOLS)
            .env("RUSTDOCFLAGS", "-D warnings");
        steps.run("documentation", command)?;
    }
    if let Some(python) = python {
        let command = &mut cargo();
        command
            .args(["test", "--locked", "--test", "handover"])
            .env("MEDTRAIL_PYTHON", python);
        let arguments = ["--ignored"];
        steps.run(
            "queries and exports in other programs",
            with_test_arguments(command, &arguments, for_tests),
        )?;
    }
    if let Some(browser) = browser {
        debian::install_beside(steps)?;
        npm::install(steps)?;
        build::build(steps)?;
        build::judge_sizes(steps)?;
        build::simd_check(steps)?;
        let command = &mut cargo();
        command
            .args(["test", "--locked", "--no-fail-fast", "--package", "browser-tests"])
            .env("CHROMIUM", browser);
        // Each test is a browser of its own.
        steps.run(
            "browser tests",
            with_test_arguments(command, &["--test-threads=2"], for_tests),
        )?;
    }
    Ok(())
}

fn lint(steps: &mut Steps) -> Result<(), Failure> {
    let command = &mut cargo();
    command
        .arg("clippy")
        .args(WITHOUT_TOOLS)
        .args(["--all-targets", "--", "-D", "warnings"]);
    steps.run("clippy", command)?;
    let command = &mut cargo();
    command.args([
        "clippy",
        "--locked",
        "--package",
        "medtrail",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    steps.run("clippy for the browser", command.args(["--", "-D", "warnings"]))
}

fn with_test_arguments<'a>(command: &'a mut Command, ours: &[&str], given: &[String]) -> &'a mut Command {
    command.arg("--").args(ours).args(given)
}
