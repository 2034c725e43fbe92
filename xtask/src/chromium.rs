//! A Chromium for the browser tests: the one that is there, else Debian's own package.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    paths,
    run::{Failure, Steps, answer, succeeds},
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
    if Path::new("/etc/debian_version").exists() && paths::find_program(&["apt-get"]).is_some() {
        install_from_debian(steps)?;
    }
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

fn install_from_debian(steps: &mut Steps) -> Result<(), Failure> {
    steps.run("apt-get update", apt_get()?.args(["-qq", "update"]))?;
    let arguments = ["-qq", "--yes", "--no-install-recommends", "install", "chromium"];
    steps.run("chromium from Debian", apt_get()?.args(arguments))
}

/// `apt-get` as root. The setting goes through `env`, because sudo would drop it.
fn apt_get() -> Result<Command, Failure> {
    let mut command = if is_root() {
        Command::new("env")
    } else if succeeds(Command::new("sudo").arg("--version")) {
        let mut sudo = Command::new("sudo");
        sudo.arg("env");
        sudo
    } else {
        return Err(Failure::new(PLEASE_INSTALL));
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    Ok(command)
}

fn is_root() -> bool {
    answer(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}
