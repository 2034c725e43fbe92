//! What only the browser tests take from npm: axe-core, locked in `tests/package-lock.json`. Nothing of it goes into
//! the page.

use std::{fs, process::Command};

use crate::{
    debian, paths,
    run::{Failure, Steps},
};

const PLEASE_INSTALL: &str = "The browser tests need npm, for axe-core: install Node.js with npm, on Debian by `apt-get install nodejs npm`.";

/// Installs what the lock names, unless that very lock is installed.
pub(crate) fn install(steps: &mut Steps) -> Result<(), Failure> {
    let tests = paths::root().join("tests");
    let mark = tests.join("node_modules/.lock-of-medtrail");
    let lock = fs::read(tests.join("package-lock.json"))
        .map_err(|error| Failure::new(format!("tests/package-lock.json cannot be read: {error}.")))?;
    if fs::read(&mark).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    if paths::find_program(&["npm"]).is_none() {
        debian::install(steps, &["nodejs", "npm"])?;
    }
    if paths::find_program(&["npm"]).is_none() {
        return Err(Failure::new(PLEASE_INSTALL));
    }
    let arguments = [
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ];
    steps.run(
        "axe-core",
        Command::new("npm").args(arguments).current_dir(&tests),
    )?;
    fs::write(&mark, lock)
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}.", mark.display())))
}
