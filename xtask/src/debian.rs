//! Packages of Debian for the tests, where this is a Debian.

use std::{path::Path, process::Command};

use crate::{
    paths,
    run::{Failure, Steps, answer, succeeds},
};

/// The programs that some tests run beside the page, and the packages that bring them.
const BESIDE: [(&str, &[&str]); 2] = [
    ("firefox-esr", &["firefox-esr"]),
    ("nginx", &["nginx-light", "libnginx-mod-http-brotli-static"]),
];

/// Installs a second browser and a web server. Their tests pass over themselves on a system that has none.
pub(crate) fn install_beside(steps: &mut Steps) -> Result<(), Failure> {
    let is_missing = |program: &&str| {
        !["/usr/bin", "/usr/sbin"]
            .iter()
            .any(|folder| Path::new(folder).join(program).exists())
    };
    let missing: Vec<&str> = BESIDE
        .iter()
        .filter(|(program, _)| is_missing(program))
        .flat_map(|(_, packages)| packages.iter().copied())
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        install(steps, &missing)
    }
}

/// Installs packages. Does nothing on other systems, and where it may not.
pub(crate) fn install(steps: &mut Steps, packages: &[&str]) -> Result<(), Failure> {
    let is_debian = Path::new("/etc/debian_version").exists() && paths::find_program(&["apt-get"]).is_some();
    let Some(mut update) = apt_get().filter(|_| is_debian) else {
        return Ok(());
    };
    steps.run("apt-get update", update.args(["-qq", "update"]))?;
    let Some(mut install) = apt_get() else {
        return Ok(());
    };
    install
        .args(["-qq", "--yes", "--no-install-recommends", "install"])
        .args(packages);
    steps.run(&format!("{} from Debian", packages.join(", ")), &mut install)
}

/// `apt-get` as root. The settings go through `env`, because sudo would drop them.
fn apt_get() -> Option<Command> {
    let mut command = if is_root() {
        Command::new("env")
    } else if succeeds(Command::new("sudo").arg("--version")) {
        let mut sudo = Command::new("sudo");
        sudo.arg("env");
        sudo
    } else {
        return None;
    };
    // A server that is installed for a test shall not be started.
    command.args(["DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get"]);
    Some(command)
}

fn is_root() -> bool {
    answer(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}
