//! `cargo xtask bench`: the page against its peers, in Chromium and natively.

use crate::{
    build, chromium,
    run::{Failure, Steps, cargo},
};

/// Builds the release page and runs the benchmark; the arguments are its own.
pub(crate) fn bench(steps: &mut Steps, arguments: &[String]) -> Result<(), Failure> {
    let browser = chromium::find_or_install(steps)?;
    build::build(steps)?;
    let command = &mut cargo();
    command
        .args(["run", "--release", "--locked", "--package", "bench", "--"])
        .args(arguments)
        .env("CHROMIUM", browser);
    steps.run("benchmark", command)
}
