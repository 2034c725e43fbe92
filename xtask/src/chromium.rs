//! A Chromium for the browser tests: the one that is there, else Debian's own package.

use std::{env, path::PathBuf};

use crate::{
    debian, paths,
    run::{Failure, Steps},
};

const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
];
/// Where macOS keeps them: they are not on `PATH` there.
const MAC_PROGRAMS: [&str; 2] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const PLEASE_INSTALL: &str =
    "The browser tests need Chromium or Chrome: install one, or set CHROMIUM to the path of its program.";

pub(crate) fn find_or_install(steps: &mut Steps) -> Result<PathBuf, Failure> {
    if let Some(program) = find()? {
        return Ok(program);
    }
    debian::install(steps, &["chromium"])?;
    find()?.ok_or_else(|| Failure::new(PLEASE_INSTALL))
}

fn find() -> Result<Option<PathBuf>, Failure> {
    if let Some(named) = env::var_os("CHROMIUM").map(PathBuf::from) {
        if named.is_file() {
            return Ok(Some(named));
        }
        return Err(Failure::new(format!(
            "CHROMIUM is set to {}, but no program is there.",
            named.display()
        )));
    }
    let on_a_mac = || {
        MAC_PROGRAMS
            .iter()
            .map(PathBuf::from)
            .find(|program| program.is_file())
    };
    Ok(paths::find_program(&NAMES).or_else(on_a_mac))
}
