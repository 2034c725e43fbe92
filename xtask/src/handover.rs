//! What the tests of queries and exports need beside Rust: Python with DuckDB and sqlglot, in a folder of its own below
//! `target/`, and jq.

use std::{fs, path::PathBuf, process::Command};

use crate::{
    debian, paths,
    run::{Failure, Steps, at_root, succeeds},
};

const REQUIREMENTS: &str = "tests/handover/requirements.txt";
const PLEASE_INSTALL: &str =
    "The tests of queries need Python 3 with its venv module, and jq: install them, and call this again.";

/// Installs what is missing; the Python that has the packages.
pub(crate) fn find_or_install(steps: &mut Steps) -> Result<PathBuf, Failure> {
    if paths::find_program(&["jq"]).is_none() {
        debian::install(steps, &["jq"])?;
    }
    let folder = paths::target().join("handover-python");
    let python = folder.join("bin/python");
    let wanted = fs::read_to_string(paths::root().join(REQUIREMENTS))
        .map_err(|error| Failure::new(format!("{REQUIREMENTS}: {error}")))?;
    // Left behind once everything is installed.
    let mark = folder.join("installed.txt");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) && python.is_file() {
        return Ok(python);
    }
    if !succeeds(at_root("python3").args(["-c", "import ensurepip, venv"])) {
        debian::install(steps, &["python3", "python3-venv"])?;
    }
    let has_python = succeeds(at_root("python3").args(["-c", "import ensurepip, venv"]));
    if !has_python || paths::find_program(&["jq"]).is_none() {
        return Err(Failure::new(PLEASE_INSTALL));
    }
    steps.run(
        "a Python of its own",
        at_root("python3").args(["-m", "venv", "--clear"]).arg(&folder),
    )?;
    steps.run(
        "DuckDB and sqlglot",
        Command::new(&python)
            .current_dir(paths::root())
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .args([
                "--require-hashes",
                "--only-binary",
                ":all:",
                "--requirement",
                REQUIREMENTS,
            ]),
    )?;
    fs::write(&mark, wanted).map_err(|error| Failure::new(format!("{}: {error}", mark.display())))?;
    Ok(python)
}
