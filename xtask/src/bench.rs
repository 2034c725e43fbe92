//! `cargo xtask bench`: the page against its peers, in Chromium and natively. `cargo xtask soak`: the page for a long time.

use crate::{
    build, chromium,
    run::{Failure, Steps, cargo},
};

/// Builds the release page and runs the benchmark; the arguments are its own.
pub(crate) fn bench(steps: &mut Steps, arguments: &[String]) -> Result<(), Failure> {
    build::question_bench(steps)?;
    run(steps, "bench", arguments)
}

/// Builds the release page and uses it for a long time, with accidents; the arguments are the soak's own.
pub(crate) fn soak(steps: &mut Steps, arguments: &[String]) -> Result<(), Failure> {
    run(steps, "soak", arguments)
}

fn run(steps: &mut Steps, program: &str, arguments: &[String]) -> Result<(), Failure> {
    let browser = chromium::find_or_install(steps)?;
    build::build(steps)?;
    let command = &mut cargo();
    command
        .args([
            "run",
            "--release",
            "--locked",
            "--package",
            "bench",
            "--bin",
            program,
            "--",
        ])
        .args(arguments)
        .env("CHROMIUM", browser);
    steps.run(program, command)
}
