//! `cargo xtask fuzz`: one fuzz target for some seconds, guided by coverage. Needs the nightly compiler.

use std::process::Command;

use crate::{
    paths,
    run::{Failure, Steps},
};

const TARGETS: [&str; 5] = ["file", "inflate", "splitter", "envelope", "table"];

/// What cargo-fuzz passes: counters at every edge, and the comparisons, for libFuzzer.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg fuzzing";

/// Runs the target that the arguments name, for the seconds they name.
pub(crate) fn fuzz(steps: &mut Steps, arguments: &[String]) -> Result<(), Failure> {
    let usage = || {
        Failure::new(format!(
            "cargo xtask fuzz TARGET SECONDS; targets: {}",
            TARGETS.join(" ")
        ))
    };
    let [target, seconds] = arguments else {
        return Err(usage());
    };
    if !TARGETS.contains(&target.as_str()) || seconds.parse::<u32>().is_err() {
        return Err(usage());
    }
    let folder = paths::root().join("tests/fuzz");
    // New inputs go beside the build; those worth keeping are copied to the corpus by hand.
    let found = paths::target().join("fuzz").join(target);
    std::fs::create_dir_all(&found).map_err(|error| Failure::new(format!("{}: {error}", found.display())))?;
    let host = "x86_64-unknown-linux-gnu";
    let mut command = Command::new("cargo");
    command
        .args([
            "+nightly",
            "run",
            "--release",
            "--target",
            host,
            "--manifest-path",
        ])
        .arg(folder.join("Cargo.toml"))
        .args(["--bin", target, "--"])
        .arg(&found)
        .arg(folder.join("corpus").join(target))
        .arg(format!("-max_total_time={seconds}"))
        .args([
            "-max_len=4096",
            "-timeout=20",
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
        ])
        .arg(format!("-artifact_prefix={}/", found.display()))
        .env("RUSTFLAGS", COVERAGE)
        .env("CARGO_TARGET_DIR", paths::target().join("fuzz-build"));
    steps.run(&format!("fuzz {target}"), &mut command)
}
